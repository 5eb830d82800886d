package org.diopter.model.store;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/// Counts and hashes what passes.
final class CountingStream extends FilterOutputStream {
    private final Sha256 hash = new Sha256();
    private long bytes;

    CountingStream(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] buffer, int from, int length) throws IOException {
        out.write(buffer, from, length);
        hash.add(buffer, from, length);
        bytes += length;
    }

    /// How many bytes were written.
    long bytes() {
        return bytes;
    }

    /// Their SHA-256; asked for once, at the end.
    String hash() {
        return hash.hex();
    }
}
