// Rows whose neighbouring pixels belong to different phases, written in order.

// Some periods of one or two rows. Where `clamped`, the lines may end before a
// vector does.
static void weave_periods(
    const ck_weave *weave, const ck_woven_line *lines, int64_t line_count, int64_t rows,
    int clamped, int64_t source, float *const outputs[2], int64_t place, int64_t periods) {
  for (int64_t n = 0; n < periods; n++) {
    for (int64_t v = 0; v < weave->vectors; v++) {
      vec sums[2] = {0, 0};
      int64_t from = source + weave->sources[v];
      for (int64_t l = 0; l < line_count; l++) {
        int64_t left = lines[l].length - from;
        vec values = clamped && left < LANES ? load_lanes(lines[l].input + from, left)
                                             : load(lines[l].input + from);
        for (int64_t t = 0; t < weave->taps; t++) {
          int64_t weights = (v * weave->taps + t) * LANES;
          vec value = picked(values, load_numbers(weave->lanes + weights));
          for (int64_t r = 0; r < rows; r++) {
            sums[r] = MULTIPLY_ADD(value, load(lines[l].weights[r] + weights), sums[r]);
          }
        }
      }
      for (int64_t r = 0; r < rows; r++) store(outputs[r] + place + v * LANES, sums[r]);
    }
    source += weave->advance;
    place += weave->vectors * LANES;
  }
}

// The same for few vectors, taps and lines, with their numbers, `rows` and
// `clamped` constant: lanes and weights are read once, into registers as far as
// those go.
static inline __attribute__((always_inline)) void weave_few(
    const int vectors, const int taps, const int line_count, const int rows, const int clamped,
    const ck_weave *weave, const ck_woven_line *lines, int64_t source, float *const outputs[2],
    int64_t place, int64_t periods) {
  mask lanes[12];
  vec weights[2][4][12];
  int64_t sources[3];
  const float *inputs[4];
  for (int v = 0; v < vectors; v++) sources[v] = weave->sources[v];
  for (int i = 0; i < vectors * taps; i++) {
    lanes[i] = load_numbers(weave->lanes + i * LANES);
    for (int l = 0; l < line_count; l++) {
      for (int r = 0; r < rows; r++) weights[r][l][i] = load(lines[l].weights[r] + i * LANES);
    }
  }
  for (int l = 0; l < line_count; l++) inputs[l] = lines[l].input;
  float *first = outputs[0] + place;
  float *second = rows > 1 ? outputs[1] + place : 0;
  int64_t advance = weave->advance, length = lines[0].length;
  for (int64_t n = 0; n < periods; n++) {
    for (int v = 0; v < vectors; v++) {
      vec sums[2] = {0, 0};
      int64_t from = source + sources[v], left = length - from;
      for (int l = 0; l < line_count; l++) {
        vec values = clamped && left < LANES ? load_lanes(inputs[l] + from, left)
                                             : load(inputs[l] + from);
        for (int t = 0; t < taps; t++) {
          vec value = picked(values, lanes[v * taps + t]);
          for (int r = 0; r < rows; r++) {
            sums[r] = MULTIPLY_ADD(value, weights[r][l][v * taps + t], sums[r]);
          }
        }
      }
      store(first + v * LANES, sums[0]);
      if (rows > 1) store(second + v * LANES, sums[1]);
    }
    source += advance;
    first += vectors * LANES;
    if (rows > 1) second += vectors * LANES;
  }
}

#define WEAVE(vectors_, taps_, lines_)                                                      \
  case (vectors_) * 100 + (taps_) * 10 + (lines_):                                          \
    if (rows > 1) {                                                                         \
      weave_few(                                                                            \
          vectors_, taps_, lines_, 2, clamped, weave, lines, source, outputs, place,        \
          periods);                                                                         \
    } else {                                                                                \
      weave_few(                                                                            \
          vectors_, taps_, lines_, 1, clamped, weave, lines, source, outputs, place,        \
          periods);                                                                         \
    }                                                                                       \
    return;

// Inlined with `clamped` constant.
static inline __attribute__((always_inline)) void weave_some(
    const int clamped, const ck_weave *weave, const ck_woven_line *lines, int64_t line_count,
    int64_t rows, int64_t source, float *const outputs[2], int64_t place, int64_t periods) {
  if (periods == 0) return;
  if (weave->taps < 10 && line_count < 10) {
    switch (weave->vectors * 100 + weave->taps * 10 + line_count) {
      WEAVE(1, 2, 2) WEAVE(3, 2, 2) WEAVE(1, 4, 4) WEAVE(3, 4, 4)
    }
  }
  weave_periods(weave, lines, line_count, rows, clamped, source, outputs, place, periods);
}

static void weave_rows(
    const ck_weave *weave, const ck_woven_line *lines, int64_t line_count,
    float *const outputs[2], int64_t rows, int64_t length) {
  int64_t period = weave->vectors * LANES;
  int64_t periods = length / period;
  int64_t readable = (lines[0].length - weave->reach) / weave->advance + 1;
  if (lines[0].length < weave->reach) readable = 0;
  int64_t whole = readable < periods ? readable : periods;
  weave_some(0, weave, lines, line_count, rows, 0, outputs, 0, whole);
  int64_t source = whole * weave->advance;
  weave_some(
      1, weave, lines, line_count, rows, source, outputs, whole * period, periods - whole);
  if (periods * period == length) return;
  // The last period overlaps the one before, and writes the same there.
  int64_t last = length - period;
  source = last / weave->group * weave->group_advance;
  weave_some(1, weave, lines, line_count, rows, source, outputs, last, 1);
}
