// Floats in another order, which repeats.

static inline __attribute__((always_inline)) void rearrange_periods(
    const ck_pattern *pattern, const int64_t moves, const float *source, float *target,
    int64_t periods) {
  const int64_t period = pattern->period;
  const int64_t advance = pattern->advance;
  const ck_move *all = pattern->moves;
  for (int64_t n = 0; n < periods; n++) {
    const ck_move *move = all;
    for (int64_t x = 0; x < period; x += LANES) {
      vec value = 0;
      if (moves == 2) {
        value = moved_pair(load(source + move[0].source), load(source + move[1].source), move);
        move += 2;
      } else {
        for (int64_t m = 0; m < moves; m++, move++) {
          value = moved(value, load(source + move->source), move);
        }
      }
      store(target + x, value);
    }
    source += advance;
    target += period;
  }
}

static void rearrange(
    const ck_pattern *pattern, const float *source, int64_t source_length, float *target,
    int64_t length) {
  int64_t moves = pattern->moves_per_vector;
  int64_t periods = length / pattern->period;
  int64_t readable = (source_length - pattern->reach) / pattern->advance + 1;
  if (source_length < pattern->reach) readable = 0;
  if (readable < periods) periods = readable;
  switch (moves) {
    case 1: rearrange_periods(pattern, 1, source, target, periods); break;
    case 2: rearrange_periods(pattern, 2, source, target, periods); break;
    case 3: rearrange_periods(pattern, 3, source, target, periods); break;
    default: rearrange_periods(pattern, moves, source, target, periods);
  }
  for (int64_t n = periods; n * pattern->period < length; n++) {
    int64_t left = length - n * pattern->period;
    int64_t count = left < pattern->period ? left : pattern->period;
    for (int64_t i = 0; i < count; i++) {
      target[n * pattern->period + i] = source[n * pattern->advance + pattern->sources[i]];
    }
  }
}
