#include "internal.h"

#include <errno.h>
#include <png.h>
#include <stdlib.h>
#include <zlib.h>

struct cio_png_writer {
  png_structp png;
  png_infop info;
  int descriptor;
  /// What writing failed with, or 0.
  int error_number;
  cio_failure *failure;
  bool has_begun;
  uint32_t adler32;
};

static void fail(png_structp png, png_const_charp message) {
  cio_png_writer *writer = png_get_error_ptr(png);
  int error_number = writer->error_number != 0 ? writer->error_number : ENOMEM;
  set_failure(writer->failure, CIO_SYSTEM, error_number, -1, message);
  png_longjmp(png, 1);
}

static void warn(png_structp png, png_const_charp message) {
  (void)png;
  (void)message;
}

static void put(png_structp png, png_bytep bytes, size_t count) {
  cio_png_writer *writer = png_get_io_ptr(png);
  writer->error_number = cus_write_all(writer->descriptor, bytes, count);
  if (writer->error_number != 0) png_error(png, "cannot write");
}

static void flush(png_structp png) { (void)png; }

static bool start(
    cio_png_writer *writer, const cio_picture *picture, const uint8_t *palette, size_t colours) {
  static const int colors[] = {PNG_COLOR_TYPE_GRAY, PNG_COLOR_TYPE_GRAY_ALPHA,
                               PNG_COLOR_TYPE_RGB, PNG_COLOR_TYPE_RGB_ALPHA};
  png_structp png = writer->png;
  if (setjmp(png_jmpbuf(png))) return false;
  png_set_write_fn(png, writer, put, flush);
  png_set_user_limits(png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
  png_set_IHDR(png, writer->info, picture->width, picture->height, picture->depth,
               colours > 0 ? PNG_COLOR_TYPE_PALETTE : colors[picture->channels - 1],
               PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_BASE, PNG_FILTER_TYPE_BASE);
  if (colours > 0) {
    png_color entries[PNG_MAX_PALETTE_LENGTH];
    for (size_t i = 0; i < colours; i++) {
      entries[i] = (png_color){palette[3 * i], palette[3 * i + 1], palette[3 * i + 2]};
    }
    png_set_PLTE(png, writer->info, entries, (int)colours);
  }
  png_write_info(png, writer->info);
  return true;
}

cio_png_writer *cio_png_writer_create(
    int descriptor, const cio_picture *picture, const uint8_t *palette, size_t colours,
    cio_failure *failure) {
  set_failure(failure, CIO_SYSTEM, ENOMEM, -1, "");
  cio_png_writer *writer = calloc(1, sizeof *writer);
  if (writer == NULL) return NULL;
  writer->descriptor = descriptor;
  writer->failure = failure;
  writer->adler32 = 1;
  writer->png = png_create_write_struct(PNG_LIBPNG_VER_STRING, writer, fail, warn);
  if (writer->png != NULL) writer->info = png_create_info_struct(writer->png);
  if (writer->info == NULL || !start(writer, picture, palette, colours)) {
    cio_png_writer_destroy(writer);
    return NULL;
  }
  return writer;
}

bool cio_png_writer_chunk(
    cio_png_writer *writer, const uint8_t type[4], const uint8_t *data, size_t count,
    cio_failure *failure) {
  writer->failure = failure;
  if (setjmp(png_jmpbuf(writer->png))) return false;
  png_write_chunk(writer->png, type, data, count);
  return true;
}

bool cio_png_writer_segment(
    cio_png_writer *writer, const uint8_t *bytes, size_t count, uint32_t adler32,
    size_t raw_count, bool is_last, cio_failure *failure) {
  // RFC 1950: deflate with a window of 32 KB, no dictionary, default effort.
  static const uint8_t header[] = {0x78, 0x9c};
  size_t header_count = writer->has_begun ? 0 : sizeof header;
  writer->failure = failure;
  writer->has_begun = true;
  writer->adler32 = (uint32_t)adler32_combine(writer->adler32, adler32, (long)raw_count);
  uint8_t trailer[4];
  png_save_uint_32(trailer, writer->adler32);
  size_t trailer_count = is_last ? sizeof trailer : 0;
  if (count > PNG_UINT_31_MAX - sizeof header - sizeof trailer) {
    set_failure(failure, CIO_SYSTEM, EFBIG, -1, "");
    return false;
  }
  if (setjmp(png_jmpbuf(writer->png))) return false;
  png_write_chunk_start(writer->png, (png_const_bytep) "IDAT",
                        (png_uint_32)(header_count + count + trailer_count));
  png_write_chunk_data(writer->png, header, header_count);
  png_write_chunk_data(writer->png, bytes, count);
  png_write_chunk_data(writer->png, trailer, trailer_count);
  png_write_chunk_end(writer->png);
  return true;
}

bool cio_png_writer_finish(cio_png_writer *writer, cio_failure *failure) {
  writer->failure = failure;
  if (setjmp(png_jmpbuf(writer->png))) return false;
  // png_write_end refuses a file whose pixels it did not compress itself.
  png_write_chunk(writer->png, (png_const_bytep) "IEND", NULL, 0);
  return true;
}

void cio_png_writer_destroy(cio_png_writer *writer) {
  if (writer == NULL) return;
  png_destroy_write_struct(&writer->png, &writer->info);
  free(writer);
}
