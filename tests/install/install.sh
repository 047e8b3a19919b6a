#!/usr/bin/env bash
# install.sh BUILD CONSUMER: what a stranger does with an installed Reprise must work.
set -eu
build=$1 consumer=$2
prefix=$build/tests/prefix
unset REPRISE_PLUGIN_PATH
rm -rf "$prefix" "$build/tests/consumer"
cmake --install "$build" --prefix "$prefix" >/dev/null || { echo "cmake --install needs all that is installed: cmake --build $build" >&2; exit 1; }
for file in bin/reprise share/man/man1/reprise.1; do
    [ -e "$prefix/$file" ] || { echo "not installed: $file" >&2; exit 1; }
done
"$prefix/bin/reprise" --version
lib=$(dirname "$(find "$prefix" -name libreprise.so)")

cmake -S "$consumer" -B "$build/tests/consumer" -DCMAKE_PREFIX_PATH="$prefix" >/dev/null
cmake --build "$build/tests/consumer" >/dev/null
[ "$("$build/tests/consumer/consumer")" = 5 ]

export PKG_CONFIG_PATH=$lib/pkgconfig
flags=$(pkg-config --define-variable=prefix="$prefix" --cflags --libs reprise)
# shellcheck disable=SC2086
cc "$consumer/consumer.c" $flags -Wl,-rpath,"$lib" -o "$build/tests/consumer/by_pkg_config"
[ "$("$build/tests/consumer/by_pkg_config")" = 5 ]
echo "installed, found by CMake and pkg-config, and run from there"
