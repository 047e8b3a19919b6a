/* plugins/gpu/runtime.h - CUDA, HIP and the emulated device under one set of names; the only file
 * that knows a vendor
 *
 * GPU(Name) is the runtime's function, type or constant of that name: cudaMalloc, hipMalloc,
 * emuMalloc. What the runtimes spell or type differently is a function gpu_* here. One of
 * GPU_IS_CUDA, GPU_IS_HIP and GPU_IS_EMU is defined by the build.
 */
#ifndef GPU_RUNTIME_H
#define GPU_RUNTIME_H
#include <stdint.h>
#include <string.h>

#if defined(GPU_IS_EMU)
#include "plugins/gpu/emu/emu.h"
#define GPU(name_) emu##name_
#define KERNEL_DEVICE "emu"
#define GPU_VARIABLE "REPRISE_EMU"
#define GPU_DLPACK 1 /* kDLCPU: its memory is the host's */
#define GPU_RUN(kernel_, name_, blocks_, threads_, shared_, stream_, ...)                          \
    emu_launch(name_, blocks_, threads_, shared_, stream_, [=] { kernel_(__VA_ARGS__); })
#elif defined(GPU_IS_HIP)
#include <hip/hip_runtime.h>
#define GPU(name_) hip##name_
#define KERNEL_DEVICE "hip"
#define GPU_VARIABLE "REPRISE_HIP"
#define GPU_DLPACK 10 /* kDLROCM */
#elif defined(GPU_IS_CUDA)
#include <cuda_runtime.h>
#define GPU(name_) cuda##name_
#define KERNEL_DEVICE "cuda"
#define GPU_VARIABLE "REPRISE_CUDA"
#define GPU_DLPACK 2 /* kDLCUDA */
#endif

/* Functions that kernels and the host share; what plugins/common and dispatch/ops/pointwise_math.h
   put before theirs. */
#define RP_ELEMENT static __host__ __device__ inline
#define GPU_KERNEL static __global__ void
#define GPU_FN static __device__ inline
#define GPU_LAMBDA __device__
#define GPU_MEMBER __device__ inline /* of a struct that kernels use */

/* ---- global memory --------------------------------------------------------------------------- */
/* Kernels reach global memory through gpu_ptr<T>: a T*, which on the emulated device knows its
 * allocation. gpu_at makes one from a tensor's data on the host; gpu_cast keeps the allocation. */
#if defined(GPU_IS_EMU)
template <class T>
using gpu_ptr = emu_pointer<T>;
template <class T>
static inline gpu_ptr<T> gpu_at(const void *data)
{
    return emu_pointer<T>((T *)(uintptr_t)data);
}
template <class T, class U>
static inline gpu_ptr<T> gpu_cast(gpu_ptr<U> p)
{
    return emu_pointer<T>((T *)(uintptr_t)p.p, p.low, p.high);
}
template <class T>
static inline T *gpu_raw(gpu_ptr<T> p)
{
    return p.p;
}
#else
template <class T>
using gpu_ptr = T *;
template <class T>
RP_ELEMENT gpu_ptr<T> gpu_at(const void *data)
{
    return (T *)(uintptr_t)data;
}
template <class T, class U>
RP_ELEMENT gpu_ptr<T> gpu_cast(U *p)
{
    return (T *)(uintptr_t)p;
}
template <class T>
RP_ELEMENT T *gpu_raw(T *p)
{
    return p;
}
#endif

/* ---- inside kernels -------------------------------------------------------------------------- */
/* gpu_block_barrier(): all threads of the block. gpu_exchange(v, lane): v of another thread of the
   warp; all of its threads call it. */
#if defined(GPU_IS_EMU)
GPU_FN int gpu_warp()
{
    return emu_warp();
}
GPU_FN void gpu_block_barrier()
{
    emu_block_barrier();
}
template <class T>
GPU_FN T gpu_exchange(T v, int lane)
{
    static_assert(sizeof(T) <= 8, "one register pair");
    uint64_t bits = 0;
    memcpy(&bits, &v, sizeof v);
    bits = emu_exchange(bits, lane);
    memcpy(&v, &bits, sizeof v);
    return v;
}
template <class T>
GPU_FN T gpu_atomic_add(T *p, T v)
{
    const T old = *p;
    *p = old + v;
    return old;
}
template <class T>
GPU_FN T gpu_atomic_max(T *p, T v)
{
    const T old = *p;
    if (old < v) *p = v;
    return old;
}
GPU_FN int gpu_atomic_cas(int *p, int expected, int v)
{
    const int old = *p;
    if (old == expected) *p = v;
    return old;
}
GPU_FN void gpu_fence_system()
{
}
#else
GPU_FN void gpu_block_barrier()
{
    __syncthreads();
}
#if defined(GPU_IS_HIP)
GPU_FN int gpu_warp()
{
    return warpSize;
}
template <class T>
GPU_FN T gpu_exchange(T v, int lane)
{
    return __shfl(v, lane);
}
#else
GPU_FN constexpr int gpu_warp()
{
    return 32;
}
template <class T>
GPU_FN T gpu_exchange(T v, int lane)
{
    return __shfl_sync(0xffffffffu, v, lane);
}
#endif
GPU_FN int gpu_atomic_add(int *p, int v)
{
    return atomicAdd(p, v);
}
GPU_FN unsigned long long gpu_atomic_add(unsigned long long *p, unsigned long long v)
{
    return atomicAdd(p, v);
}
GPU_FN unsigned long long gpu_atomic_max(unsigned long long *p, unsigned long long v)
{
    return atomicMax(p, v);
}
GPU_FN int gpu_atomic_cas(int *p, int expected, int v)
{
    return atomicCAS(p, expected, v);
}
GPU_FN void gpu_fence_system()
{
    __threadfence_system();
}
#define GPU_RUN(kernel_, name_, blocks_, threads_, shared_, stream_, ...)                          \
    (kernel_<<<blocks_, threads_, shared_, stream_>>>(__VA_ARGS__), GPU(GetLastError)())
