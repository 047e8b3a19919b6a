/* tests/dispatch/test_ops.h - operators of the suites themselves, so that they need no plugin:
 * test::add and its like on f32 */
#ifndef RP_TEST_OPS_H
#define RP_TEST_OPS_H
#include "dispatch/args.h"
#include "support/support.h"

struct test_counters {
    int kernels, metas, composites, inner;
    uint32_t last_level, last_depth;
};
extern struct test_counters test_count;
/* Registers everything below once; cases call it first. */
void test_ops_register(void);
const rp_op *test_op(const char *name);
/* One call with tensors and values, one result. */
rp_status test_call1(rp_tensor **out, const char *op, const rp_value *in, uint32_t n);
#define TEST_CALL(out_, op_, ...)                                                                  \
    test_call1((out_), (op_), (const rp_value[]){__VA_ARGS__},                                     \
               sizeof((const rp_value[]){__VA_ARGS__}) / sizeof(rp_value))
#define T(t_) rp_value_tensor(t_)
#endif
