#include "twinbit_layers.h"

#define ALIGNMENT_BYTES 8

uint32_t twinbit_crc32(const void *content, int32_t bytes)
{
    const uint8_t *at = content;
    uint32_t crc = 0xFFFFFFFFu;
    int32_t i;
    int bit;
    for (i = 0; i < bytes; i++) {
        crc ^= at[i];
        for (bit = 0; bit < 8; bit++) {
            crc = (crc >> 1) ^ (0xEDB88320u & (0u - (crc & 1u)));
        }
    }
    return ~crc;
}

int twinbit_is_aligned(const void *pointer)
{
    return pointer && (uintptr_t)pointer % ALIGNMENT_BYTES == 0;
}
