/* tests/dispatch/ops/test_index.c - joining, picking, scattering, ordering: values, layouts,
 * dtypes, errors, gradients */
#include "dispatch/init.h"
#include "dispatch/ops.h"
#include "support/gradcheck.h"
#include <stdlib.h>

static void expect_shape(rp_tensor *t, int ndim, const int64_t *shape)
{
    ck_assert_int_eq(rp_tensor_ndim(t), ndim);
    for (int d = 0; d < ndim; d++) ck_assert_int_eq(rp_tensor_shape(t)[d], shape[d]);
}

static void expect_values(rp_tensor *t, const double *want, int64_t n)
{
    ck_assert_int_eq(rp_tensor_numel(t), n);
    for (int64_t i = 0; i < n; i++) {
        const double got = rp_test_value(t, i);
        ck_assert_msg(got == want[i] || (got != got && want[i] != want[i]),
                      "element %lld is %g, not %g", (long long)i, got, want[i]);
    }
}

static rp_tensor *numbers(const int64_t *values, const int64_t *shape, int ndim) /* int64 */
{
    rp_tensor *t = NULL;
    void *data;
    ck_ok(rp_tensor_create(&t, shape, ndim, RP_I64, RP_CPU));
    ck_ok(rp_tensor_write(t, &data));
    for (int64_t i = 0; i < rp_tensor_numel(t); i++) ((int64_t *)data)[i] = values[i];
    rp_tensor_done(t);
    return t;
}

static rp_tensor *vector(const int64_t *values, int64_t n)
{
    return numbers(values, &n, 1);
}

/* 0, 1, 2, ... in this dtype. */
static rp_tensor *counted(const int64_t *shape, int ndim, rp_dtype dtype)
{
    rp_tensor *t = NULL;
    int64_t n = 1;
    for (int d = 0; d < ndim; d++) n *= shape[d];
    ck_ok(rp_arange_full(&t, rp_value_int(n), dtype, NULL, NULL, NULL));
    ck_ok(rp_view(&t, t, shape, (uint32_t)ndim));
    return t;
}

static void expect_same(rp_tensor *a, rp_tensor *b)
{
    expect_shape(a, rp_tensor_ndim(b), rp_tensor_shape(b));
    for (int64_t i = 0; i < rp_tensor_numel(a); i++)
        ck_assert_double_eq(rp_test_value(a, i), rp_test_value(b, i));
}

static const rp_dtype every_dtype[] = {RP_F64, RP_F32, RP_F16, RP_BF16, RP_I64,
                                       RP_I32, RP_I16, RP_I8,  RP_U8};
enum { DTYPES = sizeof every_dtype / sizeof *every_dtype };

/* ---- embedding ------------------------------------------------------------------------------- */
START_TEST(index__embedding_looks_rows_up)
{
    const int64_t shape[] = {5, 3}, at[] = {4, 0, 2, 4}, two[] = {2, 2}, want_shape[] = {2, 2, 3};
    const double want[] = {12, 13, 14, 0, 1, 2, 6, 7, 8, 12, 13, 14};
    rp_tensor *i = numbers(at, two, 2), *narrow = NULL, *y = NULL;
    ck_ok(rp_to_dtype(&narrow, i, RP_I32, 0, 0, NULL));
    for (int k = 0; k < DTYPES; k++) {
        rp_tensor *w = counted(shape, 2, every_dtype[k]), *columns = NULL;
        ck_ok(rp_embedding(&y, w, i, -1, 0, 0));
        expect_shape(y, 3, want_shape);
        expect_values(y, want, 12);
        ck_ok(rp_embedding(&y, w, narrow, -1, 0, 0));
        expect_values(y, want, 12);
        ck_ok(rp_t(&columns, w)); /* a table that is laid out by columns */
        ck_ok(rp_contiguous(&columns, columns));
        ck_ok(rp_t(&columns, columns));
        ck_ok(rp_embedding(&y, columns, i, -1, 0, 0));
        expect_values(y, want, 12);
        rp_tensor_release(columns);
        rp_tensor_release(w);
    }
    rp_tensor_release(y);
    rp_tensor_release(narrow);
    rp_tensor_release(i);
}
END_TEST

