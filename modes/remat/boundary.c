/* modes/remat/boundary.c - where chains of recipes end: a result is kept when remaking it would
 * take too much
 *
 * The closure of a result is every call that would run if nothing but anchors were left. In the
 * first step it may have 64 operators. Later it may have sqrt(bytes dropped in the step before x
 * largest result) bytes, which balances what is kept against what one recompute makes (Chen et al.,
 * "Training deep nets with sublinear memory cost", 2016).
 */
#include "modes/remat/remat.h"
#include <math.h>

enum {
    FIRST_OPS = 64,
    MOST_OPS = 1024 /* bounds the depth of the recursion here and in recipe.c */
};

/* Each call carries what an earlier traversal found, or an upper bound: diamonds are counted twice
   until it matters. */
static void bound_closure(remat_call *c)
{
    c->ops = 1;
    c->bytes = c->own_bytes;
    for (uint32_t i = 0; i < c->n_sources; i++) {
        const remat_call *producer = c->source[i].recipe->call;
        if (!producer) continue;
        c->ops += producer->ops;
        c->bytes += producer->bytes;
    }
}

struct count {
    uint32_t stamp;
    uint64_t ops, bytes;
};

static void visit(struct count *n, remat_call *c)
{
    if (c->stamp == n->stamp || n->ops > MOST_OPS) return;
    c->stamp = n->stamp;
    n->ops++;
    n->bytes += c->own_bytes;
    for (uint32_t i = 0; i < c->n_sources; i++)
        if (c->source[i].recipe->call) visit(n, c->source[i].recipe->call);
}

static void count_closure(remat_call *c)
{
    static uint32_t stamp; /* under the lock */
    struct count n = {.stamp = ++stamp ? stamp : ++stamp};
    visit(&n, c);
    c->ops = n.ops;
    c->bytes = n.bytes;
}

static bool fits(const remat_boundary *b, const remat_call *c)
{
    if (b->first) return c->ops <= FIRST_OPS;
    return c->ops <= MOST_OPS &&
           (double)c->bytes <= sqrt((double)b->last_dropped * (double)b->last_largest);
}

bool rp_remat_boundary_allows(remat_scope *s, remat_call *c)
{
    bound_closure(c);
    if (fits(&s->boundary, c)) return true;
    count_closure(c);
    return fits(&s->boundary, c);
}

/* ---- what a step did ------------------------------------------------------------------------- */
void rp_remat_boundary_drop(remat_boundary *b, uint64_t bytes)
{
    b->dropped += bytes;
}

void rp_remat_boundary_result(remat_boundary *b, uint64_t bytes)
{
    if (bytes > b->largest) b->largest = bytes;
}

/* Passes that follow one forward, or that dropped nothing, say nothing new. */
void rp_remat_boundary_step(remat_boundary *b)
{
    if (!b->dropped) return;
    b->last_dropped = b->dropped;
    b->last_largest = b->largest;
    b->dropped = b->largest = 0;
    b->first = false;
}
