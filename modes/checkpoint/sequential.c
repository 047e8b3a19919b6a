/* modes/checkpoint/sequential.c - a list of one-tensor functions in segments; the last segment is
 * never a region */
#include "modes/checkpoint/impl.h"
#include <string.h>

typedef struct segment { /* counted by nothing: the region's ctx, and its drop frees it */
    uint32_t n, size;
    rp_region step[];
} segment;

static void step_drop(const rp_region *r)
{
    if (r->ctx_drop) r->ctx_drop((void *)(uintptr_t)r->ctx);
}

static void segment_drop(void *ctx)
{
    segment *s = ctx;
    for (uint32_t i = 0; i < s->n; i++) {
        rp_region *r = &s->step[i];
        step_drop(r);
        if (r->ctx_size) rp_free((void *)(uintptr_t)r->ctx, r->ctx_size);
    }
    rp_free(s, s->size);
}

/* run_function(start, end, functions) */
static rp_status run_function(const rp_region *step, uint32_t start, uint32_t end,
                              const rp_value *in, rp_value *out)
{
    rp_value x = *in, y;
    for (uint32_t i = start; i < end; i++) {
        y = rp_value_none();
        const rp_status st = step[i].fn((void *)(uintptr_t)step[i].ctx, &x, 1, &y, 1);
        if (i > start) rp_value_clear(&x);
        if (st) {
            rp_value_clear(&y);
            return st;
        }
        x = y;
    }
    *out = x;
    return RP_OK;
}

static rp_status segment_run(void *ctx, const rp_value *in, uint32_t n_in, rp_value *out,
                             uint32_t n_out)
{
    const segment *s = ctx;
    (void)n_in, (void)n_out;
    return run_function(s->step, 0, s->n, in, out);
}

/* Copies the contexts, as a region of its own would. On failure the steps' contexts are still the
 * caller's. */
static rp_status segment_create(segment **out, const rp_region *step, uint32_t n)
{
    const uint32_t size = (uint32_t)(sizeof(segment) + n * sizeof *step);
    segment *s = rp_alloc_zero(size);
    if (!s) return RP_E_MEMORY;
    s->size = size;
    for (; s->n < n; s->n++) {
        rp_region *r = &s->step[s->n];
        *r = step[s->n];
        if (!r->ctx_size) continue;
        void *copy = rp_alloc(r->ctx_size);
        if (!copy) {
            for (uint32_t i = 0; i < s->n; i++)
                if (s->step[i].ctx_size)
                    rp_free((void *)(uintptr_t)s->step[i].ctx, s->step[i].ctx_size);
            rp_free(s, size);
            return RP_E_MEMORY;
        }
        memcpy(copy, r->ctx, r->ctx_size);
        r->ctx = copy;
    }
    *out = s;
    return RP_OK;
}

static rp_status run_segment(rp_value *x, const rp_region *step, uint32_t n,
                             const rp_checkpoint_options *o, uint32_t *taken)
{
    segment *s = NULL;
    rp_value y;
    RP_TRY(segment_create(&s, step, n));
    *taken += n; /* from here on the segment hands the contexts back */
    const rp_region r = {.fn = segment_run,
                         .name = step->name ? step->name : "sequential",
                         .ctx = s,
                         .ctx_drop = segment_drop};
    RP_TRY(rp_checkpoint(&y, 1, &r, x, 1, o));
    rp_value_clear(x);
    *x = y;
    return RP_OK;
}

static rp_status run_segments(rp_value *x, const rp_region *steps, uint32_t n, uint32_t segments,
                              const rp_checkpoint_options *o, uint32_t *taken)
{
    const uint32_t size = n / segments;
    for (uint32_t k = 0; k + 1 < segments; k++)
        RP_TRY(run_segment(x, steps + k * size, size, o, taken));
    rp_value y = rp_value_none();
    RP_TRY(run_function(steps, (segments - 1) * size, n, x, &y));
    rp_value_clear(x);
    *x = y;
    return RP_OK;
}

static rp_status check_tensor(const rp_value *x, uint32_t n)
{
    if (x->tag == RP_TAG_TENSOR) return RP_OK;
    return RP_FAIL(RP_E_INVALID,
                   "rp_checkpoint_sequential: the last of %u functions returned no tensor", n);
}

rp_status rp_checkpoint_sequential(rp_tensor **out, const rp_region *steps, uint32_t n,
                                   uint32_t segments, rp_tensor *in, const rp_checkpoint_options *o)
{
    uint32_t taken = 0;
    rp_value x = rp_value_tensor(rp_tensor_retain(in));
    rp_status st = RP_OK;
    if (!in) st = RP_FAIL(RP_E_INVALID, "rp_checkpoint_sequential: no input");
    else if (n && (segments < 1 || segments > n))
        st = RP_FAIL(RP_E_INVALID,
                     "rp_checkpoint_sequential: segments is %u, it must be between 1 and the "
                     "number of functions, %u",
                     segments, n);
    else if (n) st = run_segments(&x, steps, n, segments, o, &taken);
    for (uint32_t i = taken; i < n; i++) step_drop(&steps[i]);
    if (!st && n) st = check_tensor(&x, n);
    if (st) {
        rp_value_clear(&x);
        return st;
    }
    rp_tensor *old = *out;
    *out = x.u.t;
    rp_tensor_release(old);
    return RP_OK;
}
