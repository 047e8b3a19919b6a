/* plugins/gpu/library.cu - opens libraries of the vendors */
#include "library.h"
#include "blas.h"
#include "dnn.h"
#include <dlfcn.h>
#include <mutex>
#include <stdio.h>
#include <stdlib.h>

static bool wanted(const gpu_library *l)
{
    const char *text = getenv(GPU_VARIABLE "_BLAS");
    return !text || !*text || strcmp(text, "1") == 0 || strstr(text, l->title);
}

/* "$CUDA_HOME/lib64" with the variable's value; false if it has none. */
static bool folder_path(char *path, size_t room, const char *folder, const char *file)
{
    if (*folder != '$') return snprintf(path, room, "%s/%s", folder, file) < (int)room;
    const char *rest = strchr(folder, '/');
    char name[64];
    if (!rest || (size_t)(rest - folder) > sizeof name) return false;
    memcpy(name, folder + 1, (size_t)(rest - folder - 1));
    name[rest - folder - 1] = 0;
    const char *value = getenv(name);
    return value && *value && snprintf(path, room, "%s%s/%s", value, rest, file) < (int)room;
}

static void add_text(gpu_library *l, const char *what)
{
    const size_t n = strlen(what) + 1;
    if (n > sizeof l->text - l->used) return;
    memcpy(l->text + l->used, what, n);
    l->used += n;
}

static void each_text(const gpu_library *l,
                      void (*visit)(void *ctx, const char *library, int is_open, const char *text),
                      void *ctx)
{
    for (size_t at = 0; at < l->used; at += strlen(l->text + at) + 1)
        visit(ctx, l->title, l->state > 0, l->text + at);
}

/* Every symbol, or the first required one that is missing. */
static const char *take_symbols(void *handle, const gpu_symbol *s)
{
    for (; s->name; s++) {
        void *p = dlsym(handle, s->name);
        if (!p && s->required) return s->name;
        memcpy(s->to, &p, sizeof p);
    }
    return nullptr;
}

static bool try_path(gpu_library *l, const char *path)
{
    void *handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (!handle) {
        const char *why = dlerror(); /* it names the path */
        return add_text(l, why ? why : path), false;
    }
    const char *missing = take_symbols(handle, l->symbols);
    if (!missing) { /* open as long as the process lives */
        l->used = 0;
        return add_text(l, path), true;
    }
    char what[640];
    snprintf(what, sizeof what, "%s: has no %s", path, missing);
    add_text(l, what);
    dlclose(handle);
    return false;
}

static bool search(gpu_library *l)
{
    char path[512];
    for (int i = 0; i < 4 && l->files[i]; i++)
        if (try_path(l, l->files[i])) return true;
    for (int f = 0; f < 4 && l->folders[f]; f++)
        for (int i = 0; i < 4 && l->files[i]; i++)
            if (folder_path(path, sizeof path, l->folders[f], l->files[i]) && try_path(l, path))
                return true;
    return false;
}

static void say(void *ctx, const char *library, int is_open, const char *text)
{
    (void)ctx;
    kernel_host->log(2, KERNEL_DEVICE ": %s%s: %s", library, is_open ? "" : " is not open", text);
}

bool gpu_library_open(gpu_library *l)
{
    static std::mutex opening;
    const int state = __atomic_load_n(&l->state, __ATOMIC_ACQUIRE);
    if (state) return state > 0;
    const std::lock_guard<std::mutex> hold(opening);
    if (l->state) return l->state > 0;
    const bool is_wanted = wanted(l), open = is_wanted && search(l);
    if (!is_wanted) add_text(l, GPU_VARIABLE "_BLAS does not want it");
    __atomic_store_n(&l->state, open ? 1 : -1, __ATOMIC_RELEASE);
    each_text(l, say, nullptr);
    return open;
}

/* ---- who asks about them --------------------------------------------------------------------- */
static gpu_library *known; /* written while the plugin is loaded, by one thread */

gpu_library_known::gpu_library_known(gpu_library *l)
{
    l->next = known;
    known = l;
}

static void each_library(void (*visit)(void *ctx, const char *library, int is_open,
                                       const char *text),
                         void *ctx)
{
    for (gpu_library *l = known; l; l = l->next) {
        (void)gpu_library_open(l);
        each_text(l, visit, ctx);
    }
}

const rp_service_libraries *gpu_libraries()
{
    static const rp_service_libraries service = {sizeof service, 1, each_library};
    return &service;
}

/* ---- devices whose plugin brings no library -------------------------------------------------- */
__attribute__((weak)) rp_status gpu_blas_preferred(gpu_op &, const gpu_blas_call &, bool *)
{
    return RP_OK;
}

__attribute__((weak)) rp_status gpu_blas_second(gpu_op &, const gpu_blas_call &, bool *)
{
    return RP_OK;
}

__attribute__((weak)) rp_status gpu_dnn_library(gpu_op &, const gpu_dnn_key &,
                                                const gpu_convolution &, gpu_convolution_product,
                                                bool *)
{
    return RP_OK;
}
