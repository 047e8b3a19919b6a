/* tests/support/json.h - reads a JSON file into a tree; ends the program on a malformed one, as
 * only recorded files are read */
#ifndef RP_TEST_JSON_H
#define RP_TEST_JSON_H
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { JSON_NULL, JSON_BOOL, JSON_NUMBER, JSON_STRING, JSON_LIST, JSON_OBJECT };
typedef struct json {
    int type;
    char *key, *text; /* text: of a string, or of a number as written */
    double number;
    struct json *child, *next;
} json;

static void json_skip(const char **at)
{
    while (**at && strchr(" \t\r\n,:", **at)) ++*at;
}

static char *json_string(const char **at)
{
    const char *begin = ++*at;
    while (**at != '"') *at += **at == '\\' ? 2 : 1;
    char *s = malloc((size_t)(*at - begin) + 1), *to = s;
    for (const char *p = begin; p < *at; p++) *to++ = *p == '\\' ? *++p : *p;
    *to = '\0';
    ++*at;
    return s;
}

static json *json_value(const char **at)
{
    json *v = calloc(1, sizeof *v);
    json_skip(at);
    if (**at == '"') {
        v->type = JSON_STRING;
        v->text = json_string(at);
    } else if (**at == '[' || **at == '{') {
        const char close = **at == '[' ? ']' : '}';
        json **last = &v->child;
        v->type = close == ']' ? JSON_LIST : JSON_OBJECT;
        ++*at;
        for (json_skip(at); **at != close; json_skip(at)) {
            char *key = close == '}' ? json_string(at) : NULL;
            *last = json_value(at);
            (*last)->key = key;
            last = &(*last)->next;
        }
        ++*at;
    } else if (!strncmp(*at, "true", 4) || !strncmp(*at, "false", 5)) {
        v->type = JSON_BOOL;
        v->number = **at == 't';
        *at += **at == 't' ? 4 : 5;
    } else if (!strncmp(*at, "null", 4)) {
        *at += 4;
    } else {
        char *end;
        v->type = JSON_NUMBER;
        v->number = strtod(*at, &end);
        if (end == *at) abort();
        v->text = strndup(*at, (size_t)(end - *at));
        *at = end;
    }
    return v;
}

static void json_free(json *v)
{
    while (v) {
        json *next = v->next;
        json_free(v->child);
        free(v->key);
        free(v->text);
        free(v);
        v = next;
    }
}

static json *json_read(const char *path)
{
    FILE *f = fopen(path, "rb");
    if (!f) return NULL;
    fseek(f, 0, SEEK_END);
    const size_t n = (size_t)ftell(f);
    char *text = calloc(n + 1, 1);
    rewind(f);
    if (fread(text, 1, n, f) != n) abort();
    fclose(f);
    const char *at = text;
    json *v = json_value(&at);
    free(text);
    return v;
}

static json *json_get(const json *object, const char *key)
{
    for (json *v = object ? object->child : NULL; v; v = v->next)
        if (v->key && !strcmp(v->key, key)) return v;
    return NULL;
}

static inline double json_number(const json *object, const char *key, double otherwise)
{
    const json *v = json_get(object, key);
    return v ? v->number : otherwise;
}

static inline const char *json_text(const json *object, const char *key)
{
    const json *v = json_get(object, key);
    return v ? v->text : NULL;
}
#endif
