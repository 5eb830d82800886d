package org.diopter.app.command;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.diopter.engine.LensChoice;
import org.diopter.engine.LensTrial;
import org.diopter.engine.OpenModel;
import org.diopter.engine.lens.Lens;
import org.diopter.engine.lens.Translator;
import org.diopter.engine.lens.files.LensFile;
import org.diopter.engine.lens.files.LensFiles;
import org.diopter.model.Progress;
import org.diopter.model.UnusableInputException;
import org.diopter.model.hub.BundledModel;
import org.diopter.views.figure.Numbers;

/// The lenses that an open model is read through, by what commands and studies call them.
///
/// @param bundled the lens that comes with the program
record CommandLenses(OpenModel model, BundledModel bundled) {
    /// Opens a lens that the user named, and tries it.
    ///
    /// @param source `logit`, `bundled`, a folder or a file
    /// @param note is told what is doubtful about the lens
    /// @throws UnusableInputException if there is no such lens, it is damaged, or of another model's sizes
    LensReference open(String source, Progress progress, Consumer<String> note) {
        if (source.equals(LensReference.LOGIT)) {
            return LensReference.LOGIT_LENS;
        }
        LensFile file = LensFiles.open(path(source, "Name logit, bundled, a lens's folder, or a .pt or .safetensors file with --lens."));
        LensChoice.Translated choice = model.use(file.lens());
        file.notes().forEach(note);
        progress.stage("Try the lens", 1, 1);
        doubts(LensTrial.of(model, lens(choice), Optional.empty(), progress)).forEach(note);
        String found = source.equals(LensReference.BUNDLED) ? source : Path.of(source).toAbsolutePath().normalize().toString();
        return new LensReference(found, choice.name(), choice.sha256());
    }

    /// What is doubtful, a sentence each; nothing said if nothing is.
    private static List<String> doubts(LensTrial trial) {
        List<String> doubts = new ArrayList<>();
        if (trial.isOfAnotherModel()) {
            String divergence = trial.layers().isEmpty()
                    ? ""
                    : " Mean KL on a short text: %s nats (logit lens %s).".formatted(Numbers.divergence(trial.kl()), Numbers.divergence(trial.logitLensKl()));
            doubts.add("D-302: This lens was trained for ‘%s’. It is used with the norm and vocabulary of ‘%s’.%s"
                    .formatted(trial.lens().baseModel(), trial.model().name(), divergence));
        }
        List<Integer> worse = trial.worse();
        if (!worse.isEmpty()) {
            doubts.add("On a short text the lens ‘%s’ is further from the model's output than the logit lens at %d of %d layers (%s). Is it of this model?"
                    .formatted(trial.lens().name(), worse.size(), trial.layers().size(),
                            worse.stream().map(layer -> Integer.toString(layer)).collect(Collectors.joining(", "))));
        }
        return doubts;
    }

    /// The lens of a study, opened if it is not yet.
    ///
    /// @throws UnusableInputException D-301 if it is not there, D-601 if another lens is
    LensChoice choice(LensReference recorded) {
        if (recorded.isLogit()) {
            return new LensChoice.Logit();
        }
        LensChoice.Translated choice = new LensChoice.Translated(recorded.name(), recorded.sha256());
        if (model.lenses().lens(choice).isPresent()) {
            return choice;
        }
        String missing = "The study reads through ‘%s’ (sha256 %.8s). Put it back there.".formatted(recorded.name(), recorded.sha256());
        LensChoice.Translated found = model.use(LensFiles.open(path(recorded.source(), missing)).lens());
        if (!found.sha256().equals(recorded.sha256())) {
            throw new UnusableInputException("D-601", "‘%s’ is another lens (sha256 %.8s) than the study's ‘%s’ (sha256 %.8s). Put that back in its place."
                    .formatted(recorded.source(), found.sha256(), recorded.name(), recorded.sha256()));
        }
        return found;
    }

    /// The translators of a lens that [#choice] gave; identities for the logit lens.
    Lens lens(LensChoice choice) {
        int layers = model.card().layers();
        Translator identity = Translator.identity(model.card().width());
        return model.lenses().lens(choice)
                .orElseGet(() -> new Lens(Lens.Kind.TUNED, choice.name(), model.id().name(), Collections.nCopies(layers, identity)));
    }

    /// Where a lens lies that [#choice] gives; the bundled one is unpacked.
    ///
    /// @throws UnusableInputException D-301 if it is not there
    Path file(LensReference lens) {
        return path(lens.source(), "Put it back there.");
    }

    private Path path(String source, String next) {
        if (source.equals(LensReference.BUNDLED)) {
            if (!bundled.isPresent()) {
                throw new UnusableInputException("D-301", "This build of the program has no bundled lens. " + next);
            }
            return bundled.unpack(Progress.NONE);
        }
        try {
            Path path = Path.of(source);
            if (Files.exists(path)) {
                return path;
            }
        } catch (InvalidPathException _) {
            // Then nothing is there either.
        }
        throw new UnusableInputException("D-301", "There is no lens ‘%s’. %s".formatted(source, next));
    }
}
