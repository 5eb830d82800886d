package org.diopter.model.checkpoint;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/// Passes bytes on and counts them.
public final class CountedOutput extends FilterOutputStream {
    private long bytes;

    public CountedOutput(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int b) throws IOException {
        out.write(b);
        bytes++;
    }

    @Override
    public void write(byte[] buffer, int from, int length) throws IOException {
        out.write(buffer, from, length);
        bytes += length;
    }

    /// How many were passed on.
    public long bytes() {
        return bytes;
    }
}
