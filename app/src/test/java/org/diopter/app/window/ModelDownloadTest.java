package org.diopter.app.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.scene.Group;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import org.diopter.app.job.Jobs;
import org.diopter.model.hub.HubAccess;
import org.diopter.model.hub.HubCache;
import org.diopter.model.testing.FakeHub;
import org.diopter.views.testing.Fx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelDownloadTest {
    @TempDir
    Path cache;

    private final FakeHub server = new FakeHub("org/tiny").file("config.json", "{}").file("model.safetensors", new byte[2_000_000]);
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final List<Path> opened = new CopyOnWriteArrayList<>();
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final Jobs jobs = new Jobs(workers, Platform::runLater);
    private ModelDownload download;
    private Scene dialog;

    @BeforeAll
    static void startJavaFx() {
        Fx.start();
    }

    @BeforeEach
    void make() {
        URI endpoint = server.endpoint();
        HubAccess access = new HubAccess(endpoint, Optional.empty(), new HubCache(cache));
        download = Fx.get(() -> new ModelDownload(() -> access, jobs, opened::add, () -> {}, new ModelDownload.Reports() {
            @Override
            public void downloaded(String id, Path folder) {
                said.add(id + " in " + folder);
            }

            @Override
            public void notDownloaded(String id, Throwable problem) {
                said.add("not " + id);
            }
        }));
        dialog = Fx.get(() -> new Scene(download.pane()));
    }

    @AfterEach
    void stop() {
        workers.shutdownNow();
        server.close();
    }

    @Test
    void nothingIsAskedBeforeAButtonIsPressed() {
        type("org/tiny");

        assertEquals(List.of(), server.asked());
    }

    @Test
    void filesAndBytesAreShownBeforeTheDownload() throws IOException {
        type("org/tiny");
        press("Show files");
        Fx.until("the plan", () -> shows("2 files, 2 MB; 2 MB to download") && shows("model.safetensors"));

        try (Stream<Path> files = Files.list(cache)) {
            assertEquals(0, files.count());
        }
    }

    @Test
    void whatWasDownloadedIsOpened() {
        type("org/tiny");
        press("Show files");
        Fx.until("the plan", () -> shows("2 files, 2 MB; 2 MB to download"));
        press("Download");
        Fx.until("the model", () -> !opened.isEmpty());

        assertEquals(new HubCache(cache).snapshot("org/tiny"), Optional.of(opened.getFirst()));
    }

    @Test
    void whatIsDownloadedWithoutTheDialogIsOfferedAndNotOpened() {
        type("org/tiny");
        press("Show files");
        Fx.until("the plan", () -> shows("2 files, 2 MB; 2 MB to download"));
        Fx.run(() -> {
            button("Download").fire();
            dialog.setRoot(new Group());
        });
        Fx.until("the offer", () -> !said.isEmpty());

        assertEquals(List.of("org/tiny in " + new HubCache(cache).snapshot("org/tiny").orElseThrow()), said);
        assertEquals(List.of(), opened);
    }

    @Test
    void aDownloadThatFailsWithoutTheDialogIsSaid() {
        type("org/tiny");
        press("Show files");
        Fx.until("the plan", () -> shows("2 files, 2 MB; 2 MB to download"));
        server.close();
        Fx.run(() -> {
            button("Download").fire();
            dialog.setRoot(new Group());
        });
        Fx.until("the failure", () -> !said.isEmpty());

        assertEquals(List.of("not org/tiny"), said);
    }

    @Test
    void aRefusalSaysWhy() {
        type("org/other");
        press("Show files");
        Fx.until("the refusal", () -> shows("D-701"));

        assertTrue(Fx.get(() -> button("Download").isDisabled()));
    }

    @Test
    void anotherIdForgetsThePlan() {
        type("org/tiny");
        press("Show files");
        Fx.until("the plan", () -> !button("Download").isDisabled());
        type("org/tin");

        assertTrue(Fx.get(() -> button("Download").isDisabled()));
    }

    private void type(String id) {
        Fx.run(() -> all().filter(TextField.class::isInstance).map(TextField.class::cast).findFirst().orElseThrow().setText(id));
    }

    private void press(String text) {
        Fx.run(() -> button(text).fire());
    }

    private Button button(String text) {
        return all().filter(Button.class::isInstance).map(Button.class::cast).filter(button -> text.equals(button.getText())).findFirst().orElseThrow();
    }

    private boolean shows(String text) {
        return all().anyMatch(node -> node instanceof Labeled label && text.equals(label.getText()));
    }

    private Stream<Node> all() {
        return within(download.pane());
    }

    private static Stream<Node> within(Node node) {
        Stream<Node> inside = switch (node) {
            case ScrollPane scroll -> Stream.of(scroll.getContent());
            case Parent parent -> parent.getChildrenUnmodifiable().stream();
            default -> Stream.of();
        };
        return Stream.concat(Stream.of(node), inside.flatMap(ModelDownloadTest::within));
    }
}
