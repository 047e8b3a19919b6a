#!/usr/bin/env bash
# why.sh TOOL SETS: `reprise plugins --why` says of each library of a plugin in which file it is, or what was tried and why it is not.
set -u
tool=$1 sets=$2
export REPRISE_PLUGIN_PATH=$sets/hip
failures=0
contains() { case "$got" in *"$1"*) ;; *) echo "FAILED: '$got' lacks '$1'" >&2; failures=$((failures + 1)) ;; esac; }

got=$(LD_LIBRARY_PATH=$sets/all/lib "$tool" plugins --why emu 2>&1)
contains "hipBLASLt: libhipblaslt.so.1"
contains "rocBLAS: librocblas.so.5"
contains "MIOpen: libMIOpen.so.1"

got=$(ROCM_PATH=$sets/less "$tool" plugins --why emu 2>&1)
contains "hipBLASLt is not open: libhipblaslt.so.1: cannot open shared object file"
contains "hipBLASLt is not open: $sets/less/lib/libhipblaslt.so.1: has no hipblasLtMatmul"
contains "rocBLAS is not open: $sets/less/lib/librocblas.so.5: has no rocblas_set_atomics_mode"
contains "MIOpen is not open: $sets/less/lib/libMIOpen.so.1: cannot open shared object file"
contains "MIOpen is not open: /opt/rocm/lib/libMIOpen.so.1: cannot open shared object file"

got=$(REPRISE_EMU_BLAS=0 "$tool" plugins --why emu 2>&1)
contains "MIOpen is not open: REPRISE_EMU_BLAS does not want it"
[ $failures -eq 0 ] && echo "passed"
exit $((failures > 0))
