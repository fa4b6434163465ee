package io.twinbit.app.cli;

import io.twinbit.nn.device.DeviceProfile;
import io.twinbit.nn.lower.Program;
import java.util.List;

/**
 * An arithmetic that may have made a board's outputs.
 *
 * @param profiles the device profiles that are this arithmetic for this network, the closest to the reference first; for
 *     a combination that no profile has, what it combines
 */
record Candidate(List<DeviceProfile> profiles, Program program) {
    String name() {
        return profiles.getFirst().name();
    }

    List<String> names() {
        return profiles.stream().map(DeviceProfile::name).toList();
    }
}
