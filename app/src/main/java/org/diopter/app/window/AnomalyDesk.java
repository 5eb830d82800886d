package org.diopter.app.window;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.diopter.app.action.ActionRegistry;
import org.diopter.engine.data.PromptInjection;
import org.diopter.views.anomaly.AnomalyModel;
import org.diopter.views.anomaly.AnomalyPage;
import org.diopter.views.anomaly.AnomalyView;
import org.diopter.views.anomaly.DifficultyInput;
import org.diopter.views.anomaly.DifficultyModel;
import org.diopter.views.anomaly.DifficultyView;
import org.diopter.views.anomaly.ExampleInspector;
import org.diopter.views.anomaly.PromptInspector;
import org.diopter.views.anomaly.RatedExample;
import org.diopter.views.anomaly.ScoredPrompt;
import org.diopter.views.figure.Figure;
import org.diopter.views.kit.Focus;
import org.diopter.views.kit.Icon;
import org.diopter.views.kit.Parts;
import org.jspecify.annotations.Nullable;

/// Prompts that make the stream take an unusual way, and examples whose answers are decided late.
final class AnomalyDesk implements Desk, AnomalyView.Acts, DifficultyView.Acts {
    static final String NAME = "anomaly";
    private static final List<String> PROMPTS = List.of("*.jsonl", "*.json");
    private static final List<String> NUMBERS = List.of("*.txt", "*.csv", "*.*");

    private final Workplace place;
    private final AnomalyModel model = new AnomalyModel();
    private final AnomalySession session;
    private final DifficultyModel difficulty = new DifficultyModel();
    private final DifficultySession task;
    private @Nullable AnomalyView view;
    private @Nullable DifficultyView taskView;

    AnomalyDesk(Workplace place) {
        this.place = place;
        session = new AnomalySession(place.jobs(), place.models().model(), place.trajectory().lenses(), model, place.runner(), place.threads().timer(),
                place.fx(), place.failed());
        task = new DifficultySession(place.jobs(), place.models().model(), place.trajectory().lenses(), difficulty, place.runner(), place.fx(),
                place.failed());
    }

    AnomalyModel model() {
        return model;
    }

    DifficultyModel difficulty() {
        return difficulty;
    }

