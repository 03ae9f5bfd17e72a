#define _GNU_SOURCE
#include "trace.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

#include "descriptors.h"

#define PIECE 4096
#define MOST ((size_t)4 << 20)

static int trace = -1;

void open_trace(struct reader *request, struct buffer *answer)
{
	char path[PATH_MAX];
	const char *name = take_text(request, path, sizeof path);
	int file = name == NULL ? -1 : open(name, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	put_number(answer, file < 0 ? (uint64_t)(name == NULL ? EINVAL : errno) : 0, 4);
	if (file >= 0)
		trace = move_out_of_the_way(file);
}

bool take_trace(struct buffer *to)
{
	size_t start = to->length;
	if (trace < 0)
		return false;
	for (;;) {
		size_t at = to->length;
		ssize_t count = read(trace, put_room(to, PIECE), PIECE);
		to->length = at + (count > 0 ? (size_t)count : 0);
		if (count == 0 || (count < 0 && errno != EINTR) || to->length - start > MOST)
			return true;
	}
}

void forget_trace(void)
{
	struct buffer nowhere = { 0 };
	take_trace(&nowhere);
	free(nowhere.bytes);
}
