/* tools/golden/places.c - indices that name elements: whichever of equal ones it is, it must be one
   of these */
#include "dispatch/ops.h"
#include "golden/golden.h"
#include <inttypes.h>
#include <string.h>

/* ---- operators that leave it open ------------------------------------------------------------ */
static const struct {
    const char *name; /* without the overload */
    int result;
    int distinct;
} open_ones[] = {{"aten::argsort", 0, 1}, {"aten::kthvalue", 1, 0},  {"aten::median", 1, 0},
                 {"aten::mode", 1, 0},    {"aten::nanmedian", 1, 0}, {"aten::sort", 1, 1},
                 {"aten::topk", 1, 1}};

static const rp_value *argument(const rp_op *op, const rp_value *in, uint32_t n, const char *name)
{
    rp_argument_info p = {.size = sizeof p};
    for (uint32_t i = 0; i < n; i++)
        if (rp_op_argument(op, i, &p) == RP_OK && !strcmp(p.name, name)) return &in[i];
    return NULL;
}

int golden_leaves_open(struct golden_places *p, const rp_op *op, const rp_value *in, uint32_t n)
{
    const char *name = rp_op_name(op);
    const size_t length = strcspn(name, ".");
    for (size_t i = 0; i < sizeof open_ones / sizeof *open_ones; i++) {
        if (strncmp(name, open_ones[i].name, length) != 0 || open_ones[i].name[length]) continue;
        const rp_value *dim = argument(op, in, n, "dim"), *stable = argument(op, in, n, "stable");
        *p = (struct golden_places){open_ones[i].result,
                                    dim && dim->tag == RP_TAG_INT ? dim->u.i : -1,
                                    open_ones[i].distinct};
        return rp_op_return_count(op) > (uint32_t)p->result && in[0].tag == RP_TAG_TENSOR &&
               !(stable && stable->tag == RP_TAG_BOOL && stable->u.i);
    }
    return 0;
}

/* ---- what they name -------------------------------------------------------------------------- */
/* The input as [outer, extent, inner], the indices as [outer, picks, inner]. */
struct gather {
    rp_tensor *input, *index, *values; /* contiguous, on the host */
    int64_t outer, extent, inner, picks;
};

static void gather_fini(struct gather *g)
{
    rp_tensor_release(g->input);
    rp_tensor_release(g->index);
    rp_tensor_release(g->values);
}

static rp_status gather_init(struct gather *g, rp_tensor *input, rp_tensor *index,
                             rp_tensor *values, int64_t dim)
{
    const int ndim = rp_tensor_ndim(input);
    const int64_t *shape = rp_tensor_shape(input);
    if (dim < 0) dim += ndim;
    *g = (struct gather){.outer = 1, .extent = ndim ? shape[dim] : 1, .inner = 1};
    for (int d = 0; d < ndim; d++) *(d < dim ? &g->outer : &g->inner) *= d == dim ? 1 : shape[d];
    const int64_t lines = g->outer * g->inner;
    g->picks = lines ? rp_tensor_numel(index) / lines : 0;
    rp_status st = golden_host(input, &g->input);
    if (!st) st = golden_host(index, &g->index);
    if (!st) st = golden_host(values, &g->values);
    return st;
}

static int same_element(rp_dtype dtype, const void *a, int64_t i, const void *b, int64_t k)
{
    if (dtype == RP_I64) return ((const int64_t *)a)[i] == ((const int64_t *)b)[k];
    return golden_equal(golden_element(a, dtype, i), golden_element(b, dtype, k));
}

/* One line along the dimension: `first` is its first index element. */
static rp_status check_line(const struct gather *g, const void *input, const int64_t *index,
                            const void *values, int64_t first, int distinct, const char *what)
{
    const int64_t outer = first / (g->picks * g->inner), inner = first % g->inner;
    for (int64_t k = 0; k < g->picks; k++) {
        const int64_t at = first + k * g->inner, named = index[at];
        if (named < 0 || named >= g->extent)
            return RP_FAIL(RP_E_VALUE,
                           "%s: element %" PRId64 " is %" PRId64 ", outside of %" PRId64, what, at,
                           named, g->extent);
        if (!same_element(rp_tensor_dtype(g->input), input,
                          (outer * g->extent + named) * g->inner + inner, values, at))
            return RP_FAIL(RP_E_VALUE,
                           "%s: element %" PRId64 " is %" PRId64 ", where another value stands",
                           what, at, named);
        for (int64_t j = 0; distinct && j < k; j++)
            if (index[first + j * g->inner] == named)
                return RP_FAIL(RP_E_VALUE, "%s: index %" PRId64 " occurs twice", what, named);
    }
    return RP_OK;
}

static rp_status check_lines(const struct gather *g, int distinct, const char *what)
{
    const void *input, *index, *values;
    rp_status st = RP_OK;
    if (rp_tensor_numel(g->index) == 0) return RP_OK;
    RP_TRY(rp_tensor_read(g->input, &input));
    RP_TRY(rp_tensor_read(g->index, &index));
    RP_TRY(rp_tensor_read(g->values, &values));
    for (int64_t o = 0; !st && o < g->outer; o++)
        for (int64_t i = 0; !st && i < g->inner; i++)
            st = check_line(g, input, index, values, o * g->picks * g->inner + i, distinct, what);
    rp_tensor_done(g->values);
    rp_tensor_done(g->index);
    rp_tensor_done(g->input);
    return st;
}

rp_status golden_check_places(rp_tensor *input, rp_tensor *index, rp_tensor *values,
                              const struct golden_places *p, const char *what)
{
    struct gather g;
    if (rp_tensor_dtype(index) != RP_I64 || rp_tensor_dtype(values) != rp_tensor_dtype(input) ||
        rp_tensor_numel(values) != rp_tensor_numel(index))
        return RP_FAIL(RP_E_VALUE, "%s: indices and values do not belong together", what);
    rp_status st = gather_init(&g, input, index, values, p->dim);
    if (!st) st = check_lines(&g, p->distinct, what);
    gather_fini(&g);
    return st;
}

rp_status golden_same_places(rp_tensor *input, rp_tensor *index, rp_tensor *want,
                             const struct golden_places *p, const char *what)
{
    RP_LOCAL rp_tensor *host = NULL, *named = NULL, *values = NULL;
    RP_TRY(golden_host(input, &host));
    RP_TRY(golden_host(want, &named));
    if (rp_tensor_ndim(named) < rp_tensor_ndim(host)) RP_TRY(rp_unsqueeze(&named, named, p->dim));
    RP_TRY(rp_gather(&values, host, p->dim, named));
    return golden_check_places(host, index, values, p, what);
}
