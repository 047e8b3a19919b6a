/* tests/modes/checkpoint/test_programs.c - the recorded programs: the same operators run again, in
 * the same order, with the same bits
 *
 * Reads every *.json of $REPRISE_PROGRAMS, else of tests/golden/checkpoint. Their README says what
 * binds.
 */
#include "core/rng.h"
#include "dispatch/impl.h"
#include "modes/checkpoint/checkpoint.h"
#include "support/json.h"
#include "support/support.h"
#include <dirent.h>
#include <stdbool.h>

/* ---- names ---------------------------------------------------------------------------------- */
enum { MAX_NAMES = 256, MAX_EVENTS = 512, MAX_STACK = 8, NAME_BYTES = 160 };
struct names {
    struct names *below; /* a body sees the inputs through this */
    int n;
    struct {
        const char *name;
        rp_tensor *t; /* owned */
    } item[MAX_NAMES];
};

static rp_tensor *get(const struct names *s, const char *name)
{
    for (; s; s = s->below)
        for (int i = s->n - 1; i >= 0; i--)
            if (!strcmp(s->item[i].name, name)) return s->item[i].t;
    ck_abort_msg("no tensor '%s'", name);
    return NULL;
}

static void set(struct names *s, const char *name, rp_tensor *t_take)
{
    for (int i = 0; i < s->n; i++) {
        if (strcmp(s->item[i].name, name) != 0) continue;
        rp_tensor_release(s->item[i].t);
        s->item[i].t = t_take;
        return;
    }
    ck_assert_int_lt(s->n, MAX_NAMES);
    s->item[s->n].name = name;
    s->item[s->n++].t = t_take;
}

static void drop(struct names *s)
{
    for (int i = 0; i < s->n; i++) rp_tensor_release(s->item[i].t);
    s->n = 0;
}

/* ---- what is observed ----------------------------------------------------------------------- */
struct events {
    int n;
    char line[MAX_EVENTS][NAME_BYTES];
};
static struct {
    bool plain, in_backward; /* plain: regions are inlined */
    struct names inputs;
    struct events forward, recompute;
    char stack[MAX_STACK][NAME_BYTES];
    int depth, kernels; /* kernels: seen by the outer mode since it was last set to 0 */
    int mm, bmm, addmm; /* outside bodies, in backward */
    struct {
        char name[NAME_BYTES];
        int n;
    } runs[32];
    int n_runs;
} seen;

static void stack_text(char *buf)
{
    buf[0] = '\0';
    for (int i = 0; i < seen.depth; i++) {
        if (i) strcat(buf, " > ");
        strncat(buf, seen.stack[i], NAME_BYTES / 2);
    }
}

static void add_event(struct events *e, const char *op, const char *how)
{
    char stack[NAME_BYTES * MAX_STACK];
    stack_text(stack);
    ck_assert_int_lt(e->n, MAX_EVENTS);
    snprintf(e->line[e->n++], NAME_BYTES, "%s | %s%s%s", stack, op, how ? " | " : "",
             how ? how : "");
}

static void count_run(const char *path)
{
    int i = 0;
    while (i < seen.n_runs && strcmp(seen.runs[i].name, path) != 0) i++;
    if (i == seen.n_runs) snprintf(seen.runs[seen.n_runs++].name, NAME_BYTES, "%s", path);
    seen.runs[i].n++;
}

static rp_status watch_call(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                            rp_value *out, uint32_t n_out)
{
    (void)self;
    const char *op = rp_op_name(c->op);
    if (strcmp(op, "aten::detach") != 0 && strcmp(op, "aten::alias") != 0) {
        seen.kernels++;
        if (!seen.in_backward)
            add_event(&seen.forward, op, NULL);
        else if (!seen.depth && !strcmp(op, "aten::mm"))
            seen.mm++;
        else if (!seen.depth && !strcmp(op, "aten::bmm"))
            seen.bmm++;
        else if (!seen.depth && !strcmp(op, "aten::addmm"))
            seen.addmm++;
    }
    return rp_call_below(c, in, n_in, out, n_out);
}
static const rp_mode_type watch = {
    .size = sizeof(rp_mode_type), .name = "watch", .doc = "what kernels run", .call = watch_call};

