/* tests/modes/test_init.c - what REPRISE_* variables do: each case runs this program again as a
 * child with its own environment
 *
 * The child runs a small training program that knows nothing of regions or policies, and prints
 * what came of it.
 */
#include "core/memory.h"
#include "core/rng.h"
#include "dispatch/init.h"
#include "dispatch/ops.h"
#include "modes/checkpoint/checkpoint.h"
#include "support/support.h"
#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- the child ------------------------------------------------------------------------------- */
static uint64_t live_bytes(void)
{
    rp_memory_stats s = {.size = sizeof s};
    rp_memory_get(RP_CPU, &s);
    return s.live;
}

static int bodies; /* runs of the regions' function */

static rp_status body(void *ctx, const rp_value *in, uint32_t n_in, rp_value *out, uint32_t n_out)
{
    RP_LOCAL rp_tensor *h = NULL;
    (void)ctx, (void)n_in, (void)n_out;
    bodies++;
    RP_TRY(rp_sin(&h, in[0].u.t));
    RP_TRY(rp_exp(&h, h));
    RP_TRY(rp_cos(&h, h));
    out[0] = rp_value_tensor(rp_tensor_retain(h));
    return RP_OK;
}

static rp_status train(rp_tensor *x, rp_tensor *w, int with_region, uint64_t *held,
                       rp_tensor **loss)
{
    static const struct {
        int nothing;
    } none;
    const rp_region r = RP_REGION(body, "body", none);
    RP_LOCAL rp_tensor *h = rp_tensor_retain(x);
    const uint64_t before = live_bytes();
    if (with_region) {
        const rp_value in = rp_value_tensor(h);
        rp_value y;
        RP_TRY(rp_checkpoint(&y, 1, &r, &in, 1, NULL));
        rp_tensor_release(h);
        h = y.u.t;
    }
    for (int i = 0; i < 4; i++) {
        RP_TRY(rp_mm(&h, h, w));
        RP_TRY(rp_sin(&h, h));
        RP_TRY(rp_exp(&h, h));
        RP_TRY(rp_tanh(&h, h));
        RP_TRY(rp_dropout(&h, h, 0.5, 1));
    }
    RP_TRY(rp_sum(loss, h));
    rp_tensor_release(h);
    h = NULL;
    *held = live_bytes() - before;
    return rp_backward(loss, NULL, 1, NULL);
}

/* The child runs outside Check, so it asserts nothing. */
static rp_tensor *make(double seed, double scale)
{
    const int64_t shape[2] = {32, 32};
    rp_tensor *t = NULL;
    void *data;
    if (rp_tensor_create(&t, shape, 2, RP_F32, RP_CPU) || rp_tensor_write(t, &data)) exit(3);
    for (int i = 0; i < 32 * 32; i++) ((float *)data)[i] = (float)(sin(0.37 * i + seed) * scale);
    rp_tensor_done(t);
    if (rp_tensor_require_grad(t, 1)) exit(3);
    return t;
}

static uint64_t hash_of(rp_tensor *t)
{
    uint64_t h = 1469598103934665603u;
    const void *data;
    if (!t || rp_tensor_read(t, &data)) exit(3);
    for (int64_t i = 0; i < rp_tensor_numel(t); i++)
        h = (h ^ ((const uint32_t *)data)[i]) * 1099511628211u;
    rp_tensor_done(t);
    return h;
}

static int say(rp_status st, const char *text)
{
    printf("%s\n%s\n", rp_status_name(st), text);
    return 0;
}

static int child_train(int with_region)
{
    rp_tensor *x = make(0, 1), *w = make(1, 0.3), *loss = NULL;
    uint64_t held = 0;
    rp_manual_seed(5);
    const rp_status st = train(x, w, with_region, &held, &loss);
    if (!st)
        printf("RP_OK\nheld %llu\nbodies %d\nloss %016llx\ngrad %016llx\n",
               (unsigned long long)held, bodies, (unsigned long long)hash_of(loss),
               (unsigned long long)hash_of(rp_tensor_grad(w)));
    else say(st, rp_error_message());
    rp_tensor_release(x);
    rp_tensor_release(w);
    rp_tensor_release(loss);
    return rp_test_live() ? 4 : 0;
}

static int child_twice(void)
{
    const rp_status first = rp_init(), second = rp_init();
    rp_tensor *y = NULL;
    const int64_t shape[1] = {3};
    const rp_status call = rp_zeros(&y, shape, 1);
    rp_tensor_release(y);
    if (first != second || first != call) return 5;
    return say(first, first ? rp_error_message() : "");
}

static void *thread_body(void *arg)
{
    const int64_t shape[1] = {3};
    rp_tensor *y = NULL;
    *(rp_status *)arg = rp_zeros(&y, shape, 1);
    rp_tensor_release(y);
    return NULL;
}

