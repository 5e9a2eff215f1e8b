// The inner loop of least squares: sums of products in whole numbers, exact.

#ifndef CK_FITTING_H
#define CK_FITTING_H

#include "convolution.h"

// The numbers of a column, of which each has at most 4080 as its magnitude, so that
// the products of two columns sum to less than 2^31.
enum { CK_GRAM_COUNT = 128 };

// Adds to sums[a * columns + b], for each a <= b, `weight` times the sum of the products
// of columns a and b. Columns of CK_GRAM_COUNT numbers lie one after the other.
void ck_add_gram(
    ck_instructions instructions, const int16_t *numbers, ptrdiff_t columns, int64_t weight,
    int64_t *sums);

#endif
