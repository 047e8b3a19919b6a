/* tools/golden/program.c - runs a recorded program: its calls, regions and passes */
#include "golden/program.h"
#include "dispatch/mode.h"
#include "dispatch/ops.h"
#include "core/rng.h"
#include "modes/checkpoint/checkpoint.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const cJSON *field(const cJSON *o, const char *key)
{
    return cJSON_GetObjectItemCaseSensitive(o, key);
}

static const char *text_of(const cJSON *o, const char *key)
{
    const char *s = cJSON_GetStringValue(field(o, key));
    return s ? s : "";
}

static double number_of(const cJSON *o, const char *key, double otherwise)
{
    const cJSON *v = field(o, key);
    return cJSON_IsNumber(v) ? v->valuedouble : v ? cJSON_IsTrue(v) : otherwise;
}

/* ---- names ----------------------------------------------------------------------------------- */
static rp_status find(const struct program_names *s, const char *name, rp_tensor **out)
{
    for (; s; s = s->below)
        for (int i = s->n - 1; i >= 0; i--)
            if (strcmp(s->item[i].name, name) == 0) {
                *out = s->item[i].t;
                return RP_OK;
            }
    return RP_FAIL(RP_E_VALUE, "the program has no tensor '%s' here", name);
}

static rp_status bind(struct program_names *s, const char *name, rp_tensor *t_take)
{
    int i = 0;
    while (i < s->n && strcmp(s->item[i].name, name) != 0) i++;
    if (i == PROGRAM_MAX_NAMES) {
        rp_tensor_release(t_take);
        return RP_FAIL(RP_E_VALUE, "more than %d names", PROGRAM_MAX_NAMES);
    }
    if (i == s->n) s->item[s->n++].t = NULL;
    rp_tensor_release(s->item[i].t);
    s->item[i].name = name;
    s->item[i].t = t_take;
    return RP_OK;
}

static void drop(struct program_names *s)
{
    for (int i = 0; i < s->n; i++) rp_tensor_release(s->item[i].t);
    s->n = 0;
}

/* ---- what is observed ------------------------------------------------------------------------ */
static void add_event(struct program_run *r, struct program_events *e, const char *op,
                      const char *how)
{
    if (e->n == PROGRAM_MAX_EVENTS) return; /* the comparison will name the first one missing */
    char *line = e->line[e->n++];
    size_t used = 0;
    line[0] = '\0';
    for (int i = 0; i < r->depth && used < PROGRAM_LINE; i++)
        used +=
            (size_t)snprintf(line + used, PROGRAM_LINE - used, "%s%s", i ? " > " : "", r->stack[i]);
    if (used < PROGRAM_LINE)
        snprintf(line + used, PROGRAM_LINE - used, " | %s%s%s", op, how ? " | " : "",
                 how ? how : "");
}

static rp_status watch_call(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                            rp_value *out, uint32_t n_out)
{
    struct program_run *r = self;
    rp_call_info i = {.size = sizeof i};
    rp_call_get(c, &i);
    if (strcmp(i.op_name, "aten::detach") != 0 && strcmp(i.op_name, "aten::alias") != 0) {
        r->kernels++;
        r->replayed += i.phase == RP_PHASE_RECOMPUTE;
        if (!r->in_backward) add_event(r, &r->forward, i.op_name, NULL);
        if (r->in_backward && !r->depth) {
            r->mm += strcmp(i.op_name, "aten::mm") == 0;
            r->bmm += strcmp(i.op_name, "aten::bmm") == 0;
            r->addmm += strcmp(i.op_name, "aten::addmm") == 0;
        }
    }
    return rp_call_below(c, in, n_in, out, n_out);
}

