/* tools/reprise/train.c - `reprise train`: the flags, the model, the batches and the figures of
   tools/benchmarks' peer */
#include "core/autograd.h"
#include "dispatch/init.h"
#include "models/text.h"
#include "modes/autocast.h"
#include "modes/checkpoint/checkpoint.h"
#include "reprise/commands.h"
#include "reprise/optimizer.h"
#include "reprise/options.h"
#include "reprise/weights.h"
#include <cjson/cJSON.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

static const char *const optimizer_names[] = {"adamw", "sgd", NULL}, *const dtype_names[] = {
                                                                         "float32", "bfloat16",
                                                                         NULL};

struct train {
    struct run_config config;
    const char *data, *device_name, *init, *save_init, *save, *resume;
    int64_t threads;
    int json;

    rp_device device;
    struct text text;
    struct gpt model;
    struct optimizer optimizer;
    uint64_t base_bytes;  /* weights, gradients, optimizer state, step inputs: rounded */
    uint64_t saved_bytes; /* what the graph and the caches hold after the first forward */
    int64_t first_step;   /* > 0 after --resume */
    double *losses, *ms;
    int64_t n; /* steps done in this run */
    long rss_before;
};

/* ---- Ctrl-C ---------------------------------------------------------------------------------- */
/* The first one ends the run after the current step, the second one the current operator */
static volatile sig_atomic_t interrupted;

static void on_interrupt(int signal_number)
{
    (void)signal_number;
    if (interrupted++) rp_interrupt(); /* NOLINT(bugprone-signal-handler): made for handlers */
}

/* ---- figures --------------------------------------------------------------------------------- */
static double now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return 1e3 * (double)t.tv_sec + 1e-6 * (double)t.tv_nsec;
}

static rp_memory_stats memory(rp_device device)
{
    rp_memory_stats s = {.size = sizeof s};
    rp_memory_get(device, &s);
    return s;
}

static long peak_rss(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss * 1024;
}

