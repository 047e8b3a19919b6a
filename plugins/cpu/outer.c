/* plugins/cpu/outer.c - addr, cross products, trace */
#include "iter.h"
#include "line.h"
#include "part.h"
#include "reduce.h"

enum { ROOM = 256 };

/* ---- addr ------------------------------------------------------------------------------------ */
/* Y[i, j] = beta self[i, j] + alpha a[i] b[j]. Bool: (beta and self) or (alpha and a and b) */
struct addr {
    rp_geometry y, self, a, b;
    rp_value beta, alpha;
    bool boolean;
};

#define ADDR(name_, T_, compute_, number_)                                                         \
    static void name_(const struct addr *p, int64_t i, int64_t j, int64_t n, const char *self,     \
                      int64_t step)                                                                \
    {                                                                                              \
        const int64_t sa = (int64_t)kernel_element(p->a.dtype),                                    \
                      sb = p->b.stride[0] * (int64_t)kernel_element(p->b.dtype);                   \
        const int64_t sy = (int64_t)kernel_element(p->y.dtype);                                    \
        const T_ beta = (T_)number_(&p->beta), alpha = (T_)number_(&p->alpha);                     \
        T_ x[ROOM], v[ROOM], a;                                                                    \
        cpu_load_block(&a, compute_, (const char *)p->a.data + i * p->a.stride[0] * sa, sa,        \
                       p->a.dtype, 1);                                                             \
        cpu_load_block(v, compute_, (const char *)p->b.data + j * sb, sb, p->b.dtype, n);          \
        a *= alpha;                                                                                \
        for (int64_t k = 0; k < n; k++) v[k] *= a;                                                 \
        if (beta != 0) {                                                                           \
            cpu_load_block(x, compute_, self, step, p->self.dtype, n);                             \
            for (int64_t k = 0; k < n; k++) v[k] += beta * x[k];                                   \
        }                                                                                          \
        for (int64_t k = 0; p->boolean && k < n; k++) v[k] = v[k] != 0;                            \
        cpu_store_block((char *)p->y.data + (i * p->y.stride[0] + j * p->y.stride[1]) * sy,        \
                        p->y.stride[1] * sy, p->y.dtype, v, compute_, n);                          \
    }
ADDR(addr_f32, float, RP_F32, kernel_float)
ADDR(addr_f64, double, RP_F64, kernel_float)
ADDR(addr_i64, uint64_t, RP_I64, kernel_int) /* wraps */

CPU_KERNEL(addr)
{
    const struct addr p = {kernel_geometry(&out[0]),
                           kernel_geometry(&in[0]),
                           kernel_geometry(&in[1]),
                           kernel_geometry(&in[2]),
                           in[3],
                           in[4],
                           kernel_host->call_dtype(c) == RP_BOOL};
    const rp_dtype compute = kernel_compute_dtype(kernel_host->call_dtype(c));
    const int64_t m = p.y.shape[0], n = p.y.shape[1], size = (int64_t)kernel_element(p.self.dtype);
    const int d = p.self.ndim;
    const int64_t row = d > 1 && p.self.shape[d - 2] > 1 ? p.self.stride[d - 2] * size : 0;
    const int64_t step = d > 0 && p.self.shape[d - 1] > 1 ? p.self.stride[d - 1] * size : 0;
    (void)self, (void)n_in, (void)n_out;
#pragma omp parallel for num_threads(cpu_threads(m *n, CPU_GRAIN)) schedule(static)
    for (int64_t i = 0; i < m; i++)
        for (int64_t j = 0; j < n; j += ROOM) {
            const char *x = (const char *)p.self.data + i * row + j * step;
            const int64_t some = n - j < ROOM ? n - j : ROOM;
            if (compute == RP_I64) addr_i64(&p, i, j, some, x, step);
            else if (compute == RP_F64) addr_f64(&p, i, j, some, x, step);
            else addr_f32(&p, i, j, some, x, step);
        }
    return RP_OK;
}

