package org.diopter.app.window;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.beans.binding.BooleanExpression;
import javafx.scene.Node;
import org.diopter.app.action.ActionRegistry;
import org.diopter.engine.OpenModel;
import org.diopter.views.figure.Figure;
import org.diopter.views.kit.HeldLens;
import org.diopter.views.kit.Icon;
import org.diopter.views.training.RecipePane;
import org.diopter.views.training.TrainingForm;
import org.diopter.views.training.TrainingModel;
import org.diopter.views.training.TrainingView;
import org.diopter.views.trajectory.LensSwitch;
import org.jspecify.annotations.Nullable;

/// Lenses: opened, written, trained, judged.
final class LensDesk implements Desk, TrainingView.Acts {
    static final String NAME = "lens";
    private static final List<String> LENSES = List.of("*.pt", "*.safetensors", "config.json");
    private static final List<String> TEXTS = List.of("*.txt", "*.md", "*.json", "*.jsonl", "*.csv", "*.*");

    private final Workplace place;
    private final TrainingModel model = new TrainingModel();
    private final TrainingSession session;
    private @Nullable TrainingView view;

    /// @param samples texts to train and judge on where the user has chosen none
    /// @param home the program's folder
    LensDesk(Workplace place, SampleText samples, Path home) {
        this.place = place;
        session = new TrainingSession(place.jobs(), place.models().model(), model, place.lens(), place.settings(), samples, home,
                place.runner()::about, place.fx(), place.failed());
    }

    TrainingModel model() {
        return model;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Icon icon() {
        return Icon.LENS;
    }

    @Override
    public Node centre() {
        LensSwitch lenses = place.trajectory().lenses();
        TrainingView made = new TrainingView(model, place.context(), place.hasModel(), lenses.held().isNotNull(),
                lenses.held().map(HeldLens::title).orElse(WindowTexts.ALL.get("lens.logit")), this);
        view = made;
        return made;
    }

    @Override
    public Node inspector() {
        return new RecipePane(model, this);
    }

    @Override
    public void register(ActionRegistry actions) {
        BooleanExpression running = BooleanExpression.booleanExpression(model.running());
        BooleanExpression hasLens = place.trajectory().lenses().held().isNotNull();
        actions.add("run.train", place.hasModel().and(running.not()), this::start);
        actions.add("run.pause-training", running, this::pause);
        actions.add("run.stop-training", running, this::stop);
        actions.add("run.judge", hasLens, this::judge);
        actions.add("run.judge-sample", hasLens.and(place.hasModel()), this::judgeOnSample);
    }

    @Override
    public Optional<Figure> figure() {
        return Optional.ofNullable(view).flatMap(TrainingView::focused);
    }

    @Override
    public void toggleTable() {
        model.asTable().set(!model.asTable().get());
    }

    @Override
    public void openLens() {
        List<Path> chosen = place.choosers().files(WindowTexts.ALL.get("lens.open-title"), WindowTexts.ALL.get("lens.kind"), LENSES, false);
        chosen.stream().findFirst().ifPresent(place.lens()::open);
    }

    @Override
    public void exportLens() {
        OpenModel open = place.models().model().get();
        String name = "lens-" + (open == null ? "" : open.id().name());
        place.choosers().save(WindowTexts.ALL.get("lens.export-title"), name).ifPresent(path -> place.lens().export(path, place.dialogs()::lensWritten,
                why -> place.dialogs().problem(WindowTexts.ALL.get("lens.not-exported"), why)));
    }

    @Override
    public void chooseText() {
        List<Path> chosen = place.choosers().files(WindowTexts.ALL.get("training.text"), WindowTexts.ALL.get("training.text-kind"), TEXTS, true);
        if (!chosen.isEmpty()) {
            TrainingForm form = model.form().get();
            model.form().set(form.withFiles(chosen));
        }
    }

    @Override
    public void start() {
        place.show(NAME);
        session.start();
    }

    @Override
    public void pause() {
        session.pause();
    }

    @Override
    public void stop() {
        session.stop();
    }

    @Override
    public void restartAtHalfTheRate() {
        session.restartAtHalfTheRate();
    }

    @Override
    public void keep() {
        session.keep();
    }

    @Override
    public void resume() {
        session.resume();
    }

    @Override
    public void forget() {
        session.forget();
    }

    @Override
    public void judge() {
        List<Path> chosen = place.choosers().files(WindowTexts.ALL.get("judging.text"), WindowTexts.ALL.get("training.text-kind"), TEXTS, true);
        if (!chosen.isEmpty()) {
            judge(chosen);
        }
    }

    private void judgeOnSample() {
        judge(List.of());
    }

    private void judge(List<Path> files) {
        place.show(NAME);
        Optional<HeldLens> held = Optional.ofNullable(place.trajectory().lenses().held().get());
        session.judge(files, held);
    }

    @Override
    public void export(Figure figure) {
        place.export(figure);
    }
}
