/* core/autograd/node.c - nodes: one block each, counted, released without recursion */
#include "core/autograd/impl.h"
#include "core/memory_impl.h"
#include <string.h>

rp_autograd_upcalls rp_autograd_up;

void rp_autograd_set_upcalls(const rp_autograd_upcalls *u)
{
    rp_autograd_up = *u;
}

/* ---- creation -------------------------------------------------------------------------------- */
enum { SEQUENCE_BLOCK = 4096 };
static _Atomic uint64_t next_sequence_block = 1;

/* Threads take numbers in blocks: order within a thread is all that the engine's choice among ready
   nodes needs. */
static uint64_t next_sequence(rp_thread *t)
{
    if (RP_UNLIKELY(t->next_sequence == t->last_sequence)) {
        t->next_sequence =
            atomic_fetch_add_explicit(&next_sequence_block, SEQUENCE_BLOCK, memory_order_relaxed);
        t->last_sequence = t->next_sequence + SEQUENCE_BLOCK;
    }
    return t->next_sequence++;
}

static size_t round16(size_t n)
{
    return (n + 15) & ~(size_t)15;
}

rp_status rp_node_create_bare(rp_node **out, const rp_node_type *type, const rp_node_layout *l)
{
    const size_t edges = sizeof(rp_node) + (size_t)l->edges * sizeof(rp_edge);
    const size_t slots = edges + (size_t)l->saved * sizeof(rp_slot);
    const size_t outputs = round16(slots + (size_t)l->outputs * sizeof(rp_output_meta));
    const size_t bytes = outputs + l->payload;
    if (bytes > UINT32_MAX)
        return RP_FAIL(RP_E_INVALID,
                       "a node of %zu bytes is too large (%u edges, %u slots, %u outputs)", bytes,
                       l->edges, l->saved, l->outputs);
    rp_thread *t = rp_thread_get();
    unsigned char *block = bytes <= RP_HEAP_SMALL ? rp_heap_alloc(t->heap, bytes) : rp_alloc(bytes);
    if (!block) return RP_E_MEMORY;
    memset(block, 0, edges);
    rp_node *n = (rp_node *)(void *)block;
    atomic_init(&n->count, 1);
    n->n_edges = l->edges;
    n->n_slots = l->saved;
    n->n_outputs = l->outputs;
    n->type = type;
    n->name = type->name;
    n->edge = (rp_edge *)(void *)(block + sizeof(rp_node));
    n->slot = (rp_slot *)(void *)(block + edges);
    n->output = (rp_output_meta *)(void *)(block + slots);
    n->payload = block + outputs;
    n->payload_bytes = l->payload;
    n->bytes = (uint32_t)bytes;
    for (uint32_t i = 0; i < l->saved; i++) n->slot[i].kind = RP_SLOT_EMPTY;
    for (uint32_t i = 0; i < l->outputs; i++) {
        n->output[i].ndim = 0;
        n->output[i].bound = 0;
    }
    n->sequence = next_sequence(t);
    rp_tally_add(&t->heap->counts.live_nodes, 1);
    rp_node *old = *out;
    *out = n;
    rp_node_release(old);
    return RP_OK;
}

rp_status rp_node_create(rp_node **out, const rp_node_type *type, const rp_node_layout *l)
{
    RP_TRY(rp_node_create_bare(out, type, l));
    if (l->payload) memset((*out)->payload, 0, l->payload);
    return RP_OK;
}

rp_node *rp_node_retain(rp_node *n)
{
    if (n) rp_count_inc(&n->count);
    return n;
}

void rp_node_set_uncounted(rp_node *n)
{
    n->uncounted = 1;
    rp_tally_add(&rp_thread_get()->heap->counts.live_nodes, -1);
}

struct rp_node_extra *rp_node_extra_get(rp_node *n)
{
    if (!n->extra) n->extra = rp_alloc_zero(sizeof *n->extra);
    return n->extra;
}

