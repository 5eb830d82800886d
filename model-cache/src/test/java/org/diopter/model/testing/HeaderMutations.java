package org.diopter.model.testing;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.diopter.model.UnusableInputException;
import org.junit.jupiter.api.Assertions;

/// Feeds a reader with seeded mutations of a file's header. Whatever they say, it must either read the file or refuse it in words, and must not allocate
/// much more than the file is large.
public final class HeaderMutations {
    /// What an exception, a message and a map may take beside the file.
    private static final long SLACK = 256 << 10;

    private static final long[] NUMBERS = {
        0, 1, 2, 3, 7, 8, 31, 32, 255, 256, 65_535, 65_536, Integer.MAX_VALUE, 1L << 31, (1L << 32) - 1, 1L << 32, 1L << 40, Long.MAX_VALUE - 1,
        Long.MAX_VALUE, Long.MIN_VALUE, -1, -2, -8, -32
    };

    private final byte[] file;
    private final int headerBytes;
    private final SplittableRandom random;

    private HeaderMutations(byte[] file, int headerBytes, long seed) {
        this.file = file;
        this.headerBytes = headerBytes;
        this.random = new SplittableRandom(seed);
    }

    /// Reads a file's bytes.
    @FunctionalInterface
    public interface Reader {
        /// @throws UnusableInputException if they cannot be used
        void read(byte[] file) throws Exception;
    }

    /// How mutations were answered.
    ///
    /// @param read how many were read as valid
    /// @param refused how many were refused
    public record Outcome(int read, int refused) {}

    /// Mutates and reads many times.
    ///
    /// @param file a valid file
    /// @param headerBytes how many of its first bytes are mutated
    /// @param times how many mutations
    /// @throws AssertionError naming the mutation at the first answer that is neither a value nor a refusal in words, or costs too much memory
    public static Outcome read(byte[] file, int headerBytes, int times, long seed, Reader reader) {
        HeaderMutations mutations = new HeaderMutations(file, headerBytes, seed);
        int read = 0;
        for (int i = 0; i < times; i++) {
            byte[] mutation = mutations.next();
            String name = "mutation %d of seed %d".formatted(i, seed);
            Answer answer = answer(mutation, name, reader);
            if (answer.allocated > most(mutation)) {
                answer = answer(mutation, name, reader); // the first use of a class costs more
            }
            Assertions.assertTrue(answer.allocated <= most(mutation), name + " costs more bytes than allowed: " + answer.allocated);
            read += answer.valid ? 1 : 0;
        }
        return new Outcome(read, times - read);
    }

    private static long most(byte[] mutation) {
        return 2L * mutation.length + SLACK;
    }

    private record Answer(boolean valid, long allocated) {}

    private static Answer answer(byte[] mutation, String name, Reader reader) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        byte[] copy = mutation.clone();
        long before = threads.getCurrentThreadAllocatedBytes();
        boolean valid = true;
        try {
            reader.read(copy);
        } catch (UnusableInputException e) {
            Assertions.assertFalse(e.sentence().isBlank(), name);
            valid = false;
        } catch (Exception | StackOverflowError | OutOfMemoryError | InternalError e) {
            throw new AssertionError(name + " is neither read nor refused", e);
        }
        return new Answer(valid, threads.getCurrentThreadAllocatedBytes() - before);
    }

    private byte[] next() {
        byte[] mutation = file.clone();
        int changes = 1 + random.nextInt(2);
        for (int i = 0; i < changes && mutation.length > 16; i++) {
            mutation = change(mutation);
        }
        return mutation;
    }

    private byte[] change(byte[] bytes) {
        int header = Math.min(headerBytes, bytes.length);
        int at = random.nextInt(header);
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 3, 4 -> bytes[at] = (byte) random.nextInt(256);
            case 5 -> number(bytes, Math.min(at, bytes.length - Integer.BYTES), Integer.BYTES);
            case 6 -> number(bytes, Math.min(at, bytes.length - Long.BYTES), Long.BYTES);
            case 7 -> {
                return Arrays.copyOf(bytes, random.nextInt(4) == 0 ? random.nextInt(bytes.length) : at);
            }
            case 8 -> {
                return without(bytes, at, Math.min(1 + random.nextInt(16), bytes.length - at));
            }
            default -> {
                return twice(bytes, at, Math.min(1 + random.nextInt(64), bytes.length - at));
            }
        }
        return bytes;
    }

    private void number(byte[] bytes, int at, int width) {
        long number = NUMBERS[random.nextInt(NUMBERS.length)];
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (width == Integer.BYTES) {
            buffer.putInt(at, (int) number);
        } else {
            buffer.putLong(at, number);
        }
    }

    private static byte[] without(byte[] bytes, int at, int length) {
        byte[] shorter = Arrays.copyOf(bytes, bytes.length - length);
        System.arraycopy(bytes, at + length, shorter, at, bytes.length - at - length);
        return shorter;
    }

    private static byte[] twice(byte[] bytes, int at, int length) {
        byte[] longer = Arrays.copyOf(bytes, bytes.length + length);
        System.arraycopy(bytes, at, longer, at + length, bytes.length - at);
        return longer;
    }
}
