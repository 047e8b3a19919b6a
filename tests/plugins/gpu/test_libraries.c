/* tests/plugins/gpu/test_libraries.c - products and convolutions by the vendors' libraries, as far
 * as they can be seen without them
 *
 * Alone, emu has no library, and its own kernels serve. libraries/CMakeLists.txt runs the suite
 * again with back ends compiled in and with stand-ins for the libraries (libraries/), which compute
 * from the descriptors that they are handed: values then show that these say what is meant, and
 * counters that a call was served, and that a warm one makes nothing. It says in the environment
 * which files are expected to serve (RP_TEST_BLAS, RP_TEST_DNN), which one not (RP_TEST_IDLE), and
 * what the log has to hold (RP_TEST_SAYS, parts between '|').
 */
#include "plugins/gpu/convolution.h"
#include "core/log.h"
#include <dlfcn.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct {
    const int *calls, *made, *live;
} library;
static library library_of(const char *variable)
{
    static const int nothing = 0;
    const char *path = getenv(variable);
    if (!path) return (library){&nothing, &nothing, &nothing};
    void *handle = dlopen(path, RTLD_NOW | RTLD_LOCAL); /* the same one that the plugin opens */
    ck_assert_msg(handle != NULL, "%s", dlerror());
    const library l = {dlsym(handle, "double_calls"), dlsym(handle, "double_made"),
                       dlsym(handle, "double_live")};
    ck_assert(l.calls && l.made && l.live);
    return l;
}

static bool is_expected(const char *variable)
{
    return getenv(variable) != NULL;
}

/* ---- what is said ---------------------------------------------------------------------------- */
static char said[16384];
static void hear(void *ctx, int level, const char *line)
{
    (void)ctx, (void)level;
    strncat(said, line, sizeof said - strlen(said) - 1);
    strncat(said, "\n", sizeof said - strlen(said) - 1);
}

/* The first case: a library is looked for once in a process. */
START_TEST(libraries__every_path_that_was_tried_is_in_the_log)
{
    const char *part = getenv("RP_TEST_SAYS");
    gpu_device();
    rp_log_set(hear, NULL, RP_LOG_INFO);
    RP_LOCAL rp_tensor *a = GPU_TEST_TENSOR(RP_F32, 1, 4, 4),
                       *x = GPU_TEST_TENSOR(RP_F32, 1, 1, 1, 4, 4), *y = NULL;
    RP_LOCAL rp_tensor *gpu_a = gpu_test_there(a), *gpu_x = gpu_test_there(x);
    ck_ok(rp_mm(&y, gpu_a, gpu_a));
    ck_ok(rp_convolution(&y, gpu_x, gpu_x, NULL, (int64_t[]){1, 1}, 2, (int64_t[]){0, 0}, 2,
                         (int64_t[]){1, 1}, 2, 0, (int64_t[]){0, 0}, 2, 1));
    rp_log_set(NULL, NULL, 0);
    if (!part)
        ck_assert_msg(!strstr(said, "is not open") || !is_expected("RP_TEST_BLAS"), "%s", said);
    while (part && *part) {
        char want[512];
        const size_t n = strcspn(part, "|");
        snprintf(want, sizeof want, "%.*s", (int)n, part);
        ck_assert_msg(strstr(said, want) != NULL, "the log lacks '%s':\n%s", want, said);
        part += n + (part[n] == '|');
    }
}
END_TEST

/* ---- products -------------------------------------------------------------------------------- */
/* by columns; with elements between one row (or column) and the next */
enum { TURNED = 1, PADDED = 2 };
typedef struct {
    rp_tensor *cpu, *gpu;
} pair;
static pair pair_of(rp_dtype d, double seed, const int64_t *shape, int ndim, int how)
{
    int64_t lies[5] = {0};
    const int r = ndim - 2, c = ndim - 1;
    memcpy(lies, shape, (size_t)ndim * sizeof *shape);
    if (ndim > 1 && how & TURNED) lies[r] = shape[c], lies[c] = shape[r];
    const int64_t end = lies[c];
    if (how & PADDED) lies[c] += 3;
    pair p = {gpu_test_tensor(d, seed, lies, ndim), NULL};
    p.gpu = gpu_test_there(p.cpu);
    rp_tensor **const both[] = {&p.cpu, &p.gpu};
    for (int i = 0; i < 2; i++) {
        if (how & PADDED) ck_ok(rp_slice(both[i], *both[i], c, NULL, &end, 1));
        if (how & TURNED) ck_ok(rp_transpose_int(both[i], *both[i], r, c));
    }
    return p;
}
#define PAIR(d_, seed_, how_, ...)                                                                 \
    pair_of(d_, seed_, (const int64_t[]){__VA_ARGS__},                                             \
            (int)(sizeof((const int64_t[]){__VA_ARGS__}) / sizeof(int64_t)), how_)
