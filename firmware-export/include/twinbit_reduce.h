/* Sums along some dimensions. */
#ifndef TWINBIT_REDUCE_H
#define TWINBIT_REDUCE_H

#include "twinbit_elements.h"
#include "twinbit_places.h"
#include "twinbit_reduction.h"

/* The sum, modulo 2^32, of what comes together from byte at on. */
static inline int32_t twinbit_sum_from(const TWINBIT_FLASH twinbit_reduction *r, const void *in, int32_t at)
{
    const int8_t *first = (const int8_t *)in + at;
    twinbit_place place = {0, {0}};
    int32_t sum = 0;
    do {
        sum = twinbit_wrapping_add(sum, twinbit_get(first + place.offset, 0, r->width));
    } while (twinbit_advance(&place, r->reduced, r->reduced_strides, r->reduced_rank));
    return sum;
}

#endif
