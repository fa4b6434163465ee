/*
 * Looking at a network while it runs. Compiled with TWINBIT_CHECK_LAYERS, a network shows each layer's output to
 * twinbit_layer, which the known answers define.
 */
#ifndef TWINBIT_LAYERS_H
#define TWINBIT_LAYERS_H

#include "twinbit_common.h"

#ifdef __cplusplus
extern "C" {
#endif

#ifdef TWINBIT_CHECK_LAYERS
#define TWINBIT_LAYER(number, content, bytes) twinbit_layer(number, content, bytes)
#else
#define TWINBIT_LAYER(number, content, bytes) ((void)0)
#endif

void twinbit_layer(int32_t number, const void *content, int32_t bytes);

/* CRC-32 as in zip and Ethernet: reflected, polynomial 0xEDB88320. */
uint32_t twinbit_crc32(const void *content, int32_t bytes);

/* Whether a pointer is not null and fits every element type. */
int twinbit_is_aligned(const void *pointer);

#ifdef __cplusplus
}
#endif

#endif
