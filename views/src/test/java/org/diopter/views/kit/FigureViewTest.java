package org.diopter.views.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.layout.StackPane;
import org.diopter.views.figure.Palette;
import org.diopter.views.figure.Sheet;
import org.diopter.views.figure.TrajectoryFigure;
import org.diopter.views.figure.TrajectoryLook;
import org.diopter.views.figure.Unit;
import org.diopter.views.figure.Viewport;
import org.diopter.views.testing.Contexts;
import org.diopter.views.testing.Fx;
import org.diopter.views.testing.MadeUp;
import org.diopter.views.testing.ShownView;
import org.diopter.views.testing.Words;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FigureViewTest {
    private final List<Runnable> waiting = new ArrayList<>();
    private final ObjectProperty<WindowTheme> theme = new SimpleObjectProperty<>(WindowTheme.LIGHT);
    private final SimpleDoubleProperty textScale = new SimpleDoubleProperty(1);
    private final FigureView view =
            Fx.get(() -> new FigureView(new ViewContext(waiting::add, Runnable::run, theme, textScale, new SimpleObjectProperty<>(Unit.NATS))));
    @RegisterExtension
    private final ShownView window = new ShownView(new StackPane(view), 400, 300);

    @BeforeAll
    static void startJavaFx() {
        Fx.start();
    }

    private static TrajectoryFigure figure(int stride) {
        Findings f = MadeUp.findings(Words.PROMPT);
        return new TrajectoryFigure(f.trajectory(), f.labels(), f.card().vocabulary(), List.of(), TrajectoryLook.standard().withStride(stride),
                Viewport.WHOLE, new Sheet(Palette.PRINT, 10, 10), f.provenance());
    }

    private void show(TrajectoryFigure figure) {
        Fx.run(() -> {
            view.figure().set(figure);
            view.getParent().applyCss();
            view.getParent().layout();
        });
    }

    private void paintAll() {
        Fx.run(() -> {
            List<Runnable> now = List.copyOf(waiting);
            waiting.clear();
            now.forEach(Runnable::run);
        });
        Fx.run(() -> {});
    }

    private Sheet sheet() {
        return Objects.requireNonNull(view.shown().get()).sheet();
    }

    private int stride() {
        return ((TrajectoryFigure) Objects.requireNonNull(view.shown().get())).look().stride();
    }

    @Test
    void aFigureIsPaintedAtTheSizeOfTheViewInTheColoursOfTheTheme() {
        show(figure(1));
        paintAll();
        assertEquals(new Sheet(Palette.LIGHT, 400, 300), sheet());
        assertTrue(Fx.get(view::isSettled));
    }

    @Test
    void ofTwoThatWaitOnlyTheLatestIsShown() {
        show(figure(1));
        show(figure(3));
        assertEquals(1, waiting.size());
        paintAll();
        assertEquals(3, stride());
        assertEquals(List.of(), waiting);
    }

    @Test
    void aPictureIsShownThoughAnotherIsAskedForWhileItIsPainted() {
        show(figure(1));
        // The painter has finished the first when the second is asked for, and the window has not heard of it: so it is when one scrolls faster than is painted.
        Fx.run(() -> {
            waiting.removeFirst().run();
            view.figure().set(figure(3));
            view.getParent().layout();
        });
        Fx.run(() -> {});
        assertEquals(1, stride());
        paintAll();
        assertEquals(3, stride());
    }

    @Test
    void aFigureThatWasTakenAwayWhileItWasPaintedIsNotShown() {
        show(figure(1));
        Fx.run(() -> {
            waiting.removeFirst().run();
            view.figure().set(null);
            view.getParent().layout();
        });
        Fx.run(() -> {});
        assertNull(view.shown().get());
        assertTrue(Fx.get(view::isSettled));
    }

    @Test
    void theSameFigureIsNotPaintedTwice() {
        TrajectoryFigure figure = figure(1);
        show(figure);
        paintAll();
        show(figure.withPins(List.of()));
        assertEquals(List.of(), waiting);
    }

    @Test
    void anotherThemePaintsTheFigureInItsColours() {
        show(figure(1));
        paintAll();
        Fx.run(() -> {
            theme.set(WindowTheme.DARK);
            view.getParent().layout();
        });
        paintAll();
        assertEquals(Palette.DARK, sheet().palette());
    }

    @Test
    void largerTextMakesTheFigureLargerOnASmallerSheet() {
        show(figure(1));
        Fx.run(() -> {
            textScale.set(2);
            view.getParent().layout();
        });
        paintAll();
        assertEquals(new Sheet(Palette.LIGHT, 200, 150), sheet());
        assertEquals(50, Fx.get(() -> view.inFigure(100, 40).getX()));
    }

    @Test
    void aWindowThatClosesPaintsNoMore() {
        FigureView closing = Fx.get(() -> new FigureView(Contexts.of(_ -> {
            throw new RejectedExecutionException();
        }, WindowTheme.LIGHT)));
        Fx.run(() -> {
            closing.figure().set(figure(1));
            closing.resize(400, 300);
            closing.layout();
        });
        assertNull(closing.shown().get());
        assertTrue(Fx.get(closing::isSettled));
    }

    @Test
    void noFigureShowsNothing() {
        show(figure(1));
        paintAll();
        Fx.run(() -> {
            view.figure().set(null);
            view.getParent().layout();
        });
        assertNull(view.shown().get());
        assertTrue(Fx.get(view::isSettled));
    }
}
