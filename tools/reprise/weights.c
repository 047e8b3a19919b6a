/* tools/reprise/weights.c */
#include "reprise/weights.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const optimizers[] = {"adamw", "sgd"}, *const dtypes[] = {"float32", "bfloat16"};

/* The metadata's integers, by key: one table serves reading and writing. */
static int64_t *integer_field(struct run_config *c, int i, const char **key)
{
    struct {
        const char *key;
        int64_t *value;
    } fields[] = {
        {"layers", &c->model.layers},   {"heads", &c->model.heads}, {"embd", &c->model.embd},
        {"context", &c->model.context}, {"vocab", &c->model.vocab}, {"batch", &c->batch},
        {"steps", &c->steps},           {"seed", &c->seed},         {"step", &c->step}};
    if (i >= (int)(sizeof fields / sizeof *fields)) return NULL;
    *key = fields[i].key;
    return fields[i].value;
}

static rp_status read_choice(const struct st_file *f, const char *key, const char *const *choices,
                             const char **out)
{
    const char *text = st_metadata(f, key);
    for (int i = 0; i < 2; i++)
        if (text && strcmp(text, choices[i]) == 0) {
            *out = choices[i];
            return RP_OK;
        }
    return RP_FAIL(RP_E_VALUE, "metadata %s is '%s'; allowed are %s and %s", key,
                   text ? text : "(absent)", choices[0], choices[1]);
}

rp_status weights_read_config(const struct st_file *f, struct run_config *c, int *found)
{
    const char *key;
    *found = st_metadata(f, "step") != NULL;
    if (!*found) return RP_OK;
    for (int i = 0;; i++) {
        int64_t *value = integer_field(c, i, &key);
        if (!value) break;
        const char *text = st_metadata(f, key);
        char *end = NULL;
        *value = text ? strtoll(text, &end, 10) : 0;
        if (!text || end == text || *end)
            return RP_FAIL(RP_E_VALUE, "metadata %s is '%s', not a whole number", key,
                           text ? text : "(absent)");
    }
    const char *lr = st_metadata(f, "lr");
    if (!lr) return RP_FAIL(RP_E_VALUE, "metadata lr is absent");
    c->lr = strtod(lr, NULL);
    RP_TRY(read_choice(f, "optimizer", optimizers, &c->optimizer));
    return read_choice(f, "dtype", dtypes, &c->dtype);
}

rp_status weights_infer_config(const struct st_file *f, struct gpt_config *c)
{
    int64_t shape[RP_MAX_DIMS];
    int ndim;
    rp_dtype dtype;
    RP_TRY(st_describe(f, "wte", shape, &ndim, &dtype));
    if (ndim != 2) return RP_FAIL(RP_E_SHAPE, "wte has %d dimensions, not 2", ndim);
    c->vocab = shape[0];
    c->embd = shape[1];
    RP_TRY(st_describe(f, "wpe", shape, &ndim, &dtype));
    if (ndim != 2) return RP_FAIL(RP_E_SHAPE, "wpe has %d dimensions, not 2", ndim);
    c->context = shape[0];
    for (c->layers = 0;; c->layers++) {
        char name[GPT_NAME_BYTES];
        snprintf(name, sizeof name, "h.%d.ln_1.weight", (int)c->layers);
        if (!st_has(f, name)) return RP_OK;
    }
}

rp_status weights_read(struct st_file *f, struct gpt *model)
{
    for (uint32_t i = 0; i < model->n_weights; i++)
        RP_TRY(st_read(f, model->weights[i].name, model->weights[i].tensor));
    return RP_OK;
}

static const char *moment_name(char buf[64], const char *moment, const char *weight)
{
    snprintf(buf, 64, "opt.%s.%s", moment, weight);
    return buf;
}

rp_status weights_read_moments(struct st_file *f, const struct gpt *model, const struct moments *m)
{
    char name[64];
    for (uint32_t i = 0; m->first && i < model->n_weights; i++) {
        RP_TRY(st_read(f, moment_name(name, "exp_avg", model->weights[i].name), m->first[i]));
        RP_TRY(st_read(f, moment_name(name, "exp_avg_sq", model->weights[i].name), m->second[i]));
    }
    return RP_OK;
}

static rp_status write_config(struct st_writer *w, const struct run_config *config)
{
    struct run_config c = *config;
    char text[64];
    const char *key;
    for (int i = 0;; i++) {
        const int64_t *value = integer_field(&c, i, &key);
        if (!value) break;
        snprintf(text, sizeof text, "%" PRId64, *value);
        RP_TRY(st_writer_metadata(w, key, text));
    }
    snprintf(text, sizeof text, "%.17g", c.lr);
    RP_TRY(st_writer_metadata(w, "lr", text));
    RP_TRY(st_writer_metadata(w, "optimizer", c.optimizer));
    return st_writer_metadata(w, "dtype", c.dtype);
}

static rp_status write_tensors(struct st_writer *w, const struct gpt *model,
                               const struct moments *m)
{
    char name[64];
    for (uint32_t i = 0; i < model->n_weights; i++)
        RP_TRY(st_writer_add(w, model->weights[i].name, model->weights[i].tensor));
    for (uint32_t i = 0; m && m->first && i < model->n_weights; i++) {
        RP_TRY(st_writer_add(w, moment_name(name, "exp_avg", model->weights[i].name), m->first[i]));
        RP_TRY(st_writer_add(w, moment_name(name, "exp_avg_sq", model->weights[i].name),
                             m->second[i]));
    }
    return RP_OK;
}

rp_status weights_write(const char *path, const struct gpt *model, const struct moments *m,
                        const struct run_config *c)
{
    struct st_writer *w;
    RP_TRY(st_writer_open(&w, path));
    rp_status st = c ? write_config(w, c) : RP_OK;
    if (!st) st = write_tensors(w, model, m);
    if (!st) return st_writer_finish_take(w);
    st_writer_abandon(w);
    return st;
}
