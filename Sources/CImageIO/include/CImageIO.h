#ifndef CIMAGEIO_H
#define CIMAGEIO_H

// PNG and JPEG files by libpng and libjpeg-turbo, deflate by ISA-L and zlib.
//
// Every function that can fail returns false or NULL and fills in a failure.
// No longjmp leaves a function of this header. An object is used by one thread
// at a time. Descriptors belong to the caller and are never closed here.

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

/// An enumeration of which Swift knows all cases, and the name of one there.
#define CIO_CLOSED __attribute__((enum_extensibility(closed)))
#define CIO_NAME(name) __attribute__((swift_name(name)))

/// Why something failed.
typedef enum CIO_CLOSED cio_cause {
  /// The file breaks its format's rules; the message says how.
  CIO_DAMAGED CIO_NAME("damaged"),
  /// A chunk of a PNG stands where it must not; the message names it and says why.
  CIO_MISPLACED CIO_NAME("misplaced"),
  /// The file ends too early.
  CIO_TRUNCATED CIO_NAME("truncated"),
  /// The file is sound but holds something that can't be read; the message
  /// says what.
  CIO_UNSUPPORTED CIO_NAME("unsupported"),
  /// The file has more scans than are accepted.
  CIO_TOO_MANY_SCANS CIO_NAME("tooManyScans"),
  /// The scans have more blocks than are accepted.
  CIO_TOO_MANY_BLOCKS CIO_NAME("tooManyBlocks"),
  /// The system refused; error_number says why.
  CIO_SYSTEM CIO_NAME("system"),
} cio_cause;

/// A failure, for people to read about.
typedef struct cio_failure {
  cio_cause cause;
  /// The system's error number, for CIO_SYSTEM.
  int error_number;
  /// The row concerned, from 0, or -1 where no row can be named. The rows before
  /// it are as they should be, but for those of interlaced and several scans.
  int64_t row;
  /// The interlacing pass or the scan concerned, from 1, or 0 where there is but
  /// one or none can be named.
  int pass;
  /// The offset in the file up to which it was read, or -1 where no byte of it
  /// is concerned.
  int64_t position;
  /// The chunk of a PNG that the message is about, its name as a big-endian number, or
  /// 0 where it names none.
  uint32_t chunk;
  /// Whether the chunk's checksum is wrong.
  bool is_checksum;
  /// What the library said, one line.
  char message[240];
} cio_failure;

/// The form of a picture's rows.
typedef struct cio_picture {
  uint32_t width, height;
  /// 1 gray, 2 gray and alpha, 3 RGB, 4 RGBA or CMYK.
  int channels;
  /// Whether the channels are CMYK, each the share of ink that is left out.
  bool has_inks;
  /// The bits of a sample, 8 or 16 in the machine's byte order.
  int depth;
  /// Whether decoding holds the whole picture in memory.
  bool held_whole;
  /// The bytes that decoding takes beyond a few small buffers: those of the whole
  /// picture, or of the rows that it looks back on.
  int64_t held_bytes;
  /// Fewer bytes than these can't hold the picture.
  int64_t least_bytes;
} cio_picture;

/// What a reader bears with.
typedef struct cio_rules {
  /// The most scans of a JPEG, and the most blocks of all of them together.
  int max_scans;
  int64_t max_blocks;
  /// Whether damage is survived: what was lost is made up, and told of by the
  /// reader's damage. A file without any pixel is refused nonetheless.
  bool recovers;
} cio_rules;

/// A file or stream, read through a buffer: CUpsampleSystem.h.
typedef struct cus_source cus_source;

// png_read.c

typedef struct cio_png_reader cio_png_reader;

/// Reads up to the first pixel. The source must outlive the reader.
cio_png_reader *cio_png_reader_create(
    cus_source *source, cio_rules rules, cio_picture *picture, cio_failure *failure);
/// Reads the next count rows, tightly packed. The caller asks for no more rows
/// than are left.
bool cio_png_reader_rows(
    cio_png_reader *reader, uint8_t *rows, size_t count, cio_failure *failure);
