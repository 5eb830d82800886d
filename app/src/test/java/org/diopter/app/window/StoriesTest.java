package org.diopter.app.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javafx.scene.control.Slider;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import org.diopter.engine.ModelId;
import org.diopter.engine.edit.ReduceRank;
import org.diopter.views.attention.AttentionModel;
import org.diopter.views.compare.CompareModel;
import org.diopter.views.compare.ComparedPair;
import org.diopter.views.compare.Subject;
import org.diopter.views.directions.DirectionsModel;
import org.diopter.views.edits.Show;
import org.diopter.views.figure.Cell;
import org.diopter.views.figure.Orientation;
import org.diopter.views.prompt.PromptModel;
import org.diopter.views.testing.Fx;
import org.diopter.views.trajectory.LensMode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What people do with the workbench, each from the start to the exported figure, with the real engine and the bundled model.
class StoriesTest {
    private static final String FRANCE = "The capital of France is";

    @TempDir
    Path home;

    @TempDir
    Path out;

    @BeforeAll
    static void startJavaFx() {
        Fx.start();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFirstStartShowsTheExampleWhichIsExported(boolean dark) throws InterruptedException {
        try (User user = User.first(home, dark)) {
            user.untilRun();
            assertTrue(user.window().welcome().get());
            String svg = User.text(user.export(out, "svg"));
            assertTrue(svg.contains("almanac-8m"), "the figure says of which model it is");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aTokenThatIsPinnedIsFollowedInTheCurves(boolean dark) throws InterruptedException {
        try (User user = User.again(home, "The capital of Italy is", dark)) {
            user.type(FRANCE);
            user.untilRun();
            user.focus(".grid-view");
            user.press(KeyCode.END);
            user.press(KeyCode.PAGE_UP);
            assertEquals(new Cell(8, 5), user.window().place().trajectory().selected().get());
            user.act("figure.unpin");
            Fx.until("pins of the program's own choice", () -> isPinned(user, "Paris"));
            user.act("figure.pin-top");
            assertFalse(isPinned(user, "Paris"), "the cell's token was pinned, so its pin is taken away");
            user.act("figure.pin-top");
            assertTrue(isPinned(user, "Paris"));
            user.focus(".trajectory-view .plot");
            assertTrue(User.isPdf(user.export(out, "pdf")));
        }
    }

    @Test
    void theTunedLensStandsBesideTheLogitLens() throws InterruptedException {
        try (User user = User.again(home, FRANCE, true)) {
            user.focus(".grid-view");
            for (int i = 0; i < LensMode.values().length && user.window().place().trajectory().lenses().wanted().get() != LensMode.BOTH; i++) {
                user.press(KeyCode.L);
            }
            Fx.until("both lenses", () -> user.window().place().trajectory().lenses().beside().get() != null);
            Fx.until("two grids", () -> user.window().stage().getScene().getRoot().lookupAll(".grid-view").stream()
                    .filter(grid -> grid.isVisible() && grid.getScene() != null).count() >= 2);
            assertTrue(User.text(user.export(out, "svg")).contains("Paris"));
        }
    }

    @Test
    void aRankIsReducedByItsSliderAndTheDifferenceShown() throws InterruptedException {
        try (User user = User.again(home, FRANCE, false)) {
            user.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.R);
            user.untilEdited();
            ReduceRank before = (ReduceRank) user.window().place().stack().active().get().edits().getFirst();
            Slider slider = (Slider) user.seen(".edit-controls .slider").findFirst().orElseThrow();
            Fx.run(slider::requestFocus);
            user.press(KeyCode.LEFT);
            user.press(KeyCode.LEFT);
            assertFalse(before.equals(user.window().place().stack().active().get().edits().getFirst()), "the slider moves the edit");
            user.show("trajectory");
            user.untilEdited();
            user.focus(".grid-view");
            user.press(KeyCode.DIGIT3);
            assertEquals(Show.DIFFERENCE, user.window().place().trajectory().runs().wanted().get());
            assertTrue(User.text(user.export(out, "svg")).contains("rank:block="), "the figure says what was edited");
        }
    }

    @Test
    void aDirectionIsSwitchedOffAndItsEffectExported() throws InterruptedException {
        try (User user = User.again(home, FRANCE, true)) {
            DirectionsModel model = user.window().desks().get(DirectionsDesk.class).model();
            user.act("edit.add-directions");
            Fx.until("the bundled directions", () -> model.known().get().size() == 9);
            Fx.run(() -> {
                model.layer().set(5);
                model.choose(5, 0, 0, true);
            });
            Fx.until("what it does to the prompt", () -> model.effect().get() != null);
            assertEquals(1, user.window().place().stack().active().get().edits().size());
            assertTrue(User.isPdf(user.export(out, "pdf")));
        }
    }

    @Test
    void aCachePolicyActsInTheStudyAndItsEvictionsAreExported() throws InterruptedException {
        try (User user = User.again(home, "The capital of France is Paris. The capital of Italy is Rome. The capital of Spain is", false)) {
            user.show("cache");
            Fx.until("the eviction map", () -> user.window().desks().get(CacheDesk.class).figure().isPresent()
                    && user.window().place().jobs().running().isEmpty());
            user.act("edit.add-cache");
            Fx.until("the policy in the study", () -> !user.window().place().stack().changes().get().cache().isFull());
            user.untilEdited();
            assertTrue(User.text(user.export(out, "svg")).contains("a2sf"), "the figure says under which policy");
        }
    }

    @Test
    void anExampleOpensItsModelAndItsPolicyEvictsTheNeededToken() throws InterruptedException {
        try (User user = User.again(home, FRANCE, false)) {
            PromptModel prompt = user.window().place().prompt();
            Fx.run(() -> prompt.use(prompt.examples().get(10)));
            Fx.until("the glass box", () -> open(user).name().equals("glassbox"));
            user.untilRun();
            user.button("Add the policy");
            user.untilEdited();
            Fx.until("the edited run is of the glass box", () -> user.findings().study().cache().text().startsWith("local:recent=8"));
            user.show("trajectory");
            assertTrue(User.text(user.export(out, "svg")).contains("local:recent=8"));
        }
    }

    @Test
    void aHeadOfTheAttentionIsExported() throws InterruptedException {
        try (User user = User.again(home, FRANCE, true)) {
            user.show("attention");
            Fx.until("the attention", () -> user.window().desks().get(AttentionDesk.class).model().known().get() != null);
            Fx.run(() -> {
                user.window().desks().get(AttentionDesk.class).model().block().set(2);
                user.window().desks().get(AttentionDesk.class).model().head().set(1);
            });
            Fx.until("the head of that block", () -> {
                AttentionModel.Known known = user.window().desks().get(AttentionDesk.class).model().known().get();
                return known != null && known.attention().block() == 2 && user.window().place().jobs().running().isEmpty();
            });
            assertTrue(User.isPdf(user.export(out, "pdf")));
        }
    }

    @Test
    void twoPromptsAreComparedWhereTheyDifferMost() throws InterruptedException {
        try (User user = User.again(home, FRANCE, false)) {
            user.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.P);
            user.type("The capital of Italy is");
            user.untilRun();
            user.show("compare");
            CompareModel model = user.window().desks().get(CompareDesk.class).model();
            Fx.run(() -> model.b().set(model.subjects().stream().filter(Subject.OtherPrompt.class::isInstance).findFirst().orElseThrow()));
            Fx.until("both runs", () -> {
                ComparedPair pair = model.pair().get();
                return pair != null && pair.difference().isPresent() && !model.computing().get();
            });
            TableView<?> table = (TableView<?>) user.seen("#largest-changes").findFirst().orElseThrow();
            Fx.run(() -> {
                table.requestFocus();
                table.getSelectionModel().select(0);
            });
            user.press(KeyCode.ENTER);
            assertEquals(model.changes().get().getFirst().cell(), model.selected().get());
            user.export(out, "svg");
        }
    }

    @Test
    void aSavedSessionIsOpenedAgainAndUndone() throws InterruptedException {
        Path file = out.resolve("study.diopter");
        try (User user = User.again(home, FRANCE, true)) {
            user.act("edit.add-skip");
            user.untilEdited();
            user.choose(file);
            user.press(KeyCode.CONTROL, KeyCode.S);
            Fx.until("saved", () -> file.equals(user.window().sessions().file().get()) && !user.window().sessions().unsaved().get());
        }
        try (User user = User.again(home, "The capital of Italy is", true)) {
            user.choose(file);
            user.press(KeyCode.CONTROL, KeyCode.ALT, KeyCode.S);
            Fx.until("the session", () -> user.window().place().stack().active().get().edits().size() == 1);
            assertEquals(FRANCE, user.window().place().prompt().text().get());
            user.untilRun();
            user.untilEdited();
            user.act("edit.baseline");
            user.press(KeyCode.CONTROL, KeyCode.Z);
            assertEquals(1, user.window().place().stack().active().get().edits().size());
            user.untilEdited();
            user.show("trajectory");
            assertTrue(User.text(user.export(out, "svg")).contains("skip:block="));
        }
    }

    @Test
    void aSessionThatWasMovedTogetherWithItsModelFindsIt() throws InterruptedException, IOException {
        Path work = Files.createDirectories(out.resolve("work"));
        try (User user = User.again(home, FRANCE, false)) {
            user.act("file.glassbox");
            Fx.until("the glass box", () -> open(user).name().equals("glassbox"));
            Path model = Files.createDirectories(work.resolve("my-model"));
            for (String file : List.of("config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json")) {
                Files.copy(open(user).folder().resolve(file), model.resolve(file));
            }
            Fx.run(() -> user.window().opening().open(model));
            Fx.until("the copy", () -> open(user).folder().startsWith(work));
            user.untilRun();
            user.act("edit.add-skip");
            user.untilEdited();
            user.choose(work.resolve("study.diopter"));
            user.press(KeyCode.CONTROL, KeyCode.S);
            Fx.until("saved", () -> !user.window().sessions().unsaved().get());
        }
        Path moved = Files.move(work, out.resolve("moved"));
        try (User user = User.again(out.resolve("other-home"), "The capital of Italy is", false)) {
            user.choose(moved.resolve("study.diopter"));
            user.press(KeyCode.CONTROL, KeyCode.ALT, KeyCode.S);
            Fx.until("the session", () -> user.window().place().stack().active().get().edits().size() == 1);
            assertTrue(open(user).folder().endsWith(Path.of("moved", "my-model")));
            user.untilRun();
            user.untilEdited();
            assertTrue(User.text(user.export(out, "svg")).contains("skip:block="));
        }
    }

    @Test
    void theModelWritesOnAndTheGrownGridIsExported() throws InterruptedException {
        try (User user = User.again(home, "The capital of France", false)) {
            int before = user.findings().study().tokens().length();
            user.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.ENTER);
            Fx.until("a longer prompt", () -> user.window().place().prompt().text().get().startsWith("The capital of France is Paris")
                    && user.window().place().jobs().running().isEmpty());
            user.untilRun();
            assertTrue(user.findings().study().tokens().length() > before);
            assertTrue(User.text(user.export(out, "svg")).contains("Paris"));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theKeyboardAloneIsEnough(boolean dark) throws InterruptedException {
        try (User user = User.again(home, "The capital of Italy is", dark)) {
            user.type(FRANCE);
            user.press(KeyCode.CONTROL, KeyCode.ENTER);
            user.untilRun();
            user.press(KeyCode.F6);
            for (int i = 0; i < 8 && !isOnGrid(user); i++) {
                user.press(KeyCode.F6);
            }
            assertTrue(isOnGrid(user), "F6 leads to the grid");
            user.press(KeyCode.END);
            user.press(KeyCode.S);
            user.press(KeyCode.CONTROL, KeyCode.K);
            user.write("turn the grid");
            user.press(KeyCode.ENTER);
            Fx.until("the turned grid", () -> user.window().place().trajectory().look().get().orientation()
                    == Orientation.LAYERS_ACROSS);
            assertTrue(User.text(user.export(out, "svg")).contains("Paris"));
        }
    }

    private static ModelId open(User user) {
        return Objects.requireNonNull(user.window().place().models().model().get()).id();
    }

    private static boolean isPinned(User user, String token) {
        return user.window().place().trajectory().pins().pinned().get().stream()
                .anyMatch(pin -> pin.label().pieces().stream().anyMatch(piece -> piece.text().contains(token)));
    }

    private static boolean isOnGrid(User user) {
        return Fx.get(() -> Objects.requireNonNull(user.window().stage().getScene().getFocusOwner()).getStyleClass().contains("grid-view"));
    }
}
