/* tests/bind/bind_by_dlopen.c - operators from the shared object alone, as Python's ctypes would:
 * the few types are written down again, every function comes from dlsym
 *
 *     bind_by_dlopen PATH_OF_LIBREPRISE
 */
#include <dlfcn.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NONE, BOOLEAN, INTEGER, FLOATING, STRING, DTYPE, DEVICE, TENSOR, GENERATOR, LIST };
typedef struct value {
    uint32_t tag, n;
    union {
        int64_t i;
        double f;
        void *p;
    } u;
} value;
typedef struct argument {
    uint32_t size, type;
    const char *name;
    int32_t list_size;
    uint8_t list, optional, kwarg_only, mutated, is_out, has_default;
    value default_value;
} argument;
typedef struct device {
    int16_t type, index;
} device;

static struct {
    int (*rp_init)(void);
    const char *(*rp_error_message)(void);
    const void *(*rp_op_find)(const char *);
    const char *(*rp_op_name)(const void *);
    uint32_t (*rp_op_argument_count)(const void *);
    uint32_t (*rp_op_return_count)(const void *);
    int (*rp_op_argument)(const void *, uint32_t, argument *);
    int (*rp_op_each)(int (*)(void *, const void *), void *);
    int (*rp_op_call)(const void *, const value *, uint32_t, value *, uint32_t);
    void (*rp_value_clear)(value *);
    int (*rp_tensor_create)(void **, const int64_t *, int, uint32_t, device);
    int (*rp_tensor_write)(void *, void **);
    int (*rp_tensor_read)(void *, const void **);
    void (*rp_tensor_done)(void *);
    void (*rp_tensor_release)(void *);
    int (*rp_tensor_require_grad)(void *, int);
    void *(*rp_tensor_grad)(const void *);
    int (*rp_backward)(void *const *, void *const *, int, const void *);
    uint32_t (*rp_dtype_find)(const char *);
} api;

static void need(int ok, const char *what)
{
    if (ok) return;
    fprintf(stderr, "%s: %s\n", what, api.rp_error_message ? api.rp_error_message() : dlerror());
    exit(EXIT_FAILURE);
}

static void bind_one(void *library, void *slot, const char *name)
{
    void *f = dlsym(library, name);
    need(f != NULL, name);
    memcpy(slot, &f, sizeof f);
}

static void bind_all(const char *path)
{
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    need(library != NULL, path);
#define BIND(name_) bind_one(library, &api.name_, #name_)
    BIND(rp_error_message), BIND(rp_init), BIND(rp_op_find), BIND(rp_op_name),
        BIND(rp_op_argument_count), BIND(rp_op_return_count);
    BIND(rp_op_argument), BIND(rp_op_each), BIND(rp_op_call), BIND(rp_value_clear),
        BIND(rp_tensor_create), BIND(rp_tensor_write);
    BIND(rp_tensor_read), BIND(rp_tensor_done), BIND(rp_tensor_release),
        BIND(rp_tensor_require_grad), BIND(rp_tensor_grad);
    BIND(rp_backward), BIND(rp_dtype_find);
#undef BIND
}

/* Every operator is found by its name, and says enough of each argument to convert a caller's
   values. */
static int check_operator(void *ctx, const void *op)
{
    const char *name = api.rp_op_name(op);
    const uint32_t n = api.rp_op_argument_count(op);
    argument a = {.size = sizeof a};
    need(api.rp_op_find(name) == op, name);
    for (uint32_t i = 0; i < n; i++) {
        need(api.rp_op_argument(op, i, &a) == 0, name);
        need(a.name && *a.name && a.type <= 10, name);
    }
    need(api.rp_op_argument(op, n, &a) != 0, "an argument behind the last one");
    ++*(int *)ctx;
    return 0;
}

static void *vector(const double *v, int64_t n)
{
    void *t = NULL, *data;
    need(api.rp_tensor_create(&t, &n, 1, api.rp_dtype_find("float64"), (device){0, 0}) == 0,
         "rp_tensor_create");
    need(api.rp_tensor_write(t, &data) == 0, "rp_tensor_write");
    memcpy(data, v, (size_t)n * sizeof *v);
    api.rp_tensor_done(t);
    return t;
}

static void equals(void *t, const double *want, int n, const char *what)
{
    const void *data;
    need(t && api.rp_tensor_read(t, &data) == 0, what);
    for (int i = 0; i < n; i++) need(fabs(((const double *)data)[i] - want[i]) < 1e-12, what);
    api.rp_tensor_done(t);
}

static value call(const char *name, const value *in, uint32_t n)
{
    value out = {NONE, 0, {0}};
    const void *op = api.rp_op_find(name);
    need(op != NULL, name);
    need(api.rp_op_return_count(op) == 1, name);
    need(api.rp_op_call(op, in, n, &out, 1) == 0, name);
    return out;
}

/* sum(cat(a * b, a)) and its gradient */
static void check_program(void)
{
    void *a = vector((const double[]){1, 2, 3}, 3), *b = vector((const double[]){4, 5, 6}, 3);
    need(api.rp_tensor_require_grad(a, 1) == 0, "rp_tensor_require_grad");
    value product =
        call("aten::mul.Tensor", (value[]){{TENSOR, 0, {.p = a}}, {TENSOR, 0, {.p = b}}}, 2);
    value items[2] = {product, {TENSOR, 0, {.p = a}}};
    value joined = call("aten::cat", (value[]){{LIST, 2, {.p = items}}, {INTEGER, 0, {.i = 0}}}, 2);
    value sum = call("aten::sum", &joined, 1); /* dtype has a default */
    equals(joined.u.p, (const double[]){4, 10, 18, 1, 2, 3}, 6, "aten::cat");
    equals(sum.u.p, (const double[]){38}, 1, "aten::sum");
    need(api.rp_backward(&sum.u.p, NULL, 1, NULL) == 0, "rp_backward");
    equals(api.rp_tensor_grad(a), (const double[]){5, 6, 7}, 3, "the gradient");
    api.rp_value_clear(&sum);
    api.rp_value_clear(&joined);
    api.rp_value_clear(&product);
    api.rp_tensor_release(a);
    api.rp_tensor_release(b);
    value wrong = {NONE, 0, {0}}, word = {STRING, 3, {.p = (void *)(uintptr_t) "abc"}};
    need(api.rp_op_call(api.rp_op_find("aten::sin"), &word, 1, &wrong, 1) != 0 && wrong.tag == NONE,
         "a string for a tensor");
    need(strstr(api.rp_error_message(), "str") != NULL, "the message names what came");
}

int main(int argc, char **argv)
{
    int n = 0;
    if (argc != 2) return 2;
    bind_all(argv[1]);
    need(api.rp_init() == 0, "rp_init");
    api.rp_op_each(check_operator, &n);
    need(n > 300, "rp_op_each");
    check_program();
    printf("%d operators, bound by dlsym alone\n", n);
    return EXIT_SUCCESS;
}
