/* modes/text.c - see text.h */
#include "modes/text.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool make_room(rp_text *t, size_t more)
{
    if (t->failed) return false;
    if (t->n + more < t->cap) return true;
    size_t cap = t->cap ? t->cap : 128;
    while (cap <= t->n + more) cap *= 2;
    char *at = rp_realloc(t->at, t->cap, cap);
    t->failed = !at;
    if (!at) return false;
    t->at = at;
    t->cap = cap;
    return true;
}

void rp_text_add(rp_text *t, const char *fmt, ...)
{
    va_list ap, again;
    va_start(ap, fmt);
    va_copy(again, ap);
    const int n = vsnprintf(NULL, 0, fmt, ap);
    if (n >= 0 && make_room(t, (size_t)n + 1)) {
        vsnprintf(t->at + t->n, t->cap - t->n, fmt, again);
        t->n += (size_t)n;
    }
    va_end(again);
    va_end(ap);
}

void rp_text_clear(rp_text *t)
{
    t->n = 0;
    t->failed = false;
    if (t->at) t->at[0] = '\0';
}

void rp_text_fini(rp_text *t)
{
    rp_free(t->at, t->cap);
    *t = (rp_text){0};
}

/* ---- values ---------------------------------------------------------------------------------- */
/* The shortest digits that read back as the same number, laid out as Python's repr does. */
static void add_float(rp_text *t, double f)
{
    char e[40];
    if (isnan(f) || isinf(f)) {
        rp_text_add(t, "%s", isnan(f) ? "nan" : f < 0 ? "-inf" : "inf");
        return;
    }
    int digits = 0;
    do snprintf(e, sizeof e, "%.*e", digits, f);
    while (strtod(e, NULL) != f && ++digits < 17);
    const int exponent = atoi(strchr(e, 'e') + 1);
    if (exponent < -4 || exponent >= 16) {
        *strchr(e, 'e') = '\0';
        rp_text_add(t, "%se%c%02d", e, exponent < 0 ? '-' : '+', abs(exponent));
        return;
    }
    const int places = digits - exponent;
    rp_text_add(t, "%.*f", places > 0 ? places : 1, f);
}

static void add_string(rp_text *t, const char *s, uint32_t n)
{
    rp_text_add(t, "'");
    for (uint32_t i = 0; i < n; i++) {
        const unsigned char c = (unsigned char)s[i];
        if (c == '\'' || c == '\\') rp_text_add(t, "\\%c", c);
        else if (c == '\n') rp_text_add(t, "\\n");
        else if (c < 32 || c == 127) rp_text_add(t, "\\x%02x", c);
        else rp_text_add(t, "%c", c);
    }
    rp_text_add(t, "'");
}

static void add_list(rp_text *t, const rp_value *l, uint32_t n, const char *brackets, bool result,
                     const rp_text_style *style)
{
    rp_text_add(t, "%c", brackets[0]);
    for (uint32_t i = 0; i < n; i++) {
        if (i) rp_text_add(t, ", ");
        rp_text_value(t, &l[i], result, style);
    }
    rp_text_add(t, "%c", brackets[1]);
}

void rp_text_value(rp_text *t, const rp_value *v, bool result, const rp_text_style *style)
{
    char device[64];
    switch (v->tag) {
    case RP_TAG_BOOL: rp_text_add(t, "%s", v->u.i ? "True" : "False"); break;
    case RP_TAG_INT: rp_text_add(t, "%lld", (long long)v->u.i); break;
    case RP_TAG_FLOAT: add_float(t, v->u.f); break;
    case RP_TAG_STR: add_string(t, v->u.s, v->n); break;
    case RP_TAG_DTYPE: rp_text_add(t, "%s", rp_dtype_name(v->u.dtype)); break;
    case RP_TAG_DEVICE:
        rp_text_add(t, "%s", rp_device_name(v->u.device, device, sizeof device));
        break;
    case RP_TAG_TENSOR: style->tensor(style->ctx, t, v->u.t, result); break;
    case RP_TAG_GENERATOR: rp_text_add(t, "generator"); break;
    case RP_TAG_LIST: add_list(t, v->u.l, v->n, "[]", result, style); break;
    default: rp_text_add(t, "None"); break;
    }
}

/* ---- calls ----------------------------------------------------------------------------------- */
static bool same_value(const rp_value *a, const rp_value *b)
{
    if (a->tag != b->tag) { /* a Scalar parameter of type float may have the default 1 */
        const bool numbers = (a->tag == RP_TAG_INT || a->tag == RP_TAG_FLOAT) &&
                             (b->tag == RP_TAG_INT || b->tag == RP_TAG_FLOAT);
        return numbers && (a->tag == RP_TAG_INT ? (double)a->u.i : a->u.f) ==
                              (b->tag == RP_TAG_INT ? (double)b->u.i : b->u.f);
    }
    switch (a->tag) {
    case RP_TAG_NONE: return true;
    case RP_TAG_BOOL: return !a->u.i == !b->u.i;
    case RP_TAG_FLOAT: return a->u.f == b->u.f;
    case RP_TAG_DTYPE: return a->u.dtype == b->u.dtype;
    case RP_TAG_DEVICE:
        return a->u.device.type == b->u.device.type && a->u.device.index == b->u.device.index;
    case RP_TAG_STR: return a->n == b->n && !memcmp(a->u.s, b->u.s, a->n);
    case RP_TAG_LIST:
        for (uint32_t i = 0; i < a->n && a->n == b->n; i++)
            if (!same_value(&a->u.l[i], &b->u.l[i])) return false;
        return a->n == b->n;
    default: return a->u.raw == b->u.raw;
    }
}

static bool is_default(const rp_op *op, uint32_t i, const rp_value *v)
{
    const rp_param *p = &op->schema.arg[i];
    if (p->has_default) return same_value(v, &p->default_value);
    return p->kwarg_only && p->optional && v->tag == RP_TAG_NONE;
}

void rp_text_call(rp_text *t, const rp_op *op, const rp_value *in, uint32_t n_in,
                  const rp_text_style *style)
{
    const char *separator = "";
    uint32_t positional = op->schema.n_positional < n_in ? op->schema.n_positional : n_in;
    while (positional && is_default(op, positional - 1, &in[positional - 1])) positional--;
    rp_text_add(t, "%s(", rp_op_name(op));
    for (uint32_t i = 0; i < positional; i++, separator = ", ") {
        rp_text_add(t, "%s", separator);
        rp_text_value(t, &in[i], false, style);
    }
    for (uint32_t i = op->schema.n_positional; i < n_in; i++) {
        if (is_default(op, i, &in[i])) continue;
        rp_text_add(t, "%s%s=", separator, op->schema.arg[i].name);
        rp_text_value(t, &in[i], false, style);
        separator = ", ";
    }
    rp_text_add(t, ")");
}

void rp_text_results(rp_text *t, const rp_value *out, uint32_t n_out, const rp_text_style *style)
{
    if (n_out == 1) rp_text_value(t, out, true, style);
    else if (n_out) add_list(t, out, n_out, "()", true, style);
    else rp_text_add(t, "None");
}
