package org.diopter.views.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import javafx.animation.AnimationTimer;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.scene.Node;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.util.Subscription;
import org.diopter.model.tokenizer.TokenSequence;
import org.diopter.views.figure.ColorMap;
import org.diopter.views.figure.TokenStripFigure;
import org.diopter.views.figure.Viewport;
import org.diopter.views.kit.FigureView;
import org.diopter.views.kit.QueryKeyMap;
import org.diopter.views.kit.WindowTheme;
import org.diopter.views.testing.Contexts;
import org.diopter.views.testing.Fx;
import org.diopter.views.testing.MadeUp;
import org.diopter.views.testing.ShownView;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The cache view over a text that is longer than its panes, two policies beside each other. With `-Ddiopter.measure=FRAMES` the text has 2,048 tokens, and for
/// so many frames each something is done to it; how far the frames lie apart is printed, what the FX thread did for each, and how many pictures were seen.
class LargeCacheViewTest {
    private static final boolean MEASURES = System.getProperty("diopter.measure") != null;
    private static final int FRAMES = Integer.getInteger("diopter.measure", 0);
    private static final int TOKENS = MEASURES ? 2048 : 300;
    private static final int WORDS = 24;
    private static final int REPAINTS = 12;

    private static final ExecutorService PAINTING = Executors.newSingleThreadExecutor();

    private final CacheModel model = new CacheModel();
    private final CacheView view = Fx.get(() -> new CacheView(model, Contexts.of(PAINTING, WindowTheme.LIGHT), new Said(new ArrayList<>())));
    @RegisterExtension
    private final ShownView window = new ShownView(Fx.get(this::desk), 1540, 960);

    @BeforeAll
    static void startJavaFx() {
        Fx.start();
    }

    private HBox desk() {
        CacheInspector inspector = new CacheInspector(model, Contexts.of(PAINTING, WindowTheme.LIGHT));
        inspector.setMinWidth(300);
        inspector.setMaxWidth(300);
        HBox.setHgrow(view, Priority.ALWAYS);
        return new HBox(view, inspector);
    }

    @BeforeEach
    void showTwoPolicies() {
        TokenSequence tokens = TokenSequence.of(IntStream.range(0, TOKENS).map(i -> i * 7 % WORDS).toArray());
        CacheModel.Look look = CacheExamples.look(MadeUp.findings(MadeUp.trajectory(tokens, 0)), 1, 0, PolicyForm.INITIAL, PolicyForm.INITIAL.with(PolicyForm.Kind.H2O));
        Fx.run(() -> {
            model.beside().set(true);
            CacheExamples.show(model, look);
            model.lookAt(1, 0);
        });
        untilPainted();
    }

    @AfterAll
    static void stopPainting() {
        PAINTING.shutdown();
    }

    private void untilPainted() {
        Fx.until("painted", () -> pictures().stream().allMatch(FigureView::isSettled) && view.firstMap().picture().shown().get() != null);
    }

    /// FX thread.
    private List<FigureView> pictures() {
        return window.stage().getScene().getRoot().lookupAll(".figure-view").stream().map(FigureView.class::cast).toList();
    }

    @Test
    void theTextAsItIsReadDrawsOnlyTheLinesThatAreSeenAndKeepsTheQueryInSight() {
        FigureView text = Fx.get(() -> (FigureView) view.lookup("#kept-text"));
        for (int query : new int[] {0, 40, TOKENS - 1, TOKENS / 2, 3}) {
            Fx.run(() -> model.goTo(query));
            untilPainted();
            TokenStripFigure seen = Fx.get(() -> (TokenStripFigure) text.shown().get());
            assertTrue(seen.caption().contains("up to query " + query), seen.caption());
            assertEquals(Fx.get(() -> model.look().get().known().findings().labels().input(query)), seen.tokens().getLast());
            assertTrue(seen.tokens().size() < TOKENS / 2, seen.tokens().size() + " tokens are drawn at query " + query);
        }
    }

    @Test
    void goingFromQueryToQueryPaintsNeitherMapsNorTheChart() {
        List<FigureView> still = Fx.get(() -> view.lookupAll(".figure-view").stream()
                .map(FigureView.class::cast)
                .filter(picture -> !"kept-text".equals(picture.getId()))
                .toList());
        AtomicInteger painted = new AtomicInteger();
        Fx.run(() -> still.forEach(picture -> picture.shown().subscribe((_, _) -> painted.incrementAndGet())));
        for (int step = 1; step < 20; step++) {
            int query = step * TOKENS / 20;
            Fx.run(() -> model.goTo(query));
            untilPainted();
        }
        assertEquals(0, painted.get());
    }

