#include "nodes.h"

static rp_status save_leaf(rp_node **out, rp_tensor *t)
{
    RP_TRY(rp_node_create(
        out, &scale_type,
        &(rp_node_layout){.edges = 1, .saved = 2, .outputs = 1, .payload = sizeof(struct scale)}));
    RP_TRY(rp_node_set_edge(*out, 0, t));
    return rp_node_save_input(*out, 0, 0, t);
}

static void write_value(rp_tensor *t, float value)
{
    void *data;
    ck_ok(rp_tensor_write(t, &data));
    *(float *)data = value;
    rp_tensor_done(t);
}

START_TEST(checkpoint__124_saved_leaf_reads_back_as_the_same_handle)
{
    RP_LOCAL rp_tensor *x = leaf(2), *got = NULL;
    rp_node *n = NULL;
    ck_ok(save_leaf(&n, x));
    ck_ok(rp_node_saved(&got, n, 0));
    ck_assert_ptr_eq(got, x);
    rp_node_release(n);
}
END_TEST

START_TEST(checkpoint__009_saved_constant_reads_back_as_the_same_handle)
{
    const float one = 1;
    RP_LOCAL rp_tensor *x = rp_test_f32(&one, NULL, 0), *got = NULL;
    rp_node *n = NULL;
    ck_ok(save_leaf(&n, x));
    ck_ok(rp_node_saved(&got, n, 0));
    ck_assert_ptr_eq(got, x);
    rp_node_release(n);
}
END_TEST

START_TEST(saved__bytes_outlive_the_handle)
{
    rp_tensor *x = leaf(2);
    RP_LOCAL rp_tensor *got = NULL;
    rp_node *n = NULL;
    ck_ok(save_leaf(&n, x));
    rp_tensor_release(x);
    ck_ok(rp_node_saved(&got, n, 0));
    ck_assert_float_eq(value_of(got), 2);
    rp_edge e;
    ck_ok(rp_tensor_gradient_edge(&e, got)); /* gradients still go where the leaf's went */
    ck_assert_ptr_eq(e.node, rp_node_edge(n, 0).node);
    ck_assert(rp_tensor_is_leaf(got));
    rp_node_release(e.node);
    rp_node_release(n);
}
END_TEST

START_TEST(checkpoint__124_saved_result_has_the_node_it_came_from)
{
    RP_LOCAL rp_tensor *x = leaf(2), *y = NULL, *got = NULL;
    ck_ok(scale(&y, x, 3));
    ck_ok(rp_node_saved(&got, node_of(y), 1));
    ck_assert_ptr_ne(got, y);
    ck_assert_float_eq(value_of(got), 6);
    ck_assert_ptr_eq(node_of(got), node_of(y));
}
END_TEST

START_TEST(saved__input_with_history_gets_it_from_the_edge)
{
    RP_LOCAL rp_tensor *x = leaf(2), *y = NULL, *z = NULL, *got = NULL;
    ck_ok(scale(&y, x, 3));
    ck_ok(scale(&z, y, 5));
    ck_ok(rp_node_saved(&got, node_of(z), 0));
    ck_assert_ptr_eq(node_of(got), node_of(y));
    ck_assert(rp_tensor_shares_storage(got, y));
}
END_TEST

START_TEST(saved__write_after_the_save_is_noticed)
{
    RP_LOCAL rp_tensor *x = leaf(2), *y = NULL, *z = NULL;
    ck_ok(scale(&y, x, 3));
    ck_ok(scale(&z, y, 5));
    write_value(y, 1);
    ck_fails(
        rp_backward(&z, NULL, 1, NULL), RP_E_MUTATED,
        "modified by an inplace operation: [] float32, saved as input 0 of Scale, is at version 1; expected version 0");
}
END_TEST

START_TEST(checkpoint__123_freed_and_empty_slots_say_so)
{
    RP_LOCAL rp_tensor *x = leaf(2), *y = NULL, *got = NULL;
    rp_node *n = NULL;
    ck_ok(scale(&y, x, 3));
    ck_ok(rp_backward(&y, NULL, 1, NULL));
    ck_fails(rp_node_saved(&got, node_of(y), 0), RP_E_STATE,
             "trying to backward through the graph a second time");
    ck_fails(rp_backward(&y, NULL, 1, NULL), RP_E_STATE,
             "trying to backward through the graph a second time");
    ck_ok(save_leaf(&n, x));
    ck_fails(rp_node_saved(&got, n, 1), RP_E_STATE, "empty");
    ck_fails(rp_node_saved(&got, n, 2), RP_E_INDEX, "which has 2");
    ck_ok(rp_node_save_input(n, 1, 0, NULL));
    ck_ok(rp_node_saved(&got, n, 1));
    ck_assert_ptr_null(got);
    rp_node_release(n);
}
END_TEST