START_TEST(index__embedding_gradient_sums_skips_padding_and_divides_by_counts)
{
    const int64_t at[] = {1, 3, 1, 0}, shape[] = {4, 2};
    const double sum[] = {6, 7, 4, 6, 0, 0, 2, 3}, padded[] = {6, 7, 0, 0, 0, 0, 2, 3},
                 mean[] = {6, 7, 2, 3, 0, 0, 2, 3};
    static const rp_dtype floats[] = {RP_F64, RP_F32, RP_F16, RP_BF16};
    rp_tensor *i = vector(at, 4), *y = NULL;
    for (int k = 0; k < 4; k++) {
        rp_tensor *g = counted(shape, 2, floats[k]);
        ck_ok(rp_embedding_dense_backward(&y, g, i, 4, -1, 0));
        expect_values(y, sum, 8);
        ck_ok(rp_embedding_dense_backward(&y, g, i, 4, 1, 0));
        expect_values(y, padded, 8);
        ck_ok(rp_embedding_dense_backward(&y, g, i, 4, -1, 1));
        expect_values(y, mean, 8);
        rp_tensor_release(g);
    }
    rp_tensor_release(y);
    rp_tensor_release(i);
}
END_TEST

/* Large enough for threads; the reference adds in the order of the indices. */
START_TEST(index__embedding_gradient_adds_in_order)
{
    enum { N = 4096, V = 37, D = 48 };
    const int64_t shape[] = {N, D};
    int64_t *at = malloc(N * sizeof *at);
    float *want = calloc(V * D, sizeof *want);
    rp_tensor *g = NULL, *y = NULL;
    void *data;
    ck_assert(at && want);
    ck_ok(rp_tensor_create(&g, shape, 2, RP_F32, RP_CPU));
    ck_ok(rp_tensor_write(g, &data));
    for (int64_t i = 0; i < N; i++) at[i] = i * i % V;
    for (int64_t i = 0; i < N * D; i++) ((float *)data)[i] = (float)sin((double)i);
    for (int64_t i = 0; i < N; i++)
        for (int64_t k = 0; k < D; k++) want[at[i] * D + k] += ((float *)data)[i * D + k];
    rp_tensor_done(g);
    rp_tensor *index = vector(at, N);
    ck_ok(rp_embedding_dense_backward(&y, g, index, V, -1, 0));
    for (int64_t i = 0; i < V * D; i++) ck_assert_double_eq(rp_test_value(y, i), (double)want[i]);
    rp_tensor_release(y);
    rp_tensor_release(index);
    rp_tensor_release(g);
    free(want);
    free(at);
}
END_TEST

START_TEST(index__numbers_out_of_range_are_named)
{
    const int64_t shape[] = {5, 3}, over[] = {4, 5}, under[] = {-1, 0}, row[] = {1, 2};
    rp_tensor *w = counted(shape, 2, RP_F32), *high = vector(over, 2), *low = vector(under, 2),
              *y = NULL, *two = NULL;
    ck_fails(rp_embedding(&y, w, high, -1, 0, 0), RP_E_INDEX, "5");
    ck_fails(rp_embedding(&y, w, low, -1, 0, 0), RP_E_INDEX, "-1");
    ck_fails(rp_index_select(&y, w, 0, high), RP_E_INDEX, "5");
    ck_fails(rp_index_select(&y, w, 2, high), RP_E_DIM, "2");
    ck_ok(rp_view(&two, high, row, 2));
    ck_fails(rp_gather(&y, w, 1, two), RP_E_INDEX, "4");
    ck_fails(rp_scatter_value(&y, w, 1, two, rp_value_int(1)), RP_E_INDEX, "4");
    ck_fails(rp_topk(&y, &y, w, 4, -1, 1, 1), RP_E_INDEX, "4");
    rp_tensor_release(two);
    rp_tensor_release(y);
    rp_tensor_release(low);
    rp_tensor_release(high);
    rp_tensor_release(w);
}
END_TEST

START_TEST(index__an_empty_index_gives_an_empty_result)
{
    const int64_t shape[] = {5, 3}, nothing[] = {0, 3}, none = 0;
    rp_tensor *w = counted(shape, 2, RP_F32), *i = numbers(NULL, &none, 1),
              *wide = numbers(NULL, nothing, 2), *y = NULL, *g = NULL;
    ck_ok(rp_embedding(&y, w, i, -1, 0, 0));
    expect_shape(y, 2, nothing);
    ck_ok(rp_embedding_dense_backward(&g, y, i, 2, -1, 0));
    expect_values(g, (const double[]){0, 0, 0, 0, 0, 0}, 6);
    ck_ok(rp_index_select(&y, w, 0, i));
    expect_shape(y, 2, nothing);
    ck_ok(rp_gather(&y, w, 0, wide));
    expect_shape(y, 2, nothing);
    ck_ok(rp_scatter_value(&y, w, 0, wide, rp_value_int(9)));
    expect_same(y, w);
    rp_tensor_release(g);
    rp_tensor_release(y);
    rp_tensor_release(wide);
    rp_tensor_release(i);
    rp_tensor_release(w);
}
END_TEST

