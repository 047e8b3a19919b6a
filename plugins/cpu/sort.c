/* plugins/cpu/sort.c - sort and topk along one dim
 *
 * An element becomes a 64-bit key whose order as an unsigned number is the order wanted: NaN is the largest, the zeros are
 * equal, descending order is the complement. Keys travel with their positions, and equal keys keep the order of positions.
 */
#include "scratch.h"

typedef struct item {
    uint64_t key;
    int64_t at;
} item;

enum { RUN = 16 };

static bool before(const item *a, const item *b)
{
    return a->key < b->key || (a->key == b->key && a->at < b->at);
}

static uint64_t key_of(const void *p, rp_dtype d, bool descending)
{
    const uint64_t sign = UINT64_C(1) << 63;
    uint64_t key;
    if (d == RP_F64 || d == RP_F32 || d == RP_F16 || d == RP_BF16) {
        double v = cpu_load(p, d);
        if (v == 0) v = 0; /* -0 too */
        memcpy(&key, &v, sizeof key);
        key = v != v ? UINT64_MAX : key & sign ? ~key : key | sign;
    } else {
        key = (uint64_t)cpu_load_int(p, d) ^ sign;
    }
    return descending ? ~key : key;
}

static void insertion_sort(item *a, int64_t n)
{
    for (int64_t i = 1; i < n; i++) {
        const item x = a[i];
        int64_t j = i;
        for (; j > 0 && before(&x, &a[j - 1]); j--) a[j] = a[j - 1];
        a[j] = x;
    }
}

static void merge(item *to, const item *a, int64_t na, const item *b, int64_t nb)
{
    while (na && nb) {
        const bool left = !before(b, a);
        *to++ = left ? *a : *b;
        if (left) a++, na--;
        else b++, nb--;
    }
    memcpy(to, na ? a : b, (size_t)(na + nb) * sizeof *to);
}

/* Sorts a[n]; `other` has room for n. The result is in a. */
static void merge_sort(item *a, item *other, int64_t n)
{
    item *from = a, *to = other;
    for (int64_t i = 0; i < n; i += RUN) insertion_sort(a + i, n - i < RUN ? n - i : RUN);
    for (int64_t width = RUN; width < n; width *= 2) {
        for (int64_t i = 0; i < n; i += 2 * width) {
            const int64_t left = n - i < width ? n - i : width, right = n - i - left < width ? n - i - left : width;
            merge(to + i, from + i, left, from + i + left, right);
        }
        item *t = from;
        from = to;
        to = t;
    }
    if (from != a) memcpy(a, from, (size_t)n * sizeof *a);
}

static void sift_down(item *heap, int64_t n, int64_t i)
{
    for (;;) {
        int64_t child = 2 * i + 1;
        if (child >= n) return;
        if (child + 1 < n && before(&heap[child], &heap[child + 1])) child++;
        if (!before(&heap[i], &heap[child])) return;
        const item t = heap[i];
        heap[i] = heap[child];
        heap[child] = t;
        i = child;
    }
}

/* ---- one line ------------------------------------------------------------------------------------------------------------ */
struct lines {
    rp_geometry x, values, indices;
    int dim;
    int64_t n, k; /* elements of a line, and how many of them are wanted */
    bool descending;
};

static int64_t line_start(const rp_geometry *g, int dim, int64_t line)
{
    int64_t at = 0;
    for (int d = g->ndim - 1; d >= 0; d--) {
        if (d == dim) continue;
        at += line % g->shape[d] * g->stride[d];
        line /= g->shape[d];
    }
    return at;
}

static int64_t step_of(const rp_geometry *g, int dim)
{
    return g->ndim ? g->stride[dim] : 0;
}

/* The k first of n items, in order, at the start of `items` (room for 2 n). A heap holds the best so far, its worst on top. */
static void select_first(const struct lines *l, item *items, const char *x, int64_t step)
{
    for (int64_t i = 0; i < l->n; i++) {
        const item next = {key_of(x + i * step, l->x.dtype, l->descending), i};
        if (l->k * 8 >= l->n || i < l->k) {
            items[i] = next;
            continue;
        }
        if (i == l->k)
            for (int64_t j = l->k / 2 - 1; j >= 0; j--) sift_down(items, l->k, j);
        if (!before(&next, &items[0])) continue;
        items[0] = next;
        sift_down(items, l->k, 0);
    }
    merge_sort(items, items + l->n, l->k * 8 >= l->n ? l->n : l->k);
}

static void one_line(const struct lines *l, int64_t line, item *items)
{
    const int64_t size = (int64_t)cpu_element(l->x.dtype), step = step_of(&l->x, l->dim) * size;
    const char *x = (const char *)l->x.data + line_start(&l->x, l->dim, line) * size;
    char *v = (char *)l->values.data + line_start(&l->values, l->dim, line) * size;
    int64_t *at = (int64_t *)l->indices.data + line_start(&l->indices, l->dim, line);
    const int64_t v_step = step_of(&l->values, l->dim) * size, at_step = step_of(&l->indices, l->dim);
    select_first(l, items, x, step);
    for (int64_t i = 0; i < l->k; i++) {
        memcpy(v + i * v_step, x + items[i].at * step, (size_t)size);
        at[i * at_step] = items[i].at;
    }
}

static rp_status order(const rp_value *x, rp_value *out, int64_t dim, int64_t k, bool descending)
{
    struct lines l = {.x = cpu_geometry(x), .values = cpu_geometry(&out[0]), .indices = cpu_geometry(&out[1]), .descending = descending};
    cpu_scratch scratch = {0};
    l.dim = cpu_dim(dim, l.x.ndim);
    l.n = l.x.ndim ? l.x.shape[l.dim] : 1;
    l.k = k < 0 ? l.n : k;
    if (l.values.numel == 0) return RP_OK;
    const int64_t count = l.x.numel / l.n;
    const int threads = cpu_threads(count > 1 ? l.x.numel : 1, CPU_GRAIN / 16);
    item *items = cpu_scratch_alloc(&scratch, 2 * (size_t)l.n * sizeof *items * (size_t)threads);
    if (!items) return RP_E_MEMORY;
#pragma omp parallel for num_threads(threads) schedule(static)
    for (int t = 0; t < threads; t++)
        for (int64_t i = count * t / threads; i < count * (t + 1) / threads; i++) one_line(&l, i, items + 2 * l.n * t);
    cpu_scratch_free(&scratch);
    return RP_OK;
}

CPU_KERNEL(sort)
{
    CPU_UNUSED;
    return order(&in[0], out, cpu_int(&in[1]), -1, cpu_bool(&in[2]));
}

CPU_KERNEL(sort_stable)
{
    CPU_UNUSED;
    return order(&in[0], out, cpu_int(&in[2]), -1, cpu_bool(&in[3]));
}

CPU_KERNEL(topk)
{
    CPU_UNUSED;
    return order(&in[0], out, cpu_int(&in[2]), cpu_int(&in[1]), cpu_bool(&in[3]));
}

const rp_kernel_row cpu_sort[] = {
    CPU_ROW("aten::sort", sort),
    CPU_ROW("aten::sort.stable", sort_stable),
    CPU_ROW("aten::topk", topk),
    {0},
};
