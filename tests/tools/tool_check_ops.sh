#!/usr/bin/env bash
# check-ops: recorded calls that a list names are told and no failures; a list that is wrong is.
. "$3/common.sh"
ops=$REPRISE_BUILD_DIR/golden/ops list=$here/../golden/not-results.txt
run() { # STATUS ARGS...: stdout in out
    local status=$1 got
    shift
    "$tool" check-ops "$ops" "$@" >out 2>err
    got=$?
    same "$got" "$status" "exit status of check-ops $*: $(cat err)"
}
run 1 --only cos.out
contains "$(cat out)" '1 failed     0 missing  c2: storage of input 1: element 4 is 0.540302277 instead of 0.540302336' "without a list"
same "$(tail -n 1 out)" '2 passed, 1 failed, 0 missing' "without a list"
run 0 --only cos.out --except "$list"
contains "$(cat out)" '1 differ as listed:' "with the list"
contains "$(cat out)" '  aten::cos.out c2: integers are computed in float32, and the recorded cos(1) is not the float32 nearest to it' "with the list"
same "$(tail -n 1 out)" '2 passed, 0 failed, 0 missing' "with the list"
run 0 --only cos.out --except "$list" --json
contains "$(cat out)" '{"passed":2,"failed":0,"missing":0,"skipped":1,' "JSON"
contains "$(cat out)" '"excepted":[{"name":"aten::cos.out","id":"c2","text":"integers are' "JSON"
run 0 --only aten::sin --except "$list" # what is not called is not asked for
same "$(grep -c 'as listed' out)" 0 "a list of other operators"

printf '# comment\n\naten::cos.out * all of them\n' >stale
run 1 --only cos.out --except stale
contains "$(cat out)" "c0: it is listed in stale, but agrees" "a list that is out of date"
same "$(tail -n 1 out)" '0 passed, 2 failed, 0 missing' "a list that is out of date"
printf 'aten::cos.out c2 ok\naten::log.out\n' >bad
refuses 2 'bad:2: expected an operator, a case or *, and the reason' check-ops "$ops" --except bad
refuses 2 'nolist: No such file' check-ops "$ops" --except nolist
finish
