/* plugins/cpu/bincount.c - how often every number occurs, or the sums of weights by number */
#include "block.h"
#include "line.h"
#include "plugins/common/argument.h"
#include "scratch.h"

enum { ROOM = 256 };

/* Up to ROOM elements from `at` on; how many. */
static int64_t load(int64_t *v, const rp_geometry *x, int64_t at)
{
    const int64_t m = x->numel - at < ROOM ? x->numel - at : ROOM,
                  step = x->stride[0] * (int64_t)kernel_element(x->dtype);
    cpu_load_block(v, RP_I64, (const char *)x->data + at * step, step, x->dtype, m);
    return m;
}

static rp_status bins(const rp_geometry *x, int64_t *n)
{
    int64_t v[ROOM];
    for (int64_t at = 0; at < x->numel; at += ROOM) {
        const int64_t m = load(v, x, at);
        for (int64_t i = 0; i < m; i++) {
            if (v[i] < 0)
                return RP_FAIL(
                    RP_E_VALUE,
                    "bincount only supports 1-d non-negative integral inputs, but element %lld is %lld",
                    (long long)(at + i), (long long)v[i]);
            if (v[i] >= *n) *n = v[i] + 1;
        }
    }
    return RP_OK;
}

static void count(int64_t *to, const rp_geometry *x)
{
    int64_t v[ROOM];
    for (int64_t at = 0; at < x->numel; at += ROOM) {
        const int64_t m = load(v, x, at);
        for (int64_t i = 0; i < m; i++) to[v[i]]++;
    }
}

static void add_weights(double *to, const rp_geometry *x, const rp_geometry *w)
{
    const int64_t step = w->stride[0] * (int64_t)kernel_element(w->dtype);
    int64_t v[ROOM];
    double weight[ROOM];
    for (int64_t at = 0; at < x->numel; at += ROOM) {
        const int64_t m = load(v, x, at);
        cpu_load_block(weight, RP_F64, (const char *)w->data + at * step, step, w->dtype, m);
        for (int64_t i = 0; i < m; i++) to[v[i]] += weight[i];
    }
}

/* Sums are made in double, and are float for float weights alone. */
static rp_status weighted_sums(const rp_geometry *y, const rp_geometry *x, const rp_geometry *w)
{
    cpu_scratch scratch = {0};
    double *sums = cpu_scratch_alloc(&scratch, (size_t)(y->numel + 1) * sizeof *sums);
    if (!sums) return RP_E_MEMORY;
    memset(sums, 0, (size_t)y->numel * sizeof *sums);
    add_weights(sums, x, w);
    for (int64_t j = 0; j < y->numel; j++) cpu_store(cpu_line(y, -1, j), y->dtype, sums[j]);
    cpu_scratch_free(&scratch);
    return RP_OK;
}

CPU_KERNEL(bincount)
{
    const rp_geometry x = kernel_geometry(&in[0]), w = kernel_geometry(&in[1]);
    int64_t n = kernel_int(&in[2]);
    rp_tensor *t = NULL;
    const bool weighted = kernel_given(&in[1]) && x.numel > 0;
    (void)self, (void)n_in, (void)n_out;
    RP_TRY(kernel_check_bincount(&x, &w, weighted, n));
    RP_TRY(bins(&x, &n));
    RP_TRY(kernel_host->create(&t, &n, 1,
                               !weighted           ? RP_I64
                               : w.dtype == RP_F32 ? RP_F32
                                                   : RP_F64,
                               kernel_host->call_device(c)));
    out[0] = rp_value_tensor(t);
    const rp_geometry y = kernel_geometry(&out[0]);
    if (weighted) return weighted_sums(&y, &x, &w);
    memset(y.data, 0, (size_t)y.nbytes);
    count(y.data, &x);
    return RP_OK;
}

const rp_kernel_row cpu_bincount[] = {CPU_ROW("aten::bincount", bincount), {0}};
