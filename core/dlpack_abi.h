/* core/dlpack_abi.h - DLPack 1.x as its specification lays it out
 * (https://dmlc.github.io/dlpack/latest/c_api.html) */
#ifndef RP_DLPACK_ABI_H
#define RP_DLPACK_ABI_H
#include <stdint.h>

enum { DLPACK_MAJOR = 1, DLPACK_MINOR = 0 };
enum { DLPACK_CPU = 1, DLPACK_CUDA_HOST = 3, DLPACK_ROCM_HOST = 11 };
#define DLPACK_READ_ONLY UINT64_C(1)
#define DLPACK_IS_COPIED UINT64_C(2)

typedef struct dlpack_tensor {
    void *data;
    int32_t device_type, device_id;
    int32_t ndim;
    uint8_t code, bits; /* of the dtype, as in rp_dtype */
    uint16_t lanes;
    int64_t *shape, *strides; /* in elements; strides NULL: contiguous */
    uint64_t byte_offset;
} dlpack_tensor;

/* DLManagedTensorVersioned; the first three fields stay where they are in every version */
typedef struct dlpack_managed {
    uint32_t major, minor;
    void *manager_ctx;
    void (*deleter)(struct dlpack_managed *self);
    uint64_t flags;
    dlpack_tensor t;
} dlpack_managed;
#endif
