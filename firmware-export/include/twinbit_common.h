/*
 * What all kernels share: where constants lie, how windows slide over images, how operands meet.
 *
 * Tensors are row-major and little-endian, images (n, h, w, c). Kernels get everything that is known before the first
 * inference in a constant record, a step, in which every number is final; they allocate nothing and keep nothing.
 */
#ifndef TWINBIT_COMMON_H
#define TWINBIT_COMMON_H

#include <stdint.h>

#include "twinbit_config.h"

#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "tensors are little-endian: this target is not supported"
#endif

/*
 * Where steps, weights and tables lie. On AVR, whose flash is not in the address space of data, the named address space
 * __flash (GNU C: -std=gnu99); nothing elsewhere.
 */
#ifdef __FLASH
#define TWINBIT_FLASH __flash
#else
#define TWINBIT_FLASH
#endif

/* Which instructions the kernels for int8 use; all give the same bits. TWINBIT_PLAIN: none but those of C. */
#ifndef TWINBIT_PLAIN
#if defined(__ARM_FEATURE_MVE)
#define TWINBIT_MVE 1
#elif defined(__ARM_FEATURE_DSP) && defined(__ARM_FEATURE_UNALIGNED) && defined(__ARM_FEATURE_SIMD32)
#define TWINBIT_DSP 1
#endif
#endif

/* Inner loops that need all registers are functions of their own. */
#ifdef __GNUC__
#define TWINBIT_NOINLINE __attribute__((noinline))
#else
#define TWINBIT_NOINLINE
#endif

#ifdef __cplusplus
extern "C" {
#endif

/*
 * How a window slides over an image: input (batches, in_h, in_w, in_c), output (batches, out_h, out_w, out_c). Output
 * pixel (y, x) sees input rows y * stride_h - pad_top + k * dilation_h for k in 0 to kernel_h - 1, and columns likewise;
 * rows and columns outside the image are padding.
 */
typedef struct {
    int32_t batches;
    int32_t in_h;
    int32_t in_w;
    int32_t in_c;
    int32_t out_h;
    int32_t out_w;
    int32_t out_c;
    int32_t kernel_h;
    int32_t kernel_w;
    int32_t stride_h;
    int32_t stride_w;
    int32_t dilation_h;
    int32_t dilation_w;
    int32_t pad_top;
    int32_t pad_left;
} twinbit_window;

static inline int32_t twinbit_clamp(int32_t x, int32_t min, int32_t max)
{
    return x < min ? min : (x > max ? max : x);
}

static inline int32_t twinbit_min(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

static inline int32_t twinbit_max(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

/* Sum, difference and product that wrap, which C leaves undefined for signed integers. */
static inline int32_t twinbit_wrapping_add(int32_t a, int32_t b)
{
    return (int32_t)((uint32_t)a + (uint32_t)b);
}

static inline int32_t twinbit_wrapping_sub(int32_t a, int32_t b)
{
    return (int32_t)((uint32_t)a - (uint32_t)b);
}

static inline int32_t twinbit_wrapping_mul(int32_t a, int32_t b)
{
    return (int32_t)((uint32_t)a * (uint32_t)b);
}

static inline int32_t twinbit_shift_left(int32_t x, int32_t bits)
{
    return (int32_t)((uint32_t)x << bits);
}

#ifdef __cplusplus
}
#endif

#endif
