/* core/autograd/pass.c - bookkeeping of one backward pass: records of nodes, their counts, the
 * ready heap
 *
 * Passes nest and run side by side over one graph, so a mark in the node is not enough; a map costs
 * most of a fast pass. Hence two inline records a node, claimed by compare-and-swap, and a table
 * for the rest.
 */
#include "core/autograd/impl.h"

struct rp_pass_entry {
    const rp_node *node; /* NULL: free */
    rp_pass_slot *rec;   /* owned */
};

/* Doubles an array of pointers or small structs. */
static bool grow(void **items, size_t *cap, size_t size)
{
    const size_t more = *cap ? *cap * 2 : 32;
    void *bigger = rp_realloc(*items, *cap * size, more * size);
    if (!bigger) return false;
    *items = bigger;
    *cap = more;
    return true;
}

/* ---- the table ------------------------------------------------------------------------------- */
static size_t place_of(const struct rp_pass_entry *table, size_t cap, const rp_node *n)
{
    size_t i = (size_t)((uint64_t)(uintptr_t)n * UINT64_C(0x9E3779B97F4A7C15) >> 20) & (cap - 1);
    while (table[i].node && table[i].node != n) i = (i + 1) & (cap - 1);
    return i;
}

static bool table_grow(rp_pass *p)
{
    const size_t cap = p->cap_table ? p->cap_table * 2 : 64;
    struct rp_pass_entry *bigger = rp_alloc_zero(cap * sizeof *bigger);
    if (!bigger) return false;
    for (size_t i = 0; i < p->cap_table; i++)
        if (p->table[i].node) bigger[place_of(bigger, cap, p->table[i].node)] = p->table[i];
    rp_free(p->table, p->cap_table * sizeof *p->table);
    p->table = bigger;
    p->cap_table = cap;
    return true;
}

static rp_pass_slot *table_add(rp_pass *p, const rp_node *n)
{
    if (p->n_table * 2 >= p->cap_table && !table_grow(p)) return NULL;
    rp_pass_slot *rec = rp_alloc_zero(sizeof *rec);
    if (!rec) return NULL;
    p->table[place_of(p->table, p->cap_table, n)] = (struct rp_pass_entry){n, rec};
    p->n_table++;
    return rec;
}

/* ---- records --------------------------------------------------------------------------------- */
rp_pass_slot *rp_pass_find(const rp_pass *p, const rp_node *n)
{
    for (int i = 0; i < 2; i++)
        if (atomic_load_explicit(&n->pass[i].pass, memory_order_relaxed) == p->id)
            return (rp_pass_slot *)(uintptr_t)&n->pass[i];
    return RP_UNLIKELY(p->n_table != 0) ? p->table[place_of(p->table, p->cap_table, n)].rec : NULL;
}

static rp_pass_slot *claim(const rp_pass *p, rp_node *n)
{
    for (int i = 0; i < 2; i++) {
        uint64_t none = 0;
        rp_pass_slot *rec = &n->pass[i];
        if (atomic_load_explicit(&rec->pass, memory_order_relaxed) == 0 &&
            atomic_compare_exchange_strong_explicit(&rec->pass, &none, p->id, memory_order_acquire,
                                                    memory_order_relaxed))
            return rec;
    }
    return NULL;
}

rp_status rp_pass_visit(rp_pass *p, rp_node *n, rp_pass_slot **rec)
{
    *rec = rp_pass_find(p, n);
    if (*rec) return RP_OK;
    if (p->n_visited == p->cap_visited &&
        !grow((void **)&p->visited, &p->cap_visited, sizeof *p->visited))
        return RP_E_MEMORY;
    rp_pass_slot *r = claim(p, n);
    if (!r) r = table_add(p, n);
    if (!r) return RP_E_MEMORY;
    r->deps = 0;
    r->needed = r->seen = r->queued = 0;
    r->wanted = 0;
    r->u.grad = NULL;
    p->visited[p->n_visited++] = n;
    *rec = r;
    return RP_OK;
}

static void drop_grads(const rp_node *n, rp_pass_slot *rec)
{
    if (!rec->u.grad) return;
    if (n->n_outputs == 1) {
        rp_tensor_release(rec->u.grad);
    } else {
        for (uint32_t i = 0; i < n->n_outputs; i++) rp_tensor_release(rec->u.grads[i]);
        rp_free(rec->u.grads, n->n_outputs * sizeof *rec->u.grads);
    }
    rec->u.grad = NULL;
}

/* Records go before anything that may run foreign code: the nodes are still held by the roots. */
void rp_pass_fini(rp_pass *p)
{
    for (size_t i = 0; i < p->n_visited; i++) {
        rp_pass_slot *rec = rp_pass_find(p, p->visited[i]);
        drop_grads(p->visited[i], rec);
    }
    for (size_t i = 0; i < p->n_visited; i++) {
        rp_node *n = p->visited[i];
        for (int k = 0; k < 2; k++)
            if (atomic_load_explicit(&n->pass[k].pass, memory_order_relaxed) == p->id)
                atomic_store_explicit(&n->pass[k].pass, 0, memory_order_release);
    }
    for (size_t i = 0; i < p->cap_table; i++)
        if (p->table[i].node) rp_free(p->table[i].rec, sizeof *p->table[i].rec);
    rp_free(p->table, p->cap_table * sizeof *p->table);
    rp_free(p->visited, p->cap_visited * sizeof *p->visited);
    rp_free(p->ready, p->cap_ready * sizeof *p->ready);
    p->table = NULL;
    p->visited = p->ready = NULL;
    p->n_visited = p->cap_visited = p->n_ready = p->cap_ready = p->n_table = p->cap_table = 0;
}

