/* tools/reprise/generate.c - `reprise generate`: samples bytes from a trained model */
#include "core/rng.h"
#include "core/state.h"
#include "dispatch/init.h"
#include "dispatch/ops.h"
#include "reprise/commands.h"
#include "reprise/options.h"
#include "reprise/weights.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct generate {
    const char *weights, *prompt, *device_name;
    int64_t tokens, top_k, seed, heads;
    double temperature;

    struct gpt model;
    rp_generator *random;
    int64_t *history; /* prompt and what was written, as tokens */
    int64_t n;
};

struct candidate {
    double weight;
    int64_t token;
};

static int by_weight(const void *a, const void *b)
{
    const struct candidate *x = a, *y = b;
    if (x->weight != y->weight) return x->weight < y->weight ? 1 : -1;
    return (x->token > y->token) - (x->token < y->token);
}

/* Logits of the token that follows the history. */
static rp_status next_logits(const struct generate *g, float *logits)
{
    RP_LOCAL rp_tensor *x = NULL, *out = NULL;
    const int64_t context = g->model.config.context, vocab = g->model.config.vocab;
    const int64_t n = g->n < context ? g->n : context, shape[2] = {1, n};
    const void *bytes;
    void *data;

    RP_TRY(rp_tensor_create(&x, shape, 2, RP_I64, RP_CPU));
    RP_TRY(rp_tensor_write(x, &data));
    memcpy(data, g->history + g->n - n, (size_t)n * sizeof(int64_t));
    rp_tensor_done(x);
    RP_TRY(rp_to_device(&x, x, g->model.device, RP_I64, 0, 0, NULL));
    RP_TRY(gpt_logits(&g->model, x, &out));
    RP_TRY(rp_select_int(&out, out, 1, n - 1));
    RP_TRY(rp_to_device(&out, out, RP_CPU, RP_F32, 0, 0, NULL));
    RP_TRY(rp_contiguous(&out, out));
    RP_TRY(rp_tensor_read(out, &bytes));
    memcpy(logits, bytes, (size_t)vocab * sizeof *logits);
    rp_tensor_done(out);
    return RP_OK;
}

static double uniform(rp_generator *random)
{
    uint64_t seed, offset;
    uint32_t words[4];
    rp_generator_reserve(random, 1, &seed, &offset);
    rp_philox(seed, offset, words);
    return (words[0] + 0.5) / 4294967296.0;
}

/* Softmax over the top-k logits at this temperature; temperature 0 takes the best one. */
static int64_t sample(const struct generate *g, const float *logits, struct candidate *all)
{
    const int64_t vocab = g->model.config.vocab;
    const int64_t k = g->top_k > 0 && g->top_k < vocab ? g->top_k : vocab;
    double sum = 0;
    for (int64_t i = 0; i < vocab; i++) all[i] = (struct candidate){logits[i], i};
    qsort(all, (size_t)vocab, sizeof *all, by_weight);
    if (g->temperature <= 0) return all[0].token;
    const double best = all[0].weight;
    for (int64_t i = 0; i < k; i++)
        sum += all[i].weight = exp((all[i].weight - best) / g->temperature);
    double left = uniform(g->random) * sum;
    for (int64_t i = 0; i < k; i++)
        if ((left -= all[i].weight) <= 0) return all[i].token;
    return all[k - 1].token;
}

static rp_status write_tokens(struct generate *g)
{
    const int64_t vocab = g->model.config.vocab;
    float *logits = malloc((size_t)vocab * sizeof *logits);
    struct candidate *all = malloc((size_t)vocab * sizeof *all);
    rp_status st =
        logits && all ? RP_OK : RP_FAIL(RP_E_MEMORY, "no memory for %lld logits", (long long)vocab);
    for (int64_t i = 0; !st && i < g->tokens; i++) {
        st = next_logits(g, logits);
        if (st) break;
        const int64_t token = sample(g, logits, all);
        g->history[g->n++] = token;
        putchar((int)(token & 0xff));
        fflush(stdout);
    }
    free(logits);
    free(all);
    return st;
}

