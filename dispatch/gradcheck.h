/* dispatch/gradcheck.h - are the derivatives of a function right? Compared with difference
   quotients in f64 */
#ifndef RP_GRADCHECK_H
#define RP_GRADCHECK_H
#include "core/autograd.h"
#ifdef __cplusplus
extern "C" {
#endif
enum { RP_GRADCHECK_MAX = 64 }; /* inputs, and results */

/** The function under test. `out` are as many NULL slots as there are results, to be filled with
 * owned references; a slot may stay NULL. It must be deterministic and must not write its inputs
 * (clone first what an in-place operator is to write). */
typedef rp_status (*rp_gradcheck_fn)(void *ctx, rp_tensor *const *in, rp_tensor **out);

typedef struct rp_gradcheck_options { /* zero-initialised apart from `size`: PyTorch's defaults */
    uint32_t size;
    int32_t n_out; /* results of the function; 0 means one */
    double eps;    /* step of the difference quotient; 0 means 1e-6 */
    /* |analytic - numeric| <= atol + rtol * |numeric|; 0 means 1e-5 and 1e-3 */
    double atol, rtol;
    double nondet_tol;   /* two backward passes over one graph may differ by this; default 0 */
    uint8_t fast;        /* one random direction for each input instead of whole Jacobians */
    uint8_t one_layout;  /* leave out gradients of other layouts (expanded) */
    uint8_t all_defined; /* leave out gradients that are absent, for functions of several results */
} rp_gradcheck_options;

/** Compares the backward pass of `fn` with central differences, for every input that requires grad
 * and every result that does.
 * @param in  `n_in` tensors; those that require grad are f64, do not overlap themselves, and are
 *             leaves. Their values are moved by eps and put back
 * @return RP_E_VALUE where a gradient differs (the text has the element, both numbers and the
 *          tolerance), where two passes differ, or where an absent or expanded gradient is treated
 *          otherwise than zeros or a dense one; RP_E_DTYPE, RP_E_LAYOUT for inputs that cannot be
 *          checked; RP_E_INVALID if nothing requires grad; else what `fn` returned
 * Threads: any. Reference: torch.autograd.gradcheck.
 */
RP_API RP_MUST rp_status rp_gradcheck(rp_gradcheck_fn fn, void *ctx, rp_tensor *const *in, int n_in,
                                      const rp_gradcheck_options *o);
/** The same for the gradients of `fn`, as functions of the inputs and of random gradients of the
 * results: double backward. */
RP_API RP_MUST rp_status rp_gradgradcheck(rp_gradcheck_fn fn, void *ctx, rp_tensor *const *in,
                                          int n_in, const rp_gradcheck_options *o);
#ifdef __cplusplus
}
#endif
#endif
