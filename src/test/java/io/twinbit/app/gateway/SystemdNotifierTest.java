package io.twinbit.app.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemdNotifierTest {
    private static final long PID = 4711;

    @TempDir
    Path folder;

    @Test
    void tellsReadyStatusAndStoppingToAPath() throws Throwable {
        String address = folder.resolve("notify").toString();
        try (NotifySocket systemd = new NotifySocket(address)) {
            SystemdNotifier notifier = SystemdNotifier.of(Map.of("NOTIFY_SOCKET", address), PID);
            notifier.ready("page http://127.0.0.1:8080/");
            notifier.status("link down:\nno route");
            notifier.stopping();
            assertEquals(
                    List.of(
                            "READY=1\nSTATUS=page http://127.0.0.1:8080/",
                            "STATUS=link down: no route",
                            "STOPPING=1\nSTATUS=stopping"),
                    systemd.received());
        }
    }

    @Test
    void tellsAnAbstractSocket() throws Throwable {
        String address = "@twinbit-test-" + ProcessHandle.current().pid();
        try (NotifySocket systemd = new NotifySocket(address)) {
            SystemdNotifier.of(Map.of("NOTIFY_SOCKET", address), PID).status("über alles gut");
            assertEquals(List.of("STATUS=über alles gut"), systemd.received());
        }
    }

    @Test
    void feedsTheWatchdogAtMostAThirdOfItsPeriodApart() throws Throwable {
        String address = folder.resolve("notify").toString();
        try (NotifySocket systemd = new NotifySocket(address)) {
            SystemdNotifier notifier = SystemdNotifier.of(
                    Map.of("NOTIFY_SOCKET", address, "WATCHDOG_USEC", "30000000", "WATCHDOG_PID", "" + PID), PID);
            for (int second = 0; second < 30; second++) {
                notifier.turned(TimeUnit.SECONDS.toNanos(second));
            }
            assertEquals(List.of("WATCHDOG=1", "WATCHDOG=1", "WATCHDOG=1"), systemd.received());
        }
    }

    @Test
    void aWatchdogOfAnotherProcessIsNotOurs() throws Throwable {
        String address = folder.resolve("notify").toString();
        try (NotifySocket systemd = new NotifySocket(address)) {
            SystemdNotifier notifier = SystemdNotifier.of(
                    Map.of("NOTIFY_SOCKET", address, "WATCHDOG_USEC", "30000000", "WATCHDOG_PID", "1"), PID);
            notifier.turned(0);
            assertEquals(List.of(), systemd.received());
        }
    }

    @Test
    void goesOnWithoutSystemdAndWithoutItsSocket() {
        SystemdNotifier.of(Map.of(), PID).ready("up");
        SystemdNotifier.of(Map.of("NOTIFY_SOCKET", folder.resolve("nobody").toString()), PID).ready("up");
        SystemdNotifier.of(Map.of("NOTIFY_SOCKET", "/" + "x".repeat(200)), PID).ready("up");
    }
}
