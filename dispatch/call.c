/* dispatch/call.c - the call path: arguments checked once, then the levels from the top down
 *
 *   PREMODE > AUTOCAST > [composite] > AUTOGRAD > MODE > FAKE or DEVICE
 *
 * One rp_call stands on the stack of whoever entered; each level notes in it where it is and puts
 * back what it changed, so a handler may call rp_call_below twice. Nothing here allocates or locks.
 */
#include "dispatch/impl.h"
#include "dispatch/offload.h"
#include "dispatch/op.h"
#include <stdio.h>
#include <string.h>

typedef rp_status (*level_fn)(rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                              uint32_t n_out);
static rp_status run(rp_call *c, int level, const rp_value *in, uint32_t n_in, rp_value *out,
                     uint32_t n_out);

uint32_t (*rp_region_number)(const rp_object *region);

static const rp_kernel *kernel_of(const rp_op *op, uint32_t slot)
{
    return atomic_load_explicit(&op->slot[slot], memory_order_acquire);
}

static void set_none(rp_value *v, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) v[i] = rp_value_none();
}

void rp_values_clear(rp_value *v, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) rp_value_clear(&v[i]);
}

/* ---- arguments: tags against the schema, keys, device ---------------------------------------- */
static const char *tag_name(uint32_t tag)
{
    static const char *const name[] = {"None",       "bool",   "int",    "float",     "str",
                                       "ScalarType", "Device", "Tensor", "Generator", "a list"};
    return tag <= RP_TAG_LIST ? name[tag] : "a value with an unknown tag";
}

static bool accepts(uint32_t mask, uint32_t tag)
{
    return tag <= RP_TAG_LIST && (mask >> tag & 1);
}

/* Tags that an element of a list parameter may have. */
static uint32_t element_mask(const rp_param *p)
{
    static const uint16_t mask[] = {
        [RP_TYPE_TENSOR] = 1 << RP_TAG_TENSOR,
        [RP_TYPE_INT] = 1 << RP_TAG_INT | 1 << RP_TAG_BOOL,
        [RP_TYPE_FLOAT] = 1 << RP_TAG_FLOAT,
        [RP_TYPE_BOOL] = 1 << RP_TAG_BOOL,
        [RP_TYPE_SCALAR] = 1 << RP_TAG_INT | 1 << RP_TAG_FLOAT | 1 << RP_TAG_BOOL,
        [RP_TYPE_STR] = 1 << RP_TAG_STR,
        [RP_TYPE_DTYPE] = 1 << RP_TAG_DTYPE,
        [RP_TYPE_DEVICE] = 1 << RP_TAG_DEVICE,
        [RP_TYPE_LAYOUT] = 1 << RP_TAG_INT,
        [RP_TYPE_MEMORY_FORMAT] = 1 << RP_TAG_INT,
        [RP_TYPE_GENERATOR] = 1 << RP_TAG_GENERATOR,
    };
    return mask[p->type] | (p->element_optional ? 1u << RP_TAG_NONE : 0);
}

static RP_COLD bool examine_list(const rp_param *p, const rp_value *list, uint64_t *keys)
{
    const uint32_t mask = element_mask(p);
    for (uint32_t i = 0; i < list->n; i++) {
        const rp_value *v = &list->u.l[i];
        if (!accepts(mask, v->tag)) return false;
        if (v->tag == RP_TAG_TENSOR) *keys |= rp_tensor_keys(v->u.t);
    }
    return true;
}

/* Index of the first argument that the schema does not take, n_args if there is none. */
static inline uint32_t examine(const rp_op *op, const rp_value *in, uint64_t *keys)
{
    const uint32_t n = op->schema.n_args;
    const uint16_t *accept = op->schema.accept;
    uint64_t k = 0;
    *keys = 0;
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t tag = in[i].tag;
        if (RP_UNLIKELY(!accepts(accept[i], tag))) return i;
        if (tag == RP_TAG_TENSOR) k |= rp_tensor_keys(in[i].u.t);
        else if (RP_UNLIKELY(tag == RP_TAG_LIST) && !examine_list(&op->schema.arg[i], &in[i], &k))
            return i;
    }
    *keys = k;
    return n;
}

static rp_status refuse(const rp_op *op, uint32_t i, const rp_value *v)
{
    char type[32], element[96] = "";
    const rp_param *p = &op->schema.arg[i];
    rp_param_type_text(type, sizeof type, p);
    for (uint32_t k = 0; p->list && v->tag == RP_TAG_LIST && k < v->n; k++)
        if (!accepts(element_mask(p), v->u.l[k].tag)) {
            snprintf(element, sizeof element, " whose element %u is %s", k,
                     tag_name(v->u.l[k].tag));
            break;
        }
    return RP_FAIL(RP_E_INVALID, "%s: argument '%s' (position %u) must be %s, but got %s%s",
                   op->schema.name, p->name, i, type, tag_name(v->tag), element);
}

static rp_status device_mismatch(const rp_op *op, rp_device a, rp_device b)
{
    char x[48], y[48];
    return RP_FAIL(RP_E_DEVICE,
                   "%s: Expected all tensors to be on the same device, but found at least two "
                   "devices, %s and %s",
                   op->schema.name, rp_device_name(a, x, sizeof x), rp_device_name(b, y, sizeof y));
}

