package org.diopter.app.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.StackPane;
import org.diopter.views.kit.WindowTheme;
import org.diopter.views.testing.Fx;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class JobsBarTest {
    private final Deque<Runnable> work = new ArrayDeque<>();
    private final Jobs jobs = new Jobs(work::add, Runnable::run, () -> 0);

    @BeforeAll
    static void startJavaFx() {
        Fx.start();
    }

    private static List<String> said(Node list) {
        return Fx.get(() -> list.lookupAll(".label").stream().map(node -> ((Labeled) node).getText()).toList());
    }

    @Test
    void aListThatIsClearedSaysThatThereIsNothingAndHidesWhatHasOnlyBegun() {
        ScrollPane list = Fx.get(() -> {
            jobs.start("Opening", _ -> {
                throw new IllegalStateException("no disk");
            }, (_, _) -> {}, (_, _) -> {});
            work.removeFirst().run();
            jobs.start("Reading", _ -> "", (_, _) -> {}, (_, _) -> {});
            ScrollPane content = new JobsBar(jobs).content();
            Fx.show(new StackPane(content), 400, 300, WindowTheme.LIGHT);
            return content;
        });
        assertEquals("Opening", said(list).getFirst());
        Fx.run(() -> ((Hyperlink) ((Node) list.getContent()).lookup(".hyperlink")).fire());
        assertEquals(List.of(JobText.TEXTS.get("none")), said(list));
        Fx.run(list.getScene().getWindow()::hide);
    }
}
