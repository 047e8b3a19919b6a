/* tests/modes/test_fake.c - mode fake: the shapes of a program without its bytes; rp_is_tracing,
   traces, the default device as a mode */
#include "core/rng.h"
#include "dispatch/impl.h"
#include "dispatch/ops.h"
#include "modes/checkpoint/checkpoint.h"
#include "modes/default_device.h"
#include "support/support.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static uint32_t push(const char *name, const char *key, const char *value)
{
    const rp_kv kv = {key, value};
    rp_mode *m = NULL;
    uint32_t depth;
    ck_ok(rp_mode_create(&m, name, &kv, key ? 1 : 0));
    ck_ok(rp_mode_push(m, &depth));
    rp_mode_release(m);
    return depth;
}

static uint64_t live_bytes(void)
{
    rp_memory_stats s = {.size = sizeof s};
    rp_memory_get(RP_CPU, &s);
    return s.live;
}

/* One pre-norm block: every family of the transformer. */
static rp_status block(rp_tensor **out, rp_tensor *x, rp_tensor *w)
{
    const int64_t width = rp_tensor_shape(x)[1];
    RP_LOCAL rp_tensor *h = NULL, *a = NULL;
    RP_TRY(rp_layer_norm(&h, x, &width, 1, NULL, NULL, 1e-5, 0));
    RP_TRY(rp_linear(&h, h, w, NULL));
    RP_TRY(rp_gelu(&h, h));
    RP_TRY(rp_dropout(&h, h, 0.1, 1));
    RP_TRY(rp_mm(&a, h, w));
    RP_TRY(rp_t(&a, a));
    RP_TRY(rp_softmax_int(&a, a, 1, RP_DTYPE_NONE));
    RP_TRY(rp_t(&a, a));
    RP_TRY(rp_clone(&a, a));
    RP_TRY(rp_add_(&a, a, h));
    return rp_add(out, x, a);
}

static rp_tensor *factory(int64_t n, int64_t m, int grad)
{
    rp_tensor *t = NULL;
    ck_ok(rp_tensor_create(&t, (const int64_t[]){n, m}, 2, RP_F32, RP_CPU));
    if (grad) ck_ok(rp_tensor_require_grad(t, 1));
    return t;
}

static void forward_and_backward(rp_tensor **y, rp_tensor **grad)
{
    rp_tensor *x = factory(64, 32, 1), *w = factory(32, 32, 1), *l = NULL;
    ck_ok(block(y, x, w));
    ck_ok(rp_sum(&l, *y));
    ck_ok(rp_backward(&l, NULL, 1, NULL));
    *grad = rp_tensor_retain(rp_tensor_grad(w));
    rp_tensor_release(l);
    rp_tensor_release(x);
    rp_tensor_release(w);
}

static void ck_same_geometry(rp_tensor *a, rp_tensor *b)
{
    ck_assert_int_eq(rp_tensor_ndim(a), rp_tensor_ndim(b));
    ck_assert_uint_eq(rp_tensor_dtype(a), rp_tensor_dtype(b));
    for (int d = 0; d < rp_tensor_ndim(a); d++) {
        ck_assert_int_eq(rp_tensor_shape(a)[d], rp_tensor_shape(b)[d]);
        ck_assert_int_eq(rp_tensor_stride(a)[d], rp_tensor_stride(b)[d]);
    }
}

START_TEST(fake__a_program_has_its_shapes_and_no_bytes)
{
    rp_tensor *y = NULL, *g = NULL, *fake_y = NULL, *fake_g = NULL;
    ck_ok(rp_init());
    forward_and_backward(&y, &g);
    const uint64_t live = rp_test_live(), bytes = live_bytes();
    const uint32_t depth = push("fake", NULL, NULL);
    const uint64_t kernels = rp_thread_get()->kernels;
    forward_and_backward(&fake_y, &fake_g);
    ck_assert_uint_eq(rp_thread_get()->kernels, kernels);
    ck_assert_uint_eq(live_bytes(), bytes);
    rp_mode_pop(depth);
    ck_same_geometry(y, fake_y);
    ck_same_geometry(g, fake_g);
    rp_geometry geometry = {.size = sizeof geometry};
    rp_tensor_geometry(fake_y, &geometry);
    ck_assert(geometry.flags & RP_GEOM_FAKE);
    ck_assert_ptr_null(geometry.data);
    rp_tensor_release(fake_y);
    rp_tensor_release(fake_g);
    ck_assert_uint_eq(rp_test_live(), live);
    rp_tensor_release(y);
    rp_tensor_release(g);
}
END_TEST

