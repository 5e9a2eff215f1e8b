#include "png_stream.h"

#include <isa-l/crc.h>
#include <isa-l/igzip_lib.h>
#include <stdlib.h>
#include <string.h>

#include "png_order.h"

enum {
  /// The most bytes that are taken from the source at once.
  INPUT_CAPACITY = 16 * 1024,
  /// The bytes that rows are inflated to at once, unless a row is longer.
  ROWS_CAPACITY = 256 * 1024,
  /// What may be read behind the rows.
  SLACK = 8,
};

struct png_stream {
  cus_source *source;
  /// The rows that were not taken yet, and the bytes of one with its filter.
  uint32_t rows_left;
  size_t row_length;
  /// The bytes of the chunk that were not taken yet, and the checksum of those that were.
  uint32_t chunk_left, checksum;
  /// The header of the chunk behind the last one of the pixels.
  bool has_header;
  uint8_t header[8];
  bool has_ended, has_fault;
  const char *fault;
  /// Inflated bytes, of which those not taken yet are rows[start..<end].
  size_t start, end, capacity;
  uint8_t *rows;
  struct inflate_state inflater;
  uint8_t input[INPUT_CAPACITY];
};

static uint32_t big_endian(const uint8_t bytes[4]) {
  return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

static void begin_chunk(struct png_stream *stream, uint32_t length) {
  static const uint8_t name[] = {'I', 'D', 'A', 'T'};
  stream->chunk_left = length;
  stream->checksum = crc32_gzip_refl(0, name, sizeof name);
}

struct png_stream *png_stream_create(
    cus_source *source, uint32_t length, uint32_t rows, size_t row_bytes) {
  struct png_stream *stream = calloc(1, sizeof *stream);
  if (stream == NULL) return NULL;
  stream->source = source;
  stream->rows_left = rows;
  stream->row_length = row_bytes + 1;
  stream->capacity = row_bytes < ROWS_CAPACITY ? ROWS_CAPACITY : row_bytes + 1;
  stream->rows = malloc(stream->capacity + SLACK);
  if (stream->rows == NULL) {
    free(stream);
    return NULL;
  }
  isal_inflate_init(&stream->inflater);
  stream->inflater.crc_flag = ISAL_ZLIB;
  begin_chunk(stream, length);
  return stream;
}

void png_stream_destroy(struct png_stream *stream) {
  if (stream != NULL) free(stream->rows);
  free(stream);
}

static bool fail(struct png_stream *stream, const char *fault) {
  stream->has_fault = true;
  stream->fault = fault;
  return false;
}

static bool take(struct png_stream *stream, uint8_t *bytes, size_t count) {
  return cus_source_take(stream->source, bytes, count) || fail(stream, NULL);
}

// Takes a piece of the chunk into the input, which is empty.
static bool take_piece(struct png_stream *stream) {
  uint32_t count = stream->chunk_left < INPUT_CAPACITY ? stream->chunk_left : INPUT_CAPACITY;
  if (!take(stream, stream->input, count)) return false;
  stream->chunk_left -= count;
  stream->checksum = crc32_gzip_refl(stream->checksum, stream->input, count);
  stream->inflater.next_in = stream->input;
  stream->inflater.avail_in = count;
  return true;
}

// Checks the chunk, all of whose data was taken.
static bool end_chunk(struct png_stream *stream) {
  uint8_t checksum[4];
  if (!take(stream, checksum, sizeof checksum)) return false;
  return big_endian(checksum) == stream->checksum || fail(stream, "IDAT: CRC error");
}

// Begins the next chunk, if it is one of the pixels.
static bool enter_chunk(struct png_stream *stream) {
  if (!take(stream, stream->header, sizeof stream->header)) return false;
  stream->has_header = !is_named(stream->header, "IDAT");
  if (stream->has_header) return true;
  uint32_t length = big_endian(stream->header);
  if (length > INT32_MAX) return fail(stream, "PNG unsigned integer out of range");
  begin_chunk(stream, length);
  return true;
}

static bool refill(struct png_stream *stream) {
  while (stream->chunk_left == 0) {
    if (!end_chunk(stream) || !enter_chunk(stream)) return false;
    if (stream->has_header) return fail(stream, "Not enough image data");
  }
  return take_piece(stream);
}

// What isal_inflate complains of, in the words of zlib where these are as exact.
static const char *words(const struct inflate_state *inflater, int result) {
  bool has_header = inflater->wrapper_flag != 0;
  switch (result) {
  case ISAL_INVALID_LOOKBACK: return "IDAT: invalid distance too far back";
  case ISAL_INVALID_SYMBOL: return "IDAT: invalid literal/length or distance code";
  case ISAL_INVALID_BLOCK: return "IDAT: invalid header of a block";
  case ISAL_UNSUPPORTED_METHOD: return "IDAT: unknown compression method";
  case ISAL_NEED_DICT: return "IDAT: missing LZ dictionary";
  case ISAL_INCORRECT_CHECKSUM:
    return has_header ? "IDAT: incorrect data check" : "IDAT: incorrect header check";
  default: return "IDAT: damaged LZ stream";
  }
}

// Inflates what is at hand of the input, until rows[..<end] are so many. Returns the bytes
// made: what was inflated before a fault is sound, as far as can be told.
static uint32_t inflate_input(struct png_stream *stream, size_t end) {
  struct inflate_state *inflater = &stream->inflater;
  size_t room = end - stream->end;
  uint32_t offered = room < INT32_MAX ? (uint32_t)room : INT32_MAX;
  inflater->next_out = stream->rows + stream->end;
  inflater->avail_out = offered;
  int result = isal_inflate(inflater);
  uint32_t made = offered - inflater->avail_out;
  stream->end += made;
  stream->has_ended = inflater->block_state == ISAL_BLOCK_FINISH;
  bool is_stuck = made == 0 && inflater->avail_in > 0 && !stream->has_ended;
  if (result != ISAL_DECOMP_OK || is_stuck) fail(stream, words(inflater, result));
  return made;
}

const uint8_t *png_stream_rows(struct png_stream *stream, size_t most, size_t *count) {
  size_t length = stream->row_length;
  if (stream->end - stream->start < length) {
    memmove(stream->rows, stream->rows + stream->start, stream->end - stream->start);
    stream->end -= stream->start;
    stream->start = 0;
    bool has_room = stream->rows_left <= stream->capacity / length;
    size_t end = has_room ? stream->rows_left * length : stream->capacity;
    while (stream->end < end && !stream->has_ended && !stream->has_fault) {
      if (inflate_input(stream, end) == 0 && !stream->has_ended && !stream->has_fault) {
        refill(stream);
      }
    }
  }
  size_t whole = (stream->end - stream->start) / length;
  if (whole == 0) {
    if (!stream->has_fault) fail(stream, "Not enough image data");
    return NULL;
  }
  *count = whole < most ? whole : most;
  const uint8_t *rows = stream->rows + stream->start;
  stream->start += *count * length;
  stream->rows_left -= (uint32_t)*count;
  return rows;
}

// Passes over what is left of the chunk, and checks it.
static bool leave_chunk(struct png_stream *stream) {
  while (stream->chunk_left > 0) {
    if (!take_piece(stream)) return false;
  }
  return end_chunk(stream);
}

bool png_stream_end(struct png_stream *stream) {
  const struct inflate_state *inflater = &stream->inflater;
  stream->start = stream->end = 0;
  // A single byte more is enough to tell.
  if (!stream->has_ended && !stream->has_fault) inflate_input(stream, 1);
  if (stream->end == 0 && !stream->has_ended && !stream->has_fault && refill(stream)) {
    inflate_input(stream, 1);
  }
  if (stream->end > 0) return fail(stream, "IDAT: Too much image data");
  if (stream->has_fault) return false;
  if (!stream->has_ended) return leave_chunk(stream);
  // ISA-L keeps whole bytes that it took ahead among its bits.
  bool has_more = inflater->avail_in > 0 || inflater->read_in_length >= 8;
  if (has_more || stream->chunk_left > 0) return fail(stream, "IDAT: Extra compressed data");
  return end_chunk(stream);
}

bool png_stream_leave(struct png_stream *stream) {
  while (true) {
    if (!enter_chunk(stream)) return false;
    if (stream->has_header) return true;
    if (!leave_chunk(stream)) return false;
  }
}

const uint8_t *png_stream_header(const struct png_stream *stream) {
  return stream->has_header ? stream->header : NULL;
}

const char *png_stream_fault(const struct png_stream *stream) { return stream->fault; }
