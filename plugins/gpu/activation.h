/* plugins/gpu/activation.h - what is done to a product's elements on their way out */
#ifndef GPU_ACTIVATION_H
#define GPU_ACTIVATION_H
#include "gpu.h"
#include <math.h>

/* gelu: its tanh form, as the libraries' epilogues have it */
enum gpu_activation { GPU_AS_IS, GPU_RELU, GPU_GELU };

/* u = sqrt(2 / pi) (x + 0.044715 x^3) (Hendrycks and Gimpel, "Gaussian error linear units",
   2016) */
template <class C>
RP_ELEMENT C gpu_gelu_inner(C x)
{
    return (C)0.79788456080286535588 * (x + (C)0.044715 * x * x * x);
}
template <class C>
RP_ELEMENT C gpu_activate(gpu_activation a, C x)
{
    if (a == GPU_RELU) return x < 0 ? (C)0 : x; /* NaN stays */
    return a == GPU_GELU ? (C)0.5 * x * (1 + tanh(gpu_gelu_inner(x))) : x;
}
#endif
