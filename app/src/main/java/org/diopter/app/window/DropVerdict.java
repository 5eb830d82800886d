package org.diopter.app.window;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.diopter.app.session.SessionFile;
import org.diopter.engine.arch.Families;
import org.diopter.model.UnusableInputException;
import org.diopter.model.hub.FoundModel;
import org.diopter.model.hub.ModelFinder;
import org.diopter.model.hub.SupportedFamilies;
import org.diopter.views.figure.Numbers;
import org.diopter.views.model.ModelFacts;

/// What dropping or choosing a file or folder would do.
///
/// @param path what would be opened: a model's folder or file, a lens's folder or file, a session, a text
/// @param sentence what will be opened, or why it cannot be
record DropVerdict(Kind kind, Path path, String sentence) {
    private static final SupportedFamilies FAMILIES = new SupportedFamilies(Families::supports, String.join(", ", Families.names()));

    /// What a file or folder is.
    enum Kind {
        MODEL,
        SESSION,
        LENS,
        TEXT,
        NOTHING
    }

    /// Looks at files: at most their headers are read. Not for the FX thread.
    static DropVerdict of(List<Path> files) {
        Path first = files.getFirst();
        if (files.size() > 1) {
            return new DropVerdict(Kind.NOTHING, first, WindowTexts.ALL.get("drop.one"));
        }
        if (SessionFile.isSession(first) && Files.isRegularFile(first)) {
            return new DropVerdict(Kind.SESSION, first, WindowTexts.ALL.get("drop.session", String.valueOf(first.getFileName())));
        }
        if (isText(first)) {
            return new DropVerdict(Kind.TEXT, first, WindowTexts.ALL.get("drop.text", String.valueOf(first.getFileName())));
        }
        return isLens(first) ? new DropVerdict(Kind.LENS, first, WindowTexts.ALL.get("drop.lens", String.valueOf(first.getFileName()))) : ofModel(first);
    }

    private static DropVerdict ofModel(Path path) {
        try {
            FoundModel found = ModelFinder.lookAt(path, FAMILIES);
            return found.problem()
                    .map(problem -> new DropVerdict(Kind.NOTHING, found.path(), problem))
                    .orElseGet(() -> new DropVerdict(Kind.MODEL, found.path(), words(found)));
        } catch (UnusableInputException e) {
            return new DropVerdict(Kind.NOTHING, path, e.sentence());
        }
    }

    /// `Open SmolLM2-135M (HF folder, 270 MB)`. A GGUF file is as large as it is, whatever its numbers take once they are unpacked.
    private static String words(FoundModel found) {
        long bytes = Math.max(Files.isRegularFile(found.path()) ? found.path().toFile().length() : 0, 0);
        boolean packed = bytes > 0 && bytes < found.bytes();
        return WindowTexts.ALL.get("drop.open", String.valueOf(found.path().getFileName()), ModelFacts.source(found.path()),
                Numbers.bytes(packed ? bytes : found.bytes()));
    }

    private static boolean isText(Path dropped) {
        String name = String.valueOf(dropped.getFileName()).toLowerCase(Locale.ROOT);
        return Files.isRegularFile(dropped) && (name.endsWith(".txt") || name.endsWith(".md"));
    }

    /// A lens has its numbers in `params`; a file of another name is one where no model's configuration stands beside it.
    private static boolean isLens(Path dropped) {
        Path folder = Files.isRegularFile(dropped) ? dropped.resolveSibling("") : dropped;
        boolean parameters = Files.isRegularFile(folder.resolve("params.pt")) || Files.isRegularFile(folder.resolve("params.safetensors"));
        String name = String.valueOf(dropped.getFileName());
        boolean tensors = Files.isRegularFile(dropped) && (name.endsWith(".pt") || name.endsWith(".safetensors"));
        return parameters || (tensors && !Files.isRegularFile(folder.resolve("config.json")));
    }
}
