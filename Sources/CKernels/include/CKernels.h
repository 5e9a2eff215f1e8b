#ifndef CKERNELS_H
#define CKERNELS_H

#include "convolution.h"
#include "pictures.h"

#endif
