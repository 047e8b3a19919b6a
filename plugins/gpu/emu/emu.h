/* plugins/gpu/emu/emu.h - a GPU of host memory: the runtime and the device language that the
 * kernels of plugins/gpu are written in
 *
 * The functions are those of the CUDA runtime, with `emu` before their names, and mean the same. A
 * launch runs its blocks one after the other; the threads of a block are fibers, which take turns
 * where they wait for each other: at a barrier, and at the exchanges of a warp. An exchange with a
 * thread that has returned is an error, not luck. Global memory is reached through emu_pointer,
 * which knows the allocation that it points into: a kernel that leaves it fails with the address,
 * the thread and the block.
 *
 * REPRISE_EMU_WARP=64 makes warps of 64 threads (32). REPRISE_EMU_LAZY=1 runs the work of a stream
 * only when somebody waits for it, so that a missing wait shows; copies of memory that is not
 * pinned are done before the call returns, as CUDA stages them. REPRISE_EMU_DEVICES sets the number
 * of devices (2). Launches of several host threads take turns.
 */
#ifndef EMU_H
#define EMU_H
#include <functional>
#include <stddef.h>
#include <stdint.h>

/* ---- runtime --------------------------------------------------------------------------------- */
enum emuError_t {
    emuSuccess = 0,
    emuErrorInvalidValue = 1,
    emuErrorMemoryAllocation = 2,
    emuErrorInvalidDevice = 101,
    emuErrorInvalidResourceHandle = 400,
    emuErrorNotReady = 600,
    emuErrorIllegalAddress = 700,
    emuErrorLaunchFailure = 719,
    emuErrorStreamCaptureUnsupported = 900,
    emuErrorStreamCaptureInvalidated = 901
};
enum emuMemcpyKind {
    emuMemcpyHostToHost,
    emuMemcpyHostToDevice,
    emuMemcpyDeviceToHost,
    emuMemcpyDeviceToDevice,
    emuMemcpyDefault
};
enum {
    emuStreamDefault = 0,
    emuStreamNonBlocking = 1,
    emuEventDefault = 0,
    emuEventDisableTiming = 2
};
typedef struct emu_stream *emuStream_t; /* NULL: the default stream of the current device */
typedef struct emu_event *emuEvent_t;
typedef struct emu_graph *emuGraph_t, *emuGraphExec_t; /* a list of the stream's work */
enum emuStreamCaptureMode { emuStreamCaptureModeRelaxed };
struct emu_device_facts {
    char name[64];
    int warp, processors;
    size_t memory;
};

const char *emuGetErrorName(emuError_t e);
const char *emuGetErrorString(emuError_t e); /* of a fault, what the kernel did */
emuError_t emuGetLastError();                /* and forgets it, unless it is a fault, which stays */
emuError_t emuPeekAtLastError();
emuError_t emuGetDeviceCount(int *n);
emuError_t emuSetDevice(int device);
emuError_t emuGetDevice(int *device);
emuError_t emuDeviceSynchronize();
emuError_t emuDeviceFacts(emu_device_facts *out, int device);
emuError_t emuDeviceGetPCIBusId(char *id, int bytes, int device);
emuError_t emuDeviceCanAccessPeer(int *can, int device, int peer);
emuError_t emuDeviceEnablePeerAccess(int peer, unsigned flags);
emuError_t emuMemGetInfo(size_t *free, size_t *total);
emuError_t emuMalloc(void **p, size_t bytes);
emuError_t emuFree(void *p);
emuError_t emuHostAlloc(void **p, size_t bytes, unsigned flags);
emuError_t emuFreeHost(void *p);
emuError_t emuMemcpyAsync(void *to, const void *from, size_t bytes, emuMemcpyKind kind,
                          emuStream_t s);
emuError_t emuMemcpyPeerAsync(void *to, int to_device, const void *from, int from_device,
                              size_t bytes, emuStream_t s);
emuError_t emuMemsetAsync(void *to, int byte, size_t bytes, emuStream_t s);
emuError_t emuStreamCreateWithPriority(emuStream_t *s, unsigned flags, int priority);
emuError_t emuStreamDestroy(emuStream_t s);
emuError_t emuStreamSynchronize(emuStream_t s);
emuError_t emuStreamQuery(emuStream_t s);
emuError_t emuStreamWaitEvent(emuStream_t s, emuEvent_t e, unsigned flags);
emuError_t emuEventCreateWithFlags(emuEvent_t *e, unsigned flags);
emuError_t emuEventDestroy(emuEvent_t e);
emuError_t emuEventRecord(emuEvent_t e, emuStream_t s);
emuError_t emuEventQuery(emuEvent_t e);
emuError_t emuEventSynchronize(emuEvent_t e);
emuError_t emuEventElapsedTime(float *ms, emuEvent_t a, emuEvent_t b);
/* Between these a stream records its work and does nothing; what waits for it fails and spoils the
   recording. */
