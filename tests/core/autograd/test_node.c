#include "nodes.h"

START_TEST(node__knows_its_name_edges_and_outputs)
{
    RP_LOCAL rp_tensor *x = leaf(2), *y = NULL;
    ck_ok(scale(&y, x, 3));
    rp_node *n = node_of(y);
    ck_assert_str_eq(rp_node_name(n), "Scale");
    ck_assert_uint_eq(rp_node_edge_count(n), 2);
    ck_assert_uint_eq(rp_node_output_count(n), 1);
    ck_assert_str_eq(rp_node_name(rp_node_edge(n, 0).node), "AccumulateGrad");
    ck_assert_ptr_null(rp_node_edge(n, 1).node);
    ck_assert_int_eq(rp_node_needs(n, 0), 1);
    ck_assert_int_eq(rp_node_needs(n, 1), 0);
}
END_TEST

START_TEST(checkpoint__144_sequence_numbers_grow_and_can_be_set)
{
    RP_LOCAL rp_tensor *x = leaf(2), *a = NULL, *b = NULL;
    ck_ok(scale(&a, x, 3));
    ck_ok(scale(&b, a, 3));
    ck_assert_uint_gt(rp_node_sequence(node_of(b)), rp_node_sequence(node_of(a)));
    rp_node_set_sequence(node_of(a), 7);
    ck_assert_uint_eq(rp_node_sequence(node_of(a)), 7);
}
END_TEST

START_TEST(checkpoint__144_metadata_lives_and_dies_with_the_node)
{
    RP_LOCAL rp_tensor *x = leaf(2), *y = NULL;
    ck_ok(scale(&y, x, 3));
    rp_value v = rp_value_str("first", 5);
    ck_ok(rp_node_set_metadata(node_of(y), "where", &v));
    v = rp_value_int(4);
    ck_ok(rp_node_set_metadata(node_of(y), "count", &v));
    v = rp_value_int(5);
    ck_ok(rp_node_set_metadata(node_of(y), "count", &v));
    ck_assert_int_eq(rp_node_metadata(node_of(y), "count")->u.i, 5);
    ck_assert_int_eq(strncmp(rp_node_metadata(node_of(y), "where")->u.s, "first", 5), 0);
    ck_assert_ptr_null(rp_node_metadata(node_of(y), "absent"));
}
END_TEST

START_TEST(node__graph_dies_with_its_last_result)
{
    RP_LOCAL rp_tensor *x = leaf(2);
    const uint64_t before = live_nodes();
    rp_tensor *y = NULL;
    for (int i = 0; i < 10; i++) ck_ok(scale(&y, y ? y : x, 2));
    ck_assert_uint_eq(live_nodes(), before + 10);
    rp_tensor_release(y);
    ck_assert_uint_eq(live_nodes(), before);
}
END_TEST

START_TEST(node__leaf_may_die_before_its_graph)
{
    rp_tensor *x = leaf(2);
    RP_LOCAL rp_tensor *y = NULL;
    ck_ok(scale(&y, x, 3));
    rp_tensor_release(x);
    ck_ok(rp_backward(&y, NULL, 1, NULL));
}
END_TEST

START_TEST(node__million_deep_chain_neither_recurses_forward_nor_back)
{
    RP_LOCAL rp_tensor *x = leaf(2);
    rp_tensor *y = NULL;
    for (int i = 0; i < 1000000; i++)
        ck_ok(scale_full(&y, y ? y : x, NULL, (struct scale){.factor = 1}, false));
    ck_ok(rp_backward(
        &y, NULL, 1, &(rp_backward_options){.size = sizeof(rp_backward_options), .keep_graph = 1}));
    ck_assert_float_eq(value_of(rp_tensor_grad(x)), 1);
    rp_tensor *g = NULL;
    ck_ok(rp_grad(&g, &y, 1, &x, 1, NULL));
    ck_assert_float_eq(value_of(g), 1);
    rp_tensor_release(g);
    rp_tensor_release(y);
}
END_TEST

START_TEST(node__only_fresh_floating_results_get_a_history)
{
    RP_LOCAL rp_tensor *x = leaf(2), *y = NULL, *whole = NULL;
    ck_ok(scale(&y, x, 3));
    rp_node *n = node_of(y);
    ck_ok(rp_tensor_create(&whole, NULL, 0, RP_I64, RP_CPU));
    ck_fails(rp_node_bind_output(n, 0, whole), RP_E_DTYPE, "int64");
    ck_fails(rp_node_bind_output(n, 0, y), RP_E_STATE, "already has a history");
    ck_fails(rp_node_set_edge(n, 2, x), RP_E_INDEX, "edge 2 of Scale, which has 2");
}
END_TEST

START_TEST(leaf__switch_is_refused_for_integers_and_results)
{
    RP_LOCAL rp_tensor *x = leaf(2), *y = NULL, *whole = NULL;
    ck_ok(scale(&y, x, 3));
    ck_ok(rp_tensor_create(&whole, NULL, 0, RP_I64, RP_CPU));
    ck_fails(rp_tensor_require_grad(whole, 1), RP_E_DTYPE, "int64");
    ck_fails(rp_tensor_require_grad(y, 0), RP_E_STATE, "Scale");
    ck_assert(rp_tensor_is_leaf(x) && !rp_tensor_is_leaf(y) && rp_tensor_requires_grad(y));
    ck_ok(rp_tensor_require_grad(x, 0));
    ck_assert(!rp_tensor_requires_grad(x));
}
END_TEST

START_TEST(leaf__gradient_and_name_are_kept_and_replaced)
{
    RP_LOCAL rp_tensor *x = leaf(2), *g = leaf(3);
    ck_assert_ptr_null(rp_tensor_grad(x));
    rp_tensor_set_grad(x, g);
    ck_assert_ptr_eq(rp_tensor_grad(x), g);
    rp_tensor_set_grad(x, NULL);
    ck_assert_ptr_null(rp_tensor_grad(x));
    ck_assert_ptr_null(rp_tensor_name(x));
    ck_ok(rp_tensor_set_name(x, "weight"));
    ck_ok(rp_tensor_set_name(x, "bias"));
    ck_assert_str_eq(rp_tensor_name(x), "bias");
}
END_TEST

Suite *rp_test_suite(void)
{
    node_upcalls();
    return rp_suite("node", node__knows_its_name_edges_and_outputs,
                    checkpoint__144_sequence_numbers_grow_and_can_be_set,
                    checkpoint__144_metadata_lives_and_dies_with_the_node,
                    node__graph_dies_with_its_last_result, node__leaf_may_die_before_its_graph,
                    node__million_deep_chain_neither_recurses_forward_nor_back,
                    node__only_fresh_floating_results_get_a_history,
                    leaf__switch_is_refused_for_integers_and_results,
                    leaf__gradient_and_name_are_kept_and_replaced, NULL);
}
