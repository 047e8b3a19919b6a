/* tests/dispatch/test_call.c - one call: arguments, results, versions, devices, errors, random
 * offsets */
#include "dispatch/impl.h"
#include "dispatch/ops.h"
#include "dispatch/test_ops.inc"

static rp_tensor *row_of(float a, float b, float c)
{
    return rp_test_f32((const float[]){a, b, c}, (const int64_t[]){3}, 1);
}

START_TEST(call__runs_meta_then_kernel)
{
    test_ops_register();
    RP_LOCAL rp_tensor *a = row_of(1, 2, 3), *b = row_of(10, 20, 30), *o = NULL;
    ck_ok(TEST_CALL(&o, "test::add", T(a), T(b)));
    ck_assert_float_eq(rp_test_at(o, 2), 33);
    ck_assert_int_eq(test_count.metas, 1);
    ck_assert_int_eq(test_count.kernels, 1);
    ck_ok(TEST_CALL(&o, "test::add", T(a), T(b), rp_value_float(0.5)));
    ck_assert_float_eq(rp_test_at(o, 1), 12);
}
END_TEST

START_TEST(call__fills_defaults_and_converts_numbers)
{
    test_ops_register();
    RP_LOCAL rp_tensor *a = row_of(1, 2, 3), *o = NULL;
    ck_ok(TEST_CALL(&o, "test::scale", T(a)));
    ck_assert_float_eq(rp_test_at(o, 0), 2);
    ck_ok(TEST_CALL(&o, "test::scale", T(a), rp_value_int(3), rp_value_int(1),
                    rp_value_str("minus!", 5)));
    ck_assert_float_eq(rp_test_at(o, 0), 3 + 11 - 1);
    const rp_value weights[] = {rp_value_int(1), rp_value_float(2)};
    ck_ok(rp_op_call(test_op("test::weights"),
                     &(const rp_value){.tag = RP_TAG_LIST, .n = 2, .u.l = weights}, 1, NULL, 0));
}
END_TEST

static rp_status divide(const rp_tensor *a, rp_value b, rp_tensor **out)
{
    const rp_value in[] = {rp_value_tensor((rp_tensor *)(uintptr_t)a), b};
    rp_value result;
    RP_TRY(rp_op_call(rp_op_find("aten::div.Tensor"), in, 2, &result, 1));
    rp_tensor_release(*out);
    *out = result.u.t;
    return RP_OK;
}

/* It has a type of its own only where it is of a higher kind. */
START_TEST(call__a_number_stands_for_a_tensor_without_dimensions)
{
    RP_LOCAL rp_tensor *a = row_of(1, 2, 4), *half = NULL, *o = NULL, *i = NULL;
    ck_ok(divide(a, rp_value_float(0.5), &o));
    ck_assert_uint_eq(rp_tensor_dtype(o), RP_F32);
    ck_assert_float_eq(rp_test_at(o, 2), 8);
    ck_ok(rp_to_dtype(&half, a, RP_BF16, 0, 0, NULL));
    ck_ok(divide(half, rp_value_float(4), &o));
    ck_assert_uint_eq(rp_tensor_dtype(o), RP_BF16);
    ck_ok(rp_to_dtype(&i, a, RP_I32, 0, 0, NULL));
    ck_ok(divide(i, rp_value_int(4), &o));
    ck_assert_uint_eq(rp_tensor_dtype(o), RP_F32);
    ck_assert_float_eq(rp_test_at(o, 0), 0.25f);
    ck_fails(divide(a, rp_value_dtype(RP_F32), &o), RP_E_INVALID,
             "must be Tensor, but got ScalarType");
}
END_TEST

