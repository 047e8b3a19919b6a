/* tests/plugins/gpu/test_lazy.c - order between streams: the emulated device works only when
 * somebody waits for it, so what waits too little sees what was there before */
#include "dispatch/function.h"
#include "dispatch/host.h"
#include "dispatch/init.h"
#include "modes/checkpoint/checkpoint.h"
#include "gpu.h"
#include <stdlib.h>
#include <string.h>

static const rp_device_type *type;
static rp_device emu;

static void open_lazy(void)
{
    setenv("REPRISE_EMU_LAZY", "1", 1);
    emu = gpu_device();
    type = rp_device_type_get(emu.type);
}

/* ---- streams and blocks ---------------------------------------------------------------------- */
enum { BYTES = 4096 };
struct two {
    rp_stream *side;
    rp_event *event;
    unsigned char *host; /* pinned */
    void *block;
};

static struct two begin(void)
{
    struct two t = {0};
    void *host = NULL;
    open_lazy();
    ck_ok(type->stream_new(type->self, 0, 0, &t.side));
    ck_ok(type->event_new(type->self, 0, 0, &t.event));
    ck_ok(type->host_alloc(type->self, BYTES, &host));
    ck_ok(type->alloc(type->self, 0, NULL, BYTES, &t.block));
    t.host = memset(host, 0x11, BYTES);
    ck_ok(type->fill(type->self, NULL, 0, t.block, BYTES, 0x22));
    ck_ok(type->sync(type->self, 0));
    return t;
}

static void end(struct two *t)
{
    ck_ok(type->sync(type->self, 0));
    type->event_free(type->self, t->event);
    type->stream_free(type->self, t->side);
    type->host_free(type->self, t->host);
}

START_TEST(lazy__a_stream_that_does_not_wait_sees_the_old_bytes)
{
    struct two t = begin();
    ck_ok(type->fill(type->self, NULL, 0, t.block, BYTES, 0x33));
    ck_ok(type->event_record(type->self, t.event, NULL));
    ck_ok(type->copy(type->self, t.side, t.host, -1, t.block, 0, BYTES));
    ck_assert_uint_eq(t.host[0], 0x11); /* nobody has waited */
    ck_ok(type->stream_sync(type->self, t.side));
    ck_assert_uint_eq(t.host[7], 0x22); /* the fill is another stream's */
    ck_ok(type->event_wait(type->self, t.event, t.side));
    ck_ok(type->copy(type->self, t.side, t.host, -1, t.block, 0, BYTES));
    ck_ok(type->stream_sync(type->self, t.side));
    ck_assert_uint_eq(t.host[BYTES - 1], 0x33);
    type->free(type->self, 0, NULL, t.block, BYTES);
    end(&t);
}
END_TEST

START_TEST(lazy__an_event_recorded_again_is_waited_for_where_it_was)
{
    struct two t = begin();
    ck_ok(type->fill(type->self, NULL, 0, t.block, BYTES, 1));
    ck_ok(type->event_record(type->self, t.event, NULL));
    ck_ok(type->event_wait(type->self, t.event, t.side));
    ck_ok(type->copy(type->self, t.side, t.host, -1, t.block, 0, BYTES));
    ck_ok(type->event_record(type->self, t.event, t.side));
    ck_ok(type->event_wait(type->self, t.event, NULL));
    ck_ok(type->fill(type->self, NULL, 0, t.block, BYTES, 2)); /* after the copy */
    ck_ok(type->event_record(type->self, t.event, NULL));
    ck_ok(type->event_sync(type->self, t.event));
    ck_assert_uint_eq(t.host[0], 1);
    type->free(type->self, 0, NULL, t.block, BYTES);
    end(&t);
}
END_TEST

static void *take(void)
{
    void *p = NULL;
    ck_ok(type->alloc(type->self, 0, NULL, BYTES, &p));
    return p;
}

START_TEST(lazy__a_freed_block_is_given_again_in_stream_order_and_at_once)
{
    struct two t = begin();
    ck_ok(type->fill(type->self, NULL, 0, t.block, BYTES, 9)); /* still to be done */
    type->free(type->self, 0, NULL, t.block, BYTES);
    void *again = take();
    ck_assert_ptr_eq(again, t.block);
    type->free(type->self, 0, NULL, again, BYTES);
    end(&t);
}
END_TEST

