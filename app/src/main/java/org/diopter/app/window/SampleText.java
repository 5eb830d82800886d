package org.diopter.app.window;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.diopter.model.UnusableInputException;
import org.diopter.model.store.AtomicFile;

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

    private Path copy(String name) {
        Path file = folder.resolve(name);
        try (InputStream in = classes.getResourceAsStream(resources + "/" + name)) {
            if (in == null) {
                throw new UnusableInputException("D-206", "This build of the program has no sample text. Choose text files.");
            }
            Files.createDirectories(folder);
            AtomicFile.write(file, in::transferTo);
            return file;
        } catch (IOException problem) {
            throw new UnusableInputException("D-206", "The sample text could not be copied to %s: %s. Choose text files."
                    .formatted(folder, UnusableInputException.reason(problem)), problem);
        }
    }
}