START_TEST(call__refuses_arguments_by_name)
{
    test_ops_register();
    RP_LOCAL rp_tensor *a = row_of(1, 2, 3), *o = NULL;
    ck_fails(TEST_CALL(&o, "test::add", T(a)), RP_E_INVALID,
             "test::add: argument 'other' (position 1) is missing; got 1 of 3");
    ck_fails(TEST_CALL(&o, "test::add", T(a), rp_value_str("x", 1)), RP_E_INVALID,
             "test::add: argument 'other' (position 1) must be Tensor, but got str");
    ck_fails(TEST_CALL(&o, "test::add", T(a), rp_value_none()), RP_E_INVALID,
             "must be Tensor, but got None");
    ck_fails(TEST_CALL(&o, "test::scale", T(a), rp_value_str("x", 1)), RP_E_INVALID,
             "argument 'factor' (position 1) must be float, but got str");
    ck_fails(TEST_CALL(&o, "test::add", T(a), T(a), rp_value_int(1), rp_value_int(2)), RP_E_INVALID,
             "takes at most 3 arguments, but got 4");
    const rp_value mixed[] = {T(a), rp_value_int(3)};
    ck_fails(
        TEST_CALL(&o, "test::total", rp_value_list(mixed, 2)), RP_E_INVALID,
        "argument 'list' (position 0) must be Tensor?[], but got a list whose element 1 is int");
    rp_value two[2];
    ck_fails(rp_op_call(test_op("test::add"), (const rp_value[]){T(a), T(a)}, 2, two, 2),
             RP_E_INVALID, "has 1 results, but 2 were asked for");
    ck_assert_uint_eq(two[1].tag, RP_TAG_NONE);
    ck_assert_ptr_null(o);
    ck_assert_int_eq(test_count.kernels, 0);
    ck_assert_int_eq(rp_op_call(NULL, NULL, 0, NULL, 0), RP_E_INVALID);
}
END_TEST

START_TEST(call__lists_may_have_absent_tensors)
{
    test_ops_register();
    RP_LOCAL rp_tensor *a = row_of(1, 2, 3), *o = NULL;
    const rp_value list[] = {T(a), rp_value_none(), T(a)};
    ck_ok(TEST_CALL(&o, "test::total", rp_value_list(list, 3)));
    ck_assert_float_eq(rp_test_at(o, 0), 2);
}
END_TEST

START_TEST(call__in_place_returns_self_and_bumps_its_version)
{
    test_ops_register();
    RP_LOCAL rp_tensor *a = row_of(1, 2, 3), *b = row_of(1, 1, 1), *o = NULL;
    const uint64_t version = rp_tensor_version(a), other = rp_tensor_version(b);
    ck_ok(TEST_CALL(&o, "test::add_", T(a), T(b)));
    ck_assert_ptr_eq(o, a);
    ck_assert_float_eq(rp_test_at(a, 0), 2);
    ck_assert_uint_eq(rp_tensor_version(a), version + 1);
    ck_assert_uint_eq(rp_tensor_version(b), other);
}
END_TEST

START_TEST(call__in_place_checks_shape_dtype_and_overlap)
{
    test_ops_register();
    RP_LOCAL rp_tensor *a = row_of(1, 2, 3), *m = rp_test_sin((const int64_t[]){2, 3}, 2, 0, 1),
                       *o = NULL, *l = NULL, *e = NULL;
    const uint64_t version = rp_tensor_version(a);
    ck_fails(TEST_CALL(&o, "test::add_", T(a), T(m)), RP_E_SHAPE,
             "output with shape [3] doesn't match the broadcast shape [2, 3]");
    ck_ok(rp_tensor_create(&l, (const int64_t[]){3}, 1, RP_I64, RP_CPU));
    ck_fails(TEST_CALL(&o, "test::add_", T(l), T(a)), RP_E_DTYPE,
             "result type Float can't be cast to the desired output type Long");
    ck_ok(rp_tensor_alias_strided(&e, a, (const int64_t[]){3}, (const int64_t[]){0}, 1, 0));
    ck_fails(TEST_CALL(&o, "test::add_", T(e), T(a)), RP_E_LAYOUT,
             "more than one element of the written-to tensor refers to a single memory location");
    ck_assert_uint_eq(rp_tensor_version(a), version);
    ck_assert_int_eq(test_count.kernels, 0);
}
END_TEST

static char last_warning[256];
static void catch_warning(void *ctx, int level, const char *line)
{
    (void)ctx;
    if (level == RP_LOG_WARN) strncpy(last_warning, line, sizeof last_warning - 1);
}

