/* plugins/gpu/blas.cu - products by rows, with any steps, as products by columns; and what the
 * libraries for these share
 *
 * A matrix whose rows lie dense is, by columns, its transpose; so C = A B by rows is C^T = B^T A^T
 * by columns, and nothing moves.
 */
#include "blas.h"

/* rows x columns by rows: 1, by columns: -1, neither: 0 */
static int lies(const gpu_matrices &x, int64_t rows, int64_t columns)
{
    if ((x.cs == 1 || columns == 1) && (x.rs >= columns || rows == 1)) return 1;
    if ((x.rs == 1 || rows == 1) && (x.cs >= rows || columns == 1)) return -1;
    return 0;
}

static bool matrix_of(gpu_blas_matrix *out, const gpu_matrices &x, int64_t rows, int64_t columns)
{
    const int way = lies(x, rows, columns);
    out->data = x.data;
    out->step = x.zs;
    out->turned = way < 0;
    out->ld = way > 0 ? (rows == 1 ? columns : x.rs) : (columns == 1 ? rows : x.cs);
    return way != 0;
}

static gpu_matrices turn(const gpu_matrices &x)
{
    return gpu_matrices{x.data, x.cs, x.rs, x.zs};
}

static bool add_self(gpu_blas_call *out, const gpu_product &p)
{
    out->c = out->d;
    if (!p.has_self) return true;
    if (p.self.rs == 0 && p.self.cs == 1 && p.m > 1 && p.z == 1 && out->beta == 1) {
        out->bias = p.self.data;
        out->beta = 0;
        return true;
    }
    return matrix_of(&out->c, p.self, p.m, p.n) && !out->c.turned;
}

/* False where a factor has steps in both directions, or self is neither a matrix nor one bias; and
   for vectors and integers. */
static bool plan(gpu_blas_call *out, const gpu_op &op, gpu_product p)
{
    if (!kernel_is_floating(p.dtype) || !p.k || p.m == 1 || p.n == 1) return false;
    if (lies(p.c, p.m, p.n) < 0) {
        gpu_product t = p;
        t.m = p.n;
        t.n = p.m;
        t.a = turn(p.b);
        t.b = turn(p.a);
        t.c = turn(p.c);
        t.self = turn(p.self);
        p = t;
    }
    memset(out, 0, sizeof *out);
    out->device = op.device;
    out->dtype = p.dtype;
    out->batch = p.z;
    out->m = p.n;
    out->n = p.m;
    out->k = p.k;
    out->activation = p.activation;
    out->alpha = kernel_float(&p.alpha);
    out->beta = p.has_self ? kernel_float(&p.beta) : 0;
    return matrix_of(&out->a, p.b, p.k, p.n) && matrix_of(&out->b, p.a, p.m, p.k) &&
           matrix_of(&out->d, p.c, p.m, p.n) && !out->d.turned && add_self(out, p);
}

rp_status gpu_blas_product(gpu_op &op, const gpu_product &p, bool *served)
{
    gpu_blas_call c;
    if (!plan(&c, op, p)) return RP_OK;
    RP_TRY(gpu_blas_preferred(op, c, served));
    return *served ? RP_OK : gpu_blas_second(op, c, served);
}

/* ---- for the libraries ----------------------------------------------------------------------- */
uint32_t gpu_blas_alignment(const void *p)
{
    const uintptr_t low = (uintptr_t)p & -(uintptr_t)p;
    return low && low < 256 ? (uint32_t)low : 256;
}

gpu_blas_call gpu_blas_key(const gpu_blas_call &c)
{
    gpu_blas_call key = c;
    for (gpu_blas_matrix *m : {&key.a, &key.b, &key.c, &key.d})
        m->data = (void *)(uintptr_t)gpu_blas_alignment(m->data);
    key.bias = c.bias ? (void *)(uintptr_t)gpu_blas_alignment(c.bias) : nullptr;
    key.alpha = 0;
    key.beta = c.beta != 0;
    return key;
}

gpu_blas_scalars::gpu_blas_scalars(const gpu_blas_call &c)
    : wide{c.alpha, c.beta}, narrow{(float)c.alpha, (float)c.beta}
{
    const bool doubles = c.dtype == RP_F64;
    alpha = doubles ? (const void *)&wide[0] : &narrow[0];
    beta = doubles ? (const void *)&wide[1] : &narrow[1];
}

template <class T>
static rp_status spread(gpu_op &op, const gpu_blas_call &c)
{
    const gpu_ptr<const T> bias = gpu_at<const T>(c.bias);
    const gpu_ptr<T> d = gpu_at<T>(c.d.data);
    const int64_t m = c.m, ld = c.d.ld;
    return gpu_each(op, m * c.n,
                    [=] GPU_LAMBDA(int64_t i) { d[i / m * ld + i % m] = bias[i % m]; });
}

rp_status gpu_blas_spread_bias(gpu_op &op, const gpu_blas_call &c)
{
    GPU_SIZES(kernel_element((rp_dtype)c.dtype), T, return spread<T>(op, c))
}

template <class T>
static rp_status activate(gpu_op &op, const gpu_blas_call &c)
{
    const gpu_ptr<T> d = gpu_at<T>(c.d.data);
    const int64_t m = c.m, n = c.n, ld = c.d.ld, step = c.d.step;
    const gpu_activation activation = (gpu_activation)c.activation;
    return gpu_each(op, c.batch * m * n, [=] GPU_LAMBDA(int64_t i) {
        const int64_t at = i / (m * n) * step + i / m % n * ld + i % m;
        d[at] = gpu_put<T>(gpu_activate(activation, gpu_get(d[at])));
    });
}

rp_status gpu_blas_activate(gpu_op &op, const gpu_blas_call &c)
{
    if (c.activation == GPU_AS_IS) return RP_OK;
    GPU_FLOATS((rp_dtype)c.dtype, T,
               return kernel_no_dtype("aten::_addmm_activation", (rp_dtype)c.dtype),
               return activate<T>(op, c))
}
