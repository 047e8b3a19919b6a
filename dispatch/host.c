/* dispatch/host.c - what a plugin may call: the rp_host table */
#include "dispatch/host.h"
#include "core/log.h"
#include "dispatch/impl.h"
#include <stdio.h>

static rp_status host_fail(rp_status code, const char *file, int line, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    const rp_status st = rp_vfail(code, file, line, fmt, ap);
    va_end(ap);
    return st;
}

static void host_log(int level, const char *fmt, ...)
{
    char line[1024];
    va_list ap;
    if (!rp_log_enabled(level)) return;
    va_start(ap, fmt);
    vsnprintf(line, sizeof line, fmt, ap);
    va_end(ap);
    rp_log_line(level, "%s", line);
}

static const rp_host host = {
    .size = sizeof(rp_host),
    .major = RP_ABI_MAJOR,
    .minor = RP_ABI_MINOR,
    .version = REPRISE_VERSION,
    .alloc = rp_alloc,
    .free = rp_free,
    .fail = host_fail,
    .note = rp_note,
    .log = host_log,
    .register_op = rp_register_op,
    .register_kernel = rp_register_kernel,
    .register_mode = rp_mode_register,
    .register_device = rp_register_device,
    .geometry = rp_tensor_geometry,
    .create = rp_tensor_create,
    .create_strided = rp_tensor_create_strided,
    .alias = rp_tensor_alias,
    .alias_strided = rp_tensor_alias_strided,
    .retain = rp_tensor_retain,
    .release = rp_tensor_release,
    .item = rp_tensor_item,
    .value_copy = rp_value_copy,
    .value_clear = rp_value_clear,
    .to_dlpack = rp_tensor_to_dlpack,
    .from_dlpack_take = rp_tensor_from_dlpack_take,
    .find = rp_op_find,
    .call = rp_op_call,
    .below = rp_call_below,
    .inner = rp_call_inner,
    .call_info = rp_call_get,
    .random = rp_call_random,
    .output = rp_call_output,
    .output_like = rp_call_output_like,
    .output_view = rp_call_output_view,
    .call_dtype = rp_call_dtype,
    .call_set_dtype = rp_call_set_dtype,
    .call_device = rp_call_device,
    .call_set_device = rp_call_set_device,
    .saved_input = rp_saved_input,
    .saved_list = rp_saved_list,
    .saved_output = rp_saved_output,
    .saved_arg = rp_saved_arg,
    .saved_shape = rp_saved_shape,
    .node_needs = rp_node_needs,
    .ext = rp_service_find,
    .fallback = rp_fallback,
    .saved_list_edges = rp_saved_list_edges,
    .dense = rp_tensor_dense,
};

const rp_host *rp_host_plain(void)
{
    return &host;
}

static _Atomic int checking;

int rp_host_checking(int on)
{
    return atomic_exchange(&checking, on);
}

const rp_host *rp_host_table(void)
{
    return atomic_load(&checking) ? rp_host_faulty() : &host;
}

const char *rp_version(void)
{
    return REPRISE_VERSION;
}
