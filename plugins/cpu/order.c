/* plugins/cpu/order.c - see order.h */
#include "order.h"
#include "block.h"
#include "scratch.h"

enum { ROOM = 256, RUN = 16, FEW = 16 }; /* FEW: libstdc++'s _S_threshold */

#define SIGN (UINT64_C(1) << 63)

/* Of negative numbers all bits are turned, of the others the sign alone. */
static uint64_t key_of_float(double v)
{
    uint64_t bits;
    if (v != v) return CPU_KEY_NAN;
    v += 0.0; /* -0 becomes 0 */
    memcpy(&bits, &v, sizeof bits);
    return bits ^ ((bits >> 63 ? UINT64_MAX : 0) | SIGN);
}

uint64_t cpu_key(const void *p, rp_dtype d, bool descending)
{
    const uint64_t key =
        kernel_is_floating(d) ? key_of_float(cpu_load(p, d)) : (uint64_t)cpu_load_int(p, d) ^ SIGN;
    return descending ? ~key : key;
}

void cpu_items_load(cpu_item *items, const char *x, int64_t step, rp_dtype d, int64_t n,
                    bool descending)
{
    union {
        double f[ROOM];
        int64_t i[ROOM];
    } v;
    const bool floating = kernel_is_floating(d);
    const uint64_t turn = descending ? UINT64_MAX : 0;
    for (int64_t at = 0; at < n; at += ROOM) {
        const int64_t m = n - at < ROOM ? n - at : ROOM;
        cpu_load_block(&v, floating ? RP_F64 : RP_I64, x + at * step, step, d, m);
        for (int64_t i = 0; i < m; i++)
            items[at + i] = (cpu_item){
                (floating ? key_of_float(v.f[i]) : (uint64_t)v.i[i] ^ SIGN) ^ turn, at + i};
    }
}

/* ---- stable: insertion in runs, then merging ------------------------------------------------- */
static void insertion_runs(cpu_item *a, int64_t n)
{
    for (int64_t i = 1; i < n; i++) {
        const cpu_item x = a[i];
        int64_t j = i;
        for (; j > 0 && x.key < a[j - 1].key; j--) a[j] = a[j - 1];
        a[j] = x;
    }
}

static void merge(cpu_item *to, const cpu_item *a, int64_t na, const cpu_item *b, int64_t nb)
{
    while (na && nb) {
        const bool left = a->key <= b->key;
        *to++ = left ? *a : *b;
        if (left) a++, na--;
        else b++, nb--;
    }
    memcpy(to, na ? a : b, (size_t)(na + nb) * sizeof *to);
}

void cpu_items_sort_stable(cpu_item *a, cpu_item *other, int64_t n)
{
    cpu_item *from = a, *to = other;
    for (int64_t i = 0; i < n; i += RUN) insertion_runs(a + i, n - i < RUN ? n - i : RUN);
    for (int64_t width = RUN; width < n; width *= 2) {
        for (int64_t i = 0; i < n; i += 2 * width) {
            const int64_t left = n - i < width ? n - i : width,
                          right = n - i - left < width ? n - i - left : width;
            merge(to + i, from + i, left, from + i + left, right);
        }
        cpu_item *t = from;
        from = to;
        to = t;
    }
    if (from != a) memcpy(a, from, (size_t)n * sizeof *a);
}

/* ---- as libstdc++ does ----------------------------------------------------------------------- */
struct order {
    uint64_t unordered;
};

static inline bool before(struct order o, const cpu_item *a, const cpu_item *b)
{
    return a->key < b->key && b->key != o.unordered;
}

static void swap(cpu_item *a, cpu_item *b)
{
    const cpu_item t = *a;
    *a = *b;
    *b = t;
}

/* __adjust_heap: `value` into the hole, which first sinks to a leaf and then rises. */
static void sink(struct order o, cpu_item *a, int64_t hole, int64_t n, cpu_item value)
{
    const int64_t top = hole;
    int64_t child = hole;
    while (child < (n - 1) / 2) {
        child = 2 * (child + 1);
        if (before(o, &a[child], &a[child - 1])) child--;
        a[hole] = a[child];
        hole = child;
    }
    if ((n & 1) == 0 && child == (n - 2) / 2) {
        child = 2 * (child + 1);
        a[hole] = a[child - 1];
        hole = child - 1;
    }
    for (int64_t parent = (hole - 1) / 2; hole > top && before(o, &a[parent], &value);
         parent = (hole - 1) / 2) {
        a[hole] = a[parent];
        hole = parent;
    }
    a[hole] = value;
}

