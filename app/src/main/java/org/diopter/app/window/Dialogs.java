package org.diopter.app.window;

import java.util.Optional;
import java.util.function.Function;
import javafx.scene.Node;

/// The only door to dialogs.
interface Dialogs {
    /// Tells what could not be done, with its short code and technical detail to unfold.
    ///
    /// @param code as `D-103`, empty where there is none
    void problem(String title, String sentence, String code, Optional<Throwable> detail);

    /// Shows a dialog over the window. There is one at a time.
    ///
    /// @param content makes its content; gets what closes it
    void show(String title, Function<Runnable, Node> content);

    /// Closes the dialog that is shown.
    ///
    /// @return whether there was one
    boolean close();
}
