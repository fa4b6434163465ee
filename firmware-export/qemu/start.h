/*
 * Start-up of the emulated Cortex-M, and what QEMU offers through semihosting: text for the console, and an end with a
 * status. STACK_TOP is where the stack begins.
 */
#ifndef START_H
#define START_H

#include <stdint.h>

void print(const char *text);
void print_number(uint32_t number);

#endif
