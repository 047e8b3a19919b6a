/* tests/modes/test_autocast.c - autocast scopes: what is cast, what a pop puts back, gradients,
   regions, the weight cache */
#include "dispatch/ops.h"
#include "modes/autocast.h"
#include "modes/checkpoint/checkpoint.h"
#include "modes/count.h"
#include "modes/default_device.h"
#include "support/support.h"
#include <string.h>

static const int64_t square[2] = {8, 8};

START_TEST(autocast__products_are_bf16_and_scopes_nest)
{
    rp_tensor *x = rp_test_sin(square, 2, 0, 1), *w = rp_test_sin(square, 2, 1, 1), *y = NULL;
    uint32_t outer, inner;
    ck_ok(rp_autocast_push("cpu", RP_BF16, 1, 1, &outer));
    ck_ok(rp_mm(&y, x, w));
    ck_assert_uint_eq(rp_tensor_dtype(y), RP_BF16);
    ck_ok(rp_sin(&y, x));
    ck_assert_uint_eq(rp_tensor_dtype(y), RP_F32);
    ck_ok(rp_autocast_push("cpu", RP_BF16, 0, 1, &inner));
    ck_ok(rp_mm(&y, x, w));
    ck_assert_uint_eq(rp_tensor_dtype(y), RP_F32);
    rp_autocast_pop(inner);
    ck_ok(rp_mm(&y, x, w));
    ck_assert_uint_eq(rp_tensor_dtype(y), RP_BF16);
    rp_autocast_pop(outer);
    ck_ok(rp_mm(&y, x, w));
    ck_assert_uint_eq(rp_tensor_dtype(y), RP_F32);
    rp_tensor_release(x);
    rp_tensor_release(w);
    rp_tensor_release(y);
}
END_TEST

START_TEST(autocast__a_pop_restores_whatever_was_left_open)
{
    rp_dtype dtype;
    int cache;
    uint32_t outer, forgotten;
    ck_ok(rp_autocast_push("cpu", RP_F16, 1, 0, &outer));
    ck_ok(rp_autocast_push("cpu", RP_BF16, 0, 1, &forgotten));
    rp_autocast_pop(outer);
    ck_assert_int_eq(rp_autocast_get("cpu", &dtype, &cache), 0);
    ck_assert_uint_eq(dtype, RP_BF16);
    ck_assert_int_eq(cache, 1);
    ck_fails(rp_autocast_push("cpu", RP_F64, 1, 1, &outer), RP_E_DTYPE, "float64");
    ck_fails(rp_autocast_push("warp", RP_BF16, 1, 1, &outer), RP_E_DEVICE, "warp");
    ck_fails(rp_autocast_push(NULL, RP_BF16, 1, 1, &outer), RP_E_INVALID, "NULL");
    ck_ok(rp_autocast_push("cpu", RP_DTYPE_NONE, 1, 1, &outer));
    ck_assert_int_eq(rp_autocast_get("cpu", &dtype, NULL), 1);
    ck_assert_uint_eq(dtype, RP_BF16);
    rp_autocast_pop(outer);
}
END_TEST

START_TEST(autocast__weights_are_cast_once_and_get_f32_gradients)
{
    const rp_kv quiet = {"report", "off"};
    rp_tensor *x = rp_test_sin(square, 2, 0, 1), *w = rp_test_sin(square, 2, 1, 1), *y = NULL;
    rp_mode *count = NULL;
    uint32_t token, depth;
    ck_ok(rp_tensor_require_grad(w, 1));
    ck_ok(rp_mode_create(&count, "count", &quiet, 1));
    ck_ok(rp_mode_push(count, &depth));
    ck_ok(rp_autocast_push("cpu", RP_BF16, 1, 1, &token));
    ck_ok(rp_mm(&y, x, w));
    const uint64_t casts = rp_count_get(count, rp_op_find("aten::_to_copy"));
    ck_ok(rp_mm(&y, y, w));
    /* y is bf16, w is cast already */
    ck_assert_uint_eq(rp_count_get(count, rp_op_find("aten::_to_copy")), casts);
    rp_autocast_pop(token);
    rp_mode_pop(depth);
    rp_mode_release(count);
    ck_ok(rp_sum(&y, y));
    ck_ok(rp_backward(&y, NULL, 1, NULL));
    ck_assert_ptr_nonnull(rp_tensor_grad(w));
    ck_assert_uint_eq(rp_tensor_dtype(rp_tensor_grad(w)), RP_F32);
    rp_tensor_release(x);
    rp_tensor_release(w);
    rp_tensor_release(y);
}
END_TEST

/* ---- a region puts back what stood at its forward, also when backward runs outside ----------- */
struct seen {
    rp_dtype *dtype;
    int *runs, *cache;
};

static rp_status body(void *ctx, const rp_value *in, uint32_t n_in, rp_value *out, uint32_t n_out)
{
    struct seen *s = ctx;
    RP_LOCAL rp_tensor *h = NULL;
    (void)n_in, (void)n_out;
    RP_TRY(rp_mm(&h, in[0].u.t, in[1].u.t));
    s->dtype[*s->runs] = rp_tensor_dtype(h);
    rp_autocast_get("cpu", NULL, &s->cache[*s->runs]);
    ++*s->runs;
    RP_TRY(rp_sin(&h, h));
    RP_TRY(rp_exp(&h, h));
    out[0] = rp_value_tensor(rp_tensor_retain(h));
    return RP_OK;
}

START_TEST(checkpoint__074_regions_capture_autocast)
{
    rp_dtype dtype[4] = {0};
    int runs = 0, cache[4] = {9, 9, 9, 9};
    struct seen s = {dtype, &runs, cache};
    const rp_region r = RP_REGION(body, "body", s);
    rp_tensor *x = rp_test_sin(square, 2, 0, 1), *w = rp_test_sin(square, 2, 1, 1), *loss = NULL;
    uint32_t token;
    ck_ok(rp_tensor_require_grad(w, 1));
    const rp_value in[2] = {rp_value_tensor(x), rp_value_tensor(w)};
    rp_value y;
    ck_ok(rp_autocast_push("cpu", RP_BF16, 1, 0, &token));
    ck_ok(rp_checkpoint(&y, 1, &r, in, 2, NULL));
    rp_autocast_pop(token);
    ck_ok(rp_sum(&loss, y.u.t));
    ck_ok(rp_backward(&loss, NULL, 1, NULL));
    ck_assert_int_eq(runs, 2);
    for (int i = 0; i < 2; i++) {
        ck_assert_uint_eq(dtype[i], RP_BF16);
        ck_assert_int_eq(cache[i], 0);
    }
    ck_assert_int_eq(rp_autocast_get("cpu", NULL, NULL), 0);
    rp_value_clear(&y);
    rp_tensor_release(x);
    rp_tensor_release(w);
    rp_tensor_release(loss);
}
END_TEST

START_TEST(default_device__scopes)
{
    uint32_t outer, inner;
    ck_ok(rp_default_device_push("cpu", &outer));
    ck_ok(rp_default_device_push(NULL, &inner));
    ck_assert_int_eq(rp_default_device_get().type, 0);
    rp_default_device_pop(inner);
    rp_default_device_pop(outer);
    ck_fails(rp_default_device_push("warp:1", &outer), RP_E_DEVICE, "warp");
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite("autocast", autocast__products_are_bf16_and_scopes_nest,
                    autocast__a_pop_restores_whatever_was_left_open,
                    autocast__weights_are_cast_once_and_get_f32_gradients,
                    checkpoint__074_regions_capture_autocast, default_device__scopes, NULL);
}
