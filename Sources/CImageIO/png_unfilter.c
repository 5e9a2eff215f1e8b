#include "png_unfilter.h"

#include <stdbool.h>
#include <string.h>

// The numbers that stand before filtered rows.
enum { NONE, SUB, UP, AVERAGE, PAETH };

// The pixels of two rows, of at most four bytes each, or one of at most eight. Predictions
// are made of whole numbers of 16 bits, in which sums of three bytes have room.
typedef uint8_t bytes __attribute__((ext_vector_type(8)));
typedef int16_t lanes __attribute__((ext_vector_type(8)));

// Inlined where the number of bytes is known, so that these become single instructions.
#define ALWAYS static inline __attribute__((always_inline))

ALWAYS lanes load(const uint8_t *from, size_t count) {
  bytes pixel = 0;
  memcpy(&pixel, from, count);
  return __builtin_convertvector(pixel, lanes);
}

ALWAYS void store(lanes pixel, uint8_t *to, size_t count) {
  bytes low = __builtin_convertvector(pixel, bytes);
  memcpy(to, &low, count);
}

ALWAYS lanes low_byte(lanes pixel) { return pixel & 255; }

// Here and below a is the pixel to the left, b the one above, c the one above to the left.
ALWAYS lanes predict_average(lanes a, lanes b) { return (a + b) >> 1; }

ALWAYS lanes predict_paeth(lanes a, lanes b, lanes c) {
  lanes to_a = b - c, to_b = a - c;
  lanes to_c = __builtin_elementwise_abs(to_a + to_b);
  to_a = __builtin_elementwise_abs(to_a);
  to_b = __builtin_elementwise_abs(to_b);
  lanes b_or_c = to_b <= to_c ? b : c;
  return ((to_a <= to_b) & (to_a <= to_c)) ? a : b_or_c;
}

ALWAYS lanes predict(int filter, lanes a, lanes b, lanes c) {
  switch (filter) {
  case SUB: return a;
  case AVERAGE: return predict_average(a, b);
  default: return predict_paeth(a, b, c);
  }
}

// A row whose pixels depend on those to the left. As long as eight bytes are left of the
// row, four or eight are moved at a time: those behind a pixel are made good by the next.
ALWAYS void undo(
    int filter, const uint8_t *x, const uint8_t *above, uint8_t *row, size_t row_bytes,
    const size_t pixel_bytes) {
  const size_t wide = pixel_bytes <= 4 ? 4 : 8;
  lanes a = 0, c = 0;
  size_t i = 0;
  for (; i + 8 <= row_bytes; i += pixel_bytes) {
    lanes b = load(above + i, wide);
    a = low_byte(load(x + i, wide) + predict(filter, a, b, c));
    c = b;
    store(a, row + i, wide);
  }
  for (; i < row_bytes; i += pixel_bytes) {
    lanes b = load(above + i, pixel_bytes);
    a = low_byte(load(x + i, pixel_bytes) + predict(filter, a, b, c));
    c = b;
    store(a, row + i, pixel_bytes);
  }
}

ALWAYS lanes join(lanes upper, lanes lower) {
  return __builtin_shufflevector(upper, lower, 0, 1, 2, 3, 8, 9, 10, 11);
}

// A pixel of an upper row, and the one before it of the row below.
struct pair {
  lanes a, b;
};

ALWAYS struct pair next_pair(struct pair last, lanes x, lanes above) {
  // What is above the lower pixel was made in the step before.
  lanes b = join(above, last.a);
  return (struct pair){low_byte(x + predict_paeth(last.a, b, last.b)), b};
}

ALWAYS lanes lower_half(lanes pixels) { return pixels.s45674567; }

