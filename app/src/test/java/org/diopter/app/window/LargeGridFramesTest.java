package org.diopter.app.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javafx.animation.AnimationTimer;
import javafx.event.Event;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Group;
import javafx.scene.Parent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import org.diopter.engine.EngineOptions;
import org.diopter.engine.lens.Statistic;
import org.diopter.engine.lens.SyntheticTrajectories;
import org.diopter.engine.lens.Trajectory;
import org.diopter.engine.runtime.ProviderChoice;
import org.diopter.views.figure.Quantity;
import org.diopter.views.figure.TrajectoryFigure;
import org.diopter.views.figure.Viewport;
import org.diopter.views.kit.FigureView;
import org.diopter.views.testing.Fx;
import org.diopter.views.testing.MadeUp;
import org.diopter.views.testing.Words;
import org.diopter.views.trajectory.GridView;
import org.diopter.views.trajectory.TrajectoryModel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// A grid of 512 positions and 31 layers in the whole window, laid out at 1600 × 1000: what hovering, scrolling and another statistic paint. With
/// `-Ddiopter.measure=SECONDS` it moves the pointer, scrolls and changes the statistic once a frame for that long and says how many frames came.
class LargeGridFramesTest {
    private static final int POSITIONS = 512;
    private static final int LAYERS = 30;
    private static final int SECONDS = Integer.getInteger("diopter.measure", 1);
    private static final double WIDTH = 1600;
    private static final double HEIGHT = 1000;
    /// The screen of the platform without a display, both ways.
    private static final double SCREEN = 1000;
    /// The centre begins here: moved to the screen's left edge, grid and curves lie on it whole.
    private static final double CENTRE = 326;

    @TempDir
    static Path home;

    @SuppressWarnings("NullAway.Init")
    private MainWindow window;

    @SuppressWarnings("NullAway.Init")
    private TrajectoryModel model;

    private final List<TrajectoryFigure> painted = new ArrayList<>();

    @BeforeAll
    static void startJavaFx() {
        Fx.start();
    }

    private static MainWindow open() {
        WindowOptions options = new WindowOptions(new EngineOptions(ProviderChoice.CPU, 2, home), Optional.of(Path.of("models", "one")), Optional.of(Words.PROMPT), 42);
        FakeWorkbench workbench = new FakeWorkbench();
        MainWindow main = new MainWindow(new Stage(), options, new Engine(() -> workbench), new ChosenFiles(List.of()));
        enlarge(main.stage());
        main.stage().show();
        main.begin();
        return main;
    }

    private static void enlarge(Stage stage) {
        Region content = (Region) stage.getScene().getRoot();
        Group screen = new Group();
        screen.setAutoSizeChildren(false);
        stage.getScene().setRoot(screen);
        screen.getChildren().add(content);
        content.resizeRelocate(-CENTRE, 0, WIDTH, HEIGHT);
        stage.setX(0);
        stage.setY(0);
        stage.setMinWidth(0);
        stage.setMinHeight(0);
        stage.setWidth(SCREEN);
        stage.setHeight(SCREEN);
    }

    /// Not with the instance: that is made for a test that is skipped, too, and would never be closed.
    @BeforeEach
    void showTheLargeGrid() {
        window = Fx.get(LargeGridFramesTest::open);
        model = window.place().trajectory();
        Fx.until("the study", () -> model.findings().get() != null && Objects.requireNonNull(model.findings().get()).trajectory().isComplete()
                && window.place().models().check().get() != null && window.place().jobs().running().isEmpty());
        Fx.run(() -> {
            model.runs().baseline().set(MadeUp.findings(trajectory()));
            picture().shown().subscribe(figure -> {
                if (figure instanceof TrajectoryFigure grid) {
                    painted.add(grid);
                }
            });
        });
        settle();
        assertEquals(POSITIONS, painted.getLast().trajectory().positions());
    }