/* Saves whose innermost region is running for the first time, and reads of those slots. */
static void watch_event(void *self, const rp_event_info *e)
{
    struct program_run *r = self;
    if (e->kind == RP_EV_REGION_BEGIN && r->open < PROGRAM_MAX_DEPTH)
        r->first_run[r->open++] = e->bytes == 0;
    if (e->kind == RP_EV_REGION_END && r->open) r->open--;
    if (e->kind == RP_EV_PACK && r->open && r->first_run[r->open - 1]) {
        r->packs++;
        r->norm_packs += strstr(e->name, "native_layer_norm") != NULL;
        if (r->n_nodes < PROGRAM_MAX_NODES) r->node[r->n_nodes++] = e->object;
    }
    if (e->kind != RP_EV_UNPACK) return;
    int k = 0;
    while (k < r->n_nodes && r->node[k] != e->object) k++;
    r->unpacks += k < r->n_nodes;
}

static const rp_mode_type watch = {.size = sizeof(rp_mode_type),
                                   .flags = RP_MODE_OBSERVER,
                                   .name = "watch",
                                   .doc = "what kernels run",
                                   .call = watch_call,
                                   .event = watch_event,
                                   .interest = 1u << RP_EV_PACK | 1u << RP_EV_UNPACK |
                                               1u << RP_EV_REGION_BEGIN | 1u << RP_EV_REGION_END};

static int add_stats(void *ctx, const char *name, const rp_region_stats *s)
{
    rp_region_stats *sum = ctx;
    (void)name;
    sum->served += s->served;
    sum->kept_bytes += s->kept_bytes;
    sum->kept_entries += s->kept_entries;
    return 0;
}

static rp_region_stats all_regions(void)
{
    rp_region_stats sum = {.size = sizeof sum};
    rp_region_stats_each(add_stats, &sum);
    return sum;
}

static uint64_t live_bytes(void)
{
    rp_memory_stats m = {.size = sizeof m};
    rp_memory_get(RP_CPU, &m);
    return m.requested;
}

/* ---- calls ----------------------------------------------------------------------------------- */
enum { MAX_ARGS = 32, MAX_ITEMS = 16, MAX_RESULTS = 16 };

static rp_status to_value(const cJSON *j, const struct program_names *s, uint32_t type,
                          rp_value *items, rp_value *out)
{
    *out = rp_value_none();
    if (cJSON_IsString(j) && j->valuestring[0] == '%') {
        rp_tensor *t = NULL;
        RP_TRY(find(s, j->valuestring + 1, &t));
        *out = rp_value_tensor(t);
    } else if (cJSON_IsString(j)) {
        if (type != RP_ARGUMENT_MEMORY_FORMAT || strcmp(j->valuestring, "contiguous") != 0)
            return RP_FAIL(RP_E_VALUE, "an argument is the text '%s'", j->valuestring);
        *out = rp_value_int(0);
    } else if (cJSON_IsBool(j)) {
        *out = rp_value_bool(cJSON_IsTrue(j));
    } else if (cJSON_IsNumber(j)) {
        const bool whole = j->valuedouble == floor(j->valuedouble) && type != RP_ARGUMENT_FLOAT;
        *out = whole ? rp_value_int((int64_t)j->valuedouble) : rp_value_float(j->valuedouble);
    } else if (cJSON_IsArray(j)) {
        uint32_t n = 0;
        for (const cJSON *item = j->child; item && items && n < MAX_ITEMS; item = item->next)
            RP_TRY(to_value(item, s, type, NULL, &items[n++]));
        *out = rp_value_list(items, n);
    }
    return RP_OK;
}

static rp_status arguments(const rp_op *op, const cJSON *step, const struct program_names *s,
                           rp_value *in, rp_value items[][MAX_ITEMS], uint32_t *n)
{
    const uint32_t n_args = rp_op_argument_count(op);
    const cJSON *next = field(step, "in")->child, *kw = field(step, "kw");
    if (n_args > MAX_ARGS)
        return RP_FAIL(RP_E_VALUE, "%s has more than %d arguments", rp_op_name(op), MAX_ARGS);
    for (*n = 0; *n < n_args; ++*n) {
        rp_argument_info a = {.size = sizeof a};
        RP_TRY(rp_op_argument(op, *n, &a));
        const cJSON *j = next ? next : field(kw, a.name);
        if (next) next = next->next;
        in[*n] = a.default_value;
        if (j) RP_TRY(to_value(j, s, a.type, items[*n], &in[*n]));
    }
    return RP_OK;
}

