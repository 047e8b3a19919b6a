/* dispatch/ops/rnn.c - rnn, gru and lstm: cells, and layers of them over a sequence
 *
 * With x' = x w_ih' + b_ih and h' = h w_hh' + b_hh, in parts of H columns:
 *   rnn   h = act(x' + h')
 *   gru   r = s(x'_0 + h'_0), z = s(x'_1 + h'_1), n = tanh(x'_2 + r h'_2), h = (h - n) z + n
 *     (Cho et al. 2014) lstm  i, f, g, o = s, s, tanh, s of x' + h';  c = f c + i g, h = o tanh(c)
 *              (Hochreiter and Schmidhuber 1997)
 */
#include "dispatch/ops/shape.h"

enum { RNN_TANH, RNN_RELU, GRU, LSTM };
static const int parts[] = {[RNN_TANH] = 1, [RNN_RELU] = 1, [GRU] = 3, [LSTM] = 4};
typedef struct state { /* owned */
    rp_tensor *h, *c;
} state;
typedef struct weights { /* borrowed; biases and the projection may be absent */
    rp_tensor *ih, *hh, *b_ih, *b_hh, *hr;
} weights;

static void state_fini(state *s)
{
    rp_tensor_release(s->h);
    rp_tensor_release(s->c);
    s->h = s->c = NULL;
}

/* Columns k H .. (k + 1) H. */
static rp_status part(rp_tensor **out, rp_tensor *t, int k, int64_t size)
{
    return rp_narrow(out, t, -1, k * size, size);
}

static rp_status gate(rp_tensor **out, rp_tensor *x, rp_tensor *h, int k, int64_t size)
{
    RP_LOCAL rp_tensor *a = NULL, *b = NULL;
    RP_TRY(part(&a, x, k, size));
    RP_TRY(part(&b, h, k, size));
    RP_TRY(rp_add(&a, a, b));
    return rp_sigmoid(out, a);
}

static rp_status rnn_step(state *s, rp_tensor *x, rp_tensor *h, int kind)
{
    RP_LOCAL rp_tensor *sum = NULL;
    RP_TRY(rp_add(&sum, x, h));
    return kind == RNN_TANH ? rp_tanh(&s->h, sum) : rp_relu(&s->h, sum);
}

static rp_status gru_step(state *s, rp_tensor *x, rp_tensor *h, int64_t size)
{
    RP_LOCAL rp_tensor *r = NULL, *z = NULL, *n = NULL, *t = NULL;
    RP_TRY(gate(&r, x, h, 0, size));
    RP_TRY(gate(&z, x, h, 1, size));
    RP_TRY(part(&n, x, 2, size));
    RP_TRY(part(&t, h, 2, size));
    RP_TRY(rp_mul(&t, r, t));
    RP_TRY(rp_add(&n, n, t));
    RP_TRY(rp_tanh(&n, n));
    RP_TRY(rp_sub(&t, s->h, n));
    RP_TRY(rp_mul(&t, t, z));
    return rp_add(&s->h, t, n);
}

static rp_status lstm_step(state *s, rp_tensor *x, rp_tensor *h, int64_t size,
                           rp_tensor *projection)
{
    RP_LOCAL rp_tensor *sum = NULL, *i = NULL, *f = NULL, *g = NULL, *o = NULL;
    RP_TRY(rp_add(&sum, x, h));
    RP_TRY(part(&i, sum, 0, size));
    RP_TRY(part(&f, sum, 1, size));
    RP_TRY(part(&g, sum, 2, size));
    RP_TRY(part(&o, sum, 3, size));
    RP_TRY(rp_sigmoid(&i, i));
    RP_TRY(rp_sigmoid(&f, f));
    RP_TRY(rp_tanh(&g, g));
    RP_TRY(rp_sigmoid(&o, o));
    RP_TRY(rp_mul(&f, f, s->c));
    RP_TRY(rp_mul(&i, i, g));
    RP_TRY(rp_add(&s->c, f, i));
    RP_TRY(rp_tanh(&g, s->c));
    RP_TRY(rp_mul(&s->h, o, g));
    return projection ? rp_linear(&s->h, s->h, projection, NULL) : RP_OK;
}

/* One step; x is already multiplied with its weights. */
static rp_status step(state *s, rp_tensor *x, const weights *w, int kind)
{
    RP_LOCAL rp_tensor *h = NULL;
    RP_TRY(rp_linear(&h, s->h, w->hh, w->b_hh));
    const int64_t size = rp_tensor_shape(h)[rp_tensor_ndim(h) - 1] / parts[kind];
    if (kind == LSTM) return lstm_step(s, x, h, size, w->hr);
    return kind == GRU ? gru_step(s, x, h, size) : rnn_step(s, x, h, kind);
}