/* ---- release --------------------------------------------------------------------------------- */
static void drop_metadata(struct rp_node_metadata *m)
{
    while (m) {
        struct rp_node_metadata *next = m->next;
        rp_strfree(m->key);
        rp_value_clear(&m->value);
        rp_free(m, sizeof *m);
        m = next;
    }
}

static void drop_extra(rp_node *n)
{
    struct rp_node_extra *x = n->extra;
    if (!x) return;
    n->extra = NULL;
    rp_hook_list_drop(&x->pre);
    rp_hook_list_drop(&x->post);
    if (x->output_hooks) {
        for (uint32_t i = 0; i < n->n_outputs; i++) rp_hook_list_drop(&x->output_hooks[i]);
        rp_free(x->output_hooks, n->n_outputs * sizeof *x->output_hooks);
    }
    if (x->retain) {
        for (uint32_t i = 0; i < n->n_outputs; i++)
            if (x->retain[i]) rp_tensor_weak_release(x->retain[i]);
        rp_free(x->retain, n->n_outputs * sizeof *x->retain);
    }
    drop_metadata(x->metadata);
    rp_free(x, sizeof *x);
}

static void drop_output(rp_output_meta *m)
{
    if (m->ndim > RP_META_DIMS) rp_free(m->u.heap, (size_t)m->ndim * sizeof(int64_t));
    m->ndim = 0;
}

static void node_destroy(rp_thread *t, rp_node *n)
{
    if (n->type->fini) n->type->fini(n);
    rp_node_free_slots(n);
    drop_extra(n);
    for (uint32_t i = 0; i < n->n_outputs; i++) drop_output(&n->output[i]);
    for (uint32_t i = 0; i < n->n_edges; i++)
        if (n->edge[i].node) rp_node_release(n->edge[i].node);
    if (!n->uncounted) rp_tally_add(&t->heap->counts.live_nodes, -1);
    if (RP_LIKELY(n->bytes <= RP_HEAP_SMALL)) rp_heap_free(t->heap, n, n->bytes);
    else rp_free(n, n->bytes);
}

/* What a dying node drops may kill further nodes, directly or through tensors: they queue up on the
   thread, and the outermost release works the queue off. */
void rp_node_release(rp_node *n)
{
    if (!n || !rp_count_dec(&n->count)) return;
    rp_thread *t = rp_thread_get();
    n->next = t->dying;
    t->dying = n;
    if (t->draining) return;
    t->draining = true;
    while (t->dying) {
        rp_node *dead = t->dying;
        t->dying = dead->next;
        node_destroy(t, dead);
    }
    t->draining = false;
}

/* ---- edges and outputs ----------------------------------------------------------------------- */
rp_status rp_node_set_edge(rp_node *n, uint32_t i, rp_tensor *input)
{
    if (RP_UNLIKELY(i >= n->n_edges))
        return RP_FAIL(RP_E_INDEX, "edge %u of %s, which has %u", i, n->name, n->n_edges);
    rp_edge e = {NULL, 0};
    if (input) RP_TRY(rp_tensor_gradient_edge(&e, input));
    rp_node *old = n->edge[i].node;
    n->edge[i] = e;
    rp_node_release(old);
    return RP_OK;
}

rp_status rp_node_describe_output(rp_node *n, uint32_t i, const rp_tensor *t)
{
    if (RP_UNLIKELY(i >= n->n_outputs))
        return RP_FAIL(RP_E_INDEX, "output %u of %s, which has %u", i, n->name, n->n_outputs);
    rp_output_meta *m = &n->output[i];
    drop_output(m);
    int64_t *dims = m->u.dims;
    if (t->ndim > RP_META_DIMS) {
        dims = rp_alloc((size_t)t->ndim * sizeof(int64_t));
        if (!dims) return RP_E_MEMORY;
    }
    for (int d = 0; d < t->ndim; d++) dims[d] = t->shape[d];
    if (t->ndim > RP_META_DIMS) m->u.heap = dims;
    m->dtype = t->dtype;
    m->device = t->device;
    m->ndim = t->ndim;
    m->bound = 1;
    m->fake = (t->keys & RP_KEYBIT(RP_KEY_FAKE)) != 0;
    return RP_OK;
}

