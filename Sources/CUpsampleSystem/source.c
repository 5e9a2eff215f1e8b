#include "CUpsampleSystem.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/// The bytes that are read at once.
#ifndef SOURCE_CAPACITY
#define SOURCE_CAPACITY (128 * 1024)
#endif

struct cus_source {
  int descriptor;
  /// What the last read failed with, or 0.
  int error_number;
  bool at_end;
  /// The bytes not taken yet are buffer[start..<end].
  size_t start, end;
  /// The number of bytes read so far: the offset of buffer[end].
  int64_t count;
  /// What was read since recording started, but for buffer[unrecorded..<end],
  /// and no more than the limit, which is 0 where nothing is recorded.
  uint8_t *record;
  size_t record_count, record_capacity, record_limit, unrecorded;
  uint8_t buffer[SOURCE_CAPACITY];
};

cus_source *cus_source_create(int descriptor) {
  cus_source *source = malloc(sizeof *source);
  if (source == NULL) return NULL;
  source->descriptor = descriptor;
  source->record = NULL;
  cus_source_reset(source);
  return source;
}

void cus_source_destroy(cus_source *source) {
  if (source != NULL) free(source->record);
  free(source);
}

void cus_source_reset(cus_source *source) {
  source->error_number = 0;
  source->at_end = false;
  source->start = source->end = 0;
  source->count = 0;
  cus_source_stop_recording(source);
}

void cus_source_start_recording(cus_source *source, size_t limit) {
  cus_source_stop_recording(source);
  source->record_limit = limit;
  source->unrecorded = source->start;
}

void cus_source_stop_recording(cus_source *source) {
  free(source->record);
  source->record = NULL;
  source->record_count = source->record_capacity = source->record_limit = 0;
}

// Appends what the buffer holds beyond the record. Without memory the record
// ends there.
static void extend_record(cus_source *source) {
  size_t count = source->end - source->unrecorded;
  if (count > source->record_limit - source->record_count) {
    count = source->record_limit - source->record_count;
  }
  if (count > source->record_capacity - source->record_count) {
    size_t capacity = 2 * (source->record_count + count);
    uint8_t *record = realloc(source->record, capacity);
    if (record == NULL) {
      source->record_limit = source->record_count;
      return;
    }
    source->record = record;
    source->record_capacity = capacity;
  }
  if (count > 0) {
    memcpy(source->record + source->record_count, source->buffer + source->unrecorded, count);
  }
  source->record_count += count;
  source->unrecorded = source->end;
}

const uint8_t *cus_source_recording(cus_source *source, size_t *count) {
  extend_record(source);
  *count = source->record_count;
  return source->record;
}

bool cus_source_fill(cus_source *source) {
  if (source->at_end || source->error_number != 0) return false;
  if (source->start == source->end) {
    if (source->record_limit > 0) extend_record(source);
    source->start = source->end = source->unrecorded = 0;
  }
  ptrdiff_t count = cus_read(
      source->descriptor, source->buffer + source->end, SOURCE_CAPACITY - source->end);
  if (count < 0) source->error_number = errno;
  if (count == 0) source->at_end = true;
  if (count <= 0) return false;
  source->end += (size_t)count;
  source->count += count;
  return true;
}

int64_t cus_source_position(const cus_source *source) {
  return source->count - (int64_t)(source->end - source->start);
}

bool cus_source_take(cus_source *source, uint8_t *bytes, size_t count) {
  while (count > 0) {
    if (source->start == source->end && !cus_source_fill(source)) return false;
    size_t part = source->end - source->start;
    if (part > count) part = count;
    memcpy(bytes, source->buffer + source->start, part);
    source->start += part;
    bytes += part;
    count -= part;
  }
  return true;
}

int cus_source_peek(cus_source *source, uint8_t *bytes, size_t count, int *error_number) {
  // The few bytes ahead always fit, as only the start of a file is peeked at.
  while (source->end - source->start < count && cus_source_fill(source)) continue;
  if (source->error_number != 0) {
    *error_number = source->error_number;
    return -1;
  }
  size_t available = source->end - source->start;
  if (available < count) count = available;
  memcpy(bytes, source->buffer + source->start, count);
  return (int)count;
}

const uint8_t *cus_source_take_buffered(cus_source *source, size_t *count) {
  const uint8_t *bytes = source->buffer + source->start;
  *count = source->end - source->start;
  source->start = source->end;
  return bytes;
}

int cus_source_error(const cus_source *source) { return source->error_number; }
