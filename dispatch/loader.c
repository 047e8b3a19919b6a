/* dispatch/loader.c - plugins: search, open, query, check, score, init into a stage, commit all or
 * nothing */
#include "core/log.h"
#include "core/memory_impl.h"
#include "dispatch/host.h"
#include "dispatch/impl.h"
#include "dispatch/library.h"
#include "static_plugins.inc" /* made by CMake: extern queries, static_plugins[] */
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PATH_BYTES = 4096 };

/* ---- records: one per file that was ever looked at, and one per program part that registered - */
static rp_plugin_record *records, **records_end = &records;

rp_plugin_record *rp_record_first(void)
{
    return records;
}

rp_status rp_record_create(rp_plugin_record **out, const char *name)
{
    rp_plugin_record *r = rp_alloc_zero(sizeof *r);
    if (r) r->name = rp_strdup(name);
    if (!r || !r->name) {
        rp_free(r, sizeof *r);
        return RP_E_MEMORY;
    }
    rp_registry_lock();
    *records_end = r;
    records_end = &r->next;
    rp_registry_unlock();
    *out = r;
    return RP_OK;
}

static void set_text(char **slot, const char *text)
{
    char *copy = text ? rp_strdup(text) : NULL;
    if (text && !copy) return; /* a report without its text is still a report */
    rp_strfree(*slot);
    *slot = copy;
}

void rp_record_say(rp_plugin_record *r, const char *fmt, ...)
{
    char text[PATH_BYTES + 512];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(text, sizeof text, fmt, ap);
    va_end(ap);
    set_text(&r->reason, text);
}

static void free_records(void)
{
    while (records) {
        rp_plugin_record *r = records;
        records = r->next;
        rp_strfree(r->name);
        rp_strfree(r->version);
        rp_strfree(r->family);
        rp_strfree(r->path);
        rp_strfree(r->reason);
        rp_free(r, sizeof *r);
    }
    records_end = &records;
}

__attribute__((destructor)) static void loader_end(void)
{
    free_records(); /* files stay mapped: threads of theirs may still run */
}

/* ---- one file -------------------------------------------------------------------------------- */
static rp_query_fn find_query(void *handle)
{
    rp_query_fn query;
    void *symbol = dlsym(handle, RP_QUERY_SYMBOL);
    memcpy(&query, &symbol, sizeof query); /* ISO C has no cast from object to function pointers */
    return query;
}

static rp_plugin_record *record_of_file(const struct stat *s)
{
    for (rp_plugin_record *r = records; r; r = r->next)
        if (r->candidate && r->device == (uint64_t)s->st_dev && r->inode == (uint64_t)s->st_ino)
            return r;
    return NULL;
}

static rp_status check_plugin(const rp_plugin_record *r, const rp_plugin *p)
{
    if (!p)
        return RP_FAIL(RP_E_ABI, "%s: says that it is not for a host of ABI %u.%u", r->path,
                       RP_ABI_MAJOR, RP_ABI_MINOR);
    if (p->magic != RP_ABI_MAGIC)
        return RP_FAIL(RP_E_ABI,
                       "%s: exports " RP_QUERY_SYMBOL " but has magic %08x instead of %08x",
                       r->path, p->magic, RP_ABI_MAGIC);
    if (p->size < offsetof(rp_plugin, quiesce))
        return RP_FAIL(RP_E_ABI, "%s: describes itself in %u bytes; at least %zu are needed",
                       r->path, p->size, offsetof(rp_plugin, quiesce));
    if (p->major != RP_ABI_MAJOR)
        return RP_FAIL(RP_E_ABI, "%s: was built for ABI %u; this host has %u", r->path, p->major,
                       RP_ABI_MAJOR);
    if (p->min_host_minor > RP_ABI_MINOR)
        return RP_FAIL(RP_E_ABI, "%s: needs a host of ABI %u.%u; this one is %u.%u", r->path,
                       RP_ABI_MAJOR, p->min_host_minor, RP_ABI_MAJOR, RP_ABI_MINOR);
    if (!p->name || !*p->name) return RP_FAIL(RP_E_ABI, "%s: has no name", r->path);
    if (!p->init)
        return RP_FAIL(RP_E_ABI, "%s: plugin '%s' has no init function", r->path, p->name);
    if (p->flags & RP_PF_ASAN && !RP_ASAN)
        return RP_FAIL(RP_E_ABI,
                       "%s: plugin '%s' was built with AddressSanitizer and this library was not: "
                       "build both alike",
                       r->path, p->name);
    return RP_OK;
}

