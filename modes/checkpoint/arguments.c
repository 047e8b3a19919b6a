/* modes/checkpoint/arguments.c - a region's arguments: kept as saved tensors, rebuilt detached for
 * every recompute */
#include "modes/checkpoint/impl.h"
#include <string.h>

/* ---- the template: one block of values, nested lists, then text ----------------------------- */
struct measure {
    size_t values, text;
    uint32_t tensors;
};

static void measure_values(struct measure *m, const rp_value *v, uint32_t n)
{
    m->values += n;
    for (uint32_t i = 0; i < n; i++) {
        if (v[i].tag == RP_TAG_LIST) measure_values(m, v[i].u.l, v[i].n);
        if (v[i].tag == RP_TAG_STR) m->text += (size_t)v[i].n + 1;
        if (v[i].tag == RP_TAG_TENSOR) m->tensors++;
    }
}

struct filler {
    checkpoint_frame *frame;
    rp_value *next;   /* free part of the block */
    char *text;       /* NULL: strings stay where they are */
    uint32_t tensors; /* seen so far */
    bool restore;
};

/* get_args: tensor number k as the function gets it again. It requires grad if it did, and has no
 * history. */
static rp_status get_args(checkpoint_frame *f, uint32_t k, rp_value *out)
{
    rp_tensor *t = NULL;
    const rp_status st = rp_node_saved(&t, f->saver, k);
    if (st) return rp_note(st, "tensor %u among the inputs of region '%s'", k, f->record->name);
    if (f->grad_input[k]) { /* maybe_detach: only what requires grad needs a handle of its own */
        rp_tensor *leaf = NULL;
        rp_status made = rp_tensor_alias(&leaf, t);
        if (!made) made = rp_tensor_require_grad(leaf, 1);
        rp_tensor_release(t);
        if (made) {
            rp_tensor_release(leaf);
            return made;
        }
        t = leaf;
    }
    *out = rp_value_tensor(t);
    return RP_OK;
}

/* save_inputs: the slot is packed by the hooks around the region, so they and a parent region see
 * it. */
static rp_status save_inputs(checkpoint_frame *f, uint32_t k, rp_tensor *t, rp_value *out)
{
    f->grad_input[k] = rp_tensor_requires_grad(t) != 0;
    if (f->set.reentrant && f->grad_input[k]) RP_TRY(rp_node_set_edge(f->saver, k, t));
    out->n = k;
    out->u.raw = 0;
    return rp_node_save_input(f->saver, k, k, t);
}

static rp_status fill(struct filler *w, rp_value *dst, const rp_value *src, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        dst[i] = src[i];
        if (src[i].tag == RP_TAG_LIST) {
            rp_value *items = w->next;
            w->next += src[i].n;
            memset(items, 0, src[i].n * sizeof *items);
            dst[i].u.l = items;
            RP_TRY(fill(w, items, src[i].u.l, src[i].n));
        } else if (src[i].tag == RP_TAG_STR && w->text) {
            memcpy(w->text, src[i].u.s, src[i].n);
            w->text[src[i].n] = '\0';
            dst[i].u.s = w->text;
            w->text += (size_t)src[i].n + 1;
        } else if (src[i].tag == RP_TAG_GENERATOR && !w->restore) {
            rp_generator_retain(src[i].u.g);
        } else if (src[i].tag == RP_TAG_TENSOR) {
            dst[i].tag =
                RP_TAG_NONE; /* until it is there: a failure leaves a block that can be released */
            const uint32_t k = w->restore ? src[i].n : w->tensors++;
            if (w->restore) RP_TRY(get_args(w->frame, k, &dst[i]));
            else RP_TRY(save_inputs(w->frame, k, src[i].u.t, &dst[i]));
            dst[i].tag = RP_TAG_TENSOR;
        }
    }
    return RP_OK;
}

/* noop_save_inputs: for the non-reentrant form, a node outside every graph whose only use is its
   saved slots. Its edges stay empty, so inputs come back without history and the frame keeps no
   producer alive. */
static rp_status saver_run(rp_node *n, uint64_t needs, rp_tensor *const *grad_out,
                           rp_tensor **grad_in)
{
    (void)n, (void)needs, (void)grad_out, (void)grad_in;
    return RP_OK;
}
static const rp_node_type noop_save_inputs = {"noop_save_inputs", saver_run, NULL};

