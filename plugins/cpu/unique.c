/* plugins/cpu/unique.c - distinct elements, runs of equal ones, distinct slices. A NaN equals
 * nothing (ATen/native/Unique.cpp)
 *
 * Results: the values, for every element the number of its value, for every value how often it
 * occurs.
 */
#include "order.h"
#include "part.h"
#include "plugins/common/argument.h"
#include "scratch.h"

struct wanted {
    bool inverse, counts;
};

static rp_status make(rp_value *out, rp_call *c, const int64_t *shape, int ndim, rp_dtype dtype)
{
    rp_tensor *t = NULL;
    RP_TRY(kernel_host->create(&t, shape, ndim, dtype, kernel_host->call_device(c)));
    *out = rp_value_tensor(t);
    return RP_OK;
}

static int64_t *integers_of(const rp_value *v)
{
    return kernel_geometry(v).data;
}

/* ---- all elements, row-major, as items in order ---------------------------------------------- */
static bool begins(const cpu_item *items, int64_t i, bool floating)
{
    return i == 0 || items[i].key != items[i - 1].key || (floating && items[i].key == CPU_KEY_NAN);
}

static void number(const cpu_item *items, int64_t n, const rp_geometry *x, rp_value *out,
                   struct wanted w)
{
    const size_t size = kernel_element(x->dtype);
    const bool floating = kernel_is_floating(x->dtype);
    char *values = kernel_geometry(&out[0]).data;
    int64_t *const inverse = w.inverse ? integers_of(&out[1]) : NULL, *const counts =
                                                                          w.counts
                                                                              ? integers_of(&out[2])
                                                                              : NULL;
    int64_t group = -1;
    for (int64_t i = 0; i < n; i++) {
        if (begins(items, i, floating)) {
            group++;
            memcpy(values + (size_t)group * size,
                   (const char *)x->data + (size_t)items[i].at * size, size);
            if (counts) counts[group] = 0;
        }
        if (counts) counts[group]++;
        if (inverse) inverse[items[i].at] = group;
    }
}

/* `x` is dense. */
static rp_status of_items(rp_call *c, const cpu_item *items, const rp_geometry *x, rp_value *out,
                          uint32_t n_out, struct wanted w)
{
    const int64_t n = x->numel, zero = 0;
    int64_t groups = 0;
    for (int64_t i = 0; i < n; i++) groups += begins(items, i, kernel_is_floating(x->dtype));
    RP_TRY(make(&out[0], c, &groups, 1, x->dtype));
    RP_TRY(make(&out[1], c, w.inverse ? x->shape : &zero, w.inverse ? x->ndim : 1, RP_I64));
    if (n_out > 2) RP_TRY(make(&out[2], c, w.counts ? &groups : &zero, 1, RP_I64));
    number(items, n, x, out, w);
    return RP_OK;
}

static rp_status of_elements(rp_call *c, const rp_value *self, rp_value *out, uint32_t n_out,
                             struct wanted w, bool sorted)
{
    rp_geometry x = kernel_geometry(self);
    int64_t stride[RP_MAX_DIMS];
    cpu_scratch scratch = {0};
    rp_status st = cpu_scratch_dense(&scratch, &x, stride);
    cpu_item *items =
        st == RP_OK ? cpu_scratch_alloc(&scratch, (size_t)(x.numel + 1) * sizeof *items) : NULL;
    if (st == RP_OK && !items) st = RP_E_MEMORY;
    if (st == RP_OK) {
        cpu_items_load(items, x.data, (int64_t)kernel_element(x.dtype), x.dtype, x.numel, false);
        if (sorted) cpu_items_sort(items, x.numel, 0);
        st = of_items(c, items, &x, out, n_out, w);
    }
    cpu_scratch_free(&scratch);
    return st;
}

/* ---- slices along one dimension -------------------------------------------------------------- */
struct slices {
    rp_geometry x;
    int dim;
    int64_t n, width; /* how many, and elements of one */
};

static const char *element(const struct slices *s, int64_t slice, int64_t i)
{
    return cpu_line(&s->x, s->dim, i) + slice * cpu_line_step(&s->x, s->dim);
}

/* The first element that differs decides; a NaN is neither less nor greater. */
static bool precedes(const struct slices *s, int64_t a, int64_t b)
{
    for (int64_t i = 0; i < s->width; i++) {
        const uint64_t x = cpu_key(element(s, a, i), s->x.dtype, false),
                       y = cpu_key(element(s, b, i), s->x.dtype, false);
        if (x == y || (kernel_is_floating(s->x.dtype) && (x == CPU_KEY_NAN || y == CPU_KEY_NAN)))
            continue;
        return x < y;
    }
    return false;
}

