#include "internal.h"

#include <lcms2_plugin.h>
#include <math.h>
#include <stdlib.h>

struct cco_light {
  cmsContext context;
  cmsHTRANSFORM transform;
};

// The chromaticities of sRGB's white and of its primaries as profiles of sRGB have them, of which
// the light was rounded.
static const double srgb[] = {0.3127,      0.3290,      0.639998686, 0.330010138,
                              0.300003784, 0.600003357, 0.150002046, 0.059997204};
static const double srgb_curve[] = {2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045};
static const double straight_curve[] = {1, 1, 0, 1, 0};

// A profile as it is read from a file: numbers are rounded to what a file holds. Closes the
// other one.
static cmsHPROFILE as_from_file(cmsContext context, cmsHPROFILE profile) {
  cmsUInt32Number size = 0;
  void *bytes = NULL;
  cmsHPROFILE read = NULL;
  if (cmsSaveProfileToMem(profile, NULL, &size)) bytes = malloc(size);
  if (bytes != NULL && cmsSaveProfileToMem(profile, bytes, &size)) {
    read = cmsOpenProfileFromMemTHR(context, bytes, size);
  }
  free(bytes);
  cmsCloseProfile(profile);
  return read;
}

// A number as JPEG XL's software writes it in a profile: rounded, up below zero.
static double rounded(double number) { return trunc(number * 65536 + 0.5) / 65536; }

// The light of red, green and blue relative to D50, by the x and y of white and each of them.
static bool adapt_primaries(const double chromaticities[8], cmsCIEXYZ primaries[3]) {
  const double *c = chromaticities;
  cmsVEC3 columns[3], light, shares;
  for (int i = 0; i < 3; i++) {
    double x = c[2 * i + 2], y = c[2 * i + 3];
    _cmsVEC3init(&columns[i], x / y, 1, (1 - x - y) / y);
  }
  cmsMAT3 matrix;
  for (int row = 0; row < 3; row++) {
    _cmsVEC3init(&matrix.v[row], columns[0].n[row], columns[1].n[row], columns[2].n[row]);
  }
  cmsCIEXYZ white = {c[0] / c[1], 1, (1 - c[0] - c[1]) / c[1]};
  _cmsVEC3init(&light, white.X, white.Y, white.Z);
  if (!_cmsMAT3solve(&shares, &matrix, &light)) return false;
  // D50 as ASTM E308 has it.
  static const cmsCIEXYZ d50 = {0.96422, 1, 0.82521};
  for (int i = 0; i < 3; i++) {
    double s = shares.n[i];
    cmsCIEXYZ own = {s * columns[i].n[0], s * columns[i].n[1], s * columns[i].n[2]};
    cmsCIEXYZ *adapted = &primaries[i];
    if (!cmsAdaptToIlluminant(adapted, &white, &d50, &own)) return false;
    adapted->X = rounded(adapted->X);
    adapted->Y = rounded(adapted->Y);
    adapted->Z = rounded(adapted->Z);
  }
  return true;
}

static bool write_colours(
    cmsHPROFILE profile, const double chromaticities[8], const cmsToneCurve *curve) {
  cmsCIEXYZ primaries[3];
  return adapt_primaries(chromaticities, primaries) &&
         cmsWriteTag(profile, cmsSigMediaWhitePointTag, cmsD50_XYZ()) &&
         cmsWriteTag(profile, cmsSigRedColorantTag, &primaries[0]) &&
         cmsWriteTag(profile, cmsSigGreenColorantTag, &primaries[1]) &&
         cmsWriteTag(profile, cmsSigBlueColorantTag, &primaries[2]) &&
         cmsWriteTag(profile, cmsSigRedTRCTag, curve) &&
         cmsWriteTag(profile, cmsSigGreenTRCTag, curve) &&
         cmsWriteTag(profile, cmsSigBlueTRCTag, curve);
}

// A profile of gray, or of red, green and blue.
static cmsHPROFILE make_profile(
    cmsContext context, int channels, const double chromaticities[8], const double parameters[5]) {
  cmsToneCurve *curve = cmsBuildParametricToneCurve(context, 4, parameters);
  cmsHPROFILE profile = curve == NULL ? NULL : cmsCreateProfilePlaceholder(context);
  bool done = profile != NULL;
  if (done) {
    cmsSetProfileVersion(profile, 4.3);
    cmsSetDeviceClass(profile, cmsSigDisplayClass);
    cmsSetPCS(profile, cmsSigXYZData);
    cmsSetColorSpace(profile, channels == 1 ? cmsSigGrayData : cmsSigRgbData);
    done = channels == 1 ? cmsWriteTag(profile, cmsSigMediaWhitePointTag, cmsD50_XYZ()) &&
                               cmsWriteTag(profile, cmsSigGrayTRCTag, curve)
                         : write_colours(profile, chromaticities, curve);
  }
  if (curve != NULL) cmsFreeToneCurve(curve);
  if (profile == NULL) return NULL;
  if (!done) {
    cmsCloseProfile(profile);
    return NULL;
  }
  return as_from_file(context, profile);
}

