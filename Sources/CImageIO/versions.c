#include "CImageIO.h"

#include <isa-l.h>
#include <png.h>
#include <stdio.h>
#include <zlib.h>
// Behind stdio.h, which it relies on.
#include <jpeglib.h>

#define TEXT_OF(tokens) #tokens
#define TEXT(macro) TEXT_OF(macro)

const char *cio_png_version(void) { return png_get_libpng_ver(NULL); }

const char *cio_zlib_version(void) { return zlibVersion(); }

const char *cio_jpeg_version_built_with(void) { return TEXT(LIBJPEG_TURBO_VERSION); }

const char *cio_isal_version_built_with(void) {
  return TEXT(ISAL_MAJOR_VERSION) "." TEXT(ISAL_MINOR_VERSION) "." TEXT(ISAL_PATCH_VERSION);
}