START_TEST(fake__reading_bytes_is_an_error)
{
    const void *data;
    void *room;
    rp_value v;
    rp_tensor *y = NULL;
    const uint32_t depth = push("fake", NULL, NULL);
    rp_tensor *x = factory(2, 3, 0);
    ck_ok(rp_sum(&y, x));
    ck_fails(rp_tensor_read(x, &data), RP_E_STATE, "a fake tensor of shape [2, 3] has no bytes");
    ck_fails(rp_tensor_write(x, &room), RP_E_STATE, "a fake tensor of shape [2, 3] has no bytes");
    ck_fails(rp_tensor_item(&v, y), RP_E_STATE, "no bytes");
    rp_mode_pop(depth);
    ck_ok(rp_sin(&y, x)); /* stays fake: it is a property of the storage */
    ck_fails(rp_tensor_read(y, &data), RP_E_STATE, "a fake tensor of shape [2, 3] has no bytes");
    rp_tensor_release(x);
    rp_tensor_release(y);
}
END_TEST

START_TEST(fake__tensors_with_bytes_are_read_by_nobody_and_written_by_nobody)
{
    rp_tensor *x = rp_test_sin((const int64_t[]){3}, 1, 0.5, 1), *y = NULL;
    const float before = rp_test_at(x, 1);
    const uint32_t depth = push("fake", NULL, NULL);
    ck_ok(rp_exp(&y, x));
    ck_fails(
        rp_exp_(&x, x), RP_E_STATE,
        "aten::exp_ under the fake mode would write argument 'self', shape [3], which has bytes");
    ck_ok(rp_exp_(&y, y));
    rp_mode_pop(depth);
    ck_assert(rp_test_at(x, 1) == before);
    rp_tensor_release(x);
    rp_tensor_release(y);
}
END_TEST

static int find_missing(void *ctx, const rp_op *op)
{
    (void)ctx;
    const uint32_t free_of_meta = RP_OP_COMPOSITE | RP_OP_DATA_DEPENDENT;
    if (rp_op_flags(op) & free_of_meta || op->slot[RP_SLOT_META] || op->slot[RP_SLOT_COMPOSITE] ||
        strncmp(rp_op_name(op), "aten::", 6) != 0)
        return 0;
    printf("no meta function: %s\n", rp_op_name(op));
    return 1;
}

START_TEST(fake__every_operator_has_a_meta_function_or_parts_that_do)
{
    ck_ok(rp_init());
    ck_assert_int_eq(rp_op_each(find_missing, NULL), 0);
}
END_TEST

static rp_status region_body(void *ctx, const rp_value *in, uint32_t n_in, rp_value *out,
                             uint32_t n_out)
{
    rp_tensor *y = NULL;
    (void)n_in, (void)n_out;
    ++*(int *)ctx;
    RP_TRY(block(&y, in[0].u.t, in[1].u.t));
    out[0] = rp_value_tensor(y);
    return RP_OK;
}

START_TEST(fake__a_region_recomputes_in_the_mode_of_its_forward)
{
    int runs = 0;
    const rp_region r = {.fn = region_body, .name = "block", .ctx = &runs};
    const uint32_t depth = push("fake", NULL, NULL);
    rp_tensor *x = factory(64, 32, 1), *w = factory(32, 32, 1), *l = NULL;
    const rp_value in[2] = {rp_value_tensor(x), rp_value_tensor(w)};
    rp_value out;
    ck_ok(rp_checkpoint(&out, 1, &r, in, 2, NULL));
    ck_ok(rp_sum(&l, out.u.t));
    rp_mode_pop(depth);
    ck_ok(rp_backward(&l, NULL, 1, NULL));
    ck_assert_int_eq(runs, 2);
    ck_same_geometry(rp_tensor_grad(w), w);
    rp_value_clear(&out);
    rp_tensor_release(l);
    rp_tensor_release(x);
    rp_tensor_release(w);
}
END_TEST