static int by_value(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Median and minimum without the first three steps. */
static void step_times(const struct train *t, double *median, double *least)
{
    const int64_t skip = t->n > 3 ? 3 : t->n - 1, n = t->n - skip;
    double *sorted = malloc((size_t)(n > 0 ? n : 1) * sizeof *sorted);
    *median = *least = 0;
    if (!sorted || n <= 0) {
        free(sorted);
        return;
    }
    memcpy(sorted, t->ms + skip, (size_t)n * sizeof *sorted);
    qsort(sorted, (size_t)n, sizeof *sorted, by_value);
    *least = sorted[0];
    *median = n % 2 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
    free(sorted);
}

static void progress(const struct train *t)
{
    static double last;
    const double now = now_ms();
    const int tty = isatty(STDERR_FILENO), at_end = t->first_step + t->n == t->config.steps;
    if (!tty && !at_end && now - last < 5000) return;
    last = now;
    double median, least;
    step_times(t, &median, &least);
    const double left = (double)(t->config.steps - t->first_step - t->n) * median / 1e3;
    fprintf(stderr, "%sstep %ld/%lld  loss %.4f  %.0f tokens/s  peak %.1f MiB  left %d:%02d%s",
            tty ? "\r" : "", t->first_step + t->n, (long long)t->config.steps, t->losses[t->n - 1],
            (double)(t->config.batch * t->config.model.context) / (t->ms[t->n - 1] / 1e3),
            (double)memory(t->device).peak / 1048576.0, (int)left / 60, (int)left % 60,
            tty && !at_end ? "   " : "\n");
}

/* ---- one step -------------------------------------------------------------------------------- */
static rp_status forward(struct train *t, rp_tensor *x, rp_tensor *y, rp_tensor **loss)
{
    uint32_t token;
    char device[32];
    const int bf16 = strcmp(t->config.dtype, "bfloat16") == 0;
    if (!bf16) return gpt_loss(&t->model, x, y, loss);
    RP_TRY(rp_autocast_push(rp_device_type_name(t->device.type), RP_BF16, 1, 1, &token));
    const rp_status st = gpt_loss(&t->model, x, y, loss);
    rp_autocast_pop(token);
    return st ? rp_note(st, "forward under bfloat16 autocast on %s",
                        rp_device_name(t->device, device, sizeof device))
              : RP_OK;
}

static rp_status step(struct train *t, int64_t number)
{
    RP_LOCAL rp_tensor *x = NULL, *y = NULL, *loss = NULL;
    const uint64_t before = memory(t->device).requested;
    rp_value value;

    RP_TRY(
        text_batch(&t->text, number, t->config.batch, t->config.model.context, t->device, &x, &y));
    if (t->n == 0)
        t->base_bytes += 2 * ((uint64_t)rp_tensor_numel(x) * sizeof(int64_t) + 63) / 64 * 64;
    const double begin = now_ms();
    RP_TRY(forward(t, x, y, &loss));
    if (t->n == 0)
        t->saved_bytes =
            memory(t->device).requested - before - rp_dtype_size(rp_tensor_dtype(loss));
    RP_TRY(rp_backward(&loss, NULL, 1, NULL));
    RP_TRY(optimizer_step(&t->optimizer, number + 1));
    optimizer_zero_grad(&t->optimizer);
    RP_TRY(rp_tensor_item(&value, loss));
    t->losses[t->n] = value.u.f;
    t->ms[t->n++] = now_ms() - begin;
    return RP_OK;
}

static rp_status save(struct train *t)
{
    struct run_config config = t->config;
    if (!t->save) return RP_OK;
    config.step = t->first_step + t->n;
    return weights_write(t->save, &t->model, &t->optimizer.moments, &config);
}

static rp_status run_steps(struct train *t)
{
    for (int64_t s = t->first_step; s < t->config.steps && !interrupted; s++) {
        RP_TRY(step(t, s));
        progress(t);
    }
    return RP_OK;
}

/* ---- setting up ------------------------------------------------------------------------------ */
/* Flags that were given must agree with the file; the others take its values. */
static rp_status adopt_config(struct train *t, const struct st_file *f,
                              const struct option *options, const char *path, int resume)
{
    struct run_config c = t->config;
    int found;
    RP_TRY(weights_read_config(f, &c, &found));
    if (!found)
        return resume
                   ? RP_FAIL(
                         RP_E_VALUE,
                         "%s: has weights but no training state; --init starts from weights alone",
                         path)
                   : RP_OK;
    const struct {
        const char *flag;
        int64_t *mine, theirs;
        int resume_only;
    } fields[] = {{"--layers", &t->config.model.layers, c.model.layers, 0},
                  {"--heads", &t->config.model.heads, c.model.heads, 0},
                  {"--embd", &t->config.model.embd, c.model.embd, 0},
                  {"--context", &t->config.model.context, c.model.context, 0},
                  {"--vocab", &t->config.model.vocab, c.model.vocab, 0},
                  {"--batch", &t->config.batch, c.batch, 1},
                  {"--seed", &t->config.seed, c.seed, 1}};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        if (fields[i].resume_only && !resume) continue;
        if (option_find(options, fields[i].flag)->given && *fields[i].mine != fields[i].theirs)
            return RP_FAIL(RP_E_VALUE, "%s was saved with %s %lld, not %lld", path, fields[i].flag,
                           (long long)fields[i].theirs, (long long)*fields[i].mine);
        *fields[i].mine = fields[i].theirs;
    }
    if (!resume) return RP_OK;
    t->first_step = c.step;
    if (!option_find(options, "--steps")->given) t->config.steps = c.steps;
    if (!option_find(options, "--lr")->given) t->config.lr = c.lr;
    if (!option_find(options, "--dtype")->given) t->config.dtype = c.dtype;
    if (option_find(options, "--optimizer")->given && strcmp(t->config.optimizer, c.optimizer) != 0)
        return RP_FAIL(RP_E_VALUE, "%s was saved with --optimizer %s", path, c.optimizer);
    t->config.optimizer = c.optimizer;
    if (t->first_step >= t->config.steps)
        return RP_FAIL(
            RP_E_VALUE,
            "%s is at step %lld already; --steps %lld asks for no more (it counts from the beginning)",
            path, (long long)c.step, (long long)t->config.steps);
    return RP_OK;
}

