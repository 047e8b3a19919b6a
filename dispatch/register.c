/* dispatch/register.c - stages: what a plugin or the program registers is collected, checked, and
 * published as one unit */
#include "dispatch/host.h"
#include "dispatch/impl.h"
#include "dispatch/init.h"
#include <stdio.h>
#include <string.h>

struct staged_kernel {
    struct staged_kernel *next;
    rp_kernel *kernel;
    uint32_t slot;
    rp_kernel_row row;
    rp_op *op; /* resolved by the commit */
};
struct staged_device {
    struct staged_device *next;
    int type;
};
struct rp_stage {
    rp_op *ops, *last_op; /* linked by `next` */
    struct staged_kernel *kernels, **kernels_end;
    _Atomic(rp_mode_entry *) modes, *modes_end;
    struct staged_device *devices;
};

rp_status rp_stage_open(rp_registrar *r, rp_plugin_record *owner)
{
    memset(r, 0, sizeof *r);
    r->stage = rp_alloc_zero(sizeof *r->stage);
    if (!r->stage) return RP_E_MEMORY;
    r->stage->kernels_end = &r->stage->kernels;
    r->stage->modes_end = &r->stage->modes;
    r->owner = owner;
    r->name = owner ? owner->name : "reprise";
    return RP_OK;
}

static rp_op *next_op(const rp_op *op)
{
    return atomic_load_explicit(&op->next, memory_order_relaxed);
}

static void drop_lists(struct rp_stage *s)
{
    while (s->kernels) {
        struct staged_kernel *k = s->kernels;
        s->kernels = k->next;
        if (k->kernel) rp_kernel_free(k->kernel);
        rp_free(k, sizeof *k);
    }
    while (s->modes) {
        rp_mode_entry *m = s->modes;
        s->modes = m->next;
        rp_free(m, sizeof *m);
    }
    while (s->devices) {
        struct staged_device *d = s->devices;
        s->devices = d->next;
        if (d->type >= 0) rp_device_unregister(d->type);
        rp_free(d, sizeof *d);
    }
}

void rp_stage_drop(rp_registrar *r)
{
    struct rp_stage *s = r->stage;
    if (!s) return;
    while (s->ops) {
        rp_op *op = s->ops;
        s->ops = next_op(op);
        rp_op_free(op);
    }
    drop_lists(s);
    rp_free(s, sizeof *s);
    r->stage = NULL;
}

/* ---- collecting ------------------------------------------------------------------------------ */
static const char *owner_name(const rp_plugin_record *owner)
{
    return owner ? owner->name : "reprise";
}

static const rp_op *staged_op(const struct rp_stage *s, const char *name, size_t n)
{
    for (const rp_op *op = s->ops; op; op = next_op(op))
        if (!strncmp(op->schema.name, name, n) && !op->schema.name[n]) return op;
    return NULL;
}

static rp_status check_free_name(const rp_registrar *r, const rp_op *op)
{
    const rp_op *other = rp_op_lookup(op->schema.name);
    if (!other) other = staged_op(r->stage, op->schema.name, strlen(op->schema.name));
    if (!other) return RP_OK;
    return RP_FAIL(
        RP_E_STATE,
        "operator %s is already registered by '%s' as \"%s\"; '%s' cannot register it again",
        op->schema.name, owner_name(other->owner), other->schema.text, r->name);
}

rp_status rp_register_op(rp_registrar *r, const rp_op_row *row)
{
    struct rp_stage *s = r->stage;
    rp_op *first = NULL;
    rp_status st = RP_OK;
    RP_TRY(rp_op_make(&first, row, r->owner));
    for (const rp_op *op = first; op && !st; op = next_op(op)) st = check_free_name(r, op);
    rp_op *last = first;
    while (next_op(last)) last = next_op(last);
    if (st) {
        while (first) {
            rp_op *op = first;
            first = next_op(op);
            rp_op_free(op);
        }
        return st;
    }
    if (s->last_op) atomic_store_explicit(&s->last_op->next, first, memory_order_relaxed);
    else s->ops = first;
    s->last_op = last;
    return RP_OK;
}

