#ifndef CIMAGEIO_INTERNAL_H
#define CIMAGEIO_INTERNAL_H

#include "CImageIO.h"

/// The bytes that are read at once.
#ifndef SOURCE_CAPACITY
#define SOURCE_CAPACITY (128 * 1024)
#endif

struct cio_source {
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

/// Reads more behind the bytes not taken yet, for which there must be room.
/// Returns false at the file's end and on an error.
bool source_fill(cio_source *source);
/// Takes exactly count bytes; false when there are fewer.
bool source_take(cio_source *source, uint8_t *bytes, size_t count);

/// The offset of the next byte not taken yet.
int64_t source_position(const cio_source *source);

/// Fills in a failure without pass and position. The text is cut to fit, and bytes that would not print
/// on one line become question marks.
void set_failure(cio_failure *failure, cio_cause cause, int error_number, int64_t row,
                 const char *message);

#endif