static int child_threads(void)
{
    pthread_t thread[2];
    rp_status st[3];
    thread_body(&st[2]);
    for (int i = 0; i < 2; i++)
        if (pthread_create(&thread[i], NULL, thread_body, &st[i])) return 6;
    for (int i = 0; i < 2; i++) pthread_join(thread[i], NULL);
    return say(st[0] | st[1] | st[2], "");
}

__attribute__((constructor)) static void child(void)
{
    const char *what = getenv("TEST_INIT_CHILD");
    if (!what) return;
    int code = 2;
    if (!strcmp(what, "train")) code = child_train(0);
    if (!strcmp(what, "region")) code = child_train(1);
    if (!strcmp(what, "twice")) code = child_twice();
    if (!strcmp(what, "threads")) code = child_threads();
    fflush(stdout);
    exit(code);
}

/* ---- the parent ------------------------------------------------------------------------------ */
static const char *const variables[] = {"REPRISE_SAC", "REPRISE_SAC_SCOPE", "REPRISE_MODES",
                                        "REPRISE_PLUGINS", "REPRISE_LOG"};

/* Runs the child; `settings`: NAME=VALUE, NULL-terminated. Standard output and errors come back in
   `text`. */
static void run(const char *what, const char *const *settings, char *text, size_t n)
{
    int fd[2], status;
    ck_assert_int_eq(pipe(fd), 0);
    const pid_t pid = fork();
    if (pid == 0) {
        dup2(fd[1], 1);
        dup2(fd[1], 2);
        close(fd[0]);
        for (size_t i = 0; i < sizeof variables / sizeof *variables; i++) unsetenv(variables[i]);
        for (; *settings; settings++) putenv((char *)(uintptr_t)*settings);
        setenv("TEST_INIT_CHILD", what, 1);
        execl("/proc/self/exe", "test_init", (char *)NULL);
        _exit(127);
    }
    close(fd[1]);
    size_t used = 0;
    for (ssize_t got; (got = read(fd[0], text + used, n - 1 - used)) > 0;) used += (size_t)got;
    text[used] = '\0';
    close(fd[0]);
    waitpid(pid, &status, 0);
    ck_assert_msg(WIFEXITED(status) && WEXITSTATUS(status) == 0, "the child ended with %d: %s",
                  status, text);
}

static unsigned long long field(const char *text, const char *name)
{
    const char *at = strstr(text, name);
    ck_assert_msg(at != NULL, "'%s' lacks %s", text, name);
    return strtoull(at + strlen(name), NULL, 0);
}

static const char *result(const char *text)
{
    const char *at = strstr(text, "loss ");
    ck_assert_msg(at != NULL, "no result: %s", text);
    return at;
}

START_TEST(sac__an_unmodified_program_has_the_same_bits_in_fewer_bytes)
{
    static char plain[4096], off[4096], full[4096], save[4096], regions[4096];
    const char *const none[] = {NULL}, *const o[] = {"REPRISE_SAC=off", NULL},
                      *const f[] = {"REPRISE_SAC=full", NULL},
                      *const s[] = {"REPRISE_SAC=save(@matmul, aten::tanh/2, ?demo::x)", NULL},
                      *const r[] = {"REPRISE_SAC=full", "REPRISE_SAC_SCOPE=regions", NULL};
    run("train", none, plain, sizeof plain);
    run("train", o, off, sizeof off);
    run("train", f, full, sizeof full);
    run("train", s, save, sizeof save);
    run("train", r, regions, sizeof regions);
    ck_assert_str_eq(result(plain), result(off));
    ck_assert_str_eq(result(plain), result(full));
    ck_assert_str_eq(result(plain), result(save));
    ck_assert_str_eq(result(plain), result(regions));
    ck_assert_uint_eq(field(plain, "held "), field(off, "held "));
    ck_assert_uint_eq(field(plain, "held "), field(regions, "held "));
    ck_assert_uint_lt(field(save, "held "), field(plain, "held "));
    ck_assert_uint_lt(field(full, "held "), field(save, "held "));
}
END_TEST

START_TEST(sac__regions_without_a_policy_follow_the_variable)
{
    static char unset[4096], off[4096], full[4096];
    const char *const none[] = {NULL}, *const o[] = {"REPRISE_SAC=off", NULL},
                      *const f[] = {"REPRISE_SAC=force:full", NULL};
    run("region", none, unset, sizeof unset);
    run("region", o, off, sizeof off);
    run("region", f, full, sizeof full);
    ck_assert_uint_eq(field(unset, "bodies "), 2);
    ck_assert_uint_eq(field(off, "bodies "), 1);
    ck_assert_uint_eq(field(full, "bodies "), 2);
    ck_assert_str_eq(result(unset), result(off));
    ck_assert_str_eq(result(unset), result(full));
}
END_TEST

