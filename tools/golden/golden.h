/* tools/golden/golden.h - recorded operator calls (tests/golden/FORMAT.md): read, called again, compared */
#ifndef RP_GOLDEN_H
#define RP_GOLDEN_H
#include "dispatch/op.h"
#include "models/safetensors.h"
#include <cjson/cJSON.h>

enum { GOLDEN_MAX_INPUTS = 64, GOLDEN_MAX_ARGS = 48, GOLDEN_MAX_RESULTS = 256, GOLDEN_TEXT = 512 };

struct golden_case {
    struct st_file *file;
    const cJSON *json;
    const rp_op *op;
    rp_device device;
};

/* The arguments of one call: every input has a storage of its own. */
struct golden_args {
    rp_value value[GOLDEN_MAX_ARGS]; /* borrowed by the call, owned here */
    uint32_t n;
    struct golden_input {
        const cJSON *json;
        rp_tensor *storage; /* 1-D, on the device */
        rp_tensor *tensor;  /* what is passed: a view of the storage, or with clones a copy of it */
        rp_tensor *leaf;    /* what gradients are taken of */
    } input[GOLDEN_MAX_INPUTS];
    uint32_t n_inputs;
    rp_value *arena; /* list items */
    uint32_t n_arena;
};

/** Builds the arguments. `with_grad`: inputs marked so require grad, and those that the call mutates are passed as clones. */
rp_status golden_args_build(struct golden_args *a, const struct golden_case *c, int with_grad);
void golden_args_fini(struct golden_args *a);

/* The flat list of what a call returned. */
struct golden_results {
    rp_value raw[16];
    uint32_t n_raw;
    rp_value flat[GOLDEN_MAX_RESULTS]; /* borrowed from raw */
    uint32_t n;
};
rp_status golden_call(const struct golden_case *c, const struct golden_args *a, struct golden_results *r);
void golden_results_fini(struct golden_results *r);

/* Comparisons return RP_OK, or RP_E_VALUE with a text that says what differs where. */
rp_status golden_compare_results(const struct golden_case *c, const struct golden_args *a, const struct golden_results *r);
rp_status golden_compare_storages(const struct golden_case *c, const struct golden_args *a); /* mutated as recorded, the others untouched */
/** `spec`: {"t", "shape", "dtype", "cmp", ...}; got NULL counts as zeros. */
rp_status golden_compare_tensor(const struct golden_case *c, const cJSON *spec, rp_tensor *got, const char *what);
rp_status golden_compare_gradients(const struct golden_case *c); /* calls again, first and second order */
rp_status golden_compare_random(const struct golden_case *c);

/* Contiguous copy on the host as doubles, row-major; freed with free(). Integers beyond 2^53 lose bits: "bits" compares bytes. */
rp_status golden_doubles(rp_tensor *t, double **out);
rp_status golden_host(rp_tensor *t, rp_tensor **out);
const char *golden_text(const cJSON *o, const char *key); /* "" if absent */
#endif
