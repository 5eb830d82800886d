package org.diopter.engine.causal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.diopter.model.UnusableInputException;
import org.diopter.model.tokenizer.TokenSequence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StateTextsTest {
    private static List<TokenSequence> sequences(int... lengths) {
        List<TokenSequence> sequences = new ArrayList<>();
        for (int length : lengths) {
            int first = 100 * sequences.size();
            sequences.add(TokenSequence.of(IntStream.range(first, first + length).toArray()));
        }
        return sequences;
    }

    @ParameterizedTest
    @CsvSource({"10, 1, 2", "8, 1, 1", "17, 1, 3", "40, 1, 5", "9, 3, 3"})
    void thereAreExactlySoManyStatesInAsFewSequencesAsHoldThem(int states, int least, int sequences) {
        List<TokenSequence> chosen = StateTexts.choose(sequences(9, 9, 9, 9, 9), states, least);
        assertEquals(sequences, chosen.size());
        assertEquals(states, chosen.stream().mapToInt(sequence -> sequence.length() - 1).sum());
    }

    @Test
    void sequencesOfDifferentLengthsGiveWhatTheyHave() {
        List<TokenSequence> chosen = StateTexts.choose(sequences(3, 20, 4), 24, 1);
        assertEquals(List.of(3, 20, 4), chosen.stream().map(TokenSequence::length).toList());
        assertEquals(List.of(3, 19, 4), StateTexts.choose(sequences(3, 20, 4), 23, 1).stream().map(TokenSequence::length).toList());
    }

    @Test
    void theyAreSpreadOverTheTextAndEachIsABeginning() {
        List<TokenSequence> chosen = StateTexts.choose(sequences(9, 9, 9, 9), 10, 1);
        assertEquals(List.of(TokenSequence.of(0, 1, 2, 3, 4, 5), TokenSequence.of(200, 201, 202, 203, 204, 205)), chosen);
    }

    @Test
    void aTextThatIsTooShortIsRefusedWithWhatItGives() {
        UnusableInputException few = assertThrows(UnusableInputException.class, () -> StateTexts.choose(sequences(9, 9), 17, 1));
        assertEquals("D-304", few.code());
        assertTrue(few.sentence().contains("2 sequences with 16 states"), few.sentence());
        assertThrows(UnusableInputException.class, () -> StateTexts.choose(sequences(90), 17, 2));
    }
}
