package org.diopter.app.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import org.diopter.engine.edit.AblateDirections;
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

    private void choose(int layer, Integer... directions) {
        model.chosen().set(model.chosen().get().at(layer, List.of(directions)));
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

    @Test
    void aDragIsOneStep() {
        choose(4, 0);
        model.adjusting().set(true);
        for (double strength : List.of(0.9, 0.6, 0.3)) {
            model.settings().set(model.settings().get().withStrength(strength));
        }
        model.adjusting().set(false);
        assertEquals(0.3, ((AblateDirections) stack.active().get().edits().getFirst()).strength().doubleValue());
        stack.undo();
        assertEquals(1, model.settings().get().strength());
        assertTrue(stack.undoable().get());
    }

    @Test
    void aCardOfAnotherBasisStaysAsItIs() {
        AblateDirections foreign = AblateDirections.of(4, new BasisReference(Path.of("other"), "1".repeat(64)), List.of(0), Ablation.ZERO);
        stack.add(foreign);
        choose(4, 1);
        choose(4);
        assertEquals(List.of(foreign), stack.active().get().edits());
        assertEquals(AblationSettings.INITIAL, model.settings().get());
    }

    @Test
    void aModelThatIsClearedTakesItsCardsAway() {
        choose(4, 0);
        model.clear(6);
        assertEquals(List.of(), stack.active().get().edits());
        assertFalse(model.shown().isPresent());
    }
}
