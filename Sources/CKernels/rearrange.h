// Floats in another order, which repeats.

static void rearrange(
    const ck_pattern *pattern, const float *source, int64_t source_length, float *target,
    int64_t length) {
  const ck_move *end = pattern->moves + pattern->move_count;
  int64_t done = 0;
  int64_t from = 0;
  while (done < length) {
    const ck_move *move = pattern->moves;
    for (int64_t x = 0; x < pattern->period && done + x < length; x += LANES) {
      int whole = done + x + LANES <= length;
      vec value = 0;
      for (; move < end && move->target == x; move++) {
        if (from + move->source + LANES > source_length) whole = 0;
        if (whole) value = moved(value, load(source + from + move->source), move);
      }
      if (whole) {
        store(target + done + x, value);
        continue;
      }
      for (int64_t i = x; i < x + LANES && done + i < length; i++) {
        target[done + i] = source[from + pattern->sources[i]];
      }
    }
    done += pattern->period;
    from += pattern->advance;
  }
}
