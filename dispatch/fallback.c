/* dispatch/fallback.c - a device without a kernel: the call runs on the cpu, with copies, where
 * REPRISE_FALLBACK says so
 *
 * Below autograd and modes, by rp_call_inner, so neither sees the copies. Whole storages are
 * copied, one twin each, so arguments that share bytes share them on the cpu too; what the schema
 * says is written goes back. Copies between devices take the same way without asking: they are no
 * fallback, a device has only to have a `copy`.
 */
#include "core/log.h"
#include "dispatch/impl.h"
#include "dispatch/init.h"
#include <stdio.h>
#include <string.h>

enum { TWINS = 64, LIST_ITEMS = 256 };
static _Atomic int policy = RP_FALLBACK_ERROR;

int rp_fallback_exchange(int to)
{
    return atomic_exchange(&policy, to);
}

uint64_t rp_op_fallbacks(const rp_op *op)
{
    return atomic_load_explicit(&op->fallbacks, memory_order_relaxed);
}

/* ---- twins ----------------------------------------------------------------------------------- */
struct twin {
    rp_storage *of;   /* borrowed from the arguments */
    rp_storage *host; /* owned */
};
struct frame {
    rp_call *c;
    struct twin twin[TWINS];
    uint32_t n_twins, n_items;
    rp_value in[RP_MAX_ARGS], item[LIST_ITEMS];
};

/* Bytes between a device (`d`) and the host; the device is idle afterwards. */
static rp_status copy_bytes(rp_device d, bool to_device, void *dst, const void *src, uint64_t bytes)
{
    const rp_device_type *type = rp_device_type_get(d.type);
    char name[48];
    if (!bytes) return RP_OK;
    if (!type || !type->copy)
        return RP_FAIL(RP_E_DEVICE, "%s cannot copy to the host",
                       rp_device_name(d, name, sizeof name));
    RP_TRY(type->copy(type->self, NULL, dst, to_device ? d.index : -1, src,
                      to_device ? -1 : d.index, (size_t)bytes));
    return rp_device_synchronize(d);
}

static rp_status twin_of(struct frame *f, rp_storage **out, rp_storage *s)
{
    for (uint32_t i = 0; i < f->n_twins; i++)
        if (f->twin[i].of == s) {
            *out = f->twin[i].host;
            return RP_OK;
        }
    if (f->n_twins == TWINS)
        return RP_FAIL(RP_E_UNIMPLEMENTED, "%s: more than %d tensors cannot fall back to the cpu",
                       f->c->op->schema.name, TWINS);
    struct twin *t = &f->twin[f->n_twins];
    *t = (struct twin){.of = s};
    RP_TRY(rp_storage_create(&t->host, s->nbytes, RP_CPU, 0));
    f->n_twins++;
    *out = t->host;
    return copy_bytes(s->device, false, t->host->data, s->data, s->nbytes);
}

static rp_status host_tensor(struct frame *f, rp_value *to, const rp_tensor *t)
{
    rp_storage *s = NULL;
    rp_tensor *twin = NULL;
    if (t->device.type == 0) return RP_OK;
    RP_TRY(twin_of(f, &s, t->storage));
    RP_TRY(rp_tensor_on_storage(&twin, s, t->dtype, t->shape, t->stride, t->ndim, t->offset));
    twin->flags |= t->flags & RP_T_NUMBER;
    *to = rp_value_tensor(twin);
    return RP_OK;
}

/* ---- arguments ------------------------------------------------------------------------------- */
static rp_status host_value(struct frame *f, rp_value *to, const rp_value *v)
{
    *to = *v;
    if (v->tag == RP_TAG_TENSOR) return host_tensor(f, to, v->u.t);
    if (v->tag == RP_TAG_DEVICE) to->u.device = RP_CPU;
    if (v->tag != RP_TAG_LIST) return RP_OK;
    if (v->n > LIST_ITEMS - f->n_items)
        return RP_FAIL(RP_E_UNIMPLEMENTED,
                       "%s: lists of more than %d elements cannot fall back to the cpu",
                       f->c->op->schema.name, LIST_ITEMS);
    rp_value *items = &f->item[f->n_items];
    f->n_items += v->n;
    for (uint32_t i = 0; i < v->n; i++) items[i] = rp_value_none();
    to->u.l = items;
    for (uint32_t i = 0; i < v->n; i++) RP_TRY(host_value(f, &items[i], &v->u.l[i]));
    return RP_OK;
}

