/* modes/checkpoint/group.c - several backward passes over one recomputation: the group stands in
 * for the pass as the key */
#include "modes/checkpoint/impl.h"

enum { KEY_GROUP_BIT = 63 };
static _Atomic uint64_t next_group = 1;

static void leave(rp_graph_exec_group *g)
{
    pthread_mutex_lock(&g->lock);
    frame_ticket **ticket = g->ticket;
    const uint32_t n = g->n, cap = g->cap;
    g->ticket = NULL;
    g->n = g->cap = 0;
    pthread_mutex_unlock(&g->lock);
    for (uint32_t i = 0; i < n; i++) {
        rp_ticket_with(ticket[i], rp_frame_empty_pass, g->key);
        rp_ticket_release(ticket[i]);
    }
    rp_free(ticket, cap * sizeof *ticket);
}

static void group_destroy(rp_object *o)
{
    rp_graph_exec_group *g = (rp_graph_exec_group *)o;
    leave(g);
    pthread_mutex_destroy(&g->lock);
    rp_free(g, sizeof *g);
}

rp_status rp_graph_exec_group_create(rp_graph_exec_group **out)
{
    rp_graph_exec_group *g = rp_alloc_zero(sizeof *g);
    if (!g) return RP_E_MEMORY;
    rp_object_init(&g->object, group_destroy);
    g->key = atomic_fetch_add(&next_group, 1) | UINT64_C(1) << KEY_GROUP_BIT;
    pthread_mutex_init(&g->lock, NULL);
    rp_graph_exec_group *old = *out;
    *out = g;
    rp_graph_exec_group_release(old);
    return RP_OK;
}

rp_status rp_graph_exec_group_enter(rp_graph_exec_group *g, uint32_t *depth)
{
    rp_thread *t = rp_thread_get();
    if (t->s.group) return RP_FAIL(RP_E_STATE, "graph execution groups cannot be nested");
    t->s.group = rp_object_retain(&g->object);
    *depth = 0;
    return RP_OK;
}

void rp_graph_exec_group_exit(uint32_t depth)
{
    rp_thread *t = rp_thread_get();
    rp_graph_exec_group *g = (rp_graph_exec_group *)t->s.group;
    if (depth != 0 || !g) return;
    t->s.group = NULL;
    leave(g);
    rp_object_release(&g->object);
}

/* get_current_group */
rp_graph_exec_group *rp_graph_exec_group_current(void)
{
    return (rp_graph_exec_group *)rp_thread_get()->s.group;
}

void rp_graph_exec_group_release(rp_graph_exec_group *g)
{
    if (g) rp_object_release(&g->object);
}

rp_status rp_group_touch(rp_graph_exec_group *g, frame_ticket *ticket)
{
    rp_status st = RP_OK;
    pthread_mutex_lock(&g->lock);
    uint32_t at = 0;
    while (at < g->n && g->ticket[at] != ticket) at++;
    const bool known = at < g->n;
    if (!known && g->n == g->cap) {
        const uint32_t cap = g->cap ? 2 * g->cap : 4;
        frame_ticket **grown = rp_realloc(g->ticket, g->cap * sizeof *grown, cap * sizeof *grown);
        if (grown) {
            g->ticket = grown;
            g->cap = cap;
        } else {
            st = RP_E_MEMORY;
        }
    }
    if (!st && !known) g->ticket[g->n++] = rp_object_retain(&ticket->object);
    pthread_mutex_unlock(&g->lock);
    return st;
}