START_TEST(tracing__is_told_while_a_mode_records)
{
    ck_assert_int_eq(rp_is_tracing(), 0);
    const uint32_t count = push("count", "report", "off");
    ck_assert_int_eq(rp_is_tracing(), 0);
    const uint32_t trace = push("trace", "report", "off"), above = push("count", "report", "off");
    ck_assert_int_eq(rp_is_tracing(), 1); /* whatever stands above */
    rp_mode_pop(above);
    rp_mode_pop(trace);
    ck_assert_int_eq(rp_is_tracing(), 0);
    const uint32_t fake = push("fake", NULL, NULL);
    ck_assert_int_eq(rp_is_tracing(), 1);
    rp_mode_pop(fake);
    rp_mode_pop(count);
    ck_assert_int_eq(rp_is_tracing(), 0);
}
END_TEST

START_TEST(trace__every_call_is_an_event_with_its_phase)
{
    char path[] = "/tmp/reprise_trace_XXXXXX", text[4096] = "";
    close(mkstemp(path));
    const int64_t shape[1] = {3};
    rp_tensor *x = rp_test_sin(shape, 1, 0.5, 1), *y = NULL, *l = NULL;
    ck_ok(rp_tensor_require_grad(x, 1));
    const uint32_t depth = push("trace", "file", path);
    ck_ok(rp_sin(&y, x));
    ck_ok(rp_sum(&l, y));
    ck_ok(rp_backward(&l, NULL, 1, NULL));
    rp_mode_pop(depth);
    FILE *f = fopen(path, "r");
    ck_assert_uint_gt(fread(text, 1, sizeof text - 1, f), 0);
    fclose(f);
    unlink(path);
    ck_assert_msg(
        !strncmp(
            text,
            "{\"traceEvents\":[\n{\"name\":\"aten::sin\",\"cat\":\"forward\",\"ph\":\"X\",\"ts\":",
            66),
        "%s", text);
    ck_assert_ptr_nonnull(strstr(text, ": f32[3] = aten::sin(%"));
    ck_assert_ptr_nonnull(strstr(text, "{\"name\":\"aten::cos\",\"cat\":\"backward\""));
    ck_assert_str_eq(text + strlen(text) - 6, "\"}}\n]}\n" + 1);
    rp_tensor_release(x);
    rp_tensor_release(y);
    rp_tensor_release(l);
}
END_TEST

START_TEST(default_device__as_a_mode)
{
    rp_mode *m = NULL;
    rp_tensor *t = NULL;
    const rp_kv bad = {"device", "nowhere"};
    ck_fails(rp_mode_create(&m, "default_device", NULL, 0), RP_E_INVALID, "device=NAME");
    ck_assert_int_ne(rp_mode_create(&m, "default_device", &bad, 1), RP_OK);
    const uint32_t depth = push("default_device", "device", "cpu");
    ck_ok(rp_zeros(&t, (const int64_t[]){2}, 1));
    ck_assert_int_eq(rp_tensor_device(t).type, 0);
    rp_mode_pop(depth);
    rp_tensor_release(t);
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite(
        "fake", fake__a_program_has_its_shapes_and_no_bytes, fake__reading_bytes_is_an_error,
        fake__tensors_with_bytes_are_read_by_nobody_and_written_by_nobody,
        fake__every_operator_has_a_meta_function_or_parts_that_do,
        fake__a_region_recomputes_in_the_mode_of_its_forward, tracing__is_told_while_a_mode_records,
        trace__every_call_is_an_event_with_its_phase, default_device__as_a_mode, NULL);
}
