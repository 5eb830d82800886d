package org.diopter.views.figure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.text.PDFTextStripper;
import org.diopter.model.UnusableInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

final class FigureExportTest {
    private static final ExportOptions OPTIONS = new ExportOptions(ExportOptions.DOUBLE_COLUMN, 150, Theme.PRINT, true);
    private static final String PROVENANCE = "diopter 0.1.0; model almanac-8m sha256 9f2c41d8; lens logit lens; prompt sha256 77e1b2c3, 13 tokens; "
            + "edits none; statistic Probability of top-1, 0 to 1; cache none; seed 42; provider CPU, float32";

    private final TrajectoryFigure figure = Examples.capitals(Palette.DARK, 950, 432).withPins(Examples.pins());

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"svg", "pdf", "png", "csv", "tsv", "json"})
    void equalInputGivesEqualBytes(String format) {
        List<Figure> figures = List.of(figure, Examples.curves(Palette.LIGHT, 900, 300), Examples.attention(Palette.LIGHT, 400, 400, 41));
        for (Figure each : figures) {
            assertArrayEquals(FigureExport.bytes(each, format, OPTIONS), FigureExport.bytes(each, format, OPTIONS));
        }
    }

    /// If a change of the picture is meant, look at it and put the new hash here.
    @Test
    void theDrawingIsTheOneThatWasLookedAt() throws NoSuchAlgorithmException {
        String svg = new String(FigureExport.bytes(figure, "svg", OPTIONS), StandardCharsets.UTF_8);
        String drawing = svg.substring(svg.indexOf("</style>"));
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(drawing.getBytes(StandardCharsets.UTF_8));
        assertEquals("281eb26b6b32d27c", HexFormat.of().formatHex(hash, 0, 8));
    }

    @Test
    void svgHoldsTextFontsAndProvenance() throws Exception {
        Document document = svg(figure);
        assertEquals("180mm", document.getDocumentElement().getAttribute("width"));
        assertTrue(texts(document, "text").contains("Rome"));
        assertTrue(texts(document, "text").contains("99.6"));
        assertTrue(texts(document, "metadata").getFirst().startsWith(PROVENANCE));
        assertTrue(texts(document, "metadata").getFirst().endsWith("{\"study\":1}"));
        assertEquals(List.of("Trajectory"), texts(document, "title"));
        assertEquals(List.of(figure.caption()), texts(document, "desc"));
        assertTrue(texts(document, "style").getFirst().contains("font-family:\"JetBrains Mono\";font-weight:700;src:url(data:font/ttf;base64,AAEAAAA"));
        assertEquals(0, document.getElementsByTagName("image").getLength(), "117 cells are vectors");
    }

    @Test
    void otherScriptsBecomeOutlines() throws Exception {
        Document document = svg(Examples.scripts(Palette.LIGHT, 900, 300), new ExportOptions(400, 100, Theme.PRINT, true));
        String text = String.join("", texts(document, "text"));
        assertTrue(text.contains("Привет"), "the bundled font has Cyrillic");
        assertFalse(text.contains("意"), "no viewer needs a Chinese font");
    }

    @Test
    void aboveTwentyThousandCellsTheBodyIsOnePicture() throws Exception {
        Document document = svg(Examples.large(700, 30, Palette.LIGHT, 900, 300));
        assertEquals(1, document.getElementsByTagName("image").getLength());
        assertTrue(document.getElementsByTagName("image").item(0).getAttributes().getNamedItem("style").getTextContent().contains("pixelated"));
        assertTrue(texts(document, "text").contains("30 = output"), "axes stay text");
    }

    @Test
    void textThatXmlCannotHoldIsWrittenByCode() throws Exception {
        Provenance hostile = new Provenance(
                "0.1.0", "m", "9f", "logit lens", "", "a\u0000b]]>\uFFFF", "77", 2, "none", "none", 0, "CPU", Examples.PROVENANCE.time(), "{\"p\":\"\uFFFF\"}");
        Figure other = new TrajectoryFigure(
                figure.trajectory(), figure.labels(), 30, List.of(), figure.look(), Viewport.WHOLE, figure.sheet(), hostile);
        Document document = svg(other);
        assertTrue(texts(document, "desc").getFirst().contains("“a\\x00b]]>\\uFFFF”"), texts(document, "desc").getFirst());
        assertTrue(texts(document, "metadata").getFirst().endsWith("{\"p\":\"\\uFFFF\"}"));
    }

    @Test
    void pdfHoldsTextFontsAndProvenance() throws IOException {
        try (PDDocument document = Loader.loadPDF(FigureExport.bytes(figure, "pdf", OPTIONS))) {
            assertEquals(180 / 25.4 * 72, document.getPage(0).getMediaBox().getWidth(), 0.01);
            String text = new PDFTextStripper().getText(document);
            assertTrue(text.contains("␣Rome") && text.contains("8 = output"), text);
            assertEquals(PROVENANCE, document.getDocumentInformation().getKeywords());
            assertEquals("{\"study\":1}", document.getDocumentInformation().getCustomMetadataValue("DiopterStudy"));
            assertEquals(figure.caption(), document.getDocumentInformation().getSubject());
            assertEquals(null, document.getDocumentInformation().getCreationDate());
            PDFormXObject drawing = (PDFormXObject) document.getPage(0).getResources().getXObject(
                    document.getPage(0).getResources().getXObjectNames().iterator().next());
            for (COSName name : drawing.getResources().getFontNames()) {
                assertTrue(drawing.getResources().getFont(name).isEmbedded(), name::getName);
            }
        }
    }

    @Test
    void withoutReproducibleBytesTheTimeIsWritten() throws IOException {
        ExportOptions dated = new ExportOptions(180, 150, Theme.PRINT, false);
        try (PDDocument document = Loader.loadPDF(FigureExport.bytes(figure, "pdf", dated))) {
            assertTrue(document.getDocumentInformation().getKeywords().endsWith("; 2026-11-25T12:00:00Z"));
            assertEquals(Examples.PROVENANCE.time(), document.getDocumentInformation().getCreationDate().toInstant());
        }
    }

    @Test
    void pngHoldsItsResolutionAndProvenance() throws IOException {
        byte[] png = FigureExport.bytes(figure, "png", OPTIONS);
        ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
        reader.setInput(ImageIO.createImageInputStream(new ByteArrayInputStream(png)));
        IIOMetadataNode tree = (IIOMetadataNode) reader.getImageMetadata(0).getAsTree("javax_imageio_png_1.0");
        IIOMetadataNode density = (IIOMetadataNode) tree.getElementsByTagName("pHYs").item(0);
        assertEquals(Long.toString(Math.round(150 / 0.0254)), density.getAttribute("pixelsPerUnitXAxis"));
        List<String> entries = new ArrayList<>();
        NodeList nodes = tree.getElementsByTagName("iTXtEntry");
        for (int i = 0; i < nodes.getLength(); i++) {
            IIOMetadataNode entry = (IIOMetadataNode) nodes.item(i);
            entries.add(entry.getAttribute("keyword") + "=" + entry.getAttribute("text"));
        }
        assertEquals(
                List.of("Title=Trajectory", "Description=" + figure.caption(), "Provenance=" + PROVENANCE, "Study={\"study\":1}"), entries);
        Sheet pixels = FigureExport.pixels(figure, OPTIONS);
        assertEquals(pixels.width(), reader.read(0).getWidth());
        assertEquals(1063, reader.read(0).getWidth());
    }

    @Test
    void stripsOfAPngMeetWithoutASeam() throws IOException {
        ExportOptions fine = new ExportOptions(254, 400, Theme.PRINT, true);
        BufferedImage striped = ImageIO.read(new ByteArrayInputStream(FigureExport.bytes(figure, "png", fine)));
        assertTrue((long) striped.getWidth() * striped.getHeight() > 4_000_000, "more than two strips");
        ExportPage page = new ExportPage(figure, fine);
        BufferedImage whole = new BufferedImage(striped.getWidth(), striped.getHeight(), BufferedImage.TYPE_INT_RGB);
        java.awt.Graphics2D g = whole.createGraphics();
        g.scale(fine.scale(), fine.scale());
        page.paint(g, new Device(fine.scale()));
        g.dispose();
        int[] one = striped.getRGB(0, 0, striped.getWidth(), striped.getHeight(), null, 0, striped.getWidth());
        int[] two = whole.getRGB(0, 0, whole.getWidth(), whole.getHeight(), null, 0, whole.getWidth());
        assertArrayEquals(two, one);
    }

    @Test
    void aPngThatIsTooLargeIsRefusedWithTheResolutionThatFits() {
        ExportOptions poster = new ExportOptions(968, 800, Theme.PRINT, true);
        UnusableInputException refusal = assertThrows(UnusableInputException.class, () -> FigureExport.bytes(figure, "png", poster));
        assertEquals("D-502", refusal.code());
        assertEquals("968 mm at 800 dpi gives 30,488 px; the limit is 20,000. 524 dpi fit.", refusal.sentence());
        assertEquals(524, FigureExport.largestDpi(figure, poster));
    }

    @Test
    void aFileIsReplacedAsAWhole() throws IOException {
        Path file = folder.resolve("figure.svg");
        Files.writeString(file, "old");
        FigureExport.write(figure, file, OPTIONS);
        assertArrayEquals(FigureExport.bytes(figure, "svg", OPTIONS), Files.readAllBytes(file));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList(), "no temporary file stays");
        }
    }

    @Test
    void aFolderThatIsNotThereIsNamed() {
        UnusableInputException refusal = assertThrows(
                UnusableInputException.class, () -> FigureExport.write(figure, folder.resolve("gone").resolve("figure.pdf"), OPTIONS));
        assertEquals("D-501", refusal.code());
        assertEquals("‘figure.pdf’ could not be written: the folder ‘gone’ does not exist. Choose another folder.", refusal.sentence());
    }

    @Test
    void thePageIsMeasuredAsAJournalWould() {
        PageChecks checks = FigureExport.checks(Examples.capitals(Palette.LIGHT, 900, 400), ExportOptions.standard());
        assertEquals(6, checks.smallestText(), 1e-9);
        assertTrue(checks.thinnestLine() >= PageChecks.LEAST_LINE && checks.thinnestLine() < 1, () -> "lines of " + checks.thinnestLine());
        assertTrue(checks.contrast().orElseThrow() >= PageChecks.LEAST_CONTRAST);
        assertFalse(checks.tokensLeftOut());
        PageChecks narrow = FigureExport.checks(Examples.capitals(Palette.LIGHT, 900, 400), new ExportOptions(30, 300, Theme.PRINT, true));
        assertTrue(narrow.tokensLeftOut());
        PageChecks chart = FigureExport.checks(ChartExamples.roc(Palette.LIGHT, 400, 300), ExportOptions.standard());
        assertTrue(chart.contrast().isEmpty(), "a chart has no cells");
    }

    @Test
    void textsCutForWantOfRoomAreCounted() throws Exception {
        for (int width : new int[] {180, 120, 100}) {
            ExportOptions options = new ExportOptions(width, 300, Theme.PRINT, true);
            Figure figure = Examples.capitals(Palette.LIGHT, 900, 400);
            String svg = new String(FigureExport.bytes(figure, "svg", options), StandardCharsets.UTF_8);
            int cut = svg.split(">…</text>", -1).length - 1;
            assertTrue(cut > 0, "nothing to count");
            assertEquals(cut, FigureExport.checks(figure, options).shortened(), width + " mm");
        }
    }

    @Test
    void aFolderInThePlaceOfTheFileIsKept() throws IOException {
        Path place = Files.createDirectory(folder.resolve("figure.png"));
        UnusableInputException refusal = assertThrows(UnusableInputException.class, () -> FigureExport.write(figure, place, OPTIONS));
        assertEquals("D-501", refusal.code());
        assertTrue(Files.isDirectory(place));
    }

    @Test
    void anEndingThatNamesNoFormatIsRefused() {
        UnusableInputException refusal =
                assertThrows(UnusableInputException.class, () -> FigureExport.write(figure, folder.resolve("figure.jpg"), OPTIONS));
        assertEquals("D-501", refusal.code());
        assertFalse(Files.exists(folder.resolve("figure.jpg")));
    }

    @Test
    void csvBeginsWithItsProvenance() {
        String[] lines = FigureExport.table(figure, TableFormat.CSV, OPTIONS).split("\r\n");
        assertEquals("# " + PROVENANCE, lines[0]);
        assertEquals("position,input,input id,layer,top-1,top-1 id,probability", lines[1]);
    }

    @Test
    void theHeightFollowsFromTheContent() {
        double few = FigureExport.pixels(figure.with(figure.look().withStride(4)), OPTIONS).height();
        double all = FigureExport.pixels(figure, OPTIONS).height();
        assertTrue(all - few > 6 * 30 * 0.9, () -> few + " and " + all);
    }

    @ParameterizedTest
    @ValueSource(doubles = {ExportOptions.SINGLE_COLUMN, ExportOptions.DOUBLE_COLUMN})
    void manyPositionsDownwardStayOnAPage(double width) {
        TrajectoryFigure many = Examples.large(302, 8, Palette.LIGHT, 950, 432).withPins(Examples.pins());
        many = many.with(many.look().withOrientation(Orientation.LAYERS_ACROSS));
        ExportPage page = new ExportPage(many, new ExportOptions(width, 100, Theme.PRINT, true));
        double height = ExportOptions.millimetres(page.height());
        assertTrue(height > 200 && height <= ExportOptions.MOST_HEIGHT, () -> height + " mm");
        assertEquals("probability of the top-1 token", page.figure().subtitle());
    }

    @Test
    void tallFiguresNameTheirLayersAboveAndBelow() throws Exception {
        TrajectoryFigure across = figure.with(figure.look().withOrientation(Orientation.LAYERS_ACROSS));
        assertEquals(1, Collections.frequency(texts(svg(across), "text"), "emb"));
        TrajectoryFigure many = Examples.large(302, 8, Palette.LIGHT, 950, 432);
        Document tall = svg(many.with(many.look().withOrientation(Orientation.LAYERS_ACROSS)));
        assertEquals(2, Collections.frequency(texts(tall, "text"), "emb"));
    }

    @Test
    void theKeySaysWhatTheDepthIsWhereItIsShown() throws Exception {
        String words = "depth: first layer from which the top-1 stays";
        assertTrue(texts(svg(figure), "text").contains(words));
        assertFalse(texts(svg(figure.with(figure.look().withDepthStrip(false))), "text").contains(words));
    }

    @Test
    void probabilitiesOfCurvesAreInPerCentEverywhere() throws Exception {
        List<String> texts = texts(svg(Examples.curves(Palette.LIGHT, 900, 300)), "text");
        assertTrue(texts.contains("probability in %") && texts.contains("100"), texts::toString);
        assertTrue(texts.stream().anyMatch(text -> text.strip().equals("99.6 %")), texts::toString);
    }

    private static Document svg(Figure figure) throws Exception {
        return svg(figure, OPTIONS);
    }

    private static Document svg(Figure figure, ExportOptions options) throws Exception {
        return DocumentBuilderFactory.newDefaultNSInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(FigureExport.bytes(figure, "svg", options)));
    }

    private static List<String> texts(Document document, String element) {
        List<String> texts = new ArrayList<>();
        NodeList nodes = document.getElementsByTagName(element);
        for (int i = 0; i < nodes.getLength(); i++) {
            texts.add(nodes.item(i).getTextContent());
        }
        return texts;
    }
}
