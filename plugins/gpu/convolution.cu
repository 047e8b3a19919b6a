/* plugins/gpu/convolution.cu - convolution and its gradients, as products whose factors are never
 * laid out
 *
 * Of the two images one is `large` and one `small`: element i of the large one meets element o of
 * the small one by tap k where i = o stride - padding + k dilation, in each of three dimensions
 * (missing ones have extent 1). Forward computes small from large, a transposed convolution large
 * from small; the gradients are the other two of
 *
 *     small[n, co, o]  = sum over (ci, k)  w[co, ci, k] large[n, ci, i]      rows co, columns (n,
 *     o)
 *     large[n, ci, i]  = sum over (co, k)  w[co, ci, k] small[n, co, o]      rows ci, columns (n,
 *     i)
 *     w[co, ci, k]     = sum over (n, o)   small[n, co, o] large[n, ci, i]   rows co, columns (ci,
 *     k)
 *
 * for each group: sums over one long index (gemm.h). The factor on the right is gathered: a table
 * of the long index and one of the columns hold where (channel, k) and (n, o) begin in it, and the
 * two together say which element is meant, if there is one. A library of the vendor has it first
 * (dnn.h).
 */
#include "dnn.h"
#include "gemm.h"

/* ---- tables ---------------------------------------------------------------------------------- */
struct conv_place {
    /* where it begins: in the gathered image; in the other factor, or in the result */
    int64_t gathered, other;
    int32_t at[GPU_SPATIAL], pad;
};
/* over `lead` channels or images and `extent` taps or elements; at = first + index step */
struct conv_table {
    int64_t lead, extent[GPU_SPATIAL];
    int64_t gathered, other; /* steps of lead */
    int64_t step_other[GPU_SPATIAL];
    int32_t first[GPU_SPATIAL], step[GPU_SPATIAL];
};
static int64_t conv_length(const conv_table &t)
{
    return t.lead * t.extent[0] * t.extent[1] * t.extent[2];
}

static rp_status conv_fill(gpu_op &op, const conv_table &t, gpu_ptr<conv_place> *places)
{
    const int64_t n = conv_length(t);
    RP_TRY(op.scratch(places, n));
    const gpu_ptr<conv_place> to = *places;
    return gpu_each(op, n, [=] GPU_LAMBDA(int64_t i) {
        conv_place p = {};
        int64_t rest = i;
        for (int d = GPU_SPATIAL; d-- > 0; rest /= t.extent[d]) {
            const int64_t index = rest % t.extent[d];
            p.other += index * t.step_other[d];
            p.at[d] = t.first[d] + (int32_t)index * t.step[d];
        }
        p.gathered = rest * t.gathered;
        p.other += rest * t.other;
        to[i] = p;
    });
}

/* ---- the problem of gemm.h ------------------------------------------------------------------- */
template <class T>
struct conv_problem {
    using sum = gpu_total<T>;
    using row_place = int64_t;
    using column_place = conv_place;
    static constexpr bool left_along_k = true, right_along_k = false;
    int64_t z, m, n, k;
    gpu_ptr<const T> plain, image, bias; /* factors */
    gpu_ptr<T> out;
    gpu_ptr<const conv_place> terms, columns;
    int64_t plain_group, plain_row, image_group, out_group, out_row, bias_step;
    int64_t image_stride[GPU_SPATIAL];
    int32_t image_extent[GPU_SPATIAL], divide[GPU_SPATIAL];
    bool has_bias;

