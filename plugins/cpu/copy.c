/* plugins/cpu/copy.c - copy_, clone, _to_copy: every pair of element types, any strides on both
 * sides
 *
 * Same type: memcpy where both sides are dense, tiles where one side is transposed, rows otherwise.
 * f32 <-> f16/bf16 rows go through the vector loops of element.c; other pairs through a buffer of
 * int64 (from integers and bool) or double (from floating types), which is exact for every source.
 */
#include "iter.h"

enum { BUFFER = 256, TILE = 32 };
typedef struct pair {
    rp_dtype dst, src;
    int64_t dst_size, src_size;
} pair;

/* ---- one row with conversion ---- */
#define LOAD_ROW(name_, type_, wide_, expr_)                                                       \
    static void name_(wide_ *to, const char *src, int64_t step, int64_t n)                         \
    {                                                                                              \
        const type_ *dense = (const type_ *)(const void *)src;                                     \
        for (int64_t i = 0; i < n && step == (int64_t)sizeof(type_); i++) {                        \
            const type_ x = dense[i];                                                              \
            to[i] = (wide_)(expr_);                                                                \
        }                                                                                          \
        for (int64_t i = 0; i < n && step != (int64_t)sizeof(type_); i++) {                        \
            const type_ x = *(const type_ *)(const void *)(src + i * step);                        \
            to[i] = (wide_)(expr_);                                                                \
        }                                                                                          \
    }
LOAD_ROW(load_f64, double, double, x)
LOAD_ROW(load_f32, float, double, x)
LOAD_ROW(load_f16, rp_f16, double, rp_from_f16(x))
LOAD_ROW(load_bf16, rp_bf16, double, rp_from_bf16(x))
LOAD_ROW(load_i64, int64_t, int64_t, x)
LOAD_ROW(load_i32, int32_t, int64_t, x)
LOAD_ROW(load_i16, int16_t, int64_t, x)
LOAD_ROW(load_i8, int8_t, int64_t, x)
LOAD_ROW(load_u8, uint8_t, int64_t, x)

#define STORE_ROW(name_, type_, wide_, expr_)                                                      \
    static void name_(char *dst, int64_t step, const wide_ *from, int64_t n)                       \
    {                                                                                              \
        type_ *dense = (type_ *)(void *)dst;                                                       \
        for (int64_t i = 0; i < n && step == (int64_t)sizeof(type_); i++) {                        \
            const wide_ x = from[i];                                                               \
            dense[i] = (expr_);                                                                    \
        }                                                                                          \
        for (int64_t i = 0; i < n && step != (int64_t)sizeof(type_); i++) {                        \
            const wide_ x = from[i];                                                               \
            *(type_ *)(void *)(dst + i * step) = (expr_);                                          \
        }                                                                                          \
    }
STORE_ROW(float_to_f64, double, double, x)
STORE_ROW(float_to_f32, float, double, (float)x)
STORE_ROW(float_to_f16, rp_f16, double, rp_to_f16((float)x))
STORE_ROW(float_to_bf16, rp_bf16, double, rp_to_bf16((float)x))
STORE_ROW(float_to_i64, int64_t, double, (int64_t)x)
STORE_ROW(float_to_i32, int32_t, double, (int32_t)(int64_t)x)
STORE_ROW(float_to_i16, int16_t, double, (int16_t)(int64_t)x)
STORE_ROW(float_to_i8, int8_t, double, (int8_t)(int64_t)x)
STORE_ROW(float_to_u8, uint8_t, double, (uint8_t)(int64_t)x)
STORE_ROW(float_to_bool, uint8_t, double, x != 0)
STORE_ROW(int_to_f64, double, int64_t, (double)x)
STORE_ROW(int_to_f32, float, int64_t, (float)x)
STORE_ROW(int_to_f16, rp_f16, int64_t, rp_to_f16((float)x))
STORE_ROW(int_to_bf16, rp_bf16, int64_t, rp_to_bf16((float)x))
STORE_ROW(int_to_i64, int64_t, int64_t, x)
STORE_ROW(int_to_i32, int32_t, int64_t, (int32_t)x)
STORE_ROW(int_to_i16, int16_t, int64_t, (int16_t)x)
STORE_ROW(int_to_i8, int8_t, int64_t, (int8_t)x)
STORE_ROW(int_to_u8, uint8_t, int64_t, (uint8_t)x)
STORE_ROW(int_to_bool, uint8_t, int64_t, x != 0)

