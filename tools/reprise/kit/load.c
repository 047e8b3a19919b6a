/* tools/reprise/kit/load.c - the descriptor, loading and unloading */
#include "core/device.h"
#include "core/memory.h"
#include "reprise/kit/kit.h"
#include <dlfcn.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- the query, first in a child ------------------------------------------------------------- */
static rp_query_fn query_of(void *handle)
{
    rp_query_fn query = NULL;
    void *symbol = dlsym(handle, RP_QUERY_SYMBOL);
    memcpy(&query, &symbol, sizeof query);
    return query;
}

static void query_in_child(const char *path)
{
    alarm(10);
    void *handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    const rp_query_fn query = handle ? query_of(handle) : NULL;
    for (uint16_t minor = 0; query && minor < 3; minor++) (void)query(RP_ABI_MAJOR, minor);
    if (query) (void)query(RP_ABI_MAJOR + 1, 0);
    _exit(0);
}

static bool query_survives(struct kit *k)
{
    int state = 0;
    const pid_t child = fork();
    if (child == 0) query_in_child(k->path);
    if (child < 0 || waitpid(child, &state, 0) < 0)
        kit_fail(k, "query", "no child process to try it in");
    else if (WIFSIGNALED(state))
        kit_fail(k, "query", "the query crashed with signal %d, %s", WTERMSIG(state),
                 strsignal(WTERMSIG(state)));
    else if (WEXITSTATUS(state))
        kit_fail(k, "query", "the query ended the process with status %d", WEXITSTATUS(state));
    else kit_pass(k);
    return child > 0 && !state;
}

/* ---- the descriptor -------------------------------------------------------------------------- */
static bool plain_name(const char *s)
{
    return s && *s && strlen(s) < 64 &&
           strspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.") ==
               strlen(s);
}

#define CASE(condition_, id_, ...)                                                                 \
    do {                                                                                           \
        if (condition_) kit_pass(k);                                                               \
        else kit_fail(k, (id_), __VA_ARGS__);                                                      \
    } while (0)

static void check_fields(struct kit *k, const rp_plugin *p)
{
    const uint32_t known =
        RP_PF_PINNED | RP_PF_ASAN | RP_PF_TSAN | RP_PF_UNLOADABLE | RP_PF_DEBUG | RP_PF_ONE_HOST;
    CASE(p->magic == RP_ABI_MAGIC, "magic", "has magic %08x instead of %08x", p->magic,
         RP_ABI_MAGIC);
    if (p->magic != RP_ABI_MAGIC) return;
    CASE(p->size >= offsetof(rp_plugin, quiesce), "size",
         "describes itself in %u bytes; at least %zu are needed", p->size,
         offsetof(rp_plugin, quiesce));
    CASE(p->major == RP_ABI_MAJOR, "major", "was built for ABI %u; this host has %u", p->major,
         RP_ABI_MAJOR);
    CASE(p->min_host_minor <= p->minor, "min_host_minor", "needs minor %u, but was built with %u",
         p->min_host_minor, p->minor);
    CASE(p->min_host_minor <= RP_ABI_MINOR, "min_host_minor",
         "needs a host of ABI %u.%u; this one is %u.%u", RP_ABI_MAJOR, p->min_host_minor,
         RP_ABI_MAJOR, RP_ABI_MINOR);
    if (p->size < offsetof(rp_plugin, quiesce) || p->major != RP_ABI_MAJOR) return;
    CASE(plain_name(p->name), "name", "its name is '%.64s'; letters, digits, _ - . are allowed",
         p->name ? p->name : "");
    CASE(p->init != NULL, "init", "has no init function");
    CASE(!(p->flags & ~known), "flags", "has unknown flags %x", p->flags & ~known);
    CASE(!(p->flags & RP_PF_PINNED && p->flags & RP_PF_UNLOADABLE), "flags",
         "is pinned and unloadable at once");
    CASE(!(p->flags & RP_PF_ONE_HOST) || (RP_HAS(p, host) && p->host), "host",
         "says RP_PF_ONE_HOST, but not where it keeps its host (rp_plugin.host)");
    if (plain_name(p->name)) snprintf(k->name, sizeof k->name, "%s", p->name);
    snprintf(k->family, sizeof k->family, "%s", p->family ? p->family : k->name);
    k->flags = p->flags;
}

void kit_check_descriptor(struct kit *k)
{
    kit_begin(k, "descriptor");
    if (!query_survives(k)) return;
    void *handle = dlopen(k->path, RTLD_NOW | RTLD_LOCAL);
    const rp_query_fn query = handle ? query_of(handle) : NULL;
    if (!handle) kit_fail(k, "dlopen", "%s", dlerror());
    else if (!query) kit_fail(k, "symbol", "does not export " RP_QUERY_SYMBOL);
    else {
        const rp_plugin *p = query(RP_ABI_MAJOR, RP_ABI_MINOR),
                        *again = query(RP_ABI_MAJOR, RP_ABI_MINOR),
                        *other = query(RP_ABI_MAJOR + 1, 0);
        CASE(p != NULL, "query", "says that it is not for a host of ABI %u.%u", RP_ABI_MAJOR,
             RP_ABI_MINOR);
        if (p) {
            rp_plugin copy;
            memset(&copy, 0, sizeof copy);
            memcpy(&copy, p, p->size < sizeof copy ? p->size : sizeof copy);
            check_fields(k, p);
            CASE(p == again && !memcmp(&copy, p, p->size < sizeof copy ? p->size : sizeof copy),
                 "query", "the query is not pure: asked again it answers differently");
        }
        CASE(!other || other->magic == RP_ABI_MAGIC, "query",
             "answers a host of ABI %u with something that is no descriptor", RP_ABI_MAJOR + 1);
    }
    if (handle) dlclose(handle);
}

