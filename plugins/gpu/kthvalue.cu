/* plugins/gpu/kthvalue.cu - one element of every line by its rank or its count: kthvalue, median,
   nanmedian, mode */
#include "block.h"
#include "order.h"
#include "plugins/common/argument.h"
#include <math.h>

enum { KTH, MEDIAN, NANMEDIAN, MODE };

/* Which of the n items in order it is: the lower one of two middle elements; of median the first
   NaN where there is one. */
GPU_FN int64_t rank(gpu_ptr<const gpu_item> items, int64_t n, int64_t kth, int what, bool real)
{
    if (what == KTH) return kth;
    const int64_t numbers = real ? gpu_items_below(items, n, GPU_KEY_NAN) : n;
    return what == MEDIAN ? (numbers < n ? numbers : (n - 1) / 2) : numbers ? (numbers - 1) / 2 : 0;
}

struct run {
    int64_t count, end; /* of the same elements, and the last of them */
};
struct longer { /* of several the first */
    __device__ run operator()(run a, run b) const
    {
        return b.count > a.count ? b : a;
    }
};
/* The most frequent one, of several the smallest; NaNs differ from each other. For all threads of a
   block. */
GPU_FN int64_t mode_of(gpu_ptr<const gpu_item> items, int64_t n, bool real)
{
    run best = {0, 0};
    for (int64_t from = 0; from < n; from += blockDim.x) {
        const int64_t i = from + threadIdx.x;
        run own = {0, i};
        if (i < n) {
            const uint64_t key = items[i].key;
            const bool alone = real && key == GPU_KEY_NAN;
            if (alone) own.count = 1;
            else if (i + 1 == n || items[i + 1].key != key)
                own.count = i + 1 - gpu_items_below(items, n, key);
        }
        best = longer()(best, gpu_block_reduce(own, longer()));
    }
    return best.end;
}

/* One block a line. */
GPU_KERNEL pick_kernel(gpu_lines l, gpu_ptr<const gpu_item> items, int64_t first, int what,
                       bool places, int64_t size)
{
    for (int64_t line = blockIdx.x; line < l.each.numel; line += gridDim.x) {
        const gpu_ptr<const gpu_item> own = items + line * first;
        const bool real = kernel_is_floating(l.dtype[0]);
        const int64_t at =
            own[what == MODE ? mode_of(own, first, real) : rank(own, first, first - 1, what, real)]
                .at;
        if (threadIdx.x) continue;
        gpu_move(l.at(1, line), l.at(0, line) + at * l.step[0], size);
        if (places) *gpu_cast<int64_t>(l.at(2, line)) = at;
    }
}

static rp_status pick(gpu_op &op, const gpu_lines &l, int64_t first, int what, bool places)
{
    gpu_ptr<const gpu_item> items;
    const int64_t size = (int64_t)kernel_element(l.dtype[0]), lines = l.each.numel;
    if (!lines || !l.n) return RP_OK;
    RP_TRY(gpu_sort_lines(op, &items, l, first, false));
    return GPU_LAUNCH(op, pick_kernel, lines < 65536 ? lines : 65536,
                      what == MODE ? gpu_block_threads(l.n) : 64, 0, l, items, first, what, places,
                      size);
}

static gpu_lines lines_of(const rp_value *x_value, const rp_value *dim, const rp_value *out)
{
    const rp_geometry x = kernel_geometry(x_value), values = kernel_geometry(&out[0]),
                      indices = kernel_geometry(&out[1]);
    return gpu_lines_of(&x, &values, &indices, kernel_dim(kernel_int(dim), x.ndim));
}

/* (self, k, dim, keepdim) */
GPU_OP(kthvalue)
{
    GPU_UNUSED;
    gpu_op op(c);
    return pick(op, lines_of(&in[0], &in[2], out), kernel_int(&in[1]), KTH, true);
}

/* `self`: MEDIAN, NANMEDIAN or MODE. (self, dim, keepdim) */
GPU_OP(along_dim)
{
    GPU_UNUSED;
    gpu_op op(c);
    const gpu_lines l = lines_of(&in[0], &in[1], out);
    return pick(op, l, l.n, *(const int *)self, true);
}

static rp_status fill_nan(gpu_op &op, const rp_geometry *y)
{
    const gpu_ptr<char> to = gpu_at<char>(y->data);
    const rp_dtype d = y->dtype;
    const int64_t whole = kernel_nan_as_integer(d);
    return gpu_each(op, 1, [=] GPU_LAMBDA(int64_t) {
        if (kernel_is_floating(d)) gpu_store<double>(to, d, (double)NAN);
        else gpu_store<int64_t>(to, d, whole);
    });
}

/* All elements, in row-major order, are one line. */
GPU_OP(of_all)
{
    GPU_UNUSED;
    gpu_op op(c);
    int64_t stride[RP_MAX_DIMS];
    rp_geometry x = kernel_geometry(&in[0]);
    const rp_geometry y = kernel_geometry(&out[0]);
    const int64_t n = x.numel, one = 1;
    if (!n) return fill_nan(op, &y);
    RP_TRY(gpu_dense(op, &x, stride, x.dtype));
    x.ndim = 1;
    x.shape = &n;
    x.stride = &one;
    return pick(op, gpu_lines_of(&x, &y, nullptr, 0), n, *(const int *)self, false);
}

static const int median = MEDIAN, nanmedian = NANMEDIAN, mode = MODE;
GPU_TABLE(kthvalue) = {
    GPU_ROW("aten::kthvalue", kthvalue),
    GPU_ROW_WITH("aten::median.dim", along_dim, &median),
    GPU_ROW_WITH("aten::nanmedian.dim", along_dim, &nanmedian),
    GPU_ROW_WITH("aten::mode", along_dim, &mode),
    GPU_ROW_WITH("aten::median", of_all, &median),
    GPU_ROW_WITH("aten::nanmedian", of_all, &nanmedian),
    {},
};
