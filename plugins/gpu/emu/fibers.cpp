/* plugins/gpu/emu/fibers.cpp - the threads of a block, which are fibers: barriers, exchanges in a
   warp, and what ends a launch */
#include <functional>
#include <new>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <ucontext.h>
#include <vector>
#include "impl.h" /* after the library: its headers use names that the language defines */
#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#include <sanitizer/common_interface_defs.h>
#elif defined(__SANITIZE_THREAD__)
#include <sanitizer/tsan_interface.h>
#endif

namespace
{
enum { STACK = 128 << 10 };

enum State { IDLE, RUNNABLE, AT_BLOCK, AT_WARP };
struct Fiber {
    ucontext_t context; /* where it begins */
    void *place[5];     /* where it went away */
    void *known;        /* what a sanitizer keeps of it */
    char *stack;
    State state;
    emu_thread now;
    unsigned number;    /* of the thread that it runs */
    unsigned exchanges; /* that the thread took part in */
    /* has a context; was switched to; runs a thread that has not returned */
    bool prepared, begun, open;
};
struct Warp {
    unsigned threads, waiting;
    uint64_t slot[2][64]; /* exchanges alternate, so that one barrier is enough */
    bool there[64];
};
struct Launch {
    const char *name;
    int device;
    const std::function<void()> *thread;
    unsigned blocks, threads, next, living, waiting;
    std::vector<Warp> warps;
    bool failed;
};

Fiber *fibers[EMU_THREADS];
unsigned n_fibers;
void *scheduler[5];
Fiber *self;
Launch *launch;
alignas(64) char shared_memory[EMU_SHARED];

/* ---- sanitizers: are told who goes on -------------------------------------------------------- */
#if defined(__SANITIZE_ADDRESS__)
void *scheduler_known;
const void *scheduler_stack;
size_t scheduler_size;
void fiber_made(Fiber *f)
{
    __asan_unpoison_memory_region(f->stack, STACK); /* of a thread that never returned */
}
void fiber_begins()
{
    __sanitizer_finish_switch_fiber(nullptr, &scheduler_stack, &scheduler_size);
}
void before_fiber(Fiber *f)
{
    __sanitizer_start_switch_fiber(&scheduler_known, f->stack, STACK);
}
void after_fiber()
{
    __sanitizer_finish_switch_fiber(scheduler_known, nullptr, nullptr);
}
void before_scheduler(Fiber *f)
{
    __sanitizer_start_switch_fiber(&f->known, scheduler_stack, scheduler_size);
}
void after_scheduler(Fiber *f)
{
    __sanitizer_finish_switch_fiber(f->known, &scheduler_stack, &scheduler_size);
}
#elif defined(__SANITIZE_THREAD__)
void *scheduler_known;
void fiber_made(Fiber *f)
{
    if (f->known) __tsan_destroy_fiber(f->known);
    f->known = __tsan_create_fiber(0);
}
void fiber_begins()
{
}
__attribute__((no_sanitize("thread"))) void before_fiber(Fiber *f)
{
    scheduler_known = __tsan_get_current_fiber();
    __tsan_switch_to_fiber(f->known, 0);
}
void after_fiber()
{
}
__attribute__((no_sanitize("thread"))) void before_scheduler(Fiber *)
{
    __tsan_switch_to_fiber(scheduler_known, 0);
}
void after_scheduler(Fiber *)
{
}
#else
void fiber_made(Fiber *)
{
}
void fiber_begins()
{
}
void before_fiber(Fiber *)
{
}
void after_fiber()
{
}
void before_scheduler(Fiber *)
{
}
void after_scheduler(Fiber *)
{
}
#endif

/* A context begins a fiber; from then on it is jumped to and from, because every switch of contexts
 * is a system call. The built-in functions want to be in different ones; those of the C library
 * would have a sanitizer, or a hardened library, look for the frame that is returned to. Calls that
 * do not return are hidden from sanitizers, too. */
#define SWITCHES __attribute__((noinline, no_sanitize("address", "thread")))
[[noreturn]] SWITCHES void jump(void **to)
{
    __builtin_longjmp(to, 1);
}
[[noreturn]] SWITCHES void enter(Fiber *f)
{
    if (f->begun) jump(f->place);
    f->begun = true;
    setcontext(&f->context);
    abort();
}
SWITCHES void to_fiber(Fiber *f)
{
    self = f;
    emu_now = &f->now;
    before_fiber(f);
    if (!__builtin_setjmp(scheduler)) enter(f);
    after_fiber();
}
SWITCHES void to_scheduler()
{
    before_scheduler(self);
    if (!__builtin_setjmp(self->place)) jump(scheduler);
    after_scheduler(self);
}

/* A fiber runs thread after thread until one of them has to wait; most kernels need no second
   fiber. */
void fiber_main()
{
    fiber_begins();
    for (;;) {
        Fiber *f = self;
        while (launch->next < launch->threads && !launch->failed) {
            f->number = launch->next++;
            f->now.thread = emu_dim{f->number, 0, 0};
            f->exchanges = 0;
            f->open = true;
            (*launch->thread)();
            f->open = false;
            launch->living--;
        }
        f->state = IDLE;
        to_scheduler();
    }
}

bool prepare(Fiber *f)
{
    if (!f->stack) {
        void *p = mmap(nullptr, STACK, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        if (p == MAP_FAILED) return false;
        f->stack = (char *)p;
    }
    getcontext(&f->context);
    f->context.uc_stack.ss_sp = f->stack;
    f->context.uc_stack.ss_size = STACK;
    f->context.uc_link = nullptr;
    makecontext(&f->context, fiber_main, 0);
    f->prepared = true;
    f->begun = f->open = false;
    fiber_made(f);
    return true;
}

Fiber *idle_fiber()
{
    for (unsigned i = 0; i < n_fibers; i++)
        if (fibers[i]->state == IDLE)
            return fibers[i]->prepared || prepare(fibers[i]) ? fibers[i] : nullptr;
    Fiber *f = new (std::nothrow) Fiber();
    if (!f || !prepare(f)) {
        delete f;
        return nullptr;
    }
    return fibers[n_fibers++] = f; /* a block has at most EMU_THREADS, one each */
}

void fail(const char *format, ...) __attribute__((format(printf, 1, 2)));
void fail(const char *format, ...)
{
    va_list list;
    va_start(list, format);
    char what[200];
    vsnprintf(what, sizeof what, format, list);
    va_end(list);
    launch->failed = true;
    emu_device_lost(launch->device, launch->name, what);
}

/* Opens every barrier that is complete. False: nobody can go on. */
bool open_barriers()
{
    bool moved = false;
    const bool all = launch->waiting && launch->waiting == launch->living;
    for (unsigned i = 0; i < n_fibers; i++) {
        Fiber *f = fibers[i];
        if (f->state == AT_BLOCK && all) f->state = RUNNABLE, moved = true;
        if (f->state != AT_WARP) continue;
        const Warp &w = launch->warps[f->number / (unsigned)emu_warp()];
        if (w.waiting == w.threads) f->state = RUNNABLE, moved = true;
    }
    if (all) launch->waiting = 0;
    for (Warp &w : launch->warps)
        if (w.waiting == w.threads) w.waiting = 0;
    return moved;
}

void run_block(unsigned block)
{
    const unsigned warp = (unsigned)emu_warp();
    launch->next = 0;
    launch->living = launch->threads;
    launch->waiting = 0;
    launch->warps.assign((launch->threads + warp - 1) / warp, Warp());
    for (unsigned i = 0; i < launch->threads; i++)
        launch->warps[i / warp].threads++, launch->warps[i / warp].there[i % warp] = true;
    while (launch->living && !launch->failed) {
        while (launch->next < launch->threads && !launch->failed) {
            Fiber *f = idle_fiber();
            if (!f) return fail("no memory for the threads of a block");
            f->now = emu_thread{
                {0, 0, 0}, {block, 0, 0}, {launch->threads, 1, 1}, {launch->blocks, 1, 1}};
            f->state = RUNNABLE;
            to_fiber(f);
        }
        if (!launch->living || launch->failed) break;
        if (!open_barriers())
            return fail("threads of block %u wait for others that never come; %u have returned",
                        block, launch->threads - launch->living);
        for (unsigned i = 0; i < n_fibers && !launch->failed; i++)
            if (fibers[i]->state == RUNNABLE) to_fiber(fibers[i]);
    }
}
} // namespace

/* ---- the language ---------------------------------------------------------------------------- */
emu_thread *emu_now;

void emu_block_barrier()
{
    self->state = AT_BLOCK;
    launch->waiting++;
    to_scheduler();
}

void emu_warp_barrier()
{
    self->state = AT_WARP;
    launch->warps[self->number / (unsigned)emu_warp()].waiting++;
    to_scheduler();
}

uint64_t emu_exchange(uint64_t value, int lane)
{
    const unsigned warp = (unsigned)emu_warp(), turn = self->exchanges++ & 1;
    Warp *w = &launch->warps[self->number / warp];
    w->slot[turn][self->number % warp] = value;
    emu_warp_barrier();
    return lane >= 0 && lane < (int)warp && w->there[lane] ? w->slot[turn][lane] : 0;
}

void emu_fault(const char *what, const void *at, size_t bytes, const void *low, const void *high)
{
    fail("thread %u of block %u %s %zu bytes at %+td of an allocation of %td", self->number,
         self->now.block.x, what, bytes, (const char *)at - (const char *)low,
         (const char *)high - (const char *)low);
    self->prepared = false; /* its stack is never gone back to */
    self->state = IDLE;
    to_scheduler();
    abort();
}

void *emu_dynamic_shared()
{
    return shared_memory;
}

void emu_run(const char *name, int device, unsigned blocks, unsigned threads,
             const std::function<void()> &thread)
{
    Launch l;
    l.name = name;
    l.device = device;
    l.thread = &thread;
    l.blocks = blocks;
    l.threads = threads;
    l.failed = false;
    Launch *outer = launch;
    launch = &l;
    for (unsigned b = 0; b < blocks && !l.failed; b++) run_block(b);
    if (l.failed)
        for (unsigned i = 0; i < n_fibers; i++)
            fibers[i]->prepared = false, fibers[i]->state = IDLE;
    launch = outer;
}
