/* tools/benchmarks/bench_sac.c - what the caching mode adds to an operator call: one-element
   tensors, one thread */
#include "bench.h"
#include "dispatch/mode.h"
#include "dispatch/ops.h"
#include "modes/checkpoint/checkpoint.h"

struct operands {
    rp_tensor *a, *b;
};

static rp_status add(void *ctx)
{
    const struct operands *o = ctx;
    RP_LOCAL rp_tensor *sum = NULL;
    return rp_add(&sum, o->a, o->b);
}

static rp_checkpoint_policy recompute_all(void *ctx, const rp_selective_context *q)
{
    (void)ctx, (void)q;
    return RP_PREFER_RECOMPUTE;
}

int main(int argc, char **argv)
{
    bench_arguments(argc, argv);
    struct operands o = {bench_one(0), bench_one(0)};
    rp_mode *caching = NULL, *cached = NULL;
    uint32_t depth;
    const double plain = bench_ns(add, &o, 200000, 9);
    bench_check(rp_create_selective_checkpoint_contexts(&caching, &cached, NULL, 0, recompute_all,
                                                        NULL, 0));
    bench_check(rp_mode_push(caching, &depth));
    const double under = bench_ns(add, &o, 20000, 9);
    rp_mode_pop(depth);
    rp_mode_release(caching);
    rp_mode_release(cached);
    bench_print("at::add, no grad", plain, -1);
    bench_print("under the SAC caching mode", under, 0);
    bench_print("caching mode alone", under - plain, 1);
    rp_tensor_release(o.a);
    rp_tensor_release(o.b);
    return 0;
}
