#define _GNU_SOURCE
#include "guest.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define PORT_NAME "agent"
/* The port appears when its driver has talked to the emulator. */
#define PORT_TRIES 1000
#define PORT_PAUSE_NANOSECONDS 10000000L

static const struct {
	const char *type;
	const char *where;
	/* The kernel may lack it. */
	int optional;
} mounts[] = {
	{ "devtmpfs", "/dev", 0 },
	{ "proc", "/proc", 0 },
	{ "sysfs", "/sys", 0 },
	{ "debugfs", "/sys/kernel/debug", 1 },
	{ "tracefs", "/sys/kernel/tracing", 1 },
};

_Noreturn void power_off(void)
{
	sync();
	reboot(RB_POWER_OFF);
	for (;;)
		pause();
}

static _Noreturn void give_up(const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	fputs("agent: ", stderr);
	vfprintf(stderr, format, arguments);
	fputc('\n', stderr);
	va_end(arguments);
	power_off();
}

static void mount_all(void)
{
	for (size_t i = 0; i < sizeof mounts / sizeof *mounts; i++)
		if (mount(mounts[i].type, mounts[i].where, mounts[i].type, 0, NULL) != 0 && !mounts[i].optional)
			give_up("cannot mount %s: %s", mounts[i].where, strerror(errno));
}

/* /modules names one file on each line, in the order of their dependencies. */
static void load_modules(void)
{
	char line[256];
	FILE *list = fopen("/modules", "re");
	if (list == NULL)
		give_up("there is no list of modules");
	while (fgets(line, sizeof line, list) != NULL) {
		line[strcspn(line, "\n")] = 0;
		int module = open(line, O_RDONLY | O_CLOEXEC);
		if (module < 0 || syscall(SYS_finit_module, module, "", 0) != 0)
			give_up("cannot load %s: %s", line, strerror(errno));
		close(module);
	}
	fclose(list);
}

/* The name of the device file; empty when the port is not there (yet). */
static void find_port(char *path, size_t room)
{
	DIR *ports = opendir("/sys/class/virtio-ports");
	struct dirent *port;
	path[0] = 0;
	while (ports != NULL && (port = readdir(ports)) != NULL) {
		char file[300];
		char name[32] = "";
		snprintf(file, sizeof file, "/sys/class/virtio-ports/%s/name", port->d_name);
		FILE *stream = fopen(file, "re");
		if (stream == NULL)
			continue;
		if (fgets(name, sizeof name, stream) != NULL && strcmp(name, PORT_NAME "\n") == 0)
			snprintf(path, room, "/dev/%s", port->d_name);
		fclose(stream);
	}
	if (ports != NULL)
		closedir(ports);
}

static int open_port(void)
{
	char path[300];
	struct timespec pause = { .tv_nsec = PORT_PAUSE_NANOSECONDS };
	for (int i = 0; i < PORT_TRIES; i++) {
		find_port(path, sizeof path);
		int port = path[0] == 0 ? -1 : open(path, O_RDWR);
		if (port >= 0)
			return port;
		nanosleep(&pause, NULL);
	}
	give_up("there is no virtio port \"" PORT_NAME "\"");
}

int become_first_process(void)
{
	mount_all();
	load_modules();
	return open_port();
}
