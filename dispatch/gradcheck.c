/* dispatch/gradcheck.c - rp_gradcheck and rp_gradgradcheck
 *
 * Rows are the elements of all differentiable results, columns those of all wanted inputs:
 * row-major, one after another. A column of the Jacobian comes from two calls, (f(x + eps e) - f(x
 * - eps e)) / 2 eps, a row from one backward pass. All calls come before the first pass, since
 * moving an input bumps its version.
 */
#include "dispatch/gradcheck.h"
#include "dispatch/ops.h"
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* of functions with more results only masks with one, or all but one, are tried */
enum { MASKED_OUTPUTS = 5 };

struct check {
    rp_gradcheck_fn fn;
    void *ctx;
    rp_tensor *const *in;
    rp_gradcheck_options set;
    int n_in, n_out, n_wanted;
    rp_tensor *wanted[RP_GRADCHECK_MAX]; /* borrowed */
    int place[RP_GRADCHECK_MAX];         /* of a wanted input among the inputs */
    rp_tensor *out[RP_GRADCHECK_MAX];    /* owned, with history; NULL if not differentiable */
    int64_t row[RP_GRADCHECK_MAX + 1], column[RP_GRADCHECK_MAX + 1];
    double *x, *direction, *grad, *other; /* columns */
    double *cotangent, *above, *below;    /* rows */
    /* rows x columns, or with `fast` one number for each wanted input */
    double *numeric;
};

/* ---- tensors and doubles --------------------------------------------------------------------- */
static rp_status read_doubles(double *to, rp_tensor *t)
{
    RP_LOCAL rp_tensor *host = NULL;
    const void *data;
    if (rp_tensor_numel(t) == 0) return RP_OK;
    RP_TRY(rp_tensor_alias(&host, t));
    RP_TRY(rp_to_device(&host, host, RP_CPU, RP_F64, 0, 0, NULL));
    RP_TRY(rp_contiguous(&host, host));
    RP_TRY(rp_tensor_read(host, &data));
    memcpy(to, data, (size_t)rp_tensor_numel(t) * sizeof *to);
    rp_tensor_done(host);
    return RP_OK;
}

/* f64 on the device of `like`, in its shape */
static rp_status of_doubles(rp_tensor **out, const double *from, rp_tensor *like)
{
    RP_LOCAL rp_tensor *host = NULL;
    void *data;
    RP_TRY(rp_tensor_create(&host, rp_tensor_shape(like), rp_tensor_ndim(like), RP_F64, RP_CPU));
    RP_TRY(rp_tensor_write(host, &data));
    if (rp_tensor_numel(like)) memcpy(data, from, (size_t)rp_tensor_numel(like) * sizeof *from);
    rp_tensor_done(host);
    return rp_to_device(out, host, rp_tensor_device(like), RP_F64, 0, 0, NULL);
}

/* The same numbers every time, in [0.1, 1.1): a sign would let errors of one element hide behind
   those of another. */
static void fill_random(double *to, int64_t n, uint64_t seed)
{
    uint64_t s = seed * UINT64_C(0x9E3779B97F4A7C15) + 1;
    for (int64_t i = 0; i < n; i++) {
        s = s * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        to[i] = 0.1 + (double)(s >> 11) * 0x1p-53;
    }
}

static double sum_of(const double *v, int64_t n)
{
    double sum = 0;
    for (int64_t i = 0; i < n; i++) sum += v[i];
    return sum;
}

/* ---- opening --------------------------------------------------------------------------------- */
static rp_status check_input(rp_tensor *t, int i)
{
    if (rp_tensor_dtype(t) != RP_F64)
        return RP_FAIL(RP_E_DTYPE, "gradcheck: input %d is %s; difference quotients need float64",
                       i, rp_dtype_name(rp_tensor_dtype(t)));
    for (int d = 0; d < rp_tensor_ndim(t); d++)
        if (rp_tensor_stride(t)[d] == 0 && rp_tensor_shape(t)[d] > 1)
            return RP_FAIL(
                RP_E_LAYOUT,
                "gradcheck: input %d overlaps itself in dimension %d (stride 0): its elements cannot be moved one by one",
                i, d);
    return RP_OK;
}

