#!/usr/bin/env bash
# tools/demo does what the README says of it, here in two steps: three trainings, the same losses to the last bit, less memory.
. "$3/common.sh"
demo=$here/../../tools/demo
"$demo" --steps 2 --build "$REPRISE_BUILD_DIR" >said 2>err || fail "tools/demo: $(cat said err)"
grep -aq '^all 2 losses are the same to the last bit in the three runs$' said || fail "the losses: $(cat said)"
# kib POLICY COLUMN: of the table's row; columns 4 and 6 are the peak of activations and what is saved for backward, in MiB
kib() { grep -aF "$1 " said | grep -a ' MiB ' | sed 's/.*)/x/' | awk -v column="$2" '{ print $column * 1024 }'; }
kept='save(@matmul, @attention)'
for column in 5 7; do
    less "$(kib full $column)" "$(kib "$kept" $column)" "full and save, column $column"
    less "$(kib "$kept" $column)" "$(kib off $column)" "save and off, column $column"
done
less 240 "$(sed -n '/^what the model writes after /,$p' said | tail -n +2 | wc -c)" "bytes that the model wrote"
"$demo" --stepps 2 >usage 2>&1
same $? 2 "exit status of an unknown flag"
contains "$(cat usage)" '--steps N' "usage"
finish
