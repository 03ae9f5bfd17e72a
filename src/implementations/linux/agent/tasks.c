#define _GNU_SOURCE
#include "tasks.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum state { FREE, HANDED, CALLING, DONE };

struct task {
	struct task *next;
	uint32_t number;
	pthread_t thread;
	pid_t kernel_id;
	pthread_mutex_t lock;
	pthread_cond_t handed;
	pthread_cond_t done;
	_Atomic enum state state;
	int call;
	uint64_t arguments[MOST_ARGUMENTS];
	struct outcome outcome;
};

static struct task *tasks;

/* A call that never sleeps and takes more CPU time than this goes on for itself: a virtual CPU that runs. */
#define RUNNING_NANOSECONDS 1000000000LL
/* Looks, each after twice the time of the last, at which a thread must be asleep without having run in between. */
#define LOOKS_ASLEEP 4
#define FIRST_LOOK_NANOSECONDS 1000000L
#define LAST_LOOK_NANOSECONDS 8000000L

static void *run_task(void *argument)
{
	struct task *task = argument;
	task->kernel_id = (pid_t)syscall(SYS_gettid);
	for (;;) {
		pthread_mutex_lock(&task->lock);
		while (task->state != HANDED)
			pthread_cond_wait(&task->handed, &task->lock);
		pthread_mutex_unlock(&task->lock);
		task->state = CALLING;
		task->outcome = perform_call(task->call, task->arguments);
		/* The state first: whoever sees this thread asleep from here on sees that the call is done, too. */
		task->state = DONE;
		pthread_mutex_lock(&task->lock);
		pthread_cond_signal(&task->done);
		pthread_mutex_unlock(&task->lock);
	}
	return NULL;
}

static struct task *find_task(uint32_t number)
{
	struct task *task = tasks;
	while (task != NULL && task->number != number)
		task = task->next;
	return task;
}

static struct task *make_task(uint32_t number)
{
	struct task *task = calloc(1, sizeof *task);
	if (task == NULL)
		return NULL;
	task->number = number;
	pthread_mutex_init(&task->lock, NULL);
	pthread_cond_init(&task->handed, NULL);
	pthread_condattr_t monotonic;
	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_cond_init(&task->done, &monotonic);
	if (pthread_create(&task->thread, NULL, run_task, task) != 0)
		return NULL;
	task->next = tasks;
	tasks = task;
	return task;
}

struct look {
	/* S or D in /proc: it waits for something. */
	bool asleep;
	/* How often it has gone to sleep so far. */
	long sleeps;
};

static struct look look_at(const struct task *task)
{
	char path[64];
	char line[256];
	struct look look = { .asleep = false, .sleeps = -1 };
	snprintf(path, sizeof path, "/proc/self/task/%d/status", (int)task->kernel_id);
	FILE *status = fopen(path, "re");
	if (status == NULL)
		return look;
	while (fgets(line, sizeof line, status) != NULL) {
		char state;
		if (sscanf(line, "State: %c", &state) == 1)
			look.asleep = state == 'S' || state == 'D';
		sscanf(line, "voluntary_ctxt_switches: %ld", &look.sleeps);
	}
	fclose(status);
	return look;
}

static long long cpu_nanoseconds(const struct task *task)
{
	clockid_t clock;
	struct timespec used;
	if (pthread_getcpuclockid(task->thread, &clock) != 0 || clock_gettime(clock, &used) != 0)
		return 0;
	return used.tv_sec * 1000000000LL + used.tv_nsec;
}

/* True when the call is done by then. */
static bool wait_for(struct task *task, long nanoseconds)
{
	struct timespec until;
	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_nsec += nanoseconds;
	until.tv_sec += until.tv_nsec / 1000000000;
	until.tv_nsec %= 1000000000;
	pthread_mutex_lock(&task->lock);
	while (task->state != DONE)
		if (pthread_cond_timedwait(&task->done, &task->lock, &until) == ETIMEDOUT)
			break;
	pthread_mutex_unlock(&task->lock);
	return task->state == DONE;
}

static enum progress watch(struct task *task, struct outcome *outcome)
{
	long long cpu = cpu_nanoseconds(task);
	long pause = FIRST_LOOK_NANOSECONDS;
	int asleep = 0;
	long sleeps = -1;
	while (!wait_for(task, pause)) {
		struct look look = look_at(task);
		bool still = task->state == CALLING && look.asleep && look.sleeps == sleeps;
		asleep = still ? asleep + 1 : 0;
		sleeps = look.sleeps;
		if (asleep == LOOKS_ASLEEP || cpu_nanoseconds(task) - cpu > RUNNING_NANOSECONDS)
			return BLOCKED;
		if (pause < LAST_LOOK_NANOSECONDS)
			pause *= 2;
	}
	*outcome = task->outcome;
	task->state = FREE;
	return RETURNED;
}

enum progress start_call(uint32_t number, int call, const uint64_t *arguments, struct outcome *outcome)
{
	struct task *task = find_task(number);
	if (task == NULL)
		task = make_task(number);
	if (task == NULL)
		return NO_THREAD;
	if (task->state != FREE)
		return BUSY;
	task->call = call;
	memcpy(task->arguments, arguments, sizeof task->arguments);
	pthread_mutex_lock(&task->lock);
	task->state = HANDED;
	pthread_cond_signal(&task->handed);
	pthread_mutex_unlock(&task->lock);
	return watch(task, outcome);
}

enum progress collect_call(uint32_t number, struct outcome *outcome)
{
	struct task *task = find_task(number);
	if (task == NULL || task->state == FREE)
		return IDLE;
	return watch(task, outcome);
}
