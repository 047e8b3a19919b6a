/* tests/dispatch/plugins/empty.c - a library that is no plugin */
int rp_test_nothing(void);
int rp_test_nothing(void)
{
    return 0;
}
