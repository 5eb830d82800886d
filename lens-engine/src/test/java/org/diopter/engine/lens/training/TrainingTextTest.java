package org.diopter.engine.lens.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.diopter.model.UnusableInputException;
import org.diopter.model.tokenizer.Encoding;
import org.diopter.model.tokenizer.Token;
import org.diopter.model.tokenizer.TokenSequence;
import org.diopter.model.tokenizer.Tokenizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingTextTest {
    @TempDir
    private Path folder;

    @Test
    void documentsAreJoinedByTheEndOfTextAndTheLastPartIsDropped() throws IOException {
        TrainingText text = TrainingText.pack(List.of(file("a", "bcd"), file("b", "efgh")), new Letters(false), 4);
        assertEquals(List.of(TokenSequence.of(0, 'b', 'c', 'd'), TokenSequence.of(0, 'e', 'f', 'g')), text.sequences());
        assertEquals(1, text.dropped());
        assertEquals(2, text.documents());
        assertEquals(8, text.tokens());
        assertEquals("<|endoftext|> before every document", text.rule());
    }

    @Test
    void aMarkThatTheTokenizerSetsIsNotSetTwice() throws IOException {
        TrainingText text = TrainingText.pack(List.of(file("a", "bc"), file("b", "de")), new Letters(true), 3);
        assertEquals(List.of(TokenSequence.of(0, 'b', 'c'), TokenSequence.of(0, 'd', 'e')), text.sequences());
        assertEquals("<|endoftext|> before every document, put there by the tokenizer", text.rule());
    }

    @Test
    void aTextShorterThanOneSequenceIsRefusedWithItsNumbers() throws IOException {
        Path file = file("a", "bc");
        UnusableInputException problem = assertThrows(UnusableInputException.class, () -> TrainingText.pack(List.of(file), new Letters(false), 8));
        assertEquals("D-305", problem.code());
        assertEquals("The text has 3 tokens; one sequence of 8 is the least. Add text or take shorter sequences.", problem.sentence());
    }

    @Test
    void aFileThatIsNotTextIsRefused() throws IOException {
        Path file = folder.resolve("binary");
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        UnusableInputException problem = assertThrows(UnusableInputException.class, () -> TrainingText.pack(List.of(file), new Letters(false), 2));
        assertEquals("D-206", problem.code());
    }

    @Test
    void splittingSharesSequencesOutBySeed() {
        TrainingText text = TrainingText.of(Stream.iterate(0, i -> i + 1).limit(20).map(TokenSequence::of).toList());
        List<TrainingText> parts = text.split(0.1, 3);
        assertEquals(18, parts.get(0).sequences().size());
        assertEquals(2, parts.get(1).sequences().size());
        assertEquals(20, Stream.concat(parts.get(0).sequences().stream(), parts.get(1).sequences().stream()).distinct().count());
        assertEquals(parts.get(1).sequences(), text.split(0.1, 3).get(1).sequences());
        assertNotEquals(parts.get(1).sequences(), text.split(0.1, 4).get(1).sequences());
    }

    @Test
    void textsOfOtherTokensHaveOtherNames() {
        assertNotEquals(TrainingText.of(List.of(TokenSequence.of(1, 23))).sha256(), TrainingText.of(List.of(TokenSequence.of(12, 3))).sha256());
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    /// Every character is a token; 0 ends a text.
    private record Letters(boolean marks) implements Tokenizer {
        @Override
        public int size() {
            return 128;
        }

        @Override
        public Encoding encode(String text) {
            int[] ids = Stream.concat(marks ? Stream.of(0) : Stream.<Integer>empty(), text.chars().boxed()).mapToInt(Integer::intValue).toArray();
            return new Encoding(TokenSequence.of(ids), new int[ids.length], new int[ids.length]);
        }

        @Override
        public String decode(TokenSequence tokens) {
            return tokens.id(0) == 0 ? "<|endoftext|>" : "?";
        }

        @Override
        public Token token(int id) {
            String name = id == 0 ? "<|endoftext|>" : Character.toString(id);
            return new Token(id, name.getBytes(StandardCharsets.UTF_8), id == 0);
        }

        @Override
        public void close() {}
    }
}
