// The distance of colours in OKLab, in double precision and with the same bits from every
// instruction set.

#ifndef CK_COLOURS_H
#define CK_COLOURS_H

#include "convolution.h"

enum {
  // The steps of the table of cube roots from 0 to 1.
  CK_ROOT_STEPS = 4096,
};

typedef struct {
  // The light of each sample, 0 to 1.
  const double *light;
  // The cube roots of n / CK_ROOT_STEPS, for n up to CK_ROOT_STEPS + 1.
  const double *roots;
  // How three cones respond to red, to green and to blue light: to all of it with 1 each.
  double response[3][3];
  // The largest distance of colours that are alike.
  double tolerance;
} ck_colour_distance;

// Sets for each pixel whether its colours in two pictures lie farther apart than the tolerance.
// Each picture is three lines of samples.
void ck_colours_differ(
    ck_instructions instructions, const ck_colour_distance *distance,
    const uint16_t *const one[3], const uint16_t *const other[3], ptrdiff_t count,
    uint8_t *differ);

#endif