/// Reads to the end of the file, checks it, and frees what was held of it.
bool cio_png_reader_finish(cio_png_reader *reader, cio_failure *failure);
/// The first damage that was survived, or NULL without any. Rows that could not
/// be read are zero; of interlaced pictures the pixels of missing passes repeat
/// their neighbours.
const cio_failure *cio_png_reader_damage(const cio_png_reader *reader);
/// Whether ancillary chunks were found behind the pixels.
bool cio_png_reader_has_late_chunks(const cio_png_reader *reader);
void cio_png_reader_destroy(cio_png_reader *reader);

// png_write.c

typedef struct cio_png_writer cio_png_writer;

/// Writes everything before the first pixel. With a palette of 1 to 256 colours, red, green
/// and blue of each side by side, the samples of a picture of one channel of 8 bits are
/// indices into it; without colours they are samples.
cio_png_writer *cio_png_writer_create(
    int descriptor, const cio_picture *picture, const uint8_t *palette, size_t colours,
    cio_failure *failure);
/// Writes an ancillary chunk of less than 2^31 bytes, before or behind the
/// segments.
bool cio_png_writer_chunk(
    cio_png_writer *writer, const uint8_t type[4], const uint8_t *data, size_t count,
    cio_failure *failure);
/// Writes a segment of the picture's deflate stream as one IDAT chunk.
///
/// The segments join to one deflate stream, whose Adler-32 is combined from
/// theirs. raw_count is the segment's length before compression.
bool cio_png_writer_segment(
    cio_png_writer *writer, const uint8_t *bytes, size_t count, uint32_t adler32,
    size_t raw_count, bool is_last, cio_failure *failure);
/// Writes the end of the file.
bool cio_png_writer_finish(cio_png_writer *writer, cio_failure *failure);
void cio_png_writer_destroy(cio_png_writer *writer);

// deflate.c

typedef enum CIO_CLOSED cio_deflate_engine {
  CIO_ISAL CIO_NAME("isal"),
  CIO_ZLIB CIO_NAME("zlib"),
} cio_deflate_engine;

typedef struct cio_deflater cio_deflater;

/// A compressor for segments, or NULL without memory. level is 0 to 3 for
/// ISA-L, 0 to 9 for zlib.
cio_deflater *cio_deflater_create(cio_deflate_engine engine, int level);
void cio_deflater_destroy(cio_deflater *deflater);
/// The most bytes that count bytes can become.
size_t cio_deflate_bound(size_t count);
/// Compresses a segment to raw deflate that refers to nothing before it, and
/// that ends at a byte: the stream when is_last, else only a block. capacity is
/// at least the bound of count. Returns the length.
size_t cio_deflate(
    cio_deflater *deflater, const uint8_t *bytes, size_t count, uint8_t *output,
    size_t capacity, bool is_last);
uint32_t cio_adler32(const uint8_t *bytes, size_t count);

// deflate_code.c

/// Whose instructions ISA-L's level 3 finds its matches with. The matches differ.
typedef enum CIO_CLOSED cio_deflate_code {
  CIO_DEFLATE_PORTABLE CIO_NAME("portable"),
  CIO_DEFLATE_AVX2 CIO_NAME("avx2"),
  CIO_DEFLATE_AVX512 CIO_NAME("avx512"),
} cio_deflate_code;

/// Lets all compressors use that code or, where the processor or the library has
/// it not, the next narrower one. Without a call it is the widest one. Returns
/// false where the library does not let itself be told.
bool cio_deflate_limit(cio_deflate_code widest);

// inflate.c

/// Inflates a zlib stream, RFC 1950, which may be followed by other bytes.
///
/// Returns false unless it is complete and sound and its contents take at most
/// capacity bytes; their number is count. A null output only counts them.
bool cio_inflate(
    const uint8_t *stream, size_t stream_count, uint8_t *output, size_t capacity, size_t *count);
/// Compresses bytes to a zlib stream. capacity is at least cio_zlib_bound(count).
/// Returns its length, or 0 without memory.
size_t cio_zlib_compress(
    const uint8_t *bytes, size_t count, uint8_t *output, size_t capacity);