static rp_status name_results(const cJSON *step, struct program_names *s, rp_value *out,
                              uint32_t n_out)
{
    uint32_t k = 0;
    rp_status st = RP_OK;
    const bool unpack = cJSON_IsTrue(field(step, "unpack"));
    for (const cJSON *name = field(step, "out")->child; name && !st; name = name->next, k++) {
        const uint32_t n = unpack ? out[0].n : n_out;
        const rp_value *v = k < n ? (unpack ? &out[0].u.l[k] : &out[k]) : NULL;
        if (!v || v->tag != RP_TAG_TENSOR)
            st = RP_FAIL(RP_E_VALUE, "result %u ('%s') is no tensor", k, name->valuestring);
        else st = bind(s, name->valuestring, rp_tensor_retain(v->u.t));
    }
    for (uint32_t i = 0; i < n_out; i++) rp_value_clear(&out[i]);
    return st;
}

static rp_status run_call(struct program_run *r, const cJSON *step, struct program_names *s)
{
    rp_value in[MAX_ARGS], items[MAX_ARGS][MAX_ITEMS], out[MAX_RESULTS];
    const rp_op *op = rp_op_find(text_of(step, "call"));
    if (!op) return RP_FAIL(RP_E_UNIMPLEMENTED, "there is no operator %s", text_of(step, "call"));
    const uint32_t n_out = rp_op_return_count(op);
    uint32_t n;
    RP_TRY(arguments(op, step, s, in, items, &n));
    const uint64_t before = all_regions().served;
    r->kernels = 0;
    r->norms += r->open && r->first_run[r->open - 1] &&
                strcmp(rp_op_name(op), "aten::native_layer_norm") == 0;
    const rp_status st = rp_op_call(op, in, n, out, n_out);
    if (r->in_backward && r->depth) {
        const bool cached = all_regions().served != before;
        if (cached || r->kernels)
            add_event(r, &r->recompute, rp_op_name(op), cached ? "cache" : "run");
    }
    return st ? st : name_results(step, s, out, n_out);
}

static rp_status run_steps(struct program_run *r, const cJSON *steps, struct program_names *s,
                           const char *path);

/* ---- regions --------------------------------------------------------------------------------- */
struct body { /* one region call: its runs are numbered */
    struct program_run *run;
    const cJSON *in, *out, *steps;
    bool sequential; /* reads %in and leaves %out */
    char path[PROGRAM_LINE / 2];
    int runs;
};

static struct body *body_create(struct program_run *r, const char *path, const char *separator,
                                const char *name)
{
    struct body *b = calloc(1, sizeof *b);
    if (!b) return NULL;
    b->run = r;
    snprintf(b->path, sizeof b->path, "%s%s%s", path, separator, name);
    return b;
}

static void count_run(struct program_run *r, const char *path)
{
    int i = 0;
    while (i < r->n_runs && strcmp(r->runs[i].name, path) != 0) i++;
    if (i == PROGRAM_MAX_RUNS) return;
    if (i == r->n_runs) snprintf(r->runs[r->n_runs++].name, PROGRAM_LINE, "%s", path);
    r->runs[i].n++;
}

static rp_status bind_inputs(const struct body *b, struct program_names *s, const rp_value *in)
{
    uint32_t k = 0;
    if (b->sequential) return bind(s, "in", rp_tensor_retain(in[0].u.t));
    for (const cJSON *name = b->in->child; name; name = name->next)
        RP_TRY(bind(s, name->valuestring, rp_tensor_retain(in[k++].u.t)));
    return RP_OK;
}

static rp_status give_outputs(const struct body *b, const struct program_names *s, rp_value *out,
                              uint32_t n_out)
{
    uint32_t k = 0;
    rp_tensor *t = NULL;
    if (b->sequential) {
        RP_TRY(find(s, "out", &t));
        out[k++] = rp_value_tensor(rp_tensor_retain(t));
    }
    for (const cJSON *name = b->sequential ? NULL : b->out->child; name && k < n_out;
         name = name->next) {
        RP_TRY(find(s, name->valuestring, &t));
        out[k++] = rp_value_tensor(rp_tensor_retain(t));
    }
    return RP_OK;
}