START_TEST(lazy__a_block_that_another_stream_uses_waits_for_it)
{
    struct two t = begin();
    type->memory_uses(type->self, 0, t.block, t.side);
    ck_ok(type->copy(type->self, t.side, t.host, -1, t.block, 0, BYTES));
    type->free(type->self, 0, NULL, t.block, BYTES);
    void *other = take();
    ck_assert_ptr_ne(other, t.block);
    ck_ok(type->fill(type->self, NULL, 0, other, BYTES, 0x77));
    ck_ok(type->stream_sync(type->self, t.side));
    ck_assert_uint_eq(t.host[0], 0x22);
    void *again = take(); /* now it is free */
    ck_assert_ptr_eq(again, t.block);
    type->free(type->self, 0, NULL, again, BYTES);
    type->free(type->self, 0, NULL, other, BYTES);
    end(&t);
}
END_TEST

START_TEST(lazy__a_block_freed_on_another_stream_waits_for_that_one)
{
    struct two t = begin();
    ck_ok(type->copy(type->self, t.side, t.host, -1, t.block, 0, BYTES));
    type->free(type->self, 0, t.side, t.block, BYTES);
    void *other = take();
    ck_assert_ptr_ne(other, t.block);
    type->free(type->self, 0, NULL, other, BYTES);
    end(&t);
}
END_TEST

START_TEST(lazy__blocks_of_a_stream_that_goes_go_back_to_the_runtime)
{
    struct two t = begin();
    void *kept = NULL, *freed = NULL;
    ck_ok(type->alloc(type->self, 0, t.side, 3 << 20, &kept));
    ck_ok(type->alloc(type->self, 0, t.side, BYTES, &freed));
    type->free(type->self, 0, t.side, freed, BYTES);
    rp_device_memory before = {.size = sizeof before}, after = {.size = sizeof after};
    ck_ok(type->memory_get(type->self, 0, &before));
    type->free(type->self, 0, NULL, t.block, BYTES);
    end(&t);
    ck_ok(type->memory_get(type->self, 0, &after));
    /* the small one; the large one is still held */
    ck_assert_uint_eq(after.segments, before.segments - 1);
    type->free(type->self, 0, NULL, kept, 3 << 20);
    (void)type->memory_trim(type->self, 0);
    ck_ok(type->memory_get(type->self, 0, &after));
    ck_assert_uint_eq(after.held, 0);
}
END_TEST

/* ---- offload --------------------------------------------------------------------------------- */
static rp_offload_stats offloaded(void)
{
    rp_offload_stats s = {.size = sizeof s};
    rp_offload_get(emu, &s);
    return s;
}

static rp_tensor *device_leaf(void)
{
    RP_LOCAL rp_tensor *here = rp_test_sin((const int64_t[]){64, 50}, 2, 0.3, 1);
    rp_tensor *there = gpu_test_there(here);
    ck_ok(rp_tensor_require_grad(there, 1));
    return there;
}

/* exp(sin(x) * sin(x)) and its gradient; `scribble`: what was saved is written over before
   backward, where a copy allows it. */
static rp_status chain(rp_tensor **y, rp_tensor *x)
{
    RP_LOCAL rp_tensor *s = NULL, *q = NULL;
    RP_TRY(rp_sin(&s, x));
    RP_TRY(rp_mul(&q, s, s));
    return rp_exp(y, q);
}

static rp_tensor *gradient_of(rp_tensor *y, rp_tensor *x)
{
    RP_LOCAL rp_tensor *ones = NULL;
    rp_tensor *back = NULL;
    ck_ok(rp_ones_like(&ones, y));
    ck_ok(rp_backward(&y, &ones, 1, NULL));
    ck_ok(rp_to_device(&back, rp_tensor_grad(x), RP_CPU, RP_F32, 0, 0, NULL));
    rp_tensor_set_grad(x, NULL);
    return back;
}

