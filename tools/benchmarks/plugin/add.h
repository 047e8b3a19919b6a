/* tools/benchmarks/plugin/add.h - the kernel that is measured, for the program and for the plugin;
   types come from whoever includes it */
static rp_status boxed(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                       uint32_t n_out)
{
    (void)self, (void)c, (void)n_in, (void)n_out;
    out[0] = rp_value_int(in[0].u.i + in[1].u.i);
    return RP_OK;
}

static rp_status plain(rp_call *c, rp_value *out, int64_t a, int64_t b)
{
    (void)c;
    *out = rp_value_int(a + b);
    return RP_OK;
}