emuError_t emuStreamBeginCapture(emuStream_t s, emuStreamCaptureMode mode);
emuError_t emuStreamEndCapture(emuStream_t s, emuGraph_t *g);
emuError_t emuGraphInstantiate(emuGraphExec_t *exec, emuGraph_t g);
emuError_t emuGraphLaunch(emuGraphExec_t exec, emuStream_t s);
emuError_t emuGraphExecDestroy(emuGraphExec_t exec);
emuError_t emuGraphDestroy(emuGraph_t g);
emuError_t emuPointerDevice(const void *p, int *device); /* -1: not of a device */

bool emu_lazy();
/* Service "faults", version 1, of the plugin: what a test makes go wrong. */
struct emu_faults {
    uint32_t size, version;
    void (*fail_alloc)(int64_t n);  /* the n-th emuMalloc from now fails (1: the next); 0: none */
    void (*fail_launch)(int64_t n); /* the n-th launch leaves its memory: the device is lost */
    int64_t (*launches)();          /* since the start */
    void (*set_device)(int device); /* the thread's, as another user of the runtime would */
    /* a stream that is told to wait for an event goes on at once: what counts on it has to
       notice */
    void (*lose_waits)(int on);
};
const void *emu_service(const char *name, uint32_t min_version);

/* An allocator says which bytes it gave out and which came back: pointers then know these, not the
   segment around them. */
void emu_block_out(void *p, size_t bytes);
void emu_block_back(void *p);

/* ---- the language ---------------------------------------------------------------------------- */
#define __global__
#define __device__
#define __host__
#define __forceinline__ inline
#define __noinline__ __attribute__((noinline))
#define __shared__ static
#define __launch_bounds__(...)

struct emu_dim {
    unsigned x, y, z;
};
struct emu_thread { /* what a thread of the running block sees */
    emu_dim thread, block, threads, blocks;
};
extern emu_thread *emu_now;
#define threadIdx (emu_now->thread)
#define blockIdx (emu_now->block)
#define blockDim (emu_now->threads)
#define gridDim (emu_now->blocks)

int emu_warp();
void emu_block_barrier();
void emu_warp_barrier();
/* Every living thread of the warp calls it; the value of `lane` comes back, 0 where no such thread
   is. */
uint64_t emu_exchange(uint64_t value, int lane);
[[noreturn]] void emu_fault(const char *what, const void *at, size_t bytes, const void *low,
                            const void *high);
void *emu_dynamic_shared();

/* Runs `thread` for every thread of a grid, when the stream comes to it. */
emuError_t emu_launch(const char *name, unsigned blocks, unsigned threads, size_t shared,
                      emuStream_t s, std::function<void()> thread);

/* The allocation around an address; low == high if there is none. */
void emu_bounds(const void *p, const char **low, const char **high);

template <class T>
struct emu_pointer {
    T *p;
    const char *low, *high;
    emu_pointer() = default;
    emu_pointer(T *at, const char *from, const char *to) : p(at), low(from), high(to)
    {
    }
    explicit emu_pointer(T *at) : p(at)
    {
        emu_bounds((const void *)at, &low, &high);
    }
    template <class U>
    emu_pointer(const emu_pointer<U> &o) : p(o.p), low(o.low), high(o.high)
    {
    }
    T &at(T *e) const
    {
        if ((const char *)e < low || (const char *)(e + 1) > high)
            emu_fault("reads or writes", (const void *)e, sizeof(T), low, high);
        return *e;
    }
    T &operator[](int64_t i) const
    {
        return at(p + i);
    }
    T &operator*() const
    {
        return at(p);
    }
    emu_pointer operator+(int64_t i) const
    {
        return emu_pointer(p + i, low, high);
    }
    emu_pointer operator-(int64_t i) const
    {
        return emu_pointer(p - i, low, high);
    }
    emu_pointer &operator+=(int64_t i)
    {
        p += i;
        return *this;
    }
    explicit operator bool() const
    {
        return p != nullptr;
    }
};
#endif
