/* tests/modes/checkpoint/test_identifiers.c - every row of identifiers.md exists: functions are
 * exported, types stand in installed headers, internal names in this folder's sources, the tests
 * that prove a row in the suites; and the small functions work */
#include "dispatch/ops.h"
#include "dispatch/init.h"
#include "modes/autocast.h"
#include "modes/checkpoint/identifiers.h"
#include "modes/checkpoint/regions.h"
#include <dirent.h>
#include <dlfcn.h>
#include <sys/stat.h>

/* ---- the files ------------------------------------------------------------------------------ */
struct text {
    char *at;
    size_t n, cap;
};

static void add_file(struct text *t, const char *path)
{
    FILE *f = fopen(path, "r");
    ck_assert_msg(f != NULL, "cannot read %s", path);
    for (size_t got = 1; got;) {
        if (t->n + 65536 > t->cap) t->at = realloc(t->at, t->cap = 2 * t->cap + 131072);
        got = fread(t->at + t->n, 1, 65535, f);
        t->n += got;
    }
    t->at[t->n] = '\0';
    fclose(f);
}

static int ends_in(const char *name, const char *end)
{
    const size_t n = strlen(name), m = strlen(end);
    return n >= m && !strcmp(name + n - m, end);
}

/* Every file below `folder` whose name ends so, but for the table itself. */
static void add_folder(struct text *t, const char *folder, const char *end)
{
    struct dirent **entry;
    char path[1024];
    const int n = scandir(folder, &entry, NULL, NULL);
    for (int i = 0; i < n; i++) {
        struct stat s;
        snprintf(path, sizeof path, "%s/%s", folder, entry[i]->d_name);
        if (entry[i]->d_name[0] != '.' && !stat(path, &s)) {
            if (S_ISDIR(s.st_mode)) add_folder(t, path, end);
            else if (ends_in(path, end) && !strstr(path, "/identifiers.c")) add_file(t, path);
        }
        free(entry[i]);
    }
    if (n >= 0) free(entry);
}

static struct text read_folder(const char *variable, const char *below, const char *end)
{
    struct text t = {0};
    char folder[1024];
    const char *root = getenv(variable);
    snprintf(folder, sizeof folder, "%s/%s", root ? root : ".", below);
    add_folder(&t, folder, end);
    ck_assert_msg(t.n > 0, "nothing in %s", folder);
    return t;
}

