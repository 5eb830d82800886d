package org.diopter.app.window;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.diopter.views.compare.CompareModel.Offer;
import org.diopter.views.compare.Subject;
import org.diopter.views.testing.Fx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SecondModelTest {
    private static final Subject.OtherModel OTHER = new Subject.OtherModel("other", Path.of("models", "other.onnx"));

    private final RunningStudy running = new RunningStudy();
    private final List<Offer> offers = new ArrayList<>();
    private final SecondModel second = new SecondModel(running.engine, running.jobs, running.models, new SecondModel.Listener() {
        @Override
        public void asked(Offer offer) {
            offers.add(offer);
        }

        @Override
        public void opened() {}

        @Override
        public void left() {}

        @Override
        public void failed(Throwable problem) {
            running.failed(problem);
        }
    });

    @BeforeAll
    static void startJavaFx() {
        Fx.start();
    }

    @AfterEach
    void close() throws InterruptedException {
        running.close();
    }

    private void wantAndOpen(int asked) {
        Fx.run(() -> second.want(OTHER));
        Fx.until("the question", () -> offers.size() == asked);
        Fx.run(offers.getLast().take());
        Fx.until("its opening", () -> running.workbench.said("open").size() == asked);
    }

    @Test
    void oneOfTwoOpeningsOfTheSameModelIsClosedAgain() {
        running.workbench.opening = new CountDownLatch(1);
        wantAndOpen(1);
        Fx.run(() -> second.want(null));
        wantAndOpen(2);
        running.workbench.opening.countDown();
        Fx.until("both ends", () -> second.get(OTHER).isPresent() && running.workbench.said("close").size() == 1 && running.jobs.running().isEmpty());
        assertEquals(List.of("close other.onnx"), running.workbench.said("close"));
        assertEquals(List.of(), running.heard);
    }
}
