/* tests/dispatch/test_registry.c - operators and kernels by name: stages, preference, what is
 * refused, plain C kernels */
#include "dispatch/impl.h"
#include "dispatch/test_ops.inc"
#include <pthread.h>

/* ---- finding --------------------------------------------------------------------------------- */
START_TEST(registry__finds_operators_by_every_name)
{
    test_ops_register();
    ck_assert_ptr_eq(rp_op_find("test::add"), rp_op_find("test::add.default"));
    ck_assert_str_eq(rp_op_name(rp_op_find("test::add.out")), "test::add.out");
    ck_assert_str_eq(rp_op_schema(rp_op_find("test::total")),
                     "test::total(Tensor?[] list) -> Tensor");
    const rp_op *op = test_op("test::add");
    ck_assert_uint_eq(rp_op_argument_count(op), 3);
    ck_assert_uint_eq(rp_op_return_count(op), 1);
    ck_assert(rp_op_has_tag(op, "@test") && rp_op_has_tag(op, "@sum") &&
              !rp_op_has_tag(op, "@su") && !rp_op_has_tag(op, "@"));
    ck_assert_ptr_eq(rp_op_at(op->index), op);
    const rp_op *overloads[4];
    ck_assert_uint_eq(rp_op_overloads("test::add", overloads, 4), 2);
}
END_TEST

START_TEST(registry__unknown_names_get_near_misses)
{
    test_ops_register();
    ck_assert_ptr_null(rp_op_find("test::ad"));
    ck_assert_ptr_nonnull(
        strstr(rp_error_message(), "there is no operator 'test::ad'; did you mean test::add"));
    ck_assert_ptr_null(rp_op_find("scael"));
    ck_assert_ptr_nonnull(strstr(rp_error_message(), "did you mean test::scale"));
    ck_assert_ptr_null(rp_op_find("nonsense::of_many_letters"));
    ck_assert_ptr_nonnull(
        strstr(rp_error_message(), "there is no operator 'nonsense::of_many_letters' among"));
    ck_assert_ptr_null(rp_op_find(NULL));
}
END_TEST

START_TEST(registry__variants_share_their_row)
{
    test_ops_register();
    const rp_op *add = test_op("test::add"), *in_place = test_op("test::add_"),
                *out = test_op("test::add.out");
    ck_assert_ptr_eq(in_place->functional, add);
    ck_assert_ptr_eq(in_place->row, add->row);
    ck_assert_int_eq(add->form, RP_FORM_FUNCTIONAL);
    ck_assert_int_eq(in_place->form, RP_FORM_INPLACE);
    ck_assert_int_eq(out->form, RP_FORM_OUT);
    ck_assert_int_eq(out->target[0], 3);
    ck_assert_int_eq(in_place->target[0], 0);
    ck_assert_int_eq(add->target[0], -1);
    ck_assert_uint_eq(in_place->mutates, 1);
}
END_TEST

/* ---- stages ---------------------------------------------------------------------------------- */
struct rows {
    const rp_op_row *row;
    const rp_kernel_row *kernel;
    rp_status fail;
};
static rp_status add_rows(void *ctx, rp_registrar *r)
{
    const struct rows *rows = ctx;
    for (const rp_op_row *row = rows->row; row && row->size; row++) RP_TRY(rp_register_op(r, row));
    for (const rp_kernel_row *k = rows->kernel; k && k->size; k++) RP_TRY(rp_register_kernel(r, k));
    return rows->fail ? RP_FAIL(rows->fail, "changed its mind") : RP_OK;
}
static rp_status add(const rp_op_row *row, const rp_kernel_row *kernel, rp_status fail)
{
    return rp_register("rows", add_rows, &(struct rows){row, kernel, fail});
}
#define ROW(schema_)                                                                               \
    {                                                                                              \
        .size = sizeof(rp_op_row), .schema = (schema_)                                             \
    }
#define KERNEL(op_, key_, fn_, prefer_)                                                            \
    {                                                                                              \
        .size = sizeof(rp_kernel_row), .op = (op_), .key = (key_), .boxed = (fn_),                 \
        .prefer = (prefer_), .file = "here.c", .line = 7                                           \
    }

