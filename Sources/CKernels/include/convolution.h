// The inner loops of the convolutions, for several instruction sets.
//
// Every function takes the instruction set to use, so that each can be tested
// on one machine. Nothing here checks its arguments: the callers in Swift know
// that every position, run and tap lies within its tensor.

#ifndef CK_CONVOLUTION_H
#define CK_CONVOLUTION_H

#include <stddef.h>
#include <stdint.h>

// An instruction set. All of them fuse each multiplication with its addition
// and give the same bits.
typedef enum { CK_PORTABLE, CK_AVX2, CK_AVX512 } ck_instructions;

// The widest instruction set that this machine has.
ck_instructions ck_machine_instructions(void);

// The widest one that this machine has and the limit allows.
ck_instructions ck_best_instructions(void);

// Sets the limit, which is none at first.
void ck_limit_instructions(ck_instructions widest);

// The number of floats in a vector register.
ptrdiff_t ck_lanes(ck_instructions instructions);

// The number of output channels that a panel of weights can hold.
ptrdiff_t ck_panel_channels(ck_instructions instructions);

// A box of positions, enumerated with the last extent fastest. Steps are in
// floats; input and output point to the box's first position.
typedef struct {
  const float *input;
  float *output;
  ptrdiff_t extents[4];
  ptrdiff_t input_steps[4];
  ptrdiff_t output_steps[4];
} ck_box;

// Input values that lie next to each other, and their weights.
typedef struct {
  ptrdiff_t input;   // offset of the first value from a position's input, in floats
  ptrdiff_t row;     // row of the panel that weighs the first value
  ptrdiff_t length;  // number of values, and of rows
} ck_run;

typedef enum { CK_OVERWRITE, CK_ACCUMULATE } ck_mode;

// A curve that bends values one by one.
typedef enum { CK_STRAIGHT, CK_SIGMOID, CK_TANH } ck_curve_kind;

// What becomes of a complete sum: its bias is added; it is multiplied by its slope
// if it is negative then, limited to low...high, and bent. NaN stays NaN.
typedef struct {
  const float *bias;    // of each channel, again and again, ck_lanes more than period
  const float *slopes;  // likewise
  ptrdiff_t period;     // a multiple of the channels
  float low;
  float high;
  ck_curve_kind curve;
} ck_finish;

// Finishes `count` floats, of which the first is the first channel's.
void ck_finish_row(
    ck_instructions instructions, const ck_finish *finish, float *values, ptrdiff_t count);

// For `count` positions of a box, the first of them being `first`, and for
// each of `channels` output channels: the sum of input value times weight over
// the runs in order, added one after another to zero or to the output.
//
// `panel` holds rows of weights as ck_pack writes them. `finish`, if it is not null,
// begins with the panel's first channel, and the sums are complete.
void ck_multiply(
    ck_instructions instructions, const ck_box *box, ptrdiff_t first, ptrdiff_t count,
    const ck_run *runs, ptrdiff_t run_count, const float *panel, ptrdiff_t channels, ck_mode mode,
    const ck_finish *finish);

// Writes `rows` rows of a panel, each `channels` weights and then zeros up to
// the next multiple of ck_lanes. Steps are in floats.
void ck_pack(
    ck_instructions instructions, float *panel, const float *weights, ptrdiff_t rows,
    ptrdiff_t row_step, ptrdiff_t channels, ptrdiff_t channel_step);

// A tap of a depthwise convolution or a window.
typedef struct {
  ptrdiff_t input;    // offset from a position's input, in floats
  ptrdiff_t weights;  // offset of its weights, in floats
} ck_tap;

// A row of pixels, each of `channels` floats. Steps are in floats.
typedef struct {
  const float *input;
  float *output;
  ptrdiff_t pixels;
  ptrdiff_t channels;
  ptrdiff_t input_step;
  ptrdiff_t output_step;
} ck_row;

// For each channel of each pixel, the sum of input value times weight over
// the taps in order. The weights of a tap repeat every `period` floats, a
// multiple of the channels.
void ck_depthwise(
    ck_instructions instructions, const ck_row *row, const ck_tap *taps, ptrdiff_t tap_count,
    const float *weights, ptrdiff_t period);

// The number of outputs that ck_combine_planes can make at once.
#define CK_MOST_PLANES 4