#endif
/* Before a loop of few rounds over an array that has to stay in registers. */
#if defined(GPU_IS_EMU)
#define GPU_UNROLL
#else
#define GPU_UNROLL _Pragma("unroll")
#endif
/* Dynamic shared memory, as much as the launch asked for. */
#if defined(GPU_IS_EMU)
#define GPU_DYNAMIC_SHARED(type_, name_) type_ *const name_ = (type_ *)emu_dynamic_shared()
#else
extern __shared__ __align__(16) char gpu_dynamic_shared[];
#define GPU_DYNAMIC_SHARED(type_, name_) type_ *const name_ = (type_ *)gpu_dynamic_shared
#endif

/* ---- the runtimes, where they differ --------------------------------------------------------- */
struct gpu_facts {
    char name[64];
    int processors; /* multiprocessors, compute units */
    int warp;
    uint64_t memory;
};
static inline GPU(Error_t) gpu_device_facts(gpu_facts *out, int device)
{
#if defined(GPU_IS_EMU)
    emu_device_facts p;
    const emuError_t e = emuDeviceFacts(&p, device);
    if (e != emuSuccess) return e;
    *out = gpu_facts{{0}, p.processors, p.warp, p.memory};
#else
#if defined(GPU_IS_HIP)
    hipDeviceProp_t p;
#else
    cudaDeviceProp p;
#endif
    const GPU(Error_t) e = GPU(GetDeviceProperties)(&p, device);
    if (e != GPU(Success)) return e;
    *out = gpu_facts{{0}, p.multiProcessorCount, p.warpSize, p.totalGlobalMem};
#endif
    memcpy(out->name, p.name, strnlen(p.name, sizeof out->name - 1));
    return GPU(Success);
}
/* Pinned memory that every device can reach. */
static inline GPU(Error_t) gpu_host_alloc(void **p, size_t bytes)
{
#if defined(GPU_IS_HIP)
    return hipHostMalloc(p, bytes, hipHostMallocPortable);
#elif defined(GPU_IS_CUDA)
    return cudaHostAlloc(p, bytes, cudaHostAllocPortable);
#else
    return emuHostAlloc(p, bytes, 0);
#endif
}
static inline GPU(Error_t) gpu_host_free(void *p)
{
#if defined(GPU_IS_HIP)
    return hipHostFree(p);
#else
    return GPU(FreeHost)(p);
#endif
}
/* Device of an address, -1 if it is of none. */
static inline GPU(Error_t) gpu_pointer_device(const void *p, int *device)
{
#if defined(GPU_IS_EMU)
    return emuPointerDevice(p, device);
#elif defined(GPU_IS_HIP)
    hipPointerAttribute_t a;
    *device = -1;
    if (hipPointerGetAttributes(&a, p) != hipSuccess) return (void)hipGetLastError(), hipSuccess;
    if (a.memoryType == hipMemoryTypeDevice) *device = a.device;
    return hipSuccess;
#else
    cudaPointerAttributes a;
    const cudaError_t e = cudaPointerGetAttributes(&a, p);
    *device =
        e == cudaSuccess && (a.type == cudaMemoryTypeDevice || a.type == cudaMemoryTypeManaged)
            ? a.device
            : -1;
    return e;
#endif
}
/* A graph that can be launched, from what a stream recorded. */
static inline GPU(Error_t) gpu_graph_instantiate(GPU(GraphExec_t) * exec, GPU(Graph_t) graph)
{
#if defined(GPU_IS_HIP)
    return hipGraphInstantiate(exec, graph, nullptr, nullptr, 0);
#elif defined(GPU_IS_CUDA)
    return cudaGraphInstantiateWithFlags(exec, graph, 0);
#else
    return emuGraphInstantiate(exec, graph);
#endif
}
/* Does the runtime do what it is given before the call returns? */
static inline bool gpu_launches_wait()
{
#if defined(GPU_IS_EMU)
    return !emu_lazy();
#else
    return false;
#endif
}
/* What the plugin offers by name beside its device. */
static inline const void *gpu_service(const char *name, uint32_t min_version)
{
#if defined(GPU_IS_EMU)
    return emu_service(name, min_version);
#else
    return (void)name, (void)min_version, nullptr;
#endif
}
/* What an allocator gave out: the emulated device bounds pointers by it. */
#if defined(GPU_IS_EMU)
#define gpu_block_out emu_block_out
#define gpu_block_back emu_block_back
#else
static inline void gpu_block_out(void *, size_t)
{
}
static inline void gpu_block_back(void *)
{
}
#endif
/* May the launch that failed be the device's end? Then nothing on it works any more in this
   process. */
static inline bool gpu_is_sticky(GPU(Error_t) e)
{
    return e == GPU(ErrorIllegalAddress) || e == GPU(ErrorLaunchFailure);
}
#endif