static bool same_device(rp_device a, rp_device b)
{
    return a.type == b.type && a.index == b.index;
}

struct device_search {
    rp_device device;
    bool found, number; /* number: only 0-dim cpu tensors so far, which follow the others */
};

static rp_status search_device(struct device_search *s, const rp_op *op, const rp_value *v)
{
    if (v->tag == RP_TAG_LIST) {
        for (uint32_t i = 0; i < v->n; i++) RP_TRY(search_device(s, op, &v->u.l[i]));
        return RP_OK;
    }
    if (v->tag != RP_TAG_TENSOR) return RP_OK;
    const rp_tensor *t = v->u.t;
    const bool number = t->ndim == 0 && t->device.type == 0;
    if (!s->found || (s->number && !number && !(op->flags & RP_OP_CROSS_DEVICE))) {
        s->device = t->device;
        s->number = number;
        s->found = true;
    } else if (!number && !same_device(s->device, t->device) && !(op->flags & RP_OP_CROSS_DEVICE)) {
        return device_mismatch(op, s->device, t->device);
    }
    return RP_OK;
}

/* Several devices, or one that is not the cpu: which one the call runs on. */
static RP_COLD rp_status find_device(rp_call *c, const rp_value *in, uint32_t n_in)
{
    struct device_search s = {.found = false};
    for (uint32_t i = 0; i < n_in; i++)
        if (c->op->tensor_args >> i & 1) RP_TRY(search_device(&s, c->op, &in[i]));
    c->device = s.device;
    return RP_OK;
}

static inline rp_status choose_device(rp_call *c, const rp_value *in, uint32_t n_in)
{
    const uint64_t devices = c->keys & RP_DEVICEBITS;
    if (RP_LIKELY(devices == RP_DEVICEBIT(0))) {
        c->device = RP_CPU;
        return RP_OK;
    }
    if (devices) return find_device(c, in, n_in);
    const rp_state_fields *s = &c->thread->s;
    c->device = s->has_default_device ? s->default_device : RP_CPU;
    return RP_OK;
}

/* ---- arguments as they were meant: an int for a float, a number for a tensor; else the text of
 * what is wrong */
enum { CONVERT_ROOM = 64 };
struct adapted {
    rp_value in[RP_MAX_ARGS];
    rp_value item[CONVERT_ROOM]; /* elements of float lists that were given as ints */
    uint32_t n_items;
    uint64_t wrapped; /* arguments that are ours: tensors made of numbers */
};

static bool is_whole(const rp_value *v)
{
    return v->tag == RP_TAG_INT || v->tag == RP_TAG_BOOL;
}

static void floats_of_list(struct adapted *a, rp_value *v)
{
    if (v->n > CONVERT_ROOM - a->n_items) return; /* is refused for its tags */
    rp_value *to = &a->item[a->n_items];
    for (uint32_t i = 0; i < v->n; i++) {
        const rp_value *from = &v->u.l[i];
        to[i] = is_whole(from) ? rp_value_float((double)from->u.i) : *from;
    }
    a->n_items += v->n;
    v->u.l = to;
}

static bool is_number(const rp_value *v)
{
    return is_whole(v) || v->tag == RP_TAG_FLOAT;
}

/* 0-dim, on the cpu, and flagged: it takes part in promotion as a number. */
static rp_status wrap_number(rp_value *v)
{
    rp_tensor *t = NULL;
    const rp_dtype d = v->tag == RP_TAG_FLOAT ? RP_F64 : v->tag == RP_TAG_INT ? RP_I64 : RP_BOOL;
    RP_TRY(rp_tensor_create(&t, NULL, 0, d, RP_CPU));
    if (v->tag == RP_TAG_FLOAT) memcpy(t->storage->data, &v->u.f, sizeof v->u.f);
    else if (v->tag == RP_TAG_INT) memcpy(t->storage->data, &v->u.i, sizeof v->u.i);
    else *(uint8_t *)t->storage->data = v->u.i != 0;
    t->flags |= RP_T_NUMBER;
    *v = rp_value_tensor(t);
    return RP_OK;
}

static rp_status adapt(struct adapted *a, const rp_op *op, const rp_value *in)
{
    const rp_schema *s = &op->schema;
    a->n_items = 0;
    a->wrapped = 0;
    memcpy(a->in, in, s->n_args * sizeof *in);
    for (uint32_t i = 0; i < s->n_args; i++) {
        rp_value *v = &a->in[i];
        if (s->arg[i].type == RP_TYPE_TENSOR && !s->arg[i].mutated && is_number(v)) {
            RP_TRY(wrap_number(v));
            a->wrapped |= UINT64_C(1) << i;
        }
        if (s->arg[i].type != RP_TYPE_FLOAT) continue;
        if (is_whole(v)) *v = rp_value_float((double)v->u.i);
        else if (v->tag == RP_TAG_LIST) floats_of_list(a, v);
    }
    return RP_OK;
}

static void release_wrapped(struct adapted *a)
{
    for (uint64_t left = a->wrapped; left; left &= left - 1)
        rp_tensor_release(a->in[__builtin_ctzll(left)].u.t);
}

