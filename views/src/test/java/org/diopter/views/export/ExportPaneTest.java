package org.diopter.views.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Button;
import org.diopter.views.figure.Figure;
import org.diopter.views.kit.WindowTheme;
import org.diopter.views.testing.Contexts;
import org.diopter.views.testing.Fx;
import org.diopter.views.testing.MadeUp;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportPaneTest {
    private final List<ExportRequest> written = new ArrayList<>();

    @BeforeAll
    static void startJavaFx() {
        Fx.start();
    }

    private ExportPane pane(Path folder) {
        return Fx.get(() -> new ExportPane(MadeUp.grid(), "grid", folder, Contexts.of(WindowTheme.LIGHT), new ExportPane.Acts() {
            @Override
            public void write(ExportRequest request) {
                written.add(request);
            }

            @Override
            public void copy(Figure figure) {}

            @Override
            public Optional<Path> chooseFolder() {
                return Optional.empty();
            }

            @Override
            public void close() {}
        }));
    }

    private static void press(ExportPane pane) {
        Fx.run(() -> ((Button) pane.getBottom().lookup(".primary")).fire());
    }

    @Test
    void theFileGetsTheEndingOfItsFormat(@TempDir Path folder) {
        press(pane(folder));
        assertEquals(folder.resolve("grid.svg"), written.getFirst().file());
        assertEquals(180, written.getFirst().options().widthMm());
    }

    @Test
    void anExistingFileIsReplacedOnlyAfterAQuestion(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("grid.svg"), "mine");
        ExportPane pane = pane(folder);
        press(pane);
        assertEquals(List.of(), written);
        assertEquals("Replace", Fx.get(() -> ((Button) pane.getBottom().lookup(".primary")).getText()));
        press(pane);
        assertEquals(1, written.size());
    }
}