/* A factory's device is its argument, or the thread's default. */
static rp_status host_arguments(struct frame *f, const rp_value *in, uint32_t n_in)
{
    const rp_schema *s = &f->c->op->schema;
    for (uint32_t i = 0; i < n_in; i++) f->in[i] = rp_value_none();
    for (uint32_t i = 0; i < n_in; i++) {
        RP_TRY(host_value(f, &f->in[i], &in[i]));
        if (s->arg[i].type == RP_TYPE_DEVICE && !s->arg[i].list) f->in[i] = rp_value_device(RP_CPU);
    }
    return RP_OK;
}

static void drop_twin_value(rp_value *v, const rp_value *given)
{
    if (v->tag == RP_TAG_TENSOR && v->u.t != given->u.t) rp_tensor_release(v->u.t);
    for (uint32_t i = 0; v->tag == RP_TAG_LIST && i < v->n; i++)
        drop_twin_value((rp_value *)(uintptr_t)&v->u.l[i], &given->u.l[i]);
}

static void drop_frame(struct frame *f, const rp_value *in, uint32_t n_in)
{
    for (uint32_t i = 0; i < n_in; i++) drop_twin_value(&f->in[i], &in[i]);
    while (f->n_twins) rp_storage_release(f->twin[--f->n_twins].host);
}

/* ---- what was written goes back -------------------------------------------------------------- */
static rp_status write_back_value(struct frame *f, const rp_value *v)
{
    for (uint32_t i = 0; v->tag == RP_TAG_LIST && i < v->n; i++)
        RP_TRY(write_back_value(f, &v->u.l[i]));
    if (v->tag != RP_TAG_TENSOR || v->u.t->device.type == 0) return RP_OK;
    rp_storage *s = v->u.t->storage;
    for (uint32_t i = 0; i < f->n_twins; i++)
        if (f->twin[i].of == s)
            return copy_bytes(s->device, true, s->data, f->twin[i].host->data, s->nbytes);
    return RP_OK;
}

static rp_status write_back(struct frame *f, const rp_value *in)
{
    for (uint64_t left = f->c->op->mutates; left; left &= left - 1)
        RP_TRY(write_back_value(f, &in[__builtin_ctzll(left)]));
    return RP_OK;
}

/* ---- results --------------------------------------------------------------------------------- */
static bool same_layout(const rp_tensor *a, const rp_tensor *b)
{
    const size_t bytes = (size_t)a->ndim * sizeof *a->shape;
    return a->ndim == b->ndim && a->dtype == b->dtype && !memcmp(a->shape, b->shape, bytes) &&
           !memcmp(a->stride, b->stride, bytes);
}

static rp_status device_tensor(struct frame *f, rp_value *out, rp_tensor *r)
{
    const size_t size = rp_dtype_size(r->dtype);
    rp_tensor *to = out->tag == RP_TAG_TENSOR && same_layout(out->u.t, r) ? out->u.t : NULL;
    const rp_device d = out->tag == RP_TAG_TENSOR ? out->u.t->device : f->c->device;
    int64_t elements = 0;
    if (!to) {
        rp_value_clear(out);
        RP_TRY(rp_tensor_create_strided(&to, r->shape, r->stride, r->ndim, r->dtype, d));
        *out = rp_value_tensor(to);
    }
    if (!rp_extent_checked(r->shape, r->stride, r->ndim, 0, &elements))
        return RP_FAIL(RP_E_SHAPE, "%s: the result is too large", f->c->op->schema.name);
    const char *from = (const char *)r->storage->data + (uint64_t)r->offset * size;
    char *dst = (char *)to->storage->data + (uint64_t)to->offset * size;
    if (d.type == 0) {
        if (elements) memcpy(dst, from, (size_t)elements * size);
        return RP_OK;
    }
    return copy_bytes(d, true, dst, from, (uint64_t)elements * size);
}

static rp_status device_list(struct frame *f, rp_value *out, const rp_value *r)
{
    rp_value items[TWINS], list = rp_value_list(items, r->n);
    rp_status st = r->n <= TWINS ? RP_OK
                                 : RP_FAIL(RP_E_UNIMPLEMENTED,
                                           "%s: a list of %u results cannot come back from the cpu",
                                           f->c->op->schema.name, r->n);
    uint32_t n = 0;
    for (; n < r->n && !st; n++) {
        items[n] = rp_value_none();
        st = r->u.l[n].tag == RP_TAG_TENSOR ? device_tensor(f, &items[n], r->u.l[n].u.t) : RP_OK;
    }
    rp_value_clear(out);
    if (!st) st = rp_value_copy(out, &list);
    while (n) rp_value_clear(&items[--n]);
    return st;
}

