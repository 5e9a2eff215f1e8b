#ifndef CKERNELS_H
#define CKERNELS_H

#include "banks.h"
#include "colours.h"
#include "comparing.h"
#include "convolution.h"
#include "fitting.h"
#include "perceptual.h"
#include "pictures.h"
#include "winograd.h"

#endif
