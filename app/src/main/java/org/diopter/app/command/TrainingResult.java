package org.diopter.app.command;

import org.diopter.engine.ModelCard;
import org.diopter.engine.lens.files.LensIdentity;
import org.diopter.engine.lens.training.CurvePoint;
import org.diopter.engine.lens.training.TrainedLens;
import org.diopter.engine.lens.training.TrainedLens.End;
import org.diopter.engine.lens.training.TrainingText;
import org.diopter.views.figure.Unit;

/// How a training went, as JSON.
///
/// @param provider what computed it
/// @param unit of divergences
record TrainingResult(ModelCard model, String provider, TrainStudy study, TrainingText text, TrainedLens trained, Unit unit) {
    /// Writes the fields of the result.
    void write(Json json) {
        json.head(model, provider, study, unit.label());
        json.out().writeObjectPropertyStart("lens");
        json.text("name", trained.lens().name());
        json.text("sha256", LensIdentity.sha256(trained.lens()));
        json.out().writeEndObject();
        json.out().writeObjectPropertyStart("text");
        json.text("rule", text.rule());
        json.out().writeNumberProperty("documents", text.documents());
        json.out().writeNumberProperty("sequences", text.sequences().size());
        json.out().writeNumberProperty("tokens", text.tokens());
        json.out().writeNumberProperty("dropped", text.dropped());
        json.out().writeEndObject();
        json.text("end", end(trained.end()));
        json.objects("curve", trained.curve(), point -> {
            json.number("seconds", point.seconds());
            json.out().writeNumberProperty("tokens", point.tokens());
            layer(json, point);
        });
        json.objects("final", trained.best(), point -> layer(json, point));
    }

    private void layer(Json json, CurvePoint point) {
        json.out().writeNumberProperty("layer", point.layer());
        json.number("kl", unit.of(point.kl()));
        json.number("logitLensKl", unit.of(point.logitLensKl()));
    }

    private static String end(End end) {
        return switch (end) {
            case End.Finished _ -> "finished";
            case End.Levelled _ -> "levelled";
            case End.TimedOut _ -> "timed out";
            case End.Stopped _ -> "stopped";
            case End.Diverged _ -> "diverged";
        };
    }
}
