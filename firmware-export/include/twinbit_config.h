/*
 * What an exported network fixes at compile time; an export has its own version of this file. As it is here nothing is
 * fixed, and the kernels can do all that they know.
 *
 * TWINBIT_ROUNDING  the only twinbit_rounding that the network's steps name, so that the others are left out
 * TWINBIT_REAL      some stage requantizes in real numbers
 */
#ifndef TWINBIT_CONFIG_H
#define TWINBIT_CONFIG_H

#if __SIZEOF_DOUBLE__ == 8
#define TWINBIT_REAL 1
#endif

#endif
