package io.twinbit.app.config;

import io.twinbit.nn.device.DeviceProfile;
import io.twinbit.nn.device.ProfileException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The device profiles that come with Twinbit ({@code device-profiles/} of the jar), and those in files of one's own. */
public final class ProfileStore {
    private static final String FOLDER = "device-profiles";
    private static final String ENDING = ".toml";
    private static final int MAX_PROFILE_BYTES = 1 << 20;

    private ProfileStore() {}

    /** Names of the profiles that come with Twinbit, sorted. */
    public static List<String> names() throws IOException {
        return List.copyOf(bundled().keySet());
    }

    /** Whether {@link #find} would look for a file, or knows the name. */
    public static boolean isNameOrPath(String nameOrPath) throws IOException {
        return isPath(nameOrPath) || names().contains(nameOrPath);
    }

    /**
     * A profile by its name, or from a file: what has a folder or the ending {@code .toml} is a file.
     *
     * @throws ProfileException if there is no such name, or with everything that is wrong in the text
     */
    public static DeviceProfile find(String nameOrPath) throws IOException {
        if (isPath(nameOrPath)) {
            Path file = Path.of(nameOrPath);
            byte[] text = BoundedFile.read(file, MAX_PROFILE_BYTES);
            return DeviceProfile.parse(nameOf(file), new String(text, StandardCharsets.UTF_8));
        }
        SortedMap<String, String> bundled = bundled();
        String text = bundled.get(nameOrPath);
        if (text == null) {
            throw new ProfileException(List.of("no device profile '" + nameOrPath + "'; there are "
                    + String.join(", ", bundled.keySet()) + ", or give a file (*.toml)"));
        }
        return DeviceProfile.parse(nameOrPath, text);
    }

    private static boolean isPath(String nameOrPath) {
        return nameOrPath.endsWith(ENDING) || nameOrPath.contains("/") || nameOrPath.contains(File.separator);
    }

    /** Text by name. */
    private static SortedMap<String, String> bundled() throws IOException {
        SortedMap<String, String> texts = new TreeMap<>();
        BundledTexts.in(FOLDER, ENDING)
                .forEach((file, text) -> texts.put(file.substring(0, file.length() - ENDING.length()), text));
        return texts;
    }

    private static String nameOf(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : name;
    }
}
