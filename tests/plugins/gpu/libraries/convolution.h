/* tests/plugins/gpu/libraries/convolution.h - small[n, co, o] = sum of w[co, ci, k] large[n, ci, o
 * stride - padding + k dilation], and the same sum taken for `large` or for `w` */
#ifndef RP_TEST_DOUBLE_CONVOLUTION_H
#define RP_TEST_DOUBLE_CONVOLUTION_H
#include "double.h"

enum { D_LARGE, D_SMALL, D_WEIGHT, D_SPATIAL = 3 };
typedef struct {
    d_type type;
    int n, size[2 + D_SPATIAL], step[2 + D_SPATIAL];
} d_volume;
typedef struct {
    int n, padding[D_SPATIAL], stride[D_SPATIAL], dilation[D_SPATIAL], groups;
} d_convolution;

/* Dimensions that are not there are put in before the others, with an extent of 1. */
static d_volume d_volume_of(d_type type, int n, const int *size, const int *step)
{
    d_volume v = {.type = type, .n = n, .size = {1, 1, 1, 1, 1}, .step = {0}};
    for (int d = 0; d < n; d++) {
        const int to = d < 2 ? d : d + 2 + D_SPATIAL - n;
        v.size[to] = size[d];
        v.step[to] = step[d];
    }
    return v;
}

static d_convolution d_convolution_of(int n, const int *padding, const int *stride,
                                      const int *dilation)
{
    d_convolution c = {
        .n = n, .padding = {0}, .stride = {1, 1, 1}, .dilation = {1, 1, 1}, .groups = 1};
    for (int d = 0; d < n; d++) {
        const int to = d + D_SPATIAL - n;
        c.padding[to] = padding[d];
        c.stride[to] = stride[d];
        c.dilation[to] = dilation[d];
    }
    return c;
}

static bool d_meet(const d_convolution *c, const d_volume *v)
{
    const d_volume *large = &v[D_LARGE], *small = &v[D_SMALL], *w = &v[D_WEIGHT];
    if (large->size[0] != small->size[0] || large->size[1] != w->size[1] * c->groups ||
        small->size[1] != w->size[0] || w->size[0] % c->groups)
        return false;
    for (int i = 0; i < 3; i++)
        if (v[i].type != large->type || v[i].n != c->n + 2) return false;
    for (int d = 0; d < D_SPATIAL; d++) {
        const int span = c->dilation[d] * (w->size[2 + d] - 1) + 1;
        if (small->size[2 + d] !=
            (large->size[2 + d] + 2 * c->padding[d] - span) / c->stride[d] + 1)
            return false;
    }
    return true;
}

/* The places of the three in one term of the sum: where o meets k is in the padding: false. */
static bool d_places(const d_convolution *c, const d_volume *v, const int *at, int64_t *place)
{
    const int n = at[0], co = at[1], ci = at[2], *o = at + 3, *k = at + 6; /* ci within its group */
    const int group = co / (v[D_WEIGHT].size[0] / c->groups);
    place[D_LARGE] = (int64_t)n * v[D_LARGE].step[0] +
                     (int64_t)(group * v[D_WEIGHT].size[1] + ci) * v[D_LARGE].step[1];
    place[D_SMALL] = (int64_t)n * v[D_SMALL].step[0] + (int64_t)co * v[D_SMALL].step[1];
    place[D_WEIGHT] = (int64_t)co * v[D_WEIGHT].step[0] + (int64_t)ci * v[D_WEIGHT].step[1];
    for (int d = 0; d < D_SPATIAL; d++) {
        const int i = o[d] * c->stride[d] - c->padding[d] + k[d] * c->dilation[d];
        if (i < 0 || i >= v[D_LARGE].size[2 + d]) return false;
        place[D_LARGE] += (int64_t)i * v[D_LARGE].step[2 + d];
        place[D_SMALL] += (int64_t)o[d] * v[D_SMALL].step[2 + d];
        place[D_WEIGHT] += (int64_t)k[d] * v[D_WEIGHT].step[2 + d];
    }
    return true;
}

/* 0, or 1 for what does not agree. data: large, small, weight */
static int d_convolve(const d_convolution *c, const d_volume *v, void *const *data, int which)
{
    if (!d_meet(c, v)) return 1;
    const d_volume *r = &v[which], *small = &v[D_SMALL], *w = &v[D_WEIGHT];
    const int extent[] = {small->size[0], small->size[1], w->size[1],
                          small->size[2], small->size[3], small->size[4],
                          w->size[2],     w->size[3],     w->size[4]};
    int64_t room = 1, terms = 1;
    for (int d = 0; d < 2 + D_SPATIAL; d++) room += (int64_t)(r->size[d] - 1) * r->step[d];
    for (int d = 0; d < 9; d++) terms *= extent[d];
    double *sums = calloc((size_t)room, sizeof *sums);
    const int a = which == D_LARGE ? D_SMALL : D_LARGE, b = which == D_WEIGHT ? D_SMALL : D_WEIGHT;
    for (int64_t t = 0; t < terms; t++) {
        int at[9];
        int64_t rest = t, place[3];
        for (int d = 8; d >= 0; rest /= extent[d--]) at[d] = (int)(rest % extent[d]);
        if (d_places(c, v, at, place))
            sums[place[which]] +=
                d_load(data[a], place[a], r->type) * d_load(data[b], place[b], r->type);
    }
    for (int64_t i = 0, n = (int64_t)r->size[0] * r->size[1] * r->size[2] * r->size[3] * r->size[4];
         i < n; i++) {
        int64_t rest = i, place = 0;
        for (int d = 1 + D_SPATIAL; d >= 0; rest /= r->size[d--])
            place += rest % r->size[d] * r->step[d];
        d_store(data[which], place, r->type, sums[place]);
    }
    free(sums);
    double_calls++;
    return 0;
}
#endif