static rp_status choose_inputs(struct check *c)
{
    for (int i = 0; i < c->n_in; i++) {
        if (!c->in[i] || !rp_tensor_requires_grad(c->in[i])) continue;
        RP_TRY(check_input(c->in[i], i));
        c->place[c->n_wanted] = i;
        c->column[c->n_wanted + 1] = c->column[c->n_wanted] + rp_tensor_numel(c->in[i]);
        c->wanted[c->n_wanted++] = c->in[i];
    }
    return c->n_wanted
               ? RP_OK
               : RP_FAIL(RP_E_INVALID, "gradcheck: none of the %d inputs requires grad", c->n_in);
}

static void release_results(rp_tensor **out, int n)
{
    for (int i = 0; i < n; i++) {
        rp_tensor_release(out[i]);
        out[i] = NULL;
    }
}

/* The results with their graph; those without a gradient are let go. */
static rp_status call_recorded(struct check *c)
{
    const int grad_mode = rp_grad_mode_exchange(1);
    const rp_status st = c->fn(c->ctx, c->in, c->out);
    rp_grad_mode_exchange(grad_mode);
    RP_TRY(st);
    for (int i = 0; i < c->n_out; i++) {
        if (c->out[i] &&
            (rp_tensor_dtype(c->out[i]) != RP_F64 || !rp_tensor_requires_grad(c->out[i])))
            release_results(&c->out[i], 1);
        c->row[i + 1] = c->row[i] + (c->out[i] ? rp_tensor_numel(c->out[i]) : 0);
    }
    return RP_OK;
}

static rp_status open_buffers(struct check *c)
{
    const size_t rows = (size_t)c->row[c->n_out], columns = (size_t)c->column[c->n_wanted];
    const size_t numeric = c->set.fast ? (size_t)c->n_wanted : rows * columns;
    c->x = calloc(4 * columns + 3 * rows + numeric + 1, sizeof *c->x);
    if (!c->x)
        return RP_FAIL(RP_E_MEMORY,
                       "gradcheck: no memory for a Jacobian of %zu rows and %zu columns", rows,
                       columns);
    c->direction = c->x + columns;
    c->grad = c->direction + columns;
    c->other = c->grad + columns;
    c->cotangent = c->other + columns;
    c->above = c->cotangent + rows;
    c->below = c->above + rows;
    c->numeric = c->below + rows;
    for (int k = 0; k < c->n_wanted; k++) RP_TRY(read_doubles(c->x + c->column[k], c->wanted[k]));
    return RP_OK;
}

static void set_defaults(struct check *c, const rp_gradcheck_options *o)
{
    c->set = (rp_gradcheck_options){.size = sizeof c->set};
    if (o) memcpy(&c->set, o, o->size < sizeof c->set ? o->size : sizeof c->set);
    if (c->set.eps == 0) c->set.eps = 1e-6;
    if (c->set.atol == 0) c->set.atol = 1e-5;
    if (c->set.rtol == 0) c->set.rtol = 1e-3;
    c->n_out = c->set.n_out ? c->set.n_out : 1;
}

static rp_status check_open(struct check *c, const rp_gradcheck_options *o)
{
    set_defaults(c, o);
    if (c->n_in < 1 || c->n_in > RP_GRADCHECK_MAX || c->n_out < 1 || c->n_out > RP_GRADCHECK_MAX)
        return RP_FAIL(RP_E_INVALID,
                       "gradcheck: %d inputs and %d results; between 1 and %d of each are allowed",
                       c->n_in, c->n_out, RP_GRADCHECK_MAX);
    RP_TRY(choose_inputs(c));
    RP_TRY(call_recorded(c));
    return open_buffers(c);
}

static void check_close(struct check *c)
{
    release_results(c->out, c->n_out);
    free(c->x);
}