/* ---- cat, stack ------------------------------------------------------------------------------ */
START_TEST(index__cat_joins_converts_and_skips_empty_vectors)
{
    const int64_t a_shape[] = {2, 2}, b_shape[] = {2, 1}, none = 0, want_shape[] = {2, 3};
    rp_tensor *empty = NULL, *y = NULL;
    ck_ok(rp_zeros(&empty, &none, 1));
    for (int k = 0; k < DTYPES; k++) {
        rp_tensor *a = counted(a_shape, 2, every_dtype[k]), *b = counted(b_shape, 2, RP_U8),
                  *t = NULL;
        ck_ok(rp_cat(&y, (rp_tensor *[]){a, b}, 2, -1));
        expect_shape(y, 2, want_shape);
        expect_values(y, (const double[]){0, 1, 0, 2, 3, 1}, 6);
        ck_assert_uint_eq(rp_tensor_dtype(y), rp_dtype_promote(every_dtype[k], RP_U8));
        ck_ok(rp_t(&t, a));
        ck_ok(rp_cat(&y, (rp_tensor *[]){t, empty, a}, 3, 0));
        expect_values(y, (const double[]){0, 2, 1, 3, 0, 1, 2, 3}, 8);
        rp_test_release((rp_tensor *[]){a, b, t}, 3);
    }
    rp_tensor_release(y);
    rp_tensor_release(empty);
}
END_TEST

START_TEST(index__stack_makes_a_dimension)
{
    const int64_t shape[] = {2, 3}, want[] = {2, 2, 3}, last[] = {2, 3, 2};
    rp_tensor *a = counted(shape, 2, RP_F32), *b = NULL, *s = NULL, *y = NULL;
    ck_ok(rp_neg(&b, a));
    ck_ok(rp_stack(&y, (rp_tensor *[]){a, b}, 2, 1));
    expect_shape(y, 3, want);
    expect_values(y, (const double[]){0, 1, 2, 0, -1, -2, 3, 4, 5, -3, -4, -5}, 12);
    ck_ok(rp_stack(&y, (rp_tensor *[]){a, b}, 2, -1));
    expect_shape(y, 3, last);
    expect_values(y, (const double[]){0, 0, 1, -1, 2, -2, 3, -3, 4, -4, 5, -5}, 12);
    ck_ok(rp_sum(&s, a));
    ck_ok(rp_stack(&y, (rp_tensor *[]){s, s}, 2, 0));
    expect_values(y, (const double[]){15, 15}, 2);
    ck_fails(rp_stack(&y, (rp_tensor *[]){a, s}, 2, 0), RP_E_SHAPE, "equal size");
    ck_fails(rp_cat(&y, (rp_tensor *[]){a, s}, 2, 0), RP_E_SHAPE, "zero-dimensional");
    rp_test_release((rp_tensor *[]){a, b, s, y}, 4);
}
END_TEST

