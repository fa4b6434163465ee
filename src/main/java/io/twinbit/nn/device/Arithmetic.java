package io.twinbit.nn.device;

import io.twinbit.nn.fixed.Rounding;
import java.util.Map;

/**
 * What decides a target's output bits beside the network itself.
 *
 * @param rounding of every requantization
 * @param derivation of multipliers from scales
 * @param convolutionScale type of the effective scale of CONV_2D and DEPTHWISE_CONV_2D
 * @param quirks with how well each is known
 */
public record Arithmetic(
        Rounding rounding,
        Derivation derivation,
        ScaleType convolutionScale,
        KernelGeneration kernelGeneration,
        Map<Quirk, Standing> quirks) {
    public Arithmetic {
        quirks = Map.copyOf(quirks);
    }

    public boolean has(Quirk quirk) {
        return quirks.containsKey(quirk);
    }
}
