/* modes/log_lines.h - operator calls as lines, tensors numbered by first sight; for the log mode
   and for debug reports of regions */
#ifndef RP_LOG_LINES_H
#define RP_LOG_LINES_H
#include "modes/text.h"
#include <pthread.h>

enum { RP_LOG_BUCKETS = 256 };
typedef struct rp_log_lines {
    pthread_mutex_t lock; /* whoever writes holds it */
    struct rp_log_number *bucket[RP_LOG_BUCKETS];
    uint64_t next;
    rp_text line;
} rp_log_lines;
void rp_log_lines_init(rp_log_lines *s);
void rp_log_lines_fini(rp_log_lines *s);
/** Adds the call to `line`: arguments are numbered before results although they stand after
 * them. */
void rp_log_lines_write(rp_log_lines *s, const rp_call *c, const rp_value *in, uint32_t n_in,
                        const rp_value *out, uint32_t n_out);
uint64_t rp_log_lines_number(rp_log_lines *s, const rp_tensor *t);
/** The storage died: its numbers go with it. Takes the lock. */
void rp_log_lines_forget(rp_log_lines *s, uint64_t storage);
#endif
