/* dispatch/ops/group_norm.c - native_group_norm, its gradient, and group_norm (Wu and He 2018) */
#include "dispatch/normal.h"

enum { N_, C_, HXW, GROUP }; /* places of the sizes among themselves */

static rp_status check_sizes(const char *op, const rp_tensor *x, const rp_value *size)
{
    const int64_t n = size[N_].u.i, c = size[C_].u.i, hxw = size[HXW].u.i, group = size[GROUP].u.i;
    if (group <= 0 || c % group)
        return RP_FAIL(
            RP_E_SHAPE,
            "%s: Expected number of channels in input to be divisible by num_groups, but got %lld channels and num_groups=%lld",
            op, (long long)c, (long long)group);
    if (n >= 0 && c >= 0 && hxw >= 0 && x->numel == n * c * hxw) return RP_OK;
    return RP_FAIL(
        RP_E_SHAPE,
        "%s: Expected X.numel() == N * C * HxW, but the input has %lld elements, N=%lld, C=%lld, HxW=%lld",
        op, (long long)x->numel, (long long)n, (long long)c, (long long)hxw);
}

static rp_status check_part(const char *what, const rp_tensor *t, const rp_tensor *x,
                            int64_t channels)
{
    char a[SHAPE_TEXT];
    const bool half = x->dtype == RP_BF16 || x->dtype == RP_F16;
    if (!t) return RP_OK;
    if (t->ndim != 1 || t->shape[0] != channels)
        return RP_FAIL(
            RP_E_SHAPE,
            "Expected %s to be a vector of size equal to the number of channels in input, but got %s of shape %s and %lld channels",
            what, what, rp_shape_text(a, sizeof a, t->shape, t->ndim), (long long)channels);
    if (t->dtype != x->dtype && !(half && t->dtype == RP_F32))
        return RP_FAIL(RP_E_DTYPE, "group_norm: expected %s to be %s like the input, but got %s",
                       what, rp_dtype_name(x->dtype), rp_dtype_name(t->dtype));
    return RP_OK;
}

/* (input, weight, bias, N, C, HxW, group, eps) */
static rp_status norm_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                           uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    const rp_tensor *x = in[0].u.t, *w = in_tensor(&in[1]);
    RP_TRY(floating_dtype("group_norm", x));
    RP_TRY(check_sizes("native_group_norm", x, in + 3));
    RP_TRY(check_part("weight", w, x, in[4].u.i));
    RP_TRY(check_part("bias", in_tensor(&in[2]), x, in[4].u.i));
    const int64_t stat[] = {in[3].u.i, in[6].u.i};
    const rp_dtype dtype = w ? w->dtype : x->dtype;
    RP_TRY(rp_call_output(c, out, 1, stat, 2, dtype));
    RP_TRY(rp_call_output(c, out, 2, stat, 2, dtype));
    return rp_call_output(c, out, 0, x->shape, x->ndim, x->dtype);
}

/* What comes back to mean and r themselves: dx += (dmean - dr r^3 (x - mean)) / m over the m
   elements of a group. */
static rp_status through_statistics(rp_tensor **dx, rp_node *n, rp_tensor *x, rp_tensor *mean,
                                    rp_tensor *rstd, rp_tensor *d_mean, rp_tensor *d_rstd)
{
    RP_LOCAL rp_tensor *t = NULL, *u = NULL, *v = NULL;
    const int64_t batch = saved_int(n, 3), group = saved_int(n, 6),
                  m = saved_int(n, 4) / group * saved_int(n, 5);
    const int64_t rows[] = {batch, group, m}, stat[] = {batch, group, 1};
    if (d_rstd) {
        RP_TRY(rp_reshape(&t, x, rows, 3));
        RP_TRY(rp_reshape(&u, mean, stat, 3));
        RP_TRY(rp_sub(&t, t, u));
        RP_TRY(rp_pow_tensor_scalar(&u, rstd, rp_value_int(3)));
        RP_TRY(rp_mul(&u, u, d_rstd));
        RP_TRY(rp_reshape(&u, u, stat, 3));
        RP_TRY(rp_mul(&t, t, u));
        RP_TRY(rp_neg(&t, t));
    }
    if (d_mean) {
        RP_TRY(rp_reshape(&v, d_mean, stat, 3));
        if (t) RP_TRY(rp_add(&t, t, v));
        else RP_TRY(rp_expand(&t, v, rows, 3));
    }
    RP_TRY(rp_mul_scalar(&t, t, rp_value_float(1.0 / (double)(m ? m : 1))));
    RP_TRY(rp_reshape(&t, t, rp_tensor_shape(x), (uint32_t)rp_tensor_ndim(x)));
    return *dx ? rp_add(dx, *dx, t) : same_grad(dx, t);
}

