/* dispatch/autocast_key.c - mixed precision above autograd: PyTorch's operator lists, casts of
 * arguments, cached weights
 *
 * The casts are operators, so autograd records them, and autocast is off while they and the
 * operator itself run.
 */
#include "dispatch/impl.h"
#include <string.h>

/* ---- the lists (PyTorch 2.13) ---------------------------------------------------------------- */
/* "name.overload" without the namespace; '*' at the end matches any rest. The first entry that
   matches wins. Functional forms only. */
#define CONVOLUTIONS                                                                               \
    "conv1d", "conv1d.padding", "conv2d", "conv2d.padding", "conv3d", "conv3d.padding",            \
        "conv_transpose1d", "conv_transpose2d.input", "conv_transpose3d.input", "conv_tbc",        \
        "_convolution.deprecated"
#define LOSSES                                                                                     \
    "cross_entropy_loss", "nll_loss", "nll_loss2d", "mse_loss", "l1_loss", "smooth_l1_loss",       \
        "huber_loss", "kl_div", "binary_cross_entropy_with_logits", "cosine_embedding_loss",       \
        "hinge_embedding_loss", "margin_ranking_loss", "multilabel_margin_loss",                   \
        "multi_margin_loss", "poisson_nll_loss", "soft_margin_loss", "triplet_margin_loss",        \
        "ctc_loss.IntList", "ctc_loss.Tensor"
static const char *const cpu_lower[] = {CONVOLUTIONS,
                                        "mm",
                                        "bmm",
                                        "addmm",
                                        "addbmm",
                                        "baddbmm",
                                        "_addmm_activation",
                                        "linear",
                                        "matmul",
                                        "linalg_vecdot",
                                        "prelu",
                                        "scaled_dot_product_attention",
                                        NULL};
static const char *const cpu_fp32[] = {LOSSES,
                                       "binary_cross_entropy",
                                       "avg_pool3d",
                                       "adaptive_avg_pool3d",
                                       "adaptive_max_pool3d",
                                       "max_pool3d",
                                       "max_unpool2d",
                                       "max_unpool3d",
                                       "fractional_max_pool2d",
                                       "fractional_max_pool3d",
                                       "grid_sampler*",
                                       "reflection_pad1d",
                                       "reflection_pad2d",
                                       "replication_pad1d",
                                       "replication_pad2d",
                                       "replication_pad3d",
                                       "prod",
                                       "prod.dim_int",
                                       "quantile*",
                                       "nanquantile*",
                                       "trace",
                                       "cdist",
                                       "linalg_*",
                                       "fft_*",
                                       NULL};
static const char *const cpu_widest[] = {"cat", "stack", "index_copy", NULL};
static const char *const gpu_lower[] = {CONVOLUTIONS,
                                        "convolution",
                                        "_convolution",
                                        "prelu",
                                        "mm",
                                        "mv",
                                        "bmm",
                                        "addmm",
                                        "addmv",
                                        "addr",
                                        "addbmm",
                                        "baddbmm",
                                        "matmul",
                                        "linear",
                                        "chain_matmul",
                                        "linalg_multi_dot",
                                        "linalg_vecdot",
                                        "einsum",
                                        "lstm_cell",
                                        "gru_cell",
                                        "rnn_tanh_cell",
                                        "rnn_relu_cell",
                                        "scaled_dot_product_attention",
                                        NULL};
static const char *const gpu_fp32[] = {LOSSES,
                                       "acos",
                                       "asin",
                                       "cosh",
                                       "sinh",
                                       "tan",
                                       "erfinv",
                                       "exp",
                                       "expm1",
                                       "log",
                                       "log10",
                                       "log2",
                                       "log1p",
                                       "reciprocal",
                                       "rsqrt",
                                       "pow.*",
                                       "softplus",
                                       "layer_norm",
                                       "native_layer_norm",
                                       "rms_norm",
                                       "group_norm",
                                       "norm.*",
                                       "cosine_similarity",
                                       "dist",
                                       "pdist",
                                       "cdist",
                                       "renorm",
                                       "logsumexp",
                                       "upsample_*",
                                       NULL};
static const char *const gpu_dtype[] = {"prod",
                                        "softmax.int",
                                        "log_softmax.int",
                                        "cumprod",
                                        "cumsum",
                                        "linalg_vector_norm",
                                        "linalg_matrix_norm",
                                        "sum",
                                        "sum.dim_IntList",
                                        NULL};
static const char *const gpu_widest[] = {"addcdiv",   "addcmul",    "atan2",       "bilinear",
                                         "cross",     "dot",        "vdot",        "grid_sampler",
                                         "index_put", "tensordot",  "scatter_add", "cat",
                                         "stack",     "index_copy", NULL};
static const struct {
    uint8_t kind, cast;
    const char *const *names;
} lists[] = {{0, RP_CAST_LOWER, cpu_lower},   {0, RP_CAST_FP32, cpu_fp32},
             {0, RP_CAST_WIDEST, cpu_widest}, {1, RP_CAST_LOWER, gpu_lower},
             {1, RP_CAST_FP32, gpu_fp32},     {1, RP_CAST_DTYPE, gpu_dtype},
             {1, RP_CAST_WIDEST, gpu_widest}};

