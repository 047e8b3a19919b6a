/* modes/trace.c - mode "trace": every operator call as an event of a JSON trace (Chrome's trace
 * event format, which Perfetto reads)
 *
 *     {"traceEvents":[
 *     {"name":"aten::mm","cat":"forward","ph":"X","ts":12.3,"dur":4.5,"pid":1,"tid":1,"args":{"region":"block","call":"(0:
 *     f32[4, 4]) = aten::mm(1, 2)"}},
 *
 * Times are microseconds since the mode was made. Calls of a backward's recompute have the category
 * "recompute". Tensors are named
 * by the number of their storage, so that who made what another call reads can be followed.
 */
#include "modes/checkpoint/checkpoint.h"
#include "modes/report.h"
#include "modes/text.h"
#include <pthread.h>

typedef struct trace_mode {
    rp_report report;
    pthread_mutex_t lock;
    rp_text line;
    uint64_t start, written;
} trace_mode;

static uint32_t thread_number(void)
{
    static _Atomic uint32_t last;
    static _Thread_local uint32_t own;
    if (!own) own = atomic_fetch_add(&last, 1) + 1;
    return own;
}

static void add_tensor(void *ctx, rp_text *t, const rp_tensor *x, bool result)
{
    char shape[160];
    (void)ctx;
    rp_text_add(t, "%%%llu", (unsigned long long)x->storage->id);
    if (result)
        rp_text_add(t, ": %s%s", rp_dtype_code(x->dtype),
                    rp_shape_text(shape, sizeof shape, x->shape, x->ndim));
}

static void write_event(trace_mode *m, const rp_call *c, uint64_t begin, uint64_t end)
{
    static const char *const phase[] = {"forward", "backward", "recompute"};
    FILE *f = rp_report_stream(&m->report);
    rp_recompute_info again = {.size = sizeof again};
    rp_recompute_get(&again);
    fprintf(f, "%s\n{\"name\":", m->written++ ? "," : "{\"traceEvents\":[");
    rp_report_string(f, rp_op_name(c->op));
    fprintf(f,
            ",\"cat\":\"%s\",\"ph\":\"X\",\"ts\":%.3f,\"dur\":%.3f,\"pid\":1,\"tid\":%u,\"args\":{",
            phase[c->thread->s.phase % 3], (double)(begin - m->start) / 1e3,
            (double)(end - begin) / 1e3, thread_number());
    if (again.active) {
        fprintf(f, "\"region\":");
        rp_report_string(f, again.name);
        fputc(',', f);
    }
    fprintf(f, "\"call\":");
    rp_report_string(f, m->line.at);
    fprintf(f, "}}");
}

static rp_status trace_call(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                            rp_value *out, uint32_t n_out)
{
    trace_mode *m = self;
    const rp_text_style style = {add_tensor, NULL};
    const uint64_t begin = rp_report_ns();
    RP_TRY(rp_call_below(c, in, n_in, out, n_out));
    const uint64_t end = rp_report_ns();
    if (m->report.off) return RP_OK;
    pthread_mutex_lock(&m->lock);
    rp_text_clear(&m->line);
    rp_text_results(&m->line, out, n_out, &style);
    rp_text_add(&m->line, " = ");
    rp_text_call(&m->line, c->op, in, n_in, &style);
    write_event(m, c, begin, end);
    pthread_mutex_unlock(&m->lock);
    return RP_OK;
}

static void trace_close(void *self)
{
    trace_mode *m = self;
    if (!m->report.off)
        fprintf(rp_report_stream(&m->report), "%s\n]}\n", m->written ? "" : "{\"traceEvents\":[");
    rp_report_close(&m->report);
    rp_text_fini(&m->line);
    pthread_mutex_destroy(&m->lock);
    rp_free(m, sizeof *m);
}

static rp_status trace_open(void **self, const rp_kv *options, uint32_t n)
{
    trace_mode *m = rp_alloc_zero(sizeof *m);
    if (!m) return RP_E_MEMORY;
    const rp_status st = rp_report_open(&m->report, "trace", options, n);
    if (st) {
        rp_free(m, sizeof *m);
        return st;
    }
    pthread_mutex_init(&m->lock, NULL);
    m->start = rp_report_ns();
    *self = m;
    return RP_OK;
}

const rp_mode_type rp_mode_type_trace = {
    .size = sizeof(rp_mode_type),
    .flags = RP_MODE_OBSERVER | RP_MODE_TRACES,
    .name = "trace",
    .doc = "operator calls as a JSON trace; file=PATH (stderr without), report=off",
    .open = trace_open,
    .close = trace_close,
    .call = trace_call,
};