START_TEST(call__out_is_resized_if_it_must_be)
{
    test_ops_register();
    RP_LOCAL rp_tensor *a = row_of(1, 2, 3), *empty = NULL, *small = NULL, *fits = row_of(0, 0, 0),
                       *o = NULL, *l = NULL;
    ck_ok(rp_tensor_create(&empty, (const int64_t[]){0}, 1, RP_F32, RP_CPU));
    ck_ok(rp_tensor_create(&small, (const int64_t[]){1}, 1, RP_F32, RP_CPU));
    rp_log_set(catch_warning, NULL, RP_LOG_WARN);
    last_warning[0] = 0;
    const uint64_t id = rp_tensor_storage_id(fits);
    ck_ok(TEST_CALL(&o, "test::add.out", T(a), T(a), rp_value_int(1), T(fits)));
    ck_assert_ptr_eq(o, fits);
    ck_assert_uint_eq(rp_tensor_storage_id(fits), id);
    ck_assert_float_eq(rp_test_at(fits, 2), 6);
    ck_ok(TEST_CALL(&o, "test::add.out", T(a), T(a), rp_value_int(1), T(empty)));
    ck_assert_int_eq(rp_tensor_numel(empty), 3);
    ck_assert_str_eq(last_warning, "");
    ck_ok(TEST_CALL(&o, "test::add.out", T(a), T(a), rp_value_int(1), T(small)));
    ck_assert_float_eq(rp_test_at(small, 2), 6);
    ck_assert_ptr_nonnull(strstr(
        last_warning,
        "was resized since it had shape [1], which does not match the required output shape [3]"));
    rp_log_set(NULL, NULL, 0);
    ck_ok(rp_tensor_create(&l, (const int64_t[]){3}, 1, RP_I64, RP_CPU));
    ck_fails(TEST_CALL(&o, "test::add.out", T(a), T(a), rp_value_int(1), T(l)), RP_E_DTYPE,
             "result type Float can't be cast to the desired output type Long");
}
END_TEST

START_TEST(call__views_need_no_kernel)
{
    test_ops_register();
    RP_LOCAL rp_tensor *m = rp_test_sin((const int64_t[]){2, 3}, 2, 0, 1), *r = NULL;
    ck_ok(TEST_CALL(&r, "test::row", T(m), rp_value_int(-1)));
    ck_assert(rp_tensor_shares_storage(m, r));
    ck_assert_int_eq(rp_tensor_ndim(r), 1);
    ck_assert_float_eq(rp_test_at(r, 0), rp_test_at(m, 3));
    ck_fails(TEST_CALL(&r, "test::row", T(m), rp_value_int(2)), RP_E_DIM,
             "Dimension out of range (expected to be in range of [-2, 1], but got 2)");
}
END_TEST

START_TEST(call__results_keep_the_strides_of_a_dense_input)
{
    test_ops_register();
    RP_LOCAL rp_tensor *m = rp_test_sin((const int64_t[]){2, 3}, 2, 0, 1), *t = NULL, *o = NULL;
    ck_ok(rp_tensor_alias_strided(&t, m, (const int64_t[]){3, 2}, (const int64_t[]){1, 3}, 2, 0));
    ck_ok(TEST_CALL(&o, "test::add", T(t), T(t)));
    ck_assert_int_eq(rp_tensor_stride(o)[0], 1);
    ck_assert_int_eq(rp_tensor_stride(o)[1], 3);
}
END_TEST

START_TEST(call__failing_kernel_names_operator_and_device)
{
    test_ops_register();
    RP_LOCAL rp_tensor *a = row_of(7, 2, 3), *o = NULL;
    const uint64_t live = rp_test_live(), version = rp_tensor_version(a);
    ck_fails(TEST_CALL(&o, "test::fails", T(a)), RP_E_VALUE, "the kernel did not like 7");
    ck_assert_ptr_nonnull(strstr(rp_error_message(), "in test::fails on cpu"));
    ck_assert_uint_eq(rp_test_live(), live);
    ck_fails(TEST_CALL(&o, "test::fails_", T(a)), RP_E_VALUE, "the kernel did not like");
    ck_assert_uint_eq(rp_tensor_version(a), version + 1); /* it had written before it failed */
}
END_TEST

START_TEST(call__missing_kernel_says_what_exists)
{
    test_ops_register();
    RP_LOCAL rp_tensor *a = row_of(1, 2, 3), *o = NULL;
    ck_fails(TEST_CALL(&o, "test::nowhere", T(a)), RP_E_UNIMPLEMENTED,
             "test::nowhere has no kernel for cpu, nor for any other device");
}
END_TEST

