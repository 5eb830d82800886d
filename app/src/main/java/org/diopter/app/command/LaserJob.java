package org.diopter.app.command;

import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.diopter.engine.LensChoice;
import org.diopter.engine.OpenModel;
import org.diopter.engine.Reading;
import org.diopter.engine.Study;
import org.diopter.engine.TaskEvaluator;
import org.diopter.engine.TextEvaluator;
import org.diopter.engine.data.Outcome;
import org.diopter.engine.data.Task;
import org.diopter.engine.edit.EditStack;
import org.diopter.engine.edit.ReduceRank;
import org.diopter.engine.laser.Cell;
import org.diopter.engine.laser.EditPrice;
import org.diopter.engine.laser.Spectrum;
import org.diopter.model.tokenizer.TokenSequence;

/// Reduces one matrix and tells what that does.
///
/// @param json where the result goes; nothing for a table on standard output
/// @param save the folder in which the reduced model is saved, if it is wanted
/// @param factored whether it is saved in factors
record LaserJob(Invocation invocation, EngineArguments arguments, Optional<JsonTarget> json, Optional<Path> save, boolean factored) {
    int run(CommandEngine engine, OpenModel model, LaserStudy study) {
        ReduceRank edit = study.edit();
        Optional<Task> task = Optional.ofNullable(study.task()).map(TaskChoice::read);
        save.ifPresent(folder -> {
            engine.save(model, EditStack.of(edit), folder, factored);
            invocation.note(arguments, "Saved the reduced model in %s.".formatted(folder));
        });
        Spectrum spectrum = engine.spectrum(model, edit.matrix());
        BitSet kept = edit.kept().kept(spectrum.values().length);
        double[] keptValues = engine.keptValues(model, edit);
        Optional<PromptEffect> onPrompt = Optional.ofNullable(study.input()).map(input -> onPrompt(engine, model, study, input.sequence()));
        Optional<TaskEffect> onTask = task.map(questions -> onTask(engine, model, EditStack.of(edit), questions));
        Optional<EditPrice> price = Optional.ofNullable(study.price()).map(text -> price(engine, model, EditStack.of(edit), text));
        LaserResult result = new LaserResult(model.card(), model.tokenizer(), engine.provider(), study, spectrum, new KeptPart(edit.method(), kept, keptValues), onPrompt, onTask, price);
        if (json.isPresent()) {
            json.get().write(result::write);
        } else {
            LaserTable.print(result, invocation.console().out());
        }
        return ExitCode.DONE;
    }

    /// At the output alone.
    private static PromptEffect onPrompt(CommandEngine engine, OpenModel model, LaserStudy study, TokenSequence tokens) {
        EditStack edits = EditStack.of(study.edit());
        Study baseline = new Study(model.id(), tokens, new LensChoice.Logit(), edits.neutral());
        Study edited = new Study(model.id(), tokens, new LensChoice.Logit(), edits);
        Reading output = new Reading(List.of(model.card().layers()), study.topK(), List.of(), tokens.length() - 1);
        return new PromptEffect(engine.read(baseline, output), engine.read(edited, output), engine.difference(baseline, edited, output));
    }

    private static EditPrice price(CommandEngine engine, OpenModel model, EditStack edits, PriceText text) {
        engine.progress().stage("Measure the price", 1, 1);
        try (TextEvaluator evaluator = engine.textEvaluator(model, text)) {
            return evaluator.price(edits, engine.progress());
        }
    }

    private TaskEffect onTask(CommandEngine engine, OpenModel model, EditStack edits, Task task) {
        int[] items = engine.readable(model, task, sentence -> invocation.note(arguments, sentence));
        engine.progress().stage("Measure " + task.name(), 1, 1);
        try (TaskEvaluator evaluator = engine.evaluator(model, task)) {
            List<Outcome> baseline = evaluator.evaluate(edits.neutral(), items, engine.progress());
            List<Outcome> edited = evaluator.evaluate(edits, items, engine.progress());
            return new TaskEffect(task, Cell.compare(task, items, baseline, baseline), Cell.compare(task, items, edited, baseline));
        }
    }
}
