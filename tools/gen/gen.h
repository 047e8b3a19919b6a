/* tools/gen/gen.h - what the typed API and the reference share: schemas, C names, prototypes */
#ifndef RP_GEN_H
#define RP_GEN_H
#include "dispatch/impl.h"
#include <stdio.h>

enum { MAX_SCHEMAS = 4096 };
struct schemas {
    rp_schema list[MAX_SCHEMAS];
    uint32_t n;
};
struct function { /* one C function: a schema, and which keyword-only arguments it takes */
    const rp_schema *schema;
    char name[160];
    bool full;
};
struct writer {
    FILE *f;
    int column, indent;
};

int fail(const char *what, const char *detail); /* prints, returns 1 */
bool schemas_from_rows(struct schemas *all);
int by_name(const void *a, const void *b); /* of schemas */
void c_name(char *buf, size_t n, const struct schemas *all, const rp_schema *s);
bool takes(const struct function *fn, const rp_param *p);
void put(struct writer *w, const char *text);
void put_prototype(struct writer *w, const struct function *fn);
bool write_if_different(const char *path, const char *text, size_t n);
int write_reference(const char *path);
#endif
