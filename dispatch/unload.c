/* dispatch/unload.c - the end of a plugin: refused while something of it lives, by name; then all
 * that it registered goes, and the file is unmapped where its author said that it may be
 *
 * What lives is counted where it is made: bytes on its devices, autograd nodes of its operators,
 * modes of its types. Kernels that run on other threads are the caller's to wait for; threads of
 * the plugin's own are quiesce's.
 */
#include "core/memory_impl.h"
#include "dispatch/host.h"
#include "dispatch/impl.h"
#include "dispatch/offload.h"
#include "dispatch/library.h"
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

struct list {
    char text[512];
    size_t n;
};

static void add(struct list *l, uint64_t count, const char *what, const char *of)
{
    if (!count || l->n >= sizeof l->text) return;
    l->n +=
        (size_t)snprintf(l->text + l->n, sizeof l->text - l->n, "%s%llu %s%s%s", l->n ? ", " : "",
                         (unsigned long long)count, what, of ? " on " : "", of ? of : "");
}

static uint64_t storages_on(int type)
{
    uint64_t n = 0;
    for (int i = 0; i < RP_MAX_DEVICE_INDEX; i++) {
        rp_memory_stats s = {.size = sizeof s};
        rp_memory_get((rp_device){(int16_t)type, (int16_t)i}, &s);
        n += s.allocs - s.frees;
    }
    return n;
}

static rp_status check_nothing_lives(rp_plugin_record *r)
{
    struct list l = {.n = 0};
    for (uint64_t left = r->device_types; left; left &= left - 1) {
        const int type = __builtin_ctzll(left);
        add(&l, storages_on(type), "tensors' bytes", rp_device_type_name(type));
        add(&l, (uint64_t)rp_generators_on(type), "generators", rp_device_type_name(type));
        add(&l, (uint64_t)rp_offloaded_from(type), "tensors in host memory",
            rp_device_type_name(type));
        add(&l, (uint64_t)rp_profiles_on(type), "profiled devices", rp_device_type_name(type));
    }
    add(&l, atomic_load(&r->live_nodes), "autograd nodes of its operators", NULL);
    add(&l, atomic_load(&r->live_modes), "modes of its types", NULL);
    if (!l.n) return RP_OK;
    return RP_FAIL(RP_E_STATE, "plugin '%s' cannot be unloaded while something of it lives: %s",
                   r->name, l.text);
}

static rp_status check_unload(rp_plugin_record *r)
{
    if (r->plugin->flags & RP_PF_PINNED)
        return RP_FAIL(RP_E_STATE, "plugin '%s' is pinned: it stays until the process ends",
                       r->name);
    if (rp_thread_get()->s.in_kernel)
        return RP_FAIL(RP_E_STATE, "plugin '%s' cannot be unloaded from inside a kernel", r->name);
    RP_TRY(check_nothing_lives(r));
    if (RP_HAS(r->plugin, quiesce) && r->plugin->quiesce)
        return rp_note(r->plugin->quiesce(r->self), "while plugin '%s' was to come to rest",
                       r->name);
    return RP_OK;
}

static void unmap(rp_plugin_record *r)
{
    if (!(r->plugin->flags & RP_PF_UNLOADABLE) || !r->handle) {
        rp_record_say(r, "unloaded; its file stays mapped");
    } else if (rp_library_has_thread_data(r->handle)) {
        rp_record_say(
            r,
            "unloaded; its file stays mapped, because threads may still have its thread-local data");
    } else {
        dlclose(r->handle);
        r->handle = NULL;
        r->plugin = NULL;
        rp_record_say(r, "unloaded%s",
                      rp_library_is_mapped(r->path)
                          ? "; its file stays mapped, because something else holds it"
                          : " and unmapped");
    }
}

static rp_status unload_locked(const char *name)
{
    rp_plugin_record *r = rp_record_first();
    while (r && !(r->loaded && r->candidate && strcmp(r->name, name) == 0)) r = r->next;
    if (!r) return RP_FAIL(RP_E_STATE, "no plugin '%s' is loaded", name);
    RP_TRY(check_unload(r));
    rp_kernel_retire(r);
    rp_op_retire(r);
    rp_mode_type_retire(r);
    for (uint64_t left = r->device_types; left; left &= left - 1) {
        rp_offload_forget(__builtin_ctzll(left));
        rp_device_unregister(__builtin_ctzll(left));
    }
    rp_plugin_end(r);
    r->loaded = false;
    r->operators = r->kernels = r->devices = r->modes = 0;
    r->device_types = 0;
    unmap(r);
    return RP_OK;
}

rp_status rp_plugin_unload(const char *name)
{
    rp_registry_lock();
    const rp_status st = unload_locked(name ? name : "");
    rp_registry_unlock();
    return st;
}
