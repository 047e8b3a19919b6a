/* tools/models/safetensors.c */
#include "models/safetensors.h"
#include <cjson/cJSON.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *name;
    rp_dtype dtype;
} dtypes[] = {{"F64", RP_F64}, {"F32", RP_F32},  {"BF16", RP_BF16}, {"F16", RP_F16},
              {"I64", RP_I64}, {"I32", RP_I32},  {"I16", RP_I16},   {"I8", RP_I8},
              {"U8", RP_U8},   {"BOOL", RP_BOOL}};
enum { DTYPES = sizeof dtypes / sizeof *dtypes };
static const uint64_t header_limit = UINT64_C(100) << 20;

static rp_dtype dtype_of(const char *name)
{
    for (int i = 0; i < DTYPES; i++)
        if (strcmp(name, dtypes[i].name) == 0) return dtypes[i].dtype;
    return RP_DTYPE_NONE;
}

static const char *name_of(rp_dtype dtype)
{
    for (int i = 0; i < DTYPES; i++)
        if (dtypes[i].dtype == dtype) return dtypes[i].name;
    return NULL;
}

/* ---- reading --------------------------------------------------------------------------------- */
struct entry {
    const char *name; /* in the header's JSON */
    rp_dtype dtype;
    int ndim;
    int64_t shape[RP_MAX_DIMS];
    uint64_t begin, end; /* from the start of the data */
};

struct st_file {
    char *path;
    FILE *file;
    cJSON *header;
    uint64_t data, bytes; /* where the tensors begin, and how many bytes follow */
    uint32_t n;
    struct entry *entries;
};

/* A whole number below 2^53, which is what JSON can carry. */
static int json_integer(const cJSON *item, uint64_t *out)
{
    if (!cJSON_IsNumber(item) || item->valuedouble < 0 || item->valuedouble > 9007199254740992.0)
        return 0;
    *out = (uint64_t)item->valuedouble;
    return (double)*out == item->valuedouble;
}

static int read_shape(const cJSON *shape, struct entry *e, uint64_t *numel)
{
    if (!cJSON_IsArray(shape) || cJSON_GetArraySize(shape) > RP_MAX_DIMS) return 0;
    *numel = 1;
    for (const cJSON *d = shape->child; d; d = d->next) {
        uint64_t extent;
        if (!json_integer(d, &extent) || (extent && *numel > (UINT64_C(1) << 53) / extent))
            return 0;
        *numel *= extent;
        e->shape[e->ndim++] = (int64_t)extent;
    }
    return 1;
}

static rp_status read_entry(const struct st_file *f, const cJSON *item, struct entry *e)
{
    const cJSON *dtype = cJSON_GetObjectItemCaseSensitive(item, "dtype");
    const cJSON *offsets = cJSON_GetObjectItemCaseSensitive(item, "data_offsets");
    uint64_t numel;

    e->name = item->string;
    if (!cJSON_IsString(dtype) || (e->dtype = dtype_of(dtype->valuestring)) == RP_DTYPE_NONE)
        return RP_FAIL(
            RP_E_VALUE,
            "%s: tensor %s has dtype %s, which is not one of F64 F32 BF16 F16 I64 I32 I16 I8 U8 BOOL",
            f->path, e->name, cJSON_IsString(dtype) ? dtype->valuestring : "(none)");
    if (!read_shape(cJSON_GetObjectItemCaseSensitive(item, "shape"), e, &numel))
        return RP_FAIL(RP_E_VALUE, "%s: tensor %s has no usable shape (at most %d extents)",
                       f->path, e->name, RP_MAX_DIMS);
    if (cJSON_GetArraySize(offsets) != 2 ||
        !json_integer(cJSON_GetArrayItem(offsets, 0), &e->begin) ||
        !json_integer(cJSON_GetArrayItem(offsets, 1), &e->end) || e->begin > e->end ||
        e->end > f->bytes)
        return RP_FAIL(RP_E_VALUE,
                       "%s: tensor %s has data_offsets outside the %" PRIu64 " bytes of data",
                       f->path, e->name, f->bytes);
    if (e->end - e->begin != numel * rp_dtype_size(e->dtype))
        return RP_FAIL(
            RP_E_VALUE, "%s: tensor %s has %" PRIu64 " bytes; its shape and dtype need %" PRIu64,
            f->path, e->name, e->end - e->begin, numel * (uint64_t)rp_dtype_size(e->dtype));
    return RP_OK;
}

