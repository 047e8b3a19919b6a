/* tests/dispatch/test_host.c - services by name, functions of the host that are made to fail, and
   two copies of the library */
#include "dispatch/host.h"
#include "dispatch/init.h"
#include "support/support.h"
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *in_build(const char *name)
{
    static char path[2][1200];
    static int turn;
    turn = !turn;
    snprintf(path[turn], sizeof path[turn], "%s/%s", getenv("REPRISE_BUILD_DIR"), name);
    return path[turn];
}

START_TEST(services__are_found_by_name_and_version)
{
    const rp_service_autograd *autograd = rp_service_find("autograd", 1);
    const rp_service_modes *modes = rp_service_find("modes", 1);
    ck_assert_ptr_nonnull(autograd);
    ck_assert_ptr_nonnull(modes);
    ck_assert_ptr_null(rp_service_find("autograd", autograd->version + 1));
    ck_assert_ptr_null(rp_service_find("no such service", 0));
    RP_LOCAL rp_tensor *a = rp_test_f32((const float[]){3}, (const int64_t[]){1}, 1);
    ck_ok(autograd->require_grad(a, 1));
    rp_value in[3] = {rp_value_tensor(a), rp_value_tensor(a), rp_value_int(1)}, out;
    ck_ok(rp_op_call(rp_op_find("aten::add.Tensor"), in, 3, &out, 1));
    ck_ok(autograd->backward(out.u.t));
    rp_value_clear(&out);
    ck_assert_float_eq(rp_test_at(autograd->grad(a), 0), 2);
    rp_mode *m = NULL;
    uint32_t depth;
    ck_ok(modes->create(&m, "fake", NULL, 0));
    ck_ok(modes->push(m, &depth));
    modes->pop(depth);
    modes->release(m);
}
END_TEST

START_TEST(services__of_the_program_are_found_by_plugins)
{
    static const struct {
        uint32_t size, version;
        int answer;
    } table = {sizeof table, 3, 42};
    ck_ok(rp_service_register("model", &table));
    ck_assert_ptr_eq(rp_service_find("model", 2), &table);
    ck_assert_ptr_null(rp_service_find("model", 4));
    ck_fails(rp_service_register("model", &table), RP_E_STATE,
             "a service 'model' is already registered");
    ck_fails(rp_service_register("autograd", &table), RP_E_STATE,
             "a service 'autograd' is already registered");
    ck_fails(rp_service_register(NULL, &table), RP_E_INVALID, "needs a name");
    ck_assert_ptr_null(rp_plugin_service("demo", "anything", 0)); /* demo offers nothing */
}
END_TEST

START_TEST(host__functions_that_are_made_to_fail_say_which)
{
    const int before = rp_host_checking(1);
    RP_LOCAL rp_tensor *a = rp_test_f32((const float[]){1, 2}, (const int64_t[]){2}, 1);
    rp_value in = rp_value_tensor(a), out;
    ck_ok(rp_init());
    ck_ok(rp_plugin_load("demo"));
    rp_host_checking(before);
    const rp_op *sinc = rp_op_find("demo::sinc");
    rp_host_fail_after(1);
    ck_fails(rp_op_call(sinc, &in, 1, &out, 1), RP_E_MEMORY,
             "the host's function 'output_like' was made to fail");
    ck_ok(rp_op_call(sinc, &in, 1, &out, 1)); /* once */
    rp_value_clear(&out);
    rp_host_fail_after(0);
    ck_ok(rp_plugin_unload("demo"));
    rp_host_checking(1);
    rp_host_fail_after(3); /* two operators, then the first kernel: nothing of it is kept */
    ck_fails(rp_plugin_load("demo"), RP_E_MEMORY,
             "the host's function 'register_kernel' was made to fail");
    rp_host_checking(before);
    ck_assert_ptr_null(rp_op_find("demo::sinc"));
    ck_ok(rp_plugin_load("demo"));
    ck_ok(rp_plugin_unload("demo"));
}
END_TEST

static void copy_file(const char *to, const char *from)
{
    static char buf[1 << 16];
    FILE *in = fopen(from, "rb"), *out = fopen(to, "wb");
    ck_assert(in && out);
    for (size_t n; (n = fread(buf, 1, sizeof buf, in)) > 0;)
        ck_assert_uint_eq(fwrite(buf, 1, n, out), n);
    fclose(in);
    ck_assert_int_eq(fclose(out), 0);
}

static int path_of_cpu(void *ctx, const rp_plugin_report *r)
{
    if (!r->loaded || strcmp(r->family, "cpu") != 0) return 0;
    snprintf(ctx, 1024, "%s", r->path);
    return 1;
}

/* The cpu's plugin keeps its host in a static: the file is mapped once, so a second copy of the
   library may not take it over. */
START_TEST(host__second_library_is_refused_by_a_plugin_that_serves_one)
{
    char cpu[1024];
    rp_status (*load)(const char *path) = NULL;
    const char *(*message)(void) = NULL;
    void *symbol;
    const char *copy = in_build("tests/second_libreprise.so");
    ck_ok(rp_init());
    ck_assert_int_eq(rp_plugin_each(path_of_cpu, cpu), 1);
    copy_file(copy, in_build("lib/libreprise.so"));
    setenv("REPRISE_PLUGINS", "", 1);
    void *second = dlopen(copy, RTLD_NOW | RTLD_LOCAL);
    ck_assert_msg(second != NULL, "%s", dlerror());
    symbol = dlsym(second, "rp_plugin_load");
    memcpy(&load, &symbol, sizeof load);
    symbol = dlsym(second, "rp_error_message");
    memcpy(&message, &symbol, sizeof message);
    ck_assert(load && load != rp_plugin_load);
    ck_assert_int_eq(load(cpu), RP_E_STATE);
    ck_assert_msg(
        strstr(message(),
               "serves one host a process, and another copy of the library has it: reprise 0.") !=
            NULL,
        "%s", message());
    ck_assert_msg(strstr(message(), "libreprise.so") != NULL, "%s", message());
    ck_assert_int_eq(load(in_build("plugins/demo.so")), RP_OK); /* without the flag both may */
    unsetenv("REPRISE_PLUGINS");
    RP_LOCAL rp_tensor *a = rp_test_f32((const float[]){1, 2}, (const int64_t[]){2}, 1);
    rp_value in[3] = {rp_value_tensor(a), rp_value_tensor(a), rp_value_int(1)}, out;
    ck_ok(rp_op_call(rp_op_find("aten::add.Tensor"), in, 3, &out, 1)); /* the first one works on */
    rp_value_clear(&out);
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite("host", services__are_found_by_name_and_version,
                    services__of_the_program_are_found_by_plugins,
                    host__functions_that_are_made_to_fail_say_which,
                    host__second_library_is_refused_by_a_plugin_that_serves_one, NULL);
}
