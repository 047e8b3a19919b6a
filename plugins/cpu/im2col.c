/* plugins/cpu/im2col.c - windows of an image as columns and back
 *
 * image (N, C, H, W), columns (N, C k0 k1, o0 o1):
 *   columns[n, (c, k0, k1), (o0, o1)] = image[n, c, o0 s0 - p0 + k0 d0, o1 s1 - p1 + k1 d1], 0
 *   outside; the way back is the sum.
 */
#include "taps.h"

typedef struct job {
    int64_t n, c, size[2], kernel[2], dilation[2], padding[2], stride[2], count[2];
    rp_geometry image, columns; /* dense */
    size_t element;
} job;

/* kernel_size, dilation, padding, stride from `in` on */
static void init(job *j, const rp_value *in)
{
    const rp_geometry *x = &j->image;
    j->element = kernel_element(x->dtype);
    j->n = x->ndim == 4 ? x->shape[0] : 1;
    j->c = x->shape[x->ndim - 3];
    for (int d = 0; d < 2; d++) {
        j->size[d] = x->shape[x->ndim - 2 + d];
        j->kernel[d] = kernel_place(&in[0], d, 1);
        j->dilation[d] = kernel_place(&in[1], d, 1);
        j->padding[d] = kernel_place(&in[2], d, 0);
        j->stride[d] = kernel_place(&in[3], d, 1);
        j->count[d] = (j->size[d] + 2 * j->padding[d] - j->dilation[d] * (j->kernel[d] - 1) - 1) /
                          j->stride[d] +
                      1;
    }
}

/* One row of the columns: a place (k0, k1) of the kernel in one channel. */
static void gather(const job *j, int64_t row)
{
    const int64_t k = j->kernel[0] * j->kernel[1], k0 = row % k / j->kernel[1],
                  k1 = row % j->kernel[1];
    char *to = (char *)j->columns.data + row * j->count[0] * j->count[1] * (int64_t)j->element;
    const char *from =
        (const char *)j->image.data + row / k * j->size[0] * j->size[1] * (int64_t)j->element;
    for (int64_t o0 = 0; o0 < j->count[0]; o0++) {
        const int64_t i0 = o0 * j->stride[0] - j->padding[0] + k0 * j->dilation[0];
        for (int64_t o1 = 0; o1 < j->count[1]; o1++, to += j->element) {
            const int64_t i1 = o1 * j->stride[1] - j->padding[1] + k1 * j->dilation[1];
            if (i0 < 0 || i0 >= j->size[0] || i1 < 0 || i1 >= j->size[1]) memset(to, 0, j->element);
            else memcpy(to, from + (i0 * j->size[1] + i1) * (int64_t)j->element, j->element);
        }
    }
}

/* The window that shows pixel i at place k, or -1. */
static int64_t window(const job *j, int d, int64_t i, int64_t k)
{
    const int64_t at = i + j->padding[d] - k * j->dilation[d];
    return at >= 0 && at % j->stride[d] == 0 && at / j->stride[d] < j->count[d] ? at / j->stride[d]
                                                                                : -1;
}

/* One line of the image: every pixel is the sum over the windows that show it. */
static void scatter(const job *j, int64_t line)
{
    const int64_t plane = line / j->size[0], i0 = line % j->size[0],
                  windows = j->count[0] * j->count[1];
    const char *from = (const char *)j->columns.data +
                       plane * j->kernel[0] * j->kernel[1] * windows * (int64_t)j->element;
    char *to = (char *)j->image.data + line * j->size[1] * (int64_t)j->element;
    for (int64_t i1 = 0; i1 < j->size[1]; i1++) {
        double sum = 0;
        for (int64_t k0 = 0; k0 < j->kernel[0]; k0++)
            for (int64_t k1 = 0; k1 < j->kernel[1]; k1++) {
                const int64_t o0 = window(j, 0, i0, k0), o1 = window(j, 1, i1, k1);
                if (o0 >= 0 && o1 >= 0)
                    sum += cpu_load(
                        from + ((k0 * j->kernel[1] + k1) * windows + o0 * j->count[1] + o1) *
                                   (int64_t)j->element,
                        j->columns.dtype);
            }
        cpu_store(to + i1 * (int64_t)j->element, j->image.dtype, sum);
    }
}

static void run(const job *j, int64_t rows, void (*row)(const job *, int64_t))
{
#pragma omp parallel for num_threads(cpu_threads(j->columns.numel, CPU_GRAIN)) schedule(static)
    for (int64_t r = 0; r < rows; r++) row(j, r);
}

/* (self, kernel_size, dilation, padding, stride) */
static rp_status im2col(const rp_value *in, const rp_value *out, cpu_scratch *s)
{
    int64_t stride[2][RP_MAX_DIMS];
    const rp_geometry result = kernel_geometry(&out[0]);
    if (!result.numel) return RP_OK;
    job j = {.image = kernel_geometry(&in[0]), .columns = result};
    RP_TRY(cpu_scratch_dense(s, &j.image, stride[0]));
    RP_TRY(cpu_scratch_output(s, &j.columns, stride[1]));
    init(&j, in + 1);
    run(&j, j.n * j.c * j.kernel[0] * j.kernel[1], gather);
    if (j.columns.data != result.data) cpu_assign(&result, &j.columns);
    return RP_OK;
}

/* (self, output_size, kernel_size, dilation, padding, stride) */
static rp_status col2im(const rp_value *in, const rp_value *out, cpu_scratch *s)
{
    int64_t stride[2][RP_MAX_DIMS];
    const rp_geometry result = kernel_geometry(&out[0]);
    if (!result.numel) return RP_OK;
    job j = {.image = result, .columns = kernel_geometry(&in[0])};
    RP_TRY(cpu_scratch_dense(s, &j.columns, stride[0]));
    RP_TRY(cpu_scratch_output(s, &j.image, stride[1]));
    init(&j, in + 2);
    run(&j, j.n * j.c * j.size[0], scatter);
    if (j.image.data != result.data) cpu_assign(&result, &j.image);
    return RP_OK;
}

CPU_SCRATCH_KERNEL(im2col_row, im2col)
CPU_SCRATCH_KERNEL(col2im_row, col2im)

const rp_kernel_row cpu_im2col[] = {
    CPU_ROW("aten::im2col", im2col_row),
    CPU_ROW("aten::col2im", col2im_row),
    {0},
};