static rp_status run_body(void *ctx, const rp_value *in, uint32_t n_in, rp_value *out,
                          uint32_t n_out)
{
    struct body *b = ctx;
    struct program_run *r = b->run;
    (void)n_in;
    if (r->depth == PROGRAM_MAX_DEPTH)
        return RP_FAIL(RP_E_VALUE, "more than %d bodies inside each other", PROGRAM_MAX_DEPTH);
    struct program_names *s = calloc(1, sizeof *s);
    if (!s) return RP_FAIL(RP_E_MEMORY, "no memory for the names of a body");
    s->below = &r->inputs;
    snprintf(r->stack[r->depth++], PROGRAM_LINE, "%s#%d", b->path, ++b->runs);
    count_run(r, b->path);
    rp_status st = bind_inputs(b, s, in);
    if (!st) st = run_steps(r, b->steps, s, b->path);
    r->depth--;
    if (!st) st = give_outputs(b, s, out, n_out);
    drop(s);
    free(s);
    return st;
}

static void policy_text(char *buf, size_t n, const cJSON *policy)
{
    size_t used = (size_t)snprintf(buf, n, "save(");
    const cJSON *op;
    const char *comma = "";
    cJSON_ArrayForEach(op, field(policy, "save"))
    {
        if (used < n)
            used += (size_t)snprintf(buf + used, n - used, "%s%s", comma, op->valuestring);
        comma = ", ";
    }
    cJSON_ArrayForEach(op, field(policy, "save_every"))
    {
        if (used < n)
            used +=
                (size_t)snprintf(buf + used, n - used, "%s%s/%d", comma, op->string, op->valueint);
        comma = ", ";
    }
    if (used < n) snprintf(buf + used, n - used, ")");
}

static rp_checkpoint_policy save_all(void *ctx, const rp_selective_context *q)
{
    (void)ctx, (void)q;
    return RP_MUST_SAVE;
}

static void read_options(rp_checkpoint_options *o, const cJSON *options, char *text, size_t n)
{
    const cJSON *policy = field(options, "policy");
    memset(o, 0, sizeof *o);
    o->size = sizeof *o;
    o->stop = number_of(options, "early_stop", 1) != 0 ? RP_STOP_UNWIND : RP_STOP_NEVER;
    o->use_reentrant = number_of(options, "reentrant", 0) != 0;
    if (field(policy, "save_all")) {
        o->policy = save_all;
    } else if (cJSON_IsObject(policy)) {
        policy_text(text, n, policy);
        o->policy_text = text;
    }
}

static rp_status call_body(struct program_run *r, struct body *b_take, const cJSON *step,
                           const rp_value *in, uint32_t n_in, rp_value *out, uint32_t n_out)
{
    char text[512];
    rp_checkpoint_options o;
    const rp_region region = {
        .fn = run_body, .name = b_take->path, .ctx = b_take, .ctx_drop = free};
    read_options(&o, field(step, "options"), text, sizeof text);
    if (!r->plain) return rp_checkpoint(out, n_out, &region, in, n_in, &o);
    for (uint32_t k = 0; k < n_out; k++) out[k] = rp_value_none();
    const rp_status st = run_body(b_take, in, n_in, out, n_out);
    for (uint32_t k = 0; k < n_out && st; k++) rp_value_clear(&out[k]);
    free(b_take);
    return st;
}

static rp_status run_region(struct program_run *r, const cJSON *step, struct program_names *s,
                            const char *path)
{
    rp_value in[MAX_ARGS], out[MAX_RESULTS];
    const cJSON *names = field(step, "in");
    const uint32_t n_in = (uint32_t)cJSON_GetArraySize(names),
                   n_out = (uint32_t)cJSON_GetArraySize(field(step, "out"));
    uint32_t k = 0;
    if (n_in > MAX_ARGS || n_out > MAX_RESULTS)
        return RP_FAIL(RP_E_VALUE, "region %s has %u inputs and %u results",
                       text_of(step, "region"), n_in, n_out);
    for (const cJSON *name = names->child; name; name = name->next) {
        rp_tensor *t = NULL;
        RP_TRY(find(s, name->valuestring, &t));
        in[k++] = rp_value_tensor(t);
    }
    struct body *b = body_create(r, path, *path ? "/" : "", text_of(step, "region"));
    if (!b) return RP_FAIL(RP_E_MEMORY, "no memory for a region");
    b->in = names;
    b->out = field(step, "out");
    b->steps = field(step, "body");
    RP_TRY(call_body(r, b, step, in, n_in, out, n_out));
    return name_results(step, s, out, n_out);
}