static rp_status check_rows(const char *name, const rp_tensor *weight, int kind, int64_t hidden)
{
    if (weight->ndim && weight->shape[0] == parts[kind] * hidden) return RP_OK;
    return RP_FAIL(RP_E_SHAPE, "rnn: %s must have %d * %lld rows, but has %lld", name, parts[kind],
                   (long long)hidden, (long long)(weight->ndim ? weight->shape[0] : 1));
}
static rp_status check_weights(const weights *w, int kind, int64_t hidden)
{
    RP_TRY(check_rows("w_ih", w->ih, kind, hidden));
    return check_rows("w_hh", w->hh, kind, hidden);
}

/* ---- cells ----------------------------------------------------------------------------------- */
static rp_status check_cell(const rp_tensor *x, const rp_tensor *h, const weights *w, int kind)
{
    if (x->ndim < 1 || h->ndim < 1 || x->ndim > 2)
        return RP_FAIL(RP_E_SHAPE, "rnn cell: the input has %d dimensions, the hidden state %d",
                       x->ndim, h->ndim);
    if (x->ndim == 2 && h->ndim == 2 && x->shape[0] != h->shape[0])
        return RP_FAIL(RP_E_SHAPE, "Input batch size %lld doesn't match hidden0 batch size %lld",
                       (long long)x->shape[0], (long long)h->shape[0]);
    return check_weights(w, kind, h->shape[h->ndim - 1]);
}

/* (input, hx, w_ih, w_hh, b_ih, b_hh) */
static rp_status cell(state *s, const rp_value *in, int kind)
{
    RP_LOCAL rp_tensor *x = NULL;
    const weights w = {in[2].u.t, in[3].u.t, in_tensor(&in[4]), in_tensor(&in[5]), NULL};
    RP_TRY(check_cell(in[0].u.t, s->h, &w, kind));
    RP_TRY(rp_linear(&x, in[0].u.t, w.ih, w.b_ih));
    return step(s, x, &w, kind);
}

static rp_status one_state_cell(const rp_value *in, rp_value *out, int kind)
{
    state s = {rp_tensor_retain(in[1].u.t), NULL};
    const rp_status st = cell(&s, in, kind);
    if (st == RP_OK) out[0] = rp_value_tensor(rp_tensor_retain(s.h));
    state_fini(&s);
    return st;
}
static rp_status gru_cell(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                          uint32_t n_out)
{
    (void)self, (void)c, (void)n_in, (void)n_out;
    return one_state_cell(in, out, GRU);
}
static rp_status rnn_tanh_cell(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                               rp_value *out, uint32_t n_out)
{
    (void)self, (void)c, (void)n_in, (void)n_out;
    return one_state_cell(in, out, RNN_TANH);
}
static rp_status rnn_relu_cell(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                               rp_value *out, uint32_t n_out)
{
    (void)self, (void)c, (void)n_in, (void)n_out;
    return one_state_cell(in, out, RNN_RELU);
}
static rp_status lstm_cell(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                           uint32_t n_out)
{
    (void)self, (void)c, (void)n_in, (void)n_out;
    if (in[1].n != 2)
        return RP_FAIL(RP_E_INVALID, "lstm_cell expects two hidden states, but got %u", in[1].n);
    state s = {rp_tensor_retain(in[1].u.l[0].u.t), rp_tensor_retain(in[1].u.l[1].u.t)};
    const rp_status st = cell(&s, in, LSTM);
    if (st == RP_OK) {
        out[0] = rp_value_tensor(rp_tensor_retain(s.h));
        out[1] = rp_value_tensor(rp_tensor_retain(s.c));
    }
    state_fini(&s);
    return st;
}

/* ---- layers ---------------------------------------------------------------------------------- */
typedef struct network {
    int kind;
    rp_tensor *h0, *c0; /* borrowed: (layers directions, N, H) */
    const rp_value *params;
    int64_t layers, directions, per_layer;
    bool has_biases, projected, batch_first, train;
    double dropout;
} network;