START_TEST(saved__in_place_use_of_its_own_input_makes_no_cycle)
{
    const uint64_t before = rp_test_live();
    rp_tensor *x = leaf(2), *a = NULL, *b = NULL;
    /* a, saved by b's node, which becomes a's history: a cycle for whoever saves handles */
    ck_ok(scale(&a, x, 3));
    ck_ok(scale(&b, a, 5));
    ck_ok(rp_tensor_rebase_history(a, node_of(b), 0));
    rp_tensor_release(a);
    rp_tensor_release(b);
    rp_tensor_release(x);
    ck_assert_uint_eq(rp_test_live(), before);
}
END_TEST

/* ---- hooks ----------------------------------------------------------------------------------- */
struct counting {
    int packs, unpacks, drops, finis;
    float times; /* pack multiplies a copy by this */
    bool write, fail, stop, nothing;
};

static rp_status counting_pack(void *self, rp_tensor *t, rp_value *packed)
{
    struct counting *c = self;
    c->packs++;
    if (c->fail) return RP_FAIL(RP_E_IO, "disk full");
    if (c->stop) return RP_STOP_RECOMPUTE;
    if (c->write) write_value(t, 9);
    rp_tensor *copy = NULL;
    RP_TRY(node_clone(&copy, t));
    for (int64_t i = 0; i < t->numel; i++) node_data(copy)[i] *= c->times;
    *packed = rp_value_tensor(copy);
    return RP_OK;
}

static rp_status counting_unpack(void *self, const rp_value *packed, rp_tensor **out)
{
    struct counting *c = self;
    c->unpacks++;
    *out = c->nothing ? NULL : rp_tensor_retain(packed->u.t);
    return RP_OK;
}

static void counting_drop(void *self, rp_value *packed)
{
    ((struct counting *)self)->drops++;
    rp_value_clear(packed);
}

static void counting_fini(void *self)
{
    ((struct counting *)self)->finis++;
}

static const rp_hooks_type counting_type = {"counting", counting_pack, counting_unpack,
                                            counting_drop, counting_fini};

static uint32_t open_hooks(struct counting *c)
{
    rp_hooks *h = NULL;
    uint32_t depth;
    ck_ok(rp_hooks_create(&h, &counting_type, c));
    ck_ok(rp_hooks_push(h, &depth));
    rp_hooks_release(h);
    return depth;
}

START_TEST(checkpoint__115_hooks_pack_at_the_save_and_unpack_at_the_read)
{
    struct counting c = {.times = 2};
    rp_tensor *x = leaf(2), *y = NULL, *got = NULL;
    const uint32_t depth = open_hooks(&c);
    ck_ok(scale(&y, x, 3));
    rp_hooks_pop(depth);
    ck_assert_int_eq(c.packs, 2);
    ck_assert_int_eq(c.unpacks, 0);
    ck_ok(rp_node_saved(&got, node_of(y), 0));
    ck_assert_float_eq(value_of(got), 4);
    ck_assert_int_eq(c.unpacks, 1);
    ck_assert_int_eq(c.finis, 0);
    rp_tensor_release(got);
    rp_tensor_release(y);
    rp_tensor_release(x);
    ck_assert_int_eq(c.drops, 2);
    ck_assert_int_eq(c.finis, 1);
}
END_TEST

START_TEST(checkpoint__124_hooked_values_get_their_node_back)
{
    struct counting c = {.times = 1};
    RP_LOCAL rp_tensor *x = leaf(2), *y = NULL, *z = NULL, *got = NULL;
    ck_ok(scale(&y, x, 3));
    const uint32_t depth = open_hooks(&c);
    ck_ok(scale(&z, y, 3));
    rp_hooks_pop(depth);
    ck_ok(rp_node_saved(&got, node_of(z), 0));
    ck_assert_ptr_eq(node_of(got), node_of(y));
    ck_ok(rp_node_saved(&got, node_of(z), 1));
    ck_assert_ptr_eq(node_of(got), node_of(z));
}
END_TEST

START_TEST(checkpoint__117_only_the_innermost_pair_acts)
{
    struct counting outer = {.times = 3}, inner = {.times = 5};
    RP_LOCAL rp_tensor *x = leaf(2), *y = NULL, *z = NULL, *got = NULL;
    const uint32_t first = open_hooks(&outer), second = open_hooks(&inner);
    ck_ok(scale(&y, x, 1));
    rp_hooks_pop(second);
    ck_ok(scale(&z, x, 1));
    rp_hooks_pop(first);
    ck_ok(rp_node_saved(&got, node_of(y), 0));
    ck_assert_float_eq(value_of(got), 10);
    ck_ok(rp_node_saved(&got, node_of(z), 0));
    ck_assert_float_eq(value_of(got), 6);
}
END_TEST