static rp_status slot_of(uint32_t *slot, const rp_kernel_row *row)
{
    static const char *const kind[] = {"meta", "autograd", "composite"};
    for (uint32_t i = 0; i < 3; i++)
        if (!strcmp(row->key, kind[i])) {
            *slot = i; /* RP_SLOT_META, RP_SLOT_AUTOGRAD, RP_SLOT_COMPOSITE */
            return RP_OK;
        }
    char list[256] = "";
    size_t used = 0;
    for (int i = 0; i < rp_device_type_count() && used < sizeof list; i++) {
        const char *name = rp_device_type_name(i);
        if (!strcmp(row->key, name)) {
            *slot = RP_SLOT_DEVICE0 + (uint32_t)i;
            return RP_OK;
        }
        used += (size_t)snprintf(list + used, sizeof list - used, ", %s", name);
    }
    return RP_FAIL(RP_E_INVALID,
                   "kernel of %s: there is no key '%s'; there are meta, autograd, composite%s",
                   row->op, row->key, list);
}

int rp_op_has_kernel(const rp_op *op, const char *key)
{
    uint32_t slot;
    if (slot_of(&slot, &(rp_kernel_row){.op = op->schema.name, .key = key})) {
        rp_error_release(rp_error_take()); /* no such key: no kernel */
        return 0;
    }
    if (atomic_load_explicit(&op->slot[slot], memory_order_acquire)) return 1;
    return slot >= RP_SLOT_DEVICE0 &&
           atomic_load_explicit(&op->functional->slot[slot], memory_order_acquire);
}

static rp_status check_kernel_row(const rp_kernel_row *row)
{
    if (!row || row->size < offsetof(rp_kernel_row, self))
        return RP_FAIL(RP_E_ABI, "a kernel row has size %u; at least %zu is needed",
                       row ? row->size : 0, offsetof(rp_kernel_row, self));
    if (!row->op || !row->key)
        return RP_FAIL(RP_E_INVALID, "a kernel row names no operator or no key");
    if (!row->boxed == !row->plain)
        return RP_FAIL(RP_E_INVALID,
                       "kernel of %s for %s: exactly one of `boxed` and `plain` must be set",
                       row->op, row->key);
    if (row->plain && !row->signature)
        return RP_FAIL(RP_E_INVALID, "kernel of %s for %s: a plain function needs a signature",
                       row->op, row->key);
    return RP_OK;
}

rp_status rp_register_kernel(rp_registrar *r, const rp_kernel_row *given)
{
    rp_kernel_row row = {0};
    uint32_t slot = 0;
    RP_TRY(check_kernel_row(given));
    memcpy(&row, given, given->size < sizeof row ? given->size : sizeof row);
    RP_TRY(slot_of(&slot, &row));
    struct staged_kernel *k = rp_alloc_zero(sizeof *k);
    if (!k) return RP_E_MEMORY;
    k->kernel = rp_kernel_make(row.boxed, row.self);
    if (!k->kernel) {
        rp_free(k, sizeof *k);
        return RP_E_MEMORY;
    }
    k->kernel->prefer = row.prefer;
    k->kernel->line = row.line;
    k->kernel->file = row.file;
    k->kernel->key = row.key;
    k->kernel->owner = r->owner;
    k->slot = slot;
    k->row = row;
    *r->stage->kernels_end = k;
    r->stage->kernels_end = &k->next;
    return RP_OK;
}

rp_status rp_mode_register(rp_registrar *r, const rp_mode_type *type)
{
    RP_TRY(rp_mode_type_check(type));
    bool taken = rp_mode_type_exists(type->name);
    for (const rp_mode_entry *m = r->stage->modes; m && !taken; m = m->next)
        taken = !strcmp(m->type->name, type->name);
    if (taken) return RP_FAIL(RP_E_STATE, "mode type '%s' is already registered", type->name);
    rp_mode_entry *m = rp_alloc_zero(sizeof *m);
    if (!m) return RP_E_MEMORY;
    m->type = type;
    m->owner = r->owner;
    *r->stage->modes_end = m;
    r->stage->modes_end = &m->next;
    return RP_OK;
}