static rp_status make_model(struct train *t, struct st_file *f)
{
    const uint64_t before = memory(t->device).live;
    RP_TRY(gpt_create(&t->model, &t->config.model, t->device));
    RP_TRY(f ? weights_read(f, &t->model) : gpt_init(&t->model, (uint64_t)t->config.seed));
    if (t->save_init) RP_TRY(weights_write(t->save_init, &t->model, NULL, NULL));
    RP_TRY(gpt_require_grad(&t->model, 1));
    const uint64_t weights = memory(t->device).live - before;
    RP_TRY(optimizer_create(&t->optimizer, &t->model, t->config.optimizer, t->config.lr));
    if (t->resume) RP_TRY(weights_read_moments(f, &t->model, &t->optimizer.moments));
    /* the gradients are as large as the weights */
    t->base_bytes = memory(t->device).live - before + weights;
    return RP_OK;
}

static rp_status set_up(struct train *t, const struct option *options)
{
    const char *path = t->resume ? t->resume : t->init;
    struct st_file *f = NULL;
    RP_TRY(rp_init());
    RP_TRY(rp_device_parse(&t->device, t->device_name));
    rp_status st = path ? st_open(&f, path) : RP_OK;
    if (!st && f) st = adopt_config(t, f, options, path, t->resume != NULL);
    if (!st) st = text_open(&t->text, t->data, t->config.model.context);
    if (!st && t->config.model.vocab < 256) {
        size_t i = 0;
        while (i < t->text.n && t->text.bytes[i] < t->config.model.vocab) i++;
        if (i < t->text.n)
            st = RP_FAIL(RP_E_VALUE, "%s: byte %zu is %d; --vocab %lld allows 0 to %lld", t->data,
                         i, t->text.bytes[i], (long long)t->config.model.vocab,
                         (long long)t->config.model.vocab - 1);
    }
    if (!st) {
        rp_memory_reset_peak(t->device);
        st = make_model(t, f);
    }
    st_close(f);
    if (st) return st;
    const size_t steps = (size_t)(t->config.steps - t->first_step);
    t->losses = calloc(steps ? steps : 1, sizeof *t->losses);
    t->ms = calloc(steps ? steps : 1, sizeof *t->ms);
    return t->losses && t->ms
               ? RP_OK
               : RP_FAIL(RP_E_MEMORY, "no memory for the losses of %zu steps", steps);
}

static void tear_down(struct train *t)
{
    optimizer_destroy(&t->optimizer);
    gpt_destroy(&t->model);
    text_close(&t->text);
    free(t->losses);
    free(t->ms);
}

/* ---- the report ------------------------------------------------------------------------------ */
static void add_regions(const struct train *t, cJSON *regions)
{
    for (int64_t i = 0; i < t->config.model.layers; i++) {
        rp_region_stats s = {.size = sizeof s};
        char name[16];
        snprintf(name, sizeof name, "h.%d", (int)i);
        if (rp_region_stats_get(name, &s)) continue;
        cJSON *r = cJSON_CreateObject();
        cJSON_AddStringToObject(r, "name", name);
        const struct {
            const char *key;
            uint64_t value;
        } fields[] = {{"forward_ops", s.forward_ops},
                      {"replayed_ops", s.replayed_ops},
                      {"served", s.served},
                      {"kept_bytes", s.kept_bytes},
                      {"unused_entries", s.unused_entries},
                      {"stops", s.stops},
                      {"swallowed_stops", s.swallowed_stops}};
        for (size_t k = 0; k < sizeof fields / sizeof *fields; k++)
            cJSON_AddNumberToObject(r, fields[k].key, (double)fields[k].value);
        cJSON_AddItemToArray(regions, r);
    }
}

static void add_number(cJSON *o, const char *key, double value, const char *format)
{
    char text[48];
    snprintf(text, sizeof text, format, value);
    cJSON_AddRawToObject(o, key, text);
}