/* A result that is an argument is that argument, written back already. */
static rp_status device_result(struct frame *f, uint32_t k, rp_value *out, rp_value *r,
                               const rp_value *in)
{
    const int target = f->c->op->target[k];
    if (target >= 0) {
        if (out->tag == RP_TAG_NONE) *out = rp_value_tensor(rp_tensor_retain(in[target].u.t));
        return RP_OK;
    }
    if (r->tag == RP_TAG_TENSOR) return device_tensor(f, out, r->u.t);
    if (r->tag == RP_TAG_LIST) return device_list(f, out, r);
    rp_value_clear(out);
    *out = *r;
    *r = rp_value_none();
    return RP_OK;
}

/* ---- the call -------------------------------------------------------------------------------- */
static rp_status run(rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out, uint32_t n_out)
{
    struct frame f;
    rp_value r[RP_MAX_RETURNS];
    f.c = c;
    f.n_twins = f.n_items = 0;
    rp_status st = host_arguments(&f, in, n_in);
    if (!st) {
        st = rp_call_inner(c, c->op, f.in, n_in, r, n_out);
        if (!st) st = write_back(&f, in);
        for (uint32_t k = 0; k < n_out && !st; k++) st = device_result(&f, k, &out[k], &r[k], in);
        rp_values_clear(r, n_out);
    }
    drop_frame(&f, in, n_in);
    return rp_note(st, "while %s ran on the cpu, for a device that has no kernel",
                   c->op->schema.name);
}

static bool elsewhere(const rp_call *c, const rp_value *v)
{
    for (uint32_t i = 0; v->tag == RP_TAG_LIST && i < v->n; i++)
        if (elsewhere(c, &v->u.l[i])) return true;
    return v->tag == RP_TAG_TENSOR &&
           (v->u.t->device.type != c->device.type || v->u.t->device.index != c->device.index);
}

static bool is_copy(const rp_call *c, const rp_value *in, uint32_t n_in)
{
    for (uint32_t i = 0; c->op->flags & RP_OP_CROSS_DEVICE && i < n_in; i++)
        if (elsewhere(c, &in[i])) return true;
    return false;
}

static rp_status refuse(const rp_call *c, int type, const char *why)
{
    return RP_FAIL(RP_E_UNIMPLEMENTED, "%s has no kernel for %s%s", c->op->schema.name,
                   rp_device_type_name(type), why);
}

static rp_status check(const rp_call *c, int type)
{
    const rp_device_type *t = rp_device_type_get(type);
    if (c->op->flags & RP_OP_RANDOM)
        return refuse(c, type, ", and random operators never fall back to the cpu");
    if (c->op->flags & RP_OP_VIEW) return refuse(c, type, ", and views never fall back to the cpu");
    if (t && t->caps & RP_CAP_NO_CPU_FALLBACK)
        return refuse(c, type,
                      "; it has one for the cpu, but the device forbids to fall back to it");
    if (atomic_load_explicit(&policy, memory_order_relaxed) == RP_FALLBACK_ERROR)
        return refuse(
            c, type,
            "; it has kernels for: cpu. REPRISE_FALLBACK=allow, or warn, runs it there with copies");
    return RP_OK;
}

static void count(const rp_call *c, int type)
{
    rp_op *op = (rp_op *)(uintptr_t)c->op;
    if (atomic_fetch_add_explicit(&op->fallbacks, 1, memory_order_relaxed) == 0 &&
        atomic_load(&policy) == RP_FALLBACK_WARN)
        rp_log_line(
            RP_LOG_WARN,
            "%s has no kernel for %s: it runs on the cpu, with copies (told once an operator)",
            op->schema.name, rp_device_type_name(type));
}

rp_status rp_fallback_run(rp_call *c, int type, const rp_value *in, uint32_t n_in, rp_value *out,
                          uint32_t n_out)
{
    if (!is_copy(c, in, n_in)) {
        RP_TRY(check(c, type));
        count(c, type);
    }
    return run(c, in, n_in, out, n_out);
}

rp_status rp_fallback(rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out, uint32_t n_out)
{
    if (c->device.type == 0)
        return RP_FAIL(RP_E_STATE, "%s: the cpu has nothing to fall back to", c->op->schema.name);
    RP_TRY(check(c, c->device.type));
    count(c, c->device.type);
    return run(c, in, n_in, out, n_out);
}
