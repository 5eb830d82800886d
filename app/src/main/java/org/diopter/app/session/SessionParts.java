package org.diopter.app.session;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.diopter.model.UnusableInputException;

/// The parts of a session file, which is a zip. Names are looked up and never used as paths; what a part says of its size is not believed.
///
/// @param all the parts that could be read, by name
/// @param broken names of those that could not
record SessionParts(Map<String, byte[]> all, TreeSet<String> broken) {
    private static final String CODE = "D-602";

    /// @throws UnusableInputException D-602 if the file holds nothing that can be read, or more than a session can
    static SessionParts read(Path file) {
        try {
            long size = Files.size(file);
            if (size > Limits.FILE_BYTES) {
                throw new UnusableInputException(CODE, "‘%s’ is no session: it has %,d bytes, a session %,d at most.".formatted(file, size, Limits.FILE_BYTES));
            }
            SessionParts parts = new SessionParts(new LinkedHashMap<>(), new TreeSet<>());
            try {
                parts.readByDirectory(file);
            } catch (ZipException withoutDirectory) {
                parts.readFromTheFront(file);
            }
            if (parts.all.isEmpty()) {
                throw new UnusableInputException(CODE, "‘%s’ holds no session that can be read.".formatted(file));
            }
            return parts;
        } catch (IOException e) {
            throw new UnusableInputException(CODE, "‘%s’ cannot be read: %s.".formatted(file, UnusableInputException.reason(e)), e);
        }
    }

    private void readByDirectory(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8)) {
            if (zip.size() > Limits.PARTS) {
                throw tooMuch(file, zip.size() + " parts");
            }
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements();) {
                ZipEntry entry = entries.nextElement();
                try (InputStream in = zip.getInputStream(entry)) {
                    add(file, entry.getName(), in);
                } catch (IOException damaged) {
                    broken.add(entry.getName());
                }
            }
        }
    }

    /// A file that is cut short has no directory; what stands before the cut can be read all the same.
    private void readFromTheFront(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        String name = "";
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                name = entry.getName();
                if (all.size() >= Limits.PARTS) {
                    throw tooMuch(file, "more than " + Limits.PARTS + " parts");
                }
                add(file, name, in);
            }
        } catch (IOException | IllegalArgumentException cut) {
            broken.add(name);
        }
    }

    private void add(Path file, String name, InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(Limits.PART_BYTES + 1);
        if (bytes.length > Limits.PART_BYTES) {
            throw tooMuch(file, "a part of more than " + Limits.PART_BYTES + " bytes");
        }
        all.put(name, bytes);
    }

    private static UnusableInputException tooMuch(Path file, String what) {
        return new UnusableInputException(CODE, "‘%s’ is no session: it holds %s.".formatted(file, what));
    }

    /// A session file with these parts: equal parts give equal bytes.
    static byte[] write(Map<String, byte[]> parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
            for (Map.Entry<String, byte[]> part : parts.entrySet()) {
                ZipEntry entry = new ZipEntry(part.getKey());
                entry.setTimeLocal(java.time.LocalDateTime.of(1980, 1, 1, 0, 0));
                zip.putNextEntry(entry);
                zip.write(part.getValue());
                zip.closeEntry();
            }
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
        return bytes.toByteArray();
    }
}
