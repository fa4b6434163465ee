package io.twinbit.flow.pipeline;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Entries of exported states. */
final class States {
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
        return entries.stream().map(HexFormat.of()::formatHex).sorted().toList();
    }
}
