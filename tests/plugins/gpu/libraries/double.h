/* tests/plugins/gpu/libraries/double.h - what the stand-ins for the vendors' libraries share: they
 * compute on the host, plainly, from what they are told alone
 *
 * A stand-in refuses what contradicts itself (a leading dimension shorter than a column, types that
 * differ, a workspace that is not there): then a kernel of ours serves, and `double_calls` does not
 * grow. Compiled with plugins/common/half.h and nothing else of the project; the real libraries'
 * names, types and numbers are written out again here, or come from the toolkit's header.
 */
#ifndef RP_TEST_DOUBLE_H
#define RP_TEST_DOUBLE_H
#include "plugins/common/half.h"
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define EXPORT __attribute__((visibility("default")))
/* products made; descriptors ever made, and those of them that live */
EXPORT int double_calls, double_made, double_live;

typedef enum { D_NONE, D_F16, D_BF16, D_F32, D_F64 } d_type;

static double d_load(const void *p, int64_t i, d_type t)
{
    switch (t) {
    case D_F16: return (double)rp_from_f16(((const rp_f16 *)p)[i]);
    case D_BF16: return (double)rp_from_bf16(((const rp_bf16 *)p)[i]);
    case D_F32: return (double)((const float *)p)[i];
    default: return ((const double *)p)[i];
    }
}

static void d_store(void *p, int64_t i, d_type t, double x)
{
    switch (t) {
    case D_F16: ((rp_f16 *)p)[i] = rp_to_f16((float)x); break;
    case D_BF16: ((rp_bf16 *)p)[i] = rp_to_bf16((float)x); break;
    case D_F32: ((float *)p)[i] = (float)x; break;
    default: ((double *)p)[i] = x;
    }
}

/* A descriptor on the heap, counted. */
static inline void *d_make(size_t bytes)
{
    double_made++;
    double_live++;
    return calloc(1, bytes);
}
static inline int d_unmake(void *p)
{
    if (!p) return 1;
    double_live--;
    free(p);
    return 0;
}
#endif
