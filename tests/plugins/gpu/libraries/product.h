/* tests/plugins/gpu/libraries/product.h - d = activation(alpha op(a) op(b) + beta c + bias), by
   columns */
#ifndef RP_TEST_DOUBLE_PRODUCT_H
#define RP_TEST_DOUBLE_PRODUCT_H
#include "double.h"

typedef struct { /* as it lies in memory, before op */
    d_type type;
    int64_t rows, columns, ld, step;
    int32_t batch;
} d_matrix;
typedef enum { D_AS_IS, D_RELU, D_GELU } d_activation;
typedef struct {
    d_matrix a, b, c, d;
    bool turn_a, turn_b;
    d_type sums; /* of alpha and beta, too */
    const void *alpha, *beta, *bias;
    d_type bias_type;
    d_activation activation;
} d_product;

static bool d_agree(const d_product *p)
{
    const d_matrix *all[] = {&p->a, &p->b, &p->c, &p->d};
    for (int i = 0; i < 4; i++)
        if (all[i]->type != p->d.type || all[i]->batch != p->d.batch || all[i]->batch < 1 ||
            all[i]->ld < all[i]->rows)
            return false;
    const int64_t m = p->turn_a ? p->a.columns : p->a.rows,
                  k = p->turn_a ? p->a.rows : p->a.columns;
    const int64_t n = p->turn_b ? p->b.rows : p->b.columns,
                  inner = p->turn_b ? p->b.columns : p->b.rows;
    return k == inner && m == p->d.rows && n == p->d.columns && m == p->c.rows &&
           n == p->c.columns && p->sums == (p->d.type == D_F64 ? D_F64 : D_F32) &&
           (!p->bias || p->bias_type == p->d.type);
}

static double d_activate(d_activation a, double x)
{
    if (a == D_RELU) return x < 0 ? 0 : x;
    return a == D_GELU ? 0.5 * x * (1 + tanh(sqrt(2 / M_PI) * (x + 0.044715 * x * x * x))) : x;
}

static double d_element(const d_product *p, const void *a, const void *b, int64_t z, int64_t i,
                        int64_t j)
{
    double sum = 0;
    const int64_t k = p->turn_a ? p->a.rows : p->a.columns;
    for (int64_t q = 0; q < k; q++)
        sum +=
            d_load(a, z * p->a.step + (p->turn_a ? i * p->a.ld + q : q * p->a.ld + i), p->a.type) *
            d_load(b, z * p->b.step + (p->turn_b ? q * p->b.ld + j : j * p->b.ld + q), p->b.type);
    return sum;
}

/* 0, or 1 for what does not agree. */
static int d_multiply(const d_product *p, const void *a, const void *b, const void *c, void *d)
{
    if (!d_agree(p)) return 1;
    const double alpha = d_load(p->alpha, 0, p->sums), beta = d_load(p->beta, 0, p->sums);
    for (int64_t z = 0; z < p->d.batch; z++)
        for (int64_t j = 0; j < p->d.columns; j++)
            for (int64_t i = 0; i < p->d.rows; i++) {
                double x = alpha * d_element(p, a, b, z, i, j);
                if (beta != 0) x += beta * d_load(c, z * p->c.step + j * p->c.ld + i, p->c.type);
                if (p->bias) x += d_load(p->bias, i, p->bias_type);
                d_store(d, z * p->d.step + j * p->d.ld + i, p->d.type,
                        d_activate(p->activation, x));
            }
    double_calls++;
    return 0;
}
#endif