static void add_losses(const struct train *t, cJSON *losses)
{
    for (int64_t i = 0; i < t->n; i++) {
        char text[48];
        /* nine digits give a float back bit for bit */
        snprintf(text, sizeof text, "%.9g", t->losses[i]);
        cJSON_AddItemToArray(losses, strspn(text, "+-.0123456789e") == strlen(text)
                                         ? cJSON_CreateRaw(text)
                                         : cJSON_CreateNull());
    }
}

static int print_json(const struct train *t, int64_t threads)
{
    const rp_memory_stats now = memory(t->device);
    const uint64_t peak = now.peak;
    double median, least;
    step_times(t, &median, &least);
    cJSON *o = cJSON_CreateObject();
    cJSON_AddStringToObject(o, "reprise", rp_version());
    cJSON_AddNumberToObject(o, "threads", (double)threads);
    cJSON_AddStringToObject(o, "sac", getenv("REPRISE_SAC"));
    cJSON_AddStringToObject(o, "dtype", t->config.dtype);
    cJSON_AddStringToObject(o, "device", t->device_name);
    if (t->device.type) cJSON_AddNumberToObject(o, "device_peak", (double)peak);
    else cJSON_AddNullToObject(o, "device_peak");
    cJSON_AddNumberToObject(o, "parameters", (double)gpt_parameter_count(&t->model));
    cJSON_AddNumberToObject(o, "tokens_per_step",
                            (double)(t->config.batch * t->config.model.context));
    cJSON_AddNumberToObject(o, "peak_reserved_bytes", (double)now.peak_reserved);
    cJSON_AddNumberToObject(o, "allocator_segments", (double)now.segments);
    cJSON_AddNumberToObject(o, "allocator_splits", (double)now.splits);
    cJSON_AddNumberToObject(o, "allocator_retries", (double)now.retries);
    add_number(o, "step_ms_median", median, "%.2f");
    add_number(o, "step_ms_min", least, "%.2f");
    cJSON_AddNumberToObject(o, "saved_bytes", (double)t->saved_bytes);
    cJSON_AddNumberToObject(o, "peak_bytes", (double)peak);
    cJSON_AddNumberToObject(o, "peak_activation_bytes",
                            peak > t->base_bytes ? (double)(peak - t->base_bytes) : 0);
    cJSON_AddNumberToObject(o, "rss_before", (double)t->rss_before);
    cJSON_AddNumberToObject(o, "rss_peak", (double)peak_rss());
    add_regions(t, cJSON_AddArrayToObject(o, "regions"));
    add_losses(t, cJSON_AddArrayToObject(o, "losses"));
    char *text = cJSON_PrintUnformatted(o);
    if (text) puts(text);
    free(text);
    cJSON_Delete(o);
    return text ? 0 : 1;
}

/* ---- the command ----------------------------------------------------------------------------- */
static int64_t thread_count(int64_t asked)
{
    char text[24];
    const int64_t online = sysconf(_SC_NPROCESSORS_ONLN);
    if (asked) {
        snprintf(text, sizeof text, "%lld", (long long)asked);
        setenv("OMP_NUM_THREADS", text, 1); /* read by the plugin's runtime when it is loaded */
    }
    const char *set = getenv("OMP_NUM_THREADS");
    const int64_t threads = set ? strtoll(set, NULL, 10) : online;
    return threads > 0 ? threads : online;
}

static int finish(struct train *t, rp_status st, int64_t threads)
{
    if (st == RP_E_INTERRUPTED) rp_interrupt_clear();
    const int stopped = interrupted != 0;
    /* An interrupted operator may have left the weights between two states: only whole steps are
       saved. */
    if (!st) st = save(t);
    if (st) return report_error(st);
    if (t->json && print_json(t, threads)) return 1;
    if (stopped)
        fprintf(stderr, "\nreprise: stopped after step %ld%s%s\n", t->first_step + t->n,
                t->save ? ", saved in " : "", t->save ? t->save : "");
    return stopped ? 130 : 0;
}

