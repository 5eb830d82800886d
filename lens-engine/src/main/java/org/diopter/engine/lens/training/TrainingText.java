package org.diopter.engine.lens.training;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.diopter.model.UnusableInputException;
import org.diopter.model.store.Sha256;
import org.diopter.model.tokenizer.TokenSequence;
import org.diopter.model.tokenizer.Tokenizer;

/// Text as sequences of tokens that a model reads one by one.
///
/// @param sequences each at most as long as the model takes
/// @param rule how documents were put together, for people
/// @param documents how many there were
/// @param dropped tokens at the end that made no whole sequence
public record TrainingText(List<TokenSequence> sequences, String rule, int documents, int dropped) {
    /// The longest sequence of the published recipe.
    public static final int LONGEST = 2048;

    private static final List<String> MARKS = List.of("<|endoftext|>", "</s>", "<eos>", "<|end_of_text|>");

    public TrainingText {
        sequences = List.copyOf(sequences);
    }

    /// Sequences that are given as they are.
    public static TrainingText of(List<TokenSequence> sequences) {
        return new TrainingText(sequences, "sequences as given", sequences.size(), 0);
    }

    /// Puts files together as the published recipe does: each file is a document, a mark stands before every document, the tokens of all are cut into
    /// sequences of one length, and what is left at the end is dropped. The mark is what the tokenizer itself puts before a text, or else the vocabulary's
    /// end-of-text token.
    ///
    /// @param length of a sequence, at least 2
    /// @throws UnusableInputException D-206 if a file cannot be read, D-305 if all together make no whole sequence
    public static TrainingText pack(List<Path> files, Tokenizer tokenizer, int length) {
        int[] own = tokenizer.encode("").tokens().toArray();
        int[] mark = own.length > 0 ? new int[0] : endOfText(tokenizer);
        List<int[]> documents = new ArrayList<>();
        for (Path file : files) {
            documents.add(mark);
            documents.add(tokenizer.encode(read(file)).tokens().toArray());
        }
        int[] all = documents.stream().flatMapToInt(Arrays::stream).toArray();
        if (all.length < length) {
            throw new UnusableInputException("D-305", "The text has %d tokens; one sequence of %d is the least. Add text or take shorter sequences."
                    .formatted(all.length, length));
        }
        List<TokenSequence> sequences = IntStream.range(0, all.length / length)
                .mapToObj(i -> TokenSequence.of(Arrays.copyOfRange(all, i * length, (i + 1) * length)))
                .toList();
        return new TrainingText(sequences, rule(own, mark, tokenizer), files.size(), all.length % length);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new UnusableInputException("D-206", "%s is not UTF-8 text.".formatted(file), e);
        } catch (IOException e) {
            throw new UnusableInputException("D-206", "%s cannot be read: %s.".formatted(file, UnusableInputException.reason(e)), e);
        }
    }

    private static int[] endOfText(Tokenizer tokenizer) {
        for (String name : MARKS) {
            for (int id = 0; id < tokenizer.size(); id++) {
                if (tokenizer.token(id).special() && tokenizer.token(id).text().filter(name::equals).isPresent()) {
                    return new int[] {id};
                }
            }
        }
        return new int[0];
    }

    private static String rule(int[] own, int[] mark, Tokenizer tokenizer) {
        if (own.length > 0) {
            return tokenizer.decode(TokenSequence.of(own)) + " before every document, put there by the tokenizer";
        }
        return mark.length > 0 ? tokenizer.decode(TokenSequence.of(mark)) + " before every document" : "no mark between documents";
    }

    /// The sequences at the beginning that have so many tokens together; the last of them is cut.
    public List<TokenSequence> first(int tokens) {
        List<TokenSequence> first = new ArrayList<>();
        int left = tokens;
        for (TokenSequence sequence : sequences) {
            if (left > 0) {
                int length = Math.min(left, sequence.length());
                first.add(TokenSequence.of(Arrays.copyOf(sequence.toArray(), length)));
                left -= length;
            }
        }
        return first;
    }

    /// How many tokens all sequences have.
    public long tokens() {
        return sequences.stream().mapToLong(TokenSequence::length).sum();
    }

    /// Two texts: the first trains, the second is held out.
    ///
    /// @param share of the sequences that are held out: at least one, and one is left
    /// @throws UnusableInputException D-305 if there is but one sequence
    public List<TrainingText> split(double share, long seed) {
        int count = sequences.size();
        if (count < 2) {
            throw new UnusableInputException("D-305", "The text makes one sequence only; two are the least, one to train with and one to measure with.");
        }
        List<TokenSequence> shuffled = new ArrayList<>(sequences);
        Collections.shuffle(shuffled, new Random(seed));
        int held = Math.clamp(Math.round(share * count), 1, count - 1);
        return List.of(
                new TrainingText(shuffled.subList(held, count), rule, documents, 0), new TrainingText(shuffled.subList(0, held), rule, documents, 0));
    }

    /// What makes it the same text elsewhere.
    public String sha256() {
        StringBuilder ids = new StringBuilder();
        sequences.forEach(sequence -> ids.append(sequence).append('\n'));
        return Sha256.of(ids.toString());
    }
}
