/* tests/modes/checkpoint/test_hooks_around.c - saved-tensor hooks around a program with a region,
   and inside its body */
#include "modes/checkpoint/regions.h"

/* Keeps copies, as offloading would, and writes a trail. */
struct copies {
    int packs, unpacks;
    char trail[256];
};
static void note(struct copies *d, const char *what, const rp_tensor *t)
{
    char shape[32] = "";
    for (int i = 0; i < rp_tensor_ndim(t); i++)
        snprintf(shape + strlen(shape), sizeof shape - strlen(shape), "%s%lld", i ? "x" : "",
                 (long long)rp_tensor_shape(t)[i]);
    snprintf(d->trail + strlen(d->trail), sizeof d->trail - strlen(d->trail), "%s%s ", what, shape);
}
static rp_status copies_pack(void *self, rp_tensor *t, rp_value *packed)
{
    struct copies *d = self;
    rp_tensor *kept = NULL;
    d->packs++;
    note(d, "+", t);
    RP_TRY(rp_clone(&kept, t));
    *packed = rp_value_tensor(kept);
    return RP_OK;
}
static rp_status copies_unpack(void *self, const rp_value *packed, rp_tensor **out)
{
    struct copies *d = self;
    d->unpacks++;
    note(d, "-", packed->u.t);
    return rp_clone(out, packed->u.t);
}
static void drop_tensor(void *self, rp_value *packed)
{
    (void)self;
    rp_tensor_release(packed->u.t);
    *packed = rp_value_none();
}
static const rp_hooks_type copies_type = {"copies", copies_pack, copies_unpack, drop_tensor, NULL};

static uint32_t push(struct copies *d)
{
    rp_hooks *h = NULL;
    uint32_t depth;
    ck_ok(rp_hooks_create(&h, &copies_type, d));
    ck_ok(rp_hooks_push(h, &depth));
    rp_hooks_release(h);
    return depth;
}

static rp_status exp_cos(const struct body *b, rp_tensor *const *in, rp_tensor **out)
{
    RP_LOCAL rp_tensor *c = NULL;
    (void)b;
    RP_TRY(rp_cos(&c, in[0]));
    return rp_exp(out, c);
}

START_TEST(checkpoint__129_what_hooks_around_a_program_with_a_region_see)
{
    struct copies d = {0};
    rp_tensor *x = leaf((const int64_t[]){3, 2}, 2, 0.1),
              *w = leaf((const int64_t[]){2, 4}, 2, 0.2), *y = NULL, *z = NULL;
    const uint32_t depth = push(&d);
    ck_ok(rp_mm(&y, x, w));
    ck_ok(rp_sin(&y, y));
    ck_ok(body_region1(&z, y, (struct body){exp_cos, NULL, NULL}, NULL));
    ck_ok(rp_tanh(&z, z));
    ck_ok(rp_sum(&z, z));
    rp_hooks_pop(depth);
    /* x, w, the product, the region's input, tanh's result */
    ck_assert_str_eq(d.trail, "+3x2 +2x4 +3x4 +3x4 +3x4 ");
    d.trail[0] = '\0';
    ck_ok(rp_backward(&z, NULL, 1, NULL));
    ck_assert_int_eq(d.unpacks, 5); /* the region's own two slots never come here */
    ck_assert_msg(!strncmp(d.trail, "-3x4 -3x4 -3x4 -", 16), "%s", d.trail);
    RELEASE(x, w, y, z);
}
END_TEST

static rp_status offloading_body(const struct body *b, rp_tensor *const *in, rp_tensor **out)
{
    const uint32_t depth = push(b->data);
    const rp_status st = exp_cos(b, in, out);
    rp_hooks_pop(depth);
    return st;
}

START_TEST(checkpoint__129_229_hooks_inside_a_body_win)
{
    struct copies d = {0};
    int runs = 0;
    rp_tensor *x = leaf4(), *y = NULL, *want = plain_gradient(x, "cos exp", NULL);
    ck_ok(body_region1(&y, x, (struct body){offloading_body, &d, &runs}, NULL));
    ck_ok(backward(y));
    ck_assert(runs == 1 && d.packs == 2 && d.unpacks == 2); /* the region saved nothing */
    ck_gradient(x, want);
    RELEASE(x, y, want);
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite("hooks around", checkpoint__129_what_hooks_around_a_program_with_a_region_see,
                    checkpoint__129_229_hooks_inside_a_body_win, NULL);
}
