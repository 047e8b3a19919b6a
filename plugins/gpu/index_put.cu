/* plugins/gpu/index_put.cu - index and index_put: a list of index tensors, masks among them, for
 * the leading dims of a tensor
 *
 * All indices together become one: the row-major number, over the indexed dims, of each place that
 * they name. The numbers have the indices' broadcast shape. A mask stands for as many dims as it
 * has; its true elements, in row-major order, are one row of numbers: how many there are is part of
 * a shape, so the host waits for it.
 */
#include "part.h"
#include "places.h"
#include "ranks.h"

struct named {
    int64_t shape[RP_MAX_DIMS]; /* of the numbers */
    int ndim;
    int at;                  /* where their dims stand among the others in the result */
    kernel_part place, rest; /* the tensor's dims with an index, and without: no memory */
    int n;                   /* index tensors */
    struct {
        rp_geometry g;          /* a mask: the row of its true elements */
        int64_t shape, stride;  /* of that row */
        int64_t extent, weight; /* of the indexed dim; what a step along it adds to the number */
        bool row;
    } index[RP_MAX_DIMS];
    gpu_ptr<int64_t> numbers;
};

/* Meta has checked that they broadcast. */
static void broadcast(named *p, const int64_t *shape, int ndim)
{
    int64_t joined[RP_MAX_DIMS];
    const int grown = ndim > p->ndim ? ndim : p->ndim;
    for (int d = 1; d <= grown; d++) {
        const int64_t own = d <= p->ndim ? p->shape[p->ndim - d] : 1,
                      other = d <= ndim ? shape[ndim - d] : 1;
        joined[grown - d] = own == 1 ? other : own;
    }
    p->ndim = grown;
    memcpy(p->shape, joined, (size_t)grown * sizeof *joined);
}

/* The row-major numbers of a mask's true elements, in its place. */
static rp_status find_trues(gpu_op &op, rp_geometry *mask, int64_t *n, int64_t *stride)
{
    const gpu_iter<1> it = gpu_iterate_in_order<1>(mask, {mask});
    gpu_ptr<const int64_t> total;
    gpu_ptr<int64_t> row;
    RP_TRY(op.scratch(&row, mask->numel));
    const auto flag = [=] GPU_LAMBDA(int64_t i) -> int64_t {
        int64_t at[1];
        it.offsets(i, at);
        return it.at<const uint8_t>(0, at[0]) != 0;
    };
    const auto emit = [=] GPU_LAMBDA(int64_t i, int64_t rank, int64_t set) {
        if (set) row[rank] = i;
    };
    RP_TRY(gpu_ranks(op, mask->numel, flag, emit, &total));
    RP_TRY(op.download(n, gpu_raw(total), sizeof *n));
    *stride = 1;
    mask->dtype = RP_I64;
    mask->ndim = 1;
    mask->shape = n;
    mask->stride = stride;
    mask->numel = *n;
    mask->data = gpu_raw(row);
    return RP_OK;
}

static void add_dim(kernel_part *p, int64_t extent, int64_t stride)
{
    p->shape[p->g.ndim] = extent;
    p->stride[p->g.ndim++] = stride;
}

/* One tensor of the list, for the dims of t from `dim` on; *taken: how many. */
static rp_status add_index(gpu_op &op, named *p, const rp_geometry *t, const rp_value *v, int dim,
                           int *taken)
{
    auto &x = p->index[p->n];
    RP_TRY(gpu_geometry(op, &x.g, v));
    x.row = kernel_is_mask(x.g.dtype);
    *taken = x.row ? x.g.ndim : 1;
    if (*taken == 0) return RP_OK;
    x.extent = kernel_product(t->shape, dim, dim + *taken);
    if (x.row) RP_TRY(find_trues(op, &x.g, &x.shape, &x.stride));
    broadcast(p, x.g.shape, x.g.ndim);
    for (int d = dim; d < dim + *taken; d++) add_dim(&p->place, t->shape[d], t->stride[d]);
    p->n++;
    return RP_OK;
}

