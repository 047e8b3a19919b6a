/* tools/benchmarks/bench_device.c - operators that only move memory, beside the device's own copy
 * of as many bytes
 *
 *     bench_device cuda:0 [MiB]
 * Tensors of 64 MiB, rows of 1024 elements. One JSON object: GB/s of the copy, then for each
 * operator and dtype its time per byte read or written over that of the copy: 1 is the bandwidth
 * limit.
 */
#include "bench.h"
#include "core/device.h"
#include "dispatch/init.h"
#include "dispatch/ops.h"
#include <stdio.h>
#include <stdlib.h>

enum { ROW = 1024, CALLS = 20, RUNS = 9 };
struct operands {
    rp_device device;
    const rp_device_type *type;
    size_t bytes; /* of x, y, out, and of the two blocks */
    void *block[2];
    rp_tensor *x, *y, *out, *weight, *bias;
};

static rp_status add(struct operands *o)
{
    return rp_add_out(&o->out, o->x, o->y, o->out);
}
static rp_status gelu(struct operands *o)
{
    return rp_gelu(&o->out, o->x);
}
static rp_status layer_norm(struct operands *o)
{
    const int64_t row = ROW;
    return rp_layer_norm(&o->out, o->x, &row, 1, o->weight, o->bias, 1e-5, 1);
}
static rp_status softmax(struct operands *o)
{
    return rp__softmax(&o->out, o->x, -1, 0);
}
static rp_status softmax_backward(struct operands *o)
{
    return rp__softmax_backward_data(&o->out, o->x, o->y, -1, rp_tensor_dtype(o->x));
}
static rp_status sum(struct operands *o)
{
    RP_LOCAL rp_tensor *all = NULL;
    return rp_sum(&all, o->x);
}
static const struct work {
    const char *name;
    rp_status (*fn)(struct operands *);
    int moves; /* bytes read and written, in units of one tensor */
} works[] = {{"add", add, 3},
             {"gelu", gelu, 2},
             {"layer_norm", layer_norm, 2},
             {"softmax", softmax, 2},
             {"softmax_backward", softmax_backward, 3},
             {"sum", sum, 1}};

/* ---- calls follow each other without a wait, as in a training -------------------------------- */
struct timed {
    struct operands *o;
    const struct work *work; /* NULL: the device's copy */
};
static rp_status repeat(void *ctx)
{
    const struct timed *t = ctx;
    struct operands *o = t->o;
    for (int i = 0; i < CALLS; i++) {
        if (t->work) RP_TRY(t->work->fn(o));
        else
            RP_TRY(o->type->copy(o->type->self, NULL, o->block[0], o->device.index, o->block[1],
                                 o->device.index, o->bytes));
    }
    return o->type->sync(o->type->self, o->device.index);
}
static double ns_per_byte(struct operands *o, const struct work *w)
{
    struct timed t = {o, w};
    return bench_ns(repeat, &t, 1, RUNS) / (CALLS * (double)o->bytes * (w ? w->moves : 2));
}

static void open_operands(struct operands *o, rp_dtype dtype)
{
    const int64_t shape[2] = {(int64_t)(o->bytes / (ROW * rp_dtype_size(dtype))), ROW};
    rp_tensor **all[] = {&o->x, &o->y, &o->out, &o->weight, &o->bias};
    for (int i = 0; i < 5; i++) {
        *all[i] = NULL;
        bench_check(rp_ones_full(all[i], i < 3 ? shape : shape + 1, i < 3 ? 2 : 1, dtype, NULL,
                                 &o->device, NULL));
    }
}
static void close_operands(struct operands *o)
{
    rp_tensor *all[] = {o->x, o->y, o->out, o->weight, o->bias};
    for (int i = 0; i < 5; i++) rp_tensor_release(all[i]);
}

static void open_device(struct operands *o, const char *name)
{
    bench_check(rp_init());
    bench_check(rp_device_parse(&o->device, name));
    o->type = rp_device_type_get(o->device.type);
    if (!o->type) {
        fprintf(stderr, "bench: '%s' is not the device of a plugin\n", name);
        exit(2);
    }
    for (int i = 0; i < 2; i++)
        bench_check(o->type->alloc(o->type->self, o->device.index, NULL, o->bytes, &o->block[i]));
}

int main(int argc, char **argv)
{
    const rp_dtype dtypes[] = {RP_F32, RP_BF16};
    const long mib = argc > 2 ? atol(argv[2]) : 64;
    struct operands o = {.bytes = (size_t)mib << 20};
    if (argc < 2 || mib <= 0) {
        fprintf(stderr, "usage: %s DEVICE [MiB]\n", argv[0]);
        return 2;
    }
    open_device(&o, argv[1]);
    const double limit = ns_per_byte(&o, NULL);
    printf("{\"copy GB/s\": %.1f", 1 / limit);
    for (size_t d = 0; d < sizeof dtypes / sizeof *dtypes; d++) {
        open_operands(&o, dtypes[d]);
        for (size_t i = 0; i < sizeof works / sizeof *works; i++)
            printf(",\n \"%s %s\": %.3f", works[i].name, rp_dtype_name(dtypes[d]),
                   ns_per_byte(&o, &works[i]) / limit);
        close_operands(&o);
    }
    printf("}\n");
    for (int i = 0; i < 2; i++)
        o.type->free(o.type->self, o.device.index, NULL, o.block[i], o.bytes);
    return 0;
}