static int add_served(void *ctx, const char *name, const rp_region_stats *s)
{
    (void)name;
    *(uint64_t *)ctx += s->served;
    return 0;
}

static int add_kept(void *ctx, const char *name, const rp_region_stats *s)
{
    (void)name;
    *(uint64_t *)ctx += s->kept_bytes;
    return 0;
}

static uint64_t served(void)
{
    uint64_t n = 0;
    rp_region_stats_each(add_served, &n);
    return n;
}

/* ---- calls ---------------------------------------------------------------------------------- */
static rp_value to_value(const json *j, const struct names *s, int type, rp_value *items)
{
    if (j->type == JSON_STRING && j->text[0] == '%') return rp_value_tensor(get(s, j->text + 1));
    if (j->type == JSON_STRING && type == RP_TYPE_MEMORY_FORMAT) return rp_value_int(0);
    if (j->type == JSON_BOOL) return rp_value_bool(j->number != 0);
    if (j->type == JSON_NULL) return rp_value_none();
    if (j->type == JSON_NUMBER) {
        const bool whole = !strpbrk(j->text, ".eE");
        return whole && type != RP_TYPE_FLOAT ? rp_value_int((int64_t)j->number)
                                              : rp_value_float(j->number);
    }
    uint32_t n = 0;
    for (const json *item = j->child; item; item = item->next)
        items[n++] = to_value(item, s, type, NULL);
    return rp_value_list(items, n);
}

static uint32_t arguments(const rp_op *op, const json *step, const struct names *s, rp_value *in,
                          rp_value items[][16])
{
    uint32_t n = 0;
    for (const json *a = json_get(step, "in")->child; a; a = a->next, n++)
        in[n] = to_value(a, s, op->schema.arg[n].type, items[n]);
    for (const json *a = json_get(step, "kw") ? json_get(step, "kw")->child : NULL; a;
         a = a->next) {
        uint32_t at = 0;
        while (strcmp(op->schema.arg[at].name, a->key) != 0) at++;
        for (; n <= at; n++) {
            ck_assert(op->schema.arg[n].has_default || n == at);
            in[n] = op->schema.arg[n].default_value;
        }
        in[at] = to_value(a, s, op->schema.arg[at].type, items[at]);
    }
    return n;
}

static void name_results(const json *step, struct names *s, rp_value *out, uint32_t n_out)
{
    uint32_t k = 0;
    for (const json *name = json_get(step, "out")->child; name; name = name->next, k++) {
        const rp_value *v = json_number(step, "unpack", 0) != 0 ? &out[0].u.l[k] : &out[k];
        set(s, name->text, rp_tensor_retain(v->u.t));
    }
    for (uint32_t i = 0; i < n_out; i++) rp_value_clear(&out[i]);
}

static rp_status run_call(const json *step, struct names *s)
{
    rp_value in[RP_MAX_ARGS], items[RP_MAX_ARGS][16], out[RP_MAX_RETURNS];
    const rp_op *op = rp_op_find(json_text(step, "call"));
    ck_assert_msg(op != NULL, "%s", rp_error_message());
    const uint32_t n = arguments(op, step, s, in, items), n_out = rp_op_return_count(op);
    const uint64_t before = served();
    seen.kernels = 0;
    const rp_status st = rp_op_call(op, in, n, out, n_out);
    if (seen.in_backward && seen.depth) {
        if (served() != before)
            add_event(&seen.recompute, rp_op_name(op), "cache");
        else if (seen.kernels)
            add_event(&seen.recompute, rp_op_name(op), "run");
    }
    if (!st) name_results(step, s, out, n_out);
    return st;
}

static rp_status run_steps(const json *steps, struct names *s, const char *path);

