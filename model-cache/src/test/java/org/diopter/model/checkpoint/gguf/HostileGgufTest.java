package org.diopter.model.checkpoint.gguf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.diopter.model.UnusableInputException;
import org.diopter.model.testing.GgufWriter;
import org.diopter.model.testing.HeaderMutations;
import org.diopter.model.testing.Watch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Files that are no good, by accident or on purpose: one sentence each, before anything is built.
class HostileGgufTest {
    @Test
    void twentyThousandMutationsAreReadOrRefusedInWords(@TempDir Path folder) {
        GgufWriter writer = SmallGguf.llama();
        byte[] file = writer.bytes();

        try (Watch watch = Watch.start()) {
            HeaderMutations.Outcome outcome = HeaderMutations.read(file, writer.header().length, 20_000, 20_261_125, bytes -> {
                GgufFile gguf = read(bytes);
                for (ModelTensor tensor : GgufModel.of(gguf).tensors()) {
                    for (long chunk = 0; chunk < tensor.chunks(); chunk++) {
                        tensor.chunk(gguf, chunk);
                    }
                }
            });
            watch.assertNothingButFilesIn(folder);

            assertTrue(outcome.read() > 1000, outcome.toString());
            assertTrue(outcome.refused() > 10_000, outcome.toString());
        }
    }

    @Test
    void aBigEndianFileIsRefusedByName() {
        byte[] bytes = SmallGguf.llama().bytes();
        ByteBuffer.wrap(bytes).putInt(4, 3);
        assertEquals("x.gguf is a big-endian GGUF file; only little-endian ones are read. Download the usual form of the model.", refusal(bytes));
    }

    @Test
    void versionsBeforeTheSecondAreRefusedByNumber() {
        assertTrue(refusal(SmallGguf.llama().version(1).bytes()).startsWith("x.gguf is of GGUF version 1; versions 2 and 3 are read."));
    }

    @Test
    void theSecondVersionIsRead() {
        assertEquals(12, read(SmallGguf.llama().version(2).bytes()).tensors().size());
    }

    @Test
    void otherFormatsAreToldApart() {
        assertTrue(refusal(bytes("tjgg and so on")).contains("format before GGUF"));
        assertTrue(refusal(bytes("version https://git-lfs")).contains("Git LFS pointer"));
        assertTrue(refusal(bytes("PK\u0003\u0004 zip")).contains("no GGUF file: it begins with the bytes 504B0304"));
        assertTrue(refusal(new byte[3]).contains("it has 3 bytes"));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MAX_VALUE, 1L << 40, 70_000})
    void countsThatNoFileHoldsAreRefused(long count) {
        byte[] tensors = SmallGguf.llama().bytes();
        ByteBuffer.wrap(tensors).order(ByteOrder.LITTLE_ENDIAN).putLong(8, count);
        assertTrue(refusal(tensors).contains("it announces " + Long.toUnsignedString(count) + " tensors"));
        byte[] keys = SmallGguf.llama().bytes();
        ByteBuffer.wrap(keys).order(ByteOrder.LITTLE_ENDIAN).putLong(16, count);
        assertTrue(refusal(keys).contains("it announces " + Long.toUnsignedString(count) + " keys"));
    }

    @Test
    void aFileWithoutItsEndNamesTheTensor() {
        byte[] whole = SmallGguf.llama().bytes();
        assertTrue(refusal(Arrays.copyOf(whole, whole.length - 8)).contains("is incomplete: tensor output_norm.weight needs"));
    }

    @Test
    void shapesThatCannotBeAreRefused() {
        assertTrue(refusal(GgufWriter.of("llama").tensor("t", 0, new byte[0], 0)).contains("an extent below 1"));
        assertTrue(refusal(GgufWriter.of("llama").tensor("t", 0, new byte[0], -4)).contains("an extent below 1"));
        assertTrue(refusal(GgufWriter.of("llama").tensor("t", 2, new byte[18], 33)).contains("rows of 33 values, which is no multiple of 32"));
        assertTrue(refusal(GgufWriter.of("llama").tensor("t", 0, new byte[4], 1, 1, 1, 1, 1)).contains("5 dimensions"));
        assertTrue(refusal(GgufWriter.of("llama").tensor("t", 0, new byte[4])).contains("0 dimensions"));
        assertTrue(refusal(GgufWriter.of("llama").tensor("t", 0, new byte[4], 1L << 62, 1 << 20)).contains("more than 2^63 bytes"));
        assertTrue(refusal(GgufWriter.of("llama").tensor("t", 0, new byte[4], 1L << 40)).contains("rows of 1099511627776 values"));
    }

    @Test
    void tensorsThatLieBadlyAreRefused() {
        byte[] four = new byte[4];
        assertTrue(refusal(GgufWriter.of("llama").entry("t", 0, 4, four, 1)).contains("no multiple of the alignment 32"));
        assertTrue(refusal(GgufWriter.of("llama").entry("t", 0, -32, four, 1)).contains("starts at 18446744073709551584"));
        assertTrue(refusal(GgufWriter.of("llama").entry("t", 0, 1L << 60, four, 1)).contains("is incomplete"));
        assertTrue(refusal(GgufWriter.of("llama").entry("a", 0, 0, four, 1).entry("b", 0, 0, four, 1)).contains("tensors a and b overlap"));
        assertTrue(refusal(GgufWriter.of("llama").tensor("a", 0, four, 1).tensor("a", 0, four, 1)).contains("the tensor a twice"));
    }

    @Test
    void aTypeThatIsNotReadIsRefusedWithItsNameAndTheList() {
        String sentence = refusal(GgufWriter.of("llama").tensor("blk.0.ffn_up.weight", 16, new byte[66], 256));
        assertTrue(sentence.contains("tensor blk.0.ffn_up.weight in the type IQ2_XXS, which is not read. Types that are: F32, F16, BF16, Q4_0"));
    }

    @Test
    void alignmentsThatAreNoneAreRefused() {
        for (int alignment : new int[] {0, 3, 48, 1 << 21}) {
            assertTrue(refusal(GgufWriter.of("llama").key("general.alignment", alignment)).contains("general.alignment is " + alignment));
        }
    }

    @Test
    void arraysInArraysHaveAnEnd() {
        assertTrue(refusal(GgufWriter.of("llama").key("deep", List.of(List.of(List.of(List.of(List.of("x"))))))).contains("nests arrays more than 4 deep"));
        assertEquals(2, read(GgufWriter.of("llama").key("deep", List.of(List.of("x"))).bytes()).metadata().keys().size());
    }

    @Test
    void aPlaceWithoutAFileIsRefused(@TempDir Path folder) throws Exception {
        assertTrue(assertThrows(UnusableInputException.class, () -> GgufFile.open(folder.resolve("no.gguf"))).sentence().contains("it does not exist"));
        Path directory = Files.createDirectory(folder.resolve("a.gguf"));
        assertTrue(assertThrows(UnusableInputException.class, () -> GgufFile.open(directory)).sentence().contains("is not a file"));
    }

    private static String refusal(GgufWriter writer) {
        return refusal(writer.bytes());
    }

    private static String refusal(byte[] bytes) {
        UnusableInputException refusal = assertThrows(UnusableInputException.class, () -> read(bytes));
        assertEquals("D-103", refusal.code());
        return refusal.sentence();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static GgufFile read(byte[] bytes) {
        return GgufFile.read(Path.of("x.gguf"), MemorySegment.ofArray(bytes), Arena.global());
    }
}
