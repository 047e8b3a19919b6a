/* modes/text.h - growing text, and values written the way logs show them */
#ifndef RP_MODES_TEXT_H
#define RP_MODES_TEXT_H
#include "dispatch/impl.h"

typedef struct rp_text {
    char *at; /* zero-terminated; NULL while empty */
    size_t n, cap;
    bool failed; /* memory ran out: the text is short, RP_E_MEMORY was recorded */
} rp_text;
void rp_text_add(rp_text *t, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void rp_text_clear(rp_text *t); /* keeps the room */
void rp_text_fini(rp_text *t);

/** How tensors are written; `result` asks for dtype and shape too. */
typedef struct rp_text_style {
    void (*tensor)(void *ctx, rp_text *t, const rp_tensor *x, bool result);
    void *ctx;
} rp_text_style;
/** Scalars as Python prints them, lists in brackets, dtypes and devices by name. */
void rp_text_value(rp_text *t, const rp_value *v, bool result, const rp_text_style *style);
/** "aten::add.Tensor($0, $1, alpha=2)": arguments that equal their default are left out,
 * keyword-only ones are named. */
void rp_text_call(rp_text *t, const rp_op *op, const rp_value *in, uint32_t n_in,
                  const rp_text_style *style);
/** One result as it is, several in parentheses. */
void rp_text_results(rp_text *t, const rp_value *out, uint32_t n_out, const rp_text_style *style);
#endif
