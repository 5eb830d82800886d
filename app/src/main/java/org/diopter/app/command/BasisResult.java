package org.diopter.app.command;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.diopter.engine.OpenModel;
import org.diopter.engine.causal.CausalBasis;
import org.diopter.engine.causal.CausalBasis.Direction;
import org.diopter.engine.causal.DirectionMeaning;
import org.diopter.engine.causal.DirectionMeaning.TokenEffect;
import org.diopter.engine.causal.Fidelity;
import org.diopter.views.figure.Numbers;
import org.diopter.views.figure.TokenLabels;
import org.diopter.views.figure.Unit;

/// A basis with what it was found in, as JSON and as a table.
///
/// @param provider what computed it
record BasisResult(OpenModel model, String provider, BasisStudy study, BasisWork.Result result) {
    private static final int SHOWN = 4;

    /// Writes the fields of the result.
    void write(Json json) {
        json.head(model.card(), provider, study, "bits");
        CausalBasis basis = result.found().basis();
        json.out().writeNumberProperty("layer", basis.source().layer());
        json.text("lens", basis.source().lens());
        json.text("mode", basis.source().ablation().text());
        json.out().writeNumberProperty("states", basis.source().states());
        json.out().writeBooleanProperty("complete", result.found().isComplete());
        json.text("sha256", result.found().reference().sha256());
        json.objects("directions", IntStream.range(0, basis.directions().size()).boxed().toList(), index -> direction(json, index));
        json.number("spearman", result.fidelity().map(Fidelity::rho).orElse(Double.NaN));
        if (result.fidelity().isEmpty()) {
            json.out().writeNullProperty("random");
            return;
        }
        Fidelity fidelity = result.fidelity().get();
        json.out().writeObjectPropertyStart("random");
        json.objects("directions", fidelity.random(), point -> {
            json.number("influenceBits", Unit.BITS.of(point.lens()));
            json.number("modelInfluenceBits", Unit.BITS.of(point.model()));
        });
        json.number("spearman", fidelity.randomRho());
        json.out().writeEndObject();
    }

    private void direction(Json json, int index) {
        Direction direction = result.found().basis().directions().get(index);
        json.out().writeNumberProperty("index", index);
        json.number("influenceBits", Unit.BITS.of(direction.influence()));
        json.number("modelInfluenceBits", modelBits(index));
        json.out().writeNumberProperty("evaluations", direction.evaluations());
        json.out().writeBooleanProperty("converged", direction.converged());
        boolean read = !result.meanings().isEmpty();
        tokens(json, "promoted", read ? result.meanings().get(index).promoted() : List.of());
        tokens(json, "suppressed", read ? result.meanings().get(index).suppressed() : List.of());
    }

    private void tokens(Json json, String name, List<TokenEffect> effects) {
        TokenFields fields = new TokenFields(json, model.tokenizer());
        json.objects(name, effects, effect -> {
            fields.write(effect.id());
            json.number("effect", effect.effect());
        });
    }

    private double modelBits(int index) {
        return result.fidelity().map(fidelity -> Unit.BITS.of(fidelity.directions().get(index).model())).orElse(Double.NaN);
    }

    /// A row a direction, and what they are together.
    List<String> lines() {
        CausalBasis basis = result.found().basis();
        TextTable table = new TextTable(
                TextTable.Column.number("direction"), TextTable.Column.number("lens, bits"), TextTable.Column.number("model, bits"),
                TextTable.Column.text("promotes"), TextTable.Column.text("suppresses"));
        for (int index = 0; index < basis.directions().size(); index++) {
            double onModel = modelBits(index);
            boolean read = !result.meanings().isEmpty();
            DirectionMeaning meaning = read ? result.meanings().get(index) : new DirectionMeaning(List.of(), List.of());
            table.row(
                    Integer.toString(index),
                    Numbers.fixed(Unit.BITS.of(basis.directions().get(index).influence()), 4),
                    Double.isNaN(onModel) ? "–" : Numbers.fixed(onModel, 4),
                    words(meaning.promoted()),
                    words(meaning.suppressed()));
        }
        List<String> lines = new ArrayList<>(table.lines());
        lines.add("");
        lines.add("layer %d · %s · %s ablation · %s states, position 0 left out".formatted(
                basis.source().layer(), basis.source().lens(), basis.source().ablation().text(), Numbers.count(basis.source().states())));
        result.fidelity().ifPresent(fidelity -> lines.add("Spearman's ρ of lens and model: %s; of as many random directions: %s"
                .formatted(Numbers.fixed(fidelity.rho(), 2), Numbers.fixed(fidelity.randomRho(), 2))));
        return lines;
    }

    private String words(List<TokenEffect> effects) {
        return String.join(" ", effects.stream()
                .limit(SHOWN)
                .map(effect -> TokenLabels.label(effect.id(), model.tokenizer()).text())
                .toList());
    }
}
