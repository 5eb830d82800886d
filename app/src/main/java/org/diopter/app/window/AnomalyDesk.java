package org.diopter.app.window;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import org.diopter.app.action.ActionRegistry;
import org.diopter.engine.data.PromptInjection;
import org.diopter.views.anomaly.AnomalyModel;
import org.diopter.views.anomaly.AnomalyView;
import org.diopter.views.anomaly.PromptInspector;
import org.diopter.views.anomaly.ScoredPrompt;
import org.diopter.views.figure.Figure;
import org.diopter.views.kit.Icon;
import org.diopter.views.kit.Parts;
import org.jspecify.annotations.Nullable;

/// Prompts that make the stream take an unusual way.
final class AnomalyDesk implements Desk, AnomalyView.Acts {
    static final String NAME = "anomaly";
    private static final List<String> PROMPTS = List.of("*.jsonl", "*.json");

    private final Workplace place;
    private final AnomalyModel model = new AnomalyModel();
    private final AnomalySession session;
    private @Nullable AnomalyView view;

    AnomalyDesk(Workplace place) {
        this.place = place;
        session = new AnomalySession(place.jobs(), place.models().model(), place.trajectory().lenses(), model, place.runner(), place.threads().timer(),
                place.fx(), place.failed());
    }

    AnomalyModel model() {
        return model;
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
        AnomalyView made = new AnomalyView(model, place.context(), this);
        view = made;
        return made;
    }

    @Override
    public Node inspector() {
        return new PromptInspector(model, place.context(), this::openInTrajectory);
    }

    @Override
    public void register(ActionRegistry actions) {
        actions.add("run.anomaly-normal", place.hasModel(), this::chooseNormal);
        actions.add("run.anomaly-suspect", place.hasModel(), this::chooseSuspect);
        actions.add("run.injection", place.hasModel(), this::editInjection);
        actions.add("run.anomaly", place.hasModel(), this::run);
    }

    @Override
    public Optional<Figure> figure() {
        return Optional.ofNullable(view).flatMap(AnomalyView::focused);
    }

    @Override
    public void toggleTable() {
        model.asTable().set(!model.asTable().get());
    }

    private Optional<Path> choose(String title) {
        place.show(NAME);
        return place.choosers().files(WindowTexts.ALL.get(title), WindowTexts.ALL.get("anomaly.kind"), PROMPTS, false).stream().findFirst();
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
        place.dialogs().show(WindowTexts.ALL.get("injection"), this::injectionPane);
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
        place.show(NAME);
        session.run();
    }

    /// Puts the selected prompt into the trajectory view.
    private void openInTrajectory() {
        ScoredPrompt selected = model.selected().get();
        if (selected != null && model.findings().get() != null) {
            place.show(TrajectoryDesk.NAME);
            place.prompt().text().set(model.findings().get().prompt(selected.tested()).text());
            place.study().runNow();
        }
    }

    @Override
    public void export(Figure figure) {
        place.export(figure);
    }
}
