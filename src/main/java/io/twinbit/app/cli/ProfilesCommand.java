package io.twinbit.app.cli;

import io.twinbit.app.config.ProfileStore;
import io.twinbit.nn.device.Arithmetic;
import io.twinbit.nn.device.DeviceProfile;
import io.twinbit.nn.device.Quirk;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The device profiles, or one. */
@Command(
        name = "profiles",
        description = "List the device profiles, or show one with its arithmetic.",
        footer = {"", "Example:", "  twinbit profiles x-cube-ai"})
final class ProfilesCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "A name, or a file.")
    private @Nullable String name;

    @Option(names = "--json", description = "JSON: an object for one profile, else a list of them.")
    private boolean json;

    private record Answer(
            String name,
            String description,
            String library,
            String standing,
            String rounding,
            String derivation,
            String convolutionScale,
            String kernelGeneration,
            Map<String, String> quirks,
            @Nullable Long ramBytes,
            @Nullable Long flashBytes) {}

    @Override
    public Integer call() throws IOException {
        if (name != null) {
            one(name);
        } else {
            all();
        }
        return ExitCode.DONE.status();
    }

    private void one(String name) throws IOException {
        Answer profile = answer(ProfileOption.find(spec, name));
        if (json) {
            JsonOutput.print(spec, profile);
            return;
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(profile.name() + ": " + profile.description());
        out.println("library            " + profile.library());
        out.println("standing           " + profile.standing());
        out.println("rounding           " + profile.rounding());
        out.println("derivation         " + profile.derivation());
        out.println("convolution scale  " + profile.convolutionScale());
        out.println("kernel generation  " + profile.kernelGeneration());
        for (Quirk quirk : Quirk.values()) {
            String standing = profile.quirks().get(quirk.label());
            if (standing != null) {
                out.println("quirk              " + quirk.label() + " (" + standing + "): " + quirk.sentence());
            }
        }
        if (profile.ramBytes() != null) {
            out.println("RAM                " + profile.ramBytes() + " bytes");
        }
        if (profile.flashBytes() != null) {
            out.println("flash              " + profile.flashBytes() + " bytes");
        }
    }

    private void all() throws IOException {
        List<Answer> profiles = new ArrayList<>();
        for (String each : ProfileStore.names()) {
            profiles.add(answer(ProfileStore.find(each)));
        }
        if (json) {
            JsonOutput.print(spec, profiles);
            return;
        }
        for (Answer profile : profiles) {
            spec.commandLine().getOut().printf(
                    "%-28s %-12s %s%n", profile.name(), profile.standing(), profile.description());
        }
    }

    private static Answer answer(DeviceProfile profile) {
        Arithmetic arithmetic = profile.arithmetic();
        Map<String, String> quirks = new TreeMap<>();
        arithmetic.quirks().forEach((quirk, standing) -> quirks.put(quirk.label(), standing.label()));
        return new Answer(
                profile.name(),
                profile.description(),
                profile.library(),
                profile.standing().label(),
                arithmetic.rounding().name().toLowerCase(Locale.ROOT),
                arithmetic.derivation().label(),
                arithmetic.convolutionScale().label(),
                arithmetic.kernelGeneration().label(),
                quirks,
                profile.ramBytes(),
                profile.flashBytes());
    }
}