static void release(pair *p, int n)
{
    for (int i = 0; i < n; i++) rp_tensor_release(p[i].cpu), rp_tensor_release(p[i].gpu);
}

static double eps_of(rp_dtype d)
{
    return d == RP_F64 ? 1e-14 : d == RP_F32 ? 2e-6 : d == RP_BF16 ? 1e-2 : 2e-3;
}

/* activation: 0 none, 1 relu, 2 gelu. Releases the pairs. */
static void check_addmm(pair self, pair a, pair b, double beta, double alpha, int activation,
                        int served)
{
    const library blas = library_of("RP_TEST_BLAS");
    const rp_value of_self = rp_value_float(beta), of_product = rp_value_float(alpha);
    RP_LOCAL rp_tensor *want = NULL, *got = NULL;
    const int before = *blas.calls;
    ck_ok(rp_addmm_full(&want, self.cpu, a.cpu, b.cpu, of_self, of_product));
    if (activation)
        ck_ok(activation == 2 ? rp_gelu_full(&want, want, "tanh") : rp_relu(&want, want));
    ck_ok(activation ? rp__addmm_activation_full(&got, self.gpu, a.gpu, b.gpu, of_self, of_product,
                                                 activation == 2)
                     : rp_addmm_full(&got, self.gpu, a.gpu, b.gpu, of_self, of_product));
    ck_assert_int_eq(*blas.calls - before, is_expected("RP_TEST_BLAS") ? served : 0);
    gpu_test_near(got, want, 20 * eps_of(rp_tensor_dtype(self.cpu)));
    release((pair[]){self, a, b}, 3);
}

static const rp_dtype types[] = {RP_F32, RP_F64, RP_BF16, RP_F16};
/* Our own kernels have suites of their own. */
static int n_types(void)
{
    return is_expected("RP_TEST_BLAS") ? 4 : 1;
}

START_TEST(libraries__products_of_every_layout)
{
    gpu_device();
    const library blas = library_of("RP_TEST_BLAS");
    for (int t = 0; t < n_types(); t++)
        for (int how = 0; how < 16; how++) {
            pair a = PAIR(types[t], 1, how & 3, 5, 7), b = PAIR(types[t], 2, how >> 2, 7, 6);
            RP_LOCAL rp_tensor *want = NULL, *got = NULL,
                               *place = GPU_TEST_TENSOR(types[t], 0, 6, 5),
                               *turned = gpu_test_there(place);
            const int before = *blas.calls;
            ck_ok(rp_mm(&want, a.cpu, b.cpu));
            ck_ok(rp_mm(&got, a.gpu, b.gpu));
            gpu_test_near(got, want, 10 * eps_of(types[t]));
            ck_ok(rp_t(&turned, turned)); /* a result that lies by columns */
            ck_ok(rp_mm_out(&got, a.gpu, b.gpu, turned));
            gpu_test_near(turned, want, 10 * eps_of(types[t]));
            ck_assert_int_eq(*blas.calls - before, is_expected("RP_TEST_BLAS") ? 2 : 0);
            release((pair[]){a, b}, 2);
        }
}
END_TEST

START_TEST(libraries__batches_with_any_step)
{
    gpu_device();
    const library blas = library_of("RP_TEST_BLAS");
    for (int how = 0; how < 16; how++) {
        pair a = PAIR(RP_F32, 1, how & 3, 3, 5, 7), b = PAIR(RP_F32, 2, how >> 2, 3, 7, 6),
             one = PAIR(RP_F32, 2, how >> 2, 1, 7, 6);
        RP_LOCAL rp_tensor *want = NULL, *got = NULL;
        const int before = *blas.calls;
        ck_ok(rp_bmm(&want, a.cpu, b.cpu));
        ck_ok(rp_bmm(&got, a.gpu, b.gpu));
        gpu_test_near(got, want, 1e-5);
        ck_ok(rp_expand(&one.cpu, one.cpu, (int64_t[]){3, 7, 6}, 3));
        ck_ok(rp_expand(&one.gpu, one.gpu, (int64_t[]){3, 7, 6}, 3));
        ck_ok(rp_bmm(&want, a.cpu, one.cpu));
        ck_ok(rp_bmm(&got, a.gpu, one.gpu));
        gpu_test_near(got, want, 1e-5);
        ck_assert_int_eq(*blas.calls - before, is_expected("RP_TEST_BLAS") ? 2 : 0);
        release((pair[]){a, b, one}, 3);
    }
}
END_TEST

