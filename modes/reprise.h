/* reprise.h - everything public */
#ifndef REPRISE_H
#define REPRISE_H
#include "core/autograd.h"
#include "core/device.h"
#include "core/dtype.h"
#include "core/log.h"
#include "core/memory.h"
#include "core/rng.h"
#include "core/state.h"
#include "core/status.h"
#include "core/tensor.h"
#include "core/value.h"
#include "dispatch/gradcheck.h"
#include "dispatch/init.h"
#include "dispatch/mode.h"
#include "dispatch/op.h"
#include "dispatch/ops.h"
#include "modes/autocast.h"
#include "modes/checkpoint/checkpoint.h"
#include "modes/count.h"
#include "modes/default_device.h"
#include "modes/capture_logs.h"
#endif