static const cmsUInt32Number flags =
    cmsFLAGS_NOCACHE | cmsFLAGS_BLACKPOINTCOMPENSATION | cmsFLAGS_HIGHRESPRECALC;

// The X, Y and Z of a profile's colours.
static cmsHTRANSFORM to_xyz(cmsContext context, cmsHPROFILE profile, int channels) {
  cmsHPROFILE xyz = cmsCreateXYZProfileTHR(context);
  if (xyz == NULL) return NULL;
  cmsHTRANSFORM transform = cmsCreateTransformTHR(
      context, profile, channels == 1 ? TYPE_GRAY_DBL : TYPE_RGB_DBL, xyz, TYPE_XYZ_DBL,
      INTENT_RELATIVE_COLORIMETRIC, flags | cmsFLAGS_NOOPTIMIZE);
  cmsCloseProfile(xyz);
  return transform;
}

// Whether colours evenly spread from nearly black to nearly white are the same by both.
static bool are_alike(cmsHTRANSFORM one, cmsHTRANSFORM other, int channels) {
  int steps = channels == 1 ? 40 : 5, all = channels == 1 ? steps : steps * steps * steps;
  for (int n = 0; n < all; n++) {
    double codes[3], light[3], other_light[3];
    for (int c = 0, rest = n; c < channels; c++, rest /= steps) {
      codes[c] = 0.001 + (double)(rest % steps) / steps;
    }
    cmsDoTransform(one, codes, light, 1);
    cmsDoTransform(other, codes, other_light, 1);
    for (int c = 0; c < 3; c++) {
      // What files round comes to less.
      if (!(fabs(light[c] - other_light[c]) <= 2e-4)) return false;
    }
  }
  return true;
}

static bool describes_srgb(cmsContext context, cmsHPROFILE profile, int channels) {
  cmsHPROFILE usual = make_profile(context, channels, srgb, srgb_curve);
  cmsHTRANSFORM own = to_xyz(context, profile, channels);
  cmsHTRANSFORM usual_one = usual == NULL ? NULL : to_xyz(context, usual, channels);
  bool same = own != NULL && usual_one != NULL && are_alike(own, usual_one, channels);
  if (own != NULL) cmsDeleteTransform(own);
  if (usual_one != NULL) cmsDeleteTransform(usual_one);
  if (usual != NULL) cmsCloseProfile(usual);
  return same;
}

// The conversion from colours of a profile, which is closed. Frees the context on failure.
static cco_light *convert_from(cmsContext context, cmsHPROFILE codes, int channels) {
  cmsHPROFILE light = make_profile(context, channels, srgb, straight_curve);
  cmsHTRANSFORM transform = NULL;
  if (codes != NULL && light != NULL) {
    cmsUInt32Number type = channels == 1 ? TYPE_GRAY_FLT : TYPE_RGB_FLT;
    // Without a cache several threads may convert at once.
    transform = cmsCreateTransformTHR(
        context, codes, type, light, type, INTENT_RELATIVE_COLORIMETRIC, flags);
  }
  if (codes != NULL) cmsCloseProfile(codes);
  if (light != NULL) cmsCloseProfile(light);
  cco_light *made = transform == NULL ? NULL : malloc(sizeof *made);
  if (made == NULL) {
    if (transform != NULL) cmsDeleteTransform(transform);
    cmsDeleteContext(context);
    return NULL;
  }
  made->context = context;
  made->transform = transform;
  return made;
}

cco_light *cco_light_of_profile(const uint8_t *profile, size_t count, int channels) {
  cmsContext context = create_context(NULL);
  if (context == NULL) return NULL;
  cmsHPROFILE codes =
      open_profile(context, profile, count, channels == 1 ? cmsSigGrayData : cmsSigRgbData);
  if (codes != NULL && describes_srgb(context, codes, channels)) {
    cmsCloseProfile(codes);
    codes = NULL;
  }
  return convert_from(context, codes, channels);
}

cco_light *cco_light_of_chromaticities(
    const double chromaticities[8], const double curve[5], int channels) {
  cmsContext context = create_context(NULL);
  if (context == NULL) return NULL;
  const double *told = chromaticities == NULL ? srgb : chromaticities;
  cmsHPROFILE codes = are_colours(told) ? make_profile(context, channels, told, curve) : NULL;
  return convert_from(context, codes, channels);
}

void cco_light_convert(const cco_light *light, const float *codes, float *output, size_t pixels) {
  cmsDoTransform(light->transform, codes, output, (cmsUInt32Number)pixels);
}

void cco_light_destroy(cco_light *light) {
  if (light == NULL) return;
  cmsDeleteTransform(light->transform);
  cmsDeleteContext(light->context);
  free(light);
}
