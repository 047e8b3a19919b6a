#!/usr/bin/env bash
# reprise check: demo, null and the cpu pass; each lie is found by the check that is meant for it; the report in three forms.
. "$3/common.sh"
# An allocator that refuses is what the device check wants to see, also from AddressSanitizer.
export ASAN_OPTIONS="${ASAN_OPTIONS:-}:allocator_may_return_null=1"
plugins=$REPRISE_BUILD_DIR/plugins hostile=$REPRISE_BUILD_DIR/tests/hostile

# Recorded calls: two operators that null has, and one whose recording is known to be wrong.
mkdir small
for op in add.Tensor mul.Tensor cos.out; do cp "$REPRISE_BUILD_DIR/golden/ops/aten.$op.safetensors" small/; done
golden=(--golden small --except "$here/../golden/not-results.txt")

proves() { # PLUGIN: passes, with a reason for each skipped check
    "$tool" check "$plugins/$1.so" "${golden[@]}" --json --junit "$1.xml" >"$1.json" 2>"$1.err"
    same "$?" 0 "exit status of check $1: $(sed -n 's/.*"first":\({[^}]*}\).*/\1/p' "$1.json")"
    same "$(field "$1.json" failed)" 0 "failures of $1"
    contains "$(cat "$1.xml")" "failures=\"0\"" "JUnit of $1"
    same "$(grep -v 'WARNING: AddressSanitizer failed to allocate' "$1.err")" "" "stderr of check $1"
}
proves demo
proves null
cpu=$("$tool" plugins | sed -n 's/^\(cpu[^ ]*\) *loaded .*/\1/p')
proves $cpu
for name in descriptor file load reload device streams profiling generators operators meta aliases gradients golden errors balance threads modes checkpoint; do
    contains "$(cat null.json)" "\"name\":\"$name\"" "checks of null"
done
contains "$(cat demo.json)" '"skipped":"the plugin registers no device"' "reason of a skipped check"
less 60 "$(sed -n 's/.*"name":"modes","cases":\([0-9]*\).*/\1/p' demo.json)" "cases of demo's operators and its mode demo_count"
contains "$(cat $cpu.json)" 'the plugin is pinned' "reason of a skipped check"
contains "$(cat demo.json)" '"skipped":"no recorded call is of an operator of the plugin"' "golden of demo"
less 20 "$(sed -n 's/.*"name":"golden","cases":\([0-9]*\).*/\1/p' null.json)" "recorded calls of null"
contains "$(cat $cpu.json)" '"notes":"aten::cos.out c2 differs as listed: integers are computed in float32' "golden of cpu"
head -c 100 small/aten.add.Tensor.safetensors >small/aten.sub.Tensor.safetensors
"$tool" check "$plugins/null.so" --reload 1 "${golden[@]}" >cut.txt && fail "a recording that is cut off passes"
contains "$(grep -A1 '^golden ' cut.txt)" 'aten.sub.Tensor.safetensors: the recording cannot be read' "golden with a file that is cut off"
rm small/aten.sub.Tensor.safetensors
echo 'aten::cos.out c2' >list
"$tool" check "$plugins/null.so" --reload 1 --golden small --except list >list.txt && fail "a list without reasons passes"
contains "$(grep -A1 '^golden ' list.txt)" 'list: the list cannot be read: list:1: expected an operator, a case or *, and the reason' "golden with a wrong list"

catches() { # PLUGIN CHECK TEXT: that check fails and says so, and the tool exits with 1
    "$tool" check "$hostile/$1.so" --reload 2 >"$1.txt" 2>&1
    same "$?" 1 "exit status of check $1"
    contains "$(grep -A1 "^$2 " "$1.txt" | tr '\n' ' ')" "$3" "check $1, line $2"
}
mkdir -p deadly
catches bad_magic descriptor 'has magic 12345678'
catches bad_size descriptor 'describes itself in 16 bytes'
catches bad_major descriptor 'was built for ABI 2'
catches bad_symbol descriptor 'does not export rp_plugin_query'
catches liar_mode load 'a mode type has no name'
catches bad_init load 'init gave up'
catches liar_schema load 'Tensr'
catches liar_signature load 'does not fit the schema'
catches liar_caps load 'RP_CAP_EVENTS'
catches liar_nothing operators 'result 0 is missing and must be Tensor'
catches liar_type operators 'result 0 is int and must be Tensor'
catches liar_meta meta 'the meta function says another shape'
catches liar_mutates aliases 'argument 0 was written'
catches liar_alias aliases 'shares its bytes with argument 0'
catches liar_gradient gradients 'the derivative is wrong'
catches liar_leaks balance '8 calls left 8 blocks of memory behind'
catches liar_device_times profiling 'records end before they begin, are out of order or have no name'
catches liar_device_again profiling 'records of a profile that was stopped before came again'
catches liar_device_draws generators 'generator_reserve: two draws were given the same place'
catches liar_device_state generators 'generator_set: what generator_get said does not lead back to the same place'
catches liar_device_places operators 'aten::kthvalue f64 [4, 4] contiguous: it names other elements than the specification: result 1: element 0 is 1, where another value stands'
catches liar_device_twice operators 'aten::sort b8 [4, 4] contiguous: it names other elements than the specification: result 1: index 0 occurs twice'
catches liar_mode_values modes 'liar_mode_values, aten::add.Tensor f32 [4, 4] contiguous: the result has other bits under the mode, which says that it only observes'
catches liar_mode_leaks modes '8 lives of the mode left'
catches liar_mode_fails modes 'has two results'
catches liar_mode_mute modes 'it does not open, and does not say why'
catches liar_mode_careless modes 'it takes the option no_such_option=1, which nobody knows'
notes() { # PLUGIN TEXT: it passes, and the line of modes has a note
    "$tool" check "$hostile/$1.so" --reload 2 --json >"$1.json" 2>/dev/null || fail "check $1"
    contains "$(sed -n 's/.*"name":"modes"\([^}]*\).*/\1/p' "$1.json")" "$2" "note of $1"
}
notes liar_mode_needs "mode 'liar_mode_needs' is left out: it does not open without options: which=NAME is needed"
notes liar_mode_changes "mode 'liar_mode_changes' changes results; it does not say RP_MODE_OBSERVER, so it may"
catches liar_constructor file "the constructor 'start' runs when the file is mapped"
catches liar_thread_data file 'thread-local data'
catches deadly/liar_crash descriptor 'the query crashed with signal 6'
catches deadly/liar_exit descriptor 'ended the process with status 3'
refuses 2 'the file of a plugin is required' check
refuses 2 'is not a flag' check --nonsense

# A folder with a file that kills whoever asks it: the list survives, and says why it was not taken.
REPRISE_PLUGIN_PATH=$hostile/deadly:$plugins "$tool" plugins --probe --json >probe.json || fail "plugins --probe"
contains "$(cat probe.json)" 'its query crashed with signal 6' "plugins --probe"
contains "$("$tool" plugins --why null)" 'null' "plugins --why"
refuses 1 "no plugin or file is called 'nobody'" plugins --why nobody
contains "$("$tool" ops --fallback null)" 'aten::exp(' "ops --fallback"
case "$("$tool" ops --fallback null)" in *'aten::add.Tensor('*) fail "ops --fallback lists an operator that has a kernel" ;; esac
refuses 2 "there is no device 'nobody'" ops --fallback nobody
finish
