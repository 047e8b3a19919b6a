/* plugins/gpu/pointwise.cu - the table of the elementwise operators, and what their calls have in
   common */
#include "pointwise.h"
#include "plugins/common/argument.h"

void gpu_read_constant(gpu_operand *o, const rp_geometry *g, const kernel_elementwise &e)
{
    switch (g->dtype) {
    case RP_F64: o->f64 = *(const double *)g->data; break;
    case RP_F32: o->f64 = (double)*(const float *)g->data; break;
    case RP_F16: o->f64 = (double)rp_from_f16(*(const rp_f16 *)g->data); break;
    case RP_BF16: o->f64 = (double)rp_from_bf16(*(const rp_bf16 *)g->data); break;
    case RP_I64: o->i64 = *(const int64_t *)g->data; break;
    case RP_I32: o->i64 = *(const int32_t *)g->data; break;
    case RP_I16: o->i64 = *(const int16_t *)g->data; break;
    case RP_I8: o->i64 = *(const int8_t *)g->data; break;
    default: o->i64 = *(const uint8_t *)g->data; break;
    }
    if (kernel_is_floating(g->dtype))
        o->i64 = o->truth ? o->f64 != 0 : fabs(o->f64) < 0x1p63 ? (int64_t)o->f64 : 0;
    else o->f64 = (double)o->i64;
    if (o->round && e.compute == RP_I64) o->i64 = kernel_narrow(o->i64, e.rounds);
}

rp_status gpu_run_elementwise(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                              rp_value *out, uint32_t n_out)
{
    const gpu_elementwise *what = (const gpu_elementwise *)self;
    kernel_elementwise e;
    (void)n_out;
    kernel_read_elementwise(&e, c, in, n_in, out, what->tensors);
    if (e.g[0].numel == 0) return RP_OK;
    const gpu_elementwise_run run = e.compute == RP_F64   ? what->f64
                                    : e.compute == RP_F32 ? what->f32
                                                          : what->i64;
    if (!run) return kernel_no_dtype(what->name, kernel_host->call_dtype(c));
    gpu_op op(c);
    return run(op, e);
}

/* ---- integer division: the divisor is looked at before --------------------------------------- */
static rp_status run_division(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                              rp_value *out, uint32_t n_out)
{
    const gpu_elementwise *what = (const gpu_elementwise *)self;
    if (kernel_compute_dtype(kernel_host->call_dtype(c)) == RP_I64) {
        gpu_op op(c);
        if (in[1].tag != RP_TAG_TENSOR) {
            if (kernel_int(&in[1]) == 0)
                return RP_FAIL(RP_E_VALUE, "%s: integer division by zero", what->name);
        } else {
            rp_geometry g;
            RP_TRY(gpu_geometry(op, &g, &in[1]));
            const gpu_iter<1> it = gpu_iterate<1>({&g});
            const rp_dtype d = g.dtype;
            const gpu_reporter reporter = op.reporter;
            RP_TRY(gpu_each(op, g.numel, [=] GPU_LAMBDA(int64_t i) {
                int64_t at[1];
                it.offsets(i, at);
                if (gpu_load<int64_t>(it.data[0] + at[0], d) == 0)
                    gpu_report(reporter, GPU_FAULT_DIVISION, i, 0);
            }));
        }
    }
    return gpu_run_elementwise(self, c, in, n_in, out, n_out);
}

/* ---- values that must fit -------------------------------------------------------------------- */
static rp_status run_fitting(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                             rp_value *out, uint32_t n_out)
{
    const gpu_elementwise *what = (const gpu_elementwise *)self;
    const rp_dtype d = kernel_host->call_dtype(c);
    if (kernel_compute_dtype(d) == RP_I64 && d != RP_BOOL) {
        rp_value v;
        RP_TRY(kernel_host->item(&v, in[what->tensors - 1].u.t));
        if (!kernel_number_fits(d, kernel_float(&v), v.tag != RP_TAG_FLOAT))
            return RP_FAIL(RP_E_DTYPE, "%s: value cannot be converted to type %s without overflow",
                           what->name, kernel_dtype_name(d));
    }
    return gpu_run_elementwise(self, c, in, n_in, out, n_out);
}

/* ---- the table ------------------------------------------------------------------------------- */
#define T1(a_) 1
#define T2(a_, b_) 2
#define T3(a_, b_, c_) 3
#define W3 T3
#define M2 T2
#define M3 T3
#define NOTHING(id_)
#define FLOATS(id_)                                                                                \
    rp_status gpu_run_##id_##_f32(gpu_op &op, const kernel_elementwise &e),                        \
        gpu_run_##id_##_f64(gpu_op &op, const kernel_elementwise &e);
#define INTEGERS(id_) rp_status gpu_run_##id_##_i64(gpu_op &op, const kernel_elementwise &e);
#define BOTH(id_) FLOATS(id_) INTEGERS(id_)
#define DECLARE_F FLOATS
#define DECLARE_IB INTEGERS
#define DECLARE_FI BOTH
#define DECLARE_FIB BOTH
#define DECLARE_FIBV BOTH
#define DECLARE_FID BOTH
#define OP(id_, name_, parameters_, variants_, types_, result_, check_, tensors_, scalars_,        \
           value_, vjp_)                                                                           \
    DECLARE_##types_(id_)
#define OP_FLAT(id_, name_, parameters_, variants_, types_, result_, check_, tensors_, scalars_,   \
                value_)                                                                            \
    DECLARE_##types_(id_)
#include "dispatch/ops/pointwise.inc"
#undef OP
#undef OP_FLAT

#define OF_F(id_) gpu_run_##id_##_f32, gpu_run_##id_##_f64, nullptr
#define OF_FI(id_) gpu_run_##id_##_f32, gpu_run_##id_##_f64, gpu_run_##id_##_i64
#define OF_FIB OF_FI
#define OF_FIBV OF_FI
#define OF_FID OF_FI
#define OF_IB(id_) nullptr, nullptr, gpu_run_##id_##_i64
#define OP(id_, name_, parameters_, variants_, types_, result_, check_, tensors_, scalars_,        \
           value_, vjp_)                                                                           \
    static const gpu_elementwise op_##id_ = {name_, OF_##types_(id_), tensors_};
#define OP_FLAT(id_, name_, parameters_, variants_, types_, result_, check_, tensors_, scalars_,   \
                value_)                                                                            \
    static const gpu_elementwise op_##id_ = {name_, OF_##types_(id_), tensors_};
#include "dispatch/ops/pointwise.inc"
#undef OP
#undef OP_FLAT

#define RUN_F gpu_run_elementwise
#define RUN_FI gpu_run_elementwise
#define RUN_FIB gpu_run_elementwise
#define RUN_IB gpu_run_elementwise
#define RUN_FIBV run_fitting
#define RUN_FID run_division
#define OP(id_, name_, parameters_, variants_, types_, result_, check_, tensors_, scalars_,        \
           value_, vjp_)                                                                           \
    GPU_ROW_WITH(name_, RUN_##types_, &op_##id_),
#define OP_FLAT(id_, name_, parameters_, variants_, types_, result_, check_, tensors_, scalars_,   \
                value_)                                                                            \
    GPU_ROW_WITH(name_, RUN_##types_, &op_##id_),
GPU_TABLE(pointwise) = {
#include "dispatch/ops/pointwise.inc"
    {},
};
