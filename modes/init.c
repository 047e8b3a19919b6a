/* modes/init.c - what happens at the first call: built-in modes, plugins, and what REPRISE_*
 * variables ask for
 *
 *     REPRISE_LOG=error|warn|info|debug          lines of the library on stderr, unless the program
 *     has a sink of its own REPRISE_PLUGINS=cpu,?cuda,./mine.so        plugins to initialise,
 *     instead of cpu alone REPRISE_FALLBACK=error|warn|allow          a device without a kernel: an
 *     error, or the cpu's with copies REPRISE_SAC=[force:]off|full|save(...)     policy of regions
 *     without one in code, and of recipes REPRISE_SAC_SCOPE=all|regions              regions: no
 *     recipes
 *     REPRISE_MODES=log(file=ops.txt),count      modes at the bottom of every thread's stack
 *
 * Others are read where they are used: REPRISE_PLUGIN_PATH (dispatch/loader.c), REPRISE_CPU_PLAIN=1
 * (plugins/cpu/plugin.c: no fast rows), REPRISE_FREELIST=0 (core/memory.c: freed blocks go back at
 * once).
 */
#include "dispatch/impl.h"
#include "modes/checkpoint/impl.h"
#include "modes/env.h"
#include "modes/remat/remat.h"
#include "mode_list.inc"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_MODES = 16, MAX_OPTIONS = 16 };
static struct {
    rp_mode *mode[MAX_MODES]; /* of REPRISE_MODES, outermost first; owned */
    uint32_t n;
} from_environment;

/* An error of what an item asks for, told with the item's place in the variable. */
static rp_status at_item(const rp_env *e, const rp_env_item *item, rp_status st)
{
    char text[512];
    if (!rp_status_is_error(st) || st == RP_E_MEMORY) return st;
    return RP_FAIL(st, "%s: column %u: %s", e->variable, item->column,
                   rp_error_line(text, sizeof text));
}

/* The single word of a variable as an index into `words`; -1 when unset. */
static rp_status read_word(const char *variable, const char *const *words, int n_words,
                           const char *allowed, int *index)
{
    rp_env *e = NULL;
    *index = -1;
    if (!getenv(variable)) return RP_OK;
    RP_TRY(rp_env_parse(&e, variable, getenv(variable), 0));
    rp_status st = RP_OK;
    if (e->first) {
        st = rp_env_plain(e, e->first, allowed);
        for (int i = 0; i < n_words && !st; i++)
            if (!strcmp(e->first->name, words[i])) *index = i;
    }
    if (!st && e->n > 1)
        st = rp_env_fail(e, e->first->next->column, "expected one of %s alone", allowed);
    if (!st && e->n && *index < 0)
        st = rp_env_fail(e, e->first->column, "'%s'; expected one of %s", e->first->name, allowed);
    rp_env_release(e);
    return st;
}

/* ---- REPRISE_LOG ----------------------------------------------------------------------------- */
static const char *const levels[] = {"error", "warn", "info", "debug"};

static void log_to_stderr(void *ctx, int level, const char *line)
{
    (void)ctx;
    fprintf(stderr, "reprise: %s: %s\n", level >= 0 && level < 4 ? levels[level] : "?", line);
}

static rp_status start_log(void)
{
    int level;
    RP_TRY(read_word("REPRISE_LOG", levels, 4, "error, warn, info, debug", &level));
    if (level >= 0 && !rp_log_enabled(RP_LOG_ERROR)) rp_log_set(log_to_stderr, NULL, level);
    return RP_OK;
}

/* ---- modes that are built in ----------------------------------------------------------------- */
static rp_status register_all(rp_registrar *r)
{
    for (const rp_mode_type *const *type = builtin_modes; *type; type++)
        RP_TRY(rp_mode_register(r, *type));
    return RP_OK;
}

static rp_status register_modes(void)
{
    rp_plugin_record *record = NULL;
    rp_registrar r;
    RP_TRY(rp_record_create(&record, "reprise"));
    RP_TRY(rp_stage_open(&r, record));
    rp_status st = register_all(&r);
    if (!st) st = rp_stage_commit(&r, false);
    rp_stage_drop(&r);
    return st;
}

/* ---- REPRISE_PLUGINS ------------------------------------------------------------------------- */
static rp_status load_item(const rp_env *e, const rp_env_item *item)
{
    rp_kv options[MAX_OPTIONS];
    uint32_t n;
    if (item->value)
        return rp_env_fail(e, item->column,
                           "'%s' stands with '='; expected the name or the path of a plugin",
                           item->name);
    RP_TRY(rp_env_options(e, item, options, MAX_OPTIONS, &n));
    const rp_status st = rp_plugin_load_with(item->name, options, n);
    if (!st || !item->optional) return at_item(e, item, st);
    rp_log_line(RP_LOG_INFO, "%s: ?%s is left out: %s", e->variable, item->name,
                rp_error_message());
    rp_error_release(rp_error_take());
    return RP_OK;
}

