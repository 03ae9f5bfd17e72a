#define _GNU_SOURCE
#include "memory.h"

#include <setjmp.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>

/* Below every place where the kernel puts mappings and above every program: free on all 64-bit Linux machines. */
#define ARENA_ADDRESS ((void *)0x200000000)

/* No page of any Linux machine is smaller. */
#define PAGE 4096

#ifndef MAP_FIXED_NOREPLACE
#define MAP_FIXED_NOREPLACE 0x100000
#endif

static sigjmp_buf out;
static volatile sig_atomic_t accessing;

void *map_arena(void)
{
	void *arena = mmap(ARENA_ADDRESS, ARENA_LENGTH, PROT_READ | PROT_WRITE,
			   MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED_NOREPLACE, -1, 0);
	return arena == MAP_FAILED ? NULL : arena;
}

static void on_fault(int signal_number)
{
	if (accessing)
		siglongjmp(out, signal_number);
	/* A fault of the agent itself ends it: the instruction is run again. */
	signal(signal_number, SIG_DFL);
}

void install_fault_handler(void)
{
	struct sigaction action = { .sa_handler = on_fault, .sa_flags = SA_NODEFER };
	sigaction(SIGSEGV, &action, NULL);
	sigaction(SIGBUS, &action, NULL);
}

/* What lies behind a mapping may be a device: an aligned access of 1, 2, 4 or 8 bytes is made as one. */
#define MOVE_AS(type)                                                  \
	do {                                                           \
		type value;                                            \
		if (reading) {                                         \
			value = *(const volatile type *)user;          \
			memcpy(own, &value, sizeof value);             \
		} else {                                               \
			memcpy(&value, own, sizeof value);             \
			*(volatile type *)user = value;                \
		}                                                      \
	} while (0)

static void move(uintptr_t user, void *own, size_t length, bool reading)
{
	if (length == 1)
		MOVE_AS(uint8_t);
	else if (length == 2 && user % 2 == 0)
		MOVE_AS(uint16_t);
	else if (length == 4 && user % 4 == 0)
		MOVE_AS(uint32_t);
	else if (length == 8 && user % 8 == 0)
		MOVE_AS(uint64_t);
	else if (reading)
		memcpy(own, (const void *)user, length);
	else
		memcpy((void *)user, own, length);
}

/* Page by page: what comes before a page that is not there has been moved, as by a program that goes through it. */
static int guarded_move(uint64_t user, uint8_t *own, size_t length, bool reading)
{
	int signal_number = sigsetjmp(out, 1);
	if (signal_number == 0) {
		accessing = 1;
		for (size_t done = 0; done < length;) {
			size_t left_of_page = PAGE - (user + done) % PAGE;
			size_t piece = length - done < left_of_page ? length - done : left_of_page;
			move((uintptr_t)(user + done), own + done, piece, reading);
			done += piece;
		}
	}
	accessing = 0;
	return signal_number;
}

int read_user(uint64_t address, void *to, size_t length)
{
	return guarded_move(address, to, length, true);
}

int write_user(uint64_t address, const void *from, size_t length)
{
	return guarded_move(address, (uint8_t *)(uintptr_t)from, length, false);
}
