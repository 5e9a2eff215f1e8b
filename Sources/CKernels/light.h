// Light to codes: a curve that is read from a table.

// The curve of each lane.
static inline __attribute__((always_inline)) vec on_curve(vec light, const ck_curve *curve) {
  vec above = light > curve->first ? light : (vec)curve->first;
  vec within = above < curve->last ? above : (vec)curve->last;
  // Positive floats are ordered as their bits are, so the upper bits number the
  // nodes and the lower ones say how far behind its node a float lies.
  mask place = (mask)within - (mask)(vec)curve->first;
  mask rest = place & (mask)((1 << curve->shift) - 1);
  vec share = __builtin_convertvector(rest, vec) * (1 / (float)(1 << curve->shift));
  mask node = place >> curve->shift << 1;
  vec code = MULTIPLY_ADD(share, entries(curve->nodes + 1, node), entries(curve->nodes, node));
  vec dark = (light > 0 ? light : (vec)0) * curve->slope;
  return light > curve->first ? code : dark;
}

static void encode_all(float *pixels, int64_t samples, int64_t period, const ck_curve *curve) {
  // Alpha, where there is one, is the last lane of each `period`.
  mask is_alpha = 0;
  for (int lane = 0; lane < LANES; lane++) is_alpha[lane] = lane % period == period - 1 ? -1 : 0;
  if (period == 1) is_alpha = 0;
  for (int64_t x = 0; x < samples; x += LANES) {
    int64_t lanes = samples - x < LANES ? samples - x : LANES;
    vec light = lanes == LANES ? load(pixels + x) : load_lanes(pixels + x, lanes);
    vec code = is_alpha ? light : on_curve(light, curve);
    if (lanes == LANES) {
      store(pixels + x, code);
    } else {
      store_lanes(pixels + x, code, lanes);
    }
  }
}

// One of several channels, LANES pixels at a time.
static void encode_channel(
    float *samples, int64_t count, int64_t channels, const ck_curve *curve) {
  for (int64_t n = 0; n < count; n += LANES) {
    int64_t lanes = count - n < LANES ? count - n : LANES;
    float *first = samples + n * channels;
    float gathered[LANES] = {0};
    for (int64_t lane = 0; lane < lanes; lane++) gathered[lane] = first[lane * channels];
    store(gathered, on_curve(load(gathered), curve));
    for (int64_t lane = 0; lane < lanes; lane++) first[lane * channels] = gathered[lane];
  }
}

static void encode_light(
    float *pixels, int64_t count, int64_t channels, const ck_curve *curves, int64_t curve_count) {
  if (curve_count == 1) {
    // Two and four channels have alpha, and LANES is a multiple of both.
    encode_all(pixels, count * channels, channels % 2 == 0 ? channels : 1, curves);
    return;
  }
  for (int64_t channel = 0; channel < curve_count; channel++) {
    encode_channel(pixels + channel, count, channels, curves + channel);
  }
}
