#!/usr/bin/env bash
# vendors.sh SOURCE: the kernels are written once. Nine lines of ten of the GPU plugins are in plugins/gpu, the emulated device not
# counted, and what knows a vendor there is runtime.h alone. No two files there define a type of one name: the linker would merge the
# functions of both.
set -u
cd "$1/plugins" || exit 1
failed=0
lines() { # folders
    find "$@" -type f ! -name '*.md' ! -path 'gpu/emu/*' -exec cat {} + | wc -l
}
shared=$(lines gpu) all=$(lines gpu cuda hip)
if [ $((shared * 100)) -lt $((all * 90)) ]; then
    echo "plugins/gpu has $shared of the $all lines of gpu, cuda and hip: less than 90 %"
    failed=1
fi
hits=$(grep -rEn 'GPU_IS_|__CUDA|__HIP|\b(cuda|hip)[A-Z]' gpu --include='*.cu' --include='*.h' --include='*.inc' --exclude=runtime.h --exclude-dir=emu)
if [ -n "$hits" ]; then
    echo "a vendor's name outside runtime.h:"
    echo "$hits"
    failed=1
fi
twice=$(grep -hoE '^(template <[^>]*> )?(struct|union|enum) [a-z_0-9]+ ' gpu/*.cu | sed -E 's/.*(struct|union|enum) //' | grep -v '^alignas' | sort | uniq -d)
for name in $twice; do
    grep -lE "^(template <[^>]*> )?(struct|union|enum) $name \{" gpu/*.cu | sort -u | wc -l | grep -qx '[01]' && continue # specialisations in one file
    echo "two files of plugins/gpu define a type '$name'"
    failed=1
done
[ $failed -eq 0 ] && echo "$shared of $all lines are shared, one file knows the vendors"
exit $failed
