/* plugins/cpu/matmul.c - mm, addmm, bmm, baddbmm, addbmm, mv, addmv, dot, vdot: C = alpha A B +
 * beta self
 *
 * m, n: rows and columns of C; k: the sum's length; z: batch. Everything is brought to one form,
 * `product`: three strided batches of matrices. The plain rows are three loops in the order of the
 * formula. Fast rows: f32 through cpu_sgemm on the operands as they lie (transposes become flags,
 * row strides leading dimensions); f16 and bf16 in tiles that are widened to f32, multiplied there
 * and narrowed once, so that they too sum in f32.
 */
#include "gemm.h"
#include "scratch.h"
#include "simd_math.h"

typedef struct matrices {
    char *data;
    int64_t rs, cs, zs; /* steps in elements: row, column, batch */
} matrices;
typedef struct product {
    rp_dtype dtype;
    int64_t z, m, n, k;
    matrices a, b, c, self;
    bool has_self;
    rp_value alpha, beta;
} product;

/* ---- the plain kernel ---- */
#define PLAIN(name_, type_, sum_, load_, store_, number_)                                          \
    static void name_(const product *p, int64_t row)                                               \
    {                                                                                              \
        const int64_t z = row / p->m, i = row % p->m;                                              \
        const sum_ alpha = (sum_)number_(&p->alpha),                                               \
                   beta = p->has_self ? (sum_)number_(&p->beta) : (sum_)0;                         \
        const type_ *a = (const type_ *)(void *)p->a.data + z * p->a.zs + i * p->a.rs;             \
        const type_ *b = (const type_ *)(void *)p->b.data + z * p->b.zs;                           \
        type_ *c = (type_ *)(void *)p->c.data + z * p->c.zs + i * p->c.rs;                         \
        const type_ *self = (const type_ *)(void *)p->self.data +                                  \
                            (p->has_self ? z * p->self.zs + i * p->self.rs : 0);                   \
        for (int64_t j = 0; j < p->n; j++) {                                                       \
            sum_ sum = 0;                                                                          \
            for (int64_t q = 0; q < p->k; q++)                                                     \
                sum += (sum_)load_(a[q * p->a.cs]) * (sum_)load_(b[q * p->b.rs + j * p->b.cs]);    \
            sum *= alpha;                                                                          \
            if (beta != 0) sum += beta * (sum_)load_(self[j * p->self.cs]);                        \
            c[j * p->c.cs] = store_(sum);                                                          \
        }                                                                                          \
    }
#define AS_IS(x_) (x_)
#define TO_I32(x_) ((int32_t)(x_))
#define TO_I16(x_) ((int16_t)(x_))
#define TO_I8(x_) ((int8_t)(x_))
#define TO_U8(x_) ((uint8_t)(x_))
PLAIN(plain_f64, double, double, AS_IS, AS_IS, kernel_float)
PLAIN(plain_f32, float, float, AS_IS, AS_IS, kernel_float)
PLAIN(plain_f16, rp_f16, float, rp_from_f16, rp_to_f16, kernel_float)
PLAIN(plain_bf16, rp_bf16, float, rp_from_bf16, rp_to_bf16, kernel_float)
PLAIN(plain_i64, int64_t, uint64_t, AS_IS, (int64_t),
      kernel_int) /* unsigned sums wrap, as integers do in the reference */
PLAIN(plain_i32, int32_t, uint32_t, AS_IS, TO_I32, kernel_int)
PLAIN(plain_i16, int16_t, uint32_t, AS_IS, TO_I16, kernel_int)
PLAIN(plain_i8, int8_t, uint32_t, AS_IS, TO_I8, kernel_int)
PLAIN(plain_u8, uint8_t, uint32_t, AS_IS, TO_U8, kernel_int)

static void (*plain_of(rp_dtype d))(const product *, int64_t)
{
    switch (d) {
    case RP_F64: return plain_f64;
    case RP_F32: return plain_f32;
    case RP_F16: return plain_f16;
    case RP_BF16: return plain_bf16;
    case RP_I64: return plain_i64;
    case RP_I32: return plain_i32;
    case RP_I16: return plain_i16;
    case RP_I8: return plain_i8;
    case RP_U8: return plain_u8;
    default: return NULL;
    }
}

