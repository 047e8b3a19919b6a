/* modes/log_lines.c - operator calls as lines: `$2: f32[2, 3] = aten::add.Tensor($0, $1, alpha=2)`
 *
 * A number belongs to a handle, so a result written in place keeps it. What the graph saved comes
 * back as another handle on the same storage: that one is known by storage and geometry. Nothing is
 * retained, not even weakly: a log must not change what the engine sees of a handle.
 */
#include "modes/log_lines.h"

/* ---- numbers of tensors ---------------------------------------------------------------------- */
typedef struct rp_log_number { /* one tensor that was seen */
    struct rp_log_number *next;
    uint64_t storage, geometry;
    /* an address to compare with; cleared when another handle turns up there */
    const rp_tensor *handle;
    /* call: that it came out of; 0 for one that was seen as an argument first */
    uint64_t number, call;
} number;

void rp_log_lines_init(rp_log_lines *s)
{
    *s = (rp_log_lines){.next = 0};
    pthread_mutex_init(&s->lock, NULL);
}

static void forget_bucket(rp_log_lines *s, uint32_t b, uint64_t storage, bool all)
{
    number **link = &s->bucket[b];
    while (*link) {
        number *n = *link;
        if (!all && n->storage != storage) {
            link = &n->next;
            continue;
        }
        *link = n->next;
        rp_free(n, sizeof *n);
    }
}

void rp_log_lines_forget(rp_log_lines *s, uint64_t storage)
{
    pthread_mutex_lock(&s->lock);
    forget_bucket(s, storage % RP_LOG_BUCKETS, storage, false);
    pthread_mutex_unlock(&s->lock);
}

void rp_log_lines_fini(rp_log_lines *s)
{
    for (uint32_t b = 0; b < RP_LOG_BUCKETS; b++) forget_bucket(s, b, 0, true);
    rp_text_fini(&s->line);
    pthread_mutex_destroy(&s->lock);
}

static uint64_t mix(uint64_t h, uint64_t v)
{
    h = (h ^ v) * UINT64_C(0x9E3779B97F4A7C15);
    return h ^ h >> 29;
}

static uint64_t geometry_hash(const rp_tensor *t)
{
    uint64_t h = mix(mix(t->dtype, (uint64_t)t->offset), (uint64_t)t->ndim);
    for (int d = 0; d < t->ndim; d++)
        h = mix(mix(h, (uint64_t)t->shape[d]), (uint64_t)t->stride[d]);
    return h;
}

static number *find_number(const rp_log_lines *s, const rp_tensor *t)
{
    const uint64_t geometry = geometry_hash(t);
    number *like = NULL;
    for (number *n = s->bucket[t->storage->id % RP_LOG_BUCKETS]; n; n = n->next) {
        if (n->storage != t->storage->id) continue;
        if (n->handle == t) return n;
        if (!like && n->geometry == geometry) like = n;
    }
    return like;
}

/* `call`: a result of it, which a second mode may write to the same sink. */
static uint64_t new_number(rp_log_lines *s, const rp_tensor *t, uint64_t call)
{
    number **link = &s->bucket[t->storage->id % RP_LOG_BUCKETS];
    for (number *n = *link; n; n = n->next) {
        if (n->handle != t) continue;
        if (call && n->call == call) return n->number;
        n->handle = NULL;
    }
    const uint64_t id = s->next++;
    number *n = rp_alloc(sizeof *n);
    if (n) {
        *n = (number){*link, t->storage->id, geometry_hash(t), t, id, call};
        *link = n;
    }
    return id;
}

uint64_t rp_log_lines_number(rp_log_lines *s, const rp_tensor *t)
{
    const number *n = find_number(s, t);
    return n ? n->number : new_number(s, t, 0);
}

/* ---- lines ----------------------------------------------------------------------------------- */
struct writer {
    rp_log_lines *lines;
    const rp_value *in;
    uint32_t n_in;
    uint64_t call;
};

static bool is_among(const rp_tensor *t, const rp_value *v, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        if (v[i].tag == RP_TAG_TENSOR && v[i].u.t == t) return true;
        if (v[i].tag == RP_TAG_LIST && is_among(t, v[i].u.l, v[i].n)) return true;
    }
    return false;
}

/* A result has a number only if it is the very handle that came in. */
static void add_tensor(void *ctx, rp_text *text, const rp_tensor *t, bool result)
{
    struct writer *w = ctx;
    char shape[256];
    const bool fresh = result && !is_among(t, w->in, w->n_in);
    rp_text_add(text, "$%llu",
                (unsigned long long)(fresh ? new_number(w->lines, t, w->call)
                                           : rp_log_lines_number(w->lines, t)));
    if (result)
        rp_text_add(text, ": %s%s", rp_dtype_code(t->dtype),
                    rp_shape_text(shape, sizeof shape, t->shape, t->ndim));
}

static rp_status number_tensor(void *ctx, const rp_value *v)
{
    if (v->tag == RP_TAG_TENSOR) rp_log_lines_number(ctx, v->u.t);
    return RP_OK;
}

/* Arguments are numbered before results although they stand after them. */
void rp_log_lines_write(rp_log_lines *s, const rp_call *c, const rp_value *in, uint32_t n_in,
                        const rp_value *out, uint32_t n_out)
{
    struct writer w = {s, in, n_in, mix((uintptr_t)c->thread, c->seq)};
    const rp_text_style style = {add_tensor, &w};
    for (uint32_t i = 0; i < n_in; i++)
        if (rp_value_map(&in[i], number_tensor, s)) break;
    rp_text_results(&s->line, out, n_out, &style);
    rp_text_add(&s->line, " = ");
    rp_text_call(&s->line, c->op, in, n_in, &style);
}
