#include "png_order.h"

#include <stddef.h>
#include <string.h>

bool is_named(const uint8_t header[8], const char *name) {
  return memcmp(header + 4, name, 4) == 0;
}

// Whether the name is four letters: of others libpng complains itself.
static bool has_letters(const uint8_t header[8]) {
  for (int i = 4; i < 8; i++) {
    if ((header[i] | 0x20) < 'a' || (header[i] | 0x20) > 'z') return false;
  }
  return true;
}

static const char *broken_rule(const struct png_order *order, const uint8_t header[8]) {
  if (!has_letters(header)) return NULL;
  if (!order->has_begun && !is_named(header, "IHDR")) {
    return "it stands before IHDR, which has to be the first chunk";
  }
  if (!order->has_passed_pixels) return NULL;
  if (is_named(header, "IDAT")) {
    return order->has_late_chunks ? "it stands behind other chunks than the pixels'" : NULL;
  }
  if (is_named(header, "PLTE") || is_named(header, "tRNS")) {
    return "it stands behind the pixels, before which it has to be";
  }
  bool is_known = is_named(header, "IHDR") || is_named(header, "IEND");
  bool is_critical = (header[4] & 0x20) == 0;
  return is_critical && !is_known ? "a critical chunk that PNG does not know" : NULL;
}

const char *note_chunk(struct png_order *order, const uint8_t header[8]) {
  const char *rule = broken_rule(order, header);
  order->has_begun = true;
  if (is_named(header, "IDAT")) {
    order->has_passed_pixels = true;
  } else if (order->has_passed_pixels && !is_named(header, "IEND")) {
    order->has_late_chunks = true;
  }
  return rule;
}