rp_status rp_args_capture(checkpoint_frame *f, const rp_value *in, uint32_t n)
{
    struct measure m = {0};
    measure_values(&m, in, n);
    f->n_in = n;
    f->n_tensors = m.tensors;
    f->in_values = (uint32_t)m.values;
    f->in_bytes = m.values * sizeof(rp_value) + m.text;
    if (!m.values) return RP_OK;
    if (m.tensors) {
        const bool in_graph = f->set.reentrant;
        const rp_node_layout layout = {.edges = m.tensors,
                                       .saved = m.tensors,
                                       .outputs = in_graph ? f->n_out : 0,
                                       .payload = in_graph ? sizeof(checkpoint_frame *) : 0};
        RP_TRY(rp_node_create(&f->saver, in_graph ? &rp_checkpoint_function : &noop_save_inputs,
                              &layout));
        f->grad_input = rp_alloc_zero(m.tensors);
        if (!f->grad_input) return RP_E_MEMORY;
    }
    f->in = rp_alloc_zero(f->in_bytes);
    if (!f->in) return RP_E_MEMORY;
    struct filler w = {.frame = f, .next = f->in + n, .text = (char *)(f->in + m.values)};
    return fill(&w, f->in, in, n);
}

/* get_inputs */
rp_status rp_args_restore(checkpoint_frame *f, rp_value **in)
{
    *in = NULL;
    if (!f->in_values) return RP_OK;
    rp_value *block = rp_alloc_zero(f->in_values * sizeof *block);
    if (!block) return RP_E_MEMORY;
    struct filler w = {.frame = f, .next = block + f->n_in, .restore = true};
    const rp_status st = fill(&w, block, f->in, f->n_in);
    if (st) rp_args_release(f, block);
    else *in = block;
    return st;
}

void rp_args_release(checkpoint_frame *f, rp_value *in)
{
    if (!in) return;
    for (uint32_t i = 0; i < f->in_values; i++)
        if (in[i].tag == RP_TAG_TENSOR) rp_tensor_release(in[i].u.t);
    rp_free(in, f->in_values * sizeof *in);
}

void rp_args_drop(checkpoint_frame *f)
{
    if (!f->set.reentrant) rp_node_release(f->saver); /* else the frame is the node's payload */
    f->saver = NULL;
    rp_free(f->grad_input, f->n_tensors);
    f->grad_input = NULL;
    for (uint32_t i = 0; f->in && i < f->in_values; i++)
        if (f->in[i].tag == RP_TAG_GENERATOR) rp_generator_release(f->in[i].u.g);
    rp_free(f->in, f->in_bytes);
    f->in = NULL;
}

/* ---- helpers of the reference that look at arguments ---------------------------------------- */
rp_status rp_detach_variables(rp_value *out, const rp_value *in, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) out[i] = rp_value_none();
    for (uint32_t i = 0; i < n; i++) {
        rp_status st;
        if (in[i].tag == RP_TAG_TENSOR) {
            rp_tensor *leaf = NULL;
            st = rp_tensor_alias(&leaf, in[i].u.t);
            if (!st && rp_tensor_requires_grad(in[i].u.t)) st = rp_tensor_require_grad(leaf, 1);
            if (st) rp_tensor_release(leaf);
            else out[i] = rp_value_tensor(leaf);
        } else {
            st = rp_value_copy(&out[i], &in[i]);
        }
        if (st) {
            for (uint32_t k = 0; k < i; k++) rp_value_clear(&out[k]);
            return st;
        }
    }
    return RP_OK;
}

static rp_status find_grad(void *found, const rp_value *leaf)
{
    if (leaf->tag == RP_TAG_TENSOR && rp_tensor_requires_grad(leaf->u.t)) *(bool *)found = true;
    return RP_OK;
}

void rp_check_backward_validity(const rp_value *in, uint32_t n)
{
    bool found = false;
    const rp_value all = rp_value_list(in, n);
    if (rp_value_map(&all, find_grad, &found) || found) return;
    rp_log_line(RP_LOG_WARN, "None of the inputs have requires_grad=True. Gradients will be None");
}

/* ---- device state --------------------------------------------------------------------------- */
static char default_device_type[64] =
    ""; /* empty: the first device type there is beside the cpu, else cpu */
static pthread_mutex_t device_type_lock = PTHREAD_MUTEX_INITIALIZER;

rp_status rp_checkpoint_set_device_type(const char *device)
{
    rp_device d;
    RP_TRY(rp_device_parse(&d, device));
    pthread_mutex_lock(&device_type_lock);
    strncpy(default_device_type, rp_device_type_name(d.type), sizeof default_device_type - 1);
    pthread_mutex_unlock(&device_type_lock);
    return RP_OK;
}

