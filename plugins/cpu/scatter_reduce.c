/* plugins/cpu/scatter_reduce.c - the sum, product, mean or extremum of what src has for each place
 * of self
 *
 * Half precision is reduced in float and rounded once. Without self, the places that are named
 * begin with what the reduction leaves unchanged. The mean is a sum and a count beside it.
 */
#include "walk.h"
#include <math.h>

enum how { SUM, PRODUCT, MEAN, LARGEST, SMALLEST };

static enum how named(const rp_value *v)
{
    return v->u.s[0] == 's'   ? SUM
           : v->u.s[0] == 'p' ? PRODUCT
           : v->u.s[0] == 'm' ? MEAN
           : v->u.s[2] == 'a' ? LARGEST
                              : SMALLEST;
}

static rp_value lowest(rp_dtype d, bool highest)
{
    const int bits = (int)kernel_element(d) * 8;
    const int64_t most = d == RP_BOOL ? 1
                         : d == RP_U8 ? 255
                                      : (int64_t)((UINT64_C(1) << (bits - 1)) - 1);
    if (d == RP_F64 || d == RP_F32)
        return rp_value_float(highest ? (double)INFINITY : (double)-INFINITY);
    return rp_value_int(highest ? most : d == RP_BOOL || d == RP_U8 ? 0 : -most - 1);
}

static rp_value identity(enum how how, rp_dtype d)
{
    if (how == LARGEST || how == SMALLEST) return lowest(d, how == SMALLEST);
    return rp_value_int(how == PRODUCT);
}

/* Every place that the index names gets the number. */
static void write_constant(const rp_geometry *y, const rp_geometry *index, int dim, rp_value v)
{
    uint64_t bits;
    const rp_geometry number = cpu_constant(&bits, y->dtype, &v);
    cpu_walk w;
    cpu_walk_init(&w, index, &number, y, dim);
    cpu_walk_scatter(&w);
}

/* ---- mean ------------------------------------------------------------------------------------ */
static int64_t floor_divide(int64_t a, int64_t b)
{
    return a / b - (a % b != 0 && a < 0);
}

static void divide(void *ctx, char *const *data, const int64_t *stride, int64_t n)
{
    const rp_dtype d = *(const rp_dtype *)ctx;
    for (int64_t i = 0; i < n; i++) {
        void *y = data[0] + i * stride[0];
        const int64_t count = *(const int64_t *)(const void *)(data[1] + i * stride[1]),
                      by = count ? count : 1;
        if (d == RP_F64) *(double *)y /= (double)by;
        else if (d == RP_F32) *(float *)y /= (float)by;
        else cpu_store_int(y, d, floor_divide(cpu_load_int(y, d), by));
    }
}

static rp_status divide_by_count(cpu_scratch *s, rp_geometry *y, const rp_geometry *index, int dim,
                                 bool include_self)
{
    int64_t stride[RP_MAX_DIMS], *p = cpu_scratch_alloc(s, (size_t)y->numel * sizeof *p);
    uint64_t bits;
    const rp_value one = rp_value_int(1);
    const rp_geometry number = cpu_constant(&bits, RP_I64, &one);
    cpu_walk w;
    kernel_iter it;
    if (!p) return RP_E_MEMORY;
    for (int64_t i = 0; i < y->numel; i++) p[i] = include_self;
    const rp_geometry count = cpu_dense_geometry(y->shape, stride, y->ndim, RP_I64, p);
    cpu_walk_init(&w, index, &number, &count, dim);
    cpu_walk_reduce(&w, CPU_REDUCE_ADD);
    kernel_iter_init(&it, (const rp_geometry *const[]){y, &count}, 2);
    cpu_iter_run(&it, divide, &y->dtype);
    return RP_OK;
}

static rp_status reduce(cpu_scratch *s, rp_geometry *y, rp_geometry *src, const rp_geometry *index,
                        int dim, enum how how, bool include_self)
{
    static const enum cpu_reduction kinds[] = {CPU_REDUCE_ADD, CPU_REDUCE_MULTIPLY, CPU_REDUCE_ADD,
                                               CPU_REDUCE_MAXIMUM, CPU_REDUCE_MINIMUM};
    int64_t stride[2][RP_MAX_DIMS];
    const rp_geometry target = *y;
    cpu_walk w;
    RP_TRY(cpu_widened(s, y, stride[0]));
    RP_TRY(cpu_widened(s, src, stride[1]));
    if (!include_self) write_constant(y, index, dim, identity(how, y->dtype));
    cpu_walk_init(&w, index, src, y, dim);
    cpu_walk_reduce(&w, kinds[how]);
    if (how == MEAN) RP_TRY(divide_by_count(s, y, index, dim, include_self));
    if (y->data != target.data) cpu_assign(&target, y);
    return RP_OK;
}

CPU_KERNEL(scatter_reduce)
{
    const rp_geometry x = kernel_geometry(&in[0]), index = kernel_geometry(&in[2]);
    rp_geometry src = kernel_geometry(&in[3]), y = kernel_geometry(&out[0]);
    const int dim = kernel_dim(kernel_int(&in[1]), x.ndim);
    cpu_scratch scratch = {0};
    CPU_UNUSED;
    RP_TRY(cpu_index_check("scatter_reduce", &index, cpu_size_along(&x, dim), dim));
    cpu_copy_self(&y, &x);
    if (index.numel == 0) return RP_OK;
    const rp_status st =
        reduce(&scratch, &y, &src, &index, dim, named(&in[4]), kernel_bool(&in[5]));
    cpu_scratch_free(&scratch);
    return st;
}

const rp_kernel_row cpu_scatter_reduce[] = {CPU_ROW("aten::scatter_reduce.two", scatter_reduce),
                                            {0}};