/* ---- picking and scattering ------------------------------------------------------------------ */
/* Every dim of a (3, 4, 5) tensor against loops, dense and transposed, every element type. */
START_TEST(index__picking_along_every_dimension)
{
    const int64_t shape[] = {3, 4, 5}, at[] = {2, 0, 2, 1, 1};
    rp_tensor *i = vector(at, 5), *y = NULL, *z = NULL;
    for (int k = 0; k < DTYPES; k++) {
        for (int dim = 0; dim < 3; dim++) {
            int64_t want[] = {3, 4, 5}, one[] = {1, 1, 1}, stride[] = {20, 5, 1};
            rp_tensor *x = counted(shape, 3, every_dtype[k]), *t = NULL, *wide = NULL;
            want[dim] = one[dim] = 5;
            ck_ok(rp_transpose_int(&t, x, 0, 2));
            ck_ok(rp_contiguous(&t, t));
            ck_ok(rp_transpose_int(&t, t, 0, 2)); /* x in another layout */
            ck_ok(rp_view(&wide, i, one, 3));
            ck_ok(rp_expand(&wide, wide, want, 3));
            ck_ok(rp_index_select(&y, x, dim, i));
            expect_shape(y, 3, want);
            for (int64_t r = 0; r < rp_tensor_numel(y); r++) {
                int64_t p[] = {r / (want[1] * want[2]), r / want[2] % want[1], r % want[2]};
                p[dim] = at[p[dim]];
                ck_assert_double_eq(
                    rp_test_value(y, r),
                    (double)(p[0] * stride[0] + p[1] * stride[1] + p[2] * stride[2]));
            }
            ck_ok(rp_index_select(&z, t, dim - 3, i));
            expect_same(z, y);
            ck_ok(rp_gather(&z, x, dim, wide));
            expect_same(z, y);
            ck_ok(rp_gather(&z, t, dim, wide));
            expect_same(z, y);
            rp_test_release((rp_tensor *[]){x, t, wide}, 3);
        }
    }
    rp_test_release((rp_tensor *[]){i, y, z}, 3);
}
END_TEST

START_TEST(index__scatter_writes_the_last_and_adds_all)
{
    const int64_t shape[] = {2, 3}, at[] = {1, 1, 0, 2, 2, 2};
    const double src[] = {2, 1, 0, 0, 0, 5}, add[] = {2, 1, 0, 0, 0, 12},
                 value[] = {7, 7, 0, 0, 0, 7};
    rp_tensor *i = numbers(at, shape, 2), *y = NULL;
    for (int k = 0; k < DTYPES; k++) {
        rp_tensor *x = counted(shape, 2, every_dtype[k]), *zero = NULL, *t = NULL;
        ck_ok(rp_zeros_like(&zero, x));
        ck_ok(rp_scatter_src(&y, zero, 1, i, x));
        expect_values(y, src, 6);
        ck_ok(rp_scatter_add(&y, zero, -1, i, x));
        expect_values(y, add, 6);
        ck_ok(rp_scatter_value(&y, zero, 1, i, rp_value_int(7)));
        expect_values(y, value, 6);
        expect_values(zero, (const double[]){0, 0, 0, 0, 0, 0}, 6); /* left as it was */
        ck_ok(rp_zeros_full(&t, (const int64_t[]){3, 2}, 2, every_dtype[k], NULL, NULL, NULL));
        ck_ok(rp_t(&t, t));
        ck_ok(rp_scatter_add_(NULL, t, 1, i, x)); /* in place, transposed */
        expect_values(t, add, 6);
        ck_ok(rp_scatter__value(NULL, t, 1, i, rp_value_int(7)));
        expect_values(t, value, 6);
        ck_ok(rp_scatter__src(NULL, t, 1, i, x));
        expect_values(t, src, 6);
        rp_test_release((rp_tensor *[]){x, zero, t}, 3);
    }
    rp_test_release((rp_tensor *[]){i, y}, 2);
}
END_TEST

START_TEST(index__index_add_repeats_and_scales)
{
    const int64_t shape[] = {3, 2}, self_shape[] = {2, 2}, at[] = {1, 0, 1};
    rp_tensor *i = vector(at, 3), *y = NULL;
    for (int k = 0; k < DTYPES; k++) {
        rp_tensor *x = counted(shape, 2, every_dtype[k]),
                  *self = counted(self_shape, 2, every_dtype[k]);
        ck_ok(rp_index_add(&y, self, 0, i, x));
        expect_values(y, (const double[]){2, 4, 6, 9}, 4);
        ck_ok(rp_index_add_full(&y, self, 0, i, x, rp_value_int(2)));
        expect_values(y, (const double[]){4, 7, 10, 15}, 4);
        ck_ok(rp_index_add_(NULL, self, 0, i, x));
        expect_values(self, (const double[]){2, 4, 6, 9}, 4);
        rp_test_release((rp_tensor *[]){x, self}, 2);
    }
    rp_test_release((rp_tensor *[]){i, y}, 2);
}
END_TEST

