/* plugins/gpu/blas.cu - products by rows, with any steps, as products by columns
 *
 * A matrix whose rows lie dense is, by columns, its transpose; so C = A B by rows is C^T = B^T A^T by columns, and nothing moves.
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
    if (p.self.rs == 0 && p.self.cs == 1 && p.m > 1 && p.z == 1 && out->alpha == 1 && out->beta == 1) {
        out->bias = p.self.data;
        out->beta = 0;
        return true;
    }
    return matrix_of(&out->c, p.self, p.m, p.n) && !out->c.turned;
}

bool gpu_blas_plan(gpu_blas_call *out, const gpu_op &op, gpu_product p)
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
    out->alpha = kernel_float(&p.alpha);
    out->beta = p.has_self ? kernel_float(&p.beta) : 0;
    return matrix_of(&out->a, p.b, p.k, p.n) && matrix_of(&out->b, p.a, p.m, p.k) && matrix_of(&out->d, p.c, p.m, p.n) && !out->d.turned &&
           add_self(out, p);
}
