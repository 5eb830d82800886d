package org.diopter.views.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextArea;
import javafx.scene.control.ToggleButton;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelReader;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.diopter.views.figure.ColorVision;
import org.diopter.views.figure.Figure;
import org.diopter.views.figure.TableFormat;
import org.diopter.views.kit.WindowTheme;
import org.diopter.views.testing.Contexts;
import org.diopter.views.testing.Fx;
import org.diopter.views.testing.MadeUp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportPaneTest {
    private final List<ExportRequest> written = new ArrayList<>();
    private final List<TableFormat> copied = new ArrayList<>();
    private final List<Stage> stages = new ArrayList<>();

    @BeforeAll
    static void startJavaFx() {
        Fx.start();
    }

    @AfterEach
    void closeWindows() {
        Fx.run(() -> stages.forEach(Stage::close));
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
            public void copyNumbers(Figure figure, TableFormat format) {
                copied.add(format);
            }

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
    void thePageIsSeenAsOthersSeeItWithWhatWasFoundOnIt(@TempDir Path folder) {
        ExportPane pane = pane(folder);
        Fx.run(() -> {
            new Scene(pane, 1180, 740);
            pane.applyCss();
            pane.layout();
        });
        Fx.until("the checks", () -> says(pane, "Checks at 180 mm"));
        int before = Fx.get(() -> argb(pane));
        @SuppressWarnings("unchecked") // the only box of such values
        ComboBox<ColorVision> vision = (ComboBox<ColorVision>) pane.lookupAll(".combo-box").stream()
                .filter(box -> ((ComboBox<?>) box).getValue() instanceof ColorVision).findFirst().orElseThrow();
        Fx.run(() -> vision.setValue(ColorVision.GREY));
        Fx.until("another picture", () -> argb(pane) != before);
        int seen = Fx.get(() -> argb(pane));
        assertEquals(seen & 0xFF, seen >> 8 & 0xFF, "grey");
        assertTrue(Fx.get(() -> says(pane, "Smallest text 6.0 pt (limit 6 pt)")));
    }

    private ExportPane shown(Path folder) {
        ExportPane pane = pane(folder);
        Fx.run(() -> {
            Stage stage = new Stage();
            stage.setScene(new Scene(pane, 1180, 740));
            stage.show();
            stages.add(stage);
        });
        return pane;
    }

    @Test
    void theCaptionThatWasEditedIsWritten(@TempDir Path folder) {
        ExportPane pane = shown(folder);
        Fx.run(() -> ((TextArea) pane.lookup(".text-area")).setText("As we see it."));
        press(pane);
        assertEquals("As we see it.", written.getFirst().caption());
    }

    @Test
    void numbersAreCopiedInEachForm(@TempDir Path folder) {
        ExportPane pane = pane(folder);
        Fx.run(() -> ((MenuButton) pane.getBottom().lookup(".menu-button")).getItems().forEach(MenuItem::fire));
        assertEquals(List.of(TableFormat.CSV, TableFormat.TSV, TableFormat.JSON), copied);
    }

    @Test
    void theTrueSizeIsThatOfPaperOnThisScreen(@TempDir Path folder) {
        ExportPane pane = shown(folder);
        Fx.run(() -> pane.lookupAll(".toggle-button").stream().map(ToggleButton.class::cast)
                .filter(button -> button.getText().equals("100 %")).findFirst().orElseThrow().fire());
        double dpi = Fx.get(() -> Screen.getPrimary().getDpi());
        assertEquals(180 / 25.4 * dpi, Fx.get(() -> ((ImageView) pane.lookup(".paper").lookup(".image-view")).getFitWidth()), 1e-6);
    }

    private static boolean says(ExportPane pane, String text) {
        return pane.lookupAll(".label").stream().anyMatch(node -> node instanceof Label label && text.equals(label.getText()));
    }

    /// The most colourful point of the page, or 0 while there is none.
    private static int argb(ExportPane pane) {
        Image page = ((ImageView) pane.lookup(".paper").lookup(".image-view")).getImage();
        if (page == null) {
            return 0;
        }
        PixelReader pixels = page.getPixelReader();
        return IntStream.range(0, (int) page.getWidth() * (int) page.getHeight()).map(i -> pixels.getArgb(i % (int) page.getWidth(), i / (int) page.getWidth()))
                .boxed().max(Comparator.comparingInt(rgb -> Math.abs((rgb & 0xFF) - (rgb >> 16 & 0xFF)))).orElse(0);
    }

    @Test
    void theFilesEndingStandsBesideItsName(@TempDir Path folder) {
        ExportPane pane = pane(folder);
        assertTrue(Fx.get(() -> says(pane, ".svg")));
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
