package org.diopter.app.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.diopter.engine.FoundBasis;
import org.diopter.engine.causal.Ablation;
import org.diopter.engine.causal.BasisReference;
import org.diopter.engine.causal.CausalBasis;
import org.diopter.engine.causal.Positions;
import org.diopter.engine.edit.AblateDirections;
import org.diopter.engine.edit.DirectionChange;
import org.diopter.engine.edit.SkipPart;
import org.diopter.views.directions.AblationSettings;
import org.diopter.views.directions.ChosenDirections;
import org.diopter.views.directions.DirectionsModel;
import org.diopter.views.directions.LayerDirections;
import org.diopter.views.edits.EditStackModel;
import org.diopter.views.figure.Provenance;
import org.junit.jupiter.api.Test;

class DirectionsEditsTest {
    private static final SkipPart OTHER = new SkipPart(1, SkipPart.Part.MLP);

    private final DirectionsModel model = new DirectionsModel();
    private final EditStackModel stack = new EditStackModel();

    DirectionsEditsTest() {
        new DirectionsEdits(model, stack);
        model.clear(8);
        model.known().set(Map.of(2, layer(2), 4, layer(4)));
    }

    private static LayerDirections layer(int layer) {
        CausalBasis.Direction direction = new CausalBasis.Direction(new float[] {1, 0}, 0.5, 10, true, 0);
        CausalBasis.Source source = new CausalBasis.Source("00", "logit lens", layer, Ablation.MEAN, 16, 0);
        CausalBasis basis = new CausalBasis(source, new float[2], List.of(direction, direction, direction));
        FoundBasis found = new FoundBasis(basis, new BasisReference(Path.of("layer-" + layer), "0".repeat(64)), 3);
        return LayerDirections.of(found, Optional.empty(), List.of(), Optional.empty(),
                new Provenance("1", "m", "00", "logit lens", "", "", "", 0, "none", "none", 0, "CPU", Instant.EPOCH, ""));
    }

    /// Switches these of a layer off, and no others.
    private void choose(int layer, Integer... directions) {
        for (int direction = 0; direction < 3; direction++) {
            boolean off = List.of(directions).contains(direction);
            if (off != model.chosen().get().contains(layer, direction)) {
                model.choose(layer, direction, direction, off);
            }
        }
    }

    @Test
    void whatIsSwitchedOffIsACardALayer() {
        stack.add(OTHER);
        choose(4, 0, 2);
        choose(2, 1);
        assertEquals(List.of(OTHER, edit(4, 0, 2), edit(2, 1)), stack.active().get().edits());
        choose(4, 0);
        assertEquals(List.of(OTHER, edit(4, 0), edit(2, 1)), stack.active().get().edits());
        choose(4);
        assertEquals(List.of(OTHER, edit(2, 1)), stack.active().get().edits());
    }

    private AblateDirections edit(int layer, Integer... directions) {
        return AblateDirections.of(layer, Objects.requireNonNull(model.known().get().get(layer)).found().reference(), List.of(directions), Ablation.MEAN);
    }

    @Test
    void undoSwitchesOnAgain() {
        choose(4, 0);
        choose(4, 0, 1);
        stack.undo();
        assertEquals(List.of(0), model.chosen().get().at(4));
        stack.undo();
        assertEquals(ChosenDirections.NONE, model.chosen().get());
        stack.redo();
        assertEquals(List.of(0), model.chosen().get().at(4));
    }

    private void setStrength(int layer, int direction, String strength) {
        AblateDirections edit = model.chosen().get().edit(layer).orElseThrow();
        model.chosen().set(model.chosen().get().with(with(edit, new DirectionChange(direction, new BigDecimal(strength), BigDecimal.ZERO))));
    }

    private static AblateDirections with(AblateDirections edit, DirectionChange change) {
        return new AblateDirections(edit.layer(), edit.basis(),
                edit.changes().stream().map(other -> other.direction() == change.direction() ? change : other).toList(), edit.mode(), edit.at());
    }

    private List<String> strengths(int card) {
        return ((AblateDirections) stack.active().get().edits().get(card)).changes().stream().map(change -> change.strength().toPlainString()).toList();
    }