/* ---- regions -------------------------------------------------------------------------------- */
struct call { /* one region call: its runs are numbered */
    const json *in, *out, *body;
    const char *only_in, *only_out; /* of a sequential function */
    char path[NAME_BYTES];
    int runs;
};

static rp_status body(void *ctx, const rp_value *in, uint32_t n_in, rp_value *out, uint32_t n_out)
{
    struct call *c = ctx;
    struct names s = {.below = &seen.inputs};
    uint32_t k = 0;
    if (c->only_in) set(&s, c->only_in, rp_tensor_retain(in[0].u.t));
    for (const json *name = c->in ? c->in->child : NULL; name; name = name->next, k++)
        set(&s, name->text, rp_tensor_retain(in[k].u.t));
    (void)n_in, (void)n_out;
    ck_assert_int_lt(seen.depth, MAX_STACK);
    snprintf(seen.stack[seen.depth++], NAME_BYTES, "%.140s#%d", c->path, ++c->runs);
    count_run(c->path);
    const rp_status st = run_steps(c->body, &s, c->path);
    seen.depth--;
    k = 0;
    if (!st && c->only_out) out[0] = rp_value_tensor(rp_tensor_retain(get(&s, c->only_out)));
    for (const json *name = !st && c->out ? c->out->child : NULL; name; name = name->next, k++)
        out[k] = rp_value_tensor(rp_tensor_retain(get(&s, name->text)));
    drop(&s);
    return st;
}

static void policy_text(char *buf, size_t n, const json *policy)
{
    snprintf(buf, n, "save(");
    const json *save = json_get(policy, "save"), *every = json_get(policy, "save_every");
    for (const json *op = save ? save->child : NULL; op; op = op->next)
        snprintf(buf + strlen(buf), n - strlen(buf), "%s%s", op->text, op->next ? ", " : "");
    for (const json *op = every ? every->child : NULL; op; op = op->next)
        snprintf(buf + strlen(buf), n - strlen(buf), "%s/%d%s", op->key, (int)op->number,
                 op->next ? ", " : "");
    snprintf(buf + strlen(buf), n - strlen(buf), ")");
}

static rp_checkpoint_policy save_all(void *ctx, const rp_selective_context *q)
{
    (void)ctx, (void)q;
    return RP_MUST_SAVE;
}

static void read_options(rp_checkpoint_options *o, const json *options, char *text, size_t n)
{
    memset(o, 0, sizeof *o);
    o->size = sizeof *o;
    o->stop = json_number(options, "early_stop", 1) != 0 ? RP_STOP_UNWIND : RP_STOP_NEVER;
    o->use_reentrant = json_number(options, "reentrant", 0) != 0;
    const json *policy = json_get(options, "policy");
    if (json_get(policy, "save_all"))
        o->policy = save_all;
    else if (policy)
        policy_text(text, n, policy);
    if (policy && !o->policy) o->policy_text = text;
}

static uint32_t count(const json *list)
{
    uint32_t n = 0;
    for (const json *v = list->child; v; v = v->next) n++;
    return n;
}

static rp_status run_region(const json *step, struct names *s, const char *path)
{
    rp_value in[16], out[16];
    rp_checkpoint_options o;
    char text[512];
    struct call *c = calloc(1, sizeof *c);
    c->in = json_get(step, "in");
    c->out = json_get(step, "out");
    c->body = json_get(step, "body");
    snprintf(c->path, sizeof c->path, "%.70s%s%.70s", path, *path ? "/" : "",
             json_text(step, "region"));
    const uint32_t n_in = count(c->in), n_out = count(c->out);
    uint32_t k = 0;
    for (const json *name = c->in->child; name; name = name->next)
        in[k++] = rp_value_tensor(get(s, name->text));
    read_options(&o, json_get(step, "options"), text, sizeof text);
    const rp_region r = {.fn = body, .name = c->path, .ctx = c, .ctx_drop = free};
    rp_status st;
    if (seen.plain) {
        st = body(c, in, n_in, out, n_out);
        free(c);
    } else {
        st = rp_checkpoint(out, n_out, &r, in, n_in, &o);
    }
    if (!st) name_results(step, s, out, n_out);
    return st;
}

