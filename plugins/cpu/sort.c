/* plugins/cpu/sort.c - sort and topk along one dim */
#include "order.h"

struct lines {
    rp_geometry x, values, indices;
    int dim;
    int64_t n, k; /* elements of a line, and how many of them are wanted */
    bool descending, sorted, stable;
};

static void store(const struct lines *l, int64_t line, const cpu_item *items)
{
    const int64_t step = cpu_line_step(&l->x, l->dim), v_step = cpu_line_step(&l->values, l->dim);
    const int64_t at_step = cpu_line_step(&l->indices, l->dim);
    const char *x = cpu_line(&l->x, l->dim, line);
    char *v = cpu_line(&l->values, l->dim, line), *at = cpu_line(&l->indices, l->dim, line);
    for (int64_t i = 0; i < l->k; i++) {
        memcpy(v + i * v_step, x + items[i].at * step, kernel_element(l->x.dtype));
        memcpy(at + i * at_step, &items[i].at, sizeof items[i].at);
    }
}

static void sort_line(const void *ctx, int64_t line, cpu_item *items)
{
    const struct lines *l = ctx;
    cpu_items_load(items, cpu_line(&l->x, l->dim, line), cpu_line_step(&l->x, l->dim), l->x.dtype,
                   l->n, l->descending);
    const bool one = cpu_line_step(&l->x, l->dim) == 0; /* all elements are the same one */
    if (l->stable) cpu_items_sort_stable(items, items + l->n, l->n);
    else if (!one) cpu_items_sort(items, l->n, 0);
    store(l, line, items);
}

/* ATen/native/TopKImpl.h: few of many by a heap, else by partitioning, after which the last of the
   k is in place. */
static void topk_line(const void *ctx, int64_t line, cpu_item *items)
{
    const struct lines *l = ctx;
    cpu_items_load(items, cpu_line(&l->x, l->dim, line), cpu_line_step(&l->x, l->dim), l->x.dtype,
                   l->n, l->descending);
    if (l->k * 64 <= l->n) {
        cpu_items_sort_first(items, l->k, l->n);
    } else {
        cpu_items_select(items, l->k - 1, l->n);
        if (l->sorted) cpu_items_sort(items, l->k - 1, 0);
    }
    store(l, line, items);
}

static struct lines lines_of(const rp_value *x, const rp_value *out, const rp_value *dim,
                             const rp_value *descending)
{
    struct lines l = {.x = kernel_geometry(x),
                      .values = kernel_geometry(&out[0]),
                      .indices = kernel_geometry(&out[1])};
    l.dim = kernel_dim(kernel_int(dim), l.x.ndim);
    l.n = l.k = cpu_line_length(&l.x, l.dim);
    l.descending = kernel_bool(descending);
    return l;
}

CPU_KERNEL(sort)
{
    const struct lines l = lines_of(&in[0], out, &in[1], &in[2]);
    CPU_UNUSED;
    return cpu_lines_run(&l.x, l.dim, l.n, sort_line, &l);
}

CPU_KERNEL(sort_stable)
{
    struct lines l = lines_of(&in[0], out, &in[2], &in[3]);
    CPU_UNUSED;
    l.stable = kernel_given(&in[1]) && kernel_bool(&in[1]);
    return cpu_lines_run(&l.x, l.dim, 2 * l.n, sort_line, &l);
}

CPU_KERNEL(topk)
{
    struct lines l = lines_of(&in[0], out, &in[2], &in[3]);
    CPU_UNUSED;
    /* a tensor without dimensions is given back, whatever k */
    l.k = l.x.ndim ? kernel_int(&in[1]) : 1;
    l.sorted = kernel_bool(&in[4]);
    return l.k ? cpu_lines_run(&l.x, l.dim, l.n, topk_line, &l) : RP_OK;
}

const rp_kernel_row cpu_sort[] = {
    CPU_ROW("aten::sort", sort),
    CPU_ROW("aten::sort.stable", sort_stable),
    CPU_ROW("aten::topk", topk),
    {0},
};
