/* A walk over the elements of a tensor along some of its dimensions. */
#ifndef TWINBIT_PLACES_H
#define TWINBIT_PLACES_H

#include "twinbit_common.h"

#define TWINBIT_MAX_PLACE_DIMS 8

/* Where the walk is: an offset, in the unit of the strides, and the index in each dimension. Starts with all zeros. */
typedef struct {
    int32_t offset;
    int32_t index[TWINBIT_MAX_PLACE_DIMS];
} twinbit_place;

/* Goes on to the next element, the last dimension first; 0 behind the last one, where the walk is at its start again. */
static inline int twinbit_advance(
    twinbit_place *place, const TWINBIT_FLASH int32_t *dims, const TWINBIT_FLASH int32_t *strides, int32_t rank)
{
    int32_t d;
    for (d = rank - 1; d >= 0; d--) {
        place->offset += strides[d];
        place->index[d]++;
        if (place->index[d] < dims[d]) {
            return 1;
        }
        place->offset -= dims[d] * strides[d];
        place->index[d] = 0;
    }
    return 0;
}

#endif
