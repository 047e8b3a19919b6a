/* dispatch/op.c - operators and kernels: made from rows, found by name, slots written atomically
 *
 * Readers take no lock: a chain's link and a slot's kernel are complete before they are stored, and
 * nothing is freed before the library ends.
 */
#include "dispatch/op.h"
#include "dispatch/vjp_text.h"
#include "op_list.inc"
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BUCKETS = 4096, CHUNK = 256, CHUNKS = 64 };
static _Atomic(rp_op *) bucket[BUCKETS];
static _Atomic(rp_op **) chunk[CHUNKS];
static _Atomic uint32_t op_count;
static rp_kernel *all_kernels;
static pthread_mutex_t lock;
static pthread_once_t lock_once = PTHREAD_ONCE_INIT;

static void make_lock(void)
{
    pthread_mutexattr_t attr;
    pthread_mutexattr_init(&attr);
    pthread_mutexattr_settype(&attr, PTHREAD_MUTEX_RECURSIVE);
    pthread_mutex_init(&lock, &attr);
    pthread_mutexattr_destroy(&attr);
}

void rp_registry_lock(void)
{
    pthread_once(&lock_once, make_lock);
    pthread_mutex_lock(&lock);
}

void rp_registry_unlock(void)
{
    pthread_mutex_unlock(&lock);
}

/* A recursive lock belongs to a thread by its number, and the child's thread has another one: it
   cannot be unlocked there. */
void rp_registry_lock_forked(void)
{
    make_lock();
}

/* ---- finding --------------------------------------------------------------------------------- */
static uint32_t hash(const char *s, size_t n)
{
    uint32_t h = 2166136261u; /* FNV-1a */
    for (size_t i = 0; i < n; i++) h = (h ^ (unsigned char)s[i]) * 16777619u;
    return h & (BUCKETS - 1);
}

static size_t without_default(const char *name)
{
    static const char suffix[] = ".default";
    const size_t n = strlen(name), k = sizeof suffix - 1;
    return n > k && !strcmp(name + n - k, suffix) ? n - k : n;
}

const rp_op *rp_op_lookup(const char *name)
{
    const size_t n = without_default(name);
    const rp_op *op = atomic_load_explicit(&bucket[hash(name, n)], memory_order_acquire);
    while (op && (strncmp(op->schema.name, name, n) != 0 || op->schema.name[n]))
        op = atomic_load_explicit(&op->next, memory_order_acquire);
    return op;
}

uint32_t rp_op_count(void)
{
    return atomic_load_explicit(&op_count, memory_order_acquire);
}

static rp_op *op_at(uint32_t index)
{
    return atomic_load_explicit(&chunk[index / CHUNK], memory_order_acquire)[index % CHUNK];
}

const rp_op *rp_op_at(uint32_t index)
{
    return index < rp_op_count() ? op_at(index) : NULL;
}

uint32_t rp_op_overloads(const char *base, const rp_op **ops, uint32_t n)
{
    uint32_t found = 0;
    for (uint32_t i = 0; i < rp_op_count(); i++) {
        if (op_at(i)->dead || strcmp(op_at(i)->schema.base, base) != 0) continue;
        if (found < n) ops[found] = op_at(i);
        found++;
    }
    return found;
}

int rp_op_each(int (*fn)(void *ctx, const rp_op *op), void *ctx)
{
    for (uint32_t i = 0; i < rp_op_count(); i++) {
        const int stop = op_at(i)->dead ? 0 : fn(ctx, op_at(i));
        if (stop) return stop;
    }
    return 0;
}

/* ---- near misses ----------------------------------------------------------------------------- */
enum { NEAR = 3, NEAR_TEXT = 64 };

static int least(int a, int b)
{
    return a < b ? a : b;
}

/* Levenshtein distance; longer names than the table are never near. */
static int distance(const char *a, const char *b)
{
    int row[NEAR_TEXT + 1];
    const int n = (int)strlen(a), m = (int)strlen(b);
    if (n > NEAR_TEXT || m > NEAR_TEXT) return NEAR_TEXT;
    for (int j = 0; j <= m; j++) row[j] = j;
    for (int i = 1; i <= n; i++) {
        int diagonal = row[0];
        row[0] = i;
        for (int j = 1; j <= m; j++) {
            const int above = row[j];
            row[j] = least(least(above, row[j - 1]) + 1, diagonal + (a[i - 1] != b[j - 1]));
            diagonal = above;
        }
    }
    return row[m];
}