static rp_status run_plain(const char *op, const product *p)
{
    void (*const row)(const product *, int64_t) = plain_of(p->dtype);
    if (!row) return kernel_no_dtype(op, p->dtype);
    const int64_t rows = p->z * p->m;
#pragma omp parallel for num_threads(cpu_threads(rows * p->n * (p->k + 1), CPU_GRAIN))             \
    schedule(static)
    for (int64_t i = 0; i < rows; i++) row(p, i);
    return RP_OK;
}

/* ---- operands as sgemm wants them ---- */
/* how a matrix lies: rows (or, transposed, columns) `ld` apart, elements side by side */
typedef struct flat {
    bool t, ok;
    int64_t ld;
} flat;

static flat flat_of(const matrices *x, int64_t rows, int64_t cols)
{
    if ((x->cs == 1 || cols == 1) && (x->rs >= cols || rows == 1))
        return (flat){false, true, rows == 1 ? cols : x->rs};
    if ((x->rs == 1 || rows == 1) && (x->cs >= rows || cols == 1))
        return (flat){true, true, cols == 1 ? rows : x->cs};
    return (flat){false, false, 0};
}

/* An operand that neither form fits (a broadcast, a step between elements) is copied dense. */
static rp_status flatten(cpu_scratch *s, matrices *x, flat *f, const product *p, int64_t rows,
                         int64_t cols)
{
    *f = flat_of(x, rows, cols);
    if (f->ok) return RP_OK;
    const int64_t shape[3] = {p->z, rows, cols};
    const int64_t stride[3] = {x->zs, x->rs, x->cs};
    int64_t dense_stride[3];
    void *data = cpu_scratch_alloc(s, (size_t)(p->z * rows * cols) * kernel_element(p->dtype));
    if (!data) return RP_E_MEMORY;
    const rp_geometry dense = cpu_dense_geometry(shape, dense_stride, 3, p->dtype, data);
    rp_geometry from = dense;
    from.flags = 0;
    from.stride = stride;
    from.data = x->data;
    cpu_assign(&dense, &from);
    *x = (matrices){data, cols, 1, rows * cols};
    *f = (flat){false, true, cols > 0 ? cols : 1};
    return RP_OK;
}

static rp_geometry batch_geometry(const product *p, const matrices *x, const int64_t *shape,
                                  int64_t *stride)
{
    rp_geometry g = cpu_dense_geometry(shape, stride, 3, p->dtype, x->data);
    g.flags = 0;
    stride[0] = x->zs;
    stride[1] = x->rs;
    stride[2] = x->cs;
    return g;
}

/* C = self before the product, which then adds to it. */
static void fill_with_self(const product *p)
{
    const int64_t shape[3] = {p->z, p->m, p->n};
    int64_t cs[3], ss[3];
    const rp_geometry c = batch_geometry(p, &p->c, shape, cs),
                      self = batch_geometry(p, &p->self, shape, ss);
    const bool same = c.data == self.data && (cs[0] == ss[0] || p->z == 1) &&
                      (cs[1] == ss[1] || p->m == 1) && (cs[2] == ss[2] || p->n == 1);
    if (!same) cpu_assign(&c, &self);
}

/* C^T = B^T A^T */
static product transposed(product p)
{
    product t = p;
    t.m = p.n;
    t.n = p.m;
    t.a = (matrices){p.b.data, p.b.cs, p.b.rs, p.b.zs};
    t.b = (matrices){p.a.data, p.a.cs, p.a.rs, p.a.zs};
    t.c = (matrices){p.c.data, p.c.cs, p.c.rs, p.c.zs};
    t.self = (matrices){p.self.data, p.self.cs, p.self.rs, p.self.zs};
    return t;
}

