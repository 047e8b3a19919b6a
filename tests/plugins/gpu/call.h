/* tests/plugins/gpu/call.h - one call of an operator on the cpu and twice on the emulated device:
 * results and arguments written to are close to the cpu's, and the same bits both times
 *
 *     GPU_TEST_CALL(1e-6, "aten::add.Tensor", GPU_T(RP_F32, 1, 5, 7), GPU_T(RP_F32, 2, 7));
 */
#ifndef RP_TEST_GPU_CALL_H
#define RP_TEST_GPU_CALL_H
#include "plugins/gpu/gpu.h"
#include <stdlib.h>

enum { GPU_TEST_ARGS = 24, GPU_TEST_RESULTS = 4 };
/* Arguments: a tensor made as GPU_TEST_TENSOR does, one that there is, integers, several
   tensors. */
#define GPU_T(dtype_, seed_, ...) rp_value_tensor(GPU_TEST_TENSOR(dtype_, seed_, __VA_ARGS__))
#define GPU_SAME(tensor_) rp_value_tensor(rp_tensor_retain(tensor_))
#define GPU_INTS(...)                                                                              \
    gpu_test_ints((rp_value[GPU_TEST_ARGS]){{0}}, (const int64_t[]){__VA_ARGS__},                  \
                  sizeof((const int64_t[]){__VA_ARGS__}) / sizeof(int64_t), 0)
#define GPU_BOOLS(...)                                                                             \
    gpu_test_ints((rp_value[GPU_TEST_ARGS]){{0}}, (const int64_t[]){__VA_ARGS__},                  \
                  sizeof((const int64_t[]){__VA_ARGS__}) / sizeof(int64_t), 1)
#define GPU_FLOAT rp_value_float
#define GPU_INT rp_value_int
#define GPU_FLAG rp_value_bool
#define GPU_NONE rp_value_none()

static inline rp_value gpu_test_ints(rp_value *room, const int64_t *x, size_t n, int flags)
{
    for (size_t i = 0; i < n; i++) room[i] = flags ? rp_value_bool(x[i] != 0) : rp_value_int(x[i]);
    return rp_value_list(room, (uint32_t)n);
}

/* On the emulated device, with the strides and the place in its storage that it has here. */
static inline rp_tensor *gpu_test_moved(rp_tensor *t)
{
    rp_geometry g = {.size = sizeof g};
    rp_tensor *there = NULL;
    rp_tensor_geometry(t, &g);
    if (g.numel == 0) return gpu_test_there(t);
    int64_t extent = g.offset + 1, one = 1;
    for (int d = 0; d < g.ndim; d++) extent += (g.shape[d] - 1) * g.stride[d];
    RP_LOCAL rp_tensor *flat = NULL, *flat_there = NULL;
    ck_ok(rp_tensor_alias_strided(&flat, t, &extent, &one, 1, 0));
    flat_there = gpu_test_there(flat);
    ck_ok(rp_tensor_alias_strided(&there, flat_there, g.shape, g.stride, g.ndim, g.offset));
    return there;
}

struct gpu_test_call { /* arguments and results on one device */
    rp_value in[GPU_TEST_ARGS], out[GPU_TEST_RESULTS];
    uint32_t n_in, n_out;
};

static inline rp_value gpu_test_move_value(const rp_value *v)
{
    if (v->tag == RP_TAG_TENSOR) return rp_value_tensor(gpu_test_moved(v->u.t));
    rp_value moved = rp_value_none();
    if (v->tag != RP_TAG_LIST || v->n == 0 || v->u.l[0].tag != RP_TAG_TENSOR) {
        ck_ok(rp_value_copy(&moved, v));
        return moved;
    }
    rp_value *item = calloc(v->n, sizeof *item);
    for (uint32_t i = 0; i < v->n; i++) item[i] = rp_value_tensor(gpu_test_moved(v->u.l[i].u.t));
    const rp_value list = rp_value_list(item, v->n);
    ck_ok(rp_value_copy(&moved, &list));
    for (uint32_t i = 0; i < v->n; i++) rp_tensor_release(item[i].u.t);
    free(item);
    return moved;
}

static inline struct gpu_test_call gpu_test_call_moved(const struct gpu_test_call *here)
{
    struct gpu_test_call there = {.n_in = here->n_in, .n_out = here->n_out};
    for (uint32_t i = 0; i < here->n_in; i++) there.in[i] = gpu_test_move_value(&here->in[i]);
    return there;
}

static inline void gpu_test_compare(const rp_value *emu, const rp_value *again, const rp_value *cpu,
                                    double tolerance)
{
    if (cpu->tag == RP_TAG_TENSOR) {
        gpu_test_near(emu->u.t, cpu->u.t, tolerance);
        gpu_test_same(emu->u.t, again->u.t);
    } else if (cpu->tag == RP_TAG_LIST) {
        for (uint32_t i = 0; i < cpu->n; i++)
            gpu_test_compare(&emu->u.l[i], &again->u.l[i], &cpu->u.l[i], tolerance);
    }
}

static inline void gpu_test_call_clear(struct gpu_test_call *c)
{
    for (uint32_t i = 0; i < c->n_in; i++) rp_value_clear(&c->in[i]);
    for (uint32_t i = 0; i < c->n_out; i++) rp_value_clear(&c->out[i]);
}

/* Consumes the tensors of `in`. */
static inline void gpu_test_call_take(double tolerance, const char *name, const rp_value *in,
                                      size_t n_in)
{
    const rp_op *op = rp_op_find(name);
    ck_assert_msg(op != NULL, "there is no %s", name);
    struct gpu_test_call cpu = {.n_in = (uint32_t)n_in, .n_out = rp_op_return_count(op)};
    for (size_t i = 0; i < n_in; i++) {
        ck_ok(rp_value_copy(&cpu.in[i], &in[i]));
        if (in[i].tag == RP_TAG_TENSOR) rp_tensor_release(in[i].u.t);
        for (uint32_t k = 0; in[i].tag == RP_TAG_LIST && k < in[i].n; k++)
            if (in[i].u.l[k].tag == RP_TAG_TENSOR) rp_tensor_release(in[i].u.l[k].u.t);
    }
    struct gpu_test_call emu = gpu_test_call_moved(&cpu), again = gpu_test_call_moved(&cpu);
    ck_ok(rp_op_call(op, cpu.in, cpu.n_in, cpu.out, cpu.n_out));
    ck_ok(rp_op_call(op, emu.in, emu.n_in, emu.out, emu.n_out));
    ck_ok(rp_op_call(op, again.in, again.n_in, again.out, again.n_out));
    for (uint32_t i = 0; i < cpu.n_out; i++)
        gpu_test_compare(&emu.out[i], &again.out[i], &cpu.out[i], tolerance);
    for (uint32_t i = 0; i < cpu.n_in; i++)
        gpu_test_compare(&emu.in[i], &again.in[i], &cpu.in[i], tolerance);
    gpu_test_call_clear(&cpu), gpu_test_call_clear(&emu), gpu_test_call_clear(&again);
}
#define GPU_TEST_CALL(tolerance_, name_, ...)                                                      \
    gpu_test_call_take(tolerance_, name_, (const rp_value[]){__VA_ARGS__},                         \
                       sizeof((const rp_value[]){__VA_ARGS__}) / sizeof(rp_value))
#endif
