/* plugins/gpu/library.h - libraries of the vendors: opened at run time where they are, and done
 * without where they are not
 *
 * The functions that a library must have are members of a struct, named and typed as the library's
 * header declares them:
 *
 *     #define NAMES(X_) X_(cublasLtCreate) X_(cublasLtMatmul)
 *     static struct { NAMES(GPU_LIBRARY_MEMBER) } lt;
 *     static const gpu_symbol symbols[] = { NAMES(GPU_LIBRARY_SYMBOL_OF(lt)) ...
 */
#ifndef GPU_LIBRARY_H
#define GPU_LIBRARY_H
#include "gpu.h"

struct gpu_symbol {
    const char *name;
    void *to;      /* the pointer that gets it */
    bool required; /* without it the library is as good as absent; others stay NULL */
};
struct gpu_library {
    const char *title;
    const char *files[4];   /* names as the loader knows them, the one that is wanted most first */
    const char *folders[4]; /* where else: "$VARIABLE/lib64" or a folder */
    const gpu_symbol *symbols; /* up to one without a name */
    int state = 0;             /* 0: not tried; 1: open; -1: not there */
    gpu_library *next = nullptr;
    /* the file that is open; or a text for each path that was tried, with its 0 */
    char text[4096] = {};
    size_t used = 0;
};
/* A static one beside each library: the plugin knows of it from the start. */
struct gpu_library_known {
    explicit gpu_library_known(gpu_library *l);
};
#define GPU_LIBRARY_MEMBER(name_) decltype(&::name_) name_;
#define GPU_LIBRARY_SYMBOL(of_, name_) {#name_, (void *)&of_.name_, true},
#define GPU_LIBRARY_OPTION(of_, name_) {#name_, (void *)&of_.name_, false},

/* Opens it on the first call. Where that fails, the log has a line for every path that was tried.
 * REPRISE_CUDA_BLAS=0 (HIP): no library is opened; the names of some: no others. Threads: any. */
bool gpu_library_open(gpu_library *l);
const rp_service_libraries *gpu_libraries();

/* What a library chose for calls that it has seen, and its descriptors of them: N of them, of one
 * thread. K: without pointers, its padding zero. V: forget() gives back what it holds, when another
 * call gets its place and when the thread ends. */
template <class K, class V, int N>
struct gpu_choices {
    struct {
        bool is;
        K key;
        V value;
    } at[N];

    /* The place of a key: *known if it holds the key's value, else it is empty and the caller fills
       it. */
    V *find(const K &key, bool *known)
    {
        uint64_t hash = 0xcbf29ce484222325u; /* FNV-1a, by words */
        uint64_t word = 0;
        for (size_t i = 0; i < sizeof key; i += sizeof word) {
            memcpy(&word, (const char *)&key + i,
                   sizeof key - i < sizeof word ? sizeof key - i : sizeof word);
            hash = (hash ^ word) * 0x100000001b3u;
        }
        auto &place = at[(hash >> 32) % N];
        *known = place.is && !memcmp(&place.key, &key, sizeof key);
        if (!*known && place.is) place.value.forget();
        place.is = true;
        memcpy(&place.key, &key, sizeof key);
        return &place.value;
    }
    ~gpu_choices()
    {
        for (auto &place : at)
            if (place.is) place.value.forget();
    }
};
#endif
