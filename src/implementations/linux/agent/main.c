/*
 * A relay of system calls. Each scenario gets a process of its own, the host program, which takes batches until it is
 * told to end; the kernel then closes and unmaps whatever it had. As the first process of a guest it talks over a
 * virtio port; as an ordinary program over the descriptor that its argument names, or over stdin and stdout.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/klog.h>
#include <sys/prctl.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "batch.h"
#include "calls.h"
#include "descriptors.h"
#include "files.h"
#include "guest.h"
#include "memory.h"
#include "trace.h"
#include "wire.h"

#define AGENT_VERSION 1
/* Its messages stay; a reader of /dev/kmsg that seeks with SEEK_DATA begins behind them. Only a privileged one may. */
#define CLEAR_KERNEL_LOG 5

static int input = 0;
static int output = 1;
static struct buffer request;
static struct buffer answer;

static void say_hello(void *arena)
{
	const union {
		uint16_t number;
		uint8_t first;
	} order = { .number = 1 };
	struct utsname name;
	struct timespec since_boot;
	uname(&name);
	clock_gettime(CLOCK_BOOTTIME, &since_boot);
	begin_frame(&answer, 'h');
	put_number(&answer, AGENT_VERSION, 2);
	put_number(&answer, order.first == 0, 1);
	put_number(&answer, sizeof(void *) * 8, 1);
	put_number(&answer, (uint64_t)sysconf(_SC_PAGESIZE), 4);
	put_number(&answer, (uintptr_t)arena, 8);
	put_number(&answer, ARENA_LENGTH, 8);
	put_number(&answer, (uint64_t)since_boot.tv_sec * 1000 + (uint64_t)since_boot.tv_nsec / 1000000, 4);
	put_text(&answer, name.sysname);
	put_text(&answer, name.release);
	put_text(&answer, name.version);
	put_text(&answer, name.machine);
	put_number(&answer, (uint64_t)system_call_count, 1);
	for (int i = 0; i < system_call_count; i++) {
		put_text(&answer, system_calls[i].name);
		put_number(&answer, (uint64_t)system_calls[i].arguments, 1);
	}
}

/* The next request; its body in `body`. 0 when there is none or none can be read. */
static char next_request(struct reader *body)
{
	if (!read_frame(input, &request))
		return 0;
	*body = (struct reader){ .at = request.bytes + 1, .end = request.bytes + request.length };
	return (char)request.bytes[0];
}

static _Noreturn void be_host_program(void)
{
	struct reader body;
	forget_trace();
	klogctl(CLEAR_KERNEL_LOG, NULL, 0);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	prctl(PR_SET_NAME, "host-program");
	if (dup2(0, 2) < 0)
		_exit(errno);
	begin_frame(&answer, 'B');
	put_number(&answer, 0, 4);
	bool ready = send_frame(output, &answer);
	while (ready && next_request(&body) == 'P') {
		begin_frame(&answer, 'P');
		perform_batch(&body, &answer);
		ready = send_frame(output, &answer);
	}
	_exit(0);
}

/* From its beginning to its end the host program takes the requests. */
static bool run_scenario(void)
{
	pid_t program = fork();
	if (program == 0)
		be_host_program();
	if (program < 0) {
		begin_frame(&answer, 'B');
		put_number(&answer, (uint64_t)errno, 4);
		return send_frame(output, &answer);
	}
	int status = 0;
	while (waitpid(program, &status, 0) < 0 && errno == EINTR)
		;
	begin_frame(&answer, 'E');
	put_number(&answer, WIFSIGNALED(status) ? (uint64_t)WTERMSIG(status) : 0, 4);
	put_number(&answer, WIFEXITED(status) ? (uint64_t)WEXITSTATUS(status) : 0, 4);
	return send_frame(output, &answer);
}

static bool serve(char type, struct reader *body)
{
	begin_frame(&answer, type);
	if (type == 'W')
		write_file(body, &answer);
	else if (type == 'T')
		open_trace(body, &answer);
	else
		return false;
	return send_frame(output, &answer);
}

int main(int count, char **words)
{
	bool in_guest = getpid() == 1;
	if (in_guest)
		input = output = become_first_process();
	else if (count > 1)
		input = output = atoi(words[1]);
	settle_descriptors(&input, &output);
	signal(SIGPIPE, SIG_IGN);
	install_fault_handler();
	void *arena = map_arena();
	if (arena == NULL) {
		fputs("agent: there is no room for the arena\n", stderr);
		return 1;
	}
	say_hello(arena);
	bool ready = send_frame(output, &answer);
	struct reader body;
	char type;
	while (ready && (type = next_request(&body)) != 0)
		ready = type == 'B' ? run_scenario() : serve(type, &body);
	if (in_guest)
		power_off();
	return 0;
}