/* __heap_select: the k first of n as a heap, the last of them on top. */
static void heap_select(struct order o, cpu_item *a, int64_t k, int64_t n)
{
    for (int64_t i = k < 2 ? -1 : (k - 2) / 2; i >= 0; i--) sink(o, a, i, k, a[i]);
    for (int64_t i = k; i < n; i++) {
        if (!before(o, &a[i], &a[0])) continue;
        const cpu_item value = a[i];
        a[i] = a[0];
        sink(o, a, 0, k, value);
    }
}

static void partial_sort(struct order o, cpu_item *a, int64_t k, int64_t n)
{
    heap_select(o, a, k, n);
    for (int64_t last = k - 1; last > 0; last--) {
        const cpu_item value = a[last];
        a[last] = a[0];
        sink(o, a, 0, last, value);
    }
}

/* __unguarded_linear_insert; the bound is for orders that NaN spoils. */
static void insert(struct order o, cpu_item *a, int64_t i)
{
    const cpu_item value = a[i];
    for (; i > 0 && before(o, &value, &a[i - 1]); i--) a[i] = a[i - 1];
    a[i] = value;
}

static void insertion_sort(struct order o, cpu_item *a, int64_t n)
{
    for (int64_t i = 1; i < n; i++) {
        if (!before(o, &a[i], &a[0])) {
            insert(o, a, i);
            continue;
        }
        const cpu_item value = a[i];
        memmove(a + 1, a, (size_t)i * sizeof *a);
        a[0] = value;
    }
}

/* __move_median_to_first */
static void median_to_first(struct order o, cpu_item *a, cpu_item *x, cpu_item *y, cpu_item *z)
{
    if (before(o, x, y)) swap(a, before(o, y, z) ? y : before(o, x, z) ? z : x);
    else swap(a, before(o, x, z) ? x : before(o, y, z) ? z : y);
}

/* __unguarded_partition_pivot: where the second part begins. */
static int64_t partition(struct order o, cpu_item *a, int64_t n)
{
    int64_t first = 1, last = n;
    median_to_first(o, a, a + 1, a + n / 2, a + n - 1);
    for (;;) {
        while (before(o, &a[first], &a[0])) first++;
        last--;
        while (before(o, &a[0], &a[last])) last--;
        if (first >= last) return first;
        swap(&a[first++], &a[last]);
    }
}

static int depth_of(int64_t n) /* 2 log2 n */
{
    return 2 * (63 - __builtin_clzll((uint64_t)n));
}

static void introsort(struct order o, cpu_item *a, int64_t n, int depth)
{
    while (n > FEW) {
        if (depth-- == 0) {
            partial_sort(o, a, n, n);
            return;
        }
        const int64_t cut = partition(o, a, n);
        introsort(o, a + cut, n - cut, depth);
        n = cut;
    }
}

void cpu_items_sort(cpu_item *a, int64_t n, uint64_t unordered)
{
    const struct order o = {unordered};
    if (n < 2) return;
    introsort(o, a, n, depth_of(n));
    insertion_sort(o, a, n < FEW ? n : FEW);
    for (int64_t i = FEW; i < n; i++) insert(o, a, i);
}

void cpu_items_sort_first(cpu_item *a, int64_t k, int64_t n)
{
    partial_sort((struct order){0}, a, k, n);
}

void cpu_items_select(cpu_item *a, int64_t nth, int64_t n)
{
    const struct order o = {0};
    if (nth >= n) return;
    for (int depth = depth_of(n); n > 3;) {
        if (depth-- == 0) {
            heap_select(o, a, nth + 1, n);
            swap(a, a + nth);
            return;
        }
        const int64_t cut = partition(o, a, n);
        if (cut <= nth) a += cut, nth -= cut, n -= cut;
        else n = cut;
    }
    insertion_sort(o, a, n);
}

/* ---- lines ----------------------------------------------------------------------------------- */
rp_status cpu_lines_run(const rp_geometry *x, int dim, int64_t room, cpu_line_fn fn,
                        const void *ctx)
{
    cpu_scratch scratch = {0};
    const int64_t lines = x->numel ? x->numel / cpu_line_length(x, dim) : 0;
    const int threads = cpu_threads(lines > 1 ? x->numel : 1, CPU_GRAIN / 16);
    if (lines == 0) return RP_OK;
    cpu_item *items = cpu_scratch_alloc(&scratch, (size_t)room * sizeof *items * (size_t)threads);
    if (!items) return RP_E_MEMORY;
#pragma omp parallel for num_threads(threads) schedule(static)
    for (int t = 0; t < threads; t++)
        for (int64_t i = lines * t / threads; i < lines * (t + 1) / threads; i++)
            fn(ctx, i, items + room * t);
    cpu_scratch_free(&scratch);
    return RP_OK;
}
