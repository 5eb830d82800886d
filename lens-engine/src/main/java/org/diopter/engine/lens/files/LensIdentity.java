package org.diopter.engine.lens.files;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.diopter.engine.lens.Lens;
import org.diopter.engine.lens.Translator;
import org.diopter.model.store.Sha256;

/// What a lens is called where results that depend on it are kept: a hash of what it does to the stream, whatever file it lies in and whatever people
/// call it.
public final class LensIdentity {
    private static final int CHUNK = 1 << 14;

    private LensIdentity() {}

    /// The SHA-256 in lower-case hexadecimal of: the kind's name in ASCII, a zero byte, then per layer the width as an int32, W and b as float32, all
    /// little-endian.
    public static String sha256(Lens lens) {
        Sha256 hash = new Sha256();
        byte[] kind = (lens.kind().name() + '\0').getBytes(StandardCharsets.US_ASCII);
        hash.add(kind, 0, kind.length);
        for (Translator translator : lens.translators()) {
            byte[] width = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(translator.width()).array();
            hash.add(width, 0, width.length);
            add(hash, translator.weight());
            add(hash, translator.bias());
        }
        return hash.hex();
    }

    private static void add(Sha256 hash, float[] values) {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int from = 0; from < values.length; from += CHUNK) {
            int count = Math.min(CHUNK, values.length - from);
            chunk.asFloatBuffer().put(values, from, count);
            hash.add(chunk.array(), 0, count * Float.BYTES);
        }
    }
}
