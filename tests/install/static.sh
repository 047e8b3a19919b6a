#!/usr/bin/env bash
# static.sh BUILD SOURCE CONSUMER: with REPRISE_STATIC_PLUGINS=cpu a program runs without any plugin file.
set -eu
build=$1 source=$2 consumer=$3
out=$build/tests/static
unset REPRISE_PLUGIN_PATH REPRISE_PLUGINS
rm -rf "$out/prefix"
launcher=
command -v ccache >/dev/null && launcher=-DCMAKE_C_COMPILER_LAUNCHER=ccache
# shellcheck disable=SC2086
cmake -S "$source" -B "$out" -DREPRISE_STATIC_PLUGINS=cpu -DREPRISE_TESTS=OFF -DCMAKE_BUILD_TYPE=Release $launcher >/dev/null
cmake --build "$out" --target reprise >/dev/null
cc "$consumer/consumer.c" -I"$out/include" -L"$out/lib" -lreprise -Wl,-rpath,"$out/lib" -o "$out/by_static"
rm -rf "$out/plugins"
[ "$("$out/by_static")" = 5 ]
echo "the cpu's kernels are linked in"
