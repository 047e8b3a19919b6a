/* tests/modes/test_allocations.c - what an operator's call takes from the heap: its outputs, and a
 * node where it records; nothing else
 *
 * Each case runs on a thread of its own whose free lists are off, so that every block is a call of
 * malloc, and counts those calls, the plugin's included. A fresh result is two blocks: the handle,
 * and the storage with its few bytes inside.
 */
#include "core/state.h"
#include "dispatch/mode.h"
#include "dispatch/ops.h"
#include "modes/autocast.h"
#include "modes/checkpoint/checkpoint.h"
#include "support/support.h"
#include <pthread.h>
#include <stdlib.h>

enum { CALLS = 64, OUTPUT = 2, NODE = 1 };

/* ---- counting -------------------------------------------------------------------------------- */
#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
static _Thread_local uint64_t mallocs;
extern void *__libc_malloc(size_t n);
extern void *__libc_calloc(size_t n, size_t size);
extern void *__libc_realloc(void *p, size_t n);
extern void *__libc_memalign(size_t alignment, size_t n);
RP_API void *malloc(size_t n)
{
    mallocs++;
    return __libc_malloc(n);
}
RP_API void *calloc(size_t n, size_t size)
{
    mallocs++;
    return __libc_calloc(n, size);
}
RP_API void *realloc(void *p, size_t n)
{
    mallocs++;
    return __libc_realloc(p, n);
}
RP_API void *aligned_alloc(size_t alignment, size_t n)
{
    mallocs++;
    return __libc_memalign(alignment, n);
}
static uint64_t heap_calls(void)
{
    return mallocs;
}
#else /* a sanitizer's own malloc: the library's blocks alone */
static uint64_t heap_calls(void)
{
    rp_memory_stats s = {.size = sizeof s};
    rp_memory_get(RP_CPU, &s);
    return s.host_allocs;
}
#endif

struct program {
    rp_status (*call)(void);
    uint64_t allocations; /* of CALLS calls */
};

static rp_tensor *a, *b, *leaf;

static uint64_t count(rp_status (*call)(void))
{
    ck_ok(call());        /* what is made once: the operator's lookup, the leaf's accumulator */
    rp_status st = RP_OK; /* not by ck_ok, which takes from the heap itself */
    const uint64_t before = heap_calls();
    for (int i = 0; i < CALLS && st == RP_OK; i++) st = call();
    const uint64_t taken = heap_calls() - before;
    ck_ok(st);
    return taken;
}

static void *run(void *arg)
{
    struct program *p = arg;
    const int64_t one = 1;
    const float value = 2;
    a = rp_test_f32(&value, &one, 1);
    b = rp_test_f32(&value, &one, 1);
    leaf = rp_test_f32(&value, &one, 1);
    ck_ok(rp_tensor_require_grad(leaf, 1));
    p->allocations = count(p->call);
    rp_tensor_release(a);
    rp_tensor_release(b);
    rp_tensor_release(leaf);
    return NULL;
}

/* Calls of malloc for one call, on a fresh thread. */
static double allocations(rp_status (*call)(void), const char *free_lists)
{
    struct program p = {call, 0};
    pthread_t thread;
    setenv("REPRISE_FREELIST", free_lists, 1);
    ck_assert_int_eq(pthread_create(&thread, NULL, run, &p), 0);
    pthread_join(thread, NULL);
    unsetenv("REPRISE_FREELIST");
    return (double)p.allocations / CALLS;
}
#define ck_allocates(call_, want_) ck_assert_double_eq(allocations(call_, "0"), (double)(want_))

/* ---- the calls ------------------------------------------------------------------------------- */
static rp_status add(void)
{
    RP_LOCAL rp_tensor *y = NULL;
    return rp_add(&y, a, b);
}

static rp_status add_recorded(void)
{
    RP_LOCAL rp_tensor *y = NULL;
    return rp_add(&y, leaf, b);
}

static rp_status mul_recorded(void)
{
    RP_LOCAL rp_tensor *y = NULL;
    return rp_mul(&y, leaf, b);
}

static rp_status add_in_place(void)
{
    return rp_add_(NULL, a, b);
}

static rp_status add_into(void)
{
    return rp_add_out(NULL, a, a, b);
}

static rp_status boxed_with_defaults(void)
{
    static const rp_op *op;
    const rp_value in[] = {rp_value_tensor(a), rp_value_tensor(b)};
    rp_value y;
    if (!op) op = rp_op_find("aten::add.Tensor");
    RP_TRY(rp_op_call(op, in, 2, &y, 1));
    rp_value_clear(&y);
    return RP_OK;
}

static rp_status composite(void)
{
    RP_LOCAL rp_tensor *y = NULL;
    return rp_square(&y, a); /* becomes pow */
}