static rp_status load_plugins(void)
{
    static const char variable[] = "REPRISE_PLUGINS";
    rp_env *e = NULL;
    if (!getenv(variable)) return rp_plugin_load("cpu");
    RP_TRY(rp_env_parse(&e, variable, getenv(variable), RP_ENV_PATHS));
    rp_status st = RP_OK;
    for (const rp_env_item *item = e->first; item && !st; item = item->next)
        st = load_item(e, item);
    rp_env_release(e);
    return st;
}

/* ---- REPRISE_FALLBACK ------------------------------------------------------------------------ */
static rp_status read_fallback(void)
{
    static const char *const words[] = {"error", "warn", "allow"}; /* RP_FALLBACK_* */
    int policy;
    RP_TRY(read_word("REPRISE_FALLBACK", words, 3, "error, warn, allow", &policy));
    if (policy >= 0) rp_fallback_exchange(policy);
    return RP_OK;
}

/* ---- REPRISE_SAC, REPRISE_SAC_SCOPE ---------------------------------------------------------- */
static rp_status read_sac(void)
{
    static const char *const scopes[] = {"all", "regions"};
    const char *text = getenv("REPRISE_SAC");
    int scope;
    RP_TRY(read_word("REPRISE_SAC_SCOPE", scopes, 2, "all, regions", &scope));
    if (!text || !*text) return RP_OK;
    RP_TRY(rp_checkpoint_set_default(text, 0));
    return scope == 1 ? RP_OK : rp_remat_set_default("REPRISE_SAC", text);
}

/* ---- REPRISE_MODES --------------------------------------------------------------------------- */
static rp_status make_mode(const rp_env *e, const rp_env_item *item)
{
    rp_kv options[MAX_OPTIONS];
    uint32_t n;
    if (item->value || item->optional || item->every != 1)
        return rp_env_fail(
            e, item->column,
            "'%s'; expected the name of a mode, with options in parentheses if need be: log(file=ops.txt)",
            item->name);
    if (from_environment.n == MAX_MODES)
        return rp_env_fail(e, item->column, "expected at most %d modes", MAX_MODES);
    RP_TRY(rp_env_options(e, item, options, MAX_OPTIONS, &n));
    rp_mode **m = &from_environment.mode[from_environment.n];
    RP_TRY(at_item(e, item, rp_mode_create(m, item->name, options, n)));
    from_environment.n++;
    return RP_OK;
}

static rp_status make_modes(void)
{
    rp_env *e = NULL;
    RP_TRY(rp_env_parse(&e, "REPRISE_MODES", getenv("REPRISE_MODES"), 0));
    rp_status st = RP_OK;
    for (const rp_env_item *item = e->first; item && !st; item = item->next)
        st = make_mode(e, item);
    rp_env_release(e);
    return st;
}

/* ---- every thread starts with them ----------------------------------------------------------- */
/* Recipes stand below the modes of REPRISE_MODES, so that those see what is run again. */
static rp_status enter_thread(void)
{
    uint32_t depth;
    RP_TRY(rp_remat_enter_thread());
    for (uint32_t i = 0; i < from_environment.n; i++)
        RP_TRY(rp_mode_push(from_environment.mode[i], &depth));
    return RP_OK;
}

static void thread_started(rp_thread *t)
{
    (void)t;
    if (enter_thread() == RP_OK) return;
    rp_log_line(RP_LOG_ERROR, "a thread starts without the modes of the environment: %s",
                rp_error_message());
    rp_error_release(rp_error_take());
}

/* Modes that report at their end do so now: what this thread's stack holds of them goes too. */
static void at_end(void)
{
    atomic_store(&rp_thread_up, NULL);
    rp_remat_pop(0);
    for (uint32_t i = 0; i < from_environment.n; i++) rp_mode_release(from_environment.mode[i]);
    from_environment.n = 0;
    rp_remat_end();
}

rp_status rp_startup(void)
{
    rp_remat_start();
    RP_TRY(start_log());
    RP_TRY(register_modes());
    RP_TRY(read_fallback());
    RP_TRY(load_plugins());
    RP_TRY(read_sac());
    RP_TRY(make_modes());
    if (!from_environment.n && !rp_remat_is_default()) return RP_OK;
    if (atexit(at_end)) return RP_FAIL(RP_E_MEMORY, "no room for one more atexit function");
    RP_TRY(enter_thread());
    atomic_store(&rp_thread_up, thread_started);
    return RP_OK;
}
