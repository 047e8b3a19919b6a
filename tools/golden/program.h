/* tools/golden/program.h - recorded checkpointing programs (tests/golden/checkpoint/README.md): run
   from their JSON, compared */
#ifndef RP_GOLDEN_PROGRAM_H
#define RP_GOLDEN_PROGRAM_H
#include "dispatch/op.h"
#include <cjson/cJSON.h>
#include <stdbool.h>

enum {
    PROGRAM_MAX_NAMES = 256,
    PROGRAM_MAX_EVENTS = 512,
    PROGRAM_MAX_DEPTH = 8,
    PROGRAM_MAX_RUNS = 64,
    PROGRAM_MAX_NODES = 512,
    PROGRAM_LINE = 192
};

struct program_names {
    const struct program_names *below; /* a body sees the inputs through this */
    int n;
    struct {
        const char *name;
        rp_tensor *t; /* owned */
    } item[PROGRAM_MAX_NAMES];
};

struct program_events {
    int n;
    char line[PROGRAM_MAX_EVENTS][PROGRAM_LINE]; /* "r#2 > r/inner#1 | aten::sin | run" */
};

/* What one execution showed, in the terms of the README. */
struct program_run {
    bool plain; /* regions are inlined */
    bool in_backward;
    struct program_names inputs, names;
    struct program_events forward, recompute;
    char stack[PROGRAM_MAX_DEPTH][PROGRAM_LINE];
    int depth;
    int kernels;        /* that ran since a call began */
    int mm, bmm, addmm; /* outside bodies, in backward */
    int replayed;       /* in a recompute, of a region or of recipes */
    struct {
        char name[PROGRAM_LINE];
        int n;
    } runs[PROGRAM_MAX_RUNS];
    int n_runs;
    bool first_run[PROGRAM_MAX_DEPTH]; /* of the open regions: no recompute */
    int open;
    const void *node[PROGRAM_MAX_NODES]; /* that saved something in a region's first run */
    int n_nodes, packs, unpacks, norm_packs, norms;
    uint64_t kept_bytes, cache_bytes, cache_entries, served;
    rp_tensor *end[PROGRAM_MAX_NAMES]; /* named results and gradients, owned */
    int n_end;
};

/** Runs `program` with its regions (plain: inlined). Release with program_run_fini, also after a
 * failure. */
rp_status program_execute(struct program_run *run, const cJSON *program, bool plain);
void program_run_fini(struct program_run *run);

/** Runs the program inlined and with its regions and compares with the recording and the two runs
 * with each other.
 * @return RP_E_VALUE with a text that says what differs; RP_E_UNIMPLEMENTED: an operator is missing
 */
rp_status program_check(const cJSON *program);
/** Reads a .json file. @return RP_E_IO, RP_E_VALUE */
rp_status program_read(cJSON **program, const char *path);
#endif
