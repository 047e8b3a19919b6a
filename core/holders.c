/* core/holders.c - the large storages that live, and which operator made them: the text of
 * RP_E_MEMORY names five
 *
 * A table of atomic slots without a lock: a block is looked for in the few slots behind its
 * address. Where all of them are taken it stays unlisted, which costs a line in a message. Readers
 * may see a slot change under them: they print numbers, nothing else.
 */
#include "core/memory_impl.h"
#include <stdio.h>

enum { SLOTS = 1024, PROBES = 8, SHOWN = 5 };
static struct slot {
    _Atomic(const void *) block; /* NULL: free */
    _Atomic uint64_t bytes;
    _Atomic uint32_t device; /* type << 16 | index */
    _Atomic(const char *) op;
} slots[SLOTS];

static uint32_t device_code(rp_device d)
{
    return (uint32_t)d.type << 16 | (uint32_t)d.index;
}

/* The slot that holds `block` (NULL: a free one) among those behind the storage's own address. */
static struct slot *slot_of(const rp_storage *s, const void *block)
{
    const uintptr_t home = (uintptr_t)s->data / RP_HOLDER_BYTES;
    for (uintptr_t i = 0; i < PROBES; i++) {
        struct slot *at = &slots[(home + i) % SLOTS];
        if (atomic_load_explicit(&at->block, memory_order_relaxed) == block) return at;
    }
    return NULL;
}

void rp_holder_add(const rp_storage *s)
{
    const void *none = NULL;
    struct slot *at = slot_of(s, NULL);
    if (!at || !atomic_compare_exchange_strong(&at->block, &none, s->data)) return;
    atomic_store_explicit(&at->device, device_code(s->device), memory_order_relaxed);
    atomic_store_explicit(&at->op, NULL, memory_order_relaxed);
    atomic_store_explicit(&at->bytes, s->rounded, memory_order_release);
}

void rp_holder_remove(const rp_storage *s)
{
    struct slot *at = slot_of(s, s->data);
    if (!at) return;
    atomic_store_explicit(&at->bytes, 0, memory_order_relaxed);
    atomic_store_explicit(&at->block, NULL, memory_order_release);
}

void rp_storage_made_by(const rp_storage *s, const char *op)
{
    struct slot *at = s->rounded >= RP_HOLDER_BYTES && s->data ? slot_of(s, s->data) : NULL;
    if (at) atomic_store_explicit(&at->op, op, memory_order_relaxed);
}

struct holder {
    uint64_t bytes;
    const char *op;
};

/* `found` stays in descending order; what falls off its end is forgotten. */
static void insert(struct holder *found, struct holder h)
{
    for (int i = 0; i < SHOWN; i++) {
        if (h.bytes <= found[i].bytes) continue;
        const struct holder smaller = found[i];
        found[i] = h;
        h = smaller;
    }
}

void rp_holders_text(rp_device d, char *buf, size_t n)
{
    struct holder found[SHOWN] = {{0, NULL}};
    size_t at = 0;
    for (int i = 0; i < SLOTS; i++) {
        const uint64_t bytes = atomic_load_explicit(&slots[i].bytes, memory_order_acquire);
        if (bytes && atomic_load_explicit(&slots[i].device, memory_order_relaxed) == device_code(d))
            insert(found, (struct holder){
                              bytes, atomic_load_explicit(&slots[i].op, memory_order_relaxed)});
    }
    buf[0] = 0;
    for (int i = 0; i < SHOWN && found[i].bytes && at < n; i++)
        at += (size_t)snprintf(buf + at, n - at, "%s%llu bytes%s%s",
                               i ? ", " : "; the largest: ", (unsigned long long)found[i].bytes,
                               found[i].op ? " made by " : "", found[i].op ? found[i].op : "");
}
