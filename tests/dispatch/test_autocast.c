/* tests/dispatch/test_autocast.c - autocast: what is cast, what is left alone, weights cast once */
#include "dispatch/impl.h"
#include "dispatch/test_ops.inc"
#include "modes/autocast.h"
#include <stdlib.h>

static int casts;
static rp_dtype seen_dtype;

static float read_element(const rp_tensor *t, int64_t i)
{
    const void *p = t->storage->data;
    if (t->dtype == RP_BF16) return rp_bf16_to_f32(((const uint16_t *)p)[i]);
    if (t->dtype == RP_F64) return (float)((const double *)p)[i];
    return ((const float *)p)[i];
}
static void write_element(rp_tensor *t, int64_t i, float f)
{
    void *p = t->storage->data;
    if (t->dtype == RP_BF16) ((uint16_t *)p)[i] = rp_bf16_from_f32(f);
    else if (t->dtype == RP_F64) ((double *)p)[i] = (double)f;
    else ((float *)p)[i] = f;
}
BOXED(to_copy_kernel)
{
    UNUSED;
    casts++;
    for (int64_t i = 0; i < out[0].u.t->numel; i++)
        write_element(out[0].u.t, i, read_element(in[0].u.t, i));
    return RP_OK;
}
BOXED(first_input_kernel)
{
    UNUSED;
    const rp_value *v = in[0].tag == RP_TAG_LIST ? &in[0].u.l[0] : &in[0];
    seen_dtype = v->u.t->dtype;
    for (int64_t i = 0; i < out[0].u.t->numel; i++) write_element(out[0].u.t, i, 0);
    return RP_OK;
}

static rp_status register_kernels(void *ctx, rp_registrar *r)
{
    static const char *const ops[] = {"aten::mm", "aten::add.Tensor", "aten::prod", "aten::cat",
                                      "aten::mse_loss"};
    (void)ctx;
    RP_TRY(rp_register_kernel(r, &(rp_kernel_row){.size = sizeof(rp_kernel_row),
                                                  .op = "aten::_to_copy",
                                                  .key = "cpu",
                                                  .boxed = to_copy_kernel,
                                                  .prefer = 1000}));
    for (size_t i = 0; i < sizeof ops / sizeof *ops; i++)
        if (rp_op_lookup(ops[i]))
            RP_TRY(rp_register_kernel(r, &(rp_kernel_row){.size = sizeof(rp_kernel_row),
                                                          .op = ops[i],
                                                          .key = "cpu",
                                                          .boxed = first_input_kernel,
                                                          .prefer = 1000}));
    return RP_OK;
}

static void start(void)
{
    static int done;
    if (!done) setenv("REPRISE_PLUGINS", "", 1);
    if (!done) ck_ok(rp_register("autocast tests", register_kernels, NULL));
    done = 1;
    casts = 0;
    seen_dtype = 0;
}

static uint32_t on(int cache)
{
    uint32_t token;
    ck_ok(rp_autocast_push("cpu", RP_BF16, 1, cache, &token));
    return token;
}

static rp_tensor *square(void)
{
    return rp_test_f32((const float[]){1, 2, 3, 4}, (const int64_t[]){2, 2}, 2);
}

START_TEST(autocast__lower_precision_operators_get_the_scopes_dtype)
{
    start();
    RP_LOCAL rp_tensor *a = square(), *o = NULL;
    ck_ok(TEST_CALL(&o, "aten::mm", T(a), T(a)));
    ck_assert_uint_eq(seen_dtype, RP_F32);
    const uint32_t token = on(1);
    ck_ok(TEST_CALL(&o, "aten::mm", T(a), T(a)));
    ck_assert_uint_eq(seen_dtype, RP_BF16);
    ck_assert_uint_eq(rp_tensor_dtype(o), RP_BF16);
    ck_ok(TEST_CALL(&o, "aten::add.Tensor", T(a), T(a))); /* in no list */
    ck_assert_uint_eq(rp_tensor_dtype(o), RP_F32);
    rp_autocast_pop(token);
    ck_ok(TEST_CALL(&o, "aten::mm", T(a), T(a)));
    ck_assert_uint_eq(rp_tensor_dtype(o), RP_F32);
}
END_TEST