/* To the operator's name with or without its overload, and where no namespace was given without
 * that too. */
static int op_distance(const char *name, const rp_op *op)
{
    const rp_schema *s = &op->schema;
    const size_t skip = strstr(name, "::") ? 0 : (size_t)(strstr(s->base, "::") + 2 - s->base);
    return least(distance(name, s->name + skip), distance(name, s->base + skip));
}

static size_t append(char *buf, size_t room, size_t used, const char *separator, const char *text)
{
    if (used >= room) return used;
    return used + (size_t)snprintf(buf + used, room - used, "%s%s", used ? separator : "", text);
}

static void list_near(char *buf, size_t room, const char *name)
{
    size_t used = 0;
    int listed = 0;
    buf[0] = 0;
    const int limit = strlen(name) > 8 ? 3 : 2;
    for (int d = 0; d <= limit && listed < NEAR; d++)
        for (uint32_t i = 0; i < rp_op_count() && listed < NEAR; i++) {
            if (op_at(i)->dead || op_distance(name, op_at(i)) != d) continue;
            used = append(buf, room, used, ", ", op_at(i)->schema.name);
            listed++;
        }
}

rp_status rp_op_unknown(const char *name)
{
    char text[256] = "";
    size_t used = 0;
    const rp_op *ops[8];
    const uint32_t n = rp_op_overloads(name, ops, 8);
    for (uint32_t i = 0; i < n && i < 8; i++)
        used = append(text, sizeof text, used, ", ", ops[i]->schema.name);
    if (n)
        return RP_FAIL(RP_E_UNIMPLEMENTED, "operator %s has no default overload; there are: %s",
                       name, text);
    list_near(text, sizeof text, name);
    if (*text)
        return RP_FAIL(RP_E_UNIMPLEMENTED, "there is no operator '%.80s'; did you mean %s?", name,
                       text);
    return RP_FAIL(RP_E_UNIMPLEMENTED, "there is no operator '%.80s' among %u", name,
                   rp_op_count());
}

const rp_op *rp_op_find(const char *name)
{
    if (!name) {
        RP_FAIL(RP_E_INVALID, "the name of the operator is NULL");
        return NULL;
    }
    if (rp_init() != RP_OK) return NULL;
    const rp_op *op = rp_op_lookup(name);
    if (!op) rp_op_unknown(name);
    return op;
}

/* ---- what an operator says of itself --------------------------------------------------------- */
const char *rp_op_name(const rp_op *op)
{
    return op->schema.name;
}

const char *rp_op_schema(const rp_op *op)
{
    return op->schema.text;
}

uint32_t rp_op_argument_count(const rp_op *op)
{
    return op->schema.n_args;
}

uint32_t rp_op_return_count(const rp_op *op)
{
    return op->schema.n_rets;
}

_Atomic uint32_t rp_effect_ops;

uint32_t rp_op_flags(const rp_op *op)
{
    return op->flags;
}

int rp_op_has_tag(const rp_op *op, const char *tag)
{
    const size_t n = strlen(tag);
    for (const char *at = op->row->tags; at && n && (at = strstr(at, tag)) != NULL; at += n)
        if ((at == op->row->tags || at[-1] == ' ') && (at[n] == 0 || at[n] == ' ')) return 1;
    return 0;
}

/* ---- making ---------------------------------------------------------------------------------- */
/* What kind of overload a schema is follows from what it writes: nothing, a positional argument, or
 * a keyword-only one. */
static uint8_t form_of(const rp_schema *s)
{
    bool positional = false, out = false;
    for (uint32_t i = 0; i < s->n_args; i++) {
        out |= s->arg[i].is_out;
        positional |= s->arg[i].mutated && !s->arg[i].kwarg_only;
    }
    return out ? RP_FORM_OUT : positional ? RP_FORM_INPLACE : RP_FORM_FUNCTIONAL;
}

static int8_t target_of(const rp_schema *s, const rp_param *ret)
{
    for (uint32_t i = 0; ret->alias && ret->mutated && i < s->n_args; i++)
        if (s->arg[i].mutated && s->arg[i].alias == ret->alias) return (int8_t)i;
    return -1;
}