static rp_status wrong_count(const rp_schema *s, uint32_t n_in)
{
    if (n_in > s->n_args)
        return RP_FAIL(RP_E_INVALID, "%s takes at most %u arguments, but got %u", s->name,
                       s->n_args, n_in);
    uint32_t i = n_in;
    while (s->arg[i].has_default) i++;
    return RP_FAIL(RP_E_INVALID, "%s: argument '%s' (position %u) is missing; got %u of %u",
                   s->name, s->arg[i].name, i, n_in, s->n_args);
}

/* ---- the device level ------------------------------------------------------------------------ */
static void bump_value(const rp_value *v)
{
    if (v->tag == RP_TAG_TENSOR)
        atomic_fetch_add_explicit(&v->u.t->storage->version, 1, memory_order_relaxed);
    for (uint32_t i = 0; v->tag == RP_TAG_LIST && i < v->n; i++) bump_value(&v->u.l[i]);
}

static void bump_versions(const rp_op *op, const rp_value *in)
{
    for (uint64_t left = op->mutates; left; left &= left - 1)
        bump_value(&in[__builtin_ctzll(left)]);
}

static rp_status prepare_write(const rp_call *c, const rp_value *v)
{
    for (uint32_t i = 0; v->tag == RP_TAG_LIST && i < v->n; i++)
        RP_TRY(prepare_write(c, &v->u.l[i]));
    if (v->tag != RP_TAG_TENSOR) return RP_OK;
    rp_storage *s = v->u.t->storage;
    if (RP_UNLIKELY(s->flags & RP_STORAGE_READONLY))
        return RP_FAIL(RP_E_STATE, "the tensor that %s writes is read-only", c->op->schema.name);
    if (RP_UNLIKELY(s->flags & RP_STORAGE_COPYING)) RP_TRY(rp_offload_before_write(s));
    if (RP_LIKELY(!atomic_load_explicit(&s->recipe, memory_order_acquire)) ||
        !rp_storage_up.before_write)
        return RP_OK;
    return rp_storage_up.before_write(s);
}

/* What was derived from the old bytes is made now. It runs operators, under the modes below the
 * caller's. */
static __attribute__((noinline)) rp_status prepare_writes(const rp_call *c, rp_link *lowered,
                                                          const rp_value *in)
{
    rp_thread *t = c->thread;
    rp_status st = RP_OK;
    t->s.modes = lowered;
    for (uint64_t left = c->op->mutates; left && !st; left &= left - 1)
        st = prepare_write(c, &in[__builtin_ctzll(left)]);
    t->s.modes = c->modes;
    return st;
}

static bool bytes_dropped(const rp_storage *s)
{
    return RP_UNLIKELY(!s->data) && s->nbytes && !(s->flags & RP_STORAGE_FAKE);
}

static RP_COLD rp_status fetch_bytes(const rp_call *c, rp_link *lowered, const rp_value *v)
{
    for (uint32_t i = 0; v->tag == RP_TAG_LIST && i < v->n; i++)
        RP_TRY(fetch_bytes(c, lowered, &v->u.l[i]));
    if (v->tag != RP_TAG_TENSOR || !bytes_dropped(v->u.t->storage) || !rp_storage_up.materialise)
        return RP_OK;
    c->thread->s.modes = lowered;
    const rp_status st = rp_storage_up.materialise(v->u.t->storage);
    c->thread->s.modes = c->modes;
    return st;
}

static size_t list_kernels(char *buf, size_t room, const rp_op *op)
{
    size_t used = 0;
    buf[0] = 0;
    for (int i = 0; i < rp_device_type_count() && used < room; i++) {
        const uint32_t slot = RP_SLOT_DEVICE0 + (uint32_t)i;
        if (!kernel_of(op, slot) && !kernel_of(op->functional, slot)) continue;
        used += (size_t)snprintf(buf + used, room - used, "%s%s", used ? ", " : "",
                                 rp_device_type_name(i));
    }
    return used;
}

static RP_COLD rp_status no_kernel(const rp_op *op, int type)
{
    char list[128];
    const char *name = rp_device_type_name(type);
    if (list_kernels(list, sizeof list, op))
        return RP_FAIL(RP_E_UNIMPLEMENTED, "%s has no kernel for %s; it has kernels for: %s",
                       op->schema.name, name ? name : "?", list);
    return RP_FAIL(RP_E_UNIMPLEMENTED,
                   "%s has no kernel for %s, nor for any other device: no loaded plugin brings one",
                   op->schema.name, name ? name : "?");
}

/* Copies between devices are the accelerator's work, whichever side it is on. */
static int kernel_type(const rp_call *c)
{
    const uint64_t others = (c->keys & RP_DEVICEBITS & ~RP_DEVICEBIT(0)) >> 16;
    if (RP_UNLIKELY(others) && c->op->flags & RP_OP_CROSS_DEVICE && c->device.type == 0)
        return __builtin_ctzll(others);
    return c->device.type;
}

static const rp_kernel *find_kernel(const rp_op *op, int type)
{
    const rp_kernel *k = kernel_of(op, RP_SLOT_DEVICE0 + (uint32_t)type);
    return k ? k : kernel_of(op->functional, RP_SLOT_DEVICE0 + (uint32_t)type);
}

bool rp_op_runs_on(const rp_op *op, int type)
{
    return find_kernel(op, type) != NULL;
}