/* ---- f32 ---- */
/* One column: c[i] = alpha sum_q a[i, q] x[q] + beta c[i]. Not sgemm: its sums change with the
 * number of threads here. */
static void matrix_vector_rows(const product *p, const matrices *a, const float *x, char *c,
                               int64_t from, int64_t to)
{
    enum { BLOCK = 256 };
    const float alpha = (float)kernel_float(&p->alpha),
                beta = p->has_self ? (float)kernel_float(&p->beta) : 0;
    float sum[BLOCK];
    for (int64_t i0 = from; i0 < to; i0 += BLOCK) {
        const int64_t rows = to - i0 < BLOCK ? to - i0 : BLOCK;
        const float *at = (const float *)(void *)a->data + i0 * a->rs;
        if (a->cs == 1) {
            for (int64_t i = 0; i < rows; i++) sum[i] = cpu_dot_row(at + i * a->rs, x, p->k);
        } else {
            memset(sum, 0, sizeof sum);
            for (int64_t q = 0; q < p->k; q++)
                for (int64_t i = 0; i < rows; i++)
                    sum[i] = cpu_fma(at[q * a->cs + i * a->rs], x[q], sum[i]);
        }
        float *to_c = (float *)(void *)c + i0 * p->c.rs;
        for (int64_t i = 0; i < rows; i++)
            to_c[i * p->c.rs] = alpha * sum[i] + (beta != 0 ? beta * to_c[i * p->c.rs] : 0);
    }
}

/* b as z dense vectors of k */
static rp_status dense_vectors(cpu_scratch *s, matrices *b, const product *p)
{
    if (b->rs == 1 || p->k <= 1) return RP_OK;
    const int64_t shape[3] = {p->z, p->k, 1};
    int64_t stride[3], dense_stride[3];
    void *data = cpu_scratch_alloc(s, (size_t)(p->z * p->k) * sizeof(float));
    if (!data) return RP_E_MEMORY;
    const rp_geometry from = batch_geometry(p, b, shape, stride),
                      dense = cpu_dense_geometry(shape, dense_stride, 3, RP_F32, data);
    cpu_assign(&dense, &from);
    *b = (matrices){data, 1, 1, p->k};
    return RP_OK;
}

static rp_status matrix_vector(const product *p)
{
    enum { UNIT = 256 };
    cpu_scratch s = {0};
    matrices b = p->b;
    RP_TRY(dense_vectors(&s, &b, p));
    const int64_t blocks = (p->m + UNIT - 1) / UNIT, units = p->z * blocks;
    const int threads = cpu_threads(p->z * p->m * p->k, CPU_GRAIN);
#pragma omp parallel for num_threads(threads) schedule(static)
    for (int64_t u = 0; u < units; u++) {
        const int64_t z = u / blocks, from = u % blocks * UNIT,
                      to = from + UNIT < p->m ? from + UNIT : p->m;
        const matrices a = {p->a.data + z * p->a.zs * (int64_t)sizeof(float), p->a.rs, p->a.cs, 0};
        const float *x = (const float *)(void *)b.data + z * b.zs;
        matrix_vector_rows(p, &a, x, p->c.data + z * p->c.zs * (int64_t)sizeof(float), from, to);
    }
    cpu_scratch_free(&s);
    return RP_OK;
}

static void multiply_f32(const product *p, flat a, flat b, int64_t ldc)
{
    const float alpha = (float)kernel_float(&p->alpha),
                beta = p->has_self ? (float)kernel_float(&p->beta) : 0;
    const int threads = p->z >= 2 ? cpu_threads(p->z * p->m * p->n * p->k, CPU_GRAIN) : 1;
    if (p->z >= 2 && p->z >= threads && threads > 1) {
#pragma omp parallel for num_threads(threads) schedule(static)
        for (int64_t z = 0; z < p->z; z++)
            cpu_sgemm(a.t, b.t, p->m, p->n, p->k, alpha,
                      (const float *)(void *)p->a.data + z * p->a.zs, a.ld,
                      (const float *)(void *)p->b.data + z * p->b.zs, b.ld, beta,
                      (float *)(void *)p->c.data + z * p->c.zs, ldc);
        return;
    }
    for (int64_t z = 0; z < p->z; z++)
        cpu_sgemm(a.t, b.t, p->m, p->n, p->k, alpha, (const float *)(void *)p->a.data + z * p->a.zs,
                  a.ld, (const float *)(void *)p->b.data + z * p->b.zs, b.ld, beta,
                  (float *)(void *)p->c.data + z * p->c.zs, ldc);
}

