/* tools/benchmarks/bench_dispatch.c - what one operator call costs: one-element tensors, one
   thread. Keys as the peers print them */
#include "bench.h"
#include "core/autograd.h"
#include "core/state.h"
#include "dispatch/mode.h"
#include "dispatch/ops.h"
#include <stddef.h>

struct operands {
    rp_tensor *a, *b, *out;
};

static rp_status add(void *ctx)
{
    const struct operands *o = ctx;
    RP_LOCAL rp_tensor *sum = NULL;
    return rp_add(&sum, o->a, o->b);
}

static rp_status add_out(void *ctx)
{
    const struct operands *o = ctx;
    return rp_add_out(NULL, o->a, o->b, o->out);
}

static rp_status view(void *ctx)
{
    const struct operands *o = ctx;
    const int64_t shape = 1;
    RP_LOCAL rp_tensor *v = NULL;
    return rp_view(&v, o->a, &shape, 1);
}

static rp_status empty(void *ctx)
{
    const int64_t shape = 1;
    RP_LOCAL rp_tensor *t = NULL;
    (void)ctx;
    return rp_empty_memory_format(&t, &shape, 1);
}

static rp_status boxed_add(void *ctx)
{
    static const rp_op *op;
    const struct operands *o = ctx;
    const rp_value in[3] = {rp_value_tensor(o->a), rp_value_tensor(o->b), rp_value_int(1)};
    rp_value out;
    if (!op) op = rp_op_find("aten::add.Tensor");
    RP_TRY(rp_op_call(op, in, 3, &out, 1));
    rp_value_clear(&out);
    return RP_OK;
}

/* g + b + ... + b, ten times, backward, gradient dropped. */
static rp_status ten_adds(void *ctx)
{
    const struct operands *o = ctx;
    RP_LOCAL rp_tensor *y = NULL;
    RP_TRY(rp_add(&y, o->a, o->b));
    for (int i = 0; i < 9; i++) RP_TRY(rp_add(&y, y, o->b));
    RP_TRY(rp_backward(&y, NULL, 1, NULL));
    rp_tensor_set_grad(o->a, NULL);
    return RP_OK;
}

static rp_status pass_through(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                              rp_value *out, uint32_t n_out)
{
    (void)self;
    return rp_call_below(c, in, n_in, out, n_out);
}

static const rp_mode_type pass_type = {
    .size = sizeof(rp_mode_type), .name = "pass", .call = pass_through};

static double under_modes(int n, struct operands *o)
{
    uint32_t depth = 0, first = 0;
    for (int i = 0; i < n; i++) {
        rp_mode *m = NULL;
        bench_check(rp_mode_create_from(&m, &pass_type, NULL));
        bench_check(rp_mode_push(m, &depth));
        if (i == 0) first = depth;
        rp_mode_release(m);
    }
    const double ns = bench_ns(add, o, 200000, 9);
    rp_mode_pop(first);
    return ns;
}

int main(int argc, char **argv)
{
    bench_arguments(argc, argv);
    struct operands o = {bench_one(0), bench_one(0), bench_one(0)}, g = {bench_one(1), o.b, o.out};
    const int grad_mode = rp_grad_mode_exchange(0);
    bench_print("at::add, no grad", bench_ns(add, &o, 200000, 9), -1);
    bench_print("at::add_out, no grad", bench_ns(add_out, &o, 200000, 9), 0);
    bench_print("view, no grad", bench_ns(view, &o, 200000, 9), 0);
    bench_print("empty", bench_ns(empty, &o, 200000, 9), 0);
    bench_print("boxed add, no grad", bench_ns(boxed_add, &o, 200000, 9), 0);
    bench_print("1 pass-through mode", under_modes(1, &o), 0);
    bench_print("2 pass-through modes", under_modes(2, &o), 0);
    bench_print("5 pass-through modes", under_modes(5, &o), 0);
    rp_grad_mode_exchange(grad_mode);
    bench_print("at::add that records for autograd", bench_ns(add, &g, 200000, 9), 0);
    bench_print("10 adds forward + backward, per add", bench_ns(ten_adds, &g, 5000, 9) / 10, 1);
    rp_tensor_release(o.a);
    rp_tensor_release(o.b);
    rp_tensor_release(o.out);
    rp_tensor_release(g.a);
    return 0;
}
