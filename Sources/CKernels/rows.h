// Rows of pixels whose channels are not mixed: depthwise convolution and
// pooling. Pixels that lie next to each other are one long row of floats.

static inline __attribute__((always_inline)) void depthwise_vectors(
    const int vectors, const float *input, float *output, const ck_tap *taps, int64_t tap_count,
    const float *weights) {
  vec sums[4];
  for (int v = 0; v < vectors; v++) sums[v] = (vec)0;
  for (const ck_tap *tap = taps; tap < taps + tap_count; tap++) {
    for (int v = 0; v < vectors; v++) {
      vec value = load(input + tap->input + v * LANES);
      sums[v] = MULTIPLY_ADD(value, load(weights + tap->weights + v * LANES), sums[v]);
    }
  }
  for (int v = 0; v < vectors; v++) store(output + v * LANES, sums[v]);
}

static inline __attribute__((always_inline)) void depthwise_stretch(
    const float *input, float *output, int64_t length, const ck_tap *taps, int64_t tap_count,
    const float *weights) {
  int64_t x = 0;
  for (; x + 4 * LANES <= length; x += 4 * LANES) {
    depthwise_vectors(4, input + x, output + x, taps, tap_count, weights + x);
  }
  for (; x + LANES <= length; x += LANES) {
    depthwise_vectors(1, input + x, output + x, taps, tap_count, weights + x);
  }
  if (x == length) return;
  vec sum = 0;
  for (const ck_tap *tap = taps; tap < taps + tap_count; tap++) {
    vec value = load_lanes(input + tap->input + x, length - x);
    sum = MULTIPLY_ADD(value, load_lanes(weights + tap->weights + x, length - x), sum);
  }
  store_lanes(output + x, sum, length - x);
}

// A row in which the weights of few taps repeat every few vectors, so that they
// stay in registers.
static inline __attribute__((always_inline)) void depthwise_repeating(
    const int vectors, const int64_t tap_count, const ck_row *row, const ck_tap *taps,
    const float *weights) {
  const float *inputs[9];
  vec repeating[9][3];
  float *output = row->output;
  for (int64_t t = 0; t < tap_count; t++) {
    inputs[t] = row->input + taps[t].input;
    for (int v = 0; v < vectors; v++) {
      repeating[t][v] = load(weights + taps[t].weights + v * LANES);
    }
  }
  int64_t length = row->pixels * row->channels;
  int64_t x = 0;
  for (; x + vectors * LANES <= length; x += vectors * LANES) {
    for (int v = 0; v < vectors; v++) {
      vec sum = 0;
      for (int64_t t = 0; t < tap_count; t++) {
        sum = MULTIPLY_ADD(load(inputs[t] + x + v * LANES), repeating[t][v], sum);
      }
      store(output + x + v * LANES, sum);
    }
  }
  depthwise_stretch(row->input + x, output + x, length - x, taps, tap_count, weights);
}

#define REPEATING(vectors, taps_)                                    \
  case (vectors) * 10 + (taps_):                                     \
    depthwise_repeating(vectors, taps_, row, taps, weights);         \
    return;

static void depthwise_dense(
    const ck_row *row, const ck_tap *taps, int64_t tap_count, const float *weights,
    int64_t period) {
  int vectors = LANES % row->channels == 0 ? 1 : 3 * LANES % row->channels == 0 ? 3 : 0;
  if (vectors > 0 && tap_count < 10) {
    switch (vectors * 10 + tap_count) {
      REPEATING(1, 1) REPEATING(1, 2) REPEATING(1, 3) REPEATING(1, 4) REPEATING(1, 6)
      REPEATING(1, 9) REPEATING(3, 1) REPEATING(3, 2) REPEATING(3, 3) REPEATING(3, 4)
    }
  }
  int64_t length = row->pixels * row->channels;
  for (int64_t x = 0; x < length; x += period) {
    int64_t stretch = length - x < period ? length - x : period;
    depthwise_stretch(row->input + x, row->output + x, stretch, taps, tap_count, weights);
  }
}

static void depthwise(
    const ck_row *row, const ck_tap *taps, int64_t tap_count, const float *weights,
    int64_t period) {
  if (row->input_step == row->channels && row->output_step == row->channels) {
    depthwise_dense(row, taps, tap_count, weights, period);
    return;
  }
  for (int64_t pixel = 0; pixel < row->pixels; pixel++) {
    depthwise_stretch(
        row->input + pixel * row->input_step, row->output + pixel * row->output_step,
        row->channels, taps, tap_count, weights);
  }
}

// The larger lane of each pair, and NaN where one of them is NaN.
static inline __attribute__((always_inline)) vec larger(vec a, vec b) {
  mask keep = (b <= a) | (a != a);
  return keep ? a : b;
}

static inline __attribute__((always_inline)) void maximum_vectors(
    const int vectors, const float *input, float *output, const ck_tap *taps,
    int64_t tap_count) {
  vec largest[4];
  for (int v = 0; v < vectors; v++) largest[v] = (vec)(-__builtin_inff());
  for (const ck_tap *tap = taps; tap < taps + tap_count; tap++) {
    for (int v = 0; v < vectors; v++) {
      largest[v] = larger(largest[v], load(input + tap->input + v * LANES));
    }
  }
  for (int v = 0; v < vectors; v++) store(output + v * LANES, largest[v]);
}

static inline __attribute__((always_inline)) void maximum_stretch(
    const float *input, float *output, int64_t length, const ck_tap *taps, int64_t tap_count) {
  int64_t x = 0;
  for (; x + 4 * LANES <= length; x += 4 * LANES) {
    maximum_vectors(4, input + x, output + x, taps, tap_count);
  }
  for (; x + LANES <= length; x += LANES) {
    maximum_vectors(1, input + x, output + x, taps, tap_count);
  }
  if (x == length) return;
  vec largest = -__builtin_inff();
  for (const ck_tap *tap = taps; tap < taps + tap_count; tap++) {
    largest = larger(largest, load_lanes(input + tap->input + x, length - x));
  }
  store_lanes(output + x, largest, length - x);
}

static void maximum(const ck_row *row, const ck_tap *taps, int64_t tap_count) {
  int dense = row->input_step == row->channels && row->output_step == row->channels;
  int64_t stretch = dense ? row->pixels * row->channels : row->channels;
  int64_t stretches = dense ? 1 : row->pixels;
  for (int64_t pixel = 0; pixel < stretches; pixel++) {
    maximum_stretch(
        row->input + pixel * row->input_step, row->output + pixel * row->output_step, stretch,
        taps, tap_count);
  }
}
