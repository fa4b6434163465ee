package io.twinbit.proof;

/** What a gateway does to its disk. */
enum DiskOp {
    CREATE,
    READ,
    WRITE,
    FORCE,
    TRUNCATE,
    RENAME,
    DELETE
}
