/* tools/benchmarks/bench.h - ns per call: the median of several runs of many calls, as the peer
   measures */
#ifndef RP_BENCH_H
#define RP_BENCH_H
#include "core/tensor.h"

/** Median over `runs` of the mean time of `calls` calls, in ns. Exits with the message if a call
 * fails. */
double bench_ns(rp_status (*fn)(void *ctx), void *ctx, int calls, int runs);
/** `--calls N`: every bench_ns makes N calls in one run, for a profiler. Exits with the usage for
 * anything else. */
void bench_arguments(int argc, char **argv);
/** Exits with the library's message unless st is RP_OK. */
void bench_check(rp_status st);
/** A one-element f32 tensor of value 1; exits on failure. */
rp_tensor *bench_one(int requires_grad);
/** Prints one `"key": value` line of a JSON object; `last` closes it. */
void bench_print(const char *key, double ns, int last);
#endif
