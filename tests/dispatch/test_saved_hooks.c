/* tests/dispatch/test_saved_hooks.c - saved-tensor hooks around real operators: the numbers of
   modes/checkpoint/behaviours.md, section 13 */
#include "dispatch/autograd.h"
#include "dispatch/function.h"
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static float number(rp_tensor *t)
{
    rp_value v;
    ck_ok(rp_tensor_item(&v, t));
    return (float)v.u.f;
}

static rp_tensor *square(rp_tensor *a)
{
    rp_tensor *y = NULL;
    ck_ok(rp_mul(&y, a, a));
    return y;
}

static float gradient_and_clear(rp_tensor *y_take, rp_tensor *leaf)
{
    ck_ok(rp_backward(&y_take, NULL, 1, NULL));
    rp_tensor_release(y_take);
    const float g = number(rp_tensor_grad(leaf));
    rp_tensor_set_grad(leaf, NULL);
    return g;
}

START_TEST(checkpoint__115_factors_are_packed_only_for_the_others_gradient)
{
    struct counting_hooks h = {0};
    rp_tensor *a = LEAF(3), *b = VEC(4), *y = NULL;
    const uint32_t depth = hooks_open(&h);
    y = square(a);
    ck_assert(h.packs == 2 && h.unpacks == 0);
    rp_tensor_release(y);
    y = NULL;
    h.packs = 0;
    ck_ok(rp_mul(&y, a, b));
    ck_assert(h.packs == 1 && h.unpacks == 0);
    ck_assert_float_eq(gradient_and_clear(y, a), 4);
    ck_assert(h.packs == 1 && h.unpacks == 1);
    rp_hooks_pop(depth);
    rp_tensor_release(a);
    rp_tensor_release(b);
}
END_TEST

START_TEST(checkpoint__116_what_unpack_returns_is_what_backward_reads)
{
    rp_tensor *a = LEAF(5), *y = NULL, *saved = NULL;
    struct counting_hooks there_and_back = {.pack_factor = 2, .unpack_factor = 0.5},
                          twice = {.pack_factor = 2}, one = {.pack_factor = 2};
    uint32_t depth = hooks_open(&there_and_back);
    y = square(a);
    rp_hooks_pop(depth);
    rp_edge e;
    ck_ok(rp_tensor_history(&e, y));
    ck_ok(rp_node_saved(&saved, e.node, 0));
    ck_assert_float_eq(number(saved), 5);
    ck_assert_float_eq(gradient_and_clear(y, a), 10);

    depth = hooks_open(&twice);
    y = square(a);
    rp_hooks_pop(depth);
    ck_ok(rp_tensor_history(&e, y));
    ck_ok(rp_node_saved(&saved, e.node, 0));
    ck_assert_float_eq(number(saved), 10);
    ck_assert_float_eq(gradient_and_clear(y, a), 20);

    rp_hooks *hooks = NULL; /* on one of the two slots */
    ck_ok(rp_hooks_create(&hooks, &counting_type, &one));
    y = square(a);
    ck_ok(rp_tensor_history(&e, y));
    ck_ok(rp_node_saved_register_hooks(e.node, 0, hooks));
    rp_hooks_release(hooks);
    ck_assert_float_eq(gradient_and_clear(y, a), 15);
    rp_tensor_release(saved);
    rp_tensor_release(a);
}
END_TEST

START_TEST(checkpoint__118_hooks_act_when_a_tensor_is_saved)
{
    struct counting_hooks h = {.pack_factor = 2};
    rp_tensor *a = LEAF(3), *before = square(a);
    const uint32_t depth = hooks_open(&h);
    ck_assert_float_eq(gradient_and_clear(before, a), 6); /* saved before: untouched */
    rp_tensor *inside = square(a);
    rp_hooks_pop(depth);
    ck_assert_float_eq(gradient_and_clear(inside, a), 12); /* left before backward: no matter */
    rp_tensor_release(a);
}
END_TEST

/* First and second derivative of a^3 at 3 with hooks that double, in forward, around the
   derivatives, or both. */