/* What a device says that it can, its slots must be able to do. */
static rp_status check_device(const rp_device_type *t)
{
    const bool events = RP_HAS(t, event_ns) && t->event_new && t->event_free && t->event_record &&
                        t->event_wait && t->event_sync;
    const bool streams =
        RP_HAS(t, stream_query) && t->stream_new && t->stream_free && t->stream_sync;
    const int profiling = RP_HAS(t, range_pop) ? !!t->profile_start + !!t->profile_stop +
                                                     !!t->range_push + !!t->range_pop
                                               : 0;
    const int generators = !RP_HAS(t, generator_reserve)
                               ? 0
                               : !!t->generator_new + !!t->generator_free + !!t->generator_set +
                                     !!t->generator_get + !!t->generator_reserve;
    const int memory =
        RP_HAS(t, memory_uses) ? !!t->memory_get + !!t->memory_trim + !!t->memory_uses : 0;
    const int captures = RP_HAS(t, capture_free) ? !!t->capture_begin + !!t->capture_end +
                                                       !!t->capture_launch + !!t->capture_free
                                                 : 0;
    const bool pinned = RP_HAS(t, host_free) && t->host_alloc && t->host_free;
    const char *missing =
        !t->name                             ? "name"
        : !t->count                          ? "count"
        : !t->alloc                          ? "alloc"
        : !t->free                           ? "free"
        : !t->copy                           ? "copy"
        : !t->fill                           ? "fill"
        : !t->sync                           ? "sync"
        : t->caps & RP_CAP_EVENTS && !events ? "event_*, although its caps have RP_CAP_EVENTS"
        : t->caps & RP_CAP_ASYNC && !streams ? "stream_*, although its caps have RP_CAP_ASYNC"
        : t->caps & RP_CAP_PINNED && !pinned
            ? "host_alloc and host_free, although its caps have RP_CAP_PINNED"
        : profiling && profiling < 4
            ? "profile_start, profile_stop, range_push or range_pop, which go together"
        : generators && generators < 5
            ? "generator_new, _free, _set, _get or _reserve, which go together"
        : memory && memory < 3     ? "memory_get, memory_trim or memory_uses, which go together"
        : captures && captures < 4 ? "capture_begin, _end, _launch or _free, which go together"
                                   : NULL;
    if (!missing) return RP_OK;
    return RP_FAIL(RP_E_ABI, "device type '%s' lacks the slot %s", t->name ? t->name : "?",
                   missing);
}

/* The id is handed out at once, because kernels of the same stage name the device; a dropped stage
 * gives the name back. */
rp_status rp_register_device(rp_registrar *r, const rp_device_type *type, int32_t *id)
{
    if (!type || type->size < offsetof(rp_device_type, sync) + sizeof type->sync)
        return RP_FAIL(RP_E_ABI, "a device type has size %u; at least %zu is needed",
                       type ? type->size : 0, offsetof(rp_device_type, sync) + sizeof type->sync);
    RP_TRY(check_device(type));
    struct staged_device *d = rp_alloc_zero(sizeof *d);
    int n = -1;
    if (!d) return RP_E_MEMORY;
    const rp_status st = rp_device_register(type, &n);
    if (st) {
        rp_free(d, sizeof *d);
        return st;
    }
    d->type = n;
    d->next = r->stage->devices;
    r->stage->devices = d;
    if (id) *id = n;
    return RP_OK;
}

/* ---- the commit: everything that can fail comes before anything that can be seen ------------- */
static size_t bare_length(const char *name)
{
    const size_t n = strlen(name);
    return n > 8 && !strcmp(name + n - 8, ".default") ? n - 8 : n;
}

static void note_missing(rp_plugin_record *owner, const char *name)
{
    char text[512];
    owner->skipped++;
    if (owner->skipped > 8) return;
    snprintf(text, sizeof text, "%s%s%s",
             owner->reason ? owner->reason : "kernels for operators that are not registered:",
             owner->skipped == 8 ? " ..." : " ", owner->skipped == 8 ? "" : name);
    char *longer = rp_strdup(text);
    if (!longer) return;
    rp_strfree(owner->reason);
    owner->reason = longer;
}

