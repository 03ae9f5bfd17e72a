/*
 * Frames between the adapter and the agent: a length (4 bytes) that counts what follows it, a type (1 byte), a body.
 * All numbers are big-endian, whatever the byte order of the machine. frames.ts is the other end.
 */
#ifndef WIRE_H
#define WIRE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* No frame is longer; one that claims to be is garbage. */
#define FRAME_LIMIT (48u << 20)

struct buffer {
	uint8_t *bytes;
	size_t length;
	size_t room;
};

struct reader {
	const uint8_t *at;
	const uint8_t *end;
	/* Set when more was taken than there was. */
	bool exhausted;
};

uint64_t load_number(const uint8_t *from, int bytes);
void store_number(uint8_t *to, uint64_t value, int bytes);

uint64_t take_number(struct reader *from, int bytes);
const uint8_t *take_bytes(struct reader *from, size_t length);
/* A text with its length in 2 bytes before it, as a string for the C library; NULL when it is longer than `room`. */
const char *take_text(struct reader *from, char *text, size_t room);

uint8_t *put_room(struct buffer *to, size_t length);
void put_number(struct buffer *to, uint64_t value, int bytes);
void put_bytes(struct buffer *to, const void *bytes, size_t length);
void put_text(struct buffer *to, const char *text);

/* Starts a frame of that type in an empty buffer; send_frame fills in the length and empties the buffer. */
void begin_frame(struct buffer *frame, char type);
bool send_frame(int descriptor, struct buffer *frame);
/* Reads one frame; its first byte is the type. False at the end of the stream or where no frame can be. */
bool read_frame(int descriptor, struct buffer *frame);

#endif