static rp_status read_list(gpu_op &op, named *p, const rp_geometry *t, const rp_value *list)
{
    int first = -1, last = -1, taken, dim = 0;
    bool together = true;
    p->ndim = p->n = 0;
    kernel_part_init(&p->place, t, 0);
    kernel_part_init(&p->rest, t, 0);
    p->place.g.data = p->rest.g.data = nullptr;
    for (uint32_t i = 0; i < list->n || dim < t->ndim; i++) {
        if (i >= list->n || !kernel_given(&list->u.l[i])) {
            add_dim(&p->rest, t->shape[dim], t->stride[dim]);
            dim++;
            continue;
        }
        RP_TRY(add_index(op, p, t, &list->u.l[i], dim, &taken));
        if (taken == 0) continue;
        together = together && (first < 0 || last == dim);
        if (first < 0) first = dim;
        last = dim += taken;
    }
    p->at = first > 0 && together ? first : 0;
    p->place.g.numel = kernel_product(p->place.shape, 0, p->place.g.ndim);
    p->rest.g.numel = kernel_product(p->rest.shape, 0, p->rest.g.ndim);
    int64_t weight = 1;
    for (int k = p->n - 1; k >= 0; weight *= p->index[k--].extent) p->index[k].weight = weight;
    return RP_OK;
}

/* numbers += weight * index */
static rp_status add_numbers(gpu_op &op, const named *p, int k)
{
    const auto &x = p->index[k];
    kernel_part like;
    kernel_part_init(&like, &x.g, p->ndim);
    for (int d = 0; d < p->ndim; d++) like.shape[d] = p->shape[d], like.stride[d] = 0;
    const gpu_iter<1> it = gpu_iterate_in_order<1>(&like.g, {&x.g});
    const gpu_ptr<int64_t> numbers = p->numbers;
    const int64_t extent = x.extent, weight = x.weight;
    const bool wide = x.g.dtype == RP_I64, first = k == 0;
    const gpu_reporter reporter = op.reporter;
    return gpu_each(op, it.numel, [=] GPU_LAMBDA(int64_t i) {
        int64_t at[1];
        it.offsets(i, at);
        const int64_t v =
            weight * gpu_index(reporter, gpu_index_value(it.data[0] + at[0], wide), extent);
        numbers[i] = first ? v : numbers[i] + v;
    });
}

/* Where another dim is empty, no element is read, and no index either. *n: how many numbers. */
static rp_status find_numbers(gpu_op &op, named *p, const rp_geometry *t, const rp_value *list,
                              int64_t *n)
{
    RP_TRY(read_list(op, p, t, list));
    *n = kernel_product(p->shape, 0, p->ndim);
    if (p->rest.g.numel == 0 && p->place.g.numel) *n = 0;
    RP_TRY(op.scratch(&p->numbers, *n));
    for (int k = 0; k < p->n && *n; k++) RP_TRY(add_numbers(op, p, k));
    if (p->n) return op.status;
    const gpu_ptr<int64_t> numbers = p->numbers; /* only masks without dims: everything */
    return gpu_each(op, *n, [=] GPU_LAMBDA(int64_t i) { numbers[i] = 0; });
}

/* Dim d of the result: one of the numbers' (true), or *k of the rest. */
static bool is_numbered(const named *p, int d, int *k)
{
    const bool numbered = d >= p->at && d < p->at + p->ndim;
    *k = numbered ? d - p->at : d < p->at ? d : d - p->ndim;
    return numbered;
}

/* ---- reading --------------------------------------------------------------------------------- */
/* Operands: the result, the numbers, the tensor's dims without an index. */
template <class T>
static rp_status read(gpu_op &op, const gpu_iter<3> &it, const gpu_iter<1> &place)
{
    return gpu_each(op, it.numel, [=] GPU_LAMBDA(int64_t i) {
        int64_t at[3], from[1];
        it.offsets(i, at);
        place.offsets(it.at<const int64_t>(1, at[1]), from);
        it.at<T>(0, at[0]) = it.at<const T>(2, at[2] + from[0]);
    });
}

GPU_OP(index_read)
{
    GPU_UNUSED;
    rp_geometry x;
    const rp_geometry y = kernel_geometry(&out[0]);
    kernel_part numbers, from;
    named p;
    int64_t n, step = 1;
    int k;
    gpu_op op(c);
    RP_TRY(gpu_geometry(op, &x, &in[0]));
    RP_TRY(find_numbers(op, &p, &x, &in[1], &n));
    if (n == 0 || y.numel == 0) return RP_OK;
    kernel_part_init(&numbers, &x, y.ndim);
    kernel_part_init(&from, &x, y.ndim);
    numbers.g.dtype = RP_I64;
    numbers.g.data = gpu_raw(p.numbers);
    for (int d = y.ndim - 1; d >= 0; d--) {
        const bool numbered = is_numbered(&p, d, &k);
        numbers.shape[d] = from.shape[d] = y.shape[d];
        numbers.stride[d] = numbered ? step : 0;
        from.stride[d] = numbered ? 0 : p.rest.stride[k];
        if (numbered) step *= y.shape[d];
    }
    const gpu_iter<3> it = gpu_iterate<3>({&y, &numbers.g, &from.g});
    const gpu_iter<1> place = gpu_iterate_in_order<1>(&p.place.g, {&p.place.g});
    GPU_SIZES(kernel_element(y.dtype), T, return read<T>(op, it, place))
}

