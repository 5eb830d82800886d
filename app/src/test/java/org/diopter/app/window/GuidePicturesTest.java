package org.diopter.app.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.TextField;
import org.diopter.engine.EngineOptions;
import org.diopter.engine.OnnxWorkbench;
import org.diopter.engine.data.TaskKind;
import org.diopter.engine.edit.EditStack;
import org.diopter.engine.edit.MatrixId;
import org.diopter.engine.edit.MatrixKind;
import org.diopter.engine.laser.Reduction;
import org.diopter.engine.runtime.ProviderChoice;
import org.diopter.views.directions.DirectionsModel;
import org.diopter.views.rank.SearchForm;
import org.diopter.views.rank.SearchMore;
import org.diopter.views.rank.SearchState;
import org.diopter.views.training.TrainingModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The pictures of the guide that need more than a prompt: a search with its price, a training, a judged lens, edits, prompts with an injection. With
/// `-Ddiopter.pictures=write` they are written anew, light into the guide's folder and dark into `target`, to be looked at; nothing else runs them.
@EnabledIfSystemProperty(named = "diopter.pictures", matches = "write")
class GuidePicturesTest {
    private static final Path IMAGES = Path.of("..", "docs", "images");
    private static final Path SEEN = Path.of("target", "pictures");
    private static final int WIDTH = 1600;
    private static final int HEIGHT = 1000;
    private static final String ITALY = "The capital of France is Paris. The capital of Italy is";
    private static final List<String> CAPITALS = List.of("France|Paris", "Italy|Rome", "Spain|Madrid", "Peru|Lima", "Norway|Oslo", "Japan|Tokyo", "Egypt|Cairo",
            "Greece|Athens", "Chile|Santiago", "Poland|Warsaw", "Austria|Vienna", "Portugal|Lisbon", "Ireland|Dublin", "Hungary|Budapest", "Cuba|Havana",
            "Kenya|Nairobi", "Iran|Tehran", "Sweden|Stockholm", "Finland|Helsinki", "Denmark|Copenhagen");

    @TempDir
    Path home;

    private final List<Path> chosen = new ArrayList<>();

    private WindowPictures open(boolean dark) throws InterruptedException {
        WindowPictures pictures = first(dark);
        welcomed(pictures);
        return pictures;
    }

    private static void welcomed(WindowPictures pictures) throws InterruptedException {
        pictures.inWindow(window -> {
            window.welcome().set(false);
            return true;
        });
    }

    /// As a first start shows it.
    private WindowPictures first(boolean dark) throws InterruptedException {
        EngineOptions engine = new EngineOptions(ProviderChoice.CPU, 2, home);
        WindowPictures pictures = new WindowPictures(
                new WindowOptions(engine, Optional.empty(), Optional.of(ITALY), 42), new Engine(() -> new OnnxWorkbench(engine)), new ChosenFiles(chosen), WIDTH, HEIGHT, dark);
        pictures.settle();
        return pictures;
    }

    private static void write(WindowPictures pictures, boolean dark, String name) throws InterruptedException {
        pictures.write(dark ? SEEN.resolve(name + "-dark.png") : IMAGES.resolve(name + ".png"));
    }