START_TEST(autocast__doubles_and_integers_are_left_alone)
{
    start();
    RP_LOCAL rp_tensor *d = NULL, *o = NULL;
    ck_ok(rp_tensor_create(&d, (const int64_t[]){2, 2}, 2, RP_F64, RP_CPU));
    const uint32_t token = on(1);
    ck_ok(TEST_CALL(&o, "aten::mm", T(d), T(d)));
    ck_assert_uint_eq(rp_tensor_dtype(o), RP_F64);
    ck_assert_int_eq(casts, 0);
    rp_autocast_pop(token);
}
END_TEST

START_TEST(autocast__weights_are_cast_once_in_a_scope)
{
    start();
    RP_LOCAL rp_tensor *w = square(), *x = square(), *o = NULL;
    const uint64_t live = rp_test_live();
    ck_ok(rp_tensor_require_grad(w, 1));
    uint32_t token = on(1);
    for (int i = 0; i < 3; i++) ck_ok(TEST_CALL(&o, "aten::mm", T(x), T(w)));
    ck_assert_int_eq(casts, 3 + 1); /* x each time, w once */
    void *data;
    ck_ok(rp_tensor_write(w, &data)); /* an optimizer's step */
    rp_tensor_done(w);
    ck_ok(TEST_CALL(&o, "aten::mm", T(x), T(w)));
    ck_assert_int_eq(casts, 6);
    rp_autocast_pop(token);
    rp_tensor_release(o);
    o = NULL;
    rp_tensor_release(w);
    w = square();
    ck_assert_uint_eq(rp_test_live(), live);
    ck_ok(rp_tensor_require_grad(w, 1));
    token = on(0);
    casts = 0;
    for (int i = 0; i < 2; i++) ck_ok(TEST_CALL(&o, "aten::mm", T(x), T(w)));
    ck_assert_int_eq(casts, 4);
    rp_autocast_pop(token);
}
END_TEST

START_TEST(autocast__casts_are_differentiated)
{
    start();
    RP_LOCAL rp_tensor *w = square(), *x = square(), *o = NULL;
    ck_ok(rp_tensor_require_grad(w, 1));
    const uint32_t token = on(1);
    ck_ok(TEST_CALL(&o, "aten::mm", T(x), T(w)));
    rp_edge edge, cast;
    ck_ok(rp_tensor_history(&edge, o));
    ck_assert_ptr_nonnull(edge.node);
    cast = rp_node_edge(edge.node, 1);
    ck_assert_str_eq(rp_node_name(cast.node), "aten::_to_copy");
    rp_autocast_pop(token);
}
END_TEST

START_TEST(autocast__scopes_that_nest_keep_the_cache_until_the_outermost_ends)
{
    start();
    RP_LOCAL rp_tensor *w = square(), *x = square(), *o = NULL;
    uint32_t off;
    ck_ok(rp_tensor_require_grad(w, 1));
    const uint32_t token = on(1);
    ck_ok(TEST_CALL(&o, "aten::mm", T(w), T(w)));
    ck_ok(rp_autocast_push("cpu", RP_BF16, 0, 1, &off));
    ck_ok(TEST_CALL(&o, "aten::mm", T(w), T(x)));
    ck_assert_uint_eq(rp_tensor_dtype(o), RP_F32);
    rp_autocast_pop(off);
    ck_ok(TEST_CALL(&o, "aten::mm", T(w), T(w)));
    ck_assert_int_eq(casts, 1);
    rp_autocast_pop(token);
}
END_TEST

