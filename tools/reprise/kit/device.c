/* tools/reprise/kit/device.c - a device's memory, copies, streams and events, slot by slot */
#include "core/memory.h"
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

/* ---- memory --------------------------------------------------------------------------------------------- */
static void check_alignment(struct kit *k, const rp_device_type *t, const void *p)
{
    rp_device_props props = {.size = sizeof props};
    if (t->props && !kit_expect(k, "props", "props fails", t->props(t->self, 0, &props))) return;
    const uint32_t align = props.align ? props.align : 16;
    if ((uintptr_t)p % align) kit_fail(k, "alloc", "a block is not aligned to the %u bytes that props promises", align);
    else kit_pass(k);
}

static void check_bytes(struct kit *k, const rp_device_type *t, void *p, void *q)
{
    memset(seen, 0, sizeof seen);
    bool ok = kit_expect(k, "copy", "host to device fails", t->copy(t->self, NULL, p, 0, pattern, -1, BYTES));
    ok = ok && kit_expect(k, "copy", "device to device fails", t->copy(t->self, NULL, q, 0, p, 0, BYTES));
    ok = ok && kit_expect(k, "copy", "device to host fails", t->copy(t->self, NULL, seen, -1, q, 0, BYTES));
    ok = ok && kit_expect(k, "sync", "sync fails", t->sync(t->self, 0));
    if (ok && memcmp(pattern, seen, BYTES) != 0) kit_fail(k, "copy", "%d bytes came back as others", BYTES);
    ok = ok && kit_expect(k, "fill", "fill fails", t->fill(t->self, NULL, 0, (char *)p + 1, BYTES - 2, 0xA5));
    ok = ok && kit_expect(k, "copy", "device to host fails", t->copy(t->self, NULL, seen, -1, p, 0, BYTES));
    ok = ok && kit_expect(k, "sync", "sync fails", t->sync(t->self, 0));
    for (int i = 1; ok && i < BYTES - 1; i++)
        if (seen[i] != 0xA5) {
            kit_fail(k, "fill", "byte %d is %02x after a fill with a5", i, seen[i]);
            break;
        }
    if (ok && (seen[0] != pattern[0] || seen[BYTES - 1] != pattern[BYTES - 1])) kit_fail(k, "fill", "it wrote beyond its bytes");
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
    else if (st != RP_E_MEMORY) kit_fail(k, "alloc", "2^60 bytes: the error is %s and must be RP_E_MEMORY", rp_status_name(st));
    else kit_pass(k);
    if (!t->alloc(t->self, n, NULL, 64, &p)) kit_fail(k, "alloc", "device %d of %d gave memory", (int)n, (int)n);
    else kit_pass(k);
}

/* ---- streams and events ------------------------------------------------------------------------------------- */
static void order_by_event(struct kit *k, const rp_device_type *t, rp_stream *a, rp_stream *b, rp_event *e, void *p)
{
    int32_t busy = 1;
    bool ok = true;
    /* b copies what a wrote, because it waits for the event between them: 16 times, with other bytes each time */
    for (int round = 0; ok && round < 16; round++) {
        ok = kit_expect(k, "stream", "fill on a stream fails", t->fill(t->self, a, 0, p, BYTES, (uint8_t)(round + 1)));
        ok = ok && kit_expect(k, "event", "event_record fails", t->event_record(t->self, e, a));
        ok = ok && kit_expect(k, "event", "event_wait fails", t->event_wait(t->self, e, b));
        ok = ok && kit_expect(k, "stream", "copy on a stream fails", t->copy(t->self, b, seen, -1, p, 0, BYTES));
        ok = ok && kit_expect(k, "stream", "stream_sync fails", t->stream_sync(t->self, b));
        for (int i = 0; ok && i < BYTES; i++)
            if (seen[i] != round + 1) {
                kit_fail(k, "order", "round %d: a stream that waited for the event saw byte %d before it was written", round + 1, i);
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
    if (ok && ns > 60000000000u) kit_fail(k, "event_ns", "the later event is %.0f s away: is the order turned round?", (double)ns / 1e9);
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

/* ---- tensors across devices ----------------------------------------------------------------------------------- */
static void check_copies(struct kit *k)
{
    const int64_t shape[2] = {7, 5};
    RP_LOCAL rp_tensor *a = NULL, *there = NULL, *back = NULL;
    void *data;
    if (!kit_expect(k, "tensor", "no tensor", rp_tensor_create(&a, shape, 2, RP_F32, (rp_device){0, 0}))) return;
    if (!kit_expect(k, "tensor", "no tensor", rp_tensor_write(a, &data))) return;
    memcpy(data, pattern, 7 * 5 * 4);
    rp_tensor_done(a);
    bool ok = kit_expect(k, "_to_copy", "cpu to device fails", rp_to_device(&there, a, k->device, RP_F32, 0, 1, NULL));
    ok = ok && kit_expect(k, "_to_copy", "device to cpu fails", rp_to_device(&back, there, (rp_device){0, 0}, RP_F32, 0, 1, NULL));
    rp_value x[1] = {rp_value_tensor(a)}, y[1] = {rp_value_tensor(back)};
    if (ok && !kit_same_bits(rp_op_find("aten::clone"), x, y)) kit_fail(k, "_to_copy", "a tensor came back with other bits");
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
    else if (!(t->caps & RP_CAP_EVENTS) || !t->stream_new) kit_skip(k, "its device has no streams and events (caps lack RP_CAP_EVENTS)");
    else check_streams(k, t);
}
