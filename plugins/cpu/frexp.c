/* plugins/cpu/frexp.c - mantissa and exponent of each element */
#include "iter.h"
#include <math.h>

struct types {
    rp_dtype mantissa, exponent, self;
};

static void split(void *ctx, char *const *data, const int64_t *stride, int64_t n)
{
    const struct types *t = ctx;
    for (int64_t i = 0; i < n; i++) {
        int exponent = 0;
        const double x = cpu_load(data[2] + i * stride[2], t->self);
        cpu_store(data[0] + i * stride[0], t->mantissa, frexp(x, &exponent));
        cpu_store_int(data[1] + i * stride[1], t->exponent, isfinite(x) ? exponent : 0);
    }
}

CPU_KERNEL(frexp_row)
{
    CPU_UNUSED;
    const rp_geometry g[] = {kernel_geometry(&out[0]), kernel_geometry(&out[1]),
                             kernel_geometry(&in[0])};
    const rp_geometry *const p[] = {&g[0], &g[1], &g[2]};
    struct types types = {g[0].dtype, g[1].dtype, g[2].dtype};
    kernel_iter it;
    if (g[0].numel == 0) return RP_OK;
    kernel_iter_init(&it, p, 3);
    cpu_iter_run(&it, split, &types);
    return RP_OK;
}

const rp_kernel_row cpu_frexp[] = {
    CPU_ROW("aten::frexp.Tensor", frexp_row),
    {0},
};
