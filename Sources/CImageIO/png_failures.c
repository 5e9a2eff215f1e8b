#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "png_reader.h"

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

void describe_png(
    const cio_png_reader *reader, cio_failure *failure, cio_cause cause, int error_number,
    const char *text) {
  set_failure(failure, cause, error_number, reader->row, text);
  failure->pass = reader->pass;
  failure->position = cus_source_position(reader->source);
  note_subject(failure);
}

bool survives_failure(cio_png_reader *reader, const cio_failure *failure) {
  bool has_pixels = reader->row > 0 || reader->pass > 1;
  if (!reader->rules.recovers || !has_pixels || failure->cause == CIO_SYSTEM) return false;
  reader->damage = *failure;
  reader->is_damaged = reader->is_dead = true;
  return true;
}

void note_failure(cio_png_reader *reader, const char *message) {
  if (cus_source_error(reader->source) != 0) {
    describe_png(reader, reader->failure, CIO_SYSTEM, cus_source_error(reader->source), message);
  } else if (strcmp(message, "Out of memory") == 0) {
    describe_png(reader, reader->failure, CIO_SYSTEM, ENOMEM, message);
  } else if (reader->is_truncated) {
    describe_png(reader, reader->failure, CIO_TRUNCATED, 0, "");
  } else {
    // Before some errors libpng names the particulars in a warning.
    char text[240];
    snprintf(text, sizeof text, "%s%s%s%s", message, reader->warning[0] ? " (" : "",
             reader->warning, reader->warning[0] ? ")" : "");
    describe_png(reader, reader->failure, CIO_DAMAGED, 0, text);
  }
}

void fail_png(png_structp png, png_const_charp message) {
  note_failure(png_get_error_ptr(png), message);
  png_longjmp(png, 1);
}

void bear_damage(cio_png_reader *reader, cio_cause cause, const char *text) {
  if (reader->is_damaged) return;
  describe_png(reader, &reader->damage, cause, 0, text);
  reader->damage.row = -1;
  reader->is_damaged = true;
}

void warn_of_png(png_structp png, png_const_charp message) {
  cio_png_reader *reader = png_get_error_ptr(png);
  snprintf(reader->warning, sizeof reader->warning, "%s", message);
  if (reader->rules.recovers) bear_damage(reader, CIO_DAMAGED, message);
}