START_TEST(registry__commit_is_all_or_nothing)
{
    test_ops_register();
    const uint32_t n = rp_op_count();
    ck_fails(add((const rp_op_row[]){ROW("stage::one() -> ()"), {0}}, NULL, RP_E_STATE), RP_E_STATE,
             "changed its mind");
    ck_fails(
        add((const rp_op_row[]){ROW("stage::one() -> ()"), ROW("stage::broken("), {0}}, NULL, 0),
        RP_E_INVALID, "column 15");
    ck_fails(add((const rp_op_row[]){ROW("stage::one() -> ()"), {0}},
                 (const rp_kernel_row[]){KERNEL("stage::two", "cpu", nop_kernel, 0), {0}}, 0),
             RP_E_UNIMPLEMENTED, "there is no operator 'stage::two'");
    ck_assert_ptr_nonnull(strstr(rp_error_message(), "kernel for cpu, here.c:7"));
    ck_assert_uint_eq(rp_op_count(), n);
    ck_assert_ptr_null(rp_op_lookup("stage::one"));
    ck_ok(add((const rp_op_row[]){ROW("stage::one() -> ()"), {0}},
              (const rp_kernel_row[]){KERNEL("stage::one", "cpu", nop_kernel, 0), {0}}, 0));
    ck_ok(rp_op_call(test_op("stage::one"), NULL, 0, NULL, 0));
}
END_TEST

START_TEST(registry__refuses_what_is_taken_or_malformed)
{
    test_ops_register();
    ck_fails(add((const rp_op_row[]){ROW("test::add(Tensor x) -> Tensor"), {0}}, NULL, 0),
             RP_E_STATE,
             "operator test::add is already registered by 'tests' as \"test::add(Tensor self");
    ck_fails(
        add((const rp_op_row[]){ROW("twice::x() -> ()"), ROW("twice::x() -> ()"), {0}}, NULL, 0),
        RP_E_STATE, "operator twice::x is already registered");
    ck_fails(add((const rp_op_row[]){{.size = 8, .schema = "a::b() -> ()"}, {0}}, NULL, 0),
             RP_E_ABI, "an operator row has size 8");
    ck_fails(add((const rp_op_row[]){{.size = sizeof(rp_op_row),
                                      .schema = "form::x(Tensor a, int b) -> Tensor",
                                      .variants =
                                          (const char *const[]){
                                              "form::x_(Tensor(a!) a) -> Tensor(a!)", NULL}},
                                     {0}},
                 NULL, 0),
             RP_E_INVALID,
             "form::x_(Tensor(a!) a) -> Tensor(a!) is no in-place or out form of form::x(Tensor a, "
             "int b) -> Tensor");
    ck_fails(
        add(NULL, (const rp_kernel_row[]){KERNEL("test::add", "vulkan", add_kernel, 0), {0}}, 0),
        RP_E_INVALID, "there is no key 'vulkan'; there are meta, autograd, composite, cpu");
    ck_fails(add(NULL, (const rp_kernel_row[]){KERNEL("test::add", "cpu", NULL, 0), {0}}, 0),
             RP_E_INVALID, "exactly one of `boxed` and `plain` must be set");
}
END_TEST

/* ---- preference ------------------------------------------------------------------------------ */
static int which;
BOXED(first_kernel)
{
    UNUSED;
    which = 1;
    return RP_OK;
}
BOXED(second_kernel)
{
    UNUSED;
    which = 2;
    return RP_OK;
}

START_TEST(registry__best_preference_wins_and_the_later_among_equals)
{
    const rp_op *op;
    ck_ok(add((const rp_op_row[]){ROW("prefer::x() -> ()"), {0}},
              (const rp_kernel_row[]){KERNEL("prefer::x", "cpu", first_kernel, 10), {0}}, 0));
    op = test_op("prefer::x");
    ck_ok(add(NULL, (const rp_kernel_row[]){KERNEL("prefer::x", "cpu", second_kernel, 0), {0}}, 0));
    ck_ok(rp_op_call(op, NULL, 0, NULL, 0));
    ck_assert_int_eq(which, 1);
    ck_ok(
        add(NULL, (const rp_kernel_row[]){KERNEL("prefer::x", "cpu", second_kernel, 10), {0}}, 0));
    ck_ok(rp_op_call(op, NULL, 0, NULL, 0));
    ck_assert_int_eq(which, 2);
    const rp_kernel *k = atomic_load(&op->slot[RP_SLOT_DEVICE0]);
    ck_assert(k->fn == second_kernel && k->next->fn == first_kernel &&
              k->next->next->fn == second_kernel && !k->next->next->next);
}
END_TEST