/* ---- the table ------------------------------------------------------------------------------ */
static int is_word(char c)
{
    return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static int has(const struct text *t, const char *word, int whole)
{
    const size_t n = strlen(word);
    for (const char *at = t->at; (at = strstr(at, word)) != NULL; at++)
        if ((at == t->at || !is_word(at[-1])) && (!whole || !is_word(at[n]))) return 1;
    return 0;
}

static struct text headers, sources, suites, table;

static void each_word(const char *words, void (*check)(const char *word))
{
    char word[128];
    int used;
    for (; sscanf(words, "%127s%n", word, &used) == 1; words += used) check(word);
}

static void check_function(const char *word)
{
    ck_assert_msg(dlsym(RTLD_DEFAULT, word) != NULL, "%s is not exported", word);
    ck_assert_msg(has(&headers, word, 1), "%s is in no installed header", word);
}

static void check_type(const char *word)
{
    ck_assert_msg(has(&headers, word, 1), "%s is in no installed header", word);
}

static void check_internal(const char *word)
{
    ck_assert_msg(has(&sources, word, 1), "%s is nowhere in modes/checkpoint", word);
}

static void check_test(const char *word)
{
    ck_assert_msg(has(&suites, word, 0), "there is no test %s", word);
}

static int check_row(void *ctx, const rp_identifier *row)
{
    ++*(int *)ctx;
    ck_assert_msg(*row->functions || *row->types || *row->internal, "%s has no counterpart",
                  row->reference);
    ck_assert_msg(*row->tests, "%s has no test", row->reference);
    each_word(row->functions, check_function);
    each_word(row->types, check_type);
    each_word(row->internal, check_internal);
    each_word(row->tests, check_test);
    return 0;
}

START_TEST(identifiers__every_row_exists_and_names_its_tests)
{
    int rows = 0;
    headers = read_folder("REPRISE_BUILD_DIR", "include/reprise", ".h");
    sources = read_folder("REPRISE_SOURCE_DIR", "modes/checkpoint", ".c");
    suites = read_folder("REPRISE_SOURCE_DIR", "tests", ".c");
    rp_identifier_each(check_row, &rows);
    ck_assert_int_ge(rows, 40);
    free(headers.at);
    free(sources.at);
    free(suites.at);
}
END_TEST

static int add_row(void *ctx, const rp_identifier *row)
{
    struct text *t = ctx;
    const char *const cells[] = {row->reference, row->functions, row->types, row->internal};
    for (int i = 0; i < 4; i++) {
        if (t->n + 4096 > t->cap) t->at = realloc(t->at, t->cap = 2 * t->cap + 131072);
        t->n += (size_t)sprintf(t->at + t->n, "%s ", cells[i]);
    }
    return 0;
}

/* The documentation may not promise what the table lacks: every name in backquotes in the first two
   columns' cells. */
START_TEST(identifiers__the_table_has_every_name_of_the_documentation)
{
    struct text doc = {0};
    char path[1024];
    snprintf(path, sizeof path, "%s/modes/checkpoint/identifiers.md",
             getenv("REPRISE_SOURCE_DIR") ? getenv("REPRISE_SOURCE_DIR") : ".");
    add_file(&doc, path);
    rp_identifier_each(add_row, &table);
    int names = 0;
    for (char *line = strtok(doc.at, "\n"); line; line = strtok(NULL, "\n")) {
        if (line[0] != '|' || !strncmp(line, "| ---", 5) || strstr(line, "| reference |")) continue;
        char *end = strchr(line + 1, '|');
        *end = '\0';
        for (char *at = line; (at = strchr(at, '`')) != NULL; at++) {
            char name[128];
            const size_t n = strcspn(at + 1, "`(");
            snprintf(name, sizeof name, "%.*s", (int)n, at + 1);
            ck_assert_msg(has(&table, name, 1), "%s of the documentation is not in the table",
                          name);
            at = strchr(at + 1, '`');
            names++;
        }
    }
    ck_assert_int_gt(names, 60);
    free(doc.at);
    free(table.at);
}
END_TEST

/* ---- the small functions -------------------------------------------------------------------- */
START_TEST(identifiers__device_types_and_states)
{
    rp_tensor *x = leaf4();
    const rp_value inner[] = {rp_value_int(3), rp_value_tensor(x)},
                   args[] = {rp_value_list(inner, 2), rp_value_none()};
    rp_device ids[4];
    rp_tensor *states[4];
    uint32_t n = 4;
    ck_ok(rp_init());
    /* the cpu's state is kept apart from the devices' */
    ck_ok(rp_get_device_states(args, 2, ids, states, &n));
    ck_assert_uint_eq(n, 0);
    ck_ok(rp_set_device_states(ids, states, 0));
    ck_assert_str_eq(rp_checkpoint_get_device_type(), "cpu");
    ck_assert_str_eq(rp_infer_device_type(args, 2), "cpu");
    ck_assert_int_ne(rp_checkpoint_set_device_type("nowhere"), RP_OK);
    ck_ok(rp_checkpoint_set_device_type("cpu"));
    rp_tensor_release(x);
}
END_TEST

START_TEST(checkpoint__224_detached_variables)
{
    rp_tensor *x = leaf4(), *y = NULL;
    ck_ok(rp_sin(&y, x));
    const rp_value in[] = {rp_value_tensor(y), rp_value_int(5), rp_value_tensor(x)};
    rp_value out[3];
    ck_ok(rp_detach_variables(out, in, 3));
    ck_assert(rp_tensor_is_leaf(out[0].u.t) && rp_tensor_requires_grad(out[0].u.t));
    ck_assert(rp_tensor_shares_storage(out[0].u.t, y));
    ck_assert_int_eq(out[1].u.i, 5);
    ck_assert(rp_tensor_requires_grad(out[2].u.t));
    for (int i = 0; i < 3; i++) rp_value_clear(&out[i]);
    rp_tensor_release(x);
    rp_tensor_release(y);
}
END_TEST

START_TEST(identifiers__autocast_state)
{
    rp_autocast_state before = {.size = sizeof before}, inside = {.size = sizeof inside},
                      bad = {.size = sizeof bad, .enabled = {1, 0}, .dtype = {RP_F64, RP_F16}};
    uint32_t token;
    rp_autocast_state_get(&before);
    ck_assert_int_eq(before.enabled[0], 0);
    ck_ok(rp_autocast_push("cpu", RP_BF16, 1, 0, &token));
    rp_autocast_state_get(&inside);
    ck_assert(inside.enabled[0] && !inside.cache[0] && inside.dtype[0] == RP_BF16);
    rp_autocast_pop(token);
    ck_ok(rp_autocast_state_set(&inside));
    ck_assert_int_eq(rp_autocast_get("cpu", NULL, NULL), 1);
    ck_ok(rp_autocast_state_set(&before));
    ck_assert_int_eq(rp_autocast_get("cpu", NULL, NULL), 0);
    ck_fails(rp_autocast_state_set(&bad), RP_E_DTYPE, "not in float64");
}
END_TEST

START_TEST(identifiers__a_mode_of_the_user)
{
    struct probe p;
    rp_tensor *x = leaf4(), *y = NULL;
    const uint32_t depth = probe_push(&p);
    ck_ok(rp_sin(&y, x));
    rp_mode_pop(depth);
    ck_ok(rp_exp(&y, y));
    ck_assert_str_eq(p.text, "sin");
    rp_tensor_release(x);
    rp_tensor_release(y);
}
END_TEST

START_TEST(identifiers__begin_and_end)
{
    int runs = 0;
    struct chain c = {.ops = "sin exp", .runs = &runs};
    rp_tensor *x = leaf4(), *y = NULL, *want = plain_gradient(x, "sin exp", NULL);
    const rp_region r = RP_REGION(chain_body, "bracket", c);
    const rp_value in = rp_value_tensor(x);
    rp_frame *f = NULL;
    ck_ok(rp_checkpoint_begin(&f, &r, &in, 1, NULL));
    ck_ok(chain_apply(&y, x, "sin exp", NULL));
    ck_ok(rp_checkpoint_end_take(f));
    ck_assert_int_eq(runs, 0);
    ck_ok(backward(y));
    ck_assert_int_eq(runs, 1);
    ck_gradient(x, want);
    rp_tensor_release(want);
    rp_tensor_release(x);
    rp_tensor_release(y);
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite("identifiers", identifiers__every_row_exists_and_names_its_tests,
                    identifiers__the_table_has_every_name_of_the_documentation,
                    identifiers__device_types_and_states, checkpoint__224_detached_variables,
                    identifiers__autocast_state, identifiers__a_mode_of_the_user,
                    identifiers__begin_and_end, NULL);
}