/* ---- what will run --------------------------------------------------------------------------- */
/* From the roots, already visited, to everything below them; deps counts the edges that will
   deliver. */
rp_status rp_pass_discover(rp_pass *p)
{
    for (size_t i = 0; i < p->n_visited; i++) {
        const rp_node *n = p->visited[i];
        for (uint32_t e = 0; e < n->n_edges; e++) {
            rp_pass_slot *rec;
            if (!n->edge[e].node) continue;
            RP_TRY(rp_pass_visit(p, n->edge[e].node, &rec));
            rec->deps++;
        }
    }
    return RP_OK;
}

struct frame {
    rp_node *node;
    rp_pass_slot *rec;
    uint32_t next;
};

struct walk {
    struct frame *frame;
    size_t n, cap;
};

static rp_status walk_enter(struct walk *w, rp_node *n, rp_pass_slot *rec)
{
    if (w->n == w->cap && !grow((void **)&w->frame, &w->cap, sizeof *w->frame)) return RP_E_MEMORY;
    rec->seen = 1;
    w->frame[w->n++] = (struct frame){n, rec, 0};
    return RP_OK;
}

/* Depth first: a node is needed if one of its edges leads to a needed or wanted one, which is known
   when it is left. */
static rp_status walk_from(rp_pass *p, struct walk *w, rp_node *root)
{
    rp_pass_slot *rec = rp_pass_find(p, root);
    if (rec->seen) return RP_OK;
    RP_TRY(walk_enter(w, root, rec));
    while (w->n) {
        struct frame *f = &w->frame[w->n - 1];
        if (f->next == f->node->n_edges) {
            w->n--;
            continue;
        }
        rp_node *child = f->node->edge[f->next].node;
        rp_pass_slot *c = child ? rp_pass_find(p, child) : NULL;
        if (c && !c->seen) {
            RP_TRY(walk_enter(w, child, c));
            continue; /* the same edge again, when the child is done */
        }
        if (c && (c->needed || c->wanted)) f->rec->needed = 1;
        f->next++;
    }
    return RP_OK;
}

static void mark_wanted(rp_pass *p)
{
    for (uint32_t i = 0; i < p->n_wanted; i++) {
        rp_wanted *w = &p->wanted[i];
        rp_pass_slot *rec = rp_pass_find(p, w->node);
        if (!rec) continue;
        w->next = rec->wanted;
        rec->wanted = (i + 1) & 0x1FFFFFFFu;
        if (p->accumulate) rec->needed = 1;
    }
}

rp_status rp_pass_mark_needed(rp_pass *p)
{
    struct walk w = {0};
    rp_status status = RP_OK;
    mark_wanted(p);
    for (size_t i = 0; i < p->n_visited && status == RP_OK; i++)
        status = walk_from(p, &w, p->visited[i]);
    rp_free(w.frame, w.cap * sizeof *w.frame);
    return status;
}

/* ---- ready nodes ----------------------------------------------------------------------------- */
rp_status rp_pass_push(rp_pass *p, rp_node *n)
{
    if (p->n_ready == p->cap_ready && !grow((void **)&p->ready, &p->cap_ready, sizeof *p->ready))
        return RP_E_MEMORY;
    size_t i = p->n_ready++;
    while (i > 0 && p->ready[(i - 1) / 2]->sequence < n->sequence) {
        p->ready[i] = p->ready[(i - 1) / 2];
        i = (i - 1) / 2;
    }
    p->ready[i] = n;
    return RP_OK;
}

rp_node *rp_pass_pop(rp_pass *p)
{
    if (p->n_ready == 0) return NULL;
    rp_node *top = p->ready[0], *last = p->ready[--p->n_ready];
    size_t i = 0;
    for (;;) {
        size_t child = 2 * i + 1;
        if (child >= p->n_ready) break;
        if (child + 1 < p->n_ready && p->ready[child + 1]->sequence > p->ready[child]->sequence)
            child++;
        if (p->ready[child]->sequence <= last->sequence) break;
        p->ready[i] = p->ready[child];
        i = child;
    }
    if (p->n_ready) p->ready[i] = last;
    return top;
}

/* ---- gradients on their way ------------------------------------------------------------------ */
rp_status rp_pass_deliver_take(rp_node *n, rp_pass_slot *rec, uint32_t index, rp_tensor *grad)
{
    rp_tensor **at = &rec->u.grad;
    if (n->n_outputs != 1) {
        if (!rec->u.grads) rec->u.grads = rp_alloc_zero(n->n_outputs * sizeof *rec->u.grads);
        if (!rec->u.grads) {
            rp_tensor_release(grad);
            return RP_E_MEMORY;
        }
        at = &rec->u.grads[index];
    }
    if (!*at) {
        *at = grad;
        return RP_OK;
    }
    return rp_gradient_add_take(at, grad);
}
