#ifndef CKERNELS_H
#define CKERNELS_H

#include "convolution.h"
#include "fitting.h"
#include "pictures.h"

#endif