    @Test
    void aDragIsOneStepAndChangesOneDirection() {
        choose(4, 0, 2);
        model.adjusting().set(true);
        for (String strength : List.of("0.9", "0.6", "0.3")) {
            setStrength(4, 2, strength);
        }
        model.adjusting().set(false);
        assertEquals(List.of("1", "0.3"), strengths(0));
        stack.undo();
        assertEquals(List.of("1", "1"), strengths(0));
        assertEquals("1", model.chosen().get().change(4, 2).orElseThrow().strength().toPlainString());
        assertTrue(stack.undoable().get());
    }

    @Test
    void aDragThatSwitchesADirectionOffIsOneStep() {
        choose(2, 1);
        model.adjusting().set(true);
        for (String strength : List.of("0.2", "0.7")) {
            model.chosen().set(model.chosen().get().with(with(edit(4, 0), new DirectionChange(0, new BigDecimal(strength), BigDecimal.ZERO))));
        }
        model.adjusting().set(false);
        assertEquals(List.of("0.7"), strengths(1));
        stack.undo();
        assertEquals(List.of(edit(2, 1)), stack.active().get().edits());
    }

    @Test
    void aDirectionThatIsSwitchedOffAgainIsChangedAsItWas() {
        choose(4, 0, 2);
        setStrength(4, 2, "0.5");
        choose(4, 0);
        choose(4, 0, 2);
        assertEquals(List.of("1", "0.5"), strengths(0));
    }

    @Test
    void ofTwoCardsOfALayerTheSelectedOneIsChangedAndTheOtherStays() {
        int first = stack.add(edit(4, 0));
        AblateDirections other = new AblateDirections(4, edit(4, 0).basis(),
                List.of(new DirectionChange(1, new BigDecimal("0.5"), new BigDecimal("2"))), Ablation.ZERO, Positions.LAST);
        int second = stack.add(other);
        assertEquals(List.of(1), model.chosen().get().at(4));
        assertEquals(new AblationSettings(Ablation.ZERO, Positions.LAST), at(4));
        assertEquals(List.of(edit(4, 0)), model.others().get());

        stack.selected().set(first);
        assertEquals(List.of(0), model.chosen().get().at(4));
        choose(4, 0, 2);
        assertEquals(List.of(edit(4, 0, 2), other), stack.active().get().edits());
        stack.selected().set(null);
        choose(4, 2);
        assertEquals(List.of(edit(4, 2), other), stack.active().get().edits(), "the card of before is meant still");
        choose(4);
        assertEquals(List.of(other), stack.active().get().edits());
        assertEquals(List.of(1), model.chosen().get().at(4), "what is left of the layer shows");
        assertEquals(second, stack.cards().get().all().getFirst().number());
    }

    private AblationSettings at(int layer) {
        model.layer().set(layer);
        return model.settings().get();
    }

    @Test
    void settingsAreThoseOfTheLayersOwnCard() {
        choose(4, 0);
        AblateDirections zero = new AblateDirections(2, edit(2, 0).basis(), List.of(DirectionChange.ablated(1)), Ablation.ZERO, Positions.ALL);
        stack.add(zero);
        assertEquals(Ablation.ZERO, at(2).mode());
        assertEquals(Ablation.MEAN, at(4).mode());
        choose(4, 0, 1);
        assertEquals(List.of(edit(4, 0, 1), zero), stack.active().get().edits());
    }

    @Test
    void aCardOfAnotherBasisStaysAsItIs() {
        AblateDirections foreign = AblateDirections.of(4, new BasisReference(Path.of("other"), "1".repeat(64)), List.of(0), Ablation.ZERO);
        stack.add(foreign);
        choose(4, 1);
        choose(4);
        assertEquals(List.of(foreign), stack.active().get().edits());
        assertEquals(AblationSettings.INITIAL, model.settings().get());
        assertEquals(List.of(foreign), model.others().get());
    }

    @Test
    void aModelThatIsClearedTakesAllItsCardsAway() {
        choose(4, 0);
        stack.add(edit(4, 1));
        model.clear(6);
        assertEquals(List.of(), stack.active().get().edits());
        assertFalse(model.shown().isPresent());
    }
}
