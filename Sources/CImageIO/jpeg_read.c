#include "internal.h"

#include <errno.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "jpeg_encoding.h"

#include <jerror.h>

/// What a second frame header overwrites before libjpeg complains of it.
struct frame {
  JDIMENSION width, height;
  int precision, components;
  boolean is_progressive, is_arithmetic;
};

struct cio_jpeg_reader {
  struct jpeg_decompress_struct jpeg;
  struct jpeg_error_mgr errors;
  struct jpeg_source_mgr input;
  struct jpeg_progress_mgr progress;
  jmp_buf escape;
  cus_source *source;
  cio_rules rules;
  cio_failure *failure;
  bool is_truncated;
  /// Whether decoding has begun, and whether it first takes in the whole file,
  /// because there are several scans.
  bool has_begun, takes_all, is_taking_all;
  /// The blocks of the scans so far, while the whole file is taken in.
  int64_t blocks;
  /// Whether libjpeg must not be called any more: it failed fatally.
  bool is_dead;
  /// Where the first scan's codes begin.
  int64_t codes;
  struct frame frame;
  /// The first damage that was survived.
  bool is_damaged;
  cio_failure damage;
  /// The first harmless warning, or empty.
  char complaint[JMSG_LENGTH_MAX];
};

static cio_jpeg_reader *reader_of(j_common_ptr jpeg) { return jpeg->client_data; }

// The first row that the entropy coding has not reached, or -1 before it begins.
// Smooth vertical chroma reaches one row above the blocks concerned.
static int64_t current_row(const cio_jpeg_reader *reader) {
  const struct jpeg_decompress_struct *jpeg = &reader->jpeg;
  if (!reader->has_begun) return -1;
  int64_t row = (int64_t)jpeg->input_iMCU_row * jpeg->max_v_samp_factor * DCTSIZE;
  if (row >= jpeg->image_height) return jpeg->image_height;
  return row > 0 && jpeg->max_v_samp_factor > 1 ? row - 1 : row;
}

// Fills in a failure at the place that was read last.
static void describe(
    const cio_jpeg_reader *reader, cio_failure *failure, cio_cause cause, int error_number,
    const char *text) {
  set_failure(failure, cause, error_number, current_row(reader), text);
  failure->pass = reader->has_begun && reader->takes_all ? reader->jpeg.input_scan_number : 0;
  failure->position = cus_source_position(reader->source);
  if (!reader->is_truncated) failure->position -= (int64_t)reader->input.bytes_in_buffer;
}

// Describes what libjpeg reports just now.
static void describe_report(const cio_jpeg_reader *reader, cio_failure *failure) {
  j_common_ptr jpeg = (j_common_ptr)&reader->jpeg;
  char text[JMSG_LENGTH_MAX];
  jpeg->err->format_message(jpeg, text);
  cio_cause cause = CIO_DAMAGED;
  int error_number = 0;
  if (cus_source_error(reader->source) != 0) {
    cause = CIO_SYSTEM;
    error_number = cus_source_error(reader->source);
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
  } else if (jpeg->err->msg_code == JERR_FRACT_SAMPLE_NOTIMPL) {
    cause = CIO_UNSUPPORTED;
    snprintf(text, sizeof text, "fractional chroma subsampling");
  } else if (jpeg->err->msg_code == JERR_IMAGE_TOO_BIG) {
    cause = CIO_UNSUPPORTED;
    snprintf(text, sizeof text, "a side of more than %d pixels", jpeg->err->msg_parm.i[0]);
  }
  describe(reader, failure, cause, error_number, text);
}

// libjpeg calls this and then must never see it return.
static void fail(j_common_ptr jpeg) {
  cio_jpeg_reader *reader = reader_of(jpeg);
  describe_report(reader, reader->failure);
  longjmp(reader->escape, 1);
}

