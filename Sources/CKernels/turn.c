#include <string.h>

#include "CKernels.h"

// Copies are of a size that the compiler knows, so that each is a move or two.
#define FOR_PIXELS_OF(bytes, action) \
  switch (bytes) {                   \
  case 1: action(1); break;          \
  case 2: action(2); break;          \
  case 3: action(3); break;          \
  case 4: action(4); break;          \
  case 6: action(6); break;          \
  case 8: action(8); break;          \
  }

static inline void mirror(uint8_t *row, ptrdiff_t count, ptrdiff_t size) {
  uint8_t pixel[8];
  for (uint8_t *left = row, *right = row + (count - 1) * size; left < right;
       left += size, right -= size) {
    memcpy(pixel, left, size);
    memcpy(left, right, size);
    memcpy(right, pixel, size);
  }
}

void ck_mirror_row(uint8_t *row, ptrdiff_t count, ptrdiff_t pixel_bytes) {
#define MIRROR(size) mirror(row, count, size)
  FOR_PIXELS_OF(pixel_bytes, MIRROR)
#undef MIRROR
}

static inline void turn_rows(const ck_turn *turn, ptrdiff_t size) {
  for (ptrdiff_t column = 0; column < turn->columns; column++) {
    const uint8_t *input = turn->input + column * size;
    uint8_t *output = turn->output + column * turn->output_row_step;
    for (ptrdiff_t row = 0; row < turn->rows; row++) {
      memcpy(output, input, size);
      input += turn->input_row_bytes;
      output += turn->output_pixel_step;
    }
  }
}

void ck_turn_rows(const ck_turn *turn, ptrdiff_t pixel_bytes) {
#define TURN(size) turn_rows(turn, size)
  FOR_PIXELS_OF(pixel_bytes, TURN)
#undef TURN
}
