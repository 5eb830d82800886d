package org.diopter.app.window;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import org.diopter.views.kit.Findings;
import org.diopter.views.testing.CssWarnings;
import org.diopter.views.testing.Fx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The window while all layers of the bundled model are trained. With `-Ddiopter.measure=SECONDS` it looks for that long, before the training and in it, and
/// says what it saw.
class WindowDuringTrainingTest {
    private static final boolean MEASURES = System.getProperty("diopter.measure") != null;
    private static final int SECONDS = Integer.getInteger("diopter.measure", 6);
    private static final long EVERY_MILLIS = 10;
    /// Far above what is measured, for machines that do other things too: an engine that ran on the FX thread would hold it for a whole step.
    private static final double MOST_MILLIS = 1_000;

    @TempDir
    static Path home;

    private final CssWarnings warnings = new CssWarnings();
    private final MainWindow window = RealWindow.open(home, "The capital of France is");
    private final LensDesk desk = window.desks().get(LensDesk.class);
    private final List<Double> waits = Collections.synchronizedList(new ArrayList<>());
    private final List<Double> pulses = Collections.synchronizedList(new ArrayList<>());
    private final List<Double> runs = new ArrayList<>();

    @BeforeAll
    static void startJavaFx() {
        Fx.start();
    }

    @AfterEach
    void close() throws InterruptedException {
        RealWindow.close(window, warnings);
    }

    @Test
    void eventsAreAnsweredAndPromptsRunWhileALensIsTrained() throws InterruptedException {
        RealWindow.show(window, desk);
        if (MEASURES) {
            look("without a training");
        }
        Fx.run(() -> window.actions().get("run.train").fire());
        Fx.until("the training", this::trains);
        look("in a training");
        assertTrue(Fx.get(this::trains), "it was trained all the while");
        Fx.run(() -> window.actions().get("run.stop-training").fire());
        Fx.until("its end", () -> !trains());
        assertTrue(share(waits, 0.99) < MOST_MILLIS, said(waits));
        assertTrue(runs.size() > 1, "prompts run between its steps");
    }

    /// Types one prompt after the other and notes how long everything takes.
    private void look(String when) throws InterruptedException {
        List.of(waits, pulses, runs).forEach(List::clear);
        AnimationTimer timer = Fx.get(this::pulses);
        Fx.run(timer::start);
        long before = Fx.get(WindowDuringTrainingTest::cpu);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        Thread clock = Thread.ofPlatform().start(() -> ask(end));
        for (int i = 0; System.nanoTime() < end; i++) {
            prompt("The capital of %s is".formatted(List.of("Italy", "Peru", "Norway", "Japan").get(i % 4)));
        }
        clock.join();
        Fx.run(timer::stop);
        if (MEASURES) {
            double used = (Fx.get(WindowDuringTrainingTest::cpu) - before) * 1e-9 / SECONDS;
            System.out.printf("%s%n    events: %s%n    pulses: %s%n    prompts, from typing to the whole grid: %s%n    of a processor the FX thread used %.0f %%%n",
                    when, said(waits), said(pulses), said(runs), 100 * used);
        }
    }

    /// What the thread has used, in nanoseconds.
    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private boolean trains() {
        return window.place().jobs().running().stream().anyMatch(job -> job.name().equals(WindowTexts.ALL.get("job.training", "almanac-8m")));
    }

    /// How long one pulse comes after another.
    private AnimationTimer pulses() {
        return new AnimationTimer() {
            private long last;

            @Override
            public void handle(long now) {
                if (last != 0) {
                    pulses.add((now - last) * 1e-6);
                }
                last = now;
            }
        };
    }

    /// Puts events into the queue, and notes how long each waits there.
    private void ask(long end) {
        while (System.nanoTime() < end) {
            long asked = System.nanoTime();
            Platform.runLater(() -> waits.add((System.nanoTime() - asked) * 1e-6));
            try {
                Thread.sleep(EVERY_MILLIS);
            } catch (InterruptedException stop) {
                return;
            }
        }
    }

    private void prompt(String text) {
        long begun = System.nanoTime();
        Fx.run(() -> window.place().prompt().text().set(text));
        Fx.until("the run of " + text, () -> {
            Findings found = window.place().trajectory().runs().baseline().get();
            return found != null && found.trajectory().isComplete() && found.provenance().prompt().equals(text);
        });
        runs.add((System.nanoTime() - begun) * 1e-6);
    }

    private static double share(List<Double> millis, double of) {
        List<Double> sorted = millis.stream().sorted().toList();
        return sorted.get((int) Math.min(sorted.size() - 1L, Math.round(of * sorted.size())));
    }

    private static String said(List<Double> millis) {
        return String.format(Locale.ROOT, "%d, median %.1f ms, 99 %% within %.0f ms, longest %.0f ms", millis.size(), share(millis, 0.5), share(millis, 0.99), share(millis, 1));
    }
}
