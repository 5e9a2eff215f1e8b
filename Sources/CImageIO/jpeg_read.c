#include "internal.h"

#include <errno.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

#include <jpeglib.h>

#include <jerror.h>

struct cio_jpeg_reader {
  struct jpeg_decompress_struct jpeg;
  struct jpeg_error_mgr errors;
  struct jpeg_source_mgr input;
  struct jpeg_progress_mgr progress;
  jmp_buf escape;
  cio_source *source;
  cio_failure *failure;
  bool is_truncated, has_started;
  /// Whether CMYK is stored as ink left out, as Adobe's programs do.
  bool is_inverted;
  /// A row of CMYK, when there is a need.
  uint8_t *inks;
};

static cio_jpeg_reader *reader_of(j_common_ptr jpeg) { return jpeg->client_data; }

// libjpeg calls this and then must never see it return.
static void fail(j_common_ptr jpeg) {
  cio_jpeg_reader *reader = reader_of(jpeg);
  char text[JMSG_LENGTH_MAX];
  jpeg->err->format_message(jpeg, text);
  int64_t row = reader->has_started ? (int64_t)reader->jpeg.output_scanline : -1;
  cio_cause cause = CIO_DAMAGED;
  int error_number = 0;
  if (reader->source->error_number != 0) {
    cause = CIO_SYSTEM;
    error_number = reader->source->error_number;
  } else if (jpeg->err->msg_code == JERR_OUT_OF_MEMORY) {
    cause = CIO_SYSTEM;
    error_number = ENOMEM;
  } else if (reader->is_truncated) {
    cause = CIO_TRUNCATED;
  } else if (jpeg->err->msg_code == JERR_BAD_PRECISION) {
    cause = CIO_UNSUPPORTED;
    snprintf(text, sizeof text, "samples of %d bits", jpeg->err->msg_parm.i[0]);
  } else if (jpeg->err->msg_code == JERR_SOF_UNSUPPORTED) {
    cause = CIO_UNSUPPORTED;
    snprintf(text, sizeof text, "JPEG process SOF%d", jpeg->err->msg_parm.i[0] - 0xc0);
  } else if (jpeg->err->msg_code == JERR_ARITH_NOTIMPL) {
    cause = CIO_UNSUPPORTED;
    snprintf(text, sizeof text, "arithmetic coding");
  }
  set_failure(reader->failure, cause, error_number, row, text);
  longjmp(reader->escape, 1);
}

// Warnings after which some pixels are a guess.
static bool has_lost_pixels(int code) {
  switch (code) {
  case JWRN_ARITH_BAD_CODE:
  case JWRN_HIT_MARKER:
  case JWRN_HUFF_BAD_CODE:
  case JWRN_MUST_RESYNC:
    return true;
  default:
    return false;
  }
}

static void emit_message(j_common_ptr jpeg, int level) {
  if (level < 0 && has_lost_pixels(jpeg->err->msg_code)) fail(jpeg);
}

static void output_message(j_common_ptr jpeg) { (void)jpeg; }

static void init_source(j_decompress_ptr jpeg) { (void)jpeg; }

// At the file's end an end-of-image marker is given: the entropy decoder looks
// ahead of what it needs, and complains by itself when it needs more.
static boolean fill_input_buffer(j_decompress_ptr jpeg) {
  static const JOCTET end[] = {0xff, JPEG_EOI};
  cio_jpeg_reader *reader = reader_of((j_common_ptr)jpeg);
  cio_source *source = reader->source;
  source->start = source->end;
  if (source_fill(source)) {
    jpeg->src->next_input_byte = source->buffer + source->start;
    jpeg->src->bytes_in_buffer = source->end - source->start;
    source->start = source->end;
    return TRUE;
  }
  if (source->error_number != 0) ERREXIT(jpeg, JERR_FILE_READ);
  reader->is_truncated = true;
  jpeg->src->next_input_byte = end;
  jpeg->src->bytes_in_buffer = sizeof end;
  return TRUE;
}

static void skip_input_data(j_decompress_ptr jpeg, long count) {
  struct jpeg_source_mgr *input = jpeg->src;
  while (count > 0) {
    if (input->bytes_in_buffer == 0) {
      fill_input_buffer(jpeg);
      if (reader_of((j_common_ptr)jpeg)->is_truncated) return;
    }
    size_t part = input->bytes_in_buffer;
    if (part > (size_t)count) part = (size_t)count;
    input->next_input_byte += part;
    input->bytes_in_buffer -= part;
    count -= (long)part;
  }
}

static void term_source(j_decompress_ptr jpeg) { (void)jpeg; }

static void limit_scans(j_common_ptr jpeg) {
  cio_jpeg_reader *reader = reader_of(jpeg);
  if (reader->jpeg.input_scan_number <= CIO_MAX_SCANS) return;
  set_failure(reader->failure, CIO_TOO_MANY_SCANS, 0, -1, "");
  longjmp(reader->escape, 1);
}

static void unsupported(cio_jpeg_reader *reader, const char *what) {
  set_failure(reader->failure, CIO_UNSUPPORTED, 0, -1, what);
  longjmp(reader->escape, 1);
}

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
    jpeg->out_color_space = JCS_CMYK;
    reader->is_inverted = jpeg->saw_Adobe_marker;
    return 3;
  default:
    unsupported(reader, "an unknown colour space");
    return 0;
  }
}

