/* dispatch/vjp_text.c - see vjp_text.h: a recursive-descent reader and a stack machine */
#include "dispatch/vjp_text.h"
#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    MAX_STEPS = 160,
    MAX_FORMULAS = 8,
    MAX_STACK = 16,
    MAX_NAME = 40,
    MAX_CALL = 6,
    MAX_OVERLOADS = 16
};
enum code {
    PUSH_GRAD,
    PUSH_ARG,
    PUSH_RESULT,
    PUSH_NUMBER,
    ADD,
    SUB,
    MUL,
    DIV,
    NEG,
    CALL,
    TEST,
    JUMP
};

struct step {
    uint8_t code, n; /* n: arguments of a CALL */
    /* argument (b: it is a tensor) or result; JUMP to a; TEST: true goes to a, false to b */
    uint16_t a, b;
    rp_value number;
    char name[MAX_NAME];                   /* of a CALL: "aten::eq" */
    _Atomic(const rp_op *) op, reciprocal; /* the overloads used last */
};
struct formula {
    uint16_t first, end, argument;
    uint64_t in, out; /* what it reads */
};
struct rp_vjp_program {
    uint32_t n_formulas, n_steps;
    struct formula formula[MAX_FORMULAS];
    struct step step[];
};

/* ---- reading --------------------------------------------------------------------------------- */
struct reader {
    const rp_op *op;
    const char *text, *at;
    struct formula *formula;
    struct step step[MAX_STEPS];
    uint32_t n, depth;
};

static rp_status wrong(const struct reader *r, const char *what)
{
    return RP_FAIL(RP_E_INVALID, "derivative of %s, column %d: %s in \"%s\"", r->op->schema.name,
                   (int)(r->at - r->text) + 1, what, r->text);
}

static char peek(struct reader *r)
{
    while (*r->at == ' ' || *r->at == '\n' || *r->at == '\t') r->at++;
    return *r->at;
}

static rp_status emit(struct reader *r, struct step s, int stack)
{
    if (r->n == MAX_STEPS) return wrong(r, "the formula is too long");
    r->depth = (uint32_t)((int)r->depth + stack);
    if (r->depth > MAX_STACK) return wrong(r, "the formula is nested too deeply");
    memcpy(&r->step[r->n++], &s, sizeof s);
    return RP_OK;
}

static rp_status expression(struct reader *r);

static rp_status expect(struct reader *r, char c)
{
    char what[32] = "expected ' '";
    what[10] = c;
    if (peek(r) != c) return wrong(r, what);
    r->at++;
    return RP_OK;
}

static rp_status number(struct reader *r)
{
    char *end;
    const char *begin = r->at;
    const double value = strtod(begin, &end);
    bool integer = true;
    for (const char *p = begin; p < end; p++) integer &= isdigit((unsigned char)*p) != 0;
    r->at = end;
    return emit(
        r,
        (struct step){.code = PUSH_NUMBER,
                      .number = integer ? rp_value_int((int64_t)value) : rp_value_float(value)},
        1);
}

static rp_status variable(struct reader *r, const char *name)
{
    const rp_schema *s = &r->op->schema;
    if (strcmp(name, "g") == 0) return emit(r, (struct step){.code = PUSH_GRAD}, 1);
    if (strcmp(name, "true") == 0 || strcmp(name, "false") == 0)
        return emit(r, (struct step){.code = PUSH_NUMBER, .number = rp_value_bool(name[0] == 't')},
                    1);
    for (uint32_t i = 0; i < s->n_args; i++) {
        if (strcmp(s->arg[i].name, name)) continue;
        if (s->arg[i].type == RP_TYPE_TENSOR) r->formula->in |= UINT64_C(1) << i;
        return emit(r,
                    (struct step){
                        .code = PUSH_ARG, .a = (uint16_t)i, .b = s->arg[i].type == RP_TYPE_TENSOR},
                    1);
    }
    for (uint32_t i = 0; i < s->n_rets; i++) {
        const bool is_y = i == 0 && strcmp(name, "y") == 0;
        if (!is_y && (!s->ret[i].name || strcmp(s->ret[i].name, name))) continue;
        r->formula->out |= UINT64_C(1) << i;
        return emit(r, (struct step){.code = PUSH_RESULT, .a = (uint16_t)i}, 1);
    }
    return wrong(r, "an unknown name");
}