// Two rows by Paeth's filter, the lower one a pixel behind. Each pixel waits for the one
// to its left, so that two rows take little longer than one. x and row are the upper row's.
ALWAYS void undo_pair(
    const uint8_t *x, const uint8_t *above, uint8_t *row, size_t row_bytes,
    const size_t pixel_bytes) {
  const uint8_t *lower_x = x + row_bytes + 1 - pixel_bytes;
  uint8_t *lower = row + row_bytes - pixel_bytes;
  // Of the first pixel, what is above is the prediction.
  lanes first = load(above, pixel_bytes);
  struct pair last = {join(low_byte(load(x, pixel_bytes) + first), (lanes)0), join(first, (lanes)0)};
  store(last.a, row, pixel_bytes);
  size_t i = pixel_bytes;
  for (; i + 8 <= row_bytes; i += pixel_bytes) {
    last = next_pair(last, join(load(x + i, 4), load(lower_x + i, 4)), load(above + i, 4));
    store(last.a, row + i, 4);
    store(lower_half(last.a), lower + i, 4);
  }
  for (; i < row_bytes; i += pixel_bytes) {
    last = next_pair(
        last, join(load(x + i, pixel_bytes), load(lower_x + i, pixel_bytes)),
        load(above + i, pixel_bytes));
    store(last.a, row + i, pixel_bytes);
    store(lower_half(last.a), lower + i, pixel_bytes);
  }
  last = next_pair(last, join((lanes)0, load(lower_x + i, pixel_bytes)), (lanes)0);
  store(lower_half(last.a), lower + i, pixel_bytes);
}

static void undo_up(
    const uint8_t *restrict x, const uint8_t *restrict above, uint8_t *restrict row,
    size_t row_bytes) {
  for (size_t i = 0; i < row_bytes; i++) row[i] = (uint8_t)(x[i] + above[i]);
}

// Undoes one row's filter, or Paeth's of two rows. Returns the rows done, or 0 where PNG
// knows no such filter.
ALWAYS size_t undo_next(
    const uint8_t *filtered, bool is_last, size_t row_bytes, const size_t pixel_bytes,
    const uint8_t *above, uint8_t *row) {
  const uint8_t *x = filtered + 1;
  switch (filtered[0]) {
  case NONE: memcpy(row, x, row_bytes); return 1;
  case SUB: undo(SUB, x, above, row, row_bytes, pixel_bytes); return 1;
  case UP: undo_up(x, above, row, row_bytes); return 1;
  case AVERAGE: undo(AVERAGE, x, above, row, row_bytes, pixel_bytes); return 1;
  case PAETH:
    if (pixel_bytes <= 4 && !is_last && x[row_bytes] == PAETH) {
      undo_pair(x, above, row, row_bytes, pixel_bytes);
      return 2;
    }
    undo(PAETH, x, above, row, row_bytes, pixel_bytes);
    return 1;
  default: return 0;
  }
}

ALWAYS size_t undo_rows(
    const uint8_t *filtered, size_t count, size_t row_bytes, const size_t pixel_bytes,
    const uint8_t *above, uint8_t *rows) {
  size_t y = 0, done;
  for (; y < count; y += done) {
    uint8_t *row = rows + y * row_bytes;
    done = undo_next(
        filtered + y * (row_bytes + 1), y + 1 == count, row_bytes, pixel_bytes,
        y == 0 ? above : row - row_bytes, row);
    if (done == 0) break;
  }
  return y;
}

size_t unfilter_rows(
    const uint8_t *filtered, size_t count, size_t row_bytes, size_t pixel_bytes,
    const uint8_t *above, uint8_t *rows) {
  switch (pixel_bytes) {
  case 1: return undo_rows(filtered, count, row_bytes, 1, above, rows);
  case 2: return undo_rows(filtered, count, row_bytes, 2, above, rows);
  case 3: return undo_rows(filtered, count, row_bytes, 3, above, rows);
  case 4: return undo_rows(filtered, count, row_bytes, 4, above, rows);
  case 6: return undo_rows(filtered, count, row_bytes, 6, above, rows);
  default: return undo_rows(filtered, count, row_bytes, 8, above, rows);
  }
}
