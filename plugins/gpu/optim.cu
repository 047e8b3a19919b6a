/* plugins/gpu/optim.cu - _fused_adam_, _fused_adamw_, _fused_sgd_, _fused_adagrad_: one launch for
 * all tensors of a dtype
 *
 * The formulas, in the order of PyTorch's fused kernels
 * (aten/src/ATen/native/cpu/FusedAdamKernel.cpp, FusedSGDKernel.cpp, FusedAdagradKernel.cpp), after
 * Kingma and Ba (2015), Loshchilov and Hutter (2019), Duchi, Hazan and Singer (2011):
 *
 *   adamw    p *= 1 - lr wd
 *   adam     g += wd p
 *   both     m = m + (1 - b1) (g - m);  v = b2 v + (1 - b2) g g  [vmax = max(vmax, v), used in
 *   place of v]
 *            p -= (lr / (1 - b1^t)) m / (sqrt(v) / sqrt(1 - b2^t) + eps)
 *   sgd      g += wd p;  u = momentum u + (1 - dampening) g (first step: u = g);  p -= lr (nesterov
 *   ? g + momentum u : u) adagrad  g += wd p;  s += g g;  p -= lr / (1 + (t - 1) lr_decay) g /
 *   (sqrt(s) + eps)
 *
 * grad_scale divides the gradients (and is written back), found_inf == 1 skips the step; neither is
 * read by the host. A table in device memory has a line for each tensor; block k takes chunk k of
 * all tensors together, CHUNK elements.
 */
#include "gpu.h"
#include <math.h>

enum { CHUNK = 4096, OPERANDS = 5, LINES = 32 /* that go to the device at a time */ };
/* parameter, gradient, first, second (and maximal second) moments; sgd: A is the buffer, adagrad:
   the sum */
enum { P, G, A, B, C_ };
struct number { /* of the host, or an element of the device */
    double value;
    gpu_vector at;

    GPU_MEMBER double get() const
    {
        return at.data ? at.get(0, 0.0) : value;
    }
};
struct settings {
    number lr, grad_scale, found_inf; /* grad_scale 0: none */
    double beta1, beta2, decay, eps, momentum, dampening, lr_decay;
    bool adamw, amsgrad, maximize, nesterov, first;
    enum { ADAM, SGD, ADAGRAD } what;
    int n; /* operands in use */
};
template <class C>
struct rates { /* of one tensor at its step */
    C lr, shrink, size, correction2, scale;
};
struct tensor_line { /* operands lie alike, as `numel` elements in a row */
    gpu_ptr<char> data[OPERANDS];
    int64_t numel, first_chunk;
    number step;
};

template <class C>
GPU_FN rates<C> rates_of(const settings &s, const number &step)
{
    const double lr = s.lr.get(), now = step.get();
    rates<C> r;
    r.lr = (C)lr;
    r.shrink = s.adamw ? (C)(1 - lr * s.decay) : 1;
    r.size = (C)(s.what == settings::ADAGRAD ? lr / (1 + (now - 1) * s.lr_decay)
                                             : lr / (1 - pow(s.beta1, now)));
    r.correction2 = (C)sqrt(1 - pow(s.beta2, now));
    r.scale = (C)s.grad_scale.get();
    return r;
}

/* One element; v[k] in and out. */
template <class C>
GPU_FN void update(const settings &s, const rates<C> &r, C *v)
{
    if (r.scale != 0) v[G] /= r.scale;
    C g = s.maximize ? -v[G] : v[G];
    if (s.decay != 0 && !s.adamw) g += (C)s.decay * v[P];
    if (s.what == settings::SGD) {
        const C momentum = (C)s.momentum;
        if (s.momentum == 0) {
            v[P] -= r.lr * g;
            return;
        }
        v[A] = s.first ? g : v[A] * momentum + g * (C)(1 - s.dampening);
        v[P] -= r.lr * (s.nesterov ? g + momentum * v[A] : v[A]);
    } else if (s.what == settings::ADAGRAD) {
        v[A] += g * g;
        v[P] -= r.size * g / (sqrt(v[A]) + (C)s.eps);
    } else {
        const C near1 = (C)(1 - s.beta1);
        v[A] = near1 < (C)0.5 ? v[A] + near1 * (g - v[A]) : g - (g - v[A]) * (1 - near1);
        v[B] = v[B] * (C)s.beta2 + (C)(1 - s.beta2) * g * g;
        if (s.amsgrad) v[C_] = v[C_] > v[B] ? v[C_] : v[B];
        v[P] = v[P] * r.shrink -
               r.size * v[A] / (sqrt(s.amsgrad ? v[C_] : v[B]) / r.correction2 + (C)s.eps);
    }
}

