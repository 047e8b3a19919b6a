/* dispatch/ops/prod.c - products, whole and running; integers and bool multiply in int64. Gradients
   where factors are 0 too */
#include "dispatch/reduce.h"
#include "dispatch/ops/shape.h"

static rp_status running_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                              rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    return rp_reduce_running_output(c, in, out);
}

/* ---- gradients ------------------------------------------------------------------------------- */
/* Without zeros a division serves. Unknown values (fake tensors) may be zeros. */
static rp_status has_zeros(bool *has, rp_tensor *x)
{
    RP_LOCAL rp_tensor *zero = NULL, *any = NULL;
    rp_value v;
    *has = true;
    if (x->storage->flags & RP_STORAGE_FAKE) return RP_OK;
    RP_TRY(rp_eq_scalar(&zero, x, rp_value_int(0)));
    RP_TRY(rp_any(&any, zero));
    RP_TRY(rp_item(&v, any));
    *has = v.u.i != 0;
    return RP_OK;
}

/* `part` with `n` elements of `value` before it along dim, or after it. */
static rp_status padded(rp_tensor **out, rp_tensor *part, int64_t dim, int64_t n, double value,
                        bool before)
{
    RP_LOCAL rp_tensor *pad = NULL;
    const rp_device device = rp_tensor_device(part);
    int64_t shape[RP_MAX_DIMS];
    copy_dims(shape, part->shape, part->ndim);
    shape[dim] = n;
    RP_TRY(rp_full_full(&pad, shape, (uint32_t)part->ndim, rp_value_float(value), part->dtype, NULL,
                        &device, NULL));
    return rp_cat(out, (rp_tensor *const[]){before ? pad : part, before ? part : pad}, 2, dim);
}

/* Element k: the product of those before it. */
static rp_status product_before(rp_tensor **out, rp_tensor *x, int64_t dim)
{
    RP_LOCAL rp_tensor *part = NULL;
    RP_TRY(rp_narrow(&part, x, dim, 0, x->shape[dim] - 1));
    RP_TRY(padded(&part, part, dim, 1, 1, true));
    return rp_cumprod(out, part, dim);
}

/* All factors but one: those before it times those after it. */
static rp_status other_factors(rp_tensor **out, rp_tensor *x, int64_t dim)
{
    RP_LOCAL rp_tensor *before = NULL, *after = NULL;
    RP_TRY(product_before(&before, x, dim));
    RP_TRY(rp_flip(&after, x, &dim, 1));
    RP_TRY(product_before(&after, after, dim));
    RP_TRY(rp_flip(&after, after, &dim, 1));
    return rp_mul(out, before, after);
}

/* y = the product of x along dim; `g` has the dimensions of x, or none. */
static rp_status prod_gradient(rp_tensor **out, rp_tensor *g, rp_tensor *x, rp_tensor *y,
                               int64_t dim)
{
    RP_LOCAL rp_tensor *others = NULL;
    bool zeros = false;
    if (x->numel) RP_TRY(has_zeros(&zeros, x));
    RP_TRY(zeros ? other_factors(&others, x, dim) : rp_div(&others, y, x));
    return rp_mul(out, g, others);
}

static rp_status all_vjp(rp_call *c, rp_node *n, uint64_t needs, rp_tensor *const *grad_out,
                         rp_tensor **grad_in)
{
    RP_LOCAL rp_tensor *x = NULL, *y = NULL, *flat = NULL;
    (void)c;
    if (!grad_out[0] || !(needs & 1)) return RP_OK;
    RP_TRY(rp_saved_input(&x, n, 0));
    RP_TRY(rp_saved_output(&y, n, 0));
    RP_TRY(rp_reshape(&flat, x, (const int64_t[]){-1}, 1));
    RP_TRY(prod_gradient(&flat, grad_out[0], flat, y, 0));
    return rp_reshape(&grad_in[0], flat, x->shape, (uint32_t)x->ndim);
}

static rp_status dim_vjp(rp_call *c, rp_node *n, uint64_t needs, rp_tensor *const *grad_out,
                         rp_tensor **grad_in)
{
    RP_LOCAL rp_tensor *x = NULL, *y = NULL, *g = NULL;
    int64_t dim = saved_int(n, 1);
    const bool keepdim = rp_arg_bool(rp_saved_arg(n, 2));
    (void)c;
    if (!grad_out[0] || !(needs & 1)) return RP_OK;
    RP_TRY(rp_saved_input(&x, n, 0));
    if (x->ndim == 0) return rp_clone(&grad_in[0], grad_out[0]);
    RP_TRY(rp_wrap_dim(&dim, x->ndim));
    RP_TRY(rp_saved_output(&y, n, 0));
    RP_TRY(rp_reduce_restore(&y, y, x->ndim, UINT64_C(1) << dim, keepdim));
    RP_TRY(rp_reduce_restore(&g, grad_out[0], x->ndim, UINT64_C(1) << dim, keepdim));
    if (y->ndim < x->ndim) RP_TRY(rp_unsqueeze(&y, y, dim));
    if (g->ndim < x->ndim) RP_TRY(rp_unsqueeze(&g, g, dim));
    return prod_gradient(&grad_in[0], g, x, y, dim);
}