    __device__ int64_t row(int64_t group, int64_t i) const
    {
        return group * plain_group + i * plain_row;
    }
    __device__ conv_place column(int64_t group, int64_t j) const
    {
        conv_place p = columns[j];
        p.gathered += group * image_group;
        return p;
    }
    __device__ sum left(int64_t at, int64_t q) const
    {
        return gpu_get(plain[at + terms[q].other]);
    }
    __device__ sum right(const conv_place &column, int64_t q) const
    {
        const conv_place term = terms[q];
        int64_t at = column.gathered + term.gathered;
#pragma unroll
        for (int d = 0; d < GPU_SPATIAL; d++) {
            const int32_t met = column.at[d] + term.at[d];
            const int32_t i = divide[d] == 1 ? met : met / divide[d];
            if (met < 0 || i >= image_extent[d] || (divide[d] != 1 && i * divide[d] != met))
                return 0;
            at += i * image_stride[d];
        }
        return gpu_get(image[at]);
    }
    __device__ void store(int64_t group, int64_t i, int64_t j, sum x) const
    {
        if (has_bias) x += gpu_get(bias[(group * m + i) * bias_step]);
        out[group * out_group + i * out_row + columns[j].other] = gpu_put<T>(x);
    }
};

/* Channels (or images) of `image` and the taps of the weights. */
static conv_table conv_taps(const gpu_convolution &v, const gpu_volumes &image, int64_t channels,
                            int64_t weight_step, int sign)
{
    conv_table t = {};
    t.lead = channels;
    t.gathered = image.stride[1];
    t.other = weight_step;
    for (int d = 0; d < GPU_SPATIAL; d++) {
        t.extent[d] = v.weight.shape[2 + d];
        t.step_other[d] = v.weight.stride[2 + d];
        t.step[d] = sign * v.dilation[d];
    }
    return t;
}

/* Images and the elements of `own`, whose partner is gathered from `image`. */
static conv_table conv_elements(const gpu_convolution &v, const gpu_volumes &own,
                                const gpu_volumes &image, bool of_large)
{
    conv_table t = {};
    t.lead = own.shape[0];
    t.gathered = image.stride[0];
    t.other = own.stride[0];
    for (int d = 0; d < GPU_SPATIAL; d++) {
        t.extent[d] = own.shape[2 + d];
        t.step_other[d] = own.stride[2 + d];
        t.first[d] = of_large ? v.padding[d] : -v.padding[d];
        t.step[d] = of_large ? 1 : v.stride[d];
    }
    return t;
}

template <class T>
static conv_problem<T> conv_gathers(const gpu_convolution &v, const gpu_volumes &image,
                                    const gpu_volumes &out)
{
    conv_problem<T> p = {};
    p.z = v.groups;
    p.image = gpu_cast<const T>(image.data);
    p.out = gpu_cast<T>(out.data);
    p.image_group = image.shape[1] / v.groups * image.stride[1];
    for (int d = 0; d < GPU_SPATIAL; d++) {
        p.image_stride[d] = image.stride[2 + d];
        p.image_extent[d] = (int32_t)image.shape[2 + d];
        p.divide[d] = 1;
    }
    p.has_bias = v.bias.data != nullptr;
    if (p.has_bias) {
        p.bias = gpu_at<const T>(v.bias.data);
        p.bias_step = v.bias.stride[0];
    }
    return p;
}

template <class T>
static rp_status conv_run(gpu_op &op, conv_problem<T> &p, const conv_table &terms,
                          const conv_table &columns)
{
    gpu_ptr<conv_place> of_terms, of_columns;
    RP_TRY(conv_fill(op, terms, &of_terms));
    RP_TRY(conv_fill(op, columns, &of_columns));
    p.terms = of_terms;
    p.columns = of_columns;
    p.k = conv_length(terms);
    p.n = conv_length(columns);
    return gemm_is_thin(p) ? gemm_by_lanes(op, p) : gemm_by_tiles<4>(op, p);
}

