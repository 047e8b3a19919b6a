/* dispatch/ops/grid_sampler.c - images read at the positions of a grid, the gradient of that, and
 * the gradient's own gradient
 *
 * interpolation_mode: 0 bilinear, 1 nearest, 2 bicubic; padding_mode: 0 zeros, 1 border, 2
 * reflection
 */
#include "dispatch/ops/shape.h"

static rp_status check_sampler(const rp_tensor *x, const rp_tensor *grid, const rp_value *modes)
{
    char a[SHAPE_TEXT], b[SHAPE_TEXT];
    rp_shape_text(a, sizeof a, x->shape, x->ndim);
    rp_shape_text(b, sizeof b, grid->shape, grid->ndim);
    RP_TRY(floating_dtype("grid_sampler", x));
    RP_TRY(same_dtype("grid_sampler(): expected input and grid", x, grid));
    if (x->ndim != 4 || grid->ndim != 4)
        return RP_FAIL(
            RP_E_SHAPE,
            "grid_sampler_2d(): expected 4D input and grid, but got input with sizes %s and grid with sizes %s",
            a, b);
    if (x->shape[0] != grid->shape[0])
        return RP_FAIL(
            RP_E_SHAPE,
            "grid_sampler(): expected grid and input to have same batch size, but got input with sizes %s and grid with sizes %s",
            a, b);
    if (grid->shape[3] != 2)
        return RP_FAIL(
            RP_E_SHAPE,
            "grid_sampler(): expected grid to have size 2 in last dimension, but got grid with sizes %s",
            b);
    if (x->shape[2] == 0 || x->shape[3] == 0)
        return RP_FAIL(
            RP_E_SHAPE,
            "grid_sampler(): expected input to have non-empty spatial dimensions, but input has sizes %s",
            a);
    if (modes[0].u.i < 0 || modes[0].u.i > 2 || modes[1].u.i < 0 || modes[1].u.i > 2)
        return RP_FAIL(
            RP_E_VALUE,
            "grid_sampler(): interpolation_mode is %lld and padding_mode %lld; allowed are 0, 1 and 2",
            (long long)modes[0].u.i, (long long)modes[1].u.i);
    return RP_OK;
}

/* (input, grid, interpolation_mode, padding_mode, align_corners) */
static rp_status sampler_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                              rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    const rp_tensor *x = in[0].u.t, *grid = in[1].u.t;
    RP_TRY(check_sampler(x, grid, in + 2));
    const int64_t shape[] = {x->shape[0], x->shape[1], grid->shape[1], grid->shape[2]};
    return rp_call_output(c, out, 0, shape, 4, x->dtype);
}

static rp_status sampler_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out,
                             rp_tensor **grad_in)
{
    (void)c;
    RP_LOCAL rp_tensor *x = NULL, *grid = NULL;
    const int wanted[2] = {needs(mask, 0), needs(mask, 1)};
    if (!grad_out[0]) return RP_OK;
    RP_TRY(rp_saved_input(&x, n, 0));
    RP_TRY(rp_saved_input(&grid, n, 1));
    return rp_grid_sampler_2d_backward(&grad_in[0], &grad_in[1], grad_out[0], x, grid,
                                       saved_int(n, 2), saved_int(n, 3), saved_int(n, 4) != 0,
                                       wanted, 2);
}

static rp_status check_grad(const rp_tensor *g, const rp_tensor *x, const rp_tensor *grid)
{
    char a[SHAPE_TEXT];
    RP_TRY(same_dtype("grid_sampler_2d_backward: expected gradient and input", g, x));
    if (g->ndim == 4 && g->shape[0] == x->shape[0] && g->shape[1] == x->shape[1] &&
        g->shape[2] == grid->shape[1] && g->shape[3] == grid->shape[2])
        return RP_OK;
    return RP_FAIL(
        RP_E_SHAPE,
        "grid_sampler_2d_backward: expected a gradient of shape [%lld, %lld, %lld, %lld], but got %s",
        (long long)x->shape[0], (long long)x->shape[1], (long long)grid->shape[1],
        (long long)grid->shape[2], rp_shape_text(a, sizeof a, g->shape, g->ndim));
}

