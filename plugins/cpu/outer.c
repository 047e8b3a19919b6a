/* plugins/cpu/outer.c - addr, cross products, trace */
#include "line.h"
#include "reduce.h"

enum { ROOM = 256 };

/* ---- addr: y[i, j] = beta self[i, j] + alpha a[i] b[j] -------------------------------------------------------------------- */
struct addr {
    rp_geometry y, self, a, b;
    double beta, alpha;
    int64_t beta_integer, alpha_integer;
    rp_dtype compute;
    bool boolean;
};

static void floats(const struct addr *p, int64_t i, int64_t j, int64_t n, const char *self, int64_t self_step)
{
    double x[ROOM], b[ROOM], a;
    const int64_t size_b = (int64_t)cpu_element(p->b.dtype), size_y = (int64_t)cpu_element(p->y.dtype);
    a = p->alpha * cpu_load((const char *)p->a.data + i * p->a.stride[0] * (int64_t)cpu_element(p->a.dtype), p->a.dtype);
    cpu_load_block(b, RP_F64, (const char *)p->b.data + j * p->b.stride[0] * size_b, p->b.stride[0] * size_b, p->b.dtype, n);
    if (p->beta != 0) cpu_load_block(x, RP_F64, self, self_step, p->self.dtype, n);
    for (int64_t k = 0; k < n; k++) b[k] = p->beta != 0 ? p->beta * x[k] + a * b[k] : a * b[k];
    cpu_store_block((char *)p->y.data + (i * p->y.stride[0] + j * p->y.stride[1]) * size_y, p->y.stride[1] * size_y, p->y.dtype, b, RP_F64, n);
}

/* Bool: (beta and self) or (alpha and a and b) */
static void integers(const struct addr *p, int64_t i, int64_t j, int64_t n, const char *self, int64_t self_step)
{
    int64_t x[ROOM], b[ROOM], a;
    const int64_t size_b = (int64_t)cpu_element(p->b.dtype), size_y = (int64_t)cpu_element(p->y.dtype);
    a = cpu_load_int((const char *)p->a.data + i * p->a.stride[0] * (int64_t)cpu_element(p->a.dtype), p->a.dtype);
    cpu_load_block(b, RP_I64, (const char *)p->b.data + j * p->b.stride[0] * size_b, p->b.stride[0] * size_b, p->b.dtype, n);
    if (p->beta_integer != 0) cpu_load_block(x, RP_I64, self, self_step, p->self.dtype, n);
    for (int64_t k = 0; k < n; k++) {
        const uint64_t product = (uint64_t)p->alpha_integer * (uint64_t)a * (uint64_t)b[k];
        const uint64_t sum = p->beta_integer != 0 ? (uint64_t)p->beta_integer * (uint64_t)x[k] + product : product;
        b[k] = p->boolean ? sum != 0 : (int64_t)sum;
    }
    cpu_store_block((char *)p->y.data + (i * p->y.stride[0] + j * p->y.stride[1]) * size_y, p->y.stride[1] * size_y, p->y.dtype, b, RP_I64, n);
}

CPU_KERNEL(addr)
{
    struct addr p = {.y = cpu_geometry(&out[0]), .self = cpu_geometry(&in[0]), .a = cpu_geometry(&in[1]), .b = cpu_geometry(&in[2])};
    const int64_t m = p.y.shape[0], n = p.y.shape[1], size = (int64_t)cpu_element(p.self.dtype);
    const int d = p.self.ndim;
    const int64_t row = d > 1 && p.self.shape[d - 2] > 1 ? p.self.stride[d - 2] * size : 0;
    const int64_t step = d > 0 && p.self.shape[d - 1] > 1 ? p.self.stride[d - 1] * size : 0;
    (void)self, (void)n_in, (void)n_out;
    p.beta = cpu_float(&in[3]);
    p.alpha = cpu_float(&in[4]);
    p.beta_integer = cpu_int(&in[3]);
    p.alpha_integer = cpu_int(&in[4]);
    p.compute = cpu_compute_dtype(cpu_host->call_dtype(c));
    p.boolean = cpu_host->call_dtype(c) == RP_BOOL;
#pragma omp parallel for num_threads(cpu_threads(m * n, CPU_GRAIN)) schedule(static)
    for (int64_t i = 0; i < m; i++)
        for (int64_t j = 0; j < n; j += ROOM) {
            const char *x = (const char *)p.self.data + i * row + j * step;
            if (p.compute == RP_I64) integers(&p, i, j, n - j < ROOM ? n - j : ROOM, x, step);
            else floats(&p, i, j, n - j < ROOM ? n - j : ROOM, x, step);
        }
    return RP_OK;
}

