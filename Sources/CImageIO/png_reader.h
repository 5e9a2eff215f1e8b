#ifndef CIMAGEIO_PNG_READER_H
#define CIMAGEIO_PNG_READER_H

#include <png.h>

#include "internal.h"
#include "png_order.h"

struct cio_png_reader {
  png_structp png;
  png_infop info;
  cus_source *source;
  cio_rules rules;
  cio_failure *failure;
  /// The first damage that was survived.
  bool is_damaged;
  cio_failure damage;
  /// Whether libpng must not be called any more: it failed.
  bool is_dead;
  /// The row being read, or -1 where no row can be named.
  int64_t row;
  /// The interlacing pass being read, from 1, or 0.
  int pass;
  size_t row_bytes;
  uint32_t height;
  /// Whether rows are stored as they are told, but for the order of bytes.
  bool has_plain_rows;
  bool has_wide_samples;
  /// The bytes of a pixel.
  size_t pixel_bytes;
  /// The stream of the pixels, when libpng does not read it, and the row above the next
  /// one, as it is stored.
  struct png_stream *stream;
  uint8_t *above;
  /// The bytes of the first chunk of pixels.
  uint32_t first_length;
  /// The header of a chunk that was taken before libpng asks for it, or NULL.
  const uint8_t *header;
  /// The whole picture, when it is interlaced and was read.
  uint8_t *picture;
  bool interlaced, is_truncated;
  struct png_order order;
  char warning[100];
};

// png_failures.c

/// Fills in a failure at the place that was read last.
void describe_png(
    const cio_png_reader *reader, cio_failure *failure, cio_cause cause, int error_number,
    const char *text);
/// Fills in the reader's failure: what the source failed with, if it did, the file's end,
/// or damage.
void note_failure(cio_png_reader *reader, const char *message);
/// Notes damage that is survived and tells of no row, where it is the first.
void bear_damage(cio_png_reader *reader, cio_cause cause, const char *text);
/// Whether what reading failed of is survived: damage of the pixels, but for the
/// first ones.
bool survives_failure(cio_png_reader *reader, const cio_failure *failure);
/// What libpng calls with errors, and then must never see return.
void fail_png(png_structp png, png_const_charp message);
/// What libpng calls with warnings.
void warn_of_png(png_structp png, png_const_charp message);

// png_plain.c

/// Makes the buffers of plain rows, and begins with the first.
bool begin_plain_rows(cio_png_reader *reader);
/// Reads the next count plain rows, at least one.
bool read_plain_rows(cio_png_reader *reader, uint8_t *rows, size_t count);
/// Reads to the end of the file, behind the last row.
bool finish_plain_rows(cio_png_reader *reader);

#endif
