/* plugins/cpu/item.c - numbers from tensors */
#include "block.h"
#include "iter.h"
#include "plugins/common/argument.h"

CPU_KERNEL(item)
{
    (void)self, (void)c, (void)n_in, (void)n_out;
    return kernel_host->item(&out[0], in[0].u.t);
}

enum { ROOM = 256 };
struct comparison {
    rp_dtype dtype;
    bool differs;
};

static void compare(void *ctx, char *const *data, const int64_t *stride, int64_t n)
{
    struct comparison *c = ctx;
    const rp_dtype compute = kernel_compute_dtype(c->dtype);
    for (int64_t at = 0; at < n && !c->differs; at += ROOM) {
        double a[ROOM], b[ROOM];
        const int64_t m = n - at < ROOM ? n - at : ROOM;
        if (compute != RP_I64) {
            cpu_load_block(a, RP_F64, data[0] + at * stride[0], stride[0], c->dtype, m);
            cpu_load_block(b, RP_F64, data[1] + at * stride[1], stride[1], c->dtype, m);
            for (int64_t i = 0; i < m; i++) c->differs |= a[i] != b[i];
        } else {
            cpu_load_block(a, RP_I64, data[0] + at * stride[0], stride[0], c->dtype, m);
            cpu_load_block(b, RP_I64, data[1] + at * stride[1], stride[1], c->dtype, m);
            c->differs |= memcmp(a, b, (size_t)m * sizeof *a) != 0;
        }
    }
}

CPU_KERNEL(equal)
{
    const rp_geometry a = kernel_geometry(&in[0]), b = kernel_geometry(&in[1]);
    const rp_geometry *const operands[] = {&a, &b};
    struct comparison compared = {a.dtype, false};
    (void)self, (void)c, (void)n_in, (void)n_out;
    bool shapes = false;
    RP_TRY(kernel_check_equal(&shapes, &a, &b));
    if (shapes && a.numel) {
        kernel_iter it;
        kernel_iter_init(&it, operands, 2);
        cpu_iter_run_serial(&it, compare, &compared);
    }
    out[0] = rp_value_bool(shapes && !compared.differs);
    return RP_OK;
}

const rp_kernel_row cpu_item[] = {
    CPU_ROW("aten::_local_scalar_dense", item), CPU_ROW("aten::equal", equal), {0}};
