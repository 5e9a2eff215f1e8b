#include "CColour.h"

#include <lcms2.h>

int cco_version(void) { return cmsGetEncodedCMMversion(); }
