/* tools/reprise/weights.h - a model, its optimizer state and its configuration in one safetensors
   file */
#ifndef RP_TOOL_WEIGHTS_H
#define RP_TOOL_WEIGHTS_H
#include "models/gpt.h"
#include "models/safetensors.h"

/* What a saved run needs to go on exactly where it stopped; also the flags of `reprise train`. */
struct run_config {
    struct gpt_config model;
    int64_t batch, steps, seed, step; /* step: how many steps are done */
    double lr;
    const char *optimizer, *dtype; /* static storage */
};

/** Moments of AdamW, one pair per weight; NULL arrays for sgd. */
struct moments {
    rp_tensor **first, **second;
};

/** Fills `c` from the file's metadata; *found = 0 and RP_OK when it has none. */
rp_status weights_read_config(const struct st_file *f, struct run_config *c, int *found);
/** Model configuration from the shapes alone (heads stay as they are). */
rp_status weights_infer_config(const struct st_file *f, struct gpt_config *c);
rp_status weights_read(struct st_file *f, struct gpt *model);
rp_status weights_read_moments(struct st_file *f, const struct gpt *model, const struct moments *m);
/** `c` NULL: weights alone, without metadata (the peer's form). `m` NULL: no optimizer state. */
rp_status weights_write(const char *path, const struct gpt *model, const struct moments *m,
                        const struct run_config *c);
#endif