/* where(c, a, b): three versions of the rest, since only a tensor condition wants both branches. */
static rp_status conditional(struct reader *r)
{
    RP_TRY(expression(r));
    RP_TRY(expect(r, ','));
    const uint32_t test = r->n, depth = r->depth;
    RP_TRY(emit(r, (struct step){.code = TEST}, 0));
    const char *first = r->at;
    RP_TRY(expression(r));
    RP_TRY(expect(r, ','));
    const char *second = r->at;
    RP_TRY(expression(r));
    RP_TRY(emit(r, (struct step){.code = CALL, .n = 3, .name = "aten::where"}, -2));
    const uint32_t jump = r->n;
    RP_TRY(emit(r, (struct step){.code = JUMP}, 0));
    const char *end = r->at;

    r->step[test].a = (uint16_t)r->n;
    r->at = first;
    r->depth = depth - 1;
    RP_TRY(expression(r));
    const uint32_t jump_true = r->n;
    RP_TRY(emit(r, (struct step){.code = JUMP}, 0));

    r->step[test].b = (uint16_t)r->n;
    r->at = second;
    r->depth = depth - 1;
    RP_TRY(expression(r));
    r->step[jump].a = r->step[jump_true].a = (uint16_t)r->n;
    r->at = end;
    return expect(r, ')');
}

static rp_status call(struct reader *r, const char *name)
{
    struct step s = {.code = CALL};
    if (strcmp(name, "where") == 0) return conditional(r);
    if (strlen(name) + sizeof "aten::" > MAX_NAME) return wrong(r, "a name that is too long");
    memcpy(s.name, "aten::", 6);
    memcpy(s.name + 6, name, strlen(name) + 1);
    for (;;) {
        RP_TRY(expression(r));
        if (++s.n > MAX_CALL) return wrong(r, "too many arguments");
        if (peek(r) != ',') break;
        r->at++;
    }
    RP_TRY(expect(r, ')'));
    return emit(r, s, 1 - s.n);
}

static rp_status primary(struct reader *r)
{
    const char c = peek(r);
    if (c == '(') {
        r->at++;
        RP_TRY(expression(r));
        return expect(r, ')');
    }
    if (isdigit((unsigned char)c) || c == '.') return number(r);
    if (!isalpha((unsigned char)c) && c != '_') return wrong(r, "expected a name, a number or '('");
    char name[MAX_NAME];
    size_t n = 0;
    const char *p = r->at;
    for (; isalnum((unsigned char)*p) || *p == '_'; p++)
        if (n + 1 < sizeof name) name[n++] = *p;
    name[n] = 0;
    if (*p != '(') {
        RP_TRY(variable(r, name));
        r->at = p;
        return RP_OK;
    }
    r->at = p + 1;
    return call(r, name);
}

static rp_status unary(struct reader *r)
{
    if (peek(r) != '-') return primary(r);
    r->at++;
    RP_TRY(unary(r));
    return emit(r, (struct step){.code = NEG}, 0);
}

static rp_status term(struct reader *r)
{
    RP_TRY(unary(r));
    for (char c; c = peek(r), c == '*' || c == '/';) {
        r->at++;
        RP_TRY(unary(r));
        RP_TRY(emit(r, (struct step){.code = c == '*' ? MUL : DIV}, -1));
    }
    return RP_OK;
}

static rp_status expression(struct reader *r)
{
    RP_TRY(term(r));
    for (char c; c = peek(r), c == '+' || c == '-';) {
        r->at++;
        RP_TRY(term(r));
        RP_TRY(emit(r, (struct step){.code = c == '+' ? ADD : SUB}, -1));
    }
    return RP_OK;
}

static rp_status formulas(struct reader *r, struct rp_vjp_program *head)
{
    const rp_schema *s = &r->op->schema;
    uint32_t k = 0;
    bool more = true;
    for (uint32_t i = 0; more && i < s->n_args; i++) {
        if (s->arg[i].type != RP_TYPE_TENSOR || s->arg[i].is_out) continue;
        if (k == MAX_FORMULAS) return wrong(r, "too many formulas");
        r->formula = &head->formula[k++];
        *r->formula = (struct formula){.first = (uint16_t)r->n, .argument = (uint16_t)i};
        r->depth = 0;
        const char c = peek(r);
        if (c && c != ';') RP_TRY(expression(r));
        r->formula->end = (uint16_t)r->n;
        more = peek(r) == ';';
        if (more) r->at++;
    }
    head->n_formulas = k;
    return peek(r) ? wrong(r, "expected an operator, ';' or the end") : RP_OK;
}

