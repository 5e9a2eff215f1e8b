#include "CImageIO.h"

#include <isa-l/crc.h>
#include <string.h>
#include <zlib.h>

enum { SCRATCH_CAPACITY = 16 * 1024 };

// zlib counts in 32 bits, so both sides are handed to it in parts.
static uInt part_of(size_t count) { return count > 1 << 30 ? 1u << 30 : (uInt)count; }

static bool run(
    z_stream *stream, size_t stream_count, uint8_t *output, size_t capacity, size_t *count) {
  uint8_t scratch[SCRATCH_CAPACITY];
  *count = 0;
  while (true) {
    if (stream->avail_in == 0) {
      stream->avail_in = part_of(stream_count);
      stream_count -= stream->avail_in;
    }
    // One byte beyond the capacity shows that there is more.
    uint8_t *target = output != NULL && *count < capacity ? output + *count : scratch;
    size_t room = target == scratch ? sizeof scratch : capacity - *count;
    uInt offered = part_of(room);
    stream->next_out = target;
    stream->avail_out = offered;
    int result = inflate(stream, Z_NO_FLUSH);
    size_t made = offered - stream->avail_out;
    *count += made;
    if (*count > capacity) return false;
    if (result == Z_STREAM_END) return true;
    if (result != Z_OK || (made == 0 && stream->avail_in == 0 && stream_count == 0)) return false;
  }
}

bool cio_inflate(
    const uint8_t *stream, size_t stream_count, uint8_t *output, size_t capacity, size_t *count) {
  z_stream state = {.next_in = (uint8_t *)stream};
  if (inflateInit(&state) != Z_OK) return false;
  bool is_sound = run(&state, stream_count, output, capacity, count);
  inflateEnd(&state);
  return is_sound;
}

size_t cio_zlib_bound(size_t count) { return compressBound(count); }

size_t cio_zlib_compress(
    const uint8_t *bytes, size_t count, uint8_t *output, size_t capacity) {
  uLongf length = capacity;
  return compress2(output, &length, bytes, count, 9) == Z_OK ? length : 0;
}

uint32_t cio_crc32(uint32_t crc, const uint8_t *bytes, size_t count) {
  return crc32_gzip_refl(crc, bytes, count);
}
