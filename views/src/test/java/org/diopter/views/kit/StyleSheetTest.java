package org.diopter.views.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Parent;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.controlsfx.control.PopOver;
import org.diopter.model.hub.PullPlan;
import org.diopter.views.attention.AttentionModel;
import org.diopter.views.attention.AttentionView;
import org.diopter.views.attention.QueryInspector;
import org.diopter.views.export.ExportPane;
import org.diopter.views.export.ExportRequest;
import org.diopter.views.figure.Cell;
import org.diopter.views.figure.Figure;
import org.diopter.views.figure.TableFormat;
import org.diopter.views.model.FirstSteps;
import org.diopter.views.model.GetModelPane;
import org.diopter.views.model.ModelCardPane;
import org.diopter.views.model.ModelFacts;
import org.diopter.views.model.ModelPane;
import org.diopter.views.model.RecentModels;
import org.diopter.views.model.StartPane;
import org.diopter.views.prompt.PromptBar;
import org.diopter.views.prompt.PromptModel;
import org.diopter.views.prompt.PromptPane;
import org.diopter.views.testing.Contexts;
import org.diopter.views.testing.CssWarnings;
import org.diopter.views.testing.Fx;
import org.diopter.views.testing.MadeUp;
import org.diopter.views.testing.Words;
import org.diopter.views.trajectory.CellInspector;
import org.diopter.views.trajectory.PinPicker;
import org.diopter.views.trajectory.TrajectoryModel;
import org.diopter.views.trajectory.TrajectoryView;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Shows every view in every theme and listens to what JavaFX says about the style sheets.
class StyleSheetTest {
    @BeforeAll
    static void startJavaFx() {
        Fx.start();
    }

