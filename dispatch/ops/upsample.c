/* dispatch/ops/upsample.c - nearest and linear interpolation in one, two and three dimensions, with
   their gradients */
#include "dispatch/ops/spatial.h"

/* Does the operator have an align_corners argument before its scales? */
static bool is_linear(const rp_call *c)
{
    return strstr(c->op->schema.base, "linear") != NULL;
}

static rp_status check_extents(const int64_t *in, const int64_t *out, int spatial)
{
    char a[SHAPE_TEXT], b[SHAPE_TEXT];
    for (int d = 0; d < spatial; d++)
        if (in[d] <= 0 || out[d] <= 0)
            return RP_FAIL(
                RP_E_VALUE,
                "upsample: Input and output sizes should be greater than 0, but got input %s output %s",
                rp_shape_text(a, sizeof a, in, spatial), rp_shape_text(b, sizeof b, out, spatial));
    return RP_OK;
}

/* output_size has one number for each spatial dimension: a list of another length is refused. */
static rp_status output_size(int64_t *size, const rp_value *v, int n, const char *name)
{
    if (rp_arg_count(v) != (uint32_t)n && v->tag == RP_TAG_LIST)
        return RP_FAIL(RP_E_SHAPE, "upsample: It is expected %s equals to %d, but got size %u",
                       name, n, rp_arg_count(v));
    return rp_arg_ints_exact(v, size, (uint32_t)n, name);
}

static rp_status up_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                         uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    const rp_tensor *x = in[0].u.t;
    const int spatial = spatial_dims(c, 1);
    int64_t shape[RP_MAX_DIMS];
    if (x->ndim != spatial + 2)
        return RP_FAIL(RP_E_SHAPE,
                       "upsample: It is expected input_size equals to %d, but got size %d",
                       spatial + 2, x->ndim);
    if (x->dtype != RP_U8 || is_linear(c)) RP_TRY(floating_dtype("upsample", x));
    copy_dims(shape, x->shape, 2);
    RP_TRY(output_size(shape + 2, &in[1], spatial, "output_size"));
    RP_TRY(check_extents(x->shape + 2, shape + 2, spatial));
    if (x->shape[1] == 0)
        return RP_FAIL(
            RP_E_SHAPE,
            "upsample: Non-empty %dD data tensor expected but got a tensor without channels",
            spatial + 2);
    return rp_call_output(c, out, 0, shape, x->ndim, x->dtype);
}

/* (grad_output, output_size, input_size, ...) */
static rp_status up_backward_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                                  rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    const rp_tensor *g = in[0].u.t;
    const int spatial = spatial_dims(c, 1);
    int64_t shape[RP_MAX_DIMS], expected[RP_MAX_DIMS];
    RP_TRY(floating_dtype("upsample_backward", g));
    RP_TRY(output_size(expected + 2, &in[1], spatial, "output_size"));
    RP_TRY(output_size(shape, &in[2], spatial + 2, "input_size"));
    RP_TRY(check_extents(shape + 2, expected + 2, spatial));
    if (shape[0] < 0 || shape[1] < 0)
        return RP_FAIL(RP_E_VALUE, "upsample_backward: input_size is negative");
    copy_dims(expected, shape, 2);
    RP_TRY(check_gradient("upsample_backward", g, expected, spatial + 2, g->dtype));
    return rp_call_output(c, out, 0, shape, spatial + 2, g->dtype);
}

/* ---- gradients ------------------------------------------------------------------------------- */
/* Arguments as they were given: `at` is output_size; align_corners and the scales end the list. */
typedef struct up_args {
    ints output, input;
    int align;
    const double *scale[3];
} up_args;

static rp_status up_saved(up_args *a, rp_node *n, bool backward, bool linear, int spatial)
{
    const uint32_t at = backward ? 3 : 2;
    RP_TRY(saved_ints(&a->output, n, 1));
    if (backward) {
        RP_TRY(saved_ints(&a->input, n, 2));
    } else {
        const int64_t *shape;
        rp_saved_shape(n, 0, &shape, &a->input.n, NULL);
        copy_dims(a->input.v, shape, a->input.n);
    }
    a->align = linear && saved_int(n, at);
    for (int d = 0; d < spatial; d++)
        a->scale[d] = saved_optional_float(n, at + linear + (uint32_t)d);
    return RP_OK;
}