rp_status rp_node_bind_output_take(rp_node *n, uint32_t i, rp_tensor *fresh)
{
    if (RP_UNLIKELY(fresh->grad_fn != NULL || (fresh->flags & RP_T_REQUIRES_GRAD)))
        return RP_FAIL(RP_E_STATE, "output %u of %s already has a history", i, n->name);
    if (RP_UNLIKELY(!rp_is_floating(fresh->dtype)))
        return RP_FAIL(RP_E_DTYPE, "output %u of %s is %s: only floating tensors have gradients", i,
                       n->name, rp_dtype_name(fresh->dtype));
    RP_TRY(rp_node_describe_output(n, i, fresh));
    fresh->grad_fn = n;
    fresh->output_nr = i;
    fresh->keys |= RP_KEYBIT(RP_KEY_AUTOGRAD);
    return RP_OK;
}

rp_status rp_node_bind_output(rp_node *n, uint32_t i, rp_tensor *fresh)
{
    RP_TRY(rp_node_bind_output_take(n, i, fresh));
    rp_node_retain(n);
    return RP_OK;
}

/* ---- questions ------------------------------------------------------------------------------- */
void *rp_node_payload(rp_node *n)
{
    return n->payload;
}

const char *rp_node_name(const rp_node *n)
{
    return n->name;
}

uint32_t rp_node_edge_count(const rp_node *n)
{
    return n->n_edges;
}

uint32_t rp_node_output_count(const rp_node *n)
{
    return n->n_outputs;
}

rp_edge rp_node_edge(const rp_node *n, uint32_t i)
{
    return i < n->n_edges ? n->edge[i] : (rp_edge){NULL, 0};
}

uint64_t rp_node_sequence(const rp_node *n)
{
    return n->sequence;
}

void rp_node_set_sequence(rp_node *n, uint64_t sequence)
{
    n->sequence = sequence;
}

int rp_node_needs(const rp_node *n, uint32_t i)
{
    if (i >= n->n_edges || !n->edge[i].node) return 0;
    const rp_pass *p = rp_thread_get()->s.engine;
    if (!p || !p->selective || !rp_pass_find(p, n)) return 1;
    const rp_pass_slot *target = rp_pass_find(p, n->edge[i].node);
    return target && (target->needed || target->wanted);
}

/* ---- metadata -------------------------------------------------------------------------------- */
static struct rp_node_metadata *find_metadata(const rp_node *n, const char *key)
{
    struct rp_node_metadata *m = n->extra ? n->extra->metadata : NULL;
    while (m && strcmp(m->key, key) != 0) m = m->next;
    return m;
}

static struct rp_node_metadata *add_metadata(rp_node *n, const char *key)
{
    struct rp_node_extra *x = rp_node_extra_get(n);
    struct rp_node_metadata *m = x ? rp_alloc_zero(sizeof *m) : NULL;
    if (!m) return NULL;
    m->key = rp_strdup(key);
    if (!m->key) {
        rp_free(m, sizeof *m);
        return NULL;
    }
    m->next = x->metadata;
    x->metadata = m;
    return m;
}

rp_status rp_node_set_metadata(rp_node *n, const char *key, const rp_value *v)
{
    rp_value copy;
    RP_TRY(rp_value_copy(&copy, v));
    struct rp_node_metadata *m = find_metadata(n, key);
    if (!m) m = add_metadata(n, key);
    if (!m) {
        rp_value_clear(&copy);
        return RP_E_MEMORY;
    }
    rp_value_clear(&m->value);
    m->value = copy;
    return RP_OK;
}

const rp_value *rp_node_metadata(const rp_node *n, const char *key)
{
    const struct rp_node_metadata *m = find_metadata(n, key);
    return m ? &m->value : NULL;
}
