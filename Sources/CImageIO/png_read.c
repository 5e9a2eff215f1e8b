#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "png_reader.h"
#include "png_stream.h"

// What becomes of a wrong checksum from the next one on.
static void bear_checksums(png_structp png, bool bears) {
  int action = bears ? PNG_CRC_WARN_USE : PNG_CRC_ERROR_QUIT;
  png_set_crc_action(png, action, action);
}

static void check_place(png_structp png, cio_png_reader *reader, const png_byte *header) {
  const char *rule = note_chunk(&reader->order, header);
  if (rule == NULL) return;
  char text[100];
  snprintf(text, sizeof text, "%.4s: %s", (const char *)header + 4, rule);
  if (reader->rules.recovers) {
    bear_damage(reader, CIO_MISPLACED, text);
  } else {
    describe_png(reader, reader->failure, CIO_MISPLACED, 0, text);
    png_longjmp(png, 1);
  }
}

static void take(png_structp png, png_bytep bytes, size_t count) {
  cio_png_reader *reader = png_get_io_ptr(png);
  if (reader->header != NULL) {
    memcpy(bytes, reader->header, count);
    reader->header = NULL;
  } else if (reader->stream != NULL && png_stream_fault(reader->stream) != NULL) {
    png_error(png, png_stream_fault(reader->stream));
  } else if (!cus_source_take(reader->source, bytes, count)) {
    reader->is_truncated = true;
    png_error(png, "truncated");
  }
  if ((png_get_io_state(png) & PNG_IO_MASK_LOC) == PNG_IO_CHUNK_HDR && count == 8) {
    // Under a wrong checksum of its own the header may say any size.
    bear_checksums(png, reader->rules.recovers && !is_named(bytes, "IHDR"));
    check_place(png, reader, bytes);
    reader->first_length = png_get_uint_32(bytes);
  }
}

// Called with every row that is whole: behind the last one libpng reads what is left
// of the pixels' stream at once, and with a buffer of a byte would leave its end,
// checksum and all, unread.
static void note_row(png_structp png, png_row_infop info, png_bytep row) {
  (void)info, (void)row;
  cio_png_reader *reader = png_get_error_ptr(png);
  // The last pass has every second row.
  bool is_last = reader->interlaced ? reader->pass == PNG_INTERLACE_ADAM7_PASSES &&
                                          reader->row >= (int64_t)reader->height - 2
                                    : reader->row == (int64_t)reader->height - 1;
  if (!is_last) return;
  reader->row = reader->height;
  png_set_compression_buffer_size(png, 4 * 1024);
}

// The product of two numbers that are not negative, or the greatest number.
static int64_t product(int64_t a, int64_t b) {
  int64_t result;
  return __builtin_mul_overflow(a, b, &result) ? INT64_MAX : result;
}

// Deflate makes at most 1032 bytes of one: 258 of two bits, four times.
static int64_t least_bytes(png_structp png, png_infop info) {
  int64_t height = png_get_image_height(png, info);
  int64_t row_bits = (int64_t)png_get_image_width(png, info) * png_get_channels(png, info) *
                     png_get_bit_depth(png, info);
  // The passes of interlaced pictures have all pixels, but other rows.
  bool is_interlaced = png_get_interlace_type(png, info) != PNG_INTERLACE_NONE;
  int64_t bytes = is_interlaced ? product(height, row_bits) / 8
                                : product(height, (row_bits + 7) / 8 + 1);
  return bytes / 1032;
}

static bool start(cio_png_reader *reader, cio_picture *picture) {
  png_structp png = reader->png;
  png_infop info = reader->info;
  if (setjmp(png_jmpbuf(png))) return false;
  png_set_read_fn(png, reader, take);
  bear_checksums(png, false);
  png_set_benign_errors(png, reader->rules.recovers);
  png_set_user_limits(png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
  // All that pixels do not need is skipped in small pieces: never parsed, never
  // held, and free to be large.
  png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, NULL, -1);
  png_set_chunk_malloc_max(png, 0);
  // A buffer that can't be filled is lost.
  png_set_compression_buffer_size(png, reader->rules.recovers ? 1 : 16 * 1024);
  if (reader->rules.recovers) png_set_read_user_transform_fn(png, note_row);
  png_read_info(png, info);
  picture->least_bytes = least_bytes(png, info);
  png_set_expand(png);
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
  png_set_swap(png);
#endif
  reader->interlaced = png_set_interlace_handling(png) > 1;
  picture->held_whole = reader->interlaced;
  picture->width = png_get_image_width(png, info);
  picture->height = png_get_image_height(png, info);
  bool adds_alpha = png_get_valid(png, info, PNG_INFO_tRNS) != 0;
  int color = png_get_color_type(png, info);
  picture->channels = (color & PNG_COLOR_MASK_COLOR ? 3 : 1) +
                      (adds_alpha || color & PNG_COLOR_MASK_ALPHA ? 1 : 0);
  picture->depth = png_get_bit_depth(png, info) == 16 ? 16 : 8;
  reader->height = picture->height;
  reader->has_wide_samples = picture->depth == 16;
  reader->pixel_bytes = (size_t)picture->channels * (picture->depth / 8);
  reader->row_bytes = picture->width * reader->pixel_bytes;
  bool is_expanded = adds_alpha || color & PNG_COLOR_MASK_PALETTE ||
                     png_get_bit_depth(png, info) < 8;
  reader->has_plain_rows = !is_expanded && !reader->interlaced;
  // Two rows are held.
  int64_t rows = (picture->held_whole ? (int64_t)picture->height : 0) + 2;
  picture->held_bytes = product(rows, (int64_t)reader->row_bytes);
  return true;
}