static void describe_encoding(
    const struct jpeg_decompress_struct *jpeg, cio_jpeg_encoding *encoding) {
  encoding->component_count = jpeg->num_components;
  for (int i = 0; i < jpeg->num_components; i++) {
    const jpeg_component_info *component = &jpeg->comp_info[i];
    encoding->components[i] = (cio_jpeg_component){
        component->h_samp_factor, component->v_samp_factor, component->quant_tbl_no};
  }
  encoding->defined_tables = 0;
  for (int i = 0; i < NUM_QUANT_TBLS; i++) {
    const JQUANT_TBL *table = jpeg->quant_tbl_ptrs[i];
    if (table == NULL) continue;
    encoding->defined_tables |= 1u << i;
    for (int k = 0; k < DCTSIZE2; k++) encoding->tables[i * DCTSIZE2 + k] = table->quantval[k];
  }
}

static void connect(cio_jpeg_reader *reader) {
  reader->input.init_source = init_source;
  reader->input.fill_input_buffer = fill_input_buffer;
  reader->input.skip_input_data = skip_input_data;
  reader->input.resync_to_restart = jpeg_resync_to_restart;
  reader->input.term_source = term_source;
  reader->input.next_input_byte = reader->source->buffer + reader->source->start;
  reader->input.bytes_in_buffer = reader->source->end - reader->source->start;
  reader->jpeg.src = &reader->input;
  reader->progress.progress_monitor = limit_scans;
  reader->jpeg.progress = &reader->progress;
}

static bool start(cio_jpeg_reader *reader, cio_picture *picture, cio_jpeg_encoding *encoding) {
  if (setjmp(reader->escape)) return false;
  reader->jpeg.client_data = reader;
  jpeg_create_decompress(&reader->jpeg);
  connect(reader);
  jpeg_read_header(&reader->jpeg, TRUE);
  picture->channels = choose_output(reader);
  picture->width = reader->jpeg.image_width;
  picture->height = reader->jpeg.image_height;
  picture->depth = 8;
  picture->held_whole = jpeg_has_multiple_scans(&reader->jpeg);
  describe_encoding(&reader->jpeg, encoding);
  return true;
}

cio_jpeg_reader *cio_jpeg_reader_create(
    cio_source *source, cio_picture *picture, cio_jpeg_encoding *encoding,
    cio_failure *failure) {
  set_failure(failure, CIO_SYSTEM, ENOMEM, -1, "");
  cio_jpeg_reader *reader = calloc(1, sizeof *reader);
  if (reader == NULL) return NULL;
  reader->source = source;
  reader->failure = failure;
  reader->jpeg.err = jpeg_std_error(&reader->errors);
  reader->errors.error_exit = fail;
  reader->errors.emit_message = emit_message;
  reader->errors.output_message = output_message;
  if (!start(reader, picture, encoding)) {
    cio_jpeg_reader_destroy(reader);
    return NULL;
  }
  return reader;
}

// Whether a file that ends without an end marker may lack pixels that no one
// would complain of: later scans, or arithmetic codes, which end in zeros.
static bool needs_end_marker(cio_jpeg_reader *reader) {
  return reader->jpeg.arith_code || jpeg_has_multiple_scans(&reader->jpeg);
}

static void check_end(cio_jpeg_reader *reader) {
  if (reader->is_truncated && needs_end_marker(reader)) ERREXIT(&reader->jpeg, JERR_INPUT_EOF);
}

static void begin_rows(cio_jpeg_reader *reader) {
  struct jpeg_decompress_struct *jpeg = &reader->jpeg;
  jpeg->dct_method = JDCT_ISLOW;
  jpeg->do_fancy_upsampling = TRUE;
  jpeg_start_decompress(jpeg);
  if (jpeg_has_multiple_scans(jpeg)) check_end(reader);
  reader->has_started = true;
  if (jpeg->out_color_space == JCS_CMYK) {
    reader->inks = (*jpeg->mem->alloc_small)(
        (j_common_ptr)jpeg, JPOOL_IMAGE, (size_t)jpeg->output_width * 4);
  }
}

// R = C K / 255, where C and K are the share of ink left out, rounded to
// nearest: (x + 128 + ((x + 128) >> 8)) >> 8 is x / 255 rounded for all x up to
// 255 * 255.
static void convert_inks(const cio_jpeg_reader *reader, uint8_t *rgb) {
  unsigned flip = reader->is_inverted ? 0 : 255;
  const uint8_t *inks = reader->inks;
  for (size_t x = 0; x < reader->jpeg.output_width; x++) {
    unsigned black = inks[4 * x + 3] ^ flip;
    for (int channel = 0; channel < 3; channel++) {
      unsigned rounded = (inks[4 * x + channel] ^ flip) * black + 128;
      rgb[3 * x + channel] = (uint8_t)((rounded + (rounded >> 8)) >> 8);
    }
  }
}

bool cio_jpeg_reader_rows(
    cio_jpeg_reader *reader, uint8_t *rows, size_t count, cio_failure *failure) {
  reader->failure = failure;
  if (setjmp(reader->escape)) return false;
  if (!reader->has_started) begin_rows(reader);
  size_t row_bytes =
      (size_t)reader->jpeg.output_width * (reader->jpeg.out_color_space == JCS_GRAYSCALE ? 1 : 3);
  for (size_t y = 0; y < count; y++) {
    JSAMPROW row = reader->inks != NULL ? reader->inks : rows + y * row_bytes;
    jpeg_read_scanlines(&reader->jpeg, &row, 1);
    if (reader->inks != NULL) convert_inks(reader, rows + y * row_bytes);
  }
  return true;
}

bool cio_jpeg_reader_finish(cio_jpeg_reader *reader, cio_failure *failure) {
  reader->failure = failure;
  if (setjmp(reader->escape)) return false;
  jpeg_finish_decompress(&reader->jpeg);
  check_end(reader);
  return true;
}

void cio_jpeg_reader_destroy(cio_jpeg_reader *reader) {
  if (reader == NULL) return;
  jpeg_destroy_decompress(&reader->jpeg);
  free(reader);
}
