package org.diopter.views.figure;

import java.awt.Font;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;

/// Batik's SVG generator, from which the font is kept: it would write a group for every change of it.
abstract class FontedSvg extends SVGGraphics2D {
    private Font font = Face.SANS.font(11);

    FontedSvg(SVGGeneratorContext context) {
        super(context, false);
    }

    FontedSvg(FontedSvg other) {
        super(other);
        font = other.font;
    }

    @Override
    public final void setFont(Font next) {
        font = next;
    }

    @Override
    public final Font getFont() {
        return font;
    }
}
