// tests/abi/border.cpp - plugin.h in C++17: a plugin as a C++ author writes it, and the
// inline functions used
#include "reprise/plugin.h"

namespace
{
const rp_host *host;

rp_status twice(void *, rp_call *, const rp_value *in, uint32_t, rp_value *out, uint32_t) noexcept
{
    out[0] = rp_value_int(2 * in[0].u.i);
    return RP_OK;
}

rp_status init(const rp_host *h, rp_registrar *r, const rp_kv *, uint32_t, void **) noexcept
{
    host = h;
    rp_op_row row{};
    row.size = sizeof row;
    row.schema = "cxx::twice(int a) -> int";
    RP_TRY(h->register_op(r, &row));
    rp_kernel_row kernel{};
    kernel.size = sizeof kernel;
    kernel.op = "cxx::twice";
    kernel.key = "cpu";
    kernel.boxed = twice;
    return RP_HAS(h, ext) ? h->register_kernel(r, &kernel)
                          : h->fail(RP_E_ABI, __FILE__, __LINE__, "the host has no ext");
}

rp_plugin describe()
{
    rp_plugin p{};
    p.magic = RP_ABI_MAGIC;
    p.size = sizeof p;
    p.major = RP_ABI_MAJOR;
    p.minor = RP_ABI_MINOR;
    p.name = "cxx";
    p.init = init;
    return p;
}
} // namespace

extern "C" const rp_plugin *rp_plugin_query(uint16_t major, uint16_t)
{
    static const rp_plugin plugin = describe();
    return major == RP_ABI_MAJOR ? &plugin : nullptr;
}
