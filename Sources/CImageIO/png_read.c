#include "internal.h"

#include <errno.h>
#include <png.h>
#include <stdlib.h>
#include <string.h>

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
  /// The whole picture, when it is interlaced and was read.
  uint8_t *picture;
  bool interlaced, is_truncated;
  struct png_order order;
  char warning[100];
};

// Notes which chunk a message is about: libpng begins those of a chunk with its name,
// and tells of a wrong checksum in no other way.
static void note_subject(cio_failure *failure) {
  static const char checksum[] = ": CRC error";
  const unsigned char *text = (const unsigned char *)failure->message;
  size_t length = strlen(failure->message);
  if (length >= sizeof checksum - 1) {
    const char *end = failure->message + length - (sizeof checksum - 1);
    failure->is_checksum = strcmp(end, checksum) == 0;
  }
  if (length > 4 && text[4] == ':') {
    failure->chunk =
        (uint32_t)text[0] << 24 | (uint32_t)text[1] << 16 | (uint32_t)text[2] << 8 | text[3];
  }
}

// Fills in a failure at the place that was read last.
static void describe(
    const cio_png_reader *reader, cio_failure *failure, cio_cause cause, int error_number,
    const char *text) {
  set_failure(failure, cause, error_number, reader->row, text);
  failure->pass = reader->pass;
  failure->position = cus_source_position(reader->source);
  note_subject(failure);
}

// Whether what libpng failed of is survived: damage of the pixels, but for the
// first ones.
static bool survives(cio_png_reader *reader, const cio_failure *failure) {
  bool has_pixels = reader->row > 0 || reader->pass > 1;
  if (!reader->rules.recovers || !has_pixels || failure->cause == CIO_SYSTEM) return false;
  reader->damage = *failure;
  reader->is_damaged = reader->is_dead = true;
  return true;
}

// libpng calls this and then must never see it return.
static void fail(png_structp png, png_const_charp message) {
  cio_png_reader *reader = png_get_error_ptr(png);
  if (cus_source_error(reader->source) != 0) {
    describe(reader, reader->failure, CIO_SYSTEM, cus_source_error(reader->source), message);
  } else if (strcmp(message, "Out of memory") == 0) {
    describe(reader, reader->failure, CIO_SYSTEM, ENOMEM, message);
  } else if (reader->is_truncated) {
    describe(reader, reader->failure, CIO_TRUNCATED, 0, "");
  } else {
    // Before some errors libpng names the particulars in a warning.
    char text[240];
    snprintf(text, sizeof text, "%s%s%s%s", message, reader->warning[0] ? " (" : "",
             reader->warning, reader->warning[0] ? ")" : "");
    describe(reader, reader->failure, CIO_DAMAGED, 0, text);
  }
  png_longjmp(png, 1);
}

// Notes damage that is survived and tells of no row, where it is the first.
static void bear(cio_png_reader *reader, cio_cause cause, const char *text) {
  if (reader->is_damaged) return;
  describe(reader, &reader->damage, cause, 0, text);
  reader->damage.row = -1;
  reader->is_damaged = true;
}

static void warn(png_structp png, png_const_charp message) {
  cio_png_reader *reader = png_get_error_ptr(png);
  snprintf(reader->warning, sizeof reader->warning, "%s", message);
  if (reader->rules.recovers) bear(reader, CIO_DAMAGED, message);
}

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
    bear(reader, CIO_MISPLACED, text);
  } else {
    describe(reader, reader->failure, CIO_MISPLACED, 0, text);
    png_longjmp(png, 1);
  }
}

static void take(png_structp png, png_bytep bytes, size_t count) {
  cio_png_reader *reader = png_get_io_ptr(png);
  if (!cus_source_take(reader->source, bytes, count)) {
    reader->is_truncated = true;
    png_error(png, "truncated");
  }
  if ((png_get_io_state(png) & PNG_IO_MASK_LOC) == PNG_IO_CHUNK_HDR && count == 8) {
    // Under a wrong checksum of its own the header may say any size.
    bear_checksums(png, reader->rules.recovers && !is_named(bytes, "IHDR"));
    check_place(png, reader, bytes);
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
  reader->row_bytes = (size_t)picture->width * picture->channels * (picture->depth / 8);
  // libpng holds two rows.
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

// Takes the memory of the whole picture.
static bool make_picture(cio_png_reader *reader) {
  reader->picture = calloc(reader->height, reader->row_bytes);
  if (reader->picture == NULL) describe(reader, reader->failure, CIO_SYSTEM, ENOMEM, "");
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
  if (!read_passes(reader) && !survives(reader, reader->failure)) return false;
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
  if (!survives(reader, reader->failure)) return false;
  size_t read = (size_t)(reader->row - first);
  memset(rows + read * reader->row_bytes, 0, (count - read) * reader->row_bytes);
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
  if (reader->is_dead) return true;
  reader->row = reader->height;
  free(reader->picture);
  reader->picture = NULL;
  if (setjmp(png_jmpbuf(reader->png))) return survives(reader, failure);
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
  free(reader->picture);
  free(reader);
}
