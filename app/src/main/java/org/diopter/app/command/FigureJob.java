package org.diopter.app.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.diopter.app.version.ProgramVersion;
import org.diopter.engine.ModelCard;
import org.diopter.engine.OpenModel;
import org.diopter.model.UnusableInputException;
import org.diopter.model.store.Sha256;
import org.diopter.views.figure.Figure;
import org.diopter.views.figure.FigureExport;
import org.diopter.views.figure.FigureTable;
import org.diopter.views.figure.Provenance;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// Computes what a picture shows and writes it.
///
/// @param json where the picture's data goes, if anywhere
/// @param out the file of the picture, if it is wanted
record FigureJob(Invocation invocation, Optional<JsonTarget> json, Optional<Path> out) {

    /// Looks whether the picture can be written, before the work begins.
    ///
    /// @param force whether a file that is there may be replaced
    void check(boolean force) {
        if (out.isEmpty()) {
            return;
        }
        Path file = out.get();
        String name = String.valueOf(file.getFileName());
        if (!FigureExport.ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT))) {
            throw new UnusableInputException("D-501", "‘%s’ names no format of a figure. Let it end in %s.".formatted(name, FigureExport.endings()));
        }
        OutputFile target = new OutputFile(file);
        target.check();
        if (Files.exists(file) && !target.isStream() && !force) {
            throw new UnusableInputException("D-501", "‘%s’ is there already. Replace it with --force, or choose another name.".formatted(file));
        }
    }

    int run(CommandEngine engine, OpenModel model, FigureStudy study) {
        Provenance provenance = provenance(model.id().name(), model.id().sha256(), engine.provider(), study);
        Figures figures = new Figures(engine, model, provenance);
        Figure figure = switch (study) {
            case SpectrumFigureStudy spectrum -> new SpectrumPicture(engine, model, provenance).of(spectrum);
            case SearchFigureStudy search -> new SearchPicture(engine, model, provenance).of(search, sentence -> {});
            case HeldFigureStudy held -> new HeldPicture(engine, model, provenance).of(held);
            case TrajectoryFigureStudy trajectory -> figures.trajectory(trajectory);
            case CurvesFigureStudy curves -> figures.curves(curves);
            case AttentionFigureStudy attention -> figures.attention(attention);
            case DepthStripFigureStudy strip -> figures.depthStrip(strip);
            case LensTrainingFigureStudy training -> training(training, engine.provider());
            case EvictionFigureStudy evictions -> new PolicyPictures(engine, model, provenance).evictions(evictions);
            case PolicyFigureStudy policies -> new PolicyPictures(engine, model, provenance).of(policies);
            case HeadPoliciesFigureStudy heads -> new PolicyPictures(engine, model, provenance).heads(heads);
            case BasisFigureStudy basis -> figures.basis(basis).influences();
            case FidelityFigureStudy fidelity -> figures.basis(fidelity).fidelity();
            case FidelityByLayerFigureStudy fidelity -> new DirectionPictures(engine, model, provenance).fidelity(fidelity);
            case AlignmentFigureStudy alignment -> new DirectionPictures(engine, model, provenance).alignment(alignment);
        };
        return deliver(figure, study, model.card(), engine.provider());
    }

    /// Draws a training that has been written down; no model is needed for it.
    int run(LensTrainingFigureStudy study) {
        String provider = TrainingFile.read(study.training().file()).provider();
        return deliver(training(study, provider), study, null, provider);
    }

    private static Figure training(LensTrainingFigureStudy study, String provider) {
        TrainingFile training = TrainingFile.read(study.training().file());
        Provenance provenance = provenance(study.model().name(), study.model().sha256(), provider, study);
        TrainingCharts charts = new TrainingCharts(training, FigureWords.unit(study.unit()), Figures.sheet(study), provenance);
        return study.show().equals(LensTrainingFigureStudy.CURVES) ? charts.curves() : charts.layers();
    }

    /// @param card of the model, or null if none is open
    private int deliver(Figure figure, FigureStudy study, @Nullable ModelCard card, String provider) {
        out.ifPresent(file -> picture(figure, file, study.paper()));
        if (json.isPresent()) {
            json.get().write(target -> write(target, card, provider, study, figure));
        } else {
            out.ifPresent(invocation.console().out()::println);
        }
        return ExitCode.DONE;
    }

    /// Lays the picture down elsewhere first: the export replaces what it finds, and what is there may be a link or a pipe.
    private static void picture(Figure figure, Path file, Paper paper) {
        try {
            Path folder = Files.createTempDirectory("diopter-figure-");
            Path whole = folder.resolve(file.getFileName());
            try {
                FigureExport.write(figure, whole, paper.options());
                new OutputFile(file).write(target -> Files.copy(whole, target));
            } finally {
                Files.deleteIfExists(whole);
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UnusableInputException("D-501", "‘%s’ could not be written: %s.".formatted(file, UnusableInputException.reason(e)), e);
        }
    }

    private static Provenance provenance(String model, String sha256, String provider, FigureStudy study) {
        FigureSource source = study.source();
        return new Provenance(
                ProgramVersion.get(),
                model,
                sha256,
                source.lens(),
                source.lensSha256(),
                source.text(),
                source.text().isEmpty() ? "" : Sha256.of(source.text()),
                source.tokens(),
                study.changes(),
                study.policy(),
                study.engine().seed(),
                provider + ", float32",
                Instant.now(),
                Json.MAPPER.writeValueAsString(study));
    }

    private void write(Json target, @Nullable ModelCard card, String provider, FigureStudy study, Figure figure) {
        String unit = switch (study) {
            case TrajectoryFigureStudy trajectory -> trajectory.unit();
            case LensTrainingFigureStudy training -> training.unit();
            case PolicyFigureStudy policies -> policies.unit();
            case BasisFigureStudy _, FidelityFigureStudy _ -> "bits";
            case CurvesFigureStudy _, AttentionFigureStudy _, DepthStripFigureStudy _, EvictionFigureStudy _, HeadPoliciesFigureStudy _, SpectrumFigureStudy _, SearchFigureStudy _, HeldFigureStudy _, FidelityByLayerFigureStudy _, AlignmentFigureStudy _ -> "nats";
        };
        target.head(card, provider, study, unit);
        target.text("title", figure.title());
        target.text("statistic", figure.statistic());
        target.text("caption", figure.caption());
        target.text("file", out.map(Path::toString).orElse(null));
        JsonGenerator generator = target.out();
        FigureTable table = figure.table();
        generator.writeObjectPropertyStart("table");
        generator.writeArrayPropertyStart("headers");
        table.headers().forEach(generator::writeString);
        generator.writeEndArray();
        generator.writeArrayPropertyStart("rows");
        for (List<FigureTable.Entry> row : table.rows()) {
            generator.writeStartArray();
            row.forEach(entry -> write(generator, entry));
            generator.writeEndArray();
        }
        generator.writeEndArray();
        generator.writeEndObject();
    }

    private static void write(JsonGenerator generator, FigureTable.Entry entry) {
        if (!entry.number()) {
            generator.writeString(entry.exact());
        } else if (entry.exact().isEmpty() || !Double.isFinite(Double.parseDouble(entry.exact()))) {
            generator.writeNull();
        } else {
            generator.writeNumber(entry.exact());
        }
    }
}
