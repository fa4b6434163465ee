package io.twinbit.proof;

import io.twinbit.proof.KillPoint.When;
import java.util.concurrent.atomic.AtomicInteger;

/** Ends this process at a point, at the nth time that it is reached: no hook, no finally, as with SIGKILL. */
final class Kill implements DiskHook {
    /** The exit status of a process that ended here. */
    static final int STATUS = 77;

    private final KillPoint point;
    private final AtomicInteger left;

    Kill(KillPoint point, int nth) {
        this.point = point;
        this.left = new AtomicInteger(nth);
    }

    private void at(DiskOp op, String file, When when) {
        if (point.is(op, file, when) && left.decrementAndGet() == 0) {
            Runtime.getRuntime().halt(STATUS);
        }
    }

    @Override
    public void before(DiskOp op, String file) {
        at(op, file, When.BEFORE);
    }

    @Override
    public void halfWritten(String file) {
        at(DiskOp.WRITE, file, When.HALF);
    }

    @Override
    public void after(DiskOp op, String file) {
        at(op, file, When.AFTER);
    }
}