/* Many elements in few places: float sums have one order, whatever the number of threads. */
START_TEST(index__scatter_add_has_one_order)
{
    enum { N = 3000, M = 40, PLACES = 7 };
    const int64_t shape[] = {N, M}, few[] = {PLACES, M};
    rp_tensor *x = NULL, *i = NULL, *zero = NULL, *y = NULL;
    void *data, *at;
    float *want = calloc(PLACES * M, sizeof *want);
    ck_assert_ptr_nonnull(want);
    ck_ok(rp_tensor_create(&x, shape, 2, RP_F32, RP_CPU));
    ck_ok(rp_tensor_create(&i, shape, 2, RP_I64, RP_CPU));
    ck_ok(rp_tensor_write(x, &data));
    ck_ok(rp_tensor_write(i, &at));
    for (int64_t k = 0; k < N * M; k++) {
        ((float *)data)[k] = (float)sin((double)k);
        ((int64_t *)at)[k] = k * 31 % PLACES;
        want[k * 31 % PLACES * M + k % M] += ((float *)data)[k];
    }
    rp_tensor_done(i);
    rp_tensor_done(x);
    ck_ok(rp_zeros(&zero, few, 2));
    ck_ok(rp_scatter_add(&y, zero, 0, i, x));
    for (int64_t k = 0; k < PLACES * M; k++)
        ck_assert_double_eq(rp_test_value(y, k), (double)want[k]);
    free(want);
    rp_test_release((rp_tensor *[]){x, i, zero, y}, 4);
}
END_TEST

/* ---- triangles, flip, parts ------------------------------------------------------------------ */
START_TEST(index__triangles_keep_one_side)
{
    const int64_t shape[] = {2, 3, 4};
    rp_tensor *y = NULL, *z = NULL;
    for (int k = 0; k < DTYPES; k++) {
        rp_tensor *x = counted(shape, 3, every_dtype[k]), *t = NULL;
        ck_ok(rp_transpose_int(&t, x, 1, 2));
        for (int64_t diagonal = -4; diagonal <= 5; diagonal++) {
            ck_ok(rp_tril(&y, x, diagonal));
            ck_ok(rp_triu(&z, t, -diagonal));
            for (int64_t i = 0; i < 24; i++) {
                const int64_t b = i / 12, r = i / 4 % 3, c = i % 4;
                const double want = c - r <= diagonal ? (double)i : 0;
                ck_assert_double_eq(rp_test_value(y, i), want);
                ck_assert_double_eq(rp_test_value(z, b * 12 + c * 3 + r), want);
            }
        }
        ck_ok(rp_tril_(NULL, x, 0));
        ck_ok(rp_triu_(NULL, t, 0)); /* the same elements once more */
        for (int64_t i = 0; i < 24; i++)
            ck_assert_double_eq(rp_test_value(x, i), i % 4 <= i / 4 % 3 ? (double)i : 0);
        rp_test_release((rp_tensor *[]){x, t}, 2);
    }
    rp_test_release((rp_tensor *[]){y, z}, 2);
}
END_TEST

START_TEST(index__flip_reverses_any_dimensions)
{
    const int64_t shape[] = {3, 4, 5};
    rp_tensor *y = NULL;
    for (int k = 0; k < DTYPES; k++) {
        for (unsigned mask = 0; mask < 8; mask++) {
            rp_tensor *x = counted(shape, 3, every_dtype[k]);
            int64_t dims[3];
            uint32_t n = 0;
            for (int d = 0; d < 3; d++)
                if (mask >> d & 1) dims[n++] = d - 3;
            ck_ok(rp_flip(&y, x, dims, n));
            for (int64_t i = 0; i < 60; i++) {
                const int64_t p = i / 20, q = i / 5 % 4, r = i % 5;
                const int64_t a = mask & 1 ? 2 - p : p, b = mask & 2 ? 3 - q : q,
                              c = mask & 4 ? 4 - r : r;
                ck_assert_double_eq(rp_test_value(y, i), (double)(a * 20 + b * 5 + c));
            }
            rp_tensor_release(x);
        }
    }
    rp_tensor_release(y);
}
END_TEST

static void as_strided_grad(rp_tensor **out, rp_tensor *g,
                            const rp_value *rest) /* the six arguments after grad */
{
    rp_value in[7] = {rp_value_tensor(g)}, result;
    for (int k = 0; k < 6; k++) in[k + 1] = rest[k];
    ck_ok(rp_op_call(rp_op_find("reprise::as_strided_grad"), in, 7, &result, 1));
    rp_tensor_release(*out);
    *out = result.u.t;
}