int command_train(int argc, char **argv)
{
    struct train t = {.config = {{6, 6, 384, 256, 256}, 8, 20, 1337, 0, 1e-3, "adamw", "float32"},
                      .device_name = "cpu"};
    const double big = 9007199254740992.0;
    struct option options[] = {
        {"--data", OPTION_TEXT, &t.data, "FILE",
         "the text to train on; its bytes are the tokens (required)", 0, 0, NULL, 0},
        {"--layers", OPTION_INT, &t.config.model.layers, "N", "blocks (6)", 1, 9999, NULL, 0},
        {"--heads", OPTION_INT, &t.config.model.heads, "N", "attention heads (6)", 1, 65536, NULL,
         0},
        {"--embd", OPTION_INT, &t.config.model.embd, "N", "width (384)", 1, 1048576, NULL, 0},
        {"--context", OPTION_INT, &t.config.model.context, "N", "tokens of one row (256)", 1,
         16777216, NULL, 0},
        {"--batch", OPTION_INT, &t.config.batch, "N", "rows of one step (8)", 1, 1048576, NULL, 0},
        {"--vocab", OPTION_INT, &t.config.model.vocab, "N", "tokens (256)", 1, 16777216, NULL, 0},
        {"--steps", OPTION_INT, &t.config.steps, "N",
         "steps, counted from the beginning, also after --resume (20)", 1, big, NULL, 0},
        {"--lr", OPTION_FLOAT, &t.config.lr, "X", "learning rate (0.001)", 0, 1e6, NULL, 0},
        {"--optimizer", OPTION_TEXT, &t.config.optimizer, "NAME", "adamw or sgd (adamw)", 0, 0,
         optimizer_names, 0},
        {"--dtype", OPTION_TEXT, &t.config.dtype, "NAME",
         "float32, or bfloat16 = autocast (float32)", 0, 0, dtype_names, 0},
        {"--device", OPTION_TEXT, &t.device_name, "NAME", "cpu, cuda:0 ... (cpu)", 0, 0, NULL, 0},
        {"--threads", OPTION_INT, &t.threads, "N", "threads, 0: all cores (0)", 0, 4096, NULL, 0},
        {"--seed", OPTION_INT, &t.config.seed, "N", "of the first weights (1337)", 0, big, NULL, 0},
        {"--init", OPTION_TEXT, &t.init, "FILE", "start from these weights (safetensors)", 0, 0,
         NULL, 0},
        {"--save-init", OPTION_TEXT, &t.save_init, "FILE", "write the first weights", 0, 0, NULL,
         0},
        {"--save", OPTION_TEXT, &t.save, "FILE",
         "write weights and training state at the end, and on Ctrl-C", 0, 0, NULL, 0},
        {"--resume", OPTION_TEXT, &t.resume, "FILE", "go on from a --save file, bit for bit", 0, 0,
         NULL, 0},
        {"--json", OPTION_FLAG, &t.json, NULL, "print the figures as one JSON line", 0, 0, NULL, 0},
        {NULL, OPTION_FLAG, NULL, NULL, NULL, 0, 0, NULL, 0},
    };
    int help;
    const int code = options_parse(
        options, argc, argv, 2, "train --data FILE [flags]",
        "Trains a GPT-2-style model on the bytes of a file. Each block is a checkpoint region: REPRISE_SAC=full\n"
        "recomputes it in backward, REPRISE_SAC='save(@matmul, @attention)' keeps these results; unset means off.",
        &help, NULL, NULL, 0);
    if (code || help) return code;
    if (!t.data || (t.init && t.resume)) {
        fprintf(stderr, "reprise: %s (reprise train --help)\n",
                t.data ? "--init and --resume exclude each other" : "--data FILE is required");
        return EXIT_USAGE;
    }
    setenv("REPRISE_SAC", "off", 0);
    const int64_t threads = thread_count(t.threads);
    rp_status st = set_up(&t, options);
    if (st) {
        report_error(st);
        tear_down(&t);
        return EXIT_USAGE;
    }
    signal(SIGINT, on_interrupt);
    t.rss_before = peak_rss();
    st = run_steps(&t);
    const int result = finish(&t, st, threads);
    tear_down(&t);
    return result;
}
