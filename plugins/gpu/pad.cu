/* plugins/gpu/pad.cu - results whose coordinates, dim by dim, are other coordinates of the input:
 * pads and their gradients, roll
 *
 *   p = o - before: position of output o in the input, which has n
 *   constant:    outside of the input there is the number
 *   reflection:  p below 0 reads -p, p beyond the end reads 2 (n - 1) - p
 *   replication: p cut to the input
 *   circular:    p below 0 reads p + n
 * Negative paddings cut the input off.
 */
#include "part.h"

enum edge { CONSTANT, REFLECTED, REPLICATED, CIRCULAR };
struct moved {
    edge how;
    int ndim;
    int64_t numel;
    struct {
        int64_t out, in, before, y, x; /* extents; bytes from one element to the next */
    } dim[RP_MAX_DIMS];                /* the innermost one first */
    gpu_ptr<char> y;
    gpu_ptr<const char> x;
};

GPU_FN int64_t source_of(edge how, int64_t p, int64_t n)
{
    if (p >= 0 && p < n) return p;
    switch (how) {
    case REFLECTED: return p < 0 ? -p : 2 * (n - 1) - p;
    case REPLICATED: return p < 0 ? 0 : n - 1;
    case CIRCULAR: return p < 0 ? p + n : p - n;
    default: return -1;
    }
}

/* `fill`: the number as bits */
template <class T>
static rp_status move(gpu_op &op, const moved &m, T fill)
{
    return gpu_each(op, m.numel, [=] GPU_LAMBDA(int64_t i) {
        int64_t to = 0, from = 0;
        bool inside = true;
        for (int d = 0; d < m.ndim; d++) {
            const auto &dim = m.dim[d];
            const int64_t rest = gpu_quotient(i, dim.out), o = i - rest * dim.out,
                          p = source_of(m.how, o - dim.before, dim.in);
            i = rest;
            inside = inside && p >= 0;
            to += o * dim.y;
            from += p * dim.x;
        }
        *gpu_cast<T>(m.y + to) = inside ? *gpu_cast<const T>(m.x + from) : fill;
    });
}

static moved moved_of(edge how, const rp_geometry *y, const rp_geometry *x)
{
    moved m;
    memset(&m, 0, sizeof m);
    m.how = how;
    m.ndim = y->ndim;
    m.numel = y->numel;
    m.y = gpu_at<char>(y->data);
    m.x = gpu_at<const char>(x->data);
    for (int d = 0; d < y->ndim; d++) {
        auto &dim = m.dim[y->ndim - 1 - d];
        dim.out = y->shape[d];
        dim.in = x->shape[d];
        dim.y = y->stride[d] * (int64_t)kernel_element(y->dtype);
        dim.x = x->stride[d] * (int64_t)kernel_element(x->dtype);
    }
    return m;
}

static rp_status move_all(gpu_op &op, const moved &m, rp_dtype d, uint64_t fill)
{
    GPU_SIZES(kernel_element(d), T, return move<T>(op, m, (T)fill))
}

/* ---- pads ------------------------------------------------------------------------------------ */
/* Pairs of numbers, the last dim first; a list of one, or a lone number, stands for all */
static void read_pads(moved *m, const rp_value *pads, int dims)
{
    for (int k = 0; k < dims; k++) m->dim[k].before = kernel_place(pads, 2 * k, 0);
}

GPU_OP(constant)
{
    GPU_UNUSED;
    const rp_geometry y = kernel_geometry(&out[0]), x = kernel_geometry(&in[0]);
    if (y.numel == 0) return RP_OK;
    gpu_op op(c);
    moved m = moved_of(CONSTANT, &y, &x);
    const rp_value zero = rp_value_int(0);
    read_pads(&m, &in[1], (int)in[1].n / 2);
    return move_all(op, m, y.dtype, gpu_bits(y.dtype, kernel_given(&in[2]) ? &in[2] : &zero));
}

/* `self`: how the edge continues, and the number of dims that it does so in. */
struct padding {
    edge how;
    int dims;
};

GPU_OP(pad)
{
    GPU_UNUSED;
    const padding *p = (const padding *)self;
    const rp_geometry y = kernel_geometry(&out[0]), x = kernel_geometry(&in[0]);
    if (y.numel == 0) return RP_OK;
    gpu_op op(c);
    moved m = moved_of(p->how, &y, &x);
    read_pads(&m, &in[1], p->dims);
    return move_all(op, m, y.dtype, 0);
}

/* ---- gradients: what each input element became, summed in the order of the outputs ----------- */
struct sources { /* of one dim: ranges, in order, both ends in them */
    int64_t low[3], high[3];
};
GPU_FN void add_range(sources *s, int k, int64_t low, int64_t high, int64_t n)
{
    s->low[k] = low < 0 ? 0 : low;
    s->high[k] = high < n ? high : n - 1;
    if (s->high[k] < s->low[k]) s->high[k] = s->low[k] - 1;
}
GPU_FN int64_t sources_find(sources *s, edge how, int64_t i, int64_t n, int64_t out, int64_t before)
{
    const int64_t own = before + i, far = before + 2 * (n - 1) - i;
    if (how == REFLECTED) {
        add_range(s, 0, before - i, i ? before - i : -1, out);
        add_range(s, 1, own, own, out);
        add_range(s, 2, far, i < n - 1 ? far : -1, out);
    } else {
        add_range(s, 0, i ? own : 0, i < n - 1 ? own : out - 1, out);
        add_range(s, 1, 0, -1, out);
        add_range(s, 2, 0, -1, out);
    }
    int64_t all = 0;
    for (int k = 0; k < 3; k++) all += s->high[k] - s->low[k] + 1;
    return all;
}
GPU_FN int64_t sources_at(const sources &s, int64_t i)
{
    int k = 0;
    for (; k < 2 && i > s.high[k] - s.low[k]; k++) i -= s.high[k] - s.low[k] + 1;
    return s.low[k] + i;
}