template <class C>
GPU_FN bool writes(const settings &s, const rates<C> &r, int k)
{
    return k < s.n && (k != G || r.scale != 0);
}

template <class T>
GPU_KERNEL chunk_kernel(settings s, gpu_ptr<const tensor_line> table, int lines)
{
    typedef gpu_compute<T> C;
    __shared__ tensor_line line;
    __shared__ rates<C> r;
    if (s.found_inf.get() == 1) return;
    if (threadIdx.x == 0) {
        int low = 0, high = lines - 1;
        while (low < high) { /* the last line that begins here or before */
            const int middle = (low + high + 1) / 2;
            if (table[middle].first_chunk <= blockIdx.x) low = middle;
            else high = middle - 1;
        }
        line = table[low];
        r = rates_of<C>(s, line.step);
    }
    gpu_block_barrier();
    const int64_t from = (blockIdx.x - line.first_chunk) * CHUNK,
                  to = from + CHUNK < line.numel ? from + CHUNK : line.numel;
    for (int64_t i = from + threadIdx.x; i < to; i += blockDim.x) {
        C v[OPERANDS] = {0, 0, 0, 0, 0};
        for (int k = 0; k < OPERANDS; k++)
            if (k < s.n) v[k] = gpu_get(gpu_cast<const T>(line.data[k])[i]);
        update(s, r, v);
        for (int k = 0; k < OPERANDS; k++)
            if (writes(s, r, k)) gpu_cast<T>(line.data[k])[i] = gpu_put<T>(v[k]);
    }
}

/* ---- lists of tensors ------------------------------------------------------------------------ */
struct lists {
    const rp_value *operand[OPERANDS]; /* list values; NULL: not in use */
    const rp_value *steps;             /* adam, adagrad: one 0-dim tensor each */
    settings s;
};

static number number_of(const rp_value *v)
{
    number n = {};
    if (v->tag != RP_TAG_TENSOR) {
        n.value = kernel_given(v) ? kernel_float(v) : 0;
        return n;
    }
    const rp_geometry g = kernel_geometry(v);
    n.at = gpu_vector_of(&g);
    return n;
}
/* A tensor that lies on the host is read there. */
static rp_status read_number(number *n, const rp_value *v)
{
    *n = number_of(v);
    if (v->tag != RP_TAG_TENSOR || kernel_geometry(v).device.type != 0) return RP_OK;
    rp_value x;
    RP_TRY(kernel_host->item(&x, v->u.t));
    memset(n, 0, sizeof *n);
    n->value = kernel_float(&x);
    return RP_OK;
}

static bool alike(const rp_geometry *a, const rp_geometry *b)
{
    for (int d = 0; d < a->ndim; d++)
        if (a->shape[d] != 1 && a->stride[d] != b->stride[d]) return false;
    return true;
}
/* Elements without gaps, in some order of dimensions. */
static bool filled(const rp_geometry *g)
{
    int64_t last = 0;
    for (int d = 0; d < g->ndim; d++) last += (g->shape[d] - 1) * g->stride[d];
    return g->numel == 0 || last + 1 == g->numel;
}

