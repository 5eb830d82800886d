package org.diopter.app.command;

import java.io.IOException;
import java.io.PrintStream;
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
import org.diopter.app.bundled.ModelPlaces;
import org.diopter.engine.arch.Families;
import org.diopter.engine.imported.ImportedModel;
import org.diopter.engine.imported.OnnxFile;
import org.diopter.model.UnusableInputException;
import org.diopter.model.checkpoint.Checkpoint;
import org.diopter.model.checkpoint.MissingModel;
import org.diopter.model.hub.FoundModel;
import org.diopter.model.hub.ModelFinder;
import org.diopter.model.tokenizer.DjlTokenizer;
import org.diopter.model.tokenizer.Tokenizer;
import org.diopter.views.figure.Numbers;
import org.jspecify.annotations.Nullable;

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
            models.putIfAbsent(model.path(), Listed.of(examined(model), kind, home));
        }
        for (Path path : lookalikes(folders)) {
            FoundModel model = new FoundModel(path.toString(), path, FoundModel.Kind.FOLDER, "", 0, Optional.empty());
            models.putIfAbsent(path, Listed.of(examined(model), "folder", home));
        }
        if (json.isPresent()) {
            json.get().write(out -> write(out, study, models.values()));
        } else {
            PrintStream out = invocation.console().out();
            table(models.values()).lines().forEach(out::println);
            out.println();
            out.println("Tier A: every layer, block and head can be read. A model without a tokenizer takes --token-ids.");
        }
        return ExitCode.DONE;
    }

    /// A model with what the list calls its kind: `bundled`, `folder`, `recent` or `hub`.
    ///
    /// @param tokenizer `present`, `none` or `damaged`, or null if the model cannot be opened
    private record Listed(FoundModel model, String kind, @Nullable String tokenizer) {
        static Listed of(FoundModel model, String kind, Path home) {
            return new Listed(model, kind, model.problem().isPresent() ? null : tokenizer(tokenizerPlace(model), home));
        }

        private static Path tokenizerPlace(FoundModel model) {
            return isOnnx(model) ? ImportedModel.tokenizerPlace(model.path()) : model.path();
        }

        private static String tokenizer(Path folder, Path home) {
            try {
                Optional<Tokenizer> found = DjlTokenizer.open(folder, home.resolve("natives"));
                found.ifPresent(Tokenizer::close);
                return found.isPresent() ? "present" : "none";
            } catch (UnusableInputException e) {
                return "damaged";
            }
        }

        String remark() {
            String note = "present".equals(tokenizer) || tokenizer == null ? "" : tokenizer.equals("none") ? "no tokenizer" : "tokenizer damaged";
            return model.problem().orElse(isOnnx(model) && note.isEmpty() ? "tier is found when opened" : note);
        }
    }

    /// Folders that a user may take for models although nothing in them can be opened.
    private static List<Path> lookalikes(List<Path> folders) {
        return folders.stream().flatMap(folder -> Stream.concat(Stream.of(folder), children(folder).stream()))
                .filter(path -> !Files.exists(path.resolve("config.json")))
                .filter(path -> Files.exists(path.resolve("tokenizer.json")) || !MissingModel.instead(path).isEmpty())
                .toList();
    }

    private static List<Path> children(Path folder) {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw new UnusableInputException("D-101", "‘%s’ cannot be looked into: %s.".formatted(folder, UnusableInputException.reason(e)), e);
        }
    }

    /// Holds a model's configuration and its tensors against each other, as opening does, so that a problem is told in the same words.
    private static FoundModel examined(FoundModel model) {
        if (model.problem().isPresent() && model.family().isEmpty()) {
            return model;
        }
        try {
            if (isOnnx(model)) {
                OnnxFile.open(model.path()).close();
                return model;
            }
            try (Checkpoint checkpoint = Checkpoint.open(model.path())) {
                Families.read(checkpoint);
                return model;
            }
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
            json.text("tokenizer", listed.tokenizer);
        });
    }

    private static TextTable table(Collection<Listed> models) {
        TextTable table = new TextTable(
                TextTable.Column.text("model"),
                TextTable.Column.text("kind"),
                TextTable.Column.text("family"),
                TextTable.Column.number("size"),
                TextTable.Column.text("tier"),
                TextTable.Column.text("remark"));
        for (Listed listed : models) {
            FoundModel model = listed.model;
            table.row(
                    model.id(),
                    listed.kind,
                    model.family().isEmpty() ? "?" : model.family(),
                    model.bytes() == 0 ? "?" : Numbers.bytes(model.bytes()),
                    tier(model).orElse("–"),
                    listed.remark());
        }
        return table;
    }

    /// Native blocks show and change everything: whatever can be opened is of tier A. What an ONNX export allows is found out when it is opened.
    private static Optional<String> tier(FoundModel model) {
        return model.problem().isPresent() || isOnnx(model) ? Optional.empty() : Optional.of("A");
    }

    private static boolean isOnnx(FoundModel model) {
        return ModelFinder.isOnnx(model.path());
    }
}