static rp_status run_f32(product p)
{
    cpu_scratch s = {0};
    flat a, b;
    rp_status st;
    if (p.has_self) fill_with_self(&p);
    if (p.m == 1 && p.n > 1) p = transposed(p);
    if (p.n == 1 && p.k > 0) return matrix_vector(&p);
    flat c = flat_of(&p.c, p.m, p.n);
    if (c.ok && c.t) {
        p = transposed(p);
        c = flat_of(&p.c, p.m, p.n);
    }
    const matrices place = p.c;
    if (!c.ok) { /* an out= tensor with steps: compute beside it */
        p.c.data = cpu_scratch_alloc(&s, (size_t)(p.z * p.m * p.n) * sizeof(float));
        if (!p.c.data) return RP_E_MEMORY;
        p.c.rs = p.n;
        p.c.cs = 1;
        p.c.zs = p.m * p.n;
        c.ld = p.n;
        p.self = place;
        if (p.has_self) fill_with_self(&p);
    }
    st = flatten(&s, &p.a, &a, &p, p.m, p.k);
    if (st == RP_OK) st = flatten(&s, &p.b, &b, &p, p.k, p.n);
    if (st == RP_OK) {
        multiply_f32(&p, a, b, c.ld);
        if (!c.ok) {
            const int64_t shape[3] = {p.z, p.m, p.n};
            int64_t to_stride[3], from_stride[3];
            const rp_geometry to = batch_geometry(&p, &place, shape, to_stride),
                              from = batch_geometry(&p, &p.c, shape, from_stride);
            cpu_assign(&to, &from);
        }
    }
    cpu_scratch_free(&s);
    return st;
}

/* ---- f16 and bf16 ---- */
enum {
    HALF_M = 128,
    HALF_N = 256,
    HALF_K = 512,
    HALF_FLOATS = HALF_M * HALF_K + HALF_K * HALF_N + HALF_M * HALF_N
};

/* A block of a matrix as floats; keeps the way it lies. rows x cols at (r, c) of the matrix. */
static int64_t widen_block(float *to, const product *p, const char *data, flat f, int64_t r,
                           int64_t c, int64_t rows, int64_t cols)
{
    const int64_t lines = f.t ? cols : rows, length = f.t ? rows : cols;
    const char *from = data + (f.t ? c * f.ld + r : r * f.ld + c) * 2;
    for (int64_t i = 0; i < lines; i++)
        cpu_widen(to + i * length, from + i * f.ld * 2, p->dtype, length);
    return length;
}

