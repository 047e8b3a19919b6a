/* tools/models/text.h - a file as training text: bytes are tokens */
#ifndef RP_MODELS_TEXT_H
#define RP_MODELS_TEXT_H
#include "core/tensor.h"

struct text {
    unsigned char *bytes;
    size_t n;
};

/** The whole file. RP_E_IO names the path and the reason; a file of fewer than `context` + 1 bytes
 * is RP_E_VALUE. */
rp_status text_open(struct text *out, const char *path, int64_t context);
void text_close(struct text *t);
/** Batch of step `step`: row b begins at byte ((step * B + b) * 2654435761 mod 2^32) mod (n - T);
 * targets are shifted by one. x, y: (B, T) int64 on `device`. */
rp_status text_batch(const struct text *t, int64_t step, int64_t batch, int64_t context,
                     rp_device device, rp_tensor **x, rp_tensor **y);
#endif
