/* tests/plugins/gpu/test_random.c - the stream of random numbers: the cpu's, bit for bit, and as
   many of it; the same again in a recomputation */
#include "core/rng.h"
#include "modes/checkpoint/checkpoint.h"
#include "plugins/gpu/call.h"

enum { SEED = 20240607, OFFSET = 41 };

static void seed(void)
{
    rp_generator_set(rp_generator_default(RP_CPU), SEED, OFFSET);
    rp_generator_set(rp_generator_default(gpu_device()), SEED, OFFSET);
}

/* Both devices have given out as many numbers. */
static void check_offsets(const char *name)
{
    uint64_t s[2], offset[2];
    rp_generator_get(rp_generator_default(RP_CPU), &s[0], &offset[0]);
    rp_generator_get(rp_generator_default(gpu_device()), &s[1], &offset[1]);
    ck_assert_uint_eq(s[0], s[1]);
    ck_assert_msg(offset[0] == offset[1], "%s: offset %llu on the cpu, %llu on the device", name,
                  (unsigned long long)offset[0], (unsigned long long)offset[1]);
}

/* The same bits on both devices. Consumes the tensors of `in`. */
static void check_call(const char *name, const rp_value *in, uint32_t n)
{
    const rp_op *op = rp_op_find(name);
    ck_assert_ptr_nonnull(op);
    struct gpu_test_call cpu = {.n_in = n, .n_out = rp_op_return_count(op)};
    for (uint32_t i = 0; i < n; i++) ck_ok(rp_value_copy(&cpu.in[i], &in[i]));
    struct gpu_test_call emu = gpu_test_call_moved(&cpu);
    for (uint32_t i = 0; i < n; i++) {
        if (in[i].tag == RP_TAG_TENSOR) rp_tensor_release(in[i].u.t);
        if (in[i].tag == RP_TAG_DEVICE) emu.in[i] = rp_value_device(gpu_device());
    }
    seed();
    ck_ok(rp_op_call(op, cpu.in, n, cpu.out, cpu.n_out));
    ck_ok(rp_op_call(op, emu.in, n, emu.out, emu.n_out));
    check_offsets(name);
    for (uint32_t i = 0; i < cpu.n_out; i++) {
        ck_assert_int_eq(rp_tensor_device(emu.out[i].u.t).type, gpu_device().type);
        gpu_test_same(emu.out[i].u.t, cpu.out[i].u.t);
    }
    gpu_test_call_clear(&cpu), gpu_test_call_clear(&emu);
}
#define CHECK(name_, ...)                                                                          \
    check_call(name_, (const rp_value[]){__VA_ARGS__},                                             \
               sizeof((const rp_value[]){__VA_ARGS__}) / sizeof(rp_value))

static const rp_dtype floats[] = {RP_F32, RP_F64, RP_BF16, RP_F16};
static const int64_t sizes[] = {0, 1, 3, 4, 1023, 9001};
enum { FLOATS = 4, SIZES = 6 };

START_TEST(random__fills_have_the_bits_of_the_cpu_whatever_the_dtype_and_the_size)
{
    gpu_device();
    for (int d = 0; d < FLOATS; d++)
        for (int i = 0; i < SIZES; i++) {
            const int64_t n = sizes[i];
            CHECK("aten::uniform_", GPU_T(floats[d], 0, n), GPU_FLOAT(-2), GPU_FLOAT(3));
            CHECK("aten::normal_", GPU_T(floats[d], 0, n), GPU_FLOAT(1), GPU_FLOAT(0.5));
            CHECK("aten::exponential_", GPU_T(floats[d], 0, n), GPU_FLOAT(1.5));
            CHECK("aten::bernoulli_.float", GPU_T(floats[d], 0, n), GPU_FLOAT(0.3));
            CHECK("aten::rand_like", GPU_T(floats[d], 0, n));
            CHECK("aten::randn_like", GPU_T(floats[d], 0, n));
        }
}
END_TEST

static rp_tensor *sliced(rp_dtype d, int64_t m, int64_t n)
{
    rp_tensor *t = GPU_TEST_TENSOR(d, 1, n, m);
    const int64_t first = 1;
    ck_ok(rp_transpose_int(&t, t, 0, 1));
    ck_ok(rp_slice(&t, t, 1, &first, NULL, 2));
    return t;
}

START_TEST(random__a_view_is_filled_in_the_order_of_its_elements)
{
    gpu_device();
    for (int d = 0; d < FLOATS; d++) {
        CHECK("aten::uniform_", rp_value_tensor(sliced(floats[d], 37, 41)), GPU_FLOAT(0),
              GPU_FLOAT(1));
        CHECK("aten::normal_", rp_value_tensor(sliced(floats[d], 37, 41)), GPU_FLOAT(0),
              GPU_FLOAT(1));
        CHECK("aten::native_dropout", rp_value_tensor(sliced(floats[d], 37, 41)), GPU_FLOAT(0.4),
              GPU_FLAG(1));
    }
}
END_TEST

START_TEST(random__dropout_has_the_mask_of_the_cpu)
{
    static const double p[] = {0, 0.1, 0.5, 1};
    gpu_device();
    for (int d = 0; d < FLOATS; d++)
        for (int k = 0; k < 4; k++) {
            CHECK("aten::native_dropout", GPU_T(floats[d], 1, 1030), GPU_FLOAT(p[k]), GPU_FLAG(1));
            /* takes no number */
            CHECK("aten::native_dropout", GPU_T(floats[d], 1, 7), GPU_FLOAT(p[k]), GPU_FLAG(0));
        }
    CHECK("aten::native_dropout", GPU_T(RP_F32, 1, 0), GPU_FLOAT(0.5), GPU_FLAG(1));
}
END_TEST