static void describe(rp_op *op)
{
    const rp_schema *s = &op->schema;
    op->generator = -1;
    for (uint32_t i = 0; i < s->n_args; i++) {
        const rp_param *p = &s->arg[i];
        if (p->type == RP_TYPE_TENSOR) op->tensor_args |= UINT64_C(1) << i;
        if (p->type == RP_TYPE_TENSOR && p->list) op->has_lists = true;
        if (p->mutated) op->mutates |= UINT64_C(1) << i;
        if (p->type == RP_TYPE_GENERATOR) op->generator = (int8_t)i;
    }
    for (uint32_t k = 0; k < RP_MAX_RETURNS; k++)
        op->target[k] = k < s->n_rets ? target_of(s, &s->ret[k]) : -1;
    op->form = form_of(s);
}

static rp_status add_row_kernel(rp_op *op, uint32_t slot, rp_boxed fn)
{
    if (!fn) return RP_OK;
    rp_kernel *k = rp_kernel_make(fn, (void *)(uintptr_t)op->row->self);
    if (!k) return RP_E_MEMORY;
    k->owner = op->owner;
    k->key = slot == RP_SLOT_META ? "meta" : "composite";
    k->file = "";
    atomic_store_explicit(&op->slot[slot], k, memory_order_relaxed);
    return RP_OK;
}

static void free_row(const rp_op_row *row)
{
    rp_free((void *)(uintptr_t)row, sizeof *row);
}

void rp_op_free(rp_op *op)
{
    if (!op) return;
    if (op->functional == op) {
        rp_vjp_program_free(op->vjp_program);
        free_row(op->row);
    }
    for (int i = 0; i < RP_SLOTS; i++) {
        rp_kernel *k =
            (rp_kernel *)(uintptr_t)atomic_load_explicit(&op->slot[i], memory_order_relaxed);
        if (k)
            rp_kernel_free(
                k); /* an operator that was never published: the kernels of its row alone */
    }
    rp_schema_fini(&op->schema);
    rp_free(op, sizeof *op);
}

static rp_status copy_row(const rp_op_row **out, const rp_op_row *row)
{
    rp_op_row *copy = rp_alloc_zero(sizeof *copy);
    if (!copy) return RP_E_MEMORY;
    memcpy(copy, row, row->size < sizeof *copy ? row->size : sizeof *copy);
    copy->size = sizeof *copy;
    *out = copy;
    return RP_OK;
}

static rp_status make_one(rp_op **out, const char *schema, const rp_op_row *row,
                          const rp_op *functional, rp_plugin_record *owner)
{
    rp_op *op = rp_alloc_zero(sizeof *op);
    if (!op) return RP_E_MEMORY;
    op->owner = owner;
    op->functional = functional ? functional : op;
    op->row = row;
    rp_status st = functional ? RP_OK : copy_row(&op->row, row);
    if (st) {
        rp_free(op, sizeof *op);
        return st;
    }
    op->flags = op->row->flags;
    if (op->flags & RP_OP_EFFECT)
        atomic_fetch_add_explicit(&rp_effect_ops, 1, memory_order_relaxed);
    op->passes_recorder = (op->flags & RP_OP_VIEW) != 0;
    op->differentiable = op->row->vjp || op->row->vjp_text;
    st = rp_schema_parse(&op->schema, schema);
    if (!st) describe(op);
    if (!st) rp_autocast_resolve(op);
    if (!st) st = add_row_kernel(op, RP_SLOT_META, op->row->meta);
    if (!st) st = add_row_kernel(op, RP_SLOT_COMPOSITE, op->row->composite);
    if (!st && functional) op->vjp_program = functional->vjp_program;
    if (!st && !functional && op->row->vjp_text) st = rp_vjp_program_compile(&op->vjp_program, op);
    if (st) rp_op_free(op);
    else *out = op;
    return st;
}

/* A variant has the functional form's arguments at the same places, and out arguments behind them.
 */
static rp_status check_variant(const rp_op *op, const rp_op *base)
{
    const rp_schema *a = &op->schema, *b = &base->schema;
    uint32_t outs = 0;
    for (uint32_t i = 0; i < a->n_args; i++) outs += a->arg[i].is_out;
    bool same = a->n_args - outs == b->n_args;
    for (uint32_t i = 0; same && i < b->n_args; i++)
        same = a->arg[i].type == b->arg[i].type && a->arg[i].list == b->arg[i].list;
    if (same && op->form != RP_FORM_FUNCTIONAL) return RP_OK;
    return RP_FAIL(RP_E_INVALID, "%s is no in-place or out form of %s: the arguments differ",
                   a->text, b->text);
}

