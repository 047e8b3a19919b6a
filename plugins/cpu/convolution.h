/* plugins/cpu/convolution.h - the three products of a convolution, as plain loops and through
 * oneDNN
 *
 * Two tensors and the weights are tied by  i = o stride - padding + k dilation:
 *   large (N, G CL, i ...), small (N, G CS, o ...), weight (G CS, CL, k ...)
 * A convolution computes small from large, a transposed one large from small; the gradient of one
 * operand is the product of the other two. So three products serve both operators and both of their
 * gradients.
 */
#ifndef RP_CPU_CONVOLUTION_H
#define RP_CPU_CONVOLUTION_H
#include "taps.h"

typedef struct cpu_conv {
    int spatial;
    int64_t groups, stride[CPU_SPATIAL], padding[CPU_SPATIAL], dilation[CPU_SPATIAL];
    rp_geometry large, small, weight;
    rp_geometry bias; /* of the tensor that is computed; absent: data NULL */
} cpu_conv;
enum { CPU_CONV_SMALL, CPU_CONV_LARGE, CPU_CONV_WEIGHT }; /* which of the three is computed */
typedef rp_status (*cpu_conv_product)(const cpu_conv *v, int which);
rp_status cpu_conv_plain(const cpu_conv *v, int which);
/* Floats (f16 and bf16 widened); true in `*done` where it took the product. */
rp_status cpu_conv_onednn(const cpu_conv *v, int which, bool *done);
#endif
