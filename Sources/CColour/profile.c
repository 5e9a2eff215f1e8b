#include "internal.h"

#include <lcms2_plugin.h>
#include <stdio.h>
#include <stdlib.h>

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

// Little CMS reserves what a table claims to hold before it reads it. A profile
// has 16 MB at most, of which no honest table becomes larger than this.
enum { LARGEST_ALLOCATION = 64 << 20 };

static void *allocate(cmsContext context, cmsUInt32Number size) {
  (void)context;
  return size > LARGEST_ALLOCATION ? NULL : malloc(size);
}

static void release(cmsContext context, void *memory) {
  (void)context;
  free(memory);
}

static void *reallocate(cmsContext context, void *memory, cmsUInt32Number size) {
  (void)context;
  return size > LARGEST_ALLOCATION ? NULL : realloc(memory, size);
}

cmsContext create_context(cco_failure *failure) {
  if (failure != NULL) failure->message[0] = 0;
  cmsPluginMemHandler memory = {
      .base = {.Magic = cmsPluginMagicNumber,
               .ExpectedVersion = 2000,
               .Type = cmsPluginMemHandlerSig},
      .MallocPtr = allocate,
      .FreePtr = release,
      .ReallocPtr = reallocate};
  cmsContext context = cmsCreateContext(&memory, failure);
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