static rp_status norm_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out,
                          rp_tensor **grad_in)
{
    (void)c;
    RP_LOCAL rp_tensor *x = NULL, *w = NULL, *mean = NULL, *rstd = NULL;
    const int wanted[3] = {needs(mask, 0), needs(mask, 1), needs(mask, 2)};
    RP_TRY(rp_saved_input(&x, n, 0));
    RP_TRY(rp_saved_input(&w, n, 1));
    RP_TRY(rp_saved_output(&mean, n, 1));
    RP_TRY(rp_saved_output(&rstd, n, 2));
    if (grad_out[0])
        RP_TRY(rp_native_group_norm_backward(&grad_in[0], &grad_in[1], &grad_in[2], grad_out[0], x,
                                             mean, rstd, w, saved_int(n, 3), saved_int(n, 4),
                                             saved_int(n, 5), saved_int(n, 6), wanted, 3));
    if (!needs(mask, 0) || (!grad_out[1] && !grad_out[2])) return RP_OK;
    return through_statistics(&grad_in[0], n, x, mean, rstd, grad_out[1], grad_out[2]);
}

/* (grad_out, input, mean, rstd, weight, N, C, HxW, group, output_mask) */
static rp_status norm_backward_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                                    rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    const rp_tensor *g = in[0].u.t, *x = in[1].u.t, *w = in_tensor(&in[4]);
    const int64_t channels = in[6].u.i, statistics = in[5].u.i * in[8].u.i;
    RP_TRY(floating_dtype("native_group_norm_backward", x));
    RP_TRY(same_dtype("native_group_norm_backward: expected gradient and input", g, x));
    RP_TRY(check_sizes("native_group_norm_backward", g, in + 5));
    RP_TRY(check_sizes("native_group_norm_backward", x, in + 5));
    RP_TRY(check_part("weight", w, x, channels));
    for (int k = 2; k < 4; k++) {
        const rp_tensor *t = in[k].u.t;
        if (!rp_dtype_is_floating(t->dtype))
            return RP_FAIL(RP_E_DTYPE,
                           "native_group_norm_backward: mean and rstd are floating, but got %s",
                           rp_dtype_name(t->dtype));
        if (t->numel != statistics)
            return RP_FAIL(
                RP_E_SHAPE,
                "native_group_norm_backward: mean and rstd have %lld elements, N * group is %lld",
                (long long)t->numel, (long long)statistics);
    }
    for (uint32_t k = 0; k < 3; k++) {
        if (in[9].tag != RP_TAG_LIST || k >= in[9].n || !in[9].u.l[k].u.i) out[k] = rp_value_none();
        else
            RP_TRY(k ? rp_call_output(c, out, k, &channels, 1, w ? w->dtype : x->dtype)
                     : rp_call_output(c, out, k, x->shape, x->ndim, x->dtype));
    }
    return RP_OK;
}

/* Everything as (N, group, channels of a group, HxW). */
static rp_status rows_init(norm_rows *s, rp_node *n, int64_t *by_channel)
{
    RP_LOCAL rp_tensor *x = NULL, *mean = NULL;
    const int64_t batch = saved_int(n, 5), group = saved_int(n, 8),
                  channels = saved_int(n, 6) / group;
    const int64_t shape[] = {batch, group, channels, saved_int(n, 7)},
                  stat[] = {batch, group, 1, 1}, parameter[] = {1, group, channels, 1};
    s->dims[s->n++] = 2;
    s->dims[s->n++] = 3;
    copy_dims(by_channel, parameter, 4);
    RP_TRY(rp_saved_input(&s->g, n, 0));
    RP_TRY(rp_saved_input(&x, n, 1));
    RP_TRY(rp_saved_input(&mean, n, 2));
    RP_TRY(rp_saved_input(&s->r, n, 3));
    RP_TRY(rp_saved_input(&s->weight, n, 4));
    RP_TRY(rp_reshape(&s->g, s->g, shape, 4));
    RP_TRY(rp_reshape(&x, x, shape, 4));
    RP_TRY(rp_reshape(&mean, mean, stat, 4));
    RP_TRY(rp_reshape(&s->r, s->r, stat, 4));
    if (s->weight) RP_TRY(rp_reshape(&s->weight, s->weight, parameter, 4));
    return norm_rows_start(s, x, mean);
}