/* (has_biases, num_layers, dropout, train, bidirectional, batch_first) from `in` on */
static rp_status network_init(network *w, rp_tensor *x, const rp_value *params, const rp_value *in)
{
    w->params = params;
    w->has_biases = in[0].u.i != 0;
    w->layers = in[1].u.i;
    w->dropout = in_number(&in[2]);
    w->train = in[3].u.i != 0;
    w->directions = in[4].u.i ? 2 : 1;
    w->batch_first = in[5].u.i != 0;
    if (x->ndim != 3 || w->h0->ndim != 3)
        return RP_FAIL(RP_E_DIM,
                       "rnn: Expected a 3-D input and hidden state, but got %d and %d dimensions",
                       x->ndim, w->h0->ndim);
    w->projected = w->c0 && w->c0->ndim == 3 && w->c0->shape[2] != w->h0->shape[2];
    w->per_layer = 2 + 2 * w->has_biases + w->projected;
    if (w->layers < 1 || params->n != (uint64_t)(w->layers * w->directions * w->per_layer))
        return RP_FAIL(RP_E_INVALID,
                       "rnn: %lld layers in %lld directions need %lld parameters, but got %u",
                       (long long)w->layers, (long long)w->directions,
                       (long long)(w->layers * w->directions * w->per_layer), params->n);
    const int64_t batch = x->shape[w->batch_first ? 0 : 1];
    if (w->h0->shape[0] != w->layers * w->directions || w->h0->shape[1] != batch)
        return RP_FAIL(RP_E_SHAPE,
                       "rnn: Expected hidden size (%lld, %lld, ...), got (%lld, %lld, ...)",
                       (long long)(w->layers * w->directions), (long long)batch,
                       (long long)w->h0->shape[0], (long long)w->h0->shape[1]);
    return x->shape[w->batch_first ? 1 : 0] > 0
               ? RP_OK
               : RP_FAIL(RP_E_SHAPE, "rnn: Expected sequence length to be larger than 0");
}

static weights weights_of(const network *w, int64_t k)
{
    const rp_value *p = w->params->u.l + k * w->per_layer;
    return (weights){p[0].u.t, p[1].u.t, w->has_biases ? p[2].u.t : NULL,
                     w->has_biases ? p[3].u.t : NULL,
                     w->projected ? p[w->per_layer - 1].u.t : NULL};
}

/* All steps of one direction; what each step gives goes into outputs[time], owned by the caller. */
static rp_status run_steps(const network *w, state *s, rp_tensor *x, const weights *p, bool reverse,
                           rp_tensor **outputs, int64_t steps)
{
    for (int64_t i = 0; i < steps; i++) {
        RP_LOCAL rp_tensor *now = NULL;
        const int64_t time = reverse ? steps - 1 - i : i;
        RP_TRY(rp_select_int(&now, x, 0, time));
        RP_TRY(step(s, now, p, w->kind));
        outputs[time] = rp_tensor_retain(s->h);
    }
    return RP_OK;
}

/* One layer in one direction: y (T, N, H) and the last state. */
static rp_status run_direction(const network *w, rp_tensor **y, state *s, rp_tensor *x, int64_t k)
{
    RP_LOCAL rp_tensor *projected = NULL;
    const weights p = weights_of(w, k);
    const int64_t steps = rp_tensor_shape(x)[0];
    RP_TRY(check_weights(&p, w->kind, (w->projected ? w->c0 : w->h0)->shape[2]));
    RP_TRY(rp_select_int(&s->h, w->h0, 0, k));
    if (w->c0) RP_TRY(rp_select_int(&s->c, w->c0, 0, k));
    RP_TRY(rp_linear(&projected, x, p.ih, p.b_ih));
    rp_tensor **outputs = rp_alloc((size_t)steps * sizeof *outputs);
    if (!outputs) return RP_E_MEMORY;
    memset(outputs, 0, (size_t)steps * sizeof *outputs);
    rp_status st = run_steps(w, s, projected, &p, k % w->directions != 0, outputs, steps);
    if (st == RP_OK) st = rp_stack(y, outputs, (uint32_t)steps, 0);
    for (int64_t i = 0; i < steps; i++) rp_tensor_release(outputs[i]);
    rp_free(outputs, (size_t)steps * sizeof *outputs);
    return st;
}

/* The layer's output takes x's place. */
static rp_status run_layer(const network *w, rp_tensor **x, state *last, int64_t layer)
{
    RP_LOCAL rp_tensor *forth = NULL, *back = NULL;
    const int64_t k = layer * w->directions;
    RP_TRY(run_direction(w, &forth, &last[k], *x, k));
    if (w->directions == 2) {
        RP_TRY(run_direction(w, &back, &last[k + 1], *x, k + 1));
        rp_tensor *const both[] = {forth, back};
        RP_TRY(rp_cat(&forth, both, 2, -1));
    }
    if (w->dropout > 0 && w->train && layer + 1 < w->layers)
        return rp_dropout(x, forth, w->dropout, 1);
    rp_tensor_release(*x);
    *x = rp_tensor_retain(forth);
    return RP_OK;
}

