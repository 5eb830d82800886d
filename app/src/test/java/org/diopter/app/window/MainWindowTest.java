package org.diopter.app.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.Slider;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import org.diopter.app.action.Action;
import org.diopter.app.settings.ThemeChoice;
import org.diopter.engine.EngineOptions;
import org.diopter.engine.OpenModel;
import org.diopter.engine.edit.SkipPart;
import org.diopter.engine.lens.Lens;
import org.diopter.engine.lens.Statistic;
import org.diopter.engine.lens.files.LensWriter;
import org.diopter.engine.runtime.ProviderChoice;
import org.diopter.views.cache.CacheModel;
import org.diopter.views.cache.PolicyForm;
import org.diopter.views.edits.Show;
import org.diopter.views.figure.Cell;
import org.diopter.views.figure.Orientation;
import org.diopter.views.figure.Quantity;
import org.diopter.views.testing.CssWarnings;
import org.diopter.views.testing.Fx;
import org.diopter.views.testing.Words;
import org.diopter.views.trajectory.LensMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;

/// The window as its user drives it, with keys, over an engine of made-up numbers.
class MainWindowTest {
    @TempDir
    static Path home;

    private final FakeWorkbench workbench = new FakeWorkbench();
    private final FxRobot robot = new FxRobot();
    private final List<Path> chosen = new ArrayList<>();
    private final CssWarnings warnings = new CssWarnings();
    private final MainWindow window = Fx.get(this::open);

    @BeforeAll
    static void startJavaFx() {
        Fx.start();
    }

    private MainWindow open() throws Exception {
        Path fresh = Files.createTempDirectory(home, "home");
        WindowOptions options = new WindowOptions(new EngineOptions(ProviderChoice.CPU, 2, fresh), Optional.of(Path.of("models", "one")),
                Optional.of(Words.PROMPT), 42);
        Stage stage = new Stage();
        MainWindow main = new MainWindow(stage, options, new Engine(() -> workbench), new ChosenFiles(chosen));
        stage.setMinWidth(0);
        stage.setMinHeight(0);
        stage.setX(0);
        stage.setY(0);
        stage.setWidth(1000);
        stage.setHeight(900);
        stage.show();
        main.begin();
        return main;
    }

    @BeforeEach
    void waitForTheGrid() {
        Fx.until("the grid", () -> window.place().trajectory().findings().get() != null
                && Objects.requireNonNull(window.place().trajectory().findings().get()).trajectory().isComplete() && window.place().models().check().get() != null);
        Fx.run(() -> window.desks().get(TrajectoryDesk.class).view().orElseThrow().grid().requestFocus());
    }

    @AfterEach
    void close() throws InterruptedException {
        workbench.letGo();
        Fx.run(window.stage()::close);
        window.close();
        warnings.close();
        assertEquals(List.of(), warnings.heard());
    }

    private void press(KeyCode... keys) {
        robot.push(keys);
        Fx.run(() -> {});
    }

    /// Presses the keys that the view has by its place in the rail.
    private void showView(String name) {
        String keys = window.actions().get("view." + name).shortcutText();
        press(KeyCode.CONTROL, KeyCode.valueOf("DIGIT" + keys.charAt(keys.length() - 1)));
    }

    private boolean says(String selector, String text) {
        return Fx.get(() -> window.stage().getScene().getRoot().lookupAll(selector).stream()
                .anyMatch(node -> node instanceof Label label && text.equals(label.getText())));
    }

    private void untilEdited() {
        Fx.until("B", () -> window.place().trajectory().runs().edited().get() != null && window.place().jobs().running().isEmpty());
    }