static rp_status check(const lists *l, const char *op)
{
    for (uint32_t t = 0; t < l->operand[P]->n; t++) {
        const rp_geometry p = kernel_geometry(&l->operand[P]->u.l[t]);
        if (!kernel_is_floating(p.dtype)) return kernel_no_dtype(op, p.dtype);
        for (int k = 1; k < l->s.n; k++) {
            if (l->operand[k]->n != l->operand[P]->n)
                return RP_FAIL(RP_E_INVALID, "%s: list %d has %u tensors, the first has %u", op, k,
                               l->operand[k]->n, l->operand[P]->n);
            const rp_geometry g = kernel_geometry(&l->operand[k]->u.l[t]);
            if (g.dtype != p.dtype)
                return RP_FAIL(RP_E_DTYPE, "%s: tensor %u of list %d is %s, its parameter %s", op,
                               t, k, kernel_dtype_name(g.dtype), kernel_dtype_name(p.dtype));
        }
    }
    return RP_OK;
}

/* A tensor whose operands lie differently has a launch of its own. */
template <class C>
static rp_status strided(gpu_op &op, const settings &s, const rp_geometry *g, const number &step)
{
    const gpu_iter<OPERANDS> it = gpu_iterate<OPERANDS>({&g[P], &g[G], &g[A], &g[B], &g[C_]});
    const rp_dtype dtype = g[P].dtype;
    return gpu_each(op, it.numel, [=] GPU_LAMBDA(int64_t i) {
        int64_t at[OPERANDS];
        C v[OPERANDS];
        if (s.found_inf.get() == 1) return;
        const rates<C> r = rates_of<C>(s, step);
        it.offsets(i, at);
        for (int k = 0; k < OPERANDS; k++) v[k] = gpu_load<C>(it.data[k] + at[k], dtype);
        update(s, r, v);
        for (int k = 0; k < OPERANDS; k++)
            if (writes(s, r, k)) gpu_store<C>(it.data[k] + at[k], dtype, v[k]);
    });
}

struct table {
    gpu_ptr<tensor_line> there;
    tensor_line here[LINES];
    int lines, sent; /* of all; of those that are on the device */
    int64_t chunks;
};
static rp_status send(gpu_op &op, table *t)
{
    const int n = t->lines - t->sent;
    if (n == 0) return RP_OK;
    RP_TRY(op.upload(gpu_raw(t->there + t->sent), t->here, (size_t)n * sizeof *t->here));
    t->sent = t->lines;
    return RP_OK;
}

static rp_status add_tensor(gpu_op &op, const lists *l, table *t, uint32_t at)
{
    rp_geometry g[OPERANDS];
    number step = {};
    bool together = true;
    for (int k = 0; k < OPERANDS; k++) {
        g[k] = kernel_geometry(&l->operand[k < l->s.n ? k : (int)P]->u.l[at]);
        together = together && alike(&g[P], &g[k]);
    }
    if (g[P].numel == 0) return RP_OK;
    if (l->steps) RP_TRY(read_number(&step, &l->steps->u.l[at]));
    if (!together || !filled(&g[P]))
        return g[P].dtype == RP_F64 ? strided<double>(op, l->s, g, step)
                                    : strided<float>(op, l->s, g, step);
    tensor_line *line = &t->here[t->lines - t->sent];
    for (int k = 0; k < OPERANDS; k++) line->data[k] = gpu_at<char>(g[k].data);
    line->numel = g[P].numel;
    line->first_chunk = t->chunks;
    line->step = step;
    t->lines++;
    t->chunks += (g[P].numel + CHUNK - 1) / CHUNK;
    return t->lines - t->sent == LINES ? send(op, t) : RP_OK;
}

template <class T>
static rp_status run_dtype(gpu_op &op, const lists *l, rp_dtype dtype)
{
    const uint32_t count = l->operand[P]->n;
    table t;
    t.lines = t.sent = 0;
    t.chunks = 0;
    for (uint32_t k = 0, some = 0; k < count; k++) {
        if (kernel_geometry(&l->operand[P]->u.l[k]).dtype != dtype) continue;
        if (!some++) RP_TRY(op.scratch(&t.there, count));
        RP_TRY(add_tensor(op, l, &t, k));
    }
    RP_TRY(send(op, &t));
    const gpu_ptr<const tensor_line> there = t.lines ? t.there : gpu_at<tensor_line>(nullptr);
    return GPU_LAUNCH(op, (chunk_kernel<T>), t.chunks, GPU_BLOCK, 0, l->s, there, t.lines);
}

