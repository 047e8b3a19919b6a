/* modes/checkpoint/report.c - what errors say, and the statistics by region name */
#include "modes/checkpoint/impl.h"
#include <dlfcn.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

/* ---- names ---------------------------------------------------------------------------------- */
const char *rp_saver_name(const rp_op *op)
{
    return op ? rp_op_name(op) : "a custom function";
}

/* get_str_tb for one frame: the function and file that a call came from. */
const char *rp_site_text(char *buf, size_t n, const void *site)
{
    Dl_info info;
    buf[0] = '\0';
    if (!site) return buf;
    if (!dladdr(site, &info)) {
        snprintf(buf, n, " at %p", site);
        return buf;
    }
    const char *file = info.dli_fname ? strrchr(info.dli_fname, '/') : NULL;
    file = file ? file + 1 : info.dli_fname ? info.dli_fname : "?";
    char name[RP_TEXT_BYTES / 2];
    size_t offset;
    if (info.dli_sname)
        snprintf(buf, n, " at %s+0x%zx (%s)", info.dli_sname,
                 (size_t)((const char *)site - (const char *)info.dli_saddr), file);
    else if (rp_symbol_find(info.dli_fname, info.dli_fbase, site, name, sizeof name, &offset))
        snprintf(buf, n, " at %s+0x%zx (%s)", name, offset, file);
    else
        snprintf(buf, n, " at %s+0x%zx", file,
                 (size_t)((const char *)site - (const char *)info.dli_fbase));
    return buf;
}

/* ---- the texts of failed checks ------------------------------------------------------------- */
rp_status rp_report_count(const checkpoint_frame *f, const checkpoint_pass *p, uint32_t saved)
{
    char site[RP_TEXT_BYTES], other[RP_TEXT_BYTES];
    const checkpoint_holder *missing = &f->holder[saved];
    const rp_status st =
        RP_FAIL(RP_E_CHECKPOINT,
                "region '%s': a different number of tensors was saved during the original forward "
                "and recomputation: forward %u, recomputation %u; "
                "the first one missing is slot %u, saved in forward by %s%s",
                f->record->name, f->n, saved, saved, rp_saver_name(missing->op),
                rp_site_text(site, sizeof site, missing->site));
    uint32_t k = 0;
    while (k < saved &&
           (p->handle[k].state != RP_HANDLE_FULL || p->handle[k].op == f->holder[k].op))
        k++;
    if (k < saved)
        rp_note(st, "the runs part at slot %u: forward %s%s, recomputation %s%s", k,
                rp_saver_name(f->holder[k].op), rp_site_text(site, sizeof site, f->holder[k].site),
                rp_saver_name(p->handle[k].op),
                rp_site_text(other, sizeof other, p->handle[k].site));
    return rp_debug_note(st, f, p);
}

rp_status rp_report_surplus(const checkpoint_frame *f, const checkpoint_pass *p, const rp_op *op,
                            const void *site)
{
    char text[RP_TEXT_BYTES];
    const rp_status st = RP_FAIL(
        RP_E_CHECKPOINT,
        "region '%s': trying to save more tensors during recomputation than during the original "
        "forward: forward %u, and slot %u is wanted by %s%s",
        f->record->name, f->n, f->n, rp_saver_name(op), rp_site_text(text, sizeof text, site));
    return rp_debug_note(st, f, p);
}

static void describe(char *buf, size_t n, rp_dtype dtype, const int64_t *shape, int ndim,
                     rp_device device)
{
    char extents[RP_TEXT_BYTES / 2], name[32];
    snprintf(buf, n, "%s %s on %s", rp_dtype_name(dtype),
             rp_shape_text(extents, sizeof extents, shape, ndim),
             rp_device_name(device, name, sizeof name));
}

static bool same_meta(const checkpoint_frame *f, const checkpoint_holder *h, const rp_tensor *t)
{
    if (h->dtype != t->dtype || h->ndim != t->ndim || h->device.type != t->device.type ||
        h->device.index != t->device.index)
        return false;
    return h->ndim == 0 ||
           memcmp(f->extents + h->extent, t->shape, (size_t)h->ndim * sizeof *t->shape) == 0;
}

