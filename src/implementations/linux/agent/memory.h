/* User memory of the host program: the arena, and accesses that may fault. */
#ifndef MEMORY_H
#define MEMORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ARENA_LENGTH ((size_t)16 << 20)

/* Maps the arena: zero, page aligned, at the same address in every run. NULL when there is no room. */
void *map_arena(void);
void install_fault_handler(void);
/* Moves bytes between user memory and memory of our own. Answers 0, or the signal that the access raised. */
int read_user(uint64_t address, void *to, size_t length);
int write_user(uint64_t address, const void *from, size_t length);

#endif
