package org.diopter.engine;

import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.diopter.engine.arch.ModelShape;
import org.diopter.engine.lens.ReadOut;
import org.diopter.model.UnusableInputException;
import org.diopter.model.tokenizer.TokenSequence;

/// Turns what a reader asks for into what the read-out does, and refuses what the model does not have.
record ReadingRequest(ModelShape shape) {
    /// Finding more costs more than the rest of a cell, and cannot be cancelled within it.
    private static final int MOST_TOP_TOKENS = 1024;
    /// So many rows go through the products that many go through; a single one takes another way and differs in the last digit.
    private static final int ALIKE = 2;

    /// @throws UnusableInputException if a layer or a token does not exist, or more top tokens are wanted than are found
    ReadOut.Request of(Reading reading, TokenSequence tokens) {
        if (reading.topK() > MOST_TOP_TOKENS) {
            throw new UnusableInputException("D-205", reading.topK() + " top tokens of each cell are more than " + MOST_TOP_TOKENS + ". Ask for fewer.");
        }
        int last = shape.layers();
        for (int layer : reading.layers()) {
            if (layer < 0 || layer > last) {
                throw new UnusableInputException("D-205", "There is no layer " + layer + "; layers go from 0 (the embedding) to " + last + " (the output).");
            }
        }
        for (int id : reading.tracked()) {
            if (id < 0 || id >= shape.vocabulary()) {
                throw new UnusableInputException("D-205", "Token id " + id + " cannot be tracked; ids go from 0 to " + (shape.vocabulary() - 1) + ".");
            }
        }
        int[] layers = reading.layers().isEmpty()
                ? ReadOut.allLayers(last)
                : Stream.concat(reading.layers().stream(), Stream.of(last)).distinct().sorted().mapToInt(Integer::intValue).toArray();
        int first = Math.clamp(reading.first(), 0, Math.max(0, tokens.length() - 1));
        List<Integer> positions = IntStream.concat(
                        IntStream.of(first), IntStream.range(0, tokens.length()).map(i -> tokens.length() - 1 - i).filter(p -> p != first))
                .limit(reading.firstOnly() ? ALIKE : tokens.length())
                .boxed()
                .toList();
        BitSet ranked = new BitSet();
        ranked.set(first);
        return new ReadOut.Request(layers, positions, reading.topK(), reading.tracked(), ranked);
    }
}
