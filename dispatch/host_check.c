/* dispatch/host_check.c - the host's functions with a fault in each: what a plugin does when the
 * host cannot
 *
 * Plugins that are initialised while checking is on get this table. Its functions are the host's,
 * but the n-th call from rp_host_fail_after(n) on fails as if there were no memory.
 */
#include "core/memory_impl.h"
#include "dispatch/host.h"
#include "dispatch/impl.h"

static _Atomic int64_t left; /* calls until the failure; 0: never */

void rp_host_fail_after(int64_t n)
{
    atomic_store(&left, n);
}

static bool due(void)
{
    int64_t n = atomic_load_explicit(&left, memory_order_relaxed);
    while (n > 0)
        if (atomic_compare_exchange_weak(&left, &n, n - 1)) return n == 1;
    return false;
}

static rp_status failed(const char *name)
{
    return RP_FAIL(RP_E_MEMORY, "the host's function '%s' was made to fail", name);
}

/* A function of the table by its name, its parameters and how they are passed on. */
#define FAULTY(function_, field_, parameters_, arguments_)                                         \
    static rp_status function_ parameters_                                                         \
    {                                                                                              \
        return due() ? failed(#field_) : rp_host_plain()->field_ arguments_;                       \
    }
FAULTY(register_op, register_op, (rp_registrar * r, const rp_op_row *row), (r, row))
FAULTY(register_kernel, register_kernel, (rp_registrar * r, const rp_kernel_row *row), (r, row))
FAULTY(register_mode, register_mode, (rp_registrar * r, const rp_mode_type *type), (r, type))
FAULTY(register_device, register_device,
       (rp_registrar * r, const rp_device_type *type, int32_t *id), (r, type, id))
FAULTY(create, create,
       (rp_tensor * *out, const int64_t *shape, int ndim, rp_dtype dtype, rp_device d),
       (out, shape, ndim, dtype, d))
FAULTY(create_strided, create_strided,
       (rp_tensor * *out, const int64_t *shape, const int64_t *stride, int ndim, rp_dtype dtype,
        rp_device d),
       (out, shape, stride, ndim, dtype, d))
FAULTY(alias, alias, (rp_tensor * *out, rp_tensor *t), (out, t))
FAULTY(alias_strided, alias_strided,
       (rp_tensor * *out, rp_tensor *t, const int64_t *shape, const int64_t *stride, int ndim,
        int64_t offset),
       (out, t, shape, stride, ndim, offset))
FAULTY(item, item, (rp_value * out, rp_tensor *t), (out, t))
FAULTY(value_copy, value_copy, (rp_value * out, const rp_value *v), (out, v))
FAULTY(to_dlpack, to_dlpack, (void **out, rp_tensor *t), (out, t))
FAULTY(call, call,
       (const rp_op *op, const rp_value *in, uint32_t n_in, rp_value *out, uint32_t n_out),
       (op, in, n_in, out, n_out))
FAULTY(below, below,
       (rp_call * c, const rp_value *in, uint32_t n_in, rp_value *out, uint32_t n_out),
       (c, in, n_in, out, n_out))
FAULTY(inner, inner,
       (rp_call * c, const rp_op *op, const rp_value *in, uint32_t n_in, rp_value *out,
        uint32_t n_out),
       (c, op, in, n_in, out, n_out))
FAULTY(random_, random, (rp_call * c, uint64_t numbers, uint64_t *seed, uint64_t *offset),
       (c, numbers, seed, offset))
FAULTY(output, output,
       (rp_call * c, rp_value *out, uint32_t k, const int64_t *shape, int ndim, rp_dtype dtype),
       (c, out, k, shape, ndim, dtype))
FAULTY(output_like, output_like,
       (rp_call * c, rp_value *out, uint32_t k, const int64_t *shape, int ndim, rp_dtype dtype,
        rp_tensor *like),
       (c, out, k, shape, ndim, dtype, like))
FAULTY(output_view, output_view,
       (rp_call * c, rp_value *out, uint32_t k, rp_tensor *base, const int64_t *shape,
        const int64_t *stride, int ndim, int64_t offset),
       (c, out, k, base, shape, stride, ndim, offset))
FAULTY(saved_input, saved_input, (rp_tensor * *out, rp_node *n, uint32_t argument),
       (out, n, argument))
FAULTY(saved_list, saved_list, (rp_tensor * *out, rp_node *n, uint32_t argument, uint32_t element),
       (out, n, argument, element))
FAULTY(saved_output, saved_output, (rp_tensor * *out, rp_node *n, uint32_t result),
       (out, n, result))
FAULTY(fallback, fallback,
       (rp_call * c, const rp_value *in, uint32_t n_in, rp_value *out, uint32_t n_out),
       (c, in, n_in, out, n_out))

static void *alloc(size_t bytes)
{
    if (!due()) return rp_host_plain()->alloc(bytes);
    (void)failed("alloc");
    return NULL;
}

static const rp_op *find(const char *name)
{
    if (!due()) return rp_host_plain()->find(name);
    (void)failed("find");
    return NULL;
}

const rp_host *rp_host_faulty(void)
{
    static rp_host table;
    rp_host t = *rp_host_plain();
    t.alloc = alloc;
    t.find = find;
    t.register_op = register_op;
    t.register_kernel = register_kernel;
    t.register_mode = register_mode;
    t.register_device = register_device;
    t.create = create;
    t.create_strided = create_strided;
    t.alias = alias;
    t.alias_strided = alias_strided;
    t.item = item;
    t.value_copy = value_copy;
    t.to_dlpack = to_dlpack;
    t.call = call;
    t.below = below;
    t.inner = inner;
    t.random = random_;
    t.output = output;
    t.output_like = output_like;
    t.output_view = output_view;
    t.saved_input = saved_input;
    t.saved_list = saved_list;
    t.saved_output = saved_output;
    t.fallback = fallback;
    table = t; /* the same each time */
    return &table;
}
