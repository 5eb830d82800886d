package org.diopter.views.directions;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.diopter.engine.FoundBasis;
import org.diopter.engine.causal.Ablation;
import org.diopter.engine.causal.BasisReference;
import org.diopter.engine.causal.CausalBasis;
import org.diopter.engine.causal.DirectionMeaning;
import org.diopter.engine.causal.DirectionMeaning.TokenEffect;
import org.diopter.engine.causal.Fidelity;
import org.diopter.engine.causal.Positions;
import org.diopter.engine.causal.RemovalEffect;
import org.diopter.engine.causal.RemovalEffect.LayerEffect;
import org.diopter.engine.causal.RemovalEffect.TokenChange;
import org.diopter.engine.edit.AblateDirections;
import org.diopter.engine.edit.DirectionChange;
import org.diopter.engine.edit.EditStack;
import org.diopter.engine.lens.Trajectory;
import org.diopter.views.figure.CausalCone;
import org.diopter.views.figure.ColorMap;
import org.diopter.views.figure.Comparison;
import org.diopter.views.figure.Palette;
import org.diopter.views.figure.Provenance;
import org.diopter.views.figure.Sheet;
import org.diopter.views.figure.TokenLabel;
import org.diopter.views.figure.TokenLabels;
import org.diopter.views.figure.TrajectoryFigure;
import org.diopter.views.figure.TrajectoryLook;
import org.diopter.views.figure.Viewport;
import org.diopter.views.kit.FactGrid.Fact;
import org.diopter.views.kit.Findings;
import org.diopter.views.testing.MadeUp;
import org.diopter.views.testing.Words;

/// Bases with seeded, made-up numbers.
final class DirectionsExamples {
    static final int WIDTH = 16;

    private static final Provenance PROVENANCE = new Provenance("0.1.0", "made-up", "9f2c41d8", "tuned lens", "77aa", "", "", 0, "none", "none", 0,
            "CPU, float32", Instant.parse("2026-11-25T12:00:00Z"), "");

    private DirectionsExamples() {}

    /// A layer's basis, measured and read.
    ///
    /// @param wanted how many were looked for
    static LayerDirections layer(int layer, int count, int wanted) {
        Random random = new Random(layer);
        List<CausalBasis.Direction> directions = new ArrayList<>();
        List<Fidelity.Point> points = new ArrayList<>();
        List<Fidelity.Point> others = new ArrayList<>();
        List<DirectionMeaning> meanings = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] vector = new float[WIDTH];
            vector[i] = 1;
            double influence = 0.5 * Math.exp(-0.3 * i);
            directions.add(new CausalBasis.Direction(vector, influence, 20 + i, i != 2, 3e-5));
            points.add(new Fidelity.Point(influence, influence * Math.exp(0.3 * random.nextGaussian())));
            others.add(new Fidelity.Point(0.004 * Math.exp(0.3 * random.nextGaussian()), 0.005 * Math.exp(0.3 * random.nextGaussian())));
            meanings.add(new DirectionMeaning(effects(random, 1), effects(random, -1)));
        }
        CausalBasis.Source source = new CausalBasis.Source("9f2c41d8", "tuned lens", layer, Ablation.MEAN, 4096, 0);
        BasisReference file = new BasisReference(Path.of("basis-" + layer), "a".repeat(64));
        FoundBasis found = new FoundBasis(new CausalBasis(source, new float[WIDTH], directions), file, wanted);
        return LayerDirections.of(found, Optional.of(new Fidelity(points, others)), meanings, Optional.of(new Words()), PROVENANCE);
    }

    private static List<TokenEffect> effects(Random random, int sign) {
        List<TokenEffect> effects = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            effects.add(new TokenEffect(2 + random.nextInt(new Words().size() - 2), sign * (3 - 0.2 * i)));
        }
        return effects;
    }

    /// The made-up model with a basis of every layer.
    static void fill(DirectionsModel model) {
        Map<Integer, LayerDirections> known = new HashMap<>();
        for (int layer = 0; layer <= MadeUp.LAYERS; layer++) {
            known.put(layer, layer(layer, 12, 12));
        }
        model.clear(MadeUp.LAYERS);
        model.known().set(known);
    }

    /// What a removal does.
    static RemovalEffect removal() {
        return new RemovalEffect(List.of(new TokenChange(4, 0.58, 2, 1), new TokenChange(5, 0.41, 3, 3), new TokenChange(6, 0.22, 41, 28)),
                List.of(new TokenChange(7, -0.92, 1, 2), new TokenChange(8, -0.63, 17, 48)),
                List.of(new LayerEffect(5, 0.31), new LayerEffect(6, 0.22), new LayerEffect(7, 0.12), new LayerEffect(8, 0.05)));
    }

    static ExtremeTexts extremes() {
        return new ExtremeTexts(List.of(new ExtremeText(12.3, "The capital of France is", TokenLabel.of("Paris"), ". The capital of Italy"),
                new ExtremeText(-9.8, "people of Peru speak", TokenLabel.of("Spanish"), " and")), 12, 12, false);
    }

    /// What two directions do to the usual prompt.
    static PromptEffect effect() {
        Findings findings = MadeUp.findings(Words.PROMPT);
        Trajectory edited = MadeUp.tuned(findings.trajectory().tokens(), 0);
        AblateDirections edit = new AblateDirections(3, new BasisReference(Path.of("basis"), "a".repeat(64)),
                List.of(DirectionChange.ablated(0), DirectionChange.ablated(2)), Ablation.MEAN, new Positions.Range(4, 7));
        Comparison comparison = new Comparison(CausalCone.of(EditStack.of(edit), edited.positions()), Optional.of(findings.trajectory()), true);
        TrajectoryFigure grid = new TrajectoryFigure(edited, comparison, TokenLabels.of(edited, findings.tokenizer()), findings.card().vocabulary(), List.of(),
                TrajectoryLook.standard().withMap(ColorMap.SHIFT), Viewport.WHOLE, new Sheet(Palette.LIGHT, 500, 300), findings.provenance());
        return new PromptEffect("edit 1 alone", grid, List.of(new Fact("Rome at 12", "62.1 → 72.4 %"), new Fact("Paris at 12", "13.0 → 6.1 %"),
                new Fact("KL(A‖B) at 12", "0.05 nats"), new Fact("Cells changed", "25 of 117")));
    }
}
