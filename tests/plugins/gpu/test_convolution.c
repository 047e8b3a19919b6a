/* tests/plugins/gpu/test_convolution.c - convolutions of several tiles, thin groups and long sums,
   with their gradients */
#include "plugins/gpu/convolution.h"

START_TEST(convolution__several_tiles)
{
    gpu_device();
    gpu_test_convolution(&(gpu_test_shape){RP_F32, 2, 10, 70, 1, 9, 3, 2, 1, 1, 0, 1e-5});
    gpu_test_convolution(&(gpu_test_shape){RP_F64, 2, 20, 10, 2, 9, 3, 1, 2, 2, 0, 1e-12});
    gpu_test_convolution(&(gpu_test_shape){RP_F32, 2, 6, 70, 1, 6, 3, 2, 1, 1, 1, 1e-5});
}
END_TEST

START_TEST(convolution__thin_groups)
{
    gpu_device();
    gpu_test_convolution(&(gpu_test_shape){RP_F32, 3, 6, 6, 6, 10, 3, 1, 1, 1, 0, 1e-5});
    gpu_test_convolution(&(gpu_test_shape){RP_F32, 2, 4, 8, 4, 7, 2, 2, 0, 1, 1, 1e-5});
    /* the weights' sums are split */
    gpu_test_convolution(&(gpu_test_shape){RP_F32, 30, 1, 1, 1, 12, 3, 1, 0, 1, 0, 1e-5});
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite("gpu_convolution", convolution__several_tiles, convolution__thin_groups, NULL);
}
