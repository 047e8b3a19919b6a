/* plugins/cpu/plugin.c - the one exported symbol; compiled for the baseline machine in every
 * variant */
#include "cpu.h"
#include <stdlib.h>
#ifdef _OPENMP
#include <pthread.h>
#endif
#if CPU_LEVEL >= 3
#include <cpuid.h>
#endif
#include "cpu_list.inc" /* made by CMake: tables[], one per kernel file, NULL-terminated */

const rp_host *kernel_host;

#if CPU_LEVEL >= 3
/* x86-64-v3 and -v4 as the ABI document defines them; avx2 from the compiler's runtime, which also
 * asks the system's xgetbv. */
static int32_t score(void)
{
    unsigned a, b, c, d;
    if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma") ||
        !__builtin_cpu_supports("bmi2"))
        return 0;
    if (!__get_cpuid(1, &a, &b, &c, &d) || !(c & bit_MOVBE) || !(c & bit_F16C)) return 0;
    if (!__get_cpuid(0x80000001u, &a, &b, &c, &d) || !(c & bit_LZCNT)) return 0;
#if CPU_LEVEL == 4
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                   __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("avx512dq") &&
                   __builtin_cpu_supports("avx512vl")
               ? 40
               : 0;
#else
    return 30;
#endif
}
#else
static int32_t score(void)
{
    return 10;
}
#endif

#ifdef _OPENMP
/* The threads of libgomp do not survive a fork: a child that waited for them would hang. */
static void after_fork(void)
{
    omp_set_num_threads(1);
}
#endif

static rp_status add_table(rp_registrar *r, const rp_kernel_row *row, bool plain_only)
{
    for (; row->size; row++) {
        if (plain_only && row->prefer > CPU_PLAIN) continue;
        RP_TRY(kernel_host->register_kernel(r, row));
    }
    return RP_OK;
}

static rp_status init(const rp_host *h, rp_registrar *r, const rp_kv *options, uint32_t n,
                      void **self)
{
    (void)options, (void)n;
    *self = NULL;
    kernel_host = h;
    const char *plain = getenv("REPRISE_CPU_PLAIN");
    const bool plain_only = plain && *plain && strcmp(plain, "0") != 0;
    for (const rp_kernel_row *const *table = tables; *table; table++)
        RP_TRY(add_table(r, *table, plain_only));
#ifdef _OPENMP
    static bool watching; /* init may be tried again after a failure */
    if (!watching && pthread_atfork(NULL, NULL, after_fork) != 0)
        return RP_FAIL(RP_E_MEMORY, "cpu: no memory for the fork handler");
    watching = true;
#endif
    return RP_OK;
}

static rp_status quiesce(void *self)
{
    (void)self;
    return RP_OK; /* every kernel has joined its threads when it returns */
}

static void fini(void *self)
{
    (void)self;
}

static const rp_plugin plugin = {
    .magic = RP_ABI_MAGIC,
    .size = sizeof(rp_plugin),
    .major = RP_ABI_MAJOR,
    .minor = RP_ABI_MINOR,
    .min_host_minor = 1, /* dense */
    .flags = RP_PF_PINNED |
             RP_PF_ONE_HOST, /* libgomp's and oneDNN's threads keep running code of ours */
    .name = CPU_NAME,
    .version = "0.1.0",
    .build = CPU_BUILD,
    .family = "cpu",
    .score = score,
    .init = init,
    .quiesce = quiesce,
    .fini = fini,
    .host = &kernel_host,
};

const rp_plugin *rp_plugin_query(uint16_t host_major, uint16_t host_minor)
{
    (void)host_minor;
    return host_major == RP_ABI_MAJOR ? &plugin : NULL;
}
