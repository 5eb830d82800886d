package org.diopter.app.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.diopter.app.session.SavedLens;
import org.diopter.app.session.SavedStudy;
import org.diopter.app.session.Session;
import org.diopter.app.session.SessionFile;
import org.diopter.app.session.ViewSettings;
import org.diopter.engine.ModelCard;
import org.diopter.engine.OpenModel;
import org.diopter.model.UnusableInputException;
import org.diopter.views.figure.FigureExport;
import org.jspecify.annotations.Nullable;

/// The figures of a session: its grid as it was looked at, the curves at the selected position, the difference where something is edited, the head that was
/// looked at, what its policy evicts, and the spectrum of each matrix whose rank is reduced.
///
/// @param study of the session
/// @param view how it was looked at
record SessionFigures(SavedStudy study, ViewSettings view, Paper paper, EngineChoice engine) {
    /// What they can be written as.
    static final List<String> FORMATS = FigureExport.ENDINGS;

    /// Where they go.
    ///
    /// @param force whether files that are there may be replaced
    record Target(Path folder, String format, boolean force) {
        Path file(String name) {
            return folder.resolve(name + "." + format);
        }
    }

    /// The figures of a session file.
    ///
    /// @throws UnusableInputException D-602 if it cannot be read, or names no model
    static SessionFigures of(Path file, Paper paper, EngineArguments arguments) {
        Session session = new SessionFile(file).open().session();
        SavedStudy study = session.study().orElseThrow(() -> new UnusableInputException("D-602",
                "‘%s’ names no model, so nothing of it can be run. Open it in the window and save it again.".formatted(file)));
        EngineChoice recorded = new EngineChoice(study.engine().provider(), Math.max(1, study.engine().threads()), study.engine().seed());
        return new SessionFigures(study, session.view(), paper, arguments.choice(recorded));
    }

    /// Writes them, and names each file on standard output.
    ///
    /// @param place where the model is, if not where it was
    int write(Invocation invocation, EngineArguments arguments, @Nullable String place, Target target) {
        try {
            Files.createDirectories(target.folder());
        } catch (IOException e) {
            throw new UnusableInputException("D-501", "‘%s’ could not be made: %s.".formatted(target.folder(), UnusableInputException.reason(e)), e);
        }
        try (CommandEngine started = invocation.engine(arguments, engine)) {
            OpenModel model = started.open(reference(), place == null ? study.model().source() : place);
            Map<String, FigureStudy> figures = all(model.card());
            figures.keySet().forEach(name -> job(invocation, target, name).check(target.force()));
            figures.forEach((name, figure) -> job(invocation, target, name).run(started, model, figure));
        }
        return ExitCode.DONE;
    }

    private static FigureJob job(Invocation invocation, Target target, String name) {
        return new FigureJob(invocation, java.util.Optional.empty(), java.util.Optional.of(target.file(name)));
    }

    /// By the names of their files.
    private Map<String, FigureStudy> all(ModelCard card) {
        Map<String, FigureStudy> all = new LinkedHashMap<>();
        Input input = new Input(study.input().prompt(), study.input().tokens());
        EditChoice plain = edits(false);
        boolean changed = !plain.stack().isEmpty() || !plain.cache().isFull();
        all.put("trajectory", grid(input, edits(changed), false));
        if (changed) {
            all.put("difference", grid(input, edits(true), true));
        }
        int last = input.tokens().size() - 1;
        int position = view.position() < 0 ? last : Math.min(view.position(), last);
        all.put("token-curves", new CurvesFigureStudy(reference(), input, lens(), edits(changed), List.of(), position, view.pins(), paper, engine));
        int block = Math.min(view.block(), card.layers() - 1);
        int head = Math.min(view.head(), card.heads() - 1);
        all.put("attention", new AttentionFigureStudy(reference(), input, plain, block, head, view.map(), "fixed", paper, engine));
        if (!plain.cache().isFull()) {
            all.put("eviction", new EvictionFigureStudy(reference(), input, plain, block, head, view.map(), "fixed", paper, engine));
        }
        int number = 1;
        for (String edit : plain.stack()) {
            if (edit.startsWith("rank:")) {
                all.put("spectrum-" + number, new SpectrumFigureStudy(reference(), edit, paper, engine));
                number++;
            }
        }
        return all;
    }

    private TrajectoryFigureStudy grid(Input input, EditChoice edits, boolean difference) {
        List<Integer> track = view.statistic().equals(ViewSettings.TOKEN)
                ? Stream.concat(Stream.of(view.token()), view.pins().stream()).distinct().toList()
                : view.pins();
        String map = difference ? org.diopter.views.figure.ColorMap.SHIFT.label() : view.map();
        String range = difference ? "fixed" : view.range();
        return new TrajectoryFigureStudy(reference(), input, lens(), edits, difference, statistic(), List.of(), view.stride(), track, view.transpose(), map, range,
                view.unit(), paper, engine);
    }

    private String statistic() {
        return Arrays.stream(StatisticName.values())
                .filter(name -> name.statistic().map(Enum::name).orElse(ViewSettings.TOKEN).equals(view.statistic()))
                .findFirst()
                .orElse(StatisticName.PROBABILITY)
                .label();
    }

    /// @param compared whether the model as it is stands beside
    private EditChoice edits(boolean compared) {
        SavedStudy.Cache cache = study.edits().cache();
        CacheChoice choice = new CacheChoice(cache.policy(), cache.promptLength(), cache.kernelsSha256());
        return compared
                ? new EditChoice(study.edits().stack(), List.of(EditChoice.AS_IT_IS), choice, CacheChoice.FULL)
                : new EditChoice(study.edits().stack(), List.of(), choice, CacheChoice.FULL);
    }

    private ModelReference reference() {
        return new ModelReference(study.model().source(), study.model().name(), study.model().sha256());
    }

    private LensReference lens() {
        SavedLens lens = study.lens();
        return lens.isLogit() ? LensReference.LOGIT_LENS : new LensReference(lens.source(), lens.name(), lens.sha256());
    }
}
