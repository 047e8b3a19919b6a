/* plugins/cpu/nll_loss.c - negative log likelihood and its gradient
 *
 * x is (N, C, S) log-probabilities, target (N, S); S = 1 for (N, C), and N = S = 1 for (C).
 *   l[i] = -w[t[i]] x[i, t[i]], 0 where t[i] is ignore_index;  mean divides by the sum of the
 * weights that were used Sums are double, in order.
 */
#include "scratch.h"

enum { REDUCTION_NONE, REDUCTION_MEAN, REDUCTION_SUM };
typedef struct loss {
    int64_t n, classes, s;
    rp_geometry x, target, weight; /* x: forward's input, backward's result */
    int64_t ignore;
    int reduction;
    int64_t stride[3][RP_MAX_DIMS];
    cpu_scratch scratch;
} loss;

static void loss_shape(loss *l)
{
    const rp_geometry *x = &l->x;
    l->n = x->ndim > 1 ? x->shape[0] : 1;
    l->classes = x->ndim > 1 ? x->shape[1] : x->ndim ? x->shape[0] : 1;
    l->s = x->ndim > 2 ? kernel_product(x->shape, 2, x->ndim) : 1;
}

static int64_t target_at(const loss *l, int64_t i)
{
    return cpu_load_int((const char *)l->target.data + i * (int64_t)kernel_element(l->target.dtype),
                        l->target.dtype);
}
static double weight_at(const loss *l, int64_t class)
{
    if (!l->weight.data) return 1;
    return cpu_load((const char *)l->weight.data + class * (int64_t)kernel_element(l->weight.dtype),
                    l->weight.dtype);
}
/* Element of x for target i and this class. */
static char *element(const loss *l, int64_t i, int64_t class)
{
    return (char *)l->x.data + ((i / l->s * l->classes + class) * l->s + i % l->s) *
                                   (int64_t)kernel_element(l->x.dtype);
}

static rp_status check_targets(const char *op, const loss *l)
{
    for (int64_t i = 0; i < l->n * l->s; i++) {
        const int64_t t = target_at(l, i);
        if (t != l->ignore && (t < 0 || t >= l->classes))
            return RP_FAIL(RP_E_INDEX, "%s: target %lld at position %lld is outside of [0, %lld)",
                           op, (long long)t, (long long)i, (long long)l->classes);
    }
    return RP_OK;
}

static void losses_each(const loss *l, const rp_geometry *out)
{
    for (int64_t i = 0; i < l->n * l->s; i++) {
        const int64_t t = target_at(l, i);
        cpu_put(out, i,
                t == l->ignore ? 0 : -weight_at(l, t) * cpu_load(element(l, i, t), l->x.dtype));
    }
}

static double losses_sum(const loss *l, double *total_weight)
{
    double sum = 0, total = 0;
    for (int64_t i = 0; i < l->n * l->s; i++) {
        const int64_t t = target_at(l, i);
        if (t == l->ignore) continue;
        const double w = weight_at(l, t);
        sum -= w * cpu_load(element(l, i, t), l->x.dtype);
        total += w;
    }
    *total_weight = total;
    return l->reduction == REDUCTION_MEAN ? sum / total : sum;
}

static rp_status loss_open(loss *l, const char *op, const rp_value *target, const rp_value *weight,
                           const rp_value *reduction, const rp_value *ignore)
{
    l->target = kernel_geometry(target);
    l->weight = kernel_geometry(weight);
    l->reduction = (int)kernel_int(reduction);
    l->ignore = kernel_int(ignore);
    loss_shape(l);
    RP_TRY(cpu_scratch_dense(&l->scratch, &l->target, l->stride[0]));
    RP_TRY(cpu_scratch_dense(&l->scratch, &l->weight, l->stride[1]));
    return check_targets(op, l);
}

/* (self, target, weight, reduction, ignore_index) -> loss, total_weight */
static rp_status forward(const rp_value *in, const rp_value *out)
{
    loss l = {.x = kernel_geometry(&in[0])};
    rp_status st = loss_open(&l, "aten::nll_loss", &in[1], &in[2], &in[3], &in[4]);
    if (st == RP_OK) st = cpu_scratch_dense(&l.scratch, &l.x, l.stride[2]);
    if (st == RP_OK) {
        const rp_geometry y = kernel_geometry(&out[0]), w = kernel_geometry(&out[1]);
        double total = 0;
        if (l.reduction == REDUCTION_NONE && l.x.ndim > 1) losses_each(&l, &y);
        else cpu_put(&y, 0, losses_sum(&l, &total));
        cpu_put(&w, 0, total);
    }
    cpu_scratch_free(&l.scratch);
    return st;
}

/* (grad_output, self, target, weight, reduction, ignore_index, total_weight) -> grad_input */
static rp_status backward(const rp_value *in, const rp_value *out)
{
    loss l = {.x = kernel_geometry(&out[0])};
    int64_t stride[RP_MAX_DIMS];
    rp_geometry g = kernel_geometry(&in[0]);
    const rp_geometry result = l.x, total = kernel_geometry(&in[6]);
    rp_status st = loss_open(&l, "aten::nll_loss_backward", &in[2], &in[3], &in[4], &in[5]);
    if (st == RP_OK) st = cpu_scratch_output(&l.scratch, &l.x, l.stride[2]);
    if (st == RP_OK) st = cpu_scratch_dense(&l.scratch, &g, stride);
    if (st == RP_OK && l.x.numel) {
        const bool each = l.reduction == REDUCTION_NONE && l.x.ndim > 1;
        const double scale = l.reduction == REDUCTION_MEAN ? cpu_load(total.data, total.dtype) : 1;
        memset(l.x.data, 0, (size_t)l.x.nbytes);
        for (int64_t i = 0; i < l.n * l.s; i++) {
            const int64_t t = target_at(&l, i);
            if (t == l.ignore) continue;
            const double from = cpu_load(
                (const char *)g.data + (each ? i : 0) * (int64_t)kernel_element(g.dtype), g.dtype);
            cpu_store(element(&l, i, t), l.x.dtype, -weight_at(&l, t) * from / scale);
        }
        if (l.x.data != result.data) cpu_assign(&result, &l.x);
    }
    cpu_scratch_free(&l.scratch);
    return st;
}

CPU_KERNEL(forward_row)
{
    CPU_UNUSED;
    return forward(in, out);
}
CPU_KERNEL(backward_row)
{
    CPU_UNUSED;
    return backward(in, out);
}

const rp_kernel_row cpu_nll_loss[] = {
    CPU_ROW("aten::nll_loss_forward", forward_row),
    CPU_ROW("aten::nll_loss_backward", backward_row),
    CPU_ROW("aten::nll_loss2d_forward", forward_row),
    CPU_ROW("aten::nll_loss2d_backward", backward_row),
    {0},
};
