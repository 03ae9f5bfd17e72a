#include "batch.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "calls.h"
#include "memory.h"
#include "tasks.h"
#include "trace.h"

enum entry { ENTRY_READ = 1, ENTRY_WRITE, ENTRY_CALL, ENTRY_COLLECT, ENTRY_TRACE, ENTRY_SETTLE };

/* The last three are no answers of the contract: they tell the adapter that the batch is wrong. */
enum answer {
	ANSWER_DONE = 1,
	ANSWER_BYTES,
	ANSWER_RETURNED,
	ANSWER_BLOCKED,
	ANSWER_FAULTED,
	WRONG_REFERENCE = 100,
	WRONG_TASK,
	WRONG_ENTRY,
	NO_MORE_THREADS,
};

#define ENTRY_LIMIT 65536

/* Where the bytes of each answer are that a later entry may take a number from. */
struct span {
	size_t offset;
	size_t length;
};

struct batch {
	struct reader *entries;
	struct buffer *answers;
	struct span *spans;
	uint32_t performed;
};

/* A number of 8 bytes as it is, or `length` bytes at `offset` of an earlier answer, plus a number. */
static bool take_operand(struct batch *batch, uint64_t *operand)
{
	struct reader *from = batch->entries;
	if (take_number(from, 1) == 0) {
		*operand = take_number(from, 8);
		return true;
	}
	uint32_t entry = (uint32_t)take_number(from, 4);
	uint64_t offset = take_number(from, 8);
	int length = (int)take_number(from, 1);
	uint64_t plus = take_number(from, 8);
	if (entry >= batch->performed || length < 1 || length > 8)
		return false;
	struct span span = batch->spans[entry];
	if (span.length < (size_t)length || offset > span.length - (size_t)length)
		return false;
	*operand = load_number(batch->answers->bytes + span.offset + offset, length) + plus;
	return true;
}

static bool refuse(struct batch *batch, enum answer why)
{
	put_number(batch->answers, why, 1);
	return false;
}

static bool answer_fault(struct batch *batch, int signal_number)
{
	put_number(batch->answers, ANSWER_FAULTED, 1);
	put_number(batch->answers, signal_number == SIGBUS, 1);
	return true;
}

static bool read_entry(struct batch *batch)
{
	struct buffer *answers = batch->answers;
	uint64_t address;
	if (!take_operand(batch, &address))
		return refuse(batch, WRONG_REFERENCE);
	size_t length = take_number(batch->entries, 4);
	if (length > FRAME_LIMIT - answers->length)
		return refuse(batch, WRONG_ENTRY);
	size_t before = answers->length;
	put_number(answers, ANSWER_BYTES, 1);
	put_number(answers, length, 4);
	size_t offset = answers->length;
	int signal_number = read_user(address, put_room(answers, length), length);
	if (signal_number != 0) {
		answers->length = before;
		return answer_fault(batch, signal_number);
	}
	batch->spans[batch->performed] = (struct span){ offset, length };
	return true;
}

static bool write_entry(struct batch *batch)
{
	uint64_t address;
	if (!take_operand(batch, &address))
		return refuse(batch, WRONG_REFERENCE);
	size_t length = take_number(batch->entries, 4);
	const uint8_t *bytes = take_bytes(batch->entries, length);
	if (batch->entries->exhausted)
		return refuse(batch, WRONG_ENTRY);
	int signal_number = write_user(address, bytes, length);
	if (signal_number != 0)
		return answer_fault(batch, signal_number);
	put_number(batch->answers, ANSWER_DONE, 1);
	return true;
}

static bool answer_progress(struct batch *batch, enum progress progress, struct outcome outcome)
{
	struct buffer *answers = batch->answers;
	switch (progress) {
	case RETURNED:
		put_number(answers, ANSWER_RETURNED, 1);
		batch->spans[batch->performed] = (struct span){ answers->length, 8 };
		put_number(answers, (uint64_t)outcome.value, 8);
		put_number(answers, (uint64_t)outcome.error, 4);
		return true;
	case BLOCKED:
		put_number(answers, ANSWER_BLOCKED, 1);
		return true;
	case NO_THREAD:
		return refuse(batch, NO_MORE_THREADS);
	default:
		return refuse(batch, WRONG_TASK);
	}
}

static bool call_entry(struct batch *batch)
{
	uint64_t arguments[MOST_ARGUMENTS] = { 0 };
	struct outcome outcome = { 0 };
	uint32_t task = (uint32_t)take_number(batch->entries, 4);
	int number = (int)take_number(batch->entries, 1);
	if (number >= system_call_count)
		return refuse(batch, WRONG_ENTRY);
	for (int i = 0; i < system_calls[number].arguments; i++)
		if (!take_operand(batch, &arguments[i]))
			return refuse(batch, WRONG_REFERENCE);
	if (batch->entries->exhausted)
		return refuse(batch, WRONG_ENTRY);
	if (task == 0)
		return answer_progress(batch, RETURNED, perform_call(number, arguments));
	enum progress progress = start_call(task, number, arguments, &outcome);
	return answer_progress(batch, progress, outcome);
}

static bool collect_entry(struct batch *batch)
{
	struct outcome outcome = { 0 };
	enum progress progress = collect_call((uint32_t)take_number(batch->entries, 4), &outcome);
	return answer_progress(batch, progress, outcome);
}

static bool trace_entry(struct batch *batch)
{
	struct buffer *answers = batch->answers;
	size_t before = answers->length;
	put_number(answers, ANSWER_BYTES, 1);
	put_number(answers, 0, 4);
	if (!take_trace(answers)) {
		answers->length = before;
		return refuse(batch, WRONG_ENTRY);
	}
	store_number(answers->bytes + before + 1, answers->length - before - 5, 4);
	return true;
}

/* Devices and time go on by themselves here. */
static bool settle_entry(struct batch *batch)
{
	uint64_t nanoseconds = take_number(batch->entries, 8);
	struct timespec left = { .tv_sec = (time_t)(nanoseconds / 1000000000),
				 .tv_nsec = (long)(nanoseconds % 1000000000) };
	while (nanosleep(&left, &left) != 0 && errno == EINTR)
		;
	put_number(batch->answers, ANSWER_DONE, 1);
	return true;
}

static bool perform_entry(struct batch *batch)
{
	switch (take_number(batch->entries, 1)) {
	case ENTRY_READ:
		return read_entry(batch);
	case ENTRY_WRITE:
		return write_entry(batch);
	case ENTRY_CALL:
		return call_entry(batch);
	case ENTRY_COLLECT:
		return collect_entry(batch);
	case ENTRY_TRACE:
		return trace_entry(batch);
	case ENTRY_SETTLE:
		return settle_entry(batch);
	default:
		return refuse(batch, WRONG_ENTRY);
	}
}

void perform_batch(struct reader *entries, struct buffer *answers)
{
	uint32_t count = (uint32_t)take_number(entries, 4);
	struct batch batch = { .entries = entries, .answers = answers };
	if (count > ENTRY_LIMIT || (batch.spans = calloc(count + 1, sizeof *batch.spans)) == NULL) {
		refuse(&batch, WRONG_ENTRY);
		return;
	}
	while (batch.performed < count && perform_entry(&batch))
		batch.performed++;
	free(batch.spans);
}
