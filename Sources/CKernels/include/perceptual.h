// The inner loops of measures of how different two pictures look.
//
// Where the order of operations is told, it belongs to the measure: pictures that are nearly
// alike differ by little more than what is rounded. Nothing here checks its arguments.

#ifndef CK_PERCEPTUAL_H
#define CK_PERCEPTUAL_H

#include "convolution.h"

// The floats by which rows are longer than their pixels at least: zeros.
#define CK_ROW_SLACK 16

// The pixels whose sums are kept apart, as many in every instruction set.
#define CK_SUM_LANES 16

// Turns codes of sRGB, 0 to 1, into light of as much, where they stand.
void ck_srgb_to_light(ck_instructions instructions, float *codes, ptrdiff_t count);

// Turns `count` pixels of light, red, green and blue, into X, Y and B of XYB, each moved and
// scaled to lie within 0 and 1: 14 X + 0.42, Y + 0.01 and B - Y + 0.55.
void ck_light_to_xyb(
    ck_instructions instructions, const float *const light[3], float *const xyb[3],
    ptrdiff_t count);

// The mean of two pixels of either row for each of `count` outputs. Of a row of an odd number
// of pixels, `width`, the last one counts twice.
void ck_halve_rows(
    ck_instructions instructions, const float *upper, const float *lower, float *output,
    ptrdiff_t width);

// A Gaussian as the sum of three oscillators that are cut off where they are zero, after
// D. Charalampidis, "Recursive Implementation of the Gaussian Filter Using Truncated Cosine
// Functions", IEEE Transactions on Signal Processing 64 (14), 2016:
//   y[n] = gain (x[n - radius - 1] + x[n + radius - 1]) - turn y[n - 1] - y[n - 2].
typedef struct {
  ptrdiff_t radius;
  float gain[3];
  float turn[3];
  // The same for four outputs from the four inputs that reach them and the two outputs before
  // them: output j adds up gains[j - i] times input i, `before` and `last`.
  float gains[3][4];
  float before[3][4];
  float last[3][4];
} ck_oscillators;

// Smooths rows of `count` pixels, of which those beyond the ends are zero: of `other`, unless it
// is null, times `one`. Rows are `distance` floats apart, those of the output
// `output_distance`; radius + 1 zeros lie before them and CK_ROW_SLACK behind them.
//
// The first 8 pixels and the last are made one by one, the others by fours.
void ck_smooth_rows(
    ck_instructions instructions, const ck_oscillators *oscillators, const float *one,
    const float *other, ptrdiff_t distance, float *output, ptrdiff_t output_distance,
    ptrdiff_t rows, ptrdiff_t count);

// Smooths columns on: `above` and `below` are the rows radius + 1 above and radius - 1 below
// each of the outputs. `state` holds what the oscillators came to in six rows of floats, zero at
// first. `count` is a multiple of CK_SUM_LANES.
void ck_smooth_columns(
    ck_instructions instructions, const ck_oscillators *oscillators, const float *const *above,
    const float *const *below, ptrdiff_t rows, float *state, ptrdiff_t state_distance,
    float *output, ptrdiff_t output_distance, ptrdiff_t count);

// What is smoothed of a row of two pictures: both, their squares, and their product.
typedef struct {
  const float *one, *other;
  const float *one_square, *other_square;
  const float *product;
} ck_moments;

// Adds up the errors of structure of `count` pixels, one minus the similarity, and their fourth
// powers. Behind the pixels are zeros up to the next multiple of CK_SUM_LANES.
void ck_structure_errors(
    ck_instructions instructions, const ck_moments *moments, ptrdiff_t count, double sums[2]);

// Adds up how much the second picture departs from its smoothed self where the first does not,
// the fourth powers of that, and the same where the first does and the second does not.
void ck_edge_errors(
    ck_instructions instructions, const float *one, const float *other,
    const ck_moments *smoothed, ptrdiff_t count, double sums[4]);

// Turns `count` pixels of light, red, green and blue, into YCxCz, the linear form of CIELAB.
void ck_light_to_ycxcz(
    ck_instructions instructions, const float *const light[3], float *const opponents[3],
    ptrdiff_t count);

// A row of two pictures as the eye sees it, after P. Andersson and others, "FLIP: A Difference
// Evaluator for Alternating Images", Proceedings of the ACM on Computer Graphics and Interactive
// Techniques 3 (2), 2020.
typedef struct {
  const float *colours[2][3];   // of each picture Y, Cx and Cz, smoothed
  const float *features[2][4];  // its first derivatives along x and y, and its second ones
} ck_flip_row;

// Distances of colours, bent.
typedef struct {
  float largest;  // that of green and blue, which becomes 1
  float knee;     // what becomes 0.95
} ck_flip_distances;

// The sum of the errors of `count` pixels. Behind them is the same in both pictures up to the
// next multiple of CK_SUM_LANES.
double ck_flip_errors(
    ck_instructions instructions, const ck_flip_row *row, const ck_flip_distances *distances,
    ptrdiff_t count);

#endif
