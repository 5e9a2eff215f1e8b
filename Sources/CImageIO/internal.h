#ifndef CIMAGEIO_INTERNAL_H
#define CIMAGEIO_INTERNAL_H

#include <CUpsampleSystem.h>

#include "CImageIO.h"

/// Fills in a failure without pass and position. The text is cut to fit, and bytes that would not print
/// on one line become question marks.
void set_failure(cio_failure *failure, cio_cause cause, int error_number, int64_t row,
                 const char *message);

#endif