/* `bool[3] output_mask`, all false: the caller asked for no result at all. */
static RP_COLD bool nothing_wanted(const rp_op *op, const rp_value *in, const rp_value *out,
                                   uint32_t n_out)
{
    for (uint32_t i = 0; i < n_out; i++)
        if (out[i].tag != RP_TAG_NONE) return false;
    for (uint32_t i = 0; i < op->schema.n_args; i++) {
        const rp_param *p = &op->schema.arg[i];
        bool any = !p->list || p->type != RP_TYPE_BOOL || in[i].tag != RP_TAG_LIST;
        for (uint32_t k = 0; !any && k < in[i].n; k++) any = in[i].u.l[k].u.i != 0;
        if (!any) return true;
    }
    return false;
}

/* The first result that is not what the schema says, -1 if none. Single ones of several may be
   absent (a gradient that was not asked for), not all of them. */
static inline int wrong_result(const rp_call *c, const rp_value *out, uint32_t n_out)
{
    bool any = n_out == 0;
    for (uint32_t i = 0; i < n_out; i++) {
        if (out[i].tag == RP_TAG_NONE) continue;
        if (RP_UNLIKELY(!accepts(c->op->schema.ret[i].accept, out[i].tag))) return (int)i;
        any = true;
    }
    return RP_LIKELY(any) ? -1 : 0;
}

/* A kernel that breaks its schema is told apart by its plugin's name; what it left is dropped. */
static RP_COLD rp_status blame_kernel(const rp_call *c, const rp_kernel *k, int i,
                                      const rp_value *v)
{
    char type[32];
    return RP_FAIL(
        RP_E_INTERNAL,
        "the kernel of %s for %s, registered by '%s'%s%s, said that it succeeded, but result %d is %s and must be %s",
        c->op->schema.name, k->key ? k->key : "?", k->owner ? k->owner->name : "reprise",
        k->file && *k->file ? " in " : "", k->file ? k->file : "", i,
        v->tag == RP_TAG_NONE ? "missing" : tag_name(v->tag),
        rp_param_type_text(type, sizeof type, &c->op->schema.ret[i]));
}

static RP_INLINE rp_status call_kernel(rp_call *c, const rp_kernel *k, int type, const rp_value *in,
                                       uint32_t n_in, rp_value *out, uint32_t n_out)
{
    if (RP_UNLIKELY(!k)) return rp_fallback_run(c, type, in, n_in, out, n_out);
    rp_thread *t = c->thread;
    const uint8_t outer = t->s.in_kernel;
    t->s.in_kernel = outer == UINT8_MAX ? outer : (uint8_t)(outer + 1);
    t->kernels++;
    const rp_status st = k->fn(k->self, c, in, n_in, out, n_out);
    t->s.in_kernel = outer;
    if (RP_UNLIKELY(st != RP_OK)) return st;
    const int wrong = wrong_result(c, out, n_out);
    if (RP_LIKELY(wrong < 0) || nothing_wanted(c->op, in, out, n_out)) return RP_OK;
    return blame_kernel(c, k, wrong, &out[wrong]);
}

/* A composite that a kernel calls stays unseen: what it calls runs at the device level too. */
static RP_COLD rp_status call_composite_inside(rp_call *c, const rp_kernel *k, const rp_value *in,
                                               uint32_t n_in, rp_value *out, uint32_t n_out)
{
    rp_thread *t = c->thread;
    const uint64_t exclude = t->s.exclude;
    const uint8_t in_kernel = t->s.in_kernel;
    t->s.exclude |= RP_KEYBIT(RP_KEY_MODE) | RP_KEYBIT(RP_KEY_AUTOGRAD) |
                    RP_KEYBIT(RP_KEY_AUTOCAST) | RP_KEYBIT(RP_KEY_PREMODE);
    t->s.in_kernel = 0;
    const rp_status st = k->fn(k->self, c, in, n_in, out, n_out);
    t->s.exclude = exclude;
    t->s.in_kernel = in_kernel;
    return st;
}

/* The bytes of arguments are there, the write barrier has run, versions go up. */
static RP_INLINE rp_status run_found(rp_call *c, const rp_kernel *k, int type, rp_link *lowered,
                                     const rp_value *in, uint32_t n_in, rp_value *out,
                                     uint32_t n_out)
{
    const rp_op *op = c->op;
    for (uint64_t left = op->tensor_args; left; left &= left - 1) {
        const rp_value *v = &in[__builtin_ctzll(left)];
        if (v->tag == RP_TAG_LIST || (v->tag == RP_TAG_TENSOR && bytes_dropped(v->u.t->storage)))
            RP_TRY(fetch_bytes(c, lowered, v));
    }
    if (RP_LIKELY(!op->mutates)) return call_kernel(c, k, type, in, n_in, out, n_out);
    RP_TRY(prepare_writes(c, lowered, in));
    const rp_status st = call_kernel(c, k, type, in, n_in, out, n_out);
    bump_versions(op, in); /* also after a failure: the kernel may have written */
    return st;
}

/* A call whose result is on the cpu runs on the device of one of its arguments. */
static rp_device running_device(const rp_call *c, int type, const rp_value *in, uint32_t n_in)
{
    for (uint32_t i = 0; c->device.type != type && i < n_in; i++)
        if (in[i].tag == RP_TAG_TENSOR && in[i].u.t->device.type == type) return in[i].u.t->device;
    return (rp_device){(int16_t)type, c->device.type == type ? c->device.index : 0};
}

