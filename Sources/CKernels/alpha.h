// Alpha, the last of 2 or 4 channels.

static void premultiply(float *pixels, int64_t count, int64_t channels, float maximum) {
  if (channels == 4) {
    for (int64_t n = 0; n < count; n++) {
      pixel colours = load_pixel(pixels + 4 * n);
      pixel shares = (pixel)(colours[3] / maximum);
      shares[3] = 1;
      *(unaligned_pixel *)(pixels + 4 * n) = colours * shares;
    }
  } else {
    for (int64_t n = 0; n < count; n++) pixels[2 * n] *= pixels[2 * n + 1] / maximum;
  }
}

// What a colour is divided by. Close to opaque it is 1, so that the rounding of
// alpha's sum does not touch opaque colours.
static inline __attribute__((always_inline)) float divisor(float alpha, float maximum) {
  float share = alpha / maximum;
  return share > 1 - 0x1p-20f && share < 1 + 0x1p-20f ? 1 : share;
}

static void unpremultiply(
    float *pixels, int64_t count, int64_t channels, float maximum, float threshold) {
  if (channels == 4) {
    for (int64_t n = 0; n < count; n++) {
      pixel colours = load_pixel(pixels + 4 * n);
      float alpha = colours[3];
      pixel shares = (pixel)divisor(alpha, maximum);
      pixel straight = alpha > threshold ? colours / shares : (pixel)0;
      straight[3] = alpha;
      *(unaligned_pixel *)(pixels + 4 * n) = straight;
    }
  } else {
    for (int64_t n = 0; n < count; n++) {
      float alpha = pixels[2 * n + 1];
      pixels[2 * n] = alpha > threshold ? pixels[2 * n] / divisor(alpha, maximum) : 0;
    }
  }
}

// What is seen of pixels with premultiplied colours in front of a background.
static inline __attribute__((always_inline)) void flatten_pixel(
    const float *from, float *to, const int64_t channels, const int64_t colours, float maximum,
    const float *background) {
  float rest = 1 - from[channels - 1] / maximum;
  float seen[3];
  for (int64_t c = 0; c < colours; c++) {
    seen[c] = __builtin_fmaf(rest, background[c], from[channels == 4 ? c : 0]);
  }
  memcpy(to, seen, (size_t)colours * sizeof(float));
}

static void flatten(
    float *pixels, int64_t count, int64_t channels, int64_t colours, float maximum,
    const float *background) {
  if (channels == 4) {
    for (int64_t n = 0; n < count; n++) {
      flatten_pixel(pixels + 4 * n, pixels + 3 * n, 4, 3, maximum, background);
    }
  } else if (colours == 1) {
    for (int64_t n = 0; n < count; n++) {
      flatten_pixel(pixels + 2 * n, pixels + n, 2, 1, maximum, background);
    }
  } else {
    // The last one first: three floats take more room than two.
    for (int64_t n = count - 1; n >= 0; n--) {
      flatten_pixel(pixels + 2 * n, pixels + 3 * n, 2, 3, maximum, background);
    }
  }
}