START_TEST(random__integers_and_orders_have_the_bits_of_the_cpu)
{
    gpu_device();
    const rp_value layout = GPU_NONE, device = rp_value_device(RP_CPU),
                   dtype = rp_value_dtype(RP_I64);
    for (int i = 0; i < SIZES; i++) {
        CHECK("aten::randint.low", GPU_INT(-7), GPU_INT(1000003), GPU_INTS(sizes[i]), dtype, layout,
              device);
        CHECK("aten::randint", GPU_INT(5), GPU_INTS(sizes[i], 2), rp_value_dtype(RP_U8), layout,
              device);
        CHECK("aten::randint", GPU_INT(INT64_MAX), GPU_INTS(sizes[i]), dtype, layout, device);
        CHECK("aten::randperm", GPU_INT(sizes[i]), dtype, layout, device);
        CHECK("aten::rand", GPU_INTS(sizes[i]), rp_value_dtype(RP_F32), layout, device);
        CHECK("aten::randn", GPU_INTS(sizes[i]), rp_value_dtype(RP_F32), layout, device);
    }
}
END_TEST

START_TEST(random__draws_by_weight_are_those_of_the_cpu)
{
    gpu_device();
    for (int replacement = 0; replacement < 2; replacement++) {
        RP_LOCAL rp_tensor *w = GPU_TEST_TENSOR(RP_F32, 1, 3, 700),
                           *p = GPU_TEST_TENSOR(RP_F32, 2, 1500);
        ck_ok(rp_relu(&w, w)); /* half of them 0 */
        ck_ok(rp_sigmoid(&p, p));
        CHECK("aten::multinomial", GPU_SAME(w), GPU_INT(40), GPU_FLAG(replacement));
        CHECK("aten::bernoulli", GPU_SAME(p));
    }
}
END_TEST

/* ---- a recomputation draws what was drawn ---------------------------------------------------- */
static rp_status noisy(rp_tensor **y, rp_tensor *x)
{
    RP_LOCAL rp_tensor *kept = NULL, *mask = NULL, *noise = NULL, *sum = NULL;
    const int train = 1;
    RP_TRY(rp_native_dropout(&kept, &mask, x, 0.3, &train));
    RP_TRY(rp_randn_like(&noise, kept));
    RP_TRY(rp_mul(&sum, kept, noise));
    return rp_exp(y, sum);
}

static rp_status noisy_region(void *ctx, const rp_value *in, uint32_t n_in, rp_value *out,
                              uint32_t n_out)
{
    (void)ctx, (void)n_in, (void)n_out;
    rp_tensor *y = NULL;
    RP_TRY(noisy(&y, in[0].u.t));
    out[0] = rp_value_tensor(y);
    return RP_OK;
}

static rp_tensor *gradient(rp_tensor *x, rp_tensor *y)
{
    RP_LOCAL rp_tensor *ones = NULL;
    ck_ok(rp_ones_like(&ones, y));
    ck_ok(rp_backward(&y, &ones, 1, NULL));
    rp_tensor *g = rp_tensor_retain(rp_tensor_grad(x));
    rp_tensor_set_grad(x, NULL);
    return g;
}

START_TEST(random__a_recomputation_draws_the_same_and_leaves_the_generator_where_it_was)
{
    static char nothing;
    rp_generator *const g = rp_generator_default(gpu_device());
    RP_LOCAL rp_tensor *here = GPU_TEST_TENSOR(RP_F32, 1, 33, 50), *x = gpu_test_there(here),
                       *y = NULL, *want = NULL, *got = NULL, *next = NULL, *next_again = NULL;
    uint64_t s, offset[2];
    ck_ok(rp_tensor_require_grad(x, 1));
    seed();
    ck_ok(noisy(&y, x));
    want = gradient(x, y);
    ck_ok(rp_rand_like(&next, x));
    rp_generator_get(g, &s, &offset[0]);
    seed();
    const rp_region r = RP_REGION(noisy_region, "noisy", nothing);
    const rp_value in = rp_value_tensor(x);
    rp_value out;
    ck_ok(rp_checkpoint(&out, 1, &r, &in, 1, NULL));
    gpu_test_same(out.u.t, y);
    got = gradient(x, out.u.t); /* runs the region again */
    rp_value_clear(&out);
    gpu_test_same(got, want);
    ck_ok(rp_rand_like(&next_again, x));
    rp_generator_get(g, &s, &offset[1]);
    ck_assert_uint_eq(offset[1], offset[0]);
    gpu_test_same(next_again, next);
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite(
        "gpu_random", random__fills_have_the_bits_of_the_cpu_whatever_the_dtype_and_the_size,
        random__a_view_is_filled_in_the_order_of_its_elements,
        random__dropout_has_the_mask_of_the_cpu,
        random__integers_and_orders_have_the_bits_of_the_cpu,
        random__draws_by_weight_are_those_of_the_cpu,
        random__a_recomputation_draws_the_same_and_leaves_the_generator_where_it_was, NULL);
}
