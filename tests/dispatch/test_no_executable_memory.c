/* tests/dispatch/test_no_executable_memory.c - rp_op_function where the system gives libffi nothing
 * (hardened kernels, SELinux): libffi's functions are interposed by this program's own */
#include "core/memory.h"
#include "dispatch/init.h"
#include "dispatch/op.h"
#include "support/support.h"
#include <dlfcn.h>
#include <ffi.h>
#include <string.h>

#define INTERPOSED __attribute__((visibility("default")))
static int no_memory, no_closure; /* what is to fail */
static int living;                /* closures that were given and not taken back */

static void *next(const char *name)
{
    void *symbol = dlsym(RTLD_NEXT, name);
    ck_assert_ptr_nonnull(symbol);
    return symbol;
}

INTERPOSED void *ffi_closure_alloc(size_t bytes, void **code)
{
    void *(*real)(size_t, void **), *symbol = next("ffi_closure_alloc");
    memcpy(&real, &symbol, sizeof real);
    if (no_memory) return NULL;
    living++;
    return real(bytes, code);
}

INTERPOSED void ffi_closure_free(void *writable)
{
    void (*real)(void *), *symbol = next("ffi_closure_free");
    memcpy(&real, &symbol, sizeof real);
    living--;
    real(writable);
}

INTERPOSED ffi_status ffi_prep_closure_loc(ffi_closure *closure, ffi_cif *cif,
                                           void (*fn)(ffi_cif *, void *, void **, void *),
                                           void *data, void *code)
{
    ffi_status (*real)(ffi_closure *, ffi_cif *, void (*)(ffi_cif *, void *, void **, void *),
                       void *, void *);
    void *symbol = next("ffi_prep_closure_loc");
    memcpy(&real, &symbol, sizeof real);
    return no_closure ? FFI_BAD_ABI : real(closure, cif, fn, data, code);
}

static uint64_t objects(void)
{
    rp_memory_stats s = {.size = sizeof s};
    rp_memory_get(RP_CPU, &s);
    return s.live_objects;
}

static void refused(const char *text)
{
    rp_op_fn fn = NULL;
    const uint64_t before = objects();
    ck_fails(rp_op_function(&fn, "aten::add.Tensor"), RP_E_UNIMPLEMENTED, text);
    ck_assert(fn == NULL);
    rp_error_release(rp_error_take()); /* its text is an object too */
    ck_assert_uint_eq(objects(), before);
    ck_assert_int_eq(living, 0);
}

static void works(void)
{
    typedef rp_status (*add_fn)(rp_tensor **, rp_tensor *, rp_tensor *, rp_value);
    rp_op_fn fn = NULL;
    add_fn add;
    RP_LOCAL rp_tensor *a = rp_test_f32((const float[]){1, 2}, (const int64_t[]){2}, 1),
                       *sum = NULL;
    ck_ok(rp_op_function(&fn, "aten::add.Tensor"));
    ck_assert_int_eq(living, 1);
    memcpy(&add, &fn, sizeof add);
    ck_ok(add(&sum, a, a, rp_value_int(10)));
    ck_assert_float_eq(rp_test_at(sum, 1), 22);
    rp_op_function_release(fn);
    ck_assert_int_eq(living, 0);
}

START_TEST(no_executable_memory__is_an_error_that_says_so_and_leaves_nothing)
{
    works(); /* the interposed functions are the ones that are called */
    no_memory = 1;
    for (int i = 0; i < 3; i++)
        refused("aten::add.Tensor as a function pointer: the system gives no executable memory");
    no_memory = 0;
    works();
}
END_TEST

START_TEST(no_executable_memory__closure_that_libffi_refuses_is_given_back)
{
    no_closure = 1;
    for (int i = 0; i < 3; i++)
        refused("aten::add.Tensor as a function pointer: libffi refuses (status 2)");
    no_closure = 0;
    works();
}
END_TEST

START_TEST(no_executable_memory__calls_and_plain_kernels_need_none)
{
    RP_LOCAL rp_tensor *a = rp_test_f32((const float[]){1, 2}, (const int64_t[]){2}, 1), *y = NULL;
    rp_value in[3] = {rp_value_tensor(a), rp_value_tensor(a), rp_value_float(3)}, out;
    no_memory = no_closure = 1;
    /* demo::axpy is a plain C function: libffi calls it, which is no closure */
    ck_ok(rp_plugin_load("demo"));
    ck_ok(rp_op_call(rp_op_find("demo::axpy"), in, 3, &out, 1));
    y = out.u.t;
    ck_assert_float_eq(rp_test_at(y, 1), 8);
    no_memory = no_closure = 0;
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite("no_executable_memory",
                    no_executable_memory__is_an_error_that_says_so_and_leaves_nothing,
                    no_executable_memory__closure_that_libffi_refuses_is_given_back,
                    no_executable_memory__calls_and_plain_kernels_need_none, NULL);
}
