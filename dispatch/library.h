/* dispatch/library.h - a shared object seen through the dynamic linker */
#ifndef RP_LIBRARY_H
#define RP_LIBRARY_H
#include <stdbool.h>
#include <stddef.h>

/** Does the object need itself by way of others? Writes "a.so needs b.so needs a.so" into `buf`. */
bool rp_library_cycle(void *handle, char *buf, size_t n);
/** Has it a TLS segment: data that threads may still hold when it is unmapped? */
bool rp_library_has_thread_data(void *handle);
bool rp_library_is_mapped(const char *path);
#endif