/* An image from the other one and the weights. */
template <class T>
static rp_status conv_image(gpu_op &op, const gpu_convolution &v, bool of_large)
{
    const gpu_volumes &image = of_large ? v.small : v.large, &out = of_large ? v.large : v.small,
                      &w = v.weight;
    conv_problem<T> p = conv_gathers<T>(v, image, out);
    p.m = out.shape[1] / v.groups;
    p.plain = gpu_cast<const T>(w.data);
    p.plain_group = w.shape[0] / v.groups * w.stride[0];
    p.plain_row = of_large ? w.stride[1] : w.stride[0];
    p.out_group = p.m * out.stride[1];
    p.out_row = out.stride[1];
    for (int d = 0; d < GPU_SPATIAL && of_large; d++) p.divide[d] = v.stride[d];
    const conv_table taps = conv_taps(v, image, image.shape[1] / v.groups,
                                      of_large ? w.stride[0] : w.stride[1], of_large ? -1 : 1);
    return conv_run(op, p, taps, conv_elements(v, out, image, of_large));
}

template <class T>
static rp_status conv_weights(gpu_op &op, const gpu_convolution &v)
{
    const gpu_volumes &w = v.weight;
    conv_problem<T> p = conv_gathers<T>(v, v.large, w);
    p.m = w.shape[0] / v.groups;
    p.plain = gpu_cast<const T>(v.small.data);
    p.plain_group = p.m * v.small.stride[1];
    p.plain_row = v.small.stride[1];
    p.out_group = p.m * w.stride[0];
    p.out_row = w.stride[0];
    return conv_run(op, p, conv_elements(v, v.small, v.large, false),
                    conv_taps(v, v.large, v.large.shape[1] / v.groups, w.stride[1], 1));
}

static rp_status conv_compute(gpu_op &op, const gpu_convolution &v, gpu_convolution_product which)
{
    bool served = false;
    if (op.status) return op.status;
    RP_TRY(gpu_dnn_convolution(op, v, which, &served));
    if (served) return RP_OK;
#define COMPUTE(T_)                                                                                \
    return which == GPU_CONV_WEIGHT ? conv_weights<T_>(op, v)                                      \
                                    : conv_image<T_>(op, v, which == GPU_CONV_LARGE)
    switch (v.dtype) {
    case RP_F32: COMPUTE(float);
    case RP_F64: COMPUTE(double);
    case RP_F16: COMPUTE(rp_f16);
    case RP_BF16: COMPUTE(rp_bf16);
    case RP_I64: COMPUTE(int64_t);
    default: return kernel_no_dtype("aten::convolution", v.dtype);
    }
#undef COMPUTE
}

/* ---- the bias's gradient --------------------------------------------------------------------- */
/* db[c] = sum of g[:, c], as a product with ones */
template <class C>
struct conv_bias_problem {
    using sum = C;
    using row_place = int64_t;
    using column_place = int64_t;
    int64_t z, m, n, k;
    bool left_along_k, right_along_k;
    gpu_iter<1> g;         /* without the channels */
    int64_t channel, step; /* bytes */
    gpu_ptr<char> out;
    rp_dtype dtype;
    __device__ int64_t row(int64_t, int64_t i) const
    {
        return i * channel;
    }
    __device__ int64_t column(int64_t, int64_t j) const
    {
        return j;
    }
    __device__ sum left(int64_t row, int64_t q) const
    {
        int64_t at[1];
        g.offsets(q, at);
        return gpu_load<C>(g.data[0] + (row + at[0]), dtype);
    }
    __device__ sum right(int64_t, int64_t) const
    {
        return 1;
    }
    __device__ void store(int64_t, int64_t i, int64_t, sum x) const
    {
        gpu_store<C>(out + i * step, dtype, x);
    }
};

template <class C>
static rp_status conv_bias(gpu_op &op, const rp_geometry *db, const rp_geometry *g)
{
    const int64_t size = (int64_t)kernel_element(g->dtype);
    int64_t shape[RP_MAX_DIMS], stride[RP_MAX_DIMS];
    rp_geometry rest = *g;
    kernel_iter it;
    const rp_geometry *const operands[] = {&rest};
    rest.ndim = g->ndim - 1;
    rest.shape = shape;
    rest.stride = stride;
    for (int d = 0; d < rest.ndim; d++)
        shape[d] = g->shape[d ? d + 1 : 0], stride[d] = g->stride[d ? d + 1 : 0];
    kernel_iter_init(&it, operands, 1);
    const conv_bias_problem<C> p = {1,
                                    db->numel,
                                    1,
                                    it.numel,
                                    it.stride[0][0] == size,
                                    false,
                                    gpu_iter_of<1>(it),
                                    g->stride[1] * size,
                                    db->stride[0] * size,
                                    gpu_at<char>(db->data),
                                    db->dtype};
    return gemm_by_lanes(op, p);
}