static void row_from_float(const pair *p, char *dst, int64_t ds, const char *src, int64_t ss,
                           int64_t n)
{
    double wide[BUFFER];
    switch (p->src) {
    case RP_F64: load_f64(wide, src, ss, n); break;
    case RP_F32: load_f32(wide, src, ss, n); break;
    case RP_F16: load_f16(wide, src, ss, n); break;
    default: load_bf16(wide, src, ss, n); break;
    }
    switch (p->dst) {
    case RP_F64: float_to_f64(dst, ds, wide, n); break;
    case RP_F32: float_to_f32(dst, ds, wide, n); break;
    case RP_F16: float_to_f16(dst, ds, wide, n); break;
    case RP_BF16: float_to_bf16(dst, ds, wide, n); break;
    case RP_I64: float_to_i64(dst, ds, wide, n); break;
    case RP_I32: float_to_i32(dst, ds, wide, n); break;
    case RP_I16: float_to_i16(dst, ds, wide, n); break;
    case RP_I8: float_to_i8(dst, ds, wide, n); break;
    case RP_U8: float_to_u8(dst, ds, wide, n); break;
    default: float_to_bool(dst, ds, wide, n); break;
    }
}

static void row_from_int(const pair *p, char *dst, int64_t ds, const char *src, int64_t ss,
                         int64_t n)
{
    int64_t wide[BUFFER];
    switch (p->src) {
    case RP_I64: load_i64(wide, src, ss, n); break;
    case RP_I32: load_i32(wide, src, ss, n); break;
    case RP_I16: load_i16(wide, src, ss, n); break;
    case RP_I8: load_i8(wide, src, ss, n); break;
    default: load_u8(wide, src, ss, n); break;
    }
    switch (p->dst) {
    case RP_F64: int_to_f64(dst, ds, wide, n); break;
    case RP_F32: int_to_f32(dst, ds, wide, n); break;
    case RP_F16: int_to_f16(dst, ds, wide, n); break;
    case RP_BF16: int_to_bf16(dst, ds, wide, n); break;
    case RP_I64: int_to_i64(dst, ds, wide, n); break;
    case RP_I32: int_to_i32(dst, ds, wide, n); break;
    case RP_I16: int_to_i16(dst, ds, wide, n); break;
    case RP_I8: int_to_i8(dst, ds, wide, n); break;
    case RP_U8: int_to_u8(dst, ds, wide, n); break;
    default: int_to_bool(dst, ds, wide, n); break;
    }
}

static bool is_half(rp_dtype d)
{
    return d == RP_F16 || d == RP_BF16;
}

static void convert_loop(void *ctx, char *const *data, const int64_t *stride, int64_t n)
{
    const pair *p = ctx;
    const bool dense = stride[0] == p->dst_size && stride[1] == p->src_size;
    if (dense && p->dst == RP_F32 && is_half(p->src)) {
        cpu_widen((float *)(void *)data[0], data[1], p->src, n);
        return;
    }
    if (dense && p->src == RP_F32 && is_half(p->dst)) {
        cpu_narrow(data[0], p->dst, (const float *)(void *)data[1], n);
        return;
    }
    for (int64_t i = 0; i < n; i += BUFFER) {
        const int64_t some = n - i < BUFFER ? n - i : BUFFER;
        char *dst = data[0] + i * stride[0];
        const char *src = data[1] + i * stride[1];
        if (kernel_is_floating(p->src)) row_from_float(p, dst, stride[0], src, stride[1], some);
        else row_from_int(p, dst, stride[0], src, stride[1], some);
    }
}

/* ---- same type ---- */
#define MOVE_ROW(name_, type_)                                                                     \
    static void name_(void *ctx, char *const *data, const int64_t *stride, int64_t n)              \
    {                                                                                              \
        char *dst = data[0];                                                                       \
        const char *src = data[1];                                                                 \
        const int64_t ds = stride[0], ss = stride[1];                                              \
        (void)ctx;                                                                                 \
        if (ds == (int64_t)sizeof(type_) && ss == ds) {                                            \
            memmove(dst, src, (size_t)(n * ds));                                                   \
        } else {                                                                                   \
            for (int64_t i = 0; i < n; i++)                                                        \
                *(type_ *)(dst + i * ds) = *(const type_ *)(src + i * ss);                         \
        }                                                                                          \
    }
MOVE_ROW(move_1, uint8_t)
MOVE_ROW(move_2, uint16_t)
MOVE_ROW(move_4, uint32_t)
MOVE_ROW(move_8, uint64_t)

static cpu_loop move_of(int64_t size)
{
    return size == 1 ? move_1 : size == 2 ? move_2 : size == 4 ? move_4 : move_8;
}

/* A tile is read along the source's dense dimension, whole cache lines at a time, and written along
   the destination's; it rests in between, because lines a power of two apart would push each other
   out of the first cache. */