static bool matches(const char *pattern, const char *name)
{
    const size_t n = strlen(pattern);
    return n && pattern[n - 1] == '*' ? !strncmp(pattern, name, n - 1) : !strcmp(pattern, name);
}

static bool listed(const char *const *names, const char *name)
{
    for (; *names; names++)
        if (matches(*names, name)) return true;
    return false;
}

void rp_autocast_resolve(rp_op *op)
{
    if (strncmp(op->schema.name, "aten::", 6) != 0 || op->form != RP_FORM_FUNCTIONAL) return;
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        if (!op->autocast[lists[i].kind] && listed(lists[i].names, op->schema.name + 6))
            op->autocast[lists[i].kind] = lists[i].cast;
}

/* ---- weights that were cast in this scope ---------------------------------------------------- */
struct cached {
    rp_tensor *leaf; /* weak: the block stays, so the address names no other handle */
    rp_tensor *cast;
    uint64_t version;
    rp_dtype dtype;
};
struct cache {
    rp_object object;
    uint32_t n, cap;
    struct cached *entry;
};

static void cache_destroy(rp_object *o)
{
    struct cache *cache = (struct cache *)o;
    for (uint32_t i = 0; i < cache->n; i++) {
        rp_tensor_weak_release(cache->entry[i].leaf);
        rp_tensor_release(cache->entry[i].cast);
    }
    rp_free(cache->entry, cache->cap * sizeof *cache->entry);
    rp_free(cache, sizeof *cache);
}

void rp_autocast_cache_clear(void)
{
    rp_thread *t = rp_thread_get();
    rp_object *cache = t->s.autocast_cache;
    t->s.autocast_cache = NULL;
    rp_object_release(cache);
}

static bool is_weight(const rp_tensor *t, rp_dtype to)
{
    return t->flags & RP_T_REQUIRES_GRAD && !t->grad_fn && !t->base && t->dtype == RP_F32 &&
           to != RP_F32;
}

/* The cache of a scope belongs to one thread; while a captured state shares it, it is left alone.
 */
static struct cache *usable_cache(rp_thread *t)
{
    struct cache *cache = (struct cache *)t->s.autocast_cache;
    if (!cache) {
        cache = rp_alloc_zero(sizeof *cache);
        if (!cache) return NULL;
        rp_object_init(&cache->object, cache_destroy);
        t->s.autocast_cache = &cache->object;
    }
    return atomic_load_explicit(&cache->object.count, memory_order_acquire) == 1 ? cache : NULL;
}

static struct cached *find_cached(struct cache *cache, const rp_tensor *leaf, rp_dtype to)
{
    for (uint32_t i = 0; i < cache->n; i++)
        if (cache->entry[i].leaf == leaf && cache->entry[i].dtype == to) return &cache->entry[i];
    return NULL;
}

static uint64_t version_of(const rp_tensor *t)
{
    return atomic_load_explicit(&t->storage->version, memory_order_relaxed);
}

/* Keeps `cast`; a cache that cannot grow keeps less. */
static rp_status keep(struct cache *cache, rp_tensor *leaf, rp_tensor *cast, rp_dtype to)
{
    struct cached *e = find_cached(cache, leaf, to);
    if (!e) {
        if (cache->n == cache->cap) {
            const uint32_t cap = cache->cap ? 2 * cache->cap : 32;
            struct cached *larger =
                rp_realloc(cache->entry, cache->cap * sizeof *larger, cap * sizeof *larger);
            if (!larger) return RP_E_MEMORY;
            cache->entry = larger;
            cache->cap = cap;
        }
        e = &cache->entry[cache->n++];
        *e = (struct cached){.leaf = leaf, .dtype = to};
        rp_tensor_weak_retain(leaf);
    }
    rp_tensor *old = e->cast;
    e->cast = rp_tensor_retain(cast);
    e->version = version_of(leaf);
    rp_tensor_release(old);
    return RP_OK;
}

/* ---- one call -------------------------------------------------------------------------------- */
struct casting {
    rp_call *c;
    const rp_op *to_copy;
    rp_dtype to;
    bool cache;
    int kind;
    uint64_t replaced; /* arguments of `in` that are ours */
    rp_value in[RP_MAX_ARGS];
};

static bool eligible(const struct casting *k, const rp_value *v)
{
    return v->tag == RP_TAG_TENSOR && rp_dtype_is_floating(v->u.t->dtype) &&
           v->u.t->dtype != RP_F64 && (v->u.t->device.type != 0) == k->kind;
}

static bool must_cast(const struct casting *k, const rp_value *v)
{
    return eligible(k, v) && v->u.t->dtype != k->to;
}

static rp_status make_cast(struct casting *k, rp_value *out, rp_tensor *t)
{
    const rp_value in[] = {rp_value_tensor(t), rp_value_dtype(k->to)};
    return rp_call_inner(k->c, k->to_copy, in, 2, out, 1);
}

