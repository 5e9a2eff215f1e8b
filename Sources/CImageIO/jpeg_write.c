#include "internal.h"

#include <errno.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

#include "jpeg_encoding.h"

#include <jerror.h>

enum { OUTPUT_CAPACITY = 64 * 1024 };

struct cio_jpeg_writer {
  struct jpeg_compress_struct jpeg;
  struct jpeg_error_mgr errors;
  struct jpeg_destination_mgr output;
  /// A scan for each component, where they can't be interleaved.
  jpeg_scan_info scans[MAX_COMPS_IN_SCAN];
  jmp_buf escape;
  int descriptor;
  /// What writing failed with, or 0.
  int error_number;
  cio_failure *failure;
  uint8_t buffer[OUTPUT_CAPACITY];
};

static cio_jpeg_writer *writer_of(j_common_ptr jpeg) { return jpeg->client_data; }

static void fail(j_common_ptr jpeg) {
  cio_jpeg_writer *writer = writer_of(jpeg);
  char text[JMSG_LENGTH_MAX];
  jpeg->err->format_message(jpeg, text);
  int error_number = writer->error_number;
  if (error_number == 0) {
    error_number = jpeg->err->msg_code == JERR_OUT_OF_MEMORY ? ENOMEM : EINVAL;
  }
  set_failure(writer->failure, CIO_SYSTEM, error_number, -1, text);
  longjmp(writer->escape, 1);
}

static void ignore_message(j_common_ptr jpeg) { (void)jpeg; }

static void put(j_compress_ptr jpeg, size_t count) {
  cio_jpeg_writer *writer = writer_of((j_common_ptr)jpeg);
  writer->error_number = cus_write_all(writer->descriptor, writer->buffer, count);
  if (writer->error_number != 0) ERREXIT(jpeg, JERR_FILE_WRITE);
}

static void init_destination(j_compress_ptr jpeg) {
  jpeg->dest->next_output_byte = writer_of((j_common_ptr)jpeg)->buffer;
  jpeg->dest->free_in_buffer = OUTPUT_CAPACITY;
}

// libjpeg wants the whole buffer written here, whatever free_in_buffer says.
static boolean empty_output_buffer(j_compress_ptr jpeg) {
  put(jpeg, OUTPUT_CAPACITY);
  init_destination(jpeg);
  return TRUE;
}

static void term_destination(j_compress_ptr jpeg) {
  put(jpeg, OUTPUT_CAPACITY - jpeg->dest->free_in_buffer);
}

// At most ten blocks of all components can be interleaved.
static bool can_interleave(const struct jpeg_compress_struct *jpeg) {
  int blocks = 0;
  for (int i = 0; i < jpeg->num_components; i++) {
    blocks += jpeg->comp_info[i].h_samp_factor * jpeg->comp_info[i].v_samp_factor;
  }
  return jpeg->num_components == 1 || blocks <= C_MAX_BLOCKS_IN_MCU;
}

static void separate_components(cio_jpeg_writer *writer) {
  struct jpeg_compress_struct *jpeg = &writer->jpeg;
  for (int i = 0; i < jpeg->num_components; i++) {
    writer->scans[i] = (jpeg_scan_info){
        .comps_in_scan = 1, .component_index = {i}, .Ss = 0, .Se = DCTSIZE2 - 1};
  }
  jpeg->scan_info = writer->scans;
  jpeg->num_scans = jpeg->num_components;
}