static rp_status load(struct generate *g, const struct option *options)
{
    struct run_config config = {.model = {0, 0, 0, 0, 0}};
    struct st_file *f;
    rp_device device;
    int found;
    RP_TRY(rp_init());
    RP_TRY(rp_device_parse(&device, g->device_name));
    RP_TRY(st_open(&f, g->weights));
    rp_status st = weights_read_config(f, &config, &found);
    if (!st && !found) {
        config.model.heads = g->heads;
        st = option_find(options, "--heads")->given
                 ? weights_infer_config(f, &config.model)
                 : RP_FAIL(RP_E_VALUE, "%s has no metadata: --heads N is needed", g->weights);
    }
    if (!st) st = gpt_create(&g->model, &config.model, device);
    if (!st) st = weights_read(f, &g->model);
    st_close(f);
    return st;
}

static rp_status start_history(struct generate *g)
{
    const size_t prompt = strlen(g->prompt);
    g->history = malloc((prompt + (size_t)g->tokens + 1) * sizeof *g->history);
    if (!g->history)
        return RP_FAIL(RP_E_MEMORY, "no memory for %zu tokens", prompt + (size_t)g->tokens);
    for (size_t i = 0; i < prompt; i++) {
        g->history[g->n++] = (unsigned char)g->prompt[i];
        if ((unsigned char)g->prompt[i] >= g->model.config.vocab)
            return RP_FAIL(RP_E_VALUE, "--prompt: byte %zu is %d; the model knows 0 to %lld", i,
                           (unsigned char)g->prompt[i], (long long)g->model.config.vocab - 1);
    }
    if (prompt == 0) g->history[g->n++] = g->model.config.vocab > '\n' ? '\n' : 0;
    return rp_generator_create(&g->random, RP_CPU, (uint64_t)g->seed);
}

int command_generate(int argc, char **argv)
{
    struct generate g = {
        .device_name = "cpu", .tokens = 200, .temperature = 0.8, .top_k = 40, .seed = 1};
    const double big = 9007199254740992.0;
    struct option options[] = {
        {"--weights", OPTION_TEXT, &g.weights, "FILE",
         "a file of `reprise train --save` (required)", 0, 0, NULL, 0},
        {"--prompt", OPTION_TEXT, &g.prompt, "TEXT", "how the text begins (required)", 0, 0, NULL,
         0},
        {"--tokens", OPTION_INT, &g.tokens, "N", "bytes to write (200)", 0, 1e9, NULL, 0},
        {"--temperature", OPTION_FLOAT, &g.temperature, "X",
         "0 takes the likeliest byte each time (0.8)", 0, 1e6, NULL, 0},
        {"--top-k", OPTION_INT, &g.top_k, "N", "choose among the N likeliest, 0: all (40)", 0, 1e9,
         NULL, 0},
        {"--seed", OPTION_INT, &g.seed, "N", "of the choices (1)", 0, big, NULL, 0},
        {"--heads", OPTION_INT, &g.heads, "N", "attention heads, for weights without metadata", 1,
         65536, NULL, 0},
        {"--device", OPTION_TEXT, &g.device_name, "NAME", "cpu, cuda:0 ... (cpu)", 0, 0, NULL, 0},
        {NULL, OPTION_FLAG, NULL, NULL, NULL, 0, 0, NULL, 0},
    };
    int help;
    const int code =
        options_parse(options, argc, argv, 2, "generate --weights FILE --prompt TEXT [flags]",
                      "Writes the prompt and what the model makes of it.", &help, NULL, NULL, 0);
    if (code || help) return code;
    if (!g.weights || !g.prompt) {
        fprintf(stderr, "reprise: %s is required (reprise generate --help)\n",
                g.weights ? "--prompt TEXT" : "--weights FILE");
        return EXIT_USAGE;
    }
    setenv("REPRISE_SAC", "off", 0);
    rp_status st = load(&g, options);
    if (!st) st = start_history(&g);
    const int usage = st != RP_OK;
    rp_grad_mode_exchange(0);
    if (!st) {
        fputs(g.prompt, stdout);
        st = write_tokens(&g);
        putchar('\n');
    }
    const int result = !st ? 0 : usage ? report_usage(st) : report_error(st);
    rp_generator_release(g.random);
    gpt_destroy(&g.model);
    free(g.history);
    return result;
}