/* The device was lost by a fork, or is being profiled. */
static RP_COLD rp_status run_special(rp_call *c, const rp_kernel *k, int type, rp_link *lowered,
                                     const rp_value *in, uint32_t n_in, rp_value *out,
                                     uint32_t n_out)
{
    RP_TRY(rp_device_usable(type));
    const rp_device d = running_device(c, type, in, n_in);
    const uint64_t range = rp_profile_push(d, c->op->schema.name);
    const rp_status st = run_found(c, k, type, lowered, in, n_in, out, n_out);
    rp_profile_pop(d, range);
    return st;
}

static rp_status run_kernel(rp_call *c, rp_link *lowered, const rp_value *in, uint32_t n_in,
                            rp_value *out, uint32_t n_out)
{
    const rp_op *op = c->op;
    const int type = kernel_type(c);
    const rp_kernel *k = find_kernel(op, type);
    if (RP_UNLIKELY(!k)) {
        const rp_kernel *composite = kernel_of(op, RP_SLOT_COMPOSITE);
        if (composite) return call_composite_inside(c, composite, in, n_in, out, n_out);
        if (type == 0 || !find_kernel(op, 0)) return no_kernel(op, type);
    }
    if (RP_UNLIKELY(type != 0) &&
        RP_UNLIKELY(atomic_load_explicit(&rp_device_special[type], memory_order_relaxed)))
        return run_special(c, k, type, lowered, in, n_in, out, n_out);
    return run_found(c, k, type, lowered, in, n_in, out, n_out);
}

static rp_status run_meta_only(rp_call *c, bool has_meta, const rp_value *in, uint32_t n_in,
                               rp_value *out, uint32_t n_out)
{
    const rp_op *op = c->op;
    const rp_kernel *composite = has_meta ? NULL : kernel_of(op, RP_SLOT_COMPOSITE);
    if (composite) return call_composite_inside(c, composite, in, n_in, out, n_out);
    if (!has_meta)
        return RP_FAIL(RP_E_UNIMPLEMENTED,
                       "%s has no meta function, so it cannot run on tensors without bytes",
                       op->schema.name);
    if (op->mutates) bump_versions(op, in);
    if (c->level == RP_KEY_DEVICE) c->thread->kernels++;
    return RP_OK;
}

static rp_status at_device(rp_call *c, rp_link *lowered, const rp_value *in, uint32_t n_in,
                           rp_value *out, uint32_t n_out)
{
    const rp_op *op = c->op;
    const rp_kernel *meta = kernel_of(op, RP_SLOT_META);
    if (meta) RP_TRY(meta->fn(meta->self, c, in, n_in, out, n_out));
    const bool fake = c->level == RP_KEY_FAKE;
    if (RP_UNLIKELY(fake || (op->flags & RP_OP_VIEW && meta)))
        return run_meta_only(c, meta != NULL, in, n_in, out, n_out);
    return run_kernel(c, lowered, in, n_in, out, n_out);
}

static RP_COLD rp_status explain(const rp_call *c, rp_status st)
{
    char name[48];
    if (!rp_status_is_error(st)) return st;
    return rp_note(st, "in %s on %s", c->op->schema.name,
                   rp_device_name(c->device, name, sizeof name));
}

/* Events of the kernel (storages made and freed) and its inner calls reach the whole stack, also
   the part that is lifted while a handler waits for this call. */
static rp_status run_device(rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                            uint32_t n_out)
{
    rp_thread *t = c->thread;
    rp_link *lowered = t->s.modes;
    const uint32_t level = c->level;
    const uint64_t keys = (c->keys | t->s.include) & ~t->s.exclude;
    c->level = RP_UNLIKELY(keys & RP_KEYBIT(RP_KEY_FAKE)) ? RP_KEY_FAKE : RP_KEY_DEVICE;
    c->dtype = RP_DTYPE_NONE;
    t->s.modes = c->modes;
    const rp_status st = at_device(c, lowered, in, n_in, out, n_out);
    t->s.modes = lowered;
    c->level = level;
    if (RP_LIKELY(st == RP_OK)) return RP_OK;
    rp_values_clear(out, n_out);
    return explain(c, st);
}

/* ---- the levels above ------------------------------------------------------------------------ */
static rp_status run_at(rp_call *c, uint32_t level, level_fn fn, const rp_value *in, uint32_t n_in,
                        rp_value *out, uint32_t n_out)
{
    const uint32_t outer = c->level;
    c->level = level;
    const rp_status st = fn(c, in, n_in, out, n_out);
    c->level = outer;
    return st;
}

static rp_status run_boxed(rp_call *c, uint32_t level, const rp_kernel *k, const rp_value *in,
                           uint32_t n_in, rp_value *out, uint32_t n_out)
{
    const uint32_t outer = c->level;
    c->level = level;
    const rp_status st = k->fn(k->self, c, in, n_in, out, n_out);
    c->level = outer;
    if (RP_UNLIKELY(st != RP_OK)) rp_values_clear(out, n_out);
    return st;
}

static bool skips(const rp_call *c, const rp_link *l)
{
    const rp_mode *m = (const rp_mode *)l->item;
    return !m->type->call || (c->inner && !(l->flags & RP_MODE_SEES_INNER));
}

static void truncate_to(rp_link **stack, const rp_link *top)
{
    if (RP_UNLIKELY(*stack != top)) rp_stack_pop(stack, top ? top->depth : 0);
}

