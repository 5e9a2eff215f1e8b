// The inner loops of pictures: lines of a few channels, separable filters and
// whole ones.
//
// Sums run in the order of ascending taps, as those of convolution.h do, so
// both give the same bits. Nothing here checks its arguments.

#ifndef CK_PICTURES_H
#define CK_PICTURES_H

#include <stdbool.h>

#include "convolution.h"

// Pixels of a line, one of each `input_step` and `output_step` floats.
typedef struct {
  const float *input;  // the lowest tap's pixel of the first output
  float *output;
  ptrdiff_t count;
  ptrdiff_t input_step;
  ptrdiff_t output_step;
} ck_line;

// The weighted sum of rows of `count` floats, `distance` floats apart.
void ck_combine_rows(
    ck_instructions instructions, const float *rows, ptrdiff_t distance, const float *weights,
    ptrdiff_t taps, float *output, ptrdiff_t count);

// The same of rows that lie anywhere.
void ck_combine_row_list(
    ck_instructions instructions, const float *const *rows, const float *weights, ptrdiff_t taps,
    float *output, ptrdiff_t count);

// Each output pixel is the weighted sum of as many neighbouring input pixels as
// there are taps. channels is 1 to 4; four floats are read from every input
// pixel, whatever its channels.
void ck_combine_columns(
    ck_instructions instructions, const ck_line *line, const float *weights, ptrdiff_t taps,
    ptrdiff_t channels);

// A filter that is not separable. Weights lie in rows of taps, and for each tap
// there are four floats, one for each output channel: once, to be multiplied by
// the pixel itself (`mixed` 0), or for each of `mixed` input channels.
typedef struct {
  const float *weights;
  ptrdiff_t rows;
  ptrdiff_t columns;
  ptrdiff_t mixed;
  ptrdiff_t row_distance;  // between input rows, in floats
  ptrdiff_t input_channels;
  ptrdiff_t output_channels;
} ck_filter;

void ck_filter_columns(
    ck_instructions instructions, const ck_line *line, const ck_filter *filter);

// Multiplies the colours of `count` pixels of 2 or 4 channels by their alpha,
// the last one, as a share of `maximum`.
void ck_premultiply(
    ck_instructions instructions, float *pixels, ptrdiff_t count, ptrdiff_t channels,
    float maximum);

// Divides the colours by alpha's share again, or by 1 where that lies within
// 2^-20 of it. Where alpha is at most `threshold`, colours become 0.
void ck_unpremultiply(
    ck_instructions instructions, float *pixels, ptrdiff_t count, ptrdiff_t channels, float maximum,
    float threshold);

// Exchanges the pixels of a row, the first with the last. A pixel has 1, 2, 3, 4,
// 6 or 8 bytes.
void ck_mirror_row(uint8_t *row, ptrdiff_t count, ptrdiff_t pixel_bytes);

// Some rows of a picture that become columns of another. Steps are in bytes and
// may be negative.
typedef struct {
  const uint8_t *input;
  ptrdiff_t rows;
  ptrdiff_t columns;
  ptrdiff_t input_row_bytes;
  uint8_t *output;              // where the first pixel of the first row goes
  ptrdiff_t output_row_step;    // from a pixel's place to that of the next in its row
  ptrdiff_t output_pixel_step;  // from a row's place to that of the next
} ck_turn;

void ck_turn_rows(const ck_turn *turn, ptrdiff_t pixel_bytes);

// Puts `count` pixels of 2 or 4 channels with premultiplied colours in front of
// an opaque background, which leaves `colours` channels: 1 or 3, at least as many
// as there were colours. The pixels have room for the larger of both.
void ck_flatten(
    ck_instructions instructions, float *pixels, ptrdiff_t count, ptrdiff_t channels,
    ptrdiff_t colours, float maximum, const float *background);

// A curve that grows with light: the codes at nodes that lie as close to each
// other everywhere in proportion, 2^(23 - shift) of them from each power of two
// to the next, and lines between them.
typedef struct {
  const float *nodes;  // of each node its code and the difference of the next one's
  float first;         // the light of the first node, a power of two
  float last;          // light beyond it counts as this; the node after it exists
  float slope;         // codes grow by it with light from zero to the first node
  int32_t shift;
} ck_curve;

// Turns the colours of `count` pixels from light into codes, by one curve or by
// one for each of 1 or 3 colours. The last of 2 or 4 channels is alpha and stays.
void ck_encode_light(
    ck_instructions instructions, float *pixels, ptrdiff_t count, ptrdiff_t channels,
    const ck_curve *curves, ptrdiff_t curve_count);

#endif
