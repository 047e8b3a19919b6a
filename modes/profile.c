/* modes/profile.c - mode "profile": the device's own profiling while the mode lives; what the
 * device timed becomes a JSON trace
 *
 *     {"traceEvents":[
 *     {"name":"aten::mm","cat":"cuda:0","ph":"X","ts":12.3,"dur":4.5,"pid":1,"tid":0}
 *     ]}
 *
 * The format is mode trace's, whose times are the host's; these are the device's, in microseconds
 * since the mode was made. `tid` is the device's track, a stream say. With report=off nothing is
 * written: the ranges are for the runtime's own tools.
 */
#include "core/log.h"
#include "dispatch/impl.h"
#include "modes/report.h"
#include <string.h>

enum { MAX_OPTIONS = 16 };
typedef struct profile_mode {
    rp_report report;
    rp_device device;
    char name[48];
    uint64_t start, written;
} profile_mode;

static void write_record(void *ctx, const rp_profile_record *r)
{
    profile_mode *m = ctx;
    FILE *f = rp_report_stream(&m->report);
    fprintf(f, "%s\n{\"name\":", m->written++ ? "," : "{\"traceEvents\":[");
    rp_report_string(f, r->name);
    fprintf(f, ",\"cat\":\"%s\",\"ph\":\"X\",\"ts\":%.3f,\"dur\":%.3f,\"pid\":1,\"tid\":%llu}",
            m->name, ((double)r->begin_ns - (double)m->start) / 1e3,
            (double)(r->end_ns - r->begin_ns) / 1e3, (unsigned long long)r->track);
}

static void profile_close(void *self)
{
    profile_mode *m = self;
    const rp_status st = rp_profile_stop(m->device, m->report.off ? NULL : write_record, m);
    if (st) {
        rp_log_line(RP_LOG_ERROR, "mode 'profile': %s", rp_error_message());
        rp_error_release(rp_error_take());
    }
    if (!m->report.off)
        fprintf(rp_report_stream(&m->report), "%s\n]}\n", m->written ? "" : "{\"traceEvents\":[");
    rp_report_close(&m->report);
    rp_free(m, sizeof *m);
}

/* device=NAME is ours, the rest is the report's. */
static rp_status read_options(profile_mode *m, const rp_kv *options, uint32_t n)
{
    rp_kv rest[MAX_OPTIONS];
    uint32_t n_rest = 0;
    const char *device = NULL;
    for (uint32_t i = 0; i < n; i++) {
        if (!strcmp(options[i].key, "device")) device = options[i].value;
        else if (n_rest < MAX_OPTIONS &&
                 (!strcmp(options[i].key, "file") || !strcmp(options[i].key, "report")))
            rest[n_rest++] = options[i];
        else
            return RP_FAIL(
                RP_E_INVALID,
                "profile has no option '%s'; there are device=NAME, file=PATH and report=on|off",
                options[i].key);
    }
    if (!device) return RP_FAIL(RP_E_INVALID, "profile needs the option device=NAME");
    RP_TRY(rp_device_parse(&m->device, device));
    return rp_report_open(&m->report, "profile", rest, n_rest);
}

static rp_status profile_open(void **self, const rp_kv *options, uint32_t n)
{
    profile_mode *m = rp_alloc_zero(sizeof *m);
    if (!m) return RP_E_MEMORY;
    rp_status st = read_options(m, options, n);
    m->start = rp_report_ns();
    if (!st) st = rp_profile_start(m->device);
    if (st) {
        rp_report_close(&m->report);
        rp_free(m, sizeof *m);
        return st;
    }
    rp_device_name(m->device, m->name, sizeof m->name);
    *self = m;
    return RP_OK;
}

const rp_mode_type rp_mode_type_profile = {
    .size = sizeof(rp_mode_type),
    .flags = RP_MODE_OBSERVER,
    .name = "profile",
    .doc =
        "the device's own profiling, as a JSON trace: device=NAME, file=PATH (stderr without), report=off",
    .open = profile_open,
    .close = profile_close,
};