static rp_status moved_up(rp_tensor **out, rp_tensor *t, int64_t dim, int64_t by)
{
    RP_LOCAL rp_tensor *part = NULL;
    RP_TRY(rp_narrow(&part, t, dim, by, t->shape[dim] - by));
    return padded(out, part, dim, by, 0, false);
}

/* s[k] = g[k] + x[k + 1] s[k + 1]: what all later results say of the factor k, without it. By
   doubling: after a step of width w, s[k] = sum over k <= i < k + 2w of g[i] x[k + 1] ... x[i], and
   a[k] = x[k + 1] ... x[k + 2w]. */
static rp_status later_results(rp_tensor **out, rp_tensor *g, rp_tensor *x, int64_t dim)
{
    RP_LOCAL rp_tensor *s = rp_tensor_retain(g), *a = NULL, *next = NULL;
    const int64_t n = x->shape[dim];
    RP_TRY(moved_up(&a, x, dim, 1));
    for (int64_t width = 1; width < n; width *= 2) {
        RP_TRY(moved_up(&next, s, dim, width));
        RP_TRY(rp_mul(&next, a, next));
        RP_TRY(rp_add(&s, s, next));
        RP_TRY(moved_up(&next, a, dim, width));
        RP_TRY(rp_mul(&a, a, next));
    }
    *out = rp_tensor_retain(s);
    return RP_OK;
}

/* Without zeros the gradient of x[k] is the sum of g y from k on, divided by x[k]. */
static rp_status running_vjp(rp_call *c, rp_node *n, uint64_t needs, rp_tensor *const *grad_out,
                             rp_tensor **grad_in)
{
    RP_LOCAL rp_tensor *x = NULL, *y = NULL, *t = NULL, *before = NULL;
    int64_t dim = saved_int(n, 1);
    bool zeros;
    (void)c;
    if (!grad_out[0] || !(needs & 1)) return RP_OK;
    RP_TRY(rp_saved_input(&x, n, 0));
    if (x->ndim == 0 || x->numel == 0) return rp_clone(&grad_in[0], grad_out[0]);
    RP_TRY(rp_wrap_dim(&dim, x->ndim));
    RP_TRY(has_zeros(&zeros, x));
    if (zeros) {
        RP_TRY(later_results(&t, grad_out[0], x, dim));
        RP_TRY(product_before(&before, x, dim));
        return rp_mul(&grad_in[0], before, t);
    }
    RP_TRY(rp_saved_output(&y, n, 0));
    RP_TRY(rp_mul(&t, grad_out[0], y));
    RP_TRY(rp_flip(&t, t, &dim, 1));
    RP_TRY(rp_cumsum(&t, t, dim));
    RP_TRY(rp_flip(&t, t, &dim, 1));
    return rp_div(&grad_in[0], t, x);
}

const rp_op_row rp_op_prod[] = {
    {
        .size = sizeof(rp_op_row),
        .schema = "aten::prod(Tensor self, *, ScalarType? dtype=None) -> Tensor",
        .variants = OP_VARIANTS(
            "aten::prod.out(Tensor self, *, ScalarType? dtype=None, Tensor(a!) out) -> Tensor(a!)"),
        .meta = rp_reduce_total_meta,
        .vjp = all_vjp,
        .save_in = 1,
        .save_out = 1,
        .rel_tol = 8,
    },
    {
        .size = sizeof(rp_op_row),
        .schema =
            "aten::prod.dim_int(Tensor self, int dim, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor",
        .variants = OP_VARIANTS(
            "aten::prod.int_out(Tensor self, int dim, bool keepdim=False, *, ScalarType? dtype=None, "
            "Tensor(a!) out) -> Tensor(a!)"),
        .meta = rp_reduce_dims_meta,
        .vjp = dim_vjp,
        .save_in = 1,
        .save_out = 1,
        .rel_tol = 8,
    },
    {
        .size = sizeof(rp_op_row),
        .schema = "aten::cumprod(Tensor self, int dim, *, ScalarType? dtype=None) -> Tensor",
        .variants = OP_VARIANTS(
            "aten::cumprod_(Tensor(a!) self, int dim, *, ScalarType? dtype=None) -> Tensor(a!)",
            "aten::cumprod.out(Tensor self, int dim, *, ScalarType? dtype=None, Tensor(a!) out) -> Tensor(a!)"),
        .meta = running_meta,
        .vjp = running_vjp,
        .save_in = 1,
        .save_out = 1,
        .rel_tol = 8,
    },
    {0},
};
