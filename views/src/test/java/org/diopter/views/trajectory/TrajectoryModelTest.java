package org.diopter.views.trajectory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.diopter.engine.lens.Trajectory;
import org.diopter.views.figure.Cell;
import org.diopter.views.figure.Orientation;
import org.diopter.views.figure.Pin;
import org.diopter.views.figure.Quantity;
import org.diopter.views.figure.TrajectoryFigure;
import org.diopter.views.figure.Viewport;
import org.diopter.views.kit.Findings;
import org.diopter.views.testing.MadeUp;
import org.diopter.views.testing.Words;
import org.junit.jupiter.api.Test;

class TrajectoryModelTest {
    private final TrajectoryModel model = new TrajectoryModel();

    private Trajectory show(String text) {
        Findings findings = MadeUp.findings(text);
        model.runs().baseline().set(findings);
        return findings.trajectory();
    }

    private TrajectoryFigure figure() {
        return Objects.requireNonNull(model.figure().get());
    }

    @Test
    void thereIsNoFigureBeforeTheFirstRun() {
        assertNull(model.figure().get());
    }

    @Test
    void theFirstSelectionIsTheOutputOfTheLastPosition() {
        Trajectory trajectory = show(Words.PROMPT);
        assertEquals(new Cell(MadeUp.LAYERS, trajectory.positions() - 1), model.selected().get());
    }

    @Test
    void aSelectionAtTheEndStaysAtTheEndOfALongerPrompt() {
        show("The capital of France is");
        Trajectory longer = show(Words.PROMPT);
        assertEquals(new Cell(MadeUp.LAYERS, longer.positions() - 1), model.selected().get());
    }

    @Test
    void aSelectionInTheMiddleStaysWhereItIs() {
        show(Words.PROMPT);
        model.selected().set(new Cell(2, 3));
        show(Words.PROMPT + " Rome");
        assertEquals(new Cell(2, 3), model.selected().get());
    }

    @Test
    void aSelectionThatAShorterPromptDoesNotHaveMovesToItsEnd() {
        show(Words.PROMPT);
        model.selected().set(new Cell(2, 9));
        Trajectory shorter = show("The capital");
        assertEquals(new Cell(2, shorter.positions() - 1), model.selected().get());
    }

    @Test
    void anotherLookIsAnotherFigureOfTheSameTrajectory() {
        Trajectory trajectory = show(Words.PROMPT);
        TrajectoryFigure before = figure();
        model.nextQuantity();
        model.transpose();
        assertSame(trajectory, figure().trajectory());
        assertFalse(before.equals(figure()));
        assertEquals(Orientation.LAYERS_ACROSS, figure().look().orientation());
    }

    @Test
    void theQuantitiesComeRoundAgain() {
        show(Words.PROMPT);
        Quantity first = model.look().get().quantity();
        for (int i = 0; i < model.quantities().size(); i++) {
            model.nextQuantity();
        }
        assertEquals(first, model.look().get().quantity());
    }

    @Test
    void theStrideNeverFallsBelowOneNorHidesTheOutput() {
        show(Words.PROMPT);
        model.changeStride(-5);
        assertEquals(1, model.look().get().stride());
        model.changeStride(100);
        assertEquals(List.of(0, MadeUp.LAYERS), figure().shownRows());
    }

    @Test
    void theFirstPinsAreTheTokensThatLeadAtTheSelectedPosition() {
        Trajectory trajectory = show(Words.PROMPT);
        int last = trajectory.positions() - 1;
        List<Integer> pinned = model.pins().pinned().get().stream().map(Pin::id).toList();
        assertEquals(trajectory.tracked(last)[0], pinned.getFirst());
        assertTrue(pinned.size() <= Pins.FIRST);
        model.selected().set(new Cell(0, 2));
        assertEquals(trajectory.tracked(2)[0], model.pins().pinned().get().getFirst().id());
    }

    @Test
    void pinsThatTheUserChoseStayWhenTheSelectionMoves() {
        show(Words.PROMPT);
        model.togglePin(Words.id(" Rome"));
        List<Pin> chosen = model.pins().pinned().get();
        model.selected().set(new Cell(0, 2));
        assertEquals(chosen, model.pins().pinned().get());
    }

    @Test
    void onlyTokensThatTheUserAskedForAreFollowedEverywhere() {
        show(Words.PROMPT);
        assertEquals(List.of(), model.tracked());
        model.togglePin(Words.id(" Naples"));
        assertTrue(model.tracked().contains(Words.id(" Naples")));
    }

    @Test
    void aTokenThatColoursTheGridIsFollowedEverywhere() {
        show(Words.PROMPT);
        model.change(look -> look.withQuantity(new Quantity.OfToken(Words.id(" Milan"), model.label(Words.id(" Milan")))));
        assertEquals(List.of(Words.id(" Milan")), model.tracked());
    }

    @Test
    void aColumnThatHasNotBeenReadGivesNoPins() {
        Trajectory complete = MadeUp.findings(Words.PROMPT).trajectory();
        BitSet first = new BitSet();
        first.set(0);
        model.runs().baseline().set(MadeUp.findings(MadeUp.partial(complete.tokens(), first)));
        assertEquals(List.of(), model.pins().pinned().get());
        assertNotNull(model.figure().get());
    }

    @Test
    void anotherPromptIsSeenAsAWhole() {
        show(Words.PROMPT);
        model.viewport().set(new Viewport(3, 3, 2, 1));
        show(Words.PROMPT + " Rome");
        assertEquals(Viewport.WHOLE, model.viewport().get());
    }

    @Test
    void moreColumnsOfTheSamePromptLeaveTheZoomAlone() {
        show(Words.PROMPT);
        model.viewport().set(new Viewport(3, 3, 2, 1));
        show(Words.PROMPT);
        assertEquals(new Viewport(3, 3, 2, 1), model.viewport().get());
    }
}