static rp_status query_plugin(rp_plugin_record *r, rp_query_fn query)
{
    const rp_plugin *p = query(RP_ABI_MAJOR, RP_ABI_MINOR);
    RP_TRY(check_plugin(r, p));
    r->plugin = p;
    set_text(&r->name, p->name);
    set_text(&r->version, p->version);
    set_text(&r->family, p->family ? p->family : p->name);
    r->score = p->score ? p->score() : 1;
    return RP_OK;
}

/* ---- a file that nobody knows, tried in a child first ---------------------------------------- */
static int probing;

int rp_plugin_probe(int on)
{
    const int before = probing;
    probing = on;
    return before;
}

enum { PROBE_SECONDS = 10 };
/* In the child: everything up to init. */
static void probe_child(rp_plugin_record *r)
{
    alarm(PROBE_SECONDS);
    r->handle = dlopen(r->path, RTLD_NOW | RTLD_LOCAL);
    const rp_query_fn query = r->handle ? find_query(r->handle) : NULL;
    if (query) (void)query_plugin(r, query);
    _exit(0);
}

/* Errors that the child meets, this process meets again and reports; only how it died is news. */
static rp_status probe(rp_plugin_record *r)
{
    int state = 0;
    const pid_t child = fork();
    if (child < 0)
        return RP_FAIL(RP_E_IO, "%s: no process to try it in: %s", r->path, strerror(errno));
    if (child == 0) probe_child(r);
    while (waitpid(child, &state, 0) < 0)
        if (errno != EINTR)
            return RP_FAIL(RP_E_IO, "%s: its trial cannot be waited for: %s", r->path,
                           strerror(errno));
    if (WIFSIGNALED(state) && WTERMSIG(state) == SIGALRM)
        return RP_FAIL(RP_E_ABI,
                       "%s: its query did not return within %d seconds (tried in a child process)",
                       r->path, PROBE_SECONDS);
    if (WIFSIGNALED(state))
        return RP_FAIL(RP_E_ABI,
                       "%s: its query crashed with signal %d, %s (tried in a child process)",
                       r->path, WTERMSIG(state), strsignal(WTERMSIG(state)));
    if (WEXITSTATUS(state) != 0)
        return RP_FAIL(RP_E_ABI,
                       "%s: its query ended the process with status %d (tried in a child process)",
                       r->path, WEXITSTATUS(state));
    return RP_OK;
}

static rp_status query_file(rp_plugin_record *r)
{
    char cycle[256];
    if (probing) RP_TRY(probe(r));
    r->handle = dlopen(r->path, RTLD_NOW | RTLD_LOCAL);
    if (!r->handle) return RP_FAIL(RP_E_IO, "%s: %s", r->path, dlerror());
    if (rp_library_cycle(r->handle, cycle, sizeof cycle))
        return RP_FAIL(RP_E_ABI, "%s: a cycle of libraries: %s", r->path, cycle);
    const rp_query_fn query = find_query(r->handle);
    if (!query) return RP_FAIL(RP_E_ABI, "%s: does not export " RP_QUERY_SYMBOL, r->path);
    return query_plugin(r, query);
}

static void drop_file(rp_plugin_record *r)
{
    if (r->handle) dlclose(r->handle);
    r->handle = NULL;
    r->plugin = NULL;
}

/* A file that was a plugin, was loaded, and was unmapped when it was unloaded. */
static bool is_unmapped(const rp_plugin_record *r)
{
    return r->candidate && !r->plugin && r->family;
}

/* The record of a file, queried once; *out is NULL with RP_OK for a file that is no plugin but was
 * not asked for by name. */
static rp_status look_at(rp_plugin_record **out, const char *path)
{
    struct stat s;
    if (stat(path, &s))
        return RP_FAIL(RP_E_IO, "%s: %s", path,
                       errno == ENOENT ? "no such plugin file" : strerror(errno));
    *out = record_of_file(&s);
    if (*out)
        return (*out)->plugin || is_unmapped(*out)
                   ? RP_OK
                   : RP_FAIL(RP_E_ABI, "%s", (*out)->reason ? (*out)->reason : path);
    const char *base = strrchr(path, '/');
    RP_TRY(rp_record_create(out, base ? base + 1 : path));
    rp_plugin_record *r = *out;
    r->candidate = true;
    r->device = (uint64_t)s.st_dev;
    r->inode = (uint64_t)s.st_ino;
    set_text(&r->path, path);
    const rp_status st = r->path ? query_file(r) : RP_E_MEMORY;
    if (st) {
        set_text(&r->reason, rp_error_message());
        drop_file(r);
    }
    return st;
}

