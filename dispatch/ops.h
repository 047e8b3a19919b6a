/* dispatch/ops.h - every operator as a C function. Made by reprise-gen from the rows; never edited
 *
 * `out` is NULL (discard) or an owned reference (NULL on first use): replaced once all results are computed, untouched on
 * failure. Arguments are borrowed. Keyword-only arguments are at their defaults; `_full` takes them too. Absent values are
 * NULL, RP_DTYPE_NONE, or rp_value_none() for a Scalar.
 */
#ifndef RP_OPS_H
#define RP_OPS_H
#include "dispatch/op.h"
#ifdef __cplusplus
extern "C" {
#endif
/** aten::__ilshift__.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!) */
RP_API RP_MUST rp_status rp___ilshift___scalar(rp_tensor **out, rp_tensor *self, rp_value other);
/** aten::__ilshift__.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!) */
RP_API RP_MUST rp_status rp___ilshift__(rp_tensor **out, rp_tensor *self, rp_tensor *other);
/** aten::__irshift__.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!) */
RP_API RP_MUST rp_status rp___irshift___scalar(rp_tensor **out, rp_tensor *self, rp_value other);
/** aten::__irshift__.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!) */
RP_API RP_MUST rp_status rp___irshift__(rp_tensor **out, rp_tensor *self, rp_tensor *other);
/** aten::__lshift__.Scalar(Tensor self, Scalar other) -> Tensor */
RP_API RP_MUST rp_status rp___lshift___scalar(rp_tensor **out, rp_tensor *self, rp_value other);
/** aten::__lshift__.Tensor(Tensor self, Tensor other) -> Tensor */
RP_API RP_MUST rp_status rp___lshift__(rp_tensor **out, rp_tensor *self, rp_tensor *other);
/** aten::__rshift__.Scalar(Tensor self, Scalar other) -> Tensor */
RP_API RP_MUST rp_status rp___rshift___scalar(rp_tensor **out, rp_tensor *self, rp_value other);
/** aten::__rshift__.Tensor(Tensor self, Tensor other) -> Tensor */
RP_API RP_MUST rp_status rp___rshift__(rp_tensor **out, rp_tensor *self, rp_tensor *other);
/** aten::_adaptive_avg_pool2d(Tensor self, SymInt[2] output_size) -> Tensor */
RP_API RP_MUST rp_status rp__adaptive_avg_pool2d(rp_tensor **out, rp_tensor *self,
    const int64_t *output_size, uint32_t n_output_size);
/** aten::_adaptive_avg_pool2d_backward(Tensor grad_output, Tensor self) -> Tensor */
RP_API RP_MUST rp_status rp__adaptive_avg_pool2d_backward(rp_tensor **out, rp_tensor *grad_output,
    rp_tensor *self);
/** aten::_adaptive_avg_pool3d(Tensor self, SymInt[3] output_size) -> Tensor */
RP_API RP_MUST rp_status rp__adaptive_avg_pool3d(rp_tensor **out, rp_tensor *self,
    const int64_t *output_size, uint32_t n_output_size);
/** aten::_adaptive_avg_pool3d_backward(Tensor grad_output, Tensor self) -> Tensor */
RP_API RP_MUST rp_status rp__adaptive_avg_pool3d_backward(rp_tensor **out, rp_tensor *grad_output,
    rp_tensor *self);
/** aten::_addmm_activation(Tensor self, Tensor mat1, Tensor mat2, *, Scalar beta=1, Scalar alpha=1, bool use_gelu=False) -> Tensor */
RP_API RP_MUST rp_status rp__addmm_activation(rp_tensor **out, rp_tensor *self, rp_tensor *mat1,
    rp_tensor *mat2);
/** aten::_addmm_activation(Tensor self, Tensor mat1, Tensor mat2, *, Scalar beta=1, Scalar alpha=1, bool use_gelu=False) -> Tensor */
RP_API RP_MUST rp_status rp__addmm_activation_full(rp_tensor **out, rp_tensor *self,
    rp_tensor *mat1, rp_tensor *mat2, rp_value beta, rp_value alpha, int use_gelu);
/** aten::_addmm_activation.out(Tensor self, Tensor mat1, Tensor mat2, *, Scalar beta=1, Scalar alpha=1, bool use_gelu=False, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp__addmm_activation_out(rp_tensor **out, rp_tensor *self,
    rp_tensor *mat1, rp_tensor *mat2, rp_tensor *out_arg);
/** aten::_addmm_activation.out(Tensor self, Tensor mat1, Tensor mat2, *, Scalar beta=1, Scalar alpha=1, bool use_gelu=False, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp__addmm_activation_out_full(rp_tensor **out, rp_tensor *self,
    rp_tensor *mat1, rp_tensor *mat2, rp_value beta, rp_value alpha, int use_gelu,
    rp_tensor *out_arg);
/** aten::_cdist_backward(Tensor grad, Tensor x1, Tensor x2, float p, Tensor cdist) -> Tensor */
RP_API RP_MUST rp_status rp__cdist_backward(rp_tensor **out, rp_tensor *grad, rp_tensor *x1,
    rp_tensor *x2, double p, rp_tensor *cdist);
/** aten::_cdist_forward(Tensor x1, Tensor x2, float p, int? compute_mode) -> Tensor */
RP_API RP_MUST rp_status rp__cdist_forward(rp_tensor **out, rp_tensor *x1, rp_tensor *x2,
    double p, const int64_t *compute_mode);
/** aten::_embedding_bag(Tensor weight, Tensor indices, Tensor offsets, bool scale_grad_by_freq=False, int mode=0, bool sparse=False, Tensor? per_sample_weights=None, bool include_last_offset=False, int padding_idx=-1) -> (Tensor, Tensor, Tensor, Tensor) */
RP_API RP_MUST rp_status rp__embedding_bag(rp_tensor **out, rp_tensor **out1, rp_tensor **out2,
    rp_tensor **out3, rp_tensor *weight, rp_tensor *indices, rp_tensor *offsets,
    int scale_grad_by_freq, int64_t mode, int sparse, rp_tensor *per_sample_weights,
    int include_last_offset, int64_t padding_idx);
/** aten::_embedding_bag_backward(Tensor grad, Tensor indices, Tensor offsets, Tensor offset2bag, Tensor bag_size, Tensor maximum_indices, SymInt num_weights, bool scale_grad_by_freq, int mode, bool sparse, Tensor? per_sample_weights, int padding_idx=-1) -> Tensor */
RP_API RP_MUST rp_status rp__embedding_bag_backward(rp_tensor **out, rp_tensor *grad,
    rp_tensor *indices, rp_tensor *offsets, rp_tensor *offset2bag, rp_tensor *bag_size,
    rp_tensor *maximum_indices, int64_t num_weights, int scale_grad_by_freq, int64_t mode,
    int sparse, rp_tensor *per_sample_weights, int64_t padding_idx);
/** aten::_embedding_bag_per_sample_weights_backward(Tensor grad, Tensor weight, Tensor indices, Tensor offsets, Tensor offset2bag, int mode, int padding_idx=-1) -> Tensor */
RP_API RP_MUST rp_status rp__embedding_bag_per_sample_weights_backward(rp_tensor **out,
    rp_tensor *grad, rp_tensor *weight, rp_tensor *indices, rp_tensor *offsets,
    rp_tensor *offset2bag, int64_t mode, int64_t padding_idx);
/** aten::_foreach_abs(Tensor[] self) -> Tensor[] */
RP_API RP_MUST rp_status rp__foreach_abs(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self);
/** aten::_foreach_abs_(Tensor(a!)[] self) -> () */
RP_API RP_MUST rp_status rp__foreach_abs_(rp_tensor *const *self, uint32_t n_self);
/** aten::_foreach_acos(Tensor[] self) -> Tensor[] */
RP_API RP_MUST rp_status rp__foreach_acos(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self);
/** aten::_foreach_acos_(Tensor(a!)[] self) -> () */
RP_API RP_MUST rp_status rp__foreach_acos_(rp_tensor *const *self, uint32_t n_self);
/** aten::_foreach_add.List(Tensor[] self, Tensor[] other, *, Scalar alpha=1) -> Tensor[] */
RP_API RP_MUST rp_status rp__foreach_add_list(rp_tensor **out, uint32_t n_out,
    rp_tensor *const *self, uint32_t n_self, rp_tensor *const *other, uint32_t n_other);
/** aten::_foreach_add.List(Tensor[] self, Tensor[] other, *, Scalar alpha=1) -> Tensor[] */
RP_API RP_MUST rp_status rp__foreach_add_list_full(rp_tensor **out, uint32_t n_out,
    rp_tensor *const *self, uint32_t n_self, rp_tensor *const *other, uint32_t n_other,
    rp_value alpha);
/** aten::_foreach_add.Scalar(Tensor[] self, Scalar scalar) -> Tensor[] */
RP_API RP_MUST rp_status rp__foreach_add_scalar(rp_tensor **out, uint32_t n_out,
    rp_tensor *const *self, uint32_t n_self, rp_value scalar);
/** aten::_foreach_add.ScalarList(Tensor[] self, Scalar[] scalars) -> Tensor[] */
RP_API RP_MUST rp_status rp__foreach_add_scalarlist(rp_tensor **out, uint32_t n_out,
    rp_tensor *const *self, uint32_t n_self, const rp_value *scalars, uint32_t n_scalars);
/** aten::_foreach_add.Tensor(Tensor[] self, Tensor other, *, Scalar alpha=1) -> Tensor[] */
RP_API RP_MUST rp_status rp__foreach_add(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self, rp_tensor *other);
/** aten::_foreach_add.Tensor(Tensor[] self, Tensor other, *, Scalar alpha=1) -> Tensor[] */
RP_API RP_MUST rp_status rp__foreach_add_full(rp_tensor **out, uint32_t n_out,
    rp_tensor *const *self, uint32_t n_self, rp_tensor *other, rp_value alpha);
/** aten::_foreach_add_.List(Tensor(a!)[] self, Tensor[] other, *, Scalar alpha=1) -> () */
RP_API RP_MUST rp_status rp__foreach_add__list(rp_tensor *const *self, uint32_t n_self,
    rp_tensor *const *other, uint32_t n_other);
/** aten::_foreach_add_.List(Tensor(a!)[] self, Tensor[] other, *, Scalar alpha=1) -> () */
RP_API RP_MUST rp_status rp__foreach_add__list_full(rp_tensor *const *self, uint32_t n_self,
    rp_tensor *const *other, uint32_t n_other, rp_value alpha);
/** aten::_foreach_add_.Scalar(Tensor(a!)[] self, Scalar scalar) -> () */
RP_API RP_MUST rp_status rp__foreach_add__scalar(rp_tensor *const *self, uint32_t n_self,
    rp_value scalar);
/** aten::_foreach_add_.ScalarList(Tensor(a!)[] self, Scalar[] scalars) -> () */
RP_API RP_MUST rp_status rp__foreach_add__scalarlist(rp_tensor *const *self, uint32_t n_self,
    const rp_value *scalars, uint32_t n_scalars);
/** aten::_foreach_add_.Tensor(Tensor(a!)[] self, Tensor other, *, Scalar alpha=1) -> () */
RP_API RP_MUST rp_status rp__foreach_add_(rp_tensor *const *self, uint32_t n_self,
    rp_tensor *other);
/** aten::_foreach_add_.Tensor(Tensor(a!)[] self, Tensor other, *, Scalar alpha=1) -> () */
RP_API RP_MUST rp_status rp__foreach_add__full(rp_tensor *const *self, uint32_t n_self,
    rp_tensor *other, rp_value alpha);
/** aten::_foreach_addcdiv.Scalar(Tensor[] self, Tensor[] tensor1, Tensor[] tensor2, Scalar value=1) -> Tensor[] */
RP_API RP_MUST rp_status rp__foreach_addcdiv_scalar(rp_tensor **out, uint32_t n_out,
    rp_tensor *const *self, uint32_t n_self, rp_tensor *const *tensor1, uint32_t n_tensor1,
    rp_tensor *const *tensor2, uint32_t n_tensor2, rp_value value);
/** aten::_foreach_addcdiv.ScalarList(Tensor[] self, Tensor[] tensor1, Tensor[] tensor2, Scalar[] scalars) -> Tensor[] */
RP_API RP_MUST rp_status rp__foreach_addcdiv_scalarlist(rp_tensor **out, uint32_t n_out,
    rp_tensor *const *self, uint32_t n_self, rp_tensor *const *tensor1, uint32_t n_tensor1,
    rp_tensor *const *tensor2, uint32_t n_tensor2, const rp_value *scalars, uint32_t n_scalars);
/** aten::_foreach_addcdiv.Tensor(Tensor[] self, Tensor[] tensor1, Tensor[] tensor2, Tensor scalars) -> Tensor[] */
RP_API RP_MUST rp_status rp__foreach_addcdiv(rp_tensor **out, uint32_t n_out,
    rp_tensor *const *self, uint32_t n_self, rp_tensor *const *tensor1, uint32_t n_tensor1,
    rp_tensor *const *tensor2, uint32_t n_tensor2, rp_tensor *scalars);
/** aten::_foreach_addcdiv_.Scalar(Tensor(a!)[] self, Tensor[] tensor1, Tensor[] tensor2, Scalar value=1) -> () */
RP_API RP_MUST rp_status rp__foreach_addcdiv__scalar(rp_tensor *const *self, uint32_t n_self,
    rp_tensor *const *tensor1, uint32_t n_tensor1, rp_tensor *const *tensor2, uint32_t n_tensor2,
    rp_value value);
/** aten::_foreach_addcdiv_.ScalarList(Tensor(a!)[] self, Tensor[] tensor1, Tensor[] tensor2, Scalar[] scalars) -> () */
RP_API RP_MUST rp_status rp__foreach_addcdiv__scalarlist(rp_tensor *const *self, uint32_t n_self,
    rp_tensor *const *tensor1, uint32_t n_tensor1, rp_tensor *const *tensor2, uint32_t n_tensor2,
    const rp_value *scalars, uint32_t n_scalars);
/** aten::_foreach_addcdiv_.Tensor(Tensor(a!)[] self, Tensor[] tensor1, Tensor[] tensor2, Tensor scalars) -> () */
RP_API RP_MUST rp_status rp__foreach_addcdiv_(rp_tensor *const *self, uint32_t n_self,
    rp_tensor *const *tensor1, uint32_t n_tensor1, rp_tensor *const *tensor2, uint32_t n_tensor2,
    rp_tensor *scalars);
/** aten::_foreach_addcmul.Scalar(Tensor[] self, Tensor[] tensor1, Tensor[] tensor2, Scalar value=1) -> Tensor[] */
RP_API RP_MUST rp_status rp__foreach_addcmul_scalar(rp_tensor **out, uint32_t n_out,
    rp_tensor *const *self, uint32_t n_self, rp_tensor *const *tensor1, uint32_t n_tensor1,
    rp_tensor *const *tensor2, uint32_t n_tensor2, rp_value value);
/** aten::_foreach_addcmul.ScalarList(Tensor[] self, Tensor[] tensor1, Tensor[] tensor2, Scalar[] scalars) -> Tensor[] */
RP_API RP_MUST rp_status rp__foreach_addcmul_scalarlist(rp_tensor **out, uint32_t n_out,
    rp_tensor *const *self, uint32_t n_self, rp_tensor *const *tensor1, uint32_t n_tensor1,
    rp_tensor *const *tensor2, uint32_t n_tensor2, const rp_value *scalars, uint32_t n_scalars);
/** aten::_foreach_addcmul.Tensor(Tensor[] self, Tensor[] tensor1, Tensor[] tensor2, Tensor scalars) -> Tensor[] */
RP_API RP_MUST rp_status rp__foreach_addcmul(rp_tensor **out, uint32_t n_out,
    rp_tensor *const *self, uint32_t n_self, rp_tensor *const *tensor1, uint32_t n_tensor1,
    rp_tensor *const *tensor2, uint32_t n_tensor2, rp_tensor *scalars);
/** aten::_foreach_addcmul_.Scalar(Tensor(a!)[] self, Tensor[] tensor1, Tensor[] tensor2, Scalar value=1) -> () */
RP_API RP_MUST rp_status rp__foreach_addcmul__scalar(rp_tensor *const *self, uint32_t n_self,
    rp_tensor *const *tensor1, uint32_t n_tensor1, rp_tensor *const *tensor2, uint32_t n_tensor2,
    rp_value value);
/** aten::_foreach_addcmul_.ScalarList(Tensor(a!)[] self, Tensor[] tensor1, Tensor[] tensor2, Scalar[] scalars) -> () */
RP_API RP_MUST rp_status rp__foreach_addcmul__scalarlist(rp_tensor *const *self, uint32_t n_self,
    rp_tensor *const *tensor1, uint32_t n_tensor1, rp_tensor *const *tensor2, uint32_t n_tensor2,
    const rp_value *scalars, uint32_t n_scalars);
/** aten::_foreach_addcmul_.Tensor(Tensor(a!)[] self, Tensor[] tensor1, Tensor[] tensor2, Tensor scalars) -> () */
RP_API RP_MUST rp_status rp__foreach_addcmul_(rp_tensor *const *self, uint32_t n_self,
    rp_tensor *const *tensor1, uint32_t n_tensor1, rp_tensor *const *tensor2, uint32_t n_tensor2,
    rp_tensor *scalars);
/** aten::_foreach_asin(Tensor[] self) -> Tensor[] */
RP_API RP_MUST rp_status rp__foreach_asin(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self);
/** aten::_foreach_asin_(Tensor(a!)[] self) -> () */
RP_API RP_MUST rp_status rp__foreach_asin_(rp_tensor *const *self, uint32_t n_self);
/** aten::_foreach_atan(Tensor[] self) -> Tensor[] */
RP_API RP_MUST rp_status rp__foreach_atan(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self);
/** aten::_foreach_atan_(Tensor(a!)[] self) -> () */
RP_API RP_MUST rp_status rp__foreach_atan_(rp_tensor *const *self, uint32_t n_self);
/** aten::_foreach_ceil(Tensor[] self) -> Tensor[] */
RP_API RP_MUST rp_status rp__foreach_ceil(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self);
/** aten::_foreach_ceil_(Tensor(a!)[] self) -> () */
RP_API RP_MUST rp_status rp__foreach_ceil_(rp_tensor *const *self, uint32_t n_self);
/** aten::_foreach_clamp_max.List(Tensor[] self, Tensor[] other) -> Tensor[] */
RP_API RP_MUST rp_status rp__foreach_clamp_max_list(rp_tensor **out, uint32_t n_out,
    rp_tensor *const *self, uint32_t n_self, rp_tensor *const *other, uint32_t n_other);
/** aten::_foreach_clamp_max.Scalar(Tensor[] self, Scalar scalar) -> Tensor[] */
RP_API RP_MUST rp_status rp__foreach_clamp_max_scalar(rp_tensor **out, uint32_t n_out,
    rp_tensor *const *self, uint32_t n_self, rp_value scalar);
/** aten::_foreach_clamp_max.ScalarList(Tensor[] self, Scalar[] scalars) -> Tensor[] */
RP_API RP_MUST rp_status rp__foreach_clamp_max_scalarlist(rp_tensor **out, uint32_t n_out,
    rp_tensor *const *self, uint32_t n_self, const rp_value *scalars, uint32_t n_scalars);
/** aten::_foreach_clamp_max_.List(Tensor(a!)[] self, Tensor[] other) -> () */
RP_API RP_MUST rp_status rp__foreach_clamp_max__list(rp_tensor *const *self, uint32_t n_self,
    rp_tensor *const *other, uint32_t n_other);
/** aten::_foreach_clamp_max_.Scalar(Tensor(a!)[] self, Scalar scalar) -> () */
RP_API RP_MUST rp_status rp__foreach_clamp_max__scalar(rp_tensor *const *self, uint32_t n_self,
    rp_value scalar);
/** aten::_foreach_clamp_max_.ScalarList(Tensor(a!)[] self, Scalar[] scalars) -> () */
RP_API RP_MUST rp_status rp__foreach_clamp_max__scalarlist(rp_tensor *const *self,
    uint32_t n_self, const rp_value *scalars, uint32_t n_scalars);
/** aten::_foreach_clamp_min.List(Tensor[] self, Tensor[] other) -> Tensor[] */
RP_API RP_MUST rp_status rp__foreach_clamp_min_list(rp_tensor **out, uint32_t n_out,
    rp_tensor *const *self, uint32_t n_self, rp_tensor *const *other, uint32_t n_other);
/** aten::_foreach_clamp_min.Scalar(Tensor[] self, Scalar scalar) -> Tensor[] */
RP_API RP_MUST rp_status rp__foreach_clamp_min_scalar(rp_tensor **out, uint32_t n_out,
    rp_tensor *const *self, uint32_t n_self, rp_value scalar);
/** aten::_foreach_clamp_min.ScalarList(Tensor[] self, Scalar[] scalars) -> Tensor[] */
RP_API RP_MUST rp_status rp__foreach_clamp_min_scalarlist(rp_tensor **out, uint32_t n_out,
    rp_tensor *const *self, uint32_t n_self, const rp_value *scalars, uint32_t n_scalars);
/** aten::_foreach_clamp_min_.List(Tensor(a!)[] self, Tensor[] other) -> () */
RP_API RP_MUST rp_status rp__foreach_clamp_min__list(rp_tensor *const *self, uint32_t n_self,
    rp_tensor *const *other, uint32_t n_other);
/** aten::_foreach_clamp_min_.Scalar(Tensor(a!)[] self, Scalar scalar) -> () */
RP_API RP_MUST rp_status rp__foreach_clamp_min__scalar(rp_tensor *const *self, uint32_t n_self,
    rp_value scalar);
/** aten::_foreach_clamp_min_.ScalarList(Tensor(a!)[] self, Scalar[] scalars) -> () */
RP_API RP_MUST rp_status rp__foreach_clamp_min__scalarlist(rp_tensor *const *self,
    uint32_t n_self, const rp_value *scalars, uint32_t n_scalars);
/** aten::_foreach_copy_(Tensor(a!)[] self, Tensor[] src, bool non_blocking=False) -> () */
RP_API RP_MUST rp_status rp__foreach_copy_(rp_tensor *const *self, uint32_t n_self,
    rp_tensor *const *src, uint32_t n_src, int non_blocking);
/** aten::_foreach_cos(Tensor[] self) -> Tensor[] */
RP_API RP_MUST rp_status rp__foreach_cos(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self);
/** aten::_foreach_cos_(Tensor(a!)[] self) -> () */
RP_API RP_MUST rp_status rp__foreach_cos_(rp_tensor *const *self, uint32_t n_self);
/** aten::_foreach_cosh(Tensor[] self) -> Tensor[] */
RP_API RP_MUST rp_status rp__foreach_cosh(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self);
/** aten::_foreach_cosh_(Tensor(a!)[] self) -> () */
RP_API RP_MUST rp_status rp__foreach_cosh_(rp_tensor *const *self, uint32_t n_self);
/** aten::_foreach_div.List(Tensor[] self, Tensor[] other) -> Tensor[] */
RP_API RP_MUST rp_status rp__foreach_div_list(rp_tensor **out, uint32_t n_out,
    rp_tensor *const *self, uint32_t n_self, rp_tensor *const *other, uint32_t n_other);
/** aten::_foreach_div.Scalar(Tensor[] self, Scalar scalar) -> Tensor[] */
RP_API RP_MUST rp_status rp__foreach_div_scalar(rp_tensor **out, uint32_t n_out,
    rp_tensor *const *self, uint32_t n_self, rp_value scalar);
/** aten::_foreach_div.ScalarList(Tensor[] self, Scalar[] scalars) -> Tensor[] */
RP_API RP_MUST rp_status rp__foreach_div_scalarlist(rp_tensor **out, uint32_t n_out,
    rp_tensor *const *self, uint32_t n_self, const rp_value *scalars, uint32_t n_scalars);
/** aten::_foreach_div.Tensor(Tensor[] self, Tensor other) -> Tensor[] */
RP_API RP_MUST rp_status rp__foreach_div(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self, rp_tensor *other);
/** aten::_foreach_div_.List(Tensor(a!)[] self, Tensor[] other) -> () */
RP_API RP_MUST rp_status rp__foreach_div__list(rp_tensor *const *self, uint32_t n_self,
    rp_tensor *const *other, uint32_t n_other);
/** aten::_foreach_div_.Scalar(Tensor(a!)[] self, Scalar scalar) -> () */
RP_API RP_MUST rp_status rp__foreach_div__scalar(rp_tensor *const *self, uint32_t n_self,
    rp_value scalar);
/** aten::_foreach_div_.ScalarList(Tensor(a!)[] self, Scalar[] scalars) -> () */
RP_API RP_MUST rp_status rp__foreach_div__scalarlist(rp_tensor *const *self, uint32_t n_self,
    const rp_value *scalars, uint32_t n_scalars);
/** aten::_foreach_div_.Tensor(Tensor(a!)[] self, Tensor other) -> () */
RP_API RP_MUST rp_status rp__foreach_div_(rp_tensor *const *self, uint32_t n_self,
    rp_tensor *other);
/** aten::_foreach_erf(Tensor[] self) -> Tensor[] */
RP_API RP_MUST rp_status rp__foreach_erf(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self);
/** aten::_foreach_erf_(Tensor(a!)[] self) -> () */
RP_API RP_MUST rp_status rp__foreach_erf_(rp_tensor *const *self, uint32_t n_self);
/** aten::_foreach_erfc(Tensor[] self) -> Tensor[] */
RP_API RP_MUST rp_status rp__foreach_erfc(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self);
/** aten::_foreach_erfc_(Tensor(a!)[] self) -> () */
RP_API RP_MUST rp_status rp__foreach_erfc_(rp_tensor *const *self, uint32_t n_self);
/** aten::_foreach_exp(Tensor[] self) -> Tensor[] */
RP_API RP_MUST rp_status rp__foreach_exp(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self);
/** aten::_foreach_exp_(Tensor(a!)[] self) -> () */
RP_API RP_MUST rp_status rp__foreach_exp_(rp_tensor *const *self, uint32_t n_self);
/** aten::_foreach_expm1(Tensor[] self) -> Tensor[] */
RP_API RP_MUST rp_status rp__foreach_expm1(rp_tensor **out, uint32_t n_out,
    rp_tensor *const *self, uint32_t n_self);
/** aten::_foreach_expm1_(Tensor(a!)[] self) -> () */
RP_API RP_MUST rp_status rp__foreach_expm1_(rp_tensor *const *self, uint32_t n_self);
/** aten::_foreach_floor(Tensor[] self) -> Tensor[] */
RP_API RP_MUST rp_status rp__foreach_floor(rp_tensor **out, uint32_t n_out,
    rp_tensor *const *self, uint32_t n_self);
/** aten::_foreach_floor_(Tensor(a!)[] self) -> () */
RP_API RP_MUST rp_status rp__foreach_floor_(rp_tensor *const *self, uint32_t n_self);
/** aten::_foreach_frac(Tensor[] self) -> Tensor[] */
RP_API RP_MUST rp_status rp__foreach_frac(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self);
/** aten::_foreach_frac_(Tensor(a!)[] self) -> () */
RP_API RP_MUST rp_status rp__foreach_frac_(rp_tensor *const *self, uint32_t n_self);
/** aten::_foreach_lerp.List(Tensor[] self, Tensor[] tensors1, Tensor[] weights) -> Tensor[] */
RP_API RP_MUST rp_status rp__foreach_lerp_list(rp_tensor **out, uint32_t n_out,
    rp_tensor *const *self, uint32_t n_self, rp_tensor *const *tensors1, uint32_t n_tensors1,
    rp_tensor *const *weights, uint32_t n_weights);
/** aten::_foreach_lerp.Scalar(Tensor[] self, Tensor[] tensors1, Scalar weight) -> Tensor[] */
RP_API RP_MUST rp_status rp__foreach_lerp_scalar(rp_tensor **out, uint32_t n_out,
    rp_tensor *const *self, uint32_t n_self, rp_tensor *const *tensors1, uint32_t n_tensors1,
    rp_value weight);
/** aten::_foreach_lerp.ScalarList(Tensor[] self, Tensor[] tensors1, Scalar[] weight) -> Tensor[] */
RP_API RP_MUST rp_status rp__foreach_lerp_scalarlist(rp_tensor **out, uint32_t n_out,
    rp_tensor *const *self, uint32_t n_self, rp_tensor *const *tensors1, uint32_t n_tensors1,
    const rp_value *weight, uint32_t n_weight);
/** aten::_foreach_lerp_.List(Tensor(a!)[] self, Tensor[] tensors1, Tensor[] weights) -> () */
RP_API RP_MUST rp_status rp__foreach_lerp__list(rp_tensor *const *self, uint32_t n_self,
    rp_tensor *const *tensors1, uint32_t n_tensors1, rp_tensor *const *weights,
    uint32_t n_weights);
/** aten::_foreach_lerp_.Scalar(Tensor(a!)[] self, Tensor[] tensors1, Scalar weight) -> () */
RP_API RP_MUST rp_status rp__foreach_lerp__scalar(rp_tensor *const *self, uint32_t n_self,
    rp_tensor *const *tensors1, uint32_t n_tensors1, rp_value weight);
/** aten::_foreach_lerp_.ScalarList(Tensor(a!)[] self, Tensor[] tensors1, Scalar[] weight) -> () */
RP_API RP_MUST rp_status rp__foreach_lerp__scalarlist(rp_tensor *const *self, uint32_t n_self,
    rp_tensor *const *tensors1, uint32_t n_tensors1, const rp_value *weight, uint32_t n_weight);
/** aten::_foreach_lgamma(Tensor[] self) -> Tensor[] */
RP_API RP_MUST rp_status rp__foreach_lgamma(rp_tensor **out, uint32_t n_out,
    rp_tensor *const *self, uint32_t n_self);
/** aten::_foreach_lgamma_(Tensor(a!)[] self) -> () */
RP_API RP_MUST rp_status rp__foreach_lgamma_(rp_tensor *const *self, uint32_t n_self);
/** aten::_foreach_log(Tensor[] self) -> Tensor[] */
RP_API RP_MUST rp_status rp__foreach_log(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self);
/** aten::_foreach_log10(Tensor[] self) -> Tensor[] */
RP_API RP_MUST rp_status rp__foreach_log10(rp_tensor **out, uint32_t n_out,
    rp_tensor *const *self, uint32_t n_self);
/** aten::_foreach_log10_(Tensor(a!)[] self) -> () */
RP_API RP_MUST rp_status rp__foreach_log10_(rp_tensor *const *self, uint32_t n_self);
/** aten::_foreach_log1p(Tensor[] self) -> Tensor[] */
RP_API RP_MUST rp_status rp__foreach_log1p(rp_tensor **out, uint32_t n_out,
    rp_tensor *const *self, uint32_t n_self);
/** aten::_foreach_log1p_(Tensor(a!)[] self) -> () */
RP_API RP_MUST rp_status rp__foreach_log1p_(rp_tensor *const *self, uint32_t n_self);
/** aten::_foreach_log2(Tensor[] self) -> Tensor[] */
RP_API RP_MUST rp_status rp__foreach_log2(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self);
/** aten::_foreach_log2_(Tensor(a!)[] self) -> () */
RP_API RP_MUST rp_status rp__foreach_log2_(rp_tensor *const *self, uint32_t n_self);
/** aten::_foreach_log_(Tensor(a!)[] self) -> () */
RP_API RP_MUST rp_status rp__foreach_log_(rp_tensor *const *self, uint32_t n_self);
/** aten::_foreach_max(Tensor[] self) -> Tensor[] */
RP_API RP_MUST rp_status rp__foreach_max(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self);
/** aten::_foreach_maximum.List(Tensor[] self, Tensor[] other) -> Tensor[] */
RP_API RP_MUST rp_status rp__foreach_maximum_list(rp_tensor **out, uint32_t n_out,
    rp_tensor *const *self, uint32_t n_self, rp_tensor *const *other, uint32_t n_other);
/** aten::_foreach_maximum.Scalar(Tensor[] self, Scalar scalar) -> Tensor[] */
RP_API RP_MUST rp_status rp__foreach_maximum_scalar(rp_tensor **out, uint32_t n_out,
    rp_tensor *const *self, uint32_t n_self, rp_value scalar);
/** aten::_foreach_maximum.ScalarList(Tensor[] self, Scalar[] scalars) -> Tensor[] */
RP_API RP_MUST rp_status rp__foreach_maximum_scalarlist(rp_tensor **out, uint32_t n_out,
    rp_tensor *const *self, uint32_t n_self, const rp_value *scalars, uint32_t n_scalars);
/** aten::_foreach_maximum_.List(Tensor(a!)[] self, Tensor[] other) -> () */
RP_API RP_MUST rp_status rp__foreach_maximum__list(rp_tensor *const *self, uint32_t n_self,
    rp_tensor *const *other, uint32_t n_other);
/** aten::_foreach_maximum_.Scalar(Tensor(a!)[] self, Scalar scalar) -> () */
RP_API RP_MUST rp_status rp__foreach_maximum__scalar(rp_tensor *const *self, uint32_t n_self,
    rp_value scalar);
/** aten::_foreach_maximum_.ScalarList(Tensor(a!)[] self, Scalar[] scalars) -> () */
RP_API RP_MUST rp_status rp__foreach_maximum__scalarlist(rp_tensor *const *self, uint32_t n_self,
    const rp_value *scalars, uint32_t n_scalars);
/** aten::_foreach_minimum.List(Tensor[] self, Tensor[] other) -> Tensor[] */
RP_API RP_MUST rp_status rp__foreach_minimum_list(rp_tensor **out, uint32_t n_out,
    rp_tensor *const *self, uint32_t n_self, rp_tensor *const *other, uint32_t n_other);
/** aten::_foreach_minimum.Scalar(Tensor[] self, Scalar scalar) -> Tensor[] */
RP_API RP_MUST rp_status rp__foreach_minimum_scalar(rp_tensor **out, uint32_t n_out,
    rp_tensor *const *self, uint32_t n_self, rp_value scalar);
/** aten::_foreach_minimum.ScalarList(Tensor[] self, Scalar[] scalars) -> Tensor[] */
RP_API RP_MUST rp_status rp__foreach_minimum_scalarlist(rp_tensor **out, uint32_t n_out,
    rp_tensor *const *self, uint32_t n_self, const rp_value *scalars, uint32_t n_scalars);
/** aten::_foreach_minimum_.List(Tensor(a!)[] self, Tensor[] other) -> () */
RP_API RP_MUST rp_status rp__foreach_minimum__list(rp_tensor *const *self, uint32_t n_self,
    rp_tensor *const *other, uint32_t n_other);
/** aten::_foreach_minimum_.Scalar(Tensor(a!)[] self, Scalar scalar) -> () */
RP_API RP_MUST rp_status rp__foreach_minimum__scalar(rp_tensor *const *self, uint32_t n_self,
    rp_value scalar);
/** aten::_foreach_minimum_.ScalarList(Tensor(a!)[] self, Scalar[] scalars) -> () */
RP_API RP_MUST rp_status rp__foreach_minimum__scalarlist(rp_tensor *const *self, uint32_t n_self,
    const rp_value *scalars, uint32_t n_scalars);
/** aten::_foreach_mul.List(Tensor[] self, Tensor[] other) -> Tensor[] */
RP_API RP_MUST rp_status rp__foreach_mul_list(rp_tensor **out, uint32_t n_out,
    rp_tensor *const *self, uint32_t n_self, rp_tensor *const *other, uint32_t n_other);
/** aten::_foreach_mul.Scalar(Tensor[] self, Scalar scalar) -> Tensor[] */
RP_API RP_MUST rp_status rp__foreach_mul_scalar(rp_tensor **out, uint32_t n_out,
    rp_tensor *const *self, uint32_t n_self, rp_value scalar);
/** aten::_foreach_mul.ScalarList(Tensor[] self, Scalar[] scalars) -> Tensor[] */
RP_API RP_MUST rp_status rp__foreach_mul_scalarlist(rp_tensor **out, uint32_t n_out,
    rp_tensor *const *self, uint32_t n_self, const rp_value *scalars, uint32_t n_scalars);
/** aten::_foreach_mul.Tensor(Tensor[] self, Tensor other) -> Tensor[] */
RP_API RP_MUST rp_status rp__foreach_mul(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self, rp_tensor *other);
/** aten::_foreach_mul_.List(Tensor(a!)[] self, Tensor[] other) -> () */
RP_API RP_MUST rp_status rp__foreach_mul__list(rp_tensor *const *self, uint32_t n_self,
    rp_tensor *const *other, uint32_t n_other);
/** aten::_foreach_mul_.Scalar(Tensor(a!)[] self, Scalar scalar) -> () */
RP_API RP_MUST rp_status rp__foreach_mul__scalar(rp_tensor *const *self, uint32_t n_self,
    rp_value scalar);
/** aten::_foreach_mul_.ScalarList(Tensor(a!)[] self, Scalar[] scalars) -> () */
RP_API RP_MUST rp_status rp__foreach_mul__scalarlist(rp_tensor *const *self, uint32_t n_self,
    const rp_value *scalars, uint32_t n_scalars);
/** aten::_foreach_mul_.Tensor(Tensor(a!)[] self, Tensor other) -> () */
RP_API RP_MUST rp_status rp__foreach_mul_(rp_tensor *const *self, uint32_t n_self,
    rp_tensor *other);
/** aten::_foreach_neg(Tensor[] self) -> Tensor[] */
RP_API RP_MUST rp_status rp__foreach_neg(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self);
/** aten::_foreach_neg_(Tensor(a!)[] self) -> () */
RP_API RP_MUST rp_status rp__foreach_neg_(rp_tensor *const *self, uint32_t n_self);
/** aten::_foreach_norm.Scalar(Tensor[] self, Scalar ord=2, ScalarType? dtype=None) -> Tensor[] */
RP_API RP_MUST rp_status rp__foreach_norm_scalar(rp_tensor **out, uint32_t n_out,
    rp_tensor *const *self, uint32_t n_self, rp_value ord, rp_dtype dtype);
/** aten::_foreach_pow.List(Tensor[] self, Tensor[] exponent) -> Tensor[] */
RP_API RP_MUST rp_status rp__foreach_pow_list(rp_tensor **out, uint32_t n_out,
    rp_tensor *const *self, uint32_t n_self, rp_tensor *const *exponent, uint32_t n_exponent);
/** aten::_foreach_pow.Scalar(Tensor[] self, Scalar exponent) -> Tensor[] */
RP_API RP_MUST rp_status rp__foreach_pow_scalar(rp_tensor **out, uint32_t n_out,
    rp_tensor *const *self, uint32_t n_self, rp_value exponent);
/** aten::_foreach_pow.ScalarAndTensor(Scalar self, Tensor[] exponent) -> Tensor[] */
RP_API RP_MUST rp_status rp__foreach_pow_scalarandtensor(rp_tensor **out, uint32_t n_out,
    rp_value self, rp_tensor *const *exponent, uint32_t n_exponent);
/** aten::_foreach_pow.ScalarList(Tensor[] self, Scalar[] exponent) -> Tensor[] */
RP_API RP_MUST rp_status rp__foreach_pow_scalarlist(rp_tensor **out, uint32_t n_out,
    rp_tensor *const *self, uint32_t n_self, const rp_value *exponent, uint32_t n_exponent);
/** aten::_foreach_pow_.List(Tensor(a!)[] self, Tensor[] exponent) -> () */
RP_API RP_MUST rp_status rp__foreach_pow__list(rp_tensor *const *self, uint32_t n_self,
    rp_tensor *const *exponent, uint32_t n_exponent);
/** aten::_foreach_pow_.Scalar(Tensor(a!)[] self, Scalar exponent) -> () */
RP_API RP_MUST rp_status rp__foreach_pow__scalar(rp_tensor *const *self, uint32_t n_self,
    rp_value exponent);
/** aten::_foreach_pow_.ScalarList(Tensor(a!)[] self, Scalar[] exponent) -> () */
RP_API RP_MUST rp_status rp__foreach_pow__scalarlist(rp_tensor *const *self, uint32_t n_self,
    const rp_value *exponent, uint32_t n_exponent);
/** aten::_foreach_reciprocal(Tensor[] self) -> Tensor[] */
RP_API RP_MUST rp_status rp__foreach_reciprocal(rp_tensor **out, uint32_t n_out,
    rp_tensor *const *self, uint32_t n_self);
/** aten::_foreach_reciprocal_(Tensor(a!)[] self) -> () */
RP_API RP_MUST rp_status rp__foreach_reciprocal_(rp_tensor *const *self, uint32_t n_self);
/** aten::_foreach_round(Tensor[] self) -> Tensor[] */
RP_API RP_MUST rp_status rp__foreach_round(rp_tensor **out, uint32_t n_out,
    rp_tensor *const *self, uint32_t n_self);
/** aten::_foreach_round_(Tensor(a!)[] self) -> () */
RP_API RP_MUST rp_status rp__foreach_round_(rp_tensor *const *self, uint32_t n_self);
/** aten::_foreach_rsqrt(Tensor[] self) -> Tensor[] */
RP_API RP_MUST rp_status rp__foreach_rsqrt(rp_tensor **out, uint32_t n_out,
    rp_tensor *const *self, uint32_t n_self);
/** aten::_foreach_rsqrt_(Tensor(a!)[] self) -> () */
RP_API RP_MUST rp_status rp__foreach_rsqrt_(rp_tensor *const *self, uint32_t n_self);
/** aten::_foreach_sigmoid(Tensor[] self) -> Tensor[] */
RP_API RP_MUST rp_status rp__foreach_sigmoid(rp_tensor **out, uint32_t n_out,
    rp_tensor *const *self, uint32_t n_self);
/** aten::_foreach_sigmoid_(Tensor(a!)[] self) -> () */
RP_API RP_MUST rp_status rp__foreach_sigmoid_(rp_tensor *const *self, uint32_t n_self);
/** aten::_foreach_sign(Tensor[] self) -> Tensor[] */
RP_API RP_MUST rp_status rp__foreach_sign(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self);
/** aten::_foreach_sign_(Tensor(a!)[] self) -> () */
RP_API RP_MUST rp_status rp__foreach_sign_(rp_tensor *const *self, uint32_t n_self);
/** aten::_foreach_sin(Tensor[] self) -> Tensor[] */
RP_API RP_MUST rp_status rp__foreach_sin(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self);
/** aten::_foreach_sin_(Tensor(a!)[] self) -> () */
RP_API RP_MUST rp_status rp__foreach_sin_(rp_tensor *const *self, uint32_t n_self);
/** aten::_foreach_sinh(Tensor[] self) -> Tensor[] */
RP_API RP_MUST rp_status rp__foreach_sinh(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self);
/** aten::_foreach_sinh_(Tensor(a!)[] self) -> () */
RP_API RP_MUST rp_status rp__foreach_sinh_(rp_tensor *const *self, uint32_t n_self);
/** aten::_foreach_sqrt(Tensor[] self) -> Tensor[] */
RP_API RP_MUST rp_status rp__foreach_sqrt(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self);
/** aten::_foreach_sqrt_(Tensor(a!)[] self) -> () */
RP_API RP_MUST rp_status rp__foreach_sqrt_(rp_tensor *const *self, uint32_t n_self);
/** aten::_foreach_sub.List(Tensor[] self, Tensor[] other, *, Scalar alpha=1) -> Tensor[] */
RP_API RP_MUST rp_status rp__foreach_sub_list(rp_tensor **out, uint32_t n_out,
    rp_tensor *const *self, uint32_t n_self, rp_tensor *const *other, uint32_t n_other);
/** aten::_foreach_sub.List(Tensor[] self, Tensor[] other, *, Scalar alpha=1) -> Tensor[] */
RP_API RP_MUST rp_status rp__foreach_sub_list_full(rp_tensor **out, uint32_t n_out,
    rp_tensor *const *self, uint32_t n_self, rp_tensor *const *other, uint32_t n_other,
    rp_value alpha);
/** aten::_foreach_sub.Scalar(Tensor[] self, Scalar scalar) -> Tensor[] */
RP_API RP_MUST rp_status rp__foreach_sub_scalar(rp_tensor **out, uint32_t n_out,
    rp_tensor *const *self, uint32_t n_self, rp_value scalar);
/** aten::_foreach_sub.ScalarList(Tensor[] self, Scalar[] scalars) -> Tensor[] */
RP_API RP_MUST rp_status rp__foreach_sub_scalarlist(rp_tensor **out, uint32_t n_out,
    rp_tensor *const *self, uint32_t n_self, const rp_value *scalars, uint32_t n_scalars);
/** aten::_foreach_sub_.List(Tensor(a!)[] self, Tensor[] other, *, Scalar alpha=1) -> () */
RP_API RP_MUST rp_status rp__foreach_sub__list(rp_tensor *const *self, uint32_t n_self,
    rp_tensor *const *other, uint32_t n_other);
/** aten::_foreach_sub_.List(Tensor(a!)[] self, Tensor[] other, *, Scalar alpha=1) -> () */
RP_API RP_MUST rp_status rp__foreach_sub__list_full(rp_tensor *const *self, uint32_t n_self,
    rp_tensor *const *other, uint32_t n_other, rp_value alpha);
/** aten::_foreach_sub_.Scalar(Tensor(a!)[] self, Scalar scalar) -> () */
RP_API RP_MUST rp_status rp__foreach_sub__scalar(rp_tensor *const *self, uint32_t n_self,
    rp_value scalar);
/** aten::_foreach_sub_.ScalarList(Tensor(a!)[] self, Scalar[] scalars) -> () */
RP_API RP_MUST rp_status rp__foreach_sub__scalarlist(rp_tensor *const *self, uint32_t n_self,
    const rp_value *scalars, uint32_t n_scalars);
/** aten::_foreach_tan(Tensor[] self) -> Tensor[] */
RP_API RP_MUST rp_status rp__foreach_tan(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self);
/** aten::_foreach_tan_(Tensor(a!)[] self) -> () */
RP_API RP_MUST rp_status rp__foreach_tan_(rp_tensor *const *self, uint32_t n_self);
/** aten::_foreach_tanh(Tensor[] self) -> Tensor[] */
RP_API RP_MUST rp_status rp__foreach_tanh(rp_tensor **out, uint32_t n_out, rp_tensor *const *self,
    uint32_t n_self);
/** aten::_foreach_tanh_(Tensor(a!)[] self) -> () */
RP_API RP_MUST rp_status rp__foreach_tanh_(rp_tensor *const *self, uint32_t n_self);
/** aten::_foreach_trunc(Tensor[] self) -> Tensor[] */
RP_API RP_MUST rp_status rp__foreach_trunc(rp_tensor **out, uint32_t n_out,
    rp_tensor *const *self, uint32_t n_self);
/** aten::_foreach_trunc_(Tensor(a!)[] self) -> () */
RP_API RP_MUST rp_status rp__foreach_trunc_(rp_tensor *const *self, uint32_t n_self);
/** aten::_foreach_zero_(Tensor(a!)[] self) -> () */
RP_API RP_MUST rp_status rp__foreach_zero_(rp_tensor *const *self, uint32_t n_self);
/** aten::_fused_adagrad_(Tensor(a!)[] self, Tensor(b!)[] grads, Tensor(c!)[] state_sums, Tensor(d!)[] state_steps, *, float lr, float lr_decay, float weight_decay, float eps, bool maximize, Tensor? grad_scale=None, Tensor? found_inf=None) -> () */
RP_API RP_MUST rp_status rp__fused_adagrad_(rp_tensor *const *self, uint32_t n_self,
    rp_tensor *const *grads, uint32_t n_grads, rp_tensor *const *state_sums,
    uint32_t n_state_sums, rp_tensor *const *state_steps, uint32_t n_state_steps, double lr,
    double lr_decay, double weight_decay, double eps, int maximize);
/** aten::_fused_adagrad_(Tensor(a!)[] self, Tensor(b!)[] grads, Tensor(c!)[] state_sums, Tensor(d!)[] state_steps, *, float lr, float lr_decay, float weight_decay, float eps, bool maximize, Tensor? grad_scale=None, Tensor? found_inf=None) -> () */
RP_API RP_MUST rp_status rp__fused_adagrad__full(rp_tensor *const *self, uint32_t n_self,
    rp_tensor *const *grads, uint32_t n_grads, rp_tensor *const *state_sums,
    uint32_t n_state_sums, rp_tensor *const *state_steps, uint32_t n_state_steps, double lr,
    double lr_decay, double weight_decay, double eps, int maximize, rp_tensor *grad_scale,
    rp_tensor *found_inf);
/** aten::_fused_adam_(Tensor(a!)[] self, Tensor(b!)[] grads, Tensor(c!)[] exp_avgs, Tensor(d!)[] exp_avg_sqs, Tensor(e!)[] max_exp_avg_sqs, Tensor[] state_steps, *, float lr, float beta1, float beta2, float weight_decay, float eps, bool amsgrad, bool maximize, Tensor? grad_scale=None, Tensor? found_inf=None) -> () */
RP_API RP_MUST rp_status rp__fused_adam_(rp_tensor *const *self, uint32_t n_self,
    rp_tensor *const *grads, uint32_t n_grads, rp_tensor *const *exp_avgs, uint32_t n_exp_avgs,
    rp_tensor *const *exp_avg_sqs, uint32_t n_exp_avg_sqs, rp_tensor *const *max_exp_avg_sqs,
    uint32_t n_max_exp_avg_sqs, rp_tensor *const *state_steps, uint32_t n_state_steps, double lr,
    double beta1, double beta2, double weight_decay, double eps, int amsgrad, int maximize);
/** aten::_fused_adam_(Tensor(a!)[] self, Tensor(b!)[] grads, Tensor(c!)[] exp_avgs, Tensor(d!)[] exp_avg_sqs, Tensor(e!)[] max_exp_avg_sqs, Tensor[] state_steps, *, float lr, float beta1, float beta2, float weight_decay, float eps, bool amsgrad, bool maximize, Tensor? grad_scale=None, Tensor? found_inf=None) -> () */
RP_API RP_MUST rp_status rp__fused_adam__full(rp_tensor *const *self, uint32_t n_self,
    rp_tensor *const *grads, uint32_t n_grads, rp_tensor *const *exp_avgs, uint32_t n_exp_avgs,
    rp_tensor *const *exp_avg_sqs, uint32_t n_exp_avg_sqs, rp_tensor *const *max_exp_avg_sqs,
    uint32_t n_max_exp_avg_sqs, rp_tensor *const *state_steps, uint32_t n_state_steps, double lr,
    double beta1, double beta2, double weight_decay, double eps, int amsgrad, int maximize,
    rp_tensor *grad_scale, rp_tensor *found_inf);
/** aten::_fused_adam_.tensor_lr(Tensor(a!)[] self, Tensor(b!)[] grads, Tensor(c!)[] exp_avgs, Tensor(d!)[] exp_avg_sqs, Tensor(e!)[] max_exp_avg_sqs, Tensor[] state_steps, *, Tensor lr, float beta1, float beta2, float weight_decay, float eps, bool amsgrad, bool maximize, Tensor? grad_scale=None, Tensor? found_inf=None) -> () */
RP_API RP_MUST rp_status rp__fused_adam__tensor_lr(rp_tensor *const *self, uint32_t n_self,
    rp_tensor *const *grads, uint32_t n_grads, rp_tensor *const *exp_avgs, uint32_t n_exp_avgs,
    rp_tensor *const *exp_avg_sqs, uint32_t n_exp_avg_sqs, rp_tensor *const *max_exp_avg_sqs,
    uint32_t n_max_exp_avg_sqs, rp_tensor *const *state_steps, uint32_t n_state_steps,
    rp_tensor *lr, double beta1, double beta2, double weight_decay, double eps, int amsgrad,
    int maximize);
/** aten::_fused_adam_.tensor_lr(Tensor(a!)[] self, Tensor(b!)[] grads, Tensor(c!)[] exp_avgs, Tensor(d!)[] exp_avg_sqs, Tensor(e!)[] max_exp_avg_sqs, Tensor[] state_steps, *, Tensor lr, float beta1, float beta2, float weight_decay, float eps, bool amsgrad, bool maximize, Tensor? grad_scale=None, Tensor? found_inf=None) -> () */
RP_API RP_MUST rp_status rp__fused_adam__tensor_lr_full(rp_tensor *const *self, uint32_t n_self,
    rp_tensor *const *grads, uint32_t n_grads, rp_tensor *const *exp_avgs, uint32_t n_exp_avgs,
    rp_tensor *const *exp_avg_sqs, uint32_t n_exp_avg_sqs, rp_tensor *const *max_exp_avg_sqs,
    uint32_t n_max_exp_avg_sqs, rp_tensor *const *state_steps, uint32_t n_state_steps,
    rp_tensor *lr, double beta1, double beta2, double weight_decay, double eps, int amsgrad,
    int maximize, rp_tensor *grad_scale, rp_tensor *found_inf);
/** aten::_fused_adamw_(Tensor(a!)[] self, Tensor(b!)[] grads, Tensor(c!)[] exp_avgs, Tensor(d!)[] exp_avg_sqs, Tensor(e!)[] max_exp_avg_sqs, Tensor[] state_steps, *, float lr, float beta1, float beta2, float weight_decay, float eps, bool amsgrad, bool maximize, Tensor? grad_scale=None, Tensor? found_inf=None) -> () */
RP_API RP_MUST rp_status rp__fused_adamw_(rp_tensor *const *self, uint32_t n_self,
    rp_tensor *const *grads, uint32_t n_grads, rp_tensor *const *exp_avgs, uint32_t n_exp_avgs,
    rp_tensor *const *exp_avg_sqs, uint32_t n_exp_avg_sqs, rp_tensor *const *max_exp_avg_sqs,
    uint32_t n_max_exp_avg_sqs, rp_tensor *const *state_steps, uint32_t n_state_steps, double lr,
    double beta1, double beta2, double weight_decay, double eps, int amsgrad, int maximize);
/** aten::_fused_adamw_(Tensor(a!)[] self, Tensor(b!)[] grads, Tensor(c!)[] exp_avgs, Tensor(d!)[] exp_avg_sqs, Tensor(e!)[] max_exp_avg_sqs, Tensor[] state_steps, *, float lr, float beta1, float beta2, float weight_decay, float eps, bool amsgrad, bool maximize, Tensor? grad_scale=None, Tensor? found_inf=None) -> () */
RP_API RP_MUST rp_status rp__fused_adamw__full(rp_tensor *const *self, uint32_t n_self,
    rp_tensor *const *grads, uint32_t n_grads, rp_tensor *const *exp_avgs, uint32_t n_exp_avgs,
    rp_tensor *const *exp_avg_sqs, uint32_t n_exp_avg_sqs, rp_tensor *const *max_exp_avg_sqs,
    uint32_t n_max_exp_avg_sqs, rp_tensor *const *state_steps, uint32_t n_state_steps, double lr,
    double beta1, double beta2, double weight_decay, double eps, int amsgrad, int maximize,
    rp_tensor *grad_scale, rp_tensor *found_inf);
/** aten::_fused_adamw_.tensor_lr(Tensor(a!)[] self, Tensor(b!)[] grads, Tensor(c!)[] exp_avgs, Tensor(d!)[] exp_avg_sqs, Tensor(e!)[] max_exp_avg_sqs, Tensor[] state_steps, *, Tensor lr, float beta1, float beta2, float weight_decay, float eps, bool amsgrad, bool maximize, Tensor? grad_scale=None, Tensor? found_inf=None) -> () */
RP_API RP_MUST rp_status rp__fused_adamw__tensor_lr(rp_tensor *const *self, uint32_t n_self,
    rp_tensor *const *grads, uint32_t n_grads, rp_tensor *const *exp_avgs, uint32_t n_exp_avgs,
    rp_tensor *const *exp_avg_sqs, uint32_t n_exp_avg_sqs, rp_tensor *const *max_exp_avg_sqs,
    uint32_t n_max_exp_avg_sqs, rp_tensor *const *state_steps, uint32_t n_state_steps,
    rp_tensor *lr, double beta1, double beta2, double weight_decay, double eps, int amsgrad,
    int maximize);
/** aten::_fused_adamw_.tensor_lr(Tensor(a!)[] self, Tensor(b!)[] grads, Tensor(c!)[] exp_avgs, Tensor(d!)[] exp_avg_sqs, Tensor(e!)[] max_exp_avg_sqs, Tensor[] state_steps, *, Tensor lr, float beta1, float beta2, float weight_decay, float eps, bool amsgrad, bool maximize, Tensor? grad_scale=None, Tensor? found_inf=None) -> () */
RP_API RP_MUST rp_status rp__fused_adamw__tensor_lr_full(rp_tensor *const *self, uint32_t n_self,
    rp_tensor *const *grads, uint32_t n_grads, rp_tensor *const *exp_avgs, uint32_t n_exp_avgs,
    rp_tensor *const *exp_avg_sqs, uint32_t n_exp_avg_sqs, rp_tensor *const *max_exp_avg_sqs,
    uint32_t n_max_exp_avg_sqs, rp_tensor *const *state_steps, uint32_t n_state_steps,
    rp_tensor *lr, double beta1, double beta2, double weight_decay, double eps, int amsgrad,
    int maximize, rp_tensor *grad_scale, rp_tensor *found_inf);
/** aten::_fused_rms_norm(Tensor input, int[] normalized_shape, Tensor? weight, float? eps) -> (Tensor, Tensor) */
RP_API RP_MUST rp_status rp__fused_rms_norm(rp_tensor **out, rp_tensor **out1, rp_tensor *input,
    const int64_t *normalized_shape, uint32_t n_normalized_shape, rp_tensor *weight,
    const double *eps);
/** aten::_fused_sgd_(Tensor(a!)[] self, Tensor(b!)[] grads, Tensor(c!)[] momentum_buffer_list, *, float weight_decay, float momentum, float lr, float dampening, bool nesterov, bool maximize, bool is_first_step, Tensor? grad_scale=None, Tensor? found_inf=None) -> () */
RP_API RP_MUST rp_status rp__fused_sgd_(rp_tensor *const *self, uint32_t n_self,
    rp_tensor *const *grads, uint32_t n_grads, rp_tensor *const *momentum_buffer_list,
    uint32_t n_momentum_buffer_list, double weight_decay, double momentum, double lr,
    double dampening, int nesterov, int maximize, int is_first_step);
/** aten::_fused_sgd_(Tensor(a!)[] self, Tensor(b!)[] grads, Tensor(c!)[] momentum_buffer_list, *, float weight_decay, float momentum, float lr, float dampening, bool nesterov, bool maximize, bool is_first_step, Tensor? grad_scale=None, Tensor? found_inf=None) -> () */
RP_API RP_MUST rp_status rp__fused_sgd__full(rp_tensor *const *self, uint32_t n_self,
    rp_tensor *const *grads, uint32_t n_grads, rp_tensor *const *momentum_buffer_list,
    uint32_t n_momentum_buffer_list, double weight_decay, double momentum, double lr,
    double dampening, int nesterov, int maximize, int is_first_step, rp_tensor *grad_scale,
    rp_tensor *found_inf);
/** aten::_fused_sgd_.tensor_lr(Tensor(a!)[] self, Tensor(b!)[] grads, Tensor(c!)[] momentum_buffer_list, *, float weight_decay, float momentum, Tensor lr, float dampening, bool nesterov, bool maximize, bool is_first_step, Tensor? grad_scale=None, Tensor? found_inf=None) -> () */
RP_API RP_MUST rp_status rp__fused_sgd__tensor_lr(rp_tensor *const *self, uint32_t n_self,
    rp_tensor *const *grads, uint32_t n_grads, rp_tensor *const *momentum_buffer_list,
    uint32_t n_momentum_buffer_list, double weight_decay, double momentum, rp_tensor *lr,
    double dampening, int nesterov, int maximize, int is_first_step);
/** aten::_fused_sgd_.tensor_lr(Tensor(a!)[] self, Tensor(b!)[] grads, Tensor(c!)[] momentum_buffer_list, *, float weight_decay, float momentum, Tensor lr, float dampening, bool nesterov, bool maximize, bool is_first_step, Tensor? grad_scale=None, Tensor? found_inf=None) -> () */
RP_API RP_MUST rp_status rp__fused_sgd__tensor_lr_full(rp_tensor *const *self, uint32_t n_self,
    rp_tensor *const *grads, uint32_t n_grads, rp_tensor *const *momentum_buffer_list,
    uint32_t n_momentum_buffer_list, double weight_decay, double momentum, rp_tensor *lr,
    double dampening, int nesterov, int maximize, int is_first_step, rp_tensor *grad_scale,
    rp_tensor *found_inf);
/** aten::_local_scalar_dense(Tensor self) -> Scalar */
RP_API RP_MUST rp_status rp__local_scalar_dense(rp_value *out, rp_tensor *self);
/** aten::_log_softmax(Tensor self, int dim, bool half_to_float) -> Tensor */
RP_API RP_MUST rp_status rp__log_softmax(rp_tensor **out, rp_tensor *self, int64_t dim,
    int half_to_float);
/** aten::_log_softmax.out(Tensor self, int dim, bool half_to_float, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp__log_softmax_out(rp_tensor **out, rp_tensor *self, int64_t dim,
    int half_to_float, rp_tensor *out_arg);
/** aten::_log_softmax_backward_data(Tensor grad_output, Tensor output, int dim, ScalarType input_dtype) -> Tensor */
RP_API RP_MUST rp_status rp__log_softmax_backward_data(rp_tensor **out, rp_tensor *grad_output,
    rp_tensor *output, int64_t dim, rp_dtype input_dtype);
/** aten::_native_batch_norm_legit(Tensor input, Tensor? weight, Tensor? bias, Tensor(a!) running_mean, Tensor(b!) running_var, bool training, float momentum, float eps) -> (Tensor, Tensor, Tensor) */
RP_API RP_MUST rp_status rp__native_batch_norm_legit(rp_tensor **out, rp_tensor **out1,
    rp_tensor **out2, rp_tensor *input, rp_tensor *weight, rp_tensor *bias,
    rp_tensor *running_mean, rp_tensor *running_var, int training, double momentum, double eps);
/** aten::_native_batch_norm_legit.no_stats(Tensor input, Tensor? weight, Tensor? bias, bool training, float momentum, float eps) -> (Tensor, Tensor, Tensor) */
RP_API RP_MUST rp_status rp__native_batch_norm_legit_no_stats(rp_tensor **out, rp_tensor **out1,
    rp_tensor **out2, rp_tensor *input, rp_tensor *weight, rp_tensor *bias, int training,
    double momentum, double eps);
/** aten::_native_batch_norm_legit_no_training(Tensor input, Tensor? weight, Tensor? bias, Tensor running_mean, Tensor running_var, float momentum, float eps) -> (Tensor, Tensor, Tensor) */
RP_API RP_MUST rp_status rp__native_batch_norm_legit_no_training(rp_tensor **out,
    rp_tensor **out1, rp_tensor **out2, rp_tensor *input, rp_tensor *weight, rp_tensor *bias,
    rp_tensor *running_mean, rp_tensor *running_var, double momentum, double eps);
/** aten::_pdist_backward(Tensor grad, Tensor self, float p, Tensor pdist) -> Tensor */
RP_API RP_MUST rp_status rp__pdist_backward(rp_tensor **out, rp_tensor *grad, rp_tensor *self,
    double p, rp_tensor *pdist);
/** aten::_pdist_forward(Tensor self, float p=2.) -> Tensor */
RP_API RP_MUST rp_status rp__pdist_forward(rp_tensor **out, rp_tensor *self, double p);
/** aten::_prelu_kernel(Tensor self, Tensor weight) -> Tensor */
RP_API RP_MUST rp_status rp__prelu_kernel(rp_tensor **out, rp_tensor *self, rp_tensor *weight);
/** aten::_prelu_kernel_backward(Tensor grad_output, Tensor self, Tensor weight) -> (Tensor, Tensor) */
RP_API RP_MUST rp_status rp__prelu_kernel_backward(rp_tensor **out, rp_tensor **out1,
    rp_tensor *grad_output, rp_tensor *self, rp_tensor *weight);
/** aten::_reshape_alias(Tensor(a) self, SymInt[] size, SymInt[] stride) -> Tensor(a) */
RP_API RP_MUST rp_status rp__reshape_alias(rp_tensor **out, rp_tensor *self, const int64_t *size,
    uint32_t n_size, const int64_t *stride, uint32_t n_stride);
/** aten::_safe_softmax(Tensor self, int dim, ScalarType? dtype=None) -> Tensor */
RP_API RP_MUST rp_status rp__safe_softmax(rp_tensor **out, rp_tensor *self, int64_t dim,
    rp_dtype dtype);
/** aten::_scaled_dot_product_attention_math(Tensor query, Tensor key, Tensor value, Tensor? attn_mask=None, float dropout_p=0., bool is_causal=False, Tensor? dropout_mask=None, *, float? scale=None, bool enable_gqa=False) -> (Tensor, Tensor) */
RP_API RP_MUST rp_status rp__scaled_dot_product_attention_math(rp_tensor **out, rp_tensor **out1,
    rp_tensor *query, rp_tensor *key, rp_tensor *value, rp_tensor *attn_mask, double dropout_p,
    int is_causal, rp_tensor *dropout_mask);
/** aten::_scaled_dot_product_attention_math(Tensor query, Tensor key, Tensor value, Tensor? attn_mask=None, float dropout_p=0., bool is_causal=False, Tensor? dropout_mask=None, *, float? scale=None, bool enable_gqa=False) -> (Tensor, Tensor) */
RP_API RP_MUST rp_status rp__scaled_dot_product_attention_math_full(rp_tensor **out,
    rp_tensor **out1, rp_tensor *query, rp_tensor *key, rp_tensor *value, rp_tensor *attn_mask,
    double dropout_p, int is_causal, rp_tensor *dropout_mask, const double *scale, int enable_gqa);
/** aten::_scaled_dot_product_flash_attention_for_cpu(Tensor query, Tensor key, Tensor value, float dropout_p=0., bool is_causal=False, *, Tensor? attn_mask=None, float? scale=None) -> (Tensor output, Tensor logsumexp) */
RP_API RP_MUST rp_status rp__scaled_dot_product_flash_attention_for_cpu(rp_tensor **out,
    rp_tensor **out1, rp_tensor *query, rp_tensor *key, rp_tensor *value, double dropout_p,
    int is_causal);
/** aten::_scaled_dot_product_flash_attention_for_cpu(Tensor query, Tensor key, Tensor value, float dropout_p=0., bool is_causal=False, *, Tensor? attn_mask=None, float? scale=None) -> (Tensor output, Tensor logsumexp) */
RP_API RP_MUST rp_status rp__scaled_dot_product_flash_attention_for_cpu_full(rp_tensor **out,
    rp_tensor **out1, rp_tensor *query, rp_tensor *key, rp_tensor *value, double dropout_p,
    int is_causal, rp_tensor *attn_mask, const double *scale);
/** aten::_scaled_dot_product_flash_attention_for_cpu_backward(Tensor grad_out, Tensor query, Tensor key, Tensor value, Tensor out, Tensor logsumexp, float dropout_p, bool is_causal, *, Tensor? attn_mask=None, float? scale=None) -> (Tensor grad_query, Tensor grad_key, Tensor grad_value) */
RP_API RP_MUST rp_status rp__scaled_dot_product_flash_attention_for_cpu_backward(rp_tensor **out,
    rp_tensor **out1, rp_tensor **out2, rp_tensor *grad_out, rp_tensor *query, rp_tensor *key,
    rp_tensor *value, rp_tensor *out_arg, rp_tensor *logsumexp, double dropout_p, int is_causal);
/** aten::_scaled_dot_product_flash_attention_for_cpu_backward(Tensor grad_out, Tensor query, Tensor key, Tensor value, Tensor out, Tensor logsumexp, float dropout_p, bool is_causal, *, Tensor? attn_mask=None, float? scale=None) -> (Tensor grad_query, Tensor grad_key, Tensor grad_value) */
RP_API RP_MUST rp_status rp__scaled_dot_product_flash_attention_for_cpu_backward_full(
    rp_tensor **out, rp_tensor **out1, rp_tensor **out2, rp_tensor *grad_out, rp_tensor *query,
    rp_tensor *key, rp_tensor *value, rp_tensor *out_arg, rp_tensor *logsumexp, double dropout_p,
    int is_causal, rp_tensor *attn_mask, const double *scale);
/** aten::_softmax(Tensor self, int dim, bool half_to_float) -> Tensor */
RP_API RP_MUST rp_status rp__softmax(rp_tensor **out, rp_tensor *self, int64_t dim,
    int half_to_float);
/** aten::_softmax.out(Tensor self, int dim, bool half_to_float, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp__softmax_out(rp_tensor **out, rp_tensor *self, int64_t dim,
    int half_to_float, rp_tensor *out_arg);
/** aten::_softmax_backward_data(Tensor grad_output, Tensor output, int dim, ScalarType input_dtype) -> Tensor */
RP_API RP_MUST rp_status rp__softmax_backward_data(rp_tensor **out, rp_tensor *grad_output,
    rp_tensor *output, int64_t dim, rp_dtype input_dtype);
/** aten::_to_copy(Tensor self, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, bool non_blocking=False, MemoryFormat? memory_format=None) -> Tensor */
RP_API RP_MUST rp_status rp__to_copy(rp_tensor **out, rp_tensor *self);
/** aten::_to_copy(Tensor self, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, bool non_blocking=False, MemoryFormat? memory_format=None) -> Tensor */
RP_API RP_MUST rp_status rp__to_copy_full(rp_tensor **out, rp_tensor *self, rp_dtype dtype,
    const int64_t *layout, const rp_device *device, const int *pin_memory, int non_blocking,
    const int64_t *memory_format);
/** aten::_unique(Tensor self, bool sorted=True, bool return_inverse=False) -> (Tensor, Tensor) */
RP_API RP_MUST rp_status rp__unique(rp_tensor **out, rp_tensor **out1, rp_tensor *self,
    int sorted, int return_inverse);
/** aten::_unique2(Tensor self, bool sorted=True, bool return_inverse=False, bool return_counts=False) -> (Tensor, Tensor, Tensor) */
RP_API RP_MUST rp_status rp__unique2(rp_tensor **out, rp_tensor **out1, rp_tensor **out2,
    rp_tensor *self, int sorted, int return_inverse, int return_counts);
/** aten::_unsafe_view(Tensor self, SymInt[] size) -> Tensor */
RP_API RP_MUST rp_status rp__unsafe_view(rp_tensor **out, rp_tensor *self, const int64_t *size,
    uint32_t n_size);
/** aten::abs(Tensor self) -> Tensor */
RP_API RP_MUST rp_status rp_abs(rp_tensor **out, rp_tensor *self);
/** aten::abs.out(Tensor self, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_abs_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg);
/** aten::abs_(Tensor(a!) self) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_abs_(rp_tensor **out, rp_tensor *self);
/** aten::acos(Tensor self) -> Tensor */
RP_API RP_MUST rp_status rp_acos(rp_tensor **out, rp_tensor *self);
/** aten::acos.out(Tensor self, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_acos_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg);
/** aten::acos_(Tensor(a!) self) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_acos_(rp_tensor **out, rp_tensor *self);
/** aten::acosh(Tensor self) -> Tensor */
RP_API RP_MUST rp_status rp_acosh(rp_tensor **out, rp_tensor *self);
/** aten::acosh.out(Tensor self, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_acosh_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg);
/** aten::acosh_(Tensor(a!) self) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_acosh_(rp_tensor **out, rp_tensor *self);
/** aten::adaptive_avg_pool1d(Tensor self, int[1] output_size) -> Tensor */
RP_API RP_MUST rp_status rp_adaptive_avg_pool1d(rp_tensor **out, rp_tensor *self,
    const int64_t *output_size, uint32_t n_output_size);
/** aten::adaptive_avg_pool2d(Tensor self, SymInt[2] output_size) -> Tensor */
RP_API RP_MUST rp_status rp_adaptive_avg_pool2d(rp_tensor **out, rp_tensor *self,
    const int64_t *output_size, uint32_t n_output_size);
/** aten::adaptive_avg_pool3d(Tensor self, SymInt[3] output_size) -> Tensor */
RP_API RP_MUST rp_status rp_adaptive_avg_pool3d(rp_tensor **out, rp_tensor *self,
    const int64_t *output_size, uint32_t n_output_size);
/** aten::adaptive_max_pool2d(Tensor self, int[2] output_size) -> (Tensor, Tensor) */
RP_API RP_MUST rp_status rp_adaptive_max_pool2d(rp_tensor **out, rp_tensor **out1,
    rp_tensor *self, const int64_t *output_size, uint32_t n_output_size);
/** aten::adaptive_max_pool2d_backward(Tensor grad_output, Tensor self, Tensor indices) -> Tensor */
RP_API RP_MUST rp_status rp_adaptive_max_pool2d_backward(rp_tensor **out, rp_tensor *grad_output,
    rp_tensor *self, rp_tensor *indices);
/** aten::add.Scalar(Tensor self, Scalar other, Scalar alpha=1) -> Tensor */
RP_API RP_MUST rp_status rp_add_scalar(rp_tensor **out, rp_tensor *self, rp_value other,
    rp_value alpha);
/** aten::add.Tensor(Tensor self, Tensor other, *, Scalar alpha=1) -> Tensor */
RP_API RP_MUST rp_status rp_add(rp_tensor **out, rp_tensor *self, rp_tensor *other);
/** aten::add.Tensor(Tensor self, Tensor other, *, Scalar alpha=1) -> Tensor */
RP_API RP_MUST rp_status rp_add_full(rp_tensor **out, rp_tensor *self, rp_tensor *other,
    rp_value alpha);
/** aten::add.out(Tensor self, Tensor other, *, Scalar alpha=1, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_add_out(rp_tensor **out, rp_tensor *self, rp_tensor *other,
    rp_tensor *out_arg);
/** aten::add.out(Tensor self, Tensor other, *, Scalar alpha=1, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_add_out_full(rp_tensor **out, rp_tensor *self, rp_tensor *other,
    rp_value alpha, rp_tensor *out_arg);
/** aten::add_.Scalar(Tensor(a!) self, Scalar other, Scalar alpha=1) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_add__scalar(rp_tensor **out, rp_tensor *self, rp_value other,
    rp_value alpha);
/** aten::add_.Tensor(Tensor(a!) self, Tensor other, *, Scalar alpha=1) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_add_(rp_tensor **out, rp_tensor *self, rp_tensor *other);
/** aten::add_.Tensor(Tensor(a!) self, Tensor other, *, Scalar alpha=1) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_add__full(rp_tensor **out, rp_tensor *self, rp_tensor *other,
    rp_value alpha);
/** aten::addbmm(Tensor self, Tensor batch1, Tensor batch2, *, Scalar beta=1, Scalar alpha=1) -> Tensor */
RP_API RP_MUST rp_status rp_addbmm(rp_tensor **out, rp_tensor *self, rp_tensor *batch1,
    rp_tensor *batch2);
/** aten::addbmm(Tensor self, Tensor batch1, Tensor batch2, *, Scalar beta=1, Scalar alpha=1) -> Tensor */
RP_API RP_MUST rp_status rp_addbmm_full(rp_tensor **out, rp_tensor *self, rp_tensor *batch1,
    rp_tensor *batch2, rp_value beta, rp_value alpha);
/** aten::addbmm.out(Tensor self, Tensor batch1, Tensor batch2, *, Scalar beta=1, Scalar alpha=1, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_addbmm_out(rp_tensor **out, rp_tensor *self, rp_tensor *batch1,
    rp_tensor *batch2, rp_tensor *out_arg);
/** aten::addbmm.out(Tensor self, Tensor batch1, Tensor batch2, *, Scalar beta=1, Scalar alpha=1, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_addbmm_out_full(rp_tensor **out, rp_tensor *self, rp_tensor *batch1,
    rp_tensor *batch2, rp_value beta, rp_value alpha, rp_tensor *out_arg);
/** aten::addbmm_(Tensor(a!) self, Tensor batch1, Tensor batch2, *, Scalar beta=1, Scalar alpha=1) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_addbmm_(rp_tensor **out, rp_tensor *self, rp_tensor *batch1,
    rp_tensor *batch2);
/** aten::addbmm_(Tensor(a!) self, Tensor batch1, Tensor batch2, *, Scalar beta=1, Scalar alpha=1) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_addbmm__full(rp_tensor **out, rp_tensor *self, rp_tensor *batch1,
    rp_tensor *batch2, rp_value beta, rp_value alpha);
/** aten::addcdiv(Tensor self, Tensor tensor1, Tensor tensor2, *, Scalar value=1) -> Tensor */
RP_API RP_MUST rp_status rp_addcdiv(rp_tensor **out, rp_tensor *self, rp_tensor *tensor1,
    rp_tensor *tensor2);
/** aten::addcdiv(Tensor self, Tensor tensor1, Tensor tensor2, *, Scalar value=1) -> Tensor */
RP_API RP_MUST rp_status rp_addcdiv_full(rp_tensor **out, rp_tensor *self, rp_tensor *tensor1,
    rp_tensor *tensor2, rp_value value);
/** aten::addcdiv.out(Tensor self, Tensor tensor1, Tensor tensor2, *, Scalar value=1, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_addcdiv_out(rp_tensor **out, rp_tensor *self, rp_tensor *tensor1,
    rp_tensor *tensor2, rp_tensor *out_arg);
/** aten::addcdiv.out(Tensor self, Tensor tensor1, Tensor tensor2, *, Scalar value=1, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_addcdiv_out_full(rp_tensor **out, rp_tensor *self, rp_tensor *tensor1,
    rp_tensor *tensor2, rp_value value, rp_tensor *out_arg);
/** aten::addcdiv_(Tensor(a!) self, Tensor tensor1, Tensor tensor2, *, Scalar value=1) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_addcdiv_(rp_tensor **out, rp_tensor *self, rp_tensor *tensor1,
    rp_tensor *tensor2);
/** aten::addcdiv_(Tensor(a!) self, Tensor tensor1, Tensor tensor2, *, Scalar value=1) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_addcdiv__full(rp_tensor **out, rp_tensor *self, rp_tensor *tensor1,
    rp_tensor *tensor2, rp_value value);
/** aten::addcmul(Tensor self, Tensor tensor1, Tensor tensor2, *, Scalar value=1) -> Tensor */
RP_API RP_MUST rp_status rp_addcmul(rp_tensor **out, rp_tensor *self, rp_tensor *tensor1,
    rp_tensor *tensor2);
/** aten::addcmul(Tensor self, Tensor tensor1, Tensor tensor2, *, Scalar value=1) -> Tensor */
RP_API RP_MUST rp_status rp_addcmul_full(rp_tensor **out, rp_tensor *self, rp_tensor *tensor1,
    rp_tensor *tensor2, rp_value value);
/** aten::addcmul.out(Tensor self, Tensor tensor1, Tensor tensor2, *, Scalar value=1, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_addcmul_out(rp_tensor **out, rp_tensor *self, rp_tensor *tensor1,
    rp_tensor *tensor2, rp_tensor *out_arg);
/** aten::addcmul.out(Tensor self, Tensor tensor1, Tensor tensor2, *, Scalar value=1, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_addcmul_out_full(rp_tensor **out, rp_tensor *self, rp_tensor *tensor1,
    rp_tensor *tensor2, rp_value value, rp_tensor *out_arg);
/** aten::addcmul_(Tensor(a!) self, Tensor tensor1, Tensor tensor2, *, Scalar value=1) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_addcmul_(rp_tensor **out, rp_tensor *self, rp_tensor *tensor1,
    rp_tensor *tensor2);
/** aten::addcmul_(Tensor(a!) self, Tensor tensor1, Tensor tensor2, *, Scalar value=1) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_addcmul__full(rp_tensor **out, rp_tensor *self, rp_tensor *tensor1,
    rp_tensor *tensor2, rp_value value);
/** aten::addmm(Tensor self, Tensor mat1, Tensor mat2, *, Scalar beta=1, Scalar alpha=1) -> Tensor */
RP_API RP_MUST rp_status rp_addmm(rp_tensor **out, rp_tensor *self, rp_tensor *mat1,
    rp_tensor *mat2);
/** aten::addmm(Tensor self, Tensor mat1, Tensor mat2, *, Scalar beta=1, Scalar alpha=1) -> Tensor */
RP_API RP_MUST rp_status rp_addmm_full(rp_tensor **out, rp_tensor *self, rp_tensor *mat1,
    rp_tensor *mat2, rp_value beta, rp_value alpha);
/** aten::addmm.out(Tensor self, Tensor mat1, Tensor mat2, *, Scalar beta=1, Scalar alpha=1, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_addmm_out(rp_tensor **out, rp_tensor *self, rp_tensor *mat1,
    rp_tensor *mat2, rp_tensor *out_arg);
/** aten::addmm.out(Tensor self, Tensor mat1, Tensor mat2, *, Scalar beta=1, Scalar alpha=1, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_addmm_out_full(rp_tensor **out, rp_tensor *self, rp_tensor *mat1,
    rp_tensor *mat2, rp_value beta, rp_value alpha, rp_tensor *out_arg);
/** aten::addmm_(Tensor(a!) self, Tensor mat1, Tensor mat2, *, Scalar beta=1, Scalar alpha=1) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_addmm_(rp_tensor **out, rp_tensor *self, rp_tensor *mat1,
    rp_tensor *mat2);
/** aten::addmm_(Tensor(a!) self, Tensor mat1, Tensor mat2, *, Scalar beta=1, Scalar alpha=1) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_addmm__full(rp_tensor **out, rp_tensor *self, rp_tensor *mat1,
    rp_tensor *mat2, rp_value beta, rp_value alpha);
/** aten::addmv(Tensor self, Tensor mat, Tensor vec, *, Scalar beta=1, Scalar alpha=1) -> Tensor */
RP_API RP_MUST rp_status rp_addmv(rp_tensor **out, rp_tensor *self, rp_tensor *mat,
    rp_tensor *vec);
/** aten::addmv(Tensor self, Tensor mat, Tensor vec, *, Scalar beta=1, Scalar alpha=1) -> Tensor */
RP_API RP_MUST rp_status rp_addmv_full(rp_tensor **out, rp_tensor *self, rp_tensor *mat,
    rp_tensor *vec, rp_value beta, rp_value alpha);
/** aten::addmv.out(Tensor self, Tensor mat, Tensor vec, *, Scalar beta=1, Scalar alpha=1, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_addmv_out(rp_tensor **out, rp_tensor *self, rp_tensor *mat,
    rp_tensor *vec, rp_tensor *out_arg);
/** aten::addmv.out(Tensor self, Tensor mat, Tensor vec, *, Scalar beta=1, Scalar alpha=1, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_addmv_out_full(rp_tensor **out, rp_tensor *self, rp_tensor *mat,
    rp_tensor *vec, rp_value beta, rp_value alpha, rp_tensor *out_arg);
/** aten::addmv_(Tensor(a!) self, Tensor mat, Tensor vec, *, Scalar beta=1, Scalar alpha=1) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_addmv_(rp_tensor **out, rp_tensor *self, rp_tensor *mat,
    rp_tensor *vec);
/** aten::addmv_(Tensor(a!) self, Tensor mat, Tensor vec, *, Scalar beta=1, Scalar alpha=1) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_addmv__full(rp_tensor **out, rp_tensor *self, rp_tensor *mat,
    rp_tensor *vec, rp_value beta, rp_value alpha);
/** aten::addr(Tensor self, Tensor vec1, Tensor vec2, *, Scalar beta=1, Scalar alpha=1) -> Tensor */
RP_API RP_MUST rp_status rp_addr(rp_tensor **out, rp_tensor *self, rp_tensor *vec1,
    rp_tensor *vec2);
/** aten::addr(Tensor self, Tensor vec1, Tensor vec2, *, Scalar beta=1, Scalar alpha=1) -> Tensor */
RP_API RP_MUST rp_status rp_addr_full(rp_tensor **out, rp_tensor *self, rp_tensor *vec1,
    rp_tensor *vec2, rp_value beta, rp_value alpha);
/** aten::addr.out(Tensor self, Tensor vec1, Tensor vec2, *, Scalar beta=1, Scalar alpha=1, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_addr_out(rp_tensor **out, rp_tensor *self, rp_tensor *vec1,
    rp_tensor *vec2, rp_tensor *out_arg);
/** aten::addr.out(Tensor self, Tensor vec1, Tensor vec2, *, Scalar beta=1, Scalar alpha=1, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_addr_out_full(rp_tensor **out, rp_tensor *self, rp_tensor *vec1,
    rp_tensor *vec2, rp_value beta, rp_value alpha, rp_tensor *out_arg);
/** aten::addr_(Tensor(a!) self, Tensor vec1, Tensor vec2, *, Scalar beta=1, Scalar alpha=1) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_addr_(rp_tensor **out, rp_tensor *self, rp_tensor *vec1,
    rp_tensor *vec2);
/** aten::addr_(Tensor(a!) self, Tensor vec1, Tensor vec2, *, Scalar beta=1, Scalar alpha=1) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_addr__full(rp_tensor **out, rp_tensor *self, rp_tensor *vec1,
    rp_tensor *vec2, rp_value beta, rp_value alpha);
/** aten::alias(Tensor(a) self) -> Tensor(a) */
RP_API RP_MUST rp_status rp_alias(rp_tensor **out, rp_tensor *self);
/** aten::all(Tensor self) -> Tensor */
RP_API RP_MUST rp_status rp_all(rp_tensor **out, rp_tensor *self);
/** aten::all.all_out(Tensor self, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_all_all_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg);
/** aten::all.dim(Tensor self, int dim, bool keepdim=False) -> Tensor */
RP_API RP_MUST rp_status rp_all_dim(rp_tensor **out, rp_tensor *self, int64_t dim, int keepdim);
/** aten::all.dims(Tensor self, int[]? dim=None, bool keepdim=False) -> Tensor */
RP_API RP_MUST rp_status rp_all_dims(rp_tensor **out, rp_tensor *self, const int64_t *dim,
    uint32_t n_dim, int keepdim);
/** aten::all.dims_out(Tensor self, int[]? dim=None, bool keepdim=False, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_all_dims_out(rp_tensor **out, rp_tensor *self, const int64_t *dim,
    uint32_t n_dim, int keepdim, rp_tensor *out_arg);
/** aten::all.out(Tensor self, int dim, bool keepdim=False, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_all_out(rp_tensor **out, rp_tensor *self, int64_t dim, int keepdim,
    rp_tensor *out_arg);
/** aten::allclose(Tensor self, Tensor other, float rtol=1e-05, float atol=1e-08, bool equal_nan=False) -> bool */
RP_API RP_MUST rp_status rp_allclose(rp_value *out, rp_tensor *self, rp_tensor *other,
    double rtol, double atol, int equal_nan);
/** aten::amax(Tensor self, int[1] dim=[], bool keepdim=False) -> Tensor */
RP_API RP_MUST rp_status rp_amax(rp_tensor **out, rp_tensor *self, const int64_t *dim,
    uint32_t n_dim, int keepdim);
/** aten::amax.out(Tensor self, int[1] dim=[], bool keepdim=False, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_amax_out(rp_tensor **out, rp_tensor *self, const int64_t *dim,
    uint32_t n_dim, int keepdim, rp_tensor *out_arg);
/** aten::amin(Tensor self, int[1] dim=[], bool keepdim=False) -> Tensor */
RP_API RP_MUST rp_status rp_amin(rp_tensor **out, rp_tensor *self, const int64_t *dim,
    uint32_t n_dim, int keepdim);
/** aten::amin.out(Tensor self, int[1] dim=[], bool keepdim=False, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_amin_out(rp_tensor **out, rp_tensor *self, const int64_t *dim,
    uint32_t n_dim, int keepdim, rp_tensor *out_arg);
/** aten::aminmax(Tensor self, *, int? dim=None, bool keepdim=False) -> (Tensor min, Tensor max) */
RP_API RP_MUST rp_status rp_aminmax(rp_tensor **out, rp_tensor **out1, rp_tensor *self);
/** aten::aminmax(Tensor self, *, int? dim=None, bool keepdim=False) -> (Tensor min, Tensor max) */
RP_API RP_MUST rp_status rp_aminmax_full(rp_tensor **out, rp_tensor **out1, rp_tensor *self,
    const int64_t *dim, int keepdim);
/** aten::aminmax.out(Tensor self, *, int? dim=None, bool keepdim=False, Tensor(a!) min, Tensor(b!) max) -> (Tensor(a!) min, Tensor(b!) max) */
RP_API RP_MUST rp_status rp_aminmax_out(rp_tensor **out, rp_tensor **out1, rp_tensor *self,
    rp_tensor *min, rp_tensor *max);
/** aten::aminmax.out(Tensor self, *, int? dim=None, bool keepdim=False, Tensor(a!) min, Tensor(b!) max) -> (Tensor(a!) min, Tensor(b!) max) */
RP_API RP_MUST rp_status rp_aminmax_out_full(rp_tensor **out, rp_tensor **out1, rp_tensor *self,
    const int64_t *dim, int keepdim, rp_tensor *min, rp_tensor *max);
/** aten::any(Tensor self) -> Tensor */
RP_API RP_MUST rp_status rp_any(rp_tensor **out, rp_tensor *self);
/** aten::any.all_out(Tensor self, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_any_all_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg);
/** aten::any.dim(Tensor self, int dim, bool keepdim=False) -> Tensor */
RP_API RP_MUST rp_status rp_any_dim(rp_tensor **out, rp_tensor *self, int64_t dim, int keepdim);
/** aten::any.dims(Tensor self, int[]? dim=None, bool keepdim=False) -> Tensor */
RP_API RP_MUST rp_status rp_any_dims(rp_tensor **out, rp_tensor *self, const int64_t *dim,
    uint32_t n_dim, int keepdim);
/** aten::any.dims_out(Tensor self, int[]? dim=None, bool keepdim=False, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_any_dims_out(rp_tensor **out, rp_tensor *self, const int64_t *dim,
    uint32_t n_dim, int keepdim, rp_tensor *out_arg);
/** aten::any.out(Tensor self, int dim, bool keepdim=False, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_any_out(rp_tensor **out, rp_tensor *self, int64_t dim, int keepdim,
    rp_tensor *out_arg);
/** aten::arange(Scalar end, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor */
RP_API RP_MUST rp_status rp_arange(rp_tensor **out, rp_value end);
/** aten::arange(Scalar end, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor */
RP_API RP_MUST rp_status rp_arange_full(rp_tensor **out, rp_value end, rp_dtype dtype,
    const int64_t *layout, const rp_device *device, const int *pin_memory);
/** aten::arange.start(Scalar start, Scalar end, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor */
RP_API RP_MUST rp_status rp_arange_start(rp_tensor **out, rp_value start, rp_value end);
/** aten::arange.start(Scalar start, Scalar end, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor */
RP_API RP_MUST rp_status rp_arange_start_full(rp_tensor **out, rp_value start, rp_value end,
    rp_dtype dtype, const int64_t *layout, const rp_device *device, const int *pin_memory);
/** aten::arange.start_step(Scalar start, Scalar end, Scalar step=1, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor */
RP_API RP_MUST rp_status rp_arange_start_step(rp_tensor **out, rp_value start, rp_value end,
    rp_value step);
/** aten::arange.start_step(Scalar start, Scalar end, Scalar step=1, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor */
RP_API RP_MUST rp_status rp_arange_start_step_full(rp_tensor **out, rp_value start, rp_value end,
    rp_value step, rp_dtype dtype, const int64_t *layout, const rp_device *device,
    const int *pin_memory);
/** aten::argmax(Tensor self, int? dim=None, bool keepdim=False) -> Tensor */
RP_API RP_MUST rp_status rp_argmax(rp_tensor **out, rp_tensor *self, const int64_t *dim,
    int keepdim);
/** aten::argmax.out(Tensor self, int? dim=None, bool keepdim=False, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_argmax_out(rp_tensor **out, rp_tensor *self, const int64_t *dim,
    int keepdim, rp_tensor *out_arg);
/** aten::argmin(Tensor self, int? dim=None, bool keepdim=False) -> Tensor */
RP_API RP_MUST rp_status rp_argmin(rp_tensor **out, rp_tensor *self, const int64_t *dim,
    int keepdim);
/** aten::argmin.out(Tensor self, int? dim=None, bool keepdim=False, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_argmin_out(rp_tensor **out, rp_tensor *self, const int64_t *dim,
    int keepdim, rp_tensor *out_arg);
/** aten::argsort(Tensor self, int dim=-1, bool descending=False) -> Tensor */
RP_API RP_MUST rp_status rp_argsort(rp_tensor **out, rp_tensor *self, int64_t dim, int descending);
/** aten::argsort.stable(Tensor self, *, bool stable, int dim=-1, bool descending=False) -> Tensor */
RP_API RP_MUST rp_status rp_argsort_stable(rp_tensor **out, rp_tensor *self, int stable);
/** aten::argsort.stable(Tensor self, *, bool stable, int dim=-1, bool descending=False) -> Tensor */
RP_API RP_MUST rp_status rp_argsort_stable_full(rp_tensor **out, rp_tensor *self, int stable,
    int64_t dim, int descending);
/** aten::argwhere(Tensor self) -> Tensor */
RP_API RP_MUST rp_status rp_argwhere(rp_tensor **out, rp_tensor *self);
/** aten::as_strided(Tensor(a) self, SymInt[] size, SymInt[] stride, SymInt? storage_offset=None) -> Tensor(a) */
RP_API RP_MUST rp_status rp_as_strided(rp_tensor **out, rp_tensor *self, const int64_t *size,
    uint32_t n_size, const int64_t *stride, uint32_t n_stride, const int64_t *storage_offset);
/** aten::as_strided_(Tensor(a!) self, SymInt[] size, SymInt[] stride, SymInt? storage_offset=None) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_as_strided_(rp_tensor **out, rp_tensor *self, const int64_t *size,
    uint32_t n_size, const int64_t *stride, uint32_t n_stride, const int64_t *storage_offset);
/** aten::asin(Tensor self) -> Tensor */
RP_API RP_MUST rp_status rp_asin(rp_tensor **out, rp_tensor *self);
/** aten::asin.out(Tensor self, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_asin_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg);
/** aten::asin_(Tensor(a!) self) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_asin_(rp_tensor **out, rp_tensor *self);
/** aten::asinh(Tensor self) -> Tensor */
RP_API RP_MUST rp_status rp_asinh(rp_tensor **out, rp_tensor *self);
/** aten::asinh.out(Tensor self, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_asinh_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg);
/** aten::asinh_(Tensor(a!) self) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_asinh_(rp_tensor **out, rp_tensor *self);
/** aten::atan(Tensor self) -> Tensor */
RP_API RP_MUST rp_status rp_atan(rp_tensor **out, rp_tensor *self);
/** aten::atan.out(Tensor self, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_atan_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg);
/** aten::atan2(Tensor self, Tensor other) -> Tensor */
RP_API RP_MUST rp_status rp_atan2(rp_tensor **out, rp_tensor *self, rp_tensor *other);
/** aten::atan2.out(Tensor self, Tensor other, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_atan2_out(rp_tensor **out, rp_tensor *self, rp_tensor *other,
    rp_tensor *out_arg);
/** aten::atan2_(Tensor(a!) self, Tensor other) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_atan2_(rp_tensor **out, rp_tensor *self, rp_tensor *other);
/** aten::atan_(Tensor(a!) self) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_atan_(rp_tensor **out, rp_tensor *self);
/** aten::atanh(Tensor self) -> Tensor */
RP_API RP_MUST rp_status rp_atanh(rp_tensor **out, rp_tensor *self);
/** aten::atanh.out(Tensor self, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_atanh_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg);
/** aten::atanh_(Tensor(a!) self) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_atanh_(rp_tensor **out, rp_tensor *self);
/** aten::avg_pool1d(Tensor self, int[1] kernel_size, int[1] stride=[], int[1] padding=[0], bool ceil_mode=False, bool count_include_pad=True) -> Tensor */
RP_API RP_MUST rp_status rp_avg_pool1d(rp_tensor **out, rp_tensor *self,
    const int64_t *kernel_size, uint32_t n_kernel_size, const int64_t *stride, uint32_t n_stride,
    const int64_t *padding, uint32_t n_padding, int ceil_mode, int count_include_pad);
/** aten::avg_pool2d(Tensor self, int[2] kernel_size, int[2] stride=[], int[2] padding=0, bool ceil_mode=False, bool count_include_pad=True, int? divisor_override=None) -> Tensor */
RP_API RP_MUST rp_status rp_avg_pool2d(rp_tensor **out, rp_tensor *self,
    const int64_t *kernel_size, uint32_t n_kernel_size, const int64_t *stride, uint32_t n_stride,
    const int64_t *padding, uint32_t n_padding, int ceil_mode, int count_include_pad,
    const int64_t *divisor_override);
/** aten::avg_pool2d_backward(Tensor grad_output, Tensor self, int[2] kernel_size, int[2] stride, int[2] padding, bool ceil_mode, bool count_include_pad, int? divisor_override) -> Tensor */
RP_API RP_MUST rp_status rp_avg_pool2d_backward(rp_tensor **out, rp_tensor *grad_output,
    rp_tensor *self, const int64_t *kernel_size, uint32_t n_kernel_size, const int64_t *stride,
    uint32_t n_stride, const int64_t *padding, uint32_t n_padding, int ceil_mode,
    int count_include_pad, const int64_t *divisor_override);
/** aten::avg_pool3d(Tensor self, int[3] kernel_size, int[3] stride=[], int[3] padding=0, bool ceil_mode=False, bool count_include_pad=True, int? divisor_override=None) -> Tensor */
RP_API RP_MUST rp_status rp_avg_pool3d(rp_tensor **out, rp_tensor *self,
    const int64_t *kernel_size, uint32_t n_kernel_size, const int64_t *stride, uint32_t n_stride,
    const int64_t *padding, uint32_t n_padding, int ceil_mode, int count_include_pad,
    const int64_t *divisor_override);
/** aten::avg_pool3d_backward(Tensor grad_output, Tensor self, int[3] kernel_size, int[3] stride, int[3] padding, bool ceil_mode, bool count_include_pad, int? divisor_override) -> Tensor */
RP_API RP_MUST rp_status rp_avg_pool3d_backward(rp_tensor **out, rp_tensor *grad_output,
    rp_tensor *self, const int64_t *kernel_size, uint32_t n_kernel_size, const int64_t *stride,
    uint32_t n_stride, const int64_t *padding, uint32_t n_padding, int ceil_mode,
    int count_include_pad, const int64_t *divisor_override);
/** aten::baddbmm(Tensor self, Tensor batch1, Tensor batch2, *, Scalar beta=1, Scalar alpha=1) -> Tensor */
RP_API RP_MUST rp_status rp_baddbmm(rp_tensor **out, rp_tensor *self, rp_tensor *batch1,
    rp_tensor *batch2);
/** aten::baddbmm(Tensor self, Tensor batch1, Tensor batch2, *, Scalar beta=1, Scalar alpha=1) -> Tensor */
RP_API RP_MUST rp_status rp_baddbmm_full(rp_tensor **out, rp_tensor *self, rp_tensor *batch1,
    rp_tensor *batch2, rp_value beta, rp_value alpha);
/** aten::baddbmm.out(Tensor self, Tensor batch1, Tensor batch2, *, Scalar beta=1, Scalar alpha=1, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_baddbmm_out(rp_tensor **out, rp_tensor *self, rp_tensor *batch1,
    rp_tensor *batch2, rp_tensor *out_arg);
/** aten::baddbmm.out(Tensor self, Tensor batch1, Tensor batch2, *, Scalar beta=1, Scalar alpha=1, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_baddbmm_out_full(rp_tensor **out, rp_tensor *self, rp_tensor *batch1,
    rp_tensor *batch2, rp_value beta, rp_value alpha, rp_tensor *out_arg);
/** aten::baddbmm_(Tensor(a!) self, Tensor batch1, Tensor batch2, *, Scalar beta=1, Scalar alpha=1) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_baddbmm_(rp_tensor **out, rp_tensor *self, rp_tensor *batch1,
    rp_tensor *batch2);
/** aten::baddbmm_(Tensor(a!) self, Tensor batch1, Tensor batch2, *, Scalar beta=1, Scalar alpha=1) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_baddbmm__full(rp_tensor **out, rp_tensor *self, rp_tensor *batch1,
    rp_tensor *batch2, rp_value beta, rp_value alpha);
/** aten::batch_norm(Tensor input, Tensor? weight, Tensor? bias, Tensor? running_mean, Tensor? running_var, bool training, float momentum, float eps, bool cudnn_enabled) -> Tensor */
RP_API RP_MUST rp_status rp_batch_norm(rp_tensor **out, rp_tensor *input, rp_tensor *weight,
    rp_tensor *bias, rp_tensor *running_mean, rp_tensor *running_var, int training,
    double momentum, double eps, int cudnn_enabled);
/** aten::bernoulli(Tensor self, *, Generator? generator=None) -> Tensor */
RP_API RP_MUST rp_status rp_bernoulli(rp_tensor **out, rp_tensor *self);
/** aten::bernoulli(Tensor self, *, Generator? generator=None) -> Tensor */
RP_API RP_MUST rp_status rp_bernoulli_full(rp_tensor **out, rp_tensor *self,
    rp_generator *generator);
/** aten::bernoulli.out(Tensor self, *, Generator? generator=None, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_bernoulli_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg);
/** aten::bernoulli.out(Tensor self, *, Generator? generator=None, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_bernoulli_out_full(rp_tensor **out, rp_tensor *self,
    rp_generator *generator, rp_tensor *out_arg);
/** aten::bernoulli.p(Tensor self, float p, *, Generator? generator=None) -> Tensor */
RP_API RP_MUST rp_status rp_bernoulli_p(rp_tensor **out, rp_tensor *self, double p);
/** aten::bernoulli.p(Tensor self, float p, *, Generator? generator=None) -> Tensor */
RP_API RP_MUST rp_status rp_bernoulli_p_full(rp_tensor **out, rp_tensor *self, double p,
    rp_generator *generator);
/** aten::bernoulli_.float(Tensor(a!) self, float p=0.5, *, Generator? generator=None) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_bernoulli__float(rp_tensor **out, rp_tensor *self, double p);
/** aten::bernoulli_.float(Tensor(a!) self, float p=0.5, *, Generator? generator=None) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_bernoulli__float_full(rp_tensor **out, rp_tensor *self, double p,
    rp_generator *generator);
/** aten::binary_cross_entropy(Tensor self, Tensor target, Tensor? weight=None, int reduction=Mean) -> Tensor */
RP_API RP_MUST rp_status rp_binary_cross_entropy(rp_tensor **out, rp_tensor *self,
    rp_tensor *target, rp_tensor *weight, int64_t reduction);
/** aten::binary_cross_entropy_backward(Tensor grad_output, Tensor self, Tensor target, Tensor? weight=None, int reduction=Mean) -> Tensor */
RP_API RP_MUST rp_status rp_binary_cross_entropy_backward(rp_tensor **out, rp_tensor *grad_output,
    rp_tensor *self, rp_tensor *target, rp_tensor *weight, int64_t reduction);
/** aten::binary_cross_entropy_with_logits(Tensor self, Tensor target, Tensor? weight=None, Tensor? pos_weight=None, int reduction=Mean) -> Tensor */
RP_API RP_MUST rp_status rp_binary_cross_entropy_with_logits(rp_tensor **out, rp_tensor *self,
    rp_tensor *target, rp_tensor *weight, rp_tensor *pos_weight, int64_t reduction);
/** aten::bincount(Tensor self, Tensor? weights=None, SymInt minlength=0) -> Tensor */
RP_API RP_MUST rp_status rp_bincount(rp_tensor **out, rp_tensor *self, rp_tensor *weights,
    int64_t minlength);
/** aten::bitwise_and.Scalar(Tensor self, Scalar other) -> Tensor */
RP_API RP_MUST rp_status rp_bitwise_and_scalar(rp_tensor **out, rp_tensor *self, rp_value other);
/** aten::bitwise_and.Scalar_out(Tensor self, Scalar other, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_bitwise_and_scalar_out(rp_tensor **out, rp_tensor *self,
    rp_value other, rp_tensor *out_arg);
/** aten::bitwise_and.Tensor(Tensor self, Tensor other) -> Tensor */
RP_API RP_MUST rp_status rp_bitwise_and(rp_tensor **out, rp_tensor *self, rp_tensor *other);
/** aten::bitwise_and.Tensor_out(Tensor self, Tensor other, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_bitwise_and_tensor_out(rp_tensor **out, rp_tensor *self,
    rp_tensor *other, rp_tensor *out_arg);
/** aten::bitwise_and_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_bitwise_and__scalar(rp_tensor **out, rp_tensor *self, rp_value other);
/** aten::bitwise_and_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_bitwise_and_(rp_tensor **out, rp_tensor *self, rp_tensor *other);
/** aten::bitwise_left_shift.Tensor(Tensor self, Tensor other) -> Tensor */
RP_API RP_MUST rp_status rp_bitwise_left_shift(rp_tensor **out, rp_tensor *self, rp_tensor *other);
/** aten::bitwise_left_shift.Tensor_Scalar(Tensor self, Scalar other) -> Tensor */
RP_API RP_MUST rp_status rp_bitwise_left_shift_tensor_scalar(rp_tensor **out, rp_tensor *self,
    rp_value other);
/** aten::bitwise_left_shift.Tensor_Scalar_out(Tensor self, Scalar other, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_bitwise_left_shift_tensor_scalar_out(rp_tensor **out, rp_tensor *self,
    rp_value other, rp_tensor *out_arg);
/** aten::bitwise_left_shift.Tensor_out(Tensor self, Tensor other, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_bitwise_left_shift_tensor_out(rp_tensor **out, rp_tensor *self,
    rp_tensor *other, rp_tensor *out_arg);
/** aten::bitwise_left_shift_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_bitwise_left_shift_(rp_tensor **out, rp_tensor *self,
    rp_tensor *other);
/** aten::bitwise_left_shift_.Tensor_Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_bitwise_left_shift__tensor_scalar(rp_tensor **out, rp_tensor *self,
    rp_value other);
/** aten::bitwise_not(Tensor self) -> Tensor */
RP_API RP_MUST rp_status rp_bitwise_not(rp_tensor **out, rp_tensor *self);
/** aten::bitwise_not.out(Tensor self, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_bitwise_not_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg);
/** aten::bitwise_not_(Tensor(a!) self) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_bitwise_not_(rp_tensor **out, rp_tensor *self);
/** aten::bitwise_or.Scalar(Tensor self, Scalar other) -> Tensor */
RP_API RP_MUST rp_status rp_bitwise_or_scalar(rp_tensor **out, rp_tensor *self, rp_value other);
/** aten::bitwise_or.Scalar_out(Tensor self, Scalar other, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_bitwise_or_scalar_out(rp_tensor **out, rp_tensor *self,
    rp_value other, rp_tensor *out_arg);
/** aten::bitwise_or.Tensor(Tensor self, Tensor other) -> Tensor */
RP_API RP_MUST rp_status rp_bitwise_or(rp_tensor **out, rp_tensor *self, rp_tensor *other);
/** aten::bitwise_or.Tensor_out(Tensor self, Tensor other, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_bitwise_or_tensor_out(rp_tensor **out, rp_tensor *self,
    rp_tensor *other, rp_tensor *out_arg);
/** aten::bitwise_or_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_bitwise_or__scalar(rp_tensor **out, rp_tensor *self, rp_value other);
/** aten::bitwise_or_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_bitwise_or_(rp_tensor **out, rp_tensor *self, rp_tensor *other);
/** aten::bitwise_right_shift.Tensor(Tensor self, Tensor other) -> Tensor */
RP_API RP_MUST rp_status rp_bitwise_right_shift(rp_tensor **out, rp_tensor *self,
    rp_tensor *other);
/** aten::bitwise_right_shift.Tensor_Scalar(Tensor self, Scalar other) -> Tensor */
RP_API RP_MUST rp_status rp_bitwise_right_shift_tensor_scalar(rp_tensor **out, rp_tensor *self,
    rp_value other);
/** aten::bitwise_right_shift.Tensor_Scalar_out(Tensor self, Scalar other, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_bitwise_right_shift_tensor_scalar_out(rp_tensor **out,
    rp_tensor *self, rp_value other, rp_tensor *out_arg);
/** aten::bitwise_right_shift.Tensor_out(Tensor self, Tensor other, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_bitwise_right_shift_tensor_out(rp_tensor **out, rp_tensor *self,
    rp_tensor *other, rp_tensor *out_arg);
/** aten::bitwise_right_shift_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_bitwise_right_shift_(rp_tensor **out, rp_tensor *self,
    rp_tensor *other);
/** aten::bitwise_right_shift_.Tensor_Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_bitwise_right_shift__tensor_scalar(rp_tensor **out, rp_tensor *self,
    rp_value other);
/** aten::bitwise_xor.Scalar(Tensor self, Scalar other) -> Tensor */
RP_API RP_MUST rp_status rp_bitwise_xor_scalar(rp_tensor **out, rp_tensor *self, rp_value other);
/** aten::bitwise_xor.Scalar_out(Tensor self, Scalar other, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_bitwise_xor_scalar_out(rp_tensor **out, rp_tensor *self,
    rp_value other, rp_tensor *out_arg);
/** aten::bitwise_xor.Tensor(Tensor self, Tensor other) -> Tensor */
RP_API RP_MUST rp_status rp_bitwise_xor(rp_tensor **out, rp_tensor *self, rp_tensor *other);
/** aten::bitwise_xor.Tensor_out(Tensor self, Tensor other, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_bitwise_xor_tensor_out(rp_tensor **out, rp_tensor *self,
    rp_tensor *other, rp_tensor *out_arg);
/** aten::bitwise_xor_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_bitwise_xor__scalar(rp_tensor **out, rp_tensor *self, rp_value other);
/** aten::bitwise_xor_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_bitwise_xor_(rp_tensor **out, rp_tensor *self, rp_tensor *other);
/** aten::bmm(Tensor self, Tensor mat2) -> Tensor */
RP_API RP_MUST rp_status rp_bmm(rp_tensor **out, rp_tensor *self, rp_tensor *mat2);
/** aten::bmm.out(Tensor self, Tensor mat2, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_bmm_out(rp_tensor **out, rp_tensor *self, rp_tensor *mat2,
    rp_tensor *out_arg);
/** aten::broadcast_to(Tensor(a) self, SymInt[] size) -> Tensor(a) */
RP_API RP_MUST rp_status rp_broadcast_to(rp_tensor **out, rp_tensor *self, const int64_t *size,
    uint32_t n_size);
/** aten::bucketize.Tensor(Tensor self, Tensor boundaries, *, bool out_int32=False, bool right=False) -> Tensor */
RP_API RP_MUST rp_status rp_bucketize(rp_tensor **out, rp_tensor *self, rp_tensor *boundaries);
/** aten::bucketize.Tensor(Tensor self, Tensor boundaries, *, bool out_int32=False, bool right=False) -> Tensor */
RP_API RP_MUST rp_status rp_bucketize_full(rp_tensor **out, rp_tensor *self,
    rp_tensor *boundaries, int out_int32, int right);
/** aten::bucketize.Tensor_out(Tensor self, Tensor boundaries, *, bool out_int32=False, bool right=False, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_bucketize_tensor_out(rp_tensor **out, rp_tensor *self,
    rp_tensor *boundaries, rp_tensor *out_arg);
/** aten::bucketize.Tensor_out(Tensor self, Tensor boundaries, *, bool out_int32=False, bool right=False, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_bucketize_tensor_out_full(rp_tensor **out, rp_tensor *self,
    rp_tensor *boundaries, int out_int32, int right, rp_tensor *out_arg);
/** aten::cat(Tensor[] tensors, int dim=0) -> Tensor */
RP_API RP_MUST rp_status rp_cat(rp_tensor **out, rp_tensor *const *tensors, uint32_t n_tensors,
    int64_t dim);
/** aten::cat.out(Tensor[] tensors, int dim=0, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_cat_out(rp_tensor **out, rp_tensor *const *tensors,
    uint32_t n_tensors, int64_t dim, rp_tensor *out_arg);
/** aten::ceil(Tensor self) -> Tensor */
RP_API RP_MUST rp_status rp_ceil(rp_tensor **out, rp_tensor *self);
/** aten::ceil.out(Tensor self, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_ceil_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg);
/** aten::ceil_(Tensor(a!) self) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_ceil_(rp_tensor **out, rp_tensor *self);
/** aten::celu(Tensor self, Scalar alpha=1.) -> Tensor */
RP_API RP_MUST rp_status rp_celu(rp_tensor **out, rp_tensor *self, rp_value alpha);
/** aten::celu_(Tensor(a!) self, Scalar alpha=1.) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_celu_(rp_tensor **out, rp_tensor *self, rp_value alpha);
/** aten::channel_shuffle(Tensor self, SymInt groups) -> Tensor */
RP_API RP_MUST rp_status rp_channel_shuffle(rp_tensor **out, rp_tensor *self, int64_t groups);
/** aten::chunk(Tensor(a -> *) self, int chunks, int dim=0) -> Tensor(a)[] */
RP_API RP_MUST rp_status rp_chunk(rp_tensor **out, uint32_t n_out, rp_tensor *self,
    int64_t chunks, int64_t dim);
/** aten::clamp(Tensor self, Scalar? min=None, Scalar? max=None) -> Tensor */
RP_API RP_MUST rp_status rp_clamp(rp_tensor **out, rp_tensor *self, rp_value min, rp_value max);
/** aten::clamp.Tensor(Tensor self, Tensor? min=None, Tensor? max=None) -> Tensor */
RP_API RP_MUST rp_status rp_clamp_tensor(rp_tensor **out, rp_tensor *self, rp_tensor *min,
    rp_tensor *max);
/** aten::clamp.Tensor_out(Tensor self, Tensor? min=None, Tensor? max=None, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_clamp_tensor_out(rp_tensor **out, rp_tensor *self, rp_tensor *min,
    rp_tensor *max, rp_tensor *out_arg);
/** aten::clamp.out(Tensor self, Scalar? min=None, Scalar? max=None, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_clamp_out(rp_tensor **out, rp_tensor *self, rp_value min,
    rp_value max, rp_tensor *out_arg);
/** aten::clamp_(Tensor(a!) self, Scalar? min=None, Scalar? max=None) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_clamp_(rp_tensor **out, rp_tensor *self, rp_value min, rp_value max);
/** aten::clamp_.Tensor(Tensor(a!) self, Tensor? min=None, Tensor? max=None) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_clamp__tensor(rp_tensor **out, rp_tensor *self, rp_tensor *min,
    rp_tensor *max);
/** aten::clamp_max(Tensor self, Scalar max) -> Tensor */
RP_API RP_MUST rp_status rp_clamp_max(rp_tensor **out, rp_tensor *self, rp_value max);
/** aten::clamp_max.Tensor(Tensor self, Tensor max) -> Tensor */
RP_API RP_MUST rp_status rp_clamp_max_tensor(rp_tensor **out, rp_tensor *self, rp_tensor *max);
/** aten::clamp_max.Tensor_out(Tensor self, Tensor max, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_clamp_max_tensor_out(rp_tensor **out, rp_tensor *self, rp_tensor *max,
    rp_tensor *out_arg);
/** aten::clamp_max.out(Tensor self, Scalar max, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_clamp_max_out(rp_tensor **out, rp_tensor *self, rp_value max,
    rp_tensor *out_arg);
/** aten::clamp_max_(Tensor(a!) self, Scalar max) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_clamp_max_(rp_tensor **out, rp_tensor *self, rp_value max);
/** aten::clamp_max_.Tensor(Tensor(a!) self, Tensor max) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_clamp_max__tensor(rp_tensor **out, rp_tensor *self, rp_tensor *max);
/** aten::clamp_min(Tensor self, Scalar min) -> Tensor */
RP_API RP_MUST rp_status rp_clamp_min(rp_tensor **out, rp_tensor *self, rp_value min);
/** aten::clamp_min.Tensor(Tensor self, Tensor min) -> Tensor */
RP_API RP_MUST rp_status rp_clamp_min_tensor(rp_tensor **out, rp_tensor *self, rp_tensor *min);
/** aten::clamp_min.Tensor_out(Tensor self, Tensor min, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_clamp_min_tensor_out(rp_tensor **out, rp_tensor *self, rp_tensor *min,
    rp_tensor *out_arg);
/** aten::clamp_min.out(Tensor self, Scalar min, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_clamp_min_out(rp_tensor **out, rp_tensor *self, rp_value min,
    rp_tensor *out_arg);
/** aten::clamp_min_(Tensor(a!) self, Scalar min) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_clamp_min_(rp_tensor **out, rp_tensor *self, rp_value min);
/** aten::clamp_min_.Tensor(Tensor(a!) self, Tensor min) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_clamp_min__tensor(rp_tensor **out, rp_tensor *self, rp_tensor *min);
/** aten::clone(Tensor self, *, MemoryFormat? memory_format=None) -> Tensor */
RP_API RP_MUST rp_status rp_clone(rp_tensor **out, rp_tensor *self);
/** aten::clone(Tensor self, *, MemoryFormat? memory_format=None) -> Tensor */
RP_API RP_MUST rp_status rp_clone_full(rp_tensor **out, rp_tensor *self,
    const int64_t *memory_format);
/** aten::col2im(Tensor self, SymInt[2] output_size, int[2] kernel_size, int[2] dilation, int[2] padding, int[2] stride) -> Tensor */
RP_API RP_MUST rp_status rp_col2im(rp_tensor **out, rp_tensor *self, const int64_t *output_size,
    uint32_t n_output_size, const int64_t *kernel_size, uint32_t n_kernel_size,
    const int64_t *dilation, uint32_t n_dilation, const int64_t *padding, uint32_t n_padding,
    const int64_t *stride, uint32_t n_stride);
/** aten::column_stack(Tensor[] tensors) -> Tensor */
RP_API RP_MUST rp_status rp_column_stack(rp_tensor **out, rp_tensor *const *tensors,
    uint32_t n_tensors);
/** aten::concat(Tensor[] tensors, int dim=0) -> Tensor */
RP_API RP_MUST rp_status rp_concat(rp_tensor **out, rp_tensor *const *tensors, uint32_t n_tensors,
    int64_t dim);
/** aten::constant_pad_nd(Tensor self, SymInt[] pad, Scalar value=0) -> Tensor */
RP_API RP_MUST rp_status rp_constant_pad_nd(rp_tensor **out, rp_tensor *self, const int64_t *pad,
    uint32_t n_pad, rp_value value);
/** aten::contiguous(Tensor(a) self, *, MemoryFormat memory_format=contiguous_format) -> Tensor(a) */
RP_API RP_MUST rp_status rp_contiguous(rp_tensor **out, rp_tensor *self);
/** aten::contiguous(Tensor(a) self, *, MemoryFormat memory_format=contiguous_format) -> Tensor(a) */
RP_API RP_MUST rp_status rp_contiguous_full(rp_tensor **out, rp_tensor *self,
    int64_t memory_format);
/** aten::conv1d(Tensor input, Tensor weight, Tensor? bias=None, SymInt[1] stride=[1], SymInt[1] padding=[0], SymInt[1] dilation=[1], SymInt groups=1) -> Tensor */
RP_API RP_MUST rp_status rp_conv1d(rp_tensor **out, rp_tensor *input, rp_tensor *weight,
    rp_tensor *bias, const int64_t *stride, uint32_t n_stride, const int64_t *padding,
    uint32_t n_padding, const int64_t *dilation, uint32_t n_dilation, int64_t groups);
/** aten::conv1d.padding(Tensor input, Tensor weight, Tensor? bias=None, SymInt[1] stride=[1], str padding="valid", SymInt[1] dilation=[1], SymInt groups=1) -> Tensor */
RP_API RP_MUST rp_status rp_conv1d_padding(rp_tensor **out, rp_tensor *input, rp_tensor *weight,
    rp_tensor *bias, const int64_t *stride, uint32_t n_stride, const char *padding,
    const int64_t *dilation, uint32_t n_dilation, int64_t groups);
/** aten::conv2d(Tensor input, Tensor weight, Tensor? bias=None, SymInt[2] stride=[1, 1], SymInt[2] padding=[0, 0], SymInt[2] dilation=[1, 1], SymInt groups=1) -> Tensor */
RP_API RP_MUST rp_status rp_conv2d(rp_tensor **out, rp_tensor *input, rp_tensor *weight,
    rp_tensor *bias, const int64_t *stride, uint32_t n_stride, const int64_t *padding,
    uint32_t n_padding, const int64_t *dilation, uint32_t n_dilation, int64_t groups);
/** aten::conv2d.padding(Tensor input, Tensor weight, Tensor? bias=None, SymInt[2] stride=[1, 1], str padding="valid", SymInt[2] dilation=[1, 1], SymInt groups=1) -> Tensor */
RP_API RP_MUST rp_status rp_conv2d_padding(rp_tensor **out, rp_tensor *input, rp_tensor *weight,
    rp_tensor *bias, const int64_t *stride, uint32_t n_stride, const char *padding,
    const int64_t *dilation, uint32_t n_dilation, int64_t groups);
/** aten::conv3d(Tensor input, Tensor weight, Tensor? bias=None, SymInt[3] stride=[1, 1, 1], SymInt[3] padding=[0, 0, 0], SymInt[3] dilation=[1, 1, 1], SymInt groups=1) -> Tensor */
RP_API RP_MUST rp_status rp_conv3d(rp_tensor **out, rp_tensor *input, rp_tensor *weight,
    rp_tensor *bias, const int64_t *stride, uint32_t n_stride, const int64_t *padding,
    uint32_t n_padding, const int64_t *dilation, uint32_t n_dilation, int64_t groups);
/** aten::conv3d.padding(Tensor input, Tensor weight, Tensor? bias=None, SymInt[3] stride=[1, 1, 1], str padding="valid", SymInt[3] dilation=[1, 1, 1], SymInt groups=1) -> Tensor */
RP_API RP_MUST rp_status rp_conv3d_padding(rp_tensor **out, rp_tensor *input, rp_tensor *weight,
    rp_tensor *bias, const int64_t *stride, uint32_t n_stride, const char *padding,
    const int64_t *dilation, uint32_t n_dilation, int64_t groups);
/** aten::conv_transpose1d(Tensor input, Tensor weight, Tensor? bias=None, SymInt[1] stride=[1], SymInt[1] padding=[0], SymInt[1] output_padding=[0], SymInt groups=1, SymInt[1] dilation=[1]) -> Tensor */
RP_API RP_MUST rp_status rp_conv_transpose1d(rp_tensor **out, rp_tensor *input, rp_tensor *weight,
    rp_tensor *bias, const int64_t *stride, uint32_t n_stride, const int64_t *padding,
    uint32_t n_padding, const int64_t *output_padding, uint32_t n_output_padding, int64_t groups,
    const int64_t *dilation, uint32_t n_dilation);
/** aten::conv_transpose2d.input(Tensor input, Tensor weight, Tensor? bias=None, SymInt[2] stride=[1, 1], SymInt[2] padding=[0, 0], SymInt[2] output_padding=[0, 0], SymInt groups=1, SymInt[2] dilation=[1, 1]) -> Tensor */
RP_API RP_MUST rp_status rp_conv_transpose2d_input(rp_tensor **out, rp_tensor *input,
    rp_tensor *weight, rp_tensor *bias, const int64_t *stride, uint32_t n_stride,
    const int64_t *padding, uint32_t n_padding, const int64_t *output_padding,
    uint32_t n_output_padding, int64_t groups, const int64_t *dilation, uint32_t n_dilation);
/** aten::conv_transpose3d.input(Tensor input, Tensor weight, Tensor? bias=None, SymInt[3] stride=[1, 1, 1], SymInt[3] padding=[0, 0, 0], SymInt[3] output_padding=[0, 0, 0], SymInt groups=1, SymInt[3] dilation=[1, 1, 1]) -> Tensor */
RP_API RP_MUST rp_status rp_conv_transpose3d_input(rp_tensor **out, rp_tensor *input,
    rp_tensor *weight, rp_tensor *bias, const int64_t *stride, uint32_t n_stride,
    const int64_t *padding, uint32_t n_padding, const int64_t *output_padding,
    uint32_t n_output_padding, int64_t groups, const int64_t *dilation, uint32_t n_dilation);
/** aten::convolution(Tensor input, Tensor weight, Tensor? bias, SymInt[] stride, SymInt[] padding, SymInt[] dilation, bool transposed, SymInt[] output_padding, SymInt groups) -> Tensor */
RP_API RP_MUST rp_status rp_convolution(rp_tensor **out, rp_tensor *input, rp_tensor *weight,
    rp_tensor *bias, const int64_t *stride, uint32_t n_stride, const int64_t *padding,
    uint32_t n_padding, const int64_t *dilation, uint32_t n_dilation, int transposed,
    const int64_t *output_padding, uint32_t n_output_padding, int64_t groups);
/** aten::convolution_backward(Tensor grad_output, Tensor input, Tensor weight, SymInt[]? bias_sizes, SymInt[] stride, SymInt[] padding, SymInt[] dilation, bool transposed, SymInt[] output_padding, SymInt groups, bool[3] output_mask) -> (Tensor, Tensor, Tensor) */
RP_API RP_MUST rp_status rp_convolution_backward(rp_tensor **out, rp_tensor **out1,
    rp_tensor **out2, rp_tensor *grad_output, rp_tensor *input, rp_tensor *weight,
    const int64_t *bias_sizes, uint32_t n_bias_sizes, const int64_t *stride, uint32_t n_stride,
    const int64_t *padding, uint32_t n_padding, const int64_t *dilation, uint32_t n_dilation,
    int transposed, const int64_t *output_padding, uint32_t n_output_padding, int64_t groups,
    const int *output_mask, uint32_t n_output_mask);
/** aten::copy(Tensor self, Tensor src, bool non_blocking=False) -> Tensor */
RP_API RP_MUST rp_status rp_copy(rp_tensor **out, rp_tensor *self, rp_tensor *src,
    int non_blocking);
/** aten::copy_(Tensor(a!) self, Tensor src, bool non_blocking=False) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_copy_(rp_tensor **out, rp_tensor *self, rp_tensor *src,
    int non_blocking);
/** aten::copysign.Scalar(Tensor self, Scalar other) -> Tensor */
RP_API RP_MUST rp_status rp_copysign_scalar(rp_tensor **out, rp_tensor *self, rp_value other);
/** aten::copysign.Scalar_out(Tensor self, Scalar other, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_copysign_scalar_out(rp_tensor **out, rp_tensor *self, rp_value other,
    rp_tensor *out_arg);
/** aten::copysign.Tensor(Tensor self, Tensor other) -> Tensor */
RP_API RP_MUST rp_status rp_copysign(rp_tensor **out, rp_tensor *self, rp_tensor *other);
/** aten::copysign.out(Tensor self, Tensor other, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_copysign_out(rp_tensor **out, rp_tensor *self, rp_tensor *other,
    rp_tensor *out_arg);
/** aten::copysign_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_copysign__scalar(rp_tensor **out, rp_tensor *self, rp_value other);
/** aten::copysign_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_copysign_(rp_tensor **out, rp_tensor *self, rp_tensor *other);
/** aten::cos(Tensor self) -> Tensor */
RP_API RP_MUST rp_status rp_cos(rp_tensor **out, rp_tensor *self);
/** aten::cos.out(Tensor self, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_cos_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg);
/** aten::cos_(Tensor(a!) self) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_cos_(rp_tensor **out, rp_tensor *self);
/** aten::cosh(Tensor self) -> Tensor */
RP_API RP_MUST rp_status rp_cosh(rp_tensor **out, rp_tensor *self);
/** aten::cosh.out(Tensor self, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_cosh_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg);
/** aten::cosh_(Tensor(a!) self) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_cosh_(rp_tensor **out, rp_tensor *self);
/** aten::cosine_similarity(Tensor x1, Tensor x2, int dim=1, float eps=1e-08) -> Tensor */
RP_API RP_MUST rp_status rp_cosine_similarity(rp_tensor **out, rp_tensor *x1, rp_tensor *x2,
    int64_t dim, double eps);
/** aten::count_nonzero(Tensor self, int? dim=None) -> Tensor */
RP_API RP_MUST rp_status rp_count_nonzero(rp_tensor **out, rp_tensor *self, const int64_t *dim);
/** aten::count_nonzero.dim_IntList(Tensor self, int[] dim) -> Tensor */
RP_API RP_MUST rp_status rp_count_nonzero_dim_intlist(rp_tensor **out, rp_tensor *self,
    const int64_t *dim, uint32_t n_dim);
/** aten::count_nonzero.dim_IntList_out(Tensor self, int[] dim, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_count_nonzero_dim_intlist_out(rp_tensor **out, rp_tensor *self,
    const int64_t *dim, uint32_t n_dim, rp_tensor *out_arg);
/** aten::count_nonzero.out(Tensor self, int? dim=None, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_count_nonzero_out(rp_tensor **out, rp_tensor *self,
    const int64_t *dim, rp_tensor *out_arg);
/** aten::cross(Tensor self, Tensor other, int? dim=None) -> Tensor */
RP_API RP_MUST rp_status rp_cross(rp_tensor **out, rp_tensor *self, rp_tensor *other,
    const int64_t *dim);
/** aten::cross_entropy_loss(Tensor self, Tensor target, Tensor? weight=None, int reduction=Mean, SymInt ignore_index=-100, float label_smoothing=0.0) -> Tensor */
RP_API RP_MUST rp_status rp_cross_entropy_loss(rp_tensor **out, rp_tensor *self,
    rp_tensor *target, rp_tensor *weight, int64_t reduction, int64_t ignore_index,
    double label_smoothing);
/** aten::cummax(Tensor self, int dim) -> (Tensor values, Tensor indices) */
RP_API RP_MUST rp_status rp_cummax(rp_tensor **out, rp_tensor **out1, rp_tensor *self,
    int64_t dim);
/** aten::cummax.out(Tensor self, int dim, *, Tensor(a!) values, Tensor(b!) indices) -> (Tensor(a!) values, Tensor(b!) indices) */
RP_API RP_MUST rp_status rp_cummax_out(rp_tensor **out, rp_tensor **out1, rp_tensor *self,
    int64_t dim, rp_tensor *values, rp_tensor *indices);
/** aten::cummin(Tensor self, int dim) -> (Tensor values, Tensor indices) */
RP_API RP_MUST rp_status rp_cummin(rp_tensor **out, rp_tensor **out1, rp_tensor *self,
    int64_t dim);
/** aten::cummin.out(Tensor self, int dim, *, Tensor(a!) values, Tensor(b!) indices) -> (Tensor(a!) values, Tensor(b!) indices) */
RP_API RP_MUST rp_status rp_cummin_out(rp_tensor **out, rp_tensor **out1, rp_tensor *self,
    int64_t dim, rp_tensor *values, rp_tensor *indices);
/** aten::cumprod(Tensor self, int dim, *, ScalarType? dtype=None) -> Tensor */
RP_API RP_MUST rp_status rp_cumprod(rp_tensor **out, rp_tensor *self, int64_t dim);
/** aten::cumprod(Tensor self, int dim, *, ScalarType? dtype=None) -> Tensor */
RP_API RP_MUST rp_status rp_cumprod_full(rp_tensor **out, rp_tensor *self, int64_t dim,
    rp_dtype dtype);
/** aten::cumprod.out(Tensor self, int dim, *, ScalarType? dtype=None, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_cumprod_out(rp_tensor **out, rp_tensor *self, int64_t dim,
    rp_tensor *out_arg);
/** aten::cumprod.out(Tensor self, int dim, *, ScalarType? dtype=None, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_cumprod_out_full(rp_tensor **out, rp_tensor *self, int64_t dim,
    rp_dtype dtype, rp_tensor *out_arg);
/** aten::cumprod_(Tensor(a!) self, int dim, *, ScalarType? dtype=None) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_cumprod_(rp_tensor **out, rp_tensor *self, int64_t dim);
/** aten::cumprod_(Tensor(a!) self, int dim, *, ScalarType? dtype=None) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_cumprod__full(rp_tensor **out, rp_tensor *self, int64_t dim,
    rp_dtype dtype);
/** aten::cumsum(Tensor self, int dim, *, ScalarType? dtype=None) -> Tensor */
RP_API RP_MUST rp_status rp_cumsum(rp_tensor **out, rp_tensor *self, int64_t dim);
/** aten::cumsum(Tensor self, int dim, *, ScalarType? dtype=None) -> Tensor */
RP_API RP_MUST rp_status rp_cumsum_full(rp_tensor **out, rp_tensor *self, int64_t dim,
    rp_dtype dtype);
/** aten::cumsum.out(Tensor self, int dim, *, ScalarType? dtype=None, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_cumsum_out(rp_tensor **out, rp_tensor *self, int64_t dim,
    rp_tensor *out_arg);
/** aten::cumsum.out(Tensor self, int dim, *, ScalarType? dtype=None, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_cumsum_out_full(rp_tensor **out, rp_tensor *self, int64_t dim,
    rp_dtype dtype, rp_tensor *out_arg);
/** aten::cumsum_(Tensor(a!) self, int dim, *, ScalarType? dtype=None) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_cumsum_(rp_tensor **out, rp_tensor *self, int64_t dim);
/** aten::cumsum_(Tensor(a!) self, int dim, *, ScalarType? dtype=None) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_cumsum__full(rp_tensor **out, rp_tensor *self, int64_t dim,
    rp_dtype dtype);
/** aten::deg2rad(Tensor self) -> Tensor */
RP_API RP_MUST rp_status rp_deg2rad(rp_tensor **out, rp_tensor *self);
/** aten::deg2rad.out(Tensor self, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_deg2rad_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg);
/** aten::deg2rad_(Tensor(a!) self) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_deg2rad_(rp_tensor **out, rp_tensor *self);
/** aten::detach(Tensor(a) self) -> Tensor(a) */
RP_API RP_MUST rp_status rp_detach(rp_tensor **out, rp_tensor *self);
/** aten::detach_(Tensor(a!) self) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_detach_(rp_tensor **out, rp_tensor *self);
/** aten::diag(Tensor self, int diagonal=0) -> Tensor */
RP_API RP_MUST rp_status rp_diag(rp_tensor **out, rp_tensor *self, int64_t diagonal);
/** aten::diag_embed(Tensor self, int offset=0, int dim1=-2, int dim2=-1) -> Tensor */
RP_API RP_MUST rp_status rp_diag_embed(rp_tensor **out, rp_tensor *self, int64_t offset,
    int64_t dim1, int64_t dim2);
/** aten::diagflat(Tensor self, int offset=0) -> Tensor */
RP_API RP_MUST rp_status rp_diagflat(rp_tensor **out, rp_tensor *self, int64_t offset);
/** aten::diagonal(Tensor(a) self, int offset=0, int dim1=0, int dim2=1) -> Tensor(a) */
RP_API RP_MUST rp_status rp_diagonal(rp_tensor **out, rp_tensor *self, int64_t offset,
    int64_t dim1, int64_t dim2);
/** aten::diagonal_backward(Tensor grad_output, SymInt[] input_sizes, int offset, int dim1, int dim2) -> Tensor */
RP_API RP_MUST rp_status rp_diagonal_backward(rp_tensor **out, rp_tensor *grad_output,
    const int64_t *input_sizes, uint32_t n_input_sizes, int64_t offset, int64_t dim1,
    int64_t dim2);
/** aten::diagonal_scatter(Tensor self, Tensor src, int offset=0, int dim1=0, int dim2=1) -> Tensor */
RP_API RP_MUST rp_status rp_diagonal_scatter(rp_tensor **out, rp_tensor *self, rp_tensor *src,
    int64_t offset, int64_t dim1, int64_t dim2);
/** aten::digamma(Tensor self) -> Tensor */
RP_API RP_MUST rp_status rp_digamma(rp_tensor **out, rp_tensor *self);
/** aten::digamma.out(Tensor self, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_digamma_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg);
/** aten::digamma_(Tensor(a!) self) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_digamma_(rp_tensor **out, rp_tensor *self);
/** aten::div.Scalar(Tensor self, Scalar other) -> Tensor */
RP_API RP_MUST rp_status rp_div_scalar(rp_tensor **out, rp_tensor *self, rp_value other);
/** aten::div.Scalar_mode(Tensor self, Scalar other, *, str? rounding_mode) -> Tensor */
RP_API RP_MUST rp_status rp_div_scalar_mode(rp_tensor **out, rp_tensor *self, rp_value other,
    const char *rounding_mode);
/** aten::div.Tensor(Tensor self, Tensor other) -> Tensor */
RP_API RP_MUST rp_status rp_div(rp_tensor **out, rp_tensor *self, rp_tensor *other);
/** aten::div.Tensor_mode(Tensor self, Tensor other, *, str? rounding_mode) -> Tensor */
RP_API RP_MUST rp_status rp_div_tensor_mode(rp_tensor **out, rp_tensor *self, rp_tensor *other,
    const char *rounding_mode);
/** aten::div.out(Tensor self, Tensor other, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_div_out(rp_tensor **out, rp_tensor *self, rp_tensor *other,
    rp_tensor *out_arg);
/** aten::div.out_mode(Tensor self, Tensor other, *, str? rounding_mode, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_div_out_mode(rp_tensor **out, rp_tensor *self, rp_tensor *other,
    const char *rounding_mode, rp_tensor *out_arg);
/** aten::div_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_div__scalar(rp_tensor **out, rp_tensor *self, rp_value other);
/** aten::div_.Scalar_mode(Tensor(a!) self, Scalar other, *, str? rounding_mode) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_div__scalar_mode(rp_tensor **out, rp_tensor *self, rp_value other,
    const char *rounding_mode);
/** aten::div_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_div_(rp_tensor **out, rp_tensor *self, rp_tensor *other);
/** aten::div_.Tensor_mode(Tensor(a!) self, Tensor other, *, str? rounding_mode) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_div__tensor_mode(rp_tensor **out, rp_tensor *self, rp_tensor *other,
    const char *rounding_mode);
/** aten::dot(Tensor self, Tensor tensor) -> Tensor */
RP_API RP_MUST rp_status rp_dot(rp_tensor **out, rp_tensor *self, rp_tensor *tensor);
/** aten::dot.out(Tensor self, Tensor tensor, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_dot_out(rp_tensor **out, rp_tensor *self, rp_tensor *tensor,
    rp_tensor *out_arg);
/** aten::dropout(Tensor input, float p, bool train) -> Tensor */
RP_API RP_MUST rp_status rp_dropout(rp_tensor **out, rp_tensor *input, double p, int train);
/** aten::dstack(Tensor[] tensors) -> Tensor */
RP_API RP_MUST rp_status rp_dstack(rp_tensor **out, rp_tensor *const *tensors, uint32_t n_tensors);
/** aten::elu(Tensor self, Scalar alpha=1, Scalar scale=1, Scalar input_scale=1) -> Tensor */
RP_API RP_MUST rp_status rp_elu(rp_tensor **out, rp_tensor *self, rp_value alpha, rp_value scale,
    rp_value input_scale);
/** aten::elu.out(Tensor self, Scalar alpha=1, Scalar scale=1, Scalar input_scale=1, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_elu_out(rp_tensor **out, rp_tensor *self, rp_value alpha,
    rp_value scale, rp_value input_scale, rp_tensor *out_arg);
/** aten::elu_(Tensor(a!) self, Scalar alpha=1, Scalar scale=1, Scalar input_scale=1) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_elu_(rp_tensor **out, rp_tensor *self, rp_value alpha, rp_value scale,
    rp_value input_scale);
/** aten::elu_backward(Tensor grad_output, Scalar alpha, Scalar scale, Scalar input_scale, bool is_result, Tensor self_or_result) -> Tensor */
RP_API RP_MUST rp_status rp_elu_backward(rp_tensor **out, rp_tensor *grad_output, rp_value alpha,
    rp_value scale, rp_value input_scale, int is_result, rp_tensor *self_or_result);
/** aten::elu_backward.grad_input(Tensor grad_output, Scalar alpha, Scalar scale, Scalar input_scale, bool is_result, Tensor self_or_result, *, Tensor(a!) grad_input) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_elu_backward_grad_input(rp_tensor **out, rp_tensor *grad_output,
    rp_value alpha, rp_value scale, rp_value input_scale, int is_result,
    rp_tensor *self_or_result, rp_tensor *grad_input);
/** aten::embedding(Tensor weight, Tensor indices, SymInt padding_idx=-1, bool scale_grad_by_freq=False, bool sparse=False) -> Tensor */
RP_API RP_MUST rp_status rp_embedding(rp_tensor **out, rp_tensor *weight, rp_tensor *indices,
    int64_t padding_idx, int scale_grad_by_freq, int sparse);
/** aten::embedding_dense_backward(Tensor grad_output, Tensor indices, SymInt num_weights, SymInt padding_idx, bool scale_grad_by_freq) -> Tensor */
RP_API RP_MUST rp_status rp_embedding_dense_backward(rp_tensor **out, rp_tensor *grad_output,
    rp_tensor *indices, int64_t num_weights, int64_t padding_idx, int scale_grad_by_freq);
/** aten::empty.memory_format(SymInt[] size, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -> Tensor */
RP_API RP_MUST rp_status rp_empty_memory_format(rp_tensor **out, const int64_t *size,
    uint32_t n_size);
/** aten::empty.memory_format(SymInt[] size, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -> Tensor */
RP_API RP_MUST rp_status rp_empty_memory_format_full(rp_tensor **out, const int64_t *size,
    uint32_t n_size, rp_dtype dtype, const int64_t *layout, const rp_device *device,
    const int *pin_memory, const int64_t *memory_format);
/** aten::empty_like(Tensor self, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -> Tensor */
RP_API RP_MUST rp_status rp_empty_like(rp_tensor **out, rp_tensor *self);
/** aten::empty_like(Tensor self, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -> Tensor */
RP_API RP_MUST rp_status rp_empty_like_full(rp_tensor **out, rp_tensor *self, rp_dtype dtype,
    const int64_t *layout, const rp_device *device, const int *pin_memory,
    const int64_t *memory_format);
/** aten::empty_permuted(SymInt[] size, int[] physical_layout, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor */
RP_API RP_MUST rp_status rp_empty_permuted(rp_tensor **out, const int64_t *size, uint32_t n_size,
    const int64_t *physical_layout, uint32_t n_physical_layout);
/** aten::empty_permuted(SymInt[] size, int[] physical_layout, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor */
RP_API RP_MUST rp_status rp_empty_permuted_full(rp_tensor **out, const int64_t *size,
    uint32_t n_size, const int64_t *physical_layout, uint32_t n_physical_layout, rp_dtype dtype,
    const int64_t *layout, const rp_device *device, const int *pin_memory);
/** aten::empty_strided(SymInt[] size, SymInt[] stride, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor */
RP_API RP_MUST rp_status rp_empty_strided(rp_tensor **out, const int64_t *size, uint32_t n_size,
    const int64_t *stride, uint32_t n_stride);
/** aten::empty_strided(SymInt[] size, SymInt[] stride, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor */
RP_API RP_MUST rp_status rp_empty_strided_full(rp_tensor **out, const int64_t *size,
    uint32_t n_size, const int64_t *stride, uint32_t n_stride, rp_dtype dtype,
    const int64_t *layout, const rp_device *device, const int *pin_memory);
/** aten::eq.Scalar(Tensor self, Scalar other) -> Tensor */
RP_API RP_MUST rp_status rp_eq_scalar(rp_tensor **out, rp_tensor *self, rp_value other);
/** aten::eq.Scalar_out(Tensor self, Scalar other, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_eq_scalar_out(rp_tensor **out, rp_tensor *self, rp_value other,
    rp_tensor *out_arg);
/** aten::eq.Tensor(Tensor self, Tensor other) -> Tensor */
RP_API RP_MUST rp_status rp_eq(rp_tensor **out, rp_tensor *self, rp_tensor *other);
/** aten::eq.Tensor_out(Tensor self, Tensor other, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_eq_tensor_out(rp_tensor **out, rp_tensor *self, rp_tensor *other,
    rp_tensor *out_arg);
/** aten::eq_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_eq__scalar(rp_tensor **out, rp_tensor *self, rp_value other);
/** aten::eq_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_eq_(rp_tensor **out, rp_tensor *self, rp_tensor *other);
/** aten::equal(Tensor self, Tensor other) -> bool */
RP_API RP_MUST rp_status rp_equal(rp_value *out, rp_tensor *self, rp_tensor *other);
/** aten::erf(Tensor self) -> Tensor */
RP_API RP_MUST rp_status rp_erf(rp_tensor **out, rp_tensor *self);
/** aten::erf.out(Tensor self, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_erf_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg);
/** aten::erf_(Tensor(a!) self) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_erf_(rp_tensor **out, rp_tensor *self);
/** aten::erfc(Tensor self) -> Tensor */
RP_API RP_MUST rp_status rp_erfc(rp_tensor **out, rp_tensor *self);
/** aten::erfc.out(Tensor self, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_erfc_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg);
/** aten::erfc_(Tensor(a!) self) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_erfc_(rp_tensor **out, rp_tensor *self);
/** aten::erfinv(Tensor self) -> Tensor */
RP_API RP_MUST rp_status rp_erfinv(rp_tensor **out, rp_tensor *self);
/** aten::erfinv.out(Tensor self, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_erfinv_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg);
/** aten::erfinv_(Tensor(a!) self) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_erfinv_(rp_tensor **out, rp_tensor *self);
/** aten::exp(Tensor self) -> Tensor */
RP_API RP_MUST rp_status rp_exp(rp_tensor **out, rp_tensor *self);
/** aten::exp.out(Tensor self, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_exp_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg);
/** aten::exp2(Tensor self) -> Tensor */
RP_API RP_MUST rp_status rp_exp2(rp_tensor **out, rp_tensor *self);
/** aten::exp2.out(Tensor self, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_exp2_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg);
/** aten::exp2_(Tensor(a!) self) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_exp2_(rp_tensor **out, rp_tensor *self);
/** aten::exp_(Tensor(a!) self) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_exp_(rp_tensor **out, rp_tensor *self);
/** aten::expand(Tensor(a) self, SymInt[] size, *, bool implicit=False) -> Tensor(a) */
RP_API RP_MUST rp_status rp_expand(rp_tensor **out, rp_tensor *self, const int64_t *size,
    uint32_t n_size);
/** aten::expand(Tensor(a) self, SymInt[] size, *, bool implicit=False) -> Tensor(a) */
RP_API RP_MUST rp_status rp_expand_full(rp_tensor **out, rp_tensor *self, const int64_t *size,
    uint32_t n_size, int implicit);
/** aten::expand_as(Tensor(a) self, Tensor other) -> Tensor(a) */
RP_API RP_MUST rp_status rp_expand_as(rp_tensor **out, rp_tensor *self, rp_tensor *other);
/** aten::expm1(Tensor self) -> Tensor */
RP_API RP_MUST rp_status rp_expm1(rp_tensor **out, rp_tensor *self);
/** aten::expm1.out(Tensor self, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_expm1_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg);
/** aten::expm1_(Tensor(a!) self) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_expm1_(rp_tensor **out, rp_tensor *self);
/** aten::exponential(Tensor self, float lambd=1., *, Generator? generator=None) -> Tensor */
RP_API RP_MUST rp_status rp_exponential(rp_tensor **out, rp_tensor *self, double lambd);
/** aten::exponential(Tensor self, float lambd=1., *, Generator? generator=None) -> Tensor */
RP_API RP_MUST rp_status rp_exponential_full(rp_tensor **out, rp_tensor *self, double lambd,
    rp_generator *generator);
/** aten::exponential_(Tensor(a!) self, float lambd=1., *, Generator? generator=None) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_exponential_(rp_tensor **out, rp_tensor *self, double lambd);
/** aten::exponential_(Tensor(a!) self, float lambd=1., *, Generator? generator=None) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_exponential__full(rp_tensor **out, rp_tensor *self, double lambd,
    rp_generator *generator);
/** aten::eye(SymInt n, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor */
RP_API RP_MUST rp_status rp_eye(rp_tensor **out, int64_t n);
/** aten::eye(SymInt n, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor */
RP_API RP_MUST rp_status rp_eye_full(rp_tensor **out, int64_t n, rp_dtype dtype,
    const int64_t *layout, const rp_device *device, const int *pin_memory);
/** aten::eye.m(SymInt n, SymInt m, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor */
RP_API RP_MUST rp_status rp_eye_m(rp_tensor **out, int64_t n, int64_t m);
/** aten::eye.m(SymInt n, SymInt m, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor */
RP_API RP_MUST rp_status rp_eye_m_full(rp_tensor **out, int64_t n, int64_t m, rp_dtype dtype,
    const int64_t *layout, const rp_device *device, const int *pin_memory);
/** aten::fill.Scalar(Tensor self, Scalar value) -> Tensor */
RP_API RP_MUST rp_status rp_fill_scalar(rp_tensor **out, rp_tensor *self, rp_value value);
/** aten::fill.Scalar_out(Tensor self, Scalar value, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_fill_scalar_out(rp_tensor **out, rp_tensor *self, rp_value value,
    rp_tensor *out_arg);
/** aten::fill.Tensor(Tensor self, Tensor value) -> Tensor */
RP_API RP_MUST rp_status rp_fill(rp_tensor **out, rp_tensor *self, rp_tensor *value);
/** aten::fill.Tensor_out(Tensor self, Tensor value, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_fill_tensor_out(rp_tensor **out, rp_tensor *self, rp_tensor *value,
    rp_tensor *out_arg);
/** aten::fill_.Scalar(Tensor(a!) self, Scalar value) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_fill__scalar(rp_tensor **out, rp_tensor *self, rp_value value);
/** aten::fill_.Tensor(Tensor(a!) self, Tensor value) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_fill_(rp_tensor **out, rp_tensor *self, rp_tensor *value);
/** aten::flatten.using_ints(Tensor(a) self, int start_dim=0, int end_dim=-1) -> Tensor(a) */
RP_API RP_MUST rp_status rp_flatten_using_ints(rp_tensor **out, rp_tensor *self,
    int64_t start_dim, int64_t end_dim);
/** aten::flip(Tensor self, int[] dims) -> Tensor */
RP_API RP_MUST rp_status rp_flip(rp_tensor **out, rp_tensor *self, const int64_t *dims,
    uint32_t n_dims);
/** aten::floor(Tensor self) -> Tensor */
RP_API RP_MUST rp_status rp_floor(rp_tensor **out, rp_tensor *self);
/** aten::floor.out(Tensor self, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_floor_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg);
/** aten::floor_(Tensor(a!) self) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_floor_(rp_tensor **out, rp_tensor *self);
/** aten::floor_divide(Tensor self, Tensor other) -> Tensor */
RP_API RP_MUST rp_status rp_floor_divide(rp_tensor **out, rp_tensor *self, rp_tensor *other);
/** aten::floor_divide.Scalar(Tensor self, Scalar other) -> Tensor */
RP_API RP_MUST rp_status rp_floor_divide_scalar(rp_tensor **out, rp_tensor *self, rp_value other);
/** aten::floor_divide.out(Tensor self, Tensor other, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_floor_divide_out(rp_tensor **out, rp_tensor *self, rp_tensor *other,
    rp_tensor *out_arg);
/** aten::floor_divide_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_floor_divide__scalar(rp_tensor **out, rp_tensor *self, rp_value other);
/** aten::floor_divide_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_floor_divide_(rp_tensor **out, rp_tensor *self, rp_tensor *other);
/** aten::fmax(Tensor self, Tensor other) -> Tensor */
RP_API RP_MUST rp_status rp_fmax(rp_tensor **out, rp_tensor *self, rp_tensor *other);
/** aten::fmax.out(Tensor self, Tensor other, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_fmax_out(rp_tensor **out, rp_tensor *self, rp_tensor *other,
    rp_tensor *out_arg);
/** aten::fmin(Tensor self, Tensor other) -> Tensor */
RP_API RP_MUST rp_status rp_fmin(rp_tensor **out, rp_tensor *self, rp_tensor *other);
/** aten::fmin.out(Tensor self, Tensor other, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_fmin_out(rp_tensor **out, rp_tensor *self, rp_tensor *other,
    rp_tensor *out_arg);
/** aten::fmod.Scalar(Tensor self, Scalar other) -> Tensor */
RP_API RP_MUST rp_status rp_fmod_scalar(rp_tensor **out, rp_tensor *self, rp_value other);
/** aten::fmod.Scalar_out(Tensor self, Scalar other, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_fmod_scalar_out(rp_tensor **out, rp_tensor *self, rp_value other,
    rp_tensor *out_arg);
/** aten::fmod.Tensor(Tensor self, Tensor other) -> Tensor */
RP_API RP_MUST rp_status rp_fmod(rp_tensor **out, rp_tensor *self, rp_tensor *other);
/** aten::fmod.Tensor_out(Tensor self, Tensor other, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_fmod_tensor_out(rp_tensor **out, rp_tensor *self, rp_tensor *other,
    rp_tensor *out_arg);
/** aten::fmod_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_fmod__scalar(rp_tensor **out, rp_tensor *self, rp_value other);
/** aten::fmod_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_fmod_(rp_tensor **out, rp_tensor *self, rp_tensor *other);
/** aten::frac(Tensor self) -> Tensor */
RP_API RP_MUST rp_status rp_frac(rp_tensor **out, rp_tensor *self);
/** aten::frac.out(Tensor self, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_frac_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg);
/** aten::frac_(Tensor(a!) self) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_frac_(rp_tensor **out, rp_tensor *self);
/** aten::frexp.Tensor(Tensor self) -> (Tensor mantissa, Tensor exponent) */
RP_API RP_MUST rp_status rp_frexp(rp_tensor **out, rp_tensor **out1, rp_tensor *self);
/** aten::frexp.Tensor_out(Tensor self, *, Tensor(a!) mantissa, Tensor(b!) exponent) -> (Tensor(a!) mantissa, Tensor(b!) exponent) */
RP_API RP_MUST rp_status rp_frexp_tensor_out(rp_tensor **out, rp_tensor **out1, rp_tensor *self,
    rp_tensor *mantissa, rp_tensor *exponent);
/** aten::full(SymInt[] size, Scalar fill_value, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor */
RP_API RP_MUST rp_status rp_full(rp_tensor **out, const int64_t *size, uint32_t n_size,
    rp_value fill_value);
/** aten::full(SymInt[] size, Scalar fill_value, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor */
RP_API RP_MUST rp_status rp_full_full(rp_tensor **out, const int64_t *size, uint32_t n_size,
    rp_value fill_value, rp_dtype dtype, const int64_t *layout, const rp_device *device,
    const int *pin_memory);
/** aten::full_like(Tensor self, Scalar fill_value, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -> Tensor */
RP_API RP_MUST rp_status rp_full_like(rp_tensor **out, rp_tensor *self, rp_value fill_value);
/** aten::full_like(Tensor self, Scalar fill_value, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -> Tensor */
RP_API RP_MUST rp_status rp_full_like_full(rp_tensor **out, rp_tensor *self, rp_value fill_value,
    rp_dtype dtype, const int64_t *layout, const rp_device *device, const int *pin_memory,
    const int64_t *memory_format);
/** aten::gather(Tensor self, int dim, Tensor index, *, bool sparse_grad=False) -> Tensor */
RP_API RP_MUST rp_status rp_gather(rp_tensor **out, rp_tensor *self, int64_t dim,
    rp_tensor *index);
/** aten::gather(Tensor self, int dim, Tensor index, *, bool sparse_grad=False) -> Tensor */
RP_API RP_MUST rp_status rp_gather_full(rp_tensor **out, rp_tensor *self, int64_t dim,
    rp_tensor *index, int sparse_grad);
/** aten::ge.Scalar(Tensor self, Scalar other) -> Tensor */
RP_API RP_MUST rp_status rp_ge_scalar(rp_tensor **out, rp_tensor *self, rp_value other);
/** aten::ge.Scalar_out(Tensor self, Scalar other, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_ge_scalar_out(rp_tensor **out, rp_tensor *self, rp_value other,
    rp_tensor *out_arg);
/** aten::ge.Tensor(Tensor self, Tensor other) -> Tensor */
RP_API RP_MUST rp_status rp_ge(rp_tensor **out, rp_tensor *self, rp_tensor *other);
/** aten::ge.Tensor_out(Tensor self, Tensor other, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_ge_tensor_out(rp_tensor **out, rp_tensor *self, rp_tensor *other,
    rp_tensor *out_arg);
/** aten::ge_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_ge__scalar(rp_tensor **out, rp_tensor *self, rp_value other);
/** aten::ge_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_ge_(rp_tensor **out, rp_tensor *self, rp_tensor *other);
/** aten::gelu(Tensor self, *, str approximate="none") -> Tensor */
RP_API RP_MUST rp_status rp_gelu(rp_tensor **out, rp_tensor *self);
/** aten::gelu(Tensor self, *, str approximate="none") -> Tensor */
RP_API RP_MUST rp_status rp_gelu_full(rp_tensor **out, rp_tensor *self, const char *approximate);
/** aten::gelu.out(Tensor self, *, str approximate="none", Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_gelu_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg);
/** aten::gelu.out(Tensor self, *, str approximate="none", Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_gelu_out_full(rp_tensor **out, rp_tensor *self,
    const char *approximate, rp_tensor *out_arg);
/** aten::gelu_(Tensor(a!) self, *, str approximate="none") -> Tensor(a!) */
RP_API RP_MUST rp_status rp_gelu_(rp_tensor **out, rp_tensor *self);
/** aten::gelu_(Tensor(a!) self, *, str approximate="none") -> Tensor(a!) */
RP_API RP_MUST rp_status rp_gelu__full(rp_tensor **out, rp_tensor *self, const char *approximate);
/** aten::gelu_backward(Tensor grad_output, Tensor self, *, str approximate="none") -> Tensor */
RP_API RP_MUST rp_status rp_gelu_backward(rp_tensor **out, rp_tensor *grad_output,
    rp_tensor *self);
/** aten::gelu_backward(Tensor grad_output, Tensor self, *, str approximate="none") -> Tensor */
RP_API RP_MUST rp_status rp_gelu_backward_full(rp_tensor **out, rp_tensor *grad_output,
    rp_tensor *self, const char *approximate);
/** aten::gelu_backward.grad_input(Tensor grad_output, Tensor self, *, str approximate="none", Tensor(a!) grad_input) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_gelu_backward_grad_input(rp_tensor **out, rp_tensor *grad_output,
    rp_tensor *self, rp_tensor *grad_input);
/** aten::gelu_backward.grad_input(Tensor grad_output, Tensor self, *, str approximate="none", Tensor(a!) grad_input) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_gelu_backward_grad_input_full(rp_tensor **out, rp_tensor *grad_output,
    rp_tensor *self, const char *approximate, rp_tensor *grad_input);
/** aten::ger(Tensor self, Tensor vec2) -> Tensor */
RP_API RP_MUST rp_status rp_ger(rp_tensor **out, rp_tensor *self, rp_tensor *vec2);
/** aten::glu(Tensor self, int dim=-1) -> Tensor */
RP_API RP_MUST rp_status rp_glu(rp_tensor **out, rp_tensor *self, int64_t dim);
/** aten::glu_backward(Tensor grad_output, Tensor self, int dim) -> Tensor */
RP_API RP_MUST rp_status rp_glu_backward(rp_tensor **out, rp_tensor *grad_output, rp_tensor *self,
    int64_t dim);
/** aten::grid_sampler_2d(Tensor input, Tensor grid, int interpolation_mode, int padding_mode, bool align_corners) -> Tensor */
RP_API RP_MUST rp_status rp_grid_sampler_2d(rp_tensor **out, rp_tensor *input, rp_tensor *grid,
    int64_t interpolation_mode, int64_t padding_mode, int align_corners);
/** aten::grid_sampler_2d_backward(Tensor grad_output, Tensor input, Tensor grid, int interpolation_mode, int padding_mode, bool align_corners, bool[2] output_mask) -> (Tensor, Tensor) */
RP_API RP_MUST rp_status rp_grid_sampler_2d_backward(rp_tensor **out, rp_tensor **out1,
    rp_tensor *grad_output, rp_tensor *input, rp_tensor *grid, int64_t interpolation_mode,
    int64_t padding_mode, int align_corners, const int *output_mask, uint32_t n_output_mask);
/** aten::group_norm(Tensor input, int num_groups, Tensor? weight=None, Tensor? bias=None, float eps=1e-05, bool cudnn_enabled=True) -> Tensor */
RP_API RP_MUST rp_status rp_group_norm(rp_tensor **out, rp_tensor *input, int64_t num_groups,
    rp_tensor *weight, rp_tensor *bias, double eps, int cudnn_enabled);
/** aten::gru.input(Tensor input, Tensor hx, Tensor[] params, bool has_biases, int num_layers, float dropout, bool train, bool bidirectional, bool batch_first) -> (Tensor, Tensor) */
RP_API RP_MUST rp_status rp_gru_input(rp_tensor **out, rp_tensor **out1, rp_tensor *input,
    rp_tensor *hx, rp_tensor *const *params, uint32_t n_params, int has_biases,
    int64_t num_layers, double dropout, int train, int bidirectional, int batch_first);
/** aten::gru_cell(Tensor input, Tensor hx, Tensor w_ih, Tensor w_hh, Tensor? b_ih=None, Tensor? b_hh=None) -> Tensor */
RP_API RP_MUST rp_status rp_gru_cell(rp_tensor **out, rp_tensor *input, rp_tensor *hx,
    rp_tensor *w_ih, rp_tensor *w_hh, rp_tensor *b_ih, rp_tensor *b_hh);
/** aten::gt.Scalar(Tensor self, Scalar other) -> Tensor */
RP_API RP_MUST rp_status rp_gt_scalar(rp_tensor **out, rp_tensor *self, rp_value other);
/** aten::gt.Scalar_out(Tensor self, Scalar other, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_gt_scalar_out(rp_tensor **out, rp_tensor *self, rp_value other,
    rp_tensor *out_arg);
/** aten::gt.Tensor(Tensor self, Tensor other) -> Tensor */
RP_API RP_MUST rp_status rp_gt(rp_tensor **out, rp_tensor *self, rp_tensor *other);
/** aten::gt.Tensor_out(Tensor self, Tensor other, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_gt_tensor_out(rp_tensor **out, rp_tensor *self, rp_tensor *other,
    rp_tensor *out_arg);
/** aten::gt_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_gt__scalar(rp_tensor **out, rp_tensor *self, rp_value other);
/** aten::gt_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_gt_(rp_tensor **out, rp_tensor *self, rp_tensor *other);
/** aten::hardshrink(Tensor self, Scalar lambd=0.5) -> Tensor */
RP_API RP_MUST rp_status rp_hardshrink(rp_tensor **out, rp_tensor *self, rp_value lambd);
/** aten::hardshrink.out(Tensor self, Scalar lambd=0.5, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_hardshrink_out(rp_tensor **out, rp_tensor *self, rp_value lambd,
    rp_tensor *out_arg);
/** aten::hardshrink_backward(Tensor grad_out, Tensor self, Scalar lambd) -> Tensor */
RP_API RP_MUST rp_status rp_hardshrink_backward(rp_tensor **out, rp_tensor *grad_out,
    rp_tensor *self, rp_value lambd);
/** aten::hardshrink_backward.grad_input(Tensor grad_out, Tensor self, Scalar lambd, *, Tensor(a!) grad_input) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_hardshrink_backward_grad_input(rp_tensor **out, rp_tensor *grad_out,
    rp_tensor *self, rp_value lambd, rp_tensor *grad_input);
/** aten::hardsigmoid(Tensor self) -> Tensor */
RP_API RP_MUST rp_status rp_hardsigmoid(rp_tensor **out, rp_tensor *self);
/** aten::hardsigmoid.out(Tensor self, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_hardsigmoid_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg);
/** aten::hardsigmoid_(Tensor(a!) self) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_hardsigmoid_(rp_tensor **out, rp_tensor *self);
/** aten::hardsigmoid_backward(Tensor grad_output, Tensor self) -> Tensor */
RP_API RP_MUST rp_status rp_hardsigmoid_backward(rp_tensor **out, rp_tensor *grad_output,
    rp_tensor *self);
/** aten::hardsigmoid_backward.grad_input(Tensor grad_output, Tensor self, *, Tensor(a!) grad_input) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_hardsigmoid_backward_grad_input(rp_tensor **out,
    rp_tensor *grad_output, rp_tensor *self, rp_tensor *grad_input);
/** aten::hardswish(Tensor self) -> Tensor */
RP_API RP_MUST rp_status rp_hardswish(rp_tensor **out, rp_tensor *self);
/** aten::hardswish.out(Tensor self, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_hardswish_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg);
/** aten::hardswish_(Tensor(a!) self) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_hardswish_(rp_tensor **out, rp_tensor *self);
/** aten::hardswish_backward(Tensor grad_output, Tensor self) -> Tensor */
RP_API RP_MUST rp_status rp_hardswish_backward(rp_tensor **out, rp_tensor *grad_output,
    rp_tensor *self);
/** aten::hardtanh(Tensor self, Scalar min_val=-1, Scalar max_val=1) -> Tensor */
RP_API RP_MUST rp_status rp_hardtanh(rp_tensor **out, rp_tensor *self, rp_value min_val,
    rp_value max_val);
/** aten::hardtanh.out(Tensor self, Scalar min_val=-1, Scalar max_val=1, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_hardtanh_out(rp_tensor **out, rp_tensor *self, rp_value min_val,
    rp_value max_val, rp_tensor *out_arg);
/** aten::hardtanh_(Tensor(a!) self, Scalar min_val=-1, Scalar max_val=1) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_hardtanh_(rp_tensor **out, rp_tensor *self, rp_value min_val,
    rp_value max_val);
/** aten::hardtanh_backward(Tensor grad_output, Tensor self, Scalar min_val, Scalar max_val) -> Tensor */
RP_API RP_MUST rp_status rp_hardtanh_backward(rp_tensor **out, rp_tensor *grad_output,
    rp_tensor *self, rp_value min_val, rp_value max_val);
/** aten::hardtanh_backward.grad_input(Tensor grad_output, Tensor self, Scalar min_val, Scalar max_val, *, Tensor(a!) grad_input) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_hardtanh_backward_grad_input(rp_tensor **out, rp_tensor *grad_output,
    rp_tensor *self, rp_value min_val, rp_value max_val, rp_tensor *grad_input);
/** aten::heaviside(Tensor self, Tensor values) -> Tensor */
RP_API RP_MUST rp_status rp_heaviside(rp_tensor **out, rp_tensor *self, rp_tensor *values);
/** aten::heaviside.out(Tensor self, Tensor values, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_heaviside_out(rp_tensor **out, rp_tensor *self, rp_tensor *values,
    rp_tensor *out_arg);
/** aten::heaviside_(Tensor(a!) self, Tensor values) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_heaviside_(rp_tensor **out, rp_tensor *self, rp_tensor *values);
/** aten::hstack(Tensor[] tensors) -> Tensor */
RP_API RP_MUST rp_status rp_hstack(rp_tensor **out, rp_tensor *const *tensors, uint32_t n_tensors);
/** aten::huber_loss(Tensor self, Tensor target, int reduction=Mean, float delta=1.0) -> Tensor */
RP_API RP_MUST rp_status rp_huber_loss(rp_tensor **out, rp_tensor *self, rp_tensor *target,
    int64_t reduction, double delta);
/** aten::huber_loss_backward(Tensor grad_output, Tensor self, Tensor target, int reduction, float delta) -> Tensor */
RP_API RP_MUST rp_status rp_huber_loss_backward(rp_tensor **out, rp_tensor *grad_output,
    rp_tensor *self, rp_tensor *target, int64_t reduction, double delta);
/** aten::hypot(Tensor self, Tensor other) -> Tensor */
RP_API RP_MUST rp_status rp_hypot(rp_tensor **out, rp_tensor *self, rp_tensor *other);
/** aten::hypot.out(Tensor self, Tensor other, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_hypot_out(rp_tensor **out, rp_tensor *self, rp_tensor *other,
    rp_tensor *out_arg);
/** aten::hypot_(Tensor(a!) self, Tensor other) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_hypot_(rp_tensor **out, rp_tensor *self, rp_tensor *other);
/** aten::i0(Tensor self) -> Tensor */
RP_API RP_MUST rp_status rp_i0(rp_tensor **out, rp_tensor *self);
/** aten::i0.out(Tensor self, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_i0_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg);
/** aten::i0_(Tensor(a!) self) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_i0_(rp_tensor **out, rp_tensor *self);
/** aten::im2col(Tensor self, int[2] kernel_size, int[2] dilation, int[2] padding, int[2] stride) -> Tensor */
RP_API RP_MUST rp_status rp_im2col(rp_tensor **out, rp_tensor *self, const int64_t *kernel_size,
    uint32_t n_kernel_size, const int64_t *dilation, uint32_t n_dilation, const int64_t *padding,
    uint32_t n_padding, const int64_t *stride, uint32_t n_stride);
/** aten::index.Tensor(Tensor self, Tensor?[] indices) -> Tensor */
RP_API RP_MUST rp_status rp_index(rp_tensor **out, rp_tensor *self, rp_tensor *const *indices,
    uint32_t n_indices);
/** aten::index_add(Tensor self, int dim, Tensor index, Tensor source, *, Scalar alpha=1) -> Tensor */
RP_API RP_MUST rp_status rp_index_add(rp_tensor **out, rp_tensor *self, int64_t dim,
    rp_tensor *index, rp_tensor *source);
/** aten::index_add(Tensor self, int dim, Tensor index, Tensor source, *, Scalar alpha=1) -> Tensor */
RP_API RP_MUST rp_status rp_index_add_full(rp_tensor **out, rp_tensor *self, int64_t dim,
    rp_tensor *index, rp_tensor *source, rp_value alpha);
/** aten::index_add_(Tensor(a!) self, int dim, Tensor index, Tensor source, *, Scalar alpha=1) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_index_add_(rp_tensor **out, rp_tensor *self, int64_t dim,
    rp_tensor *index, rp_tensor *source);
/** aten::index_add_(Tensor(a!) self, int dim, Tensor index, Tensor source, *, Scalar alpha=1) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_index_add__full(rp_tensor **out, rp_tensor *self, int64_t dim,
    rp_tensor *index, rp_tensor *source, rp_value alpha);
/** aten::index_copy(Tensor self, int dim, Tensor index, Tensor source) -> Tensor */
RP_API RP_MUST rp_status rp_index_copy(rp_tensor **out, rp_tensor *self, int64_t dim,
    rp_tensor *index, rp_tensor *source);
/** aten::index_copy_(Tensor(a!) self, int dim, Tensor index, Tensor source) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_index_copy_(rp_tensor **out, rp_tensor *self, int64_t dim,
    rp_tensor *index, rp_tensor *source);
/** aten::index_fill.int_Scalar(Tensor self, int dim, Tensor index, Scalar value) -> Tensor */
RP_API RP_MUST rp_status rp_index_fill_int_scalar(rp_tensor **out, rp_tensor *self, int64_t dim,
    rp_tensor *index, rp_value value);
/** aten::index_fill.int_Tensor(Tensor self, int dim, Tensor index, Tensor value) -> Tensor */
RP_API RP_MUST rp_status rp_index_fill_int_tensor(rp_tensor **out, rp_tensor *self, int64_t dim,
    rp_tensor *index, rp_tensor *value);
/** aten::index_fill_.int_Scalar(Tensor(a!) self, int dim, Tensor index, Scalar value) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_index_fill__int_scalar(rp_tensor **out, rp_tensor *self, int64_t dim,
    rp_tensor *index, rp_value value);
/** aten::index_fill_.int_Tensor(Tensor(a!) self, int dim, Tensor index, Tensor value) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_index_fill__int_tensor(rp_tensor **out, rp_tensor *self, int64_t dim,
    rp_tensor *index, rp_tensor *value);
/** aten::index_put(Tensor self, Tensor?[] indices, Tensor values, bool accumulate=False) -> Tensor */
RP_API RP_MUST rp_status rp_index_put(rp_tensor **out, rp_tensor *self, rp_tensor *const *indices,
    uint32_t n_indices, rp_tensor *values, int accumulate);
/** aten::index_put_(Tensor(a!) self, Tensor?[] indices, Tensor values, bool accumulate=False) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_index_put_(rp_tensor **out, rp_tensor *self,
    rp_tensor *const *indices, uint32_t n_indices, rp_tensor *values, int accumulate);
/** aten::index_select(Tensor self, int dim, Tensor index) -> Tensor */
RP_API RP_MUST rp_status rp_index_select(rp_tensor **out, rp_tensor *self, int64_t dim,
    rp_tensor *index);
/** aten::inner(Tensor self, Tensor other) -> Tensor */
RP_API RP_MUST rp_status rp_inner(rp_tensor **out, rp_tensor *self, rp_tensor *other);
/** aten::isclose(Tensor self, Tensor other, float rtol=1e-05, float atol=1e-08, bool equal_nan=False) -> Tensor */
RP_API RP_MUST rp_status rp_isclose(rp_tensor **out, rp_tensor *self, rp_tensor *other,
    double rtol, double atol, int equal_nan);
/** aten::isfinite(Tensor self) -> Tensor */
RP_API RP_MUST rp_status rp_isfinite(rp_tensor **out, rp_tensor *self);
/** aten::isin.Tensor_Tensor(Tensor elements, Tensor test_elements, *, bool assume_unique=False, bool invert=False) -> Tensor */
RP_API RP_MUST rp_status rp_isin_tensor_tensor(rp_tensor **out, rp_tensor *elements,
    rp_tensor *test_elements);
/** aten::isin.Tensor_Tensor(Tensor elements, Tensor test_elements, *, bool assume_unique=False, bool invert=False) -> Tensor */
RP_API RP_MUST rp_status rp_isin_tensor_tensor_full(rp_tensor **out, rp_tensor *elements,
    rp_tensor *test_elements, int assume_unique, int invert);
/** aten::isin.Tensor_Tensor_out(Tensor elements, Tensor test_elements, *, bool assume_unique=False, bool invert=False, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_isin_tensor_tensor_out(rp_tensor **out, rp_tensor *elements,
    rp_tensor *test_elements, rp_tensor *out_arg);
/** aten::isin.Tensor_Tensor_out(Tensor elements, Tensor test_elements, *, bool assume_unique=False, bool invert=False, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_isin_tensor_tensor_out_full(rp_tensor **out, rp_tensor *elements,
    rp_tensor *test_elements, int assume_unique, int invert, rp_tensor *out_arg);
/** aten::isinf(Tensor self) -> Tensor */
RP_API RP_MUST rp_status rp_isinf(rp_tensor **out, rp_tensor *self);
/** aten::isnan(Tensor self) -> Tensor */
RP_API RP_MUST rp_status rp_isnan(rp_tensor **out, rp_tensor *self);
/** aten::item(Tensor self) -> Scalar */
RP_API RP_MUST rp_status rp_item(rp_value *out, rp_tensor *self);
/** aten::kl_div(Tensor self, Tensor target, int reduction=Mean, *, bool log_target=False) -> Tensor */
RP_API RP_MUST rp_status rp_kl_div(rp_tensor **out, rp_tensor *self, rp_tensor *target,
    int64_t reduction);
/** aten::kl_div(Tensor self, Tensor target, int reduction=Mean, *, bool log_target=False) -> Tensor */
RP_API RP_MUST rp_status rp_kl_div_full(rp_tensor **out, rp_tensor *self, rp_tensor *target,
    int64_t reduction, int log_target);
/** aten::kron(Tensor self, Tensor other) -> Tensor */
RP_API RP_MUST rp_status rp_kron(rp_tensor **out, rp_tensor *self, rp_tensor *other);
/** aten::kthvalue(Tensor self, SymInt k, int dim=-1, bool keepdim=False) -> (Tensor values, Tensor indices) */
RP_API RP_MUST rp_status rp_kthvalue(rp_tensor **out, rp_tensor **out1, rp_tensor *self,
    int64_t k, int64_t dim, int keepdim);
/** aten::kthvalue.values(Tensor self, SymInt k, int dim=-1, bool keepdim=False, *, Tensor(a!) values, Tensor(b!) indices) -> (Tensor(a!) values, Tensor(b!) indices) */
RP_API RP_MUST rp_status rp_kthvalue_values(rp_tensor **out, rp_tensor **out1, rp_tensor *self,
    int64_t k, int64_t dim, int keepdim, rp_tensor *values, rp_tensor *indices);
/** aten::l1_loss(Tensor self, Tensor target, int reduction=Mean) -> Tensor */
RP_API RP_MUST rp_status rp_l1_loss(rp_tensor **out, rp_tensor *self, rp_tensor *target,
    int64_t reduction);
/** aten::layer_norm(Tensor input, SymInt[] normalized_shape, Tensor? weight=None, Tensor? bias=None, float eps=1e-05, bool cudnn_enable=True) -> Tensor */
RP_API RP_MUST rp_status rp_layer_norm(rp_tensor **out, rp_tensor *input,
    const int64_t *normalized_shape, uint32_t n_normalized_shape, rp_tensor *weight,
    rp_tensor *bias, double eps, int cudnn_enable);
/** aten::ldexp.Tensor(Tensor self, Tensor other) -> Tensor */
RP_API RP_MUST rp_status rp_ldexp(rp_tensor **out, rp_tensor *self, rp_tensor *other);
/** aten::ldexp.out(Tensor self, Tensor other, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_ldexp_out(rp_tensor **out, rp_tensor *self, rp_tensor *other,
    rp_tensor *out_arg);
/** aten::ldexp_(Tensor(a!) self, Tensor other) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_ldexp_(rp_tensor **out, rp_tensor *self, rp_tensor *other);
/** aten::le.Scalar(Tensor self, Scalar other) -> Tensor */
RP_API RP_MUST rp_status rp_le_scalar(rp_tensor **out, rp_tensor *self, rp_value other);
/** aten::le.Scalar_out(Tensor self, Scalar other, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_le_scalar_out(rp_tensor **out, rp_tensor *self, rp_value other,
    rp_tensor *out_arg);
/** aten::le.Tensor(Tensor self, Tensor other) -> Tensor */
RP_API RP_MUST rp_status rp_le(rp_tensor **out, rp_tensor *self, rp_tensor *other);
/** aten::le.Tensor_out(Tensor self, Tensor other, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_le_tensor_out(rp_tensor **out, rp_tensor *self, rp_tensor *other,
    rp_tensor *out_arg);
/** aten::le_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_le__scalar(rp_tensor **out, rp_tensor *self, rp_value other);
/** aten::le_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_le_(rp_tensor **out, rp_tensor *self, rp_tensor *other);
/** aten::leaky_relu(Tensor self, Scalar negative_slope=0.01) -> Tensor */
RP_API RP_MUST rp_status rp_leaky_relu(rp_tensor **out, rp_tensor *self, rp_value negative_slope);
/** aten::leaky_relu.out(Tensor self, Scalar negative_slope=0.01, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_leaky_relu_out(rp_tensor **out, rp_tensor *self,
    rp_value negative_slope, rp_tensor *out_arg);
/** aten::leaky_relu_(Tensor(a!) self, Scalar negative_slope=0.01) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_leaky_relu_(rp_tensor **out, rp_tensor *self, rp_value negative_slope);
/** aten::leaky_relu_backward(Tensor grad_output, Tensor self, Scalar negative_slope, bool self_is_result) -> Tensor */
RP_API RP_MUST rp_status rp_leaky_relu_backward(rp_tensor **out, rp_tensor *grad_output,
    rp_tensor *self, rp_value negative_slope, int self_is_result);
/** aten::leaky_relu_backward.grad_input(Tensor grad_output, Tensor self, Scalar negative_slope, bool self_is_result, *, Tensor(a!) grad_input) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_leaky_relu_backward_grad_input(rp_tensor **out,
    rp_tensor *grad_output, rp_tensor *self, rp_value negative_slope, int self_is_result,
    rp_tensor *grad_input);
/** aten::lerp.Scalar(Tensor self, Tensor end, Scalar weight) -> Tensor */
RP_API RP_MUST rp_status rp_lerp_scalar(rp_tensor **out, rp_tensor *self, rp_tensor *end,
    rp_value weight);
/** aten::lerp.Scalar_out(Tensor self, Tensor end, Scalar weight, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_lerp_scalar_out(rp_tensor **out, rp_tensor *self, rp_tensor *end,
    rp_value weight, rp_tensor *out_arg);
/** aten::lerp.Tensor(Tensor self, Tensor end, Tensor weight) -> Tensor */
RP_API RP_MUST rp_status rp_lerp(rp_tensor **out, rp_tensor *self, rp_tensor *end,
    rp_tensor *weight);
/** aten::lerp.Tensor_out(Tensor self, Tensor end, Tensor weight, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_lerp_tensor_out(rp_tensor **out, rp_tensor *self, rp_tensor *end,
    rp_tensor *weight, rp_tensor *out_arg);
/** aten::lerp_.Scalar(Tensor(a!) self, Tensor end, Scalar weight) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_lerp__scalar(rp_tensor **out, rp_tensor *self, rp_tensor *end,
    rp_value weight);
/** aten::lerp_.Tensor(Tensor(a!) self, Tensor end, Tensor weight) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_lerp_(rp_tensor **out, rp_tensor *self, rp_tensor *end,
    rp_tensor *weight);
/** aten::lgamma(Tensor self) -> Tensor */
RP_API RP_MUST rp_status rp_lgamma(rp_tensor **out, rp_tensor *self);
/** aten::lgamma.out(Tensor self, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_lgamma_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg);
/** aten::lgamma_(Tensor(a!) self) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_lgamma_(rp_tensor **out, rp_tensor *self);
/** aten::lift_fresh(Tensor(a) self) -> Tensor(a) */
RP_API RP_MUST rp_status rp_lift_fresh(rp_tensor **out, rp_tensor *self);
/** aten::linalg_cross(Tensor self, Tensor other, *, int dim=-1) -> Tensor */
RP_API RP_MUST rp_status rp_linalg_cross(rp_tensor **out, rp_tensor *self, rp_tensor *other);
/** aten::linalg_cross(Tensor self, Tensor other, *, int dim=-1) -> Tensor */
RP_API RP_MUST rp_status rp_linalg_cross_full(rp_tensor **out, rp_tensor *self, rp_tensor *other,
    int64_t dim);
/** aten::linalg_cross.out(Tensor self, Tensor other, *, int dim=-1, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_linalg_cross_out(rp_tensor **out, rp_tensor *self, rp_tensor *other,
    rp_tensor *out_arg);
/** aten::linalg_cross.out(Tensor self, Tensor other, *, int dim=-1, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_linalg_cross_out_full(rp_tensor **out, rp_tensor *self,
    rp_tensor *other, int64_t dim, rp_tensor *out_arg);
/** aten::linalg_vector_norm(Tensor self, Scalar ord=2, int[1]? dim=None, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor */
RP_API RP_MUST rp_status rp_linalg_vector_norm(rp_tensor **out, rp_tensor *self, rp_value ord,
    const int64_t *dim, uint32_t n_dim, int keepdim);
/** aten::linalg_vector_norm(Tensor self, Scalar ord=2, int[1]? dim=None, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor */
RP_API RP_MUST rp_status rp_linalg_vector_norm_full(rp_tensor **out, rp_tensor *self,
    rp_value ord, const int64_t *dim, uint32_t n_dim, int keepdim, rp_dtype dtype);
/** aten::linalg_vector_norm.out(Tensor self, Scalar ord=2, int[1]? dim=None, bool keepdim=False, *, ScalarType? dtype=None, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_linalg_vector_norm_out(rp_tensor **out, rp_tensor *self, rp_value ord,
    const int64_t *dim, uint32_t n_dim, int keepdim, rp_tensor *out_arg);
/** aten::linalg_vector_norm.out(Tensor self, Scalar ord=2, int[1]? dim=None, bool keepdim=False, *, ScalarType? dtype=None, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_linalg_vector_norm_out_full(rp_tensor **out, rp_tensor *self,
    rp_value ord, const int64_t *dim, uint32_t n_dim, int keepdim, rp_dtype dtype,
    rp_tensor *out_arg);
/** aten::linear(Tensor input, Tensor weight, Tensor? bias=None) -> Tensor */
RP_API RP_MUST rp_status rp_linear(rp_tensor **out, rp_tensor *input, rp_tensor *weight,
    rp_tensor *bias);
/** aten::linear.out(Tensor input, Tensor weight, Tensor? bias=None, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_linear_out(rp_tensor **out, rp_tensor *input, rp_tensor *weight,
    rp_tensor *bias, rp_tensor *out_arg);
/** aten::linspace(Scalar start, Scalar end, int steps, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor */
RP_API RP_MUST rp_status rp_linspace(rp_tensor **out, rp_value start, rp_value end, int64_t steps);
/** aten::linspace(Scalar start, Scalar end, int steps, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor */
RP_API RP_MUST rp_status rp_linspace_full(rp_tensor **out, rp_value start, rp_value end,
    int64_t steps, rp_dtype dtype, const int64_t *layout, const rp_device *device,
    const int *pin_memory);
/** aten::linspace.Scalar_Tensor(Scalar start, Tensor end, int steps, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor */
RP_API RP_MUST rp_status rp_linspace_scalar_tensor(rp_tensor **out, rp_value start,
    rp_tensor *end, int64_t steps);
/** aten::linspace.Scalar_Tensor(Scalar start, Tensor end, int steps, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor */
RP_API RP_MUST rp_status rp_linspace_scalar_tensor_full(rp_tensor **out, rp_value start,
    rp_tensor *end, int64_t steps, rp_dtype dtype, const int64_t *layout, const rp_device *device,
    const int *pin_memory);
/** aten::linspace.Tensor_Scalar(Tensor start, Scalar end, int steps, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor */
RP_API RP_MUST rp_status rp_linspace_tensor_scalar(rp_tensor **out, rp_tensor *start,
    rp_value end, int64_t steps);
/** aten::linspace.Tensor_Scalar(Tensor start, Scalar end, int steps, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor */
RP_API RP_MUST rp_status rp_linspace_tensor_scalar_full(rp_tensor **out, rp_tensor *start,
    rp_value end, int64_t steps, rp_dtype dtype, const int64_t *layout, const rp_device *device,
    const int *pin_memory);
/** aten::linspace.Tensor_Tensor(Tensor start, Tensor end, int steps, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor */
RP_API RP_MUST rp_status rp_linspace_tensor_tensor(rp_tensor **out, rp_tensor *start,
    rp_tensor *end, int64_t steps);
/** aten::linspace.Tensor_Tensor(Tensor start, Tensor end, int steps, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor */
RP_API RP_MUST rp_status rp_linspace_tensor_tensor_full(rp_tensor **out, rp_tensor *start,
    rp_tensor *end, int64_t steps, rp_dtype dtype, const int64_t *layout, const rp_device *device,
    const int *pin_memory);
/** aten::log(Tensor self) -> Tensor */
RP_API RP_MUST rp_status rp_log(rp_tensor **out, rp_tensor *self);
/** aten::log.out(Tensor self, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_log_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg);
/** aten::log10(Tensor self) -> Tensor */
RP_API RP_MUST rp_status rp_log10(rp_tensor **out, rp_tensor *self);
/** aten::log10.out(Tensor self, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_log10_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg);
/** aten::log10_(Tensor(a!) self) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_log10_(rp_tensor **out, rp_tensor *self);
/** aten::log1p(Tensor self) -> Tensor */
RP_API RP_MUST rp_status rp_log1p(rp_tensor **out, rp_tensor *self);
/** aten::log1p.out(Tensor self, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_log1p_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg);
/** aten::log1p_(Tensor(a!) self) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_log1p_(rp_tensor **out, rp_tensor *self);
/** aten::log2(Tensor self) -> Tensor */
RP_API RP_MUST rp_status rp_log2(rp_tensor **out, rp_tensor *self);
/** aten::log2.out(Tensor self, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_log2_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg);
/** aten::log2_(Tensor(a!) self) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_log2_(rp_tensor **out, rp_tensor *self);
/** aten::log_(Tensor(a!) self) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_log_(rp_tensor **out, rp_tensor *self);
/** aten::log_sigmoid(Tensor self) -> Tensor */
RP_API RP_MUST rp_status rp_log_sigmoid(rp_tensor **out, rp_tensor *self);
/** aten::log_sigmoid_backward(Tensor grad_output, Tensor self, Tensor buffer) -> Tensor */
RP_API RP_MUST rp_status rp_log_sigmoid_backward(rp_tensor **out, rp_tensor *grad_output,
    rp_tensor *self, rp_tensor *buffer);
/** aten::log_sigmoid_backward.grad_input(Tensor grad_output, Tensor self, Tensor buffer, *, Tensor(a!) grad_input) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_log_sigmoid_backward_grad_input(rp_tensor **out,
    rp_tensor *grad_output, rp_tensor *self, rp_tensor *buffer, rp_tensor *grad_input);
/** aten::log_sigmoid_forward(Tensor self) -> (Tensor output, Tensor buffer) */
RP_API RP_MUST rp_status rp_log_sigmoid_forward(rp_tensor **out, rp_tensor **out1,
    rp_tensor *self);
/** aten::log_softmax.int(Tensor self, int dim, ScalarType? dtype=None) -> Tensor */
RP_API RP_MUST rp_status rp_log_softmax_int(rp_tensor **out, rp_tensor *self, int64_t dim,
    rp_dtype dtype);
/** aten::logaddexp(Tensor self, Tensor other) -> Tensor */
RP_API RP_MUST rp_status rp_logaddexp(rp_tensor **out, rp_tensor *self, rp_tensor *other);
/** aten::logaddexp.out(Tensor self, Tensor other, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_logaddexp_out(rp_tensor **out, rp_tensor *self, rp_tensor *other,
    rp_tensor *out_arg);
/** aten::logaddexp2(Tensor self, Tensor other) -> Tensor */
RP_API RP_MUST rp_status rp_logaddexp2(rp_tensor **out, rp_tensor *self, rp_tensor *other);
/** aten::logaddexp2.out(Tensor self, Tensor other, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_logaddexp2_out(rp_tensor **out, rp_tensor *self, rp_tensor *other,
    rp_tensor *out_arg);
/** aten::logcumsumexp(Tensor self, int dim) -> Tensor */
RP_API RP_MUST rp_status rp_logcumsumexp(rp_tensor **out, rp_tensor *self, int64_t dim);
/** aten::logcumsumexp.out(Tensor self, int dim, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_logcumsumexp_out(rp_tensor **out, rp_tensor *self, int64_t dim,
    rp_tensor *out_arg);
/** aten::logical_and(Tensor self, Tensor other) -> Tensor */
RP_API RP_MUST rp_status rp_logical_and(rp_tensor **out, rp_tensor *self, rp_tensor *other);
/** aten::logical_and.out(Tensor self, Tensor other, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_logical_and_out(rp_tensor **out, rp_tensor *self, rp_tensor *other,
    rp_tensor *out_arg);
/** aten::logical_and_(Tensor(a!) self, Tensor other) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_logical_and_(rp_tensor **out, rp_tensor *self, rp_tensor *other);
/** aten::logical_not(Tensor self) -> Tensor */
RP_API RP_MUST rp_status rp_logical_not(rp_tensor **out, rp_tensor *self);
/** aten::logical_not.out(Tensor self, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_logical_not_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg);
/** aten::logical_not_(Tensor(a!) self) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_logical_not_(rp_tensor **out, rp_tensor *self);
/** aten::logical_or(Tensor self, Tensor other) -> Tensor */
RP_API RP_MUST rp_status rp_logical_or(rp_tensor **out, rp_tensor *self, rp_tensor *other);
/** aten::logical_or.out(Tensor self, Tensor other, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_logical_or_out(rp_tensor **out, rp_tensor *self, rp_tensor *other,
    rp_tensor *out_arg);
/** aten::logical_or_(Tensor(a!) self, Tensor other) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_logical_or_(rp_tensor **out, rp_tensor *self, rp_tensor *other);
/** aten::logical_xor(Tensor self, Tensor other) -> Tensor */
RP_API RP_MUST rp_status rp_logical_xor(rp_tensor **out, rp_tensor *self, rp_tensor *other);
/** aten::logical_xor.out(Tensor self, Tensor other, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_logical_xor_out(rp_tensor **out, rp_tensor *self, rp_tensor *other,
    rp_tensor *out_arg);
/** aten::logical_xor_(Tensor(a!) self, Tensor other) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_logical_xor_(rp_tensor **out, rp_tensor *self, rp_tensor *other);
/** aten::logit(Tensor self, float? eps=None) -> Tensor */
RP_API RP_MUST rp_status rp_logit(rp_tensor **out, rp_tensor *self, const double *eps);
/** aten::logit.out(Tensor self, float? eps=None, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_logit_out(rp_tensor **out, rp_tensor *self, const double *eps,
    rp_tensor *out_arg);
/** aten::logit_(Tensor(a!) self, float? eps=None) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_logit_(rp_tensor **out, rp_tensor *self, const double *eps);
/** aten::logit_backward(Tensor grad_output, Tensor self, float? eps=None) -> Tensor */
RP_API RP_MUST rp_status rp_logit_backward(rp_tensor **out, rp_tensor *grad_output,
    rp_tensor *self, const double *eps);
/** aten::logit_backward.grad_input(Tensor grad_output, Tensor self, float? eps=None, *, Tensor(a!) grad_input) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_logit_backward_grad_input(rp_tensor **out, rp_tensor *grad_output,
    rp_tensor *self, const double *eps, rp_tensor *grad_input);
/** aten::logspace(Scalar start, Scalar end, int steps, float base=10., *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor */
RP_API RP_MUST rp_status rp_logspace(rp_tensor **out, rp_value start, rp_value end, int64_t steps,
    double base);
/** aten::logspace(Scalar start, Scalar end, int steps, float base=10., *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor */
RP_API RP_MUST rp_status rp_logspace_full(rp_tensor **out, rp_value start, rp_value end,
    int64_t steps, double base, rp_dtype dtype, const int64_t *layout, const rp_device *device,
    const int *pin_memory);
/** aten::logspace.Scalar_Tensor(Scalar start, Tensor end, int steps, float base=10., *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor */
RP_API RP_MUST rp_status rp_logspace_scalar_tensor(rp_tensor **out, rp_value start,
    rp_tensor *end, int64_t steps, double base);
/** aten::logspace.Scalar_Tensor(Scalar start, Tensor end, int steps, float base=10., *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor */
RP_API RP_MUST rp_status rp_logspace_scalar_tensor_full(rp_tensor **out, rp_value start,
    rp_tensor *end, int64_t steps, double base, rp_dtype dtype, const int64_t *layout,
    const rp_device *device, const int *pin_memory);
/** aten::logspace.Tensor_Scalar(Tensor start, Scalar end, int steps, float base=10., *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor */
RP_API RP_MUST rp_status rp_logspace_tensor_scalar(rp_tensor **out, rp_tensor *start,
    rp_value end, int64_t steps, double base);
/** aten::logspace.Tensor_Scalar(Tensor start, Scalar end, int steps, float base=10., *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor */
RP_API RP_MUST rp_status rp_logspace_tensor_scalar_full(rp_tensor **out, rp_tensor *start,
    rp_value end, int64_t steps, double base, rp_dtype dtype, const int64_t *layout,
    const rp_device *device, const int *pin_memory);
/** aten::logspace.Tensor_Tensor(Tensor start, Tensor end, int steps, float base=10., *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor */
RP_API RP_MUST rp_status rp_logspace_tensor_tensor(rp_tensor **out, rp_tensor *start,
    rp_tensor *end, int64_t steps, double base);
/** aten::logspace.Tensor_Tensor(Tensor start, Tensor end, int steps, float base=10., *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor */
RP_API RP_MUST rp_status rp_logspace_tensor_tensor_full(rp_tensor **out, rp_tensor *start,
    rp_tensor *end, int64_t steps, double base, rp_dtype dtype, const int64_t *layout,
    const rp_device *device, const int *pin_memory);
/** aten::logsumexp(Tensor self, int[1] dim, bool keepdim=False) -> Tensor */
RP_API RP_MUST rp_status rp_logsumexp(rp_tensor **out, rp_tensor *self, const int64_t *dim,
    uint32_t n_dim, int keepdim);
/** aten::logsumexp.out(Tensor self, int[1] dim, bool keepdim=False, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_logsumexp_out(rp_tensor **out, rp_tensor *self, const int64_t *dim,
    uint32_t n_dim, int keepdim, rp_tensor *out_arg);
/** aten::lstm.input(Tensor input, Tensor[] hx, Tensor[] params, bool has_biases, int num_layers, float dropout, bool train, bool bidirectional, bool batch_first) -> (Tensor, Tensor, Tensor) */
RP_API RP_MUST rp_status rp_lstm_input(rp_tensor **out, rp_tensor **out1, rp_tensor **out2,
    rp_tensor *input, rp_tensor *const *hx, uint32_t n_hx, rp_tensor *const *params,
    uint32_t n_params, int has_biases, int64_t num_layers, double dropout, int train,
    int bidirectional, int batch_first);
/** aten::lstm_cell(Tensor input, Tensor[] hx, Tensor w_ih, Tensor w_hh, Tensor? b_ih=None, Tensor? b_hh=None) -> (Tensor, Tensor) */
RP_API RP_MUST rp_status rp_lstm_cell(rp_tensor **out, rp_tensor **out1, rp_tensor *input,
    rp_tensor *const *hx, uint32_t n_hx, rp_tensor *w_ih, rp_tensor *w_hh, rp_tensor *b_ih,
    rp_tensor *b_hh);
/** aten::lt.Scalar(Tensor self, Scalar other) -> Tensor */
RP_API RP_MUST rp_status rp_lt_scalar(rp_tensor **out, rp_tensor *self, rp_value other);
/** aten::lt.Scalar_out(Tensor self, Scalar other, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_lt_scalar_out(rp_tensor **out, rp_tensor *self, rp_value other,
    rp_tensor *out_arg);
/** aten::lt.Tensor(Tensor self, Tensor other) -> Tensor */
RP_API RP_MUST rp_status rp_lt(rp_tensor **out, rp_tensor *self, rp_tensor *other);
/** aten::lt.Tensor_out(Tensor self, Tensor other, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_lt_tensor_out(rp_tensor **out, rp_tensor *self, rp_tensor *other,
    rp_tensor *out_arg);
/** aten::lt_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_lt__scalar(rp_tensor **out, rp_tensor *self, rp_value other);
/** aten::lt_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_lt_(rp_tensor **out, rp_tensor *self, rp_tensor *other);
/** aten::mT(Tensor(a) self) -> Tensor(a) */
RP_API RP_MUST rp_status rp_mT(rp_tensor **out, rp_tensor *self);
/** aten::masked_fill.Scalar(Tensor self, Tensor mask, Scalar value) -> Tensor */
RP_API RP_MUST rp_status rp_masked_fill_scalar(rp_tensor **out, rp_tensor *self, rp_tensor *mask,
    rp_value value);
/** aten::masked_fill.Tensor(Tensor self, Tensor mask, Tensor value) -> Tensor */
RP_API RP_MUST rp_status rp_masked_fill(rp_tensor **out, rp_tensor *self, rp_tensor *mask,
    rp_tensor *value);
/** aten::masked_fill_.Scalar(Tensor(a!) self, Tensor mask, Scalar value) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_masked_fill__scalar(rp_tensor **out, rp_tensor *self, rp_tensor *mask,
    rp_value value);
/** aten::masked_fill_.Tensor(Tensor(a!) self, Tensor mask, Tensor value) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_masked_fill_(rp_tensor **out, rp_tensor *self, rp_tensor *mask,
    rp_tensor *value);
/** aten::masked_scatter(Tensor self, Tensor mask, Tensor source) -> Tensor */
RP_API RP_MUST rp_status rp_masked_scatter(rp_tensor **out, rp_tensor *self, rp_tensor *mask,
    rp_tensor *source);
/** aten::masked_scatter_(Tensor(a!) self, Tensor mask, Tensor source) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_masked_scatter_(rp_tensor **out, rp_tensor *self, rp_tensor *mask,
    rp_tensor *source);
/** aten::masked_scatter_backward(Tensor grad_output, Tensor mask, SymInt[] sizes) -> Tensor */
RP_API RP_MUST rp_status rp_masked_scatter_backward(rp_tensor **out, rp_tensor *grad_output,
    rp_tensor *mask, const int64_t *sizes, uint32_t n_sizes);
/** aten::masked_select(Tensor self, Tensor mask) -> Tensor */
RP_API RP_MUST rp_status rp_masked_select(rp_tensor **out, rp_tensor *self, rp_tensor *mask);
/** aten::matmul(Tensor self, Tensor other) -> Tensor */
RP_API RP_MUST rp_status rp_matmul(rp_tensor **out, rp_tensor *self, rp_tensor *other);
/** aten::matmul.out(Tensor self, Tensor other, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_matmul_out(rp_tensor **out, rp_tensor *self, rp_tensor *other,
    rp_tensor *out_arg);
/** aten::max(Tensor self) -> Tensor */
RP_API RP_MUST rp_status rp_max(rp_tensor **out, rp_tensor *self);
/** aten::max.dim(Tensor self, int dim, bool keepdim=False) -> (Tensor values, Tensor indices) */
RP_API RP_MUST rp_status rp_max_dim(rp_tensor **out, rp_tensor **out1, rp_tensor *self,
    int64_t dim, int keepdim);
/** aten::max.dim_max(Tensor self, int dim, bool keepdim=False, *, Tensor(a!) max, Tensor(b!) max_values) -> (Tensor(a!) values, Tensor(b!) indices) */
RP_API RP_MUST rp_status rp_max_dim_max(rp_tensor **out, rp_tensor **out1, rp_tensor *self,
    int64_t dim, int keepdim, rp_tensor *max, rp_tensor *max_values);
/** aten::max.other(Tensor self, Tensor other) -> Tensor */
RP_API RP_MUST rp_status rp_max_other(rp_tensor **out, rp_tensor *self, rp_tensor *other);
/** aten::max.out(Tensor self, Tensor other, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_max_out(rp_tensor **out, rp_tensor *self, rp_tensor *other,
    rp_tensor *out_arg);
/** aten::max.unary_out(Tensor self, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_max_unary_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg);
/** aten::max_pool1d(Tensor self, int[1] kernel_size, int[1] stride=[], int[1] padding=[0], int[1] dilation=[1], bool ceil_mode=False) -> Tensor */
RP_API RP_MUST rp_status rp_max_pool1d(rp_tensor **out, rp_tensor *self,
    const int64_t *kernel_size, uint32_t n_kernel_size, const int64_t *stride, uint32_t n_stride,
    const int64_t *padding, uint32_t n_padding, const int64_t *dilation, uint32_t n_dilation,
    int ceil_mode);
/** aten::max_pool2d(Tensor self, int[2] kernel_size, int[2] stride=[], int[2] padding=0, int[2] dilation=1, bool ceil_mode=False) -> Tensor */
RP_API RP_MUST rp_status rp_max_pool2d(rp_tensor **out, rp_tensor *self,
    const int64_t *kernel_size, uint32_t n_kernel_size, const int64_t *stride, uint32_t n_stride,
    const int64_t *padding, uint32_t n_padding, const int64_t *dilation, uint32_t n_dilation,
    int ceil_mode);
/** aten::max_pool2d_with_indices(Tensor self, int[2] kernel_size, int[2] stride=[], int[2] padding=0, int[2] dilation=1, bool ceil_mode=False) -> (Tensor, Tensor) */
RP_API RP_MUST rp_status rp_max_pool2d_with_indices(rp_tensor **out, rp_tensor **out1,
    rp_tensor *self, const int64_t *kernel_size, uint32_t n_kernel_size, const int64_t *stride,
    uint32_t n_stride, const int64_t *padding, uint32_t n_padding, const int64_t *dilation,
    uint32_t n_dilation, int ceil_mode);
/** aten::max_pool2d_with_indices_backward(Tensor grad_output, Tensor self, int[2] kernel_size, int[2] stride, int[2] padding, int[2] dilation, bool ceil_mode, Tensor indices) -> Tensor */
RP_API RP_MUST rp_status rp_max_pool2d_with_indices_backward(rp_tensor **out,
    rp_tensor *grad_output, rp_tensor *self, const int64_t *kernel_size, uint32_t n_kernel_size,
    const int64_t *stride, uint32_t n_stride, const int64_t *padding, uint32_t n_padding,
    const int64_t *dilation, uint32_t n_dilation, int ceil_mode, rp_tensor *indices);
/** aten::max_pool3d(Tensor self, int[3] kernel_size, int[3] stride=[], int[3] padding=0, int[3] dilation=1, bool ceil_mode=False) -> Tensor */
RP_API RP_MUST rp_status rp_max_pool3d(rp_tensor **out, rp_tensor *self,
    const int64_t *kernel_size, uint32_t n_kernel_size, const int64_t *stride, uint32_t n_stride,
    const int64_t *padding, uint32_t n_padding, const int64_t *dilation, uint32_t n_dilation,
    int ceil_mode);
/** aten::max_pool3d_with_indices(Tensor self, int[3] kernel_size, int[3] stride=[], int[3] padding=0, int[3] dilation=1, bool ceil_mode=False) -> (Tensor, Tensor) */
RP_API RP_MUST rp_status rp_max_pool3d_with_indices(rp_tensor **out, rp_tensor **out1,
    rp_tensor *self, const int64_t *kernel_size, uint32_t n_kernel_size, const int64_t *stride,
    uint32_t n_stride, const int64_t *padding, uint32_t n_padding, const int64_t *dilation,
    uint32_t n_dilation, int ceil_mode);
/** aten::max_pool3d_with_indices_backward(Tensor grad_output, Tensor self, int[3] kernel_size, int[3] stride, int[3] padding, int[3] dilation, bool ceil_mode, Tensor indices) -> Tensor */
RP_API RP_MUST rp_status rp_max_pool3d_with_indices_backward(rp_tensor **out,
    rp_tensor *grad_output, rp_tensor *self, const int64_t *kernel_size, uint32_t n_kernel_size,
    const int64_t *stride, uint32_t n_stride, const int64_t *padding, uint32_t n_padding,
    const int64_t *dilation, uint32_t n_dilation, int ceil_mode, rp_tensor *indices);
/** aten::maximum(Tensor self, Tensor other) -> Tensor */
RP_API RP_MUST rp_status rp_maximum(rp_tensor **out, rp_tensor *self, rp_tensor *other);
/** aten::maximum.out(Tensor self, Tensor other, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_maximum_out(rp_tensor **out, rp_tensor *self, rp_tensor *other,
    rp_tensor *out_arg);
/** aten::mean(Tensor self, *, ScalarType? dtype=None) -> Tensor */
RP_API RP_MUST rp_status rp_mean(rp_tensor **out, rp_tensor *self);
/** aten::mean(Tensor self, *, ScalarType? dtype=None) -> Tensor */
RP_API RP_MUST rp_status rp_mean_full(rp_tensor **out, rp_tensor *self, rp_dtype dtype);
/** aten::mean.dim(Tensor self, int[1]? dim, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor */
RP_API RP_MUST rp_status rp_mean_dim(rp_tensor **out, rp_tensor *self, const int64_t *dim,
    uint32_t n_dim, int keepdim);
/** aten::mean.dim(Tensor self, int[1]? dim, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor */
RP_API RP_MUST rp_status rp_mean_dim_full(rp_tensor **out, rp_tensor *self, const int64_t *dim,
    uint32_t n_dim, int keepdim, rp_dtype dtype);
/** aten::mean.dtype_out(Tensor self, *, ScalarType? dtype=None, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_mean_dtype_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg);
/** aten::mean.dtype_out(Tensor self, *, ScalarType? dtype=None, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_mean_dtype_out_full(rp_tensor **out, rp_tensor *self, rp_dtype dtype,
    rp_tensor *out_arg);
/** aten::mean.out(Tensor self, int[1]? dim, bool keepdim=False, *, ScalarType? dtype=None, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_mean_out(rp_tensor **out, rp_tensor *self, const int64_t *dim,
    uint32_t n_dim, int keepdim, rp_tensor *out_arg);
/** aten::mean.out(Tensor self, int[1]? dim, bool keepdim=False, *, ScalarType? dtype=None, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_mean_out_full(rp_tensor **out, rp_tensor *self, const int64_t *dim,
    uint32_t n_dim, int keepdim, rp_dtype dtype, rp_tensor *out_arg);
/** aten::median(Tensor self) -> Tensor */
RP_API RP_MUST rp_status rp_median(rp_tensor **out, rp_tensor *self);
/** aten::median.dim(Tensor self, int dim, bool keepdim=False) -> (Tensor values, Tensor indices) */
RP_API RP_MUST rp_status rp_median_dim(rp_tensor **out, rp_tensor **out1, rp_tensor *self,
    int64_t dim, int keepdim);
/** aten::median.dim_values(Tensor self, int dim, bool keepdim=False, *, Tensor(a!) values, Tensor(b!) indices) -> (Tensor(a!) values, Tensor(b!) indices) */
RP_API RP_MUST rp_status rp_median_dim_values(rp_tensor **out, rp_tensor **out1, rp_tensor *self,
    int64_t dim, int keepdim, rp_tensor *values, rp_tensor *indices);
/** aten::median.out(Tensor self, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_median_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg);
/** aten::meshgrid.indexing(Tensor[] tensors, *, str indexing) -> Tensor[] */
RP_API RP_MUST rp_status rp_meshgrid_indexing(rp_tensor **out, uint32_t n_out,
    rp_tensor *const *tensors, uint32_t n_tensors, const char *indexing);
/** aten::min(Tensor self) -> Tensor */
RP_API RP_MUST rp_status rp_min(rp_tensor **out, rp_tensor *self);
/** aten::min.dim(Tensor self, int dim, bool keepdim=False) -> (Tensor values, Tensor indices) */
RP_API RP_MUST rp_status rp_min_dim(rp_tensor **out, rp_tensor **out1, rp_tensor *self,
    int64_t dim, int keepdim);
/** aten::min.dim_min(Tensor self, int dim, bool keepdim=False, *, Tensor(a!) min, Tensor(b!) min_indices) -> (Tensor(a!) values, Tensor(b!) indices) */
RP_API RP_MUST rp_status rp_min_dim_min(rp_tensor **out, rp_tensor **out1, rp_tensor *self,
    int64_t dim, int keepdim, rp_tensor *min, rp_tensor *min_indices);
/** aten::min.other(Tensor self, Tensor other) -> Tensor */
RP_API RP_MUST rp_status rp_min_other(rp_tensor **out, rp_tensor *self, rp_tensor *other);
/** aten::min.out(Tensor self, Tensor other, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_min_out(rp_tensor **out, rp_tensor *self, rp_tensor *other,
    rp_tensor *out_arg);
/** aten::min.unary_out(Tensor self, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_min_unary_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg);
/** aten::minimum(Tensor self, Tensor other) -> Tensor */
RP_API RP_MUST rp_status rp_minimum(rp_tensor **out, rp_tensor *self, rp_tensor *other);
/** aten::minimum.out(Tensor self, Tensor other, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_minimum_out(rp_tensor **out, rp_tensor *self, rp_tensor *other,
    rp_tensor *out_arg);
/** aten::mish(Tensor self) -> Tensor */
RP_API RP_MUST rp_status rp_mish(rp_tensor **out, rp_tensor *self);
/** aten::mish.out(Tensor self, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_mish_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg);
/** aten::mish_(Tensor(a!) self) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_mish_(rp_tensor **out, rp_tensor *self);
/** aten::mish_backward(Tensor grad_output, Tensor self) -> Tensor */
RP_API RP_MUST rp_status rp_mish_backward(rp_tensor **out, rp_tensor *grad_output,
    rp_tensor *self);
/** aten::mm(Tensor self, Tensor mat2) -> Tensor */
RP_API RP_MUST rp_status rp_mm(rp_tensor **out, rp_tensor *self, rp_tensor *mat2);
/** aten::mm.out(Tensor self, Tensor mat2, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_mm_out(rp_tensor **out, rp_tensor *self, rp_tensor *mat2,
    rp_tensor *out_arg);
/** aten::mode(Tensor self, int dim=-1, bool keepdim=False) -> (Tensor values, Tensor indices) */
RP_API RP_MUST rp_status rp_mode_default(rp_tensor **out, rp_tensor **out1, rp_tensor *self,
    int64_t dim, int keepdim);
/** aten::mode.values(Tensor self, int dim=-1, bool keepdim=False, *, Tensor(a!) values, Tensor(b!) indices) -> (Tensor(a!) values, Tensor(b!) indices) */
RP_API RP_MUST rp_status rp_mode_values(rp_tensor **out, rp_tensor **out1, rp_tensor *self,
    int64_t dim, int keepdim, rp_tensor *values, rp_tensor *indices);
/** aten::movedim.int(Tensor(a) self, int source, int destination) -> Tensor(a) */
RP_API RP_MUST rp_status rp_movedim_int(rp_tensor **out, rp_tensor *self, int64_t source,
    int64_t destination);
/** aten::movedim.intlist(Tensor(a) self, int[] source, int[] destination) -> Tensor(a) */
RP_API RP_MUST rp_status rp_movedim_intlist(rp_tensor **out, rp_tensor *self,
    const int64_t *source, uint32_t n_source, const int64_t *destination, uint32_t n_destination);
/** aten::mse_loss(Tensor self, Tensor target, int reduction=Mean) -> Tensor */
RP_API RP_MUST rp_status rp_mse_loss(rp_tensor **out, rp_tensor *self, rp_tensor *target,
    int64_t reduction);
/** aten::mse_loss_backward(Tensor grad_output, Tensor self, Tensor target, int reduction) -> Tensor */
RP_API RP_MUST rp_status rp_mse_loss_backward(rp_tensor **out, rp_tensor *grad_output,
    rp_tensor *self, rp_tensor *target, int64_t reduction);
/** aten::msort(Tensor self) -> Tensor */
RP_API RP_MUST rp_status rp_msort(rp_tensor **out, rp_tensor *self);
/** aten::mul.Scalar(Tensor self, Scalar other) -> Tensor */
RP_API RP_MUST rp_status rp_mul_scalar(rp_tensor **out, rp_tensor *self, rp_value other);
/** aten::mul.Tensor(Tensor self, Tensor other) -> Tensor */
RP_API RP_MUST rp_status rp_mul(rp_tensor **out, rp_tensor *self, rp_tensor *other);
/** aten::mul.out(Tensor self, Tensor other, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_mul_out(rp_tensor **out, rp_tensor *self, rp_tensor *other,
    rp_tensor *out_arg);
/** aten::mul_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_mul__scalar(rp_tensor **out, rp_tensor *self, rp_value other);
/** aten::mul_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_mul_(rp_tensor **out, rp_tensor *self, rp_tensor *other);
/** aten::multinomial(Tensor self, SymInt num_samples, bool replacement=False, *, Generator? generator=None) -> Tensor */
RP_API RP_MUST rp_status rp_multinomial(rp_tensor **out, rp_tensor *self, int64_t num_samples,
    int replacement);
/** aten::multinomial(Tensor self, SymInt num_samples, bool replacement=False, *, Generator? generator=None) -> Tensor */
RP_API RP_MUST rp_status rp_multinomial_full(rp_tensor **out, rp_tensor *self,
    int64_t num_samples, int replacement, rp_generator *generator);
/** aten::mv(Tensor self, Tensor vec) -> Tensor */
RP_API RP_MUST rp_status rp_mv(rp_tensor **out, rp_tensor *self, rp_tensor *vec);
/** aten::mv.out(Tensor self, Tensor vec, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_mv_out(rp_tensor **out, rp_tensor *self, rp_tensor *vec,
    rp_tensor *out_arg);
/** aten::nan_to_num(Tensor self, float? nan=None, float? posinf=None, float? neginf=None) -> Tensor */
RP_API RP_MUST rp_status rp_nan_to_num(rp_tensor **out, rp_tensor *self, const double *nan,
    const double *posinf, const double *neginf);
/** aten::nan_to_num.out(Tensor self, float? nan=None, float? posinf=None, float? neginf=None, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_nan_to_num_out(rp_tensor **out, rp_tensor *self, const double *nan,
    const double *posinf, const double *neginf, rp_tensor *out_arg);
/** aten::nan_to_num_(Tensor(a!) self, float? nan=None, float? posinf=None, float? neginf=None) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_nan_to_num_(rp_tensor **out, rp_tensor *self, const double *nan,
    const double *posinf, const double *neginf);
/** aten::nanmean(Tensor self, int[1]? dim=None, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor */
RP_API RP_MUST rp_status rp_nanmean(rp_tensor **out, rp_tensor *self, const int64_t *dim,
    uint32_t n_dim, int keepdim);
/** aten::nanmean(Tensor self, int[1]? dim=None, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor */
RP_API RP_MUST rp_status rp_nanmean_full(rp_tensor **out, rp_tensor *self, const int64_t *dim,
    uint32_t n_dim, int keepdim, rp_dtype dtype);
/** aten::nanmedian(Tensor self) -> Tensor */
RP_API RP_MUST rp_status rp_nanmedian(rp_tensor **out, rp_tensor *self);
/** aten::nanmedian.dim(Tensor self, int dim, bool keepdim=False) -> (Tensor values, Tensor indices) */
RP_API RP_MUST rp_status rp_nanmedian_dim(rp_tensor **out, rp_tensor **out1, rp_tensor *self,
    int64_t dim, int keepdim);
/** aten::nanmedian.dim_values(Tensor self, int dim, bool keepdim=False, *, Tensor(a!) values, Tensor(b!) indices) -> (Tensor(a!) values, Tensor(b!) indices) */
RP_API RP_MUST rp_status rp_nanmedian_dim_values(rp_tensor **out, rp_tensor **out1,
    rp_tensor *self, int64_t dim, int keepdim, rp_tensor *values, rp_tensor *indices);
/** aten::nanmedian.out(Tensor self, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_nanmedian_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg);
/** aten::nansum(Tensor self, int[1]? dim=None, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor */
RP_API RP_MUST rp_status rp_nansum(rp_tensor **out, rp_tensor *self, const int64_t *dim,
    uint32_t n_dim, int keepdim);
/** aten::nansum(Tensor self, int[1]? dim=None, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor */
RP_API RP_MUST rp_status rp_nansum_full(rp_tensor **out, rp_tensor *self, const int64_t *dim,
    uint32_t n_dim, int keepdim, rp_dtype dtype);
/** aten::nansum.out(Tensor self, int[1]? dim=None, bool keepdim=False, *, ScalarType? dtype=None, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_nansum_out(rp_tensor **out, rp_tensor *self, const int64_t *dim,
    uint32_t n_dim, int keepdim, rp_tensor *out_arg);
/** aten::nansum.out(Tensor self, int[1]? dim=None, bool keepdim=False, *, ScalarType? dtype=None, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_nansum_out_full(rp_tensor **out, rp_tensor *self, const int64_t *dim,
    uint32_t n_dim, int keepdim, rp_dtype dtype, rp_tensor *out_arg);
/** aten::narrow(Tensor(a) self, int dim, SymInt start, SymInt length) -> Tensor(a) */
RP_API RP_MUST rp_status rp_narrow(rp_tensor **out, rp_tensor *self, int64_t dim, int64_t start,
    int64_t length);
/** aten::native_batch_norm(Tensor input, Tensor? weight, Tensor? bias, Tensor? running_mean, Tensor? running_var, bool training, float momentum, float eps) -> (Tensor, Tensor, Tensor) */
RP_API RP_MUST rp_status rp_native_batch_norm(rp_tensor **out, rp_tensor **out1, rp_tensor **out2,
    rp_tensor *input, rp_tensor *weight, rp_tensor *bias, rp_tensor *running_mean,
    rp_tensor *running_var, int training, double momentum, double eps);
/** aten::native_batch_norm_backward(Tensor grad_out, Tensor input, Tensor? weight, Tensor? running_mean, Tensor? running_var, Tensor? save_mean, Tensor? save_invstd, bool train, float eps, bool[3] output_mask) -> (Tensor, Tensor, Tensor) */
RP_API RP_MUST rp_status rp_native_batch_norm_backward(rp_tensor **out, rp_tensor **out1,
    rp_tensor **out2, rp_tensor *grad_out, rp_tensor *input, rp_tensor *weight,
    rp_tensor *running_mean, rp_tensor *running_var, rp_tensor *save_mean, rp_tensor *save_invstd,
    int train, double eps, const int *output_mask, uint32_t n_output_mask);
/** aten::native_dropout(Tensor input, float p, bool? train) -> (Tensor, Tensor) */
RP_API RP_MUST rp_status rp_native_dropout(rp_tensor **out, rp_tensor **out1, rp_tensor *input,
    double p, const int *train);
/** aten::native_dropout_backward(Tensor grad_output, Tensor mask, float scale) -> Tensor */
RP_API RP_MUST rp_status rp_native_dropout_backward(rp_tensor **out, rp_tensor *grad_output,
    rp_tensor *mask, double scale);
/** aten::native_dropout_backward.out(Tensor grad_output, Tensor mask, float scale, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_native_dropout_backward_out(rp_tensor **out, rp_tensor *grad_output,
    rp_tensor *mask, double scale, rp_tensor *out_arg);
/** aten::native_group_norm(Tensor input, Tensor? weight, Tensor? bias, SymInt N, SymInt C, SymInt HxW, int group, float eps) -> (Tensor, Tensor, Tensor) */
RP_API RP_MUST rp_status rp_native_group_norm(rp_tensor **out, rp_tensor **out1, rp_tensor **out2,
    rp_tensor *input, rp_tensor *weight, rp_tensor *bias, int64_t N, int64_t C, int64_t HxW,
    int64_t group, double eps);
/** aten::native_group_norm_backward(Tensor grad_out, Tensor input, Tensor mean, Tensor rstd, Tensor? weight, SymInt N, SymInt C, SymInt HxW, int group, bool[3] output_mask) -> (Tensor, Tensor, Tensor) */
RP_API RP_MUST rp_status rp_native_group_norm_backward(rp_tensor **out, rp_tensor **out1,
    rp_tensor **out2, rp_tensor *grad_out, rp_tensor *input, rp_tensor *mean, rp_tensor *rstd,
    rp_tensor *weight, int64_t N, int64_t C, int64_t HxW, int64_t group, const int *output_mask,
    uint32_t n_output_mask);
/** aten::native_layer_norm(Tensor input, SymInt[] normalized_shape, Tensor? weight, Tensor? bias, float eps) -> (Tensor, Tensor, Tensor) */
RP_API RP_MUST rp_status rp_native_layer_norm(rp_tensor **out, rp_tensor **out1, rp_tensor **out2,
    rp_tensor *input, const int64_t *normalized_shape, uint32_t n_normalized_shape,
    rp_tensor *weight, rp_tensor *bias, double eps);
/** aten::native_layer_norm_backward(Tensor grad_out, Tensor input, SymInt[] normalized_shape, Tensor mean, Tensor rstd, Tensor? weight, Tensor? bias, bool[3] output_mask) -> (Tensor, Tensor, Tensor) */
RP_API RP_MUST rp_status rp_native_layer_norm_backward(rp_tensor **out, rp_tensor **out1,
    rp_tensor **out2, rp_tensor *grad_out, rp_tensor *input, const int64_t *normalized_shape,
    uint32_t n_normalized_shape, rp_tensor *mean, rp_tensor *rstd, rp_tensor *weight,
    rp_tensor *bias, const int *output_mask, uint32_t n_output_mask);
/** aten::ne.Scalar(Tensor self, Scalar other) -> Tensor */
RP_API RP_MUST rp_status rp_ne_scalar(rp_tensor **out, rp_tensor *self, rp_value other);
/** aten::ne.Scalar_out(Tensor self, Scalar other, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_ne_scalar_out(rp_tensor **out, rp_tensor *self, rp_value other,
    rp_tensor *out_arg);
/** aten::ne.Tensor(Tensor self, Tensor other) -> Tensor */
RP_API RP_MUST rp_status rp_ne(rp_tensor **out, rp_tensor *self, rp_tensor *other);
/** aten::ne.Tensor_out(Tensor self, Tensor other, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_ne_tensor_out(rp_tensor **out, rp_tensor *self, rp_tensor *other,
    rp_tensor *out_arg);
/** aten::ne_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_ne__scalar(rp_tensor **out, rp_tensor *self, rp_value other);
/** aten::ne_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_ne_(rp_tensor **out, rp_tensor *self, rp_tensor *other);
/** aten::neg(Tensor self) -> Tensor */
RP_API RP_MUST rp_status rp_neg(rp_tensor **out, rp_tensor *self);
/** aten::neg.out(Tensor self, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_neg_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg);
/** aten::neg_(Tensor(a!) self) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_neg_(rp_tensor **out, rp_tensor *self);
/** aten::new_empty(Tensor self, SymInt[] size, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor */
RP_API RP_MUST rp_status rp_new_empty(rp_tensor **out, rp_tensor *self, const int64_t *size,
    uint32_t n_size);
/** aten::new_empty(Tensor self, SymInt[] size, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor */
RP_API RP_MUST rp_status rp_new_empty_full(rp_tensor **out, rp_tensor *self, const int64_t *size,
    uint32_t n_size, rp_dtype dtype, const int64_t *layout, const rp_device *device,
    const int *pin_memory);
/** aten::new_empty_strided(Tensor self, SymInt[] size, SymInt[] stride, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor */
RP_API RP_MUST rp_status rp_new_empty_strided(rp_tensor **out, rp_tensor *self,
    const int64_t *size, uint32_t n_size, const int64_t *stride, uint32_t n_stride);
/** aten::new_empty_strided(Tensor self, SymInt[] size, SymInt[] stride, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor */
RP_API RP_MUST rp_status rp_new_empty_strided_full(rp_tensor **out, rp_tensor *self,
    const int64_t *size, uint32_t n_size, const int64_t *stride, uint32_t n_stride,
    rp_dtype dtype, const int64_t *layout, const rp_device *device, const int *pin_memory);
/** aten::new_full(Tensor self, SymInt[] size, Scalar fill_value, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor */
RP_API RP_MUST rp_status rp_new_full(rp_tensor **out, rp_tensor *self, const int64_t *size,
    uint32_t n_size, rp_value fill_value);
/** aten::new_full(Tensor self, SymInt[] size, Scalar fill_value, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor */
RP_API RP_MUST rp_status rp_new_full_full(rp_tensor **out, rp_tensor *self, const int64_t *size,
    uint32_t n_size, rp_value fill_value, rp_dtype dtype, const int64_t *layout,
    const rp_device *device, const int *pin_memory);
/** aten::new_ones(Tensor self, SymInt[] size, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor */
RP_API RP_MUST rp_status rp_new_ones(rp_tensor **out, rp_tensor *self, const int64_t *size,
    uint32_t n_size);
/** aten::new_ones(Tensor self, SymInt[] size, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor */
RP_API RP_MUST rp_status rp_new_ones_full(rp_tensor **out, rp_tensor *self, const int64_t *size,
    uint32_t n_size, rp_dtype dtype, const int64_t *layout, const rp_device *device,
    const int *pin_memory);
/** aten::new_zeros(Tensor self, SymInt[] size, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor */
RP_API RP_MUST rp_status rp_new_zeros(rp_tensor **out, rp_tensor *self, const int64_t *size,
    uint32_t n_size);
/** aten::new_zeros(Tensor self, SymInt[] size, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor */
RP_API RP_MUST rp_status rp_new_zeros_full(rp_tensor **out, rp_tensor *self, const int64_t *size,
    uint32_t n_size, rp_dtype dtype, const int64_t *layout, const rp_device *device,
    const int *pin_memory);
/** aten::nextafter(Tensor self, Tensor other) -> Tensor */
RP_API RP_MUST rp_status rp_nextafter(rp_tensor **out, rp_tensor *self, rp_tensor *other);
/** aten::nextafter.out(Tensor self, Tensor other, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_nextafter_out(rp_tensor **out, rp_tensor *self, rp_tensor *other,
    rp_tensor *out_arg);
/** aten::nextafter_(Tensor(a!) self, Tensor other) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_nextafter_(rp_tensor **out, rp_tensor *self, rp_tensor *other);
/** aten::nll_loss(Tensor self, Tensor target, Tensor? weight=None, int reduction=Mean, SymInt ignore_index=-100) -> Tensor */
RP_API RP_MUST rp_status rp_nll_loss(rp_tensor **out, rp_tensor *self, rp_tensor *target,
    rp_tensor *weight, int64_t reduction, int64_t ignore_index);
/** aten::nll_loss2d_backward(Tensor grad_output, Tensor self, Tensor target, Tensor? weight, int reduction, SymInt ignore_index, Tensor total_weight) -> Tensor */
RP_API RP_MUST rp_status rp_nll_loss2d_backward(rp_tensor **out, rp_tensor *grad_output,
    rp_tensor *self, rp_tensor *target, rp_tensor *weight, int64_t reduction,
    int64_t ignore_index, rp_tensor *total_weight);
/** aten::nll_loss2d_forward(Tensor self, Tensor target, Tensor? weight, int reduction, SymInt ignore_index) -> (Tensor output, Tensor total_weight) */
RP_API RP_MUST rp_status rp_nll_loss2d_forward(rp_tensor **out, rp_tensor **out1, rp_tensor *self,
    rp_tensor *target, rp_tensor *weight, int64_t reduction, int64_t ignore_index);
/** aten::nll_loss_backward(Tensor grad_output, Tensor self, Tensor target, Tensor? weight, int reduction, SymInt ignore_index, Tensor total_weight) -> Tensor */
RP_API RP_MUST rp_status rp_nll_loss_backward(rp_tensor **out, rp_tensor *grad_output,
    rp_tensor *self, rp_tensor *target, rp_tensor *weight, int64_t reduction,
    int64_t ignore_index, rp_tensor *total_weight);
/** aten::nll_loss_forward(Tensor self, Tensor target, Tensor? weight, int reduction, SymInt ignore_index) -> (Tensor output, Tensor total_weight) */
RP_API RP_MUST rp_status rp_nll_loss_forward(rp_tensor **out, rp_tensor **out1, rp_tensor *self,
    rp_tensor *target, rp_tensor *weight, int64_t reduction, int64_t ignore_index);
/** aten::nonzero(Tensor self) -> Tensor */
RP_API RP_MUST rp_status rp_nonzero(rp_tensor **out, rp_tensor *self);
/** aten::nonzero_static(Tensor self, *, SymInt size, int fill_value=-1) -> Tensor */
RP_API RP_MUST rp_status rp_nonzero_static(rp_tensor **out, rp_tensor *self, int64_t size);
/** aten::nonzero_static(Tensor self, *, SymInt size, int fill_value=-1) -> Tensor */
RP_API RP_MUST rp_status rp_nonzero_static_full(rp_tensor **out, rp_tensor *self, int64_t size,
    int64_t fill_value);
/** aten::norm.Scalar(Tensor self, Scalar p=2) -> Tensor */
RP_API RP_MUST rp_status rp_norm_scalar(rp_tensor **out, rp_tensor *self, rp_value p);
/** aten::norm.ScalarOpt_dim(Tensor self, Scalar? p, int[1] dim, bool keepdim=False) -> Tensor */
RP_API RP_MUST rp_status rp_norm_scalaropt_dim(rp_tensor **out, rp_tensor *self, rp_value p,
    const int64_t *dim, uint32_t n_dim, int keepdim);
/** aten::norm.Scalar_out(Tensor self, Scalar p=2, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_norm_scalar_out(rp_tensor **out, rp_tensor *self, rp_value p,
    rp_tensor *out_arg);
/** aten::norm.out(Tensor self, Scalar? p, int[1] dim, bool keepdim=False, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_norm_out(rp_tensor **out, rp_tensor *self, rp_value p,
    const int64_t *dim, uint32_t n_dim, int keepdim, rp_tensor *out_arg);
/** aten::normal.Tensor_float(Tensor mean, float std=1., *, Generator? generator=None) -> Tensor */
RP_API RP_MUST rp_status rp_normal_tensor_float(rp_tensor **out, rp_tensor *mean, double std);
/** aten::normal.Tensor_float(Tensor mean, float std=1., *, Generator? generator=None) -> Tensor */
RP_API RP_MUST rp_status rp_normal_tensor_float_full(rp_tensor **out, rp_tensor *mean, double std,
    rp_generator *generator);
/** aten::normal.float_float(float mean, float std, SymInt[] size, *, Generator? generator=None, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor */
RP_API RP_MUST rp_status rp_normal_float_float(rp_tensor **out, double mean, double std,
    const int64_t *size, uint32_t n_size);
/** aten::normal.float_float(float mean, float std, SymInt[] size, *, Generator? generator=None, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor */
RP_API RP_MUST rp_status rp_normal_float_float_full(rp_tensor **out, double mean, double std,
    const int64_t *size, uint32_t n_size, rp_generator *generator, rp_dtype dtype,
    const int64_t *layout, const rp_device *device, const int *pin_memory);
/** aten::normal_(Tensor(a!) self, float mean=0., float std=1., *, Generator? generator=None) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_normal_(rp_tensor **out, rp_tensor *self, double mean, double std);
/** aten::normal_(Tensor(a!) self, float mean=0., float std=1., *, Generator? generator=None) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_normal__full(rp_tensor **out, rp_tensor *self, double mean,
    double std, rp_generator *generator);
/** aten::normal_functional(Tensor self, float mean=0., float std=1., *, Generator? generator=None) -> Tensor */
RP_API RP_MUST rp_status rp_normal_functional(rp_tensor **out, rp_tensor *self, double mean,
    double std);
/** aten::normal_functional(Tensor self, float mean=0., float std=1., *, Generator? generator=None) -> Tensor */
RP_API RP_MUST rp_status rp_normal_functional_full(rp_tensor **out, rp_tensor *self, double mean,
    double std, rp_generator *generator);
/** aten::one_hot(Tensor self, int num_classes=-1) -> Tensor */
RP_API RP_MUST rp_status rp_one_hot(rp_tensor **out, rp_tensor *self, int64_t num_classes);
/** aten::ones(SymInt[] size, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor */
RP_API RP_MUST rp_status rp_ones(rp_tensor **out, const int64_t *size, uint32_t n_size);
/** aten::ones(SymInt[] size, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor */
RP_API RP_MUST rp_status rp_ones_full(rp_tensor **out, const int64_t *size, uint32_t n_size,
    rp_dtype dtype, const int64_t *layout, const rp_device *device, const int *pin_memory);
/** aten::ones_like(Tensor self, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -> Tensor */
RP_API RP_MUST rp_status rp_ones_like(rp_tensor **out, rp_tensor *self);
/** aten::ones_like(Tensor self, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -> Tensor */
RP_API RP_MUST rp_status rp_ones_like_full(rp_tensor **out, rp_tensor *self, rp_dtype dtype,
    const int64_t *layout, const rp_device *device, const int *pin_memory,
    const int64_t *memory_format);
/** aten::outer(Tensor self, Tensor vec2) -> Tensor */
RP_API RP_MUST rp_status rp_outer(rp_tensor **out, rp_tensor *self, rp_tensor *vec2);
/** aten::pad(Tensor self, SymInt[] pad, str mode="constant", float? value=None) -> Tensor */
RP_API RP_MUST rp_status rp_pad(rp_tensor **out, rp_tensor *self, const int64_t *pad,
    uint32_t n_pad, const char *mode, const double *value);
/** aten::pairwise_distance(Tensor x1, Tensor x2, float p=2., float eps=1e-06, bool keepdim=False) -> Tensor */
RP_API RP_MUST rp_status rp_pairwise_distance(rp_tensor **out, rp_tensor *x1, rp_tensor *x2,
    double p, double eps, int keepdim);
/** aten::pdist(Tensor self, float p=2.) -> Tensor */
RP_API RP_MUST rp_status rp_pdist(rp_tensor **out, rp_tensor *self, double p);
/** aten::permute(Tensor(a) self, int[] dims) -> Tensor(a) */
RP_API RP_MUST rp_status rp_permute(rp_tensor **out, rp_tensor *self, const int64_t *dims,
    uint32_t n_dims);
/** aten::pixel_shuffle(Tensor self, int upscale_factor) -> Tensor */
RP_API RP_MUST rp_status rp_pixel_shuffle(rp_tensor **out, rp_tensor *self,
    int64_t upscale_factor);
/** aten::pixel_unshuffle(Tensor self, int downscale_factor) -> Tensor */
RP_API RP_MUST rp_status rp_pixel_unshuffle(rp_tensor **out, rp_tensor *self,
    int64_t downscale_factor);
/** aten::polygamma(int n, Tensor self) -> Tensor */
RP_API RP_MUST rp_status rp_polygamma(rp_tensor **out, int64_t n, rp_tensor *self);
/** aten::polygamma.out(int n, Tensor self, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_polygamma_out(rp_tensor **out, int64_t n, rp_tensor *self,
    rp_tensor *out_arg);
/** aten::positive(Tensor(a) self) -> Tensor(a) */
RP_API RP_MUST rp_status rp_positive(rp_tensor **out, rp_tensor *self);
/** aten::pow.Scalar(Scalar self, Tensor exponent) -> Tensor */
RP_API RP_MUST rp_status rp_pow_scalar(rp_tensor **out, rp_value self, rp_tensor *exponent);
/** aten::pow.Scalar_out(Scalar self, Tensor exponent, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_pow_scalar_out(rp_tensor **out, rp_value self, rp_tensor *exponent,
    rp_tensor *out_arg);
/** aten::pow.Tensor_Scalar(Tensor self, Scalar exponent) -> Tensor */
RP_API RP_MUST rp_status rp_pow_tensor_scalar(rp_tensor **out, rp_tensor *self, rp_value exponent);
/** aten::pow.Tensor_Scalar_out(Tensor self, Scalar exponent, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_pow_tensor_scalar_out(rp_tensor **out, rp_tensor *self,
    rp_value exponent, rp_tensor *out_arg);
/** aten::pow.Tensor_Tensor(Tensor self, Tensor exponent) -> Tensor */
RP_API RP_MUST rp_status rp_pow_tensor_tensor(rp_tensor **out, rp_tensor *self,
    rp_tensor *exponent);
/** aten::pow.Tensor_Tensor_out(Tensor self, Tensor exponent, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_pow_tensor_tensor_out(rp_tensor **out, rp_tensor *self,
    rp_tensor *exponent, rp_tensor *out_arg);
/** aten::pow_.Scalar(Tensor(a!) self, Scalar exponent) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_pow__scalar(rp_tensor **out, rp_tensor *self, rp_value exponent);
/** aten::pow_.Tensor(Tensor(a!) self, Tensor exponent) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_pow_(rp_tensor **out, rp_tensor *self, rp_tensor *exponent);
/** aten::prelu(Tensor self, Tensor weight) -> Tensor */
RP_API RP_MUST rp_status rp_prelu(rp_tensor **out, rp_tensor *self, rp_tensor *weight);
/** aten::prod(Tensor self, *, ScalarType? dtype=None) -> Tensor */
RP_API RP_MUST rp_status rp_prod(rp_tensor **out, rp_tensor *self);
/** aten::prod(Tensor self, *, ScalarType? dtype=None) -> Tensor */
RP_API RP_MUST rp_status rp_prod_full(rp_tensor **out, rp_tensor *self, rp_dtype dtype);
/** aten::prod.dim_int(Tensor self, int dim, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor */
RP_API RP_MUST rp_status rp_prod_dim_int(rp_tensor **out, rp_tensor *self, int64_t dim,
    int keepdim);
/** aten::prod.dim_int(Tensor self, int dim, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor */
RP_API RP_MUST rp_status rp_prod_dim_int_full(rp_tensor **out, rp_tensor *self, int64_t dim,
    int keepdim, rp_dtype dtype);
/** aten::prod.int_out(Tensor self, int dim, bool keepdim=False, *, ScalarType? dtype=None, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_prod_int_out(rp_tensor **out, rp_tensor *self, int64_t dim,
    int keepdim, rp_tensor *out_arg);
/** aten::prod.int_out(Tensor self, int dim, bool keepdim=False, *, ScalarType? dtype=None, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_prod_int_out_full(rp_tensor **out, rp_tensor *self, int64_t dim,
    int keepdim, rp_dtype dtype, rp_tensor *out_arg);
/** aten::prod.out(Tensor self, *, ScalarType? dtype=None, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_prod_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg);
/** aten::prod.out(Tensor self, *, ScalarType? dtype=None, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_prod_out_full(rp_tensor **out, rp_tensor *self, rp_dtype dtype,
    rp_tensor *out_arg);
/** aten::rad2deg(Tensor self) -> Tensor */
RP_API RP_MUST rp_status rp_rad2deg(rp_tensor **out, rp_tensor *self);
/** aten::rad2deg.out(Tensor self, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_rad2deg_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg);
/** aten::rad2deg_(Tensor(a!) self) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_rad2deg_(rp_tensor **out, rp_tensor *self);
/** aten::rand(SymInt[] size, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor */
RP_API RP_MUST rp_status rp_rand(rp_tensor **out, const int64_t *size, uint32_t n_size);
/** aten::rand(SymInt[] size, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor */
RP_API RP_MUST rp_status rp_rand_full(rp_tensor **out, const int64_t *size, uint32_t n_size,
    rp_dtype dtype, const int64_t *layout, const rp_device *device, const int *pin_memory);
/** aten::rand_like(Tensor self, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -> Tensor */
RP_API RP_MUST rp_status rp_rand_like(rp_tensor **out, rp_tensor *self);
/** aten::rand_like(Tensor self, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -> Tensor */
RP_API RP_MUST rp_status rp_rand_like_full(rp_tensor **out, rp_tensor *self, rp_dtype dtype,
    const int64_t *layout, const rp_device *device, const int *pin_memory,
    const int64_t *memory_format);
/** aten::randint(SymInt high, SymInt[] size, *, ScalarType? dtype=4, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor */
RP_API RP_MUST rp_status rp_randint(rp_tensor **out, int64_t high, const int64_t *size,
    uint32_t n_size);
/** aten::randint(SymInt high, SymInt[] size, *, ScalarType? dtype=4, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor */
RP_API RP_MUST rp_status rp_randint_full(rp_tensor **out, int64_t high, const int64_t *size,
    uint32_t n_size, rp_dtype dtype, const int64_t *layout, const rp_device *device,
    const int *pin_memory);
/** aten::randint.low(SymInt low, SymInt high, SymInt[] size, *, ScalarType? dtype=4, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor */
RP_API RP_MUST rp_status rp_randint_low(rp_tensor **out, int64_t low, int64_t high,
    const int64_t *size, uint32_t n_size);
/** aten::randint.low(SymInt low, SymInt high, SymInt[] size, *, ScalarType? dtype=4, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor */
RP_API RP_MUST rp_status rp_randint_low_full(rp_tensor **out, int64_t low, int64_t high,
    const int64_t *size, uint32_t n_size, rp_dtype dtype, const int64_t *layout,
    const rp_device *device, const int *pin_memory);
/** aten::randn(SymInt[] size, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor */
RP_API RP_MUST rp_status rp_randn(rp_tensor **out, const int64_t *size, uint32_t n_size);
/** aten::randn(SymInt[] size, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor */
RP_API RP_MUST rp_status rp_randn_full(rp_tensor **out, const int64_t *size, uint32_t n_size,
    rp_dtype dtype, const int64_t *layout, const rp_device *device, const int *pin_memory);
/** aten::randn_like(Tensor self, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -> Tensor */
RP_API RP_MUST rp_status rp_randn_like(rp_tensor **out, rp_tensor *self);
/** aten::randn_like(Tensor self, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -> Tensor */
RP_API RP_MUST rp_status rp_randn_like_full(rp_tensor **out, rp_tensor *self, rp_dtype dtype,
    const int64_t *layout, const rp_device *device, const int *pin_memory,
    const int64_t *memory_format);
/** aten::randperm(SymInt n, *, ScalarType? dtype=4, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor */
RP_API RP_MUST rp_status rp_randperm(rp_tensor **out, int64_t n);
/** aten::randperm(SymInt n, *, ScalarType? dtype=4, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor */
RP_API RP_MUST rp_status rp_randperm_full(rp_tensor **out, int64_t n, rp_dtype dtype,
    const int64_t *layout, const rp_device *device, const int *pin_memory);
/** aten::ravel(Tensor(a) self) -> Tensor(a) */
RP_API RP_MUST rp_status rp_ravel(rp_tensor **out, rp_tensor *self);
/** aten::reciprocal(Tensor self) -> Tensor */
RP_API RP_MUST rp_status rp_reciprocal(rp_tensor **out, rp_tensor *self);
/** aten::reciprocal.out(Tensor self, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_reciprocal_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg);
/** aten::reciprocal_(Tensor(a!) self) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_reciprocal_(rp_tensor **out, rp_tensor *self);
/** aten::reflection_pad1d(Tensor self, SymInt[2] padding) -> Tensor */
RP_API RP_MUST rp_status rp_reflection_pad1d(rp_tensor **out, rp_tensor *self,
    const int64_t *padding, uint32_t n_padding);
/** aten::reflection_pad1d_backward(Tensor grad_output, Tensor self, SymInt[2] padding) -> Tensor */
RP_API RP_MUST rp_status rp_reflection_pad1d_backward(rp_tensor **out, rp_tensor *grad_output,
    rp_tensor *self, const int64_t *padding, uint32_t n_padding);
/** aten::reflection_pad2d(Tensor self, SymInt[4] padding) -> Tensor */
RP_API RP_MUST rp_status rp_reflection_pad2d(rp_tensor **out, rp_tensor *self,
    const int64_t *padding, uint32_t n_padding);
/** aten::reflection_pad2d_backward(Tensor grad_output, Tensor self, SymInt[4] padding) -> Tensor */
RP_API RP_MUST rp_status rp_reflection_pad2d_backward(rp_tensor **out, rp_tensor *grad_output,
    rp_tensor *self, const int64_t *padding, uint32_t n_padding);
/** aten::reflection_pad3d(Tensor self, SymInt[6] padding) -> Tensor */
RP_API RP_MUST rp_status rp_reflection_pad3d(rp_tensor **out, rp_tensor *self,
    const int64_t *padding, uint32_t n_padding);
/** aten::reflection_pad3d_backward(Tensor grad_output, Tensor self, SymInt[6] padding) -> Tensor */
RP_API RP_MUST rp_status rp_reflection_pad3d_backward(rp_tensor **out, rp_tensor *grad_output,
    rp_tensor *self, const int64_t *padding, uint32_t n_padding);
/** aten::relu(Tensor self) -> Tensor */
RP_API RP_MUST rp_status rp_relu(rp_tensor **out, rp_tensor *self);
/** aten::relu.out(Tensor self, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_relu_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg);
/** aten::relu6(Tensor self) -> Tensor */
RP_API RP_MUST rp_status rp_relu6(rp_tensor **out, rp_tensor *self);
/** aten::relu6_(Tensor(a!) self) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_relu6_(rp_tensor **out, rp_tensor *self);
/** aten::relu_(Tensor(a!) self) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_relu_(rp_tensor **out, rp_tensor *self);
/** aten::remainder.Scalar(Tensor self, Scalar other) -> Tensor */
RP_API RP_MUST rp_status rp_remainder_scalar(rp_tensor **out, rp_tensor *self, rp_value other);
/** aten::remainder.Scalar_Tensor(Scalar self, Tensor other) -> Tensor */
RP_API RP_MUST rp_status rp_remainder_scalar_tensor(rp_tensor **out, rp_value self,
    rp_tensor *other);
/** aten::remainder.Scalar_out(Tensor self, Scalar other, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_remainder_scalar_out(rp_tensor **out, rp_tensor *self, rp_value other,
    rp_tensor *out_arg);
/** aten::remainder.Tensor(Tensor self, Tensor other) -> Tensor */
RP_API RP_MUST rp_status rp_remainder(rp_tensor **out, rp_tensor *self, rp_tensor *other);
/** aten::remainder.Tensor_out(Tensor self, Tensor other, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_remainder_tensor_out(rp_tensor **out, rp_tensor *self,
    rp_tensor *other, rp_tensor *out_arg);
/** aten::remainder_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_remainder__scalar(rp_tensor **out, rp_tensor *self, rp_value other);
/** aten::remainder_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_remainder_(rp_tensor **out, rp_tensor *self, rp_tensor *other);
/** aten::repeat(Tensor self, SymInt[] repeats) -> Tensor */
RP_API RP_MUST rp_status rp_repeat(rp_tensor **out, rp_tensor *self, const int64_t *repeats,
    uint32_t n_repeats);
/** aten::repeat_interleave.Tensor(Tensor repeats, *, SymInt? output_size=None) -> Tensor */
RP_API RP_MUST rp_status rp_repeat_interleave(rp_tensor **out, rp_tensor *repeats);
/** aten::repeat_interleave.Tensor(Tensor repeats, *, SymInt? output_size=None) -> Tensor */
RP_API RP_MUST rp_status rp_repeat_interleave_full(rp_tensor **out, rp_tensor *repeats,
    const int64_t *output_size);
/** aten::repeat_interleave.self_Tensor(Tensor self, Tensor repeats, int? dim=None, *, SymInt? output_size=None) -> Tensor */
RP_API RP_MUST rp_status rp_repeat_interleave_self_tensor(rp_tensor **out, rp_tensor *self,
    rp_tensor *repeats, const int64_t *dim);
/** aten::repeat_interleave.self_Tensor(Tensor self, Tensor repeats, int? dim=None, *, SymInt? output_size=None) -> Tensor */
RP_API RP_MUST rp_status rp_repeat_interleave_self_tensor_full(rp_tensor **out, rp_tensor *self,
    rp_tensor *repeats, const int64_t *dim, const int64_t *output_size);
/** aten::repeat_interleave.self_int(Tensor self, SymInt repeats, int? dim=None, *, SymInt? output_size=None) -> Tensor */
RP_API RP_MUST rp_status rp_repeat_interleave_self_int(rp_tensor **out, rp_tensor *self,
    int64_t repeats, const int64_t *dim);
/** aten::repeat_interleave.self_int(Tensor self, SymInt repeats, int? dim=None, *, SymInt? output_size=None) -> Tensor */
RP_API RP_MUST rp_status rp_repeat_interleave_self_int_full(rp_tensor **out, rp_tensor *self,
    int64_t repeats, const int64_t *dim, const int64_t *output_size);
/** aten::replication_pad1d(Tensor self, SymInt[2] padding) -> Tensor */
RP_API RP_MUST rp_status rp_replication_pad1d(rp_tensor **out, rp_tensor *self,
    const int64_t *padding, uint32_t n_padding);
/** aten::replication_pad1d_backward(Tensor grad_output, Tensor self, SymInt[2] padding) -> Tensor */
RP_API RP_MUST rp_status rp_replication_pad1d_backward(rp_tensor **out, rp_tensor *grad_output,
    rp_tensor *self, const int64_t *padding, uint32_t n_padding);
/** aten::replication_pad2d(Tensor self, SymInt[4] padding) -> Tensor */
RP_API RP_MUST rp_status rp_replication_pad2d(rp_tensor **out, rp_tensor *self,
    const int64_t *padding, uint32_t n_padding);
/** aten::replication_pad2d_backward(Tensor grad_output, Tensor self, SymInt[4] padding) -> Tensor */
RP_API RP_MUST rp_status rp_replication_pad2d_backward(rp_tensor **out, rp_tensor *grad_output,
    rp_tensor *self, const int64_t *padding, uint32_t n_padding);
/** aten::replication_pad3d(Tensor self, SymInt[6] padding) -> Tensor */
RP_API RP_MUST rp_status rp_replication_pad3d(rp_tensor **out, rp_tensor *self,
    const int64_t *padding, uint32_t n_padding);
/** aten::replication_pad3d_backward(Tensor grad_output, Tensor self, SymInt[6] padding) -> Tensor */
RP_API RP_MUST rp_status rp_replication_pad3d_backward(rp_tensor **out, rp_tensor *grad_output,
    rp_tensor *self, const int64_t *padding, uint32_t n_padding);
/** aten::reshape(Tensor(a) self, SymInt[] shape) -> Tensor(a) */
RP_API RP_MUST rp_status rp_reshape(rp_tensor **out, rp_tensor *self, const int64_t *shape,
    uint32_t n_shape);
/** aten::reshape_as(Tensor(a) self, Tensor other) -> Tensor(a) */
RP_API RP_MUST rp_status rp_reshape_as(rp_tensor **out, rp_tensor *self, rp_tensor *other);
/** aten::rms_norm(Tensor input, SymInt[] normalized_shape, Tensor? weight=None, float? eps=None) -> Tensor */
RP_API RP_MUST rp_status rp_rms_norm(rp_tensor **out, rp_tensor *input,
    const int64_t *normalized_shape, uint32_t n_normalized_shape, rp_tensor *weight,
    const double *eps);
/** aten::rnn_relu.input(Tensor input, Tensor hx, Tensor[] params, bool has_biases, int num_layers, float dropout, bool train, bool bidirectional, bool batch_first) -> (Tensor, Tensor) */
RP_API RP_MUST rp_status rp_rnn_relu_input(rp_tensor **out, rp_tensor **out1, rp_tensor *input,
    rp_tensor *hx, rp_tensor *const *params, uint32_t n_params, int has_biases,
    int64_t num_layers, double dropout, int train, int bidirectional, int batch_first);
/** aten::rnn_relu_cell(Tensor input, Tensor hx, Tensor w_ih, Tensor w_hh, Tensor? b_ih=None, Tensor? b_hh=None) -> Tensor */
RP_API RP_MUST rp_status rp_rnn_relu_cell(rp_tensor **out, rp_tensor *input, rp_tensor *hx,
    rp_tensor *w_ih, rp_tensor *w_hh, rp_tensor *b_ih, rp_tensor *b_hh);
/** aten::rnn_tanh.input(Tensor input, Tensor hx, Tensor[] params, bool has_biases, int num_layers, float dropout, bool train, bool bidirectional, bool batch_first) -> (Tensor, Tensor) */
RP_API RP_MUST rp_status rp_rnn_tanh_input(rp_tensor **out, rp_tensor **out1, rp_tensor *input,
    rp_tensor *hx, rp_tensor *const *params, uint32_t n_params, int has_biases,
    int64_t num_layers, double dropout, int train, int bidirectional, int batch_first);
/** aten::rnn_tanh_cell(Tensor input, Tensor hx, Tensor w_ih, Tensor w_hh, Tensor? b_ih=None, Tensor? b_hh=None) -> Tensor */
RP_API RP_MUST rp_status rp_rnn_tanh_cell(rp_tensor **out, rp_tensor *input, rp_tensor *hx,
    rp_tensor *w_ih, rp_tensor *w_hh, rp_tensor *b_ih, rp_tensor *b_hh);
/** aten::roll(Tensor self, SymInt[1] shifts, int[1] dims=[]) -> Tensor */
RP_API RP_MUST rp_status rp_roll(rp_tensor **out, rp_tensor *self, const int64_t *shifts,
    uint32_t n_shifts, const int64_t *dims, uint32_t n_dims);
/** aten::round(Tensor self) -> Tensor */
RP_API RP_MUST rp_status rp_round(rp_tensor **out, rp_tensor *self);
/** aten::round.decimals(Tensor self, *, int decimals) -> Tensor */
RP_API RP_MUST rp_status rp_round_decimals(rp_tensor **out, rp_tensor *self, int64_t decimals);
/** aten::round.decimals_out(Tensor self, *, int decimals, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_round_decimals_out(rp_tensor **out, rp_tensor *self, int64_t decimals,
    rp_tensor *out_arg);
/** aten::round.out(Tensor self, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_round_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg);
/** aten::round_(Tensor(a!) self) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_round_(rp_tensor **out, rp_tensor *self);
/** aten::round_.decimals(Tensor(a!) self, *, int decimals) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_round__decimals(rp_tensor **out, rp_tensor *self, int64_t decimals);
/** aten::rsqrt(Tensor self) -> Tensor */
RP_API RP_MUST rp_status rp_rsqrt(rp_tensor **out, rp_tensor *self);
/** aten::rsqrt.out(Tensor self, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_rsqrt_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg);
/** aten::rsqrt_(Tensor(a!) self) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_rsqrt_(rp_tensor **out, rp_tensor *self);
/** aten::rsub.Scalar(Tensor self, Scalar other, Scalar alpha=1) -> Tensor */
RP_API RP_MUST rp_status rp_rsub_scalar(rp_tensor **out, rp_tensor *self, rp_value other,
    rp_value alpha);
/** aten::rsub.Tensor(Tensor self, Tensor other, *, Scalar alpha=1) -> Tensor */
RP_API RP_MUST rp_status rp_rsub(rp_tensor **out, rp_tensor *self, rp_tensor *other);
/** aten::rsub.Tensor(Tensor self, Tensor other, *, Scalar alpha=1) -> Tensor */
RP_API RP_MUST rp_status rp_rsub_full(rp_tensor **out, rp_tensor *self, rp_tensor *other,
    rp_value alpha);
/** aten::scalar_tensor(Scalar s, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor */
RP_API RP_MUST rp_status rp_scalar_tensor(rp_tensor **out, rp_value s);
/** aten::scalar_tensor(Scalar s, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor */
RP_API RP_MUST rp_status rp_scalar_tensor_full(rp_tensor **out, rp_value s, rp_dtype dtype,
    const int64_t *layout, const rp_device *device, const int *pin_memory);
/** aten::scaled_dot_product_attention(Tensor query, Tensor key, Tensor value, Tensor? attn_mask=None, float dropout_p=0.0, bool is_causal=False, *, float? scale=None, bool enable_gqa=False) -> Tensor */
RP_API RP_MUST rp_status rp_scaled_dot_product_attention(rp_tensor **out, rp_tensor *query,
    rp_tensor *key, rp_tensor *value, rp_tensor *attn_mask, double dropout_p, int is_causal);
/** aten::scaled_dot_product_attention(Tensor query, Tensor key, Tensor value, Tensor? attn_mask=None, float dropout_p=0.0, bool is_causal=False, *, float? scale=None, bool enable_gqa=False) -> Tensor */
RP_API RP_MUST rp_status rp_scaled_dot_product_attention_full(rp_tensor **out, rp_tensor *query,
    rp_tensor *key, rp_tensor *value, rp_tensor *attn_mask, double dropout_p, int is_causal,
    const double *scale, int enable_gqa);
/** aten::scatter.reduce(Tensor self, int dim, Tensor index, Tensor src, *, str reduce) -> Tensor */
RP_API RP_MUST rp_status rp_scatter_reduce(rp_tensor **out, rp_tensor *self, int64_t dim,
    rp_tensor *index, rp_tensor *src, const char *reduce);
/** aten::scatter.src(Tensor self, int dim, Tensor index, Tensor src) -> Tensor */
RP_API RP_MUST rp_status rp_scatter_src(rp_tensor **out, rp_tensor *self, int64_t dim,
    rp_tensor *index, rp_tensor *src);
/** aten::scatter.value(Tensor self, int dim, Tensor index, Scalar value) -> Tensor */
RP_API RP_MUST rp_status rp_scatter_value(rp_tensor **out, rp_tensor *self, int64_t dim,
    rp_tensor *index, rp_value value);
/** aten::scatter.value_reduce(Tensor self, int dim, Tensor index, Scalar value, *, str reduce) -> Tensor */
RP_API RP_MUST rp_status rp_scatter_value_reduce(rp_tensor **out, rp_tensor *self, int64_t dim,
    rp_tensor *index, rp_value value, const char *reduce);
/** aten::scatter_.src(Tensor(a!) self, int dim, Tensor index, Tensor src) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_scatter__src(rp_tensor **out, rp_tensor *self, int64_t dim,
    rp_tensor *index, rp_tensor *src);
/** aten::scatter_.value(Tensor(a!) self, int dim, Tensor index, Scalar value) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_scatter__value(rp_tensor **out, rp_tensor *self, int64_t dim,
    rp_tensor *index, rp_value value);
/** aten::scatter_add(Tensor self, int dim, Tensor index, Tensor src) -> Tensor */
RP_API RP_MUST rp_status rp_scatter_add(rp_tensor **out, rp_tensor *self, int64_t dim,
    rp_tensor *index, rp_tensor *src);
/** aten::scatter_add_(Tensor(a!) self, int dim, Tensor index, Tensor src) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_scatter_add_(rp_tensor **out, rp_tensor *self, int64_t dim,
    rp_tensor *index, rp_tensor *src);
/** aten::scatter_reduce.two(Tensor self, int dim, Tensor index, Tensor src, str reduce, *, bool include_self=True) -> Tensor */
RP_API RP_MUST rp_status rp_scatter_reduce_two(rp_tensor **out, rp_tensor *self, int64_t dim,
    rp_tensor *index, rp_tensor *src, const char *reduce);
/** aten::scatter_reduce.two(Tensor self, int dim, Tensor index, Tensor src, str reduce, *, bool include_self=True) -> Tensor */
RP_API RP_MUST rp_status rp_scatter_reduce_two_full(rp_tensor **out, rp_tensor *self, int64_t dim,
    rp_tensor *index, rp_tensor *src, const char *reduce, int include_self);
/** aten::scatter_reduce_.two(Tensor(a!) self, int dim, Tensor index, Tensor src, str reduce, *, bool include_self=True) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_scatter_reduce__two(rp_tensor **out, rp_tensor *self, int64_t dim,
    rp_tensor *index, rp_tensor *src, const char *reduce);
/** aten::scatter_reduce_.two(Tensor(a!) self, int dim, Tensor index, Tensor src, str reduce, *, bool include_self=True) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_scatter_reduce__two_full(rp_tensor **out, rp_tensor *self,
    int64_t dim, rp_tensor *index, rp_tensor *src, const char *reduce, int include_self);
/** aten::select.int(Tensor(a) self, int dim, SymInt index) -> Tensor(a) */
RP_API RP_MUST rp_status rp_select_int(rp_tensor **out, rp_tensor *self, int64_t dim,
    int64_t index);
/** aten::select_backward(Tensor grad_output, SymInt[] input_sizes, int dim, SymInt index) -> Tensor */
RP_API RP_MUST rp_status rp_select_backward(rp_tensor **out, rp_tensor *grad_output,
    const int64_t *input_sizes, uint32_t n_input_sizes, int64_t dim, int64_t index);
/** aten::select_scatter(Tensor self, Tensor src, int dim, SymInt index) -> Tensor */
RP_API RP_MUST rp_status rp_select_scatter(rp_tensor **out, rp_tensor *self, rp_tensor *src,
    int64_t dim, int64_t index);
/** aten::selu(Tensor self) -> Tensor */
RP_API RP_MUST rp_status rp_selu(rp_tensor **out, rp_tensor *self);
/** aten::selu_(Tensor(a!) self) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_selu_(rp_tensor **out, rp_tensor *self);
/** aten::sgn(Tensor self) -> Tensor */
RP_API RP_MUST rp_status rp_sgn(rp_tensor **out, rp_tensor *self);
/** aten::sgn.out(Tensor self, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_sgn_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg);
/** aten::sgn_(Tensor(a!) self) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_sgn_(rp_tensor **out, rp_tensor *self);
/** aten::sigmoid(Tensor self) -> Tensor */
RP_API RP_MUST rp_status rp_sigmoid(rp_tensor **out, rp_tensor *self);
/** aten::sigmoid.out(Tensor self, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_sigmoid_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg);
/** aten::sigmoid_(Tensor(a!) self) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_sigmoid_(rp_tensor **out, rp_tensor *self);
/** aten::sigmoid_backward(Tensor grad_output, Tensor output) -> Tensor */
RP_API RP_MUST rp_status rp_sigmoid_backward(rp_tensor **out, rp_tensor *grad_output,
    rp_tensor *output);
/** aten::sigmoid_backward.grad_input(Tensor grad_output, Tensor output, *, Tensor(a!) grad_input) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_sigmoid_backward_grad_input(rp_tensor **out, rp_tensor *grad_output,
    rp_tensor *output, rp_tensor *grad_input);
/** aten::sign(Tensor self) -> Tensor */
RP_API RP_MUST rp_status rp_sign(rp_tensor **out, rp_tensor *self);
/** aten::sign.out(Tensor self, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_sign_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg);
/** aten::sign_(Tensor(a!) self) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_sign_(rp_tensor **out, rp_tensor *self);
/** aten::signbit(Tensor self) -> Tensor */
RP_API RP_MUST rp_status rp_signbit(rp_tensor **out, rp_tensor *self);
/** aten::signbit.out(Tensor self, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_signbit_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg);
/** aten::silu(Tensor self) -> Tensor */
RP_API RP_MUST rp_status rp_silu(rp_tensor **out, rp_tensor *self);
/** aten::silu.out(Tensor self, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_silu_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg);
/** aten::silu_(Tensor(a!) self) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_silu_(rp_tensor **out, rp_tensor *self);
/** aten::silu_backward(Tensor grad_output, Tensor self) -> Tensor */
RP_API RP_MUST rp_status rp_silu_backward(rp_tensor **out, rp_tensor *grad_output,
    rp_tensor *self);
/** aten::silu_backward.grad_input(Tensor grad_output, Tensor self, *, Tensor(a!) grad_input) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_silu_backward_grad_input(rp_tensor **out, rp_tensor *grad_output,
    rp_tensor *self, rp_tensor *grad_input);
/** aten::sin(Tensor self) -> Tensor */
RP_API RP_MUST rp_status rp_sin(rp_tensor **out, rp_tensor *self);
/** aten::sin.out(Tensor self, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_sin_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg);
/** aten::sin_(Tensor(a!) self) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_sin_(rp_tensor **out, rp_tensor *self);
/** aten::sinc(Tensor self) -> Tensor */
RP_API RP_MUST rp_status rp_sinc(rp_tensor **out, rp_tensor *self);
/** aten::sinc.out(Tensor self, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_sinc_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg);
/** aten::sinc_(Tensor(a!) self) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_sinc_(rp_tensor **out, rp_tensor *self);
/** aten::sinh(Tensor self) -> Tensor */
RP_API RP_MUST rp_status rp_sinh(rp_tensor **out, rp_tensor *self);
/** aten::sinh.out(Tensor self, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_sinh_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg);
/** aten::sinh_(Tensor(a!) self) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_sinh_(rp_tensor **out, rp_tensor *self);
/** aten::slice.Tensor(Tensor(a) self, int dim=0, SymInt? start=None, SymInt? end=None, SymInt step=1) -> Tensor(a) */
RP_API RP_MUST rp_status rp_slice(rp_tensor **out, rp_tensor *self, int64_t dim,
    const int64_t *start, const int64_t *end, int64_t step);
/** aten::slice_backward(Tensor grad_output, SymInt[] input_sizes, int dim, SymInt start, SymInt end, SymInt step) -> Tensor */
RP_API RP_MUST rp_status rp_slice_backward(rp_tensor **out, rp_tensor *grad_output,
    const int64_t *input_sizes, uint32_t n_input_sizes, int64_t dim, int64_t start, int64_t end,
    int64_t step);
/** aten::slice_scatter(Tensor self, Tensor src, int dim=0, SymInt? start=None, SymInt? end=None, SymInt step=1) -> Tensor */
RP_API RP_MUST rp_status rp_slice_scatter(rp_tensor **out, rp_tensor *self, rp_tensor *src,
    int64_t dim, const int64_t *start, const int64_t *end, int64_t step);
/** aten::smooth_l1_loss(Tensor self, Tensor target, int reduction=Mean, float beta=1.0) -> Tensor */
RP_API RP_MUST rp_status rp_smooth_l1_loss(rp_tensor **out, rp_tensor *self, rp_tensor *target,
    int64_t reduction, double beta);
/** aten::smooth_l1_loss_backward(Tensor grad_output, Tensor self, Tensor target, int reduction, float beta) -> Tensor */
RP_API RP_MUST rp_status rp_smooth_l1_loss_backward(rp_tensor **out, rp_tensor *grad_output,
    rp_tensor *self, rp_tensor *target, int64_t reduction, double beta);
/** aten::soft_margin_loss(Tensor self, Tensor target, int reduction=Mean) -> Tensor */
RP_API RP_MUST rp_status rp_soft_margin_loss(rp_tensor **out, rp_tensor *self, rp_tensor *target,
    int64_t reduction);
/** aten::soft_margin_loss_backward(Tensor grad_output, Tensor self, Tensor target, int reduction) -> Tensor */
RP_API RP_MUST rp_status rp_soft_margin_loss_backward(rp_tensor **out, rp_tensor *grad_output,
    rp_tensor *self, rp_tensor *target, int64_t reduction);
/** aten::softmax.int(Tensor self, int dim, ScalarType? dtype=None) -> Tensor */
RP_API RP_MUST rp_status rp_softmax_int(rp_tensor **out, rp_tensor *self, int64_t dim,
    rp_dtype dtype);
/** aten::softplus(Tensor self, Scalar beta=1, Scalar threshold=20) -> Tensor */
RP_API RP_MUST rp_status rp_softplus(rp_tensor **out, rp_tensor *self, rp_value beta,
    rp_value threshold);
/** aten::softplus.out(Tensor self, Scalar beta=1, Scalar threshold=20, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_softplus_out(rp_tensor **out, rp_tensor *self, rp_value beta,
    rp_value threshold, rp_tensor *out_arg);
/** aten::softplus_backward(Tensor grad_output, Tensor self, Scalar beta, Scalar threshold) -> Tensor */
RP_API RP_MUST rp_status rp_softplus_backward(rp_tensor **out, rp_tensor *grad_output,
    rp_tensor *self, rp_value beta, rp_value threshold);
/** aten::softplus_backward.grad_input(Tensor grad_output, Tensor self, Scalar beta, Scalar threshold, *, Tensor(a!) grad_input) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_softplus_backward_grad_input(rp_tensor **out, rp_tensor *grad_output,
    rp_tensor *self, rp_value beta, rp_value threshold, rp_tensor *grad_input);
/** aten::softshrink(Tensor self, Scalar lambd=0.5) -> Tensor */
RP_API RP_MUST rp_status rp_softshrink(rp_tensor **out, rp_tensor *self, rp_value lambd);
/** aten::softshrink.out(Tensor self, Scalar lambd=0.5, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_softshrink_out(rp_tensor **out, rp_tensor *self, rp_value lambd,
    rp_tensor *out_arg);
/** aten::softshrink_backward(Tensor grad_output, Tensor self, Scalar lambd) -> Tensor */
RP_API RP_MUST rp_status rp_softshrink_backward(rp_tensor **out, rp_tensor *grad_output,
    rp_tensor *self, rp_value lambd);
/** aten::softshrink_backward.grad_input(Tensor grad_output, Tensor self, Scalar lambd, *, Tensor(a!) grad_input) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_softshrink_backward_grad_input(rp_tensor **out,
    rp_tensor *grad_output, rp_tensor *self, rp_value lambd, rp_tensor *grad_input);
/** aten::sort(Tensor self, int dim=-1, bool descending=False) -> (Tensor values, Tensor indices) */
RP_API RP_MUST rp_status rp_sort(rp_tensor **out, rp_tensor **out1, rp_tensor *self, int64_t dim,
    int descending);
/** aten::sort.stable(Tensor self, *, bool? stable, int dim=-1, bool descending=False) -> (Tensor values, Tensor indices) */
RP_API RP_MUST rp_status rp_sort_stable(rp_tensor **out, rp_tensor **out1, rp_tensor *self,
    const int *stable);
/** aten::sort.stable(Tensor self, *, bool? stable, int dim=-1, bool descending=False) -> (Tensor values, Tensor indices) */
RP_API RP_MUST rp_status rp_sort_stable_full(rp_tensor **out, rp_tensor **out1, rp_tensor *self,
    const int *stable, int64_t dim, int descending);
/** aten::special_entr(Tensor self) -> Tensor */
RP_API RP_MUST rp_status rp_special_entr(rp_tensor **out, rp_tensor *self);
/** aten::special_entr.out(Tensor self, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_special_entr_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg);
/** aten::special_i1(Tensor self) -> Tensor */
RP_API RP_MUST rp_status rp_special_i1(rp_tensor **out, rp_tensor *self);
/** aten::special_i1.out(Tensor self, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_special_i1_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg);
/** aten::special_xlog1py(Tensor self, Tensor other) -> Tensor */
RP_API RP_MUST rp_status rp_special_xlog1py(rp_tensor **out, rp_tensor *self, rp_tensor *other);
/** aten::special_xlog1py.out(Tensor self, Tensor other, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_special_xlog1py_out(rp_tensor **out, rp_tensor *self,
    rp_tensor *other, rp_tensor *out_arg);
/** aten::split.Tensor(Tensor(a -> *) self, SymInt split_size, int dim=0) -> Tensor(a)[] */
RP_API RP_MUST rp_status rp_split(rp_tensor **out, uint32_t n_out, rp_tensor *self,
    int64_t split_size, int64_t dim);
/** aten::split.sizes(Tensor(a -> *) self, SymInt[] split_size, int dim=0) -> Tensor(a)[] */
RP_API RP_MUST rp_status rp_split_sizes(rp_tensor **out, uint32_t n_out, rp_tensor *self,
    const int64_t *split_size, uint32_t n_split_size, int64_t dim);
/** aten::split_with_sizes(Tensor(a -> *) self, SymInt[] split_sizes, int dim=0) -> Tensor(a)[] */
RP_API RP_MUST rp_status rp_split_with_sizes(rp_tensor **out, uint32_t n_out, rp_tensor *self,
    const int64_t *split_sizes, uint32_t n_split_sizes, int64_t dim);
/** aten::sqrt(Tensor self) -> Tensor */
RP_API RP_MUST rp_status rp_sqrt(rp_tensor **out, rp_tensor *self);
/** aten::sqrt.out(Tensor self, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_sqrt_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg);
/** aten::sqrt_(Tensor(a!) self) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_sqrt_(rp_tensor **out, rp_tensor *self);
/** aten::square(Tensor self) -> Tensor */
RP_API RP_MUST rp_status rp_square(rp_tensor **out, rp_tensor *self);
/** aten::square_(Tensor(a!) self) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_square_(rp_tensor **out, rp_tensor *self);
/** aten::squeeze(Tensor(a) self) -> Tensor(a) */
RP_API RP_MUST rp_status rp_squeeze(rp_tensor **out, rp_tensor *self);
/** aten::squeeze.dim(Tensor(a) self, int dim) -> Tensor(a) */
RP_API RP_MUST rp_status rp_squeeze_dim(rp_tensor **out, rp_tensor *self, int64_t dim);
/** aten::squeeze.dims(Tensor(a) self, int[] dim) -> Tensor(a) */
RP_API RP_MUST rp_status rp_squeeze_dims(rp_tensor **out, rp_tensor *self, const int64_t *dim,
    uint32_t n_dim);
/** aten::squeeze_(Tensor(a!) self) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_squeeze_(rp_tensor **out, rp_tensor *self);
/** aten::squeeze_.dim(Tensor(a!) self, int dim) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_squeeze__dim(rp_tensor **out, rp_tensor *self, int64_t dim);
/** aten::squeeze_.dims(Tensor(a!) self, int[] dim) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_squeeze__dims(rp_tensor **out, rp_tensor *self, const int64_t *dim,
    uint32_t n_dim);
/** aten::stack(Tensor[] tensors, int dim=0) -> Tensor */
RP_API RP_MUST rp_status rp_stack(rp_tensor **out, rp_tensor *const *tensors, uint32_t n_tensors,
    int64_t dim);
/** aten::stack.out(Tensor[] tensors, int dim=0, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_stack_out(rp_tensor **out, rp_tensor *const *tensors,
    uint32_t n_tensors, int64_t dim, rp_tensor *out_arg);
/** aten::std(Tensor self, bool unbiased=True) -> Tensor */
RP_API RP_MUST rp_status rp_std(rp_tensor **out, rp_tensor *self, int unbiased);
/** aten::std.correction(Tensor self, int[1]? dim=None, *, Scalar? correction=None, bool keepdim=False) -> Tensor */
RP_API RP_MUST rp_status rp_std_correction(rp_tensor **out, rp_tensor *self, const int64_t *dim,
    uint32_t n_dim);
/** aten::std.correction(Tensor self, int[1]? dim=None, *, Scalar? correction=None, bool keepdim=False) -> Tensor */
RP_API RP_MUST rp_status rp_std_correction_full(rp_tensor **out, rp_tensor *self,
    const int64_t *dim, uint32_t n_dim, rp_value correction, int keepdim);
/** aten::std.correction_out(Tensor self, int[1]? dim=None, *, Scalar? correction=None, bool keepdim=False, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_std_correction_out(rp_tensor **out, rp_tensor *self,
    const int64_t *dim, uint32_t n_dim, rp_tensor *out_arg);
/** aten::std.correction_out(Tensor self, int[1]? dim=None, *, Scalar? correction=None, bool keepdim=False, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_std_correction_out_full(rp_tensor **out, rp_tensor *self,
    const int64_t *dim, uint32_t n_dim, rp_value correction, int keepdim, rp_tensor *out_arg);
/** aten::std.dim(Tensor self, int[1]? dim, bool unbiased=True, bool keepdim=False) -> Tensor */
RP_API RP_MUST rp_status rp_std_dim(rp_tensor **out, rp_tensor *self, const int64_t *dim,
    uint32_t n_dim, int unbiased, int keepdim);
/** aten::std_mean(Tensor self, bool unbiased=True) -> (Tensor, Tensor) */
RP_API RP_MUST rp_status rp_std_mean(rp_tensor **out, rp_tensor **out1, rp_tensor *self,
    int unbiased);
/** aten::std_mean.correction(Tensor self, int[1]? dim=None, *, Scalar? correction=None, bool keepdim=False) -> (Tensor, Tensor) */
RP_API RP_MUST rp_status rp_std_mean_correction(rp_tensor **out, rp_tensor **out1,
    rp_tensor *self, const int64_t *dim, uint32_t n_dim);
/** aten::std_mean.correction(Tensor self, int[1]? dim=None, *, Scalar? correction=None, bool keepdim=False) -> (Tensor, Tensor) */
RP_API RP_MUST rp_status rp_std_mean_correction_full(rp_tensor **out, rp_tensor **out1,
    rp_tensor *self, const int64_t *dim, uint32_t n_dim, rp_value correction, int keepdim);
/** aten::std_mean.correction_out(Tensor self, int[1]? dim=None, *, Scalar? correction=None, bool keepdim=False, Tensor(a!) out0, Tensor(b!) out1) -> (Tensor(a!), Tensor(b!)) */
RP_API RP_MUST rp_status rp_std_mean_correction_out(rp_tensor **out, rp_tensor **out1,
    rp_tensor *self, const int64_t *dim, uint32_t n_dim, rp_tensor *out0, rp_tensor *out1_arg);
/** aten::std_mean.correction_out(Tensor self, int[1]? dim=None, *, Scalar? correction=None, bool keepdim=False, Tensor(a!) out0, Tensor(b!) out1) -> (Tensor(a!), Tensor(b!)) */
RP_API RP_MUST rp_status rp_std_mean_correction_out_full(rp_tensor **out, rp_tensor **out1,
    rp_tensor *self, const int64_t *dim, uint32_t n_dim, rp_value correction, int keepdim,
    rp_tensor *out0, rp_tensor *out1_arg);
/** aten::std_mean.dim(Tensor self, int[1]? dim, bool unbiased=True, bool keepdim=False) -> (Tensor, Tensor) */
RP_API RP_MUST rp_status rp_std_mean_dim(rp_tensor **out, rp_tensor **out1, rp_tensor *self,
    const int64_t *dim, uint32_t n_dim, int unbiased, int keepdim);
/** aten::sub.Scalar(Tensor self, Scalar other, Scalar alpha=1) -> Tensor */
RP_API RP_MUST rp_status rp_sub_scalar(rp_tensor **out, rp_tensor *self, rp_value other,
    rp_value alpha);
/** aten::sub.Tensor(Tensor self, Tensor other, *, Scalar alpha=1) -> Tensor */
RP_API RP_MUST rp_status rp_sub(rp_tensor **out, rp_tensor *self, rp_tensor *other);
/** aten::sub.Tensor(Tensor self, Tensor other, *, Scalar alpha=1) -> Tensor */
RP_API RP_MUST rp_status rp_sub_full(rp_tensor **out, rp_tensor *self, rp_tensor *other,
    rp_value alpha);
/** aten::sub.out(Tensor self, Tensor other, *, Scalar alpha=1, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_sub_out(rp_tensor **out, rp_tensor *self, rp_tensor *other,
    rp_tensor *out_arg);
/** aten::sub.out(Tensor self, Tensor other, *, Scalar alpha=1, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_sub_out_full(rp_tensor **out, rp_tensor *self, rp_tensor *other,
    rp_value alpha, rp_tensor *out_arg);
/** aten::sub_.Scalar(Tensor(a!) self, Scalar other, Scalar alpha=1) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_sub__scalar(rp_tensor **out, rp_tensor *self, rp_value other,
    rp_value alpha);
/** aten::sub_.Tensor(Tensor(a!) self, Tensor other, *, Scalar alpha=1) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_sub_(rp_tensor **out, rp_tensor *self, rp_tensor *other);
/** aten::sub_.Tensor(Tensor(a!) self, Tensor other, *, Scalar alpha=1) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_sub__full(rp_tensor **out, rp_tensor *self, rp_tensor *other,
    rp_value alpha);
/** aten::sum(Tensor self, *, ScalarType? dtype=None) -> Tensor */
RP_API RP_MUST rp_status rp_sum(rp_tensor **out, rp_tensor *self);
/** aten::sum(Tensor self, *, ScalarType? dtype=None) -> Tensor */
RP_API RP_MUST rp_status rp_sum_full(rp_tensor **out, rp_tensor *self, rp_dtype dtype);
/** aten::sum.IntList_out(Tensor self, int[1]? dim, bool keepdim=False, *, ScalarType? dtype=None, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_sum_intlist_out(rp_tensor **out, rp_tensor *self, const int64_t *dim,
    uint32_t n_dim, int keepdim, rp_tensor *out_arg);
/** aten::sum.IntList_out(Tensor self, int[1]? dim, bool keepdim=False, *, ScalarType? dtype=None, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_sum_intlist_out_full(rp_tensor **out, rp_tensor *self,
    const int64_t *dim, uint32_t n_dim, int keepdim, rp_dtype dtype, rp_tensor *out_arg);
/** aten::sum.dim_IntList(Tensor self, int[1]? dim, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor */
RP_API RP_MUST rp_status rp_sum_dim_intlist(rp_tensor **out, rp_tensor *self, const int64_t *dim,
    uint32_t n_dim, int keepdim);
/** aten::sum.dim_IntList(Tensor self, int[1]? dim, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor */
RP_API RP_MUST rp_status rp_sum_dim_intlist_full(rp_tensor **out, rp_tensor *self,
    const int64_t *dim, uint32_t n_dim, int keepdim, rp_dtype dtype);
/** aten::sum.out(Tensor self, *, ScalarType? dtype=None, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_sum_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg);
/** aten::sum.out(Tensor self, *, ScalarType? dtype=None, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_sum_out_full(rp_tensor **out, rp_tensor *self, rp_dtype dtype,
    rp_tensor *out_arg);
/** aten::sum_to_size(Tensor self, SymInt[] size) -> Tensor */
RP_API RP_MUST rp_status rp_sum_to_size(rp_tensor **out, rp_tensor *self, const int64_t *size,
    uint32_t n_size);
/** aten::swapaxes(Tensor(a) self, int axis0, int axis1) -> Tensor(a) */
RP_API RP_MUST rp_status rp_swapaxes(rp_tensor **out, rp_tensor *self, int64_t axis0,
    int64_t axis1);
/** aten::sym_numel(Tensor self) -> SymInt */
RP_API RP_MUST rp_status rp_sym_numel(rp_value *out, rp_tensor *self);
/** aten::sym_size.int(Tensor self, int dim) -> SymInt */
RP_API RP_MUST rp_status rp_sym_size_int(rp_value *out, rp_tensor *self, int64_t dim);
/** aten::sym_storage_offset(Tensor self) -> SymInt */
RP_API RP_MUST rp_status rp_sym_storage_offset(rp_value *out, rp_tensor *self);
/** aten::sym_stride.int(Tensor self, int dim) -> SymInt */
RP_API RP_MUST rp_status rp_sym_stride_int(rp_value *out, rp_tensor *self, int64_t dim);
/** aten::t(Tensor(a) self) -> Tensor(a) */
RP_API RP_MUST rp_status rp_t(rp_tensor **out, rp_tensor *self);
/** aten::t_(Tensor(a!) self) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_t_(rp_tensor **out, rp_tensor *self);
/** aten::take(Tensor self, Tensor index) -> Tensor */
RP_API RP_MUST rp_status rp_take(rp_tensor **out, rp_tensor *self, rp_tensor *index);
/** aten::take_along_dim(Tensor self, Tensor indices, int? dim=None) -> Tensor */
RP_API RP_MUST rp_status rp_take_along_dim(rp_tensor **out, rp_tensor *self, rp_tensor *indices,
    const int64_t *dim);
/** aten::tan(Tensor self) -> Tensor */
RP_API RP_MUST rp_status rp_tan(rp_tensor **out, rp_tensor *self);
/** aten::tan.out(Tensor self, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_tan_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg);
/** aten::tan_(Tensor(a!) self) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_tan_(rp_tensor **out, rp_tensor *self);
/** aten::tanh(Tensor self) -> Tensor */
RP_API RP_MUST rp_status rp_tanh(rp_tensor **out, rp_tensor *self);
/** aten::tanh.out(Tensor self, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_tanh_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg);
/** aten::tanh_(Tensor(a!) self) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_tanh_(rp_tensor **out, rp_tensor *self);
/** aten::tanh_backward(Tensor grad_output, Tensor output) -> Tensor */
RP_API RP_MUST rp_status rp_tanh_backward(rp_tensor **out, rp_tensor *grad_output,
    rp_tensor *output);
/** aten::tanh_backward.grad_input(Tensor grad_output, Tensor output, *, Tensor(a!) grad_input) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_tanh_backward_grad_input(rp_tensor **out, rp_tensor *grad_output,
    rp_tensor *output, rp_tensor *grad_input);
/** aten::tensor_split.indices(Tensor(a -> *) self, SymInt[] indices, int dim=0) -> Tensor(a)[] */
RP_API RP_MUST rp_status rp_tensor_split_indices(rp_tensor **out, uint32_t n_out, rp_tensor *self,
    const int64_t *indices, uint32_t n_indices, int64_t dim);
/** aten::tensor_split.sections(Tensor(a -> *) self, SymInt sections, int dim=0) -> Tensor(a)[] */
RP_API RP_MUST rp_status rp_tensor_split_sections(rp_tensor **out, uint32_t n_out,
    rp_tensor *self, int64_t sections, int64_t dim);
/** aten::threshold(Tensor self, Scalar threshold, Scalar value) -> Tensor */
RP_API RP_MUST rp_status rp_threshold(rp_tensor **out, rp_tensor *self, rp_value threshold,
    rp_value value);
/** aten::threshold.out(Tensor self, Scalar threshold, Scalar value, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_threshold_out(rp_tensor **out, rp_tensor *self, rp_value threshold,
    rp_value value, rp_tensor *out_arg);
/** aten::threshold_(Tensor(a!) self, Scalar threshold, Scalar value) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_threshold_(rp_tensor **out, rp_tensor *self, rp_value threshold,
    rp_value value);
/** aten::threshold_backward(Tensor grad_output, Tensor self, Scalar threshold) -> Tensor */
RP_API RP_MUST rp_status rp_threshold_backward(rp_tensor **out, rp_tensor *grad_output,
    rp_tensor *self, rp_value threshold);
/** aten::threshold_backward.grad_input(Tensor grad_output, Tensor self, Scalar threshold, *, Tensor(a!) grad_input) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_threshold_backward_grad_input(rp_tensor **out, rp_tensor *grad_output,
    rp_tensor *self, rp_value threshold, rp_tensor *grad_input);
/** aten::tile(Tensor self, SymInt[] dims) -> Tensor */
RP_API RP_MUST rp_status rp_tile(rp_tensor **out, rp_tensor *self, const int64_t *dims,
    uint32_t n_dims);
/** aten::to.device(Tensor(a) self, Device device, ScalarType dtype, bool non_blocking=False, bool copy=False, MemoryFormat? memory_format=None) -> Tensor(a) */
RP_API RP_MUST rp_status rp_to_device(rp_tensor **out, rp_tensor *self, rp_device device,
    rp_dtype dtype, int non_blocking, int copy, const int64_t *memory_format);
/** aten::to.dtype(Tensor(a) self, ScalarType dtype, bool non_blocking=False, bool copy=False, MemoryFormat? memory_format=None) -> Tensor(a) */
RP_API RP_MUST rp_status rp_to_dtype(rp_tensor **out, rp_tensor *self, rp_dtype dtype,
    int non_blocking, int copy, const int64_t *memory_format);
/** aten::to.other(Tensor(a) self, Tensor other, bool non_blocking=False, bool copy=False, MemoryFormat? memory_format=None) -> Tensor(a) */
RP_API RP_MUST rp_status rp_to_other(rp_tensor **out, rp_tensor *self, rp_tensor *other,
    int non_blocking, int copy, const int64_t *memory_format);
/** aten::topk(Tensor self, SymInt k, int dim=-1, bool largest=True, bool sorted=True) -> (Tensor values, Tensor indices) */
RP_API RP_MUST rp_status rp_topk(rp_tensor **out, rp_tensor **out1, rp_tensor *self, int64_t k,
    int64_t dim, int largest, int sorted);
/** aten::topk.values(Tensor self, SymInt k, int dim=-1, bool largest=True, bool sorted=True, *, Tensor(a!) values, Tensor(b!) indices) -> (Tensor(a!) values, Tensor(b!) indices) */
RP_API RP_MUST rp_status rp_topk_values(rp_tensor **out, rp_tensor **out1, rp_tensor *self,
    int64_t k, int64_t dim, int largest, int sorted, rp_tensor *values, rp_tensor *indices);
/** aten::trace(Tensor self) -> Tensor */
RP_API RP_MUST rp_status rp_trace(rp_tensor **out, rp_tensor *self);
/** aten::trace.out(Tensor self, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_trace_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg);
/** aten::transpose.int(Tensor(a) self, int dim0, int dim1) -> Tensor(a) */
RP_API RP_MUST rp_status rp_transpose_int(rp_tensor **out, rp_tensor *self, int64_t dim0,
    int64_t dim1);
/** aten::transpose_(Tensor(a!) self, int dim0, int dim1) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_transpose_(rp_tensor **out, rp_tensor *self, int64_t dim0,
    int64_t dim1);
/** aten::tril(Tensor self, SymInt diagonal=0) -> Tensor */
RP_API RP_MUST rp_status rp_tril(rp_tensor **out, rp_tensor *self, int64_t diagonal);
/** aten::tril.out(Tensor self, SymInt diagonal=0, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_tril_out(rp_tensor **out, rp_tensor *self, int64_t diagonal,
    rp_tensor *out_arg);
/** aten::tril_(Tensor(a!) self, SymInt diagonal=0) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_tril_(rp_tensor **out, rp_tensor *self, int64_t diagonal);
/** aten::tril_indices(int row, int col, int offset=0, *, ScalarType? dtype=4, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor */
RP_API RP_MUST rp_status rp_tril_indices(rp_tensor **out, int64_t row, int64_t col,
    int64_t offset);
/** aten::tril_indices(int row, int col, int offset=0, *, ScalarType? dtype=4, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor */
RP_API RP_MUST rp_status rp_tril_indices_full(rp_tensor **out, int64_t row, int64_t col,
    int64_t offset, rp_dtype dtype, const int64_t *layout, const rp_device *device,
    const int *pin_memory);
/** aten::triu(Tensor self, SymInt diagonal=0) -> Tensor */
RP_API RP_MUST rp_status rp_triu(rp_tensor **out, rp_tensor *self, int64_t diagonal);
/** aten::triu.out(Tensor self, SymInt diagonal=0, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_triu_out(rp_tensor **out, rp_tensor *self, int64_t diagonal,
    rp_tensor *out_arg);
/** aten::triu_(Tensor(a!) self, SymInt diagonal=0) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_triu_(rp_tensor **out, rp_tensor *self, int64_t diagonal);
/** aten::triu_indices(int row, int col, int offset=0, *, ScalarType? dtype=4, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor */
RP_API RP_MUST rp_status rp_triu_indices(rp_tensor **out, int64_t row, int64_t col,
    int64_t offset);
/** aten::triu_indices(int row, int col, int offset=0, *, ScalarType? dtype=4, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor */
RP_API RP_MUST rp_status rp_triu_indices_full(rp_tensor **out, int64_t row, int64_t col,
    int64_t offset, rp_dtype dtype, const int64_t *layout, const rp_device *device,
    const int *pin_memory);
/** aten::true_divide.Scalar(Tensor self, Scalar other) -> Tensor */
RP_API RP_MUST rp_status rp_true_divide_scalar(rp_tensor **out, rp_tensor *self, rp_value other);
/** aten::true_divide.Tensor(Tensor self, Tensor other) -> Tensor */
RP_API RP_MUST rp_status rp_true_divide(rp_tensor **out, rp_tensor *self, rp_tensor *other);
/** aten::true_divide.out(Tensor self, Tensor other, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_true_divide_out(rp_tensor **out, rp_tensor *self, rp_tensor *other,
    rp_tensor *out_arg);
/** aten::true_divide_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_true_divide__scalar(rp_tensor **out, rp_tensor *self, rp_value other);
/** aten::true_divide_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_true_divide_(rp_tensor **out, rp_tensor *self, rp_tensor *other);
/** aten::trunc(Tensor self) -> Tensor */
RP_API RP_MUST rp_status rp_trunc(rp_tensor **out, rp_tensor *self);
/** aten::trunc.out(Tensor self, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_trunc_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg);
/** aten::trunc_(Tensor(a!) self) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_trunc_(rp_tensor **out, rp_tensor *self);
/** aten::type_as(Tensor self, Tensor other) -> Tensor */
RP_API RP_MUST rp_status rp_type_as(rp_tensor **out, rp_tensor *self, rp_tensor *other);
/** aten::unbind.int(Tensor(a -> *) self, int dim=0) -> Tensor(a)[] */
RP_API RP_MUST rp_status rp_unbind_int(rp_tensor **out, uint32_t n_out, rp_tensor *self,
    int64_t dim);
/** aten::unflatten.int(Tensor(a) self, int dim, SymInt[] sizes) -> Tensor(a) */
RP_API RP_MUST rp_status rp_unflatten_int(rp_tensor **out, rp_tensor *self, int64_t dim,
    const int64_t *sizes, uint32_t n_sizes);
/** aten::unfold(Tensor(a) self, int dimension, int size, int step) -> Tensor(a) */
RP_API RP_MUST rp_status rp_unfold(rp_tensor **out, rp_tensor *self, int64_t dimension,
    int64_t size, int64_t step);
/** aten::unfold_backward(Tensor grad_in, SymInt[] input_sizes, int dim, int size, int step) -> Tensor */
RP_API RP_MUST rp_status rp_unfold_backward(rp_tensor **out, rp_tensor *grad_in,
    const int64_t *input_sizes, uint32_t n_input_sizes, int64_t dim, int64_t size, int64_t step);
/** aten::uniform(Tensor self, float from=0., float to=1., *, Generator? generator=None) -> Tensor */
RP_API RP_MUST rp_status rp_uniform(rp_tensor **out, rp_tensor *self, double from, double to);
/** aten::uniform(Tensor self, float from=0., float to=1., *, Generator? generator=None) -> Tensor */
RP_API RP_MUST rp_status rp_uniform_full(rp_tensor **out, rp_tensor *self, double from, double to,
    rp_generator *generator);
/** aten::uniform_(Tensor(a!) self, float from=0., float to=1., *, Generator? generator=None) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_uniform_(rp_tensor **out, rp_tensor *self, double from, double to);
/** aten::uniform_(Tensor(a!) self, float from=0., float to=1., *, Generator? generator=None) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_uniform__full(rp_tensor **out, rp_tensor *self, double from,
    double to, rp_generator *generator);
/** aten::unique_consecutive(Tensor self, bool return_inverse=False, bool return_counts=False, int? dim=None) -> (Tensor, Tensor, Tensor) */
RP_API RP_MUST rp_status rp_unique_consecutive(rp_tensor **out, rp_tensor **out1,
    rp_tensor **out2, rp_tensor *self, int return_inverse, int return_counts, const int64_t *dim);
/** aten::unique_dim(Tensor self, int dim, bool sorted=True, bool return_inverse=False, bool return_counts=False) -> (Tensor, Tensor, Tensor) */
RP_API RP_MUST rp_status rp_unique_dim(rp_tensor **out, rp_tensor **out1, rp_tensor **out2,
    rp_tensor *self, int64_t dim, int sorted, int return_inverse, int return_counts);
/** aten::unsafe_chunk(Tensor self, int chunks, int dim=0) -> Tensor[] */
RP_API RP_MUST rp_status rp_unsafe_chunk(rp_tensor **out, uint32_t n_out, rp_tensor *self,
    int64_t chunks, int64_t dim);
/** aten::unsafe_split.Tensor(Tensor self, SymInt split_size, int dim=0) -> Tensor[] */
RP_API RP_MUST rp_status rp_unsafe_split(rp_tensor **out, uint32_t n_out, rp_tensor *self,
    int64_t split_size, int64_t dim);
/** aten::unsqueeze(Tensor(a) self, int dim) -> Tensor(a) */
RP_API RP_MUST rp_status rp_unsqueeze(rp_tensor **out, rp_tensor *self, int64_t dim);
/** aten::unsqueeze_(Tensor(a!) self, int dim) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_unsqueeze_(rp_tensor **out, rp_tensor *self, int64_t dim);
/** aten::upsample_bilinear2d(Tensor self, SymInt[2] output_size, bool align_corners, float? scales_h=None, float? scales_w=None) -> Tensor */
RP_API RP_MUST rp_status rp_upsample_bilinear2d(rp_tensor **out, rp_tensor *self,
    const int64_t *output_size, uint32_t n_output_size, int align_corners, const double *scales_h,
    const double *scales_w);
/** aten::upsample_bilinear2d.vec(Tensor input, SymInt[]? output_size, bool align_corners, float[]? scale_factors) -> Tensor */
RP_API RP_MUST rp_status rp_upsample_bilinear2d_vec(rp_tensor **out, rp_tensor *input,
    const int64_t *output_size, uint32_t n_output_size, int align_corners,
    const double *scale_factors, uint32_t n_scale_factors);
/** aten::upsample_bilinear2d_backward(Tensor grad_output, SymInt[2] output_size, SymInt[4] input_size, bool align_corners, float? scales_h=None, float? scales_w=None) -> Tensor */
RP_API RP_MUST rp_status rp_upsample_bilinear2d_backward(rp_tensor **out, rp_tensor *grad_output,
    const int64_t *output_size, uint32_t n_output_size, const int64_t *input_size,
    uint32_t n_input_size, int align_corners, const double *scales_h, const double *scales_w);
/** aten::upsample_linear1d(Tensor self, SymInt[1] output_size, bool align_corners, float? scales=None) -> Tensor */
RP_API RP_MUST rp_status rp_upsample_linear1d(rp_tensor **out, rp_tensor *self,
    const int64_t *output_size, uint32_t n_output_size, int align_corners, const double *scales);
/** aten::upsample_linear1d_backward(Tensor grad_output, SymInt[1] output_size, SymInt[3] input_size, bool align_corners, float? scales=None) -> Tensor */
RP_API RP_MUST rp_status rp_upsample_linear1d_backward(rp_tensor **out, rp_tensor *grad_output,
    const int64_t *output_size, uint32_t n_output_size, const int64_t *input_size,
    uint32_t n_input_size, int align_corners, const double *scales);
/** aten::upsample_nearest1d(Tensor self, SymInt[1] output_size, float? scales=None) -> Tensor */
RP_API RP_MUST rp_status rp_upsample_nearest1d(rp_tensor **out, rp_tensor *self,
    const int64_t *output_size, uint32_t n_output_size, const double *scales);
/** aten::upsample_nearest1d_backward(Tensor grad_output, SymInt[1] output_size, SymInt[3] input_size, float? scales=None) -> Tensor */
RP_API RP_MUST rp_status rp_upsample_nearest1d_backward(rp_tensor **out, rp_tensor *grad_output,
    const int64_t *output_size, uint32_t n_output_size, const int64_t *input_size,
    uint32_t n_input_size, const double *scales);
/** aten::upsample_nearest2d(Tensor self, SymInt[2] output_size, float? scales_h=None, float? scales_w=None) -> Tensor */
RP_API RP_MUST rp_status rp_upsample_nearest2d(rp_tensor **out, rp_tensor *self,
    const int64_t *output_size, uint32_t n_output_size, const double *scales_h,
    const double *scales_w);
/** aten::upsample_nearest2d.vec(Tensor input, SymInt[]? output_size, float[]? scale_factors) -> Tensor */
RP_API RP_MUST rp_status rp_upsample_nearest2d_vec(rp_tensor **out, rp_tensor *input,
    const int64_t *output_size, uint32_t n_output_size, const double *scale_factors,
    uint32_t n_scale_factors);
/** aten::upsample_nearest2d_backward(Tensor grad_output, SymInt[2] output_size, SymInt[4] input_size, float? scales_h=None, float? scales_w=None) -> Tensor */
RP_API RP_MUST rp_status rp_upsample_nearest2d_backward(rp_tensor **out, rp_tensor *grad_output,
    const int64_t *output_size, uint32_t n_output_size, const int64_t *input_size,
    uint32_t n_input_size, const double *scales_h, const double *scales_w);
/** aten::upsample_nearest3d(Tensor self, SymInt[3] output_size, float? scales_d=None, float? scales_h=None, float? scales_w=None) -> Tensor */
RP_API RP_MUST rp_status rp_upsample_nearest3d(rp_tensor **out, rp_tensor *self,
    const int64_t *output_size, uint32_t n_output_size, const double *scales_d,
    const double *scales_h, const double *scales_w);
/** aten::upsample_nearest3d_backward(Tensor grad_output, SymInt[3] output_size, SymInt[5] input_size, float? scales_d=None, float? scales_h=None, float? scales_w=None) -> Tensor */
RP_API RP_MUST rp_status rp_upsample_nearest3d_backward(rp_tensor **out, rp_tensor *grad_output,
    const int64_t *output_size, uint32_t n_output_size, const int64_t *input_size,
    uint32_t n_input_size, const double *scales_d, const double *scales_h, const double *scales_w);
/** aten::upsample_trilinear3d(Tensor self, SymInt[3] output_size, bool align_corners, float? scales_d=None, float? scales_h=None, float? scales_w=None) -> Tensor */
RP_API RP_MUST rp_status rp_upsample_trilinear3d(rp_tensor **out, rp_tensor *self,
    const int64_t *output_size, uint32_t n_output_size, int align_corners, const double *scales_d,
    const double *scales_h, const double *scales_w);
/** aten::upsample_trilinear3d_backward(Tensor grad_output, SymInt[3] output_size, SymInt[5] input_size, bool align_corners, float? scales_d=None, float? scales_h=None, float? scales_w=None) -> Tensor */
RP_API RP_MUST rp_status rp_upsample_trilinear3d_backward(rp_tensor **out, rp_tensor *grad_output,
    const int64_t *output_size, uint32_t n_output_size, const int64_t *input_size,
    uint32_t n_input_size, int align_corners, const double *scales_d, const double *scales_h,
    const double *scales_w);
/** aten::var(Tensor self, bool unbiased=True) -> Tensor */
RP_API RP_MUST rp_status rp_var(rp_tensor **out, rp_tensor *self, int unbiased);
/** aten::var.correction(Tensor self, int[1]? dim=None, *, Scalar? correction=None, bool keepdim=False) -> Tensor */
RP_API RP_MUST rp_status rp_var_correction(rp_tensor **out, rp_tensor *self, const int64_t *dim,
    uint32_t n_dim);
/** aten::var.correction(Tensor self, int[1]? dim=None, *, Scalar? correction=None, bool keepdim=False) -> Tensor */
RP_API RP_MUST rp_status rp_var_correction_full(rp_tensor **out, rp_tensor *self,
    const int64_t *dim, uint32_t n_dim, rp_value correction, int keepdim);
/** aten::var.correction_out(Tensor self, int[1]? dim=None, *, Scalar? correction=None, bool keepdim=False, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_var_correction_out(rp_tensor **out, rp_tensor *self,
    const int64_t *dim, uint32_t n_dim, rp_tensor *out_arg);
/** aten::var.correction_out(Tensor self, int[1]? dim=None, *, Scalar? correction=None, bool keepdim=False, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_var_correction_out_full(rp_tensor **out, rp_tensor *self,
    const int64_t *dim, uint32_t n_dim, rp_value correction, int keepdim, rp_tensor *out_arg);
/** aten::var.dim(Tensor self, int[1]? dim, bool unbiased=True, bool keepdim=False) -> Tensor */
RP_API RP_MUST rp_status rp_var_dim(rp_tensor **out, rp_tensor *self, const int64_t *dim,
    uint32_t n_dim, int unbiased, int keepdim);
/** aten::var_mean(Tensor self, bool unbiased=True) -> (Tensor, Tensor) */
RP_API RP_MUST rp_status rp_var_mean(rp_tensor **out, rp_tensor **out1, rp_tensor *self,
    int unbiased);
/** aten::var_mean.correction(Tensor self, int[1]? dim=None, *, Scalar? correction=None, bool keepdim=False) -> (Tensor, Tensor) */
RP_API RP_MUST rp_status rp_var_mean_correction(rp_tensor **out, rp_tensor **out1,
    rp_tensor *self, const int64_t *dim, uint32_t n_dim);
/** aten::var_mean.correction(Tensor self, int[1]? dim=None, *, Scalar? correction=None, bool keepdim=False) -> (Tensor, Tensor) */
RP_API RP_MUST rp_status rp_var_mean_correction_full(rp_tensor **out, rp_tensor **out1,
    rp_tensor *self, const int64_t *dim, uint32_t n_dim, rp_value correction, int keepdim);
/** aten::var_mean.correction_out(Tensor self, int[1]? dim=None, *, Scalar? correction=None, bool keepdim=False, Tensor(a!) out0, Tensor(b!) out1) -> (Tensor(a!), Tensor(b!)) */
RP_API RP_MUST rp_status rp_var_mean_correction_out(rp_tensor **out, rp_tensor **out1,
    rp_tensor *self, const int64_t *dim, uint32_t n_dim, rp_tensor *out0, rp_tensor *out1_arg);
/** aten::var_mean.correction_out(Tensor self, int[1]? dim=None, *, Scalar? correction=None, bool keepdim=False, Tensor(a!) out0, Tensor(b!) out1) -> (Tensor(a!), Tensor(b!)) */
RP_API RP_MUST rp_status rp_var_mean_correction_out_full(rp_tensor **out, rp_tensor **out1,
    rp_tensor *self, const int64_t *dim, uint32_t n_dim, rp_value correction, int keepdim,
    rp_tensor *out0, rp_tensor *out1_arg);
/** aten::var_mean.dim(Tensor self, int[1]? dim, bool unbiased=True, bool keepdim=False) -> (Tensor, Tensor) */
RP_API RP_MUST rp_status rp_var_mean_dim(rp_tensor **out, rp_tensor **out1, rp_tensor *self,
    const int64_t *dim, uint32_t n_dim, int unbiased, int keepdim);
/** aten::vdot(Tensor self, Tensor other) -> Tensor */
RP_API RP_MUST rp_status rp_vdot(rp_tensor **out, rp_tensor *self, rp_tensor *other);
/** aten::vdot.out(Tensor self, Tensor other, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_vdot_out(rp_tensor **out, rp_tensor *self, rp_tensor *other,
    rp_tensor *out_arg);
/** aten::view(Tensor(a) self, SymInt[] size) -> Tensor(a) */
RP_API RP_MUST rp_status rp_view(rp_tensor **out, rp_tensor *self, const int64_t *size,
    uint32_t n_size);
/** aten::view_as(Tensor(a) self, Tensor other) -> Tensor(a) */
RP_API RP_MUST rp_status rp_view_as(rp_tensor **out, rp_tensor *self, rp_tensor *other);
/** aten::vstack(Tensor[] tensors) -> Tensor */
RP_API RP_MUST rp_status rp_vstack(rp_tensor **out, rp_tensor *const *tensors, uint32_t n_tensors);
/** aten::where.Scalar(Tensor condition, Scalar self, Scalar other) -> Tensor */
RP_API RP_MUST rp_status rp_where_scalar(rp_tensor **out, rp_tensor *condition, rp_value self,
    rp_value other);
/** aten::where.ScalarOther(Tensor condition, Tensor self, Scalar other) -> Tensor */
RP_API RP_MUST rp_status rp_where_scalarother(rp_tensor **out, rp_tensor *condition,
    rp_tensor *self, rp_value other);
/** aten::where.ScalarSelf(Tensor condition, Scalar self, Tensor other) -> Tensor */
RP_API RP_MUST rp_status rp_where_scalarself(rp_tensor **out, rp_tensor *condition, rp_value self,
    rp_tensor *other);
/** aten::where.self(Tensor condition, Tensor self, Tensor other) -> Tensor */
RP_API RP_MUST rp_status rp_where_self(rp_tensor **out, rp_tensor *condition, rp_tensor *self,
    rp_tensor *other);
/** aten::where.self_out(Tensor condition, Tensor self, Tensor other, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_where_self_out(rp_tensor **out, rp_tensor *condition, rp_tensor *self,
    rp_tensor *other, rp_tensor *out_arg);
/** aten::xlogy.OutScalar_Other(Tensor self, Scalar other, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_xlogy_outscalar_other(rp_tensor **out, rp_tensor *self,
    rp_value other, rp_tensor *out_arg);
/** aten::xlogy.OutTensor(Tensor self, Tensor other, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_xlogy_outtensor(rp_tensor **out, rp_tensor *self, rp_tensor *other,
    rp_tensor *out_arg);
/** aten::xlogy.Scalar_Other(Tensor self, Scalar other) -> Tensor */
RP_API RP_MUST rp_status rp_xlogy_scalar_other(rp_tensor **out, rp_tensor *self, rp_value other);
/** aten::xlogy.Tensor(Tensor self, Tensor other) -> Tensor */
RP_API RP_MUST rp_status rp_xlogy(rp_tensor **out, rp_tensor *self, rp_tensor *other);
/** aten::xlogy_.Scalar_Other(Tensor(a!) self, Scalar other) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_xlogy__scalar_other(rp_tensor **out, rp_tensor *self, rp_value other);
/** aten::xlogy_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_xlogy_(rp_tensor **out, rp_tensor *self, rp_tensor *other);
/** aten::zero(Tensor self) -> Tensor */
RP_API RP_MUST rp_status rp_zero(rp_tensor **out, rp_tensor *self);
/** aten::zero.out(Tensor self, *, Tensor(a!) out) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_zero_out(rp_tensor **out, rp_tensor *self, rp_tensor *out_arg);
/** aten::zero_(Tensor(a!) self) -> Tensor(a!) */
RP_API RP_MUST rp_status rp_zero_(rp_tensor **out, rp_tensor *self);
/** aten::zeros(SymInt[] size, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor */
RP_API RP_MUST rp_status rp_zeros(rp_tensor **out, const int64_t *size, uint32_t n_size);
/** aten::zeros(SymInt[] size, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor */
RP_API RP_MUST rp_status rp_zeros_full(rp_tensor **out, const int64_t *size, uint32_t n_size,
    rp_dtype dtype, const int64_t *layout, const rp_device *device, const int *pin_memory);
/** aten::zeros_like(Tensor self, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -> Tensor */
RP_API RP_MUST rp_status rp_zeros_like(rp_tensor **out, rp_tensor *self);
/** aten::zeros_like(Tensor self, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -> Tensor */
RP_API RP_MUST rp_status rp_zeros_like_full(rp_tensor **out, rp_tensor *self, rp_dtype dtype,
    const int64_t *layout, const rp_device *device, const int *pin_memory,
    const int64_t *memory_format);
/** reprise::as_strided_grad(Tensor grad, int[] base_size, int[] base_stride, int base_offset, int[] size, int[] stride, int offset) -> Tensor */
RP_API RP_MUST rp_status rp_reprise_as_strided_grad(rp_tensor **out, rp_tensor *grad,
    const int64_t *base_size, uint32_t n_base_size, const int64_t *base_stride,
    uint32_t n_base_stride, int64_t base_offset, const int64_t *size, uint32_t n_size,
    const int64_t *stride, uint32_t n_stride, int64_t offset);
/** reprise::grid_sampler_2d_grad_grad(Tensor grad_output, Tensor input, Tensor grid, Tensor? v_input, Tensor? v_grid, int interpolation_mode, int padding_mode, bool align_corners) -> (Tensor, Tensor, Tensor) */
RP_API RP_MUST rp_status rp_reprise_grid_sampler_2d_grad_grad(rp_tensor **out, rp_tensor **out1,
    rp_tensor **out2, rp_tensor *grad_output, rp_tensor *input, rp_tensor *grid,
    rp_tensor *v_input, rp_tensor *v_grid, int64_t interpolation_mode, int64_t padding_mode,
    int align_corners);
#ifdef __cplusplus
}
#endif
#endif
