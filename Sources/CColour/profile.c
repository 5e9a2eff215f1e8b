#include "internal.h"

#include <stdio.h>
#include <string.h>

void set_reason(cco_failure *failure, const char *message) {
  if (failure == NULL || failure->message[0] != 0) return;
  snprintf(failure->message, sizeof failure->message, "%s", message);
  for (char *c = failure->message; *c != 0; c++) {
    if (*c < ' ' || *c > '~') *c = '?';
  }
}

static void log_error(cmsContext context, cmsUInt32Number code, const char *text) {
  (void)code;
  set_reason(cmsGetContextUserData(context), text);
}

cmsContext create_context(cco_failure *failure) {
  if (failure != NULL) failure->message[0] = 0;
  cmsContext context = cmsCreateContext(NULL, failure);
  if (context == NULL) {
    set_reason(failure, "out of memory");
  } else {
    cmsSetLogErrorHandlerTHR(context, log_error);
  }
  return context;
}

static bool describes_device(cmsHPROFILE profile) {
  switch (cmsGetDeviceClass(profile)) {
  case cmsSigInputClass:
  case cmsSigDisplayClass:
  case cmsSigOutputClass:
  case cmsSigColorSpaceClass:
    return true;
  default:
    return false;
  }
}

cmsHPROFILE open_profile(
    cmsContext context, const uint8_t *bytes, size_t count, cmsColorSpaceSignature space) {
  cco_failure *failure = cmsGetContextUserData(context);
  cmsHPROFILE profile =
      count > UINT32_MAX ? NULL : cmsOpenProfileFromMemTHR(context, bytes, (cmsUInt32Number)count);
  if (profile == NULL) {
    set_reason(failure, "not a profile");
    return NULL;
  }
  if (cmsGetColorSpace(profile) != space || !describes_device(profile)) {
    set_reason(failure, "it describes other colours");
    cmsCloseProfile(profile);
    return NULL;
  }
  return profile;
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
    for (int code = 0; code < CCO_CURVE_POINTS; code++) {
      light[channel * CCO_CURVE_POINTS + code] = cmsEvalToneCurveFloat(curve, code / 65535.0f);
    }
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
