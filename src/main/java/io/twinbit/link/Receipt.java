package io.twinbit.link;

/** Acknowledges one delivery to where it came from. Any thread may call it, once; after a lost link it does nothing. */
@FunctionalInterface
public interface Receipt {
    void acknowledge();
}
