package org.diopter.views.figure;

import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2D;
import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2DFontTextDrawer;
import java.awt.Font;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.EnumMap;
import java.util.GregorianCalendar;
import java.util.Map;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.util.Matrix;

/// Writes a page as PDF: text as text in embedded fonts; title, description and provenance among the document's properties.
final class PdfFile {
    private PdfFile() {}

    static void write(ExportPage page, ExportOptions options, OutputStream out) throws IOException {
        float width = (float) ExportOptions.points(page.width());
        float height = (float) ExportOptions.points(page.height());
        try (PDDocument document = new PDDocument()) {
            PDPage sheet = new PDPage(new PDRectangle(width, height));
            document.addPage(sheet);

            PdfBoxGraphics2D canvas = new PdfBoxGraphics2D(document, (float) page.width(), (float) page.height());
            canvas.setFontTextDrawer(new BundledFonts(document));
            page.paint(canvas, Device.VECTOR);
            canvas.dispose();
            try (PDPageContentStream content = new PDPageContentStream(document, sheet)) {
                content.transform(Matrix.getScaleInstance((float) ExportOptions.points(1), (float) ExportOptions.points(1)));
                content.drawForm(canvas.getXFormObject());
            }
            describe(document, page, options);
            document.save(out);
        }
    }

    private static void describe(PDDocument document, ExportPage page, ExportOptions options) {
        Figure figure = page.figure();
        Provenance provenance = figure.provenance();
        String line = provenance.line(figure.statistic(), options.reproducible());
        PDDocumentInformation information = new PDDocumentInformation();
        information.setTitle(figure.title());
        information.setSubject(page.caption());
        information.setKeywords(line);
        information.setCreator("Diopter " + provenance.version());
        if (!provenance.study().isEmpty()) {
            information.setCustomMetadataValue("DiopterStudy", provenance.study());
        }
        if (!options.reproducible()) {
            information.setCreationDate(GregorianCalendar.from(ZonedDateTime.ofInstant(provenance.time(), ZoneOffset.UTC)));
        }
        document.setDocumentInformation(information);
        // The file's identifier is made from this number in place of the clock.
        document.setDocumentId((long) line.hashCode());
    }

    /// Draws text in the bundled faces as text.
    private static final class BundledFonts extends PdfBoxGraphics2DFontTextDrawer {
        private final PDDocument document;
        private final Map<Face, PDFont> embedded = new EnumMap<>(Face.class);

        BundledFonts(PDDocument document) {
            this.document = document;
        }

        @Override
        protected boolean hasDynamicFontMapping() {
            return true;
        }

        @Override
        protected PDFont mapFont(Font font, IFontTextDrawerEnv env) throws IOException {
            Face face = Face.of(font);
            PDFont known = embedded.get(face);
            if (known == null) {
                try (InputStream in = face.open()) {
                    known = PDType0Font.load(document, in, true);
                }
                embedded.put(face, known);
            }
            return known;
        }
    }
}
