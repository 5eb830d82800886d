package org.diopter.app.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.diopter.engine.BlockAttention;
import org.diopter.engine.EngineOptions;
import org.diopter.engine.ModelId;
import org.diopter.engine.OnnxWorkbench;
import org.diopter.engine.OpenModel;
import org.diopter.engine.PassDump;
import org.diopter.engine.Reading;
import org.diopter.engine.Run;
import org.diopter.engine.RunListener;
import org.diopter.engine.Study;
import org.diopter.engine.TaskEvaluator;
import org.diopter.engine.TextEvaluator;
import org.diopter.engine.Workbench;
import org.diopter.engine.data.Task;
import org.diopter.engine.edit.EditStack;
import org.diopter.engine.edit.MatrixId;
import org.diopter.engine.edit.ReduceRank;
import org.diopter.engine.generate.Writing;
import org.diopter.engine.generate.WritingPlan;
import org.diopter.engine.laser.Spectrum;
import org.diopter.engine.lens.LensDifference;
import org.diopter.engine.lens.Statistic;
import org.diopter.engine.lens.Trajectory;
import org.diopter.engine.runtime.ProviderChoice;
import org.diopter.model.Progress;
import org.diopter.model.tokenizer.TokenSequence;
import org.diopter.views.figure.Box;
import org.diopter.views.figure.Cell;
import org.diopter.views.figure.ExportOptions;
import org.diopter.views.figure.FigureExport;
import org.diopter.views.figure.PixelPicture;
import org.diopter.views.figure.Quantity;
import org.diopter.views.figure.Theme;
import org.diopter.views.figure.TrajectoryFigure;
import org.diopter.views.kit.FigureView;
import org.diopter.views.testing.Fx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;

/// The main job with the real engine and the bundled model: open, type, look, switch, export.
class MainJobTest {
    private static final String PROMPT = "The capital of France is";

    @TempDir
    static Path folder;

    private final FxRobot robot = new FxRobot();
    private final AtomicInteger runs = new AtomicInteger();
    private final MainWindow window = Fx.get(this::open);

    @BeforeAll
    static void startJavaFx() {
        Fx.start();
    }

