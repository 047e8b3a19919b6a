/* plugins/gpu/scan.h - running values along the lines of a tensor
 *
 * Short lines of many: a thread each. Else blocks walk along a line in steps of GPU_BLOCK * EACH
 * elements and carry the last value on; where there are few lines, each is cut into pieces, which
 * are totalled first. A scan is a struct, passed by value, with
 *     typedef ... acc; typedef ... number;            whole words; float, double or int64_t: what
 *     elements are read as acc first() const;                              of no elements
 *     acc of(number x, int64_t i) const;              of element i
 *     acc operator()(acc a, acc b) const;             of neighbours, a before b; associative
 *     void put(const gpu_scan_to &to, acc) const;
 */
#ifndef GPU_SCAN_H
#define GPU_SCAN_H
#include "block.h"
#include "line.h"

enum { GPU_SCAN_EACH = 4, GPU_SCAN_STEP = GPU_BLOCK * GPU_SCAN_EACH };
struct gpu_scan_to { /* the elements of the results */
    gpu_ptr<char> p[2];
    rp_dtype dtype[2];

    template <class C>
    __device__ void put(int k, C x) const
    {
        gpu_store<C>(p[k], dtype[k], x);
    }
};
struct gpu_scan_line { /* one line, seen by a thread */
    gpu_ptr<char> p[3];
    const gpu_lines &l;

    __device__ gpu_scan_line(const gpu_lines &lines, int64_t line) : l(lines)
    {
        int64_t at[3];
        l.each.offsets(line, at);
        for (int k = 0; k < 3; k++) p[k] = l.each.data[k] + at[k];
    }
    template <class S>
    __device__ typename S::acc read(const S &s, int64_t i, int64_t end) const
    {
        return i < end ? s.of(gpu_load<typename S::number>(p[0] + i * l.step[0], l.dtype[0]), i)
                       : s.first();
    }
    template <class S>
    __device__ void write(const S &s, int64_t i, typename S::acc a) const
    {
        s.put(gpu_scan_to{{p[1] + i * l.step[1], p[2] + i * l.step[2]}, {l.dtype[1], l.dtype[2]}},
              a);
    }
};

template <class S>
GPU_KERNEL gpu_scan_short_kernel(S s, gpu_lines l)
{
    for (int64_t line = (int64_t)blockIdx.x * blockDim.x + threadIdx.x; line < l.each.numel;
         line += (int64_t)gridDim.x * blockDim.x) {
        const gpu_scan_line at(l, line);
        typename S::acc a = s.first();
        for (int64_t i = 0; i < l.n; i++) {
            a = s(a, at.read(s, i, l.n));
            at.write(s, i, a);
        }
    }
}

/* part[line, piece] = the total of the piece. */
template <class S>
GPU_KERNEL gpu_scan_totals_kernel(S s, gpu_lines l, int64_t pieces, int64_t piece,
                                  gpu_ptr<typename S::acc> part)
{
    for (int64_t work = blockIdx.x; work < l.each.numel * pieces; work += gridDim.x) {
        const gpu_scan_line at(l, work / pieces);
        const int64_t begin = work % pieces * piece,
                      end = begin + piece < l.n ? begin + piece : l.n;
        typename S::acc total = s.first();
        for (int64_t from = begin; from < end; from += GPU_BLOCK)
            total = s(total, gpu_block_reduce(at.read(s, from + threadIdx.x, end), s));
        if (threadIdx.x == 0) part[work] = total;
    }
}

/* Of every line: part[piece] = the total of what lies before it. */
template <class S>
GPU_KERNEL gpu_scan_parts_kernel(S s, int64_t lines, int64_t pieces, gpu_ptr<typename S::acc> part)
{
    for (int64_t line = blockIdx.x; line < lines; line += gridDim.x) {
        typename S::acc carry = s.first();
        for (int64_t from = 0; from < pieces; from += GPU_BLOCK) {
            const int64_t i = from + threadIdx.x;
            const typename S::acc own = i < pieces ? part[line * pieces + i] : s.first(),
                                  before = gpu_block_scan(own, carry, s, &carry);
            if (i < pieces) part[line * pieces + i] = before;
        }
    }
}

/* part: what comes before the pieces; not read where a line is one piece. */
template <class S>
GPU_KERNEL gpu_scan_kernel(S s, gpu_lines l, int64_t pieces, int64_t piece,
                           gpu_ptr<const typename S::acc> part)
{
    for (int64_t work = blockIdx.x; work < l.each.numel * pieces; work += gridDim.x) {
        const gpu_scan_line at(l, work / pieces);
        const int64_t begin = work % pieces * piece,
                      end = begin + piece < l.n ? begin + piece : l.n;
        typename S::acc carry = pieces > 1 ? part[work] : s.first();
        for (int64_t from = begin; from < end; from += GPU_SCAN_STEP) {
            const int64_t i = from + (int64_t)threadIdx.x * GPU_SCAN_EACH;
            typename S::acc a[GPU_SCAN_EACH];
            for (int j = 0; j < GPU_SCAN_EACH; j++) {
                a[j] = at.read(s, i + j, end);
                if (j) a[j] = s(a[j - 1], a[j]);
            }
            const typename S::acc before = gpu_block_scan(a[GPU_SCAN_EACH - 1], carry, s, &carry);
            for (int j = 0; j < GPU_SCAN_EACH && i + j < end; j++)
                at.write(s, i + j, s(before, a[j]));
        }
    }
}

template <class S>
static rp_status gpu_scan(gpu_op &op, const gpu_lines &l, const S &s)
{
    typedef typename S::acc acc;
    enum { SHORT = 64, MANY = 1024 }; /* elements; blocks that fill any device */
    const int64_t lines = l.each.numel;
    if (!lines || !l.n) return RP_OK;
    if (l.n <= SHORT || lines >= 64 * MANY)
        return GPU_LAUNCH(op, gpu_scan_short_kernel<S>, op.blocks(lines, GPU_BLOCK), GPU_BLOCK, 0,
                          s, l);
    const int64_t steps = (l.n + GPU_SCAN_STEP - 1) / GPU_SCAN_STEP,
                  most = lines < MANY ? MANY / lines : 1;
    const int64_t piece = (steps + most - 1) / most * GPU_SCAN_STEP,
                  pieces = (l.n + piece - 1) / piece, blocks = lines * pieces;
    gpu_ptr<acc> part = gpu_at<acc>(nullptr);
    if (pieces > 1) {
        RP_TRY(op.scratch(&part, blocks));
        RP_TRY(GPU_LAUNCH(op, gpu_scan_totals_kernel<S>, blocks, GPU_BLOCK, 0, s, l, pieces, piece,
                          part));
        RP_TRY(
            GPU_LAUNCH(op, gpu_scan_parts_kernel<S>, lines, GPU_BLOCK, 0, s, lines, pieces, part));
    }
    const gpu_ptr<const acc> before = part;
    return GPU_LAUNCH(op, gpu_scan_kernel<S>, blocks < 65536 ? blocks : 65536, GPU_BLOCK, 0, s, l,
                      pieces, piece, before);
}
#endif