static rp_status run_sequential(struct program_run *r, const cJSON *step, struct program_names *s)
{
    rp_region region[MAX_ITEMS];
    rp_tensor *in = NULL, *y = NULL;
    uint32_t n = 0;
    RP_TRY(find(s, text_of(step, "in"), &in));
    for (const cJSON *f = field(step, "functions")->child; f && n < MAX_ITEMS; f = f->next, n++) {
        char number[16];
        snprintf(number, sizeof number, "%u", n);
        struct body *b = body_create(r, text_of(step, "sequential"), ".", number);
        if (!b) {
            while (n) free((void *)(uintptr_t)region[--n].ctx);
            return RP_FAIL(RP_E_MEMORY, "no memory for a function");
        }
        b->steps = f;
        b->sequential = true;
        region[n] = (rp_region){.fn = run_body, .name = "sequential", .ctx = b, .ctx_drop = free};
    }
    const uint32_t segments = r->plain ? 1 : (uint32_t)number_of(step, "segments", 1);
    RP_TRY(rp_checkpoint_sequential(&y, region, n, segments, in, NULL));
    return bind(s, text_of(step, "out"), y);
}

static rp_status run_steps(struct program_run *r, const cJSON *steps, struct program_names *s,
                           const char *path)
{
    const cJSON *step;
    cJSON_ArrayForEach(step, steps)
    {
        if (field(step, "call")) RP_TRY(run_call(r, step, s));
        else if (field(step, "region")) RP_TRY(run_region(r, step, s, path));
        else RP_TRY(run_sequential(r, step, s));
    }
    return RP_OK;
}

/* ---- passes ---------------------------------------------------------------------------------- */
static rp_status run_pass(const cJSON *pass, const struct program_names *s, rp_tensor **previous)
{
    const rp_backward_options o = {.size = sizeof o,
                                   .keep_graph = number_of(pass, "retain_graph", 0) != 0};
    RP_LOCAL rp_tensor *given = NULL;
    rp_tensor *root = NULL, *wrt = NULL, *g = NULL;
    if (field(pass, "of")) {
        RP_TRY(find(s, text_of(pass, "of"), &root));
        return rp_backward(&root, NULL, 1, &o);
    }
    RP_TRY(find(s, text_of(pass, "grad"), &root));
    RP_TRY(find(s, text_of(pass, "wrt"), &wrt));
    if (field(pass, "given")) given = rp_tensor_retain(*previous);
    else RP_TRY(rp_ones_like(&given, root));
    RP_TRY(rp_grad_full(&g, &root, &given, 1, &wrt, 1, &o));
    rp_tensor_release(*previous);
    *previous = g;
    return RP_OK;
}

static rp_status run_passes(struct program_run *r, const cJSON *passes)
{
    rp_graph_exec_group *group = NULL;
    uint32_t depth = 0;
    rp_tensor *previous = NULL;
    rp_status st = RP_OK;
    for (const cJSON *pass = passes->child; pass && !st; pass = pass->next) {
        if (field(pass, "group") && !group) {
            st = rp_graph_exec_group_create(&group);
            if (!st) st = rp_graph_exec_group_enter(group, &depth);
        }
        if (!st) st = run_pass(pass, &r->names, &previous);
    }
    if (group && rp_graph_exec_group_current() == group) rp_graph_exec_group_exit(depth);
    rp_graph_exec_group_release(group);
    if (previous) r->end[r->n_end++] = previous;
    return st;
}