static void free_chain(rp_op *op)
{
    while (op) {
        rp_op *next = atomic_load_explicit(&op->next, memory_order_relaxed);
        rp_op_free(op);
        op = next;
    }
}

static rp_status make_variants(rp_op *base, rp_plugin_record *owner)
{
    _Atomic(rp_op *) *link = &base->next;
    for (const char *const *v = base->row->variants; v && *v; v++) {
        rp_op *op = NULL;
        RP_TRY(make_one(&op, *v, base->row, base, owner));
        atomic_store_explicit(link, op, memory_order_relaxed);
        link = &op->next;
        RP_TRY(check_variant(op, base));
    }
    return RP_OK;
}

static rp_status check_row(const rp_op_row *row)
{
    if (!row || row->size < offsetof(rp_op_row, samples))
        return RP_FAIL(RP_E_ABI, "an operator row has size %u; at least %zu is needed",
                       row ? row->size : 0, offsetof(rp_op_row, samples));
    if (!row->schema) return RP_FAIL(RP_E_INVALID, "an operator row has no schema");
    return RP_OK;
}

rp_status rp_op_make(rp_op **out, const rp_op_row *row, rp_plugin_record *owner)
{
    rp_op *op = NULL;
    RP_TRY(check_row(row));
    RP_TRY(make_one(&op, row->schema, row, NULL, owner));
    const rp_status st = make_variants(op, owner);
    if (st) free_chain(op);
    else *out = op;
    return st;
}

/* ---- publishing ------------------------------------------------------------------------------ */
rp_status rp_registry_reserve(uint32_t n)
{
    const uint32_t last = rp_op_count() + n;
    if (last > CHUNK * CHUNKS)
        return RP_FAIL(RP_E_STATE, "%u operators are registered; there is no room for %u more",
                       rp_op_count(), n);
    for (uint32_t i = 0; i * CHUNK < last; i++) {
        if (atomic_load_explicit(&chunk[i], memory_order_relaxed)) continue;
        rp_op **room = rp_alloc_zero(CHUNK * sizeof *room);
        if (!room) return RP_E_MEMORY;
        atomic_store_explicit(&chunk[i], room, memory_order_release);
    }
    return RP_OK;
}

void rp_op_publish(rp_op *op)
{
    const uint32_t index = rp_op_count();
    _Atomic(rp_op *) *head = &bucket[hash(op->schema.name, strlen(op->schema.name))];
    op->index = index;
    for (int i = 0; i < RP_SLOTS; i++) { /* its row's kernels belong to the registry from now on */
        rp_kernel *k =
            (rp_kernel *)(uintptr_t)atomic_load_explicit(&op->slot[i], memory_order_relaxed);
        if (!k) continue;
        k->all = all_kernels;
        all_kernels = k;
    }
    atomic_load_explicit(&chunk[index / CHUNK], memory_order_relaxed)[index % CHUNK] = op;
    atomic_store_explicit(&op->next, atomic_load_explicit(head, memory_order_relaxed),
                          memory_order_relaxed);
    atomic_store_explicit(head, op, memory_order_release);
    atomic_store_explicit(&op_count, index + 1, memory_order_release);
}

/* ---- kernels --------------------------------------------------------------------------------- */
rp_kernel *rp_kernel_make(rp_boxed fn, void *self)
{
    rp_kernel *k = rp_alloc_zero(sizeof *k);
    if (!k) return NULL;
    k->fn = fn;
    k->self = self;
    return k;
}

void rp_kernel_free(rp_kernel *k)
{
    rp_plain_free(k->plain);
    rp_free(k, sizeof *k);
}

void rp_kernel_publish(rp_op *op, uint32_t slot, rp_kernel *k)
{
    rp_kernel *head =
        (rp_kernel *)(uintptr_t)atomic_load_explicit(&op->slot[slot], memory_order_relaxed);
    k->all = all_kernels;
    all_kernels = k;
    if (!head || k->prefer >= head->prefer) {
        k->next = head;
        atomic_store_explicit(&op->slot[slot], k, memory_order_release);
        return;
    }
    while (head->next && head->next->prefer > k->prefer) head = head->next;
    k->next = head->next;
    head->next = k;
}

