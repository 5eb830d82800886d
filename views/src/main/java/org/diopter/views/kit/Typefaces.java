package org.diopter.views.kit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import javafx.scene.text.Font;
import org.diopter.views.figure.Face;

/// Makes the figures' bundled typefaces known to JavaFX.
public final class Typefaces {
    private Typefaces() {}

    /// Loads them; to be called once, before the first window is shown.
    public static void load() {
        for (Face face : Face.values()) {
            try (InputStream in = face.open()) {
                if (Font.loadFont(in, 12) == null) {
                    throw new IllegalStateException("the program is incomplete: JavaFX cannot read the font " + face);
                }
            } catch (IOException problem) {
                throw new UncheckedIOException(problem);
            }
        }
    }
}
