package org.diopter.app.command;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;

/// Reads the study that every figure carries, as JSON.
final class FigureMetadata {
    private static final String PNG = "\u0089PNG\r\n\u001A\n";
    private static final String PDF = "%PDF-";
    private static final String XML = "<?xml";
    private static final String SVG = "<svg";
    private static final String OWN = "urn:diopter:figure";
    private static final int MOST_BYTES = 64 << 20;
    private static final int CHECKSUM = 4;

    private FigureMetadata() {}

    /// Whether a file is a figure of a format that can carry a study.
    static boolean isFigure(Path file) throws IOException {
        String start = start(file);
        return start.startsWith(PNG) || start.startsWith(PDF) || start.startsWith(XML) || start.startsWith(SVG);
    }

    /// The study in a figure.
    ///
    /// @return JSON, or nothing if the figure has no study
    /// @throws IOException if the file is damaged or cannot be read
    static Optional<String> study(Path file) throws IOException {
        String start = start(file);
        if (start.startsWith(PDF)) {
            return ofPdf(file);
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return start.startsWith(PNG) ? ofPng(in) : ofSvg(in);
        }
    }

    private static String start(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(PNG.length()), StandardCharsets.ISO_8859_1);
        }
    }

    /// The metadata come before the drawing. A file from elsewhere must not make the parser open others.
    private static Optional<String> ofSvg(InputStream in) throws IOException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(in);
            while (reader.hasNext()) {
                boolean element = reader.next() == XMLStreamConstants.START_ELEMENT;
                if (element && reader.getLocalName().equals("study") && OWN.equals(reader.getNamespaceURI())) {
                    return Optional.of(reader.getElementText());
                }
            }
            return Optional.empty();
        } catch (XMLStreamException e) {
            throw new IOException("it is not valid XML (line %d)".formatted(e.getLocation() == null ? 0 : e.getLocation().getLineNumber()), e);
        }
    }

    private static Optional<String> ofPng(InputStream in) throws IOException {
        DataInputStream chunks = new DataInputStream(in);
        chunks.skipNBytes(PNG.length());
        while (true) {
            int length = chunks.readInt();
            String type = new String(chunks.readNBytes(Integer.BYTES), StandardCharsets.US_ASCII);
            if (type.equals("IEND")) {
                return Optional.empty();
            }
            if (length < 0) {
                throw new IOException("it is a damaged PNG");
            }
            if (type.equals("iTXt") && length <= MOST_BYTES) {
                Optional<String> study = ofText(chunks.readNBytes(length), length);
                if (study.isPresent()) {
                    return study;
                }
                chunks.skipNBytes(CHECKSUM);
            } else {
                chunks.skipNBytes((long) length + CHECKSUM);
            }
        }
    }

    /// International text as figures have it: keyword, not compressed, no language, no translation, UTF-8.
    private static Optional<String> ofText(byte[] data, int length) throws EOFException {
        if (data.length < length) {
            throw new EOFException("it is cut short");
        }
        String keyword = "Study\0\0\0\0\0";
        boolean study = new String(data, 0, Math.min(length, keyword.length()), StandardCharsets.ISO_8859_1).equals(keyword);
        return study ? Optional.of(new String(data, keyword.length(), length - keyword.length(), StandardCharsets.UTF_8)) : Optional.empty();
    }

    private static Optional<String> ofPdf(Path file) throws IOException {
        try (PDDocument document = Loader.loadPDF(file.toFile())) {
            return Optional.ofNullable(document.getDocumentInformation().getCustomMetadataValue("DiopterStudy"));
        }
    }
}