START_TEST(lazy__save_on_cpu_moves_beside_the_work_and_gives_the_same_bits)
{
    open_lazy();
    rp_hooks *hooks = NULL;
    uint32_t depth;
    RP_LOCAL rp_tensor *x = device_leaf(), *y = NULL, *z = NULL, *want = NULL, *got = NULL;
    ck_ok(chain(&y, x));
    want = gradient_of(y, x);
    const rp_offload_stats before = offloaded();
    ck_ok(rp_save_on_cpu(&hooks));
    ck_ok(rp_hooks_push(hooks, &depth));
    ck_ok(chain(&z, x));
    rp_hooks_pop(depth);
    rp_hooks_release(hooks);
    const uint64_t one = 64 * 50 * sizeof(float), out = offloaded().out_bytes - before.out_bytes;
    ck_assert_uint_ge(out, 3 * one); /* x, and each of sin's, mul's and exp's */
    ck_assert_uint_eq(out % one, 0);
    ck_assert_uint_eq(offloaded().back_bytes, before.back_bytes);
    got = gradient_of(z, x);
    ck_assert(rp_test_equal_bits(want, got));
    ck_assert_uint_eq(offloaded().back_bytes - before.back_bytes, out);
    ck_assert_uint_gt(offloaded().prefetched, before.prefetched);
}
END_TEST

static rp_tensor *offloaded_gradient(rp_tensor *x)
{
    rp_hooks *hooks = NULL;
    uint32_t depth;
    RP_LOCAL rp_tensor *y = NULL;
    ck_ok(rp_save_on_cpu(&hooks));
    ck_ok(rp_hooks_push(hooks, &depth));
    ck_ok(chain(&y, x));
    rp_hooks_pop(depth);
    rp_hooks_release(hooks);
    return gradient_of(y, x);
}

/* The proof that the cases here can fail: without the waits between the streams, the copies take
   what was there before. */
START_TEST(lazy__a_copy_that_does_not_wait_gives_other_bits)
{
    open_lazy();
    const struct faults { /* plugins/gpu/emu/emu.h */
        uint32_t size, version;
        void (*fail_alloc)(int64_t n);
        void (*fail_launch)(int64_t n);
        int64_t (*launches)(void);
        void (*set_device)(int device);
        void (*lose_waits)(int on);
    } *faults = rp_plugin_service("emu", "faults", 1);
    RP_LOCAL rp_tensor *x = device_leaf(), *want = offloaded_gradient(x), *got = NULL,
                       *again = NULL;
    faults->lose_waits(1);
    got = offloaded_gradient(x);
    faults->lose_waits(0);
    ck_assert(!rp_test_equal_bits(want, got));
    again = offloaded_gradient(x);
    ck_assert(rp_test_equal_bits(want, again));
}
END_TEST

START_TEST(lazy__who_writes_what_is_being_copied_waits_for_the_copy)
{
    open_lazy();
    rp_hooks *hooks = NULL;
    uint32_t depth;
    RP_LOCAL rp_tensor *x = device_leaf(), *s = NULL, *y = NULL, *want = NULL, *got = NULL;
    ck_ok(rp_sin(&s, x));
    ck_ok(rp_exp(&y, s));
    want = gradient_of(y, x);
    ck_ok(rp_save_on_cpu(&hooks));
    ck_ok(rp_hooks_push(hooks, &depth));
    ck_ok(rp_sin(&s, x));
    ck_ok(rp_exp(&y, s)); /* keeps its result */
    rp_hooks_pop(depth);
    rp_hooks_release(hooks);
    RP_LOCAL rp_tensor *plain = NULL;
    ck_ok(rp_detach(&plain, y));
    /* the default stream comes to it before the copy is asked for */
    ck_ok(rp_mul__scalar(NULL, plain, rp_value_float(0)));
    got = gradient_of(y, x);
    ck_assert(rp_test_equal_bits(want, got));
}
END_TEST

START_TEST(lazy__a_graph_that_is_dropped_gives_its_buffers_to_the_next)
{
    open_lazy();
    RP_LOCAL rp_tensor *x = device_leaf();
    uint64_t host = 0;
    for (int i = 0; i < 4; i++) {
        RP_LOCAL rp_tensor *y = NULL;
        rp_hooks *hooks = NULL;
        uint32_t depth;
        ck_ok(rp_save_on_cpu(&hooks));
        ck_ok(rp_hooks_push(hooks, &depth));
        ck_ok(chain(&y, x));
        rp_hooks_pop(depth);
        rp_hooks_release(hooks);
        if (i == 1) host = offloaded().host_bytes;
    }
    ck_assert_uint_eq(offloaded().host_bytes, host);
}
END_TEST

