/* core/state.c - what a thread carries: started on first use, captured and exchanged as one object,
 * dropped at its end */
#include "core/state.h"
#include "core/memory_impl.h"
#include <assert.h>
#include <pthread.h>

_Thread_local rp_thread rp_tls;
_Thread_local rp_thread *rp_self;
void (*rp_event_up)(rp_thread *t, const rp_event_info *e);
void (*_Atomic rp_thread_up)(rp_thread *t);
_Atomic uint32_t rp_attention;

static void fields_drop(rp_state_fields *f)
{
    rp_link_release(f->modes);
    rp_link_release(f->premodes);
    rp_link_release(f->hooks);
    rp_link_release(f->modules);
    rp_strfree(f->hooks_disabled);
    rp_object_release(f->group);
    rp_object_release(f->region);
    if (f->random) rp_object_release(&f->random->object);
    rp_object_release(f->autocast_cache);
}

/* ---- start and end of a thread --------------------------------------------------------------- */
static pthread_once_t once = PTHREAD_ONCE_INIT;
static pthread_key_t at_exit;
static bool have_key;

/* A destructor that runs after this one may start the thread again; pthread then calls this once
 * more. */
static void thread_end(void *arg)
{
    rp_thread *t = arg;
    rp_state_fields left = t->s;
    t->s = (rp_state_fields){0};
    fields_drop(&left);
    rp_error_free(t->error);
    rp_error_free(t->spare);
    rp_heap_close(t->heap);
    *t = (rp_thread){0};
    rp_self = NULL;
}

static void make_key(void)
{
    have_key = pthread_key_create(&at_exit, thread_end) == 0;
}

rp_thread *rp_thread_init(void)
{
    rp_thread *t = &rp_tls;
    pthread_once(&once, make_key);
    rp_self = t;
    t->s.grad_mode = 1;
    t->s.early_stop = t->s.debug = -1;
    t->s.autocast[0] = (rp_autocast_config){.cache = 1, .dtype = RP_BF16};
    t->s.autocast[1] = (rp_autocast_config){.cache = 1, .dtype = RP_F16};
    t->heap = rp_heap_open();
    t->spare = rp_error_new();
    if (have_key) (void)pthread_setspecific(at_exit, t);
    void (*up)(rp_thread *) = atomic_load(&rp_thread_up);
    if (up) up(t);
    return t;
}

/* ---- stacks ---------------------------------------------------------------------------------- */
rp_status rp_stack_push(rp_link **top, rp_object *item, uint32_t interest, uint32_t flags,
                        uint32_t *token)
{
    rp_link *l = rp_alloc(sizeof *l);
    if (!l) return RP_E_MEMORY;
    atomic_init(&l->count, 1);
    l->depth = *top ? (*top)->depth + 1 : 1;
    l->below = *top;
    l->item = rp_object_retain(item);
    l->interest = interest | (*top ? (*top)->interest : 0);
    l->flags = flags;
    if (token) *token = l->depth - 1;
    *top = l;
    return RP_OK;
}

void rp_stack_pop(rp_link **top, uint32_t token)
{
    while (*top && (*top)->depth > token) {
        rp_link *l = *top;
        *top =
            rp_link_retain(l->below); /* before the release: what it runs sees the shorter stack */
        rp_link_release(l);
    }
}

rp_link *rp_link_retain(rp_link *l)
{
    if (l) rp_count_inc(&l->count);
    return l;
}

void rp_link_release(rp_link *l)
{
    while (l && rp_count_dec(&l->count)) {
        rp_link *below = l->below;
        rp_object_release(l->item);
        rp_free(l, sizeof *l);
        l = below;
    }
}

/* ---- capture --------------------------------------------------------------------------------- */
rp_status rp_state_capture(rp_state **out)
{
    rp_thread *t = rp_thread_get();
    rp_state *s = rp_alloc(sizeof *s);
    char *text = NULL;
    if (!s) return RP_E_MEMORY;
    if (t->s.hooks_disabled && !(text = rp_strdup(t->s.hooks_disabled))) {
        rp_free(s, sizeof *s);
        return RP_E_MEMORY;
    }
    atomic_init(&s->count, 1);
    s->f = t->s;
    s->f.hooks_disabled = text;
    rp_link_retain(s->f.modes);
    rp_link_retain(s->f.premodes);
    rp_link_retain(s->f.hooks);
    rp_link_retain(s->f.modules);
    rp_object_retain(s->f.group);
    rp_object_retain(s->f.region);
    if (s->f.random) rp_object_retain(&s->f.random->object);
    rp_object_retain(s->f.autocast_cache);
    rp_state *old = *out;
    *out = s;
    rp_state_release(old);
    return RP_OK;
}

/* The fields change places, so the object given is the object returned and nothing has to be
 * allocated. */
rp_state *rp_state_exchange(rp_state *s)
{
    rp_thread *t = rp_thread_get();
    assert(atomic_load(&s->count) == 1 && "a captured state has one owner");
    const rp_state_fields mine = t->s;
    t->s = s->f;
    s->f = mine;
    return s;
}

void rp_state_release(rp_state *s)
{
    if (!s || !rp_count_dec(&s->count)) return;
    fields_drop(&s->f);
    rp_free(s, sizeof *s);
}

/* ---- switches -------------------------------------------------------------------------------- */
int rp_grad_mode(void)
{
    const rp_thread *t = rp_thread_get();
    return t->s.grad_mode && !t->s.inference;
}

int rp_grad_mode_exchange(int on)
{
    rp_thread *t = rp_thread_get();
    const int previous = t->s.grad_mode;
    t->s.grad_mode = on != 0;
    return previous;
}

int rp_inference_mode_exchange(int on)
{
    rp_thread *t = rp_thread_get();
    const int previous = t->s.inference;
    t->s.inference = on != 0;
    return previous;
}

void rp_interrupt(void)
{
    atomic_store(&rp_attention, 1);
}

void rp_interrupt_clear(void)
{
    atomic_store(&rp_attention, 0);
}
