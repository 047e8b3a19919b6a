/* plugins/gpu/cat.cu - cat and stack
 *
 * The result is rows of `width` units, one for each index of the dims before the joined one; input
 * k is `width_k` units of every row, from `start_k` on. Dense inputs of the result's dtype are
 * moved CAT_INPUTS a launch, in the largest unit that divides all of them; each other one is copied
 * (and converted) into its part by itself.
 */
#include "part.h"

enum { CAT_INPUTS = 96 };
struct cat_table { /* a launch's inputs, in bytes until the unit is known */
    int n;
    int64_t rows, width;
    int64_t start[CAT_INPUTS + 1]; /* within a row, less the first one's; the last: all together */
    gpu_ptr<const char> data[CAT_INPUTS];
};
struct cat_call {
    gpu_op &op;
    rp_geometry y;
    int dim;
    bool stack;
    cat_table t;
    int64_t first;  /* where the table's inputs begin in a row */
    uint64_t align; /* of everything in the table: all bits together */
};

template <class U>
static rp_status move(gpu_op &op, const cat_table &t, gpu_ptr<U> y)
{
    const int64_t size = (int64_t)sizeof(U), together = t.start[t.n] / size, width = t.width / size;
    return gpu_each(op, t.rows * together, [=] GPU_LAMBDA(int64_t i) {
        const int64_t row = i / together, at = (i - row * together) * size;
        int low = 0, high = t.n;
        while (high - low > 1) {
            const int middle = (low + high) / 2;
            if (at < t.start[middle]) high = middle;
            else low = middle;
        }
        const int64_t from = row * (t.start[low + 1] - t.start[low]) + at - t.start[low];
        y[row * width + at / size] = *gpu_cast<const U>(t.data[low] + from);
    });
}

static rp_status flush(cat_call *k)
{
    const cat_table &t = k->t;
    char *const to = (char *)k->y.data + k->first;
    const uint64_t bits = k->align | (uint64_t)t.width | (uint64_t)(uintptr_t)to;
    if (t.n == 0) return RP_OK;
    rp_status st;
    if (bits % 16 == 0) st = move<gpu_pack<uint64_t>>(k->op, t, gpu_at<gpu_pack<uint64_t>>(to));
    else if (bits % 8 == 0) st = move<uint64_t>(k->op, t, gpu_at<uint64_t>(to));
    else if (bits % 4 == 0) st = move<uint32_t>(k->op, t, gpu_at<uint32_t>(to));
    else if (bits % 2 == 0) st = move<uint16_t>(k->op, t, gpu_at<uint16_t>(to));
    else st = move<uint8_t>(k->op, t, gpu_at<uint8_t>(to));
    k->t.n = 0;
    k->align = 0;
    return st;
}

/* `bytes` of every row, from byte `start` on. */
static rp_status add(cat_call *k, const rp_geometry *x, int64_t start, int64_t bytes)
{
    cat_table &t = k->t;
    if (t.n == CAT_INPUTS || (t.n && k->first + t.start[t.n] != start)) RP_TRY(flush(k));
    if (t.n == 0) k->first = start, t.start[0] = 0;
    t.data[t.n] = gpu_at<const char>(x->data);
    t.start[t.n + 1] = t.start[t.n] + bytes;
    t.n++;
    k->align |= (uint64_t)bytes | (uint64_t)(uintptr_t)x->data;
    return RP_OK;
}

static rp_status one_part(cat_call *k, const rp_geometry *x, int64_t start)
{
    kernel_part part;
    if (k->stack) kernel_part_select(&part, &k->y, k->dim, start);
    else kernel_part_slice(&part, &k->y, k->dim, start, x->shape[k->dim], 1);
    return gpu_assign(k->op, &part.g, x);
}

/* `self` is true for stack. */
GPU_OP(join)
{
    GPU_UNUSED;
    gpu_op op(c);
    cat_call k = {op, kernel_geometry(&out[0]), 0, *(const bool *)self, {}, 0, 0};
    int64_t start = 0;
    if (k.y.numel == 0) return op.status;
    k.dim = kernel_dim(kernel_int(&in[1]), k.y.ndim);
    const int64_t unit =
        kernel_product(k.y.shape, k.dim + 1, k.y.ndim) * (int64_t)kernel_element(k.y.dtype);
    k.t.rows = kernel_product(k.y.shape, 0, k.dim);
    k.t.width = k.y.shape[k.dim] * unit;
    for (uint32_t i = 0; i < in[0].n; i++) {
        const rp_geometry x = kernel_geometry(&in[0].u.l[i]);
        if (!k.stack && x.ndim == 1 && x.shape[0] == 0) continue; /* fits every shape */
        const int64_t n = k.stack ? 1 : x.shape[k.dim];
        if (x.numel && kernel_dense(&k.y) && kernel_dense(&x) && x.dtype == k.y.dtype)
            RP_TRY(add(&k, &x, start * unit, n * unit));
        else if (x.numel) RP_TRY(one_part(&k, &x, start));
        start += n;
    }
    return flush(&k);
}

static const bool cat = false, stack = true;
GPU_TABLE(cat) = {
    GPU_ROW_WITH("aten::cat", join, &cat), GPU_ROW_WITH("aten::stack", join, &stack), {}};