static void half_tile(const product *p, flat a, flat b, float *scratch, int64_t z, int64_t i0,
                      int64_t j0)
{
    float *wa = scratch, *wb = wa + HALF_M * HALF_K, *wc = wb + HALF_K * HALF_N;
    const int64_t m = p->m - i0 < HALF_M ? p->m - i0 : HALF_M,
                  n = p->n - j0 < HALF_N ? p->n - j0 : HALF_N;
    if (p->k == 0) memset(wc, 0, (size_t)(m * n) * sizeof *wc);
    for (int64_t q = 0; q < p->k; q += HALF_K) {
        const int64_t k = p->k - q < HALF_K ? p->k - q : HALF_K;
        const int64_t lda = widen_block(wa, p, p->a.data + z * p->a.zs * 2, a, i0, q, m, k);
        const int64_t ldb = widen_block(wb, p, p->b.data + z * p->b.zs * 2, b, q, j0, k, n);
        cpu_sgemm(a.t, b.t, m, n, k, 1, wa, lda, wb, ldb, q ? 1.0f : 0.0f, wc, n);
    }
    const float alpha = (float)kernel_float(&p->alpha),
                beta = p->has_self ? (float)kernel_float(&p->beta) : 0;
    for (int64_t i = 0; i < m; i++) {
        char *c = p->c.data + (z * p->c.zs + (i0 + i) * p->c.rs + j0 * p->c.cs) * 2;
        float *row = wc + i * n;
        if (alpha != 1)
            for (int64_t j = 0; j < n; j++) row[j] *= alpha;
        if (beta != 0) {
            const char *self =
                p->self.data + (z * p->self.zs + (i0 + i) * p->self.rs + j0 * p->self.cs) * 2;
            if (p->self.cs == 1) {
                cpu_widen(wa, self, p->dtype, n);
                for (int64_t j = 0; j < n; j++) row[j] += beta * wa[j];
            } else {
                for (int64_t j = 0; j < n; j++)
                    row[j] += beta * (float)cpu_load(self + j * p->self.cs * 2, p->dtype);
            }
        }
        if (p->c.cs == 1 || n == 1) cpu_narrow(c, p->dtype, row, n);
        else
            for (int64_t j = 0; j < n; j++)
                cpu_store(c + j * p->c.cs * 2, p->dtype, (double)row[j]);
    }
}

static rp_status run_half(product p)
{
    cpu_scratch s = {0};
    flat a, b;
    if (p.c.cs != 1 && p.c.rs == 1) p = transposed(p);
    rp_status st = flatten(&s, &p.a, &a, &p, p.m, p.k);
    if (st == RP_OK) st = flatten(&s, &p.b, &b, &p, p.k, p.n);
    const int64_t down = (p.m + HALF_M - 1) / HALF_M, across = (p.n + HALF_N - 1) / HALF_N,
                  tiles = p.z * down * across;
    const int threads = p.z * p.m * p.n * (p.k + 1) < 100000 ? 1 : cpu_threads(tiles, 1);
    float *scratch =
        st == RP_OK ? cpu_scratch_alloc(&s, (size_t)threads * HALF_FLOATS * sizeof(float)) : NULL;
    if (!scratch) {
        cpu_scratch_free(&s);
        return RP_E_MEMORY;
    }
#pragma omp parallel num_threads(threads)
    {
#ifdef _OPENMP
        float *own = scratch + (int64_t)omp_get_thread_num() * HALF_FLOATS;
#else
        float *own = scratch;
#endif
#pragma omp for schedule(dynamic)
        for (int64_t t = 0; t < tiles; t++)
            half_tile(&p, a, b, own, t / (down * across), t / across % down * HALF_M,
                      t % across * HALF_N);
    }
    cpu_scratch_free(&s);
    return RP_OK;
}

static rp_status run_fast(const char *op, const product *p)
{
    if (p->z == 0 || p->m == 0 || p->n == 0) return RP_OK;
    if (p->dtype == RP_F32) return run_f32(*p);
    if (p->dtype == RP_F16 || p->dtype == RP_BF16) return run_half(*p);
    return run_plain(op, p);
}

/* ---- from arguments to products ---- */
static matrices matrices_of(const rp_geometry *g)
{
    const int64_t *s = g->stride + g->ndim - 2;
    return (matrices){g->data, s[0], s[1], g->ndim == 3 ? g->stride[0] : 0};
}

/* self broadcast to z x m x n */
static matrices matrices_of_self(const rp_geometry *g)
{
    int64_t step[3] = {0, 0, 0};
    for (int d = 0; d < g->ndim; d++)
        if (g->shape[d] != 1) step[3 - g->ndim + d] = g->stride[d];
    return (matrices){g->data, step[1], step[2], step[0]};
}

