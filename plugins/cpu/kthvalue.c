/* plugins/cpu/kthvalue.c - one element of every line by its rank or its count: kthvalue, median,
 * nanmedian, mode
 *
 * Which of equal elements is taken follows ATen/native/Sorting.cpp (kthvalue, median) and
 * cpu/TensorCompareKernel.cpp (mode).
 */
#include "order.h"
#include "plugins/common/argument.h"
#include "scratch.h"
#include <math.h>

struct lines {
    rp_geometry x, values, indices; /* indices.data NULL: they are not wanted */
    /* the dimension of x, and where it is in the results (-1: gone) */
    int dim, to;
    int64_t n, k;
};

static void load(const struct lines *l, int64_t line, cpu_item *items)
{
    cpu_items_load(items, cpu_line(&l->x, l->dim, line), cpu_line_step(&l->x, l->dim), l->x.dtype,
                   l->n, false);
}

static void store(const struct lines *l, int64_t line, int64_t at)
{
    const char *x = cpu_line(&l->x, l->dim, line) + at * cpu_line_step(&l->x, l->dim);
    memcpy(cpu_line(&l->values, l->to, line), x, kernel_element(l->x.dtype));
    if (l->indices.data) memcpy(cpu_line(&l->indices, l->to, line), &at, sizeof at);
}

static void swap(cpu_item *a, cpu_item *b)
{
    const cpu_item t = *a;
    *a = *b;
    *b = t;
}

/* quick_select_template: the item of rank k. The pivot is the median of three, put first. */
static cpu_item rank(cpu_item *a, int64_t n, int64_t k)
{
    int64_t left = 0, right = n - 1;
    while (right > left) {
        if (right == left + 1) {
            if (a[left].key > a[right].key) swap(&a[left], &a[right]);
            break;
        }
        swap(&a[left + (right - left) / 2], &a[left + 1]);
        if (a[left + 1].key > a[right].key) swap(&a[left + 1], &a[right]);
        if (a[left].key > a[right].key) swap(&a[left], &a[right]);
        if (a[left + 1].key > a[left].key) swap(&a[left + 1], &a[left]);
        int64_t i = left + 1, j = right;
        const uint64_t pivot = a[left].key;
        for (;;) {
            do i++;
            while (pivot > a[i].key);
            do j--;
            while (a[j].key > pivot);
            if (j < i) break;
            swap(&a[i], &a[j]);
        }
        swap(&a[left], &a[j]);
        if (j <= k) left = i;
        if (j >= k) right = j - 1;
    }
    return a[k];
}

static void kth_line(const void *ctx, int64_t line, cpu_item *items)
{
    const struct lines *l = ctx;
    load(l, line, items);
    store(l, line, rank(items, l->n, l->k - 1).at);
}

static int64_t nan_count(const cpu_item *items, int64_t n)
{
    int64_t count = 0;
    for (int64_t i = 0; i < n; i++) count += items[i].key == CPU_KEY_NAN;
    return count;
}

/* Where the element of rank `nth` is; equal ones rank by position. */
static int64_t place_of_rank(const struct lines *l, int64_t line, cpu_item *items, int64_t nth)
{
    const char *x = cpu_line(&l->x, l->dim, line);
    const int64_t step = cpu_line_step(&l->x, l->dim);
    int64_t left = nth;
    cpu_items_select(items, nth, l->n);
    const cpu_item found = items[nth];
    /* all are NaN, which have no order */
    if (kernel_is_floating(l->x.dtype) && found.key == CPU_KEY_NAN) return found.at;
    for (int64_t i = 0; i < nth; i++) left -= items[i].key < found.key;
    for (int64_t i = 0;; i++)
        if (cpu_key(x + i * step, l->x.dtype, false) == found.key && left-- == 0) return i;
}

/* The lower one of two middle elements; the first NaN where there is one. */
static void median_line(const void *ctx, int64_t line, cpu_item *items)
{
    const struct lines *l = ctx;
    int64_t nan = 0;
    load(l, line, items);
    if (kernel_is_floating(l->x.dtype))
        while (nan < l->n && items[nan].key != CPU_KEY_NAN) nan++;
    else nan = l->n;
    store(l, line, nan < l->n ? nan : place_of_rank(l, line, items, (l->n - 1) / 2));
}

