/* plugins/cpu/index_put.c - index and index_put: a list of index tensors, masks among them, for the
 * leading dims of a tensor
 *
 * All indices together become one: the distance in elements, from the tensor's first element, of
 * each place that they name. Those distances have the indices' broadcast shape, and are the index
 * of a walk (walk.h) whose other dims are those without index. A mask stands for as many dims as it
 * has; its true elements, in row-major order, are one row of distances.
 */
#include "walk.h"

struct places {
    int64_t shape[RP_MAX_DIMS], stride[RP_MAX_DIMS];     /* of the distances */
    int64_t rest[RP_MAX_DIMS], rest_stride[RP_MAX_DIMS]; /* dims without an index */
    int ndim, n_rest;
    int at; /* where the distances' dims stand among the others in the result */
    rp_geometry distance;
    size_t bytes;
};

/* Meta has checked that they broadcast. */
static void broadcast(struct places *p, const int64_t *shape, int ndim)
{
    const int grown = ndim > p->ndim ? ndim : p->ndim;
    for (int d = 1; d <= grown; d++) {
        const int64_t own = d <= p->ndim ? p->shape[p->ndim - d] : 1,
                      other = d <= ndim ? shape[ndim - d] : 1;
        p->stride[grown - d] = own == 1 ? other : own; /* the strides are not needed yet */
    }
    p->ndim = grown;
    memcpy(p->shape, p->stride, (size_t)grown * sizeof *p->shape);
}

/* Shape of the distances, dims without index, and where the first go in the result: at the place of
   the indexed dims where those stand together, else in front. */
static void arrange(struct places *p, const rp_geometry *t, const rp_value *list)
{
    int dim = 0, first = -1, last = -1;
    bool together = true;
    for (uint32_t i = 0; i < list->n || dim < t->ndim; i++) {
        const rp_geometry index = i < list->n ? kernel_geometry(&list->u.l[i]) : (rp_geometry){0};
        if (i >= list->n || !kernel_given(&list->u.l[i])) {
            p->rest[p->n_rest] = t->shape[dim];
            p->rest_stride[p->n_rest++] = t->stride[dim++];
            continue;
        }
        const int64_t trues =
            kernel_is_mask(index.dtype) ? cpu_mask_trues(&index, index.stride, NULL) : 0;
        const int taken = kernel_is_mask(index.dtype) ? index.ndim : 1;
        if (taken == 0) continue;
        if (kernel_is_mask(index.dtype)) broadcast(p, &trues, 1);
        else broadcast(p, index.shape, index.ndim);
        together = together && (first < 0 || last == dim);
        if (first < 0) first = dim;
        dim += taken;
        last = dim;
    }
    p->at = first > 0 && together ? first : 0;
}

struct adding {
    int64_t size, stride, bad;
    bool wide, found;
};

/* data[0]: distances; data[1]: an index that counts from the end where it is negative */
static void add_index(void *ctx, char *const *data, const int64_t *stride, int64_t n)
{
    struct adding *a = ctx;
    for (int64_t i = 0; i < n && !a->found; i++) {
        const int64_t given = cpu_index_at(data[1] + i * stride[1], a->wide),
                      at = given < 0 ? given + a->size : given;
        a->found = at < 0 || at >= a->size;
        if (a->found) a->bad = given;
        else *(int64_t *)(void *)(data[0] + i * stride[0]) += at * a->stride;
    }
}

/* data[1]: distances of a mask's true elements */
static void add_distance(void *ctx, char *const *data, const int64_t *stride, int64_t n)
{
    (void)ctx;
    for (int64_t i = 0; i < n; i++)
        *(int64_t *)(void *)(data[0] + i * stride[0]) +=
            *(const int64_t *)(const void *)(data[1] + i * stride[1]);
}

static void add_all(const struct places *p, const rp_geometry *index, cpu_loop loop, void *ctx)
{
    kernel_iter it;
    if (p->distance.numel == 0) return;
    kernel_iter_init(&it, (const rp_geometry *const[]){&p->distance, index}, 2);
    cpu_iter_run_serial(&it, loop, ctx);
}

static rp_status add_mask(const struct places *p, const rp_geometry *mask, const int64_t *weight)
{
    int64_t n = cpu_mask_trues(mask, weight, NULL), one;
    int64_t *row = kernel_host->alloc((size_t)(n + 1) * sizeof *row);
    if (!row) return RP_E_MEMORY;
    cpu_mask_trues(mask, weight, row);
    const rp_geometry g = cpu_dense_geometry(&n, &one, 1, RP_I64, row);
    add_all(p, &g, add_distance, NULL);
    kernel_host->free(row, (size_t)(n + 1) * sizeof *row);
    return RP_OK;
}

/* Where another dim is empty, no element is read, and no index either. */
static rp_status add_tensor(const struct places *p, const rp_geometry *index, const rp_geometry *t,
                            int dim)
{
    struct adding a = {
        .size = t->shape[dim], .stride = t->stride[dim], .wide = index->dtype == RP_I64};
    if (a.size && kernel_product(p->rest, 0, p->n_rest) == 0) return RP_OK;
    add_all(p, index, add_index, &a);
    if (!a.found) return RP_OK;
    return RP_FAIL(RP_E_INDEX, "index %lld is out of bounds for dimension %d with size %lld",
                   (long long)a.bad, dim, (long long)a.size);
}