START_TEST(sac__the_log_shows_what_ran_again)
{
    static char text[65536];
    const char *const s[] = {"REPRISE_SAC=save(@matmul)", "REPRISE_MODES=log(phase=on)", NULL};
    run("train", s, text, sizeof text);
    ck_assert_ptr_nonnull(strstr(text, "recompute| "));
    for (const char *at = text; (at = strstr(at, "recompute| ")) != NULL; at++)
        ck_assert_msg(strncmp(strchr(at, '='), "= aten::mm(", 11) != 0,
                      "a saved product ran again: %.60s", at);
}
END_TEST

START_TEST(init__every_call_tells_the_same_error)
{
    static const struct {
        const char *setting, *error;
    } bad[] = {
        {"REPRISE_SAC=save(aten::mn)", "REPRISE_SAC: column 6: aten::mn: no such operator"},
        {"REPRISE_SAC=save(aten::mm", "REPRISE_SAC: column 14: the value ends here"},
        {"REPRISE_SAC=sometimes", "REPRISE_SAC: column 1: expected one of off, full, save(...)"},
        {"REPRISE_SAC=force:save(aten::mn)", "REPRISE_SAC: column 12: aten::mn"},
        {"REPRISE_SAC_SCOPE=some",
         "REPRISE_SAC_SCOPE: column 1: 'some'; expected one of all, regions"},
        {"REPRISE_MODES=lgo", "REPRISE_MODES: column 1: there is no mode type 'lgo'"},
        {"REPRISE_MODES=count(report=off),log(fil=x)",
         "REPRISE_MODES: column 19: log has no option 'fil'"},
        {"REPRISE_MODES=remat",
         "REPRISE_MODES: column 1: remat is half of a scope, which rp_remat_push or REPRISE_SAC opens; opening the mode 'remat'"},
        {"REPRISE_MODES=profile(device=cpu)",
         "REPRISE_MODES: column 1: cpu has no profiling of its own"},
        {"REPRISE_MODES=log/2", "REPRISE_MODES: column 1: 'log'; expected the name of a mode"},
        {"REPRISE_PLUGINS=cpu,warp", "REPRISE_PLUGINS: column 5: there is no plugin 'warp'"},
        {"REPRISE_PLUGINS=./none.so", "REPRISE_PLUGINS: column 1"},
        {"REPRISE_LOG=loud",
         "REPRISE_LOG: column 1: 'loud'; expected one of error, warn, info, debug"},
    };
    static char text[8192];
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        const char *const s[] = {bad[i].setting, NULL};
        run("twice", s, text, sizeof text);
        ck_assert_msg(strstr(text, "RP_E_") && strstr(text, bad[i].error), "%s: '%s' lacks '%s'",
                      bad[i].setting, text, bad[i].error);
    }
}
END_TEST

START_TEST(init__nothing_set_and_plugins_left_out)
{
    static char text[8192];
    const char *const none[] = {NULL},
                      *const optional[] = {"REPRISE_PLUGINS=cpu,?warp", "REPRISE_LOG=info", NULL},
                      *const empty[] = {"REPRISE_PLUGINS=", NULL};
    run("twice", none, text, sizeof text);
    ck_assert_str_eq(text, "RP_OK\n\n");
    run("twice", optional, text, sizeof text);
    ck_assert_ptr_nonnull(strstr(text, "RP_OK"));
    ck_assert_ptr_nonnull(strstr(text, "?warp is left out"));
    run("train", empty, text, sizeof text);
    ck_assert_ptr_nonnull(strstr(text, "RP_E_UNIMPLEMENTED")); /* no kernels without a device */
}
END_TEST

START_TEST(init__modes_stand_on_every_thread_and_report_at_the_end)
{
    static char text[8192];
    const char *const s[] = {"REPRISE_MODES=count,log", NULL};
    run("threads", s, text, sizeof text);
    int lines = 0;
    for (const char *at = text; (at = strstr(at, "aten::zeros([3])")) != NULL; at++) lines++;
    ck_assert_msg(lines == 3, "%s", text);
    ck_assert_ptr_nonnull(strstr(text, "         3 aten::zeros\n         3 calls\n"));
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite("init", sac__an_unmodified_program_has_the_same_bits_in_fewer_bytes,
                    sac__regions_without_a_policy_follow_the_variable,
                    sac__the_log_shows_what_ran_again, init__every_call_tells_the_same_error,
                    init__nothing_set_and_plugins_left_out,
                    init__modes_stand_on_every_thread_and_report_at_the_end, NULL);
}
