package org.diopter.views.figure;

import org.w3c.dom.Element;
import org.w3c.dom.Node;

/// What journals ask of a figure, measured on the page as it is written.
///
/// @param smallestText in points; infinite if there is no text
/// @param thinnestLine in points; infinite if there is no line
/// @param shortened how many texts end in `…` since there was no room for the rest
public record PageCheck(double smallestText, double thinnestLine, int shortened) {
    /// The least that text may be, in points.
    public static final double LEAST_TEXT = 6;
    /// The least that a line may be, in points.
    public static final double LEAST_LINE = 0.25;

    private static final PageCheck NOTHING = new PageCheck(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, 0);
    private static final String ELLIPSIS = "…";

    /// Looks at a figure's page. Not for the FX thread.
    public static PageCheck of(Figure figure, ExportOptions options) {
        SvgCanvas canvas = SvgFile.painted(new ExportPage(figure, options), new UsedGlyphs());
        PageCheck check = NOTHING.and(canvas.getRoot(), 1, true);
        canvas.dispose();
        return check;
    }

    /// Whether all text is large enough to be read.
    public boolean textIsLargeEnough() {
        return smallestText >= LEAST_TEXT - 1e-6;
    }

    /// Whether all lines are wide enough to be printed.
    public boolean linesAreWideEnough() {
        return thinnestLine >= LEAST_LINE - 1e-6;
    }

    /// With an element and what is in it. Widths and whether outlines are drawn go down to what says nothing of its own.
    ///
    /// @param width of lines, logical pixels
    private PageCheck and(Element element, double width, boolean stroked) {
        double ownWidth = element.hasAttribute("stroke-width") ? Double.parseDouble(element.getAttribute("stroke-width")) : width;
        boolean ownStroked = element.hasAttribute("stroke") ? !element.getAttribute("stroke").equals("none") : stroked;
        PageCheck check = switch (element.getTagName()) {
            case "text" -> text(element);
            case "line", "path", "rect", "polyline", "polygon", "circle", "ellipse" -> ownStroked ? line(ownWidth) : this;
            default -> this;
        };
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element inside) {
                check = check.and(inside, ownWidth, ownStroked);
            }
        }
        return check;
    }

    private PageCheck text(Element element) {
        double points = ExportOptions.points(Double.parseDouble(element.getAttribute("font-size")));
        int cut = element.getTextContent().equals(ELLIPSIS) ? 1 : 0;
        return new PageCheck(Math.min(smallestText, points), thinnestLine, shortened + cut);
    }

    private PageCheck line(double width) {
        return new PageCheck(smallestText, Math.min(thinnestLine, ExportOptions.points(width)), shortened);
    }
}