START_TEST(checkpoint__121_pack_may_not_write_its_argument)
{
    struct counting c = {.times = 1, .write = true};
    RP_LOCAL rp_tensor *x = leaf(2), *y = NULL;
    const uint32_t depth = open_hooks(&c);
    ck_fails(scale(&y, x, 3), RP_E_STATE, "modified its argument in place");
    rp_hooks_pop(depth);
    ck_assert_int_eq(c.drops, 1);
    ck_assert_ptr_null(y);
}
END_TEST

START_TEST(checkpoint__122_errors_of_hooks_come_through_unchanged)
{
    struct counting c = {.times = 1, .fail = true};
    RP_LOCAL rp_tensor *x = leaf(2), *y = NULL, *got = NULL;
    const uint32_t depth = open_hooks(&c);
    ck_fails(scale(&y, x, 3), RP_E_IO, "disk full");
    c.fail = false;
    c.stop = true;
    ck_assert_int_eq(scale(&y, x, 3), RP_STOP_RECOMPUTE);
    c.stop = false;
    c.nothing = true;
    ck_ok(scale(&y, x, 3));
    rp_hooks_pop(depth);
    ck_fails(rp_node_saved(&got, node_of(y), 0), RP_E_INVALID, "returned no tensor");
}
END_TEST

START_TEST(checkpoint__123_hooks_on_one_slot_after_the_fact)
{
    struct counting c = {.times = 4};
    rp_hooks *h = NULL;
    RP_LOCAL rp_tensor *x = leaf(2), *y = NULL, *got = NULL;
    ck_ok(rp_hooks_create(&h, &counting_type, &c));
    ck_ok(scale(&y, x, 3));
    ck_ok(rp_node_saved_register_hooks(node_of(y), 0, h));
    ck_fails(rp_node_saved_register_hooks(node_of(y), 0, h), RP_E_STATE, "has hooks already");
    ck_ok(rp_node_saved(&got, node_of(y), 0));
    ck_assert_float_eq(value_of(got), 8);
    rp_node_free_slots(node_of(y));
    ck_fails(rp_node_saved_register_hooks(node_of(y), 0, h), RP_E_STATE, "freed");
    rp_hooks_release(h);
}
END_TEST

START_TEST(checkpoint__127_disabled_hooks_answer_with_the_text)
{
    struct counting c = {.times = 1};
    rp_hooks *h = NULL;
    uint32_t depth;
    char *outer, *inner;
    ck_ok(rp_hooks_create(&h, &counting_type, &c));
    ck_ok(rp_hooks_disable("not here", &outer));
    ck_fails(rp_hooks_push(h, &depth), RP_E_STATE, "not here");
    ck_ok(rp_hooks_disable("nor here", &inner));
    ck_fails(rp_hooks_push(h, &depth), RP_E_STATE, "nor here");
    rp_hooks_disable_restore(inner);
    ck_fails(rp_hooks_push(h, &depth), RP_E_STATE, "not here");
    rp_hooks_disable_restore(outer);
    ck_ok(rp_hooks_push(h, &depth));
    ck_fails(rp_hooks_disable("too late", &outer), RP_E_STATE, "too late");
    rp_hooks_pop(depth);
    rp_hooks_release(h);
}
END_TEST

Suite *rp_test_suite(void)
{
    node_upcalls();
    return rp_suite(
        "saved", checkpoint__124_saved_leaf_reads_back_as_the_same_handle,
        checkpoint__009_saved_constant_reads_back_as_the_same_handle,
        saved__bytes_outlive_the_handle, checkpoint__124_saved_result_has_the_node_it_came_from,
        saved__input_with_history_gets_it_from_the_edge, saved__write_after_the_save_is_noticed,
        checkpoint__123_freed_and_empty_slots_say_so,
        saved__in_place_use_of_its_own_input_makes_no_cycle,
        checkpoint__115_hooks_pack_at_the_save_and_unpack_at_the_read,
        checkpoint__124_hooked_values_get_their_node_back,
        checkpoint__117_only_the_innermost_pair_acts,
        checkpoint__121_pack_may_not_write_its_argument,
        checkpoint__122_errors_of_hooks_come_through_unchanged,
        checkpoint__123_hooks_on_one_slot_after_the_fact,
        checkpoint__127_disabled_hooks_answer_with_the_text, NULL);
}
