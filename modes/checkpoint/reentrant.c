/* modes/checkpoint/reentrant.c - the reentrant form: forward runs without a graph, one node re-runs
 * it and drives a backward of its own */
#include "modes/checkpoint/impl.h"
#include <string.h>

static checkpoint_frame *frame_of(rp_node *n)
{
    checkpoint_frame *f;
    memcpy(&f, rp_node_payload(n), sizeof f);
    return f;
}

/* Was the running pass asked for the gradients of chosen tensors? Then an inner backward would add
 * to the wrong leaves. */
static bool is_selective(const rp_thread *t)
{
    return t->s.engine && t->s.engine->selective;
}

/* ---- backward ------------------------------------------------------------------------------- */
/* The tensors among the results of the re-run that take part, with the gradients that came for
 * them. */
static rp_status collect_roots(const checkpoint_frame *f, const rp_value *out,
                               rp_tensor *const *grad_out, rp_tensor **roots, rp_tensor **grads,
                               int *n)
{
    bool any = false;
    *n = 0;
    for (uint32_t k = 0; k < f->n_out; k++) {
        if (out[k].tag != RP_TAG_TENSOR || !rp_tensor_requires_grad(out[k].u.t)) continue;
        any = true;
        if (!grad_out[k]) continue;
        roots[*n] = out[k].u.t;
        grads[(*n)++] = grad_out[k];
    }
    if (any) return RP_OK;
    return RP_FAIL(
        RP_E_STATE,
        "region '%s': none of output has requires_grad=True, this checkpoint() is not necessary",
        f->record->name);
}

static void give_gradients(const checkpoint_frame *f, rp_node *n, const rp_value *template_values,
                           const rp_value *in, rp_tensor **grad_in)
{
    for (uint32_t i = 0; i < f->in_values; i++) {
        if (template_values[i].tag != RP_TAG_TENSOR || in[i].tag != RP_TAG_TENSOR) continue;
        const uint32_t k = template_values[i].n;
        if (f->grad_input[k] && rp_node_needs(n, k))
            grad_in[k] = rp_tensor_retain(rp_tensor_grad(in[i].u.t));
    }
}

struct rerun { /* one block for what a backward of the node needs */
    rp_value *in, *out;
    rp_tensor **roots, **grads;
};

static void rerun_fini(checkpoint_frame *f, struct rerun *r)
{
    for (uint32_t k = 0; r->out && k < f->n_out; k++) rp_value_clear(&r->out[k]);
    rp_free(r->out, f->n_out * sizeof *r->out);
    rp_free(r->roots, 2 * f->n_out * sizeof *r->roots);
    rp_args_release(f, r->in);
}

static rp_status rerun_init(checkpoint_frame *f, struct rerun *r)
{
    memset(r, 0, sizeof *r);
    RP_TRY(rp_args_restore(f, &r->in));
    r->out = rp_alloc_zero(f->n_out * sizeof *r->out);
    r->roots = rp_alloc(2 * f->n_out * sizeof *r->roots);
    r->grads = r->roots + f->n_out;
    return r->out && r->roots ? RP_OK : RP_E_MEMORY;
}

static rp_status run_backward(rp_node *n, checkpoint_frame *f, struct rerun *r,
                              rp_tensor *const *grad_out, rp_tensor **grad_in)
{
    int n_roots;
    RP_TRY(rp_frame_run_again(f, r->in, r->out));
    RP_TRY(collect_roots(f, r->out, grad_out, r->roots, r->grads, &n_roots));
    if (n_roots) RP_TRY(rp_backward(r->roots, r->grads, n_roots, NULL));
    give_gradients(f, n, f->in, r->in, grad_in);
    return RP_OK;
}

