/* tools/reprise/kit/device.c - a device's memory, copies, streams, events, profiling and
   generators, slot by slot */
#include "core/memory.h"
#include "core/rng.h"
#include "core/tensor.h"
#include "dispatch/ops.h"
#include "reprise/kit/kit.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BYTES = 100003 };
static unsigned char pattern[BYTES], seen[BYTES];

static void fill_pattern(void)
{
    for (int i = 0; i < BYTES; i++) pattern[i] = (unsigned char)(i * 7 + i / 256);
}

/* ---- memory ---------------------------------------------------------------------------------- */
static void check_alignment(struct kit *k, const rp_device_type *t, const void *p)
{
    rp_device_props props = {.size = sizeof props};
    if (t->props && !kit_expect(k, "props", "props fails", t->props(t->self, 0, &props))) return;
    const uint32_t align = props.align ? props.align : 16;
    if ((uintptr_t)p % align)
        kit_fail(k, "alloc", "a block is not aligned to the %u bytes that props promises", align);
    else kit_pass(k);
}

static void check_bytes(struct kit *k, const rp_device_type *t, void *p, void *q)
{
    memset(seen, 0, sizeof seen);
    bool ok = kit_expect(k, "copy", "host to device fails",
                         t->copy(t->self, NULL, p, 0, pattern, -1, BYTES));
    ok = ok &&
         kit_expect(k, "copy", "device to device fails", t->copy(t->self, NULL, q, 0, p, 0, BYTES));
    ok = ok && kit_expect(k, "copy", "device to host fails",
                          t->copy(t->self, NULL, seen, -1, q, 0, BYTES));
    ok = ok && kit_expect(k, "sync", "sync fails", t->sync(t->self, 0));
    if (ok && memcmp(pattern, seen, BYTES) != 0)
        kit_fail(k, "copy", "%d bytes came back as others", BYTES);
    ok = ok && kit_expect(k, "fill", "fill fails",
                          t->fill(t->self, NULL, 0, (char *)p + 1, BYTES - 2, 0xA5));
    ok = ok && kit_expect(k, "copy", "device to host fails",
                          t->copy(t->self, NULL, seen, -1, p, 0, BYTES));
    ok = ok && kit_expect(k, "sync", "sync fails", t->sync(t->self, 0));
    for (int i = 1; ok && i < BYTES - 1; i++)
        if (seen[i] != 0xA5) {
            kit_fail(k, "fill", "byte %d is %02x after a fill with a5", i, seen[i]);
            break;
        }
    if (ok && (seen[0] != pattern[0] || seen[BYTES - 1] != pattern[BYTES - 1]))
        kit_fail(k, "fill", "it wrote beyond its bytes");
}

static void check_memory(struct kit *k, const rp_device_type *t)
{
    void *p = NULL, *q = NULL;
    int32_t n = 0;
    if (!kit_expect(k, "count", "count fails", t->count(t->self, &n))) return;
    if (n < 1) kit_fail(k, "count", "says that there are %d devices", (int)n);
    if (!kit_expect(k, "alloc", "alloc fails", t->alloc(t->self, 0, NULL, BYTES, &p))) return;
    if (kit_expect(k, "alloc", "alloc fails", t->alloc(t->self, 0, NULL, BYTES, &q))) {
        check_alignment(k, t, p);
        check_bytes(k, t, p, q);
        t->free(t->self, 0, NULL, q, BYTES);
    }
    t->free(t->self, 0, NULL, p, BYTES);
    p = NULL;
    const rp_status st = t->alloc(t->self, 0, NULL, (size_t)1 << 60, &p);
    if (st == RP_OK) kit_fail(k, "alloc", "2^60 bytes were given");
    else if (st != RP_E_MEMORY)
        kit_fail(k, "alloc", "2^60 bytes: the error is %s and must be RP_E_MEMORY",
                 rp_status_name(st));
    else kit_pass(k);
    if (!t->alloc(t->self, n, NULL, 64, &p))
        kit_fail(k, "alloc", "device %d of %d gave memory", (int)n, (int)n);
    else kit_pass(k);
}

/* ---- streams and events ---------------------------------------------------------------------- */
static void order_by_event(struct kit *k, const rp_device_type *t, rp_stream *a, rp_stream *b,
                           rp_event *e, void *p)
{
    int32_t busy = 1;
    bool ok = true;
    /* b copies what a wrote, because it waits for the event between them: 16 times, with other
       bytes each time */
    for (int round = 0; ok && round < 16; round++) {
        ok = kit_expect(k, "stream", "fill on a stream fails",
                        t->fill(t->self, a, 0, p, BYTES, (uint8_t)(round + 1)));
        ok = ok && kit_expect(k, "event", "event_record fails", t->event_record(t->self, e, a));
        ok = ok && kit_expect(k, "event", "event_wait fails", t->event_wait(t->self, e, b));
        ok = ok && kit_expect(k, "stream", "copy on a stream fails",
                              t->copy(t->self, b, seen, -1, p, 0, BYTES));
        ok = ok && kit_expect(k, "stream", "stream_sync fails", t->stream_sync(t->self, b));
        for (int i = 0; ok && i < BYTES; i++)
            if (seen[i] != round + 1) {
                kit_fail(
                    k, "order",
                    "round %d: a stream that waited for the event saw byte %d before it was written",
                    round + 1, i);
                ok = false;
            }
    }
    ok = ok && kit_expect(k, "stream", "stream_query fails", t->stream_query(t->self, b, &busy));
    if (ok && busy) kit_fail(k, "stream_query", "a stream is busy after it was synchronised");
}