static void places_fini(struct places *p)
{
    if (p->distance.data) kernel_host->free(p->distance.data, p->bytes);
}

/* The places of `t` that the indices name. places_fini whatever the status is. */
static rp_status places_init(struct places *p, const rp_geometry *t, const rp_value *list)
{
    int dim = 0;
    memset(p, 0, sizeof *p);
    arrange(p, t, list);
    p->bytes = (size_t)kernel_product(p->shape, 0, p->ndim) * sizeof(int64_t) + sizeof(int64_t);
    int64_t *distance = kernel_host->alloc(p->bytes);
    if (!distance) return RP_E_MEMORY;
    memset(distance, 0, p->bytes);
    p->distance = cpu_dense_geometry(p->shape, p->stride, p->ndim, RP_I64, distance);
    for (uint32_t i = 0; i < list->n; i++) {
        const rp_geometry index = kernel_geometry(&list->u.l[i]);
        const bool mask = kernel_given(&list->u.l[i]) && kernel_is_mask(index.dtype);
        if (mask && index.ndim) RP_TRY(add_mask(p, &index, t->stride + dim));
        else if (!mask && kernel_given(&list->u.l[i])) RP_TRY(add_tensor(p, &index, t, dim));
        dim += mask ? index.ndim : 1;
    }
    return RP_OK;
}

static void part_dims(kernel_part *part, int d, int64_t extent, int64_t stride)
{
    part->shape[d] = extent;
    part->stride[d] = stride;
}

/* The three sides; `other` broadcasts to the result's shape. */
static void walk_of(cpu_walk *w, const struct places *p, const rp_geometry *t,
                    const rp_geometry *other)
{
    const int ndim = p->n_rest + p->ndim;
    kernel_part_init(&w->index, &p->distance, ndim);
    kernel_part_init(&w->dense, other, ndim);
    kernel_part_init(&w->addressed, t, ndim);
    w->along = 0;
    for (int d = 0; d < ndim; d++) {
        const int k = d - p->at, r = d < p->at ? d : d - p->ndim, own = d - (ndim - other->ndim);
        const bool indexed = k >= 0 && k < p->ndim;
        const int64_t extent = indexed ? p->shape[k] : p->rest[r];
        part_dims(&w->index, d, extent, indexed ? p->stride[k] : 0);
        part_dims(&w->addressed, d, extent, indexed ? 0 : p->rest_stride[r]);
        part_dims(&w->dense, d, extent, own < 0 || other->shape[own] == 1 ? 0 : other->stride[own]);
        if (indexed) w->along |= 1u << d;
    }
    w->index.g.numel = w->dense.g.numel = w->addressed.g.numel =
        kernel_product(w->index.shape, 0, ndim);
    w->wide = true;
    w->step = (int64_t)kernel_element(t->dtype);
    w->alpha = 1;
    w->alpha_int = 1;
}

CPU_KERNEL(index_read)
{
    const rp_geometry x = kernel_geometry(&in[0]), y = kernel_geometry(&out[0]);
    struct places p;
    cpu_walk w;
    CPU_UNUSED;
    rp_status st = places_init(&p, &x, &in[1]);
    if (!st) {
        walk_of(&w, &p, &x, &y);
        cpu_walk_gather(&w);
    }
    places_fini(&p);
    return st;
}

static rp_status put(rp_geometry *y, rp_geometry *values, const rp_value *list, bool accumulate,
                     cpu_scratch *scratch)
{
    const rp_geometry target = *y;
    int64_t stride[2][RP_MAX_DIMS];
    struct places p;
    cpu_walk w;
    uint64_t bits = 0;
    const rp_geometry number = cpu_dense_geometry(NULL, NULL, 0, y->dtype, &bits);
    if (values->dtype != y->dtype) { /* one number: a masked fill */
        cpu_assign(&number, values);
        *values = number;
    }
    if (accumulate) {
        RP_TRY(cpu_widened(scratch, y, stride[0]));
        RP_TRY(cpu_widened(scratch, values, stride[1]));
    }
    const rp_status st = places_init(&p, y, list);
    if (!st) {
        walk_of(&w, &p, y, values);
        if (accumulate) cpu_walk_reduce(&w, CPU_REDUCE_ADD);
        else cpu_walk_scatter(&w);
        if (y->data != target.data) cpu_assign(&target, y);
    }
    places_fini(&p);
    return st;
}

CPU_KERNEL(index_put)
{
    const rp_geometry x = kernel_geometry(&in[0]);
    rp_geometry y = kernel_geometry(&out[0]), values = kernel_geometry(&in[2]);
    cpu_scratch scratch = {0};
    CPU_UNUSED;
    cpu_copy_self(&y, &x);
    const rp_status st = put(&y, &values, &in[1], kernel_bool(&in[3]), &scratch);
    cpu_scratch_free(&scratch);
    return st;
}

const rp_kernel_row cpu_index_put[] = {
    CPU_ROW("aten::index.Tensor", index_read), CPU_ROW("aten::index_put", index_put), {0}};
