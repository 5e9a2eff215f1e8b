// Winograd's minimal filtering of 4x4 outputs by 3x3 taps: a tile of outputs follows from
// one product for each pair of channels and each of 36 places, where direct sums take 144.
//
// With Y = A' [(G g G') * (B' d B)] A, where d are the tile's 6x6 inputs and g the taps, these
// are the transforms of g, d and Y. They evaluate polynomials at 0, +-1/sqrt 2, +-sqrt 2 and
// infinity, the points that round least.

#ifndef CK_WINOGRAD_H
#define CK_WINOGRAD_H

#include "convolution.h"

// The outputs on a side of a tile, the inputs on a side that reach them, and the places of
// products.
#define CK_TILE 4
#define CK_TILE_INPUTS 6
#define CK_TILE_PLACES (CK_TILE_INPUTS * CK_TILE_INPUTS)

// Transforms 3x3 taps of one input channel, output channel by output channel, to weights for
// each place, computed in double precision and rounded once. The weights of a place are filled
// up with zeros to whole vectors. Steps are in floats.
void ck_winograd_weights(
    ck_instructions instructions, const float *taps, ptrdiff_t tap_step, ptrdiff_t channels,
    float *places, ptrdiff_t place_step);

// Transforms 6x6 pixels, channel by channel, to numbers for each place in row-major order.
// Steps are in floats.
void ck_winograd_inputs(
    ck_instructions instructions, const float *pixels, ptrdiff_t row_step, ptrdiff_t channels,
    float *places, ptrdiff_t place_step);

// The pixels of a tile that are written: rows and columns from the first up to the end.
typedef struct {
  float *output;  // the first pixel that is written
  ptrdiff_t row_step;
  ptrdiff_t first_row, end_row;
  ptrdiff_t first_column, end_column;
} ck_tile;

// Transforms sums of products for each place to a tile of pixels next to each other in their
// rows. `finish`, if it is not null, begins with the first channel.
void ck_winograd_outputs(
    ck_instructions instructions, const float *places, ptrdiff_t place_step, ptrdiff_t channels,
    const ck_tile *tile, const ck_finish *finish);

#endif
