#define _GNU_SOURCE
#include "descriptors.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

/* How many a host program may have: what a Linux system usually starts a process with. */
#define DESCRIPTORS 1024
/* How many the agent itself keeps above. */
#define OWN 3

/* The limit of host programs; less where the system allows less. */
static rlim_t most(const struct rlimit *limit)
{
	return limit->rlim_max < DESCRIPTORS + OWN ? limit->rlim_max - OWN : DESCRIPTORS;
}

int move_out_of_the_way(int descriptor)
{
	struct rlimit limit;
	if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
		return descriptor;
	limit.rlim_cur = limit.rlim_max;
	setrlimit(RLIMIT_NOFILE, &limit);
	int moved = fcntl(descriptor, F_DUPFD_CLOEXEC, (int)most(&limit));
	limit.rlim_cur = most(&limit);
	setrlimit(RLIMIT_NOFILE, &limit);
	if (moved < 0)
		return descriptor;
	close(descriptor);
	return moved;
}

void settle_descriptors(int *input, int *output)
{
	int nothing = open("/dev/null", O_RDWR);
	int both = *input == *output;
	*input = move_out_of_the_way(*input);
	*output = both ? *input : move_out_of_the_way(*output);
	if (nothing >= 0) {
		dup2(nothing, 0);
		dup2(nothing, 1);
	}
	/* Whoever started the agent may have left it more. */
	for (int i = 3; i < DESCRIPTORS; i++)
		if (i != *input && i != *output)
			close(i);
}
