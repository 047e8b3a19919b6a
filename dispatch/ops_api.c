/* dispatch/ops_api.c - the typed API. Made by reprise-gen from the rows; never edited */
#include "dispatch/ops_api.h"
#include "dispatch/ops.h"

rp_status rp___ilshift___scalar(rp_tensor **out, rp_tensor *self, rp_value other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::__ilshift__.Scalar"));
    const rp_value in[] = {rp_value_tensor(self), other};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp___ilshift__(rp_tensor **out, rp_tensor *self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::__ilshift__.Tensor"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp___irshift___scalar(rp_tensor **out, rp_tensor *self, rp_value other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::__irshift__.Scalar"));
    const rp_value in[] = {rp_value_tensor(self), other};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp___irshift__(rp_tensor **out, rp_tensor *self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::__irshift__.Tensor"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp___lshift___scalar(rp_tensor **out, rp_tensor *self, rp_value other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::__lshift__.Scalar"));
    const rp_value in[] = {rp_value_tensor(self), other};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp___lshift__(rp_tensor **out, rp_tensor *self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::__lshift__.Tensor"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp___rshift___scalar(rp_tensor **out, rp_tensor *self, rp_value other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::__rshift__.Scalar"));
    const rp_value in[] = {rp_value_tensor(self), other};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp___rshift__(rp_tensor **out, rp_tensor *self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::__rshift__.Tensor"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp__adaptive_avg_pool2d(rp_tensor **out, rp_tensor *self, const int64_t *output_size,
    uint32_t n_output_size)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_adaptive_avg_pool2d"));
    rp_value room_output_size[LIST_ROOM], list_output_size = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_output_size, room_output_size, output_size, n_output_size, 0);
    const rp_value in[] = {rp_value_tensor(self), list_output_size};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1);
    list_drop(&list_output_size, room_output_size);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp__adaptive_avg_pool2d_backward(rp_tensor **out, rp_tensor *grad_output,
    rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_adaptive_avg_pool2d_backward"));
    const rp_value in[] = {rp_value_tensor(grad_output), rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp__adaptive_avg_pool3d(rp_tensor **out, rp_tensor *self, const int64_t *output_size,
    uint32_t n_output_size)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_adaptive_avg_pool3d"));
    rp_value room_output_size[LIST_ROOM], list_output_size = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_output_size, room_output_size, output_size, n_output_size, 0);
    const rp_value in[] = {rp_value_tensor(self), list_output_size};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1);
    list_drop(&list_output_size, room_output_size);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp__adaptive_avg_pool3d_backward(rp_tensor **out, rp_tensor *grad_output,
    rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_adaptive_avg_pool3d_backward"));
    const rp_value in[] = {rp_value_tensor(grad_output), rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp__addmm_activation(rp_tensor **out, rp_tensor *self, rp_tensor *mat1, rp_tensor *mat2)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_addmm_activation"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(mat1), rp_value_tensor(mat2),
        rp_value_int(1), rp_value_int(1), rp_value_bool(0)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 6, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp__addmm_activation_full(rp_tensor **out, rp_tensor *self, rp_tensor *mat1,
    rp_tensor *mat2, rp_value beta, rp_value alpha, int use_gelu)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_addmm_activation"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(mat1), rp_value_tensor(mat2),
        beta, alpha, rp_value_bool(use_gelu)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 6, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp__addmm_activation_out(rp_tensor **out, rp_tensor *self, rp_tensor *mat1,
    rp_tensor *mat2, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_addmm_activation.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(mat1), rp_value_tensor(mat2),
        rp_value_int(1), rp_value_int(1), rp_value_bool(0), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 7, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp__addmm_activation_out_full(rp_tensor **out, rp_tensor *self, rp_tensor *mat1,
    rp_tensor *mat2, rp_value beta, rp_value alpha, int use_gelu, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_addmm_activation.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(mat1), rp_value_tensor(mat2),
        beta, alpha, rp_value_bool(use_gelu), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 7, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp__cdist_backward(rp_tensor **out, rp_tensor *grad, rp_tensor *x1, rp_tensor *x2,
    double p, rp_tensor *cdist)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_cdist_backward"));
    const rp_value in[] = {rp_value_tensor(grad), rp_value_tensor(x1), rp_value_tensor(x2),
        rp_value_float(p), rp_value_tensor(cdist)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp__cdist_forward(rp_tensor **out, rp_tensor *x1, rp_tensor *x2, double p,
    const int64_t *compute_mode)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_cdist_forward"));
    const rp_value in[] = {rp_value_tensor(x1), rp_value_tensor(x2), rp_value_float(p),
        opt_int(compute_mode)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp__embedding_bag(rp_tensor **out, rp_tensor **out1, rp_tensor **out2, rp_tensor **out3,
    rp_tensor *weight, rp_tensor *indices, rp_tensor *offsets, int scale_grad_by_freq,
    int64_t mode, int sparse, rp_tensor *per_sample_weights, int include_last_offset,
    int64_t padding_idx)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[4];
    RP_TRY(op_find(&op, &cache, "aten::_embedding_bag"));
    const rp_value in[] = {rp_value_tensor(weight), rp_value_tensor(indices),
        rp_value_tensor(offsets), rp_value_bool(scale_grad_by_freq), rp_value_int(mode),
        rp_value_bool(sparse), rp_value_tensor(per_sample_weights),
        rp_value_bool(include_last_offset), rp_value_int(padding_idx)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 9, ret, 4));
    take(out, &ret[0]);
    take(out1, &ret[1]);
    take(out2, &ret[2]);
    take(out3, &ret[3]);
    return RP_OK;
}

rp_status rp__embedding_bag_backward(rp_tensor **out, rp_tensor *grad, rp_tensor *indices,
    rp_tensor *offsets, rp_tensor *offset2bag, rp_tensor *bag_size, rp_tensor *maximum_indices,
    int64_t num_weights, int scale_grad_by_freq, int64_t mode, int sparse,
    rp_tensor *per_sample_weights, int64_t padding_idx)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_embedding_bag_backward"));
    const rp_value in[] = {rp_value_tensor(grad), rp_value_tensor(indices),
        rp_value_tensor(offsets), rp_value_tensor(offset2bag), rp_value_tensor(bag_size),
        rp_value_tensor(maximum_indices), rp_value_int(num_weights),
        rp_value_bool(scale_grad_by_freq), rp_value_int(mode), rp_value_bool(sparse),
        rp_value_tensor(per_sample_weights), rp_value_int(padding_idx)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 12, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp__embedding_bag_per_sample_weights_backward(rp_tensor **out, rp_tensor *grad,
    rp_tensor *weight, rp_tensor *indices, rp_tensor *offsets, rp_tensor *offset2bag,
    int64_t mode, int64_t padding_idx)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_embedding_bag_per_sample_weights_backward"));
    const rp_value in[] = {rp_value_tensor(grad), rp_value_tensor(weight),
        rp_value_tensor(indices), rp_value_tensor(offsets), rp_value_tensor(offset2bag),
        rp_value_int(mode), rp_value_int(padding_idx)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 7, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp__foreach_abs(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_foreach_abs"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return take_list(out, n_out, &ret[0]);
}

rp_status rp__foreach_abs_(rp_tensor *const *self, uint32_t n_self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_foreach_abs_"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 1, NULL, 0);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__foreach_acos(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_foreach_acos"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return take_list(out, n_out, &ret[0]);
}

rp_status rp__foreach_acos_(rp_tensor *const *self, uint32_t n_self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_foreach_acos_"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 1, NULL, 0);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__foreach_add_list(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self, rp_tensor *const *other, uint32_t n_other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_foreach_add.List"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_value room_other[LIST_ROOM], list_other = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    if (st == RP_OK) st = list_of_tensors(&list_other, room_other, other, n_other, 0);
    const rp_value in[] = {list_self, list_other, rp_value_int(1)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1);
    list_drop(&list_self, room_self);
    list_drop(&list_other, room_other);
    RP_TRY(st);
    return take_list(out, n_out, &ret[0]);
}

rp_status rp__foreach_add_list_full(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self, rp_tensor *const *other, uint32_t n_other, rp_value alpha)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_foreach_add.List"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_value room_other[LIST_ROOM], list_other = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    if (st == RP_OK) st = list_of_tensors(&list_other, room_other, other, n_other, 0);
    const rp_value in[] = {list_self, list_other, alpha};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1);
    list_drop(&list_self, room_self);
    list_drop(&list_other, room_other);
    RP_TRY(st);
    return take_list(out, n_out, &ret[0]);
}

rp_status rp__foreach_add_scalar(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self, rp_value scalar)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_foreach_add.Scalar"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self, scalar};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return take_list(out, n_out, &ret[0]);
}

rp_status rp__foreach_add_scalarlist(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self, const rp_value *scalars, uint32_t n_scalars)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_foreach_add.ScalarList"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_value room_scalars[LIST_ROOM], list_scalars = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    if (st == RP_OK) st = list_of_scalars(&list_scalars, room_scalars, scalars, n_scalars, 0);
    const rp_value in[] = {list_self, list_scalars};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1);
    list_drop(&list_self, room_self);
    list_drop(&list_scalars, room_scalars);
    RP_TRY(st);
    return take_list(out, n_out, &ret[0]);
}

rp_status rp__foreach_add(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_foreach_add.Tensor"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self, rp_value_tensor(other), rp_value_int(1)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return take_list(out, n_out, &ret[0]);
}

rp_status rp__foreach_add_full(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self, rp_tensor *other, rp_value alpha)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_foreach_add.Tensor"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self, rp_value_tensor(other), alpha};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return take_list(out, n_out, &ret[0]);
}

rp_status rp__foreach_add__list(rp_tensor *const *self, uint32_t n_self, rp_tensor *const *other,
    uint32_t n_other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_foreach_add_.List"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_value room_other[LIST_ROOM], list_other = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    if (st == RP_OK) st = list_of_tensors(&list_other, room_other, other, n_other, 0);
    const rp_value in[] = {list_self, list_other, rp_value_int(1)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 3, NULL, 0);
    list_drop(&list_self, room_self);
    list_drop(&list_other, room_other);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__foreach_add__list_full(rp_tensor *const *self, uint32_t n_self,
    rp_tensor *const *other, uint32_t n_other, rp_value alpha)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_foreach_add_.List"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_value room_other[LIST_ROOM], list_other = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    if (st == RP_OK) st = list_of_tensors(&list_other, room_other, other, n_other, 0);
    const rp_value in[] = {list_self, list_other, alpha};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 3, NULL, 0);
    list_drop(&list_self, room_self);
    list_drop(&list_other, room_other);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__foreach_add__scalar(rp_tensor *const *self, uint32_t n_self, rp_value scalar)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_foreach_add_.Scalar"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self, scalar};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, NULL, 0);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__foreach_add__scalarlist(rp_tensor *const *self, uint32_t n_self,
    const rp_value *scalars, uint32_t n_scalars)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_foreach_add_.ScalarList"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_value room_scalars[LIST_ROOM], list_scalars = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    if (st == RP_OK) st = list_of_scalars(&list_scalars, room_scalars, scalars, n_scalars, 0);
    const rp_value in[] = {list_self, list_scalars};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, NULL, 0);
    list_drop(&list_self, room_self);
    list_drop(&list_scalars, room_scalars);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__foreach_add_(rp_tensor *const *self, uint32_t n_self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_foreach_add_.Tensor"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self, rp_value_tensor(other), rp_value_int(1)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 3, NULL, 0);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__foreach_add__full(rp_tensor *const *self, uint32_t n_self, rp_tensor *other,
    rp_value alpha)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_foreach_add_.Tensor"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self, rp_value_tensor(other), alpha};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 3, NULL, 0);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__foreach_addcdiv_scalar(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self, rp_tensor *const *tensor1, uint32_t n_tensor1, rp_tensor *const *tensor2,
    uint32_t n_tensor2, rp_value value)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_foreach_addcdiv.Scalar"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_value room_tensor1[LIST_ROOM], list_tensor1 = rp_value_none();
    rp_value room_tensor2[LIST_ROOM], list_tensor2 = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    if (st == RP_OK) st = list_of_tensors(&list_tensor1, room_tensor1, tensor1, n_tensor1, 0);
    if (st == RP_OK) st = list_of_tensors(&list_tensor2, room_tensor2, tensor2, n_tensor2, 0);
    const rp_value in[] = {list_self, list_tensor1, list_tensor2, value};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1);
    list_drop(&list_self, room_self);
    list_drop(&list_tensor1, room_tensor1);
    list_drop(&list_tensor2, room_tensor2);
    RP_TRY(st);
    return take_list(out, n_out, &ret[0]);
}

rp_status rp__foreach_addcdiv_scalarlist(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self, rp_tensor *const *tensor1, uint32_t n_tensor1, rp_tensor *const *tensor2,
    uint32_t n_tensor2, const rp_value *scalars, uint32_t n_scalars)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_foreach_addcdiv.ScalarList"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_value room_tensor1[LIST_ROOM], list_tensor1 = rp_value_none();
    rp_value room_tensor2[LIST_ROOM], list_tensor2 = rp_value_none();
    rp_value room_scalars[LIST_ROOM], list_scalars = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    if (st == RP_OK) st = list_of_tensors(&list_tensor1, room_tensor1, tensor1, n_tensor1, 0);
    if (st == RP_OK) st = list_of_tensors(&list_tensor2, room_tensor2, tensor2, n_tensor2, 0);
    if (st == RP_OK) st = list_of_scalars(&list_scalars, room_scalars, scalars, n_scalars, 0);
    const rp_value in[] = {list_self, list_tensor1, list_tensor2, list_scalars};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1);
    list_drop(&list_self, room_self);
    list_drop(&list_tensor1, room_tensor1);
    list_drop(&list_tensor2, room_tensor2);
    list_drop(&list_scalars, room_scalars);
    RP_TRY(st);
    return take_list(out, n_out, &ret[0]);
}

rp_status rp__foreach_addcdiv(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self, rp_tensor *const *tensor1, uint32_t n_tensor1, rp_tensor *const *tensor2,
    uint32_t n_tensor2, rp_tensor *scalars)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_foreach_addcdiv.Tensor"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_value room_tensor1[LIST_ROOM], list_tensor1 = rp_value_none();
    rp_value room_tensor2[LIST_ROOM], list_tensor2 = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    if (st == RP_OK) st = list_of_tensors(&list_tensor1, room_tensor1, tensor1, n_tensor1, 0);
    if (st == RP_OK) st = list_of_tensors(&list_tensor2, room_tensor2, tensor2, n_tensor2, 0);
    const rp_value in[] = {list_self, list_tensor1, list_tensor2, rp_value_tensor(scalars)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1);
    list_drop(&list_self, room_self);
    list_drop(&list_tensor1, room_tensor1);
    list_drop(&list_tensor2, room_tensor2);
    RP_TRY(st);
    return take_list(out, n_out, &ret[0]);
}

rp_status rp__foreach_addcdiv__scalar(rp_tensor *const *self, uint32_t n_self,
    rp_tensor *const *tensor1, uint32_t n_tensor1, rp_tensor *const *tensor2, uint32_t n_tensor2,
    rp_value value)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_foreach_addcdiv_.Scalar"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_value room_tensor1[LIST_ROOM], list_tensor1 = rp_value_none();
    rp_value room_tensor2[LIST_ROOM], list_tensor2 = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    if (st == RP_OK) st = list_of_tensors(&list_tensor1, room_tensor1, tensor1, n_tensor1, 0);
    if (st == RP_OK) st = list_of_tensors(&list_tensor2, room_tensor2, tensor2, n_tensor2, 0);
    const rp_value in[] = {list_self, list_tensor1, list_tensor2, value};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 4, NULL, 0);
    list_drop(&list_self, room_self);
    list_drop(&list_tensor1, room_tensor1);
    list_drop(&list_tensor2, room_tensor2);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__foreach_addcdiv__scalarlist(rp_tensor *const *self, uint32_t n_self,
    rp_tensor *const *tensor1, uint32_t n_tensor1, rp_tensor *const *tensor2, uint32_t n_tensor2,
    const rp_value *scalars, uint32_t n_scalars)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_foreach_addcdiv_.ScalarList"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_value room_tensor1[LIST_ROOM], list_tensor1 = rp_value_none();
    rp_value room_tensor2[LIST_ROOM], list_tensor2 = rp_value_none();
    rp_value room_scalars[LIST_ROOM], list_scalars = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    if (st == RP_OK) st = list_of_tensors(&list_tensor1, room_tensor1, tensor1, n_tensor1, 0);
    if (st == RP_OK) st = list_of_tensors(&list_tensor2, room_tensor2, tensor2, n_tensor2, 0);
    if (st == RP_OK) st = list_of_scalars(&list_scalars, room_scalars, scalars, n_scalars, 0);
    const rp_value in[] = {list_self, list_tensor1, list_tensor2, list_scalars};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 4, NULL, 0);
    list_drop(&list_self, room_self);
    list_drop(&list_tensor1, room_tensor1);
    list_drop(&list_tensor2, room_tensor2);
    list_drop(&list_scalars, room_scalars);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__foreach_addcdiv_(rp_tensor *const *self, uint32_t n_self, rp_tensor *const *tensor1,
    uint32_t n_tensor1, rp_tensor *const *tensor2, uint32_t n_tensor2, rp_tensor *scalars)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_foreach_addcdiv_.Tensor"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_value room_tensor1[LIST_ROOM], list_tensor1 = rp_value_none();
    rp_value room_tensor2[LIST_ROOM], list_tensor2 = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    if (st == RP_OK) st = list_of_tensors(&list_tensor1, room_tensor1, tensor1, n_tensor1, 0);
    if (st == RP_OK) st = list_of_tensors(&list_tensor2, room_tensor2, tensor2, n_tensor2, 0);
    const rp_value in[] = {list_self, list_tensor1, list_tensor2, rp_value_tensor(scalars)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 4, NULL, 0);
    list_drop(&list_self, room_self);
    list_drop(&list_tensor1, room_tensor1);
    list_drop(&list_tensor2, room_tensor2);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__foreach_addcmul_scalar(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self, rp_tensor *const *tensor1, uint32_t n_tensor1, rp_tensor *const *tensor2,
    uint32_t n_tensor2, rp_value value)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_foreach_addcmul.Scalar"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_value room_tensor1[LIST_ROOM], list_tensor1 = rp_value_none();
    rp_value room_tensor2[LIST_ROOM], list_tensor2 = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    if (st == RP_OK) st = list_of_tensors(&list_tensor1, room_tensor1, tensor1, n_tensor1, 0);
    if (st == RP_OK) st = list_of_tensors(&list_tensor2, room_tensor2, tensor2, n_tensor2, 0);
    const rp_value in[] = {list_self, list_tensor1, list_tensor2, value};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1);
    list_drop(&list_self, room_self);
    list_drop(&list_tensor1, room_tensor1);
    list_drop(&list_tensor2, room_tensor2);
    RP_TRY(st);
    return take_list(out, n_out, &ret[0]);
}

rp_status rp__foreach_addcmul_scalarlist(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self, rp_tensor *const *tensor1, uint32_t n_tensor1, rp_tensor *const *tensor2,
    uint32_t n_tensor2, const rp_value *scalars, uint32_t n_scalars)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_foreach_addcmul.ScalarList"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_value room_tensor1[LIST_ROOM], list_tensor1 = rp_value_none();
    rp_value room_tensor2[LIST_ROOM], list_tensor2 = rp_value_none();
    rp_value room_scalars[LIST_ROOM], list_scalars = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    if (st == RP_OK) st = list_of_tensors(&list_tensor1, room_tensor1, tensor1, n_tensor1, 0);
    if (st == RP_OK) st = list_of_tensors(&list_tensor2, room_tensor2, tensor2, n_tensor2, 0);
    if (st == RP_OK) st = list_of_scalars(&list_scalars, room_scalars, scalars, n_scalars, 0);
    const rp_value in[] = {list_self, list_tensor1, list_tensor2, list_scalars};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1);
    list_drop(&list_self, room_self);
    list_drop(&list_tensor1, room_tensor1);
    list_drop(&list_tensor2, room_tensor2);
    list_drop(&list_scalars, room_scalars);
    RP_TRY(st);
    return take_list(out, n_out, &ret[0]);
}

rp_status rp__foreach_addcmul(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self, rp_tensor *const *tensor1, uint32_t n_tensor1, rp_tensor *const *tensor2,
    uint32_t n_tensor2, rp_tensor *scalars)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_foreach_addcmul.Tensor"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_value room_tensor1[LIST_ROOM], list_tensor1 = rp_value_none();
    rp_value room_tensor2[LIST_ROOM], list_tensor2 = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    if (st == RP_OK) st = list_of_tensors(&list_tensor1, room_tensor1, tensor1, n_tensor1, 0);
    if (st == RP_OK) st = list_of_tensors(&list_tensor2, room_tensor2, tensor2, n_tensor2, 0);
    const rp_value in[] = {list_self, list_tensor1, list_tensor2, rp_value_tensor(scalars)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1);
    list_drop(&list_self, room_self);
    list_drop(&list_tensor1, room_tensor1);
    list_drop(&list_tensor2, room_tensor2);
    RP_TRY(st);
    return take_list(out, n_out, &ret[0]);
}

rp_status rp__foreach_addcmul__scalar(rp_tensor *const *self, uint32_t n_self,
    rp_tensor *const *tensor1, uint32_t n_tensor1, rp_tensor *const *tensor2, uint32_t n_tensor2,
    rp_value value)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_foreach_addcmul_.Scalar"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_value room_tensor1[LIST_ROOM], list_tensor1 = rp_value_none();
    rp_value room_tensor2[LIST_ROOM], list_tensor2 = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    if (st == RP_OK) st = list_of_tensors(&list_tensor1, room_tensor1, tensor1, n_tensor1, 0);
    if (st == RP_OK) st = list_of_tensors(&list_tensor2, room_tensor2, tensor2, n_tensor2, 0);
    const rp_value in[] = {list_self, list_tensor1, list_tensor2, value};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 4, NULL, 0);
    list_drop(&list_self, room_self);
    list_drop(&list_tensor1, room_tensor1);
    list_drop(&list_tensor2, room_tensor2);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__foreach_addcmul__scalarlist(rp_tensor *const *self, uint32_t n_self,
    rp_tensor *const *tensor1, uint32_t n_tensor1, rp_tensor *const *tensor2, uint32_t n_tensor2,
    const rp_value *scalars, uint32_t n_scalars)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_foreach_addcmul_.ScalarList"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_value room_tensor1[LIST_ROOM], list_tensor1 = rp_value_none();
    rp_value room_tensor2[LIST_ROOM], list_tensor2 = rp_value_none();
    rp_value room_scalars[LIST_ROOM], list_scalars = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    if (st == RP_OK) st = list_of_tensors(&list_tensor1, room_tensor1, tensor1, n_tensor1, 0);
    if (st == RP_OK) st = list_of_tensors(&list_tensor2, room_tensor2, tensor2, n_tensor2, 0);
    if (st == RP_OK) st = list_of_scalars(&list_scalars, room_scalars, scalars, n_scalars, 0);
    const rp_value in[] = {list_self, list_tensor1, list_tensor2, list_scalars};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 4, NULL, 0);
    list_drop(&list_self, room_self);
    list_drop(&list_tensor1, room_tensor1);
    list_drop(&list_tensor2, room_tensor2);
    list_drop(&list_scalars, room_scalars);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__foreach_addcmul_(rp_tensor *const *self, uint32_t n_self, rp_tensor *const *tensor1,
    uint32_t n_tensor1, rp_tensor *const *tensor2, uint32_t n_tensor2, rp_tensor *scalars)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_foreach_addcmul_.Tensor"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_value room_tensor1[LIST_ROOM], list_tensor1 = rp_value_none();
    rp_value room_tensor2[LIST_ROOM], list_tensor2 = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    if (st == RP_OK) st = list_of_tensors(&list_tensor1, room_tensor1, tensor1, n_tensor1, 0);
    if (st == RP_OK) st = list_of_tensors(&list_tensor2, room_tensor2, tensor2, n_tensor2, 0);
    const rp_value in[] = {list_self, list_tensor1, list_tensor2, rp_value_tensor(scalars)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 4, NULL, 0);
    list_drop(&list_self, room_self);
    list_drop(&list_tensor1, room_tensor1);
    list_drop(&list_tensor2, room_tensor2);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__foreach_asin(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_foreach_asin"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return take_list(out, n_out, &ret[0]);
}

rp_status rp__foreach_asin_(rp_tensor *const *self, uint32_t n_self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_foreach_asin_"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 1, NULL, 0);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__foreach_atan(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_foreach_atan"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return take_list(out, n_out, &ret[0]);
}

rp_status rp__foreach_atan_(rp_tensor *const *self, uint32_t n_self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_foreach_atan_"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 1, NULL, 0);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__foreach_ceil(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_foreach_ceil"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return take_list(out, n_out, &ret[0]);
}

rp_status rp__foreach_ceil_(rp_tensor *const *self, uint32_t n_self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_foreach_ceil_"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 1, NULL, 0);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__foreach_clamp_max_list(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self, rp_tensor *const *other, uint32_t n_other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_foreach_clamp_max.List"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_value room_other[LIST_ROOM], list_other = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    if (st == RP_OK) st = list_of_tensors(&list_other, room_other, other, n_other, 0);
    const rp_value in[] = {list_self, list_other};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1);
    list_drop(&list_self, room_self);
    list_drop(&list_other, room_other);
    RP_TRY(st);
    return take_list(out, n_out, &ret[0]);
}

rp_status rp__foreach_clamp_max_scalar(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self, rp_value scalar)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_foreach_clamp_max.Scalar"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self, scalar};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return take_list(out, n_out, &ret[0]);
}

rp_status rp__foreach_clamp_max_scalarlist(rp_tensor **out, uint32_t n_out,
    rp_tensor *const *self, uint32_t n_self, const rp_value *scalars, uint32_t n_scalars)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_foreach_clamp_max.ScalarList"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_value room_scalars[LIST_ROOM], list_scalars = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    if (st == RP_OK) st = list_of_scalars(&list_scalars, room_scalars, scalars, n_scalars, 0);
    const rp_value in[] = {list_self, list_scalars};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1);
    list_drop(&list_self, room_self);
    list_drop(&list_scalars, room_scalars);
    RP_TRY(st);
    return take_list(out, n_out, &ret[0]);
}

rp_status rp__foreach_clamp_max__list(rp_tensor *const *self, uint32_t n_self,
    rp_tensor *const *other, uint32_t n_other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_foreach_clamp_max_.List"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_value room_other[LIST_ROOM], list_other = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    if (st == RP_OK) st = list_of_tensors(&list_other, room_other, other, n_other, 0);
    const rp_value in[] = {list_self, list_other};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, NULL, 0);
    list_drop(&list_self, room_self);
    list_drop(&list_other, room_other);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__foreach_clamp_max__scalar(rp_tensor *const *self, uint32_t n_self, rp_value scalar)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_foreach_clamp_max_.Scalar"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self, scalar};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, NULL, 0);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__foreach_clamp_max__scalarlist(rp_tensor *const *self, uint32_t n_self,
    const rp_value *scalars, uint32_t n_scalars)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_foreach_clamp_max_.ScalarList"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_value room_scalars[LIST_ROOM], list_scalars = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    if (st == RP_OK) st = list_of_scalars(&list_scalars, room_scalars, scalars, n_scalars, 0);
    const rp_value in[] = {list_self, list_scalars};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, NULL, 0);
    list_drop(&list_self, room_self);
    list_drop(&list_scalars, room_scalars);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__foreach_clamp_min_list(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self, rp_tensor *const *other, uint32_t n_other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_foreach_clamp_min.List"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_value room_other[LIST_ROOM], list_other = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    if (st == RP_OK) st = list_of_tensors(&list_other, room_other, other, n_other, 0);
    const rp_value in[] = {list_self, list_other};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1);
    list_drop(&list_self, room_self);
    list_drop(&list_other, room_other);
    RP_TRY(st);
    return take_list(out, n_out, &ret[0]);
}

rp_status rp__foreach_clamp_min_scalar(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self, rp_value scalar)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_foreach_clamp_min.Scalar"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self, scalar};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return take_list(out, n_out, &ret[0]);
}

rp_status rp__foreach_clamp_min_scalarlist(rp_tensor **out, uint32_t n_out,
    rp_tensor *const *self, uint32_t n_self, const rp_value *scalars, uint32_t n_scalars)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_foreach_clamp_min.ScalarList"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_value room_scalars[LIST_ROOM], list_scalars = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    if (st == RP_OK) st = list_of_scalars(&list_scalars, room_scalars, scalars, n_scalars, 0);
    const rp_value in[] = {list_self, list_scalars};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1);
    list_drop(&list_self, room_self);
    list_drop(&list_scalars, room_scalars);
    RP_TRY(st);
    return take_list(out, n_out, &ret[0]);
}

rp_status rp__foreach_clamp_min__list(rp_tensor *const *self, uint32_t n_self,
    rp_tensor *const *other, uint32_t n_other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_foreach_clamp_min_.List"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_value room_other[LIST_ROOM], list_other = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    if (st == RP_OK) st = list_of_tensors(&list_other, room_other, other, n_other, 0);
    const rp_value in[] = {list_self, list_other};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, NULL, 0);
    list_drop(&list_self, room_self);
    list_drop(&list_other, room_other);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__foreach_clamp_min__scalar(rp_tensor *const *self, uint32_t n_self, rp_value scalar)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_foreach_clamp_min_.Scalar"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self, scalar};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, NULL, 0);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__foreach_clamp_min__scalarlist(rp_tensor *const *self, uint32_t n_self,
    const rp_value *scalars, uint32_t n_scalars)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_foreach_clamp_min_.ScalarList"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_value room_scalars[LIST_ROOM], list_scalars = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    if (st == RP_OK) st = list_of_scalars(&list_scalars, room_scalars, scalars, n_scalars, 0);
    const rp_value in[] = {list_self, list_scalars};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, NULL, 0);
    list_drop(&list_self, room_self);
    list_drop(&list_scalars, room_scalars);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__foreach_copy_(rp_tensor *const *self, uint32_t n_self, rp_tensor *const *src,
    uint32_t n_src, int non_blocking)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_foreach_copy_"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_value room_src[LIST_ROOM], list_src = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    if (st == RP_OK) st = list_of_tensors(&list_src, room_src, src, n_src, 0);
    const rp_value in[] = {list_self, list_src, rp_value_bool(non_blocking)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 3, NULL, 0);
    list_drop(&list_self, room_self);
    list_drop(&list_src, room_src);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__foreach_cos(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_foreach_cos"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return take_list(out, n_out, &ret[0]);
}

rp_status rp__foreach_cos_(rp_tensor *const *self, uint32_t n_self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_foreach_cos_"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 1, NULL, 0);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__foreach_cosh(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_foreach_cosh"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return take_list(out, n_out, &ret[0]);
}

rp_status rp__foreach_cosh_(rp_tensor *const *self, uint32_t n_self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_foreach_cosh_"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 1, NULL, 0);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__foreach_div_list(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self, rp_tensor *const *other, uint32_t n_other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_foreach_div.List"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_value room_other[LIST_ROOM], list_other = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    if (st == RP_OK) st = list_of_tensors(&list_other, room_other, other, n_other, 0);
    const rp_value in[] = {list_self, list_other};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1);
    list_drop(&list_self, room_self);
    list_drop(&list_other, room_other);
    RP_TRY(st);
    return take_list(out, n_out, &ret[0]);
}

rp_status rp__foreach_div_scalar(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self, rp_value scalar)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_foreach_div.Scalar"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self, scalar};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return take_list(out, n_out, &ret[0]);
}

rp_status rp__foreach_div_scalarlist(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self, const rp_value *scalars, uint32_t n_scalars)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_foreach_div.ScalarList"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_value room_scalars[LIST_ROOM], list_scalars = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    if (st == RP_OK) st = list_of_scalars(&list_scalars, room_scalars, scalars, n_scalars, 0);
    const rp_value in[] = {list_self, list_scalars};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1);
    list_drop(&list_self, room_self);
    list_drop(&list_scalars, room_scalars);
    RP_TRY(st);
    return take_list(out, n_out, &ret[0]);
}

rp_status rp__foreach_div(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_foreach_div.Tensor"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self, rp_value_tensor(other)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return take_list(out, n_out, &ret[0]);
}

rp_status rp__foreach_div__list(rp_tensor *const *self, uint32_t n_self, rp_tensor *const *other,
    uint32_t n_other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_foreach_div_.List"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_value room_other[LIST_ROOM], list_other = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    if (st == RP_OK) st = list_of_tensors(&list_other, room_other, other, n_other, 0);
    const rp_value in[] = {list_self, list_other};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, NULL, 0);
    list_drop(&list_self, room_self);
    list_drop(&list_other, room_other);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__foreach_div__scalar(rp_tensor *const *self, uint32_t n_self, rp_value scalar)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_foreach_div_.Scalar"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self, scalar};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, NULL, 0);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__foreach_div__scalarlist(rp_tensor *const *self, uint32_t n_self,
    const rp_value *scalars, uint32_t n_scalars)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_foreach_div_.ScalarList"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_value room_scalars[LIST_ROOM], list_scalars = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    if (st == RP_OK) st = list_of_scalars(&list_scalars, room_scalars, scalars, n_scalars, 0);
    const rp_value in[] = {list_self, list_scalars};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, NULL, 0);
    list_drop(&list_self, room_self);
    list_drop(&list_scalars, room_scalars);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__foreach_div_(rp_tensor *const *self, uint32_t n_self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_foreach_div_.Tensor"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self, rp_value_tensor(other)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, NULL, 0);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__foreach_erf(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_foreach_erf"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return take_list(out, n_out, &ret[0]);
}

rp_status rp__foreach_erf_(rp_tensor *const *self, uint32_t n_self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_foreach_erf_"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 1, NULL, 0);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__foreach_erfc(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_foreach_erfc"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return take_list(out, n_out, &ret[0]);
}

rp_status rp__foreach_erfc_(rp_tensor *const *self, uint32_t n_self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_foreach_erfc_"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 1, NULL, 0);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__foreach_exp(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_foreach_exp"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return take_list(out, n_out, &ret[0]);
}

rp_status rp__foreach_exp_(rp_tensor *const *self, uint32_t n_self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_foreach_exp_"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 1, NULL, 0);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__foreach_expm1(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_foreach_expm1"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return take_list(out, n_out, &ret[0]);
}

rp_status rp__foreach_expm1_(rp_tensor *const *self, uint32_t n_self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_foreach_expm1_"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 1, NULL, 0);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__foreach_floor(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_foreach_floor"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return take_list(out, n_out, &ret[0]);
}

rp_status rp__foreach_floor_(rp_tensor *const *self, uint32_t n_self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_foreach_floor_"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 1, NULL, 0);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__foreach_frac(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_foreach_frac"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return take_list(out, n_out, &ret[0]);
}

rp_status rp__foreach_frac_(rp_tensor *const *self, uint32_t n_self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_foreach_frac_"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 1, NULL, 0);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__foreach_lerp_list(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self, rp_tensor *const *tensors1, uint32_t n_tensors1, rp_tensor *const *weights,
    uint32_t n_weights)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_foreach_lerp.List"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_value room_tensors1[LIST_ROOM], list_tensors1 = rp_value_none();
    rp_value room_weights[LIST_ROOM], list_weights = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    if (st == RP_OK) st = list_of_tensors(&list_tensors1, room_tensors1, tensors1, n_tensors1, 0);
    if (st == RP_OK) st = list_of_tensors(&list_weights, room_weights, weights, n_weights, 0);
    const rp_value in[] = {list_self, list_tensors1, list_weights};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1);
    list_drop(&list_self, room_self);
    list_drop(&list_tensors1, room_tensors1);
    list_drop(&list_weights, room_weights);
    RP_TRY(st);
    return take_list(out, n_out, &ret[0]);
}

rp_status rp__foreach_lerp_scalar(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self, rp_tensor *const *tensors1, uint32_t n_tensors1, rp_value weight)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_foreach_lerp.Scalar"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_value room_tensors1[LIST_ROOM], list_tensors1 = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    if (st == RP_OK) st = list_of_tensors(&list_tensors1, room_tensors1, tensors1, n_tensors1, 0);
    const rp_value in[] = {list_self, list_tensors1, weight};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1);
    list_drop(&list_self, room_self);
    list_drop(&list_tensors1, room_tensors1);
    RP_TRY(st);
    return take_list(out, n_out, &ret[0]);
}

rp_status rp__foreach_lerp_scalarlist(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self, rp_tensor *const *tensors1, uint32_t n_tensors1, const rp_value *weight,
    uint32_t n_weight)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_foreach_lerp.ScalarList"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_value room_tensors1[LIST_ROOM], list_tensors1 = rp_value_none();
    rp_value room_weight[LIST_ROOM], list_weight = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    if (st == RP_OK) st = list_of_tensors(&list_tensors1, room_tensors1, tensors1, n_tensors1, 0);
    if (st == RP_OK) st = list_of_scalars(&list_weight, room_weight, weight, n_weight, 0);
    const rp_value in[] = {list_self, list_tensors1, list_weight};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1);
    list_drop(&list_self, room_self);
    list_drop(&list_tensors1, room_tensors1);
    list_drop(&list_weight, room_weight);
    RP_TRY(st);
    return take_list(out, n_out, &ret[0]);
}

rp_status rp__foreach_lerp__list(rp_tensor *const *self, uint32_t n_self,
    rp_tensor *const *tensors1, uint32_t n_tensors1, rp_tensor *const *weights,
    uint32_t n_weights)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_foreach_lerp_.List"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_value room_tensors1[LIST_ROOM], list_tensors1 = rp_value_none();
    rp_value room_weights[LIST_ROOM], list_weights = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    if (st == RP_OK) st = list_of_tensors(&list_tensors1, room_tensors1, tensors1, n_tensors1, 0);
    if (st == RP_OK) st = list_of_tensors(&list_weights, room_weights, weights, n_weights, 0);
    const rp_value in[] = {list_self, list_tensors1, list_weights};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 3, NULL, 0);
    list_drop(&list_self, room_self);
    list_drop(&list_tensors1, room_tensors1);
    list_drop(&list_weights, room_weights);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__foreach_lerp__scalar(rp_tensor *const *self, uint32_t n_self,
    rp_tensor *const *tensors1, uint32_t n_tensors1, rp_value weight)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_foreach_lerp_.Scalar"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_value room_tensors1[LIST_ROOM], list_tensors1 = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    if (st == RP_OK) st = list_of_tensors(&list_tensors1, room_tensors1, tensors1, n_tensors1, 0);
    const rp_value in[] = {list_self, list_tensors1, weight};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 3, NULL, 0);
    list_drop(&list_self, room_self);
    list_drop(&list_tensors1, room_tensors1);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__foreach_lerp__scalarlist(rp_tensor *const *self, uint32_t n_self,
    rp_tensor *const *tensors1, uint32_t n_tensors1, const rp_value *weight, uint32_t n_weight)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_foreach_lerp_.ScalarList"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_value room_tensors1[LIST_ROOM], list_tensors1 = rp_value_none();
    rp_value room_weight[LIST_ROOM], list_weight = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    if (st == RP_OK) st = list_of_tensors(&list_tensors1, room_tensors1, tensors1, n_tensors1, 0);
    if (st == RP_OK) st = list_of_scalars(&list_weight, room_weight, weight, n_weight, 0);
    const rp_value in[] = {list_self, list_tensors1, list_weight};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 3, NULL, 0);
    list_drop(&list_self, room_self);
    list_drop(&list_tensors1, room_tensors1);
    list_drop(&list_weight, room_weight);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__foreach_lgamma(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_foreach_lgamma"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return take_list(out, n_out, &ret[0]);
}

rp_status rp__foreach_lgamma_(rp_tensor *const *self, uint32_t n_self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_foreach_lgamma_"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 1, NULL, 0);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__foreach_log(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_foreach_log"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return take_list(out, n_out, &ret[0]);
}

rp_status rp__foreach_log10(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_foreach_log10"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return take_list(out, n_out, &ret[0]);
}

rp_status rp__foreach_log10_(rp_tensor *const *self, uint32_t n_self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_foreach_log10_"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 1, NULL, 0);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__foreach_log1p(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_foreach_log1p"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return take_list(out, n_out, &ret[0]);
}

rp_status rp__foreach_log1p_(rp_tensor *const *self, uint32_t n_self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_foreach_log1p_"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 1, NULL, 0);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__foreach_log2(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_foreach_log2"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return take_list(out, n_out, &ret[0]);
}

rp_status rp__foreach_log2_(rp_tensor *const *self, uint32_t n_self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_foreach_log2_"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 1, NULL, 0);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__foreach_log_(rp_tensor *const *self, uint32_t n_self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_foreach_log_"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 1, NULL, 0);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__foreach_max(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_foreach_max"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return take_list(out, n_out, &ret[0]);
}

rp_status rp__foreach_maximum_list(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self, rp_tensor *const *other, uint32_t n_other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_foreach_maximum.List"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_value room_other[LIST_ROOM], list_other = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    if (st == RP_OK) st = list_of_tensors(&list_other, room_other, other, n_other, 0);
    const rp_value in[] = {list_self, list_other};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1);
    list_drop(&list_self, room_self);
    list_drop(&list_other, room_other);
    RP_TRY(st);
    return take_list(out, n_out, &ret[0]);
}

rp_status rp__foreach_maximum_scalar(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self, rp_value scalar)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_foreach_maximum.Scalar"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self, scalar};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return take_list(out, n_out, &ret[0]);
}

rp_status rp__foreach_maximum_scalarlist(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self, const rp_value *scalars, uint32_t n_scalars)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_foreach_maximum.ScalarList"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_value room_scalars[LIST_ROOM], list_scalars = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    if (st == RP_OK) st = list_of_scalars(&list_scalars, room_scalars, scalars, n_scalars, 0);
    const rp_value in[] = {list_self, list_scalars};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1);
    list_drop(&list_self, room_self);
    list_drop(&list_scalars, room_scalars);
    RP_TRY(st);
    return take_list(out, n_out, &ret[0]);
}

rp_status rp__foreach_maximum__list(rp_tensor *const *self, uint32_t n_self,
    rp_tensor *const *other, uint32_t n_other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_foreach_maximum_.List"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_value room_other[LIST_ROOM], list_other = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    if (st == RP_OK) st = list_of_tensors(&list_other, room_other, other, n_other, 0);
    const rp_value in[] = {list_self, list_other};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, NULL, 0);
    list_drop(&list_self, room_self);
    list_drop(&list_other, room_other);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__foreach_maximum__scalar(rp_tensor *const *self, uint32_t n_self, rp_value scalar)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_foreach_maximum_.Scalar"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self, scalar};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, NULL, 0);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__foreach_maximum__scalarlist(rp_tensor *const *self, uint32_t n_self,
    const rp_value *scalars, uint32_t n_scalars)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_foreach_maximum_.ScalarList"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_value room_scalars[LIST_ROOM], list_scalars = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    if (st == RP_OK) st = list_of_scalars(&list_scalars, room_scalars, scalars, n_scalars, 0);
    const rp_value in[] = {list_self, list_scalars};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, NULL, 0);
    list_drop(&list_self, room_self);
    list_drop(&list_scalars, room_scalars);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__foreach_minimum_list(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self, rp_tensor *const *other, uint32_t n_other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_foreach_minimum.List"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_value room_other[LIST_ROOM], list_other = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    if (st == RP_OK) st = list_of_tensors(&list_other, room_other, other, n_other, 0);
    const rp_value in[] = {list_self, list_other};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1);
    list_drop(&list_self, room_self);
    list_drop(&list_other, room_other);
    RP_TRY(st);
    return take_list(out, n_out, &ret[0]);
}

rp_status rp__foreach_minimum_scalar(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self, rp_value scalar)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_foreach_minimum.Scalar"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self, scalar};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return take_list(out, n_out, &ret[0]);
}

rp_status rp__foreach_minimum_scalarlist(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self, const rp_value *scalars, uint32_t n_scalars)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_foreach_minimum.ScalarList"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_value room_scalars[LIST_ROOM], list_scalars = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    if (st == RP_OK) st = list_of_scalars(&list_scalars, room_scalars, scalars, n_scalars, 0);
    const rp_value in[] = {list_self, list_scalars};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1);
    list_drop(&list_self, room_self);
    list_drop(&list_scalars, room_scalars);
    RP_TRY(st);
    return take_list(out, n_out, &ret[0]);
}

rp_status rp__foreach_minimum__list(rp_tensor *const *self, uint32_t n_self,
    rp_tensor *const *other, uint32_t n_other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_foreach_minimum_.List"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_value room_other[LIST_ROOM], list_other = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    if (st == RP_OK) st = list_of_tensors(&list_other, room_other, other, n_other, 0);
    const rp_value in[] = {list_self, list_other};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, NULL, 0);
    list_drop(&list_self, room_self);
    list_drop(&list_other, room_other);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__foreach_minimum__scalar(rp_tensor *const *self, uint32_t n_self, rp_value scalar)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_foreach_minimum_.Scalar"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self, scalar};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, NULL, 0);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__foreach_minimum__scalarlist(rp_tensor *const *self, uint32_t n_self,
    const rp_value *scalars, uint32_t n_scalars)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_foreach_minimum_.ScalarList"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_value room_scalars[LIST_ROOM], list_scalars = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    if (st == RP_OK) st = list_of_scalars(&list_scalars, room_scalars, scalars, n_scalars, 0);
    const rp_value in[] = {list_self, list_scalars};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, NULL, 0);
    list_drop(&list_self, room_self);
    list_drop(&list_scalars, room_scalars);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__foreach_mul_list(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self, rp_tensor *const *other, uint32_t n_other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_foreach_mul.List"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_value room_other[LIST_ROOM], list_other = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    if (st == RP_OK) st = list_of_tensors(&list_other, room_other, other, n_other, 0);
    const rp_value in[] = {list_self, list_other};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1);
    list_drop(&list_self, room_self);
    list_drop(&list_other, room_other);
    RP_TRY(st);
    return take_list(out, n_out, &ret[0]);
}

rp_status rp__foreach_mul_scalar(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self, rp_value scalar)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_foreach_mul.Scalar"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self, scalar};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return take_list(out, n_out, &ret[0]);
}

rp_status rp__foreach_mul_scalarlist(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self, const rp_value *scalars, uint32_t n_scalars)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_foreach_mul.ScalarList"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_value room_scalars[LIST_ROOM], list_scalars = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    if (st == RP_OK) st = list_of_scalars(&list_scalars, room_scalars, scalars, n_scalars, 0);
    const rp_value in[] = {list_self, list_scalars};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1);
    list_drop(&list_self, room_self);
    list_drop(&list_scalars, room_scalars);
    RP_TRY(st);
    return take_list(out, n_out, &ret[0]);
}

rp_status rp__foreach_mul(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_foreach_mul.Tensor"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self, rp_value_tensor(other)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return take_list(out, n_out, &ret[0]);
}

rp_status rp__foreach_mul__list(rp_tensor *const *self, uint32_t n_self, rp_tensor *const *other,
    uint32_t n_other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_foreach_mul_.List"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_value room_other[LIST_ROOM], list_other = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    if (st == RP_OK) st = list_of_tensors(&list_other, room_other, other, n_other, 0);
    const rp_value in[] = {list_self, list_other};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, NULL, 0);
    list_drop(&list_self, room_self);
    list_drop(&list_other, room_other);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__foreach_mul__scalar(rp_tensor *const *self, uint32_t n_self, rp_value scalar)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_foreach_mul_.Scalar"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self, scalar};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, NULL, 0);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__foreach_mul__scalarlist(rp_tensor *const *self, uint32_t n_self,
    const rp_value *scalars, uint32_t n_scalars)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_foreach_mul_.ScalarList"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_value room_scalars[LIST_ROOM], list_scalars = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    if (st == RP_OK) st = list_of_scalars(&list_scalars, room_scalars, scalars, n_scalars, 0);
    const rp_value in[] = {list_self, list_scalars};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, NULL, 0);
    list_drop(&list_self, room_self);
    list_drop(&list_scalars, room_scalars);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__foreach_mul_(rp_tensor *const *self, uint32_t n_self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_foreach_mul_.Tensor"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self, rp_value_tensor(other)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, NULL, 0);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__foreach_neg(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_foreach_neg"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return take_list(out, n_out, &ret[0]);
}

rp_status rp__foreach_neg_(rp_tensor *const *self, uint32_t n_self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_foreach_neg_"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 1, NULL, 0);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__foreach_norm_scalar(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self, rp_value ord, rp_dtype dtype)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_foreach_norm.Scalar"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self, ord, rp_value_dtype(dtype)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return take_list(out, n_out, &ret[0]);
}

rp_status rp__foreach_pow_list(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self, rp_tensor *const *exponent, uint32_t n_exponent)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_foreach_pow.List"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_value room_exponent[LIST_ROOM], list_exponent = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    if (st == RP_OK) st = list_of_tensors(&list_exponent, room_exponent, exponent, n_exponent, 0);
    const rp_value in[] = {list_self, list_exponent};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1);
    list_drop(&list_self, room_self);
    list_drop(&list_exponent, room_exponent);
    RP_TRY(st);
    return take_list(out, n_out, &ret[0]);
}

rp_status rp__foreach_pow_scalar(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self, rp_value exponent)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_foreach_pow.Scalar"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self, exponent};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return take_list(out, n_out, &ret[0]);
}

rp_status rp__foreach_pow_scalarandtensor(rp_tensor **out, uint32_t n_out, rp_value self,
    rp_tensor *const *exponent, uint32_t n_exponent)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_foreach_pow.ScalarAndTensor"));
    rp_value room_exponent[LIST_ROOM], list_exponent = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_exponent, room_exponent, exponent, n_exponent, 0);
    const rp_value in[] = {self, list_exponent};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1);
    list_drop(&list_exponent, room_exponent);
    RP_TRY(st);
    return take_list(out, n_out, &ret[0]);
}

rp_status rp__foreach_pow_scalarlist(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self, const rp_value *exponent, uint32_t n_exponent)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_foreach_pow.ScalarList"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_value room_exponent[LIST_ROOM], list_exponent = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    if (st == RP_OK) st = list_of_scalars(&list_exponent, room_exponent, exponent, n_exponent, 0);
    const rp_value in[] = {list_self, list_exponent};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1);
    list_drop(&list_self, room_self);
    list_drop(&list_exponent, room_exponent);
    RP_TRY(st);
    return take_list(out, n_out, &ret[0]);
}

rp_status rp__foreach_pow__list(rp_tensor *const *self, uint32_t n_self,
    rp_tensor *const *exponent, uint32_t n_exponent)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_foreach_pow_.List"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_value room_exponent[LIST_ROOM], list_exponent = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    if (st == RP_OK) st = list_of_tensors(&list_exponent, room_exponent, exponent, n_exponent, 0);
    const rp_value in[] = {list_self, list_exponent};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, NULL, 0);
    list_drop(&list_self, room_self);
    list_drop(&list_exponent, room_exponent);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__foreach_pow__scalar(rp_tensor *const *self, uint32_t n_self, rp_value exponent)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_foreach_pow_.Scalar"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self, exponent};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, NULL, 0);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__foreach_pow__scalarlist(rp_tensor *const *self, uint32_t n_self,
    const rp_value *exponent, uint32_t n_exponent)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_foreach_pow_.ScalarList"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_value room_exponent[LIST_ROOM], list_exponent = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    if (st == RP_OK) st = list_of_scalars(&list_exponent, room_exponent, exponent, n_exponent, 0);
    const rp_value in[] = {list_self, list_exponent};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, NULL, 0);
    list_drop(&list_self, room_self);
    list_drop(&list_exponent, room_exponent);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__foreach_reciprocal(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_foreach_reciprocal"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return take_list(out, n_out, &ret[0]);
}

rp_status rp__foreach_reciprocal_(rp_tensor *const *self, uint32_t n_self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_foreach_reciprocal_"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 1, NULL, 0);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__foreach_round(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_foreach_round"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return take_list(out, n_out, &ret[0]);
}

rp_status rp__foreach_round_(rp_tensor *const *self, uint32_t n_self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_foreach_round_"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 1, NULL, 0);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__foreach_rsqrt(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_foreach_rsqrt"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return take_list(out, n_out, &ret[0]);
}

rp_status rp__foreach_rsqrt_(rp_tensor *const *self, uint32_t n_self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_foreach_rsqrt_"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 1, NULL, 0);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__foreach_sigmoid(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_foreach_sigmoid"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return take_list(out, n_out, &ret[0]);
}

rp_status rp__foreach_sigmoid_(rp_tensor *const *self, uint32_t n_self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_foreach_sigmoid_"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 1, NULL, 0);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__foreach_sign(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_foreach_sign"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return take_list(out, n_out, &ret[0]);
}

rp_status rp__foreach_sign_(rp_tensor *const *self, uint32_t n_self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_foreach_sign_"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 1, NULL, 0);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__foreach_sin(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_foreach_sin"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return take_list(out, n_out, &ret[0]);
}

rp_status rp__foreach_sin_(rp_tensor *const *self, uint32_t n_self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_foreach_sin_"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 1, NULL, 0);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__foreach_sinh(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_foreach_sinh"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return take_list(out, n_out, &ret[0]);
}

rp_status rp__foreach_sinh_(rp_tensor *const *self, uint32_t n_self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_foreach_sinh_"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 1, NULL, 0);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__foreach_sqrt(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_foreach_sqrt"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return take_list(out, n_out, &ret[0]);
}

rp_status rp__foreach_sqrt_(rp_tensor *const *self, uint32_t n_self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_foreach_sqrt_"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 1, NULL, 0);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__foreach_sub_list(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self, rp_tensor *const *other, uint32_t n_other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_foreach_sub.List"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_value room_other[LIST_ROOM], list_other = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    if (st == RP_OK) st = list_of_tensors(&list_other, room_other, other, n_other, 0);
    const rp_value in[] = {list_self, list_other, rp_value_int(1)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1);
    list_drop(&list_self, room_self);
    list_drop(&list_other, room_other);
    RP_TRY(st);
    return take_list(out, n_out, &ret[0]);
}

rp_status rp__foreach_sub_list_full(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self, rp_tensor *const *other, uint32_t n_other, rp_value alpha)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_foreach_sub.List"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_value room_other[LIST_ROOM], list_other = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    if (st == RP_OK) st = list_of_tensors(&list_other, room_other, other, n_other, 0);
    const rp_value in[] = {list_self, list_other, alpha};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1);
    list_drop(&list_self, room_self);
    list_drop(&list_other, room_other);
    RP_TRY(st);
    return take_list(out, n_out, &ret[0]);
}

rp_status rp__foreach_sub_scalar(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self, rp_value scalar)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_foreach_sub.Scalar"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self, scalar};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return take_list(out, n_out, &ret[0]);
}

rp_status rp__foreach_sub_scalarlist(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self, const rp_value *scalars, uint32_t n_scalars)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_foreach_sub.ScalarList"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_value room_scalars[LIST_ROOM], list_scalars = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    if (st == RP_OK) st = list_of_scalars(&list_scalars, room_scalars, scalars, n_scalars, 0);
    const rp_value in[] = {list_self, list_scalars};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1);
    list_drop(&list_self, room_self);
    list_drop(&list_scalars, room_scalars);
    RP_TRY(st);
    return take_list(out, n_out, &ret[0]);
}

rp_status rp__foreach_sub__list(rp_tensor *const *self, uint32_t n_self, rp_tensor *const *other,
    uint32_t n_other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_foreach_sub_.List"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_value room_other[LIST_ROOM], list_other = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    if (st == RP_OK) st = list_of_tensors(&list_other, room_other, other, n_other, 0);
    const rp_value in[] = {list_self, list_other, rp_value_int(1)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 3, NULL, 0);
    list_drop(&list_self, room_self);
    list_drop(&list_other, room_other);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__foreach_sub__list_full(rp_tensor *const *self, uint32_t n_self,
    rp_tensor *const *other, uint32_t n_other, rp_value alpha)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_foreach_sub_.List"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_value room_other[LIST_ROOM], list_other = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    if (st == RP_OK) st = list_of_tensors(&list_other, room_other, other, n_other, 0);
    const rp_value in[] = {list_self, list_other, alpha};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 3, NULL, 0);
    list_drop(&list_self, room_self);
    list_drop(&list_other, room_other);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__foreach_sub__scalar(rp_tensor *const *self, uint32_t n_self, rp_value scalar)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_foreach_sub_.Scalar"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self, scalar};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, NULL, 0);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__foreach_sub__scalarlist(rp_tensor *const *self, uint32_t n_self,
    const rp_value *scalars, uint32_t n_scalars)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_foreach_sub_.ScalarList"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_value room_scalars[LIST_ROOM], list_scalars = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    if (st == RP_OK) st = list_of_scalars(&list_scalars, room_scalars, scalars, n_scalars, 0);
    const rp_value in[] = {list_self, list_scalars};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, NULL, 0);
    list_drop(&list_self, room_self);
    list_drop(&list_scalars, room_scalars);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__foreach_tan(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_foreach_tan"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return take_list(out, n_out, &ret[0]);
}

rp_status rp__foreach_tan_(rp_tensor *const *self, uint32_t n_self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_foreach_tan_"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 1, NULL, 0);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__foreach_tanh(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_foreach_tanh"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return take_list(out, n_out, &ret[0]);
}

rp_status rp__foreach_tanh_(rp_tensor *const *self, uint32_t n_self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_foreach_tanh_"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 1, NULL, 0);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__foreach_trunc(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_foreach_trunc"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return take_list(out, n_out, &ret[0]);
}

rp_status rp__foreach_trunc_(rp_tensor *const *self, uint32_t n_self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_foreach_trunc_"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 1, NULL, 0);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__foreach_zero_(rp_tensor *const *self, uint32_t n_self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_foreach_zero_"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    const rp_value in[] = {list_self};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 1, NULL, 0);
    list_drop(&list_self, room_self);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__fused_adagrad_(rp_tensor *const *self, uint32_t n_self, rp_tensor *const *grads,
    uint32_t n_grads, rp_tensor *const *state_sums, uint32_t n_state_sums,
    rp_tensor *const *state_steps, uint32_t n_state_steps, double lr, double lr_decay,
    double weight_decay, double eps, int maximize)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_fused_adagrad_"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_value room_grads[LIST_ROOM], list_grads = rp_value_none();
    rp_value room_state_sums[LIST_ROOM], list_state_sums = rp_value_none();
    rp_value room_state_steps[LIST_ROOM], list_state_steps = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    if (st == RP_OK) st = list_of_tensors(&list_grads, room_grads, grads, n_grads, 0);
    if (st == RP_OK) st = list_of_tensors(&list_state_sums, room_state_sums, state_sums, n_state_sums, 0);
    if (st == RP_OK) st = list_of_tensors(&list_state_steps, room_state_steps, state_steps, n_state_steps, 0);
    const rp_value in[] = {list_self, list_grads, list_state_sums, list_state_steps,
        rp_value_float(lr), rp_value_float(lr_decay), rp_value_float(weight_decay),
        rp_value_float(eps), rp_value_bool(maximize), rp_value_none(), rp_value_none()};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 11, NULL, 0);
    list_drop(&list_self, room_self);
    list_drop(&list_grads, room_grads);
    list_drop(&list_state_sums, room_state_sums);
    list_drop(&list_state_steps, room_state_steps);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__fused_adagrad__full(rp_tensor *const *self, uint32_t n_self,
    rp_tensor *const *grads, uint32_t n_grads, rp_tensor *const *state_sums,
    uint32_t n_state_sums, rp_tensor *const *state_steps, uint32_t n_state_steps, double lr,
    double lr_decay, double weight_decay, double eps, int maximize, rp_tensor *grad_scale,
    rp_tensor *found_inf)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_fused_adagrad_"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_value room_grads[LIST_ROOM], list_grads = rp_value_none();
    rp_value room_state_sums[LIST_ROOM], list_state_sums = rp_value_none();
    rp_value room_state_steps[LIST_ROOM], list_state_steps = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    if (st == RP_OK) st = list_of_tensors(&list_grads, room_grads, grads, n_grads, 0);
    if (st == RP_OK) st = list_of_tensors(&list_state_sums, room_state_sums, state_sums, n_state_sums, 0);
    if (st == RP_OK) st = list_of_tensors(&list_state_steps, room_state_steps, state_steps, n_state_steps, 0);
    const rp_value in[] = {list_self, list_grads, list_state_sums, list_state_steps,
        rp_value_float(lr), rp_value_float(lr_decay), rp_value_float(weight_decay),
        rp_value_float(eps), rp_value_bool(maximize), rp_value_tensor(grad_scale),
        rp_value_tensor(found_inf)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 11, NULL, 0);
    list_drop(&list_self, room_self);
    list_drop(&list_grads, room_grads);
    list_drop(&list_state_sums, room_state_sums);
    list_drop(&list_state_steps, room_state_steps);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__fused_adam_(rp_tensor *const *self, uint32_t n_self, rp_tensor *const *grads,
    uint32_t n_grads, rp_tensor *const *exp_avgs, uint32_t n_exp_avgs,
    rp_tensor *const *exp_avg_sqs, uint32_t n_exp_avg_sqs, rp_tensor *const *max_exp_avg_sqs,
    uint32_t n_max_exp_avg_sqs, rp_tensor *const *state_steps, uint32_t n_state_steps, double lr,
    double beta1, double beta2, double weight_decay, double eps, int amsgrad, int maximize)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_fused_adam_"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_value room_grads[LIST_ROOM], list_grads = rp_value_none();
    rp_value room_exp_avgs[LIST_ROOM], list_exp_avgs = rp_value_none();
    rp_value room_exp_avg_sqs[LIST_ROOM], list_exp_avg_sqs = rp_value_none();
    rp_value room_max_exp_avg_sqs[LIST_ROOM], list_max_exp_avg_sqs = rp_value_none();
    rp_value room_state_steps[LIST_ROOM], list_state_steps = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    if (st == RP_OK) st = list_of_tensors(&list_grads, room_grads, grads, n_grads, 0);
    if (st == RP_OK) st = list_of_tensors(&list_exp_avgs, room_exp_avgs, exp_avgs, n_exp_avgs, 0);
    if (st == RP_OK) st = list_of_tensors(&list_exp_avg_sqs, room_exp_avg_sqs, exp_avg_sqs, n_exp_avg_sqs, 0);
    if (st == RP_OK) st = list_of_tensors(&list_max_exp_avg_sqs, room_max_exp_avg_sqs, max_exp_avg_sqs, n_max_exp_avg_sqs, 0);
    if (st == RP_OK) st = list_of_tensors(&list_state_steps, room_state_steps, state_steps, n_state_steps, 0);
    const rp_value in[] = {list_self, list_grads, list_exp_avgs, list_exp_avg_sqs,
        list_max_exp_avg_sqs, list_state_steps, rp_value_float(lr), rp_value_float(beta1),
        rp_value_float(beta2), rp_value_float(weight_decay), rp_value_float(eps),
        rp_value_bool(amsgrad), rp_value_bool(maximize), rp_value_none(), rp_value_none()};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 15, NULL, 0);
    list_drop(&list_self, room_self);
    list_drop(&list_grads, room_grads);
    list_drop(&list_exp_avgs, room_exp_avgs);
    list_drop(&list_exp_avg_sqs, room_exp_avg_sqs);
    list_drop(&list_max_exp_avg_sqs, room_max_exp_avg_sqs);
    list_drop(&list_state_steps, room_state_steps);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__fused_adam__full(rp_tensor *const *self, uint32_t n_self, rp_tensor *const *grads,
    uint32_t n_grads, rp_tensor *const *exp_avgs, uint32_t n_exp_avgs,
    rp_tensor *const *exp_avg_sqs, uint32_t n_exp_avg_sqs, rp_tensor *const *max_exp_avg_sqs,
    uint32_t n_max_exp_avg_sqs, rp_tensor *const *state_steps, uint32_t n_state_steps, double lr,
    double beta1, double beta2, double weight_decay, double eps, int amsgrad, int maximize,
    rp_tensor *grad_scale, rp_tensor *found_inf)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_fused_adam_"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_value room_grads[LIST_ROOM], list_grads = rp_value_none();
    rp_value room_exp_avgs[LIST_ROOM], list_exp_avgs = rp_value_none();
    rp_value room_exp_avg_sqs[LIST_ROOM], list_exp_avg_sqs = rp_value_none();
    rp_value room_max_exp_avg_sqs[LIST_ROOM], list_max_exp_avg_sqs = rp_value_none();
    rp_value room_state_steps[LIST_ROOM], list_state_steps = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    if (st == RP_OK) st = list_of_tensors(&list_grads, room_grads, grads, n_grads, 0);
    if (st == RP_OK) st = list_of_tensors(&list_exp_avgs, room_exp_avgs, exp_avgs, n_exp_avgs, 0);
    if (st == RP_OK) st = list_of_tensors(&list_exp_avg_sqs, room_exp_avg_sqs, exp_avg_sqs, n_exp_avg_sqs, 0);
    if (st == RP_OK) st = list_of_tensors(&list_max_exp_avg_sqs, room_max_exp_avg_sqs, max_exp_avg_sqs, n_max_exp_avg_sqs, 0);
    if (st == RP_OK) st = list_of_tensors(&list_state_steps, room_state_steps, state_steps, n_state_steps, 0);
    const rp_value in[] = {list_self, list_grads, list_exp_avgs, list_exp_avg_sqs,
        list_max_exp_avg_sqs, list_state_steps, rp_value_float(lr), rp_value_float(beta1),
        rp_value_float(beta2), rp_value_float(weight_decay), rp_value_float(eps),
        rp_value_bool(amsgrad), rp_value_bool(maximize), rp_value_tensor(grad_scale),
        rp_value_tensor(found_inf)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 15, NULL, 0);
    list_drop(&list_self, room_self);
    list_drop(&list_grads, room_grads);
    list_drop(&list_exp_avgs, room_exp_avgs);
    list_drop(&list_exp_avg_sqs, room_exp_avg_sqs);
    list_drop(&list_max_exp_avg_sqs, room_max_exp_avg_sqs);
    list_drop(&list_state_steps, room_state_steps);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__fused_adam__tensor_lr(rp_tensor *const *self, uint32_t n_self,
    rp_tensor *const *grads, uint32_t n_grads, rp_tensor *const *exp_avgs, uint32_t n_exp_avgs,
    rp_tensor *const *exp_avg_sqs, uint32_t n_exp_avg_sqs, rp_tensor *const *max_exp_avg_sqs,
    uint32_t n_max_exp_avg_sqs, rp_tensor *const *state_steps, uint32_t n_state_steps,
    rp_tensor *lr, double beta1, double beta2, double weight_decay, double eps, int amsgrad,
    int maximize)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_fused_adam_.tensor_lr"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_value room_grads[LIST_ROOM], list_grads = rp_value_none();
    rp_value room_exp_avgs[LIST_ROOM], list_exp_avgs = rp_value_none();
    rp_value room_exp_avg_sqs[LIST_ROOM], list_exp_avg_sqs = rp_value_none();
    rp_value room_max_exp_avg_sqs[LIST_ROOM], list_max_exp_avg_sqs = rp_value_none();
    rp_value room_state_steps[LIST_ROOM], list_state_steps = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    if (st == RP_OK) st = list_of_tensors(&list_grads, room_grads, grads, n_grads, 0);
    if (st == RP_OK) st = list_of_tensors(&list_exp_avgs, room_exp_avgs, exp_avgs, n_exp_avgs, 0);
    if (st == RP_OK) st = list_of_tensors(&list_exp_avg_sqs, room_exp_avg_sqs, exp_avg_sqs, n_exp_avg_sqs, 0);
    if (st == RP_OK) st = list_of_tensors(&list_max_exp_avg_sqs, room_max_exp_avg_sqs, max_exp_avg_sqs, n_max_exp_avg_sqs, 0);
    if (st == RP_OK) st = list_of_tensors(&list_state_steps, room_state_steps, state_steps, n_state_steps, 0);
    const rp_value in[] = {list_self, list_grads, list_exp_avgs, list_exp_avg_sqs,
        list_max_exp_avg_sqs, list_state_steps, rp_value_tensor(lr), rp_value_float(beta1),
        rp_value_float(beta2), rp_value_float(weight_decay), rp_value_float(eps),
        rp_value_bool(amsgrad), rp_value_bool(maximize), rp_value_none(), rp_value_none()};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 15, NULL, 0);
    list_drop(&list_self, room_self);
    list_drop(&list_grads, room_grads);
    list_drop(&list_exp_avgs, room_exp_avgs);
    list_drop(&list_exp_avg_sqs, room_exp_avg_sqs);
    list_drop(&list_max_exp_avg_sqs, room_max_exp_avg_sqs);
    list_drop(&list_state_steps, room_state_steps);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__fused_adam__tensor_lr_full(rp_tensor *const *self, uint32_t n_self,
    rp_tensor *const *grads, uint32_t n_grads, rp_tensor *const *exp_avgs, uint32_t n_exp_avgs,
    rp_tensor *const *exp_avg_sqs, uint32_t n_exp_avg_sqs, rp_tensor *const *max_exp_avg_sqs,
    uint32_t n_max_exp_avg_sqs, rp_tensor *const *state_steps, uint32_t n_state_steps,
    rp_tensor *lr, double beta1, double beta2, double weight_decay, double eps, int amsgrad,
    int maximize, rp_tensor *grad_scale, rp_tensor *found_inf)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_fused_adam_.tensor_lr"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_value room_grads[LIST_ROOM], list_grads = rp_value_none();
    rp_value room_exp_avgs[LIST_ROOM], list_exp_avgs = rp_value_none();
    rp_value room_exp_avg_sqs[LIST_ROOM], list_exp_avg_sqs = rp_value_none();
    rp_value room_max_exp_avg_sqs[LIST_ROOM], list_max_exp_avg_sqs = rp_value_none();
    rp_value room_state_steps[LIST_ROOM], list_state_steps = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    if (st == RP_OK) st = list_of_tensors(&list_grads, room_grads, grads, n_grads, 0);
    if (st == RP_OK) st = list_of_tensors(&list_exp_avgs, room_exp_avgs, exp_avgs, n_exp_avgs, 0);
    if (st == RP_OK) st = list_of_tensors(&list_exp_avg_sqs, room_exp_avg_sqs, exp_avg_sqs, n_exp_avg_sqs, 0);
    if (st == RP_OK) st = list_of_tensors(&list_max_exp_avg_sqs, room_max_exp_avg_sqs, max_exp_avg_sqs, n_max_exp_avg_sqs, 0);
    if (st == RP_OK) st = list_of_tensors(&list_state_steps, room_state_steps, state_steps, n_state_steps, 0);
    const rp_value in[] = {list_self, list_grads, list_exp_avgs, list_exp_avg_sqs,
        list_max_exp_avg_sqs, list_state_steps, rp_value_tensor(lr), rp_value_float(beta1),
        rp_value_float(beta2), rp_value_float(weight_decay), rp_value_float(eps),
        rp_value_bool(amsgrad), rp_value_bool(maximize), rp_value_tensor(grad_scale),
        rp_value_tensor(found_inf)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 15, NULL, 0);
    list_drop(&list_self, room_self);
    list_drop(&list_grads, room_grads);
    list_drop(&list_exp_avgs, room_exp_avgs);
    list_drop(&list_exp_avg_sqs, room_exp_avg_sqs);
    list_drop(&list_max_exp_avg_sqs, room_max_exp_avg_sqs);
    list_drop(&list_state_steps, room_state_steps);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__fused_adamw_(rp_tensor *const *self, uint32_t n_self, rp_tensor *const *grads,
    uint32_t n_grads, rp_tensor *const *exp_avgs, uint32_t n_exp_avgs,
    rp_tensor *const *exp_avg_sqs, uint32_t n_exp_avg_sqs, rp_tensor *const *max_exp_avg_sqs,
    uint32_t n_max_exp_avg_sqs, rp_tensor *const *state_steps, uint32_t n_state_steps, double lr,
    double beta1, double beta2, double weight_decay, double eps, int amsgrad, int maximize)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_fused_adamw_"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_value room_grads[LIST_ROOM], list_grads = rp_value_none();
    rp_value room_exp_avgs[LIST_ROOM], list_exp_avgs = rp_value_none();
    rp_value room_exp_avg_sqs[LIST_ROOM], list_exp_avg_sqs = rp_value_none();
    rp_value room_max_exp_avg_sqs[LIST_ROOM], list_max_exp_avg_sqs = rp_value_none();
    rp_value room_state_steps[LIST_ROOM], list_state_steps = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    if (st == RP_OK) st = list_of_tensors(&list_grads, room_grads, grads, n_grads, 0);
    if (st == RP_OK) st = list_of_tensors(&list_exp_avgs, room_exp_avgs, exp_avgs, n_exp_avgs, 0);
    if (st == RP_OK) st = list_of_tensors(&list_exp_avg_sqs, room_exp_avg_sqs, exp_avg_sqs, n_exp_avg_sqs, 0);
    if (st == RP_OK) st = list_of_tensors(&list_max_exp_avg_sqs, room_max_exp_avg_sqs, max_exp_avg_sqs, n_max_exp_avg_sqs, 0);
    if (st == RP_OK) st = list_of_tensors(&list_state_steps, room_state_steps, state_steps, n_state_steps, 0);
    const rp_value in[] = {list_self, list_grads, list_exp_avgs, list_exp_avg_sqs,
        list_max_exp_avg_sqs, list_state_steps, rp_value_float(lr), rp_value_float(beta1),
        rp_value_float(beta2), rp_value_float(weight_decay), rp_value_float(eps),
        rp_value_bool(amsgrad), rp_value_bool(maximize), rp_value_none(), rp_value_none()};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 15, NULL, 0);
    list_drop(&list_self, room_self);
    list_drop(&list_grads, room_grads);
    list_drop(&list_exp_avgs, room_exp_avgs);
    list_drop(&list_exp_avg_sqs, room_exp_avg_sqs);
    list_drop(&list_max_exp_avg_sqs, room_max_exp_avg_sqs);
    list_drop(&list_state_steps, room_state_steps);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__fused_adamw__full(rp_tensor *const *self, uint32_t n_self, rp_tensor *const *grads,
    uint32_t n_grads, rp_tensor *const *exp_avgs, uint32_t n_exp_avgs,
    rp_tensor *const *exp_avg_sqs, uint32_t n_exp_avg_sqs, rp_tensor *const *max_exp_avg_sqs,
    uint32_t n_max_exp_avg_sqs, rp_tensor *const *state_steps, uint32_t n_state_steps, double lr,
    double beta1, double beta2, double weight_decay, double eps, int amsgrad, int maximize,
    rp_tensor *grad_scale, rp_tensor *found_inf)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_fused_adamw_"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_value room_grads[LIST_ROOM], list_grads = rp_value_none();
    rp_value room_exp_avgs[LIST_ROOM], list_exp_avgs = rp_value_none();
    rp_value room_exp_avg_sqs[LIST_ROOM], list_exp_avg_sqs = rp_value_none();
    rp_value room_max_exp_avg_sqs[LIST_ROOM], list_max_exp_avg_sqs = rp_value_none();
    rp_value room_state_steps[LIST_ROOM], list_state_steps = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    if (st == RP_OK) st = list_of_tensors(&list_grads, room_grads, grads, n_grads, 0);
    if (st == RP_OK) st = list_of_tensors(&list_exp_avgs, room_exp_avgs, exp_avgs, n_exp_avgs, 0);
    if (st == RP_OK) st = list_of_tensors(&list_exp_avg_sqs, room_exp_avg_sqs, exp_avg_sqs, n_exp_avg_sqs, 0);
    if (st == RP_OK) st = list_of_tensors(&list_max_exp_avg_sqs, room_max_exp_avg_sqs, max_exp_avg_sqs, n_max_exp_avg_sqs, 0);
    if (st == RP_OK) st = list_of_tensors(&list_state_steps, room_state_steps, state_steps, n_state_steps, 0);
    const rp_value in[] = {list_self, list_grads, list_exp_avgs, list_exp_avg_sqs,
        list_max_exp_avg_sqs, list_state_steps, rp_value_float(lr), rp_value_float(beta1),
        rp_value_float(beta2), rp_value_float(weight_decay), rp_value_float(eps),
        rp_value_bool(amsgrad), rp_value_bool(maximize), rp_value_tensor(grad_scale),
        rp_value_tensor(found_inf)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 15, NULL, 0);
    list_drop(&list_self, room_self);
    list_drop(&list_grads, room_grads);
    list_drop(&list_exp_avgs, room_exp_avgs);
    list_drop(&list_exp_avg_sqs, room_exp_avg_sqs);
    list_drop(&list_max_exp_avg_sqs, room_max_exp_avg_sqs);
    list_drop(&list_state_steps, room_state_steps);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__fused_adamw__tensor_lr(rp_tensor *const *self, uint32_t n_self,
    rp_tensor *const *grads, uint32_t n_grads, rp_tensor *const *exp_avgs, uint32_t n_exp_avgs,
    rp_tensor *const *exp_avg_sqs, uint32_t n_exp_avg_sqs, rp_tensor *const *max_exp_avg_sqs,
    uint32_t n_max_exp_avg_sqs, rp_tensor *const *state_steps, uint32_t n_state_steps,
    rp_tensor *lr, double beta1, double beta2, double weight_decay, double eps, int amsgrad,
    int maximize)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_fused_adamw_.tensor_lr"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_value room_grads[LIST_ROOM], list_grads = rp_value_none();
    rp_value room_exp_avgs[LIST_ROOM], list_exp_avgs = rp_value_none();
    rp_value room_exp_avg_sqs[LIST_ROOM], list_exp_avg_sqs = rp_value_none();
    rp_value room_max_exp_avg_sqs[LIST_ROOM], list_max_exp_avg_sqs = rp_value_none();
    rp_value room_state_steps[LIST_ROOM], list_state_steps = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    if (st == RP_OK) st = list_of_tensors(&list_grads, room_grads, grads, n_grads, 0);
    if (st == RP_OK) st = list_of_tensors(&list_exp_avgs, room_exp_avgs, exp_avgs, n_exp_avgs, 0);
    if (st == RP_OK) st = list_of_tensors(&list_exp_avg_sqs, room_exp_avg_sqs, exp_avg_sqs, n_exp_avg_sqs, 0);
    if (st == RP_OK) st = list_of_tensors(&list_max_exp_avg_sqs, room_max_exp_avg_sqs, max_exp_avg_sqs, n_max_exp_avg_sqs, 0);
    if (st == RP_OK) st = list_of_tensors(&list_state_steps, room_state_steps, state_steps, n_state_steps, 0);
    const rp_value in[] = {list_self, list_grads, list_exp_avgs, list_exp_avg_sqs,
        list_max_exp_avg_sqs, list_state_steps, rp_value_tensor(lr), rp_value_float(beta1),
        rp_value_float(beta2), rp_value_float(weight_decay), rp_value_float(eps),
        rp_value_bool(amsgrad), rp_value_bool(maximize), rp_value_none(), rp_value_none()};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 15, NULL, 0);
    list_drop(&list_self, room_self);
    list_drop(&list_grads, room_grads);
    list_drop(&list_exp_avgs, room_exp_avgs);
    list_drop(&list_exp_avg_sqs, room_exp_avg_sqs);
    list_drop(&list_max_exp_avg_sqs, room_max_exp_avg_sqs);
    list_drop(&list_state_steps, room_state_steps);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__fused_adamw__tensor_lr_full(rp_tensor *const *self, uint32_t n_self,
    rp_tensor *const *grads, uint32_t n_grads, rp_tensor *const *exp_avgs, uint32_t n_exp_avgs,
    rp_tensor *const *exp_avg_sqs, uint32_t n_exp_avg_sqs, rp_tensor *const *max_exp_avg_sqs,
    uint32_t n_max_exp_avg_sqs, rp_tensor *const *state_steps, uint32_t n_state_steps,
    rp_tensor *lr, double beta1, double beta2, double weight_decay, double eps, int amsgrad,
    int maximize, rp_tensor *grad_scale, rp_tensor *found_inf)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_fused_adamw_.tensor_lr"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_value room_grads[LIST_ROOM], list_grads = rp_value_none();
    rp_value room_exp_avgs[LIST_ROOM], list_exp_avgs = rp_value_none();
    rp_value room_exp_avg_sqs[LIST_ROOM], list_exp_avg_sqs = rp_value_none();
    rp_value room_max_exp_avg_sqs[LIST_ROOM], list_max_exp_avg_sqs = rp_value_none();
    rp_value room_state_steps[LIST_ROOM], list_state_steps = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    if (st == RP_OK) st = list_of_tensors(&list_grads, room_grads, grads, n_grads, 0);
    if (st == RP_OK) st = list_of_tensors(&list_exp_avgs, room_exp_avgs, exp_avgs, n_exp_avgs, 0);
    if (st == RP_OK) st = list_of_tensors(&list_exp_avg_sqs, room_exp_avg_sqs, exp_avg_sqs, n_exp_avg_sqs, 0);
    if (st == RP_OK) st = list_of_tensors(&list_max_exp_avg_sqs, room_max_exp_avg_sqs, max_exp_avg_sqs, n_max_exp_avg_sqs, 0);
    if (st == RP_OK) st = list_of_tensors(&list_state_steps, room_state_steps, state_steps, n_state_steps, 0);
    const rp_value in[] = {list_self, list_grads, list_exp_avgs, list_exp_avg_sqs,
        list_max_exp_avg_sqs, list_state_steps, rp_value_tensor(lr), rp_value_float(beta1),
        rp_value_float(beta2), rp_value_float(weight_decay), rp_value_float(eps),
        rp_value_bool(amsgrad), rp_value_bool(maximize), rp_value_tensor(grad_scale),
        rp_value_tensor(found_inf)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 15, NULL, 0);
    list_drop(&list_self, room_self);
    list_drop(&list_grads, room_grads);
    list_drop(&list_exp_avgs, room_exp_avgs);
    list_drop(&list_exp_avg_sqs, room_exp_avg_sqs);
    list_drop(&list_max_exp_avg_sqs, room_max_exp_avg_sqs);
    list_drop(&list_state_steps, room_state_steps);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__fused_rms_norm(rp_tensor **out, rp_tensor **out1, rp_tensor *input,
    const int64_t *normalized_shape, uint32_t n_normalized_shape, rp_tensor *weight,
    const double *eps)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[2];
    RP_TRY(op_find(&op, &cache, "aten::_fused_rms_norm"));
    rp_value room_normalized_shape[LIST_ROOM], list_normalized_shape = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_normalized_shape, room_normalized_shape, normalized_shape, n_normalized_shape, 0);
    const rp_value in[] = {rp_value_tensor(input), list_normalized_shape, rp_value_tensor(weight),
        opt_float(eps)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 4, ret, 2);
    list_drop(&list_normalized_shape, room_normalized_shape);
    RP_TRY(st);
    take(out, &ret[0]);
    take(out1, &ret[1]);
    return RP_OK;
}

rp_status rp__fused_sgd_(rp_tensor *const *self, uint32_t n_self, rp_tensor *const *grads,
    uint32_t n_grads, rp_tensor *const *momentum_buffer_list, uint32_t n_momentum_buffer_list,
    double weight_decay, double momentum, double lr, double dampening, int nesterov, int maximize,
    int is_first_step)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_fused_sgd_"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_value room_grads[LIST_ROOM], list_grads = rp_value_none();
    rp_value room_momentum_buffer_list[LIST_ROOM], list_momentum_buffer_list = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    if (st == RP_OK) st = list_of_tensors(&list_grads, room_grads, grads, n_grads, 0);
    if (st == RP_OK) st = list_of_tensors(&list_momentum_buffer_list, room_momentum_buffer_list, momentum_buffer_list, n_momentum_buffer_list, 0);
    const rp_value in[] = {list_self, list_grads, list_momentum_buffer_list,
        rp_value_float(weight_decay), rp_value_float(momentum), rp_value_float(lr),
        rp_value_float(dampening), rp_value_bool(nesterov), rp_value_bool(maximize),
        rp_value_bool(is_first_step), rp_value_none(), rp_value_none()};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 12, NULL, 0);
    list_drop(&list_self, room_self);
    list_drop(&list_grads, room_grads);
    list_drop(&list_momentum_buffer_list, room_momentum_buffer_list);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__fused_sgd__full(rp_tensor *const *self, uint32_t n_self, rp_tensor *const *grads,
    uint32_t n_grads, rp_tensor *const *momentum_buffer_list, uint32_t n_momentum_buffer_list,
    double weight_decay, double momentum, double lr, double dampening, int nesterov, int maximize,
    int is_first_step, rp_tensor *grad_scale, rp_tensor *found_inf)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_fused_sgd_"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_value room_grads[LIST_ROOM], list_grads = rp_value_none();
    rp_value room_momentum_buffer_list[LIST_ROOM], list_momentum_buffer_list = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    if (st == RP_OK) st = list_of_tensors(&list_grads, room_grads, grads, n_grads, 0);
    if (st == RP_OK) st = list_of_tensors(&list_momentum_buffer_list, room_momentum_buffer_list, momentum_buffer_list, n_momentum_buffer_list, 0);
    const rp_value in[] = {list_self, list_grads, list_momentum_buffer_list,
        rp_value_float(weight_decay), rp_value_float(momentum), rp_value_float(lr),
        rp_value_float(dampening), rp_value_bool(nesterov), rp_value_bool(maximize),
        rp_value_bool(is_first_step), rp_value_tensor(grad_scale), rp_value_tensor(found_inf)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 12, NULL, 0);
    list_drop(&list_self, room_self);
    list_drop(&list_grads, room_grads);
    list_drop(&list_momentum_buffer_list, room_momentum_buffer_list);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__fused_sgd__tensor_lr(rp_tensor *const *self, uint32_t n_self,
    rp_tensor *const *grads, uint32_t n_grads, rp_tensor *const *momentum_buffer_list,
    uint32_t n_momentum_buffer_list, double weight_decay, double momentum, rp_tensor *lr,
    double dampening, int nesterov, int maximize, int is_first_step)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_fused_sgd_.tensor_lr"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_value room_grads[LIST_ROOM], list_grads = rp_value_none();
    rp_value room_momentum_buffer_list[LIST_ROOM], list_momentum_buffer_list = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    if (st == RP_OK) st = list_of_tensors(&list_grads, room_grads, grads, n_grads, 0);
    if (st == RP_OK) st = list_of_tensors(&list_momentum_buffer_list, room_momentum_buffer_list, momentum_buffer_list, n_momentum_buffer_list, 0);
    const rp_value in[] = {list_self, list_grads, list_momentum_buffer_list,
        rp_value_float(weight_decay), rp_value_float(momentum), rp_value_tensor(lr),
        rp_value_float(dampening), rp_value_bool(nesterov), rp_value_bool(maximize),
        rp_value_bool(is_first_step), rp_value_none(), rp_value_none()};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 12, NULL, 0);
    list_drop(&list_self, room_self);
    list_drop(&list_grads, room_grads);
    list_drop(&list_momentum_buffer_list, room_momentum_buffer_list);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__fused_sgd__tensor_lr_full(rp_tensor *const *self, uint32_t n_self,
    rp_tensor *const *grads, uint32_t n_grads, rp_tensor *const *momentum_buffer_list,
    uint32_t n_momentum_buffer_list, double weight_decay, double momentum, rp_tensor *lr,
    double dampening, int nesterov, int maximize, int is_first_step, rp_tensor *grad_scale,
    rp_tensor *found_inf)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    RP_TRY(op_find(&op, &cache, "aten::_fused_sgd_.tensor_lr"));
    rp_value room_self[LIST_ROOM], list_self = rp_value_none();
    rp_value room_grads[LIST_ROOM], list_grads = rp_value_none();
    rp_value room_momentum_buffer_list[LIST_ROOM], list_momentum_buffer_list = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_self, room_self, self, n_self, 0);
    if (st == RP_OK) st = list_of_tensors(&list_grads, room_grads, grads, n_grads, 0);
    if (st == RP_OK) st = list_of_tensors(&list_momentum_buffer_list, room_momentum_buffer_list, momentum_buffer_list, n_momentum_buffer_list, 0);
    const rp_value in[] = {list_self, list_grads, list_momentum_buffer_list,
        rp_value_float(weight_decay), rp_value_float(momentum), rp_value_tensor(lr),
        rp_value_float(dampening), rp_value_bool(nesterov), rp_value_bool(maximize),
        rp_value_bool(is_first_step), rp_value_tensor(grad_scale), rp_value_tensor(found_inf)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 12, NULL, 0);
    list_drop(&list_self, room_self);
    list_drop(&list_grads, room_grads);
    list_drop(&list_momentum_buffer_list, room_momentum_buffer_list);
    RP_TRY(st);
    return RP_OK;
}

rp_status rp__local_scalar_dense(rp_value *out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_local_scalar_dense"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take_value(out, &ret[0]);
    return RP_OK;
}

rp_status rp__log_softmax(rp_tensor **out, rp_tensor *self, int64_t dim, int half_to_float)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_log_softmax"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim), rp_value_bool(half_to_float)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp__log_softmax_out(rp_tensor **out, rp_tensor *self, int64_t dim, int half_to_float,
    rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_log_softmax.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim), rp_value_bool(half_to_float),
        rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp__log_softmax_backward_data(rp_tensor **out, rp_tensor *grad_output,
    rp_tensor *output, int64_t dim, rp_dtype input_dtype)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_log_softmax_backward_data"));
    const rp_value in[] = {rp_value_tensor(grad_output), rp_value_tensor(output),
        rp_value_int(dim), rp_value_dtype(input_dtype)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp__native_batch_norm_legit(rp_tensor **out, rp_tensor **out1, rp_tensor **out2,
    rp_tensor *input, rp_tensor *weight, rp_tensor *bias, rp_tensor *running_mean,
    rp_tensor *running_var, int training, double momentum, double eps)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[3];
    RP_TRY(op_find(&op, &cache, "aten::_native_batch_norm_legit"));
    const rp_value in[] = {rp_value_tensor(input), rp_value_tensor(weight), rp_value_tensor(bias),
        rp_value_tensor(running_mean), rp_value_tensor(running_var), rp_value_bool(training),
        rp_value_float(momentum), rp_value_float(eps)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 8, ret, 3));
    take(out, &ret[0]);
    take(out1, &ret[1]);
    take(out2, &ret[2]);
    return RP_OK;
}

rp_status rp__native_batch_norm_legit_no_stats(rp_tensor **out, rp_tensor **out1,
    rp_tensor **out2, rp_tensor *input, rp_tensor *weight, rp_tensor *bias, int training,
    double momentum, double eps)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[3];
    RP_TRY(op_find(&op, &cache, "aten::_native_batch_norm_legit.no_stats"));
    const rp_value in[] = {rp_value_tensor(input), rp_value_tensor(weight), rp_value_tensor(bias),
        rp_value_bool(training), rp_value_float(momentum), rp_value_float(eps)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 6, ret, 3));
    take(out, &ret[0]);
    take(out1, &ret[1]);
    take(out2, &ret[2]);
    return RP_OK;
}

rp_status rp__native_batch_norm_legit_no_training(rp_tensor **out, rp_tensor **out1,
    rp_tensor **out2, rp_tensor *input, rp_tensor *weight, rp_tensor *bias,
    rp_tensor *running_mean, rp_tensor *running_var, double momentum, double eps)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[3];
    RP_TRY(op_find(&op, &cache, "aten::_native_batch_norm_legit_no_training"));
    const rp_value in[] = {rp_value_tensor(input), rp_value_tensor(weight), rp_value_tensor(bias),
        rp_value_tensor(running_mean), rp_value_tensor(running_var), rp_value_float(momentum),
        rp_value_float(eps)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 7, ret, 3));
    take(out, &ret[0]);
    take(out1, &ret[1]);
    take(out2, &ret[2]);
    return RP_OK;
}

rp_status rp__pdist_backward(rp_tensor **out, rp_tensor *grad, rp_tensor *self, double p,
    rp_tensor *pdist)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_pdist_backward"));
    const rp_value in[] = {rp_value_tensor(grad), rp_value_tensor(self), rp_value_float(p),
        rp_value_tensor(pdist)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp__pdist_forward(rp_tensor **out, rp_tensor *self, double p)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_pdist_forward"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_float(p)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp__prelu_kernel(rp_tensor **out, rp_tensor *self, rp_tensor *weight)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_prelu_kernel"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(weight)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp__prelu_kernel_backward(rp_tensor **out, rp_tensor **out1, rp_tensor *grad_output,
    rp_tensor *self, rp_tensor *weight)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[2];
    RP_TRY(op_find(&op, &cache, "aten::_prelu_kernel_backward"));
    const rp_value in[] = {rp_value_tensor(grad_output), rp_value_tensor(self),
        rp_value_tensor(weight)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 2));
    take(out, &ret[0]);
    take(out1, &ret[1]);
    return RP_OK;
}

rp_status rp__reshape_alias(rp_tensor **out, rp_tensor *self, const int64_t *size,
    uint32_t n_size, const int64_t *stride, uint32_t n_stride)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_reshape_alias"));
    rp_value room_size[LIST_ROOM], list_size = rp_value_none();
    rp_value room_stride[LIST_ROOM], list_stride = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_size, room_size, size, n_size, 0);
    if (st == RP_OK) st = list_of_ints(&list_stride, room_stride, stride, n_stride, 0);
    const rp_value in[] = {rp_value_tensor(self), list_size, list_stride};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1);
    list_drop(&list_size, room_size);
    list_drop(&list_stride, room_stride);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp__safe_softmax(rp_tensor **out, rp_tensor *self, int64_t dim, rp_dtype dtype)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_safe_softmax"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim), rp_value_dtype(dtype)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp__scaled_dot_product_attention_math(rp_tensor **out, rp_tensor **out1,
    rp_tensor *query, rp_tensor *key, rp_tensor *value, rp_tensor *attn_mask, double dropout_p,
    int is_causal, rp_tensor *dropout_mask)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[2];
    RP_TRY(op_find(&op, &cache, "aten::_scaled_dot_product_attention_math"));
    const rp_value in[] = {rp_value_tensor(query), rp_value_tensor(key), rp_value_tensor(value),
        rp_value_tensor(attn_mask), rp_value_float(dropout_p), rp_value_bool(is_causal),
        rp_value_tensor(dropout_mask), rp_value_none(), rp_value_bool(0)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 9, ret, 2));
    take(out, &ret[0]);
    take(out1, &ret[1]);
    return RP_OK;
}

rp_status rp__scaled_dot_product_attention_math_full(rp_tensor **out, rp_tensor **out1,
    rp_tensor *query, rp_tensor *key, rp_tensor *value, rp_tensor *attn_mask, double dropout_p,
    int is_causal, rp_tensor *dropout_mask, const double *scale, int enable_gqa)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[2];
    RP_TRY(op_find(&op, &cache, "aten::_scaled_dot_product_attention_math"));
    const rp_value in[] = {rp_value_tensor(query), rp_value_tensor(key), rp_value_tensor(value),
        rp_value_tensor(attn_mask), rp_value_float(dropout_p), rp_value_bool(is_causal),
        rp_value_tensor(dropout_mask), opt_float(scale), rp_value_bool(enable_gqa)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 9, ret, 2));
    take(out, &ret[0]);
    take(out1, &ret[1]);
    return RP_OK;
}

rp_status rp__scaled_dot_product_flash_attention_for_cpu(rp_tensor **out, rp_tensor **out1,
    rp_tensor *query, rp_tensor *key, rp_tensor *value, double dropout_p, int is_causal)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[2];
    RP_TRY(op_find(&op, &cache, "aten::_scaled_dot_product_flash_attention_for_cpu"));
    const rp_value in[] = {rp_value_tensor(query), rp_value_tensor(key), rp_value_tensor(value),
        rp_value_float(dropout_p), rp_value_bool(is_causal), rp_value_none(), rp_value_none()};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 7, ret, 2));
    take(out, &ret[0]);
    take(out1, &ret[1]);
    return RP_OK;
}

rp_status rp__scaled_dot_product_flash_attention_for_cpu_full(rp_tensor **out, rp_tensor **out1,
    rp_tensor *query, rp_tensor *key, rp_tensor *value, double dropout_p, int is_causal,
    rp_tensor *attn_mask, const double *scale)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[2];
    RP_TRY(op_find(&op, &cache, "aten::_scaled_dot_product_flash_attention_for_cpu"));
    const rp_value in[] = {rp_value_tensor(query), rp_value_tensor(key), rp_value_tensor(value),
        rp_value_float(dropout_p), rp_value_bool(is_causal), rp_value_tensor(attn_mask),
        opt_float(scale)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 7, ret, 2));
    take(out, &ret[0]);
    take(out1, &ret[1]);
    return RP_OK;
}

rp_status rp__scaled_dot_product_flash_attention_for_cpu_backward(rp_tensor **out,
    rp_tensor **out1, rp_tensor **out2, rp_tensor *grad_out, rp_tensor *query, rp_tensor *key,
    rp_tensor *value, rp_tensor *out_arg, rp_tensor *logsumexp, double dropout_p, int is_causal)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[3];
    RP_TRY(op_find(&op, &cache, "aten::_scaled_dot_product_flash_attention_for_cpu_backward"));
    const rp_value in[] = {rp_value_tensor(grad_out), rp_value_tensor(query),
        rp_value_tensor(key), rp_value_tensor(value), rp_value_tensor(out_arg),
        rp_value_tensor(logsumexp), rp_value_float(dropout_p), rp_value_bool(is_causal),
        rp_value_none(), rp_value_none()};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 10, ret, 3));
    take(out, &ret[0]);
    take(out1, &ret[1]);
    take(out2, &ret[2]);
    return RP_OK;
}

rp_status rp__scaled_dot_product_flash_attention_for_cpu_backward_full(rp_tensor **out,
    rp_tensor **out1, rp_tensor **out2, rp_tensor *grad_out, rp_tensor *query, rp_tensor *key,
    rp_tensor *value, rp_tensor *out_arg, rp_tensor *logsumexp, double dropout_p, int is_causal,
    rp_tensor *attn_mask, const double *scale)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[3];
    RP_TRY(op_find(&op, &cache, "aten::_scaled_dot_product_flash_attention_for_cpu_backward"));
    const rp_value in[] = {rp_value_tensor(grad_out), rp_value_tensor(query),
        rp_value_tensor(key), rp_value_tensor(value), rp_value_tensor(out_arg),
        rp_value_tensor(logsumexp), rp_value_float(dropout_p), rp_value_bool(is_causal),
        rp_value_tensor(attn_mask), opt_float(scale)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 10, ret, 3));
    take(out, &ret[0]);
    take(out1, &ret[1]);
    take(out2, &ret[2]);
    return RP_OK;
}

rp_status rp__softmax(rp_tensor **out, rp_tensor *self, int64_t dim, int half_to_float)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_softmax"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim), rp_value_bool(half_to_float)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp__softmax_out(rp_tensor **out, rp_tensor *self, int64_t dim, int half_to_float,
    rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_softmax.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim), rp_value_bool(half_to_float),
        rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp__softmax_backward_data(rp_tensor **out, rp_tensor *grad_output, rp_tensor *output,
    int64_t dim, rp_dtype input_dtype)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_softmax_backward_data"));
    const rp_value in[] = {rp_value_tensor(grad_output), rp_value_tensor(output),
        rp_value_int(dim), rp_value_dtype(input_dtype)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp__to_copy(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_to_copy"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_none(), rp_value_none(),
        rp_value_none(), rp_value_none(), rp_value_bool(0), rp_value_none()};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 7, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp__to_copy_full(rp_tensor **out, rp_tensor *self, rp_dtype dtype,
    const int64_t *layout, const rp_device *device, const int *pin_memory, int non_blocking,
    const int64_t *memory_format)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_to_copy"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_dtype(dtype), opt_int(layout),
        opt_device(device), opt_bool(pin_memory), rp_value_bool(non_blocking),
        opt_int(memory_format)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 7, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp__unique(rp_tensor **out, rp_tensor **out1, rp_tensor *self, int sorted,
    int return_inverse)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[2];
    RP_TRY(op_find(&op, &cache, "aten::_unique"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_bool(sorted),
        rp_value_bool(return_inverse)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 2));
    take(out, &ret[0]);
    take(out1, &ret[1]);
    return RP_OK;
}

rp_status rp__unique2(rp_tensor **out, rp_tensor **out1, rp_tensor **out2, rp_tensor *self,
    int sorted, int return_inverse, int return_counts)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[3];
    RP_TRY(op_find(&op, &cache, "aten::_unique2"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_bool(sorted),
        rp_value_bool(return_inverse), rp_value_bool(return_counts)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 3));
    take(out, &ret[0]);
    take(out1, &ret[1]);
    take(out2, &ret[2]);
    return RP_OK;
}

rp_status rp__unsafe_view(rp_tensor **out, rp_tensor *self, const int64_t *size, uint32_t n_size)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::_unsafe_view"));
    rp_value room_size[LIST_ROOM], list_size = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_size, room_size, size, n_size, 0);
    const rp_value in[] = {rp_value_tensor(self), list_size};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1);
    list_drop(&list_size, room_size);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_abs(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::abs"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_abs_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::abs.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_abs_(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::abs_"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_acos(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::acos"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_acos_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::acos.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_acos_(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::acos_"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_acosh(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::acosh"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_acosh_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::acosh.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_acosh_(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::acosh_"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_adaptive_avg_pool1d(rp_tensor **out, rp_tensor *self, const int64_t *output_size,
    uint32_t n_output_size)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::adaptive_avg_pool1d"));
    rp_value room_output_size[LIST_ROOM], list_output_size = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_output_size, room_output_size, output_size, n_output_size, 0);
    const rp_value in[] = {rp_value_tensor(self), list_output_size};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1);
    list_drop(&list_output_size, room_output_size);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_adaptive_avg_pool2d(rp_tensor **out, rp_tensor *self, const int64_t *output_size,
    uint32_t n_output_size)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::adaptive_avg_pool2d"));
    rp_value room_output_size[LIST_ROOM], list_output_size = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_output_size, room_output_size, output_size, n_output_size, 0);
    const rp_value in[] = {rp_value_tensor(self), list_output_size};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1);
    list_drop(&list_output_size, room_output_size);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_adaptive_avg_pool3d(rp_tensor **out, rp_tensor *self, const int64_t *output_size,
    uint32_t n_output_size)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::adaptive_avg_pool3d"));
    rp_value room_output_size[LIST_ROOM], list_output_size = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_output_size, room_output_size, output_size, n_output_size, 0);
    const rp_value in[] = {rp_value_tensor(self), list_output_size};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1);
    list_drop(&list_output_size, room_output_size);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_adaptive_max_pool2d(rp_tensor **out, rp_tensor **out1, rp_tensor *self,
    const int64_t *output_size, uint32_t n_output_size)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[2];
    RP_TRY(op_find(&op, &cache, "aten::adaptive_max_pool2d"));
    rp_value room_output_size[LIST_ROOM], list_output_size = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_output_size, room_output_size, output_size, n_output_size, 0);
    const rp_value in[] = {rp_value_tensor(self), list_output_size};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, ret, 2);
    list_drop(&list_output_size, room_output_size);
    RP_TRY(st);
    take(out, &ret[0]);
    take(out1, &ret[1]);
    return RP_OK;
}

rp_status rp_adaptive_max_pool2d_backward(rp_tensor **out, rp_tensor *grad_output,
    rp_tensor *self, rp_tensor *indices)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::adaptive_max_pool2d_backward"));
    const rp_value in[] = {rp_value_tensor(grad_output), rp_value_tensor(self),
        rp_value_tensor(indices)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_add_scalar(rp_tensor **out, rp_tensor *self, rp_value other, rp_value alpha)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::add.Scalar"));
    const rp_value in[] = {rp_value_tensor(self), other, alpha};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_add(rp_tensor **out, rp_tensor *self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::add.Tensor"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other), rp_value_int(1)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_add_full(rp_tensor **out, rp_tensor *self, rp_tensor *other, rp_value alpha)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::add.Tensor"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other), alpha};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_add_out(rp_tensor **out, rp_tensor *self, rp_tensor *other, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::add.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other), rp_value_int(1),
        rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_add_out_full(rp_tensor **out, rp_tensor *self, rp_tensor *other, rp_value alpha,
    rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::add.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other), alpha,
        rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_add__scalar(rp_tensor **out, rp_tensor *self, rp_value other, rp_value alpha)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::add_.Scalar"));
    const rp_value in[] = {rp_value_tensor(self), other, alpha};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_add_(rp_tensor **out, rp_tensor *self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::add_.Tensor"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other), rp_value_int(1)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_add__full(rp_tensor **out, rp_tensor *self, rp_tensor *other, rp_value alpha)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::add_.Tensor"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other), alpha};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_addbmm(rp_tensor **out, rp_tensor *self, rp_tensor *batch1, rp_tensor *batch2)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::addbmm"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(batch1),
        rp_value_tensor(batch2), rp_value_int(1), rp_value_int(1)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_addbmm_full(rp_tensor **out, rp_tensor *self, rp_tensor *batch1, rp_tensor *batch2,
    rp_value beta, rp_value alpha)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::addbmm"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(batch1),
        rp_value_tensor(batch2), beta, alpha};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_addbmm_out(rp_tensor **out, rp_tensor *self, rp_tensor *batch1, rp_tensor *batch2,
    rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::addbmm.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(batch1),
        rp_value_tensor(batch2), rp_value_int(1), rp_value_int(1), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 6, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_addbmm_out_full(rp_tensor **out, rp_tensor *self, rp_tensor *batch1,
    rp_tensor *batch2, rp_value beta, rp_value alpha, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::addbmm.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(batch1),
        rp_value_tensor(batch2), beta, alpha, rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 6, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_addbmm_(rp_tensor **out, rp_tensor *self, rp_tensor *batch1, rp_tensor *batch2)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::addbmm_"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(batch1),
        rp_value_tensor(batch2), rp_value_int(1), rp_value_int(1)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_addbmm__full(rp_tensor **out, rp_tensor *self, rp_tensor *batch1, rp_tensor *batch2,
    rp_value beta, rp_value alpha)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::addbmm_"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(batch1),
        rp_value_tensor(batch2), beta, alpha};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_addcdiv(rp_tensor **out, rp_tensor *self, rp_tensor *tensor1, rp_tensor *tensor2)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::addcdiv"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(tensor1),
        rp_value_tensor(tensor2), rp_value_int(1)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_addcdiv_full(rp_tensor **out, rp_tensor *self, rp_tensor *tensor1,
    rp_tensor *tensor2, rp_value value)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::addcdiv"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(tensor1),
        rp_value_tensor(tensor2), value};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_addcdiv_out(rp_tensor **out, rp_tensor *self, rp_tensor *tensor1, rp_tensor *tensor2,
    rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::addcdiv.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(tensor1),
        rp_value_tensor(tensor2), rp_value_int(1), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_addcdiv_out_full(rp_tensor **out, rp_tensor *self, rp_tensor *tensor1,
    rp_tensor *tensor2, rp_value value, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::addcdiv.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(tensor1),
        rp_value_tensor(tensor2), value, rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_addcdiv_(rp_tensor **out, rp_tensor *self, rp_tensor *tensor1, rp_tensor *tensor2)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::addcdiv_"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(tensor1),
        rp_value_tensor(tensor2), rp_value_int(1)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_addcdiv__full(rp_tensor **out, rp_tensor *self, rp_tensor *tensor1,
    rp_tensor *tensor2, rp_value value)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::addcdiv_"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(tensor1),
        rp_value_tensor(tensor2), value};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_addcmul(rp_tensor **out, rp_tensor *self, rp_tensor *tensor1, rp_tensor *tensor2)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::addcmul"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(tensor1),
        rp_value_tensor(tensor2), rp_value_int(1)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_addcmul_full(rp_tensor **out, rp_tensor *self, rp_tensor *tensor1,
    rp_tensor *tensor2, rp_value value)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::addcmul"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(tensor1),
        rp_value_tensor(tensor2), value};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_addcmul_out(rp_tensor **out, rp_tensor *self, rp_tensor *tensor1, rp_tensor *tensor2,
    rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::addcmul.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(tensor1),
        rp_value_tensor(tensor2), rp_value_int(1), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_addcmul_out_full(rp_tensor **out, rp_tensor *self, rp_tensor *tensor1,
    rp_tensor *tensor2, rp_value value, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::addcmul.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(tensor1),
        rp_value_tensor(tensor2), value, rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_addcmul_(rp_tensor **out, rp_tensor *self, rp_tensor *tensor1, rp_tensor *tensor2)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::addcmul_"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(tensor1),
        rp_value_tensor(tensor2), rp_value_int(1)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_addcmul__full(rp_tensor **out, rp_tensor *self, rp_tensor *tensor1,
    rp_tensor *tensor2, rp_value value)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::addcmul_"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(tensor1),
        rp_value_tensor(tensor2), value};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_addmm(rp_tensor **out, rp_tensor *self, rp_tensor *mat1, rp_tensor *mat2)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::addmm"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(mat1), rp_value_tensor(mat2),
        rp_value_int(1), rp_value_int(1)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_addmm_full(rp_tensor **out, rp_tensor *self, rp_tensor *mat1, rp_tensor *mat2,
    rp_value beta, rp_value alpha)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::addmm"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(mat1), rp_value_tensor(mat2),
        beta, alpha};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_addmm_out(rp_tensor **out, rp_tensor *self, rp_tensor *mat1, rp_tensor *mat2,
    rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::addmm.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(mat1), rp_value_tensor(mat2),
        rp_value_int(1), rp_value_int(1), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 6, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_addmm_out_full(rp_tensor **out, rp_tensor *self, rp_tensor *mat1, rp_tensor *mat2,
    rp_value beta, rp_value alpha, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::addmm.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(mat1), rp_value_tensor(mat2),
        beta, alpha, rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 6, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_addmm_(rp_tensor **out, rp_tensor *self, rp_tensor *mat1, rp_tensor *mat2)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::addmm_"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(mat1), rp_value_tensor(mat2),
        rp_value_int(1), rp_value_int(1)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_addmm__full(rp_tensor **out, rp_tensor *self, rp_tensor *mat1, rp_tensor *mat2,
    rp_value beta, rp_value alpha)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::addmm_"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(mat1), rp_value_tensor(mat2),
        beta, alpha};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_addmv(rp_tensor **out, rp_tensor *self, rp_tensor *mat, rp_tensor *vec)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::addmv"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(mat), rp_value_tensor(vec),
        rp_value_int(1), rp_value_int(1)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_addmv_full(rp_tensor **out, rp_tensor *self, rp_tensor *mat, rp_tensor *vec,
    rp_value beta, rp_value alpha)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::addmv"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(mat), rp_value_tensor(vec),
        beta, alpha};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_addmv_out(rp_tensor **out, rp_tensor *self, rp_tensor *mat, rp_tensor *vec,
    rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::addmv.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(mat), rp_value_tensor(vec),
        rp_value_int(1), rp_value_int(1), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 6, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_addmv_out_full(rp_tensor **out, rp_tensor *self, rp_tensor *mat, rp_tensor *vec,
    rp_value beta, rp_value alpha, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::addmv.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(mat), rp_value_tensor(vec),
        beta, alpha, rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 6, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_addmv_(rp_tensor **out, rp_tensor *self, rp_tensor *mat, rp_tensor *vec)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::addmv_"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(mat), rp_value_tensor(vec),
        rp_value_int(1), rp_value_int(1)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_addmv__full(rp_tensor **out, rp_tensor *self, rp_tensor *mat, rp_tensor *vec,
    rp_value beta, rp_value alpha)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::addmv_"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(mat), rp_value_tensor(vec),
        beta, alpha};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_addr(rp_tensor **out, rp_tensor *self, rp_tensor *vec1, rp_tensor *vec2)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::addr"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(vec1), rp_value_tensor(vec2),
        rp_value_int(1), rp_value_int(1)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_addr_full(rp_tensor **out, rp_tensor *self, rp_tensor *vec1, rp_tensor *vec2,
    rp_value beta, rp_value alpha)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::addr"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(vec1), rp_value_tensor(vec2),
        beta, alpha};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_addr_out(rp_tensor **out, rp_tensor *self, rp_tensor *vec1, rp_tensor *vec2,
    rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::addr.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(vec1), rp_value_tensor(vec2),
        rp_value_int(1), rp_value_int(1), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 6, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_addr_out_full(rp_tensor **out, rp_tensor *self, rp_tensor *vec1, rp_tensor *vec2,
    rp_value beta, rp_value alpha, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::addr.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(vec1), rp_value_tensor(vec2),
        beta, alpha, rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 6, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_addr_(rp_tensor **out, rp_tensor *self, rp_tensor *vec1, rp_tensor *vec2)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::addr_"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(vec1), rp_value_tensor(vec2),
        rp_value_int(1), rp_value_int(1)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_addr__full(rp_tensor **out, rp_tensor *self, rp_tensor *vec1, rp_tensor *vec2,
    rp_value beta, rp_value alpha)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::addr_"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(vec1), rp_value_tensor(vec2),
        beta, alpha};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_alias(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::alias"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_all(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::all"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_all_all_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::all.all_out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_all_dim(rp_tensor **out, rp_tensor *self, int64_t dim, int keepdim)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::all.dim"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim), rp_value_bool(keepdim)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_all_dims(rp_tensor **out, rp_tensor *self, const int64_t *dim, uint32_t n_dim,
    int keepdim)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::all.dims"));
    rp_value room_dim[LIST_ROOM], list_dim = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_dim, room_dim, dim, n_dim, 1);
    const rp_value in[] = {rp_value_tensor(self), list_dim, rp_value_bool(keepdim)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1);
    list_drop(&list_dim, room_dim);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_all_dims_out(rp_tensor **out, rp_tensor *self, const int64_t *dim, uint32_t n_dim,
    int keepdim, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::all.dims_out"));
    rp_value room_dim[LIST_ROOM], list_dim = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_dim, room_dim, dim, n_dim, 1);
    const rp_value in[] = {rp_value_tensor(self), list_dim, rp_value_bool(keepdim),
        rp_value_tensor(out_arg)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1);
    list_drop(&list_dim, room_dim);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_all_out(rp_tensor **out, rp_tensor *self, int64_t dim, int keepdim,
    rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::all.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim), rp_value_bool(keepdim),
        rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_allclose(rp_value *out, rp_tensor *self, rp_tensor *other, double rtol, double atol,
    int equal_nan)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::allclose"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other), rp_value_float(rtol),
        rp_value_float(atol), rp_value_bool(equal_nan)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1));
    take_value(out, &ret[0]);
    return RP_OK;
}

rp_status rp_amax(rp_tensor **out, rp_tensor *self, const int64_t *dim, uint32_t n_dim,
    int keepdim)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::amax"));
    rp_value room_dim[LIST_ROOM], list_dim = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_dim, room_dim, dim, n_dim, 0);
    const rp_value in[] = {rp_value_tensor(self), list_dim, rp_value_bool(keepdim)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1);
    list_drop(&list_dim, room_dim);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_amax_out(rp_tensor **out, rp_tensor *self, const int64_t *dim, uint32_t n_dim,
    int keepdim, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::amax.out"));
    rp_value room_dim[LIST_ROOM], list_dim = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_dim, room_dim, dim, n_dim, 0);
    const rp_value in[] = {rp_value_tensor(self), list_dim, rp_value_bool(keepdim),
        rp_value_tensor(out_arg)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1);
    list_drop(&list_dim, room_dim);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_amin(rp_tensor **out, rp_tensor *self, const int64_t *dim, uint32_t n_dim,
    int keepdim)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::amin"));
    rp_value room_dim[LIST_ROOM], list_dim = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_dim, room_dim, dim, n_dim, 0);
    const rp_value in[] = {rp_value_tensor(self), list_dim, rp_value_bool(keepdim)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1);
    list_drop(&list_dim, room_dim);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_amin_out(rp_tensor **out, rp_tensor *self, const int64_t *dim, uint32_t n_dim,
    int keepdim, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::amin.out"));
    rp_value room_dim[LIST_ROOM], list_dim = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_dim, room_dim, dim, n_dim, 0);
    const rp_value in[] = {rp_value_tensor(self), list_dim, rp_value_bool(keepdim),
        rp_value_tensor(out_arg)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1);
    list_drop(&list_dim, room_dim);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_aminmax(rp_tensor **out, rp_tensor **out1, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[2];
    RP_TRY(op_find(&op, &cache, "aten::aminmax"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_none(), rp_value_bool(0)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 2));
    take(out, &ret[0]);
    take(out1, &ret[1]);
    return RP_OK;
}

rp_status rp_aminmax_full(rp_tensor **out, rp_tensor **out1, rp_tensor *self, const int64_t *dim,
    int keepdim)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[2];
    RP_TRY(op_find(&op, &cache, "aten::aminmax"));
    const rp_value in[] = {rp_value_tensor(self), opt_int(dim), rp_value_bool(keepdim)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 2));
    take(out, &ret[0]);
    take(out1, &ret[1]);
    return RP_OK;
}

rp_status rp_aminmax_out(rp_tensor **out, rp_tensor **out1, rp_tensor *self, rp_tensor *min,
    rp_tensor *max)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[2];
    RP_TRY(op_find(&op, &cache, "aten::aminmax.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_none(), rp_value_bool(0),
        rp_value_tensor(min), rp_value_tensor(max)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 5, ret, 2));
    take(out, &ret[0]);
    take(out1, &ret[1]);
    return RP_OK;
}

rp_status rp_aminmax_out_full(rp_tensor **out, rp_tensor **out1, rp_tensor *self,
    const int64_t *dim, int keepdim, rp_tensor *min, rp_tensor *max)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[2];
    RP_TRY(op_find(&op, &cache, "aten::aminmax.out"));
    const rp_value in[] = {rp_value_tensor(self), opt_int(dim), rp_value_bool(keepdim),
        rp_value_tensor(min), rp_value_tensor(max)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 5, ret, 2));
    take(out, &ret[0]);
    take(out1, &ret[1]);
    return RP_OK;
}

rp_status rp_any(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::any"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_any_all_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::any.all_out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_any_dim(rp_tensor **out, rp_tensor *self, int64_t dim, int keepdim)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::any.dim"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim), rp_value_bool(keepdim)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_any_dims(rp_tensor **out, rp_tensor *self, const int64_t *dim, uint32_t n_dim,
    int keepdim)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::any.dims"));
    rp_value room_dim[LIST_ROOM], list_dim = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_dim, room_dim, dim, n_dim, 1);
    const rp_value in[] = {rp_value_tensor(self), list_dim, rp_value_bool(keepdim)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1);
    list_drop(&list_dim, room_dim);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_any_dims_out(rp_tensor **out, rp_tensor *self, const int64_t *dim, uint32_t n_dim,
    int keepdim, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::any.dims_out"));
    rp_value room_dim[LIST_ROOM], list_dim = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_dim, room_dim, dim, n_dim, 1);
    const rp_value in[] = {rp_value_tensor(self), list_dim, rp_value_bool(keepdim),
        rp_value_tensor(out_arg)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1);
    list_drop(&list_dim, room_dim);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_any_out(rp_tensor **out, rp_tensor *self, int64_t dim, int keepdim,
    rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::any.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim), rp_value_bool(keepdim),
        rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_arange(rp_tensor **out, rp_value end)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::arange"));
    const rp_value in[] = {end, rp_value_none(), rp_value_none(), rp_value_none(),
        rp_value_none()};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_arange_full(rp_tensor **out, rp_value end, rp_dtype dtype, const int64_t *layout,
    const rp_device *device, const int *pin_memory)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::arange"));
    const rp_value in[] = {end, rp_value_dtype(dtype), opt_int(layout), opt_device(device),
        opt_bool(pin_memory)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_arange_start(rp_tensor **out, rp_value start, rp_value end)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::arange.start"));
    const rp_value in[] = {start, end, rp_value_none(), rp_value_none(), rp_value_none(),
        rp_value_none()};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 6, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_arange_start_full(rp_tensor **out, rp_value start, rp_value end, rp_dtype dtype,
    const int64_t *layout, const rp_device *device, const int *pin_memory)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::arange.start"));
    const rp_value in[] = {start, end, rp_value_dtype(dtype), opt_int(layout), opt_device(device),
        opt_bool(pin_memory)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 6, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_arange_start_step(rp_tensor **out, rp_value start, rp_value end, rp_value step)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::arange.start_step"));
    const rp_value in[] = {start, end, step, rp_value_none(), rp_value_none(), rp_value_none(),
        rp_value_none()};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 7, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_arange_start_step_full(rp_tensor **out, rp_value start, rp_value end, rp_value step,
    rp_dtype dtype, const int64_t *layout, const rp_device *device, const int *pin_memory)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::arange.start_step"));
    const rp_value in[] = {start, end, step, rp_value_dtype(dtype), opt_int(layout),
        opt_device(device), opt_bool(pin_memory)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 7, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_argmax(rp_tensor **out, rp_tensor *self, const int64_t *dim, int keepdim)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::argmax"));
    const rp_value in[] = {rp_value_tensor(self), opt_int(dim), rp_value_bool(keepdim)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_argmax_out(rp_tensor **out, rp_tensor *self, const int64_t *dim, int keepdim,
    rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::argmax.out"));
    const rp_value in[] = {rp_value_tensor(self), opt_int(dim), rp_value_bool(keepdim),
        rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_argmin(rp_tensor **out, rp_tensor *self, const int64_t *dim, int keepdim)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::argmin"));
    const rp_value in[] = {rp_value_tensor(self), opt_int(dim), rp_value_bool(keepdim)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_argmin_out(rp_tensor **out, rp_tensor *self, const int64_t *dim, int keepdim,
    rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::argmin.out"));
    const rp_value in[] = {rp_value_tensor(self), opt_int(dim), rp_value_bool(keepdim),
        rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_argsort(rp_tensor **out, rp_tensor *self, int64_t dim, int descending)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::argsort"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim), rp_value_bool(descending)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_argsort_stable(rp_tensor **out, rp_tensor *self, int stable)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::argsort.stable"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_bool(stable), rp_value_int(-1),
        rp_value_bool(0)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_argsort_stable_full(rp_tensor **out, rp_tensor *self, int stable, int64_t dim,
    int descending)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::argsort.stable"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_bool(stable), rp_value_int(dim),
        rp_value_bool(descending)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_argwhere(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::argwhere"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_as_strided(rp_tensor **out, rp_tensor *self, const int64_t *size, uint32_t n_size,
    const int64_t *stride, uint32_t n_stride, const int64_t *storage_offset)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::as_strided"));
    rp_value room_size[LIST_ROOM], list_size = rp_value_none();
    rp_value room_stride[LIST_ROOM], list_stride = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_size, room_size, size, n_size, 0);
    if (st == RP_OK) st = list_of_ints(&list_stride, room_stride, stride, n_stride, 0);
    const rp_value in[] = {rp_value_tensor(self), list_size, list_stride, opt_int(storage_offset)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1);
    list_drop(&list_size, room_size);
    list_drop(&list_stride, room_stride);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_as_strided_(rp_tensor **out, rp_tensor *self, const int64_t *size, uint32_t n_size,
    const int64_t *stride, uint32_t n_stride, const int64_t *storage_offset)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::as_strided_"));
    rp_value room_size[LIST_ROOM], list_size = rp_value_none();
    rp_value room_stride[LIST_ROOM], list_stride = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_size, room_size, size, n_size, 0);
    if (st == RP_OK) st = list_of_ints(&list_stride, room_stride, stride, n_stride, 0);
    const rp_value in[] = {rp_value_tensor(self), list_size, list_stride, opt_int(storage_offset)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1);
    list_drop(&list_size, room_size);
    list_drop(&list_stride, room_stride);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_asin(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::asin"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_asin_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::asin.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_asin_(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::asin_"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_asinh(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::asinh"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_asinh_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::asinh.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_asinh_(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::asinh_"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_atan(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::atan"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_atan_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::atan.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_atan2(rp_tensor **out, rp_tensor *self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::atan2"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_atan2_out(rp_tensor **out, rp_tensor *self, rp_tensor *other, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::atan2.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other),
        rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_atan2_(rp_tensor **out, rp_tensor *self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::atan2_"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_atan_(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::atan_"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_atanh(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::atanh"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_atanh_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::atanh.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_atanh_(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::atanh_"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_avg_pool1d(rp_tensor **out, rp_tensor *self, const int64_t *kernel_size,
    uint32_t n_kernel_size, const int64_t *stride, uint32_t n_stride, const int64_t *padding,
    uint32_t n_padding, int ceil_mode, int count_include_pad)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::avg_pool1d"));
    rp_value room_kernel_size[LIST_ROOM], list_kernel_size = rp_value_none();
    rp_value room_stride[LIST_ROOM], list_stride = rp_value_none();
    rp_value room_padding[LIST_ROOM], list_padding = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_kernel_size, room_kernel_size, kernel_size, n_kernel_size, 0);
    if (st == RP_OK) st = list_of_ints(&list_stride, room_stride, stride, n_stride, 0);
    if (st == RP_OK) st = list_of_ints(&list_padding, room_padding, padding, n_padding, 0);
    const rp_value in[] = {rp_value_tensor(self), list_kernel_size, list_stride, list_padding,
        rp_value_bool(ceil_mode), rp_value_bool(count_include_pad)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 6, ret, 1);
    list_drop(&list_kernel_size, room_kernel_size);
    list_drop(&list_stride, room_stride);
    list_drop(&list_padding, room_padding);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_avg_pool2d(rp_tensor **out, rp_tensor *self, const int64_t *kernel_size,
    uint32_t n_kernel_size, const int64_t *stride, uint32_t n_stride, const int64_t *padding,
    uint32_t n_padding, int ceil_mode, int count_include_pad, const int64_t *divisor_override)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::avg_pool2d"));
    rp_value room_kernel_size[LIST_ROOM], list_kernel_size = rp_value_none();
    rp_value room_stride[LIST_ROOM], list_stride = rp_value_none();
    rp_value room_padding[LIST_ROOM], list_padding = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_kernel_size, room_kernel_size, kernel_size, n_kernel_size, 0);
    if (st == RP_OK) st = list_of_ints(&list_stride, room_stride, stride, n_stride, 0);
    if (st == RP_OK) st = list_of_ints(&list_padding, room_padding, padding, n_padding, 0);
    const rp_value in[] = {rp_value_tensor(self), list_kernel_size, list_stride, list_padding,
        rp_value_bool(ceil_mode), rp_value_bool(count_include_pad), opt_int(divisor_override)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 7, ret, 1);
    list_drop(&list_kernel_size, room_kernel_size);
    list_drop(&list_stride, room_stride);
    list_drop(&list_padding, room_padding);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_avg_pool2d_backward(rp_tensor **out, rp_tensor *grad_output, rp_tensor *self,
    const int64_t *kernel_size, uint32_t n_kernel_size, const int64_t *stride, uint32_t n_stride,
    const int64_t *padding, uint32_t n_padding, int ceil_mode, int count_include_pad,
    const int64_t *divisor_override)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::avg_pool2d_backward"));
    rp_value room_kernel_size[LIST_ROOM], list_kernel_size = rp_value_none();
    rp_value room_stride[LIST_ROOM], list_stride = rp_value_none();
    rp_value room_padding[LIST_ROOM], list_padding = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_kernel_size, room_kernel_size, kernel_size, n_kernel_size, 0);
    if (st == RP_OK) st = list_of_ints(&list_stride, room_stride, stride, n_stride, 0);
    if (st == RP_OK) st = list_of_ints(&list_padding, room_padding, padding, n_padding, 0);
    const rp_value in[] = {rp_value_tensor(grad_output), rp_value_tensor(self), list_kernel_size,
        list_stride, list_padding, rp_value_bool(ceil_mode), rp_value_bool(count_include_pad),
        opt_int(divisor_override)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 8, ret, 1);
    list_drop(&list_kernel_size, room_kernel_size);
    list_drop(&list_stride, room_stride);
    list_drop(&list_padding, room_padding);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_avg_pool3d(rp_tensor **out, rp_tensor *self, const int64_t *kernel_size,
    uint32_t n_kernel_size, const int64_t *stride, uint32_t n_stride, const int64_t *padding,
    uint32_t n_padding, int ceil_mode, int count_include_pad, const int64_t *divisor_override)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::avg_pool3d"));
    rp_value room_kernel_size[LIST_ROOM], list_kernel_size = rp_value_none();
    rp_value room_stride[LIST_ROOM], list_stride = rp_value_none();
    rp_value room_padding[LIST_ROOM], list_padding = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_kernel_size, room_kernel_size, kernel_size, n_kernel_size, 0);
    if (st == RP_OK) st = list_of_ints(&list_stride, room_stride, stride, n_stride, 0);
    if (st == RP_OK) st = list_of_ints(&list_padding, room_padding, padding, n_padding, 0);
    const rp_value in[] = {rp_value_tensor(self), list_kernel_size, list_stride, list_padding,
        rp_value_bool(ceil_mode), rp_value_bool(count_include_pad), opt_int(divisor_override)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 7, ret, 1);
    list_drop(&list_kernel_size, room_kernel_size);
    list_drop(&list_stride, room_stride);
    list_drop(&list_padding, room_padding);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_avg_pool3d_backward(rp_tensor **out, rp_tensor *grad_output, rp_tensor *self,
    const int64_t *kernel_size, uint32_t n_kernel_size, const int64_t *stride, uint32_t n_stride,
    const int64_t *padding, uint32_t n_padding, int ceil_mode, int count_include_pad,
    const int64_t *divisor_override)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::avg_pool3d_backward"));
    rp_value room_kernel_size[LIST_ROOM], list_kernel_size = rp_value_none();
    rp_value room_stride[LIST_ROOM], list_stride = rp_value_none();
    rp_value room_padding[LIST_ROOM], list_padding = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_kernel_size, room_kernel_size, kernel_size, n_kernel_size, 0);
    if (st == RP_OK) st = list_of_ints(&list_stride, room_stride, stride, n_stride, 0);
    if (st == RP_OK) st = list_of_ints(&list_padding, room_padding, padding, n_padding, 0);
    const rp_value in[] = {rp_value_tensor(grad_output), rp_value_tensor(self), list_kernel_size,
        list_stride, list_padding, rp_value_bool(ceil_mode), rp_value_bool(count_include_pad),
        opt_int(divisor_override)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 8, ret, 1);
    list_drop(&list_kernel_size, room_kernel_size);
    list_drop(&list_stride, room_stride);
    list_drop(&list_padding, room_padding);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_baddbmm(rp_tensor **out, rp_tensor *self, rp_tensor *batch1, rp_tensor *batch2)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::baddbmm"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(batch1),
        rp_value_tensor(batch2), rp_value_int(1), rp_value_int(1)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_baddbmm_full(rp_tensor **out, rp_tensor *self, rp_tensor *batch1, rp_tensor *batch2,
    rp_value beta, rp_value alpha)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::baddbmm"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(batch1),
        rp_value_tensor(batch2), beta, alpha};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_baddbmm_out(rp_tensor **out, rp_tensor *self, rp_tensor *batch1, rp_tensor *batch2,
    rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::baddbmm.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(batch1),
        rp_value_tensor(batch2), rp_value_int(1), rp_value_int(1), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 6, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_baddbmm_out_full(rp_tensor **out, rp_tensor *self, rp_tensor *batch1,
    rp_tensor *batch2, rp_value beta, rp_value alpha, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::baddbmm.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(batch1),
        rp_value_tensor(batch2), beta, alpha, rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 6, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_baddbmm_(rp_tensor **out, rp_tensor *self, rp_tensor *batch1, rp_tensor *batch2)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::baddbmm_"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(batch1),
        rp_value_tensor(batch2), rp_value_int(1), rp_value_int(1)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_baddbmm__full(rp_tensor **out, rp_tensor *self, rp_tensor *batch1, rp_tensor *batch2,
    rp_value beta, rp_value alpha)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::baddbmm_"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(batch1),
        rp_value_tensor(batch2), beta, alpha};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_batch_norm(rp_tensor **out, rp_tensor *input, rp_tensor *weight, rp_tensor *bias,
    rp_tensor *running_mean, rp_tensor *running_var, int training, double momentum, double eps,
    int cudnn_enabled)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::batch_norm"));
    const rp_value in[] = {rp_value_tensor(input), rp_value_tensor(weight), rp_value_tensor(bias),
        rp_value_tensor(running_mean), rp_value_tensor(running_var), rp_value_bool(training),
        rp_value_float(momentum), rp_value_float(eps), rp_value_bool(cudnn_enabled)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 9, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_bernoulli(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::bernoulli"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_none()};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_bernoulli_full(rp_tensor **out, rp_tensor *self, rp_generator *generator)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::bernoulli"));
    const rp_value in[] = {rp_value_tensor(self), opt_generator(generator)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_bernoulli_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::bernoulli.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_none(), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_bernoulli_out_full(rp_tensor **out, rp_tensor *self, rp_generator *generator,
    rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::bernoulli.out"));
    const rp_value in[] = {rp_value_tensor(self), opt_generator(generator),
        rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_bernoulli_p(rp_tensor **out, rp_tensor *self, double p)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::bernoulli.p"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_float(p), rp_value_none()};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_bernoulli_p_full(rp_tensor **out, rp_tensor *self, double p, rp_generator *generator)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::bernoulli.p"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_float(p), opt_generator(generator)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_bernoulli__float(rp_tensor **out, rp_tensor *self, double p)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::bernoulli_.float"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_float(p), rp_value_none()};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_bernoulli__float_full(rp_tensor **out, rp_tensor *self, double p,
    rp_generator *generator)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::bernoulli_.float"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_float(p), opt_generator(generator)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_binary_cross_entropy(rp_tensor **out, rp_tensor *self, rp_tensor *target,
    rp_tensor *weight, int64_t reduction)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::binary_cross_entropy"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(target),
        rp_value_tensor(weight), rp_value_int(reduction)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_binary_cross_entropy_backward(rp_tensor **out, rp_tensor *grad_output,
    rp_tensor *self, rp_tensor *target, rp_tensor *weight, int64_t reduction)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::binary_cross_entropy_backward"));
    const rp_value in[] = {rp_value_tensor(grad_output), rp_value_tensor(self),
        rp_value_tensor(target), rp_value_tensor(weight), rp_value_int(reduction)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_binary_cross_entropy_with_logits(rp_tensor **out, rp_tensor *self, rp_tensor *target,
    rp_tensor *weight, rp_tensor *pos_weight, int64_t reduction)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::binary_cross_entropy_with_logits"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(target),
        rp_value_tensor(weight), rp_value_tensor(pos_weight), rp_value_int(reduction)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_bincount(rp_tensor **out, rp_tensor *self, rp_tensor *weights, int64_t minlength)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::bincount"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(weights),
        rp_value_int(minlength)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_bitwise_and_scalar(rp_tensor **out, rp_tensor *self, rp_value other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::bitwise_and.Scalar"));
    const rp_value in[] = {rp_value_tensor(self), other};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_bitwise_and_scalar_out(rp_tensor **out, rp_tensor *self, rp_value other,
    rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::bitwise_and.Scalar_out"));
    const rp_value in[] = {rp_value_tensor(self), other, rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_bitwise_and(rp_tensor **out, rp_tensor *self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::bitwise_and.Tensor"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_bitwise_and_tensor_out(rp_tensor **out, rp_tensor *self, rp_tensor *other,
    rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::bitwise_and.Tensor_out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other),
        rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_bitwise_and__scalar(rp_tensor **out, rp_tensor *self, rp_value other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::bitwise_and_.Scalar"));
    const rp_value in[] = {rp_value_tensor(self), other};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_bitwise_and_(rp_tensor **out, rp_tensor *self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::bitwise_and_.Tensor"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_bitwise_left_shift(rp_tensor **out, rp_tensor *self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::bitwise_left_shift.Tensor"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_bitwise_left_shift_tensor_scalar(rp_tensor **out, rp_tensor *self, rp_value other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::bitwise_left_shift.Tensor_Scalar"));
    const rp_value in[] = {rp_value_tensor(self), other};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_bitwise_left_shift_tensor_scalar_out(rp_tensor **out, rp_tensor *self,
    rp_value other, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::bitwise_left_shift.Tensor_Scalar_out"));
    const rp_value in[] = {rp_value_tensor(self), other, rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_bitwise_left_shift_tensor_out(rp_tensor **out, rp_tensor *self, rp_tensor *other,
    rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::bitwise_left_shift.Tensor_out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other),
        rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_bitwise_left_shift_(rp_tensor **out, rp_tensor *self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::bitwise_left_shift_.Tensor"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_bitwise_left_shift__tensor_scalar(rp_tensor **out, rp_tensor *self, rp_value other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::bitwise_left_shift_.Tensor_Scalar"));
    const rp_value in[] = {rp_value_tensor(self), other};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_bitwise_not(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::bitwise_not"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_bitwise_not_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::bitwise_not.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_bitwise_not_(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::bitwise_not_"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_bitwise_or_scalar(rp_tensor **out, rp_tensor *self, rp_value other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::bitwise_or.Scalar"));
    const rp_value in[] = {rp_value_tensor(self), other};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_bitwise_or_scalar_out(rp_tensor **out, rp_tensor *self, rp_value other,
    rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::bitwise_or.Scalar_out"));
    const rp_value in[] = {rp_value_tensor(self), other, rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_bitwise_or(rp_tensor **out, rp_tensor *self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::bitwise_or.Tensor"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_bitwise_or_tensor_out(rp_tensor **out, rp_tensor *self, rp_tensor *other,
    rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::bitwise_or.Tensor_out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other),
        rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_bitwise_or__scalar(rp_tensor **out, rp_tensor *self, rp_value other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::bitwise_or_.Scalar"));
    const rp_value in[] = {rp_value_tensor(self), other};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_bitwise_or_(rp_tensor **out, rp_tensor *self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::bitwise_or_.Tensor"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_bitwise_right_shift(rp_tensor **out, rp_tensor *self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::bitwise_right_shift.Tensor"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_bitwise_right_shift_tensor_scalar(rp_tensor **out, rp_tensor *self, rp_value other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::bitwise_right_shift.Tensor_Scalar"));
    const rp_value in[] = {rp_value_tensor(self), other};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_bitwise_right_shift_tensor_scalar_out(rp_tensor **out, rp_tensor *self,
    rp_value other, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::bitwise_right_shift.Tensor_Scalar_out"));
    const rp_value in[] = {rp_value_tensor(self), other, rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_bitwise_right_shift_tensor_out(rp_tensor **out, rp_tensor *self, rp_tensor *other,
    rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::bitwise_right_shift.Tensor_out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other),
        rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_bitwise_right_shift_(rp_tensor **out, rp_tensor *self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::bitwise_right_shift_.Tensor"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_bitwise_right_shift__tensor_scalar(rp_tensor **out, rp_tensor *self, rp_value other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::bitwise_right_shift_.Tensor_Scalar"));
    const rp_value in[] = {rp_value_tensor(self), other};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_bitwise_xor_scalar(rp_tensor **out, rp_tensor *self, rp_value other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::bitwise_xor.Scalar"));
    const rp_value in[] = {rp_value_tensor(self), other};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_bitwise_xor_scalar_out(rp_tensor **out, rp_tensor *self, rp_value other,
    rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::bitwise_xor.Scalar_out"));
    const rp_value in[] = {rp_value_tensor(self), other, rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_bitwise_xor(rp_tensor **out, rp_tensor *self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::bitwise_xor.Tensor"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_bitwise_xor_tensor_out(rp_tensor **out, rp_tensor *self, rp_tensor *other,
    rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::bitwise_xor.Tensor_out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other),
        rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_bitwise_xor__scalar(rp_tensor **out, rp_tensor *self, rp_value other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::bitwise_xor_.Scalar"));
    const rp_value in[] = {rp_value_tensor(self), other};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_bitwise_xor_(rp_tensor **out, rp_tensor *self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::bitwise_xor_.Tensor"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_bmm(rp_tensor **out, rp_tensor *self, rp_tensor *mat2)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::bmm"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(mat2)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_bmm_out(rp_tensor **out, rp_tensor *self, rp_tensor *mat2, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::bmm.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(mat2), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_broadcast_to(rp_tensor **out, rp_tensor *self, const int64_t *size, uint32_t n_size)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::broadcast_to"));
    rp_value room_size[LIST_ROOM], list_size = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_size, room_size, size, n_size, 0);
    const rp_value in[] = {rp_value_tensor(self), list_size};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1);
    list_drop(&list_size, room_size);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_bucketize(rp_tensor **out, rp_tensor *self, rp_tensor *boundaries)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::bucketize.Tensor"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(boundaries), rp_value_bool(0),
        rp_value_bool(0)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_bucketize_full(rp_tensor **out, rp_tensor *self, rp_tensor *boundaries,
    int out_int32, int right)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::bucketize.Tensor"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(boundaries),
        rp_value_bool(out_int32), rp_value_bool(right)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_bucketize_tensor_out(rp_tensor **out, rp_tensor *self, rp_tensor *boundaries,
    rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::bucketize.Tensor_out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(boundaries), rp_value_bool(0),
        rp_value_bool(0), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_bucketize_tensor_out_full(rp_tensor **out, rp_tensor *self, rp_tensor *boundaries,
    int out_int32, int right, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::bucketize.Tensor_out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(boundaries),
        rp_value_bool(out_int32), rp_value_bool(right), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_cat(rp_tensor **out, rp_tensor *const *tensors, uint32_t n_tensors, int64_t dim)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::cat"));
    rp_value room_tensors[LIST_ROOM], list_tensors = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_tensors, room_tensors, tensors, n_tensors, 0);
    const rp_value in[] = {list_tensors, rp_value_int(dim)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1);
    list_drop(&list_tensors, room_tensors);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_cat_out(rp_tensor **out, rp_tensor *const *tensors, uint32_t n_tensors, int64_t dim,
    rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::cat.out"));
    rp_value room_tensors[LIST_ROOM], list_tensors = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_tensors, room_tensors, tensors, n_tensors, 0);
    const rp_value in[] = {list_tensors, rp_value_int(dim), rp_value_tensor(out_arg)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1);
    list_drop(&list_tensors, room_tensors);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_ceil(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::ceil"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_ceil_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::ceil.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_ceil_(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::ceil_"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_celu(rp_tensor **out, rp_tensor *self, rp_value alpha)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::celu"));
    const rp_value in[] = {rp_value_tensor(self), alpha};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_celu_(rp_tensor **out, rp_tensor *self, rp_value alpha)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::celu_"));
    const rp_value in[] = {rp_value_tensor(self), alpha};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_channel_shuffle(rp_tensor **out, rp_tensor *self, int64_t groups)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::channel_shuffle"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(groups)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_chunk(rp_tensor **out, uint32_t n_out, rp_tensor *self, int64_t chunks, int64_t dim)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::chunk"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(chunks), rp_value_int(dim)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    return take_list(out, n_out, &ret[0]);
}

rp_status rp_clamp(rp_tensor **out, rp_tensor *self, rp_value min, rp_value max)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::clamp"));
    const rp_value in[] = {rp_value_tensor(self), min, max};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_clamp_tensor(rp_tensor **out, rp_tensor *self, rp_tensor *min, rp_tensor *max)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::clamp.Tensor"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(min), rp_value_tensor(max)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_clamp_tensor_out(rp_tensor **out, rp_tensor *self, rp_tensor *min, rp_tensor *max,
    rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::clamp.Tensor_out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(min), rp_value_tensor(max),
        rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_clamp_out(rp_tensor **out, rp_tensor *self, rp_value min, rp_value max,
    rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::clamp.out"));
    const rp_value in[] = {rp_value_tensor(self), min, max, rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_clamp_(rp_tensor **out, rp_tensor *self, rp_value min, rp_value max)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::clamp_"));
    const rp_value in[] = {rp_value_tensor(self), min, max};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_clamp__tensor(rp_tensor **out, rp_tensor *self, rp_tensor *min, rp_tensor *max)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::clamp_.Tensor"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(min), rp_value_tensor(max)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_clamp_max(rp_tensor **out, rp_tensor *self, rp_value max)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::clamp_max"));
    const rp_value in[] = {rp_value_tensor(self), max};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_clamp_max_tensor(rp_tensor **out, rp_tensor *self, rp_tensor *max)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::clamp_max.Tensor"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(max)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_clamp_max_tensor_out(rp_tensor **out, rp_tensor *self, rp_tensor *max,
    rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::clamp_max.Tensor_out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(max), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_clamp_max_out(rp_tensor **out, rp_tensor *self, rp_value max, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::clamp_max.out"));
    const rp_value in[] = {rp_value_tensor(self), max, rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_clamp_max_(rp_tensor **out, rp_tensor *self, rp_value max)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::clamp_max_"));
    const rp_value in[] = {rp_value_tensor(self), max};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_clamp_max__tensor(rp_tensor **out, rp_tensor *self, rp_tensor *max)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::clamp_max_.Tensor"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(max)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_clamp_min(rp_tensor **out, rp_tensor *self, rp_value min)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::clamp_min"));
    const rp_value in[] = {rp_value_tensor(self), min};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_clamp_min_tensor(rp_tensor **out, rp_tensor *self, rp_tensor *min)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::clamp_min.Tensor"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(min)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_clamp_min_tensor_out(rp_tensor **out, rp_tensor *self, rp_tensor *min,
    rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::clamp_min.Tensor_out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(min), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_clamp_min_out(rp_tensor **out, rp_tensor *self, rp_value min, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::clamp_min.out"));
    const rp_value in[] = {rp_value_tensor(self), min, rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_clamp_min_(rp_tensor **out, rp_tensor *self, rp_value min)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::clamp_min_"));
    const rp_value in[] = {rp_value_tensor(self), min};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_clamp_min__tensor(rp_tensor **out, rp_tensor *self, rp_tensor *min)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::clamp_min_.Tensor"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(min)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_clone(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::clone"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_none()};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_clone_full(rp_tensor **out, rp_tensor *self, const int64_t *memory_format)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::clone"));
    const rp_value in[] = {rp_value_tensor(self), opt_int(memory_format)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_col2im(rp_tensor **out, rp_tensor *self, const int64_t *output_size,
    uint32_t n_output_size, const int64_t *kernel_size, uint32_t n_kernel_size,
    const int64_t *dilation, uint32_t n_dilation, const int64_t *padding, uint32_t n_padding,
    const int64_t *stride, uint32_t n_stride)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::col2im"));
    rp_value room_output_size[LIST_ROOM], list_output_size = rp_value_none();
    rp_value room_kernel_size[LIST_ROOM], list_kernel_size = rp_value_none();
    rp_value room_dilation[LIST_ROOM], list_dilation = rp_value_none();
    rp_value room_padding[LIST_ROOM], list_padding = rp_value_none();
    rp_value room_stride[LIST_ROOM], list_stride = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_output_size, room_output_size, output_size, n_output_size, 0);
    if (st == RP_OK) st = list_of_ints(&list_kernel_size, room_kernel_size, kernel_size, n_kernel_size, 0);
    if (st == RP_OK) st = list_of_ints(&list_dilation, room_dilation, dilation, n_dilation, 0);
    if (st == RP_OK) st = list_of_ints(&list_padding, room_padding, padding, n_padding, 0);
    if (st == RP_OK) st = list_of_ints(&list_stride, room_stride, stride, n_stride, 0);
    const rp_value in[] = {rp_value_tensor(self), list_output_size, list_kernel_size,
        list_dilation, list_padding, list_stride};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 6, ret, 1);
    list_drop(&list_output_size, room_output_size);
    list_drop(&list_kernel_size, room_kernel_size);
    list_drop(&list_dilation, room_dilation);
    list_drop(&list_padding, room_padding);
    list_drop(&list_stride, room_stride);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_column_stack(rp_tensor **out, rp_tensor *const *tensors, uint32_t n_tensors)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::column_stack"));
    rp_value room_tensors[LIST_ROOM], list_tensors = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_tensors, room_tensors, tensors, n_tensors, 0);
    const rp_value in[] = {list_tensors};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1);
    list_drop(&list_tensors, room_tensors);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_concat(rp_tensor **out, rp_tensor *const *tensors, uint32_t n_tensors, int64_t dim)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::concat"));
    rp_value room_tensors[LIST_ROOM], list_tensors = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_tensors, room_tensors, tensors, n_tensors, 0);
    const rp_value in[] = {list_tensors, rp_value_int(dim)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1);
    list_drop(&list_tensors, room_tensors);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_constant_pad_nd(rp_tensor **out, rp_tensor *self, const int64_t *pad, uint32_t n_pad,
    rp_value value)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::constant_pad_nd"));
    rp_value room_pad[LIST_ROOM], list_pad = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_pad, room_pad, pad, n_pad, 0);
    const rp_value in[] = {rp_value_tensor(self), list_pad, value};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1);
    list_drop(&list_pad, room_pad);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_contiguous(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::contiguous"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(0)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_contiguous_full(rp_tensor **out, rp_tensor *self, int64_t memory_format)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::contiguous"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(memory_format)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_conv1d(rp_tensor **out, rp_tensor *input, rp_tensor *weight, rp_tensor *bias,
    const int64_t *stride, uint32_t n_stride, const int64_t *padding, uint32_t n_padding,
    const int64_t *dilation, uint32_t n_dilation, int64_t groups)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::conv1d"));
    rp_value room_stride[LIST_ROOM], list_stride = rp_value_none();
    rp_value room_padding[LIST_ROOM], list_padding = rp_value_none();
    rp_value room_dilation[LIST_ROOM], list_dilation = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_stride, room_stride, stride, n_stride, 0);
    if (st == RP_OK) st = list_of_ints(&list_padding, room_padding, padding, n_padding, 0);
    if (st == RP_OK) st = list_of_ints(&list_dilation, room_dilation, dilation, n_dilation, 0);
    const rp_value in[] = {rp_value_tensor(input), rp_value_tensor(weight), rp_value_tensor(bias),
        list_stride, list_padding, list_dilation, rp_value_int(groups)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 7, ret, 1);
    list_drop(&list_stride, room_stride);
    list_drop(&list_padding, room_padding);
    list_drop(&list_dilation, room_dilation);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_conv1d_padding(rp_tensor **out, rp_tensor *input, rp_tensor *weight, rp_tensor *bias,
    const int64_t *stride, uint32_t n_stride, const char *padding, const int64_t *dilation,
    uint32_t n_dilation, int64_t groups)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::conv1d.padding"));
    rp_value room_stride[LIST_ROOM], list_stride = rp_value_none();
    rp_value room_dilation[LIST_ROOM], list_dilation = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_stride, room_stride, stride, n_stride, 0);
    if (st == RP_OK) st = list_of_ints(&list_dilation, room_dilation, dilation, n_dilation, 0);
    const rp_value in[] = {rp_value_tensor(input), rp_value_tensor(weight), rp_value_tensor(bias),
        list_stride, opt_str(padding), list_dilation, rp_value_int(groups)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 7, ret, 1);
    list_drop(&list_stride, room_stride);
    list_drop(&list_dilation, room_dilation);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_conv2d(rp_tensor **out, rp_tensor *input, rp_tensor *weight, rp_tensor *bias,
    const int64_t *stride, uint32_t n_stride, const int64_t *padding, uint32_t n_padding,
    const int64_t *dilation, uint32_t n_dilation, int64_t groups)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::conv2d"));
    rp_value room_stride[LIST_ROOM], list_stride = rp_value_none();
    rp_value room_padding[LIST_ROOM], list_padding = rp_value_none();
    rp_value room_dilation[LIST_ROOM], list_dilation = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_stride, room_stride, stride, n_stride, 0);
    if (st == RP_OK) st = list_of_ints(&list_padding, room_padding, padding, n_padding, 0);
    if (st == RP_OK) st = list_of_ints(&list_dilation, room_dilation, dilation, n_dilation, 0);
    const rp_value in[] = {rp_value_tensor(input), rp_value_tensor(weight), rp_value_tensor(bias),
        list_stride, list_padding, list_dilation, rp_value_int(groups)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 7, ret, 1);
    list_drop(&list_stride, room_stride);
    list_drop(&list_padding, room_padding);
    list_drop(&list_dilation, room_dilation);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_conv2d_padding(rp_tensor **out, rp_tensor *input, rp_tensor *weight, rp_tensor *bias,
    const int64_t *stride, uint32_t n_stride, const char *padding, const int64_t *dilation,
    uint32_t n_dilation, int64_t groups)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::conv2d.padding"));
    rp_value room_stride[LIST_ROOM], list_stride = rp_value_none();
    rp_value room_dilation[LIST_ROOM], list_dilation = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_stride, room_stride, stride, n_stride, 0);
    if (st == RP_OK) st = list_of_ints(&list_dilation, room_dilation, dilation, n_dilation, 0);
    const rp_value in[] = {rp_value_tensor(input), rp_value_tensor(weight), rp_value_tensor(bias),
        list_stride, opt_str(padding), list_dilation, rp_value_int(groups)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 7, ret, 1);
    list_drop(&list_stride, room_stride);
    list_drop(&list_dilation, room_dilation);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_conv3d(rp_tensor **out, rp_tensor *input, rp_tensor *weight, rp_tensor *bias,
    const int64_t *stride, uint32_t n_stride, const int64_t *padding, uint32_t n_padding,
    const int64_t *dilation, uint32_t n_dilation, int64_t groups)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::conv3d"));
    rp_value room_stride[LIST_ROOM], list_stride = rp_value_none();
    rp_value room_padding[LIST_ROOM], list_padding = rp_value_none();
    rp_value room_dilation[LIST_ROOM], list_dilation = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_stride, room_stride, stride, n_stride, 0);
    if (st == RP_OK) st = list_of_ints(&list_padding, room_padding, padding, n_padding, 0);
    if (st == RP_OK) st = list_of_ints(&list_dilation, room_dilation, dilation, n_dilation, 0);
    const rp_value in[] = {rp_value_tensor(input), rp_value_tensor(weight), rp_value_tensor(bias),
        list_stride, list_padding, list_dilation, rp_value_int(groups)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 7, ret, 1);
    list_drop(&list_stride, room_stride);
    list_drop(&list_padding, room_padding);
    list_drop(&list_dilation, room_dilation);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_conv3d_padding(rp_tensor **out, rp_tensor *input, rp_tensor *weight, rp_tensor *bias,
    const int64_t *stride, uint32_t n_stride, const char *padding, const int64_t *dilation,
    uint32_t n_dilation, int64_t groups)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::conv3d.padding"));
    rp_value room_stride[LIST_ROOM], list_stride = rp_value_none();
    rp_value room_dilation[LIST_ROOM], list_dilation = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_stride, room_stride, stride, n_stride, 0);
    if (st == RP_OK) st = list_of_ints(&list_dilation, room_dilation, dilation, n_dilation, 0);
    const rp_value in[] = {rp_value_tensor(input), rp_value_tensor(weight), rp_value_tensor(bias),
        list_stride, opt_str(padding), list_dilation, rp_value_int(groups)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 7, ret, 1);
    list_drop(&list_stride, room_stride);
    list_drop(&list_dilation, room_dilation);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_conv_transpose1d(rp_tensor **out, rp_tensor *input, rp_tensor *weight,
    rp_tensor *bias, const int64_t *stride, uint32_t n_stride, const int64_t *padding,
    uint32_t n_padding, const int64_t *output_padding, uint32_t n_output_padding, int64_t groups,
    const int64_t *dilation, uint32_t n_dilation)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::conv_transpose1d"));
    rp_value room_stride[LIST_ROOM], list_stride = rp_value_none();
    rp_value room_padding[LIST_ROOM], list_padding = rp_value_none();
    rp_value room_output_padding[LIST_ROOM], list_output_padding = rp_value_none();
    rp_value room_dilation[LIST_ROOM], list_dilation = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_stride, room_stride, stride, n_stride, 0);
    if (st == RP_OK) st = list_of_ints(&list_padding, room_padding, padding, n_padding, 0);
    if (st == RP_OK) st = list_of_ints(&list_output_padding, room_output_padding, output_padding, n_output_padding, 0);
    if (st == RP_OK) st = list_of_ints(&list_dilation, room_dilation, dilation, n_dilation, 0);
    const rp_value in[] = {rp_value_tensor(input), rp_value_tensor(weight), rp_value_tensor(bias),
        list_stride, list_padding, list_output_padding, rp_value_int(groups), list_dilation};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 8, ret, 1);
    list_drop(&list_stride, room_stride);
    list_drop(&list_padding, room_padding);
    list_drop(&list_output_padding, room_output_padding);
    list_drop(&list_dilation, room_dilation);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_conv_transpose2d_input(rp_tensor **out, rp_tensor *input, rp_tensor *weight,
    rp_tensor *bias, const int64_t *stride, uint32_t n_stride, const int64_t *padding,
    uint32_t n_padding, const int64_t *output_padding, uint32_t n_output_padding, int64_t groups,
    const int64_t *dilation, uint32_t n_dilation)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::conv_transpose2d.input"));
    rp_value room_stride[LIST_ROOM], list_stride = rp_value_none();
    rp_value room_padding[LIST_ROOM], list_padding = rp_value_none();
    rp_value room_output_padding[LIST_ROOM], list_output_padding = rp_value_none();
    rp_value room_dilation[LIST_ROOM], list_dilation = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_stride, room_stride, stride, n_stride, 0);
    if (st == RP_OK) st = list_of_ints(&list_padding, room_padding, padding, n_padding, 0);
    if (st == RP_OK) st = list_of_ints(&list_output_padding, room_output_padding, output_padding, n_output_padding, 0);
    if (st == RP_OK) st = list_of_ints(&list_dilation, room_dilation, dilation, n_dilation, 0);
    const rp_value in[] = {rp_value_tensor(input), rp_value_tensor(weight), rp_value_tensor(bias),
        list_stride, list_padding, list_output_padding, rp_value_int(groups), list_dilation};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 8, ret, 1);
    list_drop(&list_stride, room_stride);
    list_drop(&list_padding, room_padding);
    list_drop(&list_output_padding, room_output_padding);
    list_drop(&list_dilation, room_dilation);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_conv_transpose3d_input(rp_tensor **out, rp_tensor *input, rp_tensor *weight,
    rp_tensor *bias, const int64_t *stride, uint32_t n_stride, const int64_t *padding,
    uint32_t n_padding, const int64_t *output_padding, uint32_t n_output_padding, int64_t groups,
    const int64_t *dilation, uint32_t n_dilation)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::conv_transpose3d.input"));
    rp_value room_stride[LIST_ROOM], list_stride = rp_value_none();
    rp_value room_padding[LIST_ROOM], list_padding = rp_value_none();
    rp_value room_output_padding[LIST_ROOM], list_output_padding = rp_value_none();
    rp_value room_dilation[LIST_ROOM], list_dilation = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_stride, room_stride, stride, n_stride, 0);
    if (st == RP_OK) st = list_of_ints(&list_padding, room_padding, padding, n_padding, 0);
    if (st == RP_OK) st = list_of_ints(&list_output_padding, room_output_padding, output_padding, n_output_padding, 0);
    if (st == RP_OK) st = list_of_ints(&list_dilation, room_dilation, dilation, n_dilation, 0);
    const rp_value in[] = {rp_value_tensor(input), rp_value_tensor(weight), rp_value_tensor(bias),
        list_stride, list_padding, list_output_padding, rp_value_int(groups), list_dilation};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 8, ret, 1);
    list_drop(&list_stride, room_stride);
    list_drop(&list_padding, room_padding);
    list_drop(&list_output_padding, room_output_padding);
    list_drop(&list_dilation, room_dilation);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_convolution(rp_tensor **out, rp_tensor *input, rp_tensor *weight, rp_tensor *bias,
    const int64_t *stride, uint32_t n_stride, const int64_t *padding, uint32_t n_padding,
    const int64_t *dilation, uint32_t n_dilation, int transposed, const int64_t *output_padding,
    uint32_t n_output_padding, int64_t groups)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::convolution"));
    rp_value room_stride[LIST_ROOM], list_stride = rp_value_none();
    rp_value room_padding[LIST_ROOM], list_padding = rp_value_none();
    rp_value room_dilation[LIST_ROOM], list_dilation = rp_value_none();
    rp_value room_output_padding[LIST_ROOM], list_output_padding = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_stride, room_stride, stride, n_stride, 0);
    if (st == RP_OK) st = list_of_ints(&list_padding, room_padding, padding, n_padding, 0);
    if (st == RP_OK) st = list_of_ints(&list_dilation, room_dilation, dilation, n_dilation, 0);
    if (st == RP_OK) st = list_of_ints(&list_output_padding, room_output_padding, output_padding, n_output_padding, 0);
    const rp_value in[] = {rp_value_tensor(input), rp_value_tensor(weight), rp_value_tensor(bias),
        list_stride, list_padding, list_dilation, rp_value_bool(transposed), list_output_padding,
        rp_value_int(groups)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 9, ret, 1);
    list_drop(&list_stride, room_stride);
    list_drop(&list_padding, room_padding);
    list_drop(&list_dilation, room_dilation);
    list_drop(&list_output_padding, room_output_padding);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_convolution_backward(rp_tensor **out, rp_tensor **out1, rp_tensor **out2,
    rp_tensor *grad_output, rp_tensor *input, rp_tensor *weight, const int64_t *bias_sizes,
    uint32_t n_bias_sizes, const int64_t *stride, uint32_t n_stride, const int64_t *padding,
    uint32_t n_padding, const int64_t *dilation, uint32_t n_dilation, int transposed,
    const int64_t *output_padding, uint32_t n_output_padding, int64_t groups,
    const int *output_mask, uint32_t n_output_mask)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[3];
    RP_TRY(op_find(&op, &cache, "aten::convolution_backward"));
    rp_value room_bias_sizes[LIST_ROOM], list_bias_sizes = rp_value_none();
    rp_value room_stride[LIST_ROOM], list_stride = rp_value_none();
    rp_value room_padding[LIST_ROOM], list_padding = rp_value_none();
    rp_value room_dilation[LIST_ROOM], list_dilation = rp_value_none();
    rp_value room_output_padding[LIST_ROOM], list_output_padding = rp_value_none();
    rp_value room_output_mask[LIST_ROOM], list_output_mask = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_bias_sizes, room_bias_sizes, bias_sizes, n_bias_sizes, 1);
    if (st == RP_OK) st = list_of_ints(&list_stride, room_stride, stride, n_stride, 0);
    if (st == RP_OK) st = list_of_ints(&list_padding, room_padding, padding, n_padding, 0);
    if (st == RP_OK) st = list_of_ints(&list_dilation, room_dilation, dilation, n_dilation, 0);
    if (st == RP_OK) st = list_of_ints(&list_output_padding, room_output_padding, output_padding, n_output_padding, 0);
    if (st == RP_OK) st = list_of_bools(&list_output_mask, room_output_mask, output_mask, n_output_mask, 0);
    const rp_value in[] = {rp_value_tensor(grad_output), rp_value_tensor(input),
        rp_value_tensor(weight), list_bias_sizes, list_stride, list_padding, list_dilation,
        rp_value_bool(transposed), list_output_padding, rp_value_int(groups), list_output_mask};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 11, ret, 3);
    list_drop(&list_bias_sizes, room_bias_sizes);
    list_drop(&list_stride, room_stride);
    list_drop(&list_padding, room_padding);
    list_drop(&list_dilation, room_dilation);
    list_drop(&list_output_padding, room_output_padding);
    list_drop(&list_output_mask, room_output_mask);
    RP_TRY(st);
    take(out, &ret[0]);
    take(out1, &ret[1]);
    take(out2, &ret[2]);
    return RP_OK;
}

rp_status rp_copy(rp_tensor **out, rp_tensor *self, rp_tensor *src, int non_blocking)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::copy"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(src),
        rp_value_bool(non_blocking)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_copy_(rp_tensor **out, rp_tensor *self, rp_tensor *src, int non_blocking)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::copy_"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(src),
        rp_value_bool(non_blocking)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_copysign_scalar(rp_tensor **out, rp_tensor *self, rp_value other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::copysign.Scalar"));
    const rp_value in[] = {rp_value_tensor(self), other};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_copysign_scalar_out(rp_tensor **out, rp_tensor *self, rp_value other,
    rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::copysign.Scalar_out"));
    const rp_value in[] = {rp_value_tensor(self), other, rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_copysign(rp_tensor **out, rp_tensor *self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::copysign.Tensor"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_copysign_out(rp_tensor **out, rp_tensor *self, rp_tensor *other, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::copysign.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other),
        rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_copysign__scalar(rp_tensor **out, rp_tensor *self, rp_value other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::copysign_.Scalar"));
    const rp_value in[] = {rp_value_tensor(self), other};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_copysign_(rp_tensor **out, rp_tensor *self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::copysign_.Tensor"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_cos(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::cos"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_cos_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::cos.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_cos_(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::cos_"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_cosh(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::cosh"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_cosh_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::cosh.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_cosh_(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::cosh_"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_cosine_similarity(rp_tensor **out, rp_tensor *x1, rp_tensor *x2, int64_t dim,
    double eps)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::cosine_similarity"));
    const rp_value in[] = {rp_value_tensor(x1), rp_value_tensor(x2), rp_value_int(dim),
        rp_value_float(eps)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_count_nonzero(rp_tensor **out, rp_tensor *self, const int64_t *dim)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::count_nonzero"));
    const rp_value in[] = {rp_value_tensor(self), opt_int(dim)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_count_nonzero_dim_intlist(rp_tensor **out, rp_tensor *self, const int64_t *dim,
    uint32_t n_dim)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::count_nonzero.dim_IntList"));
    rp_value room_dim[LIST_ROOM], list_dim = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_dim, room_dim, dim, n_dim, 0);
    const rp_value in[] = {rp_value_tensor(self), list_dim};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1);
    list_drop(&list_dim, room_dim);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_count_nonzero_dim_intlist_out(rp_tensor **out, rp_tensor *self, const int64_t *dim,
    uint32_t n_dim, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::count_nonzero.dim_IntList_out"));
    rp_value room_dim[LIST_ROOM], list_dim = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_dim, room_dim, dim, n_dim, 0);
    const rp_value in[] = {rp_value_tensor(self), list_dim, rp_value_tensor(out_arg)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1);
    list_drop(&list_dim, room_dim);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_count_nonzero_out(rp_tensor **out, rp_tensor *self, const int64_t *dim,
    rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::count_nonzero.out"));
    const rp_value in[] = {rp_value_tensor(self), opt_int(dim), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_cross(rp_tensor **out, rp_tensor *self, rp_tensor *other, const int64_t *dim)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::cross"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other), opt_int(dim)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_cross_entropy_loss(rp_tensor **out, rp_tensor *self, rp_tensor *target,
    rp_tensor *weight, int64_t reduction, int64_t ignore_index, double label_smoothing)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::cross_entropy_loss"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(target),
        rp_value_tensor(weight), rp_value_int(reduction), rp_value_int(ignore_index),
        rp_value_float(label_smoothing)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 6, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_cummax(rp_tensor **out, rp_tensor **out1, rp_tensor *self, int64_t dim)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[2];
    RP_TRY(op_find(&op, &cache, "aten::cummax"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 2));
    take(out, &ret[0]);
    take(out1, &ret[1]);
    return RP_OK;
}

rp_status rp_cummax_out(rp_tensor **out, rp_tensor **out1, rp_tensor *self, int64_t dim,
    rp_tensor *values, rp_tensor *indices)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[2];
    RP_TRY(op_find(&op, &cache, "aten::cummax.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim), rp_value_tensor(values),
        rp_value_tensor(indices)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 2));
    take(out, &ret[0]);
    take(out1, &ret[1]);
    return RP_OK;
}

rp_status rp_cummin(rp_tensor **out, rp_tensor **out1, rp_tensor *self, int64_t dim)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[2];
    RP_TRY(op_find(&op, &cache, "aten::cummin"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 2));
    take(out, &ret[0]);
    take(out1, &ret[1]);
    return RP_OK;
}

rp_status rp_cummin_out(rp_tensor **out, rp_tensor **out1, rp_tensor *self, int64_t dim,
    rp_tensor *values, rp_tensor *indices)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[2];
    RP_TRY(op_find(&op, &cache, "aten::cummin.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim), rp_value_tensor(values),
        rp_value_tensor(indices)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 2));
    take(out, &ret[0]);
    take(out1, &ret[1]);
    return RP_OK;
}

rp_status rp_cumprod(rp_tensor **out, rp_tensor *self, int64_t dim)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::cumprod"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim), rp_value_none()};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_cumprod_full(rp_tensor **out, rp_tensor *self, int64_t dim, rp_dtype dtype)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::cumprod"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim), rp_value_dtype(dtype)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_cumprod_out(rp_tensor **out, rp_tensor *self, int64_t dim, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::cumprod.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim), rp_value_none(),
        rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_cumprod_out_full(rp_tensor **out, rp_tensor *self, int64_t dim, rp_dtype dtype,
    rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::cumprod.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim), rp_value_dtype(dtype),
        rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_cumprod_(rp_tensor **out, rp_tensor *self, int64_t dim)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::cumprod_"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim), rp_value_none()};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_cumprod__full(rp_tensor **out, rp_tensor *self, int64_t dim, rp_dtype dtype)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::cumprod_"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim), rp_value_dtype(dtype)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_cumsum(rp_tensor **out, rp_tensor *self, int64_t dim)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::cumsum"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim), rp_value_none()};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_cumsum_full(rp_tensor **out, rp_tensor *self, int64_t dim, rp_dtype dtype)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::cumsum"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim), rp_value_dtype(dtype)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_cumsum_out(rp_tensor **out, rp_tensor *self, int64_t dim, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::cumsum.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim), rp_value_none(),
        rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_cumsum_out_full(rp_tensor **out, rp_tensor *self, int64_t dim, rp_dtype dtype,
    rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::cumsum.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim), rp_value_dtype(dtype),
        rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_cumsum_(rp_tensor **out, rp_tensor *self, int64_t dim)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::cumsum_"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim), rp_value_none()};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_cumsum__full(rp_tensor **out, rp_tensor *self, int64_t dim, rp_dtype dtype)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::cumsum_"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim), rp_value_dtype(dtype)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_deg2rad(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::deg2rad"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_deg2rad_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::deg2rad.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_deg2rad_(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::deg2rad_"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_detach(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::detach"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_detach_(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::detach_"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_diag(rp_tensor **out, rp_tensor *self, int64_t diagonal)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::diag"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(diagonal)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_diag_embed(rp_tensor **out, rp_tensor *self, int64_t offset, int64_t dim1,
    int64_t dim2)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::diag_embed"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(offset), rp_value_int(dim1),
        rp_value_int(dim2)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_diagflat(rp_tensor **out, rp_tensor *self, int64_t offset)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::diagflat"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(offset)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_diagonal(rp_tensor **out, rp_tensor *self, int64_t offset, int64_t dim1,
    int64_t dim2)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::diagonal"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(offset), rp_value_int(dim1),
        rp_value_int(dim2)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_diagonal_backward(rp_tensor **out, rp_tensor *grad_output,
    const int64_t *input_sizes, uint32_t n_input_sizes, int64_t offset, int64_t dim1,
    int64_t dim2)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::diagonal_backward"));
    rp_value room_input_sizes[LIST_ROOM], list_input_sizes = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_input_sizes, room_input_sizes, input_sizes, n_input_sizes, 0);
    const rp_value in[] = {rp_value_tensor(grad_output), list_input_sizes, rp_value_int(offset),
        rp_value_int(dim1), rp_value_int(dim2)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1);
    list_drop(&list_input_sizes, room_input_sizes);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_diagonal_scatter(rp_tensor **out, rp_tensor *self, rp_tensor *src, int64_t offset,
    int64_t dim1, int64_t dim2)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::diagonal_scatter"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(src), rp_value_int(offset),
        rp_value_int(dim1), rp_value_int(dim2)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_digamma(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::digamma"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_digamma_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::digamma.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_digamma_(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::digamma_"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_div_scalar(rp_tensor **out, rp_tensor *self, rp_value other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::div.Scalar"));
    const rp_value in[] = {rp_value_tensor(self), other};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_div_scalar_mode(rp_tensor **out, rp_tensor *self, rp_value other,
    const char *rounding_mode)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::div.Scalar_mode"));
    const rp_value in[] = {rp_value_tensor(self), other, opt_str(rounding_mode)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_div(rp_tensor **out, rp_tensor *self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::div.Tensor"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_div_tensor_mode(rp_tensor **out, rp_tensor *self, rp_tensor *other,
    const char *rounding_mode)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::div.Tensor_mode"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other), opt_str(rounding_mode)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_div_out(rp_tensor **out, rp_tensor *self, rp_tensor *other, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::div.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other),
        rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_div_out_mode(rp_tensor **out, rp_tensor *self, rp_tensor *other,
    const char *rounding_mode, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::div.out_mode"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other), opt_str(rounding_mode),
        rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_div__scalar(rp_tensor **out, rp_tensor *self, rp_value other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::div_.Scalar"));
    const rp_value in[] = {rp_value_tensor(self), other};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_div__scalar_mode(rp_tensor **out, rp_tensor *self, rp_value other,
    const char *rounding_mode)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::div_.Scalar_mode"));
    const rp_value in[] = {rp_value_tensor(self), other, opt_str(rounding_mode)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_div_(rp_tensor **out, rp_tensor *self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::div_.Tensor"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_div__tensor_mode(rp_tensor **out, rp_tensor *self, rp_tensor *other,
    const char *rounding_mode)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::div_.Tensor_mode"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other), opt_str(rounding_mode)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_dot(rp_tensor **out, rp_tensor *self, rp_tensor *tensor)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::dot"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(tensor)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_dot_out(rp_tensor **out, rp_tensor *self, rp_tensor *tensor, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::dot.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(tensor),
        rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_dropout(rp_tensor **out, rp_tensor *input, double p, int train)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::dropout"));
    const rp_value in[] = {rp_value_tensor(input), rp_value_float(p), rp_value_bool(train)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_dstack(rp_tensor **out, rp_tensor *const *tensors, uint32_t n_tensors)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::dstack"));
    rp_value room_tensors[LIST_ROOM], list_tensors = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_tensors, room_tensors, tensors, n_tensors, 0);
    const rp_value in[] = {list_tensors};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1);
    list_drop(&list_tensors, room_tensors);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_elu(rp_tensor **out, rp_tensor *self, rp_value alpha, rp_value scale,
    rp_value input_scale)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::elu"));
    const rp_value in[] = {rp_value_tensor(self), alpha, scale, input_scale};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_elu_out(rp_tensor **out, rp_tensor *self, rp_value alpha, rp_value scale,
    rp_value input_scale, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::elu.out"));
    const rp_value in[] = {rp_value_tensor(self), alpha, scale, input_scale,
        rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_elu_(rp_tensor **out, rp_tensor *self, rp_value alpha, rp_value scale,
    rp_value input_scale)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::elu_"));
    const rp_value in[] = {rp_value_tensor(self), alpha, scale, input_scale};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_elu_backward(rp_tensor **out, rp_tensor *grad_output, rp_value alpha, rp_value scale,
    rp_value input_scale, int is_result, rp_tensor *self_or_result)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::elu_backward"));
    const rp_value in[] = {rp_value_tensor(grad_output), alpha, scale, input_scale,
        rp_value_bool(is_result), rp_value_tensor(self_or_result)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 6, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_elu_backward_grad_input(rp_tensor **out, rp_tensor *grad_output, rp_value alpha,
    rp_value scale, rp_value input_scale, int is_result, rp_tensor *self_or_result,
    rp_tensor *grad_input)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::elu_backward.grad_input"));
    const rp_value in[] = {rp_value_tensor(grad_output), alpha, scale, input_scale,
        rp_value_bool(is_result), rp_value_tensor(self_or_result), rp_value_tensor(grad_input)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 7, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_embedding(rp_tensor **out, rp_tensor *weight, rp_tensor *indices,
    int64_t padding_idx, int scale_grad_by_freq, int sparse)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::embedding"));
    const rp_value in[] = {rp_value_tensor(weight), rp_value_tensor(indices),
        rp_value_int(padding_idx), rp_value_bool(scale_grad_by_freq), rp_value_bool(sparse)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_embedding_dense_backward(rp_tensor **out, rp_tensor *grad_output, rp_tensor *indices,
    int64_t num_weights, int64_t padding_idx, int scale_grad_by_freq)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::embedding_dense_backward"));
    const rp_value in[] = {rp_value_tensor(grad_output), rp_value_tensor(indices),
        rp_value_int(num_weights), rp_value_int(padding_idx), rp_value_bool(scale_grad_by_freq)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_empty_memory_format(rp_tensor **out, const int64_t *size, uint32_t n_size)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::empty.memory_format"));
    rp_value room_size[LIST_ROOM], list_size = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_size, room_size, size, n_size, 0);
    const rp_value in[] = {list_size, rp_value_none(), rp_value_none(), rp_value_none(),
        rp_value_none(), rp_value_none()};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 6, ret, 1);
    list_drop(&list_size, room_size);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_empty_memory_format_full(rp_tensor **out, const int64_t *size, uint32_t n_size,
    rp_dtype dtype, const int64_t *layout, const rp_device *device, const int *pin_memory,
    const int64_t *memory_format)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::empty.memory_format"));
    rp_value room_size[LIST_ROOM], list_size = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_size, room_size, size, n_size, 0);
    const rp_value in[] = {list_size, rp_value_dtype(dtype), opt_int(layout), opt_device(device),
        opt_bool(pin_memory), opt_int(memory_format)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 6, ret, 1);
    list_drop(&list_size, room_size);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_empty_like(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::empty_like"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_none(), rp_value_none(),
        rp_value_none(), rp_value_none(), rp_value_none()};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 6, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_empty_like_full(rp_tensor **out, rp_tensor *self, rp_dtype dtype,
    const int64_t *layout, const rp_device *device, const int *pin_memory,
    const int64_t *memory_format)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::empty_like"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_dtype(dtype), opt_int(layout),
        opt_device(device), opt_bool(pin_memory), opt_int(memory_format)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 6, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_empty_permuted(rp_tensor **out, const int64_t *size, uint32_t n_size,
    const int64_t *physical_layout, uint32_t n_physical_layout)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::empty_permuted"));
    rp_value room_size[LIST_ROOM], list_size = rp_value_none();
    rp_value room_physical_layout[LIST_ROOM], list_physical_layout = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_size, room_size, size, n_size, 0);
    if (st == RP_OK) st = list_of_ints(&list_physical_layout, room_physical_layout, physical_layout, n_physical_layout, 0);
    const rp_value in[] = {list_size, list_physical_layout, rp_value_none(), rp_value_none(),
        rp_value_none(), rp_value_none()};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 6, ret, 1);
    list_drop(&list_size, room_size);
    list_drop(&list_physical_layout, room_physical_layout);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_empty_permuted_full(rp_tensor **out, const int64_t *size, uint32_t n_size,
    const int64_t *physical_layout, uint32_t n_physical_layout, rp_dtype dtype,
    const int64_t *layout, const rp_device *device, const int *pin_memory)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::empty_permuted"));
    rp_value room_size[LIST_ROOM], list_size = rp_value_none();
    rp_value room_physical_layout[LIST_ROOM], list_physical_layout = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_size, room_size, size, n_size, 0);
    if (st == RP_OK) st = list_of_ints(&list_physical_layout, room_physical_layout, physical_layout, n_physical_layout, 0);
    const rp_value in[] = {list_size, list_physical_layout, rp_value_dtype(dtype),
        opt_int(layout), opt_device(device), opt_bool(pin_memory)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 6, ret, 1);
    list_drop(&list_size, room_size);
    list_drop(&list_physical_layout, room_physical_layout);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_empty_strided(rp_tensor **out, const int64_t *size, uint32_t n_size,
    const int64_t *stride, uint32_t n_stride)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::empty_strided"));
    rp_value room_size[LIST_ROOM], list_size = rp_value_none();
    rp_value room_stride[LIST_ROOM], list_stride = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_size, room_size, size, n_size, 0);
    if (st == RP_OK) st = list_of_ints(&list_stride, room_stride, stride, n_stride, 0);
    const rp_value in[] = {list_size, list_stride, rp_value_none(), rp_value_none(),
        rp_value_none(), rp_value_none()};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 6, ret, 1);
    list_drop(&list_size, room_size);
    list_drop(&list_stride, room_stride);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_empty_strided_full(rp_tensor **out, const int64_t *size, uint32_t n_size,
    const int64_t *stride, uint32_t n_stride, rp_dtype dtype, const int64_t *layout,
    const rp_device *device, const int *pin_memory)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::empty_strided"));
    rp_value room_size[LIST_ROOM], list_size = rp_value_none();
    rp_value room_stride[LIST_ROOM], list_stride = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_size, room_size, size, n_size, 0);
    if (st == RP_OK) st = list_of_ints(&list_stride, room_stride, stride, n_stride, 0);
    const rp_value in[] = {list_size, list_stride, rp_value_dtype(dtype), opt_int(layout),
        opt_device(device), opt_bool(pin_memory)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 6, ret, 1);
    list_drop(&list_size, room_size);
    list_drop(&list_stride, room_stride);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_eq_scalar(rp_tensor **out, rp_tensor *self, rp_value other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::eq.Scalar"));
    const rp_value in[] = {rp_value_tensor(self), other};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_eq_scalar_out(rp_tensor **out, rp_tensor *self, rp_value other, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::eq.Scalar_out"));
    const rp_value in[] = {rp_value_tensor(self), other, rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_eq(rp_tensor **out, rp_tensor *self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::eq.Tensor"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_eq_tensor_out(rp_tensor **out, rp_tensor *self, rp_tensor *other, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::eq.Tensor_out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other),
        rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_eq__scalar(rp_tensor **out, rp_tensor *self, rp_value other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::eq_.Scalar"));
    const rp_value in[] = {rp_value_tensor(self), other};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_eq_(rp_tensor **out, rp_tensor *self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::eq_.Tensor"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_equal(rp_value *out, rp_tensor *self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::equal"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take_value(out, &ret[0]);
    return RP_OK;
}

rp_status rp_erf(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::erf"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_erf_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::erf.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_erf_(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::erf_"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_erfc(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::erfc"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_erfc_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::erfc.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_erfc_(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::erfc_"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_erfinv(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::erfinv"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_erfinv_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::erfinv.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_erfinv_(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::erfinv_"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_exp(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::exp"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_exp_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::exp.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_exp2(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::exp2"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_exp2_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::exp2.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_exp2_(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::exp2_"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_exp_(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::exp_"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_expand(rp_tensor **out, rp_tensor *self, const int64_t *size, uint32_t n_size)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::expand"));
    rp_value room_size[LIST_ROOM], list_size = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_size, room_size, size, n_size, 0);
    const rp_value in[] = {rp_value_tensor(self), list_size, rp_value_bool(0)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1);
    list_drop(&list_size, room_size);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_expand_full(rp_tensor **out, rp_tensor *self, const int64_t *size, uint32_t n_size,
    int implicit)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::expand"));
    rp_value room_size[LIST_ROOM], list_size = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_size, room_size, size, n_size, 0);
    const rp_value in[] = {rp_value_tensor(self), list_size, rp_value_bool(implicit)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1);
    list_drop(&list_size, room_size);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_expand_as(rp_tensor **out, rp_tensor *self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::expand_as"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_expm1(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::expm1"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_expm1_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::expm1.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_expm1_(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::expm1_"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_exponential(rp_tensor **out, rp_tensor *self, double lambd)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::exponential"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_float(lambd), rp_value_none()};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_exponential_full(rp_tensor **out, rp_tensor *self, double lambd,
    rp_generator *generator)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::exponential"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_float(lambd), opt_generator(generator)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_exponential_(rp_tensor **out, rp_tensor *self, double lambd)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::exponential_"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_float(lambd), rp_value_none()};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_exponential__full(rp_tensor **out, rp_tensor *self, double lambd,
    rp_generator *generator)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::exponential_"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_float(lambd), opt_generator(generator)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_eye(rp_tensor **out, int64_t n)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::eye"));
    const rp_value in[] = {rp_value_int(n), rp_value_none(), rp_value_none(), rp_value_none(),
        rp_value_none()};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_eye_full(rp_tensor **out, int64_t n, rp_dtype dtype, const int64_t *layout,
    const rp_device *device, const int *pin_memory)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::eye"));
    const rp_value in[] = {rp_value_int(n), rp_value_dtype(dtype), opt_int(layout),
        opt_device(device), opt_bool(pin_memory)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_eye_m(rp_tensor **out, int64_t n, int64_t m)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::eye.m"));
    const rp_value in[] = {rp_value_int(n), rp_value_int(m), rp_value_none(), rp_value_none(),
        rp_value_none(), rp_value_none()};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 6, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_eye_m_full(rp_tensor **out, int64_t n, int64_t m, rp_dtype dtype,
    const int64_t *layout, const rp_device *device, const int *pin_memory)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::eye.m"));
    const rp_value in[] = {rp_value_int(n), rp_value_int(m), rp_value_dtype(dtype),
        opt_int(layout), opt_device(device), opt_bool(pin_memory)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 6, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_fill_scalar(rp_tensor **out, rp_tensor *self, rp_value value)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::fill.Scalar"));
    const rp_value in[] = {rp_value_tensor(self), value};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_fill_scalar_out(rp_tensor **out, rp_tensor *self, rp_value value, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::fill.Scalar_out"));
    const rp_value in[] = {rp_value_tensor(self), value, rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_fill(rp_tensor **out, rp_tensor *self, rp_tensor *value)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::fill.Tensor"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(value)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_fill_tensor_out(rp_tensor **out, rp_tensor *self, rp_tensor *value,
    rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::fill.Tensor_out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(value),
        rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_fill__scalar(rp_tensor **out, rp_tensor *self, rp_value value)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::fill_.Scalar"));
    const rp_value in[] = {rp_value_tensor(self), value};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_fill_(rp_tensor **out, rp_tensor *self, rp_tensor *value)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::fill_.Tensor"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(value)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_flatten_using_ints(rp_tensor **out, rp_tensor *self, int64_t start_dim,
    int64_t end_dim)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::flatten.using_ints"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(start_dim), rp_value_int(end_dim)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_flip(rp_tensor **out, rp_tensor *self, const int64_t *dims, uint32_t n_dims)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::flip"));
    rp_value room_dims[LIST_ROOM], list_dims = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_dims, room_dims, dims, n_dims, 0);
    const rp_value in[] = {rp_value_tensor(self), list_dims};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1);
    list_drop(&list_dims, room_dims);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_floor(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::floor"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_floor_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::floor.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_floor_(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::floor_"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_floor_divide(rp_tensor **out, rp_tensor *self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::floor_divide"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_floor_divide_scalar(rp_tensor **out, rp_tensor *self, rp_value other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::floor_divide.Scalar"));
    const rp_value in[] = {rp_value_tensor(self), other};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_floor_divide_out(rp_tensor **out, rp_tensor *self, rp_tensor *other,
    rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::floor_divide.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other),
        rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_floor_divide__scalar(rp_tensor **out, rp_tensor *self, rp_value other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::floor_divide_.Scalar"));
    const rp_value in[] = {rp_value_tensor(self), other};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_floor_divide_(rp_tensor **out, rp_tensor *self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::floor_divide_.Tensor"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_fmax(rp_tensor **out, rp_tensor *self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::fmax"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_fmax_out(rp_tensor **out, rp_tensor *self, rp_tensor *other, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::fmax.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other),
        rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_fmin(rp_tensor **out, rp_tensor *self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::fmin"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_fmin_out(rp_tensor **out, rp_tensor *self, rp_tensor *other, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::fmin.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other),
        rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_fmod_scalar(rp_tensor **out, rp_tensor *self, rp_value other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::fmod.Scalar"));
    const rp_value in[] = {rp_value_tensor(self), other};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_fmod_scalar_out(rp_tensor **out, rp_tensor *self, rp_value other, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::fmod.Scalar_out"));
    const rp_value in[] = {rp_value_tensor(self), other, rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_fmod(rp_tensor **out, rp_tensor *self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::fmod.Tensor"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_fmod_tensor_out(rp_tensor **out, rp_tensor *self, rp_tensor *other,
    rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::fmod.Tensor_out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other),
        rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_fmod__scalar(rp_tensor **out, rp_tensor *self, rp_value other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::fmod_.Scalar"));
    const rp_value in[] = {rp_value_tensor(self), other};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_fmod_(rp_tensor **out, rp_tensor *self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::fmod_.Tensor"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_frac(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::frac"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_frac_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::frac.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_frac_(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::frac_"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_frexp(rp_tensor **out, rp_tensor **out1, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[2];
    RP_TRY(op_find(&op, &cache, "aten::frexp.Tensor"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 2));
    take(out, &ret[0]);
    take(out1, &ret[1]);
    return RP_OK;
}

rp_status rp_frexp_tensor_out(rp_tensor **out, rp_tensor **out1, rp_tensor *self,
    rp_tensor *mantissa, rp_tensor *exponent)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[2];
    RP_TRY(op_find(&op, &cache, "aten::frexp.Tensor_out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(mantissa),
        rp_value_tensor(exponent)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 2));
    take(out, &ret[0]);
    take(out1, &ret[1]);
    return RP_OK;
}

rp_status rp_full(rp_tensor **out, const int64_t *size, uint32_t n_size, rp_value fill_value)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::full"));
    rp_value room_size[LIST_ROOM], list_size = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_size, room_size, size, n_size, 0);
    const rp_value in[] = {list_size, fill_value, rp_value_none(), rp_value_none(),
        rp_value_none(), rp_value_none()};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 6, ret, 1);
    list_drop(&list_size, room_size);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_full_full(rp_tensor **out, const int64_t *size, uint32_t n_size, rp_value fill_value,
    rp_dtype dtype, const int64_t *layout, const rp_device *device, const int *pin_memory)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::full"));
    rp_value room_size[LIST_ROOM], list_size = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_size, room_size, size, n_size, 0);
    const rp_value in[] = {list_size, fill_value, rp_value_dtype(dtype), opt_int(layout),
        opt_device(device), opt_bool(pin_memory)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 6, ret, 1);
    list_drop(&list_size, room_size);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_full_like(rp_tensor **out, rp_tensor *self, rp_value fill_value)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::full_like"));
    const rp_value in[] = {rp_value_tensor(self), fill_value, rp_value_none(), rp_value_none(),
        rp_value_none(), rp_value_none(), rp_value_none()};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 7, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_full_like_full(rp_tensor **out, rp_tensor *self, rp_value fill_value, rp_dtype dtype,
    const int64_t *layout, const rp_device *device, const int *pin_memory,
    const int64_t *memory_format)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::full_like"));
    const rp_value in[] = {rp_value_tensor(self), fill_value, rp_value_dtype(dtype),
        opt_int(layout), opt_device(device), opt_bool(pin_memory), opt_int(memory_format)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 7, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_gather(rp_tensor **out, rp_tensor *self, int64_t dim, rp_tensor *index)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::gather"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim), rp_value_tensor(index),
        rp_value_bool(0)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_gather_full(rp_tensor **out, rp_tensor *self, int64_t dim, rp_tensor *index,
    int sparse_grad)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::gather"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim), rp_value_tensor(index),
        rp_value_bool(sparse_grad)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_ge_scalar(rp_tensor **out, rp_tensor *self, rp_value other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::ge.Scalar"));
    const rp_value in[] = {rp_value_tensor(self), other};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_ge_scalar_out(rp_tensor **out, rp_tensor *self, rp_value other, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::ge.Scalar_out"));
    const rp_value in[] = {rp_value_tensor(self), other, rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_ge(rp_tensor **out, rp_tensor *self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::ge.Tensor"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_ge_tensor_out(rp_tensor **out, rp_tensor *self, rp_tensor *other, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::ge.Tensor_out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other),
        rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_ge__scalar(rp_tensor **out, rp_tensor *self, rp_value other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::ge_.Scalar"));
    const rp_value in[] = {rp_value_tensor(self), other};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_ge_(rp_tensor **out, rp_tensor *self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::ge_.Tensor"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_gelu(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::gelu"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_str("none", 4)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_gelu_full(rp_tensor **out, rp_tensor *self, const char *approximate)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::gelu"));
    const rp_value in[] = {rp_value_tensor(self), opt_str(approximate)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_gelu_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::gelu.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_str("none", 4),
        rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_gelu_out_full(rp_tensor **out, rp_tensor *self, const char *approximate,
    rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::gelu.out"));
    const rp_value in[] = {rp_value_tensor(self), opt_str(approximate), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_gelu_(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::gelu_"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_str("none", 4)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_gelu__full(rp_tensor **out, rp_tensor *self, const char *approximate)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::gelu_"));
    const rp_value in[] = {rp_value_tensor(self), opt_str(approximate)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_gelu_backward(rp_tensor **out, rp_tensor *grad_output, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::gelu_backward"));
    const rp_value in[] = {rp_value_tensor(grad_output), rp_value_tensor(self),
        rp_value_str("none", 4)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_gelu_backward_full(rp_tensor **out, rp_tensor *grad_output, rp_tensor *self,
    const char *approximate)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::gelu_backward"));
    const rp_value in[] = {rp_value_tensor(grad_output), rp_value_tensor(self),
        opt_str(approximate)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_gelu_backward_grad_input(rp_tensor **out, rp_tensor *grad_output, rp_tensor *self,
    rp_tensor *grad_input)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::gelu_backward.grad_input"));
    const rp_value in[] = {rp_value_tensor(grad_output), rp_value_tensor(self),
        rp_value_str("none", 4), rp_value_tensor(grad_input)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_gelu_backward_grad_input_full(rp_tensor **out, rp_tensor *grad_output,
    rp_tensor *self, const char *approximate, rp_tensor *grad_input)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::gelu_backward.grad_input"));
    const rp_value in[] = {rp_value_tensor(grad_output), rp_value_tensor(self),
        opt_str(approximate), rp_value_tensor(grad_input)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_ger(rp_tensor **out, rp_tensor *self, rp_tensor *vec2)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::ger"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(vec2)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_glu(rp_tensor **out, rp_tensor *self, int64_t dim)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::glu"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_glu_backward(rp_tensor **out, rp_tensor *grad_output, rp_tensor *self, int64_t dim)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::glu_backward"));
    const rp_value in[] = {rp_value_tensor(grad_output), rp_value_tensor(self), rp_value_int(dim)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_grid_sampler_2d(rp_tensor **out, rp_tensor *input, rp_tensor *grid,
    int64_t interpolation_mode, int64_t padding_mode, int align_corners)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::grid_sampler_2d"));
    const rp_value in[] = {rp_value_tensor(input), rp_value_tensor(grid),
        rp_value_int(interpolation_mode), rp_value_int(padding_mode),
        rp_value_bool(align_corners)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_grid_sampler_2d_backward(rp_tensor **out, rp_tensor **out1, rp_tensor *grad_output,
    rp_tensor *input, rp_tensor *grid, int64_t interpolation_mode, int64_t padding_mode,
    int align_corners, const int *output_mask, uint32_t n_output_mask)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[2];
    RP_TRY(op_find(&op, &cache, "aten::grid_sampler_2d_backward"));
    rp_value room_output_mask[LIST_ROOM], list_output_mask = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_bools(&list_output_mask, room_output_mask, output_mask, n_output_mask, 0);
    const rp_value in[] = {rp_value_tensor(grad_output), rp_value_tensor(input),
        rp_value_tensor(grid), rp_value_int(interpolation_mode), rp_value_int(padding_mode),
        rp_value_bool(align_corners), list_output_mask};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 7, ret, 2);
    list_drop(&list_output_mask, room_output_mask);
    RP_TRY(st);
    take(out, &ret[0]);
    take(out1, &ret[1]);
    return RP_OK;
}

rp_status rp_group_norm(rp_tensor **out, rp_tensor *input, int64_t num_groups, rp_tensor *weight,
    rp_tensor *bias, double eps, int cudnn_enabled)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::group_norm"));
    const rp_value in[] = {rp_value_tensor(input), rp_value_int(num_groups),
        rp_value_tensor(weight), rp_value_tensor(bias), rp_value_float(eps),
        rp_value_bool(cudnn_enabled)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 6, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_gru_input(rp_tensor **out, rp_tensor **out1, rp_tensor *input, rp_tensor *hx,
    rp_tensor *const *params, uint32_t n_params, int has_biases, int64_t num_layers,
    double dropout, int train, int bidirectional, int batch_first)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[2];
    RP_TRY(op_find(&op, &cache, "aten::gru.input"));
    rp_value room_params[LIST_ROOM], list_params = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_params, room_params, params, n_params, 0);
    const rp_value in[] = {rp_value_tensor(input), rp_value_tensor(hx), list_params,
        rp_value_bool(has_biases), rp_value_int(num_layers), rp_value_float(dropout),
        rp_value_bool(train), rp_value_bool(bidirectional), rp_value_bool(batch_first)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 9, ret, 2);
    list_drop(&list_params, room_params);
    RP_TRY(st);
    take(out, &ret[0]);
    take(out1, &ret[1]);
    return RP_OK;
}

rp_status rp_gru_cell(rp_tensor **out, rp_tensor *input, rp_tensor *hx, rp_tensor *w_ih,
    rp_tensor *w_hh, rp_tensor *b_ih, rp_tensor *b_hh)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::gru_cell"));
    const rp_value in[] = {rp_value_tensor(input), rp_value_tensor(hx), rp_value_tensor(w_ih),
        rp_value_tensor(w_hh), rp_value_tensor(b_ih), rp_value_tensor(b_hh)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 6, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_gt_scalar(rp_tensor **out, rp_tensor *self, rp_value other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::gt.Scalar"));
    const rp_value in[] = {rp_value_tensor(self), other};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_gt_scalar_out(rp_tensor **out, rp_tensor *self, rp_value other, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::gt.Scalar_out"));
    const rp_value in[] = {rp_value_tensor(self), other, rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_gt(rp_tensor **out, rp_tensor *self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::gt.Tensor"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_gt_tensor_out(rp_tensor **out, rp_tensor *self, rp_tensor *other, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::gt.Tensor_out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other),
        rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_gt__scalar(rp_tensor **out, rp_tensor *self, rp_value other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::gt_.Scalar"));
    const rp_value in[] = {rp_value_tensor(self), other};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_gt_(rp_tensor **out, rp_tensor *self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::gt_.Tensor"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_hardshrink(rp_tensor **out, rp_tensor *self, rp_value lambd)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::hardshrink"));
    const rp_value in[] = {rp_value_tensor(self), lambd};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_hardshrink_out(rp_tensor **out, rp_tensor *self, rp_value lambd, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::hardshrink.out"));
    const rp_value in[] = {rp_value_tensor(self), lambd, rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_hardshrink_backward(rp_tensor **out, rp_tensor *grad_out, rp_tensor *self,
    rp_value lambd)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::hardshrink_backward"));
    const rp_value in[] = {rp_value_tensor(grad_out), rp_value_tensor(self), lambd};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_hardshrink_backward_grad_input(rp_tensor **out, rp_tensor *grad_out, rp_tensor *self,
    rp_value lambd, rp_tensor *grad_input)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::hardshrink_backward.grad_input"));
    const rp_value in[] = {rp_value_tensor(grad_out), rp_value_tensor(self), lambd,
        rp_value_tensor(grad_input)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_hardsigmoid(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::hardsigmoid"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_hardsigmoid_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::hardsigmoid.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_hardsigmoid_(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::hardsigmoid_"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_hardsigmoid_backward(rp_tensor **out, rp_tensor *grad_output, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::hardsigmoid_backward"));
    const rp_value in[] = {rp_value_tensor(grad_output), rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_hardsigmoid_backward_grad_input(rp_tensor **out, rp_tensor *grad_output,
    rp_tensor *self, rp_tensor *grad_input)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::hardsigmoid_backward.grad_input"));
    const rp_value in[] = {rp_value_tensor(grad_output), rp_value_tensor(self),
        rp_value_tensor(grad_input)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_hardswish(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::hardswish"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_hardswish_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::hardswish.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_hardswish_(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::hardswish_"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_hardswish_backward(rp_tensor **out, rp_tensor *grad_output, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::hardswish_backward"));
    const rp_value in[] = {rp_value_tensor(grad_output), rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_hardtanh(rp_tensor **out, rp_tensor *self, rp_value min_val, rp_value max_val)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::hardtanh"));
    const rp_value in[] = {rp_value_tensor(self), min_val, max_val};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_hardtanh_out(rp_tensor **out, rp_tensor *self, rp_value min_val, rp_value max_val,
    rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::hardtanh.out"));
    const rp_value in[] = {rp_value_tensor(self), min_val, max_val, rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_hardtanh_(rp_tensor **out, rp_tensor *self, rp_value min_val, rp_value max_val)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::hardtanh_"));
    const rp_value in[] = {rp_value_tensor(self), min_val, max_val};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_hardtanh_backward(rp_tensor **out, rp_tensor *grad_output, rp_tensor *self,
    rp_value min_val, rp_value max_val)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::hardtanh_backward"));
    const rp_value in[] = {rp_value_tensor(grad_output), rp_value_tensor(self), min_val, max_val};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_hardtanh_backward_grad_input(rp_tensor **out, rp_tensor *grad_output,
    rp_tensor *self, rp_value min_val, rp_value max_val, rp_tensor *grad_input)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::hardtanh_backward.grad_input"));
    const rp_value in[] = {rp_value_tensor(grad_output), rp_value_tensor(self), min_val, max_val,
        rp_value_tensor(grad_input)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_heaviside(rp_tensor **out, rp_tensor *self, rp_tensor *values)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::heaviside"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(values)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_heaviside_out(rp_tensor **out, rp_tensor *self, rp_tensor *values,
    rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::heaviside.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(values),
        rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_heaviside_(rp_tensor **out, rp_tensor *self, rp_tensor *values)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::heaviside_"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(values)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_hstack(rp_tensor **out, rp_tensor *const *tensors, uint32_t n_tensors)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::hstack"));
    rp_value room_tensors[LIST_ROOM], list_tensors = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_tensors, room_tensors, tensors, n_tensors, 0);
    const rp_value in[] = {list_tensors};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1);
    list_drop(&list_tensors, room_tensors);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_huber_loss(rp_tensor **out, rp_tensor *self, rp_tensor *target, int64_t reduction,
    double delta)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::huber_loss"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(target),
        rp_value_int(reduction), rp_value_float(delta)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_huber_loss_backward(rp_tensor **out, rp_tensor *grad_output, rp_tensor *self,
    rp_tensor *target, int64_t reduction, double delta)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::huber_loss_backward"));
    const rp_value in[] = {rp_value_tensor(grad_output), rp_value_tensor(self),
        rp_value_tensor(target), rp_value_int(reduction), rp_value_float(delta)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_hypot(rp_tensor **out, rp_tensor *self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::hypot"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_hypot_out(rp_tensor **out, rp_tensor *self, rp_tensor *other, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::hypot.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other),
        rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_hypot_(rp_tensor **out, rp_tensor *self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::hypot_"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_i0(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::i0"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_i0_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::i0.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_i0_(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::i0_"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_im2col(rp_tensor **out, rp_tensor *self, const int64_t *kernel_size,
    uint32_t n_kernel_size, const int64_t *dilation, uint32_t n_dilation, const int64_t *padding,
    uint32_t n_padding, const int64_t *stride, uint32_t n_stride)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::im2col"));
    rp_value room_kernel_size[LIST_ROOM], list_kernel_size = rp_value_none();
    rp_value room_dilation[LIST_ROOM], list_dilation = rp_value_none();
    rp_value room_padding[LIST_ROOM], list_padding = rp_value_none();
    rp_value room_stride[LIST_ROOM], list_stride = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_kernel_size, room_kernel_size, kernel_size, n_kernel_size, 0);
    if (st == RP_OK) st = list_of_ints(&list_dilation, room_dilation, dilation, n_dilation, 0);
    if (st == RP_OK) st = list_of_ints(&list_padding, room_padding, padding, n_padding, 0);
    if (st == RP_OK) st = list_of_ints(&list_stride, room_stride, stride, n_stride, 0);
    const rp_value in[] = {rp_value_tensor(self), list_kernel_size, list_dilation, list_padding,
        list_stride};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1);
    list_drop(&list_kernel_size, room_kernel_size);
    list_drop(&list_dilation, room_dilation);
    list_drop(&list_padding, room_padding);
    list_drop(&list_stride, room_stride);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_index(rp_tensor **out, rp_tensor *self, rp_tensor *const *indices,
    uint32_t n_indices)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::index.Tensor"));
    rp_value room_indices[LIST_ROOM], list_indices = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_indices, room_indices, indices, n_indices, 0);
    const rp_value in[] = {rp_value_tensor(self), list_indices};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1);
    list_drop(&list_indices, room_indices);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_index_add(rp_tensor **out, rp_tensor *self, int64_t dim, rp_tensor *index,
    rp_tensor *source)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::index_add"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim), rp_value_tensor(index),
        rp_value_tensor(source), rp_value_int(1)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_index_add_full(rp_tensor **out, rp_tensor *self, int64_t dim, rp_tensor *index,
    rp_tensor *source, rp_value alpha)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::index_add"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim), rp_value_tensor(index),
        rp_value_tensor(source), alpha};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_index_add_(rp_tensor **out, rp_tensor *self, int64_t dim, rp_tensor *index,
    rp_tensor *source)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::index_add_"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim), rp_value_tensor(index),
        rp_value_tensor(source), rp_value_int(1)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_index_add__full(rp_tensor **out, rp_tensor *self, int64_t dim, rp_tensor *index,
    rp_tensor *source, rp_value alpha)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::index_add_"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim), rp_value_tensor(index),
        rp_value_tensor(source), alpha};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_index_copy(rp_tensor **out, rp_tensor *self, int64_t dim, rp_tensor *index,
    rp_tensor *source)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::index_copy"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim), rp_value_tensor(index),
        rp_value_tensor(source)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_index_copy_(rp_tensor **out, rp_tensor *self, int64_t dim, rp_tensor *index,
    rp_tensor *source)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::index_copy_"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim), rp_value_tensor(index),
        rp_value_tensor(source)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_index_fill_int_scalar(rp_tensor **out, rp_tensor *self, int64_t dim,
    rp_tensor *index, rp_value value)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::index_fill.int_Scalar"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim), rp_value_tensor(index),
        value};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_index_fill_int_tensor(rp_tensor **out, rp_tensor *self, int64_t dim,
    rp_tensor *index, rp_tensor *value)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::index_fill.int_Tensor"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim), rp_value_tensor(index),
        rp_value_tensor(value)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_index_fill__int_scalar(rp_tensor **out, rp_tensor *self, int64_t dim,
    rp_tensor *index, rp_value value)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::index_fill_.int_Scalar"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim), rp_value_tensor(index),
        value};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_index_fill__int_tensor(rp_tensor **out, rp_tensor *self, int64_t dim,
    rp_tensor *index, rp_tensor *value)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::index_fill_.int_Tensor"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim), rp_value_tensor(index),
        rp_value_tensor(value)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_index_put(rp_tensor **out, rp_tensor *self, rp_tensor *const *indices,
    uint32_t n_indices, rp_tensor *values, int accumulate)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::index_put"));
    rp_value room_indices[LIST_ROOM], list_indices = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_indices, room_indices, indices, n_indices, 0);
    const rp_value in[] = {rp_value_tensor(self), list_indices, rp_value_tensor(values),
        rp_value_bool(accumulate)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1);
    list_drop(&list_indices, room_indices);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_index_put_(rp_tensor **out, rp_tensor *self, rp_tensor *const *indices,
    uint32_t n_indices, rp_tensor *values, int accumulate)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::index_put_"));
    rp_value room_indices[LIST_ROOM], list_indices = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_indices, room_indices, indices, n_indices, 0);
    const rp_value in[] = {rp_value_tensor(self), list_indices, rp_value_tensor(values),
        rp_value_bool(accumulate)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1);
    list_drop(&list_indices, room_indices);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_index_select(rp_tensor **out, rp_tensor *self, int64_t dim, rp_tensor *index)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::index_select"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim), rp_value_tensor(index)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_inner(rp_tensor **out, rp_tensor *self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::inner"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_isclose(rp_tensor **out, rp_tensor *self, rp_tensor *other, double rtol, double atol,
    int equal_nan)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::isclose"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other), rp_value_float(rtol),
        rp_value_float(atol), rp_value_bool(equal_nan)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_isfinite(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::isfinite"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_isin_tensor_tensor(rp_tensor **out, rp_tensor *elements, rp_tensor *test_elements)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::isin.Tensor_Tensor"));
    const rp_value in[] = {rp_value_tensor(elements), rp_value_tensor(test_elements),
        rp_value_bool(0), rp_value_bool(0)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_isin_tensor_tensor_full(rp_tensor **out, rp_tensor *elements,
    rp_tensor *test_elements, int assume_unique, int invert)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::isin.Tensor_Tensor"));
    const rp_value in[] = {rp_value_tensor(elements), rp_value_tensor(test_elements),
        rp_value_bool(assume_unique), rp_value_bool(invert)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_isin_tensor_tensor_out(rp_tensor **out, rp_tensor *elements,
    rp_tensor *test_elements, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::isin.Tensor_Tensor_out"));
    const rp_value in[] = {rp_value_tensor(elements), rp_value_tensor(test_elements),
        rp_value_bool(0), rp_value_bool(0), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_isin_tensor_tensor_out_full(rp_tensor **out, rp_tensor *elements,
    rp_tensor *test_elements, int assume_unique, int invert, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::isin.Tensor_Tensor_out"));
    const rp_value in[] = {rp_value_tensor(elements), rp_value_tensor(test_elements),
        rp_value_bool(assume_unique), rp_value_bool(invert), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_isinf(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::isinf"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_isnan(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::isnan"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_item(rp_value *out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::item"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take_value(out, &ret[0]);
    return RP_OK;
}

rp_status rp_kl_div(rp_tensor **out, rp_tensor *self, rp_tensor *target, int64_t reduction)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::kl_div"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(target),
        rp_value_int(reduction), rp_value_bool(0)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_kl_div_full(rp_tensor **out, rp_tensor *self, rp_tensor *target, int64_t reduction,
    int log_target)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::kl_div"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(target),
        rp_value_int(reduction), rp_value_bool(log_target)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_kron(rp_tensor **out, rp_tensor *self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::kron"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_kthvalue(rp_tensor **out, rp_tensor **out1, rp_tensor *self, int64_t k, int64_t dim,
    int keepdim)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[2];
    RP_TRY(op_find(&op, &cache, "aten::kthvalue"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(k), rp_value_int(dim),
        rp_value_bool(keepdim)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 2));
    take(out, &ret[0]);
    take(out1, &ret[1]);
    return RP_OK;
}

rp_status rp_kthvalue_values(rp_tensor **out, rp_tensor **out1, rp_tensor *self, int64_t k,
    int64_t dim, int keepdim, rp_tensor *values, rp_tensor *indices)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[2];
    RP_TRY(op_find(&op, &cache, "aten::kthvalue.values"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(k), rp_value_int(dim),
        rp_value_bool(keepdim), rp_value_tensor(values), rp_value_tensor(indices)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 6, ret, 2));
    take(out, &ret[0]);
    take(out1, &ret[1]);
    return RP_OK;
}

rp_status rp_l1_loss(rp_tensor **out, rp_tensor *self, rp_tensor *target, int64_t reduction)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::l1_loss"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(target),
        rp_value_int(reduction)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_layer_norm(rp_tensor **out, rp_tensor *input, const int64_t *normalized_shape,
    uint32_t n_normalized_shape, rp_tensor *weight, rp_tensor *bias, double eps, int cudnn_enable)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::layer_norm"));
    rp_value room_normalized_shape[LIST_ROOM], list_normalized_shape = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_normalized_shape, room_normalized_shape, normalized_shape, n_normalized_shape, 0);
    const rp_value in[] = {rp_value_tensor(input), list_normalized_shape, rp_value_tensor(weight),
        rp_value_tensor(bias), rp_value_float(eps), rp_value_bool(cudnn_enable)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 6, ret, 1);
    list_drop(&list_normalized_shape, room_normalized_shape);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_ldexp(rp_tensor **out, rp_tensor *self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::ldexp.Tensor"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_ldexp_out(rp_tensor **out, rp_tensor *self, rp_tensor *other, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::ldexp.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other),
        rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_ldexp_(rp_tensor **out, rp_tensor *self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::ldexp_"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_le_scalar(rp_tensor **out, rp_tensor *self, rp_value other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::le.Scalar"));
    const rp_value in[] = {rp_value_tensor(self), other};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_le_scalar_out(rp_tensor **out, rp_tensor *self, rp_value other, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::le.Scalar_out"));
    const rp_value in[] = {rp_value_tensor(self), other, rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_le(rp_tensor **out, rp_tensor *self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::le.Tensor"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_le_tensor_out(rp_tensor **out, rp_tensor *self, rp_tensor *other, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::le.Tensor_out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other),
        rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_le__scalar(rp_tensor **out, rp_tensor *self, rp_value other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::le_.Scalar"));
    const rp_value in[] = {rp_value_tensor(self), other};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_le_(rp_tensor **out, rp_tensor *self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::le_.Tensor"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_leaky_relu(rp_tensor **out, rp_tensor *self, rp_value negative_slope)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::leaky_relu"));
    const rp_value in[] = {rp_value_tensor(self), negative_slope};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_leaky_relu_out(rp_tensor **out, rp_tensor *self, rp_value negative_slope,
    rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::leaky_relu.out"));
    const rp_value in[] = {rp_value_tensor(self), negative_slope, rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_leaky_relu_(rp_tensor **out, rp_tensor *self, rp_value negative_slope)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::leaky_relu_"));
    const rp_value in[] = {rp_value_tensor(self), negative_slope};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_leaky_relu_backward(rp_tensor **out, rp_tensor *grad_output, rp_tensor *self,
    rp_value negative_slope, int self_is_result)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::leaky_relu_backward"));
    const rp_value in[] = {rp_value_tensor(grad_output), rp_value_tensor(self), negative_slope,
        rp_value_bool(self_is_result)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_leaky_relu_backward_grad_input(rp_tensor **out, rp_tensor *grad_output,
    rp_tensor *self, rp_value negative_slope, int self_is_result, rp_tensor *grad_input)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::leaky_relu_backward.grad_input"));
    const rp_value in[] = {rp_value_tensor(grad_output), rp_value_tensor(self), negative_slope,
        rp_value_bool(self_is_result), rp_value_tensor(grad_input)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_lerp_scalar(rp_tensor **out, rp_tensor *self, rp_tensor *end, rp_value weight)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::lerp.Scalar"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(end), weight};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_lerp_scalar_out(rp_tensor **out, rp_tensor *self, rp_tensor *end, rp_value weight,
    rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::lerp.Scalar_out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(end), weight,
        rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_lerp(rp_tensor **out, rp_tensor *self, rp_tensor *end, rp_tensor *weight)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::lerp.Tensor"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(end), rp_value_tensor(weight)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_lerp_tensor_out(rp_tensor **out, rp_tensor *self, rp_tensor *end, rp_tensor *weight,
    rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::lerp.Tensor_out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(end), rp_value_tensor(weight),
        rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_lerp__scalar(rp_tensor **out, rp_tensor *self, rp_tensor *end, rp_value weight)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::lerp_.Scalar"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(end), weight};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_lerp_(rp_tensor **out, rp_tensor *self, rp_tensor *end, rp_tensor *weight)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::lerp_.Tensor"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(end), rp_value_tensor(weight)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_lgamma(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::lgamma"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_lgamma_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::lgamma.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_lgamma_(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::lgamma_"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_lift_fresh(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::lift_fresh"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_linalg_cross(rp_tensor **out, rp_tensor *self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::linalg_cross"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other), rp_value_int(-1)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_linalg_cross_full(rp_tensor **out, rp_tensor *self, rp_tensor *other, int64_t dim)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::linalg_cross"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other), rp_value_int(dim)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_linalg_cross_out(rp_tensor **out, rp_tensor *self, rp_tensor *other,
    rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::linalg_cross.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other), rp_value_int(-1),
        rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_linalg_cross_out_full(rp_tensor **out, rp_tensor *self, rp_tensor *other,
    int64_t dim, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::linalg_cross.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other), rp_value_int(dim),
        rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_linalg_vector_norm(rp_tensor **out, rp_tensor *self, rp_value ord,
    const int64_t *dim, uint32_t n_dim, int keepdim)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::linalg_vector_norm"));
    rp_value room_dim[LIST_ROOM], list_dim = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_dim, room_dim, dim, n_dim, 1);
    const rp_value in[] = {rp_value_tensor(self), ord, list_dim, rp_value_bool(keepdim),
        rp_value_none()};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1);
    list_drop(&list_dim, room_dim);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_linalg_vector_norm_full(rp_tensor **out, rp_tensor *self, rp_value ord,
    const int64_t *dim, uint32_t n_dim, int keepdim, rp_dtype dtype)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::linalg_vector_norm"));
    rp_value room_dim[LIST_ROOM], list_dim = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_dim, room_dim, dim, n_dim, 1);
    const rp_value in[] = {rp_value_tensor(self), ord, list_dim, rp_value_bool(keepdim),
        rp_value_dtype(dtype)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1);
    list_drop(&list_dim, room_dim);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_linalg_vector_norm_out(rp_tensor **out, rp_tensor *self, rp_value ord,
    const int64_t *dim, uint32_t n_dim, int keepdim, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::linalg_vector_norm.out"));
    rp_value room_dim[LIST_ROOM], list_dim = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_dim, room_dim, dim, n_dim, 1);
    const rp_value in[] = {rp_value_tensor(self), ord, list_dim, rp_value_bool(keepdim),
        rp_value_none(), rp_value_tensor(out_arg)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 6, ret, 1);
    list_drop(&list_dim, room_dim);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_linalg_vector_norm_out_full(rp_tensor **out, rp_tensor *self, rp_value ord,
    const int64_t *dim, uint32_t n_dim, int keepdim, rp_dtype dtype, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::linalg_vector_norm.out"));
    rp_value room_dim[LIST_ROOM], list_dim = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_dim, room_dim, dim, n_dim, 1);
    const rp_value in[] = {rp_value_tensor(self), ord, list_dim, rp_value_bool(keepdim),
        rp_value_dtype(dtype), rp_value_tensor(out_arg)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 6, ret, 1);
    list_drop(&list_dim, room_dim);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_linear(rp_tensor **out, rp_tensor *input, rp_tensor *weight, rp_tensor *bias)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::linear"));
    const rp_value in[] = {rp_value_tensor(input), rp_value_tensor(weight), rp_value_tensor(bias)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_linear_out(rp_tensor **out, rp_tensor *input, rp_tensor *weight, rp_tensor *bias,
    rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::linear.out"));
    const rp_value in[] = {rp_value_tensor(input), rp_value_tensor(weight), rp_value_tensor(bias),
        rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_linspace(rp_tensor **out, rp_value start, rp_value end, int64_t steps)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::linspace"));
    const rp_value in[] = {start, end, rp_value_int(steps), rp_value_none(), rp_value_none(),
        rp_value_none(), rp_value_none()};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 7, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_linspace_full(rp_tensor **out, rp_value start, rp_value end, int64_t steps,
    rp_dtype dtype, const int64_t *layout, const rp_device *device, const int *pin_memory)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::linspace"));
    const rp_value in[] = {start, end, rp_value_int(steps), rp_value_dtype(dtype),
        opt_int(layout), opt_device(device), opt_bool(pin_memory)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 7, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_linspace_scalar_tensor(rp_tensor **out, rp_value start, rp_tensor *end,
    int64_t steps)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::linspace.Scalar_Tensor"));
    const rp_value in[] = {start, rp_value_tensor(end), rp_value_int(steps), rp_value_none(),
        rp_value_none(), rp_value_none(), rp_value_none()};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 7, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_linspace_scalar_tensor_full(rp_tensor **out, rp_value start, rp_tensor *end,
    int64_t steps, rp_dtype dtype, const int64_t *layout, const rp_device *device,
    const int *pin_memory)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::linspace.Scalar_Tensor"));
    const rp_value in[] = {start, rp_value_tensor(end), rp_value_int(steps),
        rp_value_dtype(dtype), opt_int(layout), opt_device(device), opt_bool(pin_memory)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 7, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_linspace_tensor_scalar(rp_tensor **out, rp_tensor *start, rp_value end,
    int64_t steps)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::linspace.Tensor_Scalar"));
    const rp_value in[] = {rp_value_tensor(start), end, rp_value_int(steps), rp_value_none(),
        rp_value_none(), rp_value_none(), rp_value_none()};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 7, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_linspace_tensor_scalar_full(rp_tensor **out, rp_tensor *start, rp_value end,
    int64_t steps, rp_dtype dtype, const int64_t *layout, const rp_device *device,
    const int *pin_memory)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::linspace.Tensor_Scalar"));
    const rp_value in[] = {rp_value_tensor(start), end, rp_value_int(steps),
        rp_value_dtype(dtype), opt_int(layout), opt_device(device), opt_bool(pin_memory)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 7, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_linspace_tensor_tensor(rp_tensor **out, rp_tensor *start, rp_tensor *end,
    int64_t steps)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::linspace.Tensor_Tensor"));
    const rp_value in[] = {rp_value_tensor(start), rp_value_tensor(end), rp_value_int(steps),
        rp_value_none(), rp_value_none(), rp_value_none(), rp_value_none()};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 7, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_linspace_tensor_tensor_full(rp_tensor **out, rp_tensor *start, rp_tensor *end,
    int64_t steps, rp_dtype dtype, const int64_t *layout, const rp_device *device,
    const int *pin_memory)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::linspace.Tensor_Tensor"));
    const rp_value in[] = {rp_value_tensor(start), rp_value_tensor(end), rp_value_int(steps),
        rp_value_dtype(dtype), opt_int(layout), opt_device(device), opt_bool(pin_memory)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 7, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_log(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::log"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_log_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::log.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_log10(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::log10"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_log10_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::log10.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_log10_(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::log10_"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_log1p(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::log1p"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_log1p_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::log1p.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_log1p_(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::log1p_"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_log2(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::log2"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_log2_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::log2.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_log2_(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::log2_"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_log_(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::log_"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_log_sigmoid(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::log_sigmoid"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_log_sigmoid_backward(rp_tensor **out, rp_tensor *grad_output, rp_tensor *self,
    rp_tensor *buffer)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::log_sigmoid_backward"));
    const rp_value in[] = {rp_value_tensor(grad_output), rp_value_tensor(self),
        rp_value_tensor(buffer)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_log_sigmoid_backward_grad_input(rp_tensor **out, rp_tensor *grad_output,
    rp_tensor *self, rp_tensor *buffer, rp_tensor *grad_input)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::log_sigmoid_backward.grad_input"));
    const rp_value in[] = {rp_value_tensor(grad_output), rp_value_tensor(self),
        rp_value_tensor(buffer), rp_value_tensor(grad_input)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_log_sigmoid_forward(rp_tensor **out, rp_tensor **out1, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[2];
    RP_TRY(op_find(&op, &cache, "aten::log_sigmoid_forward"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 2));
    take(out, &ret[0]);
    take(out1, &ret[1]);
    return RP_OK;
}

rp_status rp_log_softmax_int(rp_tensor **out, rp_tensor *self, int64_t dim, rp_dtype dtype)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::log_softmax.int"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim), rp_value_dtype(dtype)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_logaddexp(rp_tensor **out, rp_tensor *self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::logaddexp"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_logaddexp_out(rp_tensor **out, rp_tensor *self, rp_tensor *other, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::logaddexp.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other),
        rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_logaddexp2(rp_tensor **out, rp_tensor *self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::logaddexp2"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_logaddexp2_out(rp_tensor **out, rp_tensor *self, rp_tensor *other,
    rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::logaddexp2.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other),
        rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_logcumsumexp(rp_tensor **out, rp_tensor *self, int64_t dim)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::logcumsumexp"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_logcumsumexp_out(rp_tensor **out, rp_tensor *self, int64_t dim, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::logcumsumexp.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_logical_and(rp_tensor **out, rp_tensor *self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::logical_and"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_logical_and_out(rp_tensor **out, rp_tensor *self, rp_tensor *other,
    rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::logical_and.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other),
        rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_logical_and_(rp_tensor **out, rp_tensor *self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::logical_and_"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_logical_not(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::logical_not"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_logical_not_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::logical_not.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_logical_not_(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::logical_not_"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_logical_or(rp_tensor **out, rp_tensor *self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::logical_or"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_logical_or_out(rp_tensor **out, rp_tensor *self, rp_tensor *other,
    rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::logical_or.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other),
        rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_logical_or_(rp_tensor **out, rp_tensor *self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::logical_or_"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_logical_xor(rp_tensor **out, rp_tensor *self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::logical_xor"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_logical_xor_out(rp_tensor **out, rp_tensor *self, rp_tensor *other,
    rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::logical_xor.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other),
        rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_logical_xor_(rp_tensor **out, rp_tensor *self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::logical_xor_"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_logit(rp_tensor **out, rp_tensor *self, const double *eps)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::logit"));
    const rp_value in[] = {rp_value_tensor(self), opt_float(eps)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_logit_out(rp_tensor **out, rp_tensor *self, const double *eps, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::logit.out"));
    const rp_value in[] = {rp_value_tensor(self), opt_float(eps), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_logit_(rp_tensor **out, rp_tensor *self, const double *eps)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::logit_"));
    const rp_value in[] = {rp_value_tensor(self), opt_float(eps)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_logit_backward(rp_tensor **out, rp_tensor *grad_output, rp_tensor *self,
    const double *eps)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::logit_backward"));
    const rp_value in[] = {rp_value_tensor(grad_output), rp_value_tensor(self), opt_float(eps)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_logit_backward_grad_input(rp_tensor **out, rp_tensor *grad_output, rp_tensor *self,
    const double *eps, rp_tensor *grad_input)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::logit_backward.grad_input"));
    const rp_value in[] = {rp_value_tensor(grad_output), rp_value_tensor(self), opt_float(eps),
        rp_value_tensor(grad_input)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_logspace(rp_tensor **out, rp_value start, rp_value end, int64_t steps, double base)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::logspace"));
    const rp_value in[] = {start, end, rp_value_int(steps), rp_value_float(base), rp_value_none(),
        rp_value_none(), rp_value_none(), rp_value_none()};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 8, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_logspace_full(rp_tensor **out, rp_value start, rp_value end, int64_t steps,
    double base, rp_dtype dtype, const int64_t *layout, const rp_device *device,
    const int *pin_memory)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::logspace"));
    const rp_value in[] = {start, end, rp_value_int(steps), rp_value_float(base),
        rp_value_dtype(dtype), opt_int(layout), opt_device(device), opt_bool(pin_memory)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 8, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_logspace_scalar_tensor(rp_tensor **out, rp_value start, rp_tensor *end,
    int64_t steps, double base)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::logspace.Scalar_Tensor"));
    const rp_value in[] = {start, rp_value_tensor(end), rp_value_int(steps), rp_value_float(base),
        rp_value_none(), rp_value_none(), rp_value_none(), rp_value_none()};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 8, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_logspace_scalar_tensor_full(rp_tensor **out, rp_value start, rp_tensor *end,
    int64_t steps, double base, rp_dtype dtype, const int64_t *layout, const rp_device *device,
    const int *pin_memory)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::logspace.Scalar_Tensor"));
    const rp_value in[] = {start, rp_value_tensor(end), rp_value_int(steps), rp_value_float(base),
        rp_value_dtype(dtype), opt_int(layout), opt_device(device), opt_bool(pin_memory)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 8, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_logspace_tensor_scalar(rp_tensor **out, rp_tensor *start, rp_value end,
    int64_t steps, double base)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::logspace.Tensor_Scalar"));
    const rp_value in[] = {rp_value_tensor(start), end, rp_value_int(steps), rp_value_float(base),
        rp_value_none(), rp_value_none(), rp_value_none(), rp_value_none()};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 8, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_logspace_tensor_scalar_full(rp_tensor **out, rp_tensor *start, rp_value end,
    int64_t steps, double base, rp_dtype dtype, const int64_t *layout, const rp_device *device,
    const int *pin_memory)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::logspace.Tensor_Scalar"));
    const rp_value in[] = {rp_value_tensor(start), end, rp_value_int(steps), rp_value_float(base),
        rp_value_dtype(dtype), opt_int(layout), opt_device(device), opt_bool(pin_memory)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 8, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_logspace_tensor_tensor(rp_tensor **out, rp_tensor *start, rp_tensor *end,
    int64_t steps, double base)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::logspace.Tensor_Tensor"));
    const rp_value in[] = {rp_value_tensor(start), rp_value_tensor(end), rp_value_int(steps),
        rp_value_float(base), rp_value_none(), rp_value_none(), rp_value_none(), rp_value_none()};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 8, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_logspace_tensor_tensor_full(rp_tensor **out, rp_tensor *start, rp_tensor *end,
    int64_t steps, double base, rp_dtype dtype, const int64_t *layout, const rp_device *device,
    const int *pin_memory)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::logspace.Tensor_Tensor"));
    const rp_value in[] = {rp_value_tensor(start), rp_value_tensor(end), rp_value_int(steps),
        rp_value_float(base), rp_value_dtype(dtype), opt_int(layout), opt_device(device),
        opt_bool(pin_memory)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 8, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_logsumexp(rp_tensor **out, rp_tensor *self, const int64_t *dim, uint32_t n_dim,
    int keepdim)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::logsumexp"));
    rp_value room_dim[LIST_ROOM], list_dim = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_dim, room_dim, dim, n_dim, 0);
    const rp_value in[] = {rp_value_tensor(self), list_dim, rp_value_bool(keepdim)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1);
    list_drop(&list_dim, room_dim);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_logsumexp_out(rp_tensor **out, rp_tensor *self, const int64_t *dim, uint32_t n_dim,
    int keepdim, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::logsumexp.out"));
    rp_value room_dim[LIST_ROOM], list_dim = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_dim, room_dim, dim, n_dim, 0);
    const rp_value in[] = {rp_value_tensor(self), list_dim, rp_value_bool(keepdim),
        rp_value_tensor(out_arg)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1);
    list_drop(&list_dim, room_dim);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_lstm_input(rp_tensor **out, rp_tensor **out1, rp_tensor **out2, rp_tensor *input,
    rp_tensor *const *hx, uint32_t n_hx, rp_tensor *const *params, uint32_t n_params,
    int has_biases, int64_t num_layers, double dropout, int train, int bidirectional,
    int batch_first)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[3];
    RP_TRY(op_find(&op, &cache, "aten::lstm.input"));
    rp_value room_hx[LIST_ROOM], list_hx = rp_value_none();
    rp_value room_params[LIST_ROOM], list_params = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_hx, room_hx, hx, n_hx, 0);
    if (st == RP_OK) st = list_of_tensors(&list_params, room_params, params, n_params, 0);
    const rp_value in[] = {rp_value_tensor(input), list_hx, list_params,
        rp_value_bool(has_biases), rp_value_int(num_layers), rp_value_float(dropout),
        rp_value_bool(train), rp_value_bool(bidirectional), rp_value_bool(batch_first)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 9, ret, 3);
    list_drop(&list_hx, room_hx);
    list_drop(&list_params, room_params);
    RP_TRY(st);
    take(out, &ret[0]);
    take(out1, &ret[1]);
    take(out2, &ret[2]);
    return RP_OK;
}

rp_status rp_lstm_cell(rp_tensor **out, rp_tensor **out1, rp_tensor *input, rp_tensor *const *hx,
    uint32_t n_hx, rp_tensor *w_ih, rp_tensor *w_hh, rp_tensor *b_ih, rp_tensor *b_hh)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[2];
    RP_TRY(op_find(&op, &cache, "aten::lstm_cell"));
    rp_value room_hx[LIST_ROOM], list_hx = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_hx, room_hx, hx, n_hx, 0);
    const rp_value in[] = {rp_value_tensor(input), list_hx, rp_value_tensor(w_ih),
        rp_value_tensor(w_hh), rp_value_tensor(b_ih), rp_value_tensor(b_hh)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 6, ret, 2);
    list_drop(&list_hx, room_hx);
    RP_TRY(st);
    take(out, &ret[0]);
    take(out1, &ret[1]);
    return RP_OK;
}

rp_status rp_lt_scalar(rp_tensor **out, rp_tensor *self, rp_value other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::lt.Scalar"));
    const rp_value in[] = {rp_value_tensor(self), other};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_lt_scalar_out(rp_tensor **out, rp_tensor *self, rp_value other, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::lt.Scalar_out"));
    const rp_value in[] = {rp_value_tensor(self), other, rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_lt(rp_tensor **out, rp_tensor *self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::lt.Tensor"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_lt_tensor_out(rp_tensor **out, rp_tensor *self, rp_tensor *other, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::lt.Tensor_out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other),
        rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_lt__scalar(rp_tensor **out, rp_tensor *self, rp_value other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::lt_.Scalar"));
    const rp_value in[] = {rp_value_tensor(self), other};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_lt_(rp_tensor **out, rp_tensor *self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::lt_.Tensor"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_mT(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::mT"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_masked_fill_scalar(rp_tensor **out, rp_tensor *self, rp_tensor *mask, rp_value value)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::masked_fill.Scalar"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(mask), value};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_masked_fill(rp_tensor **out, rp_tensor *self, rp_tensor *mask, rp_tensor *value)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::masked_fill.Tensor"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(mask), rp_value_tensor(value)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_masked_fill__scalar(rp_tensor **out, rp_tensor *self, rp_tensor *mask,
    rp_value value)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::masked_fill_.Scalar"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(mask), value};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_masked_fill_(rp_tensor **out, rp_tensor *self, rp_tensor *mask, rp_tensor *value)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::masked_fill_.Tensor"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(mask), rp_value_tensor(value)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_masked_scatter(rp_tensor **out, rp_tensor *self, rp_tensor *mask, rp_tensor *source)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::masked_scatter"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(mask), rp_value_tensor(source)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_masked_scatter_(rp_tensor **out, rp_tensor *self, rp_tensor *mask, rp_tensor *source)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::masked_scatter_"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(mask), rp_value_tensor(source)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_masked_scatter_backward(rp_tensor **out, rp_tensor *grad_output, rp_tensor *mask,
    const int64_t *sizes, uint32_t n_sizes)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::masked_scatter_backward"));
    rp_value room_sizes[LIST_ROOM], list_sizes = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_sizes, room_sizes, sizes, n_sizes, 0);
    const rp_value in[] = {rp_value_tensor(grad_output), rp_value_tensor(mask), list_sizes};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1);
    list_drop(&list_sizes, room_sizes);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_masked_select(rp_tensor **out, rp_tensor *self, rp_tensor *mask)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::masked_select"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(mask)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_matmul(rp_tensor **out, rp_tensor *self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::matmul"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_matmul_out(rp_tensor **out, rp_tensor *self, rp_tensor *other, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::matmul.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other),
        rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_max(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::max"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_max_dim(rp_tensor **out, rp_tensor **out1, rp_tensor *self, int64_t dim, int keepdim)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[2];
    RP_TRY(op_find(&op, &cache, "aten::max.dim"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim), rp_value_bool(keepdim)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 2));
    take(out, &ret[0]);
    take(out1, &ret[1]);
    return RP_OK;
}

rp_status rp_max_dim_max(rp_tensor **out, rp_tensor **out1, rp_tensor *self, int64_t dim,
    int keepdim, rp_tensor *max, rp_tensor *max_values)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[2];
    RP_TRY(op_find(&op, &cache, "aten::max.dim_max"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim), rp_value_bool(keepdim),
        rp_value_tensor(max), rp_value_tensor(max_values)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 5, ret, 2));
    take(out, &ret[0]);
    take(out1, &ret[1]);
    return RP_OK;
}

rp_status rp_max_other(rp_tensor **out, rp_tensor *self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::max.other"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_max_out(rp_tensor **out, rp_tensor *self, rp_tensor *other, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::max.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other),
        rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_max_unary_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::max.unary_out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_max_pool1d(rp_tensor **out, rp_tensor *self, const int64_t *kernel_size,
    uint32_t n_kernel_size, const int64_t *stride, uint32_t n_stride, const int64_t *padding,
    uint32_t n_padding, const int64_t *dilation, uint32_t n_dilation, int ceil_mode)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::max_pool1d"));
    rp_value room_kernel_size[LIST_ROOM], list_kernel_size = rp_value_none();
    rp_value room_stride[LIST_ROOM], list_stride = rp_value_none();
    rp_value room_padding[LIST_ROOM], list_padding = rp_value_none();
    rp_value room_dilation[LIST_ROOM], list_dilation = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_kernel_size, room_kernel_size, kernel_size, n_kernel_size, 0);
    if (st == RP_OK) st = list_of_ints(&list_stride, room_stride, stride, n_stride, 0);
    if (st == RP_OK) st = list_of_ints(&list_padding, room_padding, padding, n_padding, 0);
    if (st == RP_OK) st = list_of_ints(&list_dilation, room_dilation, dilation, n_dilation, 0);
    const rp_value in[] = {rp_value_tensor(self), list_kernel_size, list_stride, list_padding,
        list_dilation, rp_value_bool(ceil_mode)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 6, ret, 1);
    list_drop(&list_kernel_size, room_kernel_size);
    list_drop(&list_stride, room_stride);
    list_drop(&list_padding, room_padding);
    list_drop(&list_dilation, room_dilation);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_max_pool2d(rp_tensor **out, rp_tensor *self, const int64_t *kernel_size,
    uint32_t n_kernel_size, const int64_t *stride, uint32_t n_stride, const int64_t *padding,
    uint32_t n_padding, const int64_t *dilation, uint32_t n_dilation, int ceil_mode)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::max_pool2d"));
    rp_value room_kernel_size[LIST_ROOM], list_kernel_size = rp_value_none();
    rp_value room_stride[LIST_ROOM], list_stride = rp_value_none();
    rp_value room_padding[LIST_ROOM], list_padding = rp_value_none();
    rp_value room_dilation[LIST_ROOM], list_dilation = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_kernel_size, room_kernel_size, kernel_size, n_kernel_size, 0);
    if (st == RP_OK) st = list_of_ints(&list_stride, room_stride, stride, n_stride, 0);
    if (st == RP_OK) st = list_of_ints(&list_padding, room_padding, padding, n_padding, 0);
    if (st == RP_OK) st = list_of_ints(&list_dilation, room_dilation, dilation, n_dilation, 0);
    const rp_value in[] = {rp_value_tensor(self), list_kernel_size, list_stride, list_padding,
        list_dilation, rp_value_bool(ceil_mode)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 6, ret, 1);
    list_drop(&list_kernel_size, room_kernel_size);
    list_drop(&list_stride, room_stride);
    list_drop(&list_padding, room_padding);
    list_drop(&list_dilation, room_dilation);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_max_pool2d_with_indices(rp_tensor **out, rp_tensor **out1, rp_tensor *self,
    const int64_t *kernel_size, uint32_t n_kernel_size, const int64_t *stride, uint32_t n_stride,
    const int64_t *padding, uint32_t n_padding, const int64_t *dilation, uint32_t n_dilation,
    int ceil_mode)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[2];
    RP_TRY(op_find(&op, &cache, "aten::max_pool2d_with_indices"));
    rp_value room_kernel_size[LIST_ROOM], list_kernel_size = rp_value_none();
    rp_value room_stride[LIST_ROOM], list_stride = rp_value_none();
    rp_value room_padding[LIST_ROOM], list_padding = rp_value_none();
    rp_value room_dilation[LIST_ROOM], list_dilation = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_kernel_size, room_kernel_size, kernel_size, n_kernel_size, 0);
    if (st == RP_OK) st = list_of_ints(&list_stride, room_stride, stride, n_stride, 0);
    if (st == RP_OK) st = list_of_ints(&list_padding, room_padding, padding, n_padding, 0);
    if (st == RP_OK) st = list_of_ints(&list_dilation, room_dilation, dilation, n_dilation, 0);
    const rp_value in[] = {rp_value_tensor(self), list_kernel_size, list_stride, list_padding,
        list_dilation, rp_value_bool(ceil_mode)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 6, ret, 2);
    list_drop(&list_kernel_size, room_kernel_size);
    list_drop(&list_stride, room_stride);
    list_drop(&list_padding, room_padding);
    list_drop(&list_dilation, room_dilation);
    RP_TRY(st);
    take(out, &ret[0]);
    take(out1, &ret[1]);
    return RP_OK;
}

rp_status rp_max_pool2d_with_indices_backward(rp_tensor **out, rp_tensor *grad_output,
    rp_tensor *self, const int64_t *kernel_size, uint32_t n_kernel_size, const int64_t *stride,
    uint32_t n_stride, const int64_t *padding, uint32_t n_padding, const int64_t *dilation,
    uint32_t n_dilation, int ceil_mode, rp_tensor *indices)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::max_pool2d_with_indices_backward"));
    rp_value room_kernel_size[LIST_ROOM], list_kernel_size = rp_value_none();
    rp_value room_stride[LIST_ROOM], list_stride = rp_value_none();
    rp_value room_padding[LIST_ROOM], list_padding = rp_value_none();
    rp_value room_dilation[LIST_ROOM], list_dilation = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_kernel_size, room_kernel_size, kernel_size, n_kernel_size, 0);
    if (st == RP_OK) st = list_of_ints(&list_stride, room_stride, stride, n_stride, 0);
    if (st == RP_OK) st = list_of_ints(&list_padding, room_padding, padding, n_padding, 0);
    if (st == RP_OK) st = list_of_ints(&list_dilation, room_dilation, dilation, n_dilation, 0);
    const rp_value in[] = {rp_value_tensor(grad_output), rp_value_tensor(self), list_kernel_size,
        list_stride, list_padding, list_dilation, rp_value_bool(ceil_mode),
        rp_value_tensor(indices)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 8, ret, 1);
    list_drop(&list_kernel_size, room_kernel_size);
    list_drop(&list_stride, room_stride);
    list_drop(&list_padding, room_padding);
    list_drop(&list_dilation, room_dilation);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_max_pool3d(rp_tensor **out, rp_tensor *self, const int64_t *kernel_size,
    uint32_t n_kernel_size, const int64_t *stride, uint32_t n_stride, const int64_t *padding,
    uint32_t n_padding, const int64_t *dilation, uint32_t n_dilation, int ceil_mode)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::max_pool3d"));
    rp_value room_kernel_size[LIST_ROOM], list_kernel_size = rp_value_none();
    rp_value room_stride[LIST_ROOM], list_stride = rp_value_none();
    rp_value room_padding[LIST_ROOM], list_padding = rp_value_none();
    rp_value room_dilation[LIST_ROOM], list_dilation = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_kernel_size, room_kernel_size, kernel_size, n_kernel_size, 0);
    if (st == RP_OK) st = list_of_ints(&list_stride, room_stride, stride, n_stride, 0);
    if (st == RP_OK) st = list_of_ints(&list_padding, room_padding, padding, n_padding, 0);
    if (st == RP_OK) st = list_of_ints(&list_dilation, room_dilation, dilation, n_dilation, 0);
    const rp_value in[] = {rp_value_tensor(self), list_kernel_size, list_stride, list_padding,
        list_dilation, rp_value_bool(ceil_mode)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 6, ret, 1);
    list_drop(&list_kernel_size, room_kernel_size);
    list_drop(&list_stride, room_stride);
    list_drop(&list_padding, room_padding);
    list_drop(&list_dilation, room_dilation);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_max_pool3d_with_indices(rp_tensor **out, rp_tensor **out1, rp_tensor *self,
    const int64_t *kernel_size, uint32_t n_kernel_size, const int64_t *stride, uint32_t n_stride,
    const int64_t *padding, uint32_t n_padding, const int64_t *dilation, uint32_t n_dilation,
    int ceil_mode)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[2];
    RP_TRY(op_find(&op, &cache, "aten::max_pool3d_with_indices"));
    rp_value room_kernel_size[LIST_ROOM], list_kernel_size = rp_value_none();
    rp_value room_stride[LIST_ROOM], list_stride = rp_value_none();
    rp_value room_padding[LIST_ROOM], list_padding = rp_value_none();
    rp_value room_dilation[LIST_ROOM], list_dilation = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_kernel_size, room_kernel_size, kernel_size, n_kernel_size, 0);
    if (st == RP_OK) st = list_of_ints(&list_stride, room_stride, stride, n_stride, 0);
    if (st == RP_OK) st = list_of_ints(&list_padding, room_padding, padding, n_padding, 0);
    if (st == RP_OK) st = list_of_ints(&list_dilation, room_dilation, dilation, n_dilation, 0);
    const rp_value in[] = {rp_value_tensor(self), list_kernel_size, list_stride, list_padding,
        list_dilation, rp_value_bool(ceil_mode)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 6, ret, 2);
    list_drop(&list_kernel_size, room_kernel_size);
    list_drop(&list_stride, room_stride);
    list_drop(&list_padding, room_padding);
    list_drop(&list_dilation, room_dilation);
    RP_TRY(st);
    take(out, &ret[0]);
    take(out1, &ret[1]);
    return RP_OK;
}

rp_status rp_max_pool3d_with_indices_backward(rp_tensor **out, rp_tensor *grad_output,
    rp_tensor *self, const int64_t *kernel_size, uint32_t n_kernel_size, const int64_t *stride,
    uint32_t n_stride, const int64_t *padding, uint32_t n_padding, const int64_t *dilation,
    uint32_t n_dilation, int ceil_mode, rp_tensor *indices)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::max_pool3d_with_indices_backward"));
    rp_value room_kernel_size[LIST_ROOM], list_kernel_size = rp_value_none();
    rp_value room_stride[LIST_ROOM], list_stride = rp_value_none();
    rp_value room_padding[LIST_ROOM], list_padding = rp_value_none();
    rp_value room_dilation[LIST_ROOM], list_dilation = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_kernel_size, room_kernel_size, kernel_size, n_kernel_size, 0);
    if (st == RP_OK) st = list_of_ints(&list_stride, room_stride, stride, n_stride, 0);
    if (st == RP_OK) st = list_of_ints(&list_padding, room_padding, padding, n_padding, 0);
    if (st == RP_OK) st = list_of_ints(&list_dilation, room_dilation, dilation, n_dilation, 0);
    const rp_value in[] = {rp_value_tensor(grad_output), rp_value_tensor(self), list_kernel_size,
        list_stride, list_padding, list_dilation, rp_value_bool(ceil_mode),
        rp_value_tensor(indices)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 8, ret, 1);
    list_drop(&list_kernel_size, room_kernel_size);
    list_drop(&list_stride, room_stride);
    list_drop(&list_padding, room_padding);
    list_drop(&list_dilation, room_dilation);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_maximum(rp_tensor **out, rp_tensor *self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::maximum"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_maximum_out(rp_tensor **out, rp_tensor *self, rp_tensor *other, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::maximum.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other),
        rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_mean(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::mean"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_none()};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_mean_full(rp_tensor **out, rp_tensor *self, rp_dtype dtype)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::mean"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_dtype(dtype)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_mean_dim(rp_tensor **out, rp_tensor *self, const int64_t *dim, uint32_t n_dim,
    int keepdim)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::mean.dim"));
    rp_value room_dim[LIST_ROOM], list_dim = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_dim, room_dim, dim, n_dim, 1);
    const rp_value in[] = {rp_value_tensor(self), list_dim, rp_value_bool(keepdim),
        rp_value_none()};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1);
    list_drop(&list_dim, room_dim);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_mean_dim_full(rp_tensor **out, rp_tensor *self, const int64_t *dim, uint32_t n_dim,
    int keepdim, rp_dtype dtype)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::mean.dim"));
    rp_value room_dim[LIST_ROOM], list_dim = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_dim, room_dim, dim, n_dim, 1);
    const rp_value in[] = {rp_value_tensor(self), list_dim, rp_value_bool(keepdim),
        rp_value_dtype(dtype)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1);
    list_drop(&list_dim, room_dim);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_mean_dtype_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::mean.dtype_out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_none(), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_mean_dtype_out_full(rp_tensor **out, rp_tensor *self, rp_dtype dtype,
    rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::mean.dtype_out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_dtype(dtype), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_mean_out(rp_tensor **out, rp_tensor *self, const int64_t *dim, uint32_t n_dim,
    int keepdim, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::mean.out"));
    rp_value room_dim[LIST_ROOM], list_dim = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_dim, room_dim, dim, n_dim, 1);
    const rp_value in[] = {rp_value_tensor(self), list_dim, rp_value_bool(keepdim),
        rp_value_none(), rp_value_tensor(out_arg)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1);
    list_drop(&list_dim, room_dim);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_mean_out_full(rp_tensor **out, rp_tensor *self, const int64_t *dim, uint32_t n_dim,
    int keepdim, rp_dtype dtype, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::mean.out"));
    rp_value room_dim[LIST_ROOM], list_dim = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_dim, room_dim, dim, n_dim, 1);
    const rp_value in[] = {rp_value_tensor(self), list_dim, rp_value_bool(keepdim),
        rp_value_dtype(dtype), rp_value_tensor(out_arg)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1);
    list_drop(&list_dim, room_dim);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_median(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::median"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_median_dim(rp_tensor **out, rp_tensor **out1, rp_tensor *self, int64_t dim,
    int keepdim)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[2];
    RP_TRY(op_find(&op, &cache, "aten::median.dim"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim), rp_value_bool(keepdim)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 2));
    take(out, &ret[0]);
    take(out1, &ret[1]);
    return RP_OK;
}

rp_status rp_median_dim_values(rp_tensor **out, rp_tensor **out1, rp_tensor *self, int64_t dim,
    int keepdim, rp_tensor *values, rp_tensor *indices)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[2];
    RP_TRY(op_find(&op, &cache, "aten::median.dim_values"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim), rp_value_bool(keepdim),
        rp_value_tensor(values), rp_value_tensor(indices)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 5, ret, 2));
    take(out, &ret[0]);
    take(out1, &ret[1]);
    return RP_OK;
}

rp_status rp_median_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::median.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_meshgrid_indexing(rp_tensor **out, uint32_t n_out, rp_tensor *const *tensors,
    uint32_t n_tensors, const char *indexing)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::meshgrid.indexing"));
    rp_value room_tensors[LIST_ROOM], list_tensors = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_tensors, room_tensors, tensors, n_tensors, 0);
    const rp_value in[] = {list_tensors, opt_str(indexing)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1);
    list_drop(&list_tensors, room_tensors);
    RP_TRY(st);
    return take_list(out, n_out, &ret[0]);
}

rp_status rp_min(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::min"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_min_dim(rp_tensor **out, rp_tensor **out1, rp_tensor *self, int64_t dim, int keepdim)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[2];
    RP_TRY(op_find(&op, &cache, "aten::min.dim"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim), rp_value_bool(keepdim)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 2));
    take(out, &ret[0]);
    take(out1, &ret[1]);
    return RP_OK;
}

rp_status rp_min_dim_min(rp_tensor **out, rp_tensor **out1, rp_tensor *self, int64_t dim,
    int keepdim, rp_tensor *min, rp_tensor *min_indices)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[2];
    RP_TRY(op_find(&op, &cache, "aten::min.dim_min"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim), rp_value_bool(keepdim),
        rp_value_tensor(min), rp_value_tensor(min_indices)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 5, ret, 2));
    take(out, &ret[0]);
    take(out1, &ret[1]);
    return RP_OK;
}

rp_status rp_min_other(rp_tensor **out, rp_tensor *self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::min.other"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_min_out(rp_tensor **out, rp_tensor *self, rp_tensor *other, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::min.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other),
        rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_min_unary_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::min.unary_out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_minimum(rp_tensor **out, rp_tensor *self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::minimum"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_minimum_out(rp_tensor **out, rp_tensor *self, rp_tensor *other, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::minimum.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other),
        rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_mish(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::mish"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_mish_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::mish.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_mish_(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::mish_"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_mish_backward(rp_tensor **out, rp_tensor *grad_output, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::mish_backward"));
    const rp_value in[] = {rp_value_tensor(grad_output), rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_mm(rp_tensor **out, rp_tensor *self, rp_tensor *mat2)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::mm"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(mat2)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_mm_out(rp_tensor **out, rp_tensor *self, rp_tensor *mat2, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::mm.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(mat2), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_mode_default(rp_tensor **out, rp_tensor **out1, rp_tensor *self, int64_t dim,
    int keepdim)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[2];
    RP_TRY(op_find(&op, &cache, "aten::mode"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim), rp_value_bool(keepdim)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 2));
    take(out, &ret[0]);
    take(out1, &ret[1]);
    return RP_OK;
}

rp_status rp_mode_values(rp_tensor **out, rp_tensor **out1, rp_tensor *self, int64_t dim,
    int keepdim, rp_tensor *values, rp_tensor *indices)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[2];
    RP_TRY(op_find(&op, &cache, "aten::mode.values"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim), rp_value_bool(keepdim),
        rp_value_tensor(values), rp_value_tensor(indices)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 5, ret, 2));
    take(out, &ret[0]);
    take(out1, &ret[1]);
    return RP_OK;
}

rp_status rp_movedim_int(rp_tensor **out, rp_tensor *self, int64_t source, int64_t destination)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::movedim.int"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(source), rp_value_int(destination)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_movedim_intlist(rp_tensor **out, rp_tensor *self, const int64_t *source,
    uint32_t n_source, const int64_t *destination, uint32_t n_destination)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::movedim.intlist"));
    rp_value room_source[LIST_ROOM], list_source = rp_value_none();
    rp_value room_destination[LIST_ROOM], list_destination = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_source, room_source, source, n_source, 0);
    if (st == RP_OK) st = list_of_ints(&list_destination, room_destination, destination, n_destination, 0);
    const rp_value in[] = {rp_value_tensor(self), list_source, list_destination};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1);
    list_drop(&list_source, room_source);
    list_drop(&list_destination, room_destination);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_mse_loss(rp_tensor **out, rp_tensor *self, rp_tensor *target, int64_t reduction)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::mse_loss"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(target),
        rp_value_int(reduction)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_mse_loss_backward(rp_tensor **out, rp_tensor *grad_output, rp_tensor *self,
    rp_tensor *target, int64_t reduction)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::mse_loss_backward"));
    const rp_value in[] = {rp_value_tensor(grad_output), rp_value_tensor(self),
        rp_value_tensor(target), rp_value_int(reduction)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_msort(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::msort"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_mul_scalar(rp_tensor **out, rp_tensor *self, rp_value other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::mul.Scalar"));
    const rp_value in[] = {rp_value_tensor(self), other};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_mul(rp_tensor **out, rp_tensor *self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::mul.Tensor"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_mul_out(rp_tensor **out, rp_tensor *self, rp_tensor *other, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::mul.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other),
        rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_mul__scalar(rp_tensor **out, rp_tensor *self, rp_value other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::mul_.Scalar"));
    const rp_value in[] = {rp_value_tensor(self), other};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_mul_(rp_tensor **out, rp_tensor *self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::mul_.Tensor"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_multinomial(rp_tensor **out, rp_tensor *self, int64_t num_samples, int replacement)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::multinomial"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(num_samples),
        rp_value_bool(replacement), rp_value_none()};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_multinomial_full(rp_tensor **out, rp_tensor *self, int64_t num_samples,
    int replacement, rp_generator *generator)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::multinomial"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(num_samples),
        rp_value_bool(replacement), opt_generator(generator)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_mv(rp_tensor **out, rp_tensor *self, rp_tensor *vec)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::mv"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(vec)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_mv_out(rp_tensor **out, rp_tensor *self, rp_tensor *vec, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::mv.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(vec), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_nan_to_num(rp_tensor **out, rp_tensor *self, const double *nan, const double *posinf,
    const double *neginf)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::nan_to_num"));
    const rp_value in[] = {rp_value_tensor(self), opt_float(nan), opt_float(posinf),
        opt_float(neginf)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_nan_to_num_out(rp_tensor **out, rp_tensor *self, const double *nan,
    const double *posinf, const double *neginf, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::nan_to_num.out"));
    const rp_value in[] = {rp_value_tensor(self), opt_float(nan), opt_float(posinf),
        opt_float(neginf), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_nan_to_num_(rp_tensor **out, rp_tensor *self, const double *nan,
    const double *posinf, const double *neginf)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::nan_to_num_"));
    const rp_value in[] = {rp_value_tensor(self), opt_float(nan), opt_float(posinf),
        opt_float(neginf)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_nanmean(rp_tensor **out, rp_tensor *self, const int64_t *dim, uint32_t n_dim,
    int keepdim)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::nanmean"));
    rp_value room_dim[LIST_ROOM], list_dim = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_dim, room_dim, dim, n_dim, 1);
    const rp_value in[] = {rp_value_tensor(self), list_dim, rp_value_bool(keepdim),
        rp_value_none()};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1);
    list_drop(&list_dim, room_dim);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_nanmean_full(rp_tensor **out, rp_tensor *self, const int64_t *dim, uint32_t n_dim,
    int keepdim, rp_dtype dtype)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::nanmean"));
    rp_value room_dim[LIST_ROOM], list_dim = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_dim, room_dim, dim, n_dim, 1);
    const rp_value in[] = {rp_value_tensor(self), list_dim, rp_value_bool(keepdim),
        rp_value_dtype(dtype)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1);
    list_drop(&list_dim, room_dim);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_nanmedian(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::nanmedian"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_nanmedian_dim(rp_tensor **out, rp_tensor **out1, rp_tensor *self, int64_t dim,
    int keepdim)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[2];
    RP_TRY(op_find(&op, &cache, "aten::nanmedian.dim"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim), rp_value_bool(keepdim)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 2));
    take(out, &ret[0]);
    take(out1, &ret[1]);
    return RP_OK;
}

rp_status rp_nanmedian_dim_values(rp_tensor **out, rp_tensor **out1, rp_tensor *self, int64_t dim,
    int keepdim, rp_tensor *values, rp_tensor *indices)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[2];
    RP_TRY(op_find(&op, &cache, "aten::nanmedian.dim_values"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim), rp_value_bool(keepdim),
        rp_value_tensor(values), rp_value_tensor(indices)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 5, ret, 2));
    take(out, &ret[0]);
    take(out1, &ret[1]);
    return RP_OK;
}

rp_status rp_nanmedian_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::nanmedian.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_nansum(rp_tensor **out, rp_tensor *self, const int64_t *dim, uint32_t n_dim,
    int keepdim)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::nansum"));
    rp_value room_dim[LIST_ROOM], list_dim = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_dim, room_dim, dim, n_dim, 1);
    const rp_value in[] = {rp_value_tensor(self), list_dim, rp_value_bool(keepdim),
        rp_value_none()};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1);
    list_drop(&list_dim, room_dim);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_nansum_full(rp_tensor **out, rp_tensor *self, const int64_t *dim, uint32_t n_dim,
    int keepdim, rp_dtype dtype)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::nansum"));
    rp_value room_dim[LIST_ROOM], list_dim = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_dim, room_dim, dim, n_dim, 1);
    const rp_value in[] = {rp_value_tensor(self), list_dim, rp_value_bool(keepdim),
        rp_value_dtype(dtype)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1);
    list_drop(&list_dim, room_dim);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_nansum_out(rp_tensor **out, rp_tensor *self, const int64_t *dim, uint32_t n_dim,
    int keepdim, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::nansum.out"));
    rp_value room_dim[LIST_ROOM], list_dim = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_dim, room_dim, dim, n_dim, 1);
    const rp_value in[] = {rp_value_tensor(self), list_dim, rp_value_bool(keepdim),
        rp_value_none(), rp_value_tensor(out_arg)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1);
    list_drop(&list_dim, room_dim);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_nansum_out_full(rp_tensor **out, rp_tensor *self, const int64_t *dim, uint32_t n_dim,
    int keepdim, rp_dtype dtype, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::nansum.out"));
    rp_value room_dim[LIST_ROOM], list_dim = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_dim, room_dim, dim, n_dim, 1);
    const rp_value in[] = {rp_value_tensor(self), list_dim, rp_value_bool(keepdim),
        rp_value_dtype(dtype), rp_value_tensor(out_arg)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1);
    list_drop(&list_dim, room_dim);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_narrow(rp_tensor **out, rp_tensor *self, int64_t dim, int64_t start, int64_t length)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::narrow"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim), rp_value_int(start),
        rp_value_int(length)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_native_batch_norm(rp_tensor **out, rp_tensor **out1, rp_tensor **out2,
    rp_tensor *input, rp_tensor *weight, rp_tensor *bias, rp_tensor *running_mean,
    rp_tensor *running_var, int training, double momentum, double eps)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[3];
    RP_TRY(op_find(&op, &cache, "aten::native_batch_norm"));
    const rp_value in[] = {rp_value_tensor(input), rp_value_tensor(weight), rp_value_tensor(bias),
        rp_value_tensor(running_mean), rp_value_tensor(running_var), rp_value_bool(training),
        rp_value_float(momentum), rp_value_float(eps)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 8, ret, 3));
    take(out, &ret[0]);
    take(out1, &ret[1]);
    take(out2, &ret[2]);
    return RP_OK;
}

rp_status rp_native_batch_norm_backward(rp_tensor **out, rp_tensor **out1, rp_tensor **out2,
    rp_tensor *grad_out, rp_tensor *input, rp_tensor *weight, rp_tensor *running_mean,
    rp_tensor *running_var, rp_tensor *save_mean, rp_tensor *save_invstd, int train, double eps,
    const int *output_mask, uint32_t n_output_mask)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[3];
    RP_TRY(op_find(&op, &cache, "aten::native_batch_norm_backward"));
    rp_value room_output_mask[LIST_ROOM], list_output_mask = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_bools(&list_output_mask, room_output_mask, output_mask, n_output_mask, 0);
    const rp_value in[] = {rp_value_tensor(grad_out), rp_value_tensor(input),
        rp_value_tensor(weight), rp_value_tensor(running_mean), rp_value_tensor(running_var),
        rp_value_tensor(save_mean), rp_value_tensor(save_invstd), rp_value_bool(train),
        rp_value_float(eps), list_output_mask};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 10, ret, 3);
    list_drop(&list_output_mask, room_output_mask);
    RP_TRY(st);
    take(out, &ret[0]);
    take(out1, &ret[1]);
    take(out2, &ret[2]);
    return RP_OK;
}

rp_status rp_native_dropout(rp_tensor **out, rp_tensor **out1, rp_tensor *input, double p,
    const int *train)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[2];
    RP_TRY(op_find(&op, &cache, "aten::native_dropout"));
    const rp_value in[] = {rp_value_tensor(input), rp_value_float(p), opt_bool(train)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 2));
    take(out, &ret[0]);
    take(out1, &ret[1]);
    return RP_OK;
}

rp_status rp_native_dropout_backward(rp_tensor **out, rp_tensor *grad_output, rp_tensor *mask,
    double scale)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::native_dropout_backward"));
    const rp_value in[] = {rp_value_tensor(grad_output), rp_value_tensor(mask),
        rp_value_float(scale)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_native_dropout_backward_out(rp_tensor **out, rp_tensor *grad_output, rp_tensor *mask,
    double scale, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::native_dropout_backward.out"));
    const rp_value in[] = {rp_value_tensor(grad_output), rp_value_tensor(mask),
        rp_value_float(scale), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_native_group_norm(rp_tensor **out, rp_tensor **out1, rp_tensor **out2,
    rp_tensor *input, rp_tensor *weight, rp_tensor *bias, int64_t N, int64_t C, int64_t HxW,
    int64_t group, double eps)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[3];
    RP_TRY(op_find(&op, &cache, "aten::native_group_norm"));
    const rp_value in[] = {rp_value_tensor(input), rp_value_tensor(weight), rp_value_tensor(bias),
        rp_value_int(N), rp_value_int(C), rp_value_int(HxW), rp_value_int(group),
        rp_value_float(eps)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 8, ret, 3));
    take(out, &ret[0]);
    take(out1, &ret[1]);
    take(out2, &ret[2]);
    return RP_OK;
}

rp_status rp_native_group_norm_backward(rp_tensor **out, rp_tensor **out1, rp_tensor **out2,
    rp_tensor *grad_out, rp_tensor *input, rp_tensor *mean, rp_tensor *rstd, rp_tensor *weight,
    int64_t N, int64_t C, int64_t HxW, int64_t group, const int *output_mask,
    uint32_t n_output_mask)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[3];
    RP_TRY(op_find(&op, &cache, "aten::native_group_norm_backward"));
    rp_value room_output_mask[LIST_ROOM], list_output_mask = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_bools(&list_output_mask, room_output_mask, output_mask, n_output_mask, 0);
    const rp_value in[] = {rp_value_tensor(grad_out), rp_value_tensor(input),
        rp_value_tensor(mean), rp_value_tensor(rstd), rp_value_tensor(weight), rp_value_int(N),
        rp_value_int(C), rp_value_int(HxW), rp_value_int(group), list_output_mask};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 10, ret, 3);
    list_drop(&list_output_mask, room_output_mask);
    RP_TRY(st);
    take(out, &ret[0]);
    take(out1, &ret[1]);
    take(out2, &ret[2]);
    return RP_OK;
}

rp_status rp_native_layer_norm(rp_tensor **out, rp_tensor **out1, rp_tensor **out2,
    rp_tensor *input, const int64_t *normalized_shape, uint32_t n_normalized_shape,
    rp_tensor *weight, rp_tensor *bias, double eps)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[3];
    RP_TRY(op_find(&op, &cache, "aten::native_layer_norm"));
    rp_value room_normalized_shape[LIST_ROOM], list_normalized_shape = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_normalized_shape, room_normalized_shape, normalized_shape, n_normalized_shape, 0);
    const rp_value in[] = {rp_value_tensor(input), list_normalized_shape, rp_value_tensor(weight),
        rp_value_tensor(bias), rp_value_float(eps)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 5, ret, 3);
    list_drop(&list_normalized_shape, room_normalized_shape);
    RP_TRY(st);
    take(out, &ret[0]);
    take(out1, &ret[1]);
    take(out2, &ret[2]);
    return RP_OK;
}

rp_status rp_native_layer_norm_backward(rp_tensor **out, rp_tensor **out1, rp_tensor **out2,
    rp_tensor *grad_out, rp_tensor *input, const int64_t *normalized_shape,
    uint32_t n_normalized_shape, rp_tensor *mean, rp_tensor *rstd, rp_tensor *weight,
    rp_tensor *bias, const int *output_mask, uint32_t n_output_mask)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[3];
    RP_TRY(op_find(&op, &cache, "aten::native_layer_norm_backward"));
    rp_value room_normalized_shape[LIST_ROOM], list_normalized_shape = rp_value_none();
    rp_value room_output_mask[LIST_ROOM], list_output_mask = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_normalized_shape, room_normalized_shape, normalized_shape, n_normalized_shape, 0);
    if (st == RP_OK) st = list_of_bools(&list_output_mask, room_output_mask, output_mask, n_output_mask, 0);
    const rp_value in[] = {rp_value_tensor(grad_out), rp_value_tensor(input),
        list_normalized_shape, rp_value_tensor(mean), rp_value_tensor(rstd),
        rp_value_tensor(weight), rp_value_tensor(bias), list_output_mask};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 8, ret, 3);
    list_drop(&list_normalized_shape, room_normalized_shape);
    list_drop(&list_output_mask, room_output_mask);
    RP_TRY(st);
    take(out, &ret[0]);
    take(out1, &ret[1]);
    take(out2, &ret[2]);
    return RP_OK;
}

rp_status rp_ne_scalar(rp_tensor **out, rp_tensor *self, rp_value other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::ne.Scalar"));
    const rp_value in[] = {rp_value_tensor(self), other};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_ne_scalar_out(rp_tensor **out, rp_tensor *self, rp_value other, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::ne.Scalar_out"));
    const rp_value in[] = {rp_value_tensor(self), other, rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_ne(rp_tensor **out, rp_tensor *self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::ne.Tensor"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_ne_tensor_out(rp_tensor **out, rp_tensor *self, rp_tensor *other, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::ne.Tensor_out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other),
        rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_ne__scalar(rp_tensor **out, rp_tensor *self, rp_value other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::ne_.Scalar"));
    const rp_value in[] = {rp_value_tensor(self), other};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_ne_(rp_tensor **out, rp_tensor *self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::ne_.Tensor"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_neg(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::neg"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_neg_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::neg.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_neg_(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::neg_"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_new_empty(rp_tensor **out, rp_tensor *self, const int64_t *size, uint32_t n_size)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::new_empty"));
    rp_value room_size[LIST_ROOM], list_size = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_size, room_size, size, n_size, 0);
    const rp_value in[] = {rp_value_tensor(self), list_size, rp_value_none(), rp_value_none(),
        rp_value_none(), rp_value_none()};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 6, ret, 1);
    list_drop(&list_size, room_size);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_new_empty_full(rp_tensor **out, rp_tensor *self, const int64_t *size,
    uint32_t n_size, rp_dtype dtype, const int64_t *layout, const rp_device *device,
    const int *pin_memory)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::new_empty"));
    rp_value room_size[LIST_ROOM], list_size = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_size, room_size, size, n_size, 0);
    const rp_value in[] = {rp_value_tensor(self), list_size, rp_value_dtype(dtype),
        opt_int(layout), opt_device(device), opt_bool(pin_memory)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 6, ret, 1);
    list_drop(&list_size, room_size);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_new_empty_strided(rp_tensor **out, rp_tensor *self, const int64_t *size,
    uint32_t n_size, const int64_t *stride, uint32_t n_stride)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::new_empty_strided"));
    rp_value room_size[LIST_ROOM], list_size = rp_value_none();
    rp_value room_stride[LIST_ROOM], list_stride = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_size, room_size, size, n_size, 0);
    if (st == RP_OK) st = list_of_ints(&list_stride, room_stride, stride, n_stride, 0);
    const rp_value in[] = {rp_value_tensor(self), list_size, list_stride, rp_value_none(),
        rp_value_none(), rp_value_none(), rp_value_none()};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 7, ret, 1);
    list_drop(&list_size, room_size);
    list_drop(&list_stride, room_stride);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_new_empty_strided_full(rp_tensor **out, rp_tensor *self, const int64_t *size,
    uint32_t n_size, const int64_t *stride, uint32_t n_stride, rp_dtype dtype,
    const int64_t *layout, const rp_device *device, const int *pin_memory)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::new_empty_strided"));
    rp_value room_size[LIST_ROOM], list_size = rp_value_none();
    rp_value room_stride[LIST_ROOM], list_stride = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_size, room_size, size, n_size, 0);
    if (st == RP_OK) st = list_of_ints(&list_stride, room_stride, stride, n_stride, 0);
    const rp_value in[] = {rp_value_tensor(self), list_size, list_stride, rp_value_dtype(dtype),
        opt_int(layout), opt_device(device), opt_bool(pin_memory)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 7, ret, 1);
    list_drop(&list_size, room_size);
    list_drop(&list_stride, room_stride);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_new_full(rp_tensor **out, rp_tensor *self, const int64_t *size, uint32_t n_size,
    rp_value fill_value)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::new_full"));
    rp_value room_size[LIST_ROOM], list_size = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_size, room_size, size, n_size, 0);
    const rp_value in[] = {rp_value_tensor(self), list_size, fill_value, rp_value_none(),
        rp_value_none(), rp_value_none(), rp_value_none()};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 7, ret, 1);
    list_drop(&list_size, room_size);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_new_full_full(rp_tensor **out, rp_tensor *self, const int64_t *size, uint32_t n_size,
    rp_value fill_value, rp_dtype dtype, const int64_t *layout, const rp_device *device,
    const int *pin_memory)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::new_full"));
    rp_value room_size[LIST_ROOM], list_size = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_size, room_size, size, n_size, 0);
    const rp_value in[] = {rp_value_tensor(self), list_size, fill_value, rp_value_dtype(dtype),
        opt_int(layout), opt_device(device), opt_bool(pin_memory)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 7, ret, 1);
    list_drop(&list_size, room_size);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_new_ones(rp_tensor **out, rp_tensor *self, const int64_t *size, uint32_t n_size)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::new_ones"));
    rp_value room_size[LIST_ROOM], list_size = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_size, room_size, size, n_size, 0);
    const rp_value in[] = {rp_value_tensor(self), list_size, rp_value_none(), rp_value_none(),
        rp_value_none(), rp_value_none()};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 6, ret, 1);
    list_drop(&list_size, room_size);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_new_ones_full(rp_tensor **out, rp_tensor *self, const int64_t *size, uint32_t n_size,
    rp_dtype dtype, const int64_t *layout, const rp_device *device, const int *pin_memory)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::new_ones"));
    rp_value room_size[LIST_ROOM], list_size = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_size, room_size, size, n_size, 0);
    const rp_value in[] = {rp_value_tensor(self), list_size, rp_value_dtype(dtype),
        opt_int(layout), opt_device(device), opt_bool(pin_memory)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 6, ret, 1);
    list_drop(&list_size, room_size);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_new_zeros(rp_tensor **out, rp_tensor *self, const int64_t *size, uint32_t n_size)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::new_zeros"));
    rp_value room_size[LIST_ROOM], list_size = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_size, room_size, size, n_size, 0);
    const rp_value in[] = {rp_value_tensor(self), list_size, rp_value_none(), rp_value_none(),
        rp_value_none(), rp_value_none()};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 6, ret, 1);
    list_drop(&list_size, room_size);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_new_zeros_full(rp_tensor **out, rp_tensor *self, const int64_t *size,
    uint32_t n_size, rp_dtype dtype, const int64_t *layout, const rp_device *device,
    const int *pin_memory)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::new_zeros"));
    rp_value room_size[LIST_ROOM], list_size = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_size, room_size, size, n_size, 0);
    const rp_value in[] = {rp_value_tensor(self), list_size, rp_value_dtype(dtype),
        opt_int(layout), opt_device(device), opt_bool(pin_memory)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 6, ret, 1);
    list_drop(&list_size, room_size);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_nextafter(rp_tensor **out, rp_tensor *self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::nextafter"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_nextafter_out(rp_tensor **out, rp_tensor *self, rp_tensor *other, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::nextafter.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other),
        rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_nextafter_(rp_tensor **out, rp_tensor *self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::nextafter_"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_nll_loss(rp_tensor **out, rp_tensor *self, rp_tensor *target, rp_tensor *weight,
    int64_t reduction, int64_t ignore_index)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::nll_loss"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(target),
        rp_value_tensor(weight), rp_value_int(reduction), rp_value_int(ignore_index)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_nll_loss2d_backward(rp_tensor **out, rp_tensor *grad_output, rp_tensor *self,
    rp_tensor *target, rp_tensor *weight, int64_t reduction, int64_t ignore_index,
    rp_tensor *total_weight)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::nll_loss2d_backward"));
    const rp_value in[] = {rp_value_tensor(grad_output), rp_value_tensor(self),
        rp_value_tensor(target), rp_value_tensor(weight), rp_value_int(reduction),
        rp_value_int(ignore_index), rp_value_tensor(total_weight)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 7, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_nll_loss2d_forward(rp_tensor **out, rp_tensor **out1, rp_tensor *self,
    rp_tensor *target, rp_tensor *weight, int64_t reduction, int64_t ignore_index)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[2];
    RP_TRY(op_find(&op, &cache, "aten::nll_loss2d_forward"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(target),
        rp_value_tensor(weight), rp_value_int(reduction), rp_value_int(ignore_index)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 5, ret, 2));
    take(out, &ret[0]);
    take(out1, &ret[1]);
    return RP_OK;
}

rp_status rp_nll_loss_backward(rp_tensor **out, rp_tensor *grad_output, rp_tensor *self,
    rp_tensor *target, rp_tensor *weight, int64_t reduction, int64_t ignore_index,
    rp_tensor *total_weight)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::nll_loss_backward"));
    const rp_value in[] = {rp_value_tensor(grad_output), rp_value_tensor(self),
        rp_value_tensor(target), rp_value_tensor(weight), rp_value_int(reduction),
        rp_value_int(ignore_index), rp_value_tensor(total_weight)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 7, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_nll_loss_forward(rp_tensor **out, rp_tensor **out1, rp_tensor *self,
    rp_tensor *target, rp_tensor *weight, int64_t reduction, int64_t ignore_index)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[2];
    RP_TRY(op_find(&op, &cache, "aten::nll_loss_forward"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(target),
        rp_value_tensor(weight), rp_value_int(reduction), rp_value_int(ignore_index)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 5, ret, 2));
    take(out, &ret[0]);
    take(out1, &ret[1]);
    return RP_OK;
}

rp_status rp_nonzero(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::nonzero"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_nonzero_static(rp_tensor **out, rp_tensor *self, int64_t size)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::nonzero_static"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(size), rp_value_int(-1)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_nonzero_static_full(rp_tensor **out, rp_tensor *self, int64_t size,
    int64_t fill_value)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::nonzero_static"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(size), rp_value_int(fill_value)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_norm_scalar(rp_tensor **out, rp_tensor *self, rp_value p)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::norm.Scalar"));
    const rp_value in[] = {rp_value_tensor(self), p};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_norm_scalaropt_dim(rp_tensor **out, rp_tensor *self, rp_value p, const int64_t *dim,
    uint32_t n_dim, int keepdim)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::norm.ScalarOpt_dim"));
    rp_value room_dim[LIST_ROOM], list_dim = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_dim, room_dim, dim, n_dim, 0);
    const rp_value in[] = {rp_value_tensor(self), p, list_dim, rp_value_bool(keepdim)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1);
    list_drop(&list_dim, room_dim);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_norm_scalar_out(rp_tensor **out, rp_tensor *self, rp_value p, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::norm.Scalar_out"));
    const rp_value in[] = {rp_value_tensor(self), p, rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_norm_out(rp_tensor **out, rp_tensor *self, rp_value p, const int64_t *dim,
    uint32_t n_dim, int keepdim, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::norm.out"));
    rp_value room_dim[LIST_ROOM], list_dim = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_dim, room_dim, dim, n_dim, 0);
    const rp_value in[] = {rp_value_tensor(self), p, list_dim, rp_value_bool(keepdim),
        rp_value_tensor(out_arg)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1);
    list_drop(&list_dim, room_dim);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_normal_tensor_float(rp_tensor **out, rp_tensor *mean, double std)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::normal.Tensor_float"));
    const rp_value in[] = {rp_value_tensor(mean), rp_value_float(std), rp_value_none()};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_normal_tensor_float_full(rp_tensor **out, rp_tensor *mean, double std,
    rp_generator *generator)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::normal.Tensor_float"));
    const rp_value in[] = {rp_value_tensor(mean), rp_value_float(std), opt_generator(generator)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_normal_float_float(rp_tensor **out, double mean, double std, const int64_t *size,
    uint32_t n_size)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::normal.float_float"));
    rp_value room_size[LIST_ROOM], list_size = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_size, room_size, size, n_size, 0);
    const rp_value in[] = {rp_value_float(mean), rp_value_float(std), list_size, rp_value_none(),
        rp_value_none(), rp_value_none(), rp_value_none(), rp_value_none()};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 8, ret, 1);
    list_drop(&list_size, room_size);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_normal_float_float_full(rp_tensor **out, double mean, double std,
    const int64_t *size, uint32_t n_size, rp_generator *generator, rp_dtype dtype,
    const int64_t *layout, const rp_device *device, const int *pin_memory)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::normal.float_float"));
    rp_value room_size[LIST_ROOM], list_size = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_size, room_size, size, n_size, 0);
    const rp_value in[] = {rp_value_float(mean), rp_value_float(std), list_size,
        opt_generator(generator), rp_value_dtype(dtype), opt_int(layout), opt_device(device),
        opt_bool(pin_memory)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 8, ret, 1);
    list_drop(&list_size, room_size);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_normal_(rp_tensor **out, rp_tensor *self, double mean, double std)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::normal_"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_float(mean), rp_value_float(std),
        rp_value_none()};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_normal__full(rp_tensor **out, rp_tensor *self, double mean, double std,
    rp_generator *generator)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::normal_"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_float(mean), rp_value_float(std),
        opt_generator(generator)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_normal_functional(rp_tensor **out, rp_tensor *self, double mean, double std)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::normal_functional"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_float(mean), rp_value_float(std),
        rp_value_none()};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_normal_functional_full(rp_tensor **out, rp_tensor *self, double mean, double std,
    rp_generator *generator)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::normal_functional"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_float(mean), rp_value_float(std),
        opt_generator(generator)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_one_hot(rp_tensor **out, rp_tensor *self, int64_t num_classes)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::one_hot"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(num_classes)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_ones(rp_tensor **out, const int64_t *size, uint32_t n_size)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::ones"));
    rp_value room_size[LIST_ROOM], list_size = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_size, room_size, size, n_size, 0);
    const rp_value in[] = {list_size, rp_value_none(), rp_value_none(), rp_value_none(),
        rp_value_none()};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1);
    list_drop(&list_size, room_size);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_ones_full(rp_tensor **out, const int64_t *size, uint32_t n_size, rp_dtype dtype,
    const int64_t *layout, const rp_device *device, const int *pin_memory)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::ones"));
    rp_value room_size[LIST_ROOM], list_size = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_size, room_size, size, n_size, 0);
    const rp_value in[] = {list_size, rp_value_dtype(dtype), opt_int(layout), opt_device(device),
        opt_bool(pin_memory)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1);
    list_drop(&list_size, room_size);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_ones_like(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::ones_like"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_none(), rp_value_none(),
        rp_value_none(), rp_value_none(), rp_value_none()};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 6, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_ones_like_full(rp_tensor **out, rp_tensor *self, rp_dtype dtype,
    const int64_t *layout, const rp_device *device, const int *pin_memory,
    const int64_t *memory_format)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::ones_like"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_dtype(dtype), opt_int(layout),
        opt_device(device), opt_bool(pin_memory), opt_int(memory_format)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 6, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_outer(rp_tensor **out, rp_tensor *self, rp_tensor *vec2)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::outer"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(vec2)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_pad(rp_tensor **out, rp_tensor *self, const int64_t *pad, uint32_t n_pad,
    const char *mode, const double *value)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::pad"));
    rp_value room_pad[LIST_ROOM], list_pad = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_pad, room_pad, pad, n_pad, 0);
    const rp_value in[] = {rp_value_tensor(self), list_pad, opt_str(mode), opt_float(value)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1);
    list_drop(&list_pad, room_pad);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_pairwise_distance(rp_tensor **out, rp_tensor *x1, rp_tensor *x2, double p,
    double eps, int keepdim)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::pairwise_distance"));
    const rp_value in[] = {rp_value_tensor(x1), rp_value_tensor(x2), rp_value_float(p),
        rp_value_float(eps), rp_value_bool(keepdim)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_pdist(rp_tensor **out, rp_tensor *self, double p)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::pdist"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_float(p)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_permute(rp_tensor **out, rp_tensor *self, const int64_t *dims, uint32_t n_dims)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::permute"));
    rp_value room_dims[LIST_ROOM], list_dims = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_dims, room_dims, dims, n_dims, 0);
    const rp_value in[] = {rp_value_tensor(self), list_dims};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1);
    list_drop(&list_dims, room_dims);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_pixel_shuffle(rp_tensor **out, rp_tensor *self, int64_t upscale_factor)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::pixel_shuffle"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(upscale_factor)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_pixel_unshuffle(rp_tensor **out, rp_tensor *self, int64_t downscale_factor)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::pixel_unshuffle"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(downscale_factor)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_polygamma(rp_tensor **out, int64_t n, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::polygamma"));
    const rp_value in[] = {rp_value_int(n), rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_polygamma_out(rp_tensor **out, int64_t n, rp_tensor *self, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::polygamma.out"));
    const rp_value in[] = {rp_value_int(n), rp_value_tensor(self), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_positive(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::positive"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_pow_scalar(rp_tensor **out, rp_value self, rp_tensor *exponent)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::pow.Scalar"));
    const rp_value in[] = {self, rp_value_tensor(exponent)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_pow_scalar_out(rp_tensor **out, rp_value self, rp_tensor *exponent,
    rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::pow.Scalar_out"));
    const rp_value in[] = {self, rp_value_tensor(exponent), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_pow_tensor_scalar(rp_tensor **out, rp_tensor *self, rp_value exponent)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::pow.Tensor_Scalar"));
    const rp_value in[] = {rp_value_tensor(self), exponent};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_pow_tensor_scalar_out(rp_tensor **out, rp_tensor *self, rp_value exponent,
    rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::pow.Tensor_Scalar_out"));
    const rp_value in[] = {rp_value_tensor(self), exponent, rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_pow_tensor_tensor(rp_tensor **out, rp_tensor *self, rp_tensor *exponent)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::pow.Tensor_Tensor"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(exponent)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_pow_tensor_tensor_out(rp_tensor **out, rp_tensor *self, rp_tensor *exponent,
    rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::pow.Tensor_Tensor_out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(exponent),
        rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_pow__scalar(rp_tensor **out, rp_tensor *self, rp_value exponent)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::pow_.Scalar"));
    const rp_value in[] = {rp_value_tensor(self), exponent};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_pow_(rp_tensor **out, rp_tensor *self, rp_tensor *exponent)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::pow_.Tensor"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(exponent)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_prelu(rp_tensor **out, rp_tensor *self, rp_tensor *weight)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::prelu"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(weight)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_prod(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::prod"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_none()};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_prod_full(rp_tensor **out, rp_tensor *self, rp_dtype dtype)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::prod"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_dtype(dtype)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_prod_dim_int(rp_tensor **out, rp_tensor *self, int64_t dim, int keepdim)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::prod.dim_int"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim), rp_value_bool(keepdim),
        rp_value_none()};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_prod_dim_int_full(rp_tensor **out, rp_tensor *self, int64_t dim, int keepdim,
    rp_dtype dtype)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::prod.dim_int"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim), rp_value_bool(keepdim),
        rp_value_dtype(dtype)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_prod_int_out(rp_tensor **out, rp_tensor *self, int64_t dim, int keepdim,
    rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::prod.int_out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim), rp_value_bool(keepdim),
        rp_value_none(), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_prod_int_out_full(rp_tensor **out, rp_tensor *self, int64_t dim, int keepdim,
    rp_dtype dtype, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::prod.int_out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim), rp_value_bool(keepdim),
        rp_value_dtype(dtype), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_prod_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::prod.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_none(), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_prod_out_full(rp_tensor **out, rp_tensor *self, rp_dtype dtype, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::prod.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_dtype(dtype), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_rad2deg(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::rad2deg"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_rad2deg_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::rad2deg.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_rad2deg_(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::rad2deg_"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_rand(rp_tensor **out, const int64_t *size, uint32_t n_size)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::rand"));
    rp_value room_size[LIST_ROOM], list_size = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_size, room_size, size, n_size, 0);
    const rp_value in[] = {list_size, rp_value_none(), rp_value_none(), rp_value_none(),
        rp_value_none()};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1);
    list_drop(&list_size, room_size);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_rand_full(rp_tensor **out, const int64_t *size, uint32_t n_size, rp_dtype dtype,
    const int64_t *layout, const rp_device *device, const int *pin_memory)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::rand"));
    rp_value room_size[LIST_ROOM], list_size = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_size, room_size, size, n_size, 0);
    const rp_value in[] = {list_size, rp_value_dtype(dtype), opt_int(layout), opt_device(device),
        opt_bool(pin_memory)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1);
    list_drop(&list_size, room_size);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_rand_like(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::rand_like"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_none(), rp_value_none(),
        rp_value_none(), rp_value_none(), rp_value_none()};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 6, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_rand_like_full(rp_tensor **out, rp_tensor *self, rp_dtype dtype,
    const int64_t *layout, const rp_device *device, const int *pin_memory,
    const int64_t *memory_format)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::rand_like"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_dtype(dtype), opt_int(layout),
        opt_device(device), opt_bool(pin_memory), opt_int(memory_format)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 6, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_randint(rp_tensor **out, int64_t high, const int64_t *size, uint32_t n_size)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::randint"));
    rp_value room_size[LIST_ROOM], list_size = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_size, room_size, size, n_size, 0);
    const rp_value in[] = {rp_value_int(high), list_size, rp_value_none(), rp_value_none(),
        rp_value_none(), rp_value_none()};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 6, ret, 1);
    list_drop(&list_size, room_size);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_randint_full(rp_tensor **out, int64_t high, const int64_t *size, uint32_t n_size,
    rp_dtype dtype, const int64_t *layout, const rp_device *device, const int *pin_memory)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::randint"));
    rp_value room_size[LIST_ROOM], list_size = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_size, room_size, size, n_size, 0);
    const rp_value in[] = {rp_value_int(high), list_size, rp_value_dtype(dtype), opt_int(layout),
        opt_device(device), opt_bool(pin_memory)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 6, ret, 1);
    list_drop(&list_size, room_size);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_randint_low(rp_tensor **out, int64_t low, int64_t high, const int64_t *size,
    uint32_t n_size)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::randint.low"));
    rp_value room_size[LIST_ROOM], list_size = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_size, room_size, size, n_size, 0);
    const rp_value in[] = {rp_value_int(low), rp_value_int(high), list_size, rp_value_none(),
        rp_value_none(), rp_value_none(), rp_value_none()};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 7, ret, 1);
    list_drop(&list_size, room_size);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_randint_low_full(rp_tensor **out, int64_t low, int64_t high, const int64_t *size,
    uint32_t n_size, rp_dtype dtype, const int64_t *layout, const rp_device *device,
    const int *pin_memory)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::randint.low"));
    rp_value room_size[LIST_ROOM], list_size = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_size, room_size, size, n_size, 0);
    const rp_value in[] = {rp_value_int(low), rp_value_int(high), list_size,
        rp_value_dtype(dtype), opt_int(layout), opt_device(device), opt_bool(pin_memory)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 7, ret, 1);
    list_drop(&list_size, room_size);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_randn(rp_tensor **out, const int64_t *size, uint32_t n_size)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::randn"));
    rp_value room_size[LIST_ROOM], list_size = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_size, room_size, size, n_size, 0);
    const rp_value in[] = {list_size, rp_value_none(), rp_value_none(), rp_value_none(),
        rp_value_none()};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1);
    list_drop(&list_size, room_size);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_randn_full(rp_tensor **out, const int64_t *size, uint32_t n_size, rp_dtype dtype,
    const int64_t *layout, const rp_device *device, const int *pin_memory)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::randn"));
    rp_value room_size[LIST_ROOM], list_size = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_size, room_size, size, n_size, 0);
    const rp_value in[] = {list_size, rp_value_dtype(dtype), opt_int(layout), opt_device(device),
        opt_bool(pin_memory)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1);
    list_drop(&list_size, room_size);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_randn_like(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::randn_like"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_none(), rp_value_none(),
        rp_value_none(), rp_value_none(), rp_value_none()};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 6, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_randn_like_full(rp_tensor **out, rp_tensor *self, rp_dtype dtype,
    const int64_t *layout, const rp_device *device, const int *pin_memory,
    const int64_t *memory_format)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::randn_like"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_dtype(dtype), opt_int(layout),
        opt_device(device), opt_bool(pin_memory), opt_int(memory_format)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 6, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_randperm(rp_tensor **out, int64_t n)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::randperm"));
    const rp_value in[] = {rp_value_int(n), rp_value_none(), rp_value_none(), rp_value_none(),
        rp_value_none()};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_randperm_full(rp_tensor **out, int64_t n, rp_dtype dtype, const int64_t *layout,
    const rp_device *device, const int *pin_memory)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::randperm"));
    const rp_value in[] = {rp_value_int(n), rp_value_dtype(dtype), opt_int(layout),
        opt_device(device), opt_bool(pin_memory)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_ravel(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::ravel"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_reciprocal(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::reciprocal"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_reciprocal_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::reciprocal.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_reciprocal_(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::reciprocal_"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_reflection_pad1d(rp_tensor **out, rp_tensor *self, const int64_t *padding,
    uint32_t n_padding)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::reflection_pad1d"));
    rp_value room_padding[LIST_ROOM], list_padding = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_padding, room_padding, padding, n_padding, 0);
    const rp_value in[] = {rp_value_tensor(self), list_padding};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1);
    list_drop(&list_padding, room_padding);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_reflection_pad1d_backward(rp_tensor **out, rp_tensor *grad_output, rp_tensor *self,
    const int64_t *padding, uint32_t n_padding)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::reflection_pad1d_backward"));
    rp_value room_padding[LIST_ROOM], list_padding = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_padding, room_padding, padding, n_padding, 0);
    const rp_value in[] = {rp_value_tensor(grad_output), rp_value_tensor(self), list_padding};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1);
    list_drop(&list_padding, room_padding);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_reflection_pad2d(rp_tensor **out, rp_tensor *self, const int64_t *padding,
    uint32_t n_padding)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::reflection_pad2d"));
    rp_value room_padding[LIST_ROOM], list_padding = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_padding, room_padding, padding, n_padding, 0);
    const rp_value in[] = {rp_value_tensor(self), list_padding};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1);
    list_drop(&list_padding, room_padding);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_reflection_pad2d_backward(rp_tensor **out, rp_tensor *grad_output, rp_tensor *self,
    const int64_t *padding, uint32_t n_padding)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::reflection_pad2d_backward"));
    rp_value room_padding[LIST_ROOM], list_padding = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_padding, room_padding, padding, n_padding, 0);
    const rp_value in[] = {rp_value_tensor(grad_output), rp_value_tensor(self), list_padding};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1);
    list_drop(&list_padding, room_padding);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_reflection_pad3d(rp_tensor **out, rp_tensor *self, const int64_t *padding,
    uint32_t n_padding)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::reflection_pad3d"));
    rp_value room_padding[LIST_ROOM], list_padding = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_padding, room_padding, padding, n_padding, 0);
    const rp_value in[] = {rp_value_tensor(self), list_padding};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1);
    list_drop(&list_padding, room_padding);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_reflection_pad3d_backward(rp_tensor **out, rp_tensor *grad_output, rp_tensor *self,
    const int64_t *padding, uint32_t n_padding)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::reflection_pad3d_backward"));
    rp_value room_padding[LIST_ROOM], list_padding = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_padding, room_padding, padding, n_padding, 0);
    const rp_value in[] = {rp_value_tensor(grad_output), rp_value_tensor(self), list_padding};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1);
    list_drop(&list_padding, room_padding);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_relu(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::relu"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_relu_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::relu.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_relu6(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::relu6"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_relu6_(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::relu6_"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_relu_(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::relu_"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_remainder_scalar(rp_tensor **out, rp_tensor *self, rp_value other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::remainder.Scalar"));
    const rp_value in[] = {rp_value_tensor(self), other};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_remainder_scalar_tensor(rp_tensor **out, rp_value self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::remainder.Scalar_Tensor"));
    const rp_value in[] = {self, rp_value_tensor(other)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_remainder_scalar_out(rp_tensor **out, rp_tensor *self, rp_value other,
    rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::remainder.Scalar_out"));
    const rp_value in[] = {rp_value_tensor(self), other, rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_remainder(rp_tensor **out, rp_tensor *self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::remainder.Tensor"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_remainder_tensor_out(rp_tensor **out, rp_tensor *self, rp_tensor *other,
    rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::remainder.Tensor_out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other),
        rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_remainder__scalar(rp_tensor **out, rp_tensor *self, rp_value other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::remainder_.Scalar"));
    const rp_value in[] = {rp_value_tensor(self), other};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_remainder_(rp_tensor **out, rp_tensor *self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::remainder_.Tensor"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_repeat(rp_tensor **out, rp_tensor *self, const int64_t *repeats, uint32_t n_repeats)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::repeat"));
    rp_value room_repeats[LIST_ROOM], list_repeats = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_repeats, room_repeats, repeats, n_repeats, 0);
    const rp_value in[] = {rp_value_tensor(self), list_repeats};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1);
    list_drop(&list_repeats, room_repeats);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_repeat_interleave(rp_tensor **out, rp_tensor *repeats)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::repeat_interleave.Tensor"));
    const rp_value in[] = {rp_value_tensor(repeats), rp_value_none()};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_repeat_interleave_full(rp_tensor **out, rp_tensor *repeats,
    const int64_t *output_size)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::repeat_interleave.Tensor"));
    const rp_value in[] = {rp_value_tensor(repeats), opt_int(output_size)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_repeat_interleave_self_tensor(rp_tensor **out, rp_tensor *self, rp_tensor *repeats,
    const int64_t *dim)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::repeat_interleave.self_Tensor"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(repeats), opt_int(dim),
        rp_value_none()};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_repeat_interleave_self_tensor_full(rp_tensor **out, rp_tensor *self,
    rp_tensor *repeats, const int64_t *dim, const int64_t *output_size)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::repeat_interleave.self_Tensor"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(repeats), opt_int(dim),
        opt_int(output_size)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_repeat_interleave_self_int(rp_tensor **out, rp_tensor *self, int64_t repeats,
    const int64_t *dim)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::repeat_interleave.self_int"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(repeats), opt_int(dim),
        rp_value_none()};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_repeat_interleave_self_int_full(rp_tensor **out, rp_tensor *self, int64_t repeats,
    const int64_t *dim, const int64_t *output_size)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::repeat_interleave.self_int"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(repeats), opt_int(dim),
        opt_int(output_size)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_replication_pad1d(rp_tensor **out, rp_tensor *self, const int64_t *padding,
    uint32_t n_padding)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::replication_pad1d"));
    rp_value room_padding[LIST_ROOM], list_padding = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_padding, room_padding, padding, n_padding, 0);
    const rp_value in[] = {rp_value_tensor(self), list_padding};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1);
    list_drop(&list_padding, room_padding);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_replication_pad1d_backward(rp_tensor **out, rp_tensor *grad_output, rp_tensor *self,
    const int64_t *padding, uint32_t n_padding)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::replication_pad1d_backward"));
    rp_value room_padding[LIST_ROOM], list_padding = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_padding, room_padding, padding, n_padding, 0);
    const rp_value in[] = {rp_value_tensor(grad_output), rp_value_tensor(self), list_padding};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1);
    list_drop(&list_padding, room_padding);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_replication_pad2d(rp_tensor **out, rp_tensor *self, const int64_t *padding,
    uint32_t n_padding)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::replication_pad2d"));
    rp_value room_padding[LIST_ROOM], list_padding = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_padding, room_padding, padding, n_padding, 0);
    const rp_value in[] = {rp_value_tensor(self), list_padding};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1);
    list_drop(&list_padding, room_padding);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_replication_pad2d_backward(rp_tensor **out, rp_tensor *grad_output, rp_tensor *self,
    const int64_t *padding, uint32_t n_padding)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::replication_pad2d_backward"));
    rp_value room_padding[LIST_ROOM], list_padding = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_padding, room_padding, padding, n_padding, 0);
    const rp_value in[] = {rp_value_tensor(grad_output), rp_value_tensor(self), list_padding};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1);
    list_drop(&list_padding, room_padding);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_replication_pad3d(rp_tensor **out, rp_tensor *self, const int64_t *padding,
    uint32_t n_padding)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::replication_pad3d"));
    rp_value room_padding[LIST_ROOM], list_padding = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_padding, room_padding, padding, n_padding, 0);
    const rp_value in[] = {rp_value_tensor(self), list_padding};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1);
    list_drop(&list_padding, room_padding);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_replication_pad3d_backward(rp_tensor **out, rp_tensor *grad_output, rp_tensor *self,
    const int64_t *padding, uint32_t n_padding)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::replication_pad3d_backward"));
    rp_value room_padding[LIST_ROOM], list_padding = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_padding, room_padding, padding, n_padding, 0);
    const rp_value in[] = {rp_value_tensor(grad_output), rp_value_tensor(self), list_padding};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1);
    list_drop(&list_padding, room_padding);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_reshape(rp_tensor **out, rp_tensor *self, const int64_t *shape, uint32_t n_shape)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::reshape"));
    rp_value room_shape[LIST_ROOM], list_shape = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_shape, room_shape, shape, n_shape, 0);
    const rp_value in[] = {rp_value_tensor(self), list_shape};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1);
    list_drop(&list_shape, room_shape);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_reshape_as(rp_tensor **out, rp_tensor *self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::reshape_as"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_rms_norm(rp_tensor **out, rp_tensor *input, const int64_t *normalized_shape,
    uint32_t n_normalized_shape, rp_tensor *weight, const double *eps)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::rms_norm"));
    rp_value room_normalized_shape[LIST_ROOM], list_normalized_shape = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_normalized_shape, room_normalized_shape, normalized_shape, n_normalized_shape, 0);
    const rp_value in[] = {rp_value_tensor(input), list_normalized_shape, rp_value_tensor(weight),
        opt_float(eps)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1);
    list_drop(&list_normalized_shape, room_normalized_shape);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_rnn_relu_input(rp_tensor **out, rp_tensor **out1, rp_tensor *input, rp_tensor *hx,
    rp_tensor *const *params, uint32_t n_params, int has_biases, int64_t num_layers,
    double dropout, int train, int bidirectional, int batch_first)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[2];
    RP_TRY(op_find(&op, &cache, "aten::rnn_relu.input"));
    rp_value room_params[LIST_ROOM], list_params = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_params, room_params, params, n_params, 0);
    const rp_value in[] = {rp_value_tensor(input), rp_value_tensor(hx), list_params,
        rp_value_bool(has_biases), rp_value_int(num_layers), rp_value_float(dropout),
        rp_value_bool(train), rp_value_bool(bidirectional), rp_value_bool(batch_first)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 9, ret, 2);
    list_drop(&list_params, room_params);
    RP_TRY(st);
    take(out, &ret[0]);
    take(out1, &ret[1]);
    return RP_OK;
}

rp_status rp_rnn_relu_cell(rp_tensor **out, rp_tensor *input, rp_tensor *hx, rp_tensor *w_ih,
    rp_tensor *w_hh, rp_tensor *b_ih, rp_tensor *b_hh)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::rnn_relu_cell"));
    const rp_value in[] = {rp_value_tensor(input), rp_value_tensor(hx), rp_value_tensor(w_ih),
        rp_value_tensor(w_hh), rp_value_tensor(b_ih), rp_value_tensor(b_hh)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 6, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_rnn_tanh_input(rp_tensor **out, rp_tensor **out1, rp_tensor *input, rp_tensor *hx,
    rp_tensor *const *params, uint32_t n_params, int has_biases, int64_t num_layers,
    double dropout, int train, int bidirectional, int batch_first)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[2];
    RP_TRY(op_find(&op, &cache, "aten::rnn_tanh.input"));
    rp_value room_params[LIST_ROOM], list_params = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_params, room_params, params, n_params, 0);
    const rp_value in[] = {rp_value_tensor(input), rp_value_tensor(hx), list_params,
        rp_value_bool(has_biases), rp_value_int(num_layers), rp_value_float(dropout),
        rp_value_bool(train), rp_value_bool(bidirectional), rp_value_bool(batch_first)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 9, ret, 2);
    list_drop(&list_params, room_params);
    RP_TRY(st);
    take(out, &ret[0]);
    take(out1, &ret[1]);
    return RP_OK;
}

rp_status rp_rnn_tanh_cell(rp_tensor **out, rp_tensor *input, rp_tensor *hx, rp_tensor *w_ih,
    rp_tensor *w_hh, rp_tensor *b_ih, rp_tensor *b_hh)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::rnn_tanh_cell"));
    const rp_value in[] = {rp_value_tensor(input), rp_value_tensor(hx), rp_value_tensor(w_ih),
        rp_value_tensor(w_hh), rp_value_tensor(b_ih), rp_value_tensor(b_hh)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 6, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_roll(rp_tensor **out, rp_tensor *self, const int64_t *shifts, uint32_t n_shifts,
    const int64_t *dims, uint32_t n_dims)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::roll"));
    rp_value room_shifts[LIST_ROOM], list_shifts = rp_value_none();
    rp_value room_dims[LIST_ROOM], list_dims = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_shifts, room_shifts, shifts, n_shifts, 0);
    if (st == RP_OK) st = list_of_ints(&list_dims, room_dims, dims, n_dims, 0);
    const rp_value in[] = {rp_value_tensor(self), list_shifts, list_dims};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1);
    list_drop(&list_shifts, room_shifts);
    list_drop(&list_dims, room_dims);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_round(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::round"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_round_decimals(rp_tensor **out, rp_tensor *self, int64_t decimals)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::round.decimals"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(decimals)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_round_decimals_out(rp_tensor **out, rp_tensor *self, int64_t decimals,
    rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::round.decimals_out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(decimals),
        rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_round_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::round.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_round_(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::round_"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_round__decimals(rp_tensor **out, rp_tensor *self, int64_t decimals)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::round_.decimals"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(decimals)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_rsqrt(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::rsqrt"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_rsqrt_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::rsqrt.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_rsqrt_(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::rsqrt_"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_rsub_scalar(rp_tensor **out, rp_tensor *self, rp_value other, rp_value alpha)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::rsub.Scalar"));
    const rp_value in[] = {rp_value_tensor(self), other, alpha};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_rsub(rp_tensor **out, rp_tensor *self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::rsub.Tensor"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other), rp_value_int(1)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_rsub_full(rp_tensor **out, rp_tensor *self, rp_tensor *other, rp_value alpha)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::rsub.Tensor"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other), alpha};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_scalar_tensor(rp_tensor **out, rp_value s)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::scalar_tensor"));
    const rp_value in[] = {s, rp_value_none(), rp_value_none(), rp_value_none(), rp_value_none()};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_scalar_tensor_full(rp_tensor **out, rp_value s, rp_dtype dtype,
    const int64_t *layout, const rp_device *device, const int *pin_memory)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::scalar_tensor"));
    const rp_value in[] = {s, rp_value_dtype(dtype), opt_int(layout), opt_device(device),
        opt_bool(pin_memory)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_scaled_dot_product_attention(rp_tensor **out, rp_tensor *query, rp_tensor *key,
    rp_tensor *value, rp_tensor *attn_mask, double dropout_p, int is_causal)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::scaled_dot_product_attention"));
    const rp_value in[] = {rp_value_tensor(query), rp_value_tensor(key), rp_value_tensor(value),
        rp_value_tensor(attn_mask), rp_value_float(dropout_p), rp_value_bool(is_causal),
        rp_value_none(), rp_value_bool(0)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 8, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_scaled_dot_product_attention_full(rp_tensor **out, rp_tensor *query, rp_tensor *key,
    rp_tensor *value, rp_tensor *attn_mask, double dropout_p, int is_causal, const double *scale,
    int enable_gqa)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::scaled_dot_product_attention"));
    const rp_value in[] = {rp_value_tensor(query), rp_value_tensor(key), rp_value_tensor(value),
        rp_value_tensor(attn_mask), rp_value_float(dropout_p), rp_value_bool(is_causal),
        opt_float(scale), rp_value_bool(enable_gqa)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 8, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_scatter_reduce(rp_tensor **out, rp_tensor *self, int64_t dim, rp_tensor *index,
    rp_tensor *src, const char *reduce)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::scatter.reduce"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim), rp_value_tensor(index),
        rp_value_tensor(src), opt_str(reduce)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_scatter_src(rp_tensor **out, rp_tensor *self, int64_t dim, rp_tensor *index,
    rp_tensor *src)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::scatter.src"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim), rp_value_tensor(index),
        rp_value_tensor(src)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_scatter_value(rp_tensor **out, rp_tensor *self, int64_t dim, rp_tensor *index,
    rp_value value)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::scatter.value"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim), rp_value_tensor(index),
        value};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_scatter_value_reduce(rp_tensor **out, rp_tensor *self, int64_t dim, rp_tensor *index,
    rp_value value, const char *reduce)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::scatter.value_reduce"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim), rp_value_tensor(index),
        value, opt_str(reduce)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_scatter__src(rp_tensor **out, rp_tensor *self, int64_t dim, rp_tensor *index,
    rp_tensor *src)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::scatter_.src"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim), rp_value_tensor(index),
        rp_value_tensor(src)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_scatter__value(rp_tensor **out, rp_tensor *self, int64_t dim, rp_tensor *index,
    rp_value value)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::scatter_.value"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim), rp_value_tensor(index),
        value};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_scatter_add(rp_tensor **out, rp_tensor *self, int64_t dim, rp_tensor *index,
    rp_tensor *src)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::scatter_add"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim), rp_value_tensor(index),
        rp_value_tensor(src)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_scatter_add_(rp_tensor **out, rp_tensor *self, int64_t dim, rp_tensor *index,
    rp_tensor *src)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::scatter_add_"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim), rp_value_tensor(index),
        rp_value_tensor(src)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_scatter_reduce_two(rp_tensor **out, rp_tensor *self, int64_t dim, rp_tensor *index,
    rp_tensor *src, const char *reduce)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::scatter_reduce.two"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim), rp_value_tensor(index),
        rp_value_tensor(src), opt_str(reduce), rp_value_bool(1)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 6, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_scatter_reduce_two_full(rp_tensor **out, rp_tensor *self, int64_t dim,
    rp_tensor *index, rp_tensor *src, const char *reduce, int include_self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::scatter_reduce.two"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim), rp_value_tensor(index),
        rp_value_tensor(src), opt_str(reduce), rp_value_bool(include_self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 6, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_scatter_reduce__two(rp_tensor **out, rp_tensor *self, int64_t dim, rp_tensor *index,
    rp_tensor *src, const char *reduce)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::scatter_reduce_.two"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim), rp_value_tensor(index),
        rp_value_tensor(src), opt_str(reduce), rp_value_bool(1)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 6, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_scatter_reduce__two_full(rp_tensor **out, rp_tensor *self, int64_t dim,
    rp_tensor *index, rp_tensor *src, const char *reduce, int include_self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::scatter_reduce_.two"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim), rp_value_tensor(index),
        rp_value_tensor(src), opt_str(reduce), rp_value_bool(include_self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 6, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_select_int(rp_tensor **out, rp_tensor *self, int64_t dim, int64_t index)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::select.int"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim), rp_value_int(index)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_select_backward(rp_tensor **out, rp_tensor *grad_output, const int64_t *input_sizes,
    uint32_t n_input_sizes, int64_t dim, int64_t index)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::select_backward"));
    rp_value room_input_sizes[LIST_ROOM], list_input_sizes = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_input_sizes, room_input_sizes, input_sizes, n_input_sizes, 0);
    const rp_value in[] = {rp_value_tensor(grad_output), list_input_sizes, rp_value_int(dim),
        rp_value_int(index)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1);
    list_drop(&list_input_sizes, room_input_sizes);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_select_scatter(rp_tensor **out, rp_tensor *self, rp_tensor *src, int64_t dim,
    int64_t index)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::select_scatter"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(src), rp_value_int(dim),
        rp_value_int(index)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_selu(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::selu"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_selu_(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::selu_"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_sgn(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::sgn"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_sgn_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::sgn.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_sgn_(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::sgn_"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_sigmoid(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::sigmoid"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_sigmoid_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::sigmoid.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_sigmoid_(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::sigmoid_"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_sigmoid_backward(rp_tensor **out, rp_tensor *grad_output, rp_tensor *output)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::sigmoid_backward"));
    const rp_value in[] = {rp_value_tensor(grad_output), rp_value_tensor(output)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_sigmoid_backward_grad_input(rp_tensor **out, rp_tensor *grad_output,
    rp_tensor *output, rp_tensor *grad_input)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::sigmoid_backward.grad_input"));
    const rp_value in[] = {rp_value_tensor(grad_output), rp_value_tensor(output),
        rp_value_tensor(grad_input)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_sign(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::sign"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_sign_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::sign.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_sign_(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::sign_"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_signbit(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::signbit"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_signbit_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::signbit.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_silu(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::silu"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_silu_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::silu.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_silu_(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::silu_"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_silu_backward(rp_tensor **out, rp_tensor *grad_output, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::silu_backward"));
    const rp_value in[] = {rp_value_tensor(grad_output), rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_silu_backward_grad_input(rp_tensor **out, rp_tensor *grad_output, rp_tensor *self,
    rp_tensor *grad_input)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::silu_backward.grad_input"));
    const rp_value in[] = {rp_value_tensor(grad_output), rp_value_tensor(self),
        rp_value_tensor(grad_input)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_sin(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::sin"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_sin_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::sin.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_sin_(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::sin_"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_sinc(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::sinc"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_sinc_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::sinc.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_sinc_(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::sinc_"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_sinh(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::sinh"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_sinh_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::sinh.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_sinh_(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::sinh_"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_slice(rp_tensor **out, rp_tensor *self, int64_t dim, const int64_t *start,
    const int64_t *end, int64_t step)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::slice.Tensor"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim), opt_int(start), opt_int(end),
        rp_value_int(step)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_slice_backward(rp_tensor **out, rp_tensor *grad_output, const int64_t *input_sizes,
    uint32_t n_input_sizes, int64_t dim, int64_t start, int64_t end, int64_t step)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::slice_backward"));
    rp_value room_input_sizes[LIST_ROOM], list_input_sizes = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_input_sizes, room_input_sizes, input_sizes, n_input_sizes, 0);
    const rp_value in[] = {rp_value_tensor(grad_output), list_input_sizes, rp_value_int(dim),
        rp_value_int(start), rp_value_int(end), rp_value_int(step)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 6, ret, 1);
    list_drop(&list_input_sizes, room_input_sizes);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_slice_scatter(rp_tensor **out, rp_tensor *self, rp_tensor *src, int64_t dim,
    const int64_t *start, const int64_t *end, int64_t step)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::slice_scatter"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(src), rp_value_int(dim),
        opt_int(start), opt_int(end), rp_value_int(step)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 6, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_smooth_l1_loss(rp_tensor **out, rp_tensor *self, rp_tensor *target,
    int64_t reduction, double beta)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::smooth_l1_loss"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(target),
        rp_value_int(reduction), rp_value_float(beta)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_smooth_l1_loss_backward(rp_tensor **out, rp_tensor *grad_output, rp_tensor *self,
    rp_tensor *target, int64_t reduction, double beta)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::smooth_l1_loss_backward"));
    const rp_value in[] = {rp_value_tensor(grad_output), rp_value_tensor(self),
        rp_value_tensor(target), rp_value_int(reduction), rp_value_float(beta)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_soft_margin_loss(rp_tensor **out, rp_tensor *self, rp_tensor *target,
    int64_t reduction)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::soft_margin_loss"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(target),
        rp_value_int(reduction)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_soft_margin_loss_backward(rp_tensor **out, rp_tensor *grad_output, rp_tensor *self,
    rp_tensor *target, int64_t reduction)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::soft_margin_loss_backward"));
    const rp_value in[] = {rp_value_tensor(grad_output), rp_value_tensor(self),
        rp_value_tensor(target), rp_value_int(reduction)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_softmax_int(rp_tensor **out, rp_tensor *self, int64_t dim, rp_dtype dtype)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::softmax.int"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim), rp_value_dtype(dtype)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_softplus(rp_tensor **out, rp_tensor *self, rp_value beta, rp_value threshold)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::softplus"));
    const rp_value in[] = {rp_value_tensor(self), beta, threshold};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_softplus_out(rp_tensor **out, rp_tensor *self, rp_value beta, rp_value threshold,
    rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::softplus.out"));
    const rp_value in[] = {rp_value_tensor(self), beta, threshold, rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_softplus_backward(rp_tensor **out, rp_tensor *grad_output, rp_tensor *self,
    rp_value beta, rp_value threshold)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::softplus_backward"));
    const rp_value in[] = {rp_value_tensor(grad_output), rp_value_tensor(self), beta, threshold};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_softplus_backward_grad_input(rp_tensor **out, rp_tensor *grad_output,
    rp_tensor *self, rp_value beta, rp_value threshold, rp_tensor *grad_input)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::softplus_backward.grad_input"));
    const rp_value in[] = {rp_value_tensor(grad_output), rp_value_tensor(self), beta, threshold,
        rp_value_tensor(grad_input)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_softshrink(rp_tensor **out, rp_tensor *self, rp_value lambd)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::softshrink"));
    const rp_value in[] = {rp_value_tensor(self), lambd};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_softshrink_out(rp_tensor **out, rp_tensor *self, rp_value lambd, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::softshrink.out"));
    const rp_value in[] = {rp_value_tensor(self), lambd, rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_softshrink_backward(rp_tensor **out, rp_tensor *grad_output, rp_tensor *self,
    rp_value lambd)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::softshrink_backward"));
    const rp_value in[] = {rp_value_tensor(grad_output), rp_value_tensor(self), lambd};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_softshrink_backward_grad_input(rp_tensor **out, rp_tensor *grad_output,
    rp_tensor *self, rp_value lambd, rp_tensor *grad_input)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::softshrink_backward.grad_input"));
    const rp_value in[] = {rp_value_tensor(grad_output), rp_value_tensor(self), lambd,
        rp_value_tensor(grad_input)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_sort(rp_tensor **out, rp_tensor **out1, rp_tensor *self, int64_t dim, int descending)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[2];
    RP_TRY(op_find(&op, &cache, "aten::sort"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim), rp_value_bool(descending)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 2));
    take(out, &ret[0]);
    take(out1, &ret[1]);
    return RP_OK;
}

rp_status rp_sort_stable(rp_tensor **out, rp_tensor **out1, rp_tensor *self, const int *stable)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[2];
    RP_TRY(op_find(&op, &cache, "aten::sort.stable"));
    const rp_value in[] = {rp_value_tensor(self), opt_bool(stable), rp_value_int(-1),
        rp_value_bool(0)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 2));
    take(out, &ret[0]);
    take(out1, &ret[1]);
    return RP_OK;
}

rp_status rp_sort_stable_full(rp_tensor **out, rp_tensor **out1, rp_tensor *self,
    const int *stable, int64_t dim, int descending)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[2];
    RP_TRY(op_find(&op, &cache, "aten::sort.stable"));
    const rp_value in[] = {rp_value_tensor(self), opt_bool(stable), rp_value_int(dim),
        rp_value_bool(descending)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 2));
    take(out, &ret[0]);
    take(out1, &ret[1]);
    return RP_OK;
}

rp_status rp_special_entr(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::special_entr"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_special_entr_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::special_entr.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_special_i1(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::special_i1"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_special_i1_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::special_i1.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_special_xlog1py(rp_tensor **out, rp_tensor *self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::special_xlog1py"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_special_xlog1py_out(rp_tensor **out, rp_tensor *self, rp_tensor *other,
    rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::special_xlog1py.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other),
        rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_split(rp_tensor **out, uint32_t n_out, rp_tensor *self, int64_t split_size,
    int64_t dim)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::split.Tensor"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(split_size), rp_value_int(dim)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    return take_list(out, n_out, &ret[0]);
}

rp_status rp_split_sizes(rp_tensor **out, uint32_t n_out, rp_tensor *self,
    const int64_t *split_size, uint32_t n_split_size, int64_t dim)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::split.sizes"));
    rp_value room_split_size[LIST_ROOM], list_split_size = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_split_size, room_split_size, split_size, n_split_size, 0);
    const rp_value in[] = {rp_value_tensor(self), list_split_size, rp_value_int(dim)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1);
    list_drop(&list_split_size, room_split_size);
    RP_TRY(st);
    return take_list(out, n_out, &ret[0]);
}

rp_status rp_split_with_sizes(rp_tensor **out, uint32_t n_out, rp_tensor *self,
    const int64_t *split_sizes, uint32_t n_split_sizes, int64_t dim)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::split_with_sizes"));
    rp_value room_split_sizes[LIST_ROOM], list_split_sizes = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_split_sizes, room_split_sizes, split_sizes, n_split_sizes, 0);
    const rp_value in[] = {rp_value_tensor(self), list_split_sizes, rp_value_int(dim)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1);
    list_drop(&list_split_sizes, room_split_sizes);
    RP_TRY(st);
    return take_list(out, n_out, &ret[0]);
}

rp_status rp_sqrt(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::sqrt"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_sqrt_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::sqrt.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_sqrt_(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::sqrt_"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_square(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::square"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_square_(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::square_"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_squeeze(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::squeeze"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_squeeze_dim(rp_tensor **out, rp_tensor *self, int64_t dim)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::squeeze.dim"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_squeeze_dims(rp_tensor **out, rp_tensor *self, const int64_t *dim, uint32_t n_dim)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::squeeze.dims"));
    rp_value room_dim[LIST_ROOM], list_dim = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_dim, room_dim, dim, n_dim, 0);
    const rp_value in[] = {rp_value_tensor(self), list_dim};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1);
    list_drop(&list_dim, room_dim);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_squeeze_(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::squeeze_"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_squeeze__dim(rp_tensor **out, rp_tensor *self, int64_t dim)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::squeeze_.dim"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_squeeze__dims(rp_tensor **out, rp_tensor *self, const int64_t *dim, uint32_t n_dim)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::squeeze_.dims"));
    rp_value room_dim[LIST_ROOM], list_dim = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_dim, room_dim, dim, n_dim, 0);
    const rp_value in[] = {rp_value_tensor(self), list_dim};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1);
    list_drop(&list_dim, room_dim);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_stack(rp_tensor **out, rp_tensor *const *tensors, uint32_t n_tensors, int64_t dim)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::stack"));
    rp_value room_tensors[LIST_ROOM], list_tensors = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_tensors, room_tensors, tensors, n_tensors, 0);
    const rp_value in[] = {list_tensors, rp_value_int(dim)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1);
    list_drop(&list_tensors, room_tensors);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_stack_out(rp_tensor **out, rp_tensor *const *tensors, uint32_t n_tensors,
    int64_t dim, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::stack.out"));
    rp_value room_tensors[LIST_ROOM], list_tensors = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_tensors, room_tensors, tensors, n_tensors, 0);
    const rp_value in[] = {list_tensors, rp_value_int(dim), rp_value_tensor(out_arg)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1);
    list_drop(&list_tensors, room_tensors);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_std(rp_tensor **out, rp_tensor *self, int unbiased)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::std"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_bool(unbiased)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_std_correction(rp_tensor **out, rp_tensor *self, const int64_t *dim, uint32_t n_dim)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::std.correction"));
    rp_value room_dim[LIST_ROOM], list_dim = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_dim, room_dim, dim, n_dim, 1);
    const rp_value in[] = {rp_value_tensor(self), list_dim, rp_value_none(), rp_value_bool(0)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1);
    list_drop(&list_dim, room_dim);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_std_correction_full(rp_tensor **out, rp_tensor *self, const int64_t *dim,
    uint32_t n_dim, rp_value correction, int keepdim)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::std.correction"));
    rp_value room_dim[LIST_ROOM], list_dim = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_dim, room_dim, dim, n_dim, 1);
    const rp_value in[] = {rp_value_tensor(self), list_dim, correction, rp_value_bool(keepdim)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1);
    list_drop(&list_dim, room_dim);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_std_correction_out(rp_tensor **out, rp_tensor *self, const int64_t *dim,
    uint32_t n_dim, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::std.correction_out"));
    rp_value room_dim[LIST_ROOM], list_dim = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_dim, room_dim, dim, n_dim, 1);
    const rp_value in[] = {rp_value_tensor(self), list_dim, rp_value_none(), rp_value_bool(0),
        rp_value_tensor(out_arg)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1);
    list_drop(&list_dim, room_dim);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_std_correction_out_full(rp_tensor **out, rp_tensor *self, const int64_t *dim,
    uint32_t n_dim, rp_value correction, int keepdim, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::std.correction_out"));
    rp_value room_dim[LIST_ROOM], list_dim = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_dim, room_dim, dim, n_dim, 1);
    const rp_value in[] = {rp_value_tensor(self), list_dim, correction, rp_value_bool(keepdim),
        rp_value_tensor(out_arg)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1);
    list_drop(&list_dim, room_dim);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_std_dim(rp_tensor **out, rp_tensor *self, const int64_t *dim, uint32_t n_dim,
    int unbiased, int keepdim)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::std.dim"));
    rp_value room_dim[LIST_ROOM], list_dim = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_dim, room_dim, dim, n_dim, 1);
    const rp_value in[] = {rp_value_tensor(self), list_dim, rp_value_bool(unbiased),
        rp_value_bool(keepdim)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1);
    list_drop(&list_dim, room_dim);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_std_mean(rp_tensor **out, rp_tensor **out1, rp_tensor *self, int unbiased)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[2];
    RP_TRY(op_find(&op, &cache, "aten::std_mean"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_bool(unbiased)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 2));
    take(out, &ret[0]);
    take(out1, &ret[1]);
    return RP_OK;
}

rp_status rp_std_mean_correction(rp_tensor **out, rp_tensor **out1, rp_tensor *self,
    const int64_t *dim, uint32_t n_dim)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[2];
    RP_TRY(op_find(&op, &cache, "aten::std_mean.correction"));
    rp_value room_dim[LIST_ROOM], list_dim = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_dim, room_dim, dim, n_dim, 1);
    const rp_value in[] = {rp_value_tensor(self), list_dim, rp_value_none(), rp_value_bool(0)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 4, ret, 2);
    list_drop(&list_dim, room_dim);
    RP_TRY(st);
    take(out, &ret[0]);
    take(out1, &ret[1]);
    return RP_OK;
}

rp_status rp_std_mean_correction_full(rp_tensor **out, rp_tensor **out1, rp_tensor *self,
    const int64_t *dim, uint32_t n_dim, rp_value correction, int keepdim)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[2];
    RP_TRY(op_find(&op, &cache, "aten::std_mean.correction"));
    rp_value room_dim[LIST_ROOM], list_dim = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_dim, room_dim, dim, n_dim, 1);
    const rp_value in[] = {rp_value_tensor(self), list_dim, correction, rp_value_bool(keepdim)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 4, ret, 2);
    list_drop(&list_dim, room_dim);
    RP_TRY(st);
    take(out, &ret[0]);
    take(out1, &ret[1]);
    return RP_OK;
}

rp_status rp_std_mean_correction_out(rp_tensor **out, rp_tensor **out1, rp_tensor *self,
    const int64_t *dim, uint32_t n_dim, rp_tensor *out0, rp_tensor *out1_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[2];
    RP_TRY(op_find(&op, &cache, "aten::std_mean.correction_out"));
    rp_value room_dim[LIST_ROOM], list_dim = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_dim, room_dim, dim, n_dim, 1);
    const rp_value in[] = {rp_value_tensor(self), list_dim, rp_value_none(), rp_value_bool(0),
        rp_value_tensor(out0), rp_value_tensor(out1_arg)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 6, ret, 2);
    list_drop(&list_dim, room_dim);
    RP_TRY(st);
    take(out, &ret[0]);
    take(out1, &ret[1]);
    return RP_OK;
}

rp_status rp_std_mean_correction_out_full(rp_tensor **out, rp_tensor **out1, rp_tensor *self,
    const int64_t *dim, uint32_t n_dim, rp_value correction, int keepdim, rp_tensor *out0,
    rp_tensor *out1_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[2];
    RP_TRY(op_find(&op, &cache, "aten::std_mean.correction_out"));
    rp_value room_dim[LIST_ROOM], list_dim = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_dim, room_dim, dim, n_dim, 1);
    const rp_value in[] = {rp_value_tensor(self), list_dim, correction, rp_value_bool(keepdim),
        rp_value_tensor(out0), rp_value_tensor(out1_arg)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 6, ret, 2);
    list_drop(&list_dim, room_dim);
    RP_TRY(st);
    take(out, &ret[0]);
    take(out1, &ret[1]);
    return RP_OK;
}

rp_status rp_std_mean_dim(rp_tensor **out, rp_tensor **out1, rp_tensor *self, const int64_t *dim,
    uint32_t n_dim, int unbiased, int keepdim)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[2];
    RP_TRY(op_find(&op, &cache, "aten::std_mean.dim"));
    rp_value room_dim[LIST_ROOM], list_dim = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_dim, room_dim, dim, n_dim, 1);
    const rp_value in[] = {rp_value_tensor(self), list_dim, rp_value_bool(unbiased),
        rp_value_bool(keepdim)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 4, ret, 2);
    list_drop(&list_dim, room_dim);
    RP_TRY(st);
    take(out, &ret[0]);
    take(out1, &ret[1]);
    return RP_OK;
}

rp_status rp_sub_scalar(rp_tensor **out, rp_tensor *self, rp_value other, rp_value alpha)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::sub.Scalar"));
    const rp_value in[] = {rp_value_tensor(self), other, alpha};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_sub(rp_tensor **out, rp_tensor *self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::sub.Tensor"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other), rp_value_int(1)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_sub_full(rp_tensor **out, rp_tensor *self, rp_tensor *other, rp_value alpha)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::sub.Tensor"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other), alpha};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_sub_out(rp_tensor **out, rp_tensor *self, rp_tensor *other, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::sub.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other), rp_value_int(1),
        rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_sub_out_full(rp_tensor **out, rp_tensor *self, rp_tensor *other, rp_value alpha,
    rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::sub.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other), alpha,
        rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_sub__scalar(rp_tensor **out, rp_tensor *self, rp_value other, rp_value alpha)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::sub_.Scalar"));
    const rp_value in[] = {rp_value_tensor(self), other, alpha};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_sub_(rp_tensor **out, rp_tensor *self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::sub_.Tensor"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other), rp_value_int(1)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_sub__full(rp_tensor **out, rp_tensor *self, rp_tensor *other, rp_value alpha)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::sub_.Tensor"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other), alpha};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_sum(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::sum"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_none()};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_sum_full(rp_tensor **out, rp_tensor *self, rp_dtype dtype)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::sum"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_dtype(dtype)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_sum_intlist_out(rp_tensor **out, rp_tensor *self, const int64_t *dim, uint32_t n_dim,
    int keepdim, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::sum.IntList_out"));
    rp_value room_dim[LIST_ROOM], list_dim = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_dim, room_dim, dim, n_dim, 1);
    const rp_value in[] = {rp_value_tensor(self), list_dim, rp_value_bool(keepdim),
        rp_value_none(), rp_value_tensor(out_arg)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1);
    list_drop(&list_dim, room_dim);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_sum_intlist_out_full(rp_tensor **out, rp_tensor *self, const int64_t *dim,
    uint32_t n_dim, int keepdim, rp_dtype dtype, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::sum.IntList_out"));
    rp_value room_dim[LIST_ROOM], list_dim = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_dim, room_dim, dim, n_dim, 1);
    const rp_value in[] = {rp_value_tensor(self), list_dim, rp_value_bool(keepdim),
        rp_value_dtype(dtype), rp_value_tensor(out_arg)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1);
    list_drop(&list_dim, room_dim);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_sum_dim_intlist(rp_tensor **out, rp_tensor *self, const int64_t *dim, uint32_t n_dim,
    int keepdim)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::sum.dim_IntList"));
    rp_value room_dim[LIST_ROOM], list_dim = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_dim, room_dim, dim, n_dim, 1);
    const rp_value in[] = {rp_value_tensor(self), list_dim, rp_value_bool(keepdim),
        rp_value_none()};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1);
    list_drop(&list_dim, room_dim);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_sum_dim_intlist_full(rp_tensor **out, rp_tensor *self, const int64_t *dim,
    uint32_t n_dim, int keepdim, rp_dtype dtype)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::sum.dim_IntList"));
    rp_value room_dim[LIST_ROOM], list_dim = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_dim, room_dim, dim, n_dim, 1);
    const rp_value in[] = {rp_value_tensor(self), list_dim, rp_value_bool(keepdim),
        rp_value_dtype(dtype)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1);
    list_drop(&list_dim, room_dim);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_sum_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::sum.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_none(), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_sum_out_full(rp_tensor **out, rp_tensor *self, rp_dtype dtype, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::sum.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_dtype(dtype), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_sum_to_size(rp_tensor **out, rp_tensor *self, const int64_t *size, uint32_t n_size)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::sum_to_size"));
    rp_value room_size[LIST_ROOM], list_size = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_size, room_size, size, n_size, 0);
    const rp_value in[] = {rp_value_tensor(self), list_size};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1);
    list_drop(&list_size, room_size);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_swapaxes(rp_tensor **out, rp_tensor *self, int64_t axis0, int64_t axis1)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::swapaxes"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(axis0), rp_value_int(axis1)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_sym_numel(rp_value *out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::sym_numel"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take_value(out, &ret[0]);
    return RP_OK;
}

rp_status rp_sym_size_int(rp_value *out, rp_tensor *self, int64_t dim)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::sym_size.int"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take_value(out, &ret[0]);
    return RP_OK;
}

rp_status rp_sym_storage_offset(rp_value *out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::sym_storage_offset"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take_value(out, &ret[0]);
    return RP_OK;
}

rp_status rp_sym_stride_int(rp_value *out, rp_tensor *self, int64_t dim)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::sym_stride.int"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take_value(out, &ret[0]);
    return RP_OK;
}

rp_status rp_t(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::t"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_t_(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::t_"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_take(rp_tensor **out, rp_tensor *self, rp_tensor *index)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::take"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(index)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_take_along_dim(rp_tensor **out, rp_tensor *self, rp_tensor *indices,
    const int64_t *dim)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::take_along_dim"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(indices), opt_int(dim)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_tan(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::tan"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_tan_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::tan.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_tan_(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::tan_"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_tanh(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::tanh"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_tanh_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::tanh.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_tanh_(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::tanh_"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_tanh_backward(rp_tensor **out, rp_tensor *grad_output, rp_tensor *output)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::tanh_backward"));
    const rp_value in[] = {rp_value_tensor(grad_output), rp_value_tensor(output)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_tanh_backward_grad_input(rp_tensor **out, rp_tensor *grad_output, rp_tensor *output,
    rp_tensor *grad_input)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::tanh_backward.grad_input"));
    const rp_value in[] = {rp_value_tensor(grad_output), rp_value_tensor(output),
        rp_value_tensor(grad_input)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_tensor_split_indices(rp_tensor **out, uint32_t n_out, rp_tensor *self,
    const int64_t *indices, uint32_t n_indices, int64_t dim)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::tensor_split.indices"));
    rp_value room_indices[LIST_ROOM], list_indices = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_indices, room_indices, indices, n_indices, 0);
    const rp_value in[] = {rp_value_tensor(self), list_indices, rp_value_int(dim)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1);
    list_drop(&list_indices, room_indices);
    RP_TRY(st);
    return take_list(out, n_out, &ret[0]);
}

rp_status rp_tensor_split_sections(rp_tensor **out, uint32_t n_out, rp_tensor *self,
    int64_t sections, int64_t dim)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::tensor_split.sections"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(sections), rp_value_int(dim)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    return take_list(out, n_out, &ret[0]);
}

rp_status rp_threshold(rp_tensor **out, rp_tensor *self, rp_value threshold, rp_value value)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::threshold"));
    const rp_value in[] = {rp_value_tensor(self), threshold, value};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_threshold_out(rp_tensor **out, rp_tensor *self, rp_value threshold, rp_value value,
    rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::threshold.out"));
    const rp_value in[] = {rp_value_tensor(self), threshold, value, rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_threshold_(rp_tensor **out, rp_tensor *self, rp_value threshold, rp_value value)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::threshold_"));
    const rp_value in[] = {rp_value_tensor(self), threshold, value};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_threshold_backward(rp_tensor **out, rp_tensor *grad_output, rp_tensor *self,
    rp_value threshold)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::threshold_backward"));
    const rp_value in[] = {rp_value_tensor(grad_output), rp_value_tensor(self), threshold};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_threshold_backward_grad_input(rp_tensor **out, rp_tensor *grad_output,
    rp_tensor *self, rp_value threshold, rp_tensor *grad_input)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::threshold_backward.grad_input"));
    const rp_value in[] = {rp_value_tensor(grad_output), rp_value_tensor(self), threshold,
        rp_value_tensor(grad_input)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_tile(rp_tensor **out, rp_tensor *self, const int64_t *dims, uint32_t n_dims)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::tile"));
    rp_value room_dims[LIST_ROOM], list_dims = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_dims, room_dims, dims, n_dims, 0);
    const rp_value in[] = {rp_value_tensor(self), list_dims};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1);
    list_drop(&list_dims, room_dims);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_to_device(rp_tensor **out, rp_tensor *self, rp_device device, rp_dtype dtype,
    int non_blocking, int copy, const int64_t *memory_format)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::to.device"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_device(device), rp_value_dtype(dtype),
        rp_value_bool(non_blocking), rp_value_bool(copy), opt_int(memory_format)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 6, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_to_dtype(rp_tensor **out, rp_tensor *self, rp_dtype dtype, int non_blocking,
    int copy, const int64_t *memory_format)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::to.dtype"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_dtype(dtype),
        rp_value_bool(non_blocking), rp_value_bool(copy), opt_int(memory_format)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_to_other(rp_tensor **out, rp_tensor *self, rp_tensor *other, int non_blocking,
    int copy, const int64_t *memory_format)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::to.other"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other),
        rp_value_bool(non_blocking), rp_value_bool(copy), opt_int(memory_format)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_topk(rp_tensor **out, rp_tensor **out1, rp_tensor *self, int64_t k, int64_t dim,
    int largest, int sorted)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[2];
    RP_TRY(op_find(&op, &cache, "aten::topk"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(k), rp_value_int(dim),
        rp_value_bool(largest), rp_value_bool(sorted)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 5, ret, 2));
    take(out, &ret[0]);
    take(out1, &ret[1]);
    return RP_OK;
}

rp_status rp_topk_values(rp_tensor **out, rp_tensor **out1, rp_tensor *self, int64_t k,
    int64_t dim, int largest, int sorted, rp_tensor *values, rp_tensor *indices)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[2];
    RP_TRY(op_find(&op, &cache, "aten::topk.values"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(k), rp_value_int(dim),
        rp_value_bool(largest), rp_value_bool(sorted), rp_value_tensor(values),
        rp_value_tensor(indices)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 7, ret, 2));
    take(out, &ret[0]);
    take(out1, &ret[1]);
    return RP_OK;
}

rp_status rp_trace(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::trace"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_trace_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::trace.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_transpose_int(rp_tensor **out, rp_tensor *self, int64_t dim0, int64_t dim1)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::transpose.int"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim0), rp_value_int(dim1)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_transpose_(rp_tensor **out, rp_tensor *self, int64_t dim0, int64_t dim1)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::transpose_"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim0), rp_value_int(dim1)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_tril(rp_tensor **out, rp_tensor *self, int64_t diagonal)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::tril"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(diagonal)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_tril_out(rp_tensor **out, rp_tensor *self, int64_t diagonal, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::tril.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(diagonal),
        rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_tril_(rp_tensor **out, rp_tensor *self, int64_t diagonal)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::tril_"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(diagonal)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_tril_indices(rp_tensor **out, int64_t row, int64_t col, int64_t offset)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::tril_indices"));
    const rp_value in[] = {rp_value_int(row), rp_value_int(col), rp_value_int(offset),
        rp_value_none(), rp_value_none(), rp_value_none(), rp_value_none()};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 7, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_tril_indices_full(rp_tensor **out, int64_t row, int64_t col, int64_t offset,
    rp_dtype dtype, const int64_t *layout, const rp_device *device, const int *pin_memory)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::tril_indices"));
    const rp_value in[] = {rp_value_int(row), rp_value_int(col), rp_value_int(offset),
        rp_value_dtype(dtype), opt_int(layout), opt_device(device), opt_bool(pin_memory)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 7, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_triu(rp_tensor **out, rp_tensor *self, int64_t diagonal)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::triu"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(diagonal)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_triu_out(rp_tensor **out, rp_tensor *self, int64_t diagonal, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::triu.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(diagonal),
        rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_triu_(rp_tensor **out, rp_tensor *self, int64_t diagonal)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::triu_"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(diagonal)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_triu_indices(rp_tensor **out, int64_t row, int64_t col, int64_t offset)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::triu_indices"));
    const rp_value in[] = {rp_value_int(row), rp_value_int(col), rp_value_int(offset),
        rp_value_none(), rp_value_none(), rp_value_none(), rp_value_none()};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 7, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_triu_indices_full(rp_tensor **out, int64_t row, int64_t col, int64_t offset,
    rp_dtype dtype, const int64_t *layout, const rp_device *device, const int *pin_memory)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::triu_indices"));
    const rp_value in[] = {rp_value_int(row), rp_value_int(col), rp_value_int(offset),
        rp_value_dtype(dtype), opt_int(layout), opt_device(device), opt_bool(pin_memory)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 7, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_true_divide_scalar(rp_tensor **out, rp_tensor *self, rp_value other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::true_divide.Scalar"));
    const rp_value in[] = {rp_value_tensor(self), other};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_true_divide(rp_tensor **out, rp_tensor *self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::true_divide.Tensor"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_true_divide_out(rp_tensor **out, rp_tensor *self, rp_tensor *other,
    rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::true_divide.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other),
        rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_true_divide__scalar(rp_tensor **out, rp_tensor *self, rp_value other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::true_divide_.Scalar"));
    const rp_value in[] = {rp_value_tensor(self), other};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_true_divide_(rp_tensor **out, rp_tensor *self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::true_divide_.Tensor"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_trunc(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::trunc"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_trunc_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::trunc.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_trunc_(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::trunc_"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_type_as(rp_tensor **out, rp_tensor *self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::type_as"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_unbind_int(rp_tensor **out, uint32_t n_out, rp_tensor *self, int64_t dim)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::unbind.int"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    return take_list(out, n_out, &ret[0]);
}

rp_status rp_unflatten_int(rp_tensor **out, rp_tensor *self, int64_t dim, const int64_t *sizes,
    uint32_t n_sizes)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::unflatten.int"));
    rp_value room_sizes[LIST_ROOM], list_sizes = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_sizes, room_sizes, sizes, n_sizes, 0);
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim), list_sizes};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1);
    list_drop(&list_sizes, room_sizes);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_unfold(rp_tensor **out, rp_tensor *self, int64_t dimension, int64_t size,
    int64_t step)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::unfold"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dimension), rp_value_int(size),
        rp_value_int(step)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_unfold_backward(rp_tensor **out, rp_tensor *grad_in, const int64_t *input_sizes,
    uint32_t n_input_sizes, int64_t dim, int64_t size, int64_t step)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::unfold_backward"));
    rp_value room_input_sizes[LIST_ROOM], list_input_sizes = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_input_sizes, room_input_sizes, input_sizes, n_input_sizes, 0);
    const rp_value in[] = {rp_value_tensor(grad_in), list_input_sizes, rp_value_int(dim),
        rp_value_int(size), rp_value_int(step)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1);
    list_drop(&list_input_sizes, room_input_sizes);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_uniform(rp_tensor **out, rp_tensor *self, double from, double to)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::uniform"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_float(from), rp_value_float(to),
        rp_value_none()};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_uniform_full(rp_tensor **out, rp_tensor *self, double from, double to,
    rp_generator *generator)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::uniform"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_float(from), rp_value_float(to),
        opt_generator(generator)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_uniform_(rp_tensor **out, rp_tensor *self, double from, double to)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::uniform_"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_float(from), rp_value_float(to),
        rp_value_none()};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_uniform__full(rp_tensor **out, rp_tensor *self, double from, double to,
    rp_generator *generator)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::uniform_"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_float(from), rp_value_float(to),
        opt_generator(generator)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_unique_consecutive(rp_tensor **out, rp_tensor **out1, rp_tensor **out2,
    rp_tensor *self, int return_inverse, int return_counts, const int64_t *dim)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[3];
    RP_TRY(op_find(&op, &cache, "aten::unique_consecutive"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_bool(return_inverse),
        rp_value_bool(return_counts), opt_int(dim)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 3));
    take(out, &ret[0]);
    take(out1, &ret[1]);
    take(out2, &ret[2]);
    return RP_OK;
}

rp_status rp_unique_dim(rp_tensor **out, rp_tensor **out1, rp_tensor **out2, rp_tensor *self,
    int64_t dim, int sorted, int return_inverse, int return_counts)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[3];
    RP_TRY(op_find(&op, &cache, "aten::unique_dim"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim), rp_value_bool(sorted),
        rp_value_bool(return_inverse), rp_value_bool(return_counts)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 5, ret, 3));
    take(out, &ret[0]);
    take(out1, &ret[1]);
    take(out2, &ret[2]);
    return RP_OK;
}

rp_status rp_unsafe_chunk(rp_tensor **out, uint32_t n_out, rp_tensor *self, int64_t chunks,
    int64_t dim)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::unsafe_chunk"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(chunks), rp_value_int(dim)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    return take_list(out, n_out, &ret[0]);
}

rp_status rp_unsafe_split(rp_tensor **out, uint32_t n_out, rp_tensor *self, int64_t split_size,
    int64_t dim)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::unsafe_split.Tensor"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(split_size), rp_value_int(dim)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    return take_list(out, n_out, &ret[0]);
}

rp_status rp_unsqueeze(rp_tensor **out, rp_tensor *self, int64_t dim)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::unsqueeze"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_unsqueeze_(rp_tensor **out, rp_tensor *self, int64_t dim)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::unsqueeze_"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_int(dim)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_upsample_bilinear2d(rp_tensor **out, rp_tensor *self, const int64_t *output_size,
    uint32_t n_output_size, int align_corners, const double *scales_h, const double *scales_w)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::upsample_bilinear2d"));
    rp_value room_output_size[LIST_ROOM], list_output_size = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_output_size, room_output_size, output_size, n_output_size, 0);
    const rp_value in[] = {rp_value_tensor(self), list_output_size, rp_value_bool(align_corners),
        opt_float(scales_h), opt_float(scales_w)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1);
    list_drop(&list_output_size, room_output_size);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_upsample_bilinear2d_vec(rp_tensor **out, rp_tensor *input,
    const int64_t *output_size, uint32_t n_output_size, int align_corners,
    const double *scale_factors, uint32_t n_scale_factors)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::upsample_bilinear2d.vec"));
    rp_value room_output_size[LIST_ROOM], list_output_size = rp_value_none();
    rp_value room_scale_factors[LIST_ROOM], list_scale_factors = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_output_size, room_output_size, output_size, n_output_size, 1);
    if (st == RP_OK) st = list_of_floats(&list_scale_factors, room_scale_factors, scale_factors, n_scale_factors, 1);
    const rp_value in[] = {rp_value_tensor(input), list_output_size, rp_value_bool(align_corners),
        list_scale_factors};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1);
    list_drop(&list_output_size, room_output_size);
    list_drop(&list_scale_factors, room_scale_factors);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_upsample_bilinear2d_backward(rp_tensor **out, rp_tensor *grad_output,
    const int64_t *output_size, uint32_t n_output_size, const int64_t *input_size,
    uint32_t n_input_size, int align_corners, const double *scales_h, const double *scales_w)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::upsample_bilinear2d_backward"));
    rp_value room_output_size[LIST_ROOM], list_output_size = rp_value_none();
    rp_value room_input_size[LIST_ROOM], list_input_size = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_output_size, room_output_size, output_size, n_output_size, 0);
    if (st == RP_OK) st = list_of_ints(&list_input_size, room_input_size, input_size, n_input_size, 0);
    const rp_value in[] = {rp_value_tensor(grad_output), list_output_size, list_input_size,
        rp_value_bool(align_corners), opt_float(scales_h), opt_float(scales_w)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 6, ret, 1);
    list_drop(&list_output_size, room_output_size);
    list_drop(&list_input_size, room_input_size);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_upsample_linear1d(rp_tensor **out, rp_tensor *self, const int64_t *output_size,
    uint32_t n_output_size, int align_corners, const double *scales)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::upsample_linear1d"));
    rp_value room_output_size[LIST_ROOM], list_output_size = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_output_size, room_output_size, output_size, n_output_size, 0);
    const rp_value in[] = {rp_value_tensor(self), list_output_size, rp_value_bool(align_corners),
        opt_float(scales)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1);
    list_drop(&list_output_size, room_output_size);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_upsample_linear1d_backward(rp_tensor **out, rp_tensor *grad_output,
    const int64_t *output_size, uint32_t n_output_size, const int64_t *input_size,
    uint32_t n_input_size, int align_corners, const double *scales)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::upsample_linear1d_backward"));
    rp_value room_output_size[LIST_ROOM], list_output_size = rp_value_none();
    rp_value room_input_size[LIST_ROOM], list_input_size = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_output_size, room_output_size, output_size, n_output_size, 0);
    if (st == RP_OK) st = list_of_ints(&list_input_size, room_input_size, input_size, n_input_size, 0);
    const rp_value in[] = {rp_value_tensor(grad_output), list_output_size, list_input_size,
        rp_value_bool(align_corners), opt_float(scales)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1);
    list_drop(&list_output_size, room_output_size);
    list_drop(&list_input_size, room_input_size);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_upsample_nearest1d(rp_tensor **out, rp_tensor *self, const int64_t *output_size,
    uint32_t n_output_size, const double *scales)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::upsample_nearest1d"));
    rp_value room_output_size[LIST_ROOM], list_output_size = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_output_size, room_output_size, output_size, n_output_size, 0);
    const rp_value in[] = {rp_value_tensor(self), list_output_size, opt_float(scales)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1);
    list_drop(&list_output_size, room_output_size);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_upsample_nearest1d_backward(rp_tensor **out, rp_tensor *grad_output,
    const int64_t *output_size, uint32_t n_output_size, const int64_t *input_size,
    uint32_t n_input_size, const double *scales)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::upsample_nearest1d_backward"));
    rp_value room_output_size[LIST_ROOM], list_output_size = rp_value_none();
    rp_value room_input_size[LIST_ROOM], list_input_size = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_output_size, room_output_size, output_size, n_output_size, 0);
    if (st == RP_OK) st = list_of_ints(&list_input_size, room_input_size, input_size, n_input_size, 0);
    const rp_value in[] = {rp_value_tensor(grad_output), list_output_size, list_input_size,
        opt_float(scales)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1);
    list_drop(&list_output_size, room_output_size);
    list_drop(&list_input_size, room_input_size);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_upsample_nearest2d(rp_tensor **out, rp_tensor *self, const int64_t *output_size,
    uint32_t n_output_size, const double *scales_h, const double *scales_w)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::upsample_nearest2d"));
    rp_value room_output_size[LIST_ROOM], list_output_size = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_output_size, room_output_size, output_size, n_output_size, 0);
    const rp_value in[] = {rp_value_tensor(self), list_output_size, opt_float(scales_h),
        opt_float(scales_w)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1);
    list_drop(&list_output_size, room_output_size);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_upsample_nearest2d_vec(rp_tensor **out, rp_tensor *input, const int64_t *output_size,
    uint32_t n_output_size, const double *scale_factors, uint32_t n_scale_factors)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::upsample_nearest2d.vec"));
    rp_value room_output_size[LIST_ROOM], list_output_size = rp_value_none();
    rp_value room_scale_factors[LIST_ROOM], list_scale_factors = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_output_size, room_output_size, output_size, n_output_size, 1);
    if (st == RP_OK) st = list_of_floats(&list_scale_factors, room_scale_factors, scale_factors, n_scale_factors, 1);
    const rp_value in[] = {rp_value_tensor(input), list_output_size, list_scale_factors};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1);
    list_drop(&list_output_size, room_output_size);
    list_drop(&list_scale_factors, room_scale_factors);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_upsample_nearest2d_backward(rp_tensor **out, rp_tensor *grad_output,
    const int64_t *output_size, uint32_t n_output_size, const int64_t *input_size,
    uint32_t n_input_size, const double *scales_h, const double *scales_w)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::upsample_nearest2d_backward"));
    rp_value room_output_size[LIST_ROOM], list_output_size = rp_value_none();
    rp_value room_input_size[LIST_ROOM], list_input_size = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_output_size, room_output_size, output_size, n_output_size, 0);
    if (st == RP_OK) st = list_of_ints(&list_input_size, room_input_size, input_size, n_input_size, 0);
    const rp_value in[] = {rp_value_tensor(grad_output), list_output_size, list_input_size,
        opt_float(scales_h), opt_float(scales_w)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1);
    list_drop(&list_output_size, room_output_size);
    list_drop(&list_input_size, room_input_size);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_upsample_nearest3d(rp_tensor **out, rp_tensor *self, const int64_t *output_size,
    uint32_t n_output_size, const double *scales_d, const double *scales_h,
    const double *scales_w)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::upsample_nearest3d"));
    rp_value room_output_size[LIST_ROOM], list_output_size = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_output_size, room_output_size, output_size, n_output_size, 0);
    const rp_value in[] = {rp_value_tensor(self), list_output_size, opt_float(scales_d),
        opt_float(scales_h), opt_float(scales_w)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1);
    list_drop(&list_output_size, room_output_size);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_upsample_nearest3d_backward(rp_tensor **out, rp_tensor *grad_output,
    const int64_t *output_size, uint32_t n_output_size, const int64_t *input_size,
    uint32_t n_input_size, const double *scales_d, const double *scales_h, const double *scales_w)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::upsample_nearest3d_backward"));
    rp_value room_output_size[LIST_ROOM], list_output_size = rp_value_none();
    rp_value room_input_size[LIST_ROOM], list_input_size = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_output_size, room_output_size, output_size, n_output_size, 0);
    if (st == RP_OK) st = list_of_ints(&list_input_size, room_input_size, input_size, n_input_size, 0);
    const rp_value in[] = {rp_value_tensor(grad_output), list_output_size, list_input_size,
        opt_float(scales_d), opt_float(scales_h), opt_float(scales_w)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 6, ret, 1);
    list_drop(&list_output_size, room_output_size);
    list_drop(&list_input_size, room_input_size);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_upsample_trilinear3d(rp_tensor **out, rp_tensor *self, const int64_t *output_size,
    uint32_t n_output_size, int align_corners, const double *scales_d, const double *scales_h,
    const double *scales_w)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::upsample_trilinear3d"));
    rp_value room_output_size[LIST_ROOM], list_output_size = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_output_size, room_output_size, output_size, n_output_size, 0);
    const rp_value in[] = {rp_value_tensor(self), list_output_size, rp_value_bool(align_corners),
        opt_float(scales_d), opt_float(scales_h), opt_float(scales_w)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 6, ret, 1);
    list_drop(&list_output_size, room_output_size);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_upsample_trilinear3d_backward(rp_tensor **out, rp_tensor *grad_output,
    const int64_t *output_size, uint32_t n_output_size, const int64_t *input_size,
    uint32_t n_input_size, int align_corners, const double *scales_d, const double *scales_h,
    const double *scales_w)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::upsample_trilinear3d_backward"));
    rp_value room_output_size[LIST_ROOM], list_output_size = rp_value_none();
    rp_value room_input_size[LIST_ROOM], list_input_size = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_output_size, room_output_size, output_size, n_output_size, 0);
    if (st == RP_OK) st = list_of_ints(&list_input_size, room_input_size, input_size, n_input_size, 0);
    const rp_value in[] = {rp_value_tensor(grad_output), list_output_size, list_input_size,
        rp_value_bool(align_corners), opt_float(scales_d), opt_float(scales_h),
        opt_float(scales_w)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 7, ret, 1);
    list_drop(&list_output_size, room_output_size);
    list_drop(&list_input_size, room_input_size);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_var(rp_tensor **out, rp_tensor *self, int unbiased)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::var"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_bool(unbiased)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_var_correction(rp_tensor **out, rp_tensor *self, const int64_t *dim, uint32_t n_dim)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::var.correction"));
    rp_value room_dim[LIST_ROOM], list_dim = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_dim, room_dim, dim, n_dim, 1);
    const rp_value in[] = {rp_value_tensor(self), list_dim, rp_value_none(), rp_value_bool(0)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1);
    list_drop(&list_dim, room_dim);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_var_correction_full(rp_tensor **out, rp_tensor *self, const int64_t *dim,
    uint32_t n_dim, rp_value correction, int keepdim)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::var.correction"));
    rp_value room_dim[LIST_ROOM], list_dim = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_dim, room_dim, dim, n_dim, 1);
    const rp_value in[] = {rp_value_tensor(self), list_dim, correction, rp_value_bool(keepdim)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1);
    list_drop(&list_dim, room_dim);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_var_correction_out(rp_tensor **out, rp_tensor *self, const int64_t *dim,
    uint32_t n_dim, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::var.correction_out"));
    rp_value room_dim[LIST_ROOM], list_dim = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_dim, room_dim, dim, n_dim, 1);
    const rp_value in[] = {rp_value_tensor(self), list_dim, rp_value_none(), rp_value_bool(0),
        rp_value_tensor(out_arg)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1);
    list_drop(&list_dim, room_dim);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_var_correction_out_full(rp_tensor **out, rp_tensor *self, const int64_t *dim,
    uint32_t n_dim, rp_value correction, int keepdim, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::var.correction_out"));
    rp_value room_dim[LIST_ROOM], list_dim = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_dim, room_dim, dim, n_dim, 1);
    const rp_value in[] = {rp_value_tensor(self), list_dim, correction, rp_value_bool(keepdim),
        rp_value_tensor(out_arg)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1);
    list_drop(&list_dim, room_dim);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_var_dim(rp_tensor **out, rp_tensor *self, const int64_t *dim, uint32_t n_dim,
    int unbiased, int keepdim)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::var.dim"));
    rp_value room_dim[LIST_ROOM], list_dim = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_dim, room_dim, dim, n_dim, 1);
    const rp_value in[] = {rp_value_tensor(self), list_dim, rp_value_bool(unbiased),
        rp_value_bool(keepdim)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1);
    list_drop(&list_dim, room_dim);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_var_mean(rp_tensor **out, rp_tensor **out1, rp_tensor *self, int unbiased)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[2];
    RP_TRY(op_find(&op, &cache, "aten::var_mean"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_bool(unbiased)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 2));
    take(out, &ret[0]);
    take(out1, &ret[1]);
    return RP_OK;
}

rp_status rp_var_mean_correction(rp_tensor **out, rp_tensor **out1, rp_tensor *self,
    const int64_t *dim, uint32_t n_dim)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[2];
    RP_TRY(op_find(&op, &cache, "aten::var_mean.correction"));
    rp_value room_dim[LIST_ROOM], list_dim = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_dim, room_dim, dim, n_dim, 1);
    const rp_value in[] = {rp_value_tensor(self), list_dim, rp_value_none(), rp_value_bool(0)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 4, ret, 2);
    list_drop(&list_dim, room_dim);
    RP_TRY(st);
    take(out, &ret[0]);
    take(out1, &ret[1]);
    return RP_OK;
}

rp_status rp_var_mean_correction_full(rp_tensor **out, rp_tensor **out1, rp_tensor *self,
    const int64_t *dim, uint32_t n_dim, rp_value correction, int keepdim)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[2];
    RP_TRY(op_find(&op, &cache, "aten::var_mean.correction"));
    rp_value room_dim[LIST_ROOM], list_dim = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_dim, room_dim, dim, n_dim, 1);
    const rp_value in[] = {rp_value_tensor(self), list_dim, correction, rp_value_bool(keepdim)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 4, ret, 2);
    list_drop(&list_dim, room_dim);
    RP_TRY(st);
    take(out, &ret[0]);
    take(out1, &ret[1]);
    return RP_OK;
}

rp_status rp_var_mean_correction_out(rp_tensor **out, rp_tensor **out1, rp_tensor *self,
    const int64_t *dim, uint32_t n_dim, rp_tensor *out0, rp_tensor *out1_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[2];
    RP_TRY(op_find(&op, &cache, "aten::var_mean.correction_out"));
    rp_value room_dim[LIST_ROOM], list_dim = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_dim, room_dim, dim, n_dim, 1);
    const rp_value in[] = {rp_value_tensor(self), list_dim, rp_value_none(), rp_value_bool(0),
        rp_value_tensor(out0), rp_value_tensor(out1_arg)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 6, ret, 2);
    list_drop(&list_dim, room_dim);
    RP_TRY(st);
    take(out, &ret[0]);
    take(out1, &ret[1]);
    return RP_OK;
}

rp_status rp_var_mean_correction_out_full(rp_tensor **out, rp_tensor **out1, rp_tensor *self,
    const int64_t *dim, uint32_t n_dim, rp_value correction, int keepdim, rp_tensor *out0,
    rp_tensor *out1_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[2];
    RP_TRY(op_find(&op, &cache, "aten::var_mean.correction_out"));
    rp_value room_dim[LIST_ROOM], list_dim = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_dim, room_dim, dim, n_dim, 1);
    const rp_value in[] = {rp_value_tensor(self), list_dim, correction, rp_value_bool(keepdim),
        rp_value_tensor(out0), rp_value_tensor(out1_arg)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 6, ret, 2);
    list_drop(&list_dim, room_dim);
    RP_TRY(st);
    take(out, &ret[0]);
    take(out1, &ret[1]);
    return RP_OK;
}

rp_status rp_var_mean_dim(rp_tensor **out, rp_tensor **out1, rp_tensor *self, const int64_t *dim,
    uint32_t n_dim, int unbiased, int keepdim)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[2];
    RP_TRY(op_find(&op, &cache, "aten::var_mean.dim"));
    rp_value room_dim[LIST_ROOM], list_dim = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_dim, room_dim, dim, n_dim, 1);
    const rp_value in[] = {rp_value_tensor(self), list_dim, rp_value_bool(unbiased),
        rp_value_bool(keepdim)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 4, ret, 2);
    list_drop(&list_dim, room_dim);
    RP_TRY(st);
    take(out, &ret[0]);
    take(out1, &ret[1]);
    return RP_OK;
}

rp_status rp_vdot(rp_tensor **out, rp_tensor *self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::vdot"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_vdot_out(rp_tensor **out, rp_tensor *self, rp_tensor *other, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::vdot.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other),
        rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_view(rp_tensor **out, rp_tensor *self, const int64_t *size, uint32_t n_size)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::view"));
    rp_value room_size[LIST_ROOM], list_size = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_size, room_size, size, n_size, 0);
    const rp_value in[] = {rp_value_tensor(self), list_size};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1);
    list_drop(&list_size, room_size);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_view_as(rp_tensor **out, rp_tensor *self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::view_as"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_vstack(rp_tensor **out, rp_tensor *const *tensors, uint32_t n_tensors)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::vstack"));
    rp_value room_tensors[LIST_ROOM], list_tensors = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_tensors(&list_tensors, room_tensors, tensors, n_tensors, 0);
    const rp_value in[] = {list_tensors};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1);
    list_drop(&list_tensors, room_tensors);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_where_scalar(rp_tensor **out, rp_tensor *condition, rp_value self, rp_value other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::where.Scalar"));
    const rp_value in[] = {rp_value_tensor(condition), self, other};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_where_scalarother(rp_tensor **out, rp_tensor *condition, rp_tensor *self,
    rp_value other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::where.ScalarOther"));
    const rp_value in[] = {rp_value_tensor(condition), rp_value_tensor(self), other};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_where_scalarself(rp_tensor **out, rp_tensor *condition, rp_value self,
    rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::where.ScalarSelf"));
    const rp_value in[] = {rp_value_tensor(condition), self, rp_value_tensor(other)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_where_self(rp_tensor **out, rp_tensor *condition, rp_tensor *self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::where.self"));
    const rp_value in[] = {rp_value_tensor(condition), rp_value_tensor(self),
        rp_value_tensor(other)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_where_self_out(rp_tensor **out, rp_tensor *condition, rp_tensor *self,
    rp_tensor *other, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::where.self_out"));
    const rp_value in[] = {rp_value_tensor(condition), rp_value_tensor(self),
        rp_value_tensor(other), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 4, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_xlogy_outscalar_other(rp_tensor **out, rp_tensor *self, rp_value other,
    rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::xlogy.OutScalar_Other"));
    const rp_value in[] = {rp_value_tensor(self), other, rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_xlogy_outtensor(rp_tensor **out, rp_tensor *self, rp_tensor *other,
    rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::xlogy.OutTensor"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other),
        rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 3, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_xlogy_scalar_other(rp_tensor **out, rp_tensor *self, rp_value other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::xlogy.Scalar_Other"));
    const rp_value in[] = {rp_value_tensor(self), other};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_xlogy(rp_tensor **out, rp_tensor *self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::xlogy.Tensor"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_xlogy__scalar_other(rp_tensor **out, rp_tensor *self, rp_value other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::xlogy_.Scalar_Other"));
    const rp_value in[] = {rp_value_tensor(self), other};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_xlogy_(rp_tensor **out, rp_tensor *self, rp_tensor *other)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::xlogy_.Tensor"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(other)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_zero(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::zero"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_zero_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::zero.out"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(out_arg)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 2, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_zero_(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::zero_"));
    const rp_value in[] = {rp_value_tensor(self)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 1, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_zeros(rp_tensor **out, const int64_t *size, uint32_t n_size)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::zeros"));
    rp_value room_size[LIST_ROOM], list_size = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_size, room_size, size, n_size, 0);
    const rp_value in[] = {list_size, rp_value_none(), rp_value_none(), rp_value_none(),
        rp_value_none()};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1);
    list_drop(&list_size, room_size);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_zeros_full(rp_tensor **out, const int64_t *size, uint32_t n_size, rp_dtype dtype,
    const int64_t *layout, const rp_device *device, const int *pin_memory)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::zeros"));
    rp_value room_size[LIST_ROOM], list_size = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_size, room_size, size, n_size, 0);
    const rp_value in[] = {list_size, rp_value_dtype(dtype), opt_int(layout), opt_device(device),
        opt_bool(pin_memory)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 5, ret, 1);
    list_drop(&list_size, room_size);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_zeros_like(rp_tensor **out, rp_tensor *self)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::zeros_like"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_none(), rp_value_none(),
        rp_value_none(), rp_value_none(), rp_value_none()};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 6, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_zeros_like_full(rp_tensor **out, rp_tensor *self, rp_dtype dtype,
    const int64_t *layout, const rp_device *device, const int *pin_memory,
    const int64_t *memory_format)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "aten::zeros_like"));
    const rp_value in[] = {rp_value_tensor(self), rp_value_dtype(dtype), opt_int(layout),
        opt_device(device), opt_bool(pin_memory), opt_int(memory_format)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 6, ret, 1));
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_reprise_as_strided_grad(rp_tensor **out, rp_tensor *grad, const int64_t *base_size,
    uint32_t n_base_size, const int64_t *base_stride, uint32_t n_base_stride, int64_t base_offset,
    const int64_t *size, uint32_t n_size, const int64_t *stride, uint32_t n_stride,
    int64_t offset)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[1];
    RP_TRY(op_find(&op, &cache, "reprise::as_strided_grad"));
    rp_value room_base_size[LIST_ROOM], list_base_size = rp_value_none();
    rp_value room_base_stride[LIST_ROOM], list_base_stride = rp_value_none();
    rp_value room_size[LIST_ROOM], list_size = rp_value_none();
    rp_value room_stride[LIST_ROOM], list_stride = rp_value_none();
    rp_status st = RP_OK;
    if (st == RP_OK) st = list_of_ints(&list_base_size, room_base_size, base_size, n_base_size, 0);
    if (st == RP_OK) st = list_of_ints(&list_base_stride, room_base_stride, base_stride, n_base_stride, 0);
    if (st == RP_OK) st = list_of_ints(&list_size, room_size, size, n_size, 0);
    if (st == RP_OK) st = list_of_ints(&list_stride, room_stride, stride, n_stride, 0);
    const rp_value in[] = {rp_value_tensor(grad), list_base_size, list_base_stride,
        rp_value_int(base_offset), list_size, list_stride, rp_value_int(offset)};
    if (st == RP_OK) st = rp_call_from(op, __builtin_return_address(0), in, 7, ret, 1);
    list_drop(&list_base_size, room_base_size);
    list_drop(&list_base_stride, room_base_stride);
    list_drop(&list_size, room_size);
    list_drop(&list_stride, room_stride);
    RP_TRY(st);
    take(out, &ret[0]);
    return RP_OK;
}

rp_status rp_reprise_grid_sampler_2d_grad_grad(rp_tensor **out, rp_tensor **out1,
    rp_tensor **out2, rp_tensor *grad_output, rp_tensor *input, rp_tensor *grid,
    rp_tensor *v_input, rp_tensor *v_grid, int64_t interpolation_mode, int64_t padding_mode,
    int align_corners)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op;
    rp_value ret[3];
    RP_TRY(op_find(&op, &cache, "reprise::grid_sampler_2d_grad_grad"));
    const rp_value in[] = {rp_value_tensor(grad_output), rp_value_tensor(input),
        rp_value_tensor(grid), rp_value_tensor(v_input), rp_value_tensor(v_grid),
        rp_value_int(interpolation_mode), rp_value_int(padding_mode),
        rp_value_bool(align_corners)};
    RP_TRY(rp_call_from(op, __builtin_return_address(0), in, 8, ret, 3));
    take(out, &ret[0]);
    take(out1, &ret[1]);
    take(out2, &ret[2]);
    return RP_OK;
}
