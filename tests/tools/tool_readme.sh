#!/usr/bin/env bash
# What the README tells a reader to type, typed: its two commands, the program, and every line of "Saving memory".
. "$3/common.sh"
root=$here/../..
readme=$root/README.md
block() { awk -v n="$1" '/^```/ { open = !open; k += open; next } open && k == n' "$readme"; }

commands=$(block 1 | sed -n 's/^\([a-z].*[^ ]\)  *#.*/\1/p')
same "$commands" "tools/demo"$'\n'"tools/test" "commands of the first block"
for command in $commands; do
    [ -x "$root/$command" ] || fail "$command is no program"
    "$root/$command" --no-such-flag >usage 2>&1
    same $? 2 "exit status of $command --no-such-flag"
    contains "$(cat usage)" "$command" "usage of $command"
done
contains "$(cat "$root/.ci/run")" 'exec tools/test' ".ci/run"

{
    echo '#include <reprise/reprise.h>'
    echo 'struct layer { int64_t width; rp_tensor *norm_w, *norm_b, *w1, *b1, *w2, *b2; };'
    block 2
    echo 'int main(void) { const struct layer l = {0}; rp_tensor *out = NULL; return mlp(&l, NULL, &out); }'
} >program.c
grep -q rp_gelu program.c || fail "the second block is not the first program"
cc -std=c11 -Wall -Wextra -Werror -I"$REPRISE_BUILD_DIR/include" -fsyntax-only program.c 2>program.err || fail "the first program: $(cat program.err)"

text 20000 >text
rows=0
while IFS= read -r line; do
    case "$line" in *' ./train') settings=${line% ./train} ;; *) settings="REPRISE_SAC=full $line" ;; esac
    eval "$settings \"\$tool\" train --data text ${small[*]} --steps 1" >typed 2>&1 || fail "$line: $(cat typed)"
    rows=$((rows + 1))
done < <(sed -n 's/^| `\(REPRISE_[^`]*\)` |.*/\1/p' "$readme")
less 4 $rows "lines of 'Saving memory'"
[ -s ops.txt ] || fail "REPRISE_MODES='log(...)' wrote no file"
finish
