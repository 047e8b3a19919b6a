/* modes/report.h - where modes that report at their end write to: file=PATH, stderr without it,
   report=off for nowhere */
#ifndef RP_MODES_REPORT_H
#define RP_MODES_REPORT_H
#include "dispatch/mode.h"
#include <stdio.h>

typedef struct rp_report {
    FILE *file; /* NULL: stderr */
    int off;
} rp_report;
/** Options of the mode `name`: unknown ones are errors that list these two. */
rp_status rp_report_open(rp_report *r, const char *name, const rp_kv *options, uint32_t n);
static inline FILE *rp_report_stream(const rp_report *r)
{
    return r->file ? r->file : stderr;
}
void rp_report_close(rp_report *r);
/** Writes `s` as a JSON string; NULL is "". */
void rp_report_string(FILE *f, const char *s);
uint64_t rp_report_ns(void); /* of CLOCK_MONOTONIC */
#endif
