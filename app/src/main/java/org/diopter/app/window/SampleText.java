package org.diopter.app.window;

import java.nio.file.Path;
import org.diopter.model.Progress;
import org.diopter.model.hub.BundledModel;

/// The texts that come with the bundled model. They are of its world, so for another model they are only a beginning.
///
/// @param bundled unpacked when a text is asked for
record SampleText(BundledModel bundled) {
    /// To train on.
    ///
    /// @throws org.diopter.model.UnusableInputException if this build has no bundled model
    Path training(Progress progress) {
        return bundled.unpack(progress).resolve("sample-text.txt");
    }

    /// That nothing was trained on.
    ///
    /// @throws org.diopter.model.UnusableInputException if this build has no bundled model
    Path evaluation(Progress progress) {
        return bundled.unpack(progress).resolve("evaluation-text.txt");
    }
}
