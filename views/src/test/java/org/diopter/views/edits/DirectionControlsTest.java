package org.diopter.views.edits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import javafx.event.ActionEvent;
import javafx.scene.Node;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import org.diopter.engine.causal.Ablation;
import org.diopter.engine.causal.BasisReference;
import org.diopter.engine.causal.Positions;
import org.diopter.engine.edit.AblateDirections;
import org.diopter.engine.edit.DirectionChange;
import org.diopter.model.UnusableInputException;
import org.diopter.views.testing.Fx;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DirectionControlsTest {
    private static final BasisReference BASIS = new BasisReference(Path.of("basis"), "a".repeat(64));
    private static final AblateDirections EDIT = AblateDirections.of(4, BASIS, List.of(0, 2), Ablation.MEAN);

    private final EditStackModel model = new EditStackModel();

    @BeforeAll
    static void startJavaFx() {
        Fx.start();
    }

    private static AblateDirections edit(String... changes) {
        return new AblateDirections(4, BASIS, IntStream.range(0, changes.length / 3)
                .mapToObj(i -> new DirectionChange(Integer.parseInt(changes[3 * i]), new BigDecimal(changes[3 * i + 1]), new BigDecimal(changes[3 * i + 2])))
                .toList(), Ablation.MEAN, Positions.ALL);
    }

    private DirectionControls shown(AblateDirections edit) {
        return Fx.get(() -> {
            int number = model.add(edit);
            DirectionControls controls = new DirectionControls(model, number);
            model.cards().subscribe(cards -> cards.card(number).ifPresent(card -> controls.show((AblateDirections) card.edit())));
            return controls;
        });
    }

    private static <T extends Node> T named(DirectionControls controls, Class<T> kind, String name) {
        return controls.getChildren().stream()
                .flatMap(row -> row.lookupAll("*").stream())
                .filter(kind::isInstance)
                .map(kind::cast)
                .filter(node -> name.equals(node.getAccessibleText()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aSliderChangesTheStrengthOfItsDirectionInOneStep() {
        DirectionControls controls = shown(EDIT);
        Fx.run(() -> {
            Slider slider = named(controls, Slider.class, "Strength of v2");
            slider.setValueChanging(true);
            slider.setValue(0.7);
            slider.setValue(0.25);
            slider.setValueChanging(false);
        });
        assertEquals(List.of(edit("0", "1", "0", "2", "0.25", "0")), model.active().get().edits());
        Fx.run(model::undo);
        assertEquals(List.of(EDIT), model.active().get().edits());
    }

    @Test
    void fieldsGoBeyondTheSliderAndSteer() {
        DirectionControls controls = shown(EDIT);
        type(controls, "Strength of v0", "3.5");
        type(controls, "Steering along v2", "−2");
        assertEquals(List.of(edit("0", "3.5", "0", "2", "1", "-2")), model.active().get().edits());
    }

    private static void type(DirectionControls controls, String field, String text) {
        Fx.run(() -> {
            TextField place = named(controls, TextField.class, field);
            place.setText(text);
            place.fireEvent(new ActionEvent());
        });
    }

    @Test
    void controlsThatAreMadeDuringADragDoNotEndItsStep() {
        Fx.run(() -> {
            AblateDirections begun = edit("0", "0.1", "0");
            model.begin(begun);
            int number = model.selected().get();
            new DirectionControls(model, number).show(begun);
            model.amend(number, edit("0", "0.7", "0"));
            model.settle();
        });
        assertEquals(List.of(edit("0", "0.7", "0")), model.active().get().edits());
        Fx.run(model::undo);
        assertEquals(List.of(), model.active().get().edits());
    }

    @Test
    void aFieldThatIsOnlyVisitedKeepsAllDecimals() {
        AblateDirections exact = edit("0", "0.125", "0");
        DirectionControls controls = shown(exact);
        Fx.run(() -> named(controls, TextField.class, "Strength of v0").fireEvent(new ActionEvent()));
        assertEquals(List.of(exact), model.active().get().edits());
    }

    @Test
    void aCardOfManyDirectionsSaysWhereTheRestAre() {
        DirectionControls controls = shown(AblateDirections.of(4, BASIS, IntStream.range(0, 15).boxed().toList(), Ablation.MEAN));
        assertEquals(1 + 12 + 1, Fx.get(() -> controls.getChildren().size()));
    }

    @Test
    void wordsNameWhatDiffers() {
        assertEquals("layer 4", EditWords.of(EDIT).place());
        assertEquals("layer 4 · strength 0.5", EditWords.of(edit("0", "0.5", "0", "2", "0.5", "0")).place());
        assertEquals("layer 4 · strength 1, 0.5 · steering 0, 3", EditWords.of(edit("0", "1", "0", "2", "0.5", "3")).place());
        EditWords steering = EditWords.of(edit("0", "0", "2"));
        assertEquals("Steer along v0", steering.title());
        assertEquals("layer 4 · steering 2", steering.place());
    }

    /// An older session has one strength for all directions of an edit; a newer one has one each.
    @Test
    void sessionsKeepStrengthsAndOlderOnesAreRead() {
        List<UnusableInputException> lost = new ArrayList<>();
        String place = "ablate:layer=4,basis=" + BASIS.file() + ",sha256=" + BASIS.sha256();
        EditCards cards = CardText.cards(List.of(new CardText(place + ",directions=0+2,mode=mean,strength=0.5,steer=3", false, false)), lost::add);
        assertEquals(edit("0", "0.5", "3", "2", "0.5", "3"), cards.all().getFirst().edit());

        AblateDirections each = edit("0", "1", "-2", "2", "0.25", "0");
        EditCards kept = CardText.cards(CardText.of(EditCards.NONE.with(each)), lost::add);
        assertEquals(each, Objects.requireNonNull(kept.all().getFirst()).edit());
        assertTrue(lost.isEmpty());
    }
}
