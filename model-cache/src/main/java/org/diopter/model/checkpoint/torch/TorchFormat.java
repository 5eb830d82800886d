package org.diopter.model.checkpoint.torch;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Tells PyTorch's zip archives from what else lies about under the name of one.
final class TorchFormat {
    private static final byte[] ZIP = {'P', 'K', 3, 4};
    private static final byte[] GIT_LFS = "version https://git-lfs".getBytes(StandardCharsets.US_ASCII);
    /// Protocol 2 and the integer 0x1950a86a20f9469cfc6c, with which files of PyTorch before 1.6 begin.
    private static final byte[] BEFORE_1_6 = {(byte) 0x80, 2, (byte) 0x8a, 10, 0x6c, (byte) 0xfc, (byte) 0x9c, 0x46, (byte) 0xf9, 0x20, 0x6a,
        (byte) 0xa8, 0x50, 0x19};
    private static final int PROTOCOL = 0x80;

    private TorchFormat() {}

    /// Lets a zip archive pass and says what anything else is.
    ///
    /// @param bytes the whole file
    static void requireArchive(Refusals refusals, MemorySegment bytes) {
        if (startsWith(bytes, ZIP)) {
            return;
        }
        if (bytes.byteSize() == 0) {
            throw refusals.refused("is empty. Download it again");
        }
        if (startsWith(bytes, GIT_LFS)) {
            throw refusals.refused("is a Git LFS pointer, not the weights. Download the file itself");
        }
        if (startsWith(bytes, BEFORE_1_6)) {
            throw refusals.refused("is in the format of PyTorch before 1.6, which is not read. Load it in PyTorch and save it again with torch.save");
        }
        if (Byte.toUnsignedInt(bytes.get(ValueLayout.JAVA_BYTE, 0)) == PROTOCOL) {
            new Unpickler(refusals, bytes, new TensorBuilder(refusals, Map.of(), "")).load(); // names what does not belong in it
            throw refusals.refused("is a bare pickle without tensors, not an archive of torch.save");
        }
        throw refusals.refused("is no PyTorch file: it is not an archive of torch.save");
    }

    private static boolean startsWith(MemorySegment bytes, byte[] magic) {
        return bytes.byteSize() >= magic.length && bytes.asSlice(0, magic.length).mismatch(MemorySegment.ofArray(magic)) < 0;
    }
}