#define INTS(...)                                                                                  \
    rp_value_list((rp_value *)list_of((const int64_t[]){__VA_ARGS__},                              \
                                      sizeof((const int64_t[]){__VA_ARGS__}) / sizeof(int64_t)),   \
                  sizeof((const int64_t[]){__VA_ARGS__}) / sizeof(int64_t))
static rp_value *list_of(const int64_t *v, size_t n)
{
    static rp_value room[16][4];
    static unsigned turn;
    rp_value *items = room[turn++ % 16];
    for (size_t i = 0; i < n; i++) items[i] = rp_value_int(v[i]);
    return items;
}

START_TEST(index__gradients_of_parts_are_zeros_around_the_part)
{
    const int64_t shape[] = {2, 2}, whole[] = {2, 5}, cube[] = {2, 2, 2};
    rp_tensor *g = counted(shape, 2, RP_F32), *y = NULL;
    ck_ok(rp_add_scalar(&g, g, rp_value_int(1), rp_value_int(1)));
    ck_ok(rp_slice_backward(&y, g, whole, 2, 1, 1, 5, 2));
    expect_values(y, (const double[]){0, 1, 0, 2, 0, 0, 3, 0, 4, 0}, 10);
    ck_ok(rp_select_backward(&y, g, cube, 3, 1, -1));
    expect_values(y, (const double[]){0, 0, 1, 2, 0, 0, 3, 4}, 8);
    /* windows of two over five elements: the middle ones are seen twice */
    as_strided_grad(&y, g,
                    (const rp_value[]){INTS(3), INTS(1), rp_value_int(4), INTS(2, 2), INTS(1, 1),
                                       rp_value_int(4)});
    expect_values(y, (const double[]){1, 5, 4}, 3);
    /* a base with gaps, and a view of the other column order */
    as_strided_grad(&y, g,
                    (const rp_value[]){INTS(2, 2), INTS(1, 3), rp_value_int(0), INTS(2, 2),
                                       INTS(3, 1), rp_value_int(0)});
    expect_values(y, (const double[]){1, 3, 2, 4}, 4);
    /* elements of the view that the base does not see */
    as_strided_grad(&y, g,
                    (const rp_value[]){INTS(2), INTS(1), rp_value_int(1), INTS(2, 2), INTS(2, 1),
                                       rp_value_int(0)});
    expect_values(y, (const double[]){2, 3}, 2);
    rp_test_release((rp_tensor *[]){g, y}, 2);
}
END_TEST

/* ---- order ----------------------------------------------------------------------------------- */
START_TEST(index__sort_is_stable_and_nan_is_largest)
{
    const double v[] = {2, NAN, -1, 2, -0.0, 0, -INFINITY};
    const int64_t shape[] = {7};
    static const rp_dtype floats[] = {RP_F64, RP_F32, RP_F16, RP_BF16};
    rp_tensor *x = rp_test_f64(v, shape, 1), *t = NULL, *y = NULL, *at = NULL;
    for (int k = 0; k < 4; k++) {
        ck_ok(rp_to_dtype(&t, x, floats[k], 0, 0, NULL));
        ck_ok(rp_sort(&y, &at, t, -1, 0));
        expect_values(y, (const double[]){-INFINITY, -1, 0, 0, 2, 2, NAN}, 7);
        expect_values(at, (const double[]){6, 2, 4, 5, 0, 3, 1}, 7);
        ck_ok(rp_sort_stable_full(&y, &at, t, NULL, 0, 1));
        expect_values(y, (const double[]){NAN, 2, 2, 0, 0, -1, -INFINITY}, 7);
        expect_values(at, (const double[]){1, 0, 3, 4, 5, 2, 6}, 7);
        ck_ok(rp_topk(&y, &at, t, 2, 0, 1, 1));
        expect_values(y, (const double[]){NAN, 2}, 2);
        expect_values(at, (const double[]){1, 3}, 2);
        ck_ok(rp_topk(&y, &at, t, 3, 0, 0, 1));
        expect_values(y, (const double[]){-INFINITY, -1, 0}, 3);
    }
    rp_test_release((rp_tensor *[]){x, t, y, at}, 4);
}
END_TEST