// Refuses a file for what libjpeg bears with.
static void refuse(cio_jpeg_reader *reader, cio_cause cause, const char *text) {
  describe(reader, reader->failure, cause, 0, text);
  longjmp(reader->escape, 1);
}

// Whether damage is survived, which is noted where it is the first. A file that
// ends before its first code is not: it has no pixel.
static bool survives(cio_jpeg_reader *reader, const cio_failure *failure) {
  bool is_truncated = failure->cause == CIO_TRUNCATED && failure->position > reader->codes;
  if (!reader->rules.recovers || !reader->has_begun) return false;
  if (failure->cause != CIO_DAMAGED && !is_truncated) return false;
  if (!reader->is_damaged) reader->damage = *failure;
  reader->is_damaged = true;
  return true;
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
  cio_jpeg_reader *reader = reader_of(jpeg);
  if (level >= 0) return;
  if (!has_lost_pixels(jpeg->err->msg_code)) {
    if (reader->complaint[0] == 0) jpeg->err->format_message(jpeg, reader->complaint);
    return;
  }
  cio_failure failure;
  describe_report(reader, &failure);
  if (!survives(reader, &failure)) fail(jpeg);
}

static void output_message(j_common_ptr jpeg) { (void)jpeg; }

static void init_source(j_decompress_ptr jpeg) { (void)jpeg; }

// At the file's end an end-of-image marker is given: the entropy decoder looks
// ahead of what it needs, and complains by itself when it needs more.
static boolean fill_input_buffer(j_decompress_ptr jpeg) {
  static const JOCTET end[] = {0xff, JPEG_EOI};
  cio_jpeg_reader *reader = reader_of((j_common_ptr)jpeg);
  cus_source *source = reader->source;
  if (cus_source_fill(source)) {
    jpeg->src->next_input_byte =
        cus_source_take_buffered(source, &jpeg->src->bytes_in_buffer);
    return TRUE;
  }
  if (cus_source_error(source) != 0) ERREXIT(jpeg, JERR_FILE_READ);
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

// Ends the reading for damage that libjpeg bears with, unless it is survived.
static void note(cio_jpeg_reader *reader, cio_cause cause, const char *text) {
  cio_failure failure;
  describe(reader, &failure, cause, 0, text);
  if (survives(reader, &failure)) return;
  *reader->failure = failure;
  longjmp(reader->escape, 1);
}

// A file that ends without an end marker may lack pixels that no one would
// complain of: later scans, or arithmetic codes, which end in zeros.
static void check_end(cio_jpeg_reader *reader) {
  if (reader->is_truncated && (reader->jpeg.arith_code || reader->takes_all)) {
    note(reader, CIO_TRUNCATED, "");
  }
}

// The blocks of a row of the current scan. A scan of one component has them
// without those that fill up a block of all components.
static int64_t blocks_per_row(const struct jpeg_decompress_struct *jpeg) {
  int blocks = jpeg->comps_in_scan > 1 ? jpeg->blocks_in_MCU
                                       : jpeg->cur_comp_info[0]->v_samp_factor;
  return (int64_t)jpeg->MCUs_per_row * blocks;
}

// Called with every row of blocks that is taken in: a scan takes time for all of
// its blocks, though a few bits may stand for thousands of them.
static void limit_scans(j_common_ptr jpeg) {
  cio_jpeg_reader *reader = reader_of(jpeg);
  reader->is_taking_all = reader->takes_all;
  if (reader->is_taking_all) reader->blocks += blocks_per_row(&reader->jpeg);
  if (reader->jpeg.input_scan_number > reader->rules.max_scans) {
    refuse(reader, CIO_TOO_MANY_SCANS, "");
  }
  if (reader->blocks > reader->rules.max_blocks) refuse(reader, CIO_TOO_MANY_BLOCKS, "");
  if (reader->is_taking_all && reader->jpeg.arith_code) check_end(reader);
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
    // What is left out of each ink, with Adobe's marker or without: browsers and
    // libraries read all files so, whatever the marker was meant to tell.
    jpeg->out_color_space = JCS_CMYK;
    return 4;
  default:
    refuse(reader, CIO_UNSUPPORTED, "an unknown colour space");
    return 0;
  }
}