static rp_plugin_record *loaded_sibling(const rp_plugin_record *of)
{
    for (rp_plugin_record *r = records; r; r = r->next)
        if (r != of && r->loaded && r->family && strcmp(r->family, of->family) == 0) return r;
    return NULL;
}

static bool keeps_host(const rp_plugin *p)
{
    return p->flags & RP_PF_ONE_HOST && RP_HAS(p, host) && p->host;
}

struct options {
    const rp_kv *kv;
    uint32_t n;
};

void rp_plugin_end(rp_plugin_record *r)
{
    if (RP_HAS(r->plugin, fini) && r->plugin->fini) r->plugin->fini(r->self);
    r->self = NULL;
    if (keeps_host(r->plugin)) *r->plugin->host = NULL;
}

/* A file is mapped once, whoever opens it: its statics tell of another copy of this library that
   was first. */
static rp_status check_one_host(const rp_plugin_record *r)
{
    const rp_host *first = keeps_host(r->plugin) ? *r->plugin->host : NULL;
    Dl_info info = {.dli_fname = NULL};
    if (!first || first == rp_host_table()) return RP_OK;
    dladdr(first, &info);
    return RP_FAIL(
        RP_E_STATE,
        "plugin '%s' (%s) serves one host a process, and another copy of the library has it: reprise %s in %s",
        r->name, r->path, first->version, info.dli_fname ? info.dli_fname : "?");
}

static rp_status init_plugin(rp_plugin_record *r, struct options o)
{
    rp_registrar stage;
    r->skipped = 0;
    set_text(&r->reason, NULL);
    RP_TRY(check_one_host(r));
    RP_TRY(rp_stage_open(&stage, r));
    rp_status st = r->plugin->init(rp_host_table(), &stage, o.kv, o.n, &r->self);
    if (!st) {
        st = rp_stage_commit(&stage, true);
        if (st) rp_plugin_end(r);
    } else if (keeps_host(r->plugin)) {
        *r->plugin->host = NULL;
    }
    rp_stage_drop(&stage);
    return st ? rp_note(st, "while plugin '%s' (%s) registered; nothing of it was kept", r->name,
                        r->path)
              : RP_OK;
}

static rp_status load_record(rp_plugin_record *r, struct options o)
{
    if (r->loaded) return RP_OK;
    if (is_unmapped(r)) RP_TRY(query_file(r));
    const rp_plugin_record *sibling = loaded_sibling(r);
    if (sibling) {
        rp_record_say(r, "'%s' (score %d) of the same family is loaded", sibling->name,
                      sibling->score);
        return RP_OK;
    }
    if (r->score <= 0) {
        rp_record_say(r, "says that it cannot run on this machine (score %d)", r->score);
        return RP_FAIL(RP_E_DEVICE, "plugin '%s' (%s) %s", r->name, r->path,
                       r->reason ? r->reason : "has no score");
    }
    const rp_status st = init_plugin(r, o);
    if (st) {
        r->self = NULL;
        set_text(&r->reason, rp_error_message());
        return st;
    }
    r->loaded = true;
    if (r->skipped)
        rp_log_line(RP_LOG_WARN, "plugin %s: %u %s", r->name, r->skipped,
                    r->reason ? r->reason : "kernels were left out");
    rp_log_line(RP_LOG_INFO, "plugin %s %s loaded from %s: %u operators, %u kernels", r->name,
                r->version ? r->version : "", r->path, r->operators, r->kernels);
    return RP_OK;
}

