// Rows whose neighbouring pixels belong to different phases, written in order.

// Some periods of a row. Where `clamped`, the lines may end before a vector does.
static inline __attribute__((always_inline)) void weave_periods(
    const int64_t vectors, const int64_t taps, const int64_t line_count, const int clamped,
    const ck_weave *weave, const ck_woven_line *lines, int64_t source, float *restrict output,
    int64_t periods) {
  for (int64_t n = 0; n < periods; n++) {
    for (int64_t v = 0; v < vectors; v++) {
      vec sum = 0;
      int64_t from = source + weave->sources[v];
      for (int64_t l = 0; l < line_count; l++) {
        int64_t left = lines[l].length - from;
        vec values = clamped && left < LANES ? load_lanes(lines[l].input + from, left)
                                             : load(lines[l].input + from);
        for (int64_t t = 0; t < taps; t++) {
          int64_t place = (v * taps + t) * LANES;
          vec value = picked(values, weave->lanes + place);
          sum = MULTIPLY_ADD(value, load(lines[l].weights + place), sum);
        }
      }
      store(output + v * LANES, sum);
    }
    source += weave->advance;
    output += vectors * LANES;
  }
}

#define WEAVE(vectors_, taps_, lines_)                                                 \
  case (vectors_) * 100 + (taps_) * 10 + (lines_):                                     \
    weave_periods(vectors_, taps_, lines_, 0, weave, lines, source, output, periods);  \
    return;

static void weave_whole(
    const ck_weave *weave, const ck_woven_line *lines, int64_t line_count, int64_t source,
    float *output, int64_t periods) {
  if (weave->taps < 10 && line_count < 10) {
    switch (weave->vectors * 100 + weave->taps * 10 + line_count) {
      WEAVE(1, 2, 2) WEAVE(3, 2, 2) WEAVE(1, 4, 4) WEAVE(3, 4, 4)
    }
  }
  weave_periods(
      weave->vectors, weave->taps, line_count, 0, weave, lines, source, output, periods);
}

static void weave_row(
    const ck_weave *weave, const ck_woven_line *lines, int64_t line_count, float *output,
    int64_t length) {
  int64_t period = weave->vectors * LANES;
  int64_t periods = length / period;
  int64_t readable = (lines[0].length - weave->reach) / weave->advance + 1;
  if (lines[0].length < weave->reach) readable = 0;
  int64_t whole = readable < periods ? readable : periods;
  weave_whole(weave, lines, line_count, 0, output, whole);
  weave_periods(
      weave->vectors, weave->taps, line_count, 1, weave, lines, whole * weave->advance,
      output + whole * period, periods - whole);
  if (periods * period == length) return;
  // The last period overlaps the one before, and writes the same there.
  int64_t last = length - period;
  weave_periods(
      weave->vectors, weave->taps, line_count, 1, weave, lines,
      last / weave->group * weave->group_advance, output + last, 1);
}