rp_status rp_vjp_program_compile(const struct rp_vjp_program **out, rp_op *op)
{
    struct rp_vjp_program head = {0};
    struct reader *r = rp_alloc_zero(sizeof *r);
    if (!r) return RP_E_MEMORY;
    r->op = op;
    r->text = r->at = op->row->vjp_text;
    rp_status st = formulas(r, &head);
    if (st == RP_OK) {
        const size_t bytes = sizeof head + r->n * sizeof *r->step;
        struct rp_vjp_program *p = rp_alloc(bytes);
        if (p) {
            head.n_steps = r->n;
            memcpy(p, &head, sizeof head);
            memcpy(p->step, r->step, r->n * sizeof *r->step);
            *out = p;
        } else {
            st = RP_E_MEMORY;
        }
    }
    rp_free(r, sizeof *r);
    return st;
}

void rp_vjp_program_free(const struct rp_vjp_program *p)
{
    if (p) rp_free((void *)(uintptr_t)p, sizeof *p + p->n_steps * sizeof *p->step);
}

void rp_vjp_program_reads(const struct rp_vjp_program *p, uint32_t argument, uint64_t *in,
                          uint64_t *out)
{
    *in = *out = 0;
    for (uint32_t k = 0; k < p->n_formulas; k++) {
        if (p->formula[k].argument != argument) continue;
        *in = p->formula[k].in;
        *out = p->formula[k].out;
    }
}

/* ---- numbers --------------------------------------------------------------------------------- */
static bool is_number(const rp_value *v)
{
    return v->tag == RP_TAG_INT || v->tag == RP_TAG_FLOAT || v->tag == RP_TAG_BOOL;
}

static double as_float(const rp_value *v)
{
    return v->tag == RP_TAG_FLOAT ? v->u.f : (double)v->u.i;
}

/* A string is true, what is absent is not. */
static bool is_true(const rp_value *v)
{
    return is_number(v) ? as_float(v) != 0 : v->tag != RP_TAG_NONE;
}

static bool is_one(const rp_value *v)
{
    return is_number(v) && as_float(v) == 1;
}

static rp_value fold(enum code code, const rp_value *a, const rp_value *b)
{
    const bool integers = a->tag != RP_TAG_FLOAT && b->tag != RP_TAG_FLOAT;
    const double x = as_float(a), y = as_float(b);
    switch (code) {
    case ADD:
        return integers ? rp_value_int((int64_t)((uint64_t)a->u.i + (uint64_t)b->u.i))
                        : rp_value_float(x + y);
    case SUB:
        return integers ? rp_value_int((int64_t)((uint64_t)a->u.i - (uint64_t)b->u.i))
                        : rp_value_float(x - y);
    case MUL:
        return integers ? rp_value_int((int64_t)((uint64_t)a->u.i * (uint64_t)b->u.i))
                        : rp_value_float(x * y);
    default: return rp_value_float(x / y);
    }
}

/* Functions of numbers alone; false for what needs an operator. NONE compares as true: an absent
   bound. */
static bool fold_call(const char *name, rp_value *v, uint32_t n)
{
    static const char *const comparisons[] = {"eq", "ne", "lt", "le", "gt", "ge"};
    const char *f = name + 6;
    if (n == 1 && is_number(&v[0])) {
        const double x = as_float(&v[0]);
        if (strcmp(f, "log") == 0) v[0] = rp_value_float(log(x));
        else if (strcmp(f, "exp") == 0) v[0] = rp_value_float(exp(x));
        else if (strcmp(f, "sqrt") == 0) v[0] = rp_value_float(sqrt(x));
        else if (strcmp(f, "logical_not") == 0) v[0] = rp_value_bool(x == 0);
        else if (strcmp(f, "float32") == 0) v[0] = rp_value_float((double)(float)x);
        else return false;
        return true;
    }
    if (n != 2) return false;
    for (int k = 0; k < 6; k++) {
        if (strcmp(f, comparisons[k])) continue;
        if (v[0].tag == RP_TAG_NONE || v[1].tag == RP_TAG_NONE) {
            v[0] = rp_value_bool(1);
            return true;
        }
        if (!is_number(&v[0]) || !is_number(&v[1])) return false;
        const double x = as_float(&v[0]), y = as_float(&v[1]);
        const bool result[] = {x == y, x != y, x<y, x <= y, x> y, x >= y};
        v[0] = rp_value_bool(result[k]);
        return true;
    }
    return false;
}

/* ---- running --------------------------------------------------------------------------------- */
struct item {
    rp_value v;
    bool owned;
};
struct machine {
    rp_node *node;
    rp_tensor *grad;
    uint64_t have_in, have_out; /* loaded already */
    rp_tensor *in[RP_MAX_ARGS], *out[RP_MAX_RETURNS];
    struct item stack[MAX_STACK];
    uint32_t top;
};

static void drop(struct item *i)
{
    if (i->owned) rp_tensor_release(i->v.u.t);
    i->owned = false;
}

