/* dispatch/mode_stack.c - mode types by name, counted modes, this thread's two stacks, events
 *
 * A stack is a persistent list of links (core/impl.h). While a mode's handler runs, the thread's
 * stack is the part below its own link, so what the handler calls is seen by the modes below it
 * alone.
 */
#include "dispatch/impl.h"
#include "dispatch/mode.h"
#include <assert.h>
#include <stdio.h>
#include <string.h>

static const uint32_t ABOVE = 1u << 31; /* in a depth token: of the stack above autograd */
static _Atomic(rp_mode_entry *) types;
static rp_mode_entry *retired; /* readers may stand on them until the library ends */

/* ---- types ----------------------------------------------------------------------------------- */
static bool type_has(const rp_mode_type *type, size_t end)
{
    return type->size >= end;
}
#define HAS(type_, field_) type_has((type_), offsetof(rp_mode_type, field_) + sizeof(type_)->field_)

rp_status rp_mode_type_check(const rp_mode_type *type)
{
    if (!type || !HAS(type, call))
        return RP_FAIL(RP_E_ABI, "a mode type has size %u; at least %zu is needed",
                       type ? type->size : 0, offsetof(rp_mode_type, call) + sizeof type->call);
    if (!type->name || !*type->name) return RP_FAIL(RP_E_INVALID, "a mode type has no name");
    return RP_OK;
}

static const rp_mode_entry *find_type(const char *name)
{
    const rp_mode_entry *e = atomic_load_explicit(&types, memory_order_acquire);
    while (e && strcmp(e->type->name, name) != 0)
        e = atomic_load_explicit(&e->next, memory_order_acquire);
    return e;
}

bool rp_mode_type_exists(const char *name)
{
    return find_type(name) != NULL;
}

void rp_mode_type_publish(rp_mode_entry *e)
{
    atomic_store_explicit(&e->next, atomic_load_explicit(&types, memory_order_relaxed),
                          memory_order_relaxed);
    atomic_store_explicit(&types, e, memory_order_release);
}

int rp_mode_type_each(int (*fn)(void *ctx, const rp_mode_type *type), void *ctx)
{
    for (const rp_mode_entry *e = atomic_load_explicit(&types, memory_order_acquire); e;
         e = atomic_load_explicit(&e->next, memory_order_acquire)) {
        const int stop = fn(ctx, e->type);
        if (stop) return stop;
    }
    return 0;
}

uint32_t rp_mode_type_retire(const rp_plugin_record *owner)
{
    rp_mode_entry *e = atomic_load_explicit(&types, memory_order_relaxed), *before = NULL;
    uint32_t n = 0;
    for (rp_mode_entry *next; e; e = next) {
        next = atomic_load_explicit(&e->next, memory_order_relaxed);
        if (e->owner != owner) {
            before = e;
            continue;
        }
        if (before) atomic_store_explicit(&before->next, next, memory_order_release);
        else atomic_store_explicit(&types, next, memory_order_release);
        e->retired = retired;
        retired = e;
        n++;
    }
    return n;
}

__attribute__((destructor)) static void types_end(void)
{
    for (rp_mode_entry *e = atomic_exchange(&types, NULL), *next; e; e = next) {
        next = atomic_load(&e->next);
        rp_free(e, sizeof *e);
    }
    while (retired) {
        rp_mode_entry *e = retired;
        retired = e->retired;
        rp_free(e, sizeof *e);
    }
}

/* ---- modes ----------------------------------------------------------------------------------- */
_Static_assert((int)RP_MODE_FAKES == (int)RP_LINK_FAKES, "core asks the stack's top link");
static const uint32_t storage_events = 1u << RP_EV_STORAGE_ALLOC | 1u << RP_EV_STORAGE_FREE;

static void mode_destroy(rp_object *o)
{
    rp_mode *m = (rp_mode *)o;
    if (m->interest & storage_events) atomic_fetch_sub(&rp_storage_events, 1);
    if (m->type->close) m->type->close(m->self);
    if (m->owner) atomic_fetch_sub(&m->owner->live_modes, 1);
    rp_free(m, sizeof *m);
}

static uint32_t interest_of(const rp_mode_type *type)
{
    if (!HAS(type, event) || !type->event) return 0;
    return HAS(type, interest) && type->interest ? type->interest : ~0u;
}

static rp_status create(rp_mode **out, const rp_mode_type *type, void *self,
                        rp_plugin_record *owner)
{
    rp_mode *m = rp_alloc(sizeof *m);
    if (!m) {
        if (type->close) type->close(self);
        return RP_E_MEMORY;
    }
    rp_object_init(&m->object, mode_destroy);
    m->type = type;
    m->self = self;
    m->owner = owner;
    if (owner) atomic_fetch_add(&owner->live_modes, 1);
    m->interest = interest_of(type);
    if (m->interest & storage_events) atomic_fetch_add(&rp_storage_events, 1);
    rp_mode *old = *out;
    *out = m;
    rp_mode_release(old);
    return RP_OK;
}

static rp_status no_such_type(const char *name)
{
    char list[256] = "";
    size_t used = 0;
    for (const rp_mode_entry *e = atomic_load_explicit(&types, memory_order_acquire);
         e && used < sizeof list; e = atomic_load_explicit(&e->next, memory_order_acquire))
        if (!(e->type->flags & RP_MODE_NOT_BY_NAME))
            used += (size_t)snprintf(list + used, sizeof list - used, "%s%s", used ? ", " : "",
                                     e->type->name);
    return RP_FAIL(RP_E_INVALID, "there is no mode type '%.64s'; there are: %s", name,
                   used ? list : "none");
}