static product product_of(const rp_value *c, const rp_value *a, const rp_value *b)
{
    const rp_geometry ga = kernel_geometry(a), gb = kernel_geometry(b), gc = kernel_geometry(c);
    const int d = gc.ndim - 2;
    product p = {.dtype = gc.dtype,
                 .z = d ? gc.shape[0] : 1,
                 .m = gc.shape[d],
                 .n = gc.shape[d + 1],
                 .k = ga.shape[d + 1],
                 .a = matrices_of(&ga),
                 .b = matrices_of(&gb),
                 .c = matrices_of(&gc),
                 .alpha = rp_value_int(1),
                 .beta = rp_value_int(0)};
    return p;
}

/* addmm and baddbmm: (self, a, b, beta, alpha) */
static product product_with_self(const rp_value *in, const rp_value *c)
{
    product p = product_of(c, &in[1], &in[2]);
    const rp_geometry self = kernel_geometry(&in[0]);
    p.self = matrices_of_self(&self);
    p.beta = in[3];
    p.alpha = in[4];
    p.has_self = kernel_float(&p.beta) != 0;
    return p;
}

static product product_of_mv(const rp_value *in, const rp_value *out)
{
    const rp_geometry a = kernel_geometry(&in[0]), x = kernel_geometry(&in[1]),
                      c = kernel_geometry(out);
    product p = {.dtype = c.dtype,
                 .z = 1,
                 .m = a.shape[0],
                 .n = 1,
                 .k = a.shape[1],
                 .a = matrices_of(&a),
                 .b = {x.data, x.stride[0], 1, 0},
                 .c = {c.data, c.stride[0], 1, 0},
                 .alpha = rp_value_int(1),
                 .beta = rp_value_int(0)};
    return p;
}

static product product_of_dot(const rp_value *in, const rp_value *out)
{
    const rp_geometry x = kernel_geometry(&in[0]), y = kernel_geometry(&in[1]),
                      c = kernel_geometry(out);
    product p = {.dtype = c.dtype,
                 .z = 1,
                 .m = 1,
                 .n = 1,
                 .k = x.numel,
                 .a = {x.data, 0, x.stride[0], 0},
                 .b = {y.data, y.stride[0], 1, 0},
                 .c = {c.data, 1, 1, 0},
                 .alpha = rp_value_int(1),
                 .beta = rp_value_int(0)};
    return p;
}

/* (self, mat, vec, beta, alpha) */
static product product_of_addmv(const rp_value *in, const rp_value *out)
{
    const rp_geometry self = kernel_geometry(&in[0]);
    product p = product_of_mv(in + 1, out);
    p.self = (matrices){self.data, self.numel == 1 ? 0 : self.stride[0], 1, 0};
    p.beta = in[3];
    p.alpha = in[4];
    p.has_self = kernel_float(&p.beta) != 0;
    return p;
}

/* The sum over the batch is one product: [A1 A2 ...] [B1; B2; ...], both factors laid out dense for
   it. */
static rp_status product_of_addbmm(product *p, cpu_scratch *s, const rp_value *in,
                                   const rp_value *out)
{
    const rp_geometry a = kernel_geometry(&in[1]), b = kernel_geometry(&in[2]),
                      c = kernel_geometry(out), self = kernel_geometry(&in[0]);
    const int64_t across[3] = {a.shape[1], a.shape[0], a.shape[2]},
                  step[3] = {a.stride[1], a.stride[0], a.stride[2]};
    int64_t a_stride[RP_MAX_DIMS], b_stride[RP_MAX_DIMS];
    rp_geometry left = a, right = b;
    left.shape = across;
    left.stride = step;
    left.flags = 0;
    RP_TRY(cpu_scratch_dense(s, &left, a_stride));
    RP_TRY(cpu_scratch_dense(s, &right, b_stride));
    const int64_t k = a.shape[0] * a.shape[2];
    *p = (product){.dtype = c.dtype,
                   .z = 1,
                   .m = a.shape[1],
                   .n = b.shape[2],
                   .k = k,
                   .a = {left.data, k, 1, 0},
                   .b = {right.data, b.shape[2], 1, 0},
                   .c = matrices_of(&c),
                   .self = matrices_of_self(&self),
                   .has_self = kernel_float(&in[3]) != 0,
                   .alpha = in[4],
                   .beta = in[3]};
    return RP_OK;
}

