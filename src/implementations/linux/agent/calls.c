#define _GNU_SOURCE
#include "calls.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stddef.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#define POINTER(n) ((void *)(uintptr_t)a[n])
#define CALL(name) static int64_t call_##name(const uint64_t *a)

CALL(open) { return open(POINTER(0), (int)a[1], (mode_t)a[2]); }
CALL(close) { return close((int)a[0]); }
CALL(ioctl) { return ioctl((int)a[0], (unsigned long)a[1], POINTER(2)); }
CALL(read) { return read((int)a[0], POINTER(1), (size_t)a[2]); }
CALL(write) { return write((int)a[0], POINTER(1), (size_t)a[2]); }
CALL(pread) { return pread((int)a[0], POINTER(1), (size_t)a[2], (off_t)a[3]); }
CALL(pwrite) { return pwrite((int)a[0], POINTER(1), (size_t)a[2], (off_t)a[3]); }
CALL(lseek) { return lseek((int)a[0], (off_t)a[1], (int)a[2]); }
CALL(mmap)
{
	return (intptr_t)mmap(POINTER(0), (size_t)a[1], (int)a[2], (int)a[3], (int)a[4], (off_t)a[5]);
}
CALL(munmap) { return munmap(POINTER(0), (size_t)a[1]); }
CALL(mprotect) { return mprotect(POINTER(0), (size_t)a[1], (int)a[2]); }
CALL(poll) { return poll(POINTER(0), (nfds_t)a[1], (int)a[2]); }
CALL(eventfd) { return eventfd((unsigned int)a[0], (int)a[1]); }
CALL(dup) { return dup((int)a[0]); }
/* The structures of the kernel, which the C library may have replaced by its own. */
CALL(fstat) { return syscall(SYS_fstat, (int)a[0], POINTER(1)); }
CALL(readlink) { return readlink(POINTER(0), POINTER(1), (size_t)a[2]); }
CALL(getdents) { return syscall(SYS_getdents64, (int)a[0], POINTER(1), (size_t)a[2]); }

#define ROW(name, arguments) { #name, arguments, call_##name }

const struct system_call system_calls[] = {
	ROW(open, 3),
	ROW(close, 1),
	ROW(ioctl, 3),
	ROW(read, 3),
	ROW(write, 3),
	ROW(pread, 4),
	ROW(pwrite, 4),
	ROW(lseek, 3),
	ROW(mmap, 6),
	ROW(munmap, 2),
	ROW(mprotect, 3),
	ROW(poll, 3),
	ROW(eventfd, 2),
	ROW(dup, 1),
	ROW(fstat, 2),
	ROW(readlink, 3),
	ROW(getdents, 3),
};
const int system_call_count = sizeof system_calls / sizeof *system_calls;

struct outcome perform_call(int number, const uint64_t *arguments)
{
	errno = 0;
	int64_t value = system_calls[number].perform(arguments);
	return (struct outcome){ .value = value, .error = value == -1 ? errno : 0 };
}
