package org.diopter.views.kit;

import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import org.diopter.views.figure.Unit;

/// What every view of a window needs to know.
///
/// @param painting paints figures, one after the other, off the FX thread
/// @param workers does other things that take a while, off the FX thread
/// @param theme how the window is coloured
/// @param textScale size of text and controls, 1 to 2
/// @param unit what logarithmic quantities are shown in
public record ViewContext(
        Executor painting,
        Executor workers,
        ReadOnlyObjectProperty<WindowTheme> theme,
        ReadOnlyDoubleProperty textScale,
        ReadOnlyObjectProperty<Unit> unit) {}