static void push(struct machine *m, rp_value v, bool owned)
{
    m->stack[m->top++] = (struct item){v, owned};
}

static rp_status push_argument(struct machine *m, uint32_t i, bool tensor)
{
    if (!tensor) {
        push(m, *rp_saved_arg(m->node, i), false);
        return RP_OK;
    }
    if (!(m->have_in >> i & 1)) {
        m->in[i] = NULL;
        RP_TRY(rp_saved_input(&m->in[i], m->node, i));
        m->have_in |= UINT64_C(1) << i;
    }
    push(m, rp_value_tensor(m->in[i]), false);
    return RP_OK;
}

static rp_status push_result(struct machine *m, uint32_t k)
{
    if (!(m->have_out >> k & 1)) {
        m->out[k] = NULL;
        RP_TRY(rp_saved_output(&m->out[k], m->node, k));
        m->have_out |= UINT64_C(1) << k;
    }
    push(m, rp_value_tensor(m->out[k]), false);
    return RP_OK;
}

static bool accepts(const rp_op *op, const struct item *a, uint32_t n)
{
    if (op->form != RP_FORM_FUNCTIONAL || n > op->schema.n_positional) return false;
    for (uint32_t i = 0; i < op->schema.n_args; i++) {
        const rp_param *p = &op->schema.arg[i];
        if (i >= n) {
            if (!p->has_default) return false;
        } else if (p->list || (p->type == RP_TYPE_TENSOR) != (a[i].v.tag == RP_TAG_TENSOR)) {
            return false;
        }
    }
    return true;
}

static rp_status resolve(const rp_op **op, _Atomic(const rp_op *) *cache, const char *name,
                         const struct item *a, uint32_t n)
{
    const rp_op *overload[MAX_OVERLOADS];
    *op = atomic_load_explicit(cache, memory_order_relaxed);
    if (*op && accepts(*op, a, n)) return RP_OK;
    const uint32_t count = rp_op_overloads(name, overload, MAX_OVERLOADS);
    for (uint32_t i = 0; i < count && i < MAX_OVERLOADS; i++) {
        if (!accepts(overload[i], a, n)) continue;
        *op = overload[i];
        atomic_store_explicit(cache, *op, memory_order_relaxed);
        return RP_OK;
    }
    return RP_FAIL(RP_E_UNIMPLEMENTED,
                   "a derivative calls %s with %u arguments, but no such overload is registered",
                   name, n);
}

/* The last n items are the arguments; the result takes their place. */
static rp_status operate(struct machine *m, _Atomic(const rp_op *) *cache, const char *name,
                         uint32_t n)
{
    const rp_op *op;
    rp_value in[MAX_CALL], out;
    struct item *a = &m->stack[m->top - n];
    RP_TRY(resolve(&op, cache, name, a, n));
    for (uint32_t i = 0; i < n; i++) in[i] = a[i].v;
    RP_TRY(rp_call_from(op, NULL, in, n, &out, 1));
    for (uint32_t i = 0; i < n; i++) drop(&m->stack[--m->top]);
    push(m, out, true);
    return RP_OK;
}

/* true and x is x; false or x is x. */
static bool short_circuit(struct machine *m, const struct step *s)
{
    const bool both = strcmp(s->name, "aten::logical_and") == 0;
    if (s->n != 2 || (!both && strcmp(s->name, "aten::logical_or"))) return false;
    struct item *a = &m->stack[m->top - 2];
    if (a[0].v.tag == RP_TAG_TENSOR && a[1].v.tag == RP_TAG_TENSOR) return false;
    const int number = is_number(&a[0].v) ? 0 : 1;
    const bool decided = (as_float(&a[number].v) != 0) != both;
    const struct item keep = decided ? a[number] : a[1 - number];
    if (decided) drop(&a[1 - number]);
    a[0] = keep;
    m->top--;
    return true;
}

static rp_status function(struct machine *m, struct step *s)
{
    rp_value v[MAX_CALL];
    for (uint32_t i = 0; i < s->n; i++) v[i] = m->stack[m->top - s->n + i].v;
    if (fold_call(s->name, v, s->n)) {
        for (uint32_t i = 0; i < s->n; i++) drop(&m->stack[--m->top]);
        push(m, v[0], false);
        return RP_OK;
    }
    return short_circuit(m, s) ? RP_OK : operate(m, &s->op, s->name, s->n);
}

static void swap_top(struct machine *m)
{
    const struct item a = m->stack[m->top - 1];
    m->stack[m->top - 1] = m->stack[m->top - 2];
    m->stack[m->top - 2] = a;
}

