/* tools/golden/program_compare.c - what a recorded program showed against what it shows here */
#include "dispatch/init.h"
#include "dispatch/ops.h"
#include "golden/program.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static rp_status compare_events(const char *what, const struct program_events *got,
                                const cJSON *want)
{
    int i = 0;
    const cJSON *line;
    cJSON_ArrayForEach(line, want)
    {
        char text[PROGRAM_LINE];
        const cJSON *how = line->child->next->next;
        snprintf(text, sizeof text, "%s | %s%s%s", line->child->valuestring,
                 line->child->next->valuestring, how ? " | " : "", how ? how->valuestring : "");
        if (i == got->n) return RP_FAIL(RP_E_VALUE, "%s %d is missing: '%s'", what, i, text);
        if (strcmp(got->line[i], text) != 0)
            return RP_FAIL(RP_E_VALUE, "%s %d is '%s', recorded is '%s'", what, i, got->line[i],
                           text);
        i++;
    }
    return i == got->n ? RP_OK
                       : RP_FAIL(RP_E_VALUE, "%s %d is too much: '%s'", what, i, got->line[i]);
}

static rp_status compare_number(const char *what, uint64_t got, const cJSON *want)
{
    const double recorded = want ? want->valuedouble : 0;
    return (double)got == recorded ? RP_OK
                                   : RP_FAIL(RP_E_VALUE, "%s: %llu, recorded is %.0f", what,
                                             (unsigned long long)got, recorded);
}

static rp_status compare_runs(const struct program_run *r, const cJSON *want)
{
    int recorded = 0;
    for (int i = 0; i < r->n_runs; i++) {
        char what[PROGRAM_LINE + 16];
        snprintf(what, sizeof what, "runs of %s", r->runs[i].name);
        RP_TRY(compare_number(what, (uint64_t)r->runs[i].n,
                              cJSON_GetObjectItemCaseSensitive(want, r->runs[i].name)));
    }
    const cJSON *body;
    cJSON_ArrayForEach(body, want) recorded += body->valueint > 0;
    return recorded == r->n_runs
               ? RP_OK
               : RP_FAIL(RP_E_VALUE, "%d bodies ran, recorded are %d", r->n_runs, recorded);
}

/* Layer norm is the one operator of the programs that may save less than PyTorch's, which keeps the
   bias too. */
static bool saves_as_listed(const struct program_run *r)
{
    return r->norm_packs == 5 * r->norms;
}

static rp_status compare_recording(const struct program_run *r, const cJSON *program)
{
    const cJSON *want = cJSON_GetObjectItem(program, "binding"),
                *listed = cJSON_GetObjectItem(program, "binding_if_saves_as_listed");
    const cJSON *backward = cJSON_GetObjectItem(want, "backward_counts");
    RP_TRY(
        compare_events("operator of forward", &r->forward, cJSON_GetObjectItem(want, "forward")));
    RP_TRY(compare_events("operator of the recompute", &r->recompute,
                          cJSON_GetObjectItem(want, "recompute")));
    RP_TRY(compare_number("mm in backward", (uint64_t)r->mm,
                          cJSON_GetObjectItem(backward, "aten::mm")));
    RP_TRY(compare_number("bmm in backward", (uint64_t)r->bmm,
                          cJSON_GetObjectItem(backward, "aten::bmm")));
    RP_TRY(compare_number("addmm in backward", (uint64_t)r->addmm,
                          cJSON_GetObjectItem(backward, "aten::addmm")));
    RP_TRY(compare_runs(r, cJSON_GetObjectItem(want, "runs")));
    RP_TRY(compare_number("served from the cache", r->served,
                          cJSON_GetObjectItem(want, "served_from_cache")));
    RP_TRY(compare_number("kept bytes", r->kept_bytes, cJSON_GetObjectItem(want, "kept_bytes")));
    RP_TRY(compare_number("cache bytes", r->cache_bytes, cJSON_GetObjectItem(want, "cache_bytes")));
    RP_TRY(compare_number("cache entries", r->cache_entries,
                          cJSON_GetObjectItem(want, "cache_entries")));
    if (!saves_as_listed(r)) return RP_OK;
    RP_TRY(compare_number("packs of regions", (uint64_t)r->packs,
                          cJSON_GetObjectItem(listed, "region_pack")));
    return compare_number("unpacks of regions", (uint64_t)r->unpacks,
                          cJSON_GetObjectItem(listed, "region_unpack"));
}

