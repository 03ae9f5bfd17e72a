/* What the kernel's tracer has seen; the adapter decides what it watches. */
#ifndef TRACE_H
#define TRACE_H

#include "wire.h"

/* Opens the pipe that the tracer writes to; puts an errno (4 bytes), 0 for success. */
void open_trace(struct reader *request, struct buffer *answer);
/* Puts what the tracer has written since the last time. False when there is no trace. */
bool take_trace(struct buffer *to);
void forget_trace(void);

#endif