static rp_status read_entries(struct st_file *f)
{
    f->entries = calloc((size_t)cJSON_GetArraySize(f->header) + 1, sizeof *f->entries);
    if (!f->entries) return RP_FAIL(RP_E_MEMORY, "%s: no memory for its table", f->path);
    for (const cJSON *item = f->header->child; item; item = item->next)
        if (strcmp(item->string, "__metadata__") != 0)
            RP_TRY(read_entry(f, item, &f->entries[f->n++]));
    return RP_OK;
}

static rp_status parse_header(struct st_file *f, char *text, uint64_t length)
{
    if (fread(text, 1, length, f->file) != length)
        return RP_FAIL(RP_E_VALUE, "%s: ends inside its header of %" PRIu64 " bytes", f->path,
                       length);
    const char *end = NULL;
    f->header = cJSON_ParseWithLengthOpts(text, length, &end, 0);
    if (!cJSON_IsObject(f->header))
        return RP_FAIL(RP_E_VALUE, "%s: the header is not a JSON object (near byte %td)", f->path,
                       end ? end - text + 8 : (ptrdiff_t)8);
    return read_entries(f);
}

static rp_status read_header(struct st_file *f)
{
    unsigned char raw[8];
    uint64_t length = 0;
    if (fseek(f->file, 0, SEEK_END) || (f->bytes = (uint64_t)ftell(f->file)) < 8 ||
        fseek(f->file, 0, SEEK_SET) || fread(raw, 1, 8, f->file) != 8)
        return RP_FAIL(RP_E_VALUE, "%s: not a safetensors file: shorter than 8 bytes", f->path);
    for (int i = 7; i >= 0; i--) length = length << 8 | raw[i];
    if (length > f->bytes - 8 || length > header_limit)
        return RP_FAIL(RP_E_VALUE,
                       "%s: not a safetensors file: header of %" PRIu64
                       " bytes in a file of %" PRIu64,
                       f->path, length, f->bytes);
    f->data = 8 + length;
    f->bytes -= f->data;
    char *text = malloc(length + 1);
    if (!text)
        return RP_FAIL(RP_E_MEMORY, "%s: no memory for a header of %" PRIu64 " bytes", f->path,
                       length);
    const rp_status st = parse_header(f, text, length);
    free(text);
    return st;
}

rp_status st_open(struct st_file **out, const char *path)
{
    struct st_file *f = calloc(1, sizeof *f);
    if (!f || !(f->path = strdup(path))) {
        free(f);
        return RP_FAIL(RP_E_MEMORY, "%s: no memory to open it", path);
    }
    f->file = fopen(path, "rb");
    const rp_status st =
        f->file ? read_header(f) : RP_FAIL(RP_E_IO, "%s: %s", path, strerror(errno));
    if (st) {
        st_close(f);
        return st;
    }
    *out = f;
    return RP_OK;
}

void st_close(struct st_file *f)
{
    if (!f) return;
    if (f->file) fclose(f->file);
    cJSON_Delete(f->header);
    free(f->entries);
    free(f->path);
    free(f);
}

const char *st_metadata(const struct st_file *f, const char *key)
{
    return cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(
        cJSON_GetObjectItemCaseSensitive(f->header, "__metadata__"), key));
}

static const struct entry *find(const struct st_file *f, const char *name)
{
    for (uint32_t i = 0; i < f->n; i++)
        if (strcmp(f->entries[i].name, name) == 0) return &f->entries[i];
    return NULL;
}

int st_has(const struct st_file *f, const char *name)
{
    return find(f, name) != NULL;
}

uint32_t st_count(const struct st_file *f)
{
    return f->n;
}

const char *st_name(const struct st_file *f, uint32_t i)
{
    return f->entries[i].name;
}

