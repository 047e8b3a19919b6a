/* tools/models/text.c */
#include "models/text.h"
#include "dispatch/ops.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static rp_status read_all(struct text *t, FILE *file, const char *path)
{
    size_t capacity = 0;
    for (;;) {
        if (t->n == capacity) {
            capacity = capacity ? 2 * capacity : 1 << 16;
            unsigned char *bytes = realloc(t->bytes, capacity);
            if (!bytes)
                return RP_FAIL(RP_E_MEMORY, "%s: no memory for %zu bytes of text", path, capacity);
            t->bytes = bytes;
        }
        const size_t got = fread(t->bytes + t->n, 1, capacity - t->n, file);
        t->n += got;
        if (got == 0)
            return ferror(file) ? RP_FAIL(RP_E_IO, "%s: %s", path, strerror(errno)) : RP_OK;
    }
}

rp_status text_open(struct text *out, const char *path, int64_t context)
{
    *out = (struct text){0};
    FILE *file = fopen(path, "rb");
    if (!file) return RP_FAIL(RP_E_IO, "%s: %s", path, strerror(errno));
    rp_status st = read_all(out, file, path);
    fclose(file);
    if (!st && out->n < (size_t)context + 1)
        st = RP_FAIL(RP_E_VALUE, "%s has %zu bytes; a context of %lld needs at least %lld", path,
                     out->n, (long long)context, (long long)context + 1);
    if (st) text_close(out);
    return st;
}

void text_close(struct text *t)
{
    free(t->bytes);
    *t = (struct text){0};
}

static void fill_rows(const struct text *t, int64_t step, int64_t batch, int64_t context,
                      int64_t shift, int64_t *rows)
{
    for (int64_t b = 0; b < batch; b++) {
        const uint64_t hash =
            ((uint64_t)(step * batch + b) * UINT64_C(2654435761)) & UINT64_C(0xffffffff);
        const unsigned char *from = t->bytes + hash % (t->n - (uint64_t)context) + shift;
        for (int64_t i = 0; i < context; i++) rows[b * context + i] = from[i];
    }
}

static rp_status make_rows(const struct text *t, int64_t step, int64_t batch, int64_t context,
                           int64_t shift, rp_device device, rp_tensor **out)
{
    RP_LOCAL rp_tensor *host = NULL;
    void *data;
    RP_TRY(rp_tensor_create(&host, (int64_t[]){batch, context}, 2, RP_I64, RP_CPU));
    RP_TRY(rp_tensor_write(host, &data));
    fill_rows(t, step, batch, context, shift, data);
    rp_tensor_done(host);
    return rp_to_device(out, host, device, RP_I64, 0, 0, NULL);
}

rp_status text_batch(const struct text *t, int64_t step, int64_t batch, int64_t context,
                     rp_device device, rp_tensor **x, rp_tensor **y)
{
    RP_TRY(make_rows(t, step, batch, context, 0, device, x));
    return make_rows(t, step, batch, context, 1, device, y);
}