START_TEST(call__read_only_tensors_are_not_written)
{
    test_ops_register();
    float data[] = {1, 2, 3};
    RP_LOCAL rp_tensor *a = NULL, *o = NULL;
    const rp_geometry g = {.size = sizeof g,
                           .flags = RP_GEOM_READONLY,
                           .dtype = RP_F32,
                           .ndim = 1,
                           .shape = (const int64_t[]){3},
                           .data = data};
    ck_ok(rp_tensor_wrap(&a, &g, NULL, NULL));
    ck_ok(TEST_CALL(&o, "test::add", T(a), T(a)));
    ck_fails(TEST_CALL(&o, "test::add_", T(a), T(a)), RP_E_STATE,
             "the tensor that test::add_ writes is read-only");
    ck_assert_float_eq(data[0], 1);
}
END_TEST

START_TEST(call__inner_calls_run_at_the_same_level)
{
    test_ops_register();
    RP_LOCAL rp_tensor *a = row_of(1, 2, 3), *o = NULL;
    ck_ok(TEST_CALL(&o, "test::double", T(a)));
    ck_assert_float_eq(rp_test_at(o, 2), 6);
    ck_assert_uint_eq(test_count.last_depth, 1);
    ck_ok(TEST_CALL(&o, "test::triple", T(a)));
    ck_assert_float_eq(rp_test_at(o, 2), 9);
    ck_assert_int_eq(test_count.composites, 1);
    ck_ok(TEST_CALL(&o, "test::six", T(a)));
    ck_assert_float_eq(rp_test_at(o, 1), 6);
}
END_TEST

START_TEST(call__fake_tensors_run_meta_alone)
{
    test_ops_register();
    rp_storage *s = NULL;
    RP_LOCAL rp_tensor *f = NULL, *o = NULL;
    ck_ok(rp_storage_create(&s, UINT64_C(1) << 40, RP_CPU, RP_STORAGE_FAKE));
    ck_ok(rp_tensor_on_storage(&f, s, RP_F32, (const int64_t[]){INT64_C(1) << 38},
                               (const int64_t[]){1}, 1, 0));
    rp_storage_release(s);
    ck_ok(TEST_CALL(&o, "test::add", T(f), T(f)));
    ck_assert_int_eq(test_count.kernels, 0);
    rp_geometry g = {.size = sizeof g};
    rp_tensor_geometry(o, &g);
    ck_assert(g.flags & RP_GEOM_FAKE && g.numel == INT64_C(1) << 38 && g.data == NULL);
    ck_fails(TEST_CALL(&o, "test::data", T(f)), RP_E_UNIMPLEMENTED,
             "test::data has no meta function");
}
END_TEST

START_TEST(call__stop_comes_before_everything)
{
    test_ops_register();
    RP_LOCAL rp_tensor *a = row_of(1, 2, 3), *o = NULL;
    rp_thread_get()->s.stopped = 1;
    ck_assert_int_eq(TEST_CALL(&o, "test::add", T(a), T(a)), RP_STOP_RECOMPUTE);
    ck_assert_int_eq(TEST_CALL(&o, "test::add", rp_value_int(3)), RP_STOP_RECOMPUTE);
    rp_thread_get()->s.stopped = 0;
    ck_assert_int_eq(test_count.kernels, 0);
    rp_interrupt();
    ck_fails(TEST_CALL(&o, "test::add", T(a), T(a)), RP_E_INTERRUPTED,
             "interrupted before test::add");
    rp_interrupt_clear();
    ck_ok(TEST_CALL(&o, "test::add", T(a), T(a)));
}
END_TEST

struct test_source {
    rp_random_source source;
    int draws;
};
static rp_status draw_fixed(rp_random_source *self, rp_generator *g, uint64_t numbers,
                            uint64_t *seed, uint64_t *offset)
{
    (void)g;
    ((struct test_source *)self)->draws++;
    *seed = 1;
    *offset = 1000 + numbers;
    return RP_OK;
}