/* ---- loading --------------------------------------------------------------------------------- */
struct names {
    struct kit *k;
    const rp_op *known[KIT_MAX_OPS]; /* operators before */
    uint8_t cpu[KIT_MAX_OPS];        /* had a cpu kernel before */
    int n;
};
static struct names before;

static int note_before(void *ctx, const rp_op *op)
{
    struct names *b = ctx;
    if (b->n == KIT_MAX_OPS) return 1;
    b->known[b->n] = op;
    b->cpu[b->n++] = rp_op_has_kernel(op, "cpu") != 0;
    return 0;
}

static int was_known(const rp_op *op)
{
    for (int i = 0; i < before.n; i++)
        if (before.known[i] == op) return i;
    return -1;
}

static int note_after(void *ctx, const rp_op *op)
{
    struct kit *k = ctx;
    const int known = was_known(op);
    bool mine = known < 0 || (!before.cpu[known] && rp_op_has_kernel(op, "cpu"));
    for (int d = 0; d < k->n_devices; d++) mine |= rp_op_has_kernel(op, k->devices[d]) != 0;
    if (!mine || k->n_ops == KIT_MAX_OPS) return 0;
    k->owned[k->n_ops] = known < 0;
    k->op[k->n_ops++] = op;
    return 0;
}

static void note_devices(struct kit *k, int n_before)
{
    k->n_devices = 0;
    for (int i = 1; i < rp_device_type_count() && k->n_devices < 4; i++)
        if (i >= n_before)
            snprintf(k->devices[k->n_devices++], sizeof k->devices[0], "%s",
                     rp_device_type_name(i));
    k->device = (rp_device){0, 0};
    if (k->n_devices && rp_device_parse(&k->device, k->devices[0]))
        kit_fail_status(k, k->devices[0], "its device cannot be used");
}

/* ---- modes: those that were not there before ------------------------------------------------- */
static int is_named(void *ctx, const rp_mode_type *type)
{
    const void **name_and_type = ctx;
    if (strcmp(type->name, name_and_type[0]) != 0) return 0;
    name_and_type[1] = type;
    return 1;
}

const rp_mode_type *kit_mode_type(const char *name)
{
    const void *name_and_type[2] = {name, NULL};
    rp_mode_type_each(is_named, name_and_type);
    return name_and_type[1];
}

static int add_mode(void *ctx, const rp_mode_type *type)
{
    struct kit *k = ctx;
    if (k->n_modes < KIT_MODES)
        snprintf(k->modes[k->n_modes++], sizeof k->modes[0], "%s", type->name);
    return 0;
}

static int count_mode(void *ctx, const rp_mode_type *type)
{
    (void)type;
    ++*(int *)ctx;
    return 0;
}

/* The newest types come first. */
static void note_modes(struct kit *k, int n_before)
{
    int n = 0;
    rp_mode_type_each(count_mode, &n);
    k->n_modes = 0;
    rp_mode_type_each(add_mode, k);
    if (k->n_modes > n - n_before) k->n_modes = n - n_before;
}

bool kit_load(struct kit *k)
{
    kit_begin(k, "load");
    before.n = 0;
    rp_op_each(note_before, &before);
    const int n_devices = rp_device_type_count();
    int n_modes = 0;
    rp_mode_type_each(count_mode, &n_modes);
    if (!kit_expect(k, k->path, "it does not load", rp_plugin_load(k->path))) return false;
    if (!kit_expect(k, k->path, "loading it twice is an error", rp_plugin_load(k->path)))
        return false;
    k->n_ops = 0;
    note_devices(k, n_devices);
    note_modes(k, n_modes);
    rp_op_each(note_after, k);
    return true;
}

/* ---- again and again ------------------------------------------------------------------------- */
static uint64_t live_objects(void)
{
    rp_memory_stats s = {.size = sizeof s};
    rp_memory_get((rp_device){0, 0}, &s);
    return s.live_tensors + s.live_nodes + s.live_storages;
}

void kit_check_reload(struct kit *k)
{
    kit_begin(k, "reload");
    if (k->flags & RP_PF_PINNED) {
        kit_skip(k, "the plugin is pinned (RP_PF_PINNED): it stays until the process ends");
        return;
    }
    const uint64_t live = live_objects();
    for (int64_t i = 0; i < k->repeats; i++) {
        char id[32];
        snprintf(id, sizeof id, "round %d", (int)i + 1);
        if (!kit_expect(k, id, "it does not unload", rp_plugin_unload(k->name))) return;
        if (!kit_expect(k, id, "it does not load again", rp_plugin_load(k->path))) return;
        if (live_objects() != live) {
            kit_fail(k, id, "%llu objects live that did not before",
                     (unsigned long long)(live_objects() - live));
            return;
        }
    }
    k->n_ops = 0; /* operators are new ones */
    rp_op_each(note_after, k);
    if (k->n_devices && rp_device_parse(&k->device, k->devices[0]))
        kit_fail_status(k, k->devices[0], "its device does not come back");
}
