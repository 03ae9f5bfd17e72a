#include "wire.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

uint64_t load_number(const uint8_t *from, int bytes)
{
	uint64_t value = 0;
	for (int i = 0; i < bytes; i++)
		value = value << 8 | from[i];
	return value;
}

void store_number(uint8_t *to, uint64_t value, int bytes)
{
	for (int i = bytes; i-- > 0; value >>= 8)
		to[i] = (uint8_t)value;
}

const uint8_t *take_bytes(struct reader *from, size_t length)
{
	static const uint8_t nothing[8];
	if ((size_t)(from->end - from->at) < length) {
		from->exhausted = true;
		from->at = from->end;
		return length <= sizeof nothing ? nothing : NULL;
	}
	const uint8_t *bytes = from->at;
	from->at += length;
	return bytes;
}

uint64_t take_number(struct reader *from, int bytes)
{
	return load_number(take_bytes(from, (size_t)bytes), bytes);
}

const char *take_text(struct reader *from, char *text, size_t room)
{
	size_t length = take_number(from, 2);
	const uint8_t *bytes = take_bytes(from, length);
	if (from->exhausted || length >= room)
		return NULL;
	memcpy(text, bytes, length);
	text[length] = 0;
	return text;
}

uint8_t *put_room(struct buffer *to, size_t length)
{
	if (to->room - to->length < length) {
		size_t room = (to->length + length) * 2;
		uint8_t *bytes = realloc(to->bytes, room);
		if (bytes == NULL)
			_exit(ENOMEM);
		to->bytes = bytes;
		to->room = room;
	}
	uint8_t *at = to->bytes + to->length;
	to->length += length;
	return at;
}

void put_number(struct buffer *to, uint64_t value, int bytes)
{
	store_number(put_room(to, (size_t)bytes), value, bytes);
}

void put_bytes(struct buffer *to, const void *bytes, size_t length)
{
	memcpy(put_room(to, length), bytes, length);
}

void put_text(struct buffer *to, const char *text)
{
	size_t length = strlen(text);
	put_number(to, length, 2);
	put_bytes(to, text, length);
}

void begin_frame(struct buffer *frame, char type)
{
	frame->length = 0;
	put_number(frame, 0, 4);
	put_number(frame, (uint8_t)type, 1);
}

bool send_frame(int descriptor, struct buffer *frame)
{
	store_number(frame->bytes, frame->length - 4, 4);
	size_t sent = 0;
	while (sent < frame->length) {
		ssize_t count = write(descriptor, frame->bytes + sent, frame->length - sent);
		if (count > 0)
			sent += (size_t)count;
		else if (count == 0 || errno != EINTR)
			return false;
	}
	frame->length = 0;
	return true;
}

static bool read_fully(int descriptor, uint8_t *to, size_t length)
{
	while (length > 0) {
		ssize_t count = read(descriptor, to, length);
		if (count > 0) {
			to += count;
			length -= (size_t)count;
		} else if (count == 0 || errno != EINTR) {
			return false;
		}
	}
	return true;
}

bool read_frame(int descriptor, struct buffer *frame)
{
	uint8_t head[4];
	if (!read_fully(descriptor, head, sizeof head))
		return false;
	size_t length = load_number(head, 4);
	if (length < 1 || length > FRAME_LIMIT)
		return false;
	frame->length = 0;
	return read_fully(descriptor, put_room(frame, length), length);
}
