#ifndef CKERNELS_H
#define CKERNELS_H

#include "resample.h"

#endif
