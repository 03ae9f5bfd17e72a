/* Threads of the host program whose calls may wait. */
#ifndef TASKS_H
#define TASKS_H

#include <stdbool.h>
#include <stdint.h>

#include "calls.h"

enum progress { RETURNED, BLOCKED, BUSY, IDLE, NO_THREAD };

/*
 * Has the thread of that task make the call, and watches it until it returned or waits.
 * BUSY: its last call is still open. NO_THREAD: it could not be made. `outcome` is set with RETURNED.
 */
enum progress start_call(uint32_t task, int number, const uint64_t *arguments, struct outcome *outcome);
/* What has become of the open call. IDLE: there is none. */
enum progress collect_call(uint32_t task, struct outcome *outcome);

#endif
