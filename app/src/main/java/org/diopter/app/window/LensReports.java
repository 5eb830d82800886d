package org.diopter.app.window;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.diopter.engine.LensTrial;
import org.diopter.model.UnusableInputException;
import org.diopter.views.figure.Numbers;
import org.diopter.views.kit.HeldLens;
import org.diopter.views.kit.Messages;
import org.diopter.views.kit.ProblemBox;

/// Tells the user what became of a lens that was opened.
///
/// @param chooseLens asks for another lens
/// @param trainLens shows where one is trained
record LensReports(Dialogs dialogs, Messages messages, Runnable chooseLens, Runnable trainLens) implements LensSession.Listener {

    @Override
    public void doubtful(LensTrial trial, Runnable use) {
        List<String> sentences = new ArrayList<>();
        if (trial.isOfAnotherModel()) {
            sentences.add(text("lens.other-model", trial.lens().baseModel(), trial.model().name()));
        }
        if (!trial.worse().isEmpty()) {
            String layers = trial.worse().stream().map(layer -> Integer.toString(layer)).collect(Collectors.joining(", "));
            sentences.add(text("lens.worse", trial.worse().size(), trial.layers().size(), layers));
        }
        if (!trial.layers().isEmpty()) {
            sentences.add(text("lens.on-prompt", Numbers.divergence(trial.kl()), Numbers.divergence(trial.logitLensKl())));
        }
        String code = trial.isOfAnotherModel() ? "D-302" : "";
        show(text("lens.doubtful"), String.join(" ", sentences), code, List.of(new ProblemBox.Step(text("lens.use"), use)));
    }

    @Override
    public void lensUsed(HeldLens lens) {
        messages.done(text("lens.used", lens.title()));
    }

    @Override
    public void lensNotUsed(Path file, Throwable problem) {
        String title = text("lens.not-used", String.valueOf(file.getFileName()));
        if (problem instanceof UnusableInputException input) {
            show(title, input.sentence(), input.code(),
                    List.of(new ProblemBox.Step(text("lens.choose-another"), chooseLens), new ProblemBox.Step(text("lens.train"), trainLens)));
        } else {
            dialogs.problem(title, text("unexpected", String.valueOf(problem.getMessage())), "", Optional.of(problem));
        }
    }

    private void show(String title, String sentence, String code, List<ProblemBox.Step> steps) {
        dialogs.show(title, close -> {
            List<ProblemBox.Step> closing = new ArrayList<>();
            steps.forEach(step -> closing.add(new ProblemBox.Step(step.name(), () -> {
                close.run();
                step.act().run();
            })));
            closing.add(new ProblemBox.Step(text("cancel"), close));
            ProblemBox box = new ProblemBox(title, sentence, code, closing);
            box.setPrefWidth(460);
            return box;
        });
    }

    private static String text(String key, Object... parts) {
        return WindowTexts.ALL.get(key, parts);
    }
}
