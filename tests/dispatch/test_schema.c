/* tests/dispatch/test_schema.c - the schema grammar: PyTorch's own schemas, and what is wrong where
 */
#include "dispatch/impl.h"
#include "support/support.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Every schema of the operators that the library knows is read, and printed as it was. */
START_TEST(schema__prints_pytorchs_schemas_as_they_were)
{
    char path[1024], line[1024];
    const char *root = getenv("REPRISE_SOURCE_DIR");
    int n = 0;
    snprintf(path, sizeof path, "%s/tests/dispatch/schemas.txt", root ? root : ".");
    FILE *f = fopen(path, "r");
    ck_assert_msg(f != NULL, "%s is missing", path);
    while (fgets(line, sizeof line, f)) {
        rp_schema s = {0};
        line[strcspn(line, "\n")] = 0;
        ck_ok(rp_schema_parse(&s, line));
        ck_assert_str_eq(s.text, line);
        rp_schema_fini(&s);
        n++;
    }
    fclose(f);
    ck_assert_int_eq(n, 781);
}
END_TEST

START_TEST(schema__reads_every_part)
{
    rp_schema s = {0};
    ck_ok(rp_schema_parse(&s, "ns::op.Over( Tensor(a!)  self,SymInt[2] size=[1,2], Tensor?[] list "
                              ", *, float? eps=1e-05,bool flag = True,"
                              " str mode='mean', MemoryFormat? memory_format=contiguous_format, "
                              "ScalarType? dtype=4) ->(Tensor(a!) x,Tensor[])"));
    ck_assert_str_eq(s.text, "ns::op.Over(Tensor(a!) self, SymInt[2] size=[1, 2], Tensor?[] list, "
                             "*, float? eps=1e-05, bool flag=True, str mode=\"mean\", "
                             "MemoryFormat? memory_format=contiguous_format, ScalarType? dtype=4) "
                             "-> (Tensor(a!) x, Tensor[])");
    ck_assert_str_eq(s.name, "ns::op.Over");
    ck_assert_str_eq(s.base, "ns::op");
    ck_assert_str_eq(s.overload, "Over");
    ck_assert_uint_eq(s.n_args, 8);
    ck_assert_uint_eq(s.n_positional, 3);
    ck_assert_uint_eq(s.n_rets, 2);
    ck_assert_uint_eq(s.n_required, 3);
    ck_assert(s.arg[0].mutated && s.arg[0].alias == 'a' && !s.arg[0].is_out);
    ck_assert(s.arg[1].list && s.arg[1].list_size == 2 && s.arg[1].type == RP_TYPE_INT);
    ck_assert(s.arg[1].default_value.n == 2 && s.arg[1].default_value.u.l[1].u.i == 2);
    ck_assert(s.arg[2].list && s.arg[2].element_optional && !s.arg[2].optional);
    ck_assert(s.arg[3].kwarg_only && s.arg[3].optional && s.arg[3].default_value.u.f == 1e-05);
    ck_assert(s.arg[4].default_value.tag == RP_TAG_BOOL && s.arg[4].default_value.u.i == 1);
    ck_assert_str_eq(s.arg[5].default_value.u.s, "mean");
    ck_assert(s.arg[6].default_value.tag == RP_TAG_INT && s.arg[6].default_value.u.i == 0);
    ck_assert(s.arg[7].default_value.tag == RP_TAG_DTYPE &&
              s.arg[7].default_value.u.dtype == RP_I64);
    ck_assert_str_eq(s.ret[0].name, "x");
    ck_assert(s.ret[1].list);
    rp_schema_fini(&s);
}
END_TEST

START_TEST(schema__alias_sets_and_out_arguments)
{
    rp_schema s = {0};
    ck_ok(rp_schema_parse(
        &s, "a::b(Tensor(a -> *) self, Tensor(a|b) t, *, Tensor(c!) out) -> Tensor(a)[]"));
    ck_assert_str_eq(s.text,
                     "a::b(Tensor(a -> *) self, Tensor(a|b) t, *, Tensor(c!) out) -> Tensor(a)[]");
    ck_assert(s.arg[2].is_out && s.arg[2].mutated && s.ret[0].alias == 'a' && !s.ret[0].mutated);
    rp_schema_fini(&s);
    ck_ok(
        rp_schema_parse(&s, "a::b.default(int[2]? x=None, int reduction=Mean, int[3] y=0) -> ()"));
    ck_assert_str_eq(s.name, "a::b");
    ck_assert_str_eq(s.overload, "");
    ck_assert_int_eq(s.arg[1].default_value.u.i, 1);
    ck_assert_uint_eq(s.arg[2].default_value.n, 3);
    ck_assert_uint_eq(s.n_rets, 0);
    rp_schema_fini(&s);
}
END_TEST