START_TEST(libraries__what_is_added_and_activated)
{
    gpu_device();
    for (int t = 0; t < n_types(); t++)
        for (int activation = 0; activation < 3; activation++) {
            const rp_dtype d = types[t];
#define FACTORS PAIR(d, 1, 0, 5, 7), PAIR(d, 2, TURNED, 7, 6)
            check_addmm(PAIR(d, 3, 0, 6), FACTORS, 1, 1, activation, 1); /* a bias */
            check_addmm(PAIR(d, 3, 0, 6), FACTORS, 1, -0.5, activation, 1);
            check_addmm(PAIR(d, 3, PADDED, 5, 6), FACTORS, 2, 0.5, activation, 1); /* a matrix */
            check_addmm(PAIR(d, 3, 0, 5, 6), FACTORS, 0, 1, activation, 1);
            check_addmm(PAIR(d, 3, 0, 5, 1), FACTORS, 1, 1, activation, 0); /* neither */
            check_addmm(PAIR(d, 3, 0, 6), FACTORS, 2, 1, activation, 0);
        }
    const rp_dtype d = RP_I64;
    check_addmm(PAIR(d, 3, 0, 6), FACTORS, 1, 1, 0, 0);
}
END_TEST

/* ---- convolutions ---------------------------------------------------------------------------- */
static void check_convolution(gpu_test_shape s, int served)
{
    const library dnn = library_of("RP_TEST_DNN");
    const int before = *dnn.calls;
    s.tolerance = 10 * eps_of(s.dtype);
    gpu_test_convolution(&s);
    ck_assert_int_eq(*dnn.calls - before, is_expected("RP_TEST_DNN") ? served : 0);
}

START_TEST(libraries__convolutions_and_their_gradients)
{
    gpu_device();
    for (int t = 0; t < n_types(); t++) {
        check_convolution((gpu_test_shape){types[t], 2, 3, 4, 1, 6, 3, 1, 1, 1, 0, 0}, 3);
        check_convolution((gpu_test_shape){types[t], 2, 4, 6, 2, 7, 3, 2, 2, 2, 0, 0}, 3);
        /* transposed, with output padding */
        check_convolution((gpu_test_shape){types[t], 2, 4, 6, 2, 5, 3, 2, 1, 1, 1, 0}, 3);
        /* depthwise */
        check_convolution((gpu_test_shape){types[t], 2, 4, 4, 4, 6, 2, 1, 0, 1, 0, 0}, 3);
    }
    check_convolution((gpu_test_shape){RP_I64, 2, 3, 4, 1, 6, 3, 1, 1, 1, 0, 0}, 0);
}
END_TEST

static void check_spatial(int spatial, const int64_t *input, const int64_t *weight)
{
    const library dnn = library_of("RP_TEST_DNN");
    const int64_t stride[] = {2, 1, 1}, padding[] = {1, 0, 2}, dilation[] = {1, 2, 1},
                  more[] = {0, 0, 0};
    pair x = pair_of(RP_F32, 1, input, spatial + 2, 0),
         w = pair_of(RP_F32, 2, weight, spatial + 2, 0), bias = PAIR(RP_F32, 3, 0, 4);
    RP_LOCAL rp_tensor *want = NULL, *got = NULL;
    const uint32_t n = (uint32_t)spatial;
    const int before = *dnn.calls;
    ck_ok(rp_convolution(&want, x.cpu, w.cpu, bias.cpu, stride, n, padding, n, dilation, n, 0, more,
                         n, 1));
    ck_ok(rp_convolution(&got, x.gpu, w.gpu, bias.gpu, stride, n, padding, n, dilation, n, 0, more,
                         n, 1));
    gpu_test_near(got, want, 1e-5);
    ck_assert_int_eq(*dnn.calls - before, is_expected("RP_TEST_DNN") ? 1 : 0);
    release((pair[]){x, w, bias}, 3);
}

START_TEST(libraries__convolutions_of_one_and_three_dimensions)
{
    gpu_device();
    check_spatial(1, (const int64_t[]){2, 3, 9}, (const int64_t[]){4, 3, 3});
    check_spatial(3, (const int64_t[]){2, 3, 5, 6, 4}, (const int64_t[]){4, 3, 3, 2, 2});
}
END_TEST

