/* tests/support/main.c - runs one suite; the object counters must be zero when it ends */
#include "support/support.h"
#include <stdio.h>
#include <stdlib.h>

int main(void)
{
    Suite *suite = rp_test_suite();
    if (!suite) {
        fprintf(stderr, "the suite cannot start: %s\n", rp_error_message());
        return EXIT_FAILURE;
    }
    SRunner *runner = srunner_create(suite);
    srunner_set_fork_status(runner, CK_NOFORK); /* OpenMP hangs in a forked child */
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    const uint64_t live = rp_test_live();
    if (live && !failed)
        fprintf(stderr, "%llu tensors, storages or nodes are still alive\n",
                (unsigned long long)live);
    return failed || live ? EXIT_FAILURE : EXIT_SUCCESS;
}