#define MOVE_TILE(name_, type_)                                                                    \
    static void name_(char *dst, int64_t ds, const char *src, int64_t ss, int64_t rows,            \
                      int64_t cols)                                                                \
    {                                                                                              \
        type_ tile[TILE][TILE];                                                                    \
        for (int64_t c = 0; c < cols; c++)                                                         \
            memcpy(tile[c], src + c * ss, (size_t)rows * sizeof(type_));                           \
        for (int64_t r = 0; r < rows; r++) {                                                       \
            type_ *to = (type_ *)(void *)(dst + r * ds);                                           \
            for (int64_t c = 0; c < cols; c++) to[c] = tile[c][r];                                 \
        }                                                                                          \
    }
MOVE_TILE(tile_2, uint16_t)
MOVE_TILE(tile_4, uint32_t)
MOVE_TILE(tile_8, uint64_t)

/* Dimension along which the source is dense while dimension 0 (dense in dst) is not; 0 if there is
 * none worth tiles. */
static int transposed_dim(const kernel_iter *it, int64_t size)
{
    if (size == 1 || it->stride[0][0] != size || it->stride[0][1] == size || it->shape[0] < 8)
        return 0;
    for (int d = 1; d < it->ndim; d++)
        if (it->stride[d][1] == size && it->shape[d] >= 8) return d;
    return 0;
}

static void move_transposed(const kernel_iter *it, int dim, int64_t size)
{
    const int64_t cols = it->shape[0], rows = it->shape[dim];
    const int64_t row_tiles = (rows + TILE - 1) / TILE, rest = it->numel / (cols * rows);
    const int64_t units = rest * row_tiles;
#pragma omp parallel for num_threads(cpu_threads(it->numel, CPU_GRAIN)) schedule(static)
    for (int64_t u = 0; u < units; u++) {
        char *dst = it->data[0];
        const char *src = it->data[1];
        int64_t left = u / row_tiles;
        for (int d = 1; d < it->ndim; d++) {
            if (d == dim) continue;
            dst += left % it->shape[d] * it->stride[d][0];
            src += left % it->shape[d] * it->stride[d][1];
            left /= it->shape[d];
        }
        const int64_t r0 = u % row_tiles * TILE, nr = rows - r0 < TILE ? rows - r0 : TILE;
        dst += r0 * it->stride[dim][0];
        src += r0 * size;
        for (int64_t c = 0; c < cols; c += TILE) {
            const int64_t nc = cols - c < TILE ? cols - c : TILE;
            char *to = dst + c * size;
            const char *from = src + c * it->stride[0][1];
            if (size == 2) tile_2(to, it->stride[dim][0], from, it->stride[0][1], nr, nc);
            else if (size == 4) tile_4(to, it->stride[dim][0], from, it->stride[0][1], nr, nc);
            else tile_8(to, it->stride[dim][0], from, it->stride[0][1], nr, nc);
        }
    }
}

void cpu_assign(const rp_geometry *dst, const rp_geometry *src)
{
    if (dst->numel == 0) return;
    const pair p = {dst->dtype, src->dtype, (int64_t)kernel_element(dst->dtype),
                    (int64_t)kernel_element(src->dtype)};
    kernel_iter it;
    kernel_iter_init(&it, (const rp_geometry *const[]){dst, src}, 2);
    if (p.dst != p.src) {
        cpu_iter_run(&it, convert_loop, (void *)&p);
        return;
    }
    const int dim = transposed_dim(&it, p.dst_size);
    if (dim) move_transposed(&it, dim, p.dst_size);
    else cpu_iter_run(&it, move_of(p.dst_size), NULL);
}

/* ---- kernels ---- */
CPU_KERNEL(copy_from_first)
{
    CPU_UNUSED;
    const rp_geometry dst = kernel_geometry(&out[0]), src = kernel_geometry(&in[0]);
    cpu_assign(&dst, &src);
    return RP_OK;
}

CPU_KERNEL(copy_from_second)
{
    CPU_UNUSED;
    const rp_geometry dst = kernel_geometry(&out[0]), src = kernel_geometry(&in[1]);
    if (dst.data == src.data && dst.dtype == src.dtype && kernel_contiguous(&dst) &&
        kernel_contiguous(&src))
        return RP_OK;
    cpu_assign(&dst, &src);
    return RP_OK;
}

const rp_kernel_row cpu_copy[] = {
    CPU_ROW("aten::copy", copy_from_second),
    CPU_ROW("aten::clone", copy_from_first),
    CPU_ROW("aten::_to_copy", copy_from_first),
    {0},
};