/* ---- the search path ------------------------------------------------------------------------- */
/* Calls `visit` for each folder of the path until it returns non-zero. */
static int each_folder(int (*visit)(void *ctx, const char *folder), void *ctx)
{
    char folder[PATH_BYTES];
    const char *path = getenv("REPRISE_PLUGIN_PATH");
    while (path && *path) {
        const size_t n = strcspn(path, ":");
        snprintf(folder, sizeof folder, "%.*s", (int)n, path);
        if (n && visit(ctx, folder)) return 1;
        path += n + (path[n] == ':');
    }
    Dl_info info;
    if (dladdr(&records, &info) && info.dli_fname) {
        const char *slash = strrchr(info.dli_fname, '/');
        const int n = slash ? (int)(slash - info.dli_fname) : 0;
        snprintf(folder, sizeof folder, "%.*s/reprise/plugins", n ? n : 1,
                 n ? info.dli_fname : ".");
        if (n && visit(ctx, folder)) return 1;
        snprintf(folder, sizeof folder, "%.*s/../plugins", n ? n : 1, n ? info.dli_fname : ".");
        if (n && visit(ctx, folder)) return 1;
    }
    const char *home = getenv("XDG_DATA_HOME");
    if (!home || !*home) return 0;
    snprintf(folder, sizeof folder, "%s/reprise/plugins", home);
    return visit(ctx, folder);
}

static int is_library(const struct dirent *e)
{
    const size_t n = strlen(e->d_name);
    return n > 3 && strcmp(e->d_name + n - 3, ".so") == 0;
}

/* Files of other families in the folder are records too, so that `reprise plugins` can tell about
 * them. */
static int query_folder(void *ctx, const char *folder)
{
    (void)ctx;
    struct dirent **entries;
    const int n = scandir(folder, &entries, is_library, alphasort);
    for (int i = 0; i < n; i++) {
        char path[PATH_BYTES];
        rp_plugin_record *r;
        snprintf(path, sizeof path, "%s/%s", folder, entries[i]->d_name);
        if (look_at(&r, path) != RP_OK)
            rp_error_release(rp_error_take()); /* its record has the reason */
        free(entries[i]);
    }
    if (n >= 0) free(entries);
    return 0;
}

/* Plugins that are linked in stand before all files. */
static void query_static(void)
{
    static bool done;
    for (int i = 0; !done && static_plugins[i].name; i++) {
        rp_plugin_record *r = NULL;
        if (rp_record_create(&r, static_plugins[i].name) == RP_OK) {
            r->candidate = true;
            set_text(&r->path, "(linked in)");
            if (r->path && query_plugin(r, static_plugins[i].query) == RP_OK) continue;
            set_text(&r->reason, rp_error_message());
        }
        rp_error_release(rp_error_take()); /* its record has the reason */
    }
    done = true;
}

static void query_all(void)
{
    query_static();
    each_folder(query_folder, NULL);
}

rp_status rp_plugins_query(void)
{
    rp_registry_lock();
    query_all();
    rp_registry_unlock();
    return RP_OK;
}

static int is_called(const rp_plugin_record *r, const char *name)
{
    return r->candidate && (r->plugin || is_unmapped(r)) &&
           ((r->family && strcmp(r->family, name) == 0) || strcmp(r->name, name) == 0);
}

/* The best of those with this name or family that is not yet ruled out; folders that come first win
 * between equals. */
static rp_plugin_record *best_called(const char *name)
{
    rp_plugin_record *best = NULL;
    for (rp_plugin_record *r = records; r; r = r->next)
        if (is_called(r, name) && (r->loaded || !best || (!best->loaded && r->score > best->score)))
            best = r;
    return best;
}

static void note_losers(const rp_plugin_record *winner)
{
    for (rp_plugin_record *r = records; r; r = r->next) {
        if (r == winner || r->loaded || !r->plugin || !r->family ||
            strcmp(r->family, winner->family) != 0)
            continue;
        rp_record_say(r,
                      r->score > 0
                          ? "'%s' of the same family has the better score: %d against %d"
                          : "cannot run on this machine; '%s' was taken (score %d against %d)",
                      winner->name, winner->score, r->score);
    }
}

struct place_list {
    char text[PATH_BYTES];
    size_t n;
};

static int list_folder(void *ctx, const char *folder)
{
    struct place_list *l = ctx;
    if (l->n < sizeof l->text)
        l->n += (size_t)snprintf(l->text + l->n, sizeof l->text - l->n, "%s%s", l->n ? ", " : "",
                                 folder);
    return 0;
}

/* The best of a family is initialised; if it fails, the next best gets its chance and the report
 * keeps the reason. */