static rp_status run_addbmm(const rp_value *in, rp_value *out,
                            rp_status (*run)(const char *op, const product *p))
{
    cpu_scratch s = {0};
    product p;
    rp_status st = product_of_addbmm(&p, &s, in, out);
    if (st == RP_OK) st = run("aten::addbmm", &p);
    cpu_scratch_free(&s);
    return st;
}

CPU_KERNEL(mm_plain)
{
    CPU_UNUSED;
    const product p = product_of(&out[0], &in[0], &in[1]);
    return run_plain("aten::mm", &p);
}
CPU_KERNEL(mm_fast)
{
    CPU_UNUSED;
    const product p = product_of(&out[0], &in[0], &in[1]);
    return run_fast("aten::mm", &p);
}
CPU_KERNEL(addmm_plain)
{
    CPU_UNUSED;
    const product p = product_with_self(in, &out[0]);
    return run_plain("aten::addmm", &p);
}
CPU_KERNEL(addmm_fast)
{
    CPU_UNUSED;
    const product p = product_with_self(in, &out[0]);
    return run_fast("aten::addmm", &p);
}
CPU_KERNEL(mv_plain)
{
    CPU_UNUSED;
    const product p = product_of_mv(in, &out[0]);
    return run_plain("aten::mv", &p);
}
CPU_KERNEL(mv_fast)
{
    CPU_UNUSED;
    const product p = product_of_mv(in, &out[0]);
    return run_fast("aten::mv", &p);
}
CPU_KERNEL(dot_plain)
{
    CPU_UNUSED;
    const product p = product_of_dot(in, &out[0]);
    return run_plain("aten::dot", &p);
}
CPU_KERNEL(dot_fast)
{
    CPU_UNUSED;
    const product p = product_of_dot(in, &out[0]);
    if (p.dtype != RP_F32 || p.a.cs != 1 || p.b.rs != 1) return run_plain("aten::dot", &p);
    *(float *)(void *)p.c.data =
        cpu_dot_row((const float *)(void *)p.a.data, (const float *)(void *)p.b.data, p.k);
    return RP_OK;
}

CPU_KERNEL(addmv_plain)
{
    CPU_UNUSED;
    const product p = product_of_addmv(in, &out[0]);
    return run_plain("aten::addmv", &p);
}
CPU_KERNEL(addmv_fast)
{
    CPU_UNUSED;
    const product p = product_of_addmv(in, &out[0]);
    return run_fast("aten::addmv", &p);
}
CPU_KERNEL(addbmm_plain)
{
    CPU_UNUSED;
    return run_addbmm(in, out, run_plain);
}
CPU_KERNEL(addbmm_fast)
{
    CPU_UNUSED;
    return run_addbmm(in, out, run_fast);
}

const rp_kernel_row cpu_matmul[] = {
    CPU_ROW("aten::mm", mm_plain),
    CPU_ROW_FAST("aten::mm", mm_fast),
    CPU_ROW("aten::bmm", mm_plain),
    CPU_ROW_FAST("aten::bmm", mm_fast),
    CPU_ROW("aten::addmm", addmm_plain),
    CPU_ROW_FAST("aten::addmm", addmm_fast),
    CPU_ROW("aten::baddbmm", addmm_plain),
    CPU_ROW_FAST("aten::baddbmm", addmm_fast),
    CPU_ROW("aten::mv", mv_plain),
    CPU_ROW_FAST("aten::mv", mv_fast),
    CPU_ROW("aten::dot", dot_plain),
    CPU_ROW_FAST("aten::dot", dot_fast),
    CPU_ROW("aten::vdot", dot_plain),
    CPU_ROW_FAST("aten::vdot", dot_fast),
    CPU_ROW("aten::addmv", addmv_plain),
    CPU_ROW_FAST("aten::addmv", addmv_fast),
    CPU_ROW("aten::addbmm", addbmm_plain),
    CPU_ROW_FAST("aten::addbmm", addbmm_fast),
    {0},
};