    private static void until(WindowPictures pictures, Predicate<MainWindow> holds) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
        while (!pictures.inWindow(holds::test)) {
            assertTrue(System.nanoTime() < end, "it takes too long");
            Thread.sleep(100);
        }
    }

    private static boolean rests(MainWindow window) {
        return window.place().jobs().running().isEmpty();
    }

    private static void switchTwoOff(WindowPictures pictures) throws InterruptedException {
        pictures.act("view.directions");
        until(pictures, window -> window.desks().get(DirectionsDesk.class).model().known().get().size() == 9);
        pictures.inWindow(window -> {
            DirectionsModel model = window.desks().get(DirectionsDesk.class).model();
            model.layer().set(4);
            model.choose(4, 0, 0, true);
            model.choose(4, 1, 1, true);
            model.selected().set(1);
            return true;
        });
    }

    private static boolean press(MainWindow window, String text) {
        window.stage().getScene().getRoot().lookupAll("*").stream()
                .filter(node -> node instanceof ButtonBase button && text.equals(button.getText()) && isSeen(node))
                .map(ButtonBase.class::cast).findFirst().orElseThrow().fire();
        return true;
    }

    private static boolean isSeen(Node node) {
        return node.isVisible() && (node.getParent() == null || isSeen(node.getParent()));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theWindowFromItsFirstStartOn(boolean dark) throws InterruptedException {
        WindowPictures pictures = first(dark);
        until(pictures, GuidePicturesTest::rests);
        write(pictures, dark, "start");
        pictures.act("model.get");
        write(pictures, dark, "get-a-model");
        pictures.inWindow(window -> window.dialogLayer().close());
        welcomed(pictures);
        write(pictures, dark, "window");
        pictures.act("view.attention");
        Thread.sleep(1_000); // it begins a moment after it is shown
        until(pictures, GuidePicturesTest::rests);
        write(pictures, dark, "attention");
        pictures.inWindow(window -> {
            window.place().stack().add(EditStack.parse(List.of("rank:block=4,matrix=mlp.down,rho=0.05")).edits().getFirst());
            return true;
        });
        pictures.act("view.compare");
        Thread.sleep(1_000);
        until(pictures, GuidePicturesTest::rests);
        write(pictures, dark, "compare");
        pictures.act("view.trajectory");
        pictures.act("model.card");
        write(pictures, dark, "model-card");
        pictures.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aSearchWithItsPrice(boolean dark) throws InterruptedException, IOException {
        Path facts = Path.of(System.getProperty("diopter.shared", "absent")).resolve("models/almanac-8m/held-out-rephrases.json");
        assumeTrue(Files.exists(facts), "the facts are not beside the checkout");
        Path text = Files.writeString(home.resolve("text.txt"), (ITALY + " Rome. ").repeat(60));
        WindowPictures pictures = open(dark);
        pictures.act("view.rank");
        pictures.inWindow(window -> {
            window.place().stack().add(EditStack.parse(List.of("rank:block=4,matrix=mlp.down,rho=0.2")).edits().getFirst());
            RankDesk desk = window.desks().get(RankDesk.class);
            window.actions().get("run.search").fire();
            desk.searched().form().set(SearchForm.INITIAL.withFile(facts).withKind(TaskKind.COUNTERFACT).withKinds(List.of(MatrixKind.MLP_DOWN)).withItems(250)
                    .with(new SearchMore("", "0.9, 0.8, 0.6, 0.4, 0.2, 0.1, 0.05, 0.01", false, Optional.empty(), 0, false, false, Optional.of(text), 512, List.of())));
            return press(window, "Search");
        });
        until(pictures, window -> !window.desks().get(RankDesk.class).searched().running().get() && rests(window));
        pictures.inWindow(window -> {
            RankDesk desk = window.desks().get(RankDesk.class);
            desk.searched().selected().set(new Reduction(new MatrixId(4, MatrixKind.MLP_DOWN), new BigDecimal("0.2")));
            return true;
        });
        write(pictures, dark, "rank");
        pictures.inWindow(window -> press(window, "Price"));
        pictures.write(SEEN.resolve(dark ? "price-dark.png" : "price.png"));
        SearchState state = pictures.inWindow(window -> Objects.requireNonNull(window.desks().get(RankDesk.class).searched().state().get()));
        assertEquals(64, state.extras().price().orElseThrow().cells().size());
        pictures.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aTrainingAndALensThatIsJudged(boolean dark) throws InterruptedException {
        WindowPictures pictures = open(dark);
        pictures.act("view.lens");
        pictures.act("run.judge-sample");
        until(pictures, GuidePicturesTest::rests);
        write(pictures, dark, "judging");
        pictures.inWindow(window -> {
            TrainingModel model = window.desks().get(LensDesk.class).model();
            model.form().set(model.form().get().withTokens(24_000));
            window.actions().get("run.train").fire();
            return true;
        });
        until(pictures, window -> window.desks().get(LensDesk.class).model().curve().get().points().size() >= 6 * 8 || rests(window));
        write(pictures, dark, "training");
        boolean trains = pictures.inWindow(window -> !rests(window));
        assertTrue(trains, "it was still trained");
        pictures.act("run.stop-training");
        until(pictures, GuidePicturesTest::rests);
        pictures.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void directionsOfWhichTwoAreSwitchedOff(boolean dark) throws InterruptedException {
        WindowPictures pictures = open(dark);
        switchTwoOff(pictures);
        until(pictures, GuidePicturesTest::rests);
        write(pictures, dark, "directions");
        pictures.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aStackOfEdits(boolean dark) throws InterruptedException {
        WindowPictures pictures = open(dark);
        switchTwoOff(pictures);
        pictures.inWindow(window -> {
            window.place().stack().add(EditStack.parse(List.of("rank:block=4,matrix=mlp.down,rho=0.2")).edits().getFirst());
            return true;
        });
        pictures.act("view.trajectory");
        until(pictures, GuidePicturesTest::rests);
        write(pictures, dark, "edit-stack");
        pictures.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aTokenThatIsFoundAndTheFigureThatIsExported(boolean dark) throws InterruptedException {
        WindowPictures pictures = open(dark);
        pictures.act("edit.find");
        pictures.inWindow(window -> {
            ((TextField) window.stage().getScene().lookup("#find-bar .text-field")).setText("rome");
            return press(window, "Top-k");
        });
        pictures.act("edit.find-next");
        write(pictures, dark, "find");
        pictures.act("figure.export");
        Thread.sleep(1_000); // the page is painted behind the dialog
        until(pictures, GuidePicturesTest::rests);
        write(pictures, dark, "export");
        pictures.close();
    }

    @Test
    void promptsWithAnInjection() throws InterruptedException, IOException {
        List<String> lines = new ArrayList<>();
        for (String question : List.of("The capital of %s is", "In %s the capital is", "%s has a capital. It is")) {
            for (int i = 0; i < CAPITALS.size(); i++) {
                String[] pair = CAPITALS.get(i).split("\\|", -1);
                String other = CAPITALS.get((i + 7) % CAPITALS.size()).split("\\|", -1)[1];
                lines.add("{\"prompt\": \"Question: %s\\nAnswer:\", \"options\": [\" %s\", \" %s\"], \"answer\": 0}".formatted(question.formatted(pair[0]), pair[1], other));
            }
        }
        chosen.add(Files.write(home.resolve("capitals.jsonl"), lines));
        for (boolean dark : new boolean[] {false, true}) {
            WindowPictures pictures = open(dark);
            pictures.act("run.anomaly-normal");
            until(pictures, GuidePicturesTest::rests);
            Thread.sleep(1_500); // the prompt that is selected then is read for its strip
            until(pictures, GuidePicturesTest::rests);
            write(pictures, dark, "anomaly");
            pictures.close();
        }
    }
}
