/* dispatch/service.c - services by name: tables that this library and the program offer to plugins,
   and plugins to the program */
#include "dispatch/host.h"
#include "core/memory_impl.h"
#include "dispatch/impl.h"
#include <string.h>

enum { ROOM = 64 };
struct head { /* what every table begins with */
    uint32_t size, version;
};
static struct {
    const char *name;
    _Atomic(const struct head *) table;
} services[ROOM];
static _Atomic uint32_t n_services;

/* ---- what is built in ------------------------------------------------------------------------ */
static rp_status backward(rp_tensor *root)
{
    return rp_backward(&root, NULL, 1, NULL);
}

static int reclaim(rp_device d, uint64_t want, int stage)
{
    if (!rp_memory_reclaim(d, want, stage)) {
        (void)rp_out_of_memory(d, want, true);
        return 0;
    }
    rp_error_release(rp_error_take()); /* the next attempt may succeed */
    return 1;
}

static const rp_service_memory memory = {.size = sizeof memory, .version = 1, .reclaim = reclaim};
static const rp_service_modes modes = {.size = sizeof modes,
                                       .version = 1,
                                       .create = rp_mode_create,
                                       .push = rp_mode_push,
                                       .pop = rp_mode_pop,
                                       .release = rp_mode_release};
static const rp_service_autograd autograd = {.size = sizeof autograd,
                                             .version = 1,
                                             .require_grad = rp_tensor_require_grad,
                                             .requires_grad = rp_tensor_requires_grad,
                                             .grad = rp_tensor_grad,
                                             .set_grad = rp_tensor_set_grad,
                                             .backward = backward,
                                             .grad_mode_exchange = rp_grad_mode_exchange};
static const struct {
    const char *name;
    const void *table;
} builtin[] = {{"modes", &modes}, {"autograd", &autograd}, {"memory", &memory}};

/* ---- by name --------------------------------------------------------------------------------- */
static const struct head *find(const char *name)
{
    for (size_t i = 0; i < sizeof builtin / sizeof *builtin; i++)
        if (!strcmp(builtin[i].name, name)) return builtin[i].table;
    for (uint32_t i = 0; i < atomic_load_explicit(&n_services, memory_order_acquire); i++)
        if (!strcmp(services[i].name, name))
            return atomic_load_explicit(&services[i].table, memory_order_relaxed);
    return NULL;
}

const void *rp_service_find(const char *name, uint32_t min_version)
{
    const struct head *h = name ? find(name) : NULL;
    return h && h->version >= min_version ? h : NULL;
}

static rp_status add(const char *name, const struct head *table)
{
    const uint32_t n = atomic_load_explicit(&n_services, memory_order_relaxed);
    if (find(name)) return RP_FAIL(RP_E_STATE, "a service '%s' is already registered", name);
    if (n == ROOM) return RP_FAIL(RP_E_STATE, "service '%s': there is room for %d", name, ROOM);
    const char *copy = rp_strdup(name);
    if (!copy) return RP_E_MEMORY;
    services[n].name = copy;
    atomic_store_explicit(&services[n].table, table, memory_order_relaxed);
    atomic_store_explicit(&n_services, n + 1, memory_order_release);
    return RP_OK;
}

rp_status rp_service_register(const char *name, const void *table)
{
    const struct head *h = table;
    if (!name || !*name || !h || h->size < sizeof *h)
        return RP_FAIL(RP_E_INVALID,
                       "a service needs a name and a table that begins with its size and version");
    rp_registry_lock();
    const rp_status st = add(name, h);
    rp_registry_unlock();
    return st;
}

const void *rp_plugin_service(const char *plugin, const char *name, uint32_t min_version)
{
    const void *found = NULL;
    rp_registry_lock();
    for (const rp_plugin_record *r = rp_record_first(); r && !found; r = r->next)
        if (r->loaded && r->plugin && !strcmp(r->name, plugin) && RP_HAS(r->plugin, ext) &&
            r->plugin->ext)
            found = r->plugin->ext(r->self, name, min_version);
    rp_registry_unlock();
    return found;
}

__attribute__((destructor)) static void services_end(void)
{
    const uint32_t n = atomic_exchange(&n_services, 0);
    for (uint32_t i = 0; i < n; i++) rp_strfree((char *)(uintptr_t)services[i].name);
}