/* ---- numeric --------------------------------------------------------------------------------- */
/* The wanted input k becomes x + step * direction. */
static rp_status move_input(struct check *c, int k, double step)
{
    RP_LOCAL rp_tensor *moved = NULL;
    const int64_t first = c->column[k], n = c->column[k + 1] - first;
    double *at = c->other + first;
    for (int64_t i = 0; i < n; i++) at[i] = c->x[first + i] + step * c->direction[first + i];
    RP_TRY(of_doubles(&moved, step == 0 ? c->x + first : at, c->wanted[k]));
    return rp_copy_(NULL, c->wanted[k], moved, 0);
}

static rp_status evaluate(struct check *c, double *rows)
{
    rp_tensor *out[RP_GRADCHECK_MAX] = {NULL};
    rp_status st = c->fn(c->ctx, c->in, out);
    for (int i = 0; !st && i < c->n_out; i++) {
        const int64_t n = c->row[i + 1] - c->row[i];
        if (!n) continue;
        st = out[i] && rp_tensor_numel(out[i]) == n
                 ? read_doubles(rows + c->row[i], out[i])
                 : RP_FAIL(RP_E_VALUE, "gradcheck: result %d changed its shape between two calls",
                           i);
    }
    release_results(out, c->n_out);
    return st;
}

/* c->above = directional derivative of all results along c->direction of input k */
static rp_status differentiate(struct check *c, int k)
{
    RP_TRY(move_input(c, k, c->set.eps));
    rp_status st = evaluate(c, c->above);
    if (!st) st = move_input(c, k, -c->set.eps);
    if (!st) st = evaluate(c, c->below);
    const rp_status back = move_input(c, k, 0);
    if (st || back) return st ? st : back;
    for (int64_t r = 0; r < c->row[c->n_out]; r++)
        c->above[r] = (c->above[r] - c->below[r]) / (2 * c->set.eps);
    return RP_OK;
}

static rp_status numeric_jacobian(struct check *c)
{
    const int64_t rows = c->row[c->n_out], columns = c->column[c->n_wanted];
    for (int k = 0; k < c->n_wanted; k++)
        for (int64_t j = c->column[k]; j < c->column[k + 1]; j++) {
            c->direction[j] = 1;
            const rp_status st = differentiate(c, k);
            c->direction[j] = 0;
            RP_TRY(st);
            for (int64_t r = 0; r < rows; r++) c->numeric[r * columns + j] = c->above[r];
        }
    return RP_OK;
}

static rp_status numeric_directions(struct check *c)
{
    fill_random(c->direction, c->column[c->n_wanted], 1);
    for (int k = 0; k < c->n_wanted; k++) {
        RP_TRY(differentiate(c, k));
        for (int64_t r = 0; r < c->row[c->n_out]; r++)
            c->numeric[k] += c->cotangent[r] * c->above[r];
    }
    return RP_OK;
}

static rp_status run_numeric(struct check *c)
{
    const int grad_mode = rp_grad_mode_exchange(0);
    const rp_status st = c->set.fast ? numeric_directions(c) : numeric_jacobian(c);
    rp_grad_mode_exchange(grad_mode);
    return st;
}

/* ---- analytic -------------------------------------------------------------------------------- */
static rp_status gradients_to(struct check *c, rp_tensor *const *roots,
                              rp_tensor *const *cotangents, int n, double *to)
{
    const rp_backward_options o = {.size = sizeof o, .keep_graph = 1, .allow_unused = 1};
    rp_tensor *grad[RP_GRADCHECK_MAX] = {NULL};
    rp_status st = rp_grad_full(grad, roots, cotangents, n, c->wanted, c->n_wanted, &o);
    for (int k = 0; !st && k < c->n_wanted; k++) {
        memset(to + c->column[k], 0, (size_t)(c->column[k + 1] - c->column[k]) * sizeof *to);
        if (grad[k]) st = read_doubles(to + c->column[k], grad[k]);
    }
    release_results(grad, c->n_wanted);
    return st;
}