static void connect(cio_jpeg_reader *reader) {
  reader->input.init_source = init_source;
  reader->input.fill_input_buffer = fill_input_buffer;
  reader->input.skip_input_data = skip_input_data;
  reader->input.resync_to_restart = jpeg_resync_to_restart;
  reader->input.term_source = term_source;
  reader->input.next_input_byte =
      cus_source_take_buffered(reader->source, &reader->input.bytes_in_buffer);
  reader->jpeg.src = &reader->input;
  reader->progress.progress_monitor = limit_scans;
  reader->jpeg.progress = &reader->progress;
}

static int64_t rounded_up(int64_t count, int factor) {
  return (count + factor - 1) / factor * factor;
}

// What libjpeg holds of a file of several scans: the coefficients of all blocks.
static int64_t coefficient_bytes(const struct jpeg_decompress_struct *jpeg) {
  int64_t blocks = 0;
  for (int i = 0; i < jpeg->num_components; i++) {
    const jpeg_component_info *component = &jpeg->comp_info[i];
    blocks += rounded_up(component->width_in_blocks, component->h_samp_factor) *
              rounded_up(component->height_in_blocks, component->v_samp_factor);
  }
  return blocks * (int64_t)sizeof(JBLOCK);
}

// A block takes a code for its mean and, unless it is progressive, one for the
// rest, each of at least a bit. Arithmetic codes take next to nothing.
static int64_t least_bytes(const struct jpeg_decompress_struct *jpeg) {
  int64_t blocks = 0;
  for (int i = 0; i < jpeg->num_components; i++) {
    const jpeg_component_info *component = &jpeg->comp_info[i];
    blocks += (int64_t)component->width_in_blocks * component->height_in_blocks;
  }
  return jpeg->arith_code ? 0 : blocks * (jpeg->progressive_mode ? 1 : 2) / 8;
}

static bool start(cio_jpeg_reader *reader, cio_picture *picture, cio_jpeg_encoding *encoding) {
  if (setjmp(reader->escape)) return false;
  reader->jpeg.client_data = reader;
  jpeg_create_decompress(&reader->jpeg);
  connect(reader);
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

// Scans of their own may be missing for some components, of which libjpeg makes
// gray without a word.
static void check_components(cio_jpeg_reader *reader) {
  const struct jpeg_decompress_struct *jpeg = &reader->jpeg;
  for (int i = 0; i < jpeg->num_components; i++) {
    if (jpeg->comp_info[i].quant_table == NULL ||
        (jpeg->coef_bits != NULL && jpeg->coef_bits[i][0] < 0)) {
      note(reader, CIO_DAMAGED, "a component has no data");
    }
  }
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
    check_end(reader);
    check_components(reader);
  }
}

// Begins, and where taking in the scans fails fatally, goes on with those that
// were taken in: libjpeg is told that the file ends here.
static bool try_to_begin(cio_jpeg_reader *reader) {
  if (setjmp(reader->escape)) {
    if (!reader->is_taking_all || !survives(reader, reader->failure)) return false;
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
    check_end(reader);
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
  if (!survives(reader, failure)) return false;
  reader->is_dead = true;
  size_t read = reader->jpeg.output_scanline - before;
  memset(rows + read * row_bytes, 0, (count - read) * row_bytes);
  return true;
}

bool cio_jpeg_reader_finish(cio_jpeg_reader *reader, cio_failure *failure) {
  reader->failure = failure;
  if (reader->is_dead) return true;
  if (setjmp(reader->escape)) return survives(reader, failure);
  jpeg_finish_decompress(&reader->jpeg);
  check_end(reader);
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
