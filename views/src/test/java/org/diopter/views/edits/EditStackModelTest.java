package org.diopter.views.edits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.diopter.engine.cache.CachePolicy;
import org.diopter.engine.cache.CacheUse;
import org.diopter.engine.edit.ComponentMask;
import org.diopter.engine.edit.Edit;
import org.diopter.engine.edit.EditStack;
import org.diopter.engine.edit.MatrixId;
import org.diopter.engine.edit.MatrixKind;
import org.diopter.engine.edit.PruneMagnitude;
import org.diopter.engine.edit.ReduceRank;
import org.diopter.engine.edit.SkipPart;
import org.diopter.engine.edit.ZeroMatrix;
import org.junit.jupiter.api.Test;

class EditStackModelTest {
    private static final Edit SKIP = new SkipPart(1, SkipPart.Part.MLP);
    private static final Edit ZERO = new ZeroMatrix(new MatrixId(2, MatrixKind.MLP_DOWN));

    private final EditStackModel model = new EditStackModel();

    private static Edit rank(String rho) {
        return new ReduceRank(new MatrixId(3, MatrixKind.MLP_DOWN), ComponentMask.Share.of(rho));
    }

    private List<Edit> active() {
        return model.active().get().edits();
    }

    @Test
    void editsActInTheOrderOfTheirCards() {
        int first = model.add(SKIP);
        model.add(ZERO);
        assertEquals(List.of(SKIP, ZERO), active());
        model.move(first, 1);
        assertEquals(List.of(ZERO, SKIP), active());
        model.move(first, 99);
        assertEquals(List.of(ZERO, SKIP), active());
    }

    @Test
    void aMutedCardIsLeftOut() {
        int first = model.add(SKIP);
        model.add(ZERO);
        model.toggleMuted(first);
        assertEquals(List.of(ZERO), active());
        model.toggleMuted(first);
        assertEquals(List.of(SKIP, ZERO), active());
    }

    @Test
    void soloLeavesTheOthersOut() {
        model.add(SKIP);
        int second = model.add(ZERO);
        model.toggleSolo(second);
        assertEquals(List.of(ZERO), active());
    }

    @Test
    void aMutedSoloSilencesNobody() {
        model.add(SKIP);
        int second = model.add(ZERO);
        model.toggleSolo(second);
        model.toggleMuted(second);
        assertEquals(List.of(SKIP), active());
    }

    @Test
    void undoAndRedoGoStepByStep() {
        model.add(SKIP);
        int second = model.add(ZERO);
        model.remove(second);
        model.undo();
        assertEquals(List.of(SKIP, ZERO), active());
        model.undo();
        model.undo();
        assertEquals(EditStack.NONE, model.active().get());
        assertFalse(model.undoable().get());
        model.redo();
        model.redo();
        model.redo();
        assertEquals(List.of(SKIP), active());
        assertFalse(model.redoable().get());
    }

    @Test
    void aDragIsOneStep() {
        int card = model.add(rank("0.5"));
        for (String rho : List.of("0.4", "0.3", "0.2")) {
            model.amend(card, rank(rho));
        }
        model.undo();
        assertEquals(List.of(rank("0.5")), active());
    }

    @Test
    void twoDragsAreTwoSteps() {
        int card = model.add(rank("0.5"));
        model.amend(card, rank("0.4"));
        model.settle();
        model.amend(card, rank("0.3"));
        model.undo();
        assertEquals(List.of(rank("0.4")), active());
    }

    @Test
    void aDragAfterUndoIsAStepOfItsOwn() {
        int card = model.add(rank("0.5"));
        model.amend(card, rank("0.4"));
        model.undo();
        model.amend(card, rank("0.3"));
        assertFalse(model.redoable().get());
        model.undo();
        assertEquals(List.of(rank("0.5")), active());
    }

    @Test
    void aChangeAfterUndoForgetsWhatWasUndone() {
        model.add(SKIP);
        model.undo();
        model.add(ZERO);
        assertFalse(model.redoable().get());
    }

    @Test
    void twoHundredStepsCanBeUndone() {
        int card = model.add(rank("0.5"));
        for (int i = 0; i < 250; i++) {
            model.toggleMuted(card);
        }
        int undone = 0;
        while (model.undoable().get()) {
            model.undo();
            undone++;
        }
        assertEquals(StudyHistory.STEPS, undone);
    }

