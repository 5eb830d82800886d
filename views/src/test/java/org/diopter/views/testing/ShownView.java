package org.diopter.views.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import javafx.scene.Parent;
import javafx.stage.Stage;
import org.diopter.views.kit.WindowTheme;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// A view in a window of its own, in the light theme, for as long as a test takes. Registered with
/// `RegisterExtension`, it closes the window after the test, which fails if anything was wrong with the style.
public final class ShownView implements AfterEachCallback {
    private final CssWarnings warnings = new CssWarnings();
    private final Stage stage;

    /// Shows a view. The toolkit has been started.
    public ShownView(Parent view, double width, double height) {
        stage = Fx.get(() -> Fx.show(view, width, height, WindowTheme.LIGHT));
    }

    public Stage stage() {
        return stage;
    }

    @Override
    public void afterEach(ExtensionContext test) {
        Fx.run(stage::close);
        warnings.close();
        assertEquals(List.of(), warnings.heard());
    }
}