static void nanmedian_line(const void *ctx, int64_t line, cpu_item *items)
{
    const struct lines *l = ctx;
    load(l, line, items);
    const int64_t nth =
        (l->n - (kernel_is_floating(l->x.dtype) ? nan_count(items, l->n) : 0) - 1) / 2;
    store(l, line, place_of_rank(l, line, items, nth));
}

/* The most frequent one, of several the smallest; NaNs differ from each other. */
static void mode_line(const void *ctx, int64_t line, cpu_item *items)
{
    const struct lines *l = ctx;
    const uint64_t nan = kernel_is_floating(l->x.dtype) ? CPU_KEY_NAN : 0;
    int64_t best = 0, most = 0, count = 0;
    load(l, line, items);
    cpu_items_sort(items, l->n, nan);
    for (int64_t i = 0; i < l->n; i++) {
        count++;
        if (i + 1 < l->n && items[i].key == items[i + 1].key && (!nan || items[i].key != nan))
            continue;
        if (count > most) most = count, best = items[i].at;
        count = 0;
    }
    store(l, line, best);
}

static struct lines lines_of(const rp_value *x, const rp_value *out, const rp_value *dim,
                             const rp_value *keepdim)
{
    struct lines l = {.x = kernel_geometry(x),
                      .values = kernel_geometry(&out[0]),
                      .indices = kernel_geometry(&out[1])};
    l.dim = kernel_dim(kernel_int(dim), l.x.ndim);
    l.to = kernel_bool(keepdim) ? l.dim : -1;
    l.n = cpu_line_length(&l.x, l.dim);
    return l;
}

CPU_KERNEL(kthvalue)
{
    struct lines l = lines_of(&in[0], out, &in[2], &in[3]);
    CPU_UNUSED;
    l.k = kernel_int(&in[1]);
    return cpu_lines_run(&l.x, l.dim, l.n, kth_line, &l);
}

CPU_KERNEL(along_dim)
{
    const struct lines l = lines_of(&in[0], out, &in[1], &in[2]);
    const cpu_line_fn *fn = self;
    (void)c, (void)n_in, (void)n_out;
    return cpu_lines_run(&l.x, l.dim, l.n, *fn, &l);
}

/* All elements, in row-major order, are one line: of a dense copy where they do not lie so. */
CPU_KERNEL(of_all)
{
    const cpu_line_fn *fn = self;
    struct lines l = {.x = kernel_geometry(&in[0]), .values = kernel_geometry(&out[0]), .to = -1};
    const int64_t one = 1;
    int64_t stride[RP_MAX_DIMS];
    cpu_scratch scratch = {0};
    (void)c, (void)n_in, (void)n_out;
    l.n = l.x.numel;
    if (l.n == 0) {
        if (kernel_is_floating(l.values.dtype)) cpu_store(l.values.data, l.values.dtype, NAN);
        else cpu_store_int(l.values.data, l.values.dtype, kernel_nan_as_integer(l.values.dtype));
        return RP_OK;
    }
    rp_status st = cpu_scratch_dense(&scratch, &l.x, stride);
    l.x.ndim = 1;
    l.x.shape = &l.n;
    l.x.stride = &one;
    if (st == RP_OK) st = cpu_lines_run(&l.x, 0, l.n, *fn, &l);
    cpu_scratch_free(&scratch);
    return st;
}

static const cpu_line_fn median = median_line, nanmedian = nanmedian_line, mode = mode_line;
const rp_kernel_row cpu_kthvalue[] = {
    CPU_ROW("aten::kthvalue", kthvalue),
    CPU_ROW_WITH("aten::median.dim", along_dim, median),
    CPU_ROW_WITH("aten::nanmedian.dim", along_dim, nanmedian),
    CPU_ROW_WITH("aten::mode", along_dim, mode),
    CPU_ROW_WITH("aten::median", of_all, median),
    CPU_ROW_WITH("aten::nanmedian", of_all, nanmedian),
    {0},
};