rp_status rp_mode_create(rp_mode **out, const char *type, const rp_kv *options, uint32_t n)
{
    RP_TRY(rp_init());
    const rp_mode_entry *e = find_type(type ? type : "");
    if (!e) return no_such_type(type ? type : "");
    void *self = NULL;
    if (e->type->open) {
        RP_TRY(rp_note(e->type->open(&self, options, n), "opening the mode '%s'", type));
    } else if (n) {
        return RP_FAIL(RP_E_INVALID, "mode '%s' has no option '%.64s': it has none at all", type,
                       options[0].key);
    }
    return create(out, e->type, self, e->owner);
}

rp_status rp_mode_create_from(rp_mode **out, const rp_mode_type *type, void *self_take)
{
    const rp_status st = rp_mode_type_check(type);
    if (st == RP_OK) return create(out, type, self_take, NULL);
    if (type && HAS(type, close) && type->close) type->close(self_take);
    return st;
}

rp_mode *rp_mode_retain(rp_mode *m)
{
    return m ? rp_object_retain(&m->object) : NULL;
}

void rp_mode_release(rp_mode *m)
{
    if (m) rp_object_release(&m->object);
}

void *rp_mode_self(rp_mode *m)
{
    return m->self;
}

const char *rp_mode_name(const rp_mode *m)
{
    return m->type->name;
}

/* ---- this thread's stacks -------------------------------------------------------------------- */
rp_status rp_mode_push(rp_mode *m, uint32_t *depth)
{
    rp_thread *t = rp_thread_get();
    if (!m) return RP_FAIL(RP_E_INVALID, "the mode to push is NULL");
    const bool above = (m->type->flags & RP_MODE_ABOVE_AUTOGRAD) != 0;
    rp_link **stack = above ? &t->s.premodes : &t->s.modes;
    uint32_t token = 0, flags = m->type->flags;
    /* hold for all that stands above */
    if (*stack) flags |= (*stack)->flags & (RP_MODE_FAKES | RP_MODE_TRACES);
    RP_TRY(rp_stack_push(stack, &m->object, m->interest, flags, &token));
    *depth = token | (above ? ABOVE : 0);
    return RP_OK;
}

void rp_mode_pop(uint32_t depth)
{
    rp_thread *t = rp_thread_get();
    rp_stack_pop(depth & ABOVE ? &t->s.premodes : &t->s.modes, depth & ~ABOVE);
}

rp_mode *rp_mode_current(void)
{
    const rp_link *top = rp_thread_get()->s.modes;
    return top ? (rp_mode *)top->item : NULL;
}

int rp_is_tracing(void)
{
    const rp_state_fields *s = &rp_thread_get()->s;
    return (s->modes && s->modes->flags & RP_MODE_TRACES) ||
           (s->premodes && s->premodes->flags & RP_MODE_TRACES);
}

uint32_t rp_mode_count(void)
{
    const rp_link *top = rp_thread_get()->s.modes;
    return top ? top->depth : 0;
}

rp_mode *rp_mode_at(uint32_t i)
{
    const rp_link *l = rp_thread_get()->s.modes;
    while (l && l->depth != i + 1) l = l->below;
    return l ? (rp_mode *)l->item : NULL;
}

struct lifted {
    rp_link *modes, *premodes;
};

void *rp_mode_lift_all(void)
{
    rp_thread *t = rp_thread_get();
    if (!t->s.modes && !t->s.premodes) return NULL;
    struct lifted *l = rp_alloc(sizeof *l);
    if (!l) return NULL; /* the modes stay where they are */
    l->modes = t->s.modes;
    l->premodes = t->s.premodes;
    t->s.modes = t->s.premodes = NULL;
    return l;
}

void rp_mode_restore_take(void *token)
{
    rp_thread *t = rp_thread_get();
    struct lifted *l = token;
    if (!l) return;
    rp_link *modes = t->s.modes, *premodes = t->s.premodes; /* what was forgotten meanwhile */
    t->s.modes = l->modes;
    t->s.premodes = l->premodes;
    rp_free(l, sizeof *l);
    rp_link_release(modes);
    rp_link_release(premodes);
}

/* ---- events ---------------------------------------------------------------------------------- */
/* While a mode looks at an event, the events of what it does go to the modes below it. */
static void send_event(rp_thread *t, const rp_event_info *e)
{
    rp_link *top = t->s.modes;
    for (rp_link *l = top; l; l = l->below) {
        const rp_mode *m = (const rp_mode *)l->item;
        if (!(l->interest & 1u << e->kind)) break; /* cumulative: nobody from here down */
        if (!(m->interest & 1u << e->kind)) continue;
        t->s.modes = l->below;
        m->type->event(m->self, e);
        assert(t->s.modes == l->below && "an event handler leaves the mode stack as it was");
    }
    t->s.modes = top;
}

static void storage_event(int freed, rp_storage *s)
{
    rp_thread *t = rp_thread_get();
    RP_EVENT(t, freed ? RP_EV_STORAGE_FREE : RP_EV_STORAGE_ALLOC, s->id, s->nbytes, s, NULL);
}

void rp_modes_start(void)
{
    rp_event_up = send_event;
    rp_storage_up.event = storage_event;
}