rp_status st_describe(const struct st_file *f, const char *name, int64_t shape[RP_MAX_DIMS],
                      int *ndim, rp_dtype *dtype)
{
    const struct entry *e = find(f, name);
    if (!e) return RP_FAIL(RP_E_VALUE, "%s: has no tensor %s", f->path, name);
    memcpy(shape, e->shape, sizeof e->shape);
    *ndim = e->ndim;
    *dtype = e->dtype;
    return RP_OK;
}

static void shape_text(char *buf, size_t n, const int64_t *shape, int ndim)
{
    size_t at = (size_t)snprintf(buf, n, "[");
    for (int d = 0; d < ndim && at < n; d++)
        at += (size_t)snprintf(buf + at, n - at, "%s%" PRId64, d ? ", " : "", shape[d]);
    if (at < n) snprintf(buf + at, n - at, "]");
}

static rp_status check_like(const struct st_file *f, const struct entry *e, const rp_tensor *t)
{
    const int same = rp_tensor_ndim(t) == e->ndim &&
                     memcmp(rp_tensor_shape(t), e->shape, (size_t)e->ndim * sizeof(int64_t)) == 0;
    char have[256], want[256];
    if (same && rp_tensor_dtype(t) == e->dtype) return RP_OK;
    shape_text(have, sizeof have, e->shape, e->ndim);
    shape_text(want, sizeof want, rp_tensor_shape(t), rp_tensor_ndim(t));
    return RP_FAIL(same ? RP_E_DTYPE : RP_E_SHAPE, "%s: tensor %s is %s %s; the model needs %s %s",
                   f->path, e->name, rp_dtype_name(e->dtype), have,
                   rp_dtype_name(rp_tensor_dtype(t)), want);
}

rp_status st_read(struct st_file *f, const char *name, rp_tensor *t)
{
    const struct entry *e = find(f, name);
    void *data;
    if (!e) return RP_FAIL(RP_E_VALUE, "%s: has no tensor %s", f->path, name);
    RP_TRY(check_like(f, e, t));
    RP_TRY(rp_tensor_write(t, &data));
    const size_t bytes = (size_t)(e->end - e->begin);
    const int ok = fseek(f->file, (long)(f->data + e->begin), SEEK_SET) == 0 &&
                   fread(data, 1, bytes, f->file) == bytes;
    rp_tensor_done(t);
    return ok ? RP_OK
              : RP_FAIL(RP_E_IO, "%s: cannot read the %zu bytes of tensor %s", f->path, bytes,
                        name);
}

rp_status st_load(struct st_file *f, const char *name, rp_tensor **out)
{
    RP_LOCAL rp_tensor *t = NULL;
    int64_t shape[RP_MAX_DIMS];
    int ndim;
    rp_dtype dtype;
    RP_TRY(st_describe(f, name, shape, &ndim, &dtype));
    RP_TRY(rp_tensor_create(&t, shape, ndim, dtype, RP_CPU));
    RP_TRY(st_read(f, name, t));
    rp_tensor_release(*out);
    *out = t;
    t = NULL;
    return RP_OK;
}

/* ---- writing --------------------------------------------------------------------------------- */
struct st_writer {
    char *path, *temporary;
    cJSON *header, *metadata;
    rp_tensor **tensors;
    uint32_t n, capacity;
    uint64_t bytes;
};

rp_status st_writer_open(struct st_writer **out, const char *path)
{
    struct st_writer *w = calloc(1, sizeof *w);
    if (w) {
        w->path = strdup(path);
        w->temporary = malloc(strlen(path) + sizeof ".tmp");
        w->header = cJSON_CreateObject();
        w->metadata = cJSON_AddObjectToObject(w->header, "__metadata__");
    }
    if (!w || !w->path || !w->temporary || !w->metadata) {
        st_writer_abandon(w);
        return RP_FAIL(RP_E_MEMORY, "%s: no memory to write it", path);
    }
    strcat(strcpy(w->temporary, path), ".tmp");
    *out = w;
    return RP_OK;
}

void st_writer_abandon(struct st_writer *w)
{
    if (!w) return;
    for (uint32_t i = 0; i < w->n; i++) rp_tensor_release(w->tensors[i]);
    free(w->tensors);
    cJSON_Delete(w->header);
    free(w->temporary);
    free(w->path);
    free(w);
}