static rp_status run(rp_call *c, lists *l, const rp_value *lr, const rp_value *grad_scale,
                     const rp_value *found_inf)
{
    gpu_op op(c);
    RP_TRY(check(l, op.reporter.op));
    RP_TRY(read_number(&l->s.lr, lr));
    RP_TRY(read_number(&l->s.grad_scale, grad_scale));
    RP_TRY(read_number(&l->s.found_inf, found_inf));
    RP_TRY(run_dtype<float>(op, l, RP_F32));
    RP_TRY(run_dtype<rp_bf16>(op, l, RP_BF16));
    RP_TRY(run_dtype<rp_f16>(op, l, RP_F16));
    return run_dtype<double>(op, l, RP_F64);
}

/* (self, grads, exp_avgs, exp_avg_sqs, max_exp_avg_sqs, state_steps, lr, beta1, beta2,
   weight_decay, eps, amsgrad, maximize, grad_scale, found_inf). `self`, where it is given: adamw */
GPU_OP(adam)
{
    GPU_UNUSED;
    lists l = {};
    for (int k = 0; k < OPERANDS; k++) l.operand[k] = &in[k];
    l.steps = &in[5];
    l.s.beta1 = kernel_float(&in[7]);
    l.s.beta2 = kernel_float(&in[8]);
    l.s.decay = kernel_float(&in[9]);
    l.s.eps = kernel_float(&in[10]);
    l.s.adamw = self != nullptr;
    l.s.amsgrad = kernel_bool(&in[11]);
    l.s.maximize = kernel_bool(&in[12]);
    l.s.n = l.s.amsgrad ? 5 : 4;
    return run(c, &l, &in[6], &in[13], &in[14]);
}

/* (self, grads, momentum_buffer_list, weight_decay, momentum, lr, dampening, nesterov, maximize,
   is_first_step, grad_scale, found_inf) */
GPU_OP(sgd)
{
    GPU_UNUSED;
    lists l = {};
    for (int k = 0; k < 3; k++) l.operand[k] = &in[k];
    l.s.decay = kernel_float(&in[3]);
    l.s.momentum = kernel_float(&in[4]);
    l.s.dampening = kernel_float(&in[6]);
    l.s.nesterov = kernel_bool(&in[7]);
    l.s.maximize = kernel_bool(&in[8]);
    l.s.first = kernel_bool(&in[9]);
    l.s.what = settings::SGD;
    l.s.n = l.s.momentum != 0 ? 3 : 2;
    return run(c, &l, &in[5], &in[10], &in[11]);
}

/* (self, grads, state_sums, state_steps, lr, lr_decay, weight_decay, eps, maximize, grad_scale,
   found_inf) */
GPU_OP(adagrad)
{
    GPU_UNUSED;
    lists l = {};
    for (int k = 0; k < 3; k++) l.operand[k] = &in[k];
    l.steps = &in[3];
    l.s.lr_decay = kernel_float(&in[5]);
    l.s.decay = kernel_float(&in[6]);
    l.s.eps = kernel_float(&in[7]);
    l.s.maximize = kernel_bool(&in[8]);
    l.s.what = settings::ADAGRAD;
    l.s.n = 3;
    return run(c, &l, &in[4], &in[9], &in[10]);
}

static const int adamw = 1;
GPU_TABLE(optim) = {
    GPU_ROW("aten::_fused_adam_", adam),
    GPU_ROW("aten::_fused_adam_.tensor_lr", adam),
    GPU_ROW_WITH("aten::_fused_adamw_", adam, &adamw),
    GPU_ROW_WITH("aten::_fused_adamw_.tensor_lr", adam, &adamw),
    GPU_ROW("aten::_fused_sgd_", sgd),
    GPU_ROW("aten::_fused_sgd_.tensor_lr", sgd),
    GPU_ROW("aten::_fused_adagrad_", adagrad),
    {},
};
