/* modes/report.c - see report.h */
#include "modes/report.h"
#include <errno.h>
#include <string.h>
#include <time.h>

static rp_status open_file(rp_report *r, const char *name, const char *path)
{
    if (r->file)
        return RP_FAIL(RP_E_INVALID, "%s: file is given twice, the second time as '%s'", name,
                       path);
    r->file = fopen(path, "we");
    return r->file
               ? RP_OK
               : RP_FAIL(RP_E_IO, "%s: cannot write to file '%s': %s", name, path, strerror(errno));
}

static rp_status read_option(rp_report *r, const char *name, const rp_kv *o)
{
    if (!strcmp(o->key, "file")) return open_file(r, name, o->value);
    if (strcmp(o->key, "report") != 0)
        return RP_FAIL(RP_E_INVALID, "%s has no option '%s'; there are file=PATH and report=on|off",
                       name, o->key);
    r->off = !strcmp(o->value, "off");
    if (r->off || !strcmp(o->value, "on")) return RP_OK;
    return RP_FAIL(RP_E_INVALID, "%s: report is on or off, not '%s'", name, o->value);
}

rp_status rp_report_open(rp_report *r, const char *name, const rp_kv *options, uint32_t n)
{
    rp_status st = RP_OK;
    *r = (rp_report){NULL, 0};
    for (uint32_t i = 0; i < n && !st; i++) st = read_option(r, name, &options[i]);
    if (st) rp_report_close(r);
    return st;
}

void rp_report_close(rp_report *r)
{
    if (r->file) fclose(r->file);
    r->file = NULL;
}

void rp_report_string(FILE *f, const char *s)
{
    fputc('"', f);
    for (; s && *s; s++) {
        if (*s == '"' || *s == '\\') fputc('\\', f);
        if ((unsigned char)*s < 0x20) fprintf(f, "\\u%04x", (unsigned)*s);
        else fputc(*s, f);
    }
    fputc('"', f);
}

uint64_t rp_report_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * UINT64_C(1000000000) + (uint64_t)t.tv_nsec;
}