    @Test
    void aChangeThatChangesNothingIsNoStep() {
        int card = model.add(SKIP);
        model.replace(card, SKIP);
        model.move(card, 0);
        model.undo();
        assertTrue(model.cards().get().isEmpty());
    }

    @Test
    void aCopyStandsAfterItsCardAndIsSelected() {
        int first = model.add(SKIP);
        model.add(ZERO);
        model.duplicate(first);
        assertEquals(List.of(SKIP, SKIP, ZERO), active());
        assertEquals(1, model.cards().get().place(model.selectedCard().orElseThrow().number()));
    }

    @Test
    void theNextCardIsSelectedWhenOneIsRemoved() {
        int first = model.add(SKIP);
        int second = model.add(ZERO);
        model.remove(first);
        assertEquals(second, model.selected().get());
        model.remove(second);
        assertNull(model.selected().get());
    }

    @Test
    void listenersHearOfEveryChangeOfWhatActsOnce() {
        List<EditStack> heard = new ArrayList<>();
        model.active().subscribe((_, now) -> heard.add(now));
        int card = model.add(SKIP);
        model.toggleSolo(card);
        model.toggleMuted(card);
        assertEquals(List.of(EditStack.of(SKIP), EditStack.NONE), heard);
    }

    @Test
    void theAmountOfAnEditStaysInsideItsLimits() {
        Amount kept = Amount.of(rank("0.5")).orElseThrow();
        assertEquals(rank("0.01"), kept.edit(-3));
        assertEquals(rank("0.33"), kept.edit(0.3333));
        assertEquals(new ReduceRank(new MatrixId(3, MatrixKind.MLP_DOWN), new ComponentMask.Share(BigDecimal.ONE, false)), kept.edit(7));
    }

    @Test
    void everyEditInsideABlockHasAStrength() {
        for (Edit edit : List.of(SKIP, ZERO, rank("0.5"), new PruneMagnitude(new MatrixId(3, MatrixKind.MLP_DOWN), new BigDecimal("0.5")))) {
            Amount strength = Amount.strength(edit).orElseThrow();
            assertEquals(1, strength.value());
            assertTrue(strength.edit(0.25).text().endsWith(",strength=0.25"), edit.text());
            assertTrue(strength.edit(9).text().endsWith(",strength=2"), "no further than the slider");
            assertEquals(edit, Amount.strength(strength.edit(0.25)).orElseThrow().edit(1), "all else stays");
            assertTrue(EditWords.of(strength.edit(0.25)).place().endsWith("strength 0.25"));
        }
    }

    private static CacheUse local(int keys) {
        return CacheUse.streaming(CachePolicy.parse("local:recent=" + keys));
    }

    @Test
    void aSecondPolicyTakesThePlaceOfTheFirstAndKeepsItsSwitches() {
        model.add(SKIP);
        model.use(local(4));
        model.toggleMuted(EditCards.POLICY);
        model.use(local(8));
        assertEquals(CacheUse.FULL, model.changes().get().cache());
        model.toggleMuted(EditCards.POLICY);
        assertEquals(new Changes(EditStack.of(SKIP), local(8)), model.changes().get());
    }

    @Test
    void aPolicyOnSoloLeavesEditsOutAndTheOtherWayRound() {
        int edit = model.add(SKIP);
        model.use(local(4));
        model.toggleSolo(EditCards.POLICY);
        assertEquals(new Changes(EditStack.NONE, local(4)), model.changes().get());
        model.toggleSolo(EditCards.POLICY);
        model.toggleSolo(edit);
        assertEquals(Changes.of(EditStack.of(SKIP)), model.changes().get());
    }

    @Test
    void aDragOverThePolicysSettingsIsOneStepBack() {
        model.use(local(4));
        model.amend(local(5));
        model.amend(local(6));
        model.settle();
        model.undo();
        assertEquals(local(4), model.changes().get().cache());
        model.undo();
        assertTrue(model.cards().get().policy().isEmpty());
        assertNull(model.selected().get());
    }

    @Test
    void aPolicyThatIsRemovedLeavesEditsAlone() {
        model.add(SKIP);
        model.use(local(4));
        assertEquals(EditCards.POLICY, model.selected().get());
        model.remove(EditCards.POLICY);
        assertEquals(Changes.of(EditStack.of(SKIP)), model.changes().get());
    }
}
