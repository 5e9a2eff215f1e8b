#include "internal.h"

// A curve while it is sampled.
typedef struct sampling {
  /// The light of the codes n / 65535.
  float *light;
  /// The first code that is not sampled yet.
  int code;
  /// The table's entries from one end to the other.
  double length;
  /// The point where the last line ended: a place among the entries and its light.
  double place, value;
} sampling;

// Samples the line from where the last one ended.
static void line_to(sampling *curve, double place, double value) {
  for (; curve->code < CCO_CURVE_POINTS; curve->code++) {
    double x = curve->code * curve->length / (CCO_CURVE_POINTS - 1);
    if (x > place) break;
    double share = place > curve->place ? (x - curve->place) / (place - curve->place) : 1;
    double light = curve->value + (value - curve->value) * share;
    curve->light[curve->code] = (float)(light / 65535);
  }
  curve->place = place;
  curve->value = value;
}

enum { LARGEST_ROUNDED_STEP = 8 };

// Samples lines between the entries of a table, without rounding to its 16 bits.
//
// Entries that are equal to their neighbours, and close to the next, were rounded
// to be so: all but their middle is left out, so that each code has a light of
// its own.
static void sample_table(const uint16_t *entries, int count, float *light) {
  sampling curve = {light, 0, count - 1, 0, entries[0]};
  for (int first = 0, end; first < count; first = end) {
    for (end = first + 1; end < count && entries[end] == entries[first];) end++;
    int step = end < count ? entries[end] - entries[first] : 0;
    bool is_rounded = step > 0 && step <= LARGEST_ROUNDED_STEP;
    double middle = first == 0 ? 0 : (first + end - 1) / 2.0;
    line_to(&curve, is_rounded ? middle : first, entries[first]);
    if (!is_rounded) line_to(&curve, end - 1, entries[first]);
  }
}

static void sample(const cmsToneCurve *curve, float *light) {
  if (cmsGetToneCurveParametricType(curve) == 0) {
    int count = (int)cmsGetToneCurveEstimatedTableEntries(curve);
    sample_table(cmsGetToneCurveEstimatedTable(curve), count, light);
    return;
  }
  for (int code = 0; code < CCO_CURVE_POINTS; code++) {
    light[code] = cmsEvalToneCurveFloat(curve, (float)code / (CCO_CURVE_POINTS - 1));
  }
}

static bool sample_curves(
    cmsHPROFILE profile, int channels, float *light, cco_failure *failure) {
  static const cmsTagSignature gray[] = {cmsSigGrayTRCTag};
  static const cmsTagSignature rgb[] = {cmsSigRedTRCTag, cmsSigGreenTRCTag, cmsSigBlueTRCTag};
  for (int channel = 0; channel < channels; channel++) {
    const cmsToneCurve *curve = cmsReadTag(profile, (channels == 1 ? gray : rgb)[channel]);
    if (curve == NULL) {
      set_reason(failure, "it has no tone curves");
      return false;
    }
    sample(curve, light + channel * CCO_CURVE_POINTS);
  }
  return true;
}

bool cco_tone_curves(
    const uint8_t *profile, size_t count, int channels, float *light, cco_failure *failure) {
  cmsContext context = create_context(failure);
  if (context == NULL) return false;
  cmsHPROFILE opened =
      open_profile(context, profile, count, channels == 1 ? cmsSigGrayData : cmsSigRgbData);
  bool done = opened != NULL && sample_curves(opened, channels, light, failure);
  if (opened != NULL) cmsCloseProfile(opened);
  cmsDeleteContext(context);
  return done;
}