static _Atomic int swap_done;
static void *call_until_done(void *op)
{
    rp_status st = RP_OK;
    while (!atomic_load(&swap_done) && st == RP_OK) st = rp_op_call(op, NULL, 0, NULL, 0);
    return (void *)(intptr_t)st;
}
/* `self` and function belong together: a kernel that sees another one's self says so. */
BOXED(checking_kernel)
{
    UNUSED;
    return *(const rp_boxed *)self == checking_kernel ? RP_OK : RP_FAIL(RP_E_INTERNAL, "torn");
}
BOXED(other_checking_kernel)
{
    UNUSED;
    return *(const rp_boxed *)self == other_checking_kernel ? RP_OK
                                                            : RP_FAIL(RP_E_INTERNAL, "torn");
}

START_TEST(registry__kernels_are_replaced_while_other_threads_call_them)
{
    static rp_boxed fn[] = {checking_kernel, other_checking_kernel};
    pthread_t thread;
    void *status;
    rp_kernel_row rows[] = {KERNEL("swap::x", "cpu", checking_kernel, 0), {0}};
    rows[0].self = &fn[0];
    ck_ok(add((const rp_op_row[]){ROW("swap::x() -> ()"), {0}}, rows, 0));
    ck_assert_int_eq(
        pthread_create(&thread, NULL, call_until_done, (void *)(uintptr_t)test_op("swap::x")), 0);
    for (int i = 1; i < 200; i++) {
        rows[0].boxed = fn[i & 1];
        rows[0].self = &fn[i & 1];
        ck_ok(add(NULL, rows, 0));
    }
    atomic_store(&swap_done, 1);
    pthread_join(thread, &status);
    ck_assert(rp_op_call(test_op("swap::x"), NULL, 0, NULL, 0) == RP_OK);
    ck_assert_int_eq((intptr_t)status, RP_OK);
}
END_TEST

START_TEST(registry__memory_errors_leave_nothing_behind)
{
    test_ops_register();
    rp_memory_stats before = {.size = sizeof before}, after = before;
    const uint32_t n_ops = rp_op_count();
    rp_memory_get(RP_CPU, &before);
    rp_status st;
    int n = 0;
    do {
        rp_memory_fail_after(++n);
        st = add(
            (const rp_op_row[]){
                {.size = sizeof(rp_op_row),
                 .schema = "fault::x(Tensor a) -> Tensor",
                 .meta = same_meta,
                 .variants = (const char *const[]){"fault::x_(Tensor(a!) a) -> Tensor(a!)", NULL}},
                {0}},
            (const rp_kernel_row[]){KERNEL("fault::x", "cpu", nop_kernel, 0), {0}}, 0);
        rp_memory_fail_after(0);
        if (st) ck_assert_uint_eq(rp_op_count(), n_ops);
    } while (st == RP_E_MEMORY && n < 200);
    ck_ok(st);
    ck_assert_int_gt(n, 5);
    rp_memory_get(RP_CPU, &after);
    /* what is left is the record of who tried, one for each try that got that far */
    ck_assert_uint_le(after.live_objects - before.live_objects, 2u * (unsigned)n + 16u);
}
END_TEST

