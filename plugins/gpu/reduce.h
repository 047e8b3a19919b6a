/* plugins/gpu/reduce.h - reductions over any set of dimensions, any strides, in an order that
 * shapes and strides alone decide
 *
 * m results of n elements each. A block makes a tile of results (block.h); where that leaves too
 * few blocks, the n elements are cut into pieces, and a second kernel merges what they gave.
 * Neighbouring threads read neighbouring elements: of one result, or of neighbouring results where
 * these lie closer together.
 *
 * A reducer is a struct, passed by value, with
 *     typedef ... acc;                                        what is known of some elements; whole
 *     words
 *     acc first() const;                                      of none
 *     template <class C> acc add(acc, C x, int64_t i) const;  with element i of the result's n
 *     acc merge(acc, acc) const;                              of two sets of elements; which is
 *     which says nothing
 *     void put(const gpu_reduced &to, acc) const;             writes the result
 */
#ifndef GPU_REDUCE_H
#define GPU_REDUCE_H
#include "block.h"
#include "plugins/common/elementwise.h"

/* An input of any dtype, read as numbers of type C. The typed inputs are faster. */
template <class C>
struct gpu_any {
};
template <class T>
GPU_FN gpu_compute<T> gpu_reduce_load(const T *, gpu_ptr<const char> p, rp_dtype)
{
    return gpu_get(*gpu_cast<const T>(p));
}
template <class C>
GPU_FN C gpu_reduce_load(const gpu_any<C> *, gpu_ptr<const char> p, rp_dtype d)
{
    return gpu_load<C>(p, d);
}

/* Where one result goes: element of each output, and its dtype. */
struct gpu_reduced {
    gpu_ptr<char> p[2];
    rp_dtype dtype[2];

    template <class C>
    __device__ void put(int k, C x) const
    {
        gpu_store<C>(p[k], dtype[k], x);
    }
};

struct gpu_reduction {
    gpu_iter<3> kept; /* the input and the outputs, over the dimensions that stay */
    gpu_iter<1> gone; /* the input over the others */
    rp_dtype dtype[3];
    int64_t results, elements; /* m, n */
    int64_t pieces, piece;     /* pieces of a result, and elements of one */
    gpu_tile tile;
    bool packed; /* 16 bytes at a time */
};
/* The plan for y[0], and y[1] unless it is NULL, from x. `mask`: the dimensions that go. `ordered`:
   i counts elements in row-major order. */
gpu_reduction gpu_reduction_of(const rp_geometry *x, const rp_geometry *const (&y)[2],
                               uint64_t mask, bool ordered);

/* x in numbers of `compute` (RP_F32, RP_F64, RP_I64): itself, unless elements have to become other
   numbers first. */
rp_status gpu_reduce_input(gpu_op &op, rp_geometry *x, int64_t *stride, rp_dtype compute);

template <class R>
GPU_FN void gpu_reduced_put(const R &r, const gpu_reduction &p, int64_t result, typename R::acc a)
{
    int64_t at[3];
    p.kept.offsets(result, at);
    gpu_reduced to;
    for (int k = 0; k < 2; k++) {
        to.p[k] = p.kept.data[1 + k] + at[1 + k];
        to.dtype[k] = p.dtype[1 + k];
    }
    r.put(to, a);
}

/* Elements [from, to) of the result whose elements begin at `x`, by thread `mine` of `deep`. */
template <class R, class T>
GPU_FN typename R::acc gpu_reduce_elements(const R &r, const gpu_reduction &p,
                                           gpu_ptr<const char> x, int64_t from, int64_t to,
                                           int mine)
{
    typename R::acc a = r.first();
    if constexpr (!std::is_empty<T>::value) {
        enum { PACK = 16 / sizeof(T) };
        const int64_t packs = p.packed ? to / PACK : 0;
        for (int64_t i = from / PACK + mine; i < packs; i += p.tile.deep) {
            const gpu_pack<T> v = gpu_cast<const gpu_pack<T>>(x)[i];
            for (int j = 0; j < PACK; j++) a = r.add(a, gpu_get(v.x[j]), i * PACK + j);
        }
        if (p.packed) from = packs * PACK;
    }
    for (int64_t i = from + mine; i < to; i += p.tile.deep) {
        int64_t at[1] = {i * p.gone.stride[0][0]};
        if (p.gone.ndim > 1) p.gone.offsets(i, at);
        a = r.add(a, gpu_reduce_load((const T *)nullptr, x + at[0], p.dtype[0]), i);
    }
    return a;
}

