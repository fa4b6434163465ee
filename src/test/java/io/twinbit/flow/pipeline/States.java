package io.twinbit.flow.pipeline;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** Entries of exported states. */
final class States {
    private static final int MAX_HEX = 60;

    private States() {}

    static List<byte[]> of(Pipeline pipeline) {
        return rest(pipeline.beginExport());
    }

    /** All entries that are left. */
    static List<byte[]> rest(StateExport export) {
        List<byte[]> entries = new ArrayList<>();
        while (export.next(entries::add)) {
            // all there are
        }
        return entries;
    }

    /** As text, whatever the order of the devices. */
    static List<String> sorted(List<byte[]> entries) {
        return entries.stream().map(States::text).sorted().toList();
    }

    /** All bytes. */
    static String hex(List<byte[]> entries) {
        return entries.stream().map(HexFormat.of()::formatHex).collect(Collectors.joining("\n"));
    }

    private static String text(byte[] entry) {
        String hex = HexFormat.of().formatHex(entry);
        return hex.length() <= MAX_HEX ? hex : "%s… of %d bytes, %016x".formatted(hex.substring(0, MAX_HEX), entry.length, Sha256.first64(hex));
    }
}