static void cube_under_hooks(int in_forward, int around_grads, float first, float second)
{
    struct counting_hooks h = {.pack_factor = 2};
    const rp_backward_options create = {.size = sizeof create, .create_graph = 1};
    rp_tensor *a = LEAF(3), *y = NULL, *g = NULL, *gg = NULL;
    uint32_t depth = in_forward ? hooks_open(&h) : 0;
    ck_ok(rp_pow_tensor_scalar(&y, a, rp_value_int(3)));
    if (in_forward) rp_hooks_pop(depth);
    if (around_grads) depth = hooks_open(&h);
    ck_ok(rp_grad(&g, &y, 1, &a, 1, &create));
    ck_ok(rp_grad(&gg, &g, 1, &a, 1, NULL));
    if (around_grads) rp_hooks_pop(depth);
    ck_assert_float_eq(number(g), first);
    ck_assert_float_eq(number(gg), second);
    rp_tensor_release(gg);
    rp_tensor_release(g);
    rp_tensor_release(y);
    rp_tensor_release(a);
}

START_TEST(checkpoint__119_hooks_and_double_backward)
{
    cube_under_hooks(0, 0, 27, 18);
    cube_under_hooks(1, 0, 108, 36);
    cube_under_hooks(0, 1, 27, 72);
    cube_under_hooks(1, 1, 108, 144);
}
END_TEST

START_TEST(checkpoint__120_numbers_are_not_packed)
{
    struct counting_hooks h = {0};
    rp_tensor *a = LEAF(3);
    const uint32_t depth = hooks_open(&h);
    rp_tensor *y = times(a, 3);
    rp_hooks_pop(depth);
    ck_assert_int_eq(h.packs, 0);
    ck_assert_float_eq(gradient_and_clear(y, a), 3);
    rp_tensor_release(a);
}
END_TEST

START_TEST(checkpoint__125_writing_an_unpacked_copy_leaves_the_original_alone)
{
    struct counting_hooks h = {0}; /* copies */
    rp_tensor *a = LEAF(3), *saved = NULL;
    const uint32_t depth = hooks_open(&h);
    rp_tensor *y = square(a);
    rp_hooks_pop(depth);
    rp_edge e;
    ck_ok(rp_tensor_history(&e, y));
    ck_ok(rp_node_saved(&saved, e.node, 0));
    const uint64_t version = rp_tensor_version(a);
    const int grad_mode = rp_grad_mode_exchange(0);
    ck_ok(rp_mul__scalar(NULL, saved, rp_value_float(7)));
    rp_grad_mode_exchange(grad_mode);
    ck_assert_uint_eq(rp_tensor_version(a), version);
    ck_assert_float_eq(gradient_and_clear(y, a), 6);
    rp_tensor_release(saved);
    rp_tensor_release(a);
}
END_TEST

START_TEST(checkpoint__128_offload_hooks_return_value_dtype_device_and_layout)
{
    rp_hooks *hooks = NULL;
    rp_tensor *x = LEAF(1, 2, 3, 4, 5, 6), *grid = shaped(x, 2, 3), *turned = NULL, *y = NULL,
              *saved = NULL;
    uint32_t depth;
    const uint64_t live = rp_test_live();
    ck_ok(rp_transpose_int(&turned, grid, 0, 1));
    ck_ok(rp_save_on_cpu(&hooks));
    ck_ok(rp_hooks_push(hooks, &depth));
    ck_ok(rp_sin(&y, turned));
    rp_hooks_pop(depth);
    rp_hooks_release(hooks);
    rp_edge e;
    ck_ok(rp_tensor_history(&e, y));
    ck_ok(rp_node_saved(&saved, e.node, 0));
    ck_values(saved, 1, 4, 2, 5, 3, 6);
    ck_assert_int_eq(rp_tensor_dtype(saved), RP_F32);
    ck_assert_int_eq(rp_tensor_device(saved).type, RP_CPU.type);
    ck_assert(rp_tensor_stride(saved)[0] == 1 && rp_tensor_stride(saved)[1] == 3);
    ck_assert(rp_tensor_shares_storage(saved, x)); /* on the cpu nothing moves */
    backward_weighed(y);
    ck_assert_float_eq_tol(rp_test_at(rp_tensor_grad(x), 0), cosf(1), 1e-6f);
    rp_tensor_set_grad(x, NULL);
    rp_tensor_release(saved);
    rp_tensor_release(y);
    rp_tensor_release(turned);
    ck_assert_uint_eq(rp_test_live(), live);
    rp_tensor_release(grid);
    rp_tensor_release(x);
}
END_TEST

static void *squares_in_another_thread(void *leaf)
{
    rp_tensor *y = square(leaf);
    rp_tensor_release(y);
    return NULL;
}

