#include "start.h"

#include <string.h>

#define COPROCESSORS (*(volatile uint32_t *)0xE000ED88u)

extern uint32_t data_from[], data_begin[], data_end[], bss_begin[], bss_end[];
int main(void);
void reset(void);

static int32_t semihost(int32_t operation, const void *argument)
{
    register int32_t r0 __asm__("r0") = operation;
    register const void *r1 __asm__("r1") = argument;
    __asm__ volatile("bkpt 0xAB" : "+r"(r0) : "r"(r1) : "memory");
    return r0;
}

void print(const char *text)
{
    semihost(0x04, text);
}

void print_number(uint32_t number)
{
    char text[12];
    char *at = text + sizeof text;
    *--at = 0;
    do {
        *--at = (char)('0' + number % 10u);
        number /= 10u;
    } while (number != 0);
    print(at);
}

static void leave(uint32_t status)
{
    uint32_t block[2] = {0x20026u, status};
    semihost(0x20, block);
    for (;;) {
    }
}

static void fault(void)
{
    print("HardFault\n");
    leave(70);
}

void reset(void)
{
#ifndef __ARM_ARCH_6M__
    COPROCESSORS |= 0xFu << 20;
#endif
    memcpy(data_begin, data_from, (size_t)((char *)data_end - (char *)data_begin));
    memset(bss_begin, 0, (size_t)((char *)bss_end - (char *)bss_begin));
    leave((uint32_t)main());
}

__attribute__((section(".vectors"), used)) static void (*const vectors[])(void) = {
    (void (*)(void))STACK_TOP, reset, fault, fault, fault, fault, fault,
};
