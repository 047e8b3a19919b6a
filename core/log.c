/* core/log.c - the sink and the sites that have warned */
#include "core/log.h"
#include "core/memory_impl.h"
#include <pthread.h>
#include <stdio.h>

enum { LINE_BYTES = 2048, SITES = 1024 };
static pthread_mutex_t lock =
    PTHREAD_MUTEX_INITIALIZER; /* held while the sink runs: lines stay whole */
static rp_log_fn sink;
static void *sink_ctx;
static _Atomic int sink_level = -1;
static _Thread_local bool in_sink; /* a sink that logs is not called again */
static const void *warned[SITES];  /* open addressing; once full, new sites stay silent */
static unsigned n_warned;

void rp_log_set(rp_log_fn fn, void *ctx, int level)
{
    if (in_sink) return;
    pthread_mutex_lock(&lock);
    sink = fn;
    sink_ctx = ctx;
    atomic_store_explicit(&sink_level, fn ? level : -1, memory_order_relaxed);
    pthread_mutex_unlock(&lock);
}

int rp_log_enabled(int level)
{
    return RP_UNLIKELY(level <= atomic_load_explicit(&sink_level, memory_order_relaxed));
}

static void send(int level, const char *fmt, va_list ap)
{
    char line[LINE_BYTES];
    if (in_sink || vsnprintf(line, sizeof line, fmt, ap) < 0) return;
    pthread_mutex_lock(&lock);
    if (sink && rp_log_enabled(level)) {
        in_sink = true;
        sink(sink_ctx, level, line);
        in_sink = false;
    }
    pthread_mutex_unlock(&lock);
}

void rp_log_line(int level, const char *fmt, ...)
{
    if (!rp_log_enabled(level)) return;
    va_list ap;
    va_start(ap, fmt);
    send(level, fmt, ap);
    va_end(ap);
}

/* True for a site that was not there yet. */
static bool add_site(const void *site)
{
    bool fresh = false;
    pthread_mutex_lock(&lock);
    size_t i = (size_t)((uintptr_t)site * UINT64_C(0x9E3779B97F4A7C15) >> 32) % SITES;
    while (warned[i] && warned[i] != site) i = (i + 1) % SITES;
    if (!warned[i] && n_warned + 1 < SITES) {
        warned[i] = site;
        n_warned++;
        fresh = true;
    }
    pthread_mutex_unlock(&lock);
    return fresh;
}

void rp_warn_once(const void *site, const char *fmt, ...)
{
    if (in_sink || !rp_log_enabled(RP_LOG_WARN) || !add_site(site)) return;
    va_list ap;
    va_start(ap, fmt);
    send(RP_LOG_WARN, fmt, ap);
    va_end(ap);
}
