package org.diopter.views.figure;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.diopter.model.UnusableInputException;

/// Writes a page as PNG, strip by strip, so that a poster needs no more memory than a strip of it; with its resolution and where it comes from.
final class PngFile {
    static final int LONGEST_SIDE = 20_000;
    private static final long SIGNATURE = 0x89504E470D0A1A0AL;
    private static final int PIXELS_OF_STRIP = 2_000_000;
    private static final double INCHES_PER_METRE = 1 / 0.0254;
    private static final int FILTER_UP = 2;

    private final DataOutputStream out;

    private PngFile(OutputStream out) {
        this.out = new DataOutputStream(out);
    }

    static int pixels(double length, ExportOptions options) {
        return Math.max(1, (int) Math.round(length * options.scale()));
    }

    static int largestDpi(ExportPage page) {
        double inches = ExportOptions.millimetres(Math.max(page.width(), page.height())) / 25.4;
        return (int) Math.floor(LONGEST_SIDE / inches);
    }

    static void write(ExportPage page, ExportOptions options, OutputStream out) throws IOException {
        int width = pixels(page.width(), options);
        int height = pixels(page.height(), options);
        if (Math.max(width, height) > LONGEST_SIDE) {
            throw new UnusableInputException("D-502", String.format(
                    Locale.ROOT, "%s mm at %d dpi gives %s px; the limit is %s. %d dpi fit.",
                    Numbers.count(Math.round(ExportOptions.millimetres(Math.max(page.width(), page.height())))), options.dpi(),
                    Numbers.count(Math.max(width, height)), Numbers.count(LONGEST_SIDE), largestDpi(page)));
        }
        new PngFile(out).write(page, options, width, height);
    }

    private void write(ExportPage page, ExportOptions options, int width, int height) throws IOException {
        out.writeLong(SIGNATURE);
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        DataOutputStream fields = new DataOutputStream(header);
        fields.writeInt(width);
        fields.writeInt(height);
        fields.write(new byte[] {8, 2, 0, 0, 0}); // eight bits of red, green and blue
        chunk("IHDR", header.toByteArray());

        ByteArrayOutputStream resolution = new ByteArrayOutputStream();
        fields = new DataOutputStream(resolution);
        int perMetre = (int) Math.round(options.dpi() * INCHES_PER_METRE);
        fields.writeInt(perMetre);
        fields.writeInt(perMetre);
        fields.writeByte(1);
        chunk("pHYs", resolution.toByteArray());

        Figure figure = page.figure();
        text("Title", figure.title());
        text("Description", page.caption());
        text("Provenance", figure.provenance().line(figure.statistic(), options.reproducible()));
        if (!figure.provenance().study().isEmpty()) {
            text("Study", figure.provenance().study());
        }
        chunk("IDAT", compressed(page, options, width, height));
        chunk("IEND", new byte[0]);
    }

    private static byte[] compressed(ExportPage page, ExportOptions options, int width, int height) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int rows = Math.clamp(PIXELS_OF_STRIP / width, 1, height);
        BufferedImage strip = new BufferedImage(width, rows, BufferedImage.TYPE_INT_RGB);
        int[] pixels = ((DataBufferInt) strip.getRaster().getDataBuffer()).getData();
        byte[] line = new byte[1 + 3 * width];
        byte[] above = new byte[1 + 3 * width];
        byte[] filtered = new byte[1 + 3 * width];
        filtered[0] = FILTER_UP;
        Deflater deflater = new Deflater();
        try (DeflaterOutputStream zip = new DeflaterOutputStream(bytes, deflater)) {
            for (int top = 0; top < height; top += rows) {
                paint(page, options, strip, top);
                for (int row = 0; row < Math.min(rows, height - top); row++) {
                    for (int x = 0; x < width; x++) {
                        int rgb = pixels[row * width + x];
                        line[3 * x + 1] = (byte) (rgb >> 16);
                        line[3 * x + 2] = (byte) (rgb >> 8);
                        line[3 * x + 3] = (byte) rgb;
                    }
                    for (int i = 1; i < line.length; i++) {
                        filtered[i] = (byte) (line[i] - above[i]);
                    }
                    zip.write(filtered);
                    byte[] free = above;
                    above = line;
                    line = free;
                }
            }
        } finally {
            deflater.end();
        }
        return bytes.toByteArray();
    }

    private static void paint(ExportPage page, ExportOptions options, BufferedImage strip, int top) {
        Graphics2D g = strip.createGraphics();
        g.translate(0, -top);
        g.scale(options.scale(), options.scale());
        page.paint(g, new Device(options.scale()));
        g.dispose();
    }

    /// International text, not compressed: keyword, no compression, no language, no translation, UTF-8.
    private void text(String keyword, String text) throws IOException {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        data.writeBytes(keyword.getBytes(StandardCharsets.ISO_8859_1));
        data.writeBytes(new byte[5]);
        data.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        chunk("iTXt", data.toByteArray());
    }

    private void chunk(String type, byte[] data) throws IOException {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data);
        out.writeInt(data.length);
        out.write(name);
        out.write(data);
        out.writeInt((int) crc.getValue());
    }
}
