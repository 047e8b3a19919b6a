#include <reprise/reprise.h>
#include <stdio.h>
int main(void)
{
    RP_LOCAL rp_tensor *a = NULL, *b = NULL;
    rp_value v;
    if (rp_full(&a, NULL, 0, rp_value_float(2)) || rp_full(&b, NULL, 0, rp_value_float(3)) ||
        rp_add(&a, a, b) || rp_tensor_item(&v, a))
        return fprintf(stderr, "%s\n", rp_error_message()), 1;
    return printf("%g\n", v.u.f) < 0;
}