size_t cio_zlib_bound(size_t count);
/// The checksum of PNG chunks, continued from another, 0 at first.
uint32_t cio_crc32(uint32_t crc, const uint8_t *bytes, size_t count);

// jpeg_read.c and jpeg_write.c

/// A component's sampling factors and the index of its quantisation table.
typedef struct cio_jpeg_component {
  int horizontal, vertical, table;
} cio_jpeg_component;

/// The way a JPEG was compressed.
typedef struct cio_jpeg_encoding {
  int component_count;
  cio_jpeg_component components[4];
  /// Whether three components are red, green and blue, not luma and chroma.
  bool is_rgb;
  /// The distance of restart markers, in rows of blocks or else in blocks of all
  /// components, each 0 without any.
  int restart_rows, restart_blocks;
  /// Whether inks are stored as luma, chroma and black, not plainly.
  bool is_ycck;
  /// Bit i says whether table i is defined.
  unsigned defined_tables;
  /// Four tables of 64 entries each in row-major order.
  uint16_t tables[4 * 64];
} cio_jpeg_encoding;

typedef struct cio_jpeg_reader cio_jpeg_reader;

/// Reads up to the first pixel. The source must outlive the reader.
cio_jpeg_reader *cio_jpeg_reader_create(
    cus_source *source, cio_rules rules, cio_picture *picture, cio_jpeg_encoding *encoding,
    cio_failure *failure);
/// Reads the next count rows, tightly packed. The caller asks for no more rows
/// than are left.
bool cio_jpeg_reader_rows(
    cio_jpeg_reader *reader, uint8_t *rows, size_t count, cio_failure *failure);
/// Reads to the end of the picture and checks that nothing was missing.
bool cio_jpeg_reader_finish(cio_jpeg_reader *reader, cio_failure *failure);
/// The first damage that was survived, or NULL without any. Blocks that could not
/// be read are guesses of the decoder; rows after a fatal damage are zero.
const cio_failure *cio_jpeg_reader_damage(const cio_jpeg_reader *reader);
/// The first complaint of libjpeg's that concerns no pixel, or NULL without any.
const char *cio_jpeg_reader_complaint(const cio_jpeg_reader *reader);
void cio_jpeg_reader_destroy(cio_jpeg_reader *reader);

typedef struct cio_jpeg_writer cio_jpeg_writer;

/// The density of a JFIF header: unit 0 for the aspect of a pixel, 1 for an
/// inch, 2 for a centimetre.
typedef struct cio_jfif_density {
  uint8_t unit;
  uint16_t x, y;
} cio_jfif_density;

/// Writes the start of the file. The picture has 1 or 3 channels of 8 bits, or 4
/// of inks, which have Adobe's marker. The encoding is kept unless it is NULL;
/// then quality, 1 to 100, and 4:4:4 or 4:2:0 by the flag, inks as YCCK. Without
/// a density there is no JFIF header.
/// A progressive file, and one whose components can't be interleaved, is held
/// whole, as coefficients, until it is finished.
cio_jpeg_writer *cio_jpeg_writer_create(
    int descriptor, const cio_picture *picture, const cio_jpeg_encoding *encoding,
    int quality, bool subsamples_chroma, bool is_progressive,
    const cio_jfif_density *density, cio_failure *failure);
/// Writes a segment of at most 65533 bytes, before the first row.
bool cio_jpeg_writer_marker(
    cio_jpeg_writer *writer, uint8_t marker, const uint8_t *data, size_t count,
    cio_failure *failure);
/// Compresses the next count rows, tightly packed.
bool cio_jpeg_writer_rows(
    cio_jpeg_writer *writer, const uint8_t *rows, size_t count, cio_failure *failure);
/// Writes the end of the file, after all rows.
bool cio_jpeg_writer_finish(cio_jpeg_writer *writer, cio_failure *failure);
void cio_jpeg_writer_destroy(cio_jpeg_writer *writer);

// versions.c

/// The versions of the libraries that the process uses.
const char *cio_png_version(void);
const char *cio_zlib_version(void);
/// Those of the headers by which it was built, of libraries that don't tell theirs.
const char *cio_jpeg_version_built_with(void);
const char *cio_isal_version_built_with(void);

#endif
