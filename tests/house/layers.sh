#!/usr/bin/env bash
# core <- dispatch <- modes <- tools: a file includes its own layer and those to the left. Plugins see plugin.h alone.
set -u
cd "$1" || exit 1
failed=0
forbid() { # folder, pattern of what it may not include
    local hits
    # tools/gen reads the rows themselves, as a part of the library's build
    hits=$(grep -rEn --exclude-dir=gen --include='*.[ch]' --include='*.inc' "#include [\"<]$2" "$1" 2>/dev/null)
    [ -z "$hits" ] && return
    echo "$1 includes a layer above it:"
    echo "$hits"
    failed=1
}
forbid core '(dispatch|modes|plugins|tools)/'
forbid dispatch '(modes|plugins|tools)/'
forbid modes '(plugins|tools)/'
forbid plugins '(core|modes|tools)/|dispatch/[a-z_]*\.h'
forbid tools '([a-z/]*impl\.h|plugins/)'
[ $failed -eq 0 ] && echo "the layers hold"
exit $failed
