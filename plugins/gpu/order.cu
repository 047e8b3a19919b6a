/* plugins/gpu/order.cu - sorting lines, see order.h
 *
 * Tiles of TILE items are sorted in shared memory (Batcher's bitonic network); a tile has as many
 * runs as fit. Of a longer line the sorted runs are merged in pairs: an item goes where its place
 * in its own run and in the other one, by binary search, say. Where only a few first items are
 * wanted, those of each run are the input of the next round, until one run is left.
 */
#include "order.h"

enum { TILE = 1024 };

struct source { /* lines of elements, or of items that an earlier round left */
    gpu_lines l;
    gpu_ptr<const gpu_item> items; /* n of every line; not read where `elements` */
    bool elements, descending;
    int64_t lines, n;
};
struct cut {           /* every line into runs, and what stays of each */
    int64_t runs, run; /* of a line, and items of one: a power of two */
    int64_t first;     /* of a run stay */
};

GPU_FN gpu_item read(const source &s, int64_t line, int64_t i)
{
    if (line >= s.lines || i >= s.n) return gpu_item{UINT64_MAX, INT64_MAX};
    if (!s.elements) return s.items[line * s.n + i];
    const uint64_t key = gpu_key(s.l.at(0, line) + i * s.l.step[0], s.l.dtype[0]);
    return gpu_item{s.descending ? ~key : key, i};
}

/* Sorts neighbouring groups of `run` items of the tile, all of them upwards. */
GPU_FN void sort_tile(gpu_item *tile, int run)
{
    for (int size = 2; size <= run; size *= 2)
        for (int step = size / 2; step > 0; step /= 2) {
            gpu_block_barrier();
            for (int pair = (int)threadIdx.x; pair < TILE / 2; pair += (int)blockDim.x) {
                const int a = pair / step * 2 * step + pair % step, b = a + step;
                const bool up = size == run || !(a & size);
                if (gpu_before(tile[b], tile[a]) != up) continue;
                const gpu_item t = tile[a];
                tile[a] = tile[b];
                tile[b] = t;
            }
        }
    gpu_block_barrier();
}

/* to[line, run, i] for i < first; of the last run of a line, as many as there are. */
GPU_KERNEL sort_runs_kernel(source s, cut c, gpu_ptr<gpu_item> to, int64_t width)
{
    __shared__ gpu_item tile[TILE];
    for (int64_t block = blockIdx.x; block * TILE < s.lines * c.runs * c.run; block += gridDim.x) {
        for (int k = (int)threadIdx.x; k < TILE; k += (int)blockDim.x) {
            const int64_t e = block * TILE + k, run = e / c.run;
            tile[k] = read(s, run / c.runs, run % c.runs * c.run + e % c.run);
        }
        sort_tile(tile, (int)c.run);
        for (int k = (int)threadIdx.x; k < TILE; k += (int)blockDim.x) {
            const int64_t e = block * TILE + k, run = e / c.run, i = e % c.run, line = run / c.runs,
                          at = run % c.runs * c.first + i;
            if (line < s.lines && i < c.first && at < width) to[line * width + at] = tile[k];
        }
        gpu_block_barrier();
    }
}

struct item_before { /* item j of a line, and x */
    gpu_ptr<const gpu_item> line;
    gpu_item x;

    __device__ bool operator()(int64_t j) const
    {
        return gpu_before(line[j], x);
    }
};
/* Runs of `run` items become runs of twice as many. */
static rp_status merge(gpu_op &op, gpu_ptr<gpu_item> to, gpu_ptr<const gpu_item> from,
                       int64_t lines, int64_t n, int64_t run)
{
    return gpu_each(op, lines * n, [=] GPU_LAMBDA(int64_t e) {
        const int64_t i = e % n, line = e - i;
        const item_before before = {from + line, from[e]};
        to[line + gpu_merged_place(i, n, run, before)] = before.x;
    });
}

static rp_status sort_runs(gpu_op &op, gpu_ptr<gpu_item> *to, source *s, int64_t first)
{
    cut c;
    c.run = 1;
    while (c.run < s->n && c.run < TILE) c.run *= 2;
    c.runs = (s->n + c.run - 1) / c.run;
    c.first = first < c.run ? first : c.run;
    const int64_t last = s->n - (c.runs - 1) * c.run,
                  width = (c.runs - 1) * c.first + (last < c.first ? last : c.first);
    const int64_t tiles = (s->lines * c.runs * c.run + TILE - 1) / TILE;
    RP_TRY(op.scratch(to, s->lines * width));
    RP_TRY(GPU_LAUNCH(op, sort_runs_kernel, tiles < 65536 ? tiles : 65536, GPU_BLOCK, 0, *s, c, *to,
                      width));
    s->items = *to;
    s->elements = false;
    s->n = width;
    return RP_OK;
}

/* Few of many: rounds, each of which leaves at most half. */
static rp_status tournament(gpu_op &op, source *s, int64_t first)
{
    gpu_ptr<gpu_item> to;
    do {
        RP_TRY(sort_runs(op, &to, s, first));
    } while (s->n > first);
    return RP_OK;
}

/* A part of the sorted lines. */
static rp_status cut_lines(gpu_op &op, source *s, int64_t first)
{
    gpu_ptr<gpu_item> to;
    const gpu_ptr<const gpu_item> from = s->items;
    const int64_t n = s->n;
    if (first == n) return RP_OK;
    RP_TRY(op.scratch(&to, s->lines * first));
    s->items = to;
    s->n = first;
    return gpu_each(op, s->lines * first,
                    [=] GPU_LAMBDA(int64_t i) { to[i] = from[i / first * n + i % first]; });
}

rp_status gpu_sort_lines(gpu_op &op, gpu_ptr<const gpu_item> *items, const gpu_lines &l,
                         int64_t first, bool descending)
{
    source s = {l, gpu_at<const gpu_item>(nullptr), true, descending, l.each.numel, l.n};
    gpu_ptr<gpu_item> a, b;
    if (first <= TILE / 2 || s.n <= TILE) {
        RP_TRY(tournament(op, &s, first));
        *items = s.items;
        return RP_OK;
    }
    RP_TRY(sort_runs(op, &a, &s, s.n));
    RP_TRY(op.scratch(&b, s.lines * s.n));
    for (int64_t run = TILE; run < s.n; run *= 2) {
        RP_TRY(merge(op, b, a, s.lines, s.n, run));
        const gpu_ptr<gpu_item> other = a;
        a = b;
        b = other;
    }
    s.items = a;
    RP_TRY(cut_lines(op, &s, first));
    *items = s.items;
    return RP_OK;
}

rp_status gpu_sort_elements(gpu_op &op, gpu_ptr<const gpu_item> *items, const rp_geometry *x)
{
    const int64_t n = x->numel, one = 1;
    rp_geometry line = *x;
    line.ndim = 1;
    line.shape = &n;
    line.stride = &one;
    return gpu_sort_lines(op, items, gpu_lines_of(&line, &line, nullptr, 0), n, false);
}