/* A handler may answer by itself: what it gives is what the schema says. */
static RP_COLD rp_status blame_mode(const rp_call *c, const rp_mode *m, int i, const rp_value *v)
{
    if (v->tag == RP_TAG_NONE)
        return RP_FAIL(RP_E_INVALID, "mode '%s' answered %s with None", m->type->name,
                       c->op->schema.name);
    return RP_FAIL(RP_E_INVALID,
                   "mode '%s' answered %s: result %d has the wrong kind of value (%s)",
                   m->type->name, c->op->schema.name, i, tag_name(v->tag));
}

/* The innermost mode of a stack that wants the call; its own link and those above it are off the
   stack meanwhile. Whatever the handler pushed and forgot goes with the stack that it worked on. */
static rp_status run_modes(rp_call *c, int level, const rp_value *in, uint32_t n_in, rp_value *out,
                           uint32_t n_out)
{
    rp_thread *t = c->thread;
    const bool pre = level == RP_KEY_PREMODE;
    rp_link **stack = pre ? &t->s.premodes : &t->s.modes,
            **other = pre ? &t->s.modes : &t->s.premodes;
    rp_link *top = *stack, *l = top;
    const rp_link *other_top = *other;
    while (l && skips(c, l)) l = l->below;
    if (!l) return run(c, level - 1, in, n_in, out, n_out);
    rp_mode *m = (rp_mode *)l->item;
    const uint32_t outer = c->level;
    *stack = rp_link_retain(l->below);
    c->level = (uint32_t)level;
    rp_status st = m->type->call(m->self, c, in, n_in, out, n_out);
    const int wrong = RP_LIKELY(st == RP_OK) ? wrong_result(c, out, n_out) : -1;
    if (RP_UNLIKELY(wrong >= 0)) st = blame_mode(c, m, wrong, &out[wrong]);
    c->level = outer;
    rp_link *left = *stack;
    *stack = top;
    rp_link_release(left);
    truncate_to(other, other_top);
    if (RP_UNLIKELY(st != RP_OK)) rp_values_clear(out, n_out);
    return st;
}

static inline bool wants_autograd(const rp_call *c, uint64_t keys)
{
    const rp_op *op = c->op;
    const rp_state_fields *s = &c->thread->s;
    if (RP_LIKELY(!(keys & RP_KEYBIT(RP_KEY_AUTOGRAD)) && !op->passes_recorder)) return false;
    if (s->exclude & RP_KEYBIT(RP_KEY_AUTOGRAD) || s->inference) return false;
    return s->grad_mode || op->passes_recorder || kernel_of(op, RP_SLOT_AUTOGRAD);
}

static rp_status run(rp_call *c, int level, const rp_value *in, uint32_t n_in, rp_value *out,
                     uint32_t n_out)
{
    const rp_op *op = c->op;
    rp_thread *t = c->thread;
    const uint64_t off = t->s.exclude;
    if (level >= RP_KEY_PREMODE && RP_UNLIKELY(t->s.premodes != NULL) &&
        !(off & RP_KEYBIT(RP_KEY_PREMODE)))
        return run_modes(c, RP_KEY_PREMODE, in, n_in, out, n_out);
    if (level >= RP_KEY_AUTOCAST) {
        const int kind = c->device.type != 0;
        if (RP_UNLIKELY(t->s.autocast[kind].enabled) && op->autocast[kind] != RP_CAST_NONE &&
            !(off & RP_KEYBIT(RP_KEY_AUTOCAST)))
            return run_at(c, RP_KEY_AUTOCAST, rp_autocast_call, in, n_in, out, n_out);
    }
    if (level >= RP_KEY_AUTOGRAD) {
        if (RP_UNLIKELY(op->flags & RP_OP_COMPOSITE)) {
            const rp_kernel *composite = kernel_of(op, RP_SLOT_COMPOSITE);
            if (composite) return run_boxed(c, RP_KEY_AUTOGRAD, composite, in, n_in, out, n_out);
        }
        if (wants_autograd(c, c->keys | t->s.include)) {
            const rp_kernel *k = kernel_of(op, RP_SLOT_AUTOGRAD);
            if (RP_UNLIKELY(k != NULL))
                return run_boxed(c, RP_KEY_AUTOGRAD, k, in, n_in, out, n_out);
            return run_at(c, RP_KEY_AUTOGRAD, rp_autograd_record, in, n_in, out, n_out);
        }
    }
    if (level >= RP_KEY_MODE && t->s.modes && !(off & RP_KEYBIT(RP_KEY_MODE)))
        return run_modes(c, RP_KEY_MODE, in, n_in, out, n_out);
    return run_device(c, in, n_in, out, n_out);
}

rp_status rp_call_under_autograd(rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                                 uint32_t n_out)
{
    return run(c, RP_KEY_AUTOGRAD - 1, in, n_in, out, n_out);
}

/* ---- entering -------------------------------------------------------------------------------- */
/* The part of a call that is known before its arguments are looked at. */
static inline void open_call(rp_call *c, rp_thread *t, const rp_op *op, const rp_call *parent,
                             const void *site, bool inner)
{
    c->op = op;
    c->thread = t;
    c->parent = parent;
    c->site = site;
    c->seq = ++t->calls;
    c->level = RP_KEY_KINDS;
    c->depth = parent ? parent->depth + 1 : 0;
    c->dtype = RP_DTYPE_NONE;
    c->inner = inner;
    c->modes = t->s.modes;
}

