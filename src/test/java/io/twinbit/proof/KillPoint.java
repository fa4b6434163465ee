package io.twinbit.proof;

/** Moments at which a gateway is killed, told by what it does to its disk. */
enum KillPoint {
    BEFORE_APPEND(DiskOp.WRITE, "intake/", When.BEFORE, 40),
    HALF_APPENDED(DiskOp.WRITE, "intake/", When.HALF, 40),
    BEFORE_FORCE(DiskOp.FORCE, "intake/", When.BEFORE, 40),
    BETWEEN_FORCE_AND_PUBACK(DiskOp.FORCE, "intake/", When.AFTER, 40),
    IN_A_NEW_SEGMENT(DiskOp.CREATE, "intake/", When.AFTER, 2),
    DURING_RECOVERY(DiskOp.READ, "intake/", When.BEFORE, 4),
    BEFORE_RECOVERY_CUTS(DiskOp.TRUNCATE, "intake/", When.BEFORE, 1),
    AFTER_RECOVERY_CUT(DiskOp.TRUNCATE, "intake/", When.AFTER, 1),
    DURING_CHECKPOINT(DiskOp.WRITE, "checkpoints/", When.HALF, 2),
    BEFORE_CHECKPOINT_FORCE(DiskOp.FORCE, "checkpoints/", When.BEFORE, 2),
    BEFORE_RENAME(DiskOp.RENAME, "checkpoints/", When.BEFORE, 2),
    AFTER_RENAME(DiskOp.RENAME, "checkpoints/", When.AFTER, 2),
    BEFORE_SEGMENT_DROP(DiskOp.DELETE, "intake/", When.BEFORE, 1),
    AFTER_SEGMENT_DROP(DiskOp.DELETE, "intake/", When.AFTER, 1);

    /** Before it is done, half of it, or after it. */
    enum When {
        BEFORE,
        HALF,
        AFTER
    }

    private final DiskOp op;
    private final String folder;
    private final When when;
    private final int maxNth;

    KillPoint(DiskOp op, String folder, When when, int maxNth) {
        this.op = op;
        this.folder = folder;
        this.when = when;
        this.maxNth = maxNth;
    }

    boolean is(DiskOp op, String file, When when) {
        return this.op == op && this.when == when && file.startsWith(folder);
    }

    /** A run comes to it at least so often within a few seconds. */
    int maxNth() {
        return maxNth;
    }
}
