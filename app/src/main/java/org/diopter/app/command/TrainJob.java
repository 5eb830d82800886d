package org.diopter.app.command;

import java.io.PrintStream;
import java.util.Optional;
import org.diopter.engine.OpenModel;
import org.diopter.engine.lens.training.CurvePoint;
import org.diopter.engine.lens.training.TrainedLens;
import org.diopter.engine.lens.training.TrainedLens.End;
import org.diopter.engine.lens.training.TrainingText;
import org.diopter.model.CancelledException;
import org.diopter.views.figure.Numbers;
import org.diopter.views.figure.Unit;

/// Trains a lens and writes it, whatever ended the training.
///
/// @param json where the result goes beside the folder; nothing for a table on standard output
/// @param start how it begins
record TrainJob(Invocation invocation, EngineArguments arguments, Optional<JsonTarget> json, LensFolder folder, TrainingStart start) {
    int run(CommandEngine engine, OpenModel model, TrainStudy study) {
        TrainingText text = study.text().sequences(model, study.sequenceLength());
        invocation.note(arguments, "%s tokens in %s sequences; %s; %s left over at the end.".formatted(
                Numbers.count(text.tokens()), Numbers.count(text.sequences().size()), text.rule(), LensTable.plural(text.dropped(), "token")));
        if (start.needsBegun() && folder.holdsLens() && !model.lenses().hasBegun(text, study.plan())) {
            throw TrainingStart.nothingBegun(folder.path(), "a lens");
        }
        TrainedLens trained = engine.train(model, folder.name(), text, study.plan(), start.resume(), sentence -> invocation.note(arguments, sentence));
        if (trained.curve().isEmpty() && trained.end() instanceof End.Stopped) {
            throw new CancelledException(); // before there was anything to keep
        }
        folder.write(trained.lens(), new TrainingResult(model.card(), engine.provider(), study, text, trained, Unit.NATS)::write);
        Unit unit = FigureWords.unit(study.unit());
        if (json.isPresent()) {
            json.get().write(new TrainingResult(model.card(), engine.provider(), study, text, trained, unit)::write);
        } else {
            print(trained, unit);
        }
        return exitCode(trained.end());
    }

    private void print(TrainedLens trained, Unit unit) {
        PrintStream out = invocation.console().out();
        TextTable table = new TextTable(
                TextTable.Column.number("layer"),
                TextTable.Column.number("KL, logit lens, " + unit.label()),
                TextTable.Column.number("KL, tuned lens, " + unit.label()),
                TextTable.Column.number("change, %"));
        for (CurvePoint layer : trained.best().reversed()) {
            table.row(layer.layer() == 0 ? "emb" : Integer.toString(layer.layer()), Numbers.divergenceInTable(unit.of(layer.logitLensKl())),
                    Numbers.divergenceInTable(unit.of(layer.kl())), Numbers.signed(100 * (layer.kl() / layer.logitLensKl() - 1), 1));
        }
        table.lines().forEach(out::println);
        folder.files().forEach(out::println);
    }

    private int exitCode(End end) {
        return switch (end) {
            case End.Finished _, End.TimedOut _, End.Levelled _ -> ExitCode.DONE;
            case End.Stopped stopped -> {
                invocation.console().err().println("Stopped after step %d; the best so far was written. --resume goes on from here.".formatted(stopped.step()));
                yield invocation.interruption().exitCode();
            }
            case End.Diverged diverged -> {
                invocation.console().err().println("D-303: " + diverged.sentence() + " Try --rate 0.5.");
                yield ExitCode.CHECK_FAILED;
            }
        };
    }
}