static rp_status enter_adapted(rp_call *c, int level, uint32_t bad, const rp_value *in,
                               rp_value *out, uint32_t n_out);
static rp_status enter_defaults(rp_call *c, int level, const rp_value *in, uint32_t n_in,
                                rp_value *out, uint32_t n_out);

/* With one value for each argument. */
static inline rp_status enter_full(rp_call *c, int level, const rp_value *in, rp_value *out,
                                   uint32_t n_out, bool adapted)
{
    const rp_op *op = c->op;
    const uint32_t n_in = op->schema.n_args, bad = examine(op, in, &c->keys);
    if (RP_UNLIKELY(bad < n_in))
        return adapted ? refuse(op, bad, &in[bad]) : enter_adapted(c, level, bad, in, out, n_out);
    c->in = in;
    c->n_in = n_in;
    const rp_status st = choose_device(c, in, n_in);
    if (RP_UNLIKELY(st != RP_OK)) return st;
    return run(c, level, in, n_in, out, n_out);
}

static inline rp_status enter(rp_call *c, int level, const rp_value *in, uint32_t n_in,
                              rp_value *out, uint32_t n_out)
{
    if (n_in != c->op->schema.n_args) return enter_defaults(c, level, in, n_in, out, n_out);
    return enter_full(c, level, in, out, n_out, false);
}

static __attribute__((noinline)) rp_status enter_defaults(rp_call *c, int level, const rp_value *in,
                                                          uint32_t n_in, rp_value *out,
                                                          uint32_t n_out)
{
    const rp_schema *s = &c->op->schema;
    rp_value full[RP_MAX_ARGS];
    if (RP_UNLIKELY(n_in < s->n_required || n_in > s->n_args)) return wrong_count(s, n_in);
    for (uint32_t i = 0; i < n_in; i++) full[i] = in[i];
    for (uint32_t i = n_in; i < s->n_args; i++) full[i] = s->defaults[i];
    return enter_full(c, level, full, out, n_out, false);
}

static RP_COLD rp_status enter_adapted(rp_call *c, int level, uint32_t bad, const rp_value *in,
                                       rp_value *out, uint32_t n_out)
{
    struct adapted a;
    const uint8_t type = c->op->schema.arg[bad].type;
    if (type != RP_TYPE_FLOAT && type != RP_TYPE_TENSOR) return refuse(c->op, bad, &in[bad]);
    rp_status st = adapt(&a, c->op, in);
    if (!st) st = enter_full(c, level, a.in, out, n_out, true);
    release_wrapped(&a);
    return st;
}

static RP_COLD rp_status wrong_result_count(const rp_op *op, rp_value *out, uint32_t n_out)
{
    set_none(out, n_out);
    return RP_FAIL(RP_E_INVALID, "%s has %u results, but %u were asked for", op->schema.name,
                   op->schema.n_rets, n_out);
}

static RP_COLD rp_status halted(const rp_thread *t, const rp_op *op)
{
    if (t->s.stopped) return RP_STOP_RECOMPUTE;
    return RP_FAIL(RP_E_INTERRUPTED, "interrupted before %s", op->schema.name);
}

static inline bool must_halt(const rp_thread *t)
{
    return t->s.stopped || atomic_load_explicit(&rp_attention, memory_order_relaxed);
}

rp_status rp_call_from(const rp_op *op, const void *site, const rp_value *in, uint32_t n_in,
                       rp_value *out, uint32_t n_out)
{
    rp_thread *t = rp_thread_get();
    if (RP_UNLIKELY(!atomic_load_explicit(&rp_ready, memory_order_acquire))) {
        set_none(out, n_out);
        RP_TRY(rp_init());
    }
    if (RP_UNLIKELY(!op)) {
        set_none(out, n_out);
        return RP_FAIL(RP_E_INVALID, "the operator to call is NULL; rp_op_find may have failed");
    }
    if (RP_UNLIKELY(n_out != op->schema.n_rets)) return wrong_result_count(op, out, n_out);
    set_none(out, n_out);
    if (RP_UNLIKELY(must_halt(t))) return halted(t, op);
#ifndef NDEBUG
    if (t->s.in_kernel)
        return RP_FAIL(RP_E_STATE, "%s was called from a kernel, which must use rp_call_inner",
                       op->schema.name);
#endif
    rp_call c;
    open_call(&c, t, op, NULL, site, false);
    return enter(&c, RP_KEY_PREMODE, in, n_in, out, n_out);
}

rp_status rp_op_call(const rp_op *op, const rp_value *in, uint32_t n_in, rp_value *out,
                     uint32_t n_out)
{
    return rp_call_from(op, NULL, in, n_in, out, n_out);
}

rp_status rp_dispatch(rp_thread *t, const rp_op *op, const rp_call *parent, const void *site,
                      uint32_t level, const rp_value *in, uint32_t n_in, rp_value *out,
                      uint32_t n_out)
{
    if (n_out != op->schema.n_rets) return wrong_result_count(op, out, n_out);
    set_none(out, n_out);
    if (must_halt(t)) return halted(t, op);
    rp_call c;
    open_call(&c, t, op, parent, site, parent && parent->inner);
    return enter(&c, (int)level, in, n_in, out, n_out);
}