template <class R, class T>
GPU_KERNEL gpu_reduce_kernel(R r, gpu_reduction p, gpu_ptr<typename R::acc> part)
{
    const int64_t groups = (p.results + p.tile.wide - 1) / p.tile.wide;
    for (int64_t work = blockIdx.x; work < groups * p.pieces; work += gridDim.x) {
        const int64_t piece = work / groups, result = work % groups * p.tile.wide + p.tile.result();
        const int64_t from = piece * p.piece,
                      to = from + p.piece < p.elements ? from + p.piece : p.elements;
        typename R::acc a = r.first();
        if (result < p.results) {
            int64_t at[3];
            p.kept.offsets(result, at);
            a = gpu_reduce_elements<R, T>(r, p, p.kept.data[0] + at[0], from, to, p.tile.mine());
        }
        a = gpu_tile_reduce(p.tile, a,
                            [&r](typename R::acc x, typename R::acc y) { return r.merge(x, y); });
        if (p.tile.mine() || result >= p.results) continue;
        if (p.pieces == 1) gpu_reduced_put(r, p, result, a);
        else part[piece * p.results + result] = a;
    }
}

/* One block a result: its pieces in order. */
template <class R>
GPU_KERNEL gpu_reduce_pieces_kernel(R r, gpu_reduction p, gpu_ptr<const typename R::acc> part)
{
    for (int64_t result = blockIdx.x; result < p.results; result += gridDim.x) {
        typename R::acc a = r.first();
        for (int64_t i = threadIdx.x; i < p.pieces; i += blockDim.x)
            a = r.merge(a, part[i * p.results + result]);
        a = gpu_block_reduce(a,
                             [&r](typename R::acc x, typename R::acc y) { return r.merge(x, y); });
        if (threadIdx.x == 0) gpu_reduced_put(r, p, result, a);
    }
}

template <class R, class T>
static rp_status gpu_reduce_as(gpu_op &op, const gpu_reduction &p, const R &r)
{
    gpu_ptr<typename R::acc> part = gpu_at<typename R::acc>(nullptr);
    const int64_t blocks = (p.results + p.tile.wide - 1) / p.tile.wide * p.pieces;
    if (p.results == 0) return RP_OK;
    if (p.pieces > 1) RP_TRY(op.scratch(&part, p.pieces * p.results));
    RP_TRY(GPU_LAUNCH(op, (gpu_reduce_kernel<R, T>), blocks < 65536 ? blocks : 65536, GPU_BLOCK, 0,
                      r, p, part));
    if (p.pieces == 1) return RP_OK;
    const gpu_ptr<const typename R::acc> parts = part;
    return GPU_LAUNCH(op, gpu_reduce_pieces_kernel<R>, p.results, gpu_block_threads(p.pieces), 0, r,
                      p, parts);
}

/* Of an input of any floating dtype. */
template <class R>
static rp_status gpu_reduce_floats(gpu_op &op, const gpu_reduction &p, const R &r)
{
    switch (p.dtype[0]) {
    case RP_F32: return gpu_reduce_as<R, float>(op, p, r);
    case RP_F16: return gpu_reduce_as<R, rp_f16>(op, p, r);
    case RP_BF16: return gpu_reduce_as<R, rp_bf16>(op, p, r);
    default: return gpu_reduce_as<R, double>(op, p, r);
    }
}

/* ---- of floating tensors; `mask`: the dimensions that go ------------------------------------- */
/* (var.cu) Variance without correction, and mean. */
rp_status gpu_moments(gpu_op &op, const rp_geometry *x, const rp_geometry *var,
                      const rp_geometry *mean, uint64_t mask);
/* (sum.cu) */
rp_status gpu_sum_over(gpu_op &op, const rp_geometry *x, const rp_geometry *y, uint64_t mask);
#endif
