#define _GNU_SOURCE
#include "files.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <unistd.h>

void write_file(struct reader *request, struct buffer *answer)
{
	char path[PATH_MAX];
	const char *name = take_text(request, path, sizeof path);
	size_t length = take_number(request, 4);
	const uint8_t *content = take_bytes(request, length);
	int error = 0;
	int file = -1;
	if (name == NULL || request->exhausted)
		error = EINVAL;
	else if ((file = open(name, O_WRONLY | O_CLOEXEC)) < 0 || write(file, content, length) < 0)
		error = errno;
	if (file >= 0)
		close(file);
	put_number(answer, (uint64_t)error, 4);
}