    @Test
    void anEditIsAddedShownUndoneAndDoneAgainByKeys() {
        press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.R);
        untilEdited();
        Fx.run(() -> window.desks().get(TrajectoryDesk.class).view().orElseThrow().grid().requestFocus());
        press(KeyCode.DIGIT3);
        assertEquals(Show.DIFFERENCE, window.place().trajectory().runs().show().get());
        press(KeyCode.DIGIT4);
        Fx.until("two grids", () -> window.place().trajectory().besideFigure().get() != null);
        robot.press(KeyCode.A);
        assertEquals(Show.BASELINE, Fx.get(() -> window.place().trajectory().runs().show().get()));
        assertTrue(says("#edit-stack .note", "Showing A: the stack is kept but bypassed."));
        robot.release(KeyCode.A);
        assertEquals(Show.BOTH, Fx.get(() -> window.place().trajectory().runs().show().get()));
        assertFalse(says("#edit-stack .note", "Showing A: the stack is kept but bypassed."));
        press(KeyCode.CONTROL, KeyCode.Z);
        assertEquals(Show.BASELINE, window.place().trajectory().runs().show().get());
        press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.Z);
        assertEquals(1, window.place().stack().active().get().edits().size());
    }

    @Test
    void cardsAreMutedSoloedMovedCopiedAndRemovedByKeys() {
        Fx.run(() -> {
            window.place().stack().add(new SkipPart(1, SkipPart.Part.MLP));
            window.place().stack().add(new SkipPart(2, SkipPart.Part.BOTH));
        });
        Fx.run(() -> card(0).requestFocus());
        press(KeyCode.M);
        assertEquals(List.of("skip:block=2,part=both"), acting());
        press(KeyCode.M);
        press(KeyCode.S);
        assertEquals(List.of("skip:block=1,part=mlp"), acting());
        press(KeyCode.S);
        press(KeyCode.ALT, KeyCode.DOWN);
        assertEquals(List.of("skip:block=2,part=both", "skip:block=1,part=mlp"), acting());
        press(KeyCode.CONTROL, KeyCode.D);
        assertEquals(3, acting().size());
        press(KeyCode.DELETE);
        assertEquals(List.of("skip:block=2,part=both", "skip:block=1,part=mlp"), acting());
    }

    @Test
    void lettersTypedIntoThePromptDoNotHoldTheBaseline() {
        Fx.run(() -> window.place().stack().add(new SkipPart(1, SkipPart.Part.MLP)));
        untilEdited();
        press(KeyCode.CONTROL, KeyCode.L);
        robot.press(KeyCode.A);
        assertEquals(Show.EDITED, Fx.get(() -> window.place().trajectory().runs().show().get()));
        robot.release(KeyCode.A);
    }

    @Test
    void aCardsSliderMovesInOneStep() {
        Fx.run(() -> window.actions().get("edit.add-magnitude").fire());
        Slider slider = Fx.get(() -> (Slider) window.stage().getScene().lookup(".edit-card .slider"));
        Fx.run(() -> {
            slider.setValueChanging(true);
            slider.setValue(0.5);
            slider.setValue(0.4);
            slider.setValueChanging(false);
        });
        assertTrue(acting().getFirst().endsWith("drop=0.4"), acting().getFirst());
        Fx.run(() -> window.place().stack().undo());
        assertTrue(acting().getFirst().endsWith("drop=0.8"), acting().getFirst());
    }

    @Test
    void theRankViewShowsASpectrumWhoseCutMovesByKeys() {
        showView("rank");
        Fx.until("a spectrum", () -> window.desks().get(RankDesk.class).model().setting().get() != null);
        Fx.run(() -> window.stage().getScene().lookup(".rank-view .plot").requestFocus());
        press(KeyCode.RIGHT);
        assertEquals(1, window.place().stack().cards().get().all().size());
        int rank = Objects.requireNonNull(window.desks().get(RankDesk.class).model().setting().get()).rank();
        press(KeyCode.SHIFT, KeyCode.RIGHT);
        assertEquals(Math.min(16, rank + 10), Objects.requireNonNull(window.desks().get(RankDesk.class).model().setting().get()).rank());
        Fx.run(() -> window.place().settings().theme().set(ThemeChoice.DARK));
        Fx.run(() -> window.actions().get("run.search").fire());
        assertTrue(Fx.get(() -> window.dialogLayer().isVisible()));
    }

    @Test
    void editsOfAnotherModelArePutAsideWhereUndoFindsThem() {
        Fx.run(() -> window.place().stack().add(new SkipPart(1, SkipPart.Part.MLP)));
        untilEdited();
        workbench.sha256 = "77";
        chosen.add(Path.of("models", "two"));
        press(KeyCode.CONTROL, KeyCode.O);
        Fx.until("two", () -> window.place().models().model().get() != null && window.place().models().model().get().id().name().equals("two"));
        assertEquals(List.of(), acting());
        Fx.run(window.place().stack()::undo);
        assertEquals(List.of("skip:block=1,part=mlp"), acting());
    }

    @Test
    void aPolicyThatComesBackByRedoIsTheOneOfTheForm() {
        CacheModel cache = window.desks().get(CacheDesk.class).model();
        PolicyForm first = cache.form(0).get();
        Fx.run(() -> cache.inStudy().set(true));
        Fx.until("its card", () -> window.place().stack().cards().get().policy().isPresent());
        Fx.run(window.place().stack()::undo);
        assertFalse(cache.inStudy().get());
        Fx.run(() -> cache.form(0).set(first.withPrompt(Optional.of("The capital"))));
        Fx.run(window.place().stack()::redo);
        assertEquals(first, cache.form(0).get());
    }

    @Test
    void aPolicyThatIsSwitchedOffAtOnceAddsNoCard() {
        CacheModel cache = window.desks().get(CacheDesk.class).model();
        Fx.run(() -> {
            cache.inStudy().set(true);
            cache.inStudy().set(false);
        });
        Fx.until("the reading", () -> window.place().jobs().running().isEmpty());
        Fx.run(() -> {});
        assertTrue(Fx.get(() -> window.place().stack().cards().get().policy().isEmpty()));
    }

    @Test
    void theDialogThatPinsATokenIsAnnouncedAsThat() {
        Fx.run(() -> window.actions().get("figure.pin").fire());
        assertEquals("Pin a token", Fx.get(() -> window.dialogLayer().lookup(".dialog-box").getAccessibleText()));
    }

    private List<String> acting() {
        return Fx.get(() -> window.place().stack().active().get().texts());
    }

    private Node card(int place) {
        return window.stage().getScene().getRoot().lookupAll(".edit-card").stream().skip(place).findFirst().orElseThrow();
    }

    private Cell selected() {
        return Objects.requireNonNull(window.place().trajectory().selected().get());
    }

    @Test
    void keysMoveTheSelection() {
        Cell before = selected();
        press(KeyCode.LEFT);
        press(KeyCode.DOWN);
        assertEquals(new Cell(before.row() - 1, before.position() - 1), selected());
        press(KeyCode.HOME);
        press(KeyCode.PAGE_DOWN);
        assertEquals(new Cell(0, 0), selected());
    }

    @Test
    void theGlassBoxOpensWithItsOwnQuestion() {
        Fx.run(() -> window.actions().get("file.glassbox").fire());
        Fx.until("the glass box", () -> {
            OpenModel model = window.place().models().model().get();
            return model != null && model.id().name().equals("glassbox");
        });
        assertEquals("The capital of Turkey is", window.place().prompt().text().get());
    }

    @Test
    void lettersSwitchStatisticOrientationAndValues() {
        press(KeyCode.S);
        assertEquals(new Quantity.OfCell(Statistic.ENTROPY), window.place().trajectory().look().get().quantity());
        press(KeyCode.T);
        assertEquals(Orientation.LAYERS_ACROSS, window.place().trajectory().look().get().orientation());
        press(KeyCode.V);
        assertFalse(window.place().trajectory().look().get().values());
        press(KeyCode.CLOSE_BRACKET);
        assertEquals(2, window.place().trajectory().look().get().stride());
        assertEquals(1, workbench.runs());
    }

    @Test
    void lettersTypedIntoThePromptSwitchNothing() {
        press(KeyCode.CONTROL, KeyCode.L);
        assertTrue(Fx.get(() -> window.stage().getScene().getFocusOwner() instanceof TextArea));
        press(KeyCode.END);
        robot.write("st");
        Fx.run(() -> {});
        assertEquals(Words.PROMPT + "st", window.place().prompt().text().get());
        assertEquals(new Quantity.OfCell(Statistic.MAX_PROBABILITY), window.place().trajectory().look().get().quantity());
    }

    @Test
    void ctrlEnterRunsThePrompt() {
        int runs = workbench.runs();
        press(KeyCode.CONTROL, KeyCode.ENTER);
        Fx.until("ran", () -> workbench.runs() == runs + 1);
    }

    @Test
    void ctrlEnterRunsThePromptFromWithinIt() {
        int runs = workbench.runs();
        press(KeyCode.CONTROL, KeyCode.L);
        press(KeyCode.CONTROL, KeyCode.ENTER);
        Fx.until("ran", () -> workbench.runs() == runs + 1);
        assertEquals(Words.PROMPT, window.place().prompt().text().get());
    }

    @Test
    void enterPinsTheTopTokenOfTheSelectedCell() {
        press(KeyCode.ENTER);
        assertTrue(window.place().trajectory().pins().chosen());
    }

    @Test
    void thePaletteFindsACommandAndRunsIt() {
        press(KeyCode.CONTROL, KeyCode.K);
        assertTrue(Fx.get(() -> window.palette().isVisible()));
        robot.write("turn the");
        press(KeyCode.ENTER);
        assertEquals(Orientation.LAYERS_ACROSS, window.place().trajectory().look().get().orientation());
        assertFalse(Fx.get(() -> window.palette().isVisible()));
    }

    @Test
    void f1ListsTheKeysAndEscapeClosesTheList() {
        press(KeyCode.F1);
        assertTrue(Fx.get(() -> window.dialogLayer().isVisible()));
        press(KeyCode.ESCAPE);
        assertFalse(Fx.get(() -> window.dialogLayer().isVisible()));
        assertEquals(Fx.get(() -> (Node) window.desks().get(TrajectoryDesk.class).view().orElseThrow().grid()), Fx.get(() -> window.stage().getScene().getFocusOwner()));
    }

    @Test
    void aDialogGrowsWithTheTextAndItsCrossClosesIt() {
        press(KeyCode.CONTROL, KeyCode.COMMA);
        Region content = Fx.get(() -> (Region) window.dialogLayer().lookup(".dialog-box").getParent().lookup(".dialog-head").getParent());
        double before = Fx.get(content::getPrefWidth);
        Fx.run(() -> window.place().settings().textScale().set(1.5));
        assertEquals(1.5 * before, Fx.get(content::getPrefWidth));
        Fx.run(() -> ((Button) window.dialogLayer().lookup(".dialog-box > .icon-button")).fire());
        assertFalse(Fx.get(() -> window.dialogLayer().isVisible()));
    }

    @Test
    void theViewInFrontExplainsItselfAndItsColours() {
        press(KeyCode.S);
        press(KeyCode.SHIFT, KeyCode.F1);
        assertTrue(says("How to read it"));
        assertTrue(says("Entropy"), "the statistic that colours the grid");
        press(KeyCode.ESCAPE);
        showView("rank");
        Fx.until("a spectrum", () -> window.desks().get(RankDesk.class).model().setting().get() != null);
        press(KeyCode.SHIFT, KeyCode.F1);
        assertTrue(Fx.get(() -> window.dialogLayer().lookupAll("#explanation .label").stream()
                .anyMatch(node -> node instanceof Label label && label.getText().startsWith("The singular values of one matrix"))));
    }

    private boolean says(String text) {
        return Fx.get(() -> window.dialogLayer().lookupAll("#explanation .label").stream()
                .anyMatch(node -> node instanceof Label label && text.equals(label.getText())));
    }

    @Test
    void tabStaysInsideADialog() {
        press(KeyCode.CONTROL, KeyCode.COMMA);
        for (int i = 0; i < 20; i++) {
            press(KeyCode.TAB);
        }
        Node owner = Fx.get(() -> window.stage().getScene().getFocusOwner());
        assertTrue(Fx.get(() -> {
            for (Node node = owner; node != null; node = node.getParent()) {
                if (node == window.dialogLayer()) {
                    return true;
                }
            }
            return false;
        }));
    }

    @Test
    void f6LeadsThroughEveryRegion() {
        List<Node> seen = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            press(KeyCode.F6);
            seen.add(Fx.get(() -> window.stage().getScene().getFocusOwner()));
        }
        assertEquals(5, seen.stream().distinct().count());
    }

    @Test
    void theAttentionViewAsksForABlockWhenItIsShown() {
        assertEquals(List.of(), workbench.said("attention"));
        press(KeyCode.CONTROL, KeyCode.DIGIT2);
        Fx.until("attention", () -> window.desks().get(AttentionDesk.class).model().known().get() != null);
        assertEquals(List.of("attention 0"), workbench.said("attention"));
        Fx.run(() -> window.desks().get(AttentionDesk.class).model().block().set(3));
        Fx.until("block 3", () -> Objects.requireNonNull(window.desks().get(AttentionDesk.class).model().known().get()).attention().block() == 3);
    }

    @Test
    void aChosenLensIsLookedThroughAndTheKeySwitches() throws IOException {
        Path folder = home.resolve("mine");
        LensWriter.folder(FakeLenses.lens("mine", 0.5f), folder);
        chosen.add(folder);
        assertFalse(Fx.get(() -> window.actions().get("view.next-lens").enabled().get()));
        press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.O);
        Fx.until("looked through", () -> window.place().trajectory().lenses().mode().get() == LensMode.TUNED);
        Fx.run(() -> window.desks().get(TrajectoryDesk.class).view().orElseThrow().grid().requestFocus());
        press(KeyCode.L);
        assertEquals(LensMode.BOTH, window.place().trajectory().lenses().mode().get());
        Fx.until("both", () -> window.place().trajectory().besideFigure().get() != null);
        press(KeyCode.L);
        assertEquals(LensMode.LOGIT, window.place().trajectory().lenses().mode().get());
        assertEquals(List.of(folder.toAbsolutePath().toString()), List.copyOf(window.place().settings().lenses().values()));
    }

    @Test
    void aLensOfAnotherModelTakesNoMemoryBeforeItIsWanted() {
        Path folder = home.resolve("elsewhere");
        Lens lens = FakeLenses.lens("elsewhere", 0.5f);
        LensWriter.folder(new Lens(lens.kind(), lens.name(), "owner/elsewhere", lens.translators()), folder);
        chosen.add(folder);
        Fx.run(() -> window.actions().get("file.lens").fire());
        Fx.until("the question", () -> window.dialogLayer().isVisible());
        assertEquals(0, workbench.lenses.held());
        Fx.run(() -> window.dialogLayer().lookupAll(".button").stream().map(Button.class::cast)
                .filter(button -> WindowTexts.ALL.get("lens.use").equals(button.getText())).findFirst().orElseThrow().fire());
        Fx.until("looked through", () -> window.place().trajectory().lenses().mode().get() == LensMode.TUNED);
        assertEquals(1, workbench.lenses.held());
    }

    @Test
    void aLensThatDoesNotFitIsExplained() {
        chosen.add(Path.of("no", "such", "lens"));
        Fx.run(window.desks().get(LensDesk.class)::openLens);
        Fx.until("a dialog", () -> window.dialogLayer().isVisible());
        assertNull(window.place().trajectory().lenses().held().get());
    }

    @Test
    void theLensAndAnomalyViewsOpenByKeysInBothThemes() {
        showView("lens");
        Fx.until("lens view", () -> window.stage().getScene().lookup(".training-view") != null);
        showView("anomaly");
        Fx.until("anomaly view", () -> window.stage().getScene().lookup(".anomaly-view") != null);
        Fx.run(() -> window.place().settings().theme().set(ThemeChoice.DARK));
        press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.T);
        assertTrue(window.desks().get(AnomalyDesk.class).model().asTable().get());
        Fx.run(() -> window.actions().get("run.injection").fire());
        assertTrue(Fx.get(() -> window.dialogLayer().isVisible()));
    }

    @Test
    void aModelThatCannotBeOpenedIsExplainedAndTheOldOneStays() {
        chosen.add(Path.of("models", "bad"));
        press(KeyCode.CONTROL, KeyCode.O);
        Fx.until("a dialog", () -> window.dialogLayer().isVisible());
        assertEquals("one", Objects.requireNonNull(window.place().models().model().get()).id().name());
    }

    @Test
    void aModelThatFitsInLowMemoryModeOnlyIsOfferedInIt() {
        chosen.add(Path.of("models", "large"));
        press(KeyCode.CONTROL, KeyCode.O);
        Fx.until("a dialog", () -> window.dialogLayer().isVisible());
        Fx.run(() -> ((Button) window.dialogLayer().lookupAll(".button").stream()
                .filter(node -> ((Button) node).getText().equals("Open in low-memory mode")).findFirst().orElseThrow()).fire());
        Fx.until("large", () -> window.place().models().model().get() != null && window.place().models().model().get().id().name().equals("large"));
        assertEquals(List.of("low memory"), workbench.said("low memory"));
    }

    @Test
    void theSettingOpensModelsInLowMemoryMode() {
        Fx.run(() -> window.place().settings().lowMemory().set(true));
        chosen.add(Path.of("models", "two"));
        press(KeyCode.CONTROL, KeyCode.O);
        Fx.until("two", () -> window.place().models().model().get() != null && window.place().models().model().get().id().name().equals("two"));
        assertEquals(List.of("low memory"), workbench.said("low memory"));
    }

    @Test
    void aChosenModelIsOpenedAndRemembered() {
        chosen.add(Path.of("models", "two"));
        press(KeyCode.CONTROL, KeyCode.O);
        Fx.until("two", () -> window.place().models().model().get() != null && window.place().models().model().get().id().name().equals("two"));
        assertEquals(List.of("two", "one"), Fx.get(() -> window.place().settings().recent().stream().map(model -> model.name()).toList()));
    }

    @Test
    void everyActionHasKeys() {
        assertEquals(List.of(), window.actions().all().stream().filter(action -> action.shortcutText().isEmpty()).map(Action::id).toList());
    }

    @Test
    void everyActionIsInExactlyOneMenu() {
        MenuBar bar = Fx.get(() -> (MenuBar) window.stage().getScene().lookup(".menu-bar"));
        List<String> inMenus = bar.getMenus().stream().flatMap(menu -> menu.getItems().stream()).filter(item -> !(item instanceof SeparatorMenuItem))
                .map(MenuItem::getId).sorted().toList();
        assertEquals(window.actions().all().stream().map(Action::id).sorted().toList(), inMenus);
    }

    @Test
    void everyTextOfAnActionBelongsToOne() throws Exception {
        Properties texts = new Properties();
        try (var in = MainWindow.class.getResourceAsStream("/org/diopter/app/action/actions.properties")) {
            texts.load(Objects.requireNonNull(in));
        }
        List<String> ids = window.actions().all().stream().map(Action::id).toList();
        for (String key : texts.stringPropertyNames()) {
            assertTrue(key.startsWith("menu.") || ids.contains(key.substring(0, key.lastIndexOf('.'))), key);
        }
    }

    @Test
    void theOtherThemeHasNoWarningEither() {
        Fx.run(() -> window.place().settings().theme().set(ThemeChoice.DARK));
        Fx.run(() -> window.place().settings().textScale().set(1.5));
        for (String id : List.of("model.card", "figure.export", "file.settings", "help.keys", "help.messages", "help.about", "figure.pin")) {
            Fx.run(() -> window.actions().get(id).fire());
            Fx.run(() -> window.stage().getScene().getRoot().applyCss());
        }
        Fx.run(() -> window.dialogLayer().close());
        Fx.run(() -> window.welcome().set(true));
        Fx.run(() -> window.actions().get("help.jobs").fire());
    }

    @Test
    void closingDuringARunStopsItAndClosesTheEngine() throws InterruptedException {
        workbench.hold();
        Fx.run(window.place().study()::runNow);
        Fx.until("running", () -> workbench.runs() == 2);
        Fx.run(window.stage()::close);
        window.close();
        assertEquals(1, workbench.said("cancelled").size());
        assertEquals("closed", workbench.said.getLast());
    }

    @Test
    void inANarrowWindowTheInspectorIsADrawer() {
        assertFalse(Fx.get(() -> window.stage().getScene().lookup(".drawer") != null));
        press(KeyCode.CONTROL, KeyCode.I);
        assertTrue(Fx.get(() -> window.stage().getScene().lookup(".drawer") != null));
        press(KeyCode.CONTROL, KeyCode.I);
        assertFalse(Fx.get(() -> window.stage().getScene().lookup(".drawer") != null));
    }
}