static rp_status run_sequential(const json *step, struct names *s)
{
    rp_region r[16];
    uint32_t n = 0;
    for (const json *f = json_get(step, "functions")->child; f; f = f->next, n++) {
        struct call *c = calloc(1, sizeof *c);
        c->body = f;
        c->only_in = "in";
        c->only_out = "out";
        snprintf(c->path, sizeof c->path, "%.100s.%u", json_text(step, "sequential"), n);
        r[n] = (rp_region){.fn = body, .name = "sequential", .ctx = c, .ctx_drop = free};
    }
    rp_tensor *y = NULL;
    const uint32_t segments = seen.plain ? 1 : (uint32_t)json_number(step, "segments", 1);
    const rp_status st =
        rp_checkpoint_sequential(&y, r, n, segments, get(s, json_text(step, "in")), NULL);
    if (!st) set(s, json_text(step, "out"), y);
    return st;
}

static rp_status run_steps(const json *steps, struct names *s, const char *path)
{
    for (const json *step = steps->child; step; step = step->next) {
        if (json_get(step, "call"))
            RP_TRY(run_call(step, s));
        else if (json_get(step, "region"))
            RP_TRY(run_region(step, s, path));
        else
            RP_TRY(run_sequential(step, s));
    }
    return RP_OK;
}

/* ---- a program ------------------------------------------------------------------------------ */
struct outcome { /* bits to compare between the two runs */
    int n;
    rp_tensor *t[32];
};

static void make_inputs(const json *program)
{
    for (const json *i = json_get(program, "inputs")->child; i; i = i->next) {
        int64_t shape[8];
        int ndim = 0;
        for (const json *d = json_get(i, "shape")->child; d; d = d->next)
            shape[ndim++] = (int64_t)d->number;
        rp_tensor *t =
            rp_test_sin(shape, ndim, json_number(i, "seed", 0), json_number(i, "scale", 1));
        if (json_number(i, "requires_grad", 0) != 0) ck_ok(rp_tensor_require_grad(t, 1));
        set(&seen.inputs, json_text(i, "name"), t);
    }
}

static rp_status run_pass(const json *pass, struct names *s, rp_tensor **previous)
{
    const rp_backward_options o = {.size = sizeof o,
                                   .keep_graph = json_number(pass, "retain_graph", 0) != 0};
    if (json_get(pass, "of"))
        return rp_backward((rp_tensor *[]){get(s, json_text(pass, "of"))}, NULL, 1, &o);
    rp_tensor *root = get(s, json_text(pass, "grad")), *wrt = get(s, json_text(pass, "wrt")),
              *g = NULL, *ones = NULL;
    if (!json_get(pass, "given")) RP_TRY(rp_autograd_up.ones_like(&ones, root));
    rp_tensor *given = ones ? ones : *previous;
    const rp_status st = rp_grad_full(&g, &root, &given, 1, &wrt, 1, &o);
    rp_tensor_release(ones);
    rp_tensor_release(*previous);
    *previous = g;
    return st;
}

static rp_status run_passes(const json *program, struct names *s, struct outcome *end)
{
    rp_graph_exec_group *group = NULL;
    uint32_t depth = 0;
    rp_tensor *previous = NULL;
    rp_status st = RP_OK;
    for (const json *pass = json_get(program, "backward")->child; pass && !st; pass = pass->next) {
        if (json_get(pass, "group") && !group) {
            ck_ok(rp_graph_exec_group_create(&group));
            ck_ok(rp_graph_exec_group_enter(group, &depth));
        }
        st = run_pass(pass, s, &previous);
    }
    if (group) rp_graph_exec_group_exit(depth);
    rp_graph_exec_group_release(group);
    if (previous) end->t[end->n++] = previous;
    return st;
}

