package org.diopter.model.checkpoint.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.diopter.model.UnusableInputException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Pickles written by hand, operation by operation: one character is one byte.
class UnpicklerTest {
    private static final String PROTOCOL_2 = "\u0080\u0002";

    @Test
    void valuesOfEveryKindAreRead() {
        assertEquals(List.of(1L, -2L, 258L, 0.5, true, false, "é"),
                load("(lK\u0001aJ\u00fe\u00ff\u00ff\u00ffaM\u0002\u0001aG?\u00e0\0\0\0\0\0\0a\u0088a\u0089aX\u0002\0\0\0\u00c3\u00a9a."));
        assertEquals(-1L, load("\u008a\u0001\u00ff."));
        assertEquals(0L, load("\u008a\0."));
        assertEquals(List.of(), load(")."));
        assertEquals(Map.of(1L, 2L), load("(K\u0001K\u0002d."));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "cos\\nsystem\\n)R. | contains os.system, which is no tensor",
        "cposix\\nsystem\\n. | contains posix.system, which is no tensor",
        "cbuiltins\\neval\\n. | contains builtins.eval, which is no tensor",
        "ctorch\\nload\\n. | contains torch.load, which is no tensor",
        "ccollections\\nOrderedDict.__init__\\n. | contains collections.OrderedDict.__init__, which is no tensor",
        "(ios\\nsystem\\n. | contains os.system, which is no tensor"
    })
    void aNameThatIsNotAdmittedEndsTheReading(String pickle, String complaint) {
        assertRefused(pickle.replace("\\n", "\n"), complaint);
    }

    @Test
    void aNameMadeOfTextsOnTheStackIsRefusedToo() {
        assertRefused("X\u0002\0\0\0osX\u0006\0\0\0system\u0093.", "contains os.system, which is no tensor");
    }

    @Test
    void objectsOfAdmittedClassesCannotBeMadeOtherwise() {
        assertRefused("ccollections\nOrderedDict\n)\u0081.", "holds a pickle with operation 0x81 at byte 28");
    }

    @Test
    void typesAndStoragesAreNoValues() {
        assertRefused("ctorch\nFloatStorage\n.", "contains parts of tensors outside of any tensor");
        assertRefused("ctorch\nFloatStorage\n)R.", "calls what is no function");
    }

    @Test
    void aTensorOfAStorageThatIsNotThereIsRefused() {
        assertRefused("(X\u0007\0\0\0storagectorch\nFloatStorage\nX\u0001\0\0\0" + "0X\u0003\0\0\0cpuK\u0004tQ.",
                "lies in entry ‘data/0’, which is missing");
    }

    @Test
    void oldProtocolsAreRefused() {
        UnusableInputException refusal = assertThrows(UnusableInputException.class, () -> loadBytes("\u0080\u0001N."));
        assertTrue(refusal.sentence().contains("holds a pickle of protocol 1; 2 to 5 are read"), refusal.sentence());
        assertRefused("I1\n.", "holds a pickle with operation 0x49");
    }

    @Test
    void aValueThatContainsItselfIsRefused() {
        assertRefused("]q\0h\0a.", "or one that contains itself");
    }

    @Test
    void depthIsBounded() {
        assertRefused("]".repeat(200) + "a".repeat(199) + ".", "nested more than 100 deep");
    }

    @Test
    void aSmallPickleDoesNotGrowIntoALargeTree() {
        StringBuilder doubling = new StringBuilder("]q\0");
        for (int i = 0; i < 90; i++) {
            doubling.append("0]h\0ah\0aq\0");
        }
        assertTrue(load(doubling + ".") instanceof List<?> list && list.size() == 2);
    }

    @Test
    void partsAreCounted() {
        assertRefused(")0".repeat(1_100_000) + "N.", "holds a pickle with more than 1048576 parts");
        assertRefused("(".repeat(1_100_000) + "N.", "holds a pickle with more than 1048576 parts");
        assertRefused("N" + "\u0094".repeat(1_100_000) + ".", "holds a pickle with more than 1048576 parts");
    }

    @Test
    void aLengthBeyondTheEndIsRefused() {
        assertRefused("X\u00ff\u00ff\u00ff\u007fab.", "inside a value of 2147483647 bytes");
        assertRefused("\u008d\0\0\0\0\0\0\0\u0080ab.", "inside a value of 9223372036854775808 bytes");
        assertRefused("B\u00ff\u00ff\u00ff\u00ff.", "inside a value of 4294967295 bytes");
    }

    @Test
    void anEmptyStackIsNoValue() {
        assertRefused(".", "takes a value where there is none");
        assertRefused("N(.", "takes a value where there is none"); // what lies below a mark belongs to somebody else
        assertRefused("t.", "ends a group that it has not begun");
        assertRefused("h\u0007.", "refers to value 7, which it has not made");
        assertRefused("N", "its pickle ends at byte 3");
    }

    @Test
    void mapsHavePlainKeys() {
        assertRefused("}]Ns.", "contains a map whose keys are neither texts nor numbers");
        assertRefused("}(NNNu.", "a map in its pickle has a key without a value");
    }

    @Test
    void largeIntegersAreRefused() {
        assertRefused("\u008b\u0010\0\0\0" + "\u0001".repeat(16) + ".", "contains an integer of 16 bytes; at most 8 are read");
    }

    private static @Nullable Object load(String operations) {
        return loadBytes(PROTOCOL_2 + operations);
    }

    private static @Nullable Object loadBytes(String pickle) {
        Refusals refusals = new Refusals("x.pt");
        MemorySegment bytes = MemorySegment.ofArray(pickle.getBytes(StandardCharsets.ISO_8859_1));
        return PickledValue.of(refusals, new Unpickler(refusals, bytes, new TensorBuilder(refusals, Map.of(), "")).load());
    }

    private static void assertRefused(String operations, String complaint) {
        UnusableInputException refusal = assertThrows(UnusableInputException.class, () -> load(operations));
        assertTrue(refusal.sentence().contains(complaint), refusal.sentence());
    }
}
