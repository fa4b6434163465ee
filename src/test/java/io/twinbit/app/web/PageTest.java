package io.twinbit.app.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.twinbit.app.status.DeadLetter;
import io.twinbit.app.status.DecisionCard;
import io.twinbit.app.status.DeviceStatus;
import io.twinbit.app.status.SampleStatus;
import io.twinbit.app.status.Snapshot;
import io.twinbit.app.status.SnapshotHolder;
import io.twinbit.app.status.Trace;
import io.twinbit.app.status.Watch;
import io.twinbit.app.status.WatchedDevice;
import io.twinbit.link.LinkState;
import io.twinbit.link.LinkState.Phase;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser, in front of a real server. */
@TestInstance(Lifecycle.PER_CLASS)
class PageTest {
    private static final String HOSTILE = "<img src=x onerror=\"document.title='broken'\">";
    private static final LinkState UP = SampleStatus.link(Phase.UP, null);
    private static final String RESULT = """
            {"pipeline":"vibration","device":"machine-1","label":"imbalance","score":0.98828125,"window_label":"normal",
             "changed":true,"timestamp_ms":1700000000159.375,"outputs":[-127,125],"arithmetic_id":"tba1-1f0c5a9e7b3d2468",
             "message_id":"0f8fad5bd9cb469fa16570867728950e","health":{"clipped_pct":[0.0,0.0,0.39],"stuck":[false,true,false]}}
            """;

    private Browser browser;
    private Watch watch;
    private SnapshotHolder holder;
    private WebServer server;

    @SuppressWarnings("NullAway") // set before each test
    PageTest() {}

    @BeforeAll
    void startBrowser(@TempDir Path folder) throws IOException {
        browser = new Browser(Files.createDirectory(folder.resolve("profile")));
    }

    @AfterAll
    void stopBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void openPage() {
        watch = new Watch(4);
        holder = new SnapshotHolder(snapshot(1, UP, SampleStatus.devices()));
        server = WebServer.start("127.0.0.1", 0, holder, watch);
        browser.call("Emulation.setDeviceMetricsOverride", screen(1280, false));
        browser.open(server.address());
        browser.await("the first snapshot", text("gateway-name") + "==='hall-3'");
    }

    @AfterEach
    void closePage() {
        assertEquals(List.of(), browser.complaints());
        browser.open(URI.create("about:blank"));
        server.close();
    }

    private static Snapshot snapshot(long second, LinkState link, List<DeviceStatus> devices) {
        DeadLetter letter = DeadLetter.of(0, HOSTILE, "malformed", 3, "found '<b>'", "<script>alert(1)</script>\0".getBytes(UTF_8));
        return SampleStatus.snapshot(second * 1_000_000, link, devices, List.of(letter));
    }

    private static Map<String, ?> screen(int width, boolean mobile) {
        return Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", mobile);
    }

    private static String text(String id) {
        return "document.getElementById('" + id + "').textContent";
    }

    private static String style(String selector, String property) {
        return "getComputedStyle(document.querySelector('" + selector + "'))." + property;
    }

    private WatchedDevice watched(String device) {
        return Awaitility.await().atMost(Duration.ofSeconds(10))
                .until(() -> watch.find(SampleStatus.PIPELINE, device), found -> found != null && found.isViewed());
    }

    @Test
    void aBlockedJournalIsSaidAtTheTopAndGoesWithItsReason() {
        browser.await("the journal", text("journal-bytes") + "==='16.0 MiB of 256.0 MiB on the disk'");
        assertEquals("", browser.evaluate(text("banner")));
        assertEquals("1 damaged file set aside at the start", browser.evaluate("document.querySelector('#journal-damage summary').textContent"));
        holder.publish(SampleStatus.blocked("the journal is full"));
        browser.await("the banner", text("banner") + "==='Nothing is acknowledged: the journal is full'");
        assertEquals("blocked: the journal is full", browser.evaluate(text("journal-said")));
        holder.publish(snapshot(3, UP, SampleStatus.devices()));
        browser.await("no banner", "String(document.getElementById('banner').hidden)==='true'");
    }

    @Test
    void signalAndDecisionOfTheFirstDeviceAreShown() {
        WatchedDevice device = watched("machine-1");
        device.signal(wave());
        device.result(RESULT.replace("\n", "").getBytes(UTF_8));
        browser.await("the decision", text("verdict-label") + "==='imbalance'");
        assertEquals("98.8 %", browser.evaluate(text("verdict-score")));
        assertEquals("the newest window alone says normal", browser.evaluate(text("verdict-window")));
        assertEquals("normal0.004-127|imbalance0.988125", browser.evaluate(
                "[...document.querySelectorAll('.score-row')].map(r => r.textContent).join('|')"), "scores from the integers");
        assertEquals("Input: ay_g is stuck, az_g 0.390 % clipped", browser.evaluate(text("health")));
        browser.await("the announcement", text("announce") + "==='machine-1: imbalance, 98.8 %'");
        browser.await("a drawn signal", "String(document.getElementById('signal').getContext('2d')"
                + ".getImageData(0, 0, 1000, 300).data.filter((v, i) => i % 4 === 3 && v > 0).length > 2000)");
    }

    private static Trace wave() {
        float[][] values = new float[3][256];
        for (int i = 0; i < 256; i++) {
            values[0][i] = (float) Math.sin(i * 0.1);
            values[1][i] = (float) Math.cos(i * 0.2);
            values[2][i] = 1;
        }
        return new Trace(List.of("ax_g", "ay_g", "az_g"), 625, 0, values);
    }