static rp_status cat(void)
{
    rp_tensor *const both[] = {a, b};
    RP_LOCAL rp_tensor *y = NULL;
    return rp_cat(&y, both, 2, 0);
}

/* ---- the layers around them ------------------------------------------------------------------ */
static rp_status pass_through(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                              rp_value *out, uint32_t n_out)
{
    (void)self;
    return rp_call_below(c, in, n_in, out, n_out);
}
static const rp_mode_type pass_type = {
    .size = sizeof(rp_mode_type), .name = "pass", .call = pass_through};

static rp_status push(rp_mode *m)
{
    uint32_t depth;
    const rp_status st = rp_mode_push(m, &depth);
    rp_mode_release(m);
    return st;
}

/* Pushes what `open` makes on the first call of the thread; the thread's end pops it. */
static rp_status under(int *opened, rp_status (*open)(void), rp_status (*call)(void))
{
    if (!*opened) RP_TRY(open());
    *opened = 1;
    return call();
}

static rp_status open_modes(void)
{
    for (int i = 0; i < 5; i++) {
        rp_mode *m = NULL;
        RP_TRY(rp_mode_create_from(&m, &pass_type, NULL));
        RP_TRY(push(m));
    }
    return RP_OK;
}

static rp_status add_under_modes(void)
{
    static _Thread_local int opened;
    return under(&opened, open_modes, add);
}

static rp_status recorded_under_modes(void)
{
    static _Thread_local int opened;
    return under(&opened, open_modes, add_recorded);
}

static rp_status open_fake(void)
{
    rp_mode *m = NULL;
    RP_TRY(rp_mode_create(&m, "fake", NULL, 0));
    return push(m);
}

static rp_status add_under_fake(void)
{
    static _Thread_local int opened;
    return under(&opened, open_fake, add);
}

static rp_status open_autocast(void)
{
    uint32_t token;
    return rp_autocast_push("cpu", RP_BF16, 1, 1, &token);
}

static rp_status cat_under_autocast(void)
{
    static _Thread_local int opened;
    return under(&opened, open_autocast, cat);
}

static rp_checkpoint_policy recompute_all(void *ctx, const rp_selective_context *q)
{
    (void)ctx, (void)q;
    return RP_PREFER_RECOMPUTE;
}

static rp_status open_caching(void)
{
    rp_mode *caching = NULL, *cached = NULL;
    RP_TRY(rp_create_selective_checkpoint_contexts(&caching, &cached, NULL, 0, recompute_all, NULL,
                                                   0));
    rp_mode_release(cached);
    return push(caching);
}

static rp_status add_under_caching(void)
{
    static _Thread_local int opened;
    return under(&opened, open_caching, add);
}

/* ---- cases ----------------------------------------------------------------------------------- */
START_TEST(allocations__an_operator_takes_its_output_from_the_heap_and_nothing_else)
{
    ck_allocates(add, OUTPUT);
    ck_allocates(cat, OUTPUT);
    ck_allocates(boxed_with_defaults, OUTPUT);
}
END_TEST

START_TEST(allocations__writes_in_place_and_into_out_take_nothing)
{
    ck_allocates(add_in_place, 0);
    ck_allocates(add_into, 0);
}
END_TEST

START_TEST(allocations__recording_adds_the_node_alone)
{
    ck_allocates(add_recorded, OUTPUT + NODE);
    ck_allocates(mul_recorded, OUTPUT + NODE);
}
END_TEST

START_TEST(allocations__modes_add_nothing)
{
    ck_allocates(add_under_modes, OUTPUT);
    ck_allocates(recorded_under_modes, OUTPUT + NODE);
    ck_allocates(add_under_caching, OUTPUT);
}
END_TEST

START_TEST(allocations__autocast_composites_and_fake_add_nothing)
{
    ck_allocates(cat_under_autocast, OUTPUT);
    ck_allocates(composite, OUTPUT);
    ck_allocates(add_under_fake, OUTPUT);
}
END_TEST

START_TEST(allocations__with_warm_free_lists_a_one_element_operator_takes_nothing)
{
#ifndef __SANITIZE_ADDRESS__ /* which has no free lists */
    ck_assert_double_eq(allocations(add, "1"), 0);
    ck_assert_double_eq(allocations(add_recorded, "1"), 0);
    ck_assert_double_eq(allocations(add_under_modes, "1"), 0);
#endif
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite("allocations",
                    allocations__an_operator_takes_its_output_from_the_heap_and_nothing_else,
                    allocations__writes_in_place_and_into_out_take_nothing,
                    allocations__recording_adds_the_node_alone, allocations__modes_add_nothing,
                    allocations__autocast_composites_and_fake_add_nothing,
                    allocations__with_warm_free_lists_a_one_element_operator_takes_nothing, NULL);
}