/* Drops every tensor except inputs and what the passes name. */
static void keep_named(const json *program, struct names *s)
{
    for (int i = 0; i < s->n; i++) {
        bool named = false;
        for (const json *pass = json_get(program, "backward")->child; pass; pass = pass->next)
            for (const json *v = pass->child; v; v = v->next)
                named |= v->type == JSON_STRING && !strcmp(v->text, s->item[i].name);
        if (named) continue;
        rp_tensor_release(s->item[i].t);
        s->item[i--] = s->item[--s->n];
    }
}

static uint64_t live_bytes(void)
{
    rp_memory_stats m = {.size = sizeof m};
    rp_memory_get(RP_CPU, &m);
    return m.requested;
}

static uint64_t named_bytes(const struct names *s)
{
    uint64_t bytes = 0;
    for (int i = 0; i < s->n; i++) bytes += s->item[i].t->storage->nbytes;
    return bytes;
}

static void collect(struct outcome *end, const struct names *s)
{
    for (int i = 0; i < s->n; i++) end->t[end->n++] = rp_tensor_retain(s->item[i].t);
    for (int i = 0; i < seen.inputs.n; i++) {
        rp_tensor *g = rp_tensor_grad(seen.inputs.item[i].t);
        if (g) end->t[end->n++] = rp_tensor_retain(g);
    }
}

static void compare_events(const char *program, const char *what, const struct events *got,
                           const json *want)
{
    int i = 0;
    for (const json *line = want->child; line; line = line->next, i++) {
        char text[NAME_BYTES];
        const json *how = line->child->next->next;
        snprintf(text, sizeof text, "%s | %s%s%s", line->child->text, line->child->next->text,
                 how ? " | " : "", how ? how->text : "");
        ck_assert_msg(i < got->n, "%s: %s %d is missing: %s", program, what, i, text);
        ck_assert_msg(!strcmp(got->line[i], text), "%s: %s %d is '%s', want '%s'", program, what, i,
                      got->line[i], text);
    }
    ck_assert_msg(i == got->n, "%s: %s %d is too much: %s", program, what, i, got->line[i]);
}

static void compare(const char *name, const json *program, uint64_t kept, uint64_t cached,
                    uint64_t n_served)
{
    const json *want = json_get(program, "binding");
    compare_events(name, "forward", &seen.forward, json_get(want, "forward"));
    compare_events(name, "recompute", &seen.recompute, json_get(want, "recompute"));
    const json *counts = json_get(want, "backward_counts");
    ck_assert_msg(seen.mm == json_number(counts, "aten::mm", 0), "%s: mm %d", name, seen.mm);
    ck_assert_msg(seen.bmm == json_number(counts, "aten::bmm", 0), "%s: bmm %d", name, seen.bmm);
    ck_assert_msg(seen.addmm == json_number(counts, "aten::addmm", 0), "%s: addmm %d", name,
                  seen.addmm);
    for (int i = 0; i < seen.n_runs; i++)
        ck_assert_msg(seen.runs[i].n == json_number(json_get(want, "runs"), seen.runs[i].name, 0),
                      "%s: runs of %s %d", name, seen.runs[i].name, seen.runs[i].n);
    ck_assert_msg((double)n_served == json_number(want, "served_from_cache", 0), "%s: served %d",
                  name, (int)n_served);
    ck_assert_msg((double)cached == json_number(want, "cache_bytes", 0),
                  "%s: cache bytes %d, want %d", name, (int)cached,
                  (int)json_number(want, "cache_bytes", 0));
    ck_assert_msg((double)kept == json_number(want, "kept_bytes", 0), "%s: kept bytes %d, want %d",
                  name, (int)kept, (int)json_number(want, "kept_bytes", 0));
}

/* An operator that is not there yet leaves the program out; what it becomes in backward shows when
 * it is called. */
static const char *missing_operator(const json *v)
{
    const char *call = v->type == JSON_OBJECT ? json_text(v, "call") : NULL;
    if (call && !rp_op_lookup(call)) return call;
    for (const json *child = v->child; child; child = child->next) {
        const char *missing = missing_operator(child);
        if (missing) return missing;
    }
    return NULL;
}

