/* dispatch/plain_ffi.h - the C form of a schema: shared by plain kernels and by the operators'
   function pointers */
#ifndef RP_PLAIN_FFI_H
#define RP_PLAIN_FFI_H
#include "dispatch/impl.h"
#include <ffi.h>

enum { RP_MAX_C_ARGS = 1 + RP_MAX_RETURNS + 1 + 2 * RP_MAX_ARGS };
/** RP_E_UNIMPLEMENTED for a schema with arguments that have no C form (lists of numbers that may be
 * absent). */
rp_status rp_ffi_check(const rp_schema *s);
/** Types of the arguments in order, a count behind each list; returns how many were written. */
uint32_t rp_ffi_arguments(ffi_type **type, const rp_schema *s);
/** Bytes of one element of a list parameter. */
size_t rp_ffi_element_bytes(const rp_param *p);
#endif
