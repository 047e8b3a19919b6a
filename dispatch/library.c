/* dispatch/library.c - a shared object seen through the dynamic linker: what it needs, and whether
   it has thread-local data */
#include "dispatch/library.h"
#include <dlfcn.h>
#include <elf.h>
#include <link.h>
#include <stdio.h>
#include <string.h>

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static struct link_map *map_of(void *handle)
{
    struct link_map *m = NULL;
    return dlinfo(handle, RTLD_DI_LINKMAP, &m) == 0 ? m : NULL;
}

/* ---- what it needs --------------------------------------------------------------------------- */
static const char *strings_of(const struct link_map *m)
{
    for (const ElfW(Dyn) *d = m->l_ld; d->d_tag != DT_NULL; d++)
        if (d->d_tag == DT_STRTAB)
            return (const char *)(uintptr_t)(d->d_un.d_ptr < m->l_addr ? m->l_addr + d->d_un.d_ptr
                                                                       : d->d_un.d_ptr);
    return NULL;
}

static const struct link_map *loaded(const struct link_map *any, const char *name)
{
    while (any->l_prev) any = any->l_prev;
    while (any && strcmp(base_name(any->l_name), name) != 0) any = any->l_next;
    return any;
}

enum { DEEPEST = 16 };
/* Does `m`, or what it needs, need `target`? `chain` gets the names on the way. */
static bool leads_to(const struct link_map *m, const char *target, const char **chain, int depth)
{
    const char *text = strings_of(m);
    for (const ElfW(Dyn) *d = m->l_ld; text && depth < DEEPEST && d->d_tag != DT_NULL; d++) {
        if (d->d_tag != DT_NEEDED) continue;
        const char *name = base_name(text + d->d_un.d_val);
        chain[depth] = name;
        chain[depth + 1] = NULL;
        if (!strcmp(name, target)) return true;
        const struct link_map *next =
            strncmp(name, "libc.so", 7) && strncmp(name, "ld-linux", 8) ? loaded(m, name) : NULL;
        if (next && leads_to(next, target, chain, depth + 1)) return true;
    }
    return false;
}

bool rp_library_cycle(void *handle, char *buf, size_t n)
{
    const char *chain[DEEPEST + 1] = {NULL};
    const struct link_map *m = map_of(handle);
    if (!m || !leads_to(m, base_name(m->l_name), chain, 0)) return false;
    size_t used = (size_t)snprintf(buf, n, "%s", base_name(m->l_name));
    for (int i = 0; chain[i] && used < n; i++)
        used += (size_t)snprintf(buf + used, n - used, " needs %s", chain[i]);
    return true;
}

/* ---- thread-local data ----------------------------------------------------------------------- */
struct segments {
    ElfW(Addr) base;
    bool tls;
};
static int look(struct dl_phdr_info *info, size_t size, void *ctx)
{
    struct segments *s = ctx;
    (void)size;
    if (info->dlpi_addr != s->base) return 0;
    for (int i = 0; i < info->dlpi_phnum; i++) s->tls |= info->dlpi_phdr[i].p_type == PT_TLS;
    return 1;
}

bool rp_library_has_thread_data(void *handle)
{
    const struct link_map *m = map_of(handle);
    struct segments s = {.base = m ? m->l_addr : 0};
    if (m) dl_iterate_phdr(look, &s);
    return s.tls;
}

bool rp_library_is_mapped(const char *path)
{
    void *again = dlopen(path, RTLD_NOW | RTLD_LOCAL | RTLD_NOLOAD);
    if (again) dlclose(again);
    return again != NULL;
}
