/// What a picture says, and the one painter that draws it.
///
/// A [Figure][org.diopter.views.figure.Figure] is a value: data, what is shown of it, colours and size. The same
/// [FigurePainter][org.diopter.views.figure.FigurePainter] draws it on the screen and into SVG, PDF and PNG, so that what is exported is what is seen.
/// Nothing here knows of JavaFX or needs a display. Lengths are logical pixels unless a name says otherwise.
@NullMarked
package org.diopter.views.figure;

import org.jspecify.annotations.NullMarked;