/* ---- a program ------------------------------------------------------------------------------- */
static rp_status make_input(struct program_run *r, const cJSON *spec)
{
    int64_t shape[RP_MAX_DIMS];
    int ndim = 0;
    rp_tensor *t = NULL;
    void *data;
    for (const cJSON *d = field(spec, "shape")->child; d && ndim < RP_MAX_DIMS; d = d->next)
        shape[ndim++] = (int64_t)d->valuedouble;
    RP_TRY(rp_tensor_create(&t, shape, ndim, RP_F32, RP_CPU));
    rp_status st = rp_tensor_write(t, &data);
    if (!st) {
        const double seed = number_of(spec, "seed", 0), scale = number_of(spec, "scale", 1);
        for (int64_t i = 0; i < rp_tensor_numel(t); i++)
            ((float *)data)[i] = (float)(sin(0.37 * (double)i + seed) * scale);
        rp_tensor_done(t);
        if (cJSON_IsTrue(field(spec, "requires_grad"))) st = rp_tensor_require_grad(t, 1);
    }
    if (st) rp_tensor_release(t);
    return st ? st : bind(&r->inputs, text_of(spec, "name"), t);
}

/* Drops every tensor except inputs and what the passes name; returns the bytes of those. */
static uint64_t keep_named(struct program_names *s, const cJSON *passes)
{
    uint64_t bytes = 0;
    for (int i = 0; i < s->n; i++) {
        bool named = false;
        for (const cJSON *pass = passes->child; pass; pass = pass->next)
            for (const cJSON *v = pass->child; v; v = v->next)
                named |= cJSON_IsString(v) && strcmp(v->valuestring, s->item[i].name) == 0;
        if (named) {
            rp_geometry g = {.size = sizeof g};
            rp_tensor_geometry(s->item[i].t, &g);
            bytes += g.nbytes;
            continue;
        }
        rp_tensor_release(s->item[i].t);
        s->item[i--] = s->item[--s->n];
    }
    return bytes;
}

static rp_status run_watched(struct program_run *r, const cJSON *program)
{
    const cJSON *passes = field(program, "backward");
    const rp_region_stats at_start = all_regions();
    const uint64_t live = live_bytes();
    RP_TRY(run_steps(r, field(program, "steps"), &r->names, ""));
    const uint64_t named = keep_named(&r->names, passes);
    const rp_region_stats between = all_regions();
    r->kept_bytes = live_bytes() - live - named;
    r->cache_bytes = between.kept_bytes - at_start.kept_bytes;
    r->cache_entries = between.kept_entries - at_start.kept_entries;
    r->in_backward = true;
    RP_TRY(run_passes(r, passes));
    r->served = all_regions().served - at_start.served;
    return RP_OK;
}

static void collect(struct program_run *r)
{
    for (int i = 0; i < r->names.n; i++) r->end[r->n_end++] = rp_tensor_retain(r->names.item[i].t);
    for (int i = 0; i < r->inputs.n; i++)
        if (rp_tensor_grad(r->inputs.item[i].t))
            r->end[r->n_end++] = rp_tensor_retain(rp_tensor_grad(r->inputs.item[i].t));
}

rp_status program_execute(struct program_run *r, const cJSON *program, bool plain)
{
    uint32_t depth = 0;
    rp_mode *mode = NULL;
    const cJSON *spec;
    memset(r, 0, sizeof *r);
    r->plain = plain;
    r->names.below = &r->inputs;
    cJSON_ArrayForEach(spec, field(program, "inputs")) RP_TRY(make_input(r, spec));
    rp_manual_seed((uint64_t)number_of(program, "generator_seed", 1));
    RP_TRY(rp_mode_create_from(&mode, &watch, r));
    rp_status st = rp_mode_push(mode, &depth);
    if (!st) {
        st = run_watched(r, program);
        rp_mode_pop(depth);
    }
    rp_mode_release(mode);
    if (!st) collect(r);
    return st;
}

void program_run_fini(struct program_run *r)
{
    for (int i = 0; i < r->n_end; i++) rp_tensor_release(r->end[i]);
    r->n_end = 0;
    drop(&r->names);
    drop(&r->inputs);
}