/* ---- arguments ------------------------------------------------------------------------------- */
/* stride, padding, dilation, transposed, output_padding, groups */
static bool conv_arguments(gpu_convolution *v, const rp_value *in, const rp_geometry *weight)
{
    const int spatial = weight->ndim - 2;
    v->dtype = weight->dtype;
    v->spatial = spatial;
    v->weight = gpu_volumes_of(weight, spatial);
    for (int d = 0; d < GPU_SPATIAL; d++) {
        const int own = d - (GPU_SPATIAL - spatial);
        v->stride[d] = own < 0 ? 1 : (int32_t)kernel_place(&in[0], own, 1);
        v->padding[d] = own < 0 ? 0 : (int32_t)kernel_place(&in[1], own, 0);
        v->dilation[d] = own < 0 ? 1 : (int32_t)kernel_place(&in[2], own, 1);
    }
    v->groups = kernel_int(&in[5]);
    return kernel_bool(&in[3]);
}

/* (input, weight, bias, ...) */
GPU_OP(forward)
{
    GPU_UNUSED;
    gpu_op op(c);
    gpu_convolution v = {};
    const rp_geometry input = kernel_geometry(&in[0]), weight = kernel_geometry(&in[1]),
                      result = kernel_geometry(&out[0]);
    const bool transposed = conv_arguments(&v, in + 3, &weight);
    const gpu_volumes x = gpu_volumes_of(&input, weight.ndim - 2),
                      y = gpu_volumes_of(&result, weight.ndim - 2);
    v.bias = kernel_geometry(&in[2]);
    v.large = transposed ? y : x;
    v.small = transposed ? x : y;
    return result.numel ? conv_compute(op, v, transposed ? GPU_CONV_LARGE : GPU_CONV_SMALL)
                        : op.status;
}

/* (grad_output, input, weight, bias_sizes, ...) */
GPU_OP(backward)
{
    GPU_UNUSED;
    gpu_op op(c);
    gpu_convolution v = {};
    const rp_geometry grad = kernel_geometry(&in[0]), input = kernel_geometry(&in[1]),
                      weight = kernel_geometry(&in[2]);
    const rp_geometry dx = kernel_geometry(&out[0]), dw = kernel_geometry(&out[1]),
                      db = kernel_geometry(&out[2]);
    const int spatial = weight.ndim - 2;
    const bool transposed = conv_arguments(&v, in + 4, &weight);
    const gpu_volumes g = gpu_volumes_of(&grad, spatial), x = gpu_volumes_of(&input, spatial);
    v.large = transposed ? g : x;
    v.small = transposed ? x : g;
    if (dx.numel) {
        gpu_convolution u = v;
        (transposed ? u.small : u.large) = gpu_volumes_of(&dx, spatial);
        RP_TRY(conv_compute(op, u, transposed ? GPU_CONV_SMALL : GPU_CONV_LARGE));
    }
    if (dw.numel) {
        v.weight = gpu_volumes_of(&dw, spatial);
        RP_TRY(conv_compute(op, v, GPU_CONV_WEIGHT));
    }
    if (!db.numel) return op.status;
    return db.dtype == RP_F64 ? conv_bias<double>(op, &db, &grad)
                              : conv_bias<float>(op, &db, &grad);
}

GPU_TABLE(convolution) = {
    GPU_ROW("aten::convolution", forward),
    GPU_ROW("aten::convolution_backward", backward),
    {},
};
