/* modes/saved_mutation.h - writing in place what backward still needs: the old values are copied at
   the write */
#ifndef RP_SAVED_MUTATION_H
#define RP_SAVED_MUTATION_H
#include "core/autograd.h"
#ifdef __cplusplus
extern "C" {
#endif
typedef struct rp_saved_mutation rp_saved_mutation;
/** From here to the pop, on this thread, operators may write tensors that graphs recorded in the
 * scope have saved: the first write copies the storage, once for all that saved this version of it.
 * Backward must run inside the scope.
 * @return RP_E_STATE inside another such scope, or where hooks are disabled
 * Reference: torch.autograd.graph.allow_mutation_on_saved_tensors; storages are told apart by
 * identity, so views are safe anywhere.
 */
RP_API RP_MUST rp_status rp_saved_mutation_push(rp_saved_mutation **out);
RP_API void rp_saved_mutation_pop_take(rp_saved_mutation *s); /* NULL is legal */
/** Copies that graphs of the scope hold now. */
RP_API uint32_t rp_saved_mutation_copies(const rp_saved_mutation *s);
#ifdef __cplusplus
}
#endif
#endif