/* Gradients of <cotangent, results of the mask>; the other results have no gradient at all. */
static rp_status pull_back(struct check *c, uint64_t mask, double *to)
{
    rp_tensor *roots[RP_GRADCHECK_MAX], *cotangents[RP_GRADCHECK_MAX] = {NULL};
    rp_status st = RP_OK;
    int n = 0;
    for (int i = 0; !st && i < c->n_out; i++) {
        if (!c->out[i] || !(mask >> i & 1)) continue;
        roots[n] = c->out[i];
        st = of_doubles(&cotangents[n++], c->cotangent + c->row[i], c->out[i]);
    }
    if (!st) st = gradients_to(c, roots, cotangents, n, to);
    release_results(cotangents, n);
    return st;
}

static int is_close(const struct check *c, double got, double want, double scale)
{
    return got == want || fabs(got - want) <= c->set.atol * scale + c->set.rtol * fabs(want);
}

static int wanted_of(const struct check *c, int64_t column)
{
    int k = 0;
    while (column >= c->column[k + 1]) k++;
    return k;
}

static rp_status compare_row(struct check *c, int out, int64_t r)
{
    const double *numeric = c->numeric + r * c->column[c->n_wanted];
    for (int64_t j = 0; j < c->column[c->n_wanted]; j++) {
        if (is_close(c, c->grad[j], numeric[j], 1)) continue;
        const int k = wanted_of(c, j);
        return RP_FAIL(RP_E_VALUE,
                       "gradcheck: the derivative of result %d[%" PRId64 "] by input %d[%" PRId64
                       "] is %.10g; the difference quotient is %.10g (atol %.3g, rtol %.3g)",
                       out, r - c->row[out], c->place[k], j - c->column[k], c->grad[j], numeric[j],
                       c->set.atol, c->set.rtol);
    }
    return RP_OK;
}

static rp_status compare_jacobian(struct check *c)
{
    memset(c->cotangent, 0, (size_t)c->row[c->n_out] * sizeof *c->cotangent);
    for (int i = 0; i < c->n_out; i++)
        for (int64_t r = c->row[i]; r < c->row[i + 1]; r++) {
            c->cotangent[r] = 1;
            RP_TRY(pull_back(c, UINT64_C(1) << i, c->grad));
            c->cotangent[r] = 0;
            RP_TRY(compare_row(c, i, r));
        }
    return RP_OK;
}

static rp_status compare_directions(struct check *c)
{
    const double weight = sum_of(c->cotangent, c->row[c->n_out]);
    RP_TRY(pull_back(c, UINT64_MAX, c->grad));
    for (int k = 0; k < c->n_wanted; k++) {
        double got = 0;
        for (int64_t j = c->column[k]; j < c->column[k + 1]; j++)
            got += c->direction[j] * c->grad[j];
        const double scale =
            weight * sum_of(c->direction + c->column[k], c->column[k + 1] - c->column[k]);
        if (is_close(c, got, c->numeric[k], scale)) continue;
        return RP_FAIL(
            RP_E_VALUE,
            "gradcheck: the derivative along a random direction of input %d is %.10g; the difference quotient is %.10g (atol %.3g, rtol %.3g)",
            c->place[k], got, c->numeric[k], c->set.atol * scale, c->set.rtol);
    }
    return RP_OK;
}

/* c->grad against c->other, which come from the same cotangents in another way */
static rp_status compare_ways(struct check *c, double atol, double rtol, const char *what)
{
    for (int64_t j = 0; j < c->column[c->n_wanted]; j++) {
        const double a = c->grad[j], b = c->other[j];
        if (a == b || (isnan(a) && isnan(b)) || fabs(a - b) <= atol + rtol * fabs(a)) continue;
        const int k = wanted_of(c, j);
        return RP_FAIL(RP_E_VALUE,
                       "gradcheck: the gradient of input %d[%" PRId64
                       "] is %.10g, but %s it is %.10g",
                       c->place[k], j - c->column[k], a, what, b);
    }
    return RP_OK;
}

static rp_status check_repeats(struct check *c)
{
    RP_TRY(pull_back(c, UINT64_MAX, c->grad));
    RP_TRY(pull_back(c, UINT64_MAX, c->other));
    return compare_ways(c, c->set.nondet_tol, 0, "in a second pass over the same graph");
}