/* A pair of vjps: interpolation and its gradient are each other's, being linear. */
#define OUT a.output.v, (uint32_t)a.output.n
#define IN_ a.input.v, (uint32_t)a.input.n
#define UP_VJPS(id_, forward_, backward_, linear_, spatial_, ...)                                  \
    static rp_status id_##_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out,  \
                               rp_tensor **grad_in)                                                \
    {                                                                                              \
        (void)c, (void)mask;                                                                       \
        up_args a;                                                                                 \
        if (!grad_out[0]) return RP_OK;                                                            \
        RP_TRY(up_saved(&a, n, false, linear_, spatial_));                                         \
        return backward_(&grad_in[0], grad_out[0], OUT, IN_, __VA_ARGS__);                         \
    }                                                                                              \
    static rp_status id_##_backward_vjp(rp_call *c, rp_node *n, uint64_t mask,                     \
                                        rp_tensor *const *grad_out, rp_tensor **grad_in)           \
    {                                                                                              \
        (void)c, (void)mask;                                                                       \
        up_args a;                                                                                 \
        if (!grad_out[0]) return RP_OK;                                                            \
        RP_TRY(up_saved(&a, n, true, linear_, spatial_));                                          \
        return forward_(&grad_in[0], grad_out[0], OUT, __VA_ARGS__);                               \
    }
UP_VJPS(nearest1, rp_upsample_nearest1d, rp_upsample_nearest1d_backward, false, 1, a.scale[0])
UP_VJPS(nearest2, rp_upsample_nearest2d, rp_upsample_nearest2d_backward, false, 2, a.scale[0],
        a.scale[1])
UP_VJPS(nearest3, rp_upsample_nearest3d, rp_upsample_nearest3d_backward, false, 3, a.scale[0],
        a.scale[1], a.scale[2])
UP_VJPS(linear1, rp_upsample_linear1d, rp_upsample_linear1d_backward, true, 1, a.align, a.scale[0])
UP_VJPS(linear2, rp_upsample_bilinear2d, rp_upsample_bilinear2d_backward, true, 2, a.align,
        a.scale[0], a.scale[1])
UP_VJPS(linear3, rp_upsample_trilinear3d, rp_upsample_trilinear3d_backward, true, 3, a.align,
        a.scale[0], a.scale[1], a.scale[2])

/* ---- by size or by factor -------------------------------------------------------------------- */
typedef struct vec_size {
    int64_t size[RP_MAX_DIMS];
    double factor[RP_MAX_DIMS];
    const double *scale[RP_MAX_DIMS]; /* NULL: by size */
} vec_size;

static rp_status vec_init(vec_size *v, const rp_tensor *x, const rp_value *size,
                          const rp_value *factors, int spatial)
{
    const bool by_size = rp_arg_given(size);
    if (by_size == rp_arg_given(factors))
        return RP_FAIL(RP_E_INVALID,
                       "upsample: Must specify exactly one of output_size and scale_factors");
    if (x->ndim != spatial + 2)
        return RP_FAIL(RP_E_SHAPE,
                       "upsample: It is expected input_size equals to %d, but got size %d",
                       spatial + 2, x->ndim);
    if (by_size) RP_TRY(output_size(v->size, size, spatial, "output_size"));
    else if (rp_arg_floats(factors, v->factor, RP_MAX_DIMS) != (uint32_t)spatial)
        return RP_FAIL(RP_E_SHAPE, "upsample: %d scale factors are needed, but got %u", spatial,
                       rp_arg_count(factors));
    for (int d = 0; d < spatial; d++) {
        v->scale[d] = by_size ? NULL : &v->factor[d];
        if (!by_size) v->size[d] = (int64_t)((double)x->shape[2 + d] * v->factor[d]);
    }
    return RP_OK;
}