static bool equal(const struct slices *s, int64_t a, int64_t b)
{
    for (int64_t i = 0; i < s->width; i++) {
        const uint64_t x = cpu_key(element(s, a, i), s->x.dtype, false),
                       y = cpu_key(element(s, b, i), s->x.dtype, false);
        if (x != y || (kernel_is_floating(s->x.dtype) && x == CPU_KEY_NAN)) return false;
    }
    return true;
}

/* Merges runs of one, two, four ... slices; `other` has room for as many. */
static void sort_slices(const struct slices *s, int64_t *order, int64_t *other)
{
    for (int64_t run = 1; run < s->n; run *= 2) {
        for (int64_t from = 0; from < s->n; from += 2 * run) {
            const int64_t middle = from + run < s->n ? from + run : s->n,
                          end = middle + run < s->n ? middle + run : s->n;
            int64_t a = from, b = middle;
            for (int64_t to = from; to < end; to++)
                other[to] = b >= end || (a < middle && !precedes(s, order[b], order[a]))
                                ? order[a++]
                                : order[b++];
        }
        memcpy(order, other, (size_t)s->n * sizeof *order);
    }
}

static rp_status of_order(rp_call *c, const struct slices *s, int64_t *order, rp_value *out)
{
    int64_t groups = 0, shape[RP_MAX_DIMS];
    for (int d = 0; d < s->x.ndim; d++) shape[d] = s->x.shape[d];
    for (int64_t i = 0; i < s->n; i++) groups += i == 0 || !equal(s, order[i], order[i - 1]);
    shape[s->dim] = groups;
    RP_TRY(make(&out[0], c, shape, s->x.ndim, s->x.dtype));
    RP_TRY(make(&out[1], c, &s->n, 1, RP_I64));
    RP_TRY(make(&out[2], c, &groups, 1, RP_I64));
    const rp_geometry values = kernel_geometry(&out[0]);
    int64_t *const inverse = integers_of(&out[1]), *const counts = integers_of(&out[2]), group = -1;
    for (int64_t i = 0; i < s->n; i++) {
        if (i == 0 || !equal(s, order[i], order[i - 1])) {
            kernel_part to, from;
            kernel_part_select(&to, &values, s->dim, ++group);
            kernel_part_select(&from, &s->x, s->dim, order[i]);
            if (s->width) cpu_assign(&to.g, &from.g);
            counts[group] = 0;
        }
        counts[group]++;
        inverse[order[i]] = group;
    }
    return RP_OK;
}

static rp_status of_slices(rp_call *c, const rp_value *self, int64_t dim, rp_value *out,
                           bool sorted)
{
    struct slices s = {.x = kernel_geometry(self)};
    cpu_scratch scratch = {0};
    RP_TRY(kernel_check_unique_dim(&s.x, dim));
    s.dim = kernel_dim(dim, s.x.ndim);
    s.n = s.x.shape[s.dim];
    s.width = s.n ? s.x.numel / s.n : 0;
    int64_t *order = cpu_scratch_alloc(&scratch, 2 * (size_t)(s.n + 1) * sizeof *order);
    if (!order) return RP_E_MEMORY;
    for (int64_t i = 0; i < s.n; i++) order[i] = i;
    if (sorted) sort_slices(&s, order, order + s.n);
    const rp_status st = of_order(c, &s, order, out);
    cpu_scratch_free(&scratch);
    return st;
}

/* (self, sorted, return_inverse [, return_counts]): always sorted */
CPU_KERNEL(unique)
{
    (void)self;
    return of_elements(c, &in[0], out, n_out,
                       (struct wanted){kernel_bool(&in[2]), n_in > 3 && kernel_bool(&in[3])}, true);
}

/* (self, return_inverse, return_counts, dim) */
CPU_KERNEL(unique_consecutive)
{
    (void)self, (void)n_in;
    const rp_geometry x = kernel_geometry(&in[0]);
    if (!kernel_given(&in[3]) || (x.ndim == 1 && kernel_int(&in[3]) == 0))
        return of_elements(c, &in[0], out, n_out,
                           (struct wanted){kernel_bool(&in[1]), kernel_bool(&in[2])}, false);
    return of_slices(c, &in[0], kernel_int(&in[3]), out, false);
}

/* (self, dim, sorted, return_inverse, return_counts): always sorted, all three results always
   made */
CPU_KERNEL(unique_dim)
{
    (void)self, (void)n_in, (void)n_out;
    return of_slices(c, &in[0], kernel_int(&in[1]), out, true);
}

const rp_kernel_row cpu_unique[] = {
    CPU_ROW("aten::_unique", unique),
    CPU_ROW("aten::_unique2", unique),
    CPU_ROW("aten::unique_consecutive", unique_consecutive),
    CPU_ROW("aten::unique_dim", unique_dim),
    {0},
};
