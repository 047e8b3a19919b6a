/* plugins/gpu/places.h - elements written to places that values name, and that may be named more
 * than once
 *
 * `n` positions, in row-major order, each with the number of its place: 0 to slots - 1. Dims that
 * the numbers say nothing about are `rest`: every position stands for all of it. The same call
 * gives the same bits: where positions meet, the last one stays, or they are reduced in their
 * order, whichever thread comes first.
 */
#ifndef GPU_PLACES_H
#define GPU_PLACES_H
#include "gpu.h"

struct gpu_places {
    int64_t n, slots;
    bool dropped = false;  /* positions with number `slots` have no place (in a reduction) */
    gpu_ptr<int64_t> slot; /* of each position; overwritten */
    gpu_iter<1> place;     /* number of a place: its distance in the target. No memory */
    gpu_iter<1> value;     /* position: its distance in the source. No memory */
    gpu_iter<2> rest;      /* target and source, with their memory */
};
enum gpu_reduction_kind { GPU_ADD, GPU_MULTIPLY, GPU_MAXIMUM, GPU_MINIMUM, GPU_MEAN };
struct gpu_reducing {
    gpu_reduction_kind how;
    bool fresh;   /* without what the target had */
    double alpha; /* GPU_ADD adds alpha x */
    int64_t alpha_int;
};

/* Elements of `bytes` each are moved; the last one stays. */
rp_status gpu_places_put(gpu_op &op, const gpu_places &p, int64_t bytes);
/* Both sides of this dtype. Half precision is reduced in float and rounded once. */
rp_status gpu_places_reduce(gpu_op &op, const gpu_places &p, rp_dtype dtype, const gpu_reducing &r);

/* An index as int64, of int64 or int32. */
GPU_FN int64_t gpu_index_value(gpu_ptr<const char> p, bool wide)
{
    return wide ? *gpu_cast<const int64_t>(p) : *gpu_cast<const int32_t>(p);
}
/* An index that does not count from the back. */
GPU_FN int64_t gpu_index_forward(const gpu_reporter &r, int64_t i, int64_t extent)
{
    if (i >= 0 && i < extent) return i;
    gpu_report(r, GPU_FAULT_INDEX, i, extent);
    return 0;
}
#endif