/* ---- what is kept ---------------------------------------------------------------------------- */
static void call_both(void)
{
    check_addmm(PAIR(RP_F32, 3, 0, 6), PAIR(RP_F32, 1, 0, 9, 7), PAIR(RP_F32, 2, 0, 7, 6), 1, 1, 2,
                1);
    check_convolution((gpu_test_shape){RP_F32, 1, 2, 3, 1, 8, 3, 1, 1, 1, 0, 0}, 3);
}

START_TEST(libraries__a_warm_call_makes_no_descriptor)
{
    gpu_device();
    const library blas = library_of("RP_TEST_BLAS"), dnn = library_of("RP_TEST_DNN");
    call_both();
    const int of_blas = *blas.made, of_dnn = *dnn.made;
    call_both();
    ck_assert_int_eq(*blas.made, of_blas);
    ck_assert_int_eq(*dnn.made, of_dnn);
}
END_TEST

START_TEST(libraries__a_warm_call_reads_its_own_bias)
{
    gpu_device();
    const library blas = library_of("RP_TEST_BLAS");
    RP_LOCAL rp_tensor *first = NULL, *second = NULL, *difference = NULL, *wanted = NULL;
    pair a = PAIR(RP_F32, 1, 0, 9, 7), b = PAIR(RP_F32, 2, 0, 7, 6);
    /* both alive: they do not share an address */
    pair x = PAIR(RP_F32, 3, 0, 6), y = PAIR(RP_F32, 4, 0, 6);
    const int before = *blas.calls;
    ck_ok(rp_addmm(&first, x.gpu, a.gpu, b.gpu));
    ck_ok(rp_addmm(&second, y.gpu, a.gpu, b.gpu));
    ck_ok(rp_sub(&difference, second, first));
    ck_ok(rp_sub(&wanted, y.cpu, x.cpu));
    ck_ok(rp_expand(&wanted, wanted, (int64_t[]){9, 6}, 2));
    gpu_test_near(difference, wanted, 1e-5);
    ck_assert_int_eq(*blas.calls - before, is_expected("RP_TEST_BLAS") ? 2 : 0);
    release((pair[]){a, b, x, y}, 4);
}
END_TEST

static void *call_on_a_thread(void *arg)
{
    call_both();
    return arg;
}

START_TEST(libraries__a_thread_gives_back_what_it_kept)
{
    gpu_device();
    const library blas = library_of("RP_TEST_BLAS"), dnn = library_of("RP_TEST_DNN");
    const int of_blas = *blas.live, of_dnn = *dnn.live, made = *dnn.made;
    pthread_t thread;
    ck_assert_int_eq(pthread_create(&thread, NULL, call_on_a_thread, NULL), 0);
    ck_assert_int_eq(pthread_join(thread, NULL), 0);
    ck_assert(!is_expected("RP_TEST_DNN") || *dnn.made > made);
    ck_assert_int_eq(*blas.live, of_blas);
    ck_assert_int_eq(*dnn.live, of_dnn);
}
END_TEST

START_TEST(libraries__more_shapes_than_places_keep_no_more_descriptors_than_places)
{
    gpu_device();
    const library blas = library_of("RP_TEST_BLAS");
    for (int64_t n = 2; n < (is_expected("RP_TEST_BLAS") ? 300 : 4); n++)
        check_addmm(PAIR(RP_F32, 3, 0, n), PAIR(RP_F32, 1, 0, 2, 3), PAIR(RP_F32, 2, 0, 3, n), 1, 1,
                    0, 1);
    ck_assert_int_le(*blas.live, 128 * 5); /* a product and four matrices each */
}
END_TEST

START_TEST(libraries__what_is_not_wanted_is_not_called)
{
    gpu_device();
    ck_assert_int_eq(*library_of("RP_TEST_IDLE").calls, 0);
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite(
        "gpu_libraries", libraries__every_path_that_was_tried_is_in_the_log,
        libraries__products_of_every_layout, libraries__batches_with_any_step,
        libraries__what_is_added_and_activated, libraries__convolutions_and_their_gradients,
        libraries__convolutions_of_one_and_three_dimensions,
        libraries__a_warm_call_makes_no_descriptor, libraries__a_warm_call_reads_its_own_bias,
        libraries__a_thread_gives_back_what_it_kept,
        libraries__more_shapes_than_places_keep_no_more_descriptors_than_places,
        libraries__what_is_not_wanted_is_not_called, NULL);
}