    private static Trajectory trajectory() {
        Words words = new Words();
        int[] ids = new int[POSITIONS];
        int[] finals = new int[POSITIONS];
        for (int i = 0; i < POSITIONS; i++) {
            ids[i] = 2 + i * 7 % (words.size() - 2);
            finals[i] = 2 + i * 5 % (words.size() - 2);
        }
        return SyntheticTrajectories.tracking(8, ids, finals, LAYERS, words.size(), 7);
    }

    @AfterEach
    void close() throws InterruptedException {
        Fx.run(window.stage()::close);
        window.close();
    }

    private GridView grid() {
        return window.desks().get(TrajectoryDesk.class).view().orElseThrow().grid();
    }

    private FigureView picture() {
        return grid().picture();
    }

    /// Until all that was asked for has been painted.
    private void settle() {
        int[] quiet = new int[1];
        Fx.until("the pictures", () -> {
            quiet[0] = pictures().stream().allMatch(FigureView::isSettled) ? quiet[0] + 1 : 0;
            return quiet[0] >= 3;
        });
    }

    private List<FigureView> pictures() {
        return window.stage().getScene().getRoot().lookupAll(".figure-view").stream().map(FigureView.class::cast).toList();
    }

    @Test
    void aPointerThatMovesOverTheGridPaintsNoPicture() {
        int before = painted.size();
        List<Object> shown = Fx.get(() -> pictures().stream().map(view -> (Object) Objects.requireNonNull(view.shown().get())).toList());
        Fx.run(() -> {
            for (int i = 0; i < 50; i++) {
                hover(i);
            }
        });
        settle();
        assertTrue(Fx.get(() -> model.hovered().get() != null), "the pointer is on a cell");
        assertEquals(before, painted.size());
        List<Object> after = Fx.get(() -> pictures().stream().map(view -> (Object) Objects.requireNonNull(view.shown().get())).toList());
        for (int i = 0; i < shown.size(); i++) {
            assertTrue(shown.get(i) == after.get(i), "picture " + i + " was painted again");
        }
    }

    @Test
    void anotherStatisticIsPaintedOnce() {
        int before = painted.size();
        Fx.run(() -> statistic(Statistic.ENTROPY));
        settle();
        assertEquals(before + 1, painted.size());
        assertEquals(new Quantity.OfCell(Statistic.ENTROPY), painted.getLast().look().quantity());
    }

    @Test
    @EnabledIfSystemProperty(named = "diopter.measure", matches = "\\d+")
    void framesASecond() {
        Fx.run(() -> ((Parent) window.stage().getScene().getRoot()).layout());
        for (int warm = 1; warm >= 0; warm--) {
            boolean says = warm == 0;
            frames(says, "nothing happens", _ -> {});
            frames(says, "hovering, whole grid", this::hover);
            frames(says, "statistic, whole grid", frame -> statistic(frame % 2 == 0 ? Statistic.ENTROPY : Statistic.MAX_PROBABILITY));
            for (double cell : new double[] {4, 12, 36}) {
                zoom(cell);
                String where = String.format(Locale.ROOT, "cells %.0f px wide", cell);
                frames(says, "hovering, " + where, this::hover);
                frames(says, "scrolling, " + where, this::scroll);
                frames(says, "statistic, " + where, frame -> statistic(frame % 2 == 0 ? Statistic.ENTROPY : Statistic.MAX_PROBABILITY));
            }
            Fx.run(() -> model.viewport().set(Viewport.WHOLE));
            settle();
        }
        switched("whole grid");
        zoom(36);
        switched("cells 36 px wide");
    }

    /// A part of the grid in which cells are so wide.
    private void zoom(double cell) {
        Fx.run(() -> {
            double width = picture().getWidth() - 100;
            model.viewport().set(new Viewport(POSITIONS * cell / width, cell >= 30 ? 2 : 1, 0, 0));
        });
        settle();
    }

