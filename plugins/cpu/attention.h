/* plugins/cpu/attention.h - what the plain and the fast attention share
 *
 * q: (B, H, Tq, D), k and v: (B, H, Tk, D), lse: (B, H, Tq).
 *   s = scale q k^T (+ mask);  p = exp(s - lse), lse = log(sum(exp(s)));  o = p v
 *   dv = p^T do;  ds = p (do v^T - delta), delta = sum_d do o;  dq = scale ds k;  dk = scale ds^T q
 * Dao et al., "FlashAttention" (2022). Causal: query i sees keys 0..i.
 */
#ifndef RP_CPU_ATTENTION_H
#define RP_CPU_ATTENTION_H
#include "cpu.h"

typedef struct cpu_attn {
    int64_t b, h, tq, tk, d;
    double scale;
    bool causal;
    rp_geometry q, k, v, o, lse, mask; /* mask absent: data NULL */
    rp_geometry go, dq, dk, dv;        /* backward only */
} cpu_attn;

/* The forward's arguments and results; the backward's. RP_E_UNIMPLEMENTED for dropout. */
rp_status cpu_attention_forward_arguments(cpu_attn *a, const rp_value *in, const rp_value *out);
rp_status cpu_attention_backward_arguments(cpu_attn *a, const rp_value *in, const rp_value *out);
/* Plain kernels: any dtype, any strides, masks (attention.c). */
rp_status cpu_attention_forward_plain(const cpu_attn *a);
rp_status cpu_attention_backward_plain(const cpu_attn *a);
#endif
