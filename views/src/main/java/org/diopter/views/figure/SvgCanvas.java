package org.diopter.views.figure;

import java.awt.Font;
import java.awt.Graphics;
import java.awt.Image;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.awt.image.ImageObserver;
import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.apache.batik.svggen.DOMGroupManager;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/// Batik's SVG generator, with text that names its bundled font and keeps its measured width in any viewer, and with pictures that stay sharp.
final class SvgCanvas extends FontedSvg {
    private static final String SVG = "http://www.w3.org/2000/svg";
    private static final String XML = "http://www.w3.org/XML/1998/namespace";

    private final UsedGlyphs used;

    SvgCanvas(SVGGeneratorContext context, UsedGlyphs used) {
        super(context);
        this.used = used;
    }

    private SvgCanvas(SvgCanvas other) {
        super(other);
        used = other.used;
    }

    @Override
    public Graphics create() {
        return new SvgCanvas(this);
    }

    @Override
    public void drawString(String text, float x, float y) {
        Font font = getFont();
        Face face = Face.of(font);
        used.add(face, text);
        Element element = element("text");
        element.setAttribute("x", number(x));
        element.setAttribute("y", number(y));
        element.setAttribute("font-family", face.isSans() ? "Inter, Arial, sans-serif" : "'JetBrains Mono', Menlo, Consolas, monospace");
        element.setAttribute("font-weight", Integer.toString(face.weight()));
        element.setAttribute("font-size", number(font.getSize2D()));
        element.setAttribute("textLength", number(font.getStringBounds(text, FigureFonts.CONTEXT).getWidth()));
        element.setAttribute("lengthAdjust", "spacingAndGlyphs");
        element.setAttribute("stroke", "none");
        element.setAttributeNS(XML, "xml:space", "preserve");
        element.appendChild(getDOMFactory().createTextNode(text));
        getDOMGroupManager().addElement(element, DOMGroupManager.FILL);
    }

    @Override
    public boolean drawImage(Image image, AffineTransform place, @Nullable ImageObserver observer) {
        BufferedImage picture = (BufferedImage) image;
        Element element = element("image");
        element.setAttribute("width", Integer.toString(picture.getWidth()));
        element.setAttribute("height", Integer.toString(picture.getHeight()));
        element.setAttribute("preserveAspectRatio", "none");
        element.setAttribute("style", "image-rendering:optimizeSpeed;image-rendering:pixelated");
        element.setAttribute("href", "data:image/png;base64," + base64(picture));
        AffineTransform before = getTransform();
        transform(place);
        getDOMGroupManager().addElement(element);
        setTransform(before);
        return true;
    }

    private Element element(String name) {
        return getDOMFactory().createElementNS(SVG, name);
    }

    private static String base64(RenderedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    private String number(double value) {
        return getGeneratorContext().doubleString(value);
    }
}
