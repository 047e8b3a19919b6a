/* plugins/gpu/nll_loss.cu - negative log likelihood and its gradient
 *
 * x is (N, C, S) log-probabilities, target (N, S); S = 1 for (N, C), and N = S = 1 for (C).
 *   l[i] = -w[t[i]] x[i, t[i]], 0 where t[i] is ignore_index;  mean divides by the sum of the
 *   weights that were used
 */
#include "fold.h"

enum { REDUCTION_NONE, REDUCTION_MEAN, REDUCTION_SUM };
struct loss {
    int64_t n, classes, s, ignore;
    int reduction;
    bool each; /* a loss for each target */
    gpu_vector x, target, weight;
    gpu_reporter reporter;

    /* The class of target i, -1 for none. */
    GPU_MEMBER int64_t class_of(int64_t i) const
    {
        const int64_t t = target.get(i, INT64_C(0));
        if (t == ignore) return -1;
        if (t >= 0 && t < classes) return t;
        gpu_report(reporter, GPU_FAULT_INDEX, t, classes);
        return -1;
    }
    GPU_MEMBER int64_t element(int64_t i, int64_t k) const
    {
        return (i / s * classes + k) * s + i % s;
    }
    GPU_MEMBER double loss_of(int64_t i, int64_t k) const
    {
        return -weight.get(k, 1.0) * x.get(element(i, k), 0.0);
    }
};

/* `x`: the input, or in backward its gradient; dense */
static rp_status loss_init(loss *l, gpu_op &op, const rp_geometry *x, const rp_value *target,
                           const rp_value *weight, const rp_value *reduction,
                           const rp_value *ignore)
{
    l->n = x->ndim > 1 ? x->shape[0] : 1;
    l->classes = x->ndim > 1 ? x->shape[1] : x->ndim ? x->shape[0] : 1;
    l->s = x->ndim > 2 ? kernel_product(x->shape, 2, x->ndim) : 1;
    l->ignore = kernel_int(ignore);
    l->reduction = (int)kernel_int(reduction);
    l->each = l->reduction == REDUCTION_NONE && x->ndim > 1;
    l->x = gpu_vector_of(x);
    l->weight = gpu_vector_at(weight);
    l->reporter = op.reporter;
    return gpu_dense_vector(op, &l->target, target);
}

struct weighed {
    double loss, weight;
    __host__ __device__ weighed operator+(const weighed &o) const
    {
        return {loss + o.loss, weight + o.weight};
    }
};

/* (self, target, weight, reduction, ignore_index) -> loss, total_weight */
GPU_OP(forward)
{
    GPU_UNUSED;
    gpu_op op(c);
    loss l;
    int64_t stride[2][RP_MAX_DIMS];
    rp_geometry x = kernel_geometry(&in[0]), y = kernel_geometry(&out[0]);
    const rp_geometry result = y;
    const gpu_vector total = gpu_vector_at(&out[1]);
    RP_TRY(gpu_dense(op, &x, stride[0], x.dtype));
    RP_TRY(loss_init(&l, op, &x, &in[1], &in[2], &in[3], &in[4]));
    RP_TRY(gpu_output(op, &y, stride[1]));
    const gpu_vector to = gpu_vector_of(&y);
    if (l.each) {
        RP_TRY(gpu_each(op, 1, [=] GPU_LAMBDA(int64_t) { total.put(0, 0.0); }));
        RP_TRY(gpu_each(op, l.n * l.s, [=] GPU_LAMBDA(int64_t i) {
            const int64_t k = l.class_of(i);
            to.put(i, k < 0 ? 0 : l.loss_of(i, k));
        }));
        return gpu_output_done(op, &result, &y);
    }
    return gpu_fold<weighed>(
        op, l.n * l.s,
        [=] GPU_LAMBDA(int64_t i) -> weighed {
            const int64_t k = l.class_of(i);
            return k < 0 ? weighed() : weighed{l.loss_of(i, k), l.weight.get(k, 1.0)};
        },
        [=] GPU_LAMBDA(const weighed &sum) {
            to.put(0, l.reduction == REDUCTION_MEAN ? sum.loss / sum.weight : sum.loss);
            total.put(0, sum.weight);
        });
}

/* (grad_output, self, target, weight, reduction, ignore_index, total_weight) -> grad_input, of
   which every element is written once */
GPU_OP(backward)
{
    GPU_UNUSED;
    gpu_op op(c);
    loss l;
    int64_t stride[RP_MAX_DIMS];
    rp_geometry dx = kernel_geometry(&out[0]);
    const rp_geometry result = dx;
    const gpu_vector total = gpu_vector_at(&in[6]);
    gpu_vector grad;
    RP_TRY(gpu_dense_vector(op, &grad, &in[0]));
    RP_TRY(gpu_output(op, &dx, stride));
    RP_TRY(loss_init(&l, op, &dx, &in[2], &in[3], &in[4], &in[5]));
    if (!l.classes) /* no element whose thread would look at its target */
        return gpu_each(op, l.n * l.s, [=] GPU_LAMBDA(int64_t i) { (void)l.class_of(i); });
    RP_TRY(gpu_each(op, dx.numel, [=] GPU_LAMBDA(int64_t at) {
        const int64_t i = at / (l.classes * l.s) * l.s + at % l.s, mine = at / l.s % l.classes,
                      k = l.class_of(i);
        const double scale = l.reduction == REDUCTION_MEAN ? total.get(0, 1.0) : 1;
        l.x.put(at, k == mine ? -l.weight.get(k, 1.0) * grad.get(l.each ? i : 0, 0.0) / scale : 0);
    }));
    return gpu_output_done(op, &result, &dx);
}

GPU_TABLE(nll_loss) = {
    GPU_ROW("aten::nll_loss_forward", forward),
    GPU_ROW("aten::nll_loss_backward", backward),
    GPU_ROW("aten::nll_loss2d_forward", forward),
    GPU_ROW("aten::nll_loss2d_backward", backward),
    {},
};
