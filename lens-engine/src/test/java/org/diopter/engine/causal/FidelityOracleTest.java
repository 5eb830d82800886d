package org.diopter.engine.causal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.diopter.engine.causal.CausalBasis.Direction;
import org.diopter.engine.forward.Residuals;
import org.diopter.engine.lens.ReadOut;
import org.diopter.engine.math.Spearman;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.model.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Influence on the model against float64, relative 1e-4; the position-wise states of extraction are those of the texts.
class FidelityOracleTest {
    private static final double RELATIVE = 1e-4;

    private Oracle oracle;
    private ReadOut readOut;
    private final List<Residuals> texts = new ArrayList<>();

    @BeforeEach
    void run() {
        oracle = Oracle.open();
        readOut = new ReadOut(oracle.model().architecture(), oracle.model().graphs(), oracle.model().runtime(), true);
        texts.addAll(oracle.texts());
    }

    @AfterEach
    void close() {
        texts.forEach(Residuals::close);
        if (readOut != null) {
            readOut.close();
            oracle.close();
        }
    }

    @Test
    void theTextsStatesAreTheStoredOnes() {
        States states = States.withoutFirst(texts.stream().map(text -> text.layer(3)).toList());
        double[] expected = oracle.numbers().numbers("layer3.states");
        assertEquals(expected.length, states.values().length);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], states.values()[i], 1e-4);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, mean, MEAN", "1, mean-best, MEAN", "1, random, MEAN", "1, zero, ZERO", "1, resample, RESAMPLE",
        "3, mean, MEAN", "3, mean-best, MEAN", "3, random, MEAN", "3, zero, ZERO", "3, resample, RESAMPLE"
    })
    void influenceOnTheModelAtStoredDirections(int layer, String set, Ablation ablation) {
        double[] expected = oracle.numbers().numbers("layer" + layer + "." + set + ".effect_nats");
        List<double[]> directions = oracle.columns("layer" + layer + "." + set + ".vectors");
        try (ModelInfluence influence = influence(layer, ablation)) {
            for (int j = 0; j < expected.length; j++) {
                assertEquals(expected[j], influence.of(Vectors.toFloats(directions.get(j))), RELATIVE * expected[j], "direction " + j);
            }
        }
    }

    /// ρ of all 64 directions of layer 3, and a random control beside it.
    @Test
    void theCorrelationOfTheWholeBasis() {
        double[] energies = oracle.numbers().numbers("layer3.full.energy_nats");
        double[] effects = oracle.numbers().numbers("layer3.full.effect_nats");
        List<Direction> directions = oracle.columns("layer3.full.vectors").stream()
                .map(v -> new Direction(Vectors.toFloats(v), 0, 0, true, 0))
                .toList();
        try (Influence lens = oracle.influence(3, Ablation.MEAN);
                ModelInfluence model = influence(3, Ablation.MEAN)) {
            Fidelity fidelity = Fidelity.measure(directions, lens, model, 1, Progress.NONE);
            assertEquals(Spearman.rho(energies, effects), fidelity.rho(), 1e-3);
            assertEquals(64, fidelity.random().size());
            double random = fidelity.random().stream().mapToDouble(Fidelity.Point::lens).max().orElseThrow();
            assertTrue(random < 0.5 * fidelity.directions().getFirst().lens(), "the best random direction has " + random + " nats");
        }
    }

    @Test
    void atTheOutputLensAndModelAreTheSame() {
        int last = oracle.model().architecture().layers();
        States states = States.withoutFirst(texts.stream().map(text -> text.layer(last)).toList());
        double[] v = StartVectors.random(1, oracle.width(), 2)[0];
        try (Influence lens = Influence.of(oracle.logit(), states, Ablation.MEAN, new int[0], Oracle.BUDGET, new Cancellation());
                ModelInfluence model = influence(last, Ablation.MEAN)) {
            double expected = lens.energy(v);
            assertEquals(expected, model.of(Vectors.toFloats(v)), RELATIVE * expected);
        }
    }

    private ModelInfluence influence(int layer, Ablation ablation) {
        return ModelInfluence.of(
                oracle.model().forward(), readOut, oracle.workers(), texts, layer, ablation, oracle.donors(), Oracle.BUDGET, new Cancellation());
    }
}
