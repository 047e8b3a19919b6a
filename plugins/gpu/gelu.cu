/* plugins/gpu/gelu.cu - gelu and its gradient, in both approximations (Hendrycks and Gimpel,
   "Gaussian error linear units", 2016) */
#include "activation.h"
#include "pointwise.h"

#define K 0.79788456080286535588 /* sqrt(2 / pi) */
#define CUBIC 0.044715
#define R 0.70710678118654752440 /* 1 / sqrt(2) */
#define Q 0.39894228040143267794 /* 1 / sqrt(2 pi) */

/* STEP(name, maths): struct name<C>, with the value as a function of g (backward only) and x. */
#define STEP(name_, x_at_, value_)                                                                 \
    template <class C>                                                                             \
    struct name_ {                                                                                 \
        __host__ __device__ static C of(const C *in, const kernel_scalars &)                       \
        {                                                                                          \
            const C x = in[x_at_], g = in[0], half = (C)0.5, u = gpu_gelu_inner(x);                \
            (void)g, (void)u;                                                                      \
            return value_;                                                                         \
        }                                                                                          \
    };
STEP(none, 0, half *x *(1 + erf(x * (C)R)))
STEP(none_backward, 1, g *(half *(1 + erf(x * (C)R)) + x * (C)Q * exp(-half * x * x)))
STEP(with_tanh, 0, half *x *(1 + tanh(u)))
STEP(with_tanh_backward, 1,
     g *(half *(1 + tanh(u)) +
         half * x * (1 - tanh(u) * tanh(u)) * (C)K * (1 + 3 * (C)CUBIC * x * x)))

#define BOTH(op_, name_, n_)                                                                       \
    {                                                                                              \
        op_, gpu_elementwise_for<name_<float>, float, n_>::run,                                    \
            gpu_elementwise_for<name_<double>, double, n_>::run, nullptr, n_                       \
    }
struct pair { /* by `approximate`, which is argument n */
    gpu_elementwise none, tanh;
};
static const pair forward = {BOTH("aten::gelu", none, 1), BOTH("aten::gelu", with_tanh, 1)};
static const pair backward = {BOTH("aten::gelu_backward", none_backward, 2),
                              BOTH("aten::gelu_backward", with_tanh_backward, 2)};

GPU_OP(gelu)
{
    const pair *p = (const pair *)self;
    const rp_value *v = &in[p->none.tensors];
    const bool tanh = v->tag == RP_TAG_STR && v->n == 4 && memcmp(v->u.s, "tanh", 4) == 0;
    return gpu_run_elementwise((void *)(uintptr_t)(tanh ? &p->tanh : &p->none), c, in, n_in, out,
                               n_out);
}

GPU_TABLE(gelu) = {
    GPU_ROW_WITH("aten::gelu", gelu, &forward),
    GPU_ROW_WITH("aten::gelu_backward", gelu, &backward),
    {},
};