static rp_status cast_tensor(struct casting *k, rp_value *out, rp_tensor *t)
{
    struct cache *cache = k->cache && is_weight(t, k->to) ? usable_cache(k->c->thread) : NULL;
    const struct cached *e = cache ? find_cached(cache, t, k->to) : NULL;
    if (e && e->version == version_of(t)) {
        *out = rp_value_tensor(rp_tensor_retain(e->cast));
        return RP_OK;
    }
    RP_TRY(make_cast(k, out, t));
    if (!cache || !k->c->thread->s.grad_mode || usable_cache(k->c->thread) != cache)
        return RP_OK; /* without a graph it serves nobody */
    const rp_status st = keep(cache, t, out->u.t, k->to);
    if (st) rp_value_clear(out);
    return st;
}

static bool list_must_cast(const struct casting *k, const rp_value *list)
{
    for (uint32_t i = 0; list->tag == RP_TAG_LIST && i < list->n; i++)
        if (must_cast(k, &list->u.l[i])) return true;
    return false;
}

static rp_status cast_list(struct casting *k, rp_value *out, const rp_value *list)
{
    RP_TRY(rp_value_copy(out, list));
    rp_value *item = (rp_value *)(uintptr_t)out->u.l;
    for (uint32_t i = 0; i < list->n; i++) {
        if (!must_cast(k, &list->u.l[i])) continue;
        rp_value cast = rp_value_none();
        const rp_status st = cast_tensor(k, &cast, list->u.l[i].u.t);
        if (st) {
            rp_value_clear(out);
            return st;
        }
        rp_value_clear(&item[i]);
        item[i] = cast;
    }
    return RP_OK;
}

static rp_status cast_arguments(struct casting *k, const rp_value *in, uint32_t n_in)
{
    memcpy(k->in, in, n_in * sizeof *in);
    for (uint64_t left = k->c->op->tensor_args; left; left &= left - 1) {
        const uint32_t i = (uint32_t)__builtin_ctzll(left);
        const bool list = list_must_cast(k, &in[i]);
        if (!list && !must_cast(k, &in[i])) continue;
        rp_value cast = rp_value_none();
        RP_TRY(list ? cast_list(k, &cast, &in[i]) : cast_tensor(k, &cast, in[i].u.t));
        k->in[i] = cast;
        k->replaced |= UINT64_C(1) << i;
    }
    return RP_OK;
}

static void widen(const struct casting *k, rp_dtype *widest, const rp_value *v)
{
    for (uint32_t i = 0; v->tag == RP_TAG_LIST && i < v->n; i++) widen(k, widest, &v->u.l[i]);
    if (eligible(k, v) && v->u.t->dtype != *widest) *widest = RP_F32;
}

/* float32 if any input is, or if inputs differ in their lower type. */
static rp_dtype widest_input(const struct casting *k, const rp_value *in, rp_dtype lower)
{
    rp_dtype widest = lower;
    for (uint64_t left = k->c->op->tensor_args; left; left &= left - 1)
        widen(k, &widest, &in[__builtin_ctzll(left)]);
    return widest;
}

/* Its dtype argument, unless the caller set it, says float32; nothing is cast before. */
static void set_dtype(struct casting *k, const rp_value *in, uint32_t n_in)
{
    const rp_schema *s = &k->c->op->schema;
    memcpy(k->in, in, n_in * sizeof *in);
    for (uint32_t i = 0; i < s->n_args; i++)
        if (s->arg[i].type == RP_TYPE_DTYPE && in[i].tag == RP_TAG_NONE && eligible(k, &in[0]))
            k->in[i] = rp_value_dtype(RP_F32);
}

static rp_status prepare(struct casting *k, const rp_autocast_config *config, const rp_value *in,
                         uint32_t n_in)
{
    const uint8_t cast = k->c->op->autocast[k->kind];
    if (cast == RP_CAST_DTYPE) {
        set_dtype(k, in, n_in);
        return RP_OK;
    }
    k->to = cast == RP_CAST_LOWER  ? config->dtype
            : cast == RP_CAST_FP32 ? RP_F32
                                   : widest_input(k, in, config->dtype);
    k->cache = config->cache;
    k->to_copy = rp_op_lookup("aten::_to_copy");
    if (!k->to_copy) return rp_op_unknown("aten::_to_copy");
    return cast_arguments(k, in, n_in);
}

rp_status rp_autocast_call(rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                           uint32_t n_out)
{
    rp_thread *t = c->thread;
    struct casting k;
    k.c = c;
    k.kind = c->device.type != 0;
    k.replaced = 0;
    const rp_autocast_config config = t->s.autocast[k.kind];
    const uint64_t exclude = t->s.exclude;
    t->s.exclude = exclude | RP_KEYBIT(RP_KEY_AUTOCAST);
    rp_status st = prepare(&k, &config, in, n_in);
    if (!st) st = rp_call_below(c, k.in, n_in, out, n_out);
    t->s.exclude = exclude;
    for (uint64_t left = k.replaced; left; left &= left - 1)
        rp_value_clear(&k.in[__builtin_ctzll(left)]);
    return st;
}
