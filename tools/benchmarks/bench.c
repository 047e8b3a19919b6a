/* tools/benchmarks/bench.c */
#include "bench.h"
#include "core/status.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

void bench_check(rp_status st)
{
    if (st == RP_OK) return;
    fprintf(stderr, "bench: %s: %s\n", rp_status_name(st), rp_error_message());
    exit(1);
}

static int calls_wanted;

void bench_arguments(int argc, char **argv)
{
    if (argc == 3 && !strcmp(argv[1], "--calls") && atoi(argv[2]) > 0) calls_wanted = atoi(argv[2]);
    else if (argc > 1) {
        fprintf(stderr, "usage: %s [--calls N]\n", argv[0]);
        exit(2);
    }
}

static double now_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return 1e9 * (double)t.tv_sec + (double)t.tv_nsec;
}

static int by_value(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

double bench_ns(rp_status (*fn)(void *ctx), void *ctx, int calls, int runs)
{
    double all[64];
    if (calls_wanted) {
        calls = calls_wanted;
        runs = 1;
    }
    bench_check(fn(ctx)); /* warm */
    for (int r = 0; r < runs && r < 64; r++) {
        const double begin = now_ns();
        for (int i = 0; i < calls; i++) bench_check(fn(ctx));
        all[r] = (now_ns() - begin) / calls;
    }
    qsort(all, (size_t)runs, sizeof *all, by_value);
    return all[runs / 2];
}

rp_tensor *bench_one(int requires_grad)
{
    rp_tensor *t = NULL;
    const int64_t shape = 1;
    void *data;
    bench_check(rp_tensor_create(&t, &shape, 1, RP_F32, RP_CPU));
    bench_check(rp_tensor_write(t, &data));
    *(float *)data = 1;
    rp_tensor_done(t);
    bench_check(rp_tensor_require_grad(t, requires_grad));
    return t;
}

void bench_print(const char *key, double ns, int last)
{
    printf("%s\"%s\": %.1f", last < 0 ? "{" : ",\n ", key, ns);
    if (last > 0) printf("}\n");
}