static rp_status checkpoint_function_backward(rp_node *n, uint64_t needs,
                                              rp_tensor *const *grad_out, rp_tensor **grad_in)
{
    checkpoint_frame *f = frame_of(n);
    struct rerun r;
    (void)needs;
    if (is_selective(rp_thread_get()))
        return RP_FAIL(RP_E_STATE,
                       "region '%s': reentrant checkpointing is incompatible with rp_grad and with "
                       "a backward into chosen inputs; use the non-reentrant "
                       "form, or rp_backward",
                       f->record->name);
    rp_status st = rerun_init(f, &r);
    if (!st) st = run_backward(n, f, &r, grad_out, grad_in);
    rerun_fini(f, &r);
    return st;
}

static void checkpoint_function_fini(rp_node *n)
{
    rp_frame_release(frame_of(n));
}

const rp_node_type rp_checkpoint_function = {
    "CheckpointFunctionBackward", checkpoint_function_backward, checkpoint_function_fini};

/* ---- forward -------------------------------------------------------------------------------- */
static bool is_input(const rp_value *in, uint32_t n, const rp_tensor *t)
{
    for (uint32_t i = 0; i < n; i++) {
        if (in[i].tag == RP_TAG_TENSOR && in[i].u.t == t) return true;
        if (in[i].tag == RP_TAG_LIST && is_input(in[i].u.l, in[i].n, t)) return true;
    }
    return false;
}

/* setup_context: the floating results get the node as their history. An input that is returned
 * becomes a handle of its own. */
static rp_status setup_context(rp_node *n, const rp_value *in, uint32_t n_in, rp_value *out,
                               uint32_t n_out)
{
    for (uint32_t k = 0; k < n_out; k++) {
        if (out[k].tag != RP_TAG_TENSOR || !rp_dtype_is_floating(rp_tensor_dtype(out[k].u.t)))
            continue;
        rp_tensor *t = out[k].u.t;
        if (is_input(in, n_in, t) || t->grad_fn || rp_tensor_requires_grad(t)) {
            rp_tensor *alias = NULL;
            RP_TRY(rp_tensor_alias(&alias, t));
            rp_tensor_release(t);
            out[k] = rp_value_tensor(t = alias);
        }
        if (t->base) t->creation = RP_VIEW_CUSTOM_FUNCTION;
        RP_TRY(rp_node_bind_output(n, k, t));
    }
    return RP_OK;
}

/* run_fn_with_tracing_disabled: nothing needs to be switched off here. A trace or fake mode stands
 * below autograd and sees the operators of the run as those of any other call; rp_is_tracing tells
 * the function. */
static rp_status checkpoint_function_forward(checkpoint_frame *f, rp_value *out, uint32_t n_out,
                                             const rp_value *in, uint32_t n_in)
{
    RP_TRY(rp_frame_open(f, in, n_in));
    const int grad = rp_grad_mode_exchange(0);
    const rp_status st = f->region.fn((void *)(uintptr_t)f->region.ctx, in, n_in, out, n_out);
    rp_grad_mode_exchange(grad);
    return rp_frame_close(f, st);
}

static bool any_requires_grad(const rp_value *in, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        if (in[i].tag == RP_TAG_TENSOR && rp_tensor_requires_grad(in[i].u.t)) return true;
        if (in[i].tag == RP_TAG_LIST && any_requires_grad(in[i].u.l, in[i].n)) return true;
    }
    return false;
}

rp_status rp_checkpoint_reentrant(rp_value *out, uint32_t n_out, const rp_region *r,
                                  const rp_value *in, uint32_t n_in, const checkpoint_settings *set)
{
    checkpoint_frame *f = NULL;
    RP_TRY(rp_frame_create(&f, r, set));
    f->n_out = n_out;
    rp_check_backward_validity(in, n_in);
    const bool differentiable = any_requires_grad(in, n_in);
    rp_status st = checkpoint_function_forward(f, out, n_out, in, n_in);
    rp_node *n =
        f->saver; /* carries the one reference of the node; from here the node owns the frame */
    if (!n) {
        rp_frame_release(f);
        return st;
    }
    memcpy(rp_node_payload(n), &f, sizeof f);
    if (!st && differentiable) st = setup_context(n, in, n_in, out, n_out);
    rp_node_release(n);
    return st;
}
