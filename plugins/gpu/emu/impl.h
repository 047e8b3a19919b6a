/* plugins/gpu/emu/impl.h - what the files of the emulated device say to each other */
#ifndef EMU_IMPL_H
#define EMU_IMPL_H
#include "emu.h"

enum { EMU_THREADS = 1024, EMU_SHARED = 96 << 10 }; /* of a block; bytes */
/* Runs a grid, one at a time in the process: shared memory is static. (fibers.cpp) */
void emu_run(const char *name, int device, unsigned blocks, unsigned threads,
             const std::function<void()> &thread);
/* A kernel did what a device does not survive: the first one is kept. (emu.cpp) */
void emu_device_lost(int device, const char *kernel, const char *why);
#endif
