/* modes/checkpoint/identifiers.h - the reference's identifiers and their counterparts here, as
   data */
#ifndef RP_IDENTIFIERS_H
#define RP_IDENTIFIERS_H
#include "core/status.h"
#include <stdint.h>
#ifdef __cplusplus
extern "C" {
#endif
/* lists are separated by blanks, "" if there is nothing; static storage */
typedef struct rp_identifier {
    uint32_t size, reserved;
    const char *reference; /* names in torch/utils/checkpoint.py */
    const char *role;      /* one line */
    const char *functions; /* exported */
    const char *types;     /* in installed headers: types, enumerators, status codes, options */
    const char *internal;  /* names that a reader of the reference finds in modes/checkpoint */
    const char *tests;     /* that prove the row: case names, or their beginning */
} rp_identifier;
/** Every row, until `fn` returns non-zero (which is returned). */
RP_API int rp_identifier_each(int (*fn)(void *ctx, const rp_identifier *row), void *ctx);
#ifdef __cplusplus
}
#endif
#endif
