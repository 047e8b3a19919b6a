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

struct tried { /* one text for each path, with its 0 */
    char text[4096];
    size_t used;

    void add(const char *what)
    {
        const size_t n = strlen(what) + 1;
        if (n > sizeof text - used) return;
        memcpy(text + used, what, n);
        used += n;
    }
    void say(const char *title) const
    {
        if (used) kernel_host->log(2, KERNEL_DEVICE ": %s cannot be opened; tried:", title);
        for (size_t at = 0; at < used; at += strlen(text + at) + 1) kernel_host->log(2, KERNEL_DEVICE ": %s: %s", title, text + at);
    }
};

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

static bool try_path(gpu_library *l, const char *path, tried *t)
{
    void *handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (!handle) {
        const char *why = dlerror(); /* it names the path */
        return t->add(why ? why : path), false;
    }
    const char *missing = take_symbols(handle, l->symbols);
    if (!missing) return true; /* open as long as the process lives */
    char what[640];
    snprintf(what, sizeof what, "%s: has no %s", path, missing);
    t->add(what);
    dlclose(handle);
    return false;
}

static bool search(gpu_library *l, tried *t)
{
    char path[512];
    for (int i = 0; i < 4 && l->files[i]; i++)
        if (try_path(l, l->files[i], t)) return true;
    for (int f = 0; f < 4 && l->folders[f]; f++)
        for (int i = 0; i < 4 && l->files[i]; i++)
            if (folder_path(path, sizeof path, l->folders[f], l->files[i]) && try_path(l, path, t)) return true;
    return false;
}

bool gpu_library_open(gpu_library *l)
{
    static std::mutex opening;
    const int state = __atomic_load_n(&l->state, __ATOMIC_ACQUIRE);
    if (state) return state > 0;
    const std::lock_guard<std::mutex> hold(opening);
    if (l->state) return l->state > 0;
    tried t = {};
    const bool open = wanted(l) && search(l, &t);
    if (!open) t.say(l->title);
    __atomic_store_n(&l->state, open ? 1 : -1, __ATOMIC_RELEASE);
    return open;
}

/* ---- devices whose plugin brings no library --------------------------------------------------------------------------------------------- */
__attribute__((weak)) rp_status gpu_blas_preferred(gpu_op &, const gpu_blas_call &, bool *)
{
    return RP_OK;
}

__attribute__((weak)) rp_status gpu_blas_second(gpu_op &, const gpu_blas_call &, bool *)
{
    return RP_OK;
}

__attribute__((weak)) rp_status gpu_dnn_library(gpu_op &, const gpu_dnn_key &, const gpu_convolution &, gpu_convolution_product, bool *)
{
    return RP_OK;
}
