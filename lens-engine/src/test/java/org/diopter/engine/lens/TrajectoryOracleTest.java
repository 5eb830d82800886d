package org.diopter.engine.lens;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.diopter.engine.lens.files.LensFiles;
import org.diopter.engine.testing.Reference;
import org.diopter.engine.testing.Shared;
import org.diopter.engine.testing.TinyModel;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every statistic of the logit lens and of a tuned lens on trained models, against the same in float64. Tolerances as stated with the reference numbers: 1e-4 (or 1e-5
/// relative) on logarithms, 1e-5 on probabilities, none on ranks and ids except where the reference itself is at a tie.
class TrajectoryOracleTest {
    private static final double LOGARITHMS = 1e-4;
    private static final double RELATIVE = 1e-5;
    private static final double PROBABILITIES = 1e-5;

    @ParameterizedTest
    @CsvSource({
        "models/stories260K-hf, oracles/methods/logit-lens/prompt-8.safetensors, ",
        "models/stories260K-hf, oracles/methods/logit-lens/prompt-40.safetensors, ",
        "models/stories260K-hf, oracles/methods/logit-lens/prompt-120.safetensors, ",
        "models/tinystories-656K, oracles/methods/logit-lens/tinystories-656K/prompt-8.safetensors, ",
        "models/tinystories-656K, oracles/methods/logit-lens/tinystories-656K/prompt-24.safetensors, ",
        "models/tinystories-656K, oracles/methods/logit-lens/tinystories-656K/prompt-72.safetensors, ",
        "models/stories260K-hf, oracles/methods/tuned-lens/prompt-8.safetensors, oracles/methods/tuned-lens/lens",
        "models/stories260K-hf, oracles/methods/tuned-lens/prompt-40.safetensors, oracles/methods/tuned-lens/lens",
        "models/stories260K-hf, oracles/methods/tuned-lens/prompt-120.safetensors, oracles/methods/tuned-lens/lens"
    })
    void everyStatisticAgreesWithFloat64(String folder, String numbers, @Nullable String lens) {
        Reference reference = Reference.read(Shared.file(numbers));
        try (TinyModel model = TinyModel.open(Shared.file(folder))) {
            LensReader reader = new LensReader(model);
            Optional<Lens> through = Optional.ofNullable(lens).map(path -> LensFiles.open(Shared.file(path)).lens());
            Trajectory trajectory = reader.read(reader.residuals(reference.tokens("input_ids")), through, 10, List.of());
            logarithm(reference, "entropy", trajectory, Statistic.ENTROPY);
            logarithm(reference, "kl_final_lens", trajectory, Statistic.KL_TO_FINAL);
            logarithm(reference, "js", trajectory, Statistic.JENSEN_SHANNON);
            logarithm(reference, "ce_next", trajectory, Statistic.CROSS_ENTROPY);
            values(reference, "max_prob", trajectory, Statistic.MAX_PROBABILITY, PROBABILITIES, 0);
            values(reference, "tv", trajectory, Statistic.TOTAL_VARIATION, PROBABILITIES, 0);
            values(reference, "rank_next", trajectory, Statistic.RANK_OF_NEXT, 0, 0);
            topTokens(reference, trajectory);
            depth(reference, trajectory);
        }
    }

    private static void logarithm(Reference reference, String name, Trajectory trajectory, Statistic statistic) {
        values(reference, name, trajectory, statistic, LOGARITHMS, RELATIVE);
    }

    private static void values(
            Reference reference, String name, Trajectory trajectory, Statistic statistic, double absolute, double relative) {
        double[] expected = reference.numbers(name);
        int columns = expected.length / trajectory.rows();
        for (int row = 0; row < trajectory.rows(); row++) {
            for (int position = 0; position < columns; position++) {
                double value = expected[row * columns + position];
                String at = name + " at layer " + row + ", position " + position;
                assertEquals(value, trajectory.value(statistic, row, position), absolute + relative * Math.abs(value), at);
            }
        }
    }

    private static void topTokens(Reference reference, Trajectory trajectory) {
        double[] ids = reference.numbers("topk_ids");
        double[] probabilities = reference.numbers("topk_probs");
        double[] gaps = reference.numbers("topk_min_gap");
        for (int row = 0; row < trajectory.rows(); row++) {
            for (int position = 0; position < trajectory.positions(); position++) {
                int cell = row * trajectory.positions() + position;
                for (int k = 0; k < 10; k++) {
                    double probability = Math.exp(trajectory.topLogProbability(row, position, k));
                    assertEquals(probabilities[cell * 10 + k], probability, PROBABILITIES);
                    if (gaps[cell] > PROBABILITIES) {
                        assertEquals(ids[cell * 10 + k], trajectory.topId(row, position, k));
                    }
                }
            }
        }
    }

    private static void depth(Reference reference, Trajectory trajectory) {
        double[] expected = reference.numbers("prediction_depth");
        for (int position = 0; position < expected.length; position++) {
            assertEquals(expected[position], trajectory.predictionDepth(position), "depth at " + position);
        }
    }
}
