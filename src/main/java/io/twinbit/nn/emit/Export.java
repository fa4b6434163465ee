package io.twinbit.nn.emit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A network as C.
 *
 * @param files text by path in the folder
 * @param layers what each step takes, in order
 * @param arenaBytes working space of a run: tensors and what kernels need beside them
 * @param stateBytes what the network remembers from one run to the next
 */
public record Export(
        ExportOptions options,
        String arithmeticId,
        SortedMap<String, String> files,
        List<ExportedLayer> layers,
        int arenaBytes,
        int stateBytes) {
    private static final String HASH_PREFIX = "tbf1-";
    private static final int HEX_DIGITS = 16;

    public Export {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        layers = List.copyOf(layers);
    }

    /** The same in other places of the folder, or with other files. */
    Export with(SortedMap<String, String> arranged) {
        return new Export(options, arithmeticId, arranged, layers, arenaBytes, stateBytes);
    }

    /** Bytes of weights, biases, factors and tables. */
    public long constantBytes() {
        return layers.stream().mapToLong(ExportedLayer::constantBytes).sum();
    }

    /** SHA-256 of each file by its path. */
    public SortedMap<String, String> hashes() {
        SortedMap<String, String> hashes = new TreeMap<>();
        files.forEach((path, text) -> hashes.put(path, HexFormat.of().formatHex(sha256(text))));
        return hashes;
    }

    /** A name for the bytes of all files: {@code tbf1-} and 16 hex digits of a SHA-256 over their paths and hashes. */
    public String artifactHash() {
        StringBuilder lines = new StringBuilder();
        for (Map.Entry<String, String> hash : hashes().entrySet()) {
            lines.append(hash.getValue()).append("  ").append(hash.getKey()).append('\n');
        }
        return HASH_PREFIX + HexFormat.of().formatHex(sha256(lines.toString())).substring(0, HEX_DIGITS);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
