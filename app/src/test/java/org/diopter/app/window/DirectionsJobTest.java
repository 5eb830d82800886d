package org.diopter.app.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.diopter.views.directions.AlignmentPhase;
import org.diopter.views.directions.DirectionsModel;
import org.diopter.views.directions.MeasuredAlignment;
import org.diopter.views.directions.PromptEffect;
import org.diopter.views.figure.CausalCone;
import org.diopter.views.testing.Fx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Directions with the real engine and the bundled model: there on first start, switched off, undone.
class DirectionsJobTest {
    @TempDir
    static Path folder;

    private final MainWindow window = RealWindow.open(folder, "The capital of France is");

    @BeforeAll
    static void startJavaFx() {
        Fx.start();
    }

    @AfterEach
    void close() throws InterruptedException {
        RealWindow.close(window);
    }

    @Test
    void theBundledBasesAreThereAndASwitchIsACardOfTheStack() {
        DirectionsModel model = window.desks().get(DirectionsDesk.class).model();
        Fx.until("the example", () -> window.place().trajectory().findings().get() != null
                && window.place().trajectory().findings().get().trajectory().isComplete());
        Fx.until("the bases of all layers", () -> model.known().get().size() == 9);
        Fx.run(() -> {
            window.welcome().set(false);
            window.place().show(DirectionsDesk.NAME);
            model.layer().set(5);
            model.choose(5, 0, 0, true);
        });
        assertEquals(5, Fx.get(() -> window.place().stack().active().get().edits().getFirst().firstLayer()));
        Fx.until("what it does to the prompt", () -> model.effect().get() != null);
        PromptEffect effect = Objects.requireNonNull(model.effect().get());
        CausalCone cone = effect.grid().comparison().cone();
        assertTrue(cone.contains(5, 1));
        assertFalse(cone.contains(8, 0), "position 0 stays as it is");
        Fx.until("what the direction stands for", () -> model.shown().orElseThrow().meaning(0).isPresent());
        Fx.until("what removing it does", () -> model.removal().get() != null);

        Fx.until("extreme places of the whole text, as they are found", () -> model.extremes().get().of() > 12 && model.extremes().get().read() > 12);
        assertEquals(6, model.extremes().get().places().size());

        Fx.run(() -> window.place().stack().undo());
        assertFalse(Fx.get(() -> model.chosen().get().contains(5, 0)));
        Fx.until("nothing is compared any more", () -> model.effect().get() == null);
    }

    @Test
    void alignmentIsMeasuredForTheHeldLensAndTheLogitLensAndCanBeCancelled() {
        DirectionsDesk desk = window.desks().get(DirectionsDesk.class);
        DirectionsModel model = desk.model();
        Fx.until("the example", () -> window.place().trajectory().findings().get() != null
                && window.place().trajectory().findings().get().trajectory().isComplete());
        Fx.until("the bases of all layers", () -> model.known().get().size() == 9);
        Fx.run(() -> {
            model.form().set(model.form().get().withStates(12));
            desk.align();
            desk.cancelAlignment();
        });
        assertInstanceOf(AlignmentPhase.Idle.class, Fx.get(() -> model.aligning().get()));
        Fx.run(desk::align);
        Fx.until("the alignment", () -> model.alignment().get() != null);
        MeasuredAlignment measured = Objects.requireNonNull(model.alignment().get());
        assertEquals(2, measured.lenses().size());
        assertEquals(8, measured.lenses().getFirst().layers().size());
        assertEquals(1, measured.lenses().getFirst().layers().getLast().similarity(), 1e-4);
        assertInstanceOf(AlignmentPhase.Idle.class, model.aligning().get());
    }
}