static rp_status like_input(rp_tensor **t, rp_node *n)
{
    const int64_t *shape;
    int ndim;
    rp_saved_shape(n, 1, &shape, &ndim, NULL);
    return *t ? rp_reshape(t, *t, shape, (uint32_t)ndim) : RP_OK;
}

static rp_status backward_grads(norm_rows *s, rp_node *n, uint64_t mask, rp_tensor *const *grad_out,
                                rp_tensor **grad_in)
{
    RP_LOCAL rp_tensor *v0 = NULL, *v1 = NULL, *v2 = NULL, *dw = NULL;
    int64_t parameter[4];
    RP_TRY(rows_init(s, n, parameter));
    if (grad_out[0]) RP_TRY(rp_reshape(&v0, grad_out[0], rp_tensor_shape(s->g), 4));
    if (grad_out[1]) RP_TRY(rp_reshape(&v1, grad_out[1], parameter, 4));
    if (grad_out[2]) RP_TRY(rp_reshape(&v2, grad_out[2], parameter, 4));
    rp_tensor *const v[] = {v0, v1, v2};
    RP_TRY(norm_rows_grads(s, v, needs(mask, 0) ? &grad_in[0] : NULL,
                           needs(mask, 1) ? &grad_in[1] : NULL, needs(mask, 4) ? &dw : NULL));
    RP_TRY(like_input(&grad_in[0], n));
    RP_TRY(like_input(&grad_in[1], n));
    if (!dw) return RP_OK;
    RP_TRY(rp_sum_dim_intlist(&dw, dw, (const int64_t[]){0, 3}, 2, 0));
    return rp_reshape(&grad_in[4], dw, (const int64_t[]){-1}, 1);
}

static rp_status norm_backward_vjp(rp_call *c, rp_node *n, uint64_t mask,
                                   rp_tensor *const *grad_out, rp_tensor **grad_in)
{
    norm_rows s = {.n = 0};
    (void)c;
    const rp_status status = backward_grads(&s, n, mask, grad_out, grad_in);
    norm_rows_fini(&s);
    return status;
}

/* (input, num_groups, weight, bias, eps, cudnn_enabled) */
static rp_status norm_composite(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                                rp_value *out, uint32_t n_out)
{
    (void)self, (void)c, (void)n_in, (void)n_out;
    RP_LOCAL rp_tensor *x = NULL;
    rp_tensor *r = NULL;
    const rp_tensor *t = in[0].u.t;
    if (t->ndim < 2)
        return RP_FAIL(
            RP_E_DIM,
            "group_norm: Dimension out of range: dimension 1 holds the channels, but the input has %d",
            t->ndim);
    int64_t hxw = 1;
    for (int d = 2; d < t->ndim; d++) hxw *= t->shape[d];
    RP_TRY(rp_contiguous(&x, in[0].u.t));
    RP_TRY(rp_native_group_norm(&r, NULL, NULL, x, in_tensor(&in[2]), in_tensor(&in[3]),
                                t->shape[0], t->shape[1], hxw, in[1].u.i, in_number(&in[4])));
    return out_take(out, r);
}

const rp_op_row rp_op_group_norm[] = {
    {
        .size = sizeof(rp_op_row),
        .schema =
            "aten::native_group_norm(Tensor input, Tensor? weight, Tensor? bias, SymInt N, SymInt C, SymInt HxW, int group, float eps) -> (Tensor, Tensor, Tensor)",
        .meta = norm_meta,
        .vjp = norm_vjp,
        .save_in = 3,
        .save_out = 1u << 1 | 1u << 2,
        .rel_tol = 16,
    },
    {
        .size = sizeof(rp_op_row),
        .schema =
            "aten::native_group_norm_backward(Tensor grad_out, Tensor input, Tensor mean, Tensor rstd, Tensor? weight, SymInt N, SymInt C, SymInt HxW, int group, bool[3] output_mask) -> (Tensor, Tensor, Tensor)",
        .meta = norm_backward_meta,
        .vjp = norm_backward_vjp,
        .save_in = 31,
        .rel_tol = 32,
    },
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_COMPOSITE,
        .schema =
            "aten::group_norm(Tensor input, int num_groups, Tensor? weight=None, Tensor? bias=None, float eps=1e-05, bool cudnn_enabled=True) -> Tensor",
        .composite = norm_composite,
    },
    {0},
};