enum { SLOT_SAME, SLOT_META, SLOT_OP, SLOT_HASH };
static int compare_slot(const checkpoint_frame *f, const checkpoint_holder *h,
                        const checkpoint_handle *v)
{
    if (!same_meta(f, h, v->value)) return SLOT_META;
    if (h->op != v->op) return SLOT_OP;
    return f->set.check == RP_CHECK_HASH && h->hash != v->hash ? SLOT_HASH : SLOT_SAME;
}

static rp_status note_slot(rp_status st, const checkpoint_frame *f, uint32_t k,
                           const checkpoint_handle *v, int kind)
{
    char before[RP_TEXT_BYTES], after[RP_TEXT_BYTES], forward_site[RP_TEXT_BYTES],
        site[RP_TEXT_BYTES];
    const checkpoint_holder *h = &f->holder[k];
    describe(before, sizeof before, h->dtype, f->extents + h->extent, h->ndim, h->device);
    describe(after, sizeof after, v->value->dtype, v->value->shape, v->value->ndim,
             v->value->device);
    return rp_note(st, "position %u: saved %s by %s%s; recomputed %s by %s%s%s", k, before,
                   rp_saver_name(h->op), rp_site_text(forward_site, sizeof forward_site, h->site),
                   after, rp_saver_name(v->op), rp_site_text(site, sizeof site, v->site),
                   kind == SLOT_HASH ? "; the bytes differ" : "");
}

/* check_recomputed_tensors_match */
rp_status rp_report_slots(const checkpoint_frame *f, const checkpoint_pass *p)
{
    static const char *const what[] = {"", "metadata", "operators", "values"};
    rp_status st = RP_OK;
    if (f->set.check == RP_CHECK_NONE) return RP_OK;
    for (uint32_t k = 0; k < p->n; k++) {
        const checkpoint_handle *v = &p->handle[k];
        if (v->state != RP_HANDLE_FULL) continue;
        const int kind = compare_slot(f, &f->holder[k], v);
        if (kind == SLOT_SAME) continue;
        if (!st)
            st = RP_FAIL(
                RP_E_CHECKPOINT,
                "region '%s': recomputed tensors have different %s than during the forward pass",
                f->record->name, what[kind]);
        note_slot(st, f, k, v, kind);
    }
    return st ? rp_debug_note(st, f, p) : RP_OK;
}

/* ---- statistics ----------------------------------------------------------------------------- */
static region_record *first_record, **last_record = &first_record;
static pthread_mutex_t record_lock = PTHREAD_MUTEX_INITIALIZER;

static region_record *find_record(const char *name)
{
    region_record *r = first_record;
    while (r && strcmp(r->name, name) != 0) r = r->next;
    return r;
}

static region_record *make_record(const char *name)
{
    region_record *r = rp_alloc_zero(sizeof *r);
    char *copy = r ? rp_strdup(name) : NULL;
    if (!copy) {
        rp_free(r, sizeof *r);
        return NULL;
    }
    r->name = copy;
    *last_record = r;
    last_record = &r->next;
    return r;
}

region_record *rp_region_record(const char *name)
{
    pthread_mutex_lock(&record_lock);
    region_record *r = find_record(name);
    if (!r) r = make_record(name);
    pthread_mutex_unlock(&record_lock);
    return r;
}

static void read_record(rp_region_stats *out, region_record *r)
{
    const rp_region_stats s = {
        .size = out->size,
        .forward_ops = atomic_load(&r->forward_ops),
        .replayed_ops = atomic_load(&r->replayed_ops),
        .served = atomic_load(&r->served),
        .kept_bytes = atomic_load(&r->kept_bytes),
        .unused_entries = atomic_load(&r->unused_entries),
        .stops = atomic_load(&r->stops),
        .swallowed_stops = atomic_load(&r->swallowed_stops),
        .kept_entries = atomic_load(&r->kept_entries),
    };
    memcpy(out, &s, out->size < sizeof s ? out->size : sizeof s);
}

