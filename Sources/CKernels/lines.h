// Lines of pictures. A pixel is a vector of four floats, whatever its channels.

typedef float pixel __attribute__((ext_vector_type(4)));
typedef pixel unaligned_pixel __attribute__((aligned(4), may_alias));

static inline __attribute__((always_inline)) pixel load_pixel(const float *from) {
  return *(const unaligned_pixel *)from;
}

static void combine_rows(
    const float *rows, int64_t distance, const float *weights, int64_t taps, float *output,
    int64_t count) {
  int64_t x = 0;
  // Several sums at a time hide the latency of the additions.
  for (; x + 4 * LANES <= count; x += 4 * LANES) {
    vec sums[4] = {0, 0, 0, 0};
    for (int64_t tap = 0; tap < taps; tap++) {
      const float *row = rows + tap * distance + x;
      for (int v = 0; v < 4; v++) {
        sums[v] = MULTIPLY_ADD(load(row + v * LANES), (vec)weights[tap], sums[v]);
      }
    }
    for (int v = 0; v < 4; v++) store(output + x + v * LANES, sums[v]);
  }
  for (; x < count; x += LANES) {
    int64_t lanes = count - x < LANES ? count - x : LANES;
    vec sum = 0;
    for (int64_t tap = 0; tap < taps; tap++) {
      sum = MULTIPLY_ADD(load_lanes(rows + tap * distance + x, lanes), (vec)weights[tap], sum);
    }
    store_lanes(output + x, sum, lanes);
  }
}

// Once the compiler knows the taps and the channels, the inner loop vanishes.
static inline __attribute__((always_inline)) void combine_columns_of(
    const ck_line *line, const float *weights, const int64_t taps, const int64_t channels) {
  const float *input = line->input;
  float *output = line->output;
  for (int64_t n = 0; n < line->count; n++) {
    pixel sum = 0;
    for (int64_t tap = 0; tap < taps; tap++) {
      sum = MULTIPLY_ADD(load_pixel(input + tap * channels), (pixel)weights[tap], sum);
    }
    memcpy(output, &sum, (size_t)channels * sizeof(float));
    input += line->input_step;
    output += line->output_step;
  }
}

static inline __attribute__((always_inline)) void combine_taps(
    const ck_line *line, const float *weights, int64_t taps, const int64_t channels) {
  switch (taps) {
    case 1: combine_columns_of(line, weights, 1, channels); break;
    case 2: combine_columns_of(line, weights, 2, channels); break;
    case 4: combine_columns_of(line, weights, 4, channels); break;
    case 6: combine_columns_of(line, weights, 6, channels); break;
    default: combine_columns_of(line, weights, taps, channels);
  }
}

static void combine_columns(
    const ck_line *line, const float *weights, int64_t taps, int64_t channels) {
  switch (channels) {
    case 1: combine_taps(line, weights, taps, 1); break;
    case 2: combine_taps(line, weights, taps, 2); break;
    case 3: combine_taps(line, weights, taps, 3); break;
    default: combine_taps(line, weights, taps, 4);
  }
}

static void filter_columns(const ck_line *line, const ck_filter *filter) {
  const int64_t vectors = filter->mixed > 0 ? filter->mixed : 1;
  for (int64_t n = 0; n < line->count; n++) {
    const float *weights = filter->weights;
    pixel sum = 0;
    for (int64_t row = 0; row < filter->rows; row++) {
      const float *input = line->input + n * line->input_step + row * filter->row_distance;
      for (int64_t column = 0; column < filter->columns; column++) {
        if (filter->mixed == 0) {
          sum = MULTIPLY_ADD(load_pixel(input), load_pixel(weights), sum);
        }
        for (int64_t channel = 0; channel < filter->mixed; channel++) {
          sum = MULTIPLY_ADD((pixel)input[channel], load_pixel(weights + 4 * channel), sum);
        }
        input += filter->input_channels;
        weights += 4 * vectors;
      }
    }
    memcpy(
        line->output + n * line->output_step, &sum,
        (size_t)filter->output_channels * sizeof(float));
  }
}