static bool run_program(const char *name, const json *program, bool plain, struct outcome *end)
{
    struct names s = {.below = &seen.inputs};
    uint32_t depth;
    rp_mode *mode = NULL;
    rp_mode_pop(0); /* of a program that failed */
    memset(&seen, 0, sizeof seen);
    seen.plain = plain;
    make_inputs(program);
    rp_manual_seed((uint64_t)json_number(program, "generator_seed", 1));
    ck_ok(rp_mode_create_from(&mode, &watch, NULL));
    ck_ok(rp_mode_push(mode, &depth));
    const uint64_t before = live_bytes(), served_before = served();
    rp_status st = run_steps(json_get(program, "steps"), &s, "");
    if (st != RP_E_UNIMPLEMENTED) ck_ok(st);
    keep_named(program, &s);
    const uint64_t kept = live_bytes() - before - named_bytes(&s);
    uint64_t cached = 0;
    rp_region_stats_each(add_kept, &cached);
    seen.in_backward = true;
    if (!st) st = run_passes(program, &s, end);
    rp_mode_pop(depth);
    rp_mode_release(mode);
    if (st == RP_E_UNIMPLEMENTED)
        printf("SKIP %s: %s\n", name, rp_error_message());
    else
        ck_ok(st);
    if (!plain && !st) compare(name, program, kept, cached, served() - served_before);
    collect(end, &s);
    drop(&s);
    drop(&seen.inputs);
    return st == RP_OK;
}

static void check_program(const char *name, const json *program)
{
    const uint64_t live = rp_test_live();
    struct outcome plain = {0}, region = {0};
    ck_ok(rp_init());
    const char *missing = missing_operator(program);
    if (missing) {
        printf("SKIP %s: there is no operator %s\n", name, missing);
        return;
    }
    const bool complete = run_program(name, program, true, &plain);
    if (complete) run_program(name, program, false, &region);
    ck_assert_int_eq(complete ? plain.n : 0, region.n);
    for (int i = 0; !complete && i < plain.n; i++) rp_tensor_release(plain.t[i]);
    for (int i = 0; i < region.n; i++) {
        ck_assert_msg(rp_test_equal_bits(plain.t[i], region.t[i]),
                      "%s: value %d differs from the plain run", name, i);
        rp_tensor_release(plain.t[i]);
        rp_tensor_release(region.t[i]);
    }
    ck_assert_msg(rp_test_live() == live, "%s: %d objects are left", name,
                  (int)(rp_test_live() - live));
}

/* ---- the suite ------------------------------------------------------------------------------ */
static char folder[512];
static struct dirent **file;
static int n_files;

static int is_json(const struct dirent *d)
{
    const size_t n = strlen(d->d_name);
    return n > 5 && !strcmp(d->d_name + n - 5, ".json");
}

START_TEST(checkpoint__program_equals_its_recording)
{
    char path[1024];
    const char *only = getenv("REPRISE_PROGRAM"), *name = file[_i]->d_name;
    if (only && strcmp(only, name) != 0) return;
    snprintf(path, sizeof path, "%s/%s", folder, name);
    json *program = json_read(path);
    check_program(name, program);
    json_free(program);
}
END_TEST

Suite *rp_test_suite(void)
{
    const char *given = getenv("REPRISE_PROGRAMS"), *source = getenv("REPRISE_SOURCE_DIR");
    snprintf(folder, sizeof folder, "%s%s",
             given    ? given
             : source ? source
                      : ".",
             given ? "" : "/tests/golden/checkpoint");
    Suite *suite = suite_create("programs");
    TCase *tcase = tcase_create("programs");
    n_files = scandir(folder, &file, is_json, alphasort);
    if (n_files > 0)
        tcase_add_loop_test(tcase, checkpoint__program_equals_its_recording, 0, n_files);
    else
        printf("SKIP programs: no recordings in %s\n", folder);
    suite_add_tcase(suite, tcase);
    return suite;
}