/* Long lines along the middle dim; topk is the head of a sort. */
START_TEST(index__order_along_a_middle_dimension)
{
    const int64_t shape[] = {3, 1000, 4};
    rp_tensor *x = rp_test_f64_sin(shape, 3, 0.2, 4), *y = NULL, *at = NULL, *top = NULL,
              *top_at = NULL, *same = NULL;
    ck_ok(rp_sort(&y, &at, x, 1, 1));
    for (int64_t a = 0; a < 3; a++)
        for (int64_t i = 1; i < 1000; i++)
            for (int64_t c = 0; c < 4; c++)
                ck_assert_double_ge(rp_test_value(y, (a * 1000 + i - 1) * 4 + c),
                                    rp_test_value(y, (a * 1000 + i) * 4 + c));
    ck_ok(rp_gather(&same, x, 1, at));
    expect_same(same, y);
    for (int64_t k = 5; k <= 500; k *= 10) {
        const int64_t start = 0;
        ck_ok(rp_topk(&top, &top_at, x, k, 1, 1, 1));
        ck_ok(rp_slice(&same, y, 1, &start, &k, 1));
        expect_same(top, same);
        ck_ok(rp_slice(&same, at, 1, &start, &k, 1));
        expect_same(top_at, same);
    }
    rp_test_release((rp_tensor *[]){x, y, at, top, top_at, same}, 6);
}
END_TEST

START_TEST(index__integers_sort_exactly_and_scalars_are_lines_of_one)
{
    const int64_t v[] = {INT64_MAX, INT64_MIN, INT64_MAX - 1, 0}, one = 3;
    rp_tensor *x = vector(v, 4), *s = numbers(&one, NULL, 0), *y = NULL, *at = NULL;
    ck_ok(rp_sort(&y, &at, x, 0, 0));
    expect_values(at, (const double[]){1, 3, 2, 0}, 4);
    ck_ok(rp_sort(&y, &at, s, -1, 0));
    expect_values(y, (const double[]){3}, 1);
    expect_values(at, (const double[]){0}, 1);
    ck_ok(rp_topk(&y, &at, s, 1, 0, 1, 1));
    expect_values(y, (const double[]){3}, 1);
    ck_ok(rp_topk(&y, &at, x, 0, 0, 1, 1));
    ck_assert_int_eq(rp_tensor_numel(y), 0);
    rp_test_release((rp_tensor *[]){x, s, y, at}, 4);
}
END_TEST

/* ---- gradients: in[0], in[1] floating (2, 3), in[2] int64 (2, 2), in[3] int64 (3) ------------ */
#define CASE(name_, call_)                                                                         \
    static rp_status name_(void *ctx, rp_tensor *const *in, rp_tensor **out)                       \
    {                                                                                              \
        (void)ctx;                                                                                 \
        return call_;                                                                              \
    }
CASE(g_embedding, rp_embedding(out, in[0], in[2], -1, 0, 0))
CASE(g_padded, rp_embedding(out, in[0], in[2], 1, 0, 0))
CASE(g_dense, rp_embedding_dense_backward(out, in[0], in[4], 3, 2, 0))
CASE(g_cat, rp_cat(out, (rp_tensor *[]){in[0], in[1], in[0]}, 3, 1))
CASE(g_stack, rp_stack(out, (rp_tensor *[]){in[1], in[0]}, 2, -1))
CASE(g_select, rp_index_select(out, in[0], 1, in[3]))
CASE(g_add, rp_index_add_full(out, in[0], 1, in[3], in[1], rp_value_float(1.5)))
CASE(g_gather, rp_gather(out, in[0], 1, in[2]))
CASE(g_scatter, rp_scatter_src(out, in[0], 1, in[5], in[1]))
CASE(g_value, rp_scatter_value(out, in[0], 1, in[2], rp_value_float(0.5)))
CASE(g_scatter_add, rp_scatter_add(out, in[0], 1, in[2], in[1]))
CASE(g_tril, rp_tril(out, in[0], 0))
CASE(g_triu, rp_triu(out, in[0], 1))
CASE(g_flip, rp_flip(out, in[0], (const int64_t[]){1, 0}, 2))
CASE(g_sort, rp_sort(out, NULL, in[0], 1, 1))
CASE(g_topk, rp_topk(out, NULL, in[0], 2, 1, 0, 1))
CASE(g_slice_backward, rp_slice_backward(out, in[0], (const int64_t[]){2, 7}, 2, 1, 1, 6, 2))
CASE(g_select_backward, rp_select_backward(out, in[0], (const int64_t[]){2, 4, 3}, 3, 1, 2))
CASE(g_windows,
     rp_as_strided(out, in[0], (const int64_t[]){4, 3}, 2, (const int64_t[]){1, 1}, 2, NULL))