rp_status rp_region_stats_get(const char *name, rp_region_stats *s)
{
    if (s->size < offsetof(rp_region_stats, forward_ops))
        return RP_FAIL(RP_E_INVALID,
                       "rp_region_stats: size is %u, set it to sizeof(rp_region_stats) = %zu",
                       s->size, sizeof *s);
    pthread_mutex_lock(&record_lock);
    region_record *r = find_record(name ? name : "region");
    pthread_mutex_unlock(&record_lock);
    if (!r) return RP_FAIL(RP_E_INVALID, "no region '%s' was ever called", name ? name : "region");
    read_record(s, r);
    return RP_OK;
}

int rp_region_stats_each(int (*fn)(void *ctx, const char *name, const rp_region_stats *s),
                         void *ctx)
{
    pthread_mutex_lock(&record_lock);
    region_record *r = first_record;
    pthread_mutex_unlock(&record_lock);
    while (r) { /* records are only ever appended */
        rp_region_stats s = {.size = sizeof s};
        read_record(&s, r);
        const int stop = fn(ctx, r->name, &s);
        if (stop) return stop;
        pthread_mutex_lock(&record_lock);
        r = r->next;
        pthread_mutex_unlock(&record_lock);
    }
    return 0;
}

/* ---- as text -------------------------------------------------------------------------------- */
static const struct {
    const char *name;
    size_t at;
} stat_fields[] = {
    {"forward_ops", offsetof(rp_region_stats, forward_ops)},
    {"replayed_ops", offsetof(rp_region_stats, replayed_ops)},
    {"served", offsetof(rp_region_stats, served)},
    {"kept_bytes", offsetof(rp_region_stats, kept_bytes)},
    {"kept_entries", offsetof(rp_region_stats, kept_entries)},
    {"unused_entries", offsetof(rp_region_stats, unused_entries)},
    {"stops", offsetof(rp_region_stats, stops)},
    {"swallowed_stops", offsetof(rp_region_stats, swallowed_stops)},
};
enum { STAT_FIELDS = sizeof stat_fields / sizeof *stat_fields };

struct region_text {
    char *buf;
    size_t n, used;
    int json, rows;
};

static void __attribute__((format(printf, 2, 3))) add(struct region_text *t, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    const size_t room = t->used < t->n ? t->n - t->used : 0;
    const int length = vsnprintf(room ? t->buf + t->used : NULL, room, fmt, ap);
    va_end(ap);
    if (length > 0) t->used += (size_t)length;
}

static int add_region(void *ctx, const char *name, const rp_region_stats *s)
{
    struct region_text *t = ctx;
    if (t->json) {
        add(t, "%s{\"name\":\"", t->rows++ ? "," : "");
        for (const char *c = name; *c; c++) {
            if (*c == '"' || *c == '\\') add(t, "\\");
            if ((unsigned char)*c < 0x20) add(t, "\\u%04x", (unsigned)*c);
            else add(t, "%c", *c);
        }
        add(t, "\"");
    } else {
        add(t, "%-24s", name);
    }
    for (int i = 0; i < STAT_FIELDS; i++) {
        uint64_t v;
        memcpy(&v, (const char *)s + stat_fields[i].at, sizeof v);
        if (t->json) add(t, ",\"%s\":%llu", stat_fields[i].name, (unsigned long long)v);
        else add(t, " %15llu", (unsigned long long)v);
    }
    add(t, t->json ? "}" : "\n");
    return 0;
}

size_t rp_region_report(char *buf, size_t n, int json)
{
    struct region_text t = {buf, n, 0, json, 0};
    if (n) buf[0] = '\0';
    if (json) {
        add(&t, "[");
    } else {
        add(&t, "%-24s", "region");
        for (int i = 0; i < STAT_FIELDS; i++) add(&t, " %15s", stat_fields[i].name);
        add(&t, "\n");
    }
    rp_region_stats_each(add_region, &t);
    if (json) add(&t, "]");
    return t.used;
}
