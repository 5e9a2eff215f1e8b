#ifndef CIMAGEIO_JPEG_ENCODING_H
#define CIMAGEIO_JPEG_ENCODING_H

#include "CImageIO.h"

// jpeglib.h needs it before.
#include <stdio.h>

#include <jpeglib.h>

/// Tells how the file is compressed whose header was read.
void describe_encoding(
    const struct jpeg_decompress_struct *jpeg, cio_jpeg_encoding *encoding);

/// Has a file compressed in that way, apart from its colour space.
void keep_encoding(struct jpeg_compress_struct *jpeg, const cio_jpeg_encoding *encoding);

#endif