    private MainWindow open() throws IOException {
        EngineOptions engine = new EngineOptions(ProviderChoice.CPU, 2, Files.createTempDirectory(folder, "home"));
        WindowOptions options = new WindowOptions(engine, Optional.empty(), Optional.empty(), 42);
        Stage stage = new Stage();
        MainWindow main = new MainWindow(stage, options, new Engine(() -> new Counting(new OnnxWorkbench(engine), runs)), new ChosenFiles(List.of()));
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

    @AfterEach
    void close() throws InterruptedException {
        Fx.run(window.stage()::close);
        window.close();
    }

    @Test
    void fromTheFirstStartToTheExportedFigure() throws IOException {
        Fx.until("the bundled example", () -> isComplete() && window.place().models().check().get() != null);
        assertEquals("almanac-8m", Objects.requireNonNull(window.place().models().model().get()).card().id().name());
        assertTrue(Objects.requireNonNull(window.place().models().check().get()).passed());

        type(PROMPT);
        Fx.until("the trajectory of what was typed", () -> isComplete() && trajectory().positions() == 6);

        Fx.run(() -> window.desks().get(TrajectoryDesk.class).view().orElseThrow().grid().requestFocus());
        robot.push(KeyCode.END);
        robot.push(KeyCode.PAGE_UP);
        Fx.run(() -> {});
        assertEquals(new Cell(8, 5), window.place().trajectory().selected().get());
        Fx.run(() -> window.welcome().set(false)); // as closing the first start's steps does
        robot.push(KeyCode.CONTROL, KeyCode.I);
        Set<String> inspector = labels();
        assertTrue(inspector.contains("99.6 %"), () -> "Paris's probability is not among " + inspector);
        assertTrue(inspector.stream().anyMatch(text -> text.contains("Rank of") && text.contains("Paris")), inspector::toString);

        Trajectory before = trajectory();
        int ran = runs.get();
        robot.push(KeyCode.S);
        Fx.run(() -> {});
        assertEquals(new Quantity.OfCell(Statistic.ENTROPY), window.place().trajectory().look().get().quantity());
        assertSame(before, trajectory(), "another statistic is another picture of the same numbers");
        assertEquals(ran, runs.get());

        assertExportShowsWhatTheScreenShows();
    }

    private void type(String text) {
        robot.push(KeyCode.CONTROL, KeyCode.L);
        robot.push(KeyCode.CONTROL, KeyCode.A);
        robot.write(text);
    }

    private boolean isComplete() {
        return window.place().trajectory().findings().get() != null && trajectory().isComplete();
    }

    private Trajectory trajectory() {
        return Objects.requireNonNull(window.place().trajectory().findings().get()).trajectory();
    }

    private Set<String> labels() {
        return Fx.get(() -> robot.lookup(".label").queryAllAs(Label.class).stream().map(Label::getText).collect(Collectors.toSet()));
    }

    /// Every colour of the selected column on the screen is a colour of the SVG's cells, and every token of the column stands in its text.
    private void assertExportShowsWhatTheScreenShows() throws IOException {
        FigureView view = Fx.get(() -> window.desks().get(TrajectoryDesk.class).view().orElseThrow().grid().picture());
        Fx.until("the picture", view::isSettled);
        TrajectoryFigure figure = (TrajectoryFigure) Objects.requireNonNull(view.shown().get());
        PixelPicture screen = PixelPicture.of(figure, 1);
        Path file = folder.resolve("trajectory.svg");
        FigureExport.write(figure, file, new ExportOptions(180, 300, Theme.LIGHT, true));
        String svg = Files.readString(file);
        Set<Integer> fills = fills(svg);
        for (int row = 0; row < 9; row++) {
            Box box = figure.layout().rectangle(new Cell(row, 5)).orElseThrow();
            int pixel = screen.pixels()[(int) (box.y() + 2) * screen.width() + (int) (box.x() + 2)];
            assertTrue(fills.contains(pixel & 0xffffff), "the colour of layer " + row + " is not in the SVG: " + new Color(pixel));
        }
        for (String token : List.of("Paris", "is", "Br")) {
            assertTrue(svg.contains(">" + token + "<") || svg.contains(token + "</text>"), token + " is not in the SVG");
        }
    }

    private static Set<Integer> fills(String svg) {
        Matcher fill = Pattern.compile("rgb\\((\\d+),(\\d+),(\\d+)\\)").matcher(svg);
        return fill.results()
                .map(found -> Integer.parseInt(found.group(1)) << 16 | Integer.parseInt(found.group(2)) << 8 | Integer.parseInt(found.group(3)))
                .collect(Collectors.toSet());
    }

    /// Counts the runs of a real workbench.
    private record Counting(Workbench real, AtomicInteger runs) implements Workbench {
        @Override
        public double[] keptValues(ModelId model, ReduceRank edit, Progress progress) {
            return real.keptValues(model, edit, progress);
        }

        @Override
        public Spectrum spectrum(ModelId model, MatrixId matrix, Progress progress) {
            return real.spectrum(model, matrix, progress);
        }

        @Override
        public void save(ModelId model, EditStack edits, Path folder, Progress progress) {
            real.save(model, edits, folder, progress);
        }

        @Override
        public void saveFactored(ModelId model, EditStack edits, Path folder, Progress progress) {
            real.saveFactored(model, edits, folder, progress);
        }

        @Override
        public Writing write(Study study, WritingPlan plan, Consumer<Writing> listener, Progress progress) {
            return real.write(study, plan, listener, progress);
        }

        @Override
        public TextEvaluator textEvaluator(ModelId model, List<TokenSequence> text, long streamBytes, Progress progress) {
            return real.textEvaluator(model, text, streamBytes, progress);
        }

        @Override
        public TaskEvaluator evaluator(ModelId model, Task task, long streamBytes) {
            return real.evaluator(model, task, streamBytes);
        }

        @Override
        public LensDifference difference(Study first, Study second, Reading reading, Consumer<LensDifference> listener, Progress progress) {
            return real.difference(first, second, reading, listener, progress);
        }

        @Override
        public String provider() {
            return real.provider();
        }

        @Override
        public int threads() {
            return real.threads();
        }

        @Override
        public OpenModel open(Path model, Progress progress) {
            return real.open(model, progress);
        }

        @Override
        public OpenModel openWithLowMemory(Path model, Progress progress) {
            return real.openWithLowMemory(model, progress);
        }

        @Override
        public Run run(Study study, Reading reading, RunListener listener) {
            runs.incrementAndGet();
            return real.run(study, reading, listener);
        }

        @Override
        public BlockAttention attention(Study study, int block, Progress progress) {
            return real.attention(study, block, progress);
        }

        @Override
        public PassDump dump(Study study, Progress progress) {
            return real.dump(study, progress);
        }

        @Override
        public void close() {
            real.close();
        }
    }
}
