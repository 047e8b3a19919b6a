/* plugins/gpu/order.h - the elements of lines as keys with their positions, and their order
 *
 * The order of keys as unsigned numbers is the order wanted: NaN is the largest and all NaNs are
 * equal, so are the zeros, and descending order is the complement. Of equal elements the one that
 * stands first comes first: every sort is stable, and its result is unique.
 */
#ifndef GPU_ORDER_H
#define GPU_ORDER_H
#include "line.h"

struct gpu_item {
    uint64_t key;
    int64_t at;
};
#define GPU_KEY_NAN UINT64_MAX /* in ascending order */
#define GPU_KEY_SIGN (UINT64_C(1) << 63)

RP_ELEMENT bool gpu_before(const gpu_item &a, const gpu_item &b)
{
    return a.key < b.key || (a.key == b.key && a.at < b.at);
}
/* Of negative numbers all bits are turned, of the others the sign alone. */
RP_ELEMENT uint64_t gpu_key_of(double v)
{
    uint64_t bits;
    if (v != v) return GPU_KEY_NAN;
    v += 0.0; /* -0 becomes 0 */
    memcpy(&bits, &v, sizeof bits);
    return bits ^ ((bits >> 63 ? UINT64_MAX : 0) | GPU_KEY_SIGN);
}
RP_ELEMENT uint64_t gpu_key_of(int64_t v)
{
    return (uint64_t)v ^ GPU_KEY_SIGN;
}
/* Key of an element, in ascending order. */
GPU_FN uint64_t gpu_key(gpu_ptr<const char> p, rp_dtype d)
{
    return kernel_is_floating(d) ? gpu_key_of(gpu_load<double>(p, d))
                                 : gpu_key_of(gpu_load<int64_t>(p, d));
}

/* Where item i of n goes when sorted runs of `run` are merged in pairs: as far as its places in its
 * own run and in the other one say. before(j): item j comes before item i. */
template <class B>
GPU_FN int64_t gpu_merged_place(int64_t i, int64_t n, int64_t run, const B &before)
{
    const int64_t pair = i - i % (2 * run), second = pair + run < n ? pair + run : n,
                  end = second + run < n ? second + run : n;
    const int64_t own = i - (i < second ? pair : second), other = i < second ? second : pair;
    int64_t low = other, high = i < second ? end : second;
    while (low < high) {
        const int64_t middle = low + (high - low) / 2;
        if (before(middle)) low = middle + 1;
        else high = middle;
    }
    return pair + own + (low - other);
}

/* The `first` first elements of every line of the input, in order: items[line * first + i]. 0 <
   first <= n; in scratch of the call. */
rp_status gpu_sort_lines(gpu_op &op, gpu_ptr<const gpu_item> *items, const gpu_lines &l,
                         int64_t first, bool descending);
/* All elements of a dense tensor that is not empty, in order. */
rp_status gpu_sort_elements(gpu_op &op, gpu_ptr<const gpu_item> *items, const rp_geometry *x);
/* How many of the n items, which are in order, have keys below `key`. */
GPU_FN int64_t gpu_items_below(gpu_ptr<const gpu_item> items, int64_t n, uint64_t key)
{
    int64_t from = 0, to = n;
    while (from < to) {
        const int64_t middle = from + (to - from) / 2;
        if (items[middle].key < key) from = middle + 1;
        else to = middle;
    }
    return from;
}
#endif