/* Ones with stride 0, as the backward of a sum makes them. */
static rp_status expanded_gradients(struct check *c, double *to)
{
    rp_tensor *roots[RP_GRADCHECK_MAX], *cotangents[RP_GRADCHECK_MAX] = {NULL};
    const double one = 1;
    RP_LOCAL rp_tensor *scalar = NULL;
    rp_status st = RP_OK;
    int n = 0;
    for (int i = 0; !st && i < c->n_out; i++) {
        if (!c->out[i]) continue;
        st = rp_tensor_create(&scalar, NULL, 0, RP_F64, RP_CPU);
        if (!st) st = of_doubles(&scalar, &one, scalar);
        if (!st)
            st = rp_to_device(&scalar, scalar, rp_tensor_device(c->out[i]), RP_F64, 0, 0, NULL);
        roots[n] = c->out[i];
        if (!st)
            st = rp_expand(&cotangents[n++], scalar, rp_tensor_shape(c->out[i]),
                           (uint32_t)rp_tensor_ndim(c->out[i]));
    }
    if (!st) st = gradients_to(c, roots, cotangents, n, to);
    release_results(cotangents, n);
    return st;
}

static rp_status check_layout(struct check *c)
{
    for (int64_t r = 0; r < c->row[c->n_out]; r++) c->cotangent[r] = 1;
    RP_TRY(pull_back(c, UINT64_MAX, c->grad));
    RP_TRY(expanded_gradients(c, c->other));
    return compare_ways(c, c->set.atol, c->set.rtol, "for an expanded gradient of ones");
}

static int is_tried(uint64_t mask, int n)
{
    int given = 0;
    for (int i = 0; i < n; i++) given += mask >> i & 1;
    return n <= MASKED_OUTPUTS || given == 1 || given == n - 1;
}

/* An absent gradient means zeros. */
static rp_status check_absent(struct check *c)
{
    int differentiable[RP_GRADCHECK_MAX], n = 0;
    for (int i = 0; i < c->n_out; i++)
        if (c->out[i]) differentiable[n++] = i;
    for (uint64_t mask = 1; n > 1 && n < 16 && mask < (UINT64_C(1) << n) - 1; mask++) {
        uint64_t given = 0;
        if (!is_tried(mask, n)) continue;
        fill_random(c->cotangent, c->row[c->n_out], 2);
        for (int k = 0; k < n; k++) {
            const int i = differentiable[k];
            if (mask >> k & 1) given |= UINT64_C(1) << i;
            else
                memset(c->cotangent + c->row[i], 0,
                       (size_t)(c->row[i + 1] - c->row[i]) * sizeof *c->cotangent);
        }
        RP_TRY(pull_back(c, UINT64_MAX, c->grad));
        RP_TRY(pull_back(c, given, c->other));
        RP_TRY(compare_ways(c, c->set.atol, c->set.rtol, "with gradients absent instead of zero"));
    }
    return RP_OK;
}

static rp_status run_check(struct check *c)
{
    if (c->row[c->n_out] == 0) return RP_OK; /* no result has elements that depend on the inputs */
    fill_random(c->cotangent, c->row[c->n_out], 2);
    RP_TRY(run_numeric(c));
    const int64_t rows = c->row[c->n_out];
    release_results(c->out, c->n_out); /* the inputs were written: their graph is stale */
    RP_TRY(call_recorded(c));
    if (c->row[c->n_out] != rows)
        return RP_FAIL(RP_E_VALUE,
                       "gradcheck: the results had %" PRId64 " elements, now they have %" PRId64,
                       rows, c->row[c->n_out]);
    RP_TRY(check_repeats(c));
    RP_TRY(c->set.fast ? compare_directions(c) : compare_jacobian(c));
    if (!c->set.all_defined) RP_TRY(check_absent(c));
    return c->set.one_layout ? RP_OK : check_layout(c);
}