// Pixels of some planes, each of one channel, and of the planes that are sums of
// them.
typedef struct {
  const float *input;
  float *outputs[CK_MOST_PLANES];
  ptrdiff_t pixels;
  ptrdiff_t channels;      // the number of input planes
  ptrdiff_t input_step;    // the distance between neighbouring input planes, in floats
  // For each tap the outputs that it reaches, the first in the lowest bit: of two, or of four
  // the same of the first two, the others, or both. Null: all reach all.
  const uint8_t *reached;
} ck_planes;

// For each pixel of each of `outputs` planes, the sum of input value times weight
// over the taps in order, and for each of them over the input planes. A tap's
// `weights` counts rows of `outputs` weights; its rows are one for each input plane.
// Of every input plane, less than ck_lanes floats are read beyond the last pixel.
void ck_combine_planes(
    ck_instructions instructions, const ck_planes *planes, const ck_tap *taps,
    ptrdiff_t tap_count, const float *weights, ptrdiff_t outputs);

// For each channel of each pixel, the largest of the taps' input values; NaN
// if one of them is NaN.
void ck_maximum(
    ck_instructions instructions, const ck_row *row, const ck_tap *taps, ptrdiff_t tap_count);

// For each channel of each pixel, the sum of the taps' input values in order, divided
// by `divisor`.
void ck_mean(
    ck_instructions instructions, const ck_row *row, const ck_tap *taps, ptrdiff_t tap_count,
    float divisor);

// Part of a target vector that comes from one source vector: where a lane of
// `mask` is set, the lane of the source vector that `lanes` tells.
typedef struct {
  ptrdiff_t source;  // first float of the source vector
  uint32_t bits;     // the mask as a number, lane 0 in the lowest bit
  int32_t mask[16];
  int32_t lanes[16];
  int32_t pair[16];  // for this move and the next: lanes of both sources, one after the other
} ck_move;

// A rearrangement of floats that repeats: target float `x + period` comes from
// the source `advance` floats beyond that of `x`.
typedef struct {
  const ptrdiff_t *sources;  // the source of each target float of one period
  ptrdiff_t period;          // a multiple of ck_lanes
  ptrdiff_t advance;
  ptrdiff_t reach;           // the floats of the source that the moves of a period read
  const ck_move *moves;      // as many for each vector of one period
  ptrdiff_t moves_per_vector;
} ck_pattern;

// Writes `length` floats, none of which comes from beyond `source_length`.
void ck_rearrange(
    ck_instructions instructions, const ck_pattern *pattern, const float *source,
    ptrdiff_t source_length, float *target, ptrdiff_t length);

// How the phases of a row interleave. Lane `i` of output vector `v` weighs by
// tap `t` the float `sources[v] + lanes[v][t][i]` of each line.
typedef struct {
  const ptrdiff_t *sources;  // the first float of a line that each vector of a period reads
  const int32_t *lanes;      // for each vector of a period and each tap, ck_lanes numbers
  ptrdiff_t vectors;         // the number of vectors of a period
  ptrdiff_t taps;            // the number of taps of each line
  ptrdiff_t advance;         // the floats of a line by which a period moves on
  ptrdiff_t reach;           // the floats of a line that a period reads
  ptrdiff_t group;           // the floats of one output of every phase; divides a period
  ptrdiff_t group_advance;   // the floats of a line by which a group moves on
} ck_weave;

// A line of input, and for each of one or two rows of output, for each vector of
// a period and each tap, its ck_lanes weights. All lines have the same length.
typedef struct {
  const float *input;
  const float *weights[2];
  ptrdiff_t length;  // the floats that may be read
} ck_woven_line;

// For each of `length` floats, a whole number of groups and at least a period, of
// one or two rows that the same lines reach: the sum of input value times weight
// over the lines and their taps in order.
void ck_weave_rows(
    ck_instructions instructions, const ck_weave *weave, const ck_woven_line *lines,
    ptrdiff_t line_count, float *const outputs[2], ptrdiff_t rows, ptrdiff_t length);

// Writes a matrix of the given rows and columns transposed. A step is the
// distance between neighbouring rows of a matrix, in floats.
void ck_transpose(
    const float *source, ptrdiff_t source_step, float *target, ptrdiff_t target_step,
    ptrdiff_t rows, ptrdiff_t columns);

#endif
