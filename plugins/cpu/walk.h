/* plugins/cpu/walk.h - elements addressed by number: the one walk behind gather, scatter, index_put
 * and their kind
 *
 * Three sides of one shape: the index, the side that lies dense (what is read into, or written
 * from), and the side that is addressed. Along the dims that the index speaks for, the addressed
 * side has stride 0: index times `step` bytes says where to go.
 */
#ifndef RP_CPU_WALK_H
#define RP_CPU_WALK_H
#include "index.h"
#include "part.h"

enum cpu_reduction {
    CPU_REDUCE_ADD,
    CPU_REDUCE_MULTIPLY,
    CPU_REDUCE_MAXIMUM,
    CPU_REDUCE_MINIMUM,
    CPU_REDUCE_KINDS
};
typedef struct cpu_walk {
    kernel_part index, dense, addressed;
    uint32_t along; /* mask of the dims that the index speaks for */
    bool wide;      /* int64 indices */
    int64_t step;   /* bytes */
    double alpha;   /* CPU_REDUCE_ADD adds alpha * x: for floating and for other types */
    int64_t alpha_int;
} cpu_walk;

/* The index stands for one dim of `t`; `other` and `t` are shown with the index's shape, aligned at
   the first element. */
void cpu_walk_init(cpu_walk *w, const rp_geometry *index, const rp_geometry *other,
                   const rp_geometry *t, int dim);
void cpu_walk_gather(const cpu_walk *w);
/* One row of distances in elements: element i of `other`, which is a vector or one number, and that
 * of `t` which is distance[i] from its first. */
void cpu_walk_init_distances(cpu_walk *w, const int64_t *distance, int64_t n,
                             const rp_geometry *other, const rp_geometry *t);
/* In row-major order: the last one stays. */
void cpu_walk_scatter(const cpu_walk *w);
/* No half precision: the caller widens (cpu_widened). */
void cpu_walk_reduce(const cpu_walk *w, enum cpu_reduction how);

/* The true elements of a mask (bool or uint8) in row-major order: how far each is from the first,
 * where a step along dim d counts weight[d]. Returns their number; `out` may be NULL. */
int64_t cpu_mask_trues(const rp_geometry *mask, const int64_t *weight, int64_t *out);

/* f16 and bf16 as float in scratch, in place of *g; other types stay. `stride` is the caller's
   array of RP_MAX_DIMS. */
static inline rp_status cpu_widened(cpu_scratch *s, rp_geometry *g, int64_t *stride)
{
    if (g->dtype != RP_F16 && g->dtype != RP_BF16) return RP_OK;
    void *p = cpu_scratch_alloc(s, (size_t)g->numel * sizeof(float));
    if (!p) return RP_E_MEMORY;
    const rp_geometry wide = cpu_dense_geometry(g->shape, stride, g->ndim, RP_F32, p);
    if (g->numel) cpu_assign(&wide, g);
    *g = wide;
    return RP_OK;
}

/* One number as a tensor without dims, in `bits`: a dense side that every place gets. */
static inline rp_geometry cpu_constant(uint64_t *bits, rp_dtype dtype, const rp_value *v)
{
    *bits = 0;
    if (v->tag == RP_TAG_FLOAT || kernel_is_floating(dtype))
        cpu_store(bits, dtype, kernel_float(v));
    else cpu_store_int(bits, dtype, kernel_int(v));
    return cpu_dense_geometry(NULL, NULL, 0, dtype, bits);
}

static inline int64_t cpu_size_along(const rp_geometry *t, int dim)
{
    return t->ndim ? t->shape[dim] : 1;
}

#endif
