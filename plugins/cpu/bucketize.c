/* plugins/cpu/bucketize.c - binary search of every element in a list: bucketize, isin */
#include "iter.h"
#include "order.h"
#include "scratch.h"

/* The element as a key of type `common`, so that elements of two dtypes compare. */
static uint64_t common_key(const char *p, rp_dtype d, rp_dtype common)
{
    double room;
    if (d == common) return cpu_key(p, d, false);
    if (cpu_is_floating(common)) cpu_store(&room, common, cpu_is_floating(d) ? cpu_load(p, d) : (double)cpu_load_int(p, d));
    else cpu_store_int(&room, common, cpu_load_int(p, d));
    return cpu_key(&room, common, false);
}

struct search {
    const cpu_item *list; /* of isin: sorted */
    int64_t n;
    rp_dtype x, y, common;
    bool right, invert;
};

/* `t` as keys of the common type, in row-major order. */
static rp_status load_list(struct search *s, cpu_item **items, cpu_scratch *scratch, const rp_geometry *t)
{
    *items = cpu_scratch_alloc(scratch, (size_t)(t->numel + 1) * sizeof **items);
    if (!*items) return RP_E_MEMORY;
    for (int64_t i = 0; i < t->numel; i++) (*items)[i] = (cpu_item){common_key(cpu_line(t, -1, i), t->dtype, s->common), i};
    s->list = *items;
    s->n = t->numel;
    return RP_OK;
}

/* ---- bucketize: the first boundary that is not less (right: that is greater). A NaN is not less than anything, nor greater ----- */
static bool goes_on(const struct search *s, uint64_t boundary, uint64_t value)
{
    const bool nan = cpu_is_floating(s->common) && (boundary == CPU_KEY_NAN || value == CPU_KEY_NAN);
    return nan || (s->right ? boundary <= value : boundary < value);
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
    const rp_geometry y = cpu_geometry(&out[0]), x = cpu_geometry(&in[0]), list = cpu_geometry(&in[1]);
    struct search s = {.x = x.dtype, .y = y.dtype, .common = cpu_host->call_dtype(c), .right = cpu_bool(&in[3])};
    const rp_geometry *const operands[] = {&y, &x};
    cpu_scratch scratch = {0};
    cpu_item *items;
    cpu_iter it;
    (void)self, (void)n_in, (void)n_out;
    RP_TRY(load_list(&s, &items, &scratch, &list));
    cpu_iter_init(&it, operands, 2);
    cpu_iter_run(&it, bucketize_row, &s);
    cpu_scratch_free(&scratch);
    return RP_OK;
}

/* ---- isin ----------------------------------------------------------------------------------------------------------------------- */
static bool found(const struct search *s, uint64_t key)
{
    int64_t from = 0, to = s->n;
    if (cpu_is_floating(s->common) && key == CPU_KEY_NAN) return false;
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
        cpu_store_int(data[0] + i * stride[0], s->y, found(s, common_key(data[1] + i * stride[1], s->x, s->common)) != s->invert);
}

CPU_KERNEL(isin)
{
    const rp_geometry y = cpu_geometry(&out[0]), x = cpu_geometry(&in[0]), list = cpu_geometry(&in[1]);
    struct search s = {.x = x.dtype, .y = y.dtype, .common = cpu_host->call_dtype(c), .invert = cpu_bool(&in[3])};
    const rp_geometry *const operands[] = {&y, &x};
    cpu_scratch scratch = {0};
    cpu_item *items;
    cpu_iter it;
    (void)self, (void)n_in, (void)n_out;
    RP_TRY(load_list(&s, &items, &scratch, &list));
    cpu_items_sort(items, s.n, 0);
    cpu_iter_init(&it, operands, 2);
    cpu_iter_run(&it, isin_row, &s);
    cpu_scratch_free(&scratch);
    return RP_OK;
}

const rp_kernel_row cpu_bucketize[] = {CPU_ROW("aten::bucketize.Tensor", bucketize), CPU_ROW("aten::isin.Tensor_Tensor", isin), {0}};
