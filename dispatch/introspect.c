/* dispatch/introspect.c - schemas as data, for tools and other languages */
#include "dispatch/impl.h"
#include <string.h>

_Static_assert((int)RP_ARGUMENT_GENERATOR == (int)RP_TYPE_GENERATOR,
               "the public argument types are the schema's");

rp_status rp_op_argument(const rp_op *op, uint32_t i, rp_argument_info *info)
{
    if (i >= op->schema.n_args)
        return RP_FAIL(RP_E_INDEX, "%s has %u arguments; there is no argument %u", op->schema.name,
                       op->schema.n_args, i);
    const rp_param *p = &op->schema.arg[i];
    const rp_argument_info full = {
        .size = info->size < sizeof full ? info->size : (uint32_t)sizeof full,
        .type = p->type,
        .name = p->name,
        .list_size = p->list_size,
        .list = p->list,
        .optional = p->optional,
        .kwarg_only = p->kwarg_only,
        .mutated = p->mutated,
        .is_out = p->is_out,
        .has_default = p->has_default,
        .default_value = p->has_default ? p->default_value : rp_value_none(),
    };
    memcpy(info, &full, full.size);
    return RP_OK;
}
