/* dispatch/init.c - the start of the library: once, by whoever comes first; a failure is told again
 * to everybody after */
#include "dispatch/init.h"
#include "dispatch/impl.h"
#include <string.h>

_Atomic uint32_t rp_ready;
static enum { NEW, STARTING, DONE, CLOSED } state;
static rp_status first_status;
static char first_text[512];

static rp_status start(void)
{
    rp_modes_start();
    rp_autograd_start();
    RP_TRY(rp_registry_add_builtin());
    return rp_startup();
}

static rp_status replay(void)
{
    if (state == CLOSED)
        return RP_FAIL(RP_E_STATE, "the library has ended: the process is exiting");
    if (first_status == RP_OK) return RP_OK;
    return RP_FAIL(first_status, "%s", first_text);
}

/* The thread that starts may come back here: what starts up may look operators up. */
static rp_status start_locked(void)
{
    if (state == STARTING) return RP_OK;
    if (state != NEW) return replay();
    state = STARTING;
    first_status = start();
    if (first_status != RP_OK) {
        strncpy(first_text, rp_error_message(), sizeof first_text - 1);
    } else {
        atomic_store_explicit(&rp_ready, 1, memory_order_release);
    }
    state = DONE;
    return first_status;
}

rp_status rp_init(void)
{
    if (RP_LIKELY(atomic_load_explicit(&rp_ready, memory_order_acquire))) return RP_OK;
    rp_registry_lock();
    const rp_status st = start_locked();
    rp_registry_unlock();
    return st;
}

void rp_init_close(void)
{
    atomic_store(&rp_ready, 0);
    state = CLOSED;
}
