package org.diopter.app.window;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.diopter.engine.OpenModel;
import org.diopter.engine.lens.training.TrainingText;
import org.diopter.model.UnusableInputException;
import org.diopter.model.store.AtomicFile;
import org.diopter.model.tokenizer.Tokenizer;

/// The texts that come with the bundled model, copied to where they can be read as files. They are of its world, so for another model they are only a
/// beginning.
///
/// @param resources where the bundled model lies on the class path
/// @param folder where they are copied to
record SampleText(ClassLoader classes, String resources, Path folder) {
    /// To train on.
    ///
    /// @throws UnusableInputException if this build has no bundled model, or the text cannot be copied
    Path training() {
        return copy("sample-text.txt");
    }

    /// That nothing was trained on.
    ///
    /// @throws UnusableInputException if this build has no bundled model, or the text cannot be copied
    Path evaluation() {
        return copy("evaluation-text.txt");
    }

    /// The user's files, or where there are none the text to train on, packed for a model. Off the FX thread.
    ///
    /// @throws UnusableInputException D-106 if the model has no tokenizer, D-206 if a text cannot be read
    TrainingText training(OpenModel model, List<Path> files, int length) {
        return packed(model, files.isEmpty() ? List.of(training()) : files, length);
    }

    /// Files packed for a model. Off the FX thread.
    ///
    /// @throws UnusableInputException D-106 if the model has no tokenizer, D-206 if a text cannot be read
    static TrainingText packed(OpenModel model, List<Path> files, int length) {
        Tokenizer tokenizer =
                model.tokenizer().orElseThrow(() -> new UnusableInputException("D-106", WindowTexts.ALL.get("training.no-tokenizer")));
        return TrainingText.pack(files, tokenizer, length);
    }

    private Path copy(String name) {
        Path file = folder.resolve(name);
        try (InputStream in = classes.getResourceAsStream(resources + "/" + name)) {
            if (in == null) {
                throw new UnusableInputException("D-206", WindowTexts.ALL.get("sample.none"));
            }
            Files.createDirectories(folder);
            AtomicFile.write(file, in::transferTo);
            return file;
        } catch (IOException problem) {
            throw new UnusableInputException("D-206", WindowTexts.ALL.get("sample.not-copied", folder, UnusableInputException.reason(problem)), problem);
        }
    }
}
