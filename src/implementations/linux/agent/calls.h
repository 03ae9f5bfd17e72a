/* The system calls of the contract, in the order in which the agent announces them. */
#ifndef CALLS_H
#define CALLS_H

#include <stdint.h>

#define MOST_ARGUMENTS 6

struct outcome {
	int64_t value;
	/* 0 unless the value is -1. */
	int error;
};

struct system_call {
	const char *name;
	int arguments;
	int64_t (*perform)(const uint64_t *arguments);
};

extern const struct system_call system_calls[];
extern const int system_call_count;

struct outcome perform_call(int number, const uint64_t *arguments);

#endif
