package org.diopter.model.checkpoint.torch;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.diopter.model.UnusableInputException;
import org.diopter.model.testing.Watch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Good files, broken in 20,000 ways: each is read or refused with a sentence, and no lie about a size is believed.
class TorchFuzzTest {
    private static final int MUTATIONS = 20_000;
    /// The objects for a directory of a dozen entries and a pickle of a hundred operations; far below what any lying size would ask for.
    private static final long BOOKKEEPING = 256 << 10;
    private static final byte[] SYSTEM = "cos\nsystem\n".getBytes(StandardCharsets.US_ASCII);
    private static final int CENTRAL = 0x02014b50;
    private static final long[] BOUNDARIES = {0, 1, 0x7f, 0xff, 0x7fff, 0xffff, 0x7fffffffL, 0xffffffffL, Long.MAX_VALUE, -1, Long.MIN_VALUE};

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Random random = new Random(20261125);

    @Test
    void everyMutationIsReadOrRefused(@TempDir Path folder) throws IOException {
        List<byte[]> good = good();
        good.forEach(TorchFuzzTest::read); // loads the classes, which takes memory once
        int read = 0;
        try (Watch watch = Watch.start()) {
            for (int i = 0; i < MUTATIONS; i++) {
                byte[] mutated = mutated(good.get(i % good.size()).clone());
                if (outcome(mutated, "mutation " + i)) {
                    read++;
                }
            }
            watch.assertNothingButFilesIn(folder);
        }
        assertTrue(read > 0 && read < MUTATIONS, read + " of the mutations were read");
    }

    /// Whether the file was read.
    private boolean outcome(byte[] file, String which) {
        long before = threads.getCurrentThreadAllocatedBytes();
        boolean read = true;
        try {
            read(file);
        } catch (UnusableInputException e) {
            assertFalse(e.sentence().isBlank(), which);
            read = false;
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(allocated < 2L * file.length + BOOKKEEPING, () -> "%s of %d bytes took %d".formatted(which, file.length, allocated));
        return read;
    }

    private static void read(byte[] file) {
        TorchFile torch = new TorchFile(new Refusals("params.pt"), Arena.ofAuto(), MemorySegment.ofArray(file));
        for (TorchTensor tensor : tensors(torch.content(), new ArrayList<>())) {
            if (tensor.type().floating()) {
                assertTrue((long) Float.BYTES * torch.floats(tensor).length <= 2L * file.length);
            }
        }
    }

    private static List<TorchTensor> tensors(@Nullable Object value, List<TorchTensor> into) {
        switch (value) {
            case TorchTensor tensor -> into.add(tensor);
            case Map<?, ?> map -> map.values().forEach(item -> tensors(item, into));
            case List<?> list -> list.forEach(item -> tensors(item, into));
            case null, default -> assertTrue(value == null || value.getClass().getModule().getName().equals("java.base"));
        }
        return into;
    }

    /// Each with and without checksums: with them, a change inside an entry would always end there.
    private static List<byte[]> good() throws IOException {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        new TorchWriter().add("0.weight", List.of(2L, 2L), new float[] {1, 2, 3, 4}).writeTo(written, "params");
        List<byte[]> good = new ArrayList<>(List.of(written.toByteArray()));
        for (String name : List.of("state-dict-protocol-2.pt", "state-dict-protocol-5.pt", "views.pt", "floats.pt", "plain.pt")) {
            good.add(Fixture.bytes(name));
        }
        good.addAll(good.stream().map(file -> withoutChecksums(file.clone())).toList());
        return good;
    }

    private static byte[] withoutChecksums(byte[] file) {
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at + Long.BYTES < file.length; at++) {
            if (bytes.getInt(at) == CENTRAL) {
                bytes.putInt(at + 16, 0);
            }
        }
        return file;
    }

    private byte[] mutated(byte[] file) {
        int changes = 1 + random.nextInt(4);
        byte[] mutated = file;
        for (int i = 0; i < changes && mutated.length > Long.BYTES; i++) {
            mutated = switch (random.nextInt(8)) {
                case 0 -> Arrays.copyOf(mutated, random.nextInt(mutated.length));
                case 1 -> Arrays.copyOf(mutated, mutated.length + random.nextInt(200));
                case 2, 3 -> boundary(mutated);
                case 4 -> moved(mutated);
                case 5 -> overwritten(mutated, SYSTEM);
                default -> flipped(mutated);
            };
        }
        return mutated;
    }

    private byte[] flipped(byte[] file) {
        file[random.nextInt(file.length)] = (byte) random.nextInt(256);
        return file;
    }

    private byte[] boundary(byte[] file) {
        byte[] value = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(BOUNDARIES[random.nextInt(BOUNDARIES.length)]).array();
        return overwritten(file, Arrays.copyOf(value, 1 << random.nextInt(4)));
    }

    private byte[] moved(byte[] file) {
        int length = random.nextInt(Math.min(64, file.length));
        System.arraycopy(file, random.nextInt(file.length - length), file, random.nextInt(file.length - length), length);
        return file;
    }

    private byte[] overwritten(byte[] file, byte[] with) {
        if (file.length > with.length) {
            System.arraycopy(with, 0, file, random.nextInt(file.length - with.length), with.length);
        }
        return file;
    }
}
