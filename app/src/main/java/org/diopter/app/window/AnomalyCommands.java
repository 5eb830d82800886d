package org.diopter.app.window;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.beans.binding.BooleanExpression;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import org.diopter.app.action.ActionRegistry;
import org.diopter.engine.data.PromptInjection;
import org.diopter.views.anomaly.AnomalyModel;
import org.diopter.views.anomaly.AnomalyView;
import org.diopter.views.anomaly.ScoredPrompt;
import org.diopter.views.figure.Figure;
import org.diopter.views.kit.Parts;

/// What can be done in the anomaly view.
final class AnomalyCommands implements AnomalyView.Acts {
    private static final List<String> PROMPTS = List.of("*.jsonl", "*.json");

    private final MainWindow window;
    private final Choosers choosers;
    private final AnomalyModel model;

    AnomalyCommands(MainWindow window, Choosers choosers, AnomalyModel model) {
        this.window = window;
        this.choosers = choosers;
        this.model = model;
    }

    /// Registers its actions.
    void register(ActionRegistry actions, BooleanExpression hasModel) {
        actions.add("run.anomaly-normal", hasModel, this::chooseNormal);
        actions.add("run.anomaly-suspect", hasModel, this::chooseSuspect);
        actions.add("run.injection", hasModel, this::editInjection);
        actions.add("run.anomaly", hasModel, this::run);
    }

    private Optional<Path> choose(String title) {
        window.settings().view().set(WindowViews.ANOMALY);
        return choosers.files(WindowTexts.ALL.get(title), WindowTexts.ALL.get("anomaly.kind"), PROMPTS, false).stream().findFirst();
    }

    /// Normal prompts alone are enough, so they are looked at without another click.
    @Override
    public void chooseNormal() {
        choose("anomaly.normal").ifPresent(file -> {
            model.input().set(model.input().get().withNormal(file));
            run();
        });
    }

    @Override
    public void chooseSuspect() {
        choose("anomaly.suspect").ifPresent(file -> {
            model.input().set(model.input().get().withSuspect(Optional.of(file)));
            run();
        });
    }

    @Override
    public void editInjection() {
        window.dialogLayer().show(WindowTexts.ALL.get("injection"), this::injectionPane);
    }

    private Node injectionPane(Runnable close) {
        PromptInjection now = model.input().get().injection();
        TextArea text = new TextArea(now.text());
        text.setWrapText(true);
        text.setPrefRowCount(7);
        text.setAccessibleText(WindowTexts.ALL.get("injection"));
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
            run();
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
    public void run() {
        window.settings().view().set(WindowViews.ANOMALY);
        window.sessions().anomaly().run();
    }

    /// Puts the selected prompt into the trajectory view.
    void openInTrajectory() {
        ScoredPrompt selected = model.selected().get();
        if (selected != null && model.findings().get() != null) {
            window.settings().view().set(WindowViews.TRAJECTORY);
            window.prompt().text().set(model.findings().get().prompt(selected.tested()).text());
            window.session().runNow();
        }
    }

    @Override
    public void export(Figure figure) {
        window.commands().export(figure);
    }
}