static rp_status resolve_kernels(rp_registrar *r, bool lenient)
{
    for (struct staged_kernel *k = r->stage->kernels; k; k = k->next) {
        const char *name = k->row.op;
        const rp_op *op = staged_op(r->stage, name, bare_length(name));
        if (!op) op = rp_op_lookup(name);
        if (!op && !lenient)
            return rp_note(rp_op_unknown(name), "kernel for %s, %s:%d", k->row.key,
                           k->kernel->file ? k->kernel->file : "?", k->kernel->line);
        if (!op) note_missing(r->owner, name);
        k->op = (rp_op *)(uintptr_t)op;
        if (!op || k->kernel->fn) continue;
        RP_TRY(rp_plain_create(&k->kernel->plain, k->row.plain, k->row.signature, op));
        k->kernel->fn = rp_plain_call;
        k->kernel->self = k->kernel->plain;
    }
    return RP_OK;
}

static uint32_t count_ops(const struct rp_stage *s)
{
    uint32_t n = 0;
    for (const rp_op *op = s->ops; op; op = next_op(op)) n++;
    return n;
}

static uint32_t publish_modes(struct rp_stage *s)
{
    uint32_t n = 0;
    while (s->modes) {
        rp_mode_entry *m = s->modes;
        s->modes = m->next;
        rp_mode_type_publish(m);
        n++;
    }
    return n;
}

static void publish_ops(rp_registrar *r)
{
    rp_op *op = r->stage->ops;
    r->stage->ops = r->stage->last_op = NULL;
    while (op) {
        rp_op *next = next_op(op);
        rp_op_publish(op);
        op = next;
    }
}

static uint32_t publish_kernels(rp_registrar *r)
{
    uint32_t n = 0;
    for (struct staged_kernel *k = r->stage->kernels; k; k = k->next) {
        if (!k->op) continue;
        rp_kernel_publish(k->op, k->slot, k->kernel);
        k->kernel = NULL;
        n++;
    }
    return n;
}

static rp_status commit_locked(rp_registrar *r, bool lenient)
{
    struct rp_stage *s = r->stage;
    const uint32_t n_ops = count_ops(s);
    uint32_t n_devices = 0;
    for (const rp_op *op = s->ops; op; op = next_op(op)) {
        const rp_op *other = rp_op_lookup(op->schema.name);
        if (other)
            return RP_FAIL(RP_E_STATE, "operator %s is already registered by '%s'", op->schema.name,
                           owner_name(other->owner));
    }
    for (const rp_mode_entry *m = s->modes; m; m = m->next)
        if (rp_mode_type_exists(m->type->name))
            return RP_FAIL(RP_E_STATE, "mode type '%s' is already registered", m->type->name);
    RP_TRY(resolve_kernels(r, lenient));
    RP_TRY(rp_registry_reserve(n_ops));
    publish_ops(r);
    const uint32_t n_kernels = publish_kernels(r), n_modes = publish_modes(s);
    for (struct staged_device *d = s->devices; d; d = d->next) {
        if (r->owner) r->owner->device_types |= UINT64_C(1) << d->type;
        d->type = -1; /* stays */
        n_devices++;
    }
    if (r->owner) {
        r->owner->operators += n_ops;
        r->owner->kernels += n_kernels;
        r->owner->modes += n_modes;
        r->owner->devices += n_devices;
    }
    return RP_OK;
}

rp_status rp_stage_commit(rp_registrar *r, bool lenient)
{
    rp_registry_lock();
    const rp_status st = commit_locked(r, lenient);
    rp_registry_unlock();
    return st;
}

rp_status rp_register(const char *owner, rp_status (*fn)(void *ctx, rp_registrar *r), void *ctx)
{
    rp_registrar r;
    rp_plugin_record *record = NULL;
    RP_TRY(rp_init());
    RP_TRY(rp_record_create(&record, owner ? owner : "program"));
    RP_TRY(rp_stage_open(&r, record));
    rp_status st = fn(ctx, &r);
    if (!st) st = rp_stage_commit(&r, false);
    rp_stage_drop(&r);
    return st;
}