const char *rp_checkpoint_get_device_type(void)
{
    if (default_device_type[0]) return default_device_type;
    return rp_device_type_name(rp_device_type_count() > 1 ? 1 : 0);
}

struct types {
    int first, other; /* device types met; 0: none */
};

static rp_status add_device_types(void *ctx, const rp_value *leaf)
{
    struct types *types = ctx;
    if (leaf->tag != RP_TAG_TENSOR) return RP_OK;
    const int type = rp_tensor_device(leaf->u.t).type;
    if (type == 0 || type == types->first) return RP_OK;
    if (!types->first) types->first = type;
    else types->other = type;
    return RP_OK;
}

const char *rp_infer_device_type(const rp_value *args, uint32_t n)
{
    struct types types = {0};
    const rp_value all = rp_value_list(args, n);
    if (rp_value_map(&all, add_device_types, &types) || !types.first)
        return rp_checkpoint_get_device_type();
    if (types.other)
        rp_log_line(RP_LOG_WARN,
                    "tensor arguments are on two device types, %s and %s; the state of %s is kept",
                    rp_device_type_name(types.first), rp_device_type_name(types.other),
                    rp_device_type_name(types.first));
    return rp_device_type_name(types.first);
}

struct ids {
    rp_device *id;
    uint32_t n, cap;
};

static rp_status add_device_ids(void *ctx, const rp_value *leaf)
{
    struct ids *ids = ctx;
    if (leaf->tag != RP_TAG_TENSOR) return RP_OK;
    const rp_device d = rp_tensor_device(leaf->u.t);
    if (d.type == 0) return RP_OK;
    for (uint32_t i = 0; i < ids->n && i < ids->cap; i++)
        if (ids->id[i].type == d.type && ids->id[i].index == d.index) return RP_OK;
    if (ids->n < ids->cap) ids->id[ids->n] = d;
    ids->n++;
    return RP_OK;
}

/* get_device_module: here a device type's default generators stand for the module that holds its
   state. */
static rp_status device_state(rp_tensor **out, rp_device d)
{
    uint64_t state[2];
    void *bytes;
    const int64_t shape = sizeof state;
    rp_generator *g = NULL;
    RP_TRY(rp_generator_find(&g, d));
    rp_generator_get(g, &state[0], &state[1]);
    RP_TRY(rp_tensor_create(out, &shape, 1, RP_U8, RP_CPU));
    RP_TRY(rp_tensor_write(*out, &bytes));
    memcpy(bytes, state, sizeof state);
    rp_tensor_done(*out);
    return RP_OK;
}

rp_status rp_get_device_states(const rp_value *args, uint32_t n, rp_device *ids, rp_tensor **states,
                               uint32_t *count)
{
    struct ids found = {.id = ids, .cap = *count};
    const rp_value all = rp_value_list(args, n);
    RP_TRY(rp_value_map(&all, add_device_ids, &found));
    const uint32_t filled = found.n < found.cap ? found.n : found.cap;
    for (uint32_t i = 0; i < filled; i++) states[i] = NULL;
    for (uint32_t i = 0; i < filled; i++) {
        const rp_status st = device_state(&states[i], ids[i]);
        if (!st) continue;
        for (uint32_t k = 0; k <= i; k++) {
            rp_tensor_release(states[k]);
            states[k] = NULL;
        }
        return st;
    }
    *count = found.n;
    return RP_OK;
}

rp_status rp_set_device_states(const rp_device *ids, rp_tensor *const *states, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        const void *bytes;
        uint64_t state[2];
        if (rp_tensor_dtype(states[i]) != RP_U8 ||
            rp_tensor_numel(states[i]) != (int64_t)sizeof state)
            return RP_FAIL(RP_E_INVALID,
                           "state %u is no device state: %lld elements of %s, wanted %zu of uint8",
                           i, (long long)rp_tensor_numel(states[i]),
                           rp_dtype_name(rp_tensor_dtype(states[i])), sizeof state);
        RP_TRY(rp_tensor_read(states[i], &bytes));
        memcpy(state, bytes, sizeof state);
        rp_tensor_done(states[i]);
        rp_generator *g = NULL;
        RP_TRY(rp_generator_find(&g, ids[i]));
        rp_generator_set(g, state[0], state[1]);
    }
    return RP_OK;
}