rp_status st_writer_metadata(struct st_writer *w, const char *key, const char *value)
{
    return cJSON_AddStringToObject(w->metadata, key, value)
               ? RP_OK
               : RP_FAIL(RP_E_MEMORY, "%s: no memory for metadata %s", w->path, key);
}

static int describe(struct st_writer *w, const char *name, const rp_tensor *t)
{
    cJSON *item = cJSON_AddObjectToObject(w->header, name);
    cJSON *dtype = cJSON_AddStringToObject(item, "dtype", name_of(rp_tensor_dtype(t)));
    cJSON *shape = cJSON_AddArrayToObject(item, "shape");
    cJSON *offsets = cJSON_AddArrayToObject(item, "data_offsets");
    if (!dtype || !shape || !offsets) return 0;
    for (int d = 0; d < rp_tensor_ndim(t); d++)
        if (!cJSON_AddItemToArray(shape, cJSON_CreateNumber((double)rp_tensor_shape(t)[d])))
            return 0;
    const uint64_t bytes = (uint64_t)rp_tensor_numel(t) * rp_dtype_size(rp_tensor_dtype(t));
    if (!cJSON_AddItemToArray(offsets, cJSON_CreateNumber((double)w->bytes))) return 0;
    w->bytes += bytes;
    return cJSON_AddItemToArray(offsets, cJSON_CreateNumber((double)w->bytes));
}

rp_status st_writer_add(struct st_writer *w, const char *name, rp_tensor *t)
{
    if (w->n == w->capacity) {
        const uint32_t capacity = w->capacity ? 2 * w->capacity : 64;
        rp_tensor **tensors = realloc(w->tensors, capacity * sizeof *tensors);
        if (!tensors) return RP_FAIL(RP_E_MEMORY, "%s: no memory for tensor %s", w->path, name);
        w->tensors = tensors;
        w->capacity = capacity;
    }
    w->tensors[w->n++] = rp_tensor_retain(t);
    return describe(w, name, t)
               ? RP_OK
               : RP_FAIL(RP_E_MEMORY, "%s: no memory for the header of tensor %s", w->path, name);
}

static rp_status write_tensor(FILE *file, rp_tensor *t)
{
    const void *data;
    RP_TRY(rp_tensor_read(t, &data));
    const size_t bytes = (size_t)rp_tensor_numel(t) * rp_dtype_size(rp_tensor_dtype(t));
    const int ok = fwrite(data, 1, bytes, file) == bytes;
    rp_tensor_done(t);
    return ok ? RP_OK : RP_FAIL(RP_E_IO, "%s", strerror(errno));
}

static rp_status write_all(const struct st_writer *w, FILE *file, const char *header)
{
    const size_t length = strlen(header), padded = (length + 7) / 8 * 8;
    unsigned char raw[8];
    for (int i = 0; i < 8; i++) raw[i] = (unsigned char)((uint64_t)padded >> 8 * i);
    if (fwrite(raw, 1, 8, file) != 8 || fwrite(header, 1, length, file) != length ||
        fprintf(file, "%*s", (int)(padded - length), "") < 0)
        return RP_FAIL(RP_E_IO, "%s", strerror(errno));
    for (uint32_t i = 0; i < w->n; i++) RP_TRY(write_tensor(file, w->tensors[i]));
    return RP_OK;
}

static rp_status write_file(const struct st_writer *w)
{
    char *header = cJSON_PrintUnformatted(w->header);
    if (!header) return RP_FAIL(RP_E_MEMORY, "no memory for the header");
    FILE *file = fopen(w->temporary, "wb");
    rp_status st = file ? write_all(w, file, header) : RP_FAIL(RP_E_IO, "%s", strerror(errno));
    if (file && fclose(file) && !st) st = RP_FAIL(RP_E_IO, "%s", strerror(errno));
    if (!st && rename(w->temporary, w->path)) st = RP_FAIL(RP_E_IO, "%s", strerror(errno));
    if (st && file) remove(w->temporary);
    free(header);
    return st;
}

rp_status st_writer_finish_take(struct st_writer *w)
{
    rp_status st = write_file(w);
    if (st) st = rp_note(st, "writing %s", w->path);
    st_writer_abandon(w);
    return st;
}
