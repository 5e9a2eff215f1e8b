#include "internal.h"

#include <stdlib.h>

struct cco_colours {
  cmsContext context;
  cmsHTRANSFORM transform;
};

// The colours by which pictures are compared.
static cmsHPROFILE create_common_profile(cmsContext context) {
  static const cmsCIExyY white = {0.3127, 0.3290, 1};
  static const cmsCIExyYTRIPLE primaries = {
      {0.708, 0.292, 1}, {0.170, 0.797, 1}, {0.131, 0.046, 1}};
  static const double srgb[] = {2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045};
  cmsToneCurve *curve = cmsBuildParametricToneCurve(context, 4, srgb);
  if (curve == NULL) return NULL;
  cmsToneCurve *curves[] = {curve, curve, curve};
  cmsHPROFILE profile = cmsCreateRGBProfileTHR(context, &white, &primaries, curves);
  cmsFreeToneCurve(curve);
  return profile;
}

static cmsHPROFILE create_light_profile(
    cmsContext context, const double chromaticities[8], const float *light) {
  const double *c = chromaticities;
  cmsCIExyY white = {c[0], c[1], 1};
  cmsCIExyYTRIPLE primaries = {{c[2], c[3], 1}, {c[4], c[5], 1}, {c[6], c[7], 1}};
  cmsToneCurve *curve = cmsBuildTabulatedToneCurveFloat(context, CCO_CURVE_POINTS, light);
  if (curve == NULL) return NULL;
  cmsToneCurve *curves[] = {curve, curve, curve};
  cmsHPROFILE profile = cmsCreateRGBProfileTHR(context, &white, &primaries, curves);
  cmsFreeToneCurve(curve);
  return profile;
}

static cco_colours *create_conversion(
    cmsContext context, cmsHPROFILE profile, cmsUInt32Number format, cmsUInt32Number flags) {
  cmsHPROFILE common = create_common_profile(context);
  cco_colours *colours = malloc(sizeof *colours);
  cmsHTRANSFORM transform = NULL;
  if (common != NULL && colours != NULL) {
    transform = cmsCreateTransformTHR(
        context, profile, format, common, TYPE_RGB_16, INTENT_RELATIVE_COLORIMETRIC,
        cmsFLAGS_NOOPTIMIZE | flags);
  }
  if (common != NULL) cmsCloseProfile(common);
  if (transform == NULL) {
    free(colours);
    return NULL;
  }
  // The failure belongs to the caller of this function alone.
  cmsSetLogErrorHandlerTHR(context, NULL);
  colours->context = context;
  colours->transform = transform;
  return colours;
}

// Takes the context and the profile over.
static cco_colours *finish(
    cmsContext context, cmsHPROFILE profile, cmsUInt32Number format, cmsUInt32Number flags,
    cco_failure *failure) {
  cco_colours *colours =
      profile == NULL ? NULL : create_conversion(context, profile, format, flags);
  if (profile != NULL) cmsCloseProfile(profile);
  if (colours == NULL) {
    set_reason(failure, "it has no conversion");
    cmsDeleteContext(context);
  }
  return colours;
}

cco_colours *cco_colours_create(
    const uint8_t *profile, size_t count, int channels, cco_failure *failure) {
  cmsContext context = create_context(failure);
  if (context == NULL) return NULL;
  if (channels == 1) {
    return finish(
        context, open_profile(context, profile, count, cmsSigGrayData), TYPE_GRAY_16, 0, failure);
  }
  if (channels == 3) {
    return finish(
        context, open_profile(context, profile, count, cmsSigRgbData), TYPE_RGB_16, 0, failure);
  }
  return finish(
      context, open_profile(context, profile, count, cmsSigCmykData), TYPE_CMYK_16_REV,
      cmsFLAGS_BLACKPOINTCOMPENSATION, failure);
}

cco_colours *cco_colours_of_light(
    const double chromaticities[8], const float *light, cco_failure *failure) {
  cmsContext context = create_context(failure);
  if (context == NULL) return NULL;
  return finish(
      context, create_light_profile(context, chromaticities, light), TYPE_RGB_16, 0, failure);
}

void cco_colours_convert(
    const cco_colours *colours, const uint16_t *samples, uint16_t *rgb, size_t pixels) {
  cmsDoTransform(colours->transform, samples, rgb, (cmsUInt32Number)pixels);
}

void cco_colours_destroy(cco_colours *colours) {
  if (colours == NULL) return;
  cmsDeleteTransform(colours->transform);
  cmsDeleteContext(colours->context);
  free(colours);
}
