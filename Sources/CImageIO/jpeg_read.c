#include "jpeg_reader.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static int choose_output(cio_jpeg_reader *reader) {
  struct jpeg_decompress_struct *jpeg = &reader->jpeg;
  switch (jpeg->jpeg_color_space) {
  case JCS_GRAYSCALE:
    jpeg->out_color_space = JCS_GRAYSCALE;
    return 1;
  case JCS_RGB:
  case JCS_YCbCr:
    jpeg->out_color_space = JCS_RGB;
    return 3;
  case JCS_CMYK:
  case JCS_YCCK:
    // What is left out of each ink, with Adobe's marker or without: browsers and
    // libraries read all files so, whatever the marker was meant to tell.
    jpeg->out_color_space = JCS_CMYK;
    return 4;
  default:
    refuse_file(reader, CIO_UNSUPPORTED, "an unknown colour space");
  }
}

static bool start(cio_jpeg_reader *reader, cio_picture *picture, cio_jpeg_encoding *encoding) {
  if (setjmp(reader->escape)) return false;
  reader->jpeg.client_data = reader;
  jpeg_create_decompress(&reader->jpeg);
  connect_source(reader);
  connect_limits(reader);
  jpeg_read_header(&reader->jpeg, TRUE);
  picture->channels = choose_output(reader);
  picture->has_inks = picture->channels == 4;
  picture->width = reader->jpeg.image_width;
  picture->height = reader->jpeg.image_height;
  picture->depth = 8;
  reader->takes_all = jpeg_has_multiple_scans(&reader->jpeg);
  picture->held_whole = reader->takes_all;
  picture->held_bytes = reader->takes_all ? coefficient_bytes(&reader->jpeg) : 0;
  picture->least_bytes = least_bytes(&reader->jpeg);
  describe_encoding(&reader->jpeg, encoding);
  return true;
}

cio_jpeg_reader *cio_jpeg_reader_create(
    cus_source *source, cio_rules rules, cio_picture *picture, cio_jpeg_encoding *encoding,
    cio_failure *failure) {
  set_failure(failure, CIO_SYSTEM, ENOMEM, -1, "");
  cio_jpeg_reader *reader = calloc(1, sizeof *reader);
  if (reader == NULL) return NULL;
  reader->source = source;
  reader->rules = rules;
  reader->failure = failure;
  connect_failures(reader);
  if (!start(reader, picture, encoding)) {
    cio_jpeg_reader_destroy(reader);
    return NULL;
  }
  return reader;
}

static struct frame frame_of(const struct jpeg_decompress_struct *jpeg) {
  return (struct frame){jpeg->image_width, jpeg->image_height, jpeg->data_precision,
                        jpeg->num_components, jpeg->progressive_mode, jpeg->arith_code};
}

static void restore(struct jpeg_decompress_struct *jpeg, const struct frame *frame) {
  jpeg->image_width = frame->width;
  jpeg->image_height = frame->height;
  jpeg->data_precision = frame->precision;
  jpeg->num_components = frame->components;
  jpeg->progressive_mode = frame->is_progressive;
  jpeg->arith_code = frame->is_arithmetic;
}

static void begin_rows(cio_jpeg_reader *reader) {
  struct jpeg_decompress_struct *jpeg = &reader->jpeg;
  jpeg->dct_method = JDCT_ISLOW;
  jpeg->do_fancy_upsampling = TRUE;
  if (!reader->has_begun) reader->frame = frame_of(jpeg);
  reader->has_begun = true;
  reader->codes = cus_source_position(reader->source) - (int64_t)reader->input.bytes_in_buffer;
  jpeg_start_decompress(jpeg);
  reader->is_taking_all = false;
  if (reader->takes_all) {
    check_end_marker(reader);
    check_components(reader);
  }
}

// Begins, and where taking in the scans fails fatally, goes on with those that
// were taken in: libjpeg is told that the file ends here.
static bool try_to_begin(cio_jpeg_reader *reader) {
  if (setjmp(reader->escape)) {
    if (!reader->is_taking_all || !survives_damage(reader, reader->failure)) return false;
    reader->takes_all = reader->is_taking_all = false;
    restore(&reader->jpeg, &reader->frame);
    reader->jpeg.unread_marker = JPEG_EOI;
    if (setjmp(reader->escape)) return false;
  }
  begin_rows(reader);
  return true;
}

static bool read_rows(cio_jpeg_reader *reader, uint8_t *rows, size_t count, size_t row_bytes) {
  if (setjmp(reader->escape)) return false;
  for (size_t y = 0; y < count; y++) {
    JSAMPROW row = rows + y * row_bytes;
    jpeg_read_scanlines(&reader->jpeg, &row, 1);
    // Arithmetic codes that have ended go on for ever.
    check_end_marker(reader);
  }
  return true;
}

bool cio_jpeg_reader_rows(
    cio_jpeg_reader *reader, uint8_t *rows, size_t count, cio_failure *failure) {
  reader->failure = failure;
  if (!reader->has_begun && !try_to_begin(reader)) return false;
  size_t row_bytes = (size_t)reader->jpeg.output_width * reader->jpeg.out_color_components;
  if (reader->is_dead) {
    memset(rows, 0, count * row_bytes);
    return true;
  }
  uint32_t before = reader->jpeg.output_scanline;
  if (read_rows(reader, rows, count, row_bytes)) return true;
  if (!survives_damage(reader, failure)) return false;
  reader->is_dead = true;
  size_t read = reader->jpeg.output_scanline - before;
  memset(rows + read * row_bytes, 0, (count - read) * row_bytes);
  return true;
}

bool cio_jpeg_reader_finish(cio_jpeg_reader *reader, cio_failure *failure) {
  reader->failure = failure;
  if (reader->is_dead) return true;
  if (setjmp(reader->escape)) return survives_damage(reader, failure);
  jpeg_finish_decompress(&reader->jpeg);
  check_end_marker(reader);
  return true;
}

const cio_failure *cio_jpeg_reader_damage(const cio_jpeg_reader *reader) {
  return reader->is_damaged ? &reader->damage : NULL;
}

const char *cio_jpeg_reader_complaint(const cio_jpeg_reader *reader) {
  return reader->complaint[0] != 0 ? reader->complaint : NULL;
}

void cio_jpeg_reader_destroy(cio_jpeg_reader *reader) {
  if (reader == NULL) return;
  jpeg_destroy_decompress(&reader->jpeg);
  free(reader);
}
