/* plugins/common/attention.h - a call of flash attention, or of its gradient, as numbers and
 * geometries. C and C++
 *
 * q: (B, H, Tq, D), k and v: (B, H, Tk, D), lse: (B, H, Tq).
 *   s = scale q k^T (+ mask);  p = exp(s - lse), lse = log(sum(exp(s)));  o = p v
 *   dv = p^T do;  ds = scale p (do v^T - delta), delta = sum_d do o;  dq = ds k;  dk = ds^T q
 * Dao, "FlashAttention-2" (2023). Causal: query i sees keys 0..i.
 */
#ifndef RP_COMMON_ATTENTION_H
#define RP_COMMON_ATTENTION_H
#include "plugins/common/kernel.h"
#include <math.h>

typedef struct kernel_attention {
    int64_t b, h, tq, tk, d;
    double scale;
    bool causal;
    rp_geometry q, k, v, o, lse, mask; /* mask absent: data NULL */
    rp_geometry go, dq, dk, dv;        /* backward only */
} kernel_attention;

/* `in`: dropout_p, is_causal, attn_mask, scale */
static inline rp_status kernel_attention_options(kernel_attention *a, const rp_value *in)
{
    if (kernel_float(&in[0]) != 0)
        return RP_FAIL(RP_E_UNIMPLEMENTED,
                       "attention on " KERNEL_DEVICE ": dropout_p is %g, only 0 is supported",
                       kernel_float(&in[0]));
    a->b = a->q.shape[0];
    a->h = a->q.shape[1];
    a->tq = a->q.shape[2];
    a->d = a->q.shape[3];
    a->tk = a->k.shape[2];
    a->causal = kernel_bool(&in[1]);
    a->mask = kernel_geometry(&in[2]);
    a->scale = kernel_given(&in[3]) ? kernel_float(&in[3]) : 1 / sqrt((double)a->d);
    if (a->v.shape[3] != a->d || a->k.shape[3] != a->d || a->k.shape[1] != a->h ||
        a->v.shape[1] != a->h)
        return RP_FAIL(RP_E_SHAPE,
                       "attention on " KERNEL_DEVICE
                       ": query has %lld heads of %lld, key %lld of %lld, value %lld of %lld",
                       (long long)a->h, (long long)a->d, (long long)a->k.shape[1],
                       (long long)a->k.shape[3], (long long)a->v.shape[1],
                       (long long)a->v.shape[3]);
    return RP_OK;
}

/* (query, key, value, dropout_p, is_causal, attn_mask, scale) -> output, logsumexp */
static inline rp_status kernel_attention_forward(kernel_attention *a, const rp_value *in,
                                                 const rp_value *out)
{
    memset(a, 0, sizeof *a);
    a->q = kernel_geometry(&in[0]);
    a->k = kernel_geometry(&in[1]);
    a->v = kernel_geometry(&in[2]);
    a->o = kernel_geometry(&out[0]);
    a->lse = kernel_geometry(&out[1]);
    return kernel_attention_options(a, in + 3);
}

/* (grad_out, query, key, value, out, logsumexp, dropout_p, is_causal, attn_mask, scale) ->
   grad_query, grad_key, grad_value */
static inline rp_status kernel_attention_backward(kernel_attention *a, const rp_value *in,
                                                  const rp_value *out)
{
    memset(a, 0, sizeof *a);
    a->go = kernel_geometry(&in[0]);
    a->q = kernel_geometry(&in[1]);
    a->k = kernel_geometry(&in[2]);
    a->v = kernel_geometry(&in[3]);
    a->o = kernel_geometry(&in[4]);
    a->lse = kernel_geometry(&in[5]);
    a->dq = kernel_geometry(&out[0]);
    a->dk = kernel_geometry(&out[1]);
    a->dv = kernel_geometry(&out[2]);
    return kernel_attention_options(a, in + 6);
}
#endif
