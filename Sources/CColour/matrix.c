#include "internal.h"

#include <lcms2_plugin.h>
#include <math.h>

// The columns are the light of each primary, relative to D50.
static bool read_primaries(cmsHPROFILE profile, cmsMAT3 *matrix) {
  static const cmsTagSignature tags[] = {
      cmsSigRedColorantTag, cmsSigGreenColorantTag, cmsSigBlueColorantTag};
  for (int primary = 0; primary < 3; primary++) {
    const cmsCIEXYZ *light = cmsReadTag(profile, tags[primary]);
    if (light == NULL) return false;
    matrix->v[0].n[primary] = light->X;
    matrix->v[1].n[primary] = light->Y;
    matrix->v[2].n[primary] = light->Z;
  }
  return true;
}

bool are_colours(const double chromaticities[8]) {
  for (const double *c = chromaticities; c < chromaticities + 8; c += 2) {
    // Light without luminance, or more of it than there is, is none. The blue of
    // ProPhoto has but 0.0001.
    if (!(c[0] >= 0 && c[0] <= 1 && c[1] >= 0.00001 && c[1] <= 1)) return false;
  }
  return true;
}

static bool make_primaries(
    cmsContext context, const double chromaticities[8], cmsMAT3 *matrix) {
  if (!are_colours(chromaticities)) return false;
  const double *c = chromaticities;
  cmsCIExyY white = {c[0], c[1], 1};
  cmsCIExyYTRIPLE primaries = {{c[2], c[3], 1}, {c[4], c[5], 1}, {c[6], c[7], 1}};
  cmsToneCurve *linear = cmsBuildGamma(context, 1);
  if (linear == NULL) return false;
  cmsToneCurve *curves[] = {linear, linear, linear};
  cmsHPROFILE profile = cmsCreateRGBProfileTHR(context, &white, &primaries, curves);
  cmsFreeToneCurve(linear);
  if (profile == NULL) return false;
  bool done = read_primaries(profile, matrix);
  cmsCloseProfile(profile);
  return done;
}

bool cco_matrix_to_srgb(const double chromaticities[8], float matrix[9]) {
  static const double srgb[] = {0.3127, 0.3290, 0.64, 0.33, 0.30, 0.60, 0.15, 0.06};
  cmsContext context = create_context(NULL);
  if (context == NULL) return false;
  cmsMAT3 from, to, back, whole;
  bool done = make_primaries(context, chromaticities, &from) &&
              make_primaries(context, srgb, &to) && _cmsMAT3inverse(&to, &back);
  cmsDeleteContext(context);
  if (!done) return false;
  _cmsMAT3per(&whole, &back, &from);
  for (int i = 0; i < 9; i++) {
    matrix[i] = (float)whole.v[i / 3].n[i % 3];
    if (!(fabsf(matrix[i]) <= 1000)) return false;
  }
  return true;
}
