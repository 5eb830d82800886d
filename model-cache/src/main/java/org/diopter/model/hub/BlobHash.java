package org.diopter.model.hub;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The hash by which a hub names a file's bytes: SHA-256, or Git's hash of a blob, which is the SHA-1 of `blob SIZE`, a zero byte and the bytes.
final class BlobHash {
    private final MessageDigest digest;

    BlobHash(HubFile file) {
        try {
            digest = MessageDigest.getInstance(file.hasSha256() ? "SHA-256" : "SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has both", e);
        }
        if (!file.hasSha256()) {
            digest.update(("blob " + file.bytes() + "\0").getBytes(StandardCharsets.US_ASCII));
        }
    }

    void add(ByteBuffer bytes) {
        digest.update(bytes);
    }

    /// Lower-case hexadecimal; asked for once, at the end.
    String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