static rp_status nearest2_vec(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                              rp_value *out, uint32_t n_out)
{
    (void)self, (void)c, (void)n_in, (void)n_out;
    rp_tensor *r = NULL;
    vec_size v;
    RP_TRY(vec_init(&v, in[0].u.t, &in[1], &in[2], 2));
    RP_TRY(rp_upsample_nearest2d(&r, in[0].u.t, v.size, 2, v.scale[0], v.scale[1]));
    return out_take(out, r);
}
static rp_status linear2_vec(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                             rp_value *out, uint32_t n_out)
{
    (void)self, (void)c, (void)n_in, (void)n_out;
    rp_tensor *r = NULL;
    vec_size v;
    RP_TRY(vec_init(&v, in[0].u.t, &in[1], &in[3], 2));
    RP_TRY(rp_upsample_bilinear2d(&r, in[0].u.t, v.size, 2, rp_arg_bool(&in[2]), v.scale[0],
                                  v.scale[1]));
    return out_take(out, r);
}

#define ROW(schema_, meta_, vjp_)                                                                  \
    {                                                                                              \
        .size = sizeof(rp_op_row), .schema = "aten::" schema_, .meta = (meta_), .vjp = (vjp_)      \
    }
const rp_op_row rp_op_upsample[] = {
    ROW("upsample_nearest1d(Tensor self, SymInt[1] output_size, float? scales=None) -> Tensor",
        up_meta, nearest1_vjp),
    ROW("upsample_nearest2d(Tensor self, SymInt[2] output_size, float? scales_h=None, float? scales_w=None) -> Tensor",
        up_meta, nearest2_vjp),
    ROW("upsample_nearest3d(Tensor self, SymInt[3] output_size, float? scales_d=None, float? scales_h=None, float? scales_w=None) -> Tensor",
        up_meta, nearest3_vjp),
    ROW("upsample_linear1d(Tensor self, SymInt[1] output_size, bool align_corners, float? scales=None) -> Tensor",
        up_meta, linear1_vjp),
    ROW("upsample_bilinear2d(Tensor self, SymInt[2] output_size, bool align_corners, float? scales_h=None, float? scales_w=None) -> Tensor",
        up_meta, linear2_vjp),
    ROW("upsample_trilinear3d(Tensor self, SymInt[3] output_size, bool align_corners, float? scales_d=None, float? scales_h=None, float? scales_w=None) -> Tensor",
        up_meta, linear3_vjp),
    ROW("upsample_nearest1d_backward(Tensor grad_output, SymInt[1] output_size, SymInt[3] input_size, float? scales=None) -> Tensor",
        up_backward_meta, nearest1_backward_vjp),
    ROW("upsample_nearest2d_backward(Tensor grad_output, SymInt[2] output_size, SymInt[4] input_size, float? scales_h=None, float? scales_w=None) -> Tensor",
        up_backward_meta, nearest2_backward_vjp),
    ROW("upsample_nearest3d_backward(Tensor grad_output, SymInt[3] output_size, SymInt[5] input_size, float? scales_d=None, float? scales_h=None, float? scales_w=None) -> Tensor",
        up_backward_meta, nearest3_backward_vjp),
    ROW("upsample_linear1d_backward(Tensor grad_output, SymInt[1] output_size, SymInt[3] input_size, bool align_corners, float? scales=None) -> Tensor",
        up_backward_meta, linear1_backward_vjp),
    ROW("upsample_bilinear2d_backward(Tensor grad_output, SymInt[2] output_size, SymInt[4] input_size, bool align_corners, float? scales_h=None, float? scales_w=None) -> Tensor",
        up_backward_meta, linear2_backward_vjp),
    ROW("upsample_trilinear3d_backward(Tensor grad_output, SymInt[3] output_size, SymInt[5] input_size, bool align_corners, float? scales_d=None, float? scales_h=None, float? scales_w=None) -> Tensor",
        up_backward_meta, linear3_backward_vjp),
    OP_COMPOSITE(
        "upsample_nearest2d.vec(Tensor input, SymInt[]? output_size, float[]? scale_factors) -> Tensor",
        nearest2_vec),
    OP_COMPOSITE(
        "upsample_bilinear2d.vec(Tensor input, SymInt[]? output_size, bool align_corners, float[]? scale_factors) -> Tensor",
        linear2_vec),
    {0},
};
