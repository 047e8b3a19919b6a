/* tools/benchmarks/bench_plugin.c - what a call costs by how its kernel was registered, and by how
 * it is called
 *
 * The same work four times: a kernel of this program, boxed and plain; a plugin's
 * (REPRISE_BENCH_PLUGIN); and the call through the operator's function pointer. One argument, one
 * number back, no tensor: the call path alone.
 */
#include "bench.h"
#include "dispatch/init.h"
#include "plugin/add.h"
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

static rp_status register_kernels(void *ctx, rp_registrar *r)
{
    (void)ctx;
    static const char *const schemas[] = {"bench::boxed(int a, int b) -> int",
                                          "bench::plain(int a, int b) -> int"};
    for (int i = 0; i < 2; i++)
        RP_TRY(rp_register_op(r, &(rp_op_row){.size = sizeof(rp_op_row), .schema = schemas[i]}));
    RP_TRY(rp_register_kernel(
        r, &(rp_kernel_row){
               .size = sizeof(rp_kernel_row), .op = "bench::boxed", .key = "cpu", .boxed = boxed}));
    return rp_register_kernel(r, &(rp_kernel_row){.size = sizeof(rp_kernel_row),
                                                  .op = "bench::plain",
                                                  .key = "cpu",
                                                  .plain = (void (*)(void))plain,
                                                  .signature = "(int, int) -> int"});
}

static rp_status call(void *op)
{
    const rp_value in[2] = {rp_value_int(40), rp_value_int(2)};
    rp_value out;
    return rp_op_call(op, in, 2, &out, 1);
}

typedef rp_status (*adder)(rp_value *out, int64_t a, int64_t b);
static rp_status call_pointer(void *fn)
{
    rp_value out;
    return (*(adder *)fn)(&out, 40, 2);
}

static rp_status call_direct(void *kernel)
{
    const rp_value in[2] = {rp_value_int(40), rp_value_int(2)};
    rp_value out;
    return (*(rp_boxed *)kernel)(NULL, NULL, in, 2, &out, 1);
}

static double operator_ns(const char *name)
{
    const rp_op *op = rp_op_find(name);
    if (!op) bench_check(RP_E_UNIMPLEMENTED);
    return bench_ns(call, (void *)(uintptr_t)op, 500000, 9);
}

int main(int argc, char **argv)
{
    bench_arguments(argc, argv);
    const char *plugin = getenv("REPRISE_BENCH_PLUGIN");
    rp_boxed volatile direct = boxed;
    rp_op_fn fn = NULL;
    adder add = NULL;
    bench_check(rp_register("bench", register_kernels, NULL));
    rp_boxed kernel = direct;
    bench_print("kernel called directly", bench_ns(call_direct, &kernel, 500000, 9), -1);
    bench_print("boxed kernel", operator_ns("bench::boxed"), 0);
    bench_print("plain kernel", operator_ns("bench::plain"), 0);
    if (plugin) {
        bench_check(rp_plugin_load(plugin));
        bench_print("plugin's boxed kernel", operator_ns("bench_plugin::boxed"), 0);
        bench_print("plugin's plain kernel", operator_ns("bench_plugin::plain"), 0);
    }
    bench_check(rp_op_function(&fn, "bench::boxed"));
    memcpy(&add, &fn, sizeof add);
    bench_print("closure to a boxed kernel", bench_ns(call_pointer, &add, 500000, 9), 0);
    rp_op_function_release(fn);
    bench_check(rp_op_function(&fn, "bench::plain"));
    memcpy(&add, &fn, sizeof add);
    bench_print("closure to a plain kernel", bench_ns(call_pointer, &add, 500000, 9), 1);
    rp_op_function_release(fn);
    return 0;
}
