/* tests/dispatch/test_loader.c - plugins: who is taken, who is not and why, devices on demand,
 * unloading */
#include "dispatch/impl.h"
#include "dispatch/test_ops.inc"
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static char folder[1024];

static const char *file_path(const char *name)
{
    static char path[1100];
    snprintf(path, sizeof path, "%s/%s.so", folder, name);
    return path;
}

struct wanted {
    const char *name;
    rp_plugin_report report;
    char reason[512];
    int found;
};
static int match(void *ctx, const rp_plugin_report *r)
{
    struct wanted *w = ctx;
    const char *slash = strrchr(r->path, '/');
    char stem[64];
    snprintf(stem, sizeof stem, "%s", slash + 1);
    stem[strlen(stem) - 3] = 0;
    if (strcmp(stem, w->name) != 0) return 0;
    w->report = *r;
    snprintf(w->reason, sizeof w->reason, "%s", r->reason ? r->reason : "");
    w->found++;
    return 0;
}
static struct wanted report_of(const char *name)
{
    struct wanted w = {.name = name};
    rp_plugin_each(match, &w);
    return w;
}

static rp_status register_count(void *ctx, rp_registrar *r)
{
    static const rp_op_row rows[] = {
        {.size = sizeof(rp_op_row), .schema = "test::count() -> int"},
        {.size = sizeof(rp_op_row),
         .flags = RP_OP_CROSS_DEVICE,
         .schema = "test::move(Tensor self, Tensor like) -> Tensor",
         .meta = NULL},
    };
    (void)ctx;
    RP_TRY(rp_register_op(r, &rows[0]));
    rp_op_row move = rows[1];
    move.meta = same_meta;
    return rp_register_op(r, &move);
}

static void start(void)
{
    static int done;
    if (!done) setenv("REPRISE_PLUGINS", "", 1); /* the library starts with none ... */
    ck_ok(rp_init());
    unsetenv("REPRISE_PLUGINS"); /* ... and loads devices on demand */
    test_ops_register();
    if (!done) ck_ok(rp_register("loader tests", register_count, NULL));
    done = 1;
}

START_TEST(loader__loads_by_name_and_reports)
{
    start();
    ck_ok(rp_plugin_load("sample"));
    ck_ok(rp_plugin_load("sample"));
    ck_ok(rp_plugin_load(file_path("sample")));
    const struct wanted w = report_of("sample");
    ck_assert_int_eq(w.found, 1);
    ck_assert_uint_eq(w.report.loaded, 1);
    ck_assert_str_eq(w.report.version, "1.2");
    ck_assert_uint_eq(w.report.operators, 1);
    ck_assert_uint_eq(w.report.kernels, 1);
    ck_assert_uint_eq(w.report.modes, 1);
    ck_assert_ptr_nonnull(strstr(w.reason, "sample::of_a_later_version"));
    RP_LOCAL rp_tensor *a = rp_test_f32((const float[]){1, 2, 3}, (const int64_t[]){3}, 1),
                       *o = NULL, *l = NULL;
    ck_ok(TEST_CALL(&o, "sample::twice", T(a)));
    ck_assert_float_eq(rp_test_at(o, 2), 6);
    ck_ok(rp_tensor_create(&l, (const int64_t[]){3}, 1, RP_I64, RP_CPU));
    ck_fails(TEST_CALL(&o, "sample::twice", T(l)), RP_E_DTYPE, "sample::twice has float32 only");
    rp_mode *m = NULL;
    uint32_t depth;
    ck_ok(rp_mode_create(&m, "sample_mode", NULL, 0));
    ck_ok(rp_mode_push(m, &depth));
    rp_mode_release(m);
    ck_ok(TEST_CALL(&o, "sample::twice", T(a)));
    rp_mode_pop(depth);
}
END_TEST

START_TEST(loader__one_file_under_two_paths_is_one_plugin)
{
    char link_path[1200];
    start();
    ck_ok(rp_plugin_load("sample"));
    snprintf(link_path, sizeof link_path, "%s/linked_sample.so", folder);
    unlink(link_path);
    ck_assert_int_eq(symlink(file_path("sample"), link_path), 0);
    ck_ok(rp_plugin_load(link_path));
    ck_assert_int_eq(report_of("sample").found + report_of("linked_sample").found, 1);
    unlink(link_path);
}
END_TEST

START_TEST(loader__unknown_names_list_the_folders)
{
    start();
    ck_fails(rp_plugin_load(file_path("not_there")), RP_E_IO, "no such plugin file");
    ck_fails(rp_plugin_load("no_such_plugin"), RP_E_IO, "there is no plugin 'no_such_plugin' in ");
    ck_assert_ptr_nonnull(strstr(rp_error_message(), folder));
    ck_fails(rp_plugin_load(""), RP_E_INVALID, "no plugin is named");
}
END_TEST

START_TEST(loader__best_of_a_family_that_works_is_taken)
{
    start();
    ck_ok(rp_plugin_load("family")); /* the best one's driver is too old */
    ck_assert_uint_eq(report_of("family_fast").report.loaded, 1);
    ck_assert_uint_eq(report_of("family_slow").report.loaded, 0);
    ck_assert_ptr_nonnull(
        strstr(report_of("family_slow").reason,
               "'family_fast' of the same family has the better score: 5 against 1"));
    ck_assert_ptr_nonnull(strstr(report_of("family_never").reason, "cannot run on this machine"));
    ck_assert_int_eq(report_of("family_broken").report.score, 9);
    ck_ok(rp_plugin_load("family"));
    ck_fails(rp_plugin_load(file_path("family_slow")), RP_E_STATE,
             "is of the family 'family', which 'family_fast'");
}
END_TEST

