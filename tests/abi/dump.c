/* tests/abi/dump.c - prints the layout of everything that crosses the border: one line a struct,
   field and number */
#include "reprise/plugin.h"
#include <stdio.h>

#define STRUCT(s_) printf("struct %s %zu\n", #s_, sizeof(s_));
#define FIELD(s_, f_, text_)                                                                       \
    printf("field %s.%s %zu %zu %s\n", #s_, #f_, offsetof(s_, f_), sizeof(((s_ *)0)->f_), text_);
#define VALUE(name_) printf("value %s %lld\n", #name_, (long long)(name_));

int main(void)
{
#include "abi_fields.inc" /* made by fields.awk from plugin.h */
    return 0;
}
