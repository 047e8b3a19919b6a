/* tools/reprise/kit/kit.h - the conformance kit: what the checks of `reprise check PLUGIN.so`
   share */
#ifndef RP_TOOL_KIT_H
#define RP_TOOL_KIT_H
#include "dispatch/host.h"
#include "dispatch/init.h"
#include "dispatch/mode.h"
#include "dispatch/op.h"
#include <stdbool.h>

enum {
    KIT_CHECKS = 24,
    KIT_MAX_OPS = 4096,
    KIT_MAX_ARGS = 48,
    KIT_MAX_RETURNS = 16,
    KIT_MODES = 16
};

/* One line of the report. */
struct kit_check {
    const char *name;
    int cases, passed, failed;
    char skipped[256];                   /* why; "" if it ran */
    char notes[1024];                    /* what was left out of it and why, a line each */
    char first_id[160], first_text[768]; /* of the first failure */
};
struct kit {
    const char *path, *golden, *except;
    char name[64], family[64]; /* as the plugin calls itself */
    uint32_t flags;
    struct kit_check check[KIT_CHECKS];
    int n_checks;
    const rp_op *op[KIT_MAX_OPS]; /* that the plugin registered, or has a kernel for */
    bool owned[KIT_MAX_OPS];      /* registered by it */
    int n_ops;
    char devices[4][32]; /* types that it registered */
    int n_devices;
    char modes[KIT_MODES][64]; /* types that it registered */
    int n_modes;
    /* where its kernels are tried: its first device, else cpu */
    rp_device device;
    /* the plugin is the cpu's own: there is no other specification */
    bool is_cpu;
    int64_t repeats;
    char current[160]; /* the sample that runs: named if it kills the process */
    int verbose;       /* every failure to stderr */
};

/** Begins a line of the report; later results go to it. */
void kit_begin(struct kit *k, const char *name);
void kit_pass(struct kit *k);
/** A failure of the case `id`; the format says what is wrong. */
__attribute__((format(printf, 3, 4))) void kit_fail(struct kit *k, const char *id, const char *fmt,
                                                    ...);
/** The same with the library's last error behind the text. */
void kit_fail_status(struct kit *k, const char *id, const char *what);
/** The check does not apply, and why. */
__attribute__((format(printf, 2, 3))) void kit_skip(struct kit *k, const char *fmt, ...);
/** One more line about the check that runs: a part that was left out, and why. */
__attribute__((format(printf, 2, 3))) void kit_note(struct kit *k, const char *fmt, ...);
/** Passes, or fails with the library's last error. Returns st == RP_OK. */
bool kit_expect(struct kit *k, const char *id, const char *what, rp_status st);

/* ---- samples: one call of an operator, made from its schema */
enum kit_layout { KIT_CONTIGUOUS, KIT_TRANSPOSED, KIT_STRIDED, KIT_LAYOUTS };
struct kit_sample {
    const rp_op *op;
    rp_dtype dtype;
    int plan, layout;
};
struct kit_args {
    rp_value in[KIT_MAX_ARGS];
    rp_value items[KIT_MAX_ARGS][4];
    int64_t shape[RP_MAX_DIMS];
    uint32_t n;
};
extern const rp_dtype kit_dtypes[];
extern const int kit_n_dtypes, kit_n_plans;
/** "aten::add.Tensor f32 [4, 4] transposed" */
const char *kit_sample_text(char *buf, size_t n, const struct kit_sample *s);
/** Arguments on `device`; with_grad: floating tensors require grad. RP_E_UNIMPLEMENTED: the schema
 * has an argument nobody can guess. */
rp_status kit_args_make(struct kit_args *a, const struct kit_sample *s, rp_device device,
                        bool with_grad);
void kit_args_drop(struct kit_args *a);
rp_status kit_call(const rp_op *op, const struct kit_args *a, rp_value *out);
void kit_results_drop(const rp_op *op, rp_value *out);
/** Runs `fn` for every sample whose call succeeds on the specification (the cpu, or for the cpu
 * itself anywhere). Returns how many. */
int kit_each_sample(struct kit *k, const rp_op *op,
                    int (*fn)(struct kit *k, const struct kit_sample *s));
/** Same tags, shapes, dtypes and bits. */
bool kit_same_bits(const rp_op *op, const rp_value *a, const rp_value *b);
/** `t` as contiguous doubles on the host, freed with free(). */
rp_status kit_doubles(rp_tensor *t, double **out);
bool kit_writes_argument(const rp_op *op, uint32_t i);
bool kit_writes(const rp_op *op); /* any of its arguments */
bool kit_is_floating(const rp_value *v);
bool kit_is_random(const rp_op *op); /* or not determined otherwise */

/* ---- runs of one sample (behaviour.c) */
/** Calls `fn` with one plain sample of an operator and its results; not at all for random ones and
 * when none can be made. */
void kit_with_reference(struct kit *k, const rp_op *op,
                        void (*fn)(struct kit *k, const struct kit_sample *s,
                                   const rp_value *want));
/** sum(first floating result), backward; the gradients are in the arguments. `policy`: of the
 * region around it, NULL for none. */
rp_status kit_train(const struct kit_sample *s, struct kit_args *a, const char *policy);
bool kit_same_gradients(const struct kit_sample *s, const struct kit_args *a,
                        const struct kit_args *b);
uint64_t kit_live(void);    /* tensors, storages and nodes */
uint64_t kit_objects(void); /* blocks of the host's memory */

/* ---- the checks, one file a subject */
/* file.c: exports, what it needs, constructors, thread-local data */
void kit_check_file(struct kit *k);
void kit_check_descriptor(struct kit *k); /* load.c */
bool kit_load(struct kit *k);             /* load.c: what it registered is in k afterwards */
void kit_check_reload(struct kit *k);
void kit_check_operators(struct kit *k); /* ops.c: results, meta, aliases, gradients */
void kit_check_behaviour(struct kit *k); /* behaviour.c: errors, balance, threads, checkpoint */
/* modes.c: its operators under a mode, operators under its modes */
void kit_check_modes(struct kit *k);
const rp_mode_type *kit_mode_type(const char *name); /* load.c: registered now, or NULL */
void kit_check_device(struct kit *k);                /* device.c: memory, copies, streams, events */
void kit_check_golden(struct kit *k);                /* golden.c */
#endif