START_TEST(schema__unknown_type_reports_its_column)
{
    rp_schema s = {0};
    ck_fails(rp_schema_parse(&s, "aten::f(Tensr a) -> Tensor"), RP_E_INVALID,
             "column 9: expected a type (Tensor, int,");
    ck_fails(rp_schema_parse(&s, "aten::f(Tensor a) -> Tensor x y"), RP_E_INVALID,
             "column 31: expected the end of the schema, got \"y\"");
}
END_TEST

START_TEST(schema__errors_name_the_column_and_what_is_allowed)
{
    static const struct {
        const char *schema, *text;
    } cases[] = {
        {"", "column 1: expected a namespace, but the text ends"},
        {"aten", "column 5: expected '::' after the namespace"},
        {"aten::", "column 7: expected the name of an operator"},
        {"aten::f", "column 8: expected '('"},
        {"aten::f(Tensor) -> Tensor", "column 15: expected the name of an argument"},
        {"aten::f(Tensor a", "column 17: expected '=', ',' or ')' after an argument"},
        {"aten::f(Tensor a) Tensor", "column 19: expected '->'"},
        {"aten::f(int a=x) -> Tensor", "column 15: expected a default value of type int"},
        {"aten::f(int a=1.5) -> Tensor", "column 15: expected a default value of type int"},
        {"aten::f(Tensor a=1) -> Tensor", "column 18: expected a default value of type Tensor"},
        {"aten::f(str a=none) -> Tensor", "column 15: expected a default value of type str"},
        {"aten::f(int[] a=1) -> Tensor", "column 17: expected a default value of type int[]"},
        {"aten::f(int[0] a) -> Tensor", "column 13: expected a list size of 1 to 64"},
        {"aten::f(Tensor a, Tensor a) -> Tensor",
         "column 26: expected a name that no other argument has"},
        {"aten::f(*) -> Tensor", "column 10: expected ',' and an argument after '*'"},
        {"aten::f(int(a) x) -> Tensor", "column 12: expected no alias: only tensors have one"},
        {"aten::f(Tensor(A!) x) -> Tensor", "column 16: expected an alias letter a-z or *"},
        {"aten::f(Tensor(a x) -> Tensor", "column 18: expected '!', '|', '->' or ')' in an alias"},
        {"aten::f(Tensor a) -> (Tensor", "column 29: expected ',' or ')' after a result"},
        {"aten::f.(Tensor a) -> Tensor", "column 9: expected the name of an overload"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rp_schema s = {0};
        ck_fails(rp_schema_parse(&s, cases[i].schema), RP_E_INVALID, cases[i].text);
        rp_schema_fini(&s);
    }
}
END_TEST

/* No prefix of a schema and no single changed character may do worse than fail. */
START_TEST(schema__damaged_text_never_crashes)
{
    static const char good[] = "aten::f.o(Tensor(a!) self, int[2]? s=[1, 2], *, Scalar? x=1.5, str "
                               "m=\"q\") -> (Tensor(a!), Tensor[])";
    static const char junk[] = "()[]*,=!?.|>-\"a1 N";
    char text[sizeof good];
    for (size_t i = 0; i < sizeof good; i++) {
        memcpy(text, good, sizeof good);
        text[i] = 0;
        for (size_t k = 0; k < sizeof junk; k++) {
            rp_schema s = {0};
            (void)!rp_schema_parse(&s, text);
            rp_schema_fini(&s);
            memcpy(text, good, sizeof good);
            if (i + 1 < sizeof good) text[i] = junk[k];
        }
    }
}
END_TEST

START_TEST(schema__too_long_is_an_error)
{
    static char text[5000];
    rp_schema s = {0};
    memset(text, 'a', sizeof text - 1);
    ck_fails(rp_schema_parse(&s, text), RP_E_INVALID, "has 4999 characters; at most");
}
END_TEST

START_TEST(schema__memory_errors_leave_nothing)
{
    rp_schema s = {0};
    rp_memory_fail_after(1);
    ck_assert_int_eq(rp_schema_parse(&s, "a::b(int[] x=[1, 2]) -> ()"), RP_E_MEMORY);
    rp_memory_fail_after(0);
    ck_assert_ptr_null(s.arena);
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite(
        "schema", schema__prints_pytorchs_schemas_as_they_were, schema__reads_every_part,
        schema__alias_sets_and_out_arguments, schema__unknown_type_reports_its_column,
        schema__errors_name_the_column_and_what_is_allowed, schema__damaged_text_never_crashes,
        schema__too_long_is_an_error, schema__memory_errors_leave_nothing, NULL);
}