START_TEST(checkpoint__131_hooks_are_per_thread)
{
    struct counting_hooks h = {0};
    rp_tensor *a = LEAF(3);
    const uint32_t depth = hooks_open(&h);
    pthread_t thread;
    ck_assert_int_eq(pthread_create(&thread, NULL, squares_in_another_thread, a), 0);
    pthread_join(thread, NULL);
    ck_assert_int_eq(h.packs, 0);
    rp_hooks_pop(depth);
    rp_tensor_release(a);
}
END_TEST

/* ---- packed into a file ---------------------------------------------------------------------- */
static rp_status pack_file(void *self, rp_tensor *t, rp_value *packed)
{
    char path[] = "/tmp/reprise-packed-XXXXXX";
    const void *data;
    (void)self;
    const int fd = mkstemp(path);
    ck_assert_int_ge(fd, 0);
    RP_TRY(rp_tensor_read(t, &data));
    ck_assert_int_eq(write(fd, data, 12), 12);
    rp_tensor_done(t);
    close(fd);
    const rp_value name = rp_value_str(path, (uint32_t)strlen(path));
    return rp_value_copy(packed, &name);
}

static rp_status unpack_file(void *self, const rp_value *packed, rp_tensor **out)
{
    float v[3];
    char path[64];
    (void)self;
    snprintf(path, sizeof path, "%.*s", (int)packed->n, packed->u.s);
    FILE *f = fopen(path, "rb");
    ck_assert_ptr_nonnull(f);
    ck_assert_uint_eq(fread(v, sizeof *v, 3, f), 3);
    fclose(f);
    *out = vector(v, 3);
    return RP_OK;
}

static void drop_file(void *self, rp_value *packed)
{
    char path[64];
    (void)self;
    snprintf(path, sizeof path, "%.*s", (int)packed->n, packed->u.s);
    ck_assert_int_eq(unlink(path), 0);
    rp_value_clear(packed);
}

START_TEST(checkpoint__132_packed_may_be_the_name_of_a_file)
{
    static const rp_hooks_type file = {"file", pack_file, unpack_file, drop_file, NULL};
    rp_hooks *hooks = NULL;
    rp_tensor *a = LEAF(1, 2, 3);
    uint32_t depth;
    ck_ok(rp_hooks_create(&hooks, &file, NULL));
    ck_ok(rp_hooks_push(hooks, &depth));
    rp_tensor *y = square(a);
    rp_hooks_pop(depth);
    rp_hooks_release(hooks);
    backward_weighed(y);
    ck_values(rp_tensor_grad(a), 2, 40, 600);
    rp_tensor_release(y);
    rp_tensor_release(a);
}
END_TEST

START_TEST(checkpoint__133_detached_in_place_after_it_was_saved)
{
    rp_tensor *x = LEAF(2), *a = times(x, 1), *y = NULL, *b = NULL;
    ck_ok(rp_sin(&y, a)); /* a is saved as input */
    ck_ok(rp_detach_(NULL, a));
    ck_fails(rp_backward(&y, NULL, 1, NULL), RP_E_MUTATED, "saved as input 0 of aten::sin");
    rp_tensor_release(y);
    rp_tensor_release(a);
    a = times(x, 1);
    ck_ok(rp_exp(&b, a)); /* b is saved as result */
    y = times(b, 1);
    ck_ok(rp_detach_(NULL, b));
    ck_assert_float_eq_tol(gradient_and_clear(y, x), expf(2), 1e-5f);
    rp_tensor_release(b);
    rp_tensor_release(a);
    rp_tensor_release(x);
}
END_TEST

Suite *rp_test_suite(void)
{
    if (rp_init()) return NULL;
    return rp_suite(
        "saved_hooks", checkpoint__115_factors_are_packed_only_for_the_others_gradient,
        checkpoint__116_what_unpack_returns_is_what_backward_reads,
        checkpoint__118_hooks_act_when_a_tensor_is_saved, checkpoint__119_hooks_and_double_backward,
        checkpoint__120_numbers_are_not_packed,
        checkpoint__125_writing_an_unpacked_copy_leaves_the_original_alone,
        checkpoint__128_offload_hooks_return_value_dtype_device_and_layout,
        checkpoint__131_hooks_are_per_thread, checkpoint__132_packed_may_be_the_name_of_a_file,
        checkpoint__133_detached_in_place_after_it_was_saved, NULL);
}
