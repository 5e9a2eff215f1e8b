#include "internal.h"

#include <errno.h>
#include <png.h>
#include <stdlib.h>
#include <string.h>

struct cio_png_reader {
  png_structp png;
  png_infop info;
  cio_source *source;
  cio_failure *failure;
  /// The row being read, or -1 where no row can be named.
  int64_t row;
  size_t row_bytes;
  uint32_t height;
  /// The whole picture, when it is interlaced and was read.
  uint8_t *picture;
  bool interlaced, is_truncated;
  /// Whether chunks that are no pixels stand behind the pixels.
  bool has_passed_pixels, has_late_chunks;
  char warning[100];
};

// libpng calls this and then must never see it return.
static void fail(png_structp png, png_const_charp message) {
  cio_png_reader *reader = png_get_error_ptr(png);
  if (reader->source->error_number != 0) {
    set_failure(reader->failure, CIO_SYSTEM, reader->source->error_number, -1, message);
  } else if (strcmp(message, "Out of memory") == 0) {
    set_failure(reader->failure, CIO_SYSTEM, ENOMEM, -1, message);
  } else if (reader->is_truncated) {
    set_failure(reader->failure, CIO_TRUNCATED, 0, reader->row, "");
  } else {
    // Before some errors libpng names the particulars in a warning.
    char text[240];
    snprintf(text, sizeof text, "%s%s%s%s", message, reader->warning[0] ? " (" : "",
             reader->warning, reader->warning[0] ? ")" : "");
    set_failure(reader->failure, CIO_DAMAGED, 0, reader->row, text);
  }
  png_longjmp(png, 1);
}

static void warn(png_structp png, png_const_charp message) {
  cio_png_reader *reader = png_get_error_ptr(png);
  snprintf(reader->warning, sizeof reader->warning, "%s", message);
}

static void take(png_structp png, png_bytep bytes, size_t count) {
  cio_png_reader *reader = png_get_io_ptr(png);
  if (!source_take(reader->source, bytes, count)) {
    reader->is_truncated = true;
    png_error(png, "truncated");
  }
  if ((png_get_io_state(png) & PNG_IO_MASK_LOC) == PNG_IO_CHUNK_HDR && count == 8) {
    bool is_pixels = memcmp(bytes + 4, "IDAT", 4) == 0;
    bool is_end = memcmp(bytes + 4, "IEND", 4) == 0;
    if (is_pixels) reader->has_passed_pixels = true;
    if (reader->has_passed_pixels && !is_pixels && !is_end) reader->has_late_chunks = true;
  }
}

static bool start(cio_png_reader *reader, cio_picture *picture) {
  png_structp png = reader->png;
  png_infop info = reader->info;
  if (setjmp(png_jmpbuf(png))) return false;
  png_set_read_fn(png, reader, take);
  png_set_crc_action(png, PNG_CRC_ERROR_QUIT, PNG_CRC_ERROR_QUIT);
  png_set_benign_errors(png, 0);
  png_set_user_limits(png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
  // All that pixels do not need is skipped in small pieces: never parsed, never
  // held, and free to be large.
  png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, NULL, -1);
  png_set_chunk_malloc_max(png, 0);
  png_set_compression_buffer_size(png, 64 * 1024);
  png_read_info(png, info);
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
  reader->row_bytes = (size_t)picture->width * picture->channels * (picture->depth / 8);
  return true;
}

cio_png_reader *cio_png_reader_create(
    cio_source *source, cio_picture *picture, cio_failure *failure) {
  set_failure(failure, CIO_SYSTEM, ENOMEM, -1, "");
  cio_png_reader *reader = calloc(1, sizeof *reader);
  if (reader == NULL) return NULL;
  reader->source = source;
  reader->failure = failure;
  reader->row = -1;
  reader->png = png_create_read_struct(PNG_LIBPNG_VER_STRING, reader, fail, warn);
  if (reader->png != NULL) reader->info = png_create_info_struct(reader->png);
  if (reader->info == NULL || !start(reader, picture)) {
    cio_png_reader_destroy(reader);
    return NULL;
  }
  return reader;
}

// Buffers are made at the first row, when the caller has accepted the size.
static bool begin_rows(cio_png_reader *reader) {
  if (setjmp(png_jmpbuf(reader->png))) return false;
  png_read_update_info(reader->png, reader->info);
  if (png_get_rowbytes(reader->png, reader->info) != reader->row_bytes) {
    png_error(reader->png, "unexpected length of a row");
  }
  reader->row = 0;
  return true;
}

static bool read_interlaced(cio_png_reader *reader) {
  size_t size;
  if (__builtin_mul_overflow(reader->row_bytes, (size_t)reader->height, &size) ||
      (reader->picture = malloc(size)) == NULL) {
    set_failure(reader->failure, CIO_SYSTEM, ENOMEM, -1, "");
    return false;
  }
  if (setjmp(png_jmpbuf(reader->png))) return false;
  reader->row = -1;
  for (int pass = 0; pass < PNG_INTERLACE_ADAM7_PASSES; pass++) {
    for (size_t y = 0; y < reader->height; y++) {
      png_read_row(reader->png, reader->picture + y * reader->row_bytes, NULL);
    }
  }
  reader->row = 0;
  return true;
}

static bool read_streamed(cio_png_reader *reader, uint8_t *rows, size_t count) {
  if (setjmp(png_jmpbuf(reader->png))) return false;
  for (size_t y = 0; y < count; y++) {
    png_read_row(reader->png, rows + y * reader->row_bytes, NULL);
    reader->row++;
  }
  return true;
}

bool cio_png_reader_rows(
    cio_png_reader *reader, uint8_t *rows, size_t count, cio_failure *failure) {
  reader->failure = failure;
  if (reader->row < 0 && !begin_rows(reader)) return false;
  if (!reader->interlaced) return read_streamed(reader, rows, count);
  if (reader->picture == NULL && !read_interlaced(reader)) return false;
  memcpy(rows, reader->picture + (size_t)reader->row * reader->row_bytes,
         count * reader->row_bytes);
  reader->row += (int64_t)count;
  return true;
}

bool cio_png_reader_finish(cio_png_reader *reader, cio_failure *failure) {
  reader->failure = failure;
  reader->row = reader->height;
  if (setjmp(png_jmpbuf(reader->png))) return false;
  png_read_end(reader->png, NULL);
  return true;
}

bool cio_png_reader_has_late_chunks(const cio_png_reader *reader) {
  return reader->has_late_chunks;
}

void cio_png_reader_destroy(cio_png_reader *reader) {
  if (reader == NULL) return;
  png_destroy_read_struct(&reader->png, &reader->info, NULL);
  free(reader->picture);
  free(reader);
}