static rp_status chain_region(void *ctx, const rp_value *in, uint32_t n_in, rp_value *out,
                              uint32_t n_out)
{
    (void)ctx, (void)n_in, (void)n_out;
    rp_tensor *y = NULL;
    RP_TRY(chain(&y, in[0].u.t));
    out[0] = rp_value_tensor(y);
    return RP_OK;
}

static rp_checkpoint_policy offload_products(void *answer, const rp_selective_context *q)
{
    return strcmp(rp_op_name(q->op), "aten::mul.Tensor") ? RP_PREFER_RECOMPUTE
                                                         : *(rp_checkpoint_policy *)answer;
}

START_TEST(checkpoint__086_offload_policies_keep_device_results_in_host_memory)
{
    open_lazy();
    static char nothing;
    for (rp_checkpoint_policy answer = RP_MUST_CPU_OFFLOAD; answer <= RP_PREFER_CPU_OFFLOAD;
         answer++) {
        RP_LOCAL rp_tensor *x = device_leaf(), *y = NULL, *want = NULL, *got = NULL;
        ck_ok(chain(&y, x));
        want = gradient_of(y, x);
        const rp_region r = RP_REGION(chain_region, "offloading", nothing);
        const rp_checkpoint_options o = {
            .size = sizeof o, .policy = offload_products, .policy_ctx = &answer};
        const rp_value in = rp_value_tensor(x);
        const rp_offload_stats before = offloaded();
        rp_value out;
        ck_ok(rp_checkpoint(&out, 1, &r, &in, 1, &o));
        rp_region_stats s = {.size = sizeof s};
        ck_ok(rp_region_stats_get("offloading", &s));
        const uint64_t served = s.served;
        ck_assert_uint_eq(s.kept_bytes, 0); /* of the device */
        ck_assert_uint_eq(offloaded().out_bytes - before.out_bytes, 64 * 50 * sizeof(float));
        got = gradient_of(out.u.t, x);
        rp_value_clear(&out);
        ck_assert(rp_test_equal_bits(want, got));
        ck_ok(rp_region_stats_get("offloading", &s));
        ck_assert_uint_eq(s.served - served, 1);
        ck_assert_uint_eq(offloaded().back_bytes - before.back_bytes, 64 * 50 * sizeof(float));
    }
}
END_TEST

START_TEST(lazy__what_leaves_by_dlpack_is_finished)
{
    void *managed = NULL;
    open_lazy();
    RP_LOCAL rp_tensor *x = GPU_TEST_TENSOR(RP_F32, 0.5, 33), *there = gpu_test_there(x),
                       *sum = NULL, *out = NULL;
    ck_ok(rp_add(&sum, there, there)); /* nobody has waited for it */
    ck_ok(rp_tensor_to_dlpack(&managed, sum));
    ck_ok(rp_tensor_from_dlpack_take(&out, managed));
    for (int i = 0; i < 33; i++) ck_assert_float_eq(rp_test_at(out, i), 2 * rp_test_at(x, i));
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite("lazy", lazy__a_stream_that_does_not_wait_sees_the_old_bytes,
                    lazy__an_event_recorded_again_is_waited_for_where_it_was,
                    lazy__a_freed_block_is_given_again_in_stream_order_and_at_once,
                    lazy__a_block_that_another_stream_uses_waits_for_it,
                    lazy__a_block_freed_on_another_stream_waits_for_that_one,
                    lazy__blocks_of_a_stream_that_goes_go_back_to_the_runtime,
                    lazy__save_on_cpu_moves_beside_the_work_and_gives_the_same_bits,
                    lazy__a_copy_that_does_not_wait_gives_other_bits,
                    lazy__who_writes_what_is_being_copied_waits_for_the_copy,
                    lazy__a_graph_that_is_dropped_gives_its_buffers_to_the_next,
                    lazy__what_leaves_by_dlpack_is_finished,
                    checkpoint__086_offload_policies_keep_device_results_in_host_memory, NULL);
}
