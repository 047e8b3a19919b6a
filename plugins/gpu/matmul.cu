/* plugins/gpu/matmul.cu - mm, addmm, _addmm_activation, bmm, baddbmm, addbmm, mv, addmv, dot, vdot:
 * C = alpha A B + beta self
 *
 * m, n: rows and columns of C; k: the sum's length; z: batch. Everything is one form,
 * `gpu_product`: strided batches of matrices, which need no copies. A library of the vendor has it
 * first (blas.h); what that does not serve, the kernels of gemm.h do.
 */
#include "blas.h"
#include "gemm.h"
#include <type_traits>

/* ---- our own --------------------------------------------------------------------------------- */
template <class E>
struct matmul_problem { /* of gemm.h */
    using sum = typename E::sum;
    using row_place = int64_t;
    using column_place = int64_t;
    E e;
    int64_t z, m, n, k;
    bool left_along_k, right_along_k, has_self;
    gpu_activation activation;
    gpu_matrices a, b, c, self;
    sum alpha, beta;
    gpu_ptr<char> left_data, right_data, out, self_data;

    __device__ int64_t row(int64_t batch, int64_t i) const
    {
        return batch * a.zs + i * a.rs;
    }
    __device__ int64_t column(int64_t batch, int64_t j) const
    {
        return batch * b.zs + j * b.cs;
    }
    __device__ sum left(int64_t at, int64_t q) const
    {
        return e.get(left_data, at + q * a.cs);
    }
    __device__ sum right(int64_t at, int64_t q) const
    {
        return e.get(right_data, at + q * b.rs);
    }
    __device__ void store(int64_t batch, int64_t i, int64_t j, sum x) const
    {
        x *= alpha;
        if (has_self) x += beta * e.get(self_data, batch * self.zs + i * self.rs + j * self.cs);
        e.put(out, batch * c.zs + i * c.rs + j * c.cs, e.activate(activation, x));
    }
};

template <class S>
static S number(const rp_value *v)
{
    if constexpr (std::is_floating_point_v<S>) return (S)kernel_float(v);
    else return (S)kernel_int(v);
}

template <class E>
static rp_status multiply(gpu_op &op, const gpu_product &p)
{
    using S = typename E::sum;
    matmul_problem<E> u = {E(p.dtype),
                           p.z,
                           p.m,
                           p.n,
                           p.k,
                           p.a.cs == 1,
                           p.b.rs == 1 && p.b.cs != 1,
                           p.has_self,
                           p.activation,
                           p.a,
                           p.b,
                           p.c,
                           p.self,
                           number<S>(&p.alpha),
                           p.has_self ? number<S>(&p.beta) : (S)0,
                           gpu_at<char>(p.a.data),
                           gpu_at<char>(p.b.data),
                           gpu_at<char>(p.c.data),
                           gpu_ptr<char>()};
    u.has_self = u.beta != 0; /* what it holds is not read then */
    if (u.has_self) u.self_data = gpu_at<char>(p.self.data);
    if (gemm_is_thin(u)) return gemm_by_lanes(op, u);
    if constexpr (sizeof(S) == 4)
        if (p.m >= 128 && p.n >= 128) return gemm_by_tiles<8>(op, u);
    return gemm_by_tiles<4>(op, u);
}

static rp_status run(const char *name, gpu_op &op, const gpu_product &p)
{
    bool served = false;
    if (op.status || p.z == 0 || p.m == 0 || p.n == 0) return op.status;
    RP_TRY(gpu_blas_product(op, p, &served));
    if (served) return RP_OK;
    GEMM_ELEMENTS(p.dtype, E, return kernel_no_dtype(name, p.dtype), return multiply<E>(op, p))
}

/* ---- from arguments to products -------------------------------------------------------------- */
static gpu_matrices matrices_of(const rp_geometry *g)
{
    const int64_t *s = g->stride + g->ndim - 2;
    return gpu_matrices{g->data, s[0], s[1], g->ndim == 3 ? g->stride[0] : 0};
}

/* self broadcast to z x m x n */
static gpu_matrices matrices_of_self(const rp_geometry *g)
{
    int64_t step[3] = {0, 0, 0};
    for (int d = 0; d < g->ndim; d++)
        if (g->shape[d] != 1) step[3 - g->ndim + d] = g->stride[d];
    return gpu_matrices{g->data, step[1], step[2], step[0]};
}

static gpu_product product_of(const rp_geometry &c, const rp_geometry &a, const rp_geometry &b)
{
    const int d = c.ndim - 2;
    gpu_product p = {};
    p.dtype = c.dtype;
    p.z = d ? c.shape[0] : 1;
    p.m = c.shape[d];
    p.n = c.shape[d + 1];
    p.k = a.shape[d + 1];
    p.a = matrices_of(&a);
    p.b = matrices_of(&b);
    p.c = matrices_of(&c);
    p.alpha = rp_value_int(1);
    p.beta = rp_value_int(0);
    return p;
}

/* What is added: beta self, of (self, a, b, beta, alpha). */
static void add_self(gpu_product *p, const rp_geometry *self, const rp_value *in)
{
    p->self = matrices_of_self(self);
    p->beta = in[3];
    p->alpha = in[4];
    p->has_self = kernel_float(&p->beta) != 0;
}

