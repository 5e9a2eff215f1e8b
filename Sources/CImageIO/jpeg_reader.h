#ifndef CIMAGEIO_JPEG_READER_H
#define CIMAGEIO_JPEG_READER_H

#include <setjmp.h>

#include "internal.h"
#include "jpeg_encoding.h"

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

static inline cio_jpeg_reader *reader_of(j_common_ptr jpeg) { return jpeg->client_data; }

// jpeg_failures.c

/// Has libjpeg report failures and warnings to the reader.
void connect_failures(cio_jpeg_reader *reader);
/// Whether damage is survived, which is noted where it is the first. A file that
/// ends before its first code is not: it has no pixel.
bool survives_damage(cio_jpeg_reader *reader, const cio_failure *failure);
/// Refuses a file for what libjpeg bears with.
_Noreturn void refuse_file(cio_jpeg_reader *reader, cio_cause cause, const char *text);
/// Ends the reading for damage that libjpeg bears with, unless it is survived.
void note_damage(cio_jpeg_reader *reader, cio_cause cause, const char *text);

// jpeg_source.c

/// Has libjpeg read from the reader's source.
void connect_source(cio_jpeg_reader *reader);

// jpeg_scans.c

/// Has libjpeg ask with every row of blocks whether there are too many.
void connect_limits(cio_jpeg_reader *reader);
/// What libjpeg holds of a file of several scans: the coefficients of all blocks.
int64_t coefficient_bytes(const struct jpeg_decompress_struct *jpeg);
/// The least bytes that a file with these blocks can have.
int64_t least_bytes(const struct jpeg_decompress_struct *jpeg);
/// Notes the end of a file that lacks its end marker, where pixels may be missing
/// that no one would complain of: later scans, or arithmetic codes, which end in zeros.
void check_end_marker(cio_jpeg_reader *reader);
/// Notes components without a scan, of which libjpeg makes gray without a word.
void check_components(cio_jpeg_reader *reader);

#endif
