/* tests/plugins/gpu/test_grid_sampler.c - gradients of an image to which many positions send,
   through strides, in several blocks */
#include "plugins/gpu/gpu.h"

enum { MODES = 3, PADDINGS = 3 };
struct operands {
    rp_tensor *x, *grid, *g;
};
/* Positions in [-1.5, 1.5], so that with border padding a third of them meet in the pixels at the
   edge. */
static struct operands make_operands(rp_dtype dtype)
{
    struct operands o = {GPU_TEST_TENSOR(dtype, 1, 2, 9, 11, 3),
                         GPU_TEST_TENSOR(dtype, 2, 2, 17, 23, 2),
                         GPU_TEST_TENSOR(dtype, 3, 2, 3, 17, 23)};
    const int64_t order[] = {0, 3, 1, 2};
    ck_ok(rp_permute(&o.x, o.x, order, 4));
    ck_ok(rp_mul_scalar(&o.grid, o.grid, rp_value_float(1.5)));
    return o;
}
static void drop(struct operands *o)
{
    rp_tensor_release(o->x);
    rp_tensor_release(o->grid);
    rp_tensor_release(o->g);
}
static void gradients(rp_tensor **dx, rp_tensor **dgrid, const struct operands *o, int mode,
                      int padding)
{
    const int both[] = {1, 1};
    ck_ok(rp_grid_sampler_2d_backward(dx, dgrid, o->g, o->x, o->grid, mode, padding, 0, both, 2));
}

START_TEST(grid_sampler__gradients_of_all_modes_are_those_of_the_cpu)
{
    struct operands here = make_operands(RP_F64),
                    there = {gpu_test_there(here.x), gpu_test_there(here.grid),
                             gpu_test_there(here.g)};
    for (int i = 0; i < MODES * PADDINGS; i++) {
        RP_LOCAL rp_tensor *dx = NULL, *dgrid = NULL, *dxt = NULL, *dgridt = NULL;
        gradients(&dx, &dgrid, &here, i / PADDINGS, i % PADDINGS);
        gradients(&dxt, &dgridt, &there, i / PADDINGS, i % PADDINGS);
        gpu_test_near(dxt, dx, 1e-12);
        gpu_test_near(dgridt, dgrid, 1e-11);
    }
    drop(&here);
    drop(&there);
}
END_TEST

START_TEST(grid_sampler__one_call_gives_the_same_bits_every_time)
{
    struct operands here = make_operands(RP_F32),
                    there = {gpu_test_there(here.x), gpu_test_there(here.grid),
                             gpu_test_there(here.g)};
    RP_LOCAL rp_tensor *first = NULL, *grid = NULL;
    gradients(&first, &grid, &there, 0, 1);
    for (int i = 0; i < 3; i++) {
        RP_LOCAL rp_tensor *again = NULL, *other = NULL;
        gradients(&again, &other, &there, 0, 1);
        gpu_test_same(again, first);
    }
    drop(&here);
    drop(&there);
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite("gpu_grid_sampler", grid_sampler__gradients_of_all_modes_are_those_of_the_cpu,
                    grid_sampler__one_call_gives_the_same_bits_every_time, NULL);
}
