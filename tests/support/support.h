/* tests/support/support.h - what every suite needs: Check, status assertions, small tensors */
#ifndef RP_TEST_SUPPORT_H
#define RP_TEST_SUPPORT_H
#include "core/autograd.h"
#include "core/tensor.h"
#include <check.h>

Suite *rp_test_suite(void); /* each test program defines it */

/* The call succeeds, or the case fails with the library's message. */
#define ck_ok(expr_)                                                                               \
    do {                                                                                           \
        const rp_status ck_st_ = (expr_);                                                          \
        ck_assert_msg(ck_st_ == RP_OK, "%s: %s: %s", #expr_, rp_status_name(ck_st_),               \
                      rp_error_message());                                                         \
    } while (0)
/* The call fails with `code_` and a message that contains `text_`. */
#define ck_fails(expr_, code_, text_)                                                              \
    do {                                                                                           \
        const rp_status ck_st_ = (expr_);                                                          \
        ck_assert_msg(ck_st_ == (code_), "%s: want %s, got %s: %s", #expr_, rp_status_name(code_), \
                      rp_status_name(ck_st_), rp_error_message());                                 \
        ck_assert_msg(strstr(rp_error_message(), (text_)) != NULL, "%s: message '%s' lacks '%s'",  \
                      #expr_, rp_error_message(), (text_));                                        \
    } while (0)

/* One tcase with the given test functions, NULL-terminated: Suite *s = rp_suite("schema", case_a,
   case_b, NULL). */
Suite *rp_suite(const char *name, const TTest *first, ...);

/* f32 cpu tensor of this shape with these values (row-major). */
rp_tensor *rp_test_f32(const float *values, const int64_t *shape, int ndim);
/* f32 cpu tensor, element i = sin(0.37 i + seed) * scale: the goldens' rule. */
rp_tensor *rp_test_sin(const int64_t *shape, int ndim, double seed, double scale);
/* Element i of a contiguous f32 tensor. */
float rp_test_at(rp_tensor *t, int64_t i);
/* Same shape, dtype and bytes (both contiguous). */
int rp_test_equal_bits(rp_tensor *a, rp_tensor *b);
/* live tensors + nodes + storages now: compare before and after */
uint64_t rp_test_live(void);
#endif
