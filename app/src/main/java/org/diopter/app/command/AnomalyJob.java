package org.diopter.app.command;

import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import org.diopter.engine.OpenModel;
import org.diopter.engine.data.AnomalyReport;
import org.diopter.engine.data.AnomalyReport.DetectorResult;
import org.diopter.engine.data.AnomalyReport.TestedPrompt;
import org.diopter.engine.data.InjectionDetection;
import org.diopter.engine.data.OptionPrompt;
import org.diopter.engine.data.OptionPromptFile;
import org.diopter.views.figure.Numbers;

/// Judges detectors of unusual prompts and writes how well they do.
///
/// @param json where that goes; nothing for a table on standard output
record AnomalyJob(Invocation invocation, Optional<JsonTarget> json) {
    int run(CommandEngine engine, OpenModel model, AnomalyStudy study) {
        List<OptionPrompt> normal = OptionPromptFile.read(study.normal().file());
        List<OptionPrompt> suspect = OptionPromptFile.read(study.suspect().file());
        InjectionDetection.requireSameOptions(normal, suspect);
        AnomalyReport report = new InjectionDetection(study.engine().seed()).judge(
                engine.options(model, study.lens(), normal, "Read normal prompts", 1, 2),
                engine.options(model, study.lens(), suspect, "Read suspect prompts", 2, 2));
        if (json.isPresent()) {
            json.get().write(out -> write(out, engine, model, study, report));
        } else {
            print(report);
        }
        return ExitCode.DONE;
    }

    private static void write(Json json, CommandEngine engine, OpenModel model, AnomalyStudy study, AnomalyReport report) {
        json.head(model.card(), engine.provider(), study, "nats");
        json.objects("detectors", report.detectors(), detector -> {
            json.text("name", detector.name());
            json.text("features", detector.features());
            json.number("auroc", detector.auroc().value());
            json.out().writeArrayPropertyStart("interval");
            json.number(detector.auroc().lower());
            json.number(detector.auroc().upper());
            json.out().writeEndArray();
            numbers(json, "scores", detector.scores());
        });
        json.out().writeNumberProperty("learned", report.learned());
        json.objects("tested", report.tested(), prompt -> prompt(json, prompt));
        json.out().writeArrayPropertyStart("notes");
        report.notes().forEach(json.out()::writeString);
        json.out().writeEndArray();
    }

    private static void prompt(Json json, TestedPrompt prompt) {
        json.out().writeBooleanProperty("suspect", prompt.suspect());
        json.out().writeNumberProperty("index", prompt.index());
        numbers(json, "layerDeviation", prompt.layerDeviation());
    }

    private static void numbers(Json json, String name, List<Double> values) {
        json.out().writeArrayPropertyStart(name);
        values.forEach(value -> json.number(value.doubleValue()));
        json.out().writeEndArray();
    }

    private void print(AnomalyReport report) {
        PrintStream out = invocation.console().out();
        long suspect = report.tested().stream().filter(TestedPrompt::suspect).count();
        out.println("Learned from %s; judged by %s and %s.".formatted(LensTable.plural(report.learned(), "normal prompt"),
                LensTable.plural(report.tested().size() - suspect, "other"), LensTable.plural(suspect, "suspect one")));
        TextTable table = new TextTable(
                TextTable.Column.text("detector"), TextTable.Column.text("features"), TextTable.Column.number("AUROC"), TextTable.Column.text("95 %"));
        for (DetectorResult detector : report.detectors()) {
            table.row(detector.name(), detector.features(), Numbers.fixed(detector.auroc().value(), 3),
                    Numbers.fixed(detector.auroc().lower(), 3) + " to " + Numbers.fixed(detector.auroc().upper(), 3));
        }
        table.lines().forEach(out::println);
        report.notes().forEach(out::println);
    }
}
