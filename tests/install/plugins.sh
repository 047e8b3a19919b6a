#!/usr/bin/env bash
# plugins.sh BUILD SOURCE: demo and null, copied out of the tree, are built against the installed header alone and run.
set -eu
build=$1 source=$2
prefix=$build/tests/plugin_prefix out=$build/tests/plugin_out
unset REPRISE_PLUGIN_PATH
rm -rf "$prefix" "$out"
mkdir -p "$out"
cmake --install "$build" --prefix "$prefix" >/dev/null || { echo "cmake --install needs all that is installed: cmake --build $build" >&2; exit 1; }
cp -r "$source/plugins/demo" "$source/plugins/null" "$out/"

# the demo: one compiler call, the header on the compiler's path, nothing to link
(cd "$out/demo" && C_INCLUDE_PATH=$prefix/include cc -shared -fPIC demo.c)
mv "$out/demo/a.out" "$out/demo.so"
"$prefix/bin/reprise" check "$out/demo.so" --reload 5
# both as projects of their own
for name in demo null; do
    cmake -S "$out/$name" -B "$out/$name/build" -DCMAKE_PREFIX_PATH="$prefix" >/dev/null
    cmake --build "$out/$name/build" >/dev/null
    "$prefix/bin/reprise" check "$out/$name/build/plugins/$name.so" --reload 5
done
REPRISE_PLUGINS=cpu,$out/demo.so "$prefix/bin/reprise" ops demo:: | grep -q 'demo::axpy(Tensor x, Tensor y, float a=1.0) -> Tensor'
REPRISE_PLUGIN_PATH=$out/null/build/plugins "$prefix/bin/reprise" plugins --why null | grep -q "$out/null/build/plugins/null.so"
echo "demo and null were built out of the tree and pass the conformance kit"
