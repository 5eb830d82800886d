package org.diopter.engine.causal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.diopter.engine.forward.BlockEdits;
import org.diopter.engine.forward.Edits;
import org.diopter.engine.forward.ForwardPass;
import org.diopter.engine.forward.Residuals;
import org.diopter.engine.forward.StreamEdit;
import org.diopter.engine.lens.ReadOut;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.FloatTensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Switching a direction off in a forward pass does what the influence on the model says, against float64, relative 1e-4.
class LiveAblationOracleTest {
    @ParameterizedTest
    @CsvSource({"1, mean, MEAN", "3, mean, MEAN", "3, zero, ZERO"})
    void anEditedPassDivergesByTheInfluenceOnTheModel(int layer, String set, Ablation ablation) {
        try (Oracle oracle = Oracle.open();
                ReadOut readOut = new ReadOut(oracle.model().architecture(), oracle.model().graphs(), oracle.model().runtime(), true)) {
            double[] expected = oracle.numbers().numbers("layer" + layer + "." + set + ".effect_nats");
            List<double[]> directions = oracle.columns("layer" + layer + "." + set + ".vectors");
            List<Residuals> texts = oracle.texts();
            float[] mean = States.withoutFirst(texts.stream().map(text -> text.layer(layer)).toList()).mean();
            for (int j = 0; j < 3; j++) {
                StreamAblation edit = StreamAblation.of(List.of(Vectors.toFloats(directions.get(j))), ablation, mean, 1, 0);
                double sum = 0;
                int positions = 0;
                for (Residuals text : texts) {
                    sum += divergence(oracle, readOut, text, layer, edit);
                    positions += text.tokens().length() - 1;
                }
                assertEquals(expected[j], sum / positions, 1e-4 * expected[j], "direction " + j);
            }
            texts.forEach(Residuals::close);
        }
    }

    private static double divergence(Oracle oracle, ReadOut readOut, Residuals text, int layer, StreamAblation ablation) {
        FloatTensor base = readOut.logits(text.layer(text.lastLayer()), new Cancellation());
        try (Residuals ablated = oracle.model().forward().edited(text, layer, at(layer, ablation), new Cancellation(), ForwardPass.Listener.NONE)) {
            FloatTensor changed = readOut.logits(ablated.layer(ablated.lastLayer()), new Cancellation());
            double sum = 0;
            for (int position = 1; position < text.tokens().length(); position++) {
                sum += LogProbabilities.divergence(LogProbabilities.of(base, position), LogProbabilities.of(changed, position));
            }
            return sum;
        }
    }

    private static Edits at(int edited, StreamAblation ablation) {
        return new Edits() {
            @Override
            public BlockEdits of(int block) {
                return BlockEdits.NONE;
            }

            @Override
            public List<StreamEdit> at(int layer) {
                return layer == edited ? List.of(ablation) : List.of();
            }
        };
    }
}
