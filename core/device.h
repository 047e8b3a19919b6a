/* core/device.h - device types by name; cpu is type 0 and always there, the others come from
   plugins */
#ifndef RP_DEVICE_H
#define RP_DEVICE_H
#include "core/value.h"
#ifdef __cplusplus
extern "C" {
#endif
/* types: copied into plugin.h */
typedef struct rp_stream rp_stream; /* the plugin's; NULL is the default stream */
typedef struct rp_event rp_event;
typedef struct rp_rng rp_rng; /* the plugin's: the state of one generator */
enum {
    RP_CAP_ASYNC = 1,
    RP_CAP_EVENTS = 2,
    RP_CAP_PINNED = 4,
    RP_CAP_UNIFIED = 8,
    RP_CAP_P2P = 16,
    RP_CAP_NO_CPU_FALLBACK = 32,
    RP_CAP_FORK = 64 /* works on in a forked child; without it the child gets RP_E_STATE */
};
typedef struct rp_device_props {
    uint32_t size, align;
    uint64_t mem_total, mem_free;
    char name[64], id[32];
} rp_device_props;
/* what a device timed: valid while rp_profile_fn runs, `name` too */
typedef struct rp_profile_record {
    uint32_t size;
    int32_t dev;
    const char *name;
    /* of CLOCK_MONOTONIC, so that times of several devices and of the host can stand side by
       side */
    uint64_t begin_ns, end_ns;
    /* a stream, a queue, a thread: records of one track nest or follow each other */
    uint64_t track;
} rp_profile_record;
typedef void (*rp_profile_fn)(void *ctx, const rp_profile_record *r);
/* what a device's allocator says of itself; bytes as it rounds them */
typedef struct rp_device_memory {
    uint32_t size, reserved;
    uint64_t allocated, peak; /* bytes of blocks that were given out */
    uint64_t held, peak_held; /* bytes that it has from the runtime */
    uint64_t segments;        /* pieces that it has from the runtime */
    uint64_t splits;          /* blocks cut in two, since the start */
    /* times that the runtime gave memory only after cached segments had gone back */
    uint64_t retries;
    uint64_t ooms; /* requests that failed */
} rp_device_memory;
typedef struct rp_capture rp_capture; /* the plugin's: recorded work */
/* `self` first in every slot; a NULL slot below `sync` means "not supported", and caps agree */
typedef struct rp_device_type {
    uint32_t size, caps;
    const char *name; /* lower case: "cuda"; also the name of its kernel key */
    int32_t dlpack_type;
    uint32_t reserved;
    void *self;
    /* fails where there are none and the runtime says why: users are told */
    rp_status (*count)(void *self, int32_t *n);
    rp_status (*props)(void *self, int32_t dev, rp_device_props *out);
    rp_status (*exchange)(void *self, int32_t dev, int32_t *prev);
    rp_status (*alloc)(void *self, int32_t dev, rp_stream *s, size_t bytes, void **ptr);
    void (*free)(void *self, int32_t dev, rp_stream *s, void *ptr, size_t bytes); /* never fails */
    /* dev -1: host */
    rp_status (*copy)(void *self, rp_stream *s, void *dst, int32_t dst_dev, const void *src,
                      int32_t src_dev, size_t bytes);
    rp_status (*fill)(void *self, rp_stream *s, int32_t dev, void *dst, size_t bytes, uint8_t byte);
    rp_status (*sync)(void *self, int32_t dev);
    rp_status (*host_alloc)(void *self, size_t bytes, void **ptr);
    void (*host_free)(void *self, void *ptr);
    rp_status (*ptr_device)(void *self, const void *ptr, int32_t *dev);
    rp_status (*stream_new)(void *self, int32_t dev, int32_t priority, rp_stream **s);
    void (*stream_free)(void *self, rp_stream *s);
    rp_status (*stream_sync)(void *self, rp_stream *s);
    rp_status (*stream_query)(void *self, rp_stream *s, int32_t *busy);
    void *(*stream_native)(void *self, rp_stream *s);
    rp_status (*event_new)(void *self, int32_t dev, uint32_t flags, rp_event **e);
    void (*event_free)(void *self, rp_event *e);
    rp_status (*event_record)(void *self, rp_event *e, rp_stream *s);
    rp_status (*event_wait)(void *self, rp_event *e, rp_stream *s);
    rp_status (*event_sync)(void *self, rp_event *e);
    rp_status (*event_ns)(void *self, rp_event *a, rp_event *b, uint64_t *ns);
    /* since 1.2; a group has all of its slots or none */
    /* Profiling: what the runtime's own tools show (NVTX, rocTX), or what the plugin times itself.
       Between start and stop the host puts a range around each operator call that reaches a kernel
       of the device, on the thread that makes it. `name` is valid during range_push alone; what
       that returns goes to range_pop, on the same thread, and 0 says that there is nothing to pop.
       A range may end after profile_stop. profile_stop waits for the device, hands what was timed
       to `emit` (NULL: nobody wants it), oldest first, and forgets it. */
    rp_status (*profile_start)(void *self, int32_t dev);
    rp_status (*profile_stop)(void *self, int32_t dev, rp_profile_fn emit, void *ctx);
    uint64_t (*range_push)(void *self, int32_t dev, const char *name);
    void (*range_pop)(void *self, int32_t dev, uint64_t range);
    /* Generators of the device's own; without them it has the host's Philox (core/rng.h), like
       every other device. A place in the stream is two numbers, of which the host knows only this:
       a new generator and generator_set(g, s, 0) stand at the beginning of the stream of seed s,
       generator_set with what generator_get said comes back to the same place, and
       generator_reserve gives the two numbers that a kernel needs for `numbers` 32-bit numbers that
       nobody else gets. A kernel that is given the same two again (in a recompute) draws the same
       numbers. Any thread calls these, also at the same time; they never fail, but generator_new,
       and call nothing of the host's. */
    rp_status (*generator_new)(void *self, int32_t dev, uint64_t seed, rp_rng **g);
    void (*generator_free)(void *self, rp_rng *g);
    void (*generator_set)(void *self, rp_rng *g, uint64_t seed, uint64_t offset);
    void (*generator_get)(void *self, rp_rng *g, uint64_t *seed, uint64_t *offset);
    void (*generator_reserve)(void *self, rp_rng *g, uint64_t numbers, uint64_t *seed,
                              uint64_t *offset);
    /* Memory, for an allocator that keeps what was freed. memory_get fills what fits of `out`.
       memory_trim gives back to the runtime what nobody uses, and says how many bytes. memory_uses:
       what stream s is given until the block is freed may use it; a freed block goes to nobody
       before that is done. */
    rp_status (*memory_get)(void *self, int32_t dev, rp_device_memory *out);
    uint64_t (*memory_trim)(void *self, int32_t dev);
    void (*memory_uses)(void *self, int32_t dev, void *ptr, rp_stream *s);
    /* Captures: between begin and end the device's default stream records its work and does
       nothing; capture_launch enqueues all of it once more, in order. Memory that was given out in
       between is the capture's own until capture_free, so the work finds it again. What cannot be
       recorded (a wait, a copy from or to the host) fails with RP_E_STATE; capture_end then fails
       too. */
    rp_status (*capture_begin)(void *self, int32_t dev);
    rp_status (*capture_end)(void *self, int32_t dev, rp_capture **c);
    rp_status (*capture_launch)(void *self, int32_t dev, rp_capture *c);
    void (*capture_free)(void *self, int32_t dev, rp_capture *c);
} rp_device_type;
/* functions */
enum { RP_MAX_DEVICE_TYPES = 40 };
#define RP_CPU ((rp_device){0, 0})
/** Device of "cpu", "cuda", "cuda:1". RP_E_DEVICE names what exists. */
RP_API RP_MUST rp_status rp_device_parse(rp_device *out, const char *text);
/** "cpu", "cuda:1": writes into `buf` and returns it. */
RP_API const char *rp_device_name(rp_device d, char *buf, size_t n);
/** Name of a device type, NULL if no such type. */
RP_API const char *rp_device_type_name(int type);
/** What the plugin of a device type registered; NULL for cpu (host memory is the library's own) and
 * for unknown types. */
RP_API const rp_device_type *rp_device_type_get(int type);
/** Number of device types handed out so far, cpu included. */
RP_API int rp_device_type_count(void);
/** Waits until the device has done everything that it was given, on all of its streams. The cpu does
 * its work in the call. An error that the work left behind is this call's.
 * Threads: any.
 */
RP_API RP_MUST rp_status rp_device_synchronize(rp_device d);
/** Starts the device's own profiling, which its plugin brings: from now on each operator call that
 * reaches one of its kernels is a range in the device's timeline. Nothing is paid while it is off.
 * For the host's side of all devices there is mode "trace".
 * @return RP_E_UNIMPLEMENTED the device has no profiling (the cpu never has); RP_E_STATE it is on
 * already
 * Threads: any; a call that runs elsewhere at this moment may be left out.
 */
RP_API RP_MUST rp_status rp_profile_start(rp_device d);
/** Stops it, waits for the device, and hands what was timed to `emit`, oldest first; NULL: it is
 * dropped.
 * @return RP_E_STATE it is not on
 */
RP_API RP_MUST rp_status rp_profile_stop(rp_device d, rp_profile_fn emit, void *ctx);
/** Non-zero between start and stop. */
RP_API int rp_profile_is_on(rp_device d);
/** A range of the program's own beside those of the operators: a step, a layer. 0 while profiling
 * is off. */
RP_API uint64_t rp_profile_push(rp_device d, const char *name);
/** Ends it, on the thread that began it; 0 is legal. */
RP_API void rp_profile_pop(rp_device d, uint64_t range);
/** A step that was recorded once and is launched many times, with no operator call in between (CUDA
 * graphs, where the device has them). Between begin and end what this thread runs on the device is
 * recorded and not done: results hold nothing before the first launch. A launch reads the tensors
 * that the step read, at the places where they were, and writes into the results of the step, so
 * inputs are copied into them before (rp_copy_) and results are read or copied afterwards. All
 * allocations of the step stay its own; releasing the graph gives them back. Run the step once
 * before recording it: kernels are loaded and buffers made on first use.
 * @return RP_E_UNIMPLEMENTED the device records nothing; RP_E_STATE a recording is on already
 */
typedef struct rp_device_graph rp_device_graph;
RP_API RP_MUST rp_status rp_device_graph_begin(rp_device d);
/** @return RP_E_STATE nothing is being recorded, or something could not be (its error said what);
 *          RP_E_UNIMPLEMENTED the step drew random numbers, which would be the same at each launch.
 *          The recording is over in each case.
 */
RP_API RP_MUST rp_status rp_device_graph_end(rp_device_graph **out, rp_device d);
/** Asynchronous, on the device's default stream. */
RP_API RP_MUST rp_status rp_device_graph_launch(rp_device_graph *g);
RP_API void rp_device_graph_release(rp_device_graph *g);
#ifdef __cplusplus
}
#endif
#endif