static uint32_t retire_from(rp_op *op, uint32_t slot, const rp_plugin_record *owner)
{
    uint32_t n = 0;
    rp_kernel *head =
        (rp_kernel *)(uintptr_t)atomic_load_explicit(&op->slot[slot], memory_order_relaxed);
    rp_kernel *keep = head;
    while (keep && keep->owner == owner) {
        keep = keep->next;
        n++;
    }
    if (keep != head) atomic_store_explicit(&op->slot[slot], keep, memory_order_release);
    for (rp_kernel *k = keep; k; k = k->next)
        while (k->next && k->next->owner == owner) {
            k->next = k->next->next;
            n++;
        }
    return n;
}

uint32_t rp_kernel_retire(const rp_plugin_record *owner)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < rp_op_count(); i++)
        for (uint32_t slot = 0; slot < RP_SLOTS; slot++)
            if (atomic_load_explicit(&op_at(i)->slot[slot], memory_order_relaxed))
                n += retire_from(op_at(i), slot, owner);
    return n;
}

/* ---- operators of a plugin that goes --------------------------------------------------------- */
/* Out of the chain; readers that stand on it go on from it. */
static void unlink_op(rp_op *op)
{
    _Atomic(rp_op *) *link = &bucket[hash(op->schema.name, strlen(op->schema.name))];
    rp_op *at;
    while ((at = atomic_load_explicit(link, memory_order_relaxed)) != NULL && at != op)
        link = &at->next;
    if (at)
        atomic_store_explicit(link, atomic_load_explicit(&op->next, memory_order_relaxed),
                              memory_order_release);
}

/* What is left is a name: handles stay valid, and calls through them say that there is no
   kernel. */
static void hollow(rp_op *op)
{
    rp_op_row *row = (rp_op_row *)(uintptr_t)op->row;
    if (op->functional == op) {
        rp_vjp_program_free(op->vjp_program);
        *row = (rp_op_row){.size = sizeof *row, .schema = op->schema.text};
    }
    op->vjp_program = NULL;
    op->differentiable = op->passes_recorder = false;
    op->flags &= ~(uint32_t)(RP_OP_COMPOSITE | RP_OP_VIEW | RP_OP_READS_STRIDES);
    for (int i = 0; i < RP_SLOTS; i++)
        atomic_store_explicit(&op->slot[i], NULL, memory_order_release);
    op->dead = true;
    op->owner = NULL;
}

uint32_t rp_op_retire(const rp_plugin_record *owner)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < rp_op_count(); i++) {
        rp_op *op = op_at(i);
        if (op->dead || op->owner != owner) continue;
        unlink_op(op);
        hollow(op);
        n++;
    }
    return n;
}

/* ---- built-in rows, and the end -------------------------------------------------------------- */
static rp_status add_row(rp_registrar *r, const rp_op_row *row)
{
    return rp_note(rp_register_op(r, row), "in the row of %s", row->schema ? row->schema : "?");
}

/* One stage for each file of dispatch/ops, so that a name taken twice is found by looking it up. */
static rp_status add_table(const rp_op_row *row)
{
    rp_registrar r;
    rp_status st = RP_OK;
    RP_TRY(rp_stage_open(&r, NULL));
    for (; row->size && !st; row++) st = add_row(&r, row);
    if (!st) st = rp_stage_commit(&r, false);
    rp_stage_drop(&r);
    return st;
}

rp_status rp_registry_add_builtin(void)
{
    for (const rp_op_row *const *table = rp_builtin_rows; *table; table++)
        RP_TRY(add_table(*table));
    return RP_OK;
}

/* Runs after the program's own exit handlers; the counters are then those of what the program
 * forgot. */
__attribute__((destructor)) static void registry_end(void)
{
    const uint32_t n = rp_op_count();
    rp_init_close();
    atomic_store(&op_count, 0);
    for (uint32_t i = 0; i < BUCKETS; i++) atomic_store(&bucket[i], NULL);
    for (uint32_t i = n; i-- > 0;) {
        rp_op *op = op_at(i);
        for (int s = 0; s < RP_SLOTS; s++) atomic_store(&op->slot[s], NULL);
        rp_op_free(op);
    }
    for (uint32_t i = 0; i < CHUNKS; i++) {
        rp_free(atomic_load(&chunk[i]), CHUNK * sizeof(rp_op *));
        atomic_store(&chunk[i], NULL);
    }
    while (all_kernels) {
        rp_kernel *k = all_kernels;
        all_kernels = k->all;
        rp_kernel_free(k);
    }
}
