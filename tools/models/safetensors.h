/* tools/models/safetensors.h - the safetensors container: 8 bytes length, JSON header, tensor bytes
 *
 * Format: https://huggingface.co/docs/safetensors ("Format" section). Little-endian, contiguous
 * tensors, strings as metadata.
 */
#ifndef RP_MODELS_SAFETENSORS_H
#define RP_MODELS_SAFETENSORS_H
#include "core/tensor.h"

struct st_file; /* an open file: header parsed and checked, bytes read on demand */

/** RP_E_IO for the file, RP_E_VALUE for a header that is not what the format says; the text names
 * path and place. */
rp_status st_open(struct st_file **out, const char *path);
void st_close(struct st_file *f);
/** A string of `__metadata__`, NULL if absent; borrowed. */
const char *st_metadata(const struct st_file *f, const char *key);
int st_has(const struct st_file *f, const char *name);
uint32_t st_count(const struct st_file *f);
const char *st_name(const struct st_file *f, uint32_t i);
/** Shape and dtype of a tensor; RP_E_VALUE if the file has no such tensor. */
rp_status st_describe(const struct st_file *f, const char *name, int64_t shape[RP_MAX_DIMS],
                      int *ndim, rp_dtype *dtype);
/** Reads `name` into `t`, whose shape and dtype must be the file's (the text shows both). */
rp_status st_read(struct st_file *f, const char *name, rp_tensor *t);
/** The tensor as a new one on cpu. */
rp_status st_load(struct st_file *f, const char *name, rp_tensor **out);

struct st_writer;
/** Writes to `path`.tmp and renames at the end, so that a crash leaves the old file. */
rp_status st_writer_open(struct st_writer **out, const char *path);
rp_status st_writer_metadata(struct st_writer *w, const char *key, const char *value);
/** The tensor is retained until the end; it must be contiguous, on cpu, and stay unchanged. */
rp_status st_writer_add(struct st_writer *w, const char *name, rp_tensor *t);
/** Writes the file and frees the writer, also on failure. */
rp_status st_writer_finish_take(struct st_writer *w);
void st_writer_abandon(struct st_writer *w);
#endif
