#!/usr/bin/env bash
# Each installed header compiles alone as C11 and as C++17, and all of them with plugin.h left out compile in one file.
set -u
include=$1 cc=$2 cxx=$3
failed=0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
try() { # text of the source
    printf '%s\nint main(void) { return 0; }\n' "$1" >"$work/a.c"
    cp "$work/a.c" "$work/a.cpp"
    "$cc" -std=c11 -Wall -Wextra -Wpedantic -Werror -fsyntax-only -I"$include" "$work/a.c" || failed=1
    "$cxx" -std=c++17 -Wall -Wextra -Werror -fsyntax-only -I"$include" "$work/a.cpp" || failed=1
}
all=
for header in "$include"/reprise/*.h; do
    name=$(basename "$header")
    try "#include <reprise/$name>"
    [ "$name" = plugin.h ] || all+="#include <reprise/$name>"$'\n'
done
try "$all"
[ $failed -eq 0 ] && echo "every header stands alone"
exit $failed
