#include "internal.h"

#include <stdlib.h>

struct cco_inks {
  cmsContext context;
  cmsHTRANSFORM transform;
};

// Without optimisation Little CMS computes each colour as the profile says. With
// it, it interpolates between 17 shades of each ink, four times faster and up to
// 18 levels off.
static cmsHTRANSFORM create_transform(
    cmsContext context, const uint8_t *profile, size_t count) {
  cmsHPROFILE inks = open_profile(context, profile, count, cmsSigCmykData);
  if (inks == NULL) return NULL;
  cmsHPROFILE srgb = cmsCreate_sRGBProfileTHR(context);
  cmsHTRANSFORM transform = NULL;
  if (srgb != NULL) {
    transform = cmsCreateTransformTHR(
        context, inks, TYPE_CMYK_8_REV, srgb, TYPE_RGB_16, INTENT_RELATIVE_COLORIMETRIC,
        cmsFLAGS_BLACKPOINTCOMPENSATION | cmsFLAGS_NOOPTIMIZE);
    cmsCloseProfile(srgb);
  }
  cmsCloseProfile(inks);
  return transform;
}

cco_inks *cco_inks_create(const uint8_t *profile, size_t count, cco_failure *failure) {
  cmsContext context = create_context(failure);
  if (context == NULL) return NULL;
  cco_inks *inks = malloc(sizeof *inks);
  cmsHTRANSFORM transform = inks == NULL ? NULL : create_transform(context, profile, count);
  if (transform == NULL) {
    set_reason(failure, "it has no conversion");
    cmsDeleteContext(context);
    free(inks);
    return NULL;
  }
  // The failure belongs to the caller of this function alone.
  cmsSetLogErrorHandlerTHR(context, NULL);
  inks->context = context;
  inks->transform = transform;
  return inks;
}

void cco_inks_convert(
    const cco_inks *inks, const uint8_t *samples, uint16_t *rgb, size_t pixels) {
  cmsDoTransform(inks->transform, samples, rgb, (cmsUInt32Number)pixels);
}

void cco_inks_destroy(cco_inks *inks) {
  if (inks == NULL) return;
  cmsDeleteTransform(inks->transform);
  cmsDeleteContext(inks->context);
  free(inks);
}
