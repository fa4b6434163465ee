/* Signed integers of 1, 2 or 4 bytes in a tensor whose width is known at run time. */
#ifndef TWINBIT_ELEMENTS_H
#define TWINBIT_ELEMENTS_H

#include "twinbit_common.h"

static inline int32_t twinbit_get(const void *tensor, int32_t i, uint8_t width)
{
    if (width == 1) {
        return ((const int8_t *)tensor)[i];
    }
    return width == 2 ? ((const int16_t *)tensor)[i] : ((const int32_t *)tensor)[i];
}

/* What does not fit loses its upper bytes. */
static inline void twinbit_put(void *tensor, int32_t i, uint8_t width, int32_t value)
{
    if (width == 1) {
        ((int8_t *)tensor)[i] = (int8_t)value;
    } else if (width == 2) {
        ((int16_t *)tensor)[i] = (int16_t)value;
    } else {
        ((int32_t *)tensor)[i] = value;
    }
}

#endif
