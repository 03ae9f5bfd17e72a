/* One batch of the contract: calls of tasks, and user memory. */
#ifndef BATCH_H
#define BATCH_H

#include "wire.h"

/* Performs the entries in order and puts the answers behind the head of a frame. Stops at the first that makes no sense. */
void perform_batch(struct reader *entries, struct buffer *answers);

#endif