/* (grad_output, input, grid, interpolation_mode, padding_mode, align_corners, output_mask) */
static rp_status backward_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                               rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    const rp_tensor *like[] = {in[1].u.t, in[2].u.t};
    RP_TRY(check_sampler(like[0], like[1], in + 3));
    RP_TRY(check_grad(in[0].u.t, like[0], like[1]));
    for (uint32_t k = 0; k < 2; k++) {
        if (in[6].tag != RP_TAG_LIST || k >= in[6].n || !in[6].u.l[k].u.i) out[k] = rp_value_none();
        else RP_TRY(rp_call_output(c, out, k, like[k]->shape, 4, like[k]->dtype));
    }
    return RP_OK;
}

static rp_status backward_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out,
                              rp_tensor **grad_in)
{
    (void)c;
    RP_LOCAL rp_tensor *g = NULL, *x = NULL, *grid = NULL;
    RP_LOCAL rp_tensor *dg = NULL, *dx = NULL, *dgrid = NULL;
    if (!grad_out[0] && !grad_out[1]) return RP_OK;
    RP_TRY(rp_saved_input(&g, n, 0));
    RP_TRY(rp_saved_input(&x, n, 1));
    RP_TRY(rp_saved_input(&grid, n, 2));
    RP_TRY(rp_reprise_grid_sampler_2d_grad_grad(&dg, &dx, &dgrid, g, x, grid, grad_out[0],
                                                grad_out[1], saved_int(n, 3), saved_int(n, 4),
                                                saved_int(n, 5) != 0));
    if (needs(mask, 0)) RP_TRY(same_grad(&grad_in[0], dg));
    if (needs(mask, 1)) RP_TRY(same_grad(&grad_in[1], dx));
    return needs(mask, 2) ? same_grad(&grad_in[2], dgrid) : RP_OK;
}

/* (grad_output, input, grid, v_input, v_grid, interpolation_mode, padding_mode, align_corners) */
static rp_status second_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                             rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    const rp_tensor *like[] = {in[0].u.t, in[1].u.t, in[2].u.t}, *vx = in_tensor(&in[3]),
                    *vgrid = in_tensor(&in[4]);
    RP_TRY(check_sampler(like[1], like[2], in + 5));
    RP_TRY(check_grad(like[0], like[1], like[2]));
    if ((vx && !same_shape(vx, like[1])) || (vgrid && !same_shape(vgrid, like[2])))
        return RP_FAIL(
            RP_E_SHAPE,
            "grid_sampler_2d_grad_grad: v_input and v_grid must have the shapes of input and grid");
    for (uint32_t k = 0; k < 3; k++)
        RP_TRY(rp_call_output(c, out, k, like[k]->shape, 4, like[k]->dtype));
    return RP_OK;
}

const rp_op_row rp_op_grid_sampler[] = {
    {
        .size = sizeof(rp_op_row),
        .schema =
            "aten::grid_sampler_2d(Tensor input, Tensor grid, int interpolation_mode, int padding_mode, bool align_corners) -> Tensor",
        .meta = sampler_meta,
        .vjp = sampler_vjp,
        .save_in = 3,
        .rel_tol = 16,
    },
    {
        .size = sizeof(rp_op_row),
        .schema =
            "aten::grid_sampler_2d_backward(Tensor grad_output, Tensor input, Tensor grid, int interpolation_mode, int padding_mode, bool align_corners, bool[2] output_mask) -> (Tensor, Tensor)",
        .meta = backward_meta,
        .vjp = backward_vjp,
        .save_in = 7,
        .rel_tol = 32,
    },
    {
        .size = sizeof(rp_op_row),
        .schema =
            "reprise::grid_sampler_2d_grad_grad(Tensor grad_output, Tensor input, Tensor grid, Tensor? v_input, Tensor? v_grid, int interpolation_mode, int padding_mode, bool align_corners) -> (Tensor, Tensor, Tensor)",
        .doc =
            "Gradients of grid_sampler_2d_backward's first three arguments, given what came back to its results.",
        .meta = second_meta,
        .rel_tol = 64,
    },
    {0},
};
