/* Kernels that only move bytes. */
#ifndef TWINBIT_LAYOUT_H
#define TWINBIT_LAYOUT_H

#include "twinbit_common.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * A strided copy: for all indices within dims, bytes from in + start + sum(index[k] * strides[k]) on go to
 * out + sum(index[k] * out_strides[k]). A stride of the input may be negative, or 0; rank 0 is a plain copy.
 */
typedef struct {
    const TWINBIT_FLASH int32_t *dims;
    const TWINBIT_FLASH int32_t *strides;
    const TWINBIT_FLASH int32_t *out_strides;
    int32_t rank;
    int32_t start;
    int32_t bytes;
} twinbit_copying;

void twinbit_copy(const TWINBIT_FLASH twinbit_copying *step, const int8_t *in, int8_t *out);

/* GATHER: in (batches, outer, size) and indices (batches, picked) to out (batches, outer, picked), all of some bytes. */
typedef struct {
    int32_t batches;
    int32_t outer;
    int32_t size;
    int32_t picked;
    int32_t bytes;
} twinbit_gathering;

/* 0 for an index that is not in 0 to size - 1. */
int twinbit_gather(
    const TWINBIT_FLASH twinbit_gathering *step, const int8_t *in, const int32_t *indices, int8_t *out);

/*
 * GATHER_ND: each of the picked rows of indices names the bytes that begin at sum(index[k] * strides[k]); a single index may be
 * beyond its dimension.
 */
typedef struct {
    const TWINBIT_FLASH int32_t *strides;
    int32_t rank;
    int32_t picked;
    int32_t input_bytes;
    int32_t bytes;
} twinbit_gathering_nd;

/* 0 for a row that names what is not in the input. */
int twinbit_gather_nd(
    const TWINBIT_FLASH twinbit_gathering_nd *step, const int8_t *in, const int32_t *indices, int8_t *out);

#ifdef __cplusplus
}
#endif

#endif
