// Comparing rows of two pictures.

#ifndef CK_COMPARING_H
#define CK_COMPARING_H

#include "convolution.h"

// The sums of the differences of samples, and of their squares.
typedef struct {
  uint64_t absolute, squares;
} ck_difference_sums;

// What the differences of `count` < 2^31 samples of either row sum to. Raises largest[i] to
// that of its samples.
ck_difference_sums ck_sum_differences(
    ck_instructions instructions, const uint16_t *one, const uint16_t *other, ptrdiff_t count,
    uint16_t *largest);

// The sum of the squared differences of 299 red, 587 green and 114 blue. The colours of
// either row lie `plane` apart. Sums of 1024 pixels are exact, those of them are rounded
// from the first to the last.
double ck_sum_luma_squares(
    ck_instructions instructions, const uint16_t *one, const uint16_t *other, ptrdiff_t plane,
    ptrdiff_t count);

// How many of `count` numbers are not 0, and the largest of them.
ptrdiff_t ck_count_marked(
    ck_instructions instructions, const uint16_t *numbers, ptrdiff_t count, uint16_t *largest);

// Spreads pixels of one to four bytes out, a plane for each channel. Planes lie `plane`
// numbers apart.
void ck_spread_bytes(
    ck_instructions instructions, const uint8_t *pixels, ptrdiff_t channels, ptrdiff_t count,
    uint16_t *planes, ptrdiff_t plane);

#endif