START_TEST(loader__options_reach_init_and_failure_can_be_repeated)
{
    start();
    ck_ok(rp_plugin_load("sample")); /* loaded: options come too late */
    ck_ok(rp_plugin_load_with("sample", &(rp_kv){"fail", "3"}, 1));
    ck_ok(rp_plugin_unload("sample"));
    for (int twice = 0; twice < 2; twice++)
        ck_fails(rp_plugin_load_with("sample", &(rp_kv){"fail", "3"}, 1), RP_E_VALUE,
                 "was told to fail with 3");
    ck_ok(rp_plugin_load("sample"));
}
END_TEST

START_TEST(loader__device_is_loaded_when_it_is_first_named)
{
    start();
    rp_device toy, second;
    ck_fails(rp_device_parse(&toy, "tay"), RP_E_DEVICE, "there is no device 'tay'");
    ck_ok(rp_device_parse(&toy, "toy"));
    ck_ok(rp_device_parse(&second, "toy:1"));
    ck_assert_uint_eq(report_of("toy").report.devices, 1);
    RP_LOCAL rp_tensor *a = rp_test_f32((const float[]){1, 2, 3}, (const int64_t[]){3}, 1),
                       *number = rp_test_f32((const float[]){5}, NULL, 0);
    RP_LOCAL rp_tensor *on_toy = NULL, *on_second = NULL, *o = NULL, *back = NULL;
    ck_ok(rp_tensor_create(&on_toy, (const int64_t[]){3}, 1, RP_F32, toy));
    ck_ok(rp_tensor_create(&on_second, (const int64_t[]){3}, 1, RP_F32, second));
    memcpy(on_toy->storage->data, a->storage->data, 12);
    ck_ok(TEST_CALL(&o, "test::add", T(on_toy), T(on_toy)));
    ck_assert_int_eq(rp_tensor_device(o).type, toy.type);
    ck_assert_float_eq(((float *)o->storage->data)[2], 1006);
    ck_ok(TEST_CALL(&o, "test::add", T(number), T(on_toy))); /* 0-dim cpu tensors go along */
    ck_assert_int_eq(rp_tensor_device(o).type, toy.type);
    ck_assert_float_eq(((float *)o->storage->data)[0], 1006);
    ck_fails(TEST_CALL(&o, "test::add", T(a), T(on_toy)), RP_E_DEVICE,
             "test::add: Expected all tensors to be on the same device, but found at least two "
             "devices, cpu and toy:0");
    ck_fails(TEST_CALL(&o, "test::add", T(on_toy), T(on_second)), RP_E_DEVICE,
             "found at least two devices, toy:0 and toy:1");
    ck_fails(TEST_CALL(&o, "test::add_", T(number), T(on_toy)), RP_E_SHAPE,
             "output with shape [] doesn't match");
    ck_ok(TEST_CALL(&back, "test::move", T(a),
                    T(on_toy))); /* the accelerator's kernel serves both directions */
    ck_fails(TEST_CALL(&o, "test::scale", T(on_toy)), RP_E_UNIMPLEMENTED,
             "test::scale has no kernel for toy; it has kernels for: cpu");
    ck_fails(rp_plugin_unload("toy"), RP_E_STATE, "plugin 'toy' is pinned");
}
END_TEST

START_TEST(loader__kernels_alone_can_be_unloaded)
{
    start();
    rp_value v;
    const rp_op *op = test_op("test::count");
    ck_fails(rp_op_call(op, NULL, 0, &v, 1), RP_E_UNIMPLEMENTED,
             "test::count has no kernel for cpu");
    for (int round = 0; round < 2; round++) {
        ck_ok(rp_plugin_load("kernels"));
        ck_ok(rp_op_call(op, NULL, 0, &v, 1));
        ck_assert_int_eq(v.u.i, 41);
        ck_fails(rp_plugin_unload("kernels"), RP_E_STATE, "still at work");
        ck_ok(rp_op_call(op, NULL, 0, &v, 1));
        ck_ok(rp_plugin_unload("kernels"));
        ck_fails(rp_op_call(op, NULL, 0, &v, 1), RP_E_UNIMPLEMENTED,
                 "test::count has no kernel for cpu");
        ck_assert_str_eq(report_of("kernels").reason, "unloaded and unmapped");
        ck_assert_ptr_null(dlopen(file_path("kernels"), RTLD_NOW | RTLD_NOLOAD));
    }
    ck_fails(rp_plugin_unload("kernels"), RP_E_STATE, "no plugin 'kernels' is loaded");
}
END_TEST

Suite *rp_test_suite(void)
{
    const char *build = getenv("REPRISE_BUILD_DIR");
    snprintf(folder, sizeof folder, "%s/tests/plugins", build ? build : ".");
    setenv("REPRISE_PLUGIN_PATH", folder, 1);
    return rp_suite(
        "loader", loader__loads_by_name_and_reports, loader__one_file_under_two_paths_is_one_plugin,
        loader__unknown_names_list_the_folders, loader__best_of_a_family_that_works_is_taken,
        loader__options_reach_init_and_failure_can_be_repeated,
        loader__device_is_loaded_when_it_is_first_named, loader__kernels_alone_can_be_unloaded,
        NULL);
}
