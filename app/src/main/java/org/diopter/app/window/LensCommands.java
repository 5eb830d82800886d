package org.diopter.app.window;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanExpression;
import org.diopter.app.action.ActionRegistry;
import org.diopter.engine.OpenModel;
import org.diopter.views.figure.Figure;
import org.diopter.views.kit.HeldLens;
import org.diopter.views.training.TrainingForm;
import org.diopter.views.training.TrainingModel;
import org.diopter.views.training.TrainingView;

/// What can be done with lenses: opened, written, trained, judged.
final class LensCommands implements TrainingView.Acts {
    private static final List<String> LENSES = List.of("*.pt", "*.safetensors", "config.json");
    private static final List<String> TEXTS = List.of("*.txt", "*.md", "*.json", "*.jsonl", "*.csv", "*.*");

    private final MainWindow window;
    private final Choosers choosers;

    LensCommands(MainWindow window, Choosers choosers) {
        this.window = window;
        this.choosers = choosers;
    }

    /// Registers the actions of lenses that have no place among those of other views.
    void register(ActionRegistry actions, TrainingModel training, BooleanExpression hasModel) {
        BooleanExpression running = BooleanExpression.booleanExpression(training.running());
        BooleanExpression hasLens = window.trajectory().lenses().held().isNotNull();
        actions.add("run.train", hasModel.and(running.not()), this::start);
        actions.add("run.pause-training", running, this::pause);
        actions.add("run.stop-training", running, this::stop);
        actions.add("run.judge", hasLens, this::judge);
        actions.add("run.judge-sample", Bindings.and(hasLens, hasModel), this::judgeOnSample);
    }

    private LensSession lens() {
        return window.sessions().lens();
    }

    private TrainingSession training() {
        return window.sessions().training();
    }

    @Override
    public void openLens() {
        List<Path> chosen = choosers.files(WindowTexts.ALL.get("lens.open-title"), WindowTexts.ALL.get("lens.kind"), LENSES, false);
        chosen.stream().findFirst().ifPresent(lens()::open);
    }

    @Override
    public void exportLens() {
        OpenModel model = window.session().model().get();
        String name = "lens-" + (model == null ? "" : model.id().name());
        choosers.save(WindowTexts.ALL.get("lens.export-title"), name).ifPresent(path -> lens().export(path, window.dialogs()::lensWritten,
                why -> window.dialogs().problem(WindowTexts.ALL.get("lens.not-exported"), why)));
    }

    @Override
    public void chooseText() {
        List<Path> chosen = choosers.files(WindowTexts.ALL.get("training.text"), WindowTexts.ALL.get("training.text-kind"), TEXTS, true);
        if (!chosen.isEmpty()) {
            TrainingForm form = window.training().form().get();
            window.training().form().set(form.withFiles(chosen));
        }
    }

    @Override
    public void start() {
        window.settings().view().set(WindowViews.LENS);
        training().start();
    }

    @Override
    public void pause() {
        training().pause();
    }

    @Override
    public void stop() {
        training().stop();
    }

    @Override
    public void restartAtHalfTheRate() {
        training().restartAtHalfTheRate();
    }

    @Override
    public void keep() {
        training().keep();
    }

    @Override
    public void resume() {
        training().resume();
    }

    @Override
    public void forget() {
        training().forget();
    }

    @Override
    public void judge() {
        List<Path> chosen = choosers.files(WindowTexts.ALL.get("judging.text"), WindowTexts.ALL.get("training.text-kind"), TEXTS, true);
        if (!chosen.isEmpty()) {
            judge(chosen);
        }
    }

    private void judgeOnSample() {
        judge(List.of());
    }

    private void judge(List<Path> files) {
        window.settings().view().set(WindowViews.LENS);
        Optional<HeldLens> held = Optional.ofNullable(window.trajectory().lenses().held().get());
        training().judge(files, held);
    }

    @Override
    public void export(Figure figure) {
        window.commands().export(figure);
    }
}