static rp_status stack_states(rp_value *out, const state *last, int64_t n, bool cells)
{
    rp_tensor *all[2 * RP_MAX_ARGS], *r = NULL;
    if (n > (int64_t)(sizeof all / sizeof *all))
        return RP_FAIL(RP_E_INVALID, "rnn: at most %zu layers and directions",
                       sizeof all / sizeof *all);
    for (int64_t i = 0; i < n; i++) all[i] = cells ? last[i].c : last[i].h;
    RP_TRY(rp_stack(&r, all, (uint32_t)n, 0));
    return out_take(out, r);
}

static rp_status run_layers(const network *w, rp_tensor **x, state *last, rp_value *out,
                            uint32_t n_out)
{
    if (w->batch_first) RP_TRY(rp_transpose_int(x, *x, 0, 1));
    for (int64_t l = 0; l < w->layers; l++) RP_TRY(run_layer(w, x, last, l));
    if (w->batch_first) RP_TRY(rp_transpose_int(x, *x, 0, 1));
    RP_TRY(out_same(&out[0], *x));
    for (uint32_t k = 1; k < n_out; k++)
        RP_TRY(stack_states(&out[k], last, w->layers * w->directions, k == 2));
    return RP_OK;
}

static rp_status run_network(network *w, const rp_value *in, rp_value *out, uint32_t n_out)
{
    RP_LOCAL rp_tensor *x = rp_tensor_retain(in[0].u.t);
    RP_TRY(network_init(w, x, &in[2], in + 3));
    const size_t bytes = (size_t)(w->layers * w->directions) * sizeof(state);
    state *last = rp_alloc(bytes);
    if (!last) return RP_E_MEMORY;
    memset(last, 0, bytes);
    const rp_status st = run_layers(w, &x, last, out, n_out);
    for (int64_t i = 0; i < w->layers * w->directions; i++) state_fini(&last[i]);
    rp_free(last, bytes);
    return st;
}

static rp_status rnn_tanh(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                          uint32_t n_out)
{
    (void)self, (void)c, (void)n_in;
    network w = {.kind = RNN_TANH, .h0 = in[1].u.t};
    return run_network(&w, in, out, n_out);
}
static rp_status rnn_relu(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                          uint32_t n_out)
{
    (void)self, (void)c, (void)n_in;
    network w = {.kind = RNN_RELU, .h0 = in[1].u.t};
    return run_network(&w, in, out, n_out);
}
static rp_status gru(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                     uint32_t n_out)
{
    (void)self, (void)c, (void)n_in;
    network w = {.kind = GRU, .h0 = in[1].u.t};
    return run_network(&w, in, out, n_out);
}
static rp_status lstm(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                      uint32_t n_out)
{
    (void)self, (void)c, (void)n_in;
    if (in[1].n != 2)
        return RP_FAIL(RP_E_INVALID, "lstm expects two hidden states, but got %u", in[1].n);
    network w = {.kind = LSTM, .h0 = in[1].u.l[0].u.t, .c0 = in[1].u.l[1].u.t};
    return run_network(&w, in, out, n_out);
}

#define LAYERS                                                                                     \
    "Tensor[] params, bool has_biases, int num_layers, float dropout, bool train, bool bidirectional, bool batch_first) -> (Tensor, Tensor"
const rp_op_row rp_op_rnn[] = {
    OP_COMPOSITE("rnn_tanh.input(Tensor input, Tensor hx, " LAYERS ")", rnn_tanh),
    OP_COMPOSITE("rnn_relu.input(Tensor input, Tensor hx, " LAYERS ")", rnn_relu),
    OP_COMPOSITE("gru.input(Tensor input, Tensor hx, " LAYERS ")", gru),
    OP_COMPOSITE("lstm.input(Tensor input, Tensor[] hx, " LAYERS ", Tensor)", lstm),
    OP_COMPOSITE(
        "rnn_tanh_cell(Tensor input, Tensor hx, Tensor w_ih, Tensor w_hh, Tensor? b_ih=None, Tensor? b_hh=None) -> Tensor",
        rnn_tanh_cell),
    OP_COMPOSITE(
        "rnn_relu_cell(Tensor input, Tensor hx, Tensor w_ih, Tensor w_hh, Tensor? b_ih=None, Tensor? b_hh=None) -> Tensor",
        rnn_relu_cell),
    OP_COMPOSITE(
        "gru_cell(Tensor input, Tensor hx, Tensor w_ih, Tensor w_hh, Tensor? b_ih=None, Tensor? b_hh=None) -> Tensor",
        gru_cell),
    OP_COMPOSITE(
        "lstm_cell(Tensor input, Tensor[] hx, Tensor w_ih, Tensor w_hh, Tensor? b_ih=None, Tensor? b_hh=None) -> (Tensor, Tensor)",
        lstm_cell),
    {0},
};
