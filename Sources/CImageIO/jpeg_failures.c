#include "jpeg_reader.h"

#include <errno.h>

#include <jerror.h>

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

// Whether libjpeg reports what it can't read, which is then told.
static bool is_unsupported(const struct jpeg_error_mgr *errors, char text[JMSG_LENGTH_MAX]) {
  int number = errors->msg_parm.i[0];
  switch (errors->msg_code) {
  case JERR_BAD_PRECISION:
    snprintf(text, JMSG_LENGTH_MAX, "samples of %d bits", number);
    return true;
  case JERR_SOF_UNSUPPORTED:
    snprintf(text, JMSG_LENGTH_MAX, "JPEG process SOF%d", number - 0xc0);
    return true;
  case JERR_ARITH_NOTIMPL:
    snprintf(text, JMSG_LENGTH_MAX, "arithmetic coding");
    return true;
  case JERR_FRACT_SAMPLE_NOTIMPL:
    snprintf(text, JMSG_LENGTH_MAX, "fractional chroma subsampling");
    return true;
  case JERR_IMAGE_TOO_BIG:
    snprintf(text, JMSG_LENGTH_MAX, "a side of more than %d pixels", number);
    return true;
  default:
    return false;
  }
}

// Describes what libjpeg reports just now.
static void describe_report(const cio_jpeg_reader *reader, cio_failure *failure) {
  j_common_ptr jpeg = (j_common_ptr)&reader->jpeg;
  char text[JMSG_LENGTH_MAX];
  jpeg->err->format_message(jpeg, text);
  int error_number = cus_source_error(reader->source);
  if (error_number == 0 && jpeg->err->msg_code == JERR_OUT_OF_MEMORY) error_number = ENOMEM;
  cio_cause cause = error_number != 0                     ? CIO_SYSTEM
                    : reader->is_truncated                ? CIO_TRUNCATED
                    : is_unsupported(jpeg->err, text)     ? CIO_UNSUPPORTED
                                                          : CIO_DAMAGED;
  describe(reader, failure, cause, error_number, text);
}

// libjpeg calls this and then must never see it return.
static void fail(j_common_ptr jpeg) {
  cio_jpeg_reader *reader = reader_of(jpeg);
  describe_report(reader, reader->failure);
  longjmp(reader->escape, 1);
}

_Noreturn void refuse_file(cio_jpeg_reader *reader, cio_cause cause, const char *text) {
  describe(reader, reader->failure, cause, 0, text);
  longjmp(reader->escape, 1);
}

bool survives_damage(cio_jpeg_reader *reader, const cio_failure *failure) {
  bool is_truncated = failure->cause == CIO_TRUNCATED && failure->position > reader->codes;
  if (!reader->rules.recovers || !reader->has_begun) return false;
  if (failure->cause != CIO_DAMAGED && !is_truncated) return false;
  if (!reader->is_damaged) reader->damage = *failure;
  reader->is_damaged = true;
  return true;
}

void note_damage(cio_jpeg_reader *reader, cio_cause cause, const char *text) {
  cio_failure failure;
  describe(reader, &failure, cause, 0, text);
  if (survives_damage(reader, &failure)) return;
  *reader->failure = failure;
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
  cio_jpeg_reader *reader = reader_of(jpeg);
  if (level >= 0) return;
  if (!has_lost_pixels(jpeg->err->msg_code)) {
    if (reader->complaint[0] == 0) jpeg->err->format_message(jpeg, reader->complaint);
    return;
  }
  cio_failure failure;
  describe_report(reader, &failure);
  if (!survives_damage(reader, &failure)) fail(jpeg);
}

static void output_message(j_common_ptr jpeg) { (void)jpeg; }

void connect_failures(cio_jpeg_reader *reader) {
  reader->jpeg.err = jpeg_std_error(&reader->errors);
  reader->errors.error_exit = fail;
  reader->errors.emit_message = emit_message;
  reader->errors.output_message = output_message;
}
