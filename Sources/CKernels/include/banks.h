// The inner loops of a bank: which kernel each pixel of a line takes, and what it makes.
//
// Nothing here checks its arguments.

#ifndef CK_BANKS_H
#define CK_BANKS_H

#include "convolution.h"

enum {
  // The most pixels that are looked at together.
  CK_BANK_PIXELS = 256,
  // The pixels on every side of one that are looked at.
  CK_BANK_MARGIN = 4,
};

// How a pixel's neighbourhood is folded: the places of the folded square show those of the
// picture's, of which columns or rows are mirrored, after rows and columns have changed
// places. Differences of neighbours change their sign where the neighbourhood is negated.
enum {
  CK_MIRRORED_COLUMNS = 1,
  CK_MIRRORED_ROWS = 2,
  CK_TRANSPOSED = 4,
  CK_NEGATED = 8,
};

// A comparison of a tree: whether a sum of three neighbours and a deviation is above so many
// times another deviation. Neighbours are numbered by rows in the folded 7x7 pixels.
// Deviation 0 is one level, the others are those within so many pixels.
typedef struct {
  int32_t neighbours[3];
  float weights[3];  // whole numbers
  int32_t deviation;
  float deviation_weight;
  int32_t over;
  float threshold;
  int32_t next[2];   // where it is not above and where it is: a node, or -1 less a leaf
} ck_bank_node;

// Pixels of a line next to one another, at most CK_BANK_PIXELS, and all around them.
typedef struct {
  const float *input;    // the first one
  ptrdiff_t count;
  ptrdiff_t channels;    // 1 to 4
  ptrdiff_t distance;    // between lines, in floats
  float luma[3];         // what the first channel, or the first three, have of the luma
} ck_bank_pixels;

// What a pixel takes.
typedef struct {
  uint16_t leaf;
  uint16_t orientation;
} ck_bank_choice;

// The kernels of a bank: of each the taps by rows, and of each tap its phases by rows,
// followed by zeros to a multiple of four.
typedef struct {
  const float *taps;
  ptrdiff_t side;    // the taps along a side
  ptrdiff_t scale;
} ck_leaves;

// Walks down the tree for each pixel.
void ck_choose_leaves(
    ck_instructions instructions, const ck_bank_node *nodes, const ck_bank_pixels *pixels,
    ck_bank_choice *choices);

// Makes of each pixel the scale x scale ones that its kernel tells. Rows of the output lie
// `output_distance` floats apart. A phase's products are summed in four sums, by the tap's
// column: those of columns 0, 4, 8 and so on, and those after them. Four floats can be read
// from every input pixel on.
void ck_apply_leaves(
    ck_instructions instructions, const ck_leaves *leaves, const ck_bank_pixels *pixels,
    const ck_bank_choice *choices, float *output, ptrdiff_t output_distance);

#endif