/* One operand is the number 1 of a product or quotient: the other one is the result. */
static bool skip_one(struct machine *m, enum code code)
{
    struct item *a = &m->stack[m->top - 2], *b = a + 1;
    if (code != MUL && code != DIV) return false;
    if (!is_one(&b->v)) {
        if (code == DIV || !is_one(&a->v)) return false;
        *a = *b;
    }
    m->top--;
    return true;
}

static rp_status arithmetic(struct machine *m, struct step *s)
{
    struct item *a = &m->stack[m->top - 2], *b = a + 1;
    enum code code = s->code;
    if (is_number(&a->v) && is_number(&b->v)) {
        a->v = fold(code, &a->v, &b->v);
        m->top--;
        return RP_OK;
    }
    if (is_number(&a->v) && code == DIV) { /* c / x is (1 / x) * c */
        RP_TRY(operate(m, &s->reciprocal, "aten::reciprocal", 1));
        code = MUL;
    }
    if (skip_one(m, code)) return RP_OK;
    const bool number_first = is_number(&a->v);
    if (number_first) swap_top(m);
    switch (code) {
    case ADD: return operate(m, &s->op, "aten::add", 2);
    case SUB: return operate(m, &s->op, number_first ? "aten::rsub" : "aten::sub", 2);
    case MUL: return operate(m, &s->op, "aten::mul", 2);
    default: return operate(m, &s->op, "aten::div", 2);
    }
}

static rp_status negate(struct machine *m, struct step *s)
{
    rp_value *v = &m->stack[m->top - 1].v;
    if (!is_number(v)) return operate(m, &s->op, "aten::neg", 1);
    *v = v->tag == RP_TAG_FLOAT ? rp_value_float(-v->u.f) : rp_value_int(-v->u.i);
    return RP_OK;
}

static rp_status step(struct machine *m, struct step *s, uint32_t *next)
{
    switch (s->code) {
    case PUSH_GRAD: push(m, rp_value_tensor(m->grad), false); return RP_OK;
    case PUSH_ARG: return push_argument(m, s->a, s->b);
    case PUSH_RESULT: return push_result(m, s->a);
    case PUSH_NUMBER: push(m, s->number, false); return RP_OK;
    case NEG: return negate(m, s);
    case CALL: return function(m, s);
    case JUMP: *next = s->a; return RP_OK;
    case TEST:
        if (m->stack[m->top - 1].v.tag == RP_TAG_TENSOR) return RP_OK;
        *next = is_true(&m->stack[--m->top].v) ? s->a : s->b;
        return RP_OK;
    default: return arithmetic(m, s);
    }
}

static rp_status evaluate(struct machine *m, const struct rp_vjp_program *p,
                          const struct formula *f, rp_tensor **out)
{
    rp_status st = RP_OK;
    m->top = 0;
    for (uint32_t at = f->first; st == RP_OK && at < f->end;) {
        /* the operator cache in it is atomic */
        struct step *s = (struct step *)(uintptr_t)&p->step[at++];
        st = step(m, s, &at);
    }
    if (st == RP_OK && (m->top != 1 || m->stack[0].v.tag != RP_TAG_TENSOR))
        st = RP_FAIL(RP_E_INTERNAL, "a derivative formula of %s did not give a tensor",
                     rp_node_name(m->node));
    if (st == RP_OK) {
        struct item *i = &m->stack[0];
        *out = i->owned ? i->v.u.t : rp_tensor_retain(i->v.u.t);
        return RP_OK;
    }
    while (m->top) drop(&m->stack[--m->top]);
    return st;
}

static void unload(struct machine *m)
{
    for (uint64_t rest = m->have_in; rest; rest &= rest - 1)
        rp_tensor_release(m->in[__builtin_ctzll(rest)]);
    for (uint64_t rest = m->have_out; rest; rest &= rest - 1)
        rp_tensor_release(m->out[__builtin_ctzll(rest)]);
}

rp_status rp_vjp_program_run(const struct rp_vjp_program *p, rp_call *c, rp_node *n, uint64_t needs,
                             rp_tensor *const *grad_out, rp_tensor **grad_in)
{
    struct machine m;
    rp_status st = RP_OK;
    (void)c;
    if (!grad_out[0]) return RP_OK;
    m.node = n;
    m.grad = grad_out[0];
    m.have_in = m.have_out = 0;
    m.top = 0;
    for (uint32_t k = 0; st == RP_OK && k < p->n_formulas; k++) {
        const struct formula *f = &p->formula[k];
        if (f->first == f->end || !(needs >> f->argument & 1)) continue;
        st = evaluate(&m, p, f, &grad_in[f->argument]);
    }
    unload(&m);
    return st;
}