START_TEST(autocast__lists_say_what_pytorchs_do)
{
    static const struct {
        const char *name;
        uint8_t cpu, gpu;
    } cases[] = {
        {"aten::mm", RP_CAST_LOWER, RP_CAST_LOWER},
        {"aten::linear", RP_CAST_LOWER, RP_CAST_LOWER},
        {"aten::scaled_dot_product_attention", RP_CAST_LOWER, RP_CAST_LOWER},
        {"aten::native_layer_norm", RP_CAST_NONE, RP_CAST_FP32},
        {"aten::layer_norm", RP_CAST_NONE, RP_CAST_FP32},
        {"aten::cross_entropy_loss", RP_CAST_FP32, RP_CAST_FP32},
        {"aten::exp", RP_CAST_NONE, RP_CAST_FP32},
        {"aten::pow.Tensor_Scalar", RP_CAST_NONE, RP_CAST_FP32},
        {"aten::softmax.int", RP_CAST_NONE, RP_CAST_DTYPE},
        {"aten::sum", RP_CAST_NONE, RP_CAST_DTYPE},
        {"aten::cat", RP_CAST_WIDEST, RP_CAST_WIDEST},
        {"aten::addcmul", RP_CAST_NONE, RP_CAST_WIDEST},
        {"aten::add.Tensor", RP_CAST_NONE, RP_CAST_NONE},
        {"aten::mm.out", RP_CAST_NONE, RP_CAST_NONE},
        {"aten::gelu", RP_CAST_NONE, RP_CAST_NONE},
    };
    int n = 0;
    start();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const rp_op *op = rp_op_lookup(cases[i].name);
        if (!op) continue;
        n++;
        ck_assert_msg(op->autocast[0] == cases[i].cpu && op->autocast[1] == cases[i].gpu,
                      "%s: %u %u", cases[i].name, op->autocast[0], op->autocast[1]);
    }
    ck_assert_int_gt(n, 8);
}
END_TEST

START_TEST(autocast__widest_input_decides_for_lists)
{
    start();
    RP_LOCAL rp_tensor *a = square(), *b = NULL, *o = NULL;
    ck_ok(rp_tensor_create(&b, (const int64_t[]){2, 2}, 2, RP_BF16, RP_CPU));
    const rp_value both[] = {T(b), T(a)}, low[] = {T(b), T(b)};
    const uint32_t token = on(1);
    ck_ok(TEST_CALL(&o, "aten::cat", rp_value_list(both, 2)));
    ck_assert_uint_eq(seen_dtype, RP_F32);
    ck_ok(TEST_CALL(&o, "aten::cat", rp_value_list(low, 2)));
    ck_assert_uint_eq(seen_dtype, RP_BF16);
    rp_autocast_pop(token);
}
END_TEST

START_TEST(autocast__memory_errors_leave_nothing)
{
    start();
    RP_LOCAL rp_tensor *w = square(), *x = square(), *o = NULL;
    ck_ok(rp_tensor_require_grad(w, 1));
    rp_status st;
    int n = 0;
    do {
        const uint64_t live = rp_test_live();
        const uint32_t token = on(1);
        rp_memory_fail_after(++n);
        st = TEST_CALL(&o, "aten::mm", T(x), T(w));
        rp_memory_fail_after(0);
        rp_autocast_pop(token);
        if (st)
            ck_assert_uint_le(rp_test_live(),
                              live + 1); /* the weight's accumulator may have been made */
    } while (st == RP_E_MEMORY && n < 100);
    ck_ok(st);
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite("autocast", autocast__lower_precision_operators_get_the_scopes_dtype,
                    autocast__doubles_and_integers_are_left_alone,
                    autocast__weights_are_cast_once_in_a_scope, autocast__casts_are_differentiated,
                    autocast__scopes_that_nest_keep_the_cache_until_the_outermost_ends,
                    autocast__lists_say_what_pytorchs_do, autocast__widest_input_decides_for_lists,
                    autocast__memory_errors_leave_nothing, NULL);
}