static bool in_kernel(const rp_call *c)
{
    return c->level == RP_KEY_DEVICE || c->level == RP_KEY_FAKE;
}

rp_status rp_call_inner(rp_call *c, const rp_op *op, const rp_value *in, uint32_t n_in,
                        rp_value *out, uint32_t n_out)
{
    rp_thread *t = c->thread;
    if (n_out != op->schema.n_rets) return wrong_result_count(op, out, n_out);
    set_none(out, n_out);
    if (RP_UNLIKELY(must_halt(t))) return halted(t, op);
    const bool inner = in_kernel(c) || c->inner;
    rp_call below;
    open_call(&below, t, op, c, c->site, inner);
    return enter(&below, inner ? RP_KEY_MODE : RP_KEY_PREMODE, in, n_in, out, n_out);
}

rp_status rp_call_check(rp_call *c, const rp_op *op, const rp_value *in, uint32_t n_in)
{
    rp_value full[RP_MAX_ARGS], out[RP_MAX_RETURNS];
    const rp_kernel *meta = kernel_of(op, RP_SLOT_META);
    rp_call below;
    if (n_in < op->schema.n_required || n_in > op->schema.n_args)
        return wrong_count(&op->schema, n_in);
    memcpy(full, op->schema.defaults, op->schema.n_args * sizeof *full);
    memcpy(full, in, n_in * sizeof *full);
    set_none(out, op->schema.n_rets);
    open_call(&below, c->thread, op, c, c->site, true);
    const uint32_t bad = examine(op, full, &below.keys);
    if (bad < op->schema.n_args) return refuse(op, bad, &full[bad]);
    below.level = c->level;
    below.in = full;
    below.n_in = op->schema.n_args;
    RP_TRY(choose_device(&below, full, below.n_in));
    const rp_status st =
        meta ? meta->fn(meta->self, &below, full, below.n_in, out, op->schema.n_rets) : RP_OK;
    rp_values_clear(out, op->schema.n_rets);
    return st;
}

static rp_status below_with(rp_call *c, int level, const rp_value *in, uint32_t n_in, rp_value *out,
                            uint32_t n_out)
{
    uint64_t keys;
    const rp_op *op = c->op;
    if (n_in != op->schema.n_args)
        return RP_FAIL(RP_E_INVALID, "%s takes %u arguments, but a handler passed on %u",
                       op->schema.name, op->schema.n_args, n_in);
    const uint32_t bad = examine(op, in, &keys);
    if (bad < n_in) return refuse(op, bad, &in[bad]);
    const uint64_t old_keys = c->keys;
    const rp_value *old_in = c->in;
    c->keys = keys;
    c->in = in;
    const rp_status st = run(c, level, in, n_in, out, n_out);
    c->keys = old_keys;
    c->in = old_in;
    return st;
}

/* A stack of modes is one level: the next mode, if any is left, stands on it too. */
rp_status rp_call_below(rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                        uint32_t n_out)
{
    if (n_out != c->op->schema.n_rets) return wrong_result_count(c->op, out, n_out);
    set_none(out, n_out);
    if (RP_UNLIKELY(in_kernel(c)))
        return RP_FAIL(RP_E_STATE, "%s: there is nothing below a kernel", c->op->schema.name);
    const bool same = in == c->in && n_in == c->n_in;
    if (RP_LIKELY(same && c->level == RP_KEY_MODE)) {
        const rp_state_fields *s = &c->thread->s;
        if (!s->modes || s->exclude & RP_KEYBIT(RP_KEY_MODE))
            return run_device(c, in, n_in, out, n_out);
        return run_modes(c, RP_KEY_MODE, in, n_in, out, n_out);
    }
    const int level =
        (int)c->level - (c->level == RP_KEY_MODE || c->level == RP_KEY_PREMODE ? 0 : 1);
    return same ? run(c, level, in, n_in, out, n_out) : below_with(c, level, in, n_in, out, n_out);
}

/* ---- what a call says of itself -------------------------------------------------------------- */
void rp_call_get(const rp_call *c, rp_call_info *i)
{
    const rp_state_fields *s = &c->thread->s;
    const rp_call_info full = {
        .size = i->size < sizeof full ? i->size : (uint32_t)sizeof full,
        .depth = c->depth,
        .phase = s->phase,
        .region = !s->region         ? 0
                  : rp_region_number ? rp_region_number(s->region)
                                     : 1,
        .op = c->op,
        .op_name = c->op->schema.name,
        .keys = c->keys,
        .site = c->site,
        .pass = s->pass,
        .seq = c->seq,
    };
    memcpy(i, &full, full.size);
}

static rp_status generator_of(rp_generator **out, const rp_call *c)
{
    const int i = c->op->generator;
    if (i < 0 || c->in[i].tag != RP_TAG_GENERATOR) return rp_generator_find(out, c->device);
    *out = c->in[i].u.g;
    return RP_OK;
}

rp_status rp_call_random(rp_call *c, uint64_t numbers, uint64_t *seed, uint64_t *offset)
{
    rp_random_source *source = c->thread->s.random;
    rp_generator *g = NULL;
    RP_TRY(generator_of(&g, c));
    if (source) return source->draw(source, g, numbers, seed, offset);
    rp_generator_reserve(g, numbers, seed, offset);
    return RP_OK;
}
