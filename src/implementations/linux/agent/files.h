/* What the adapter does outside of the host program: files of sysfs. */
#ifndef FILES_H
#define FILES_H

#include "wire.h"

/* Puts an errno (4 bytes), 0 for success. */
void write_file(struct reader *request, struct buffer *answer);

#endif