static rp_status load_best(rp_plugin_record *r, const char *name, struct options o)
{
    const rp_status st = load_record(r, o);
    if (st == RP_OK) {
        note_losers(r);
        return RP_OK;
    }
    rp_error *first = rp_error_take();
    const int32_t score = r->score;
    r->score = INT32_MIN; /* out of the contest, but not out of the report */
    rp_plugin_record *next = best_called(name);
    const rp_status again = next && next != r && next->score > 0 ? load_best(next, name, o) : st;
    r->score = score;
    if (again == RP_OK) {
        rp_log_line(RP_LOG_WARN, "plugin %s was taken for '%s' because '%s' failed: %s", next->name,
                    name, r->name, r->reason ? r->reason : "?");
        rp_error_release(first);
        return RP_OK;
    }
    return rp_error_give_take(first);
}

static rp_status load_named(const char *name, struct options o)
{
    query_all();
    rp_plugin_record *r = best_called(name);
    if (r) return load_best(r, name, o);
    struct place_list places = {.n = 0};
    each_folder(list_folder, &places);
    return RP_FAIL(RP_E_IO, "there is no plugin '%s' in %s", name,
                   places.n ? places.text : "any folder: the search path is empty");
}

static rp_status load_path(const char *path, struct options o)
{
    rp_plugin_record *r;
    RP_TRY(look_at(&r, path));
    const rp_plugin_record *sibling = r->loaded ? NULL : loaded_sibling(r);
    if (sibling)
        return RP_FAIL(RP_E_STATE,
                       "plugin '%s' (%s) is of the family '%s', which '%s' (%s) serves already",
                       r->name, path, r->family, sibling->name, sibling->path);
    return load_record(r, o);
}

rp_status rp_plugin_load_with(const char *name_or_path, const rp_kv *options, uint32_t n)
{
    const struct options o = {options, n};
    if (!name_or_path || !*name_or_path) return RP_FAIL(RP_E_INVALID, "no plugin is named");
    RP_TRY(rp_init()); /* kernels are for operators that exist */
    rp_registry_lock();
    const rp_status st =
        strchr(name_or_path, '/') ? load_path(name_or_path, o) : load_named(name_or_path, o);
    rp_registry_unlock();
    return st;
}

rp_status rp_plugin_load(const char *name_or_path)
{
    return rp_plugin_load_with(name_or_path, NULL, 0);
}

/* ---- the report ------------------------------------------------------------------------------ */
static int each_locked(int (*fn)(void *ctx, const rp_plugin_report *r), void *ctx)
{
    for (const rp_plugin_record *r = records; r; r = r->next) {
        if (!r->candidate) continue;
        const rp_plugin_report report = {sizeof report, r->loaded,  r->path,    r->name,
                                         r->version,    r->family,  r->reason,  r->score,
                                         r->operators,  r->kernels, r->devices, r->modes};
        const int stop = fn(ctx, &report);
        if (stop) return stop;
    }
    return 0;
}

int rp_plugin_each(int (*fn)(void *ctx, const rp_plugin_report *r), void *ctx)
{
    rp_registry_lock();
    const int stop = each_locked(fn, ctx);
    rp_registry_unlock();
    return stop;
}

/* A device that nobody registered is named: the plugin of that name or family may bring it. Not
   when the program's user chose the plugins. The caller's own text lists the devices that exist. */
static rp_status load_wanted(const char *name)
{
    const char *chosen = getenv("REPRISE_PLUGINS");
    RP_TRY(rp_init());
    if (chosen) return RP_OK;
    rp_registry_lock();
    query_all();
    rp_plugin_record *r = best_called(name);
    const rp_status st = r ? load_best(r, name, (struct options){NULL, 0}) : RP_OK;
    rp_registry_unlock();
    return st;
}

/* ---- fork ------------------------------------------------------------------------------------ */
/* The registry's lock is nobody's in the child, devices that do not survive are lost */
static void before_fork(void)
{
    rp_registry_lock();
}
static void after_fork(void)
{
    rp_registry_unlock();
}
static void in_child(void)
{
    rp_registry_lock_forked();
    rp_device_forked();
}

/* At load time: a device may be named before anything else is. */
__attribute__((constructor)) static void loader_begin(void)
{
    rp_device_wanted = load_wanted;
    (void)pthread_atfork(before_fork, after_fork, in_child);
}
