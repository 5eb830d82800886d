package org.diopter.views.figure;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Base64;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/// Writes a page as SVG: text as text, with the parts of the fonts that it uses; title, description and provenance inside.
final class SvgFile {
    private static final String SVG = "http://www.w3.org/2000/svg";
    private static final String OWN = "urn:diopter:figure";
    private static final int PRECISION = 3;

    private SvgFile() {}

    static void write(ExportPage page, ExportOptions options, OutputStream out) throws IOException {
        Document document = document();
        SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
        context.setComment("");
        context.setPrecision(PRECISION);
        UsedGlyphs used = new UsedGlyphs();
        SvgCanvas canvas = new SvgCanvas(context, used);
        page.paint(canvas, Device.VECTOR);

        Element root = canvas.getRoot();
        root.setAttribute("width", context.doubleString(ExportOptions.millimetres(page.width())) + "mm");
        root.setAttribute("height", context.doubleString(ExportOptions.millimetres(page.height())) + "mm");
        root.setAttribute("viewBox", "0 0 " + context.doubleString(page.width()) + " " + context.doubleString(page.height()));
        describe(document, root, page, fonts(used), options);
        serialize(root, out);
        canvas.dispose();
    }

    /// An empty document.
    static Document document() {
        try {
            return DocumentBuilderFactory.newDefaultNSInstance().newDocumentBuilder().getDOMImplementation().createDocument(SVG, "svg", null);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String fonts(UsedGlyphs used) throws IOException {
        StringBuilder style = new StringBuilder();
        for (Face face : used.faces()) {
            style.append("@font-face{font-family:\"").append(face.family()).append("\";font-weight:").append(face.weight())
                    .append(";src:url(data:font/ttf;base64,").append(Base64.getEncoder().encodeToString(used.subset(face))).append(")}\n");
        }
        return style.toString();
    }

    private static void describe(Document document, Element root, ExportPage page, String fonts, ExportOptions options) {
        Figure figure = page.figure();
        Provenance provenance = figure.provenance();
        Element metadata = document.createElementNS(SVG, "metadata");
        metadata.appendChild(own(document, "provenance", provenance.line(figure.statistic(), options.reproducible())));
        if (!provenance.study().isEmpty()) {
            metadata.appendChild(own(document, "study", provenance.study()));
        }
        Element style = text(document, "style", fonts);
        for (Element element : new Element[] {style, metadata, text(document, "desc", page.caption()), text(document, "title", figure.title())}) {
            root.insertBefore(element, root.getFirstChild());
        }
    }

    private static Element text(Document document, String name, String text) {
        Element element = document.createElementNS(SVG, name);
        element.appendChild(document.createTextNode(writable(text)));
        return element;
    }

    /// The text with characters that XML cannot hold as JSON writes them: `\uFFFF`.
    private static String writable(String text) {
        StringBuilder writable = new StringBuilder();
        text.codePoints().forEach(c -> {
            boolean allowed = c == '\t' || c == '\n' || c == '\r' || c >= 0x20 && c <= 0xD7FF || c >= 0xE000 && c <= 0xFFFD || c >= 0x10000;
            writable.append(allowed ? Character.toString(c) : String.format("\\u%04X", c));
        });
        return writable.toString();
    }

    private static Element own(Document document, String name, String text) {
        Element element = document.createElementNS(OWN, "diopter:" + name);
        element.appendChild(document.createTextNode(writable(text)));
        return element;
    }

    private static void serialize(Element root, OutputStream out) throws IOException {
        try {
            Transformer transformer = TransformerFactory.newDefaultInstance().newTransformer();
            transformer.setOutputProperty(OutputKeys.ENCODING, "UTF-8");
            transformer.setOutputProperty(OutputKeys.INDENT, "no");
            transformer.transform(new DOMSource(root), new StreamResult(out));
        } catch (TransformerException e) {
            throw new IOException(e);
        }
    }
}
