package org.diopter.engine.laser;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.diopter.engine.data.Outcome;

/// Outcomes as bytes, for files and between machines.
public final class OutcomeBytes {
    private OutcomeBytes() {}

    /// The bytes of some outcomes.
    public static byte[] of(List<Outcome> outcomes) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            write(outcomes, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /// Reads what [#of] wrote.
    ///
    /// @param count how many outcomes these are
    /// @throws UncheckedIOException if the bytes end before
    public static List<Outcome> read(byte[] bytes, int count) {
        try {
            return read(new ByteArrayInputStream(bytes), count);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void write(List<Outcome> outcomes, OutputStream stream) throws IOException {
        DataOutputStream out = new DataOutputStream(stream);
        for (Outcome outcome : outcomes) {
            out.writeBoolean(outcome.correct());
            out.writeDouble(outcome.logLoss());
            out.writeInt(outcome.answerTokens());
            out.writeInt(outcome.rank());
            out.writeInt(outcome.chosen());
            out.writeDouble(outcome.labelLoss());
        }
        out.flush();
    }

    static List<Outcome> read(InputStream stream, int count) throws IOException {
        DataInputStream in = new DataInputStream(stream);
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            outcomes.add(new Outcome(in.readBoolean(), in.readDouble(), in.readInt(), in.readInt(), in.readInt(), in.readDouble()));
        }
        return outcomes;
    }
}