/* ---- writing --------------------------------------------------------------------------------- */
static void places_of(gpu_places *to, const named *p, const rp_geometry *y,
                      const rp_geometry *values, int64_t n)
{
    const int ndim = p->rest.g.ndim + p->ndim;
    kernel_part rest = p->rest, rest_values, value;
    int k;
    rest.g.shape = rest.shape;
    rest.g.stride = rest.stride;
    rest.g.data = y->data;
    kernel_part_init(&rest_values, values, 0);
    kernel_part_init(&value, values, 0);
    value.g.data = nullptr;
    for (int d = 0; d < ndim; d++) {
        const int own = d - (ndim - values->ndim);
        const bool numbered = is_numbered(p, d, &k);
        add_dim(numbered ? &value : &rest_values, numbered ? p->shape[k] : p->rest.shape[k],
                own < 0 || values->shape[own] == 1 ? 0 : values->stride[own]);
    }
    to->n = n;
    to->slots = p->place.g.numel;
    to->slot = p->numbers;
    to->place = gpu_iterate_in_order<1>(&p->place.g, {&p->place.g});
    to->value = gpu_iterate_in_order<1>(&value.g, {&value.g});
    to->rest = gpu_iterate<2>({&rest.g, &rest_values.g});
}

/* One mask and one number: no need to know where the mask is true. */
template <class T>
static rp_status fill_masked(gpu_op &op, const gpu_iter<3> &it)
{
    return gpu_each(op, it.numel, [=] GPU_LAMBDA(int64_t i) {
        int64_t at[3];
        it.offsets(i, at);
        if (it.at<const uint8_t>(1, at[1])) it.at<T>(0, at[0]) = it.at<const T>(2, at[2]);
    });
}

static rp_status fill(gpu_op &op, const rp_geometry *y, const rp_geometry *mask, int dim,
                      rp_geometry *number)
{
    kernel_part wide;
    kernel_part_init(&wide, mask, y->ndim);
    for (int d = 0; d < y->ndim; d++) {
        wide.shape[d] = y->shape[d];
        wide.stride[d] = d >= dim && d < dim + mask->ndim ? mask->stride[d - dim] : 0;
    }
    number->ndim = 0;
    const gpu_iter<3> it = gpu_iterate<3>({y, &wide.g, number});
    GPU_SIZES(kernel_element(y->dtype), T, return fill_masked<T>(op, it))
}

/* The list's one tensor if that is a mask, and its first dim; else -1. */
static int only_mask(const rp_value *list, rp_geometry *mask)
{
    int found = -1, tensors = 0;
    for (uint32_t i = 0; i < list->n; i++) {
        if (!kernel_given(&list->u.l[i])) continue;
        *mask = kernel_geometry(&list->u.l[i]);
        found = (int)i;
        tensors++;
    }
    return tensors == 1 && kernel_is_mask(mask->dtype) && mask->ndim ? found : -1;
}

GPU_OP(index_put)
{
    GPU_UNUSED;
    const rp_geometry x = kernel_geometry(&in[0]), y = kernel_geometry(&out[0]);
    const bool accumulate = kernel_bool(&in[3]);
    rp_geometry values, mask, number;
    gpu_places places;
    named p;
    int64_t n;
    gpu_op op(c);
    RP_TRY(gpu_geometry(op, &values, &in[2]));
    if (y.numel) RP_TRY(gpu_copy_self(op, &y, &x));
    if (values.dtype != y.dtype) { /* one number: a masked fill */
        RP_TRY(gpu_scratch_tensor(op, &number, nullptr, nullptr, 0, y.dtype));
        values.ndim = 0;
        RP_TRY(gpu_assign(op, &number, &values));
        values = number;
    }
    const int dim = only_mask(&in[1], &mask);
    if (dim >= 0 && values.numel == 1 && !accumulate && y.numel)
        return fill(op, &y, &mask, dim, &values);
    RP_TRY(find_numbers(op, &p, &y, &in[1], &n));
    if (n == 0 || y.numel == 0) return RP_OK;
    places_of(&places, &p, &y, &values, n);
    return accumulate ? gpu_places_reduce(op, places, y.dtype, {GPU_ADD, false, 1, 1})
                      : gpu_places_put(op, places, (int64_t)kernel_element(y.dtype));
}

GPU_TABLE(index_put) = {
    GPU_ROW("aten::index.Tensor", index_read), GPU_ROW("aten::index_put", index_put), {}};
