/* dispatch/autograd_upcalls.c - the operators that core/autograd asks for */
#include "dispatch/autograd_node.h"
#include "dispatch/ops.h"
#include <pthread.h>
#include <stdio.h>

static rp_status up_add(rp_tensor **out, rp_tensor *a, rp_tensor *b)
{
    return rp_add(out, a, b);
}

static rp_status up_add_into(rp_tensor *a, rp_tensor *b)
{
    return rp_add_(NULL, a, b);
}

/* Of an alias: the ones of a root have no history, whatever made the root. */
static rp_status up_ones_like(rp_tensor **out, rp_tensor *t)
{
    RP_LOCAL rp_tensor *alias = NULL;
    RP_TRY(rp_tensor_alias(&alias, t));
    return rp_ones_like(out, alias);
}

static rp_status up_clone(rp_tensor **out, rp_tensor *t)
{
    const int64_t contiguous = 0; /* PyTorch's memory_format */
    return rp_clone_full(out, t, &contiguous);
}

/* ---- anomaly mode ---------------------------------------------------------------------------- */
static rp_status up_has_nan(int *found, rp_tensor *t)
{
    RP_LOCAL rp_tensor *alias = NULL, *mask = NULL;
    rp_value v;
    *found = 0;
    if (t->keys & RP_KEYBIT(RP_KEY_FAKE)) return RP_OK;
    RP_TRY(rp_tensor_alias(&alias, t));
    RP_TRY(rp_ne(&mask, alias, alias)); /* true for nan alone */
    RP_TRY(rp_any(&mask, mask));
    RP_TRY(rp_tensor_item(&v, mask));
    *found = v.u.i != 0;
    return RP_OK;
}

/* ---- deep nesting ---------------------------------------------------------------------------- */
enum { FRESH_STACK_BYTES = 64 << 20 };

struct crossing {
    rp_status (*fn)(void *);
    void *ctx;
    rp_state *state; /* the caller's on the way in, what is left of it on the way out */
    const struct rp_call *recording;
    rp_status status;
    rp_error *error;
};

static void *fresh_thread(void *arg)
{
    struct crossing *x = arg;
    rp_thread *t = rp_thread_get();
    rp_state *own = rp_state_exchange(x->state);
    t->recording = x->recording;
    x->status = x->fn(x->ctx);
    t->recording = NULL;
    x->error = rp_error_take();
    x->state = rp_state_exchange(own);
    return NULL;
}

/* The state crosses over and comes back, so that what the pass changes for good (a mode left open)
   is not lost. */
static rp_status up_enter_fresh_stack(rp_status (*fn)(void *), void *ctx)
{
    struct crossing x = {.fn = fn, .ctx = ctx, .recording = rp_thread_get()->recording};
    pthread_t thread;
    pthread_attr_t attr;
    RP_TRY(rp_state_capture(&x.state));
    pthread_attr_init(&attr);
    pthread_attr_setstacksize(&attr, FRESH_STACK_BYTES);
    const int failed = pthread_create(&thread, &attr, fresh_thread, &x);
    pthread_attr_destroy(&attr);
    if (failed) {
        rp_state_release(x.state);
        return RP_FAIL(RP_E_MEMORY, "no thread for a backward pass nested this deep (error %d)",
                       failed);
    }
    pthread_join(thread, NULL);
    rp_state_release(rp_state_exchange(x.state));
    if (x.error) x.status = rp_error_give_take(x.error);
    return x.status;
}

void rp_autograd_start(void)
{
    rp_autograd_set_upcalls(&(rp_autograd_upcalls){
        .add = up_add,
        .add_into = up_add_into,
        .ones_like = up_ones_like,
        .replay_view = rp_view_replay,
        .enter_fresh_stack = up_enter_fresh_stack,
        .clone = up_clone,
        .has_nan = up_has_nan,
    });
}