static rp_status g_twice(void *ctx, rp_tensor *const *in, rp_tensor **out)
{
    RP_LOCAL rp_tensor *y = NULL;
    (void)ctx;
    RP_TRY(rp_mul(&y, in[0], in[1]));
    RP_TRY(rp_gather(&y, y, 1, in[2]));
    RP_TRY(rp_cat(&y, (rp_tensor *[]){y, in[0]}, 2, 1));
    RP_TRY(rp_embedding(&y, y, in[2], -1, 0, 0));
    return rp_mul(out, y, y);
}

static int operands(rp_tensor **in)
{
    static const int64_t shape[] = {2, 3}, two[] = {2, 2}, at[] = {0, 1, 1, 1}, along[] = {2, 0, 2},
                         rows[] = {1, 2}, once[] = {2, 0, 1, 2};
    in[0] = rp_test_f64_sin(shape, 2, 0.4, 1);
    in[1] = rp_test_f64_sin(shape, 2, 1.7, 1);
    in[2] = numbers(at, two, 2);
    in[3] = vector(along, 3);
    in[4] = vector(rows, 2);
    in[5] =
        numbers(once, two, 2); /* no element twice: a scatter that overwrites has no one gradient */
    return 6;
}

START_TEST(index__gradients_match_difference_quotients)
{
    static const rp_test_fn table[] = {g_embedding,
                                       g_dense,
                                       g_cat,
                                       g_stack,
                                       g_select,
                                       g_add,
                                       g_gather,
                                       g_scatter,
                                       g_value,
                                       g_scatter_add,
                                       g_tril,
                                       g_triu,
                                       g_flip,
                                       g_sort,
                                       g_topk,
                                       g_slice_backward,
                                       g_select_backward,
                                       g_windows,
                                       g_twice};
    for (size_t k = 0; k < sizeof table / sizeof *table; k++) {
        rp_tensor *in[RP_TEST_INPUTS] = {NULL};
        const int n = operands(in);
        rp_test_gradcheck(table[k], NULL, in, n);
        rp_test_release(in, n);
    }
}
END_TEST

START_TEST(index__padding_rows_get_no_gradient)
{
    rp_tensor *in[RP_TEST_INPUTS] = {NULL}, *y = NULL;
    operands(in);
    ck_ok(rp_tensor_require_grad(in[0], 1));
    ck_ok(g_padded(NULL, in, &y));
    rp_tensor *weight = rp_test_f64_sin(rp_tensor_shape(y), rp_tensor_ndim(y), 0.2, 1);
    ck_ok(rp_backward(&y, &weight, 1, NULL));
    for (int64_t i = 0; i < 3; i++) {
        ck_assert_double_eq(rp_test_value(rp_tensor_grad(in[0]), i), rp_test_value(weight, i));
        ck_assert_double_eq(rp_test_value(rp_tensor_grad(in[0]), 3 + i), 0);
    }
    rp_tensor_release(weight);
    rp_tensor_release(y);
    rp_test_release(in, RP_TEST_INPUTS);
}
END_TEST

START_TEST(index__second_derivatives_come_through_create_graph)
{
    rp_tensor *in[RP_TEST_INPUTS] = {NULL};
    const int n = operands(in);
    rp_test_gradgradcheck(g_twice, NULL, in, n);
    rp_test_release(in, n);
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite(
        "index", index__embedding_looks_rows_up,
        index__embedding_gradient_sums_skips_padding_and_divides_by_counts,
        index__embedding_gradient_adds_in_order, index__numbers_out_of_range_are_named,
        index__an_empty_index_gives_an_empty_result,
        index__cat_joins_converts_and_skips_empty_vectors, index__stack_makes_a_dimension,
        index__picking_along_every_dimension, index__scatter_writes_the_last_and_adds_all,
        index__index_add_repeats_and_scales, index__scatter_add_has_one_order,
        index__triangles_keep_one_side, index__flip_reverses_any_dimensions,
        index__gradients_of_parts_are_zeros_around_the_part,
        index__sort_is_stable_and_nan_is_largest, index__order_along_a_middle_dimension,
        index__integers_sort_exactly_and_scalars_are_lines_of_one,
        index__gradients_match_difference_quotients, index__padding_rows_get_no_gradient,
        index__second_derivatives_come_through_create_graph, NULL);
}
