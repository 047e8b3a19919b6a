/* plugins/cpu/attention.h - the plain attention, which the fast one falls back on */
#ifndef RP_CPU_ATTENTION_H
#define RP_CPU_ATTENTION_H
#include "cpu.h"
#include "plugins/common/attention.h"

/* Any dtype, any strides, masks (attention.c). */
rp_status cpu_attention_forward_plain(const kernel_attention *a);
rp_status cpu_attention_backward_plain(const kernel_attention *a);
#endif