    @Test
    @EnabledIfSystemProperty(named = "diopter.measure", matches = "[0-9]+")
    void framesWhileSomethingIsDoneForEach() throws InterruptedException {
        QueryKeyMap map = view.firstMap();
        FigureView text = Fx.get(() -> (FigureView) view.lookup("#kept-text"));
        for (int round = 0; round < 2; round++) { // the first round warms up
            frames("nothing", map.picture(), _ -> {});
            repaint(map.picture());
            frames("the query goes on", text, i -> model.goTo(i * 5 % TOKENS));
            frames("the pointer moves over the map", map.picture(), i -> map(map, MouseEvent.MOUSE_MOVED, 90 + i % 200, 250 + i % 200));
            Fx.run(() -> model.viewport().set(Viewport.WHOLE));
            frames("the wheel zooms the maps", map.picture(), i -> scroll(map, i % 60 < 30 ? 40 : -40, true));
            Fx.run(() -> model.viewport().set(new Viewport(4, 4, 0, 0)));
            untilPainted();
            frames("the wheel scrolls the maps", map.picture(), i -> scroll(map, i % 60 < 30 ? -10 : 10, false));
            Fx.run(() -> model.viewport().set(Viewport.WHOLE));
            untilPainted();
        }
    }

    private static void map(Node node, EventType<MouseEvent> type, double x, double y) {
        Event.fireEvent(node, new MouseEvent(type, x, y, x, y, MouseButton.NONE, 0, false, false, false, false, false, false, false, false, false, false, null));
    }

    private static void scroll(Node node, double by, boolean zooms) {
        Event.fireEvent(node, new ScrollEvent(ScrollEvent.SCROLL, 200, 250, 200, 250, false, zooms, false, false, false, false, 0, by, 0, by,
                ScrollEvent.HorizontalTextScrollUnits.NONE, 0, ScrollEvent.VerticalTextScrollUnits.NONE, 0, 0, null));
    }

    /// From the change of something in the map to the picture of it.
    private void repaint(FigureView picture) {
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < REPAINTS; i++) {
            ColorMap other = i % 2 == 0 ? ColorMap.VIRIDIS : ColorMap.TIDE;
            CompletableFuture<Long> shown = new CompletableFuture<>();
            Subscription seen = Fx.get(() -> picture.shown().subscribe((_, _) -> shown.complete(System.nanoTime())));
            long begun = System.nanoTime();
            Fx.run(() -> model.map().set(other));
            millis.add((shown.join() - begun) * 1e-6);
            Fx.run(seen::unsubscribe);
            untilPainted();
        }
        System.out.printf(Locale.ROOT, "%-32s %s%n", "both maps anew", said("from change to picture", millis));
    }

    /// Does something for each of many frames.
    ///
    /// @param picture whose pictures are counted
    private void frames(String name, FigureView picture, IntConsumer act) throws InterruptedException {
        List<Double> apart = new ArrayList<>();
        List<Double> work = new ArrayList<>();
        AtomicInteger pictures = new AtomicInteger();
        CountDownLatch over = new CountDownLatch(1);
        Subscription seen = Fx.get(() -> picture.shown().subscribe((_, _) -> pictures.incrementAndGet()));
        Fx.run(new AnimationTimer() {
            private long last;
            private long used;
            private int frame;

            @Override
            public void handle(long now) {
                long at = System.nanoTime();
                long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                if (frame > 1) {
                    apart.add((at - last) * 1e-6);
                    work.add((cpu - used) * 1e-6);
                }
                last = at;
                used = cpu;
                if (frame > FRAMES) {
                    stop();
                    over.countDown();
                } else {
                    act.accept(frame++);
                }
            }
        }::start);
        over.await();
        Fx.run(seen::unsubscribe);
        untilPainted();
        System.out.printf(Locale.ROOT, "%-32s %s; %s; %d pictures in %d frames%n", name, said("frames apart", apart), said("FX thread a frame", work), pictures.get(), FRAMES);
    }

    private static String said(String what, List<Double> millis) {
        List<Double> sorted = millis.stream().sorted().toList();
        return String.format(Locale.ROOT, "%s %.1f ms, 95 %% within %.1f, longest %.1f", what, sorted.get(sorted.size() / 2), sorted.get(sorted.size() * 95 / 100),
                sorted.getLast());
    }
}