/* ---- cross ------------------------------------------------------------------------------------------------------------------------ */
/* `g` broadcast to the shape of `to`, which has as many dimensions. */
static void widen(rp_geometry *g, const rp_geometry *to, int64_t *stride)
{
    for (int d = 0; d < g->ndim; d++) stride[d] = g->shape[d] == 1 ? 0 : g->stride[d];
    g->shape = to->shape;
    g->stride = stride;
}

CPU_KERNEL(cross)
{
    rp_geometry a = cpu_geometry(&in[0]), b = cpu_geometry(&in[1]);
    const rp_geometry y = cpu_geometry(&out[0]);
    const int dim = cpu_dim(cpu_int(&in[2]), y.ndim);
    const bool whole = !cpu_is_floating(y.dtype);
    int64_t a_stride[RP_MAX_DIMS], b_stride[RP_MAX_DIMS];
    (void)self, (void)c, (void)n_in, (void)n_out;
    widen(&a, &y, a_stride);
    widen(&b, &y, b_stride);
    const int64_t sa = cpu_line_step(&a, dim), sb = cpu_line_step(&b, dim), sy = cpu_line_step(&y, dim);
#pragma omp parallel for num_threads(cpu_threads(y.numel, CPU_GRAIN / 4)) schedule(static)
    for (int64_t i = 0; i < y.numel / 3; i++) {
        const char *u = cpu_line(&a, dim, i), *v = cpu_line(&b, dim, i);
        char *w = cpu_line(&y, dim, i);
        for (int k = 0; k < 3; k++) {
            const int p = (k + 1) % 3, q = (k + 2) % 3;
            if (whole) {
                const uint64_t plus = (uint64_t)cpu_load_int(u + p * sa, a.dtype) * (uint64_t)cpu_load_int(v + q * sb, b.dtype);
                const uint64_t minus = (uint64_t)cpu_load_int(u + q * sa, a.dtype) * (uint64_t)cpu_load_int(v + p * sb, b.dtype);
                cpu_store_int(w + k * sy, y.dtype, (int64_t)(plus - minus));
            } else {
                cpu_store(w + k * sy, y.dtype, cpu_load(u + p * sa, a.dtype) * cpu_load(v + q * sb, b.dtype) -
                                                   cpu_load(u + q * sa, a.dtype) * cpu_load(v + p * sb, b.dtype));
            }
        }
    }
    return RP_OK;
}

/* ---- trace: the sum of a line that steps by a row and a column ---------------------------------------------------------------- */
CPU_KERNEL(trace)
{
    const rp_geometry x = cpu_geometry(&in[0]), y = cpu_geometry(&out[0]);
    const int64_t n = x.shape[0] < x.shape[1] ? x.shape[0] : x.shape[1], step = x.stride[0] + x.stride[1];
    rp_geometry diagonal = x;
    (void)self, (void)c, (void)n_in, (void)n_out;
    diagonal.ndim = 1;
    diagonal.shape = &n;
    diagonal.stride = &step;
    diagonal.numel = n;
    const rp_dtype compute = cpu_compute_dtype(x.dtype);
    return cpu_reduce_into(&y, &cpu_reducer_sum, compute, &diagonal, ~UINT64_C(0), compute == RP_I64);
}

const rp_kernel_row cpu_outer[] = {
    CPU_ROW("aten::addr", addr),
    CPU_ROW("aten::linalg_cross", cross),
    CPU_ROW("aten::trace", trace),
    {0},
};
