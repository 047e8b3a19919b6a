/* modes/remat/remat.h - recipes: how the bytes of a storage came about, and what makes them again.
 * For modes/remat and modes/init.c; the public calls are rp_remat_push and rp_remat_pop of
 * checkpoint.h
 *
 * A recipe describes one storage version. `call` is the operator call that made it; a recipe
 * without a call is an anchor: bytes that are kept as they are (parameters, inputs, kept results).
 * Recipes form a graph: a call refers to the recipes of its tensor arguments.
 *
 *     storage -> watch -> recipe -> call -> sources (recipe + geometry) -> ...
 *
 * Demand runs down that graph: a recipe is in demand while a packed value, or a call whose results
 * are in demand, needs it. Only an anchor in demand holds its storage; otherwise nothing here keeps
 * bytes alive. All of it is guarded by one lock, which is never held while an operator runs.
 */
#ifndef RP_REMAT_H
#define RP_REMAT_H
#include "dispatch/impl.h"
#include "modes/checkpoint/checkpoint.h"

/* ---- for modes/init.c ------------------------------------------------------------------------ */
/* once, before the first scope: storages tell of writes and of their end */
void rp_remat_start(void);
/** Policy of threads that start from now on: the text of REPRISE_SAC ("force:" in front is
 * legal). */
rp_status rp_remat_set_default(const char *variable, const char *text);
bool rp_remat_is_default(void);
rp_status rp_remat_enter_thread(void); /* opens the default scope on this thread, if there is one */
void rp_remat_end(void);

/* ---- recipes (recipe.c) ---------------------------------------------------------------------- */
typedef struct remat_geometry {
    int64_t *dims; /* shape, then stride; own[] or one heap block */
    int64_t offset;
    rp_dtype dtype;
    uint32_t flags; /* RP_T_NUMBER */
    int32_t ndim;
    int64_t own[8];
} remat_geometry;
rp_status rp_remat_geometry_init(remat_geometry *g, const rp_tensor *t);
void rp_remat_geometry_fini(remat_geometry *g);
rp_status rp_remat_geometry_on(rp_tensor **out, const remat_geometry *g, rp_storage *s);

struct remat_recipe;
typedef struct remat_source {    /* a tensor argument of a call */
    struct remat_recipe *recipe; /* owned */
    remat_geometry geometry;
} remat_source;

enum { REMAT_DRAWS = 4 };
typedef struct remat_draw {
    uint64_t seed, offset, numbers;
} remat_draw;

typedef struct remat_call { /* shared by the recipes of its results */
    /* demand: of its results together; stamp: of the last traversal */
    uint32_t refs, demand, stamp;
    const rp_op *op;
    /* owned copies; tensors stand as {TENSOR, n: index into source} */
    rp_value *in;
    uint32_t n_in, n_sources, n_results, n_draws;
    uint32_t room; /* of source */
    remat_source *source;
    /* borrowed, by flattened result; NULL: not fresh, or its recipe died */
    struct remat_recipe **result;
    remat_draw draw[REMAT_DRAWS];
    uint64_t ops, bytes; /* of the closure: at least what making it from anchors takes */
    uint64_t own_bytes;  /* of its results */
    rp_device default_device;
    bool has_default_device;
} remat_call;

typedef struct remat_recipe {
    uint32_t refs;   /* watch, sources, packed values */
    uint32_t demand; /* packed values, and calls in demand that read it */
    uint32_t packs;  /* packed values alone */
    /* where the bytes are, if anywhere: cleared when it dies or is written. Owned while `held` */
    rp_storage *storage;
    bool held;        /* an anchor in demand */
    remat_call *call; /* owned; NULL: an anchor */
    uint32_t result;  /* which of its results */
    /* one backward pass: bytes that were made and have readers to come */
    rp_storage *kept; /* owned */
    uint64_t kept_pass, read_pass;
    uint32_t reads; /* in read_pass */
} remat_recipe;

void rp_remat_lock(void); /* recursive: storages die under it */
void rp_remat_unlock(void);
/** Somebody may write these bytes unseen: foreign ones, and those that are pinned (a DLPack export,
 * a raw pointer in use). */
bool rp_remat_is_exposed(rp_storage *s);
/** The recipe of these bytes, an anchor if nothing says how they came about; owned. *out stays NULL
 * for exposed bytes. Under the lock. */
rp_status rp_remat_recipe_of(remat_recipe **out, rp_storage *s);
/* borrowed, NULL if none. Under the lock */
remat_recipe *rp_remat_find(rp_storage *s);
/* r describes s from now on. Under the lock */
rp_status rp_remat_attach(rp_storage *s, remat_recipe *r);
/* takes a reference of call */
rp_status rp_remat_recipe_create(remat_recipe **out, remat_call *call, uint32_t result);
void rp_remat_release(remat_recipe *r);    /* under the lock; NULL is legal */
void rp_remat_call_release(remat_call *c); /* under the lock */
/** False, and nothing changed, if bytes that it would take are gone. Under the lock. */
bool rp_remat_demand(remat_recipe *r);
void rp_remat_undemand(remat_recipe *r);
/** The storage with these bytes, retained, if it is alive. Under the lock. */
rp_storage *rp_remat_resident(remat_recipe *r);
rp_status rp_remat_copy(rp_storage **out, const rp_storage *s);
rp_status rp_remat_before_write(rp_storage *s); /* the write barrier: rp_storage_up */
bool rp_remat_dying(rp_storage *s);             /* the same */

/* ---- scopes: one policy at work on a thread (scope.c, record.c) ------------------------------ */
/* when a result is kept because remaking it would take too much (boundary.c) */
typedef struct remat_boundary {
    uint64_t dropped, largest;           /* of this step */
    uint64_t last_dropped, last_largest; /* of the step before */
    bool first;                          /* no step has ended yet */
} remat_boundary;
typedef struct remat_scope {
    rp_object object;
    struct sac_policy *policy; /* owned; NULL: nothing is kept on purpose */
    uint32_t n_ops;
    uint32_t *calls; /* by operator index, in this forward phase: for op/2 */
    bool off;        /* keeps everything */
    remat_boundary boundary;
    /* operators run again; values packed, and packed as recipes */
    _Atomic uint64_t replayed, packed, dropped, dropped_bytes;
} remat_scope;
extern const rp_mode_type rp_mode_type_remat;
extern const rp_hooks_type rp_remat_hooks_type;
/** The scope that is at work on this thread, NULL if none. */
remat_scope *rp_remat_current(void);

/** True if a result with this call may be dropped. Under the lock. */
bool rp_remat_boundary_allows(remat_scope *s, remat_call *c);
void rp_remat_boundary_drop(remat_boundary *b, uint64_t bytes);
void rp_remat_boundary_result(remat_boundary *b, uint64_t bytes);
void rp_remat_boundary_step(remat_boundary *b); /* a backward pass ended */

/* ---- packed values (pack.c), and making them again (materialise.c) --------------------------- */
rp_status rp_remat_materialise(rp_storage **out, remat_recipe *r, remat_scope *scope);
/** Counts one reader of r in the running pass: with the last one the pass gives up the bytes it
 * kept. */
void rp_remat_reader(remat_recipe *r);
#endif