/* m.y: the gradient of the output, m.x's geometry: that of the input's, dx. The spatial dims are
   among the first three of m. */
template <class C>
static rp_status sum_sources(gpu_op &op, const moved &m, const rp_geometry *dx)
{
    const gpu_ptr<char> result = gpu_at<char>(dx->data);
    const rp_dtype d = dx->dtype;
    return gpu_each(op, dx->numel, [=] GPU_LAMBDA(int64_t i) {
        sources s[3];
        int64_t count[3], to = 0, from = 0;
        for (int k = 0; k < m.ndim; k++) {
            const auto &dim = m.dim[k];
            const int64_t rest = gpu_quotient(i, dim.in), at = i - rest * dim.in;
            i = rest;
            to += at * dim.x;
            if (k < 3) count[k] = sources_find(&s[k], m.how, at, dim.in, dim.out, dim.before);
            else from += at * dim.y;
        }
        C sum = 0;
        for (int64_t a = 0; a < count[2]; a++)
            for (int64_t b = 0; b < count[1]; b++)
                for (int64_t e = 0; e < count[0]; e++) {
                    const int64_t at = sources_at(s[2], a) * m.dim[2].y +
                                       sources_at(s[1], b) * m.dim[1].y +
                                       sources_at(s[0], e) * m.dim[0].y;
                    sum += gpu_load<C>(m.y + (from + at), d);
                }
        gpu_store<C>(result + to, d, sum);
    });
}

GPU_OP(pad_backward)
{
    GPU_UNUSED;
    const padding *p = (const padding *)self;
    const rp_geometry g = kernel_geometry(&in[0]), dx = kernel_geometry(&out[0]);
    if (dx.numel == 0) return RP_OK;
    gpu_op op(c);
    moved m = moved_of(p->how, &g, &dx);
    read_pads(&m, &in[2], p->dims);
    for (; m.ndim < 3; m.ndim++) m.dim[m.ndim].in = m.dim[m.ndim].out = 1;
    if (dx.dtype == RP_F64) return sum_sources<double>(op, m, &dx);
    return kernel_is_floating(dx.dtype) ? sum_sources<float>(op, m, &dx)
                                        : sum_sources<int64_t>(op, m, &dx);
}

/* ---- roll ------------------------------------------------------------------------------------ */
/* One more shift of a dim; what is kept is in [0, extent). */
static void add_shift(moved *m, int k, int64_t shift)
{
    const int64_t n = m->dim[k].in, more = shift % n < 0 ? shift % n + n : shift % n;
    m->dim[k].before = (m->dim[k].before + more) % n;
}

GPU_OP(roll)
{
    GPU_UNUSED;
    rp_geometry x = kernel_geometry(&in[0]), y = kernel_geometry(&out[0]);
    const int64_t numel = x.numel, one = 1;
    int64_t stride[RP_MAX_DIMS];
    if (x.numel == 0) return RP_OK;
    gpu_op op(c);
    if (in[2].n == 0) { /* the flattened tensor, as one dim */
        RP_TRY(gpu_dense(op, &x, stride, x.dtype));
        x.ndim = y.ndim = 1;
        x.shape = y.shape = &numel;
        x.stride = y.stride = &one;
    }
    moved m = moved_of(CIRCULAR, &y, &x);
    if (in[2].n == 0) add_shift(&m, 0, kernel_int(&in[1].u.l[0]));
    for (uint32_t i = 0; i < in[2].n && x.ndim; i++)
        add_shift(&m, x.ndim - 1 - kernel_dim(kernel_int(&in[2].u.l[i]), x.ndim),
                  kernel_int(&in[1].u.l[i]));
    return move_all(op, m, y.dtype, 0);
}

static const padding reflected_1 = {REFLECTED, 1}, reflected_2 = {REFLECTED, 2},
                     reflected_3 = {REFLECTED, 3};
static const padding replicated_1 = {REPLICATED, 1}, replicated_2 = {REPLICATED, 2},
                     replicated_3 = {REPLICATED, 3};
GPU_TABLE(pad) = {
    GPU_ROW("aten::constant_pad_nd", constant),
    GPU_ROW_WITH("aten::reflection_pad1d", pad, &reflected_1),
    GPU_ROW_WITH("aten::reflection_pad2d", pad, &reflected_2),
    GPU_ROW_WITH("aten::reflection_pad3d", pad, &reflected_3),
    GPU_ROW_WITH("aten::replication_pad1d", pad, &replicated_1),
    GPU_ROW_WITH("aten::replication_pad2d", pad, &replicated_2),
    GPU_ROW_WITH("aten::replication_pad3d", pad, &replicated_3),
    GPU_ROW_WITH("aten::reflection_pad1d_backward", pad_backward, &reflected_1),
    GPU_ROW_WITH("aten::reflection_pad2d_backward", pad_backward, &reflected_2),
    GPU_ROW_WITH("aten::reflection_pad3d_backward", pad_backward, &reflected_3),
    GPU_ROW_WITH("aten::replication_pad1d_backward", pad_backward, &replicated_1),
    GPU_ROW_WITH("aten::replication_pad2d_backward", pad_backward, &replicated_2),
    GPU_ROW_WITH("aten::replication_pad3d_backward", pad_backward, &replicated_3),
    GPU_ROW("aten::roll", roll),
    {},
};