    private static void shown(String what, WindowTheme theme, Supplier<Parent> view) {
        try (CssWarnings warnings = new CssWarnings()) {
            Stage stage = Fx.get(() -> Fx.show(view.get(), 900, 700, theme));
            Fx.run(() -> {});
            Fx.run(stage::close);
            assertEquals(List.of(), warnings.heard(), what);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theTrajectoryViewHasNoWarning(WindowTheme theme) {
        TrajectoryModel model = new TrajectoryModel();
        shown("trajectory", theme, () -> {
            model.runs().baseline().set(MadeUp.findings(Words.PROMPT));
            model.change(look -> look.withStale(true));
            return new TrajectoryView(model, Contexts.of(theme), new ContextMenu(new MenuItem("Pin")), new NoActs());
        });
        shown("table", theme, () -> {
            model.asTable().set(true);
            return new TrajectoryView(model, Contexts.of(theme), new ContextMenu(), new NoActs());
        });
        shown("inspector", theme, () -> new CellInspector(model, Contexts.of(theme)));
        shown("pin", theme, () -> new PinPicker(model, Optional.of(new Words()), Contexts.of(theme), () -> {}));
    }

    @ParameterizedTest
    @EnumSource
    void theAttentionViewHasNoWarning(WindowTheme theme) {
        AttentionModel model = new AttentionModel();
        Findings findings = MadeUp.findings(Words.PROMPT);
        model.known().set(new AttentionModel.Known(findings, MadeUp.attention(findings.trajectory().tokens(), 0)));
        SimpleObjectProperty<Cell> selected = new SimpleObjectProperty<>(new Cell(1, 3));
        shown("attention", theme, () -> new AttentionView(model, selected, Contexts.of(theme), _ -> {}));
        shown("query", theme, () -> new QueryInspector(model, selected, Contexts.of(theme)));
    }

    @ParameterizedTest
    @EnumSource
    void promptAndModelHaveNoWarning(WindowTheme theme) {
        PromptModel prompt = new PromptModel(List.of(new PromptModel.Example("Capitals", Words.PROMPT, "", "", "almanac-8m")));
        prompt.trouble().set(new PromptModel.Trouble("1,311 tokens; the model takes 1,024.", "D-201", "Cut and run", () -> {}));
        ModelFacts facts = MadeUp.facts(Optional.of("No tokenizer"));
        shown("prompt", theme, () -> new PromptPane(prompt, Contexts.of(theme), new SimpleBooleanProperty(true), () -> {}));
        shown("prompt bar", theme, () -> new PromptBar(prompt, new SimpleBooleanProperty(true), "Ctrl Enter", () -> {}));
        shown("model", theme, () -> {
            ModelPane pane = new ModelPane(() -> {}, () -> {});
            pane.show(facts);
            return pane;
        });
        shown("card", theme, () -> new ModelCardPane(facts, "CPU, 2 threads", new SimpleDoubleProperty(1), new NoCardActs()));
    }

    @ParameterizedTest
    @EnumSource
    void theFirstStartHasNoWarning(WindowTheme theme) {
        shown("get a model", theme, () -> new GetModelPane("hub.example", new NoGetActs()));
        shown("start", theme, () -> new StartPane("0.1.0", new RecentModels(new NoRecentActs()), new NoStartActs()));
        shown("steps", theme, () -> new FirstSteps("F1", "Ctrl K", () -> {}));
    }

    @ParameterizedTest
    @EnumSource
    void theExportDialogHasNoWarning(WindowTheme theme) {
        Figure figure = MadeUp.grid();
        shown("export", theme, () -> new ExportPane(figure, "figure", Path.of("."), Contexts.of(theme), new NoExportActs()));
    }

    @ParameterizedTest
    @EnumSource
    void statesMessagesAndPopOversHaveNoWarning(WindowTheme theme) {
        shown("states", theme, () -> {
            Messages messages = new Messages();
            messages.done("Saved");
            messages.warn("Three were left out", Optional.of(new Messages.Step("Details", () -> {})));
            messages.error("Out of memory", "D-202", Optional.empty());
            Label anchor = new Label("anchor");
            VBox all = new VBox(new EmptyState(Icon.TRAJECTORY, "Nothing yet", "Takes a second.", "Run", () -> {}),
                    new ProblemBox("It failed", "By 0.41.", "D-104", List.of(new ProblemBox.Step("Copy", () -> {}))), messages, new Switch("Auto"),
                            anchor);
            anchor.sceneProperty().subscribe(scene -> {
                if (scene != null) {
                    javafx.application.Platform.runLater(() -> {
                        PopOver over = new PopOver(new Label("jobs"));
                        over.getRoot().getStylesheets().addAll(scene.getStylesheets());
                        over.show(anchor);
                        over.hide(javafx.util.Duration.ZERO);
                    });
                }
            });
            return all;
        });
    }

    @Test
    void aWrongStyleIsHeard() {
        try (CssWarnings warnings = new CssWarnings()) {
            Stage stage = Fx.get(() -> {
                Label label = new Label("x");
                label.setStyle("-fx-text-fill: -d-no-such-colour");
                return Fx.show(new VBox(label), 100, 100, WindowTheme.LIGHT);
            });
            Fx.run(stage::close);
            assertFalse(warnings.heard().isEmpty());
        }
    }

    private static final class NoActs implements TrajectoryView.Acts {
        @Override
        public void export(Figure figure) {}

        @Override
        public void pinByName() {}

        @Override
        public void run() {}
    }

    private static final class NoCardActs implements ModelCardPane.Acts {
        @Override
        public void check() {}

        @Override
        public void copyReport(String report) {}

        @Override
        public void close() {}
    }

    private static final class NoGetActs implements GetModelPane.Acts {
        @Override
        public void look(String id) {}

        @Override
        public void download(PullPlan plan) {}

        @Override
        public void close() {}
    }

    private record NoStartActs() implements StartPane.Acts {
        @Override
        public void openFolder() {}

        @Override
        public void openFile() {}

        @Override
        public void openSession() {}

        @Override
        public void getModel() {}
    }

    private static final class NoRecentActs implements RecentModels.Acts {
        @Override
        public void open(Path folder) {}

        @Override
        public void locate(Path folder) {}

        @Override
        public void clear() {}
    }

    private static final class NoExportActs implements ExportPane.Acts {
        @Override
        public void write(ExportRequest request) {}

        @Override
        public void copy(Figure figure) {}

        @Override
        public void copyNumbers(Figure figure, TableFormat format) {}

        @Override
        public Optional<Path> chooseFolder() {
            return Optional.empty();
        }

        @Override
        public void close() {}
    }
}
