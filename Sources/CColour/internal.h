#ifndef CCOLOUR_INTERNAL_H
#define CCOLOUR_INTERNAL_H

#include <lcms2.h>

#include "CColour.h"

/// A context whose errors go to a failure, which must outlive its use, or NULL
/// without memory. The first error stays: it is the cause of the others.
cmsContext create_context(cco_failure *failure);

/// Opens a profile of a device's colours in a colour space, or returns NULL.
cmsHPROFILE open_profile(
    cmsContext context, const uint8_t *bytes, size_t count, cmsColorSpaceSignature space);

/// Whether the x and y of white, red, green and blue are those of light.
bool are_colours(const double chromaticities[8]);

/// Says what is wrong, unless something was said already.
void set_reason(cco_failure *failure, const char *message);

#endif
