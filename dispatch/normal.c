/* dispatch/normal.c - the gradient's own gradient of layer, batch and group norm
 *
 * Per row of N elements, with y = (x - mean) r and J w = r (w - mean(w) - y mean(w y)), which is
 * symmetric:
 *     gI = J h, h = weight grad_out;   gG = sum over rows of grad_out y;   gB = sum over rows of
 *     grad_out.
 * For v, vG, vB coming back to these, f = <v, J h> = N r a with a = mean(v h) - mean(v) mean(h) -
 * mean(v y) mean(h y), and
 *     d grad_out = weight J v + vG y + vB
 *     d weight   = grad_out J v
 *     d x        = J (vG grad_out - r (mean(h y) v + mean(v y) h)) - a r^2 y   since dr = -r^2 <y,
 *     dx> / N.
 * With fixed statistics J w = r w, and d x = r vG grad_out.
 */
#include "dispatch/normal.h"

void norm_rows_fini(norm_rows *s)
{
    rp_tensor_release(s->g);
    rp_tensor_release(s->r);
    rp_tensor_release(s->weight);
    rp_tensor_release(s->y);
    rp_tensor_release(s->h);
}

rp_status norm_rows_start(norm_rows *s, rp_tensor *x, rp_tensor *mean)
{
    RP_TRY(rp_sub(&s->y, x, mean));
    RP_TRY(rp_mul(&s->y, s->y, s->r));
    s->h = rp_tensor_retain(s->g);
    return s->weight ? rp_mul(&s->h, s->g, s->weight) : RP_OK;
}

static rp_status mean_of_product(rp_tensor **out, rp_tensor *a, rp_tensor *b, const norm_rows *s)
{
    RP_LOCAL rp_tensor *p = NULL;
    RP_TRY(rp_mul(&p, a, b));
    return rp_mean_dim(out, p, s->dims, s->n, 1);
}

/* J w */
static rp_status apply_j(rp_tensor **out, rp_tensor *w, const norm_rows *s)
{
    RP_LOCAL rp_tensor *part = NULL, *mean = NULL, *sum = NULL;
    if (s->fixed) return rp_mul(out, w, s->r);
    RP_TRY(mean_of_product(&part, w, s->y, s));
    RP_TRY(rp_mul(&part, part, s->y));
    RP_TRY(rp_mean_dim(&mean, w, s->dims, s->n, 1));
    RP_TRY(rp_sub(&sum, w, mean));
    RP_TRY(rp_sub(&sum, sum, part));
    return rp_mul(out, sum, s->r);
}

static rp_status add_to(rp_tensor **sum, rp_tensor *t)
{
    if (*sum) return rp_add(sum, *sum, t);
    *sum = rp_tensor_retain(t);
    return RP_OK;
}

/* a r^2 y */
static rp_status through_r(rp_tensor **out, rp_tensor *v, rp_tensor *mv, rp_tensor *mh,
                           const norm_rows *s)
{
    RP_LOCAL rp_tensor *a = NULL, *p = NULL, *q = NULL;
    RP_TRY(mean_of_product(&a, v, s->h, s));
    RP_TRY(rp_mean_dim(&p, v, s->dims, s->n, 1));
    RP_TRY(rp_mean_dim(&q, s->h, s->dims, s->n, 1));
    RP_TRY(rp_mul(&p, p, q));
    RP_TRY(rp_sub(&a, a, p));
    RP_TRY(rp_mul(&p, mv, mh));
    RP_TRY(rp_sub(&a, a, p));
    RP_TRY(rp_mul(&a, a, s->r));
    RP_TRY(rp_mul(&a, a, s->r));
    return rp_mul(out, a, s->y);
}

static rp_status input_grad(rp_tensor **out, rp_tensor *v, rp_tensor *v_weight, const norm_rows *s)
{
    RP_LOCAL rp_tensor *mv = NULL, *mh = NULL, *u = NULL, *w = NULL, *t = NULL;
    if (v_weight) RP_TRY(rp_mul(&u, v_weight, s->g));
    if (s->fixed) v = NULL; /* J h does not depend on x */
    if (v) {
        RP_TRY(mean_of_product(&mv, v, s->y, s));
        RP_TRY(mean_of_product(&mh, s->h, s->y, s));
        RP_TRY(rp_mul(&w, mh, v));
        RP_TRY(rp_mul(&t, mv, s->h));
        RP_TRY(rp_add(&w, w, t));
        RP_TRY(rp_mul(&w, w, s->r));
        RP_TRY(rp_neg(&w, w));
        RP_TRY(add_to(&u, w));
    }
    if (!u) return RP_OK;
    RP_TRY(apply_j(&u, u, s));
    if (v) {
        RP_TRY(through_r(&t, v, mv, mh, s));
        RP_TRY(rp_sub(&u, u, t));
    }
    *out = rp_tensor_retain(u);
    return RP_OK;
}

rp_status norm_rows_grads(const norm_rows *s, rp_tensor *const *v, rp_tensor **d_g, rp_tensor **d_x,
                          rp_tensor **d_weight)
{
    RP_LOCAL rp_tensor *jv = NULL, *t = NULL;
    if (v[0] && (d_g || d_weight)) RP_TRY(apply_j(&jv, v[0], s));
    if (d_g) {
        if (jv) RP_TRY(s->weight ? rp_mul(d_g, jv, s->weight) : same_grad(d_g, jv));
        if (v[1]) RP_TRY(rp_mul(&t, v[1], s->y));
        if (v[1]) RP_TRY(add_to(d_g, t));
        if (v[2] && !*d_g)
            RP_TRY(rp_expand(d_g, v[2], rp_tensor_shape(s->g), (uint32_t)rp_tensor_ndim(s->g)));
        else if (v[2]) RP_TRY(rp_add(d_g, *d_g, v[2]));
    }
    if (d_weight && jv) RP_TRY(rp_mul(d_weight, s->g, jv));
    return d_x ? input_grad(d_x, v[0], v[1], s) : RP_OK;
}
