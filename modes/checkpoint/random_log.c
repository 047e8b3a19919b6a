/* modes/checkpoint/random_log.c - forward records random offsets, a recompute reads them again and
 * touches no generator */
#include "modes/checkpoint/impl.h"

static rp_status log_reserve(random_log *l)
{
    if (l->n < l->cap) return RP_OK;
    const uint32_t cap = l->cap ? 2 * l->cap : 4;
    random_draw *draw = rp_realloc(l->draw, l->cap * sizeof *draw, cap * sizeof *draw);
    if (!draw) return RP_E_MEMORY;
    l->draw = draw;
    l->cap = cap;
    return RP_OK;
}

static rp_status log_draw(rp_random_source *self, rp_generator *g, uint64_t numbers, uint64_t *seed,
                          uint64_t *offset)
{
    random_log *l = (random_log *)self;
    RP_TRY(log_reserve(l));
    if (l->around) RP_TRY(l->around->draw(l->around, g, numbers, seed, offset));
    else rp_generator_reserve(g, numbers, seed, offset);
    l->draw[l->n++] = (random_draw){*seed, *offset, numbers};
    return RP_OK;
}

static rp_status closed_draw(rp_random_source *self, rp_generator *g, uint64_t numbers,
                             uint64_t *seed, uint64_t *offset)
{
    (void)self;
    rp_generator_reserve(g, numbers, seed, offset);
    return RP_OK;
}

static void log_destroy(rp_object *o)
{
    random_log *l = (random_log *)o;
    rp_random_log_close(l);
    rp_free(l->draw, l->cap * sizeof *l->draw);
    rp_free(l, sizeof *l);
}

rp_status rp_random_log_create(random_log **out, rp_random_source *around)
{
    random_log *l = rp_alloc_zero(sizeof *l);
    if (!l) return RP_E_MEMORY;
    rp_object_init(&l->source.object, log_destroy);
    l->source.draw = log_draw;
    l->around = around ? rp_object_retain(&around->object) : NULL;
    *out = l;
    return RP_OK;
}

void rp_random_log_close(random_log *l)
{
    l->source.draw = closed_draw;
    if (l->around) rp_object_release(&l->around->object);
    l->around = NULL;
}

/* ---- replay --------------------------------------------------------------------------------- */
typedef struct random_replay {
    rp_random_source source;
    random_log *log; /* owned */
    uint32_t next;
} random_replay;

static rp_status replay_draw(rp_random_source *self, rp_generator *g, uint64_t numbers,
                             uint64_t *seed, uint64_t *offset)
{
    random_replay *r = (random_replay *)self;
    (void)g;
    if (r->next >= r->log->n) {
        if (r->log->source.draw ==
            log_draw) { /* forward has not come so far: what is drawn here is never used */
            *seed = 0;
            *offset = 0;
            return RP_OK;
        }
        return RP_FAIL(RP_E_CHECKPOINT,
                       "recomputation draws random numbers %u times, forward drew %u times",
                       r->next + 1, r->log->n);
    }
    const random_draw *d = &r->log->draw[r->next];
    if (d->numbers != numbers)
        return RP_FAIL(
            RP_E_CHECKPOINT,
            "draw %u of the recomputation asks for %llu random numbers, in forward it was %llu",
            r->next, (unsigned long long)numbers, (unsigned long long)d->numbers);
    r->next++;
    *seed = d->seed;
    *offset = d->offset;
    return RP_OK;
}

static void replay_destroy(rp_object *o)
{
    random_replay *r = (random_replay *)o;
    rp_object_release(&r->log->source.object);
    rp_free(r, sizeof *r);
}

rp_status rp_random_replay_create(rp_random_source **out, random_log *l)
{
    random_replay *r = rp_alloc_zero(sizeof *r);
    if (!r) return RP_E_MEMORY;
    rp_object_init(&r->source.object, replay_destroy);
    r->source.draw = replay_draw;
    r->log = rp_object_retain(&l->source.object);
    *out = &r->source;
    return RP_OK;
}

rp_status rp_random_skip(rp_thread *t, const random_log *l, uint32_t first, uint32_t n)
{
    rp_random_source *source = t->s.random;
    uint64_t seed, offset;
    if (!source || !l) return RP_OK;
    for (uint32_t i = 0; i < n; i++)
        RP_TRY(source->draw(source, NULL, l->draw[first + i].numbers, &seed, &offset));
    return RP_OK;
}
