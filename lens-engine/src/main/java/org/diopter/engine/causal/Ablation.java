package org.diopter.engine.causal;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import org.diopter.model.UnusableInputException;

/// What the component of a state along a direction is replaced with.
public enum Ablation {
    /// The mean state's component.
    MEAN,
    /// Nothing.
    ZERO,
    /// Another state's component.
    RESAMPLE;

    /// As the command line writes it: `mean`, `zero`, `resample`.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The one of a name.
    ///
    /// @throws UnusableInputException D-205 if there is none
    public static Ablation of(String text) {
        return Arrays.stream(values())
                .filter(ablation -> ablation.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new UnusableInputException("D-205", "There is no mode ‘%.40s’ of ablation. Modes are mean, zero and resample.".formatted(text)));
    }

    /// The state each state's component is taken from, as a distance: what ablation adds along v is v · (v · m).
    ///
    /// @param donors for [#RESAMPLE]: whose component state i gets
    /// @return m = replacement − state, [N, d]
    float[] displacements(States states, int[] donors) {
        float[] values = states.values();
        int width = states.width();
        float[] mean = states.mean();
        float[] displacements = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            float replacement = switch (this) {
                case MEAN -> mean[i % width];
                case ZERO -> 0;
                case RESAMPLE -> values[donors[i / width] * width + i % width];
            };
            displacements[i] = replacement - values[i];
        }
        return displacements;
    }

    /// A random permutation in which nothing stays in its place: one cycle through all (Sattolo's algorithm).
    ///
    /// @param count at least 2
    public static int[] donors(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] donors = new int[count];
        for (int i = 0; i < count; i++) {
            donors[i] = i;
        }
        for (int i = count - 1; i > 0; i--) {
            int other = random.nextInt(i);
            int kept = donors[i];
            donors[i] = donors[other];
            donors[other] = kept;
        }
        return donors;
    }
}
