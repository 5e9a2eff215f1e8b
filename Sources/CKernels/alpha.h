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
