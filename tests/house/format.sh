#!/usr/bin/env bash
# Every source file is as .clang-format says. Not asked: generated files, templates, and headers that were recorded as plugins knew them.
set -u
cd "$1" || exit 1
mapfile -t files < <(find core dispatch modes plugins tests tools \( -name '*.[ch]' -o -name '*.cu' -o -name '*.cpp' \) \
    ! -path 'tests/abi/minor*' ! -name '*.in.h' ! -path dispatch/ops.h ! -path dispatch/ops_api.c | sort)
bad=$(printf '%s\0' "${files[@]}" | xargs -0 -P 2 -n 40 "$2" --dry-run 2>&1 | sed -n 's/: warning: .*//p' | sort -u)
[ -z "$bad" ] && { echo "${#files[@]} files are formatted"; exit 0; }
echo "$bad"
echo "these are not as .clang-format says: $2 -i FILE"
exit 1