cio_png_reader *cio_png_reader_create(
    cus_source *source, cio_rules rules, cio_picture *picture, cio_failure *failure) {
  set_failure(failure, CIO_SYSTEM, ENOMEM, -1, "");
  cio_png_reader *reader = calloc(1, sizeof *reader);
  if (reader == NULL) return NULL;
  reader->source = source;
  reader->rules = rules;
  reader->failure = failure;
  reader->row = -1;
  reader->png = png_create_read_struct(PNG_LIBPNG_VER_STRING, reader, fail_png, warn_of_png);
  if (reader->png != NULL) reader->info = png_create_info_struct(reader->png);
  if (reader->info == NULL || !start(reader, picture)) {
    cio_png_reader_destroy(reader);
    return NULL;
  }
  return reader;
}

// Buffers are made at the first row, when the caller has accepted the size.
static bool begin_rows(cio_png_reader *reader) {
  if (reader->has_plain_rows && !reader->rules.recovers) return begin_plain_rows(reader);
  if (setjmp(png_jmpbuf(reader->png))) return false;
  png_read_update_info(reader->png, reader->info);
  if (png_get_rowbytes(reader->png, reader->info) != reader->row_bytes) {
    png_error(reader->png, "unexpected length of a row");
  }
  reader->row = 0;
  return true;
}

// Takes the memory of the whole picture.
static bool make_picture(cio_png_reader *reader) {
  reader->picture = calloc(reader->height, reader->row_bytes);
  if (reader->picture == NULL) describe_png(reader, reader->failure, CIO_SYSTEM, ENOMEM, "");
  return reader->picture != NULL;
}

// Where damage is survived each pass fills the places of the later ones too.
static bool read_passes(cio_png_reader *reader) {
  if (setjmp(png_jmpbuf(reader->png))) return false;
  for (reader->pass = 1; reader->pass <= PNG_INTERLACE_ADAM7_PASSES; reader->pass++) {
    for (reader->row = 0; reader->row < reader->height; reader->row++) {
      uint8_t *row = reader->picture + (size_t)reader->row * reader->row_bytes;
      png_read_row(reader->png, reader->rules.recovers ? NULL : row,
                   reader->rules.recovers ? row : NULL);
    }
  }
  return true;
}

static bool read_interlaced(cio_png_reader *reader) {
  if (!make_picture(reader)) return false;
  if (!read_passes(reader) && !survives_failure(reader, reader->failure)) return false;
  reader->row = reader->pass = 0;
  return true;
}

static bool read_rows(cio_png_reader *reader, uint8_t *rows, size_t count) {
  if (setjmp(png_jmpbuf(reader->png))) return false;
  for (size_t y = 0; y < count; y++) {
    png_read_row(reader->png, rows + y * reader->row_bytes, NULL);
    if (reader->row < reader->height) reader->row++;
  }
  return true;
}

static bool read_streamed(cio_png_reader *reader, uint8_t *rows, size_t count) {
  int64_t first = reader->row;
  if (reader->is_dead) {
    memset(rows, 0, count * reader->row_bytes);
    return true;
  }
  if (read_rows(reader, rows, count)) return true;
  if (!survives_failure(reader, reader->failure)) return false;
  size_t read = (size_t)(reader->row - first);
  memset(rows + read * reader->row_bytes, 0, (count - read) * reader->row_bytes);
  return true;
}

bool cio_png_reader_rows(
    cio_png_reader *reader, uint8_t *rows, size_t count, cio_failure *failure) {
  reader->failure = failure;
  if (reader->row < 0 && !begin_rows(reader)) return false;
  if (reader->stream != NULL) return read_plain_rows(reader, rows, count);
  if (!reader->interlaced) return read_streamed(reader, rows, count);
  if (reader->picture == NULL && !read_interlaced(reader)) return false;
  memcpy(rows, reader->picture + (size_t)reader->row * reader->row_bytes,
         count * reader->row_bytes);
  reader->row += (int64_t)count;
  return true;
}

bool cio_png_reader_finish(cio_png_reader *reader, cio_failure *failure) {
  reader->failure = failure;
  if (reader->is_dead) return true;
  reader->row = reader->height;
  free(reader->picture);
  reader->picture = NULL;
  if (reader->stream != NULL) return finish_plain_rows(reader);
  if (setjmp(png_jmpbuf(reader->png))) return survives_failure(reader, failure);
  png_read_end(reader->png, NULL);
  return true;
}

const cio_failure *cio_png_reader_damage(const cio_png_reader *reader) {
  return reader->is_damaged ? &reader->damage : NULL;
}

bool cio_png_reader_has_late_chunks(const cio_png_reader *reader) {
  return reader->order.has_late_chunks;
}

void cio_png_reader_destroy(cio_png_reader *reader) {
  if (reader == NULL) return;
  png_destroy_read_struct(&reader->png, &reader->info, NULL);
  png_stream_destroy(reader->stream);
  free(reader->above);
  free(reader->picture);
  free(reader);
}
