/* plugins/cpu/bucketize.c - binary search of every element in a list: bucketize, isin */
#include "iter.h"
#include "order.h"
#include "scratch.h"

/* The element as a key of type `common`, so that elements of two dtypes compare. */
static uint64_t common_key(const char *p, rp_dtype d, rp_dtype common)
{
    double room;
    if (d == common) return cpu_key(p, d, false);
    if (kernel_is_floating(common))
        cpu_store(&room, common,
                  kernel_is_floating(d) ? cpu_load(p, d) : (double)cpu_load_int(p, d));
    else cpu_store_int(&room, common, cpu_load_int(p, d));
    return cpu_key(&room, common, false);
}

struct search {
    const cpu_item *list; /* of isin: sorted */
    int64_t n;
    rp_dtype x, y, common;
    bool flag; /* bucketize: right; isin: invert */
};

/* out[0] = what `loop` finds for every element of in[0] in the list in[1]: as it stands for
   bucketize, `sort`ed first for isin. */
static rp_status search_all(rp_call *c, const rp_value *in, const rp_value *out, bool sort,
                            cpu_loop loop)
{
    const rp_geometry y = kernel_geometry(&out[0]), x = kernel_geometry(&in[0]),
                      list = kernel_geometry(&in[1]);
    const rp_geometry *const operands[] = {&y, &x};
    struct search s = {.n = list.numel,
                       .x = x.dtype,
                       .y = y.dtype,
                       .common = kernel_host->call_dtype(c),
                       .flag = kernel_bool(&in[3])};
    cpu_scratch scratch = {0};
    cpu_item *items = cpu_scratch_alloc(&scratch, (size_t)(s.n + 1) * sizeof *items);
    kernel_iter it;
    if (!items) return RP_E_MEMORY;
    for (int64_t i = 0; i < s.n; i++)
        items[i] = (cpu_item){common_key(cpu_line(&list, -1, i), list.dtype, s.common), i};
    if (sort) cpu_items_sort(items, s.n, 0);
    s.list = items;
    kernel_iter_init(&it, operands, 2);
    cpu_iter_run(&it, loop, &s);
    cpu_scratch_free(&scratch);
    return RP_OK;
}

/* ---- bucketize ------------------------------------------------------------------------------- */
/* The first boundary that is not less (right: that is greater). A NaN is not less than anything,
   nor greater */
static bool goes_on(const struct search *s, uint64_t boundary, uint64_t value)
{
    const bool nan =
        kernel_is_floating(s->common) && (boundary == CPU_KEY_NAN || value == CPU_KEY_NAN);
    return nan || (s->flag ? boundary <= value : boundary < value);
}

static void bucketize_row(void *ctx, char *const *data, const int64_t *stride, int64_t n)
{
    const struct search *s = ctx;
    for (int64_t i = 0; i < n; i++) {
        const uint64_t value = common_key(data[1] + i * stride[1], s->x, s->common);
        int64_t from = 0, to = s->n;
        while (from < to) {
            const int64_t middle = from + (to - from) / 2;
            if (goes_on(s, s->list[middle].key, value)) from = middle + 1;
            else to = middle;
        }
        cpu_store_int(data[0] + i * stride[0], s->y, from);
    }
}

CPU_KERNEL(bucketize)
{
    CPU_UNUSED;
    return search_all(c, in, out, false, bucketize_row);
}

/* ---- isin ------------------------------------------------------------------------------------ */
static bool found(const struct search *s, uint64_t key)
{
    int64_t from = 0, to = s->n;
    if (kernel_is_floating(s->common) && key == CPU_KEY_NAN) return false;
    while (from < to) {
        const int64_t middle = from + (to - from) / 2;
        if (s->list[middle].key < key) from = middle + 1;
        else to = middle;
    }
    return from < s->n && s->list[from].key == key;
}

static void isin_row(void *ctx, char *const *data, const int64_t *stride, int64_t n)
{
    const struct search *s = ctx;
    for (int64_t i = 0; i < n; i++)
        cpu_store_int(data[0] + i * stride[0], s->y,
                      found(s, common_key(data[1] + i * stride[1], s->x, s->common)) != s->flag);
}

CPU_KERNEL(isin)
{
    CPU_UNUSED;
    return search_all(c, in, out, true, isin_row);
}

const rp_kernel_row cpu_bucketize[] = {
    CPU_ROW("aten::bucketize.Tensor", bucketize), CPU_ROW("aten::isin.Tensor_Tensor", isin), {0}};
