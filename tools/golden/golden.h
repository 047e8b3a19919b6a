/* tools/golden/golden.h - recorded operator calls (tests/golden/FORMAT.md): read, called again,
   compared */
#ifndef RP_GOLDEN_H
#define RP_GOLDEN_H
#include "dispatch/op.h"
#include "models/safetensors.h"
#include <cjson/cJSON.h>

enum { GOLDEN_MAX_INPUTS = 256, GOLDEN_MAX_ARGS = 48, GOLDEN_MAX_RESULTS = 256 };

/* One file: the cases of one operator. Integers of 16 and more digits stand in `cases` as strings,
   as a double would round them. */
struct golden_file {
    struct st_file *file;
    cJSON *info, *cases;
    const char *name; /* "aten::add.Tensor" */
    int tier;
};
rp_status golden_open(struct golden_file *out, const char *path);
void golden_close(struct golden_file *f);
/** Paths of the recordings of a folder, sorted, NULL at the end; freed with golden_list_free().
 * RP_E_IO: no folder, or none in it. */
rp_status golden_list(char ***out, const char *folder);
void golden_list_free(char **paths);

/* Recorded calls that are known to differ (tests/golden/not-results.txt): a line each has the
   operator, the case or *, and the reason. */
struct golden_except {
    struct golden_exception {
        char *line; /* owned; the others point into it */
        const char *op, *id, *reason;
    } * item;
    size_t n;
};
/** RP_E_IO: it cannot be read; RP_E_INVALID: a line without a reason, by its number. */
rp_status golden_except_read(struct golden_except *e, const char *path);
void golden_except_free(struct golden_except *e); /* also of a zeroed one */
/** Why this call differs; NULL if it is not listed. */
const char *golden_except_reason(const struct golden_except *e, const char *op, const char *id);

struct golden_case {
    struct st_file *file;
    const cJSON *json;
    const rp_op *op;
    rp_device device;
    int widen; /* floating inputs and dtypes become float64 */
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

/** The whole case: the call, its results, storages and gradients; or its error; or its statistics.
 * The one place that decides what passes. `*remark` is set where an error is of another kind than
 * the recorded one; RP_E_UNIMPLEMENTED: a kernel is missing on the device. */
rp_status golden_check(const struct golden_case *c, int *remark);

/** Derivatives of the call against difference quotients, its inputs widened to float64. `*orders`
 * gets bit 0 if the first order was checked and bit 1 for the second: not where the function is not
 * finite or has a kink, with the recorded inputs as well as with small ones. */
rp_status golden_gradcheck(const struct golden_case *c, int *orders);

/** Builds the arguments. `with_grad`: inputs marked so require grad, and those that the call
 * mutates are passed as clones. */
rp_status golden_args_build(struct golden_args *a, const struct golden_case *c, int with_grad);
void golden_args_fini(struct golden_args *a);
/** Wherever input k was passed, `t` is from now on; the reference changes hands. */
void golden_args_put_take(struct golden_args *a, uint32_t k, rp_tensor *t);
int golden_is_mutated(const struct golden_case *c, int input);

/* The flat list of what a call returned. */
struct golden_results {
    rp_value raw[16];
    uint32_t n_raw;
    rp_value flat[GOLDEN_MAX_RESULTS]; /* borrowed from raw */
    uint32_t n;
};
rp_status golden_call(const struct golden_case *c, const struct golden_args *a,
                      struct golden_results *r);
void golden_results_fini(struct golden_results *r);

/* Comparisons return RP_OK, or RP_E_VALUE with a text that says what differs where. */
rp_status golden_compare_results(const struct golden_case *c, const struct golden_args *a,
                                 const struct golden_results *r);
/* mutated as recorded, the others untouched */
rp_status golden_compare_storages(const struct golden_case *c, const struct golden_args *a);
/** `spec`: {"t", "shape", "dtype", "cmp", ...}; got NULL counts as zeros. */
rp_status golden_compare_tensor(const struct golden_case *c, const cJSON *spec, rp_tensor *got,
                                const char *what);
/* calls again, first and second order */
rp_status golden_compare_gradients(const struct golden_case *c);
rp_status golden_compare_random(const struct golden_case *c);

/* Index tensors that name elements of a call's first argument along a dimension. */
struct golden_places {
    int result; /* number of the one that has the indices */
    int64_t dim;
    int distinct; /* no element is named twice */
};
/** Does the operator leave open which of equal elements its indices name (kthvalue, median, mode,
 * topk, argsort, sort unless stable)? */
int golden_leaves_open(struct golden_places *p, const rp_op *op, const rp_value *in, uint32_t n);
/** The elements of `input` that `index` names must be `values`; RP_E_VALUE. */
rp_status golden_check_places(rp_tensor *input, rp_tensor *index, rp_tensor *values,
                              const struct golden_places *p, const char *what);
/** They must equal those that `want` names. */
rp_status golden_same_places(rp_tensor *input, rp_tensor *index, rp_tensor *want,
                             const struct golden_places *p, const char *what);

/* Contiguous copy on the host as doubles, row-major; freed with free(). Integers beyond 2^53 lose
   bits: "bits" compares bytes. */
rp_status golden_doubles(rp_tensor *t, double **out);
rp_status golden_host(rp_tensor *t, rp_tensor **out);
double golden_element(const void *data, rp_dtype d, int64_t i);
int golden_equal(double a, double b);                       /* NaN equals NaN */
const char *golden_text(const cJSON *o, const char *key);   /* "" if absent */
const cJSON *golden_field(const cJSON *o, const char *key); /* NULL if absent */
int64_t golden_integer(const cJSON *number);                /* all 64 bits */
double golden_double(const cJSON *number);                  /* also "nan", "inf", "-inf" */
#endif