START_TEST(call__random_offsets_come_from_the_source_or_the_generator)
{
    test_ops_register();
    rp_value v;
    uint64_t seed, before, after;
    rp_generator *g = NULL;
    rp_generator_get(rp_generator_default(RP_CPU), &seed, &before);
    ck_ok(rp_op_call(test_op("test::offset"), NULL, 0, &v, 1));
    ck_assert_uint_eq((uint64_t)v.u.i, before);
    rp_generator_get(rp_generator_default(RP_CPU), &seed, &after);
    ck_assert_uint_eq(after, before + 2); /* 8 numbers are two counters */
    ck_ok(rp_generator_create(&g, RP_CPU, 5));
    rp_generator_set(g, 5, 40);
    const rp_value mine = {.tag = RP_TAG_GENERATOR, .u.g = g};
    ck_ok(rp_op_call(test_op("test::offset"), &mine, 1, &v, 1));
    ck_assert_int_eq(v.u.i, 40);
    struct test_source source = {.source.draw = draw_fixed};
    rp_thread_get()->s.random = &source.source;
    ck_ok(rp_op_call(test_op("test::offset"), NULL, 0, &v, 1));
    rp_thread_get()->s.random = NULL;
    ck_assert_int_eq(v.u.i, 1008);
    ck_assert_int_eq(source.draws, 1);
    rp_generator_get(rp_generator_default(RP_CPU), &seed, &before);
    ck_assert_uint_eq(before, after); /* the generator did not move */
    rp_generator_release(g);
}
END_TEST

static int writes_seen;
static rp_status before_write(rp_storage *s)
{
    (void)s;
    writes_seen++;
    return RP_OK;
}
static void recipe_gone(rp_object *o)
{
    (void)o;
}

START_TEST(call__barrier_runs_before_a_write_to_a_tensor_with_a_recipe)
{
    test_ops_register();
    RP_LOCAL rp_tensor *a = row_of(1, 2, 3), *o = NULL;
    rp_object recipe;
    rp_object_init(&recipe, recipe_gone);
    rp_status (*const old)(rp_storage *) = rp_storage_up.before_write;
    rp_storage_up.before_write = before_write;
    writes_seen = 0;
    ck_ok(TEST_CALL(&o, "test::add_", T(a), T(a)));
    ck_assert_int_eq(writes_seen, 0);
    atomic_store(&a->storage->recipe, &recipe);
    ck_ok(TEST_CALL(&o, "test::add", T(a), T(a)));
    ck_assert_int_eq(writes_seen, 0);
    ck_ok(TEST_CALL(&o, "test::add_", T(a), T(a)));
    ck_assert_int_eq(writes_seen, 1);
    atomic_store(&a->storage->recipe, NULL);
    rp_storage_up.before_write = old;
}
END_TEST

START_TEST(call__path_does_not_allocate)
{
    test_ops_register();
    rp_memory_stats before = {.size = sizeof before}, after = before;
    const rp_op *op = test_op("test::nop");
    rp_memory_get(RP_CPU, &before);
    for (int i = 0; i < 1000; i++) ck_ok(rp_op_call(op, NULL, 0, NULL, 0));
    rp_memory_get(RP_CPU, &after);
    ck_assert_uint_eq(after.host_allocs, before.host_allocs);
    ck_assert_int_eq(test_count.kernels, 1000);
}
END_TEST

START_TEST(call__every_failing_allocation_leaves_nothing)
{
    test_ops_register();
    RP_LOCAL rp_tensor *a = row_of(1, 2, 3), *o = NULL;
    const uint64_t live = rp_test_live();
    int n = 0;
    rp_status st;
    do {
        rp_memory_fail_after(++n);
        st = TEST_CALL(&o, "test::double", T(a));
        rp_memory_fail_after(0);
        if (st) {
            ck_assert_int_eq(st, RP_E_MEMORY);
            ck_assert_uint_eq(rp_test_live(), live);
        }
    } while (st && n < 100);
    ck_ok(st);
    ck_assert_int_gt(n, 2);
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite(
        "call", call__runs_meta_then_kernel, call__fills_defaults_and_converts_numbers,
        call__a_number_stands_for_a_tensor_without_dimensions, call__refuses_arguments_by_name,
        call__lists_may_have_absent_tensors, call__in_place_returns_self_and_bumps_its_version,
        call__in_place_checks_shape_dtype_and_overlap, call__out_is_resized_if_it_must_be,
        call__views_need_no_kernel, call__results_keep_the_strides_of_a_dense_input,
        call__failing_kernel_names_operator_and_device, call__missing_kernel_says_what_exists,
        call__read_only_tensors_are_not_written, call__inner_calls_run_at_the_same_level,
        call__fake_tensors_run_meta_alone, call__stop_comes_before_everything,
        call__random_offsets_come_from_the_source_or_the_generator,
        call__barrier_runs_before_a_write_to_a_tensor_with_a_recipe, call__path_does_not_allocate,
        call__every_failing_allocation_leaves_nothing, NULL);
}