/* (a, x) */
static gpu_product product_of_mv(const rp_value *in, const rp_value *out)
{
    const rp_geometry a = kernel_geometry(&in[0]), x = kernel_geometry(&in[1]),
                      c = kernel_geometry(out);
    gpu_product p = {};
    p.dtype = c.dtype;
    p.z = p.n = 1;
    p.m = a.shape[0];
    p.k = a.shape[1];
    p.a = matrices_of(&a);
    p.b = gpu_matrices{x.data, x.stride[0], 1, 0};
    p.c = gpu_matrices{c.data, c.stride[0], 1, 0};
    p.alpha = rp_value_int(1);
    p.beta = rp_value_int(0);
    return p;
}

GPU_OP(mm)
{
    GPU_UNUSED;
    gpu_op op(c);
    const rp_geometry a = kernel_geometry(&in[0]), b = kernel_geometry(&in[1]),
                      y = kernel_geometry(&out[0]);
    return run("aten::mm", op, product_of(y, a, b));
}

static rp_status run_addmm(const char *name, rp_call *c, const rp_value *in, rp_value *out,
                           gpu_activation activation)
{
    gpu_op op(c);
    rp_geometry added;
    RP_TRY(gpu_geometry(op, &added, &in[0]));
    const rp_geometry a = kernel_geometry(&in[1]), b = kernel_geometry(&in[2]),
                      y = kernel_geometry(&out[0]);
    gpu_product p = product_of(y, a, b);
    add_self(&p, &added, in);
    p.activation = activation;
    return run(name, op, p);
}

GPU_OP(addmm)
{
    GPU_UNUSED;
    return run_addmm("aten::addmm", c, in, out, GPU_AS_IS);
}

GPU_OP(addmm_activation)
{
    GPU_UNUSED;
    return run_addmm("aten::_addmm_activation", c, in, out, in[5].u.i ? GPU_GELU : GPU_RELU);
}

/* The sum over the batch is one product: [A1 A2 ...] [B1; B2; ...], both factors laid out dense for
   it. */
GPU_OP(addbmm)
{
    GPU_UNUSED;
    gpu_op op(c);
    rp_geometry added, a = kernel_geometry(&in[1]), b = kernel_geometry(&in[2]);
    const rp_geometry y = kernel_geometry(&out[0]);
    const int64_t across[3] = {a.shape[1], a.shape[0], a.shape[2]},
                  step[3] = {a.stride[1], a.stride[0], a.stride[2]};
    const int64_t k = a.shape[0] * a.shape[2], n = b.shape[2];
    int64_t a_stride[RP_MAX_DIMS], b_stride[RP_MAX_DIMS];
    a.shape = across;
    a.stride = step;
    a.flags = 0;
    RP_TRY(gpu_geometry(op, &added, &in[0]));
    RP_TRY(gpu_dense(op, &a, a_stride, a.dtype));
    RP_TRY(gpu_dense(op, &b, b_stride, b.dtype));
    gpu_product p = {};
    p.dtype = y.dtype;
    p.z = 1;
    p.m = across[0];
    p.n = n;
    p.k = k;
    p.a = gpu_matrices{a.data, k, 1, 0};
    p.b = gpu_matrices{b.data, n, 1, 0};
    p.c = matrices_of(&y);
    add_self(&p, &added, in);
    return run("aten::addbmm", op, p);
}

GPU_OP(mv)
{
    GPU_UNUSED;
    gpu_op op(c);
    return run("aten::mv", op, product_of_mv(in, &out[0]));
}

GPU_OP(addmv)
{
    GPU_UNUSED;
    gpu_op op(c);
    rp_geometry added;
    RP_TRY(gpu_geometry(op, &added, &in[0]));
    gpu_product p = product_of_mv(in + 1, &out[0]);
    add_self(&p, &added, in);
    p.self = gpu_matrices{added.data, added.numel == 1 ? 0 : added.stride[0], 1, 0};
    return run("aten::addmv", op, p);
}

GPU_OP(dot)
{
    GPU_UNUSED;
    gpu_op op(c);
    const rp_geometry x = kernel_geometry(&in[0]), y = kernel_geometry(&in[1]),
                      to = kernel_geometry(&out[0]);
    gpu_product p = {};
    p.dtype = to.dtype;
    p.z = p.m = p.n = 1;
    p.k = x.numel;
    p.a = gpu_matrices{x.data, 0, x.stride[0], 0};
    p.b = gpu_matrices{y.data, y.stride[0], 1, 0};
    p.c = gpu_matrices{to.data, 1, 1, 0};
    p.alpha = rp_value_int(1);
    p.beta = rp_value_int(0);
    return run("aten::dot", op, p);
}

GPU_TABLE(matmul) = {
    GPU_ROW("aten::mm", mm),
    GPU_ROW("aten::bmm", mm),
    GPU_ROW("aten::addmm", addmm),
    GPU_ROW("aten::_addmm_activation", addmm_activation),
    GPU_ROW("aten::baddbmm", addmm),
    GPU_ROW("aten::addbmm", addbmm),
    GPU_ROW("aten::mv", mv),
    GPU_ROW("aten::addmv", addmv),
    GPU_ROW("aten::dot", dot),
    GPU_ROW("aten::vdot", dot),
    {},
};
