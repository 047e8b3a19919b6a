/* plugins/cpu/roll.c - each rolled dim falls into two parts that change places: 2^k copies for k
   dims */
#include "part.h"
#include "scratch.h"

struct roll {
    int n, dim[RP_MAX_DIMS];
    int64_t shift[RP_MAX_DIMS]; /* in [0, size) */
};

/* Parts of y and x, cut along the first k dims already. */
static void copy_parts(const struct roll *r, int k, const rp_geometry *y, const rp_geometry *x)
{
    kernel_part to, from;
    if (k == r->n) {
        if (y->numel) cpu_assign(y, x);
        return;
    }
    const int64_t shift = r->shift[k], rest = x->shape[r->dim[k]] - shift;
    kernel_part_slice(&to, y, r->dim[k], shift, rest, 1);
    kernel_part_slice(&from, x, r->dim[k], 0, rest, 1);
    copy_parts(r, k + 1, &to.g, &from.g);
    if (shift == 0) return;
    kernel_part_slice(&to, y, r->dim[k], 0, shift, 1);
    kernel_part_slice(&from, x, r->dim[k], rest, shift, 1);
    copy_parts(r, k + 1, &to.g, &from.g);
}

static int64_t modulo(int64_t a, int64_t n)
{
    return a % n < 0 ? a % n + n : a % n;
}

static void add_shift(struct roll *r, int dim, int64_t shift, int64_t size)
{
    int i = 0;
    while (i < r->n && r->dim[i] != dim) i++;
    if (i == r->n) {
        r->dim[r->n] = dim;
        r->shift[r->n++] = 0;
    }
    r->shift[i] = (r->shift[i] + modulo(shift, size)) % size;
}

CPU_KERNEL(roll)
{
    rp_geometry x = kernel_geometry(&in[0]), y = kernel_geometry(&out[0]);
    struct roll r = {0};
    cpu_scratch scratch = {0};
    int64_t stride[RP_MAX_DIMS], one;
    CPU_UNUSED;
    if (x.numel == 0) return RP_OK;
    for (uint32_t i = 0; i < in[2].n; i++) {
        const int dim = kernel_dim(kernel_int(&in[2].u.l[i]), x.ndim);
        add_shift(&r, dim, kernel_int(&in[1].u.l[i]), x.shape[dim]);
    }
    if (r.n == 0) { /* the flattened tensor, as one dim */
        const int64_t numel = x.numel;
        RP_TRY(cpu_scratch_dense(&scratch, &x, stride));
        const rp_geometry flat_x = cpu_dense_geometry(&numel, &one, 1, x.dtype, x.data),
                          flat_y = cpu_dense_geometry(&numel, &one, 1, y.dtype, y.data);
        add_shift(&r, 0, kernel_int(&in[1].u.l[0]), numel);
        copy_parts(&r, 0, &flat_y, &flat_x);
        cpu_scratch_free(&scratch);
        return RP_OK;
    }
    copy_parts(&r, 0, &y, &x);
    return RP_OK;
}

const rp_kernel_row cpu_roll[] = {CPU_ROW("aten::roll", roll), {0}};