static rp_status compare_bits(rp_tensor *a, rp_tensor *b, int k)
{
    const void *x, *y;
    if (rp_tensor_ndim(a) != rp_tensor_ndim(b) || rp_tensor_numel(a) != rp_tensor_numel(b) ||
        rp_tensor_dtype(a) != rp_tensor_dtype(b))
        return RP_FAIL(RP_E_VALUE, "result %d has another shape or dtype than without regions", k);
    RP_LOCAL rp_tensor *ha = NULL, *hb = NULL;
    RP_TRY(rp_contiguous(&ha, a));
    RP_TRY(rp_contiguous(&hb, b));
    RP_TRY(rp_tensor_read(ha, &x));
    RP_TRY(rp_tensor_read(hb, &y));
    const size_t bytes = (size_t)rp_tensor_numel(a) * rp_dtype_size(rp_tensor_dtype(a));
    const bool same = !bytes || memcmp(x, y, bytes) == 0;
    rp_tensor_done(ha);
    rp_tensor_done(hb);
    return same ? RP_OK
                : RP_FAIL(RP_E_VALUE, "result %d differs in bits from the run without regions", k);
}

static rp_status compare_plain(const struct program_run *plain, const struct program_run *regions)
{
    if (plain->n_end != regions->n_end)
        return RP_FAIL(RP_E_VALUE, "%d results and gradients, without regions %d", regions->n_end,
                       plain->n_end);
    for (int k = 0; k < plain->n_end; k++) RP_TRY(compare_bits(plain->end[k], regions->end[k], k));
    return RP_OK;
}

static uint64_t live_objects(void)
{
    rp_memory_stats m = {.size = sizeof m};
    rp_memory_get(RP_CPU, &m);
    return m.live_tensors + m.live_storages + m.live_nodes;
}

static rp_status check_pair(struct program_run *plain, struct program_run *regions,
                            const cJSON *program)
{
    RP_TRY(program_execute(plain, program, true));
    RP_TRY(program_execute(regions, program, false));
    RP_TRY(compare_recording(regions, program));
    return compare_plain(plain, regions);
}

rp_status program_check(const cJSON *program)
{
    RP_TRY(rp_init());
    const uint64_t live = live_objects();
    struct program_run *plain = calloc(2, sizeof *plain), *regions = plain + 1;
    if (!plain) return RP_FAIL(RP_E_MEMORY, "no memory for two runs");
    rp_status st = check_pair(plain, regions, program);
    program_run_fini(regions);
    program_run_fini(plain);
    free(plain);
    if (!st && live_objects() != live)
        st = RP_FAIL(RP_E_VALUE, "%lld tensors, storages or nodes are left",
                     (long long)(live_objects() - live));
    return st;
}

rp_status program_read(cJSON **program, const char *path)
{
    FILE *f = fopen(path, "rb");
    if (!f) return RP_FAIL(RP_E_IO, "cannot open '%s'", path);
    char *text = NULL;
    size_t n = 0;
    ssize_t got = getdelim(&text, &n, '\0', f);
    fclose(f);
    *program = got > 0 ? cJSON_Parse(text) : NULL;
    free(text);
    return *program && cJSON_GetObjectItem(*program, "binding") &&
                   cJSON_GetObjectItem(*program, "steps")
               ? RP_OK
               : RP_FAIL(RP_E_VALUE, "%s: is no recorded program", path);
}