static void check_times(struct kit *k, const rp_device_type *t, rp_stream *a, rp_event *first)
{
    rp_event *second = NULL;
    uint64_t ns = 0;
    if (!kit_expect(k, "event", "event_new fails", t->event_new(t->self, 0, 0, &second))) return;
    bool ok = kit_expect(k, "event", "event_record fails", t->event_record(t->self, first, a));
    ok = ok && kit_expect(k, "event", "event_record fails", t->event_record(t->self, second, a));
    ok = ok && kit_expect(k, "event", "event_sync fails", t->event_sync(t->self, second));
    ok = ok && kit_expect(k, "event", "event_ns fails", t->event_ns(t->self, first, second, &ns));
    if (ok && ns > 60000000000u)
        kit_fail(k, "event_ns", "the later event is %.0f s away: is the order turned round?",
                 (double)ns / 1e9);
    t->event_free(t->self, second);
}

static void check_streams(struct kit *k, const rp_device_type *t)
{
    rp_stream *a = NULL, *b = NULL;
    rp_event *e = NULL;
    void *p = NULL;
    bool ok = kit_expect(k, "stream", "stream_new fails", t->stream_new(t->self, 0, 0, &a));
    ok = ok && kit_expect(k, "stream", "stream_new fails", t->stream_new(t->self, 0, 0, &b));
    ok = ok && kit_expect(k, "event", "event_new fails", t->event_new(t->self, 0, 0, &e));
    ok = ok && kit_expect(k, "alloc", "alloc fails", t->alloc(t->self, 0, a, BYTES, &p));
    if (ok) {
        order_by_event(k, t, a, b, e, p);
        check_times(k, t, a, e);
        t->free(t->self, 0, a, p, BYTES);
    }
    if (e) t->event_free(t->self, e);
    if (b) t->stream_free(t->self, b);
    if (a) t->stream_free(t->self, a);
}

/* ---- profiling: ranges around calls, in order, told once ------------------------------------- */
struct timeline {
    int n, inside, wrong;
    uint64_t last;
};

static void see_record(void *ctx, const rp_profile_record *r)
{
    struct timeline *t = ctx;
    t->n++;
    t->wrong += r->end_ns < r->begin_ns || r->begin_ns < t->last || !r->name || !*r->name;
    t->last = r->begin_ns;
    t->inside += r->name && !strncmp(r->name, "aten::", 6);
}

static bool call_something(struct kit *k)
{
    RP_LOCAL rp_tensor *a = NULL, *b = NULL;
    if (!kit_expect(k, "tensor", "no tensor",
                    rp_tensor_create(&a, (const int64_t[]){4}, 1, RP_F32, k->device)))
        return false;
    return kit_expect(k, "aten::clone", "it cannot be called while profiling is on",
                      rp_clone(&b, a));
}

/* A device with markers alone tells nothing; what it tells must make sense. */
static void check_profile(struct kit *k)
{
    struct timeline first = {.n = 0}, second = {.n = 0};
    if (!kit_expect(k, "profile_start", "it fails", rp_profile_start(k->device))) return;
    const uint64_t outer = rp_profile_push(k->device, "kit outer"),
                   inner = rp_profile_push(k->device, "kit inner");
    const bool called = call_something(k);
    rp_profile_pop(k->device, inner);
    rp_profile_pop(k->device, outer);
    if (!kit_expect(k, "profile_stop", "it fails",
                    rp_profile_stop(k->device, see_record, &first)) ||
        !called)
        return;
    if (first.wrong)
        kit_fail(k, "profile_stop",
                 "%d of %d records end before they begin, are out of order or have no name",
                 first.wrong, first.n);
    if (first.n && !first.inside)
        kit_fail(k, "range_push",
                 "%d ranges were timed, but not that of the operator that was called", first.n);
    if (!kit_expect(k, "profile_start", "it fails the second time", rp_profile_start(k->device)))
        return;
    if (!kit_expect(k, "profile_stop", "without anybody who listens it fails",
                    rp_profile_stop(k->device, NULL, NULL)))
        return;
    if (!kit_expect(k, "profile_start", "it fails the third time", rp_profile_start(k->device)))
        return;
    if (!kit_expect(k, "profile_stop", "it fails", rp_profile_stop(k->device, see_record, &second)))
        return;
    if (second.n)
        kit_fail(k, "profile_stop", "%d records of a profile that was stopped before came again",
                 second.n);
    else kit_pass(k);
}