    private boolean onTask() {
        return difficulty.page().get() == AnomalyPage.TASK;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Icon icon() {
        return Icon.ANOMALY;
    }

    @Override
    public Node centre() {
        AnomalyView prompts = new AnomalyView(model, difficulty.page(), place.context(), this);
        DifficultyView examples = new DifficultyView(difficulty, place.context(), this);
        view = prompts;
        taskView = examples;
        return pages(prompts, examples);
    }

    @Override
    public Node inspector() {
        return pages(new PromptInspector(model, place.context(), this::openInTrajectory),
                new ExampleInspector(difficulty, this::openExampleInTrajectory));
    }

    private StackPane pages(Node prompts, Node examples) {
        difficulty.page().subscribe(page -> {
            prompts.setVisible(page == AnomalyPage.PROMPTS);
            examples.setVisible(page == AnomalyPage.TASK);
        });
        return new StackPane(prompts, examples);
    }

    @Override
    public void register(ActionRegistry actions) {
        actions.add("run.anomaly-normal", place.hasModel(), this::chooseNormal);
        actions.add("run.anomaly-suspect", place.hasModel(), this::chooseSuspect);
        actions.add("run.injection", place.hasModel(), this::editInjection);
        actions.add("run.anomaly", place.hasModel(), this::runPrompts);
        actions.add("run.task", place.hasModel(), this::chooseTask);
        actions.add("run.task-ordering", place.hasModel(), this::chooseOrdering);
    }

    @Override
    public Optional<Figure> figure() {
        return onTask() ? Optional.ofNullable(taskView).flatMap(DifficultyView::focused) : Optional.ofNullable(view).flatMap(AnomalyView::focused);
    }

    @Override
    public void toggleTable() {
        BooleanProperty asTable = onTask() ? difficulty.asTable() : model.asTable();
        asTable.set(!asTable.get());
    }

    private void show(AnomalyPage page) {
        difficulty.page().set(page);
        place.show(NAME);
    }

    private Optional<Path> choose(String title) {
        show(AnomalyPage.PROMPTS);
        return choose(title, "anomaly.kind", PROMPTS);
    }

    private Optional<Path> choose(String title, String kind, List<String> patterns) {
        return place.choosers().files(WindowTexts.ALL.get(title), WindowTexts.ALL.get(kind), patterns, false).stream().findFirst();
    }

    @Override
    public void chooseTask() {
        show(AnomalyPage.TASK);
        choose("task.choose", "anomaly.kind", PROMPTS).ifPresent(file -> {
            difficulty.input().set(new DifficultyInput(Optional.of(file), Optional.empty()));
            runTask();
        });
    }

    @Override
    public void chooseOrdering() {
        show(AnomalyPage.TASK);
        choose("task.ordering", "task.ordering-kind", NUMBERS).ifPresent(file -> {
            difficulty.input().set(new DifficultyInput(difficulty.input().get().task(), Optional.of(file)));
            runTask();
        });
    }

    @Override
    public void runTask() {
        task.run();
    }

    @Override
    public void cancelTask() {
        task.cancel();
    }

    private void openExampleInTrajectory(RatedExample example) {
        openInTrajectory(example.prompt().text() + example.answer());
    }

    private void openInTrajectory(String text) {
        place.show(TrajectoryDesk.NAME);
        place.prompt().text().set(text);
        place.study().runNow();
    }

    /// Normal prompts alone are enough, so they are looked at without another click.
    @Override
    public void chooseNormal() {
        choose("anomaly.normal").ifPresent(file -> {
            model.input().set(model.input().get().withNormal(file));
            runPrompts();
        });
    }

    @Override
    public void chooseSuspect() {
        choose("anomaly.suspect").ifPresent(file -> {
            model.input().set(model.input().get().withSuspect(Optional.of(file)));
            runPrompts();
        });
    }

    @Override
    public void editInjection() {
        place.dialogs().show(WindowTexts.ALL.get("injection"), this::injectionPane);
    }

    private Node injectionPane(Runnable close) {
        PromptInjection now = model.input().get().injection();
        TextArea text = new TextArea(now.text());
        text.setWrapText(true);
        text.setPrefRowCount(7);
        text.setAccessibleText(WindowTexts.ALL.get("injection"));
        Focus.leaveByTab(text);
        TextField before = new TextField(now.before());
        before.setAccessibleText(WindowTexts.ALL.get("injection.before"));
        Button usual = new Button(WindowTexts.ALL.get("injection.default"));
        usual.setOnAction(_ -> {
            text.setText(PromptInjection.DEFAULT.text());
            before.setText(PromptInjection.DEFAULT.before());
        });
        Button use = Parts.primary(WindowTexts.ALL.get("injection.use"));
        use.disableProperty().bind(before.textProperty().isEmpty());
        use.setOnAction(_ -> {
            close.run();
            model.input().set(model.input().get().withInjection(new PromptInjection(text.getText(), before.getText())));
            runPrompts();
        });
        Button cancel = new Button(WindowTexts.ALL.get("cancel"));
        cancel.setOnAction(_ -> close.run());
        VBox body = new VBox(8, Parts.label(WindowTexts.ALL.get("injection.help"), "secondary"), text,
                Parts.row("form-row", Parts.label(WindowTexts.ALL.get("injection.before"), "wide-form-label"), before));
        body.getStyleClass().add("dialog-body");
        VBox frame = new VBox(Parts.row("dialog-head", Parts.label(WindowTexts.ALL.get("injection"), "title")), body,
                Parts.row("dialog-foot", usual, Parts.spring(), cancel, use));
        frame.setPrefWidth(520);
        return frame;
    }

    @Override
    public void runPrompts() {
        show(AnomalyPage.PROMPTS);
        session.run();
    }

    /// Puts the selected prompt into the trajectory view.
    private void openInTrajectory() {
        ScoredPrompt selected = model.selected().get();
        if (selected != null && model.findings().get() != null) {
            openInTrajectory(model.findings().get().prompt(selected.tested()).text());
        }
    }

    @Override
    public void export(Figure figure) {
        place.export(figure);
    }
}