static bool start(
    cio_jpeg_writer *writer, const cio_picture *picture, const cio_jpeg_encoding *encoding,
    int quality, bool subsamples_chroma, bool is_progressive,
    const cio_jfif_density *density) {
  struct jpeg_compress_struct *jpeg = &writer->jpeg;
  if (setjmp(writer->escape)) return false;
  jpeg->client_data = writer;
  jpeg_create_compress(jpeg);
  writer->output.init_destination = init_destination;
  writer->output.empty_output_buffer = empty_output_buffer;
  writer->output.term_destination = term_destination;
  jpeg->dest = &writer->output;
  jpeg->image_width = picture->width;
  jpeg->image_height = picture->height;
  jpeg->input_components = picture->channels;
  jpeg->in_color_space = picture->has_inks        ? JCS_CMYK
                         : picture->channels == 1 ? JCS_GRAYSCALE
                                                  : JCS_RGB;
  jpeg_set_defaults(jpeg);
  bool is_ycck = picture->has_inks && (encoding == NULL || encoding->is_ycck);
  if (is_ycck) jpeg_set_colorspace(jpeg, JCS_YCCK);
  jpeg->dct_method = JDCT_ISLOW;
  bool is_rgb = encoding != NULL && encoding->is_rgb && picture->channels == 3;
  if (is_rgb) jpeg_set_colorspace(jpeg, JCS_RGB);
  if (encoding != NULL) {
    keep_encoding(jpeg, encoding);
  } else {
    jpeg_set_quality(jpeg, quality, TRUE);
    int sampling = subsamples_chroma && picture->channels >= 3 ? 2 : 1;
    for (int i = 0; i < picture->channels; i += 3) {
      // Luma and black.
      jpeg->comp_info[i].h_samp_factor = jpeg->comp_info[i].v_samp_factor = sampling;
    }
  }
  // A JFIF header would say that the colours are luma and chroma.
  jpeg->write_JFIF_header = density != NULL && !is_rgb;
  if (jpeg->write_JFIF_header) {
    jpeg->density_unit = density->unit;
    jpeg->X_density = density->x;
    jpeg->Y_density = density->y;
  }
  if (!can_interleave(jpeg)) {
    separate_components(writer);
  } else if (is_progressive) {
    jpeg_simple_progression(jpeg);
  }
  jpeg_start_compress(jpeg, TRUE);
  return true;
}

cio_jpeg_writer *cio_jpeg_writer_create(
    int descriptor, const cio_picture *picture, const cio_jpeg_encoding *encoding,
    int quality, bool subsamples_chroma, bool is_progressive,
    const cio_jfif_density *density, cio_failure *failure) {
  set_failure(failure, CIO_SYSTEM, ENOMEM, -1, "");
  cio_jpeg_writer *writer = calloc(1, sizeof *writer);
  if (writer == NULL) return NULL;
  writer->descriptor = descriptor;
  writer->failure = failure;
  writer->jpeg.err = jpeg_std_error(&writer->errors);
  writer->errors.error_exit = fail;
  writer->errors.output_message = ignore_message;
  if (!start(writer, picture, encoding, quality, subsamples_chroma, is_progressive, density)) {
    cio_jpeg_writer_destroy(writer);
    return NULL;
  }
  return writer;
}

bool cio_jpeg_writer_marker(
    cio_jpeg_writer *writer, uint8_t marker, const uint8_t *data, size_t count,
    cio_failure *failure) {
  writer->failure = failure;
  if (setjmp(writer->escape)) return false;
  jpeg_write_marker(&writer->jpeg, marker, data, (unsigned)count);
  return true;
}

bool cio_jpeg_writer_rows(
    cio_jpeg_writer *writer, const uint8_t *rows, size_t count, cio_failure *failure) {
  writer->failure = failure;
  if (setjmp(writer->escape)) return false;
  size_t row_bytes = (size_t)writer->jpeg.image_width * writer->jpeg.input_components;
  for (size_t y = 0; y < count; y++) {
    JSAMPROW row = (JSAMPROW)rows + y * row_bytes;
    jpeg_write_scanlines(&writer->jpeg, &row, 1);
  }
  return true;
}

bool cio_jpeg_writer_finish(cio_jpeg_writer *writer, cio_failure *failure) {
  writer->failure = failure;
  if (setjmp(writer->escape)) return false;
  jpeg_finish_compress(&writer->jpeg);
  return true;
}

void cio_jpeg_writer_destroy(cio_jpeg_writer *writer) {
  if (writer == NULL) return;
  jpeg_destroy_compress(&writer->jpeg);
  free(writer);
}