    @Test
    void aLinkThatGoesDownTurnsRedAndGreenAgain() {
        String phase = text("link-pills");
        browser.await("up", phase + "==='mqtt-in up'");
        String good = browser.evaluate(style(".pill .dot", "backgroundColor"));
        holder.publish(snapshot(2, SampleStatus.link(Phase.DOWN, "connection refused"), SampleStatus.devices()));
        browser.await("down", phase + "==='mqtt-in down'");
        assertEquals("rgb(200, 30, 30)", browser.evaluate(style(".pill", "color")));
        assertTrue(browser.evaluate(text("links")).contains("connection refused"));
        holder.publish(snapshot(3, UP, SampleStatus.devices()));
        browser.await("up again", phase + "==='mqtt-in up'");
        assertEquals(good, browser.evaluate(style(".pill .dot", "backgroundColor")));
    }

    @Test
    void whatComesFromOutsideIsOnlyEverText() {
        holder.publish(snapshot(2, UP, List.of(new DeviceStatus(HOSTILE, 0, false, "<b>label</b>", 1))));
        browser.await("the name", "String([...document.querySelectorAll('.device .name')].some(n => n.textContent.startsWith('<img')))");
        assertEquals("<b>label</b>", browser.evaluate("document.querySelector('.device .label').textContent"));
        assertEquals("1", browser.evaluate("String(document.images.length)"), "only the logo");
        assertEquals("hall-3 · Twinbit", browser.evaluate("document.title"));
        assertTrue(browser.evaluate(text("letters")).contains("<script>alert(1)</script>·"));
    }

    @Test
    void aThousandDevicesAreSearchedAndChosen() {
        holder.publish(snapshot(2, UP, IntStream.rangeClosed(1, 1000)
                .mapToObj(i -> new DeviceStatus("machine-" + i, 0, i % 10 == 0, "normal", 1))
                .toList()));
        browser.await("a bounded list", "String(document.querySelectorAll('.device').length === 100)");
        browser.evaluate("{ const box = document.getElementById('device-search'); box.value = 'E-777';"
                + " box.dispatchEvent(new Event('input')); }");
        assertEquals("machine-777", browser.evaluate("[...document.querySelectorAll('.device .name')].map(n => n.textContent).join()"));
        browser.evaluate("document.querySelector('.device').focus()");
        for (String type : List.of("keyDown", "keyUp")) {
            browser.call("Input.dispatchKeyEvent", Map.of("type", type, "key", "Enter", "code", "Enter", "text", "\r"));
        }
        watched("machine-777");
        browser.await("the choice", text("device-name") + "==='machine-777'");
        assertEquals("#vibration/machine-777", browser.evaluate("location.hash"));
    }

    @Test
    void aRuleWithoutScoresShowsItsValueAgainstItsLimits() {
        DecisionCard rule = new DecisionCard("reconstruction", List.of("normal", "anomaly"), Map.of("max_error", 12.5));
        holder.publish(SampleStatus.snapshot(2_000_000, UP, rule, SampleStatus.devices(), List.of()));
        browser.await("no dead letters", "String(document.getElementById('letters-table').hidden)");
        String anomaly = RESULT.replace("imbalance", "anomaly").replace("0.98828125", "20.5").replace("\"outputs\":[-127,125],", "");
        watched("machine-1").result(anomaly.getBytes(UTF_8));
        browser.await("the decision", text("verdict-label") + "==='anomaly'");
        assertEquals("error 20.5", browser.evaluate(text("verdict-score")));
        assertEquals("error20.5", browser.evaluate(text("scores")));
        assertEquals("1", browser.evaluate("String(document.querySelectorAll('.limit').length)"));
    }

    @Test
    void theNetworksCardIsThere() {
        browser.await("the card", "String(document.querySelectorAll('#layers tr').length === 1)");
        String facts = browser.evaluate(text("network-facts"));
        for (String fact : List.of("tba1-1f0c5a9e7b3d2468", "tflm-reference", "double", "13.4 KiB", "6.8 KiB", "493,376", "1×256×1×3")) {
            assertTrue(facts.contains(fact), fact + " in " + facts);
        }
        assertEquals("0FULLY_CONNECTED1×22×768, 2", browser.evaluate(text("layers")));
    }

    @Test
    void aPhoneScrollsOnlyDownAndDarkIsDark() {
        String light = browser.evaluate(style("body", "backgroundColor"));
        browser.call("Emulation.setDeviceMetricsOverride", screen(390, true));
        assertEquals("390", browser.evaluate("String(document.documentElement.scrollWidth)"));
        List<Map<String, String>> dark = List.of(Map.of("name", "prefers-color-scheme", "value", "dark"));
        browser.call("Emulation.setEmulatedMedia", Map.of("features", dark));
        assertNotEquals(light, browser.evaluate(style("body", "backgroundColor")));
        browser.call("Emulation.setEmulatedMedia", Map.of("features", List.of()));
    }

    @Test
    void aGatewayThatIsGoneOrStandsStillIsSaidSo() {
        browser.await("standing still", "String(" + text("banner") + ".startsWith('The gateway answers, but'))");
        server.close();
        browser.await("gone", "String(" + text("banner") + ".startsWith('No word from the gateway'))");
        assertEquals("false", browser.evaluate("String(document.getElementById('banner').hidden)"));
        server = WebServer.start("127.0.0.1", server.port(), holder, watch);
        holder.publish(snapshot(9, UP, SampleStatus.devices()));
        browser.await("back", "String(document.getElementById('banner').hidden)");
        browser.open(URI.create("about:blank")); // a lost connection is a complaint, here the right one
    }
}