    private void hover(long frame) {
        Bounds bounds = grid().localToScene(grid().getLayoutBounds());
        double x = bounds.getMinX() + 120 + frame * 11 % (bounds.getWidth() - 150);
        double y = bounds.getMinY() + 20 + frame * 7 % (bounds.getHeight() - 100);
        Event.fireEvent(grid(), new MouseEvent(MouseEvent.MOUSE_MOVED, x, y, x, y, MouseButton.NONE, 0, false, false, false, false, false, false, false, true,
                false, true, null));
    }

    private void scroll(long frame) {
        Point2D at = grid().localToScene(300, 100);
        double by = frame / 120 % 2 == 0 ? -23 : 23;
        Event.fireEvent(grid(), new ScrollEvent(ScrollEvent.SCROLL, at.getX(), at.getY(), at.getX(), at.getY(), false, false, false, false, true, false,
                by, 0, by, 0, ScrollEvent.HorizontalTextScrollUnits.NONE, 0, ScrollEvent.VerticalTextScrollUnits.NONE, 0, 0, null));
    }

    private void statistic(Statistic of) {
        model.change(look -> look.withQuantity(new Quantity.OfCell(of)));
    }

    /// What happens once a frame.
    private interface Act {
        void at(long frame);
    }

    /// Does something once a frame, and counts the frames and the pictures of the grid among them.
    private void frames(boolean says, String what, Act act) {
        CompletableFuture<long[]> counted = new CompletableFuture<>();
        Fx.run(() -> {
            int before = painted.size();
            new AnimationTimer() {
                private final long begun = System.nanoTime();
                private long last = begun;
                private long longest;
                private final long used = cpu();
                private long frames;

                @Override
                public void handle(long now) {
                    long begins = System.nanoTime();
                    longest = Math.max(longest, begins - last);
                    last = begins;
                    if (begins - begun > TimeUnit.SECONDS.toNanos(SECONDS)) {
                        stop();
                        counted.complete(new long[] {frames, painted.size() - before, longest, cpu() - used, begins - begun});
                        return;
                    }
                    act.at(frames++);
                }
            }.start();
        });
        long[] found = counted.join();
        settle();
        if (says) {
            double seconds = found[4] * 1e-9;
            System.out.printf(Locale.ROOT, "%-36s %5.1f frames a second, %5.1f pictures a second, longest wait %4.0f ms, the FX thread computes %4.1f ms a frame%n", what, found[0] / seconds,
                    found[1] / seconds, found[2] * 1e-6, found[3] * 1e-6 / Math.max(1, found[0]));
        }
    }

    /// What the thread has used, in nanoseconds.
    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /// How long and how many frames it takes from another statistic to its picture.
    private void switched(String where) {
        List<Double> millis = new ArrayList<>();
        List<Integer> frames = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Statistic of = i % 2 == 0 ? Statistic.KL_TO_FINAL : Statistic.MAX_PROBABILITY;
            CompletableFuture<Double> done = new CompletableFuture<>();
            int[] pulses = new int[1];
            AnimationTimer timer = Fx.get(() -> new AnimationTimer() {
                @Override
                public void handle(long now) {
                    pulses[0]++;
                }
            });
            Fx.run(() -> {
                long begun = System.nanoTime();
                timer.start();
                var heard = picture().shown().subscribe((_, _) -> done.complete((System.nanoTime() - begun) * 1e-6));
                done.whenComplete((_, _) -> heard.unsubscribe());
                statistic(of);
            });
            millis.add(done.join());
            frames.add(Fx.get(() -> {
                timer.stop();
                return pulses[0];
            }));
            settle();
        }
        System.out.printf(Locale.ROOT, "from another statistic to its picture, %s: median %.1f ms, longest %.1f ms; frames %s%n", where,
                millis.stream().sorted().skip(10).findFirst().orElseThrow(), millis.stream().mapToDouble(d -> d).max().orElseThrow(), frames);
    }
}
