package org.diopter.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.diopter.model.UnusableInputException;
import org.diopter.model.tokenizer.TokenSequence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskAnswersTest {
    private static final OptionPrompt EXAMPLE = new OptionPrompt("Is it?", List.of(" yes", " no"), OptionalInt.of(1));

    @TempDir
    private Path folder;

    @Test
    void onlyThePredictionsOfTheAnswersTokensCount() {
        TaskAnswers answers = new TaskAnswers(List.of(EXAMPLE), List.of(new OptionTokens(TokenSequence.of(new int[] {1, 2, 3, 4, 5}), 3)));
        // Tokens 3 and 4 are the answer; positions 2 and 3 predict them.
        assertEquals(5.5, answers.depth(0, new int[] {0, 1, 4, 7, 9}));
    }

    @Test
    void anOrderingHasANumberForEachExample() throws IOException {
        assertEquals(List.of(1.0, -2.5), OrderingFile.read(file("1\n\n -2.5 \n"), 2));
    }

    @Test
    void anOrderingOfOtherLengthIsRefusedWithBothNumbers() throws IOException {
        Path file = file("1\n2\n");
        assertTrue(assertThrows(UnusableInputException.class, () -> OrderingFile.read(file, 3)).sentence().contains("2 numbers for 3 examples"));
    }

    @Test
    void anOrderingWithALineThatIsNoNumberIsRefused() throws IOException {
        Path file = file("1\nlate\n");
        assertEquals("D-403", assertThrows(UnusableInputException.class, () -> OrderingFile.read(file, 2)).code());
    }

    @Test
    void anOrderingThatIsNotThereIsRefused() {
        assertEquals("D-403", assertThrows(UnusableInputException.class, () -> OrderingFile.read(folder.resolve("none"), 2)).code());
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("order.txt"), text);
    }
}