rp_status rp_gradcheck(rp_gradcheck_fn fn, void *ctx, rp_tensor *const *in, int n_in,
                       const rp_gradcheck_options *o)
{
    struct check c = {.fn = fn, .ctx = ctx, .in = in, .n_in = n_in};
    rp_status st = check_open(&c, o);
    if (!st) st = run_check(&c);
    check_close(&c);
    return st;
}

/* ---- second order: the gradients as a function of inputs and cotangents ---------------------- */
struct second {
    rp_gradcheck_fn fn;
    void *ctx;
    int n_in, n_out, n_wanted;
    int place[RP_GRADCHECK_MAX]; /* of the wanted inputs */
    /* of a result: its place among the inputs, 0 if it has none */
    int cotangent[RP_GRADCHECK_MAX];
};

static rp_status gradients_of(const struct second *s, rp_tensor *const *in, rp_tensor **results,
                              rp_tensor **out, int create_graph)
{
    rp_tensor *roots[RP_GRADCHECK_MAX], *cotangents[RP_GRADCHECK_MAX], *wanted[RP_GRADCHECK_MAX];
    const rp_backward_options o = {.size = sizeof o,
                                   .keep_graph = (uint8_t)create_graph,
                                   .create_graph = (uint8_t)create_graph,
                                   .allow_unused = 1};
    int n = 0;
    for (int i = 0; i < s->n_out; i++) {
        if (!s->cotangent[i]) continue;
        roots[n] = results[i];
        cotangents[n++] = in[s->cotangent[i]];
    }
    for (int k = 0; k < s->n_wanted; k++) wanted[k] = in[s->place[k]];
    return rp_grad_full(out, roots, cotangents, n, wanted, s->n_wanted, &o);
}

static rp_status second_run(void *ctx, rp_tensor *const *in, rp_tensor **out)
{
    const struct second *s = ctx;
    rp_tensor *results[RP_GRADCHECK_MAX] = {NULL};
    const int outer = rp_grad_mode_exchange(1);
    rp_status st = s->fn(s->ctx, in, results);
    if (!st) st = gradients_of(s, in, results, out, outer);
    rp_grad_mode_exchange(outer);
    release_results(results, s->n_out);
    return st;
}

/* Cotangents for the results of `c`, appended to the inputs. */
static rp_status append_cotangents(struct second *s, const struct check *c, rp_tensor **in, int *n)
{
    fill_random(c->cotangent, c->row[c->n_out], 3);
    for (int i = 0; i < c->n_out; i++) {
        if (!c->out[i]) continue;
        if (*n == RP_GRADCHECK_MAX)
            return RP_FAIL(RP_E_INVALID,
                           "gradgradcheck: more than %d inputs and differentiable results together",
                           RP_GRADCHECK_MAX);
        in[*n] = NULL;
        RP_TRY(of_doubles(&in[*n], c->cotangent + c->row[i], c->out[i]));
        s->cotangent[i] = (*n)++;
        RP_TRY(rp_tensor_require_grad(in[s->cotangent[i]], 1));
    }
    return RP_OK;
}

rp_status rp_gradgradcheck(rp_gradcheck_fn fn, void *ctx, rp_tensor *const *in, int n_in,
                           const rp_gradcheck_options *o)
{
    struct check c = {.fn = fn, .ctx = ctx, .in = in, .n_in = n_in};
    struct second s = {.fn = fn, .ctx = ctx, .n_in = n_in};
    rp_tensor *all[RP_GRADCHECK_MAX];
    int n = n_in;
    rp_status st = check_open(&c, o);
    for (int i = 0; !st && i < n_in; i++) all[i] = in[i];
    if (!st) st = append_cotangents(&s, &c, all, &n);
    s.n_out = c.n_out;
    s.n_wanted = c.n_wanted;
    memcpy(s.place, c.place, sizeof s.place);
    c.set.n_out = c.n_wanted;
    check_close(&c);
    if (!st && n > n_in) st = rp_gradcheck(second_run, &s, all, n, &c.set);
    for (int i = n_in; i < n; i++) rp_tensor_release(all[i]);
    return st ? rp_note(st, "in the second derivative") : RP_OK;
}
