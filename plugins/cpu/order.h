/* plugins/cpu/order.h - elements of a line as keys with their positions, and their order
 *
 * The order of keys as unsigned numbers is the order wanted: NaN is the largest and all NaNs are
 * equal, so are the zeros, and descending order is the complement. Which of equal elements comes
 * first is seen in the positions: a stable sort keeps them in order, the others do as PyTorch does,
 * which uses libstdc++'s std::sort, std::partial_sort and std::nth_element (bits/stl_algo.h).
 */
#ifndef RP_CPU_ORDER_H
#define RP_CPU_ORDER_H
#include "line.h"

typedef struct cpu_item {
    uint64_t key;
    int64_t at;
} cpu_item;

/* Key of the NaNs in ascending order. */
#define CPU_KEY_NAN UINT64_MAX
uint64_t cpu_key(const void *p, rp_dtype d, bool descending);
/* n elements, `step` bytes apart. */
void cpu_items_load(cpu_item *items, const char *x, int64_t step, rp_dtype d, int64_t n,
                    bool descending);
/* Sorts a[n]; equal ones keep their order. `other` has room for n more. */
void cpu_items_sort_stable(cpu_item *a, cpu_item *other, int64_t n);
/* Sorts a[n]. Nothing comes before an item whose key is `unordered` (NaN under <; 0 where there is
   none such). */
void cpu_items_sort(cpu_item *a, int64_t n, uint64_t unordered);
/* The k first, in order, at the beginning. 0 < k <= n. */
void cpu_items_sort_first(cpu_item *a, int64_t k, int64_t n);
/* What belongs at `nth` is there; smaller ones before it, larger ones after it. */
void cpu_items_select(cpu_item *a, int64_t nth, int64_t n);

/* fn for every line of x along `dim`, with room for `room` items; by several threads. */
typedef void (*cpu_line_fn)(const void *ctx, int64_t line, cpu_item *items);
rp_status cpu_lines_run(const rp_geometry *x, int dim, int64_t room, cpu_line_fn fn,
                        const void *ctx);
#endif