/* ---- plain C kernels ------------------------------------------------------------------------- */
static rp_status plain_axpy(rp_call *c, rp_tensor **out, rp_tensor *x, rp_tensor *y, double a,
                            int64_t n, const int64_t *limit, int flag, rp_value s,
                            const int64_t *list, uint32_t n_list, const char *mode, rp_dtype dtype,
                            rp_tensor *absent)
{
    float *o = (*out)->storage->data;
    const float *px = x->storage->data, *py = y->storage->data;
    (void)c;
    if (absent) return RP_FAIL(RP_E_INVALID, "a tensor where none was given");
    for (int64_t i = 0; i < (*out)->numel; i++) o[i] = (float)(a * (double)px[i]) + py[i];
    o[0] = (float)n;
    o[1] = limit ? (float)*limit : -1.0f;
    o[2] = (float)(flag * 100 + (int)n_list * 10 + (int)list[n_list - 1]) + (float)s.u.f +
           (strcmp(mode, "sum") == 0 ? 0.5f : 0) + (dtype == RP_I32 ? 1000 : 0);
    return RP_OK;
}
static rp_status plain_pair(rp_call *c, rp_tensor **out, rp_value *count, rp_tensor *const *list,
                            uint32_t n)
{
    (void)c, (void)out;
    *count = rp_value_int(n);
    return list[0] ? RP_OK : RP_FAIL(RP_E_VALUE, "the first of %u is absent", n);
}
BOXED(pair_meta)
{
    UNUSED;
    return rp_call_output(c, out, 0, (const int64_t[]){2}, 1, RP_F32);
}
#define PLAIN(op_, fn_, signature_)                                                                \
    {                                                                                              \
        .size = sizeof(rp_kernel_row), .op = (op_), .key = "cpu", .plain = (void (*)(void))(fn_),  \
        .signature = (signature_)                                                                  \
    }

START_TEST(plain__c_functions_are_called_with_c_types)
{
    test_ops_register();
    ck_ok(add(
        (const rp_op_row[]){
            {.size = sizeof(rp_op_row),
             .meta = same_meta,
             .schema =
                 "plain::axpy(Tensor x, Tensor y, float a, int n, int? limit=None, bool "
                 "flag=False, Scalar s=1, int[] list=[1, 2], "
                 "str mode=\"mean\", *, ScalarType? dtype=None, Tensor? extra=None) -> Tensor"},
            {0}},
        (const rp_kernel_row[]){PLAIN("plain::axpy", plain_axpy,
                                      "(Tensor, Tensor, float, int, int?, bool, Scalar, int[], "
                                      "str, ScalarType?, Tensor?) -> Tensor"),
                                {0}},
        0));
    RP_LOCAL rp_tensor *x = rp_test_f32((const float[]){1, 2, 3, 4}, (const int64_t[]){4}, 1),
                       *o = NULL;
    ck_ok(TEST_CALL(&o, "plain::axpy", T(x), T(x), rp_value_float(2), rp_value_int(7)));
    ck_assert_float_eq(rp_test_at(o, 3), 12);
    ck_assert_float_eq(rp_test_at(o, 0), 7);
    ck_assert_float_eq(rp_test_at(o, 1), -1);
    const rp_value list[] = {rp_value_int(1), rp_value_int(2), rp_value_int(5)};
    ck_ok(TEST_CALL(&o, "plain::axpy", T(x), T(x), rp_value_float(2), rp_value_int(7),
                    rp_value_int(9), rp_value_bool(1), rp_value_float(0.25), rp_value_list(list, 3),
                    rp_value_str("sum", 3), rp_value_dtype(RP_I32)));
    ck_assert_float_eq(rp_test_at(o, 1), 9);
    ck_assert_float_eq(rp_test_at(o, 2), 1000 + 100 + 30 + 5 + 0.25f + 0.5f);
}
END_TEST

START_TEST(plain__lists_results_and_errors)
{
    ck_ok(add((const rp_op_row[]){{.size = sizeof(rp_op_row),
                                   .schema = "plain::pair(Tensor?[] list) -> (Tensor, int)",
                                   .meta = pair_meta},
                                  {0}},
              (const rp_kernel_row[]){
                  PLAIN("plain::pair", plain_pair, "(Tensor?[]) -> (Tensor, int)"), {0}},
              0));
    RP_LOCAL rp_tensor *x = rp_test_f32((const float[]){1}, (const int64_t[]){1}, 1);
    rp_value many[100], out[2];
    for (int i = 0; i < 100; i++) many[i] = T(x); /* more than fits the frame */
    const rp_value list = rp_value_list(many, 100);
    ck_ok(rp_op_call(test_op("plain::pair"), &list, 1, out, 2));
    ck_assert_int_eq(out[1].u.i, 100);
    ck_assert_int_eq(rp_tensor_numel(out[0].u.t), 2);
    rp_value_clear(&out[0]);
    many[0] = rp_value_none();
    ck_fails(rp_op_call(test_op("plain::pair"), &list, 1, out, 2), RP_E_VALUE,
             "the first of 100 is absent");
    ck_assert_uint_eq(out[0].tag, RP_TAG_NONE);
}
END_TEST

