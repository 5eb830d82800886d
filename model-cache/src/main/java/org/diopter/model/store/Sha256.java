package org.diopter.model.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A SHA-256 in the making: bytes go in, one name in lower-case hexadecimal comes out.
public final class Sha256 {
    private static final int CHUNK = 1 << 16;

    private final MessageDigest digest;

    /// Of nothing yet.
    public Sha256() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /// The name of a text's UTF-8.
    public static String of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /// The name of bytes.
    public static String of(byte[] bytes) {
        return new Sha256().add(bytes, 0, bytes.length).hex();
    }

    /// The name of a file's bytes.
    public static String of(Path file) throws IOException {
        Sha256 hash = new Sha256();
        byte[] chunk = new byte[CHUNK];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                hash.add(chunk, 0, read);
            }
        }
        return hash.hex();
    }

    /// Adds bytes.
    public Sha256 add(byte[] bytes, int from, int length) {
        digest.update(bytes, from, length);
        return this;
    }

    /// The 64 digits for all bytes so far; starts again from nothing.
    public String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
