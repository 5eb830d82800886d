package org.diopter.app.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.diopter.engine.arch.Families;
import org.diopter.model.UnusableInputException;
import org.diopter.model.checkpoint.Checkpoint;
import org.diopter.model.hub.FoundModel;
import org.diopter.views.figure.Numbers;

/// Lists the models of this machine.
///
/// @param json where the list goes; nothing for a table on standard output
record ModelsJob(Invocation invocation, Optional<JsonTarget> json) {

    int run(Path home, ModelsStudy study) {
        List<Path> folders = study.in().stream().map(Path::of).toList();
        for (Path folder : folders) {
            if (!Files.isDirectory(folder)) {
                throw new UnusableInputException("D-101", "There is no folder ‘%s’ to look into. Choose another one with --in.".formatted(folder));
            }
        }
        Set<Path> recent = RecentFolders.read(home);
        List<Path> all = Stream.concat(folders.stream(), recent.stream()).toList();
        Map<Path, Listed> models = new LinkedHashMap<>();
        for (FoundModel model : new ModelPlaces(home, all).finder().find()) {
            boolean isRecent = model.kind() == FoundModel.Kind.FOLDER && recent.contains(model.path());
            String kind = isRecent ? "recent" : model.kind().name().toLowerCase(Locale.ROOT);
            models.putIfAbsent(model.path(), new Listed(examined(model), kind));
        }
        if (json.isPresent()) {
            json.get().write(out -> write(out, study, models.values()));
        } else {
            table(models.values()).lines().forEach(invocation.console().out()::println);
        }
        return ExitCode.DONE;
    }

    /// A model with what the list calls its kind: `bundled`, `folder`, `recent` or `hub`.
    private record Listed(FoundModel model, String kind) {}

    /// Holds a model's configuration and its tensors against each other, as opening does.
    private static FoundModel examined(FoundModel model) {
        if (model.problem().isPresent()) {
            return model;
        }
        try (Checkpoint checkpoint = Checkpoint.open(model.path())) {
            Families.read(checkpoint);
            return model;
        } catch (UnusableInputException e) {
            return new FoundModel(model.id(), model.path(), model.kind(), model.family(), model.bytes(), Optional.of(e.sentence()));
        }
    }

    private static void write(Json json, ModelsStudy study, Collection<Listed> models) {
        json.head(null, null, study, "nats");
        json.objects("models", models, listed -> {
            FoundModel model = listed.model;
            json.text("id", model.id());
            json.text("path", model.path().toString());
            json.text("kind", listed.kind);
            json.text("family", model.family());
            json.out().writeNumberProperty("bytes", model.bytes());
            json.text("tier", tier(model).orElse(null));
            json.text("problem", model.problem().orElse(null));
        });
    }

    private static TextTable table(Collection<Listed> models) {
        TextTable table = new TextTable(
                TextTable.Column.text("model"),
                TextTable.Column.text("kind"),
                TextTable.Column.text("family"),
                TextTable.Column.number("size"),
                TextTable.Column.text("tier"),
                TextTable.Column.text("problem"));
        for (Listed listed : models) {
            FoundModel model = listed.model;
            table.row(
                    model.id(),
                    listed.kind,
                    model.family().isEmpty() ? "?" : model.family(),
                    model.bytes() == 0 ? "?" : Numbers.bytes(model.bytes()),
                    tier(model).orElse("–"),
                    model.problem().orElse(""));
        }
        return table;
    }

    /// Native blocks show and change everything: whatever can be opened is of tier A.
    private static Optional<String> tier(FoundModel model) {
        return model.problem().isPresent() ? Optional.empty() : Optional.of("A");
    }
}