START_TEST(plain__signature_must_fit_the_schema)
{
    test_ops_register();
    ck_fails(add(NULL,
                 (const rp_kernel_row[]){
                     PLAIN("test::add", plain_axpy, "(Tensor, Tensor) -> Tensor"), {0}},
                 0),
             RP_E_INVALID,
             "the plain kernel's signature \"(Tensor, Tensor) -> Tensor\" does not fit the schema "
             "\"test::add(Tensor self, Tensor other, *, Scalar alpha=1) -> Tensor\"");
    ck_fails(add(NULL,
                 (const rp_kernel_row[]){
                     PLAIN("test::add", plain_axpy, "(Tensor, Tensor, Scaler) -> Tensor"), {0}},
                 0),
             RP_E_INVALID, "column 18: expected a type");
    ck_fails(add(NULL, (const rp_kernel_row[]){PLAIN("test::add", plain_axpy, NULL), {0}}, 0),
             RP_E_INVALID, "a plain function needs a signature");
}
END_TEST

/* ---- helpers of meta functions --------------------------------------------------------------- */
START_TEST(args__dims_shapes_and_lists)
{
    int64_t dim = -1, buf[4], shape[RP_MAX_DIMS] = {3, 1};
    int ndim;
    uint64_t mask;
    ck_ok(rp_wrap_dim(&dim, 3));
    ck_assert_int_eq(dim, 2);
    dim = 0;
    ck_ok(rp_wrap_dim(&dim, 0));
    dim = 3;
    ck_fails(rp_wrap_dim(&dim, 2), RP_E_DIM,
             "Dimension out of range (expected to be in range of [-2, 1], but got 3)");
    const rp_value items[] = {rp_value_int(0), rp_value_int(-1), rp_value_int(0)},
                   one = rp_value_int(4), list = rp_value_list(items, 3);
    ck_ok(rp_arg_ints_exact(&one, buf, 3, "padding"));
    ck_assert(buf[0] == 4 && buf[2] == 4);
    ck_fails(rp_arg_ints_exact(&list, buf, 2, "padding"), RP_E_INVALID,
             "expected padding to be a single integer value or a list of 2 values");
    ck_fails(rp_arg_dim_mask(&list, 2, &mask), RP_E_DIM,
             "dim 0 appears multiple times in the list of dims");
    ck_ok(rp_arg_dim_mask(&(rp_value){.tag = RP_TAG_NONE}, 3, &mask));
    ck_assert_uint_eq(mask, 7);
    ck_ok(rp_broadcast_shapes(shape, &ndim, shape, 2, (const int64_t[]){2, 1, 4}, 3));
    ck_assert(ndim == 3 && shape[0] == 2 && shape[1] == 3 && shape[2] == 4);
    ck_fails(rp_broadcast_shapes(shape, &ndim, (const int64_t[]){3}, 1, (const int64_t[]){2}, 1),
             RP_E_SHAPE,
             "The size of tensor a (3) must match the size of tensor b (2) at non-singleton "
             "dimension 0");
    ck_fails(rp_arg_shape(&list, shape, &ndim, false), RP_E_SHAPE,
             "negative dimension -1: [0, -1, 0]");
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite("registry", registry__finds_operators_by_every_name,
                    registry__unknown_names_get_near_misses, registry__variants_share_their_row,
                    registry__commit_is_all_or_nothing,
                    registry__refuses_what_is_taken_or_malformed,
                    registry__best_preference_wins_and_the_later_among_equals,
                    registry__kernels_are_replaced_while_other_threads_call_them,
                    registry__memory_errors_leave_nothing_behind,
                    plain__c_functions_are_called_with_c_types, plain__lists_results_and_errors,
                    plain__signature_must_fit_the_schema, args__dims_shapes_and_lists, NULL);
}