/* ---- generators ------------------------------------------------------------------------------ */
struct place {
    uint64_t a, b;
};

static bool same_place(struct place x, struct place y)
{
    return x.a == y.a && x.b == y.b;
}

static struct place draw(const rp_device_type *t, rp_rng *g, uint64_t numbers)
{
    struct place p = {0, 0};
    t->generator_reserve(t->self, g, numbers, &p.a, &p.b);
    return p;
}

#define HOLDS(condition_, slot_, text_)                                                            \
    do {                                                                                           \
        if (condition_) kit_pass(k);                                                               \
        else kit_fail(k, (slot_), "%s", (text_));                                                  \
    } while (0)

static void check_places(struct kit *k, const rp_device_type *t, rp_rng *g, rp_rng *twin)
{
    struct place here;
    const struct place first = draw(t, g, 5);
    t->generator_get(t->self, g, &here.a, &here.b);
    const struct place second = draw(t, g, 3), third = draw(t, g, 3);
    HOLDS(!same_place(first, second) && !same_place(second, third), "generator_reserve",
          "two draws were given the same place");
    t->generator_set(t->self, g, here.a, here.b);
    HOLDS(same_place(draw(t, g, 3), second) && same_place(draw(t, g, 3), third), "generator_set",
          "what generator_get said does not lead back to the same place");
    HOLDS(same_place(draw(t, twin, 5), first), "generator_new",
          "two generators of one seed begin at different places");
    t->generator_set(t->self, twin, 41, 0);
    HOLDS(same_place(draw(t, twin, 5), first), "generator_set",
          "(seed, 0) is another place than that of a new generator of the seed");
    t->generator_set(t->self, twin, 42, 0);
    HOLDS(!same_place(draw(t, twin, 5), first), "generator_set",
          "another seed begins at the same place");
}

static void check_generators(struct kit *k, const rp_device_type *t)
{
    rp_rng *g = NULL, *twin = NULL;
    if (!kit_expect(k, "generator_new", "it fails", t->generator_new(t->self, 0, 41, &g))) return;
    if (kit_expect(k, "generator_new", "it fails the second time",
                   t->generator_new(t->self, 0, 41, &twin))) {
        check_places(k, t, g, twin);
        t->generator_free(t->self, twin);
    }
    t->generator_free(t->self, g);
}

/* ---- tensors across devices ------------------------------------------------------------------ */
static void check_copies(struct kit *k)
{
    const int64_t shape[2] = {7, 5};
    RP_LOCAL rp_tensor *a = NULL, *there = NULL, *back = NULL;
    void *data;
    if (!kit_expect(k, "tensor", "no tensor",
                    rp_tensor_create(&a, shape, 2, RP_F32, (rp_device){0, 0})))
        return;
    if (!kit_expect(k, "tensor", "no tensor", rp_tensor_write(a, &data))) return;
    memcpy(data, pattern, 7 * 5 * 4);
    rp_tensor_done(a);
    bool ok = kit_expect(k, "_to_copy", "cpu to device fails",
                         rp_to_device(&there, a, k->device, RP_F32, 0, 1, NULL));
    ok = ok && kit_expect(k, "_to_copy", "device to cpu fails",
                          rp_to_device(&back, there, (rp_device){0, 0}, RP_F32, 0, 1, NULL));
    rp_value x[1] = {rp_value_tensor(a)}, y[1] = {rp_value_tensor(back)};
    if (ok && !kit_same_bits(rp_op_find("aten::clone"), x, y))
        kit_fail(k, "_to_copy", "a tensor came back with other bits");
}

void kit_check_device(struct kit *k)
{
    const rp_device_type *t = k->n_devices ? rp_device_type_get(k->device.type) : NULL;
    fill_pattern();
    kit_begin(k, "device");
    if (!t) {
        kit_skip(k, "the plugin registers no device");
    } else {
        check_memory(k, t);
        check_copies(k);
    }
    kit_begin(k, "streams");
    if (!t) kit_skip(k, "the plugin registers no device");
    else if (!(t->caps & RP_CAP_EVENTS) || !t->stream_new)
        kit_skip(k, "its device has no streams and events (caps lack RP_CAP_EVENTS)");
    else check_streams(k, t);
    kit_begin(k, "profiling");
    if (!t) kit_skip(k, "the plugin registers no device");
    else if (!RP_HAS(t, range_pop) || !t->profile_start)
        kit_skip(k, "its device has no profiling (profile_start is NULL)");
    else check_profile(k);
    kit_begin(k, "generators");
    if (!t) kit_skip(k, "the plugin registers no device");
    else if (!RP_HAS(t, generator_reserve) || !t->generator_new)
        kit_skip(k, "its device has the host's generators (generator_new is NULL)");
    else check_generators(k, t);
}
