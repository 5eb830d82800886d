package org.diopter.views.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
import javafx.scene.paint.Color;
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

    @AfterEach
    void closeWindows() {
        Fx.run(() -> stages.forEach(Stage::close));
    }

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
    void theTrueSizeIsThatOfPaper(@TempDir Path folder) {
        ExportPane pane = shown(folder);
        ImageView page = (ImageView) Fx.get(() -> pane.lookup("#page"));
        double dpi = Fx.get(() -> Screen.getPrimary().getDpi());
        Fx.run(() -> pane.lookupAll("#true-size .toggle-button").stream().map(ToggleButton.class::cast)
                .filter(button -> button.getText().equals("100 %")).findFirst().orElseThrow().fire());
        assertEquals(180 / 25.4 * dpi, Fx.get(page::getFitWidth), 1e-6);
    }

    @Test
    void thePageIsSeenInGreyAsItIsCopied(@TempDir Path folder) {
        ExportPane pane = shown(folder);
        ImageView page = (ImageView) Fx.get(() -> pane.lookup("#page"));
        Fx.until("the page in colours", () -> page.getImage() != null && !isGrey(page.getImage()));
        Fx.run(() -> ((ComboBox<?>) pane.lookup("#see-as")).getSelectionModel().select(ColorVision.GREYSCALE.ordinal()));
        Fx.until("the page in grey", () -> isGrey(page.getImage()));
    }

    @Test
    void whatJournalsAskIsSaidUnderThePreview(@TempDir Path folder) {
        ExportPane pane = shown(folder);
        Fx.until("the check", () -> pane.lookupAll("#page-check .label").stream()
                .anyMatch(label -> ((Label) label).getText().matches("Smallest text [67]\\.\\d pt \\(limit 6 pt\\)")));
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

    private static boolean isGrey(Image image) {
        for (int y = 0; y < image.getHeight(); y += 3) {
            for (int x = 0; x < image.getWidth(); x += 3) {
                Color color = image.getPixelReader().getColor(x, y);
                if (color.getRed() != color.getBlue() || color.getRed() != color.getGreen()) {
                    return false;
                }
            }
        }
        return true;
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
