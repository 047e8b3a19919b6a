/* dispatch/vjp_text.h - derivatives as text: compiled when a row is registered, replayed with
 * operators
 *
 * One formula for each tensor argument, ';' between them, empty where there is no derivative:
 *
 *     g * other; g * self                      (mul)
 *     where(condition, g, zeros_like(g))       calls of operators by short name, results of
 *     comparisons, numbers
 *
 * Names: `g` is the gradient of the first result, `y` the first result, any argument or named
 * result of the schema. Scalar arguments stay numbers: arithmetic and comparisons of two numbers
 * are done at once, a comparison with an absent number is true, `where` with a number as condition
 * (a string is true, an absent one is not) evaluates one branch only, and a factor 1 costs nothing.
 * Because formulas run
 * operators, they can be differentiated again.
 */
#ifndef RP_VJP_TEXT_H
#define RP_VJP_TEXT_H
#include "dispatch/impl.h"

struct rp_vjp_program;
/** Compiles the vjp_text of op's row. RP_E_INVALID with the column for a malformed text or an
 * unknown name. */
rp_status rp_vjp_program_compile(const struct rp_vjp_program **out, rp_op *op);
void rp_vjp_program_free(const struct rp_vjp_program *p); /* NULL is legal */
/** Masks of the tensor arguments and results that the formula of tensor argument `argument` reads:
 * what the recorder saves. */
void rp_vjp_program_reads(const struct rp_vjp_program *p, uint32_t argument, uint64_t *in,
                          uint64_t *out);
/** The vjp of an operator with a text: an rp_vjp. */
rp_status rp_vjp_program_run(const struct rp_vjp_program *p, rp_call *c, rp_node *n, uint64_t needs,
                             rp_tensor *const *grad_out, rp_tensor **grad_in);
#endif