/* ---- cross ----------------------------------------------------------------------------------- */
struct cross { /* bytes from one component to the next */
    int64_t y, a, b;
    rp_dtype dtype;
};

/* y_k = a_p b_q - a_q b_p, (k, p, q) in a circle */
#define CROSS(name_, T_, load_, store_)                                                            \
    static void name_(const struct cross *s, char *y, const char *a, const char *b)                \
    {                                                                                              \
        T_ u[3], v[3];                                                                             \
        for (int k = 0; k < 3; k++) {                                                              \
            u[k] = (T_)load_(a + k * s->a, s->dtype);                                              \
            v[k] = (T_)load_(b + k * s->b, s->dtype);                                              \
        }                                                                                          \
        store_(y, s->dtype, u[1] * v[2] - u[2] * v[1]);                                            \
        store_(y + s->y, s->dtype, u[2] * v[0] - u[0] * v[2]);                                     \
        store_(y + 2 * s->y, s->dtype, u[0] * v[1] - u[1] * v[0]);                                 \
    }
#define STORE_WRAPPED(p_, d_, v_) cpu_store_int(p_, d_, (int64_t)(v_))
CROSS(cross_floats, double, cpu_load, cpu_store)
CROSS(cross_integers, uint64_t, cpu_load_int, STORE_WRAPPED)

static void cross_row(void *ctx, char *const *data, const int64_t *stride, int64_t n)
{
    const struct cross *s = ctx;
    for (int64_t i = 0; i < n; i++) {
        char *const y = data[0] + i * stride[0], *const a = data[1] + i * stride[1],
                    *const b = data[2] + i * stride[2];
        if (kernel_is_floating(s->dtype)) cross_floats(s, y, a, b);
        else cross_integers(s, y, a, b);
    }
}

CPU_KERNEL(cross)
{
    const rp_geometry y = kernel_geometry(&out[0]), a = kernel_geometry(&in[0]),
                      b = kernel_geometry(&in[1]);
    const int dim = kernel_dim(kernel_int(&in[2]), y.ndim);
    struct cross s = {cpu_line_step(&y, dim), cpu_line_step(&a, dim), cpu_line_step(&b, dim),
                      y.dtype};
    kernel_part part[3]; /* the first components */
    kernel_iter it;
    (void)self, (void)c, (void)n_in, (void)n_out;
    if (y.numel == 0) return RP_OK;
    kernel_part_select(&part[0], &y, dim, 0);
    kernel_part_select(&part[1], &a, dim, 0);
    kernel_part_select(&part[2], &b, dim, 0);
    const rp_geometry *const operands[] = {&part[0].g, &part[1].g, &part[2].g};
    kernel_iter_init(&it, operands, 3);
    cpu_iter_run(&it, cross_row, &s);
    return RP_OK;
}

/* ---- trace: the sum of a line that steps by a row and a column ------------------------------- */
CPU_KERNEL(trace)
{
    const rp_geometry x = kernel_geometry(&in[0]), y = kernel_geometry(&out[0]);
    const int64_t n = x.shape[0] < x.shape[1] ? x.shape[0] : x.shape[1],
                  step = x.stride[0] + x.stride[1];
    rp_geometry diagonal = x;
    (void)self, (void)c, (void)n_in, (void)n_out;
    diagonal.ndim = 1;
    diagonal.shape = &n;
    diagonal.stride = &step;
    diagonal.numel = n;
    const rp_dtype compute = kernel_compute_dtype(x.dtype);
    return cpu_reduce_into(&y, &cpu_reducer_sum, compute, &diagonal, ~UINT64_C(0),
                           compute == RP_I64);
}

const rp_kernel_row cpu_outer[] = {
    CPU_ROW("aten::addr", addr),
    CPU_ROW("aten::linalg_cross", cross),
    CPU_ROW("aten::trace", trace),
    {0},
};
