#!/usr/bin/env bash
# vendors.sh SOURCE: the kernels are written once. Nine lines of ten of the GPU plugins are in plugins/gpu, the emulated device not
# counted, and what knows a vendor there is runtime.h alone.
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
[ $failed -eq 0 ] && echo "$shared of $all lines are shared, one file knows the vendors"
exit $failed
