package org.diopter.views.kernels;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.diopter.engine.cache.ScorePolicy;
import org.diopter.engine.cache.less.LessRecipe;
import org.diopter.model.UnusableInputException;
import org.diopter.views.kit.PlaceList;

/// What the user fills in before kernels are trained: the recipe pane as a value. Rate and dropout are texts until they are read.
///
/// @param files text to train on; empty for the text that comes with the bundled model
/// @param policy under which keys are evicted, as text
/// @param blocks as typed: `all`, or numbers and ranges such as `0-3, 6`
/// @param hidden R'
/// @param rank R
/// @param epochs over all pieces of the text
/// @param batch pieces a step
/// @param length of a piece, in tokens
/// @param pieces of the text, at most
public record KernelForm(List<Path> files, String policy, String blocks, int hidden, int rank, int epochs, int batch, String rate, String dropout, int length,
        int pieces, int seed) {
    private static final int EPOCHS = 12;
    private static final int LENGTH = 256;
    private static final int PIECES = 40;

    /// What the kernels of the bundled model were trained with.
    public static final KernelForm INITIAL = new KernelForm(List.of(), "h2o:ratio=0.1", "all", LessRecipe.USUAL.hidden(), LessRecipe.USUAL.rank(), EPOCHS,
            LessRecipe.USUAL.batch(), "0.003", "0", LENGTH, PIECES, 0);

    public KernelForm {
        files = List.copyOf(files);
    }

    public KernelForm withFiles(List<Path> others) {
        return new KernelForm(others, policy, blocks, hidden, rank, epochs, batch, rate, dropout, length, pieces, seed);
    }

    public KernelForm withPolicy(String text) {
        return new KernelForm(files, text, blocks, hidden, rank, epochs, batch, rate, dropout, length, pieces, seed);
    }

    public KernelForm withBlocks(String text) {
        return new KernelForm(files, policy, text, hidden, rank, epochs, batch, rate, dropout, length, pieces, seed);
    }

    public KernelForm withHidden(int units) {
        return new KernelForm(files, policy, blocks, units, rank, epochs, batch, rate, dropout, length, pieces, seed);
    }

    public KernelForm withRank(int features) {
        return new KernelForm(files, policy, blocks, hidden, features, epochs, batch, rate, dropout, length, pieces, seed);
    }

    public KernelForm withEpochs(int times) {
        return new KernelForm(files, policy, blocks, hidden, rank, times, batch, rate, dropout, length, pieces, seed);
    }

    public KernelForm withBatch(int size) {
        return new KernelForm(files, policy, blocks, hidden, rank, epochs, size, rate, dropout, length, pieces, seed);
    }

    public KernelForm withRate(String text) {
        return new KernelForm(files, policy, blocks, hidden, rank, epochs, batch, text, dropout, length, pieces, seed);
    }

    public KernelForm withDropout(String text) {
        return new KernelForm(files, policy, blocks, hidden, rank, epochs, batch, rate, text, length, pieces, seed);
    }

    public KernelForm withLength(int tokens) {
        return new KernelForm(files, policy, blocks, hidden, rank, epochs, batch, rate, dropout, tokens, pieces, seed);
    }

    public KernelForm withPieces(int count) {
        return new KernelForm(files, policy, blocks, hidden, rank, epochs, batch, rate, dropout, length, count, seed);
    }

    public KernelForm withSeed(int other) {
        return new KernelForm(files, policy, blocks, hidden, rank, epochs, batch, rate, dropout, length, pieces, other);
    }

    /// What is to be trained.
    ///
    /// @param policy under which keys are evicted
    /// @param blocks in order, at least one
    public record Order(ScorePolicy policy, List<Integer> blocks, LessRecipe recipe, long seed) {}

    /// A model, as far as it matters here.
    ///
    /// @param layers how many blocks it has
    /// @param context how many tokens it takes at most
    public record Fit(int layers, int context) {
        /// Any model.
        public static final Fit ANY = new Fit(1_000, Integer.MAX_VALUE);
    }

    /// Reads it for a model.
    ///
    /// @throws UnusableInputException D-205 or D-402 if a field cannot be read
    public Order order(Fit model) {
        if (length > model.context()) {
            throw new UnusableInputException("D-205", "Pieces of %d tokens are longer than the %d that the model takes. Set the tokens a piece to %d or less."
                    .formatted(length, model.context(), model.context()));
        }
        int layers = model.layers();
        ScorePolicy sparse = LessRecipe.policy(policy.strip());
        sparse.requireEvictions(length);
        List<Integer> named = PlaceList.blocks(layers).named(blocks);
        return new Order(sparse, named.isEmpty() ? IntStream.range(0, layers).boxed().toList() : named, recipe(), seed);
    }

    private LessRecipe recipe() {
        double first = number(rate, "rate", "above 0, for example 0.003");
        double left = number(dropout, "dropout", "at least 0 and below 1");
        if (!(first > 0)) {
            throw wrong(rate, "rate", "above 0, for example 0.003");
        }
        if (!(left >= 0 && left < 1)) {
            throw wrong(dropout, "dropout", "at least 0 and below 1");
        }
        return new LessRecipe(hidden, rank, epochs, batch, first, left);
    }

    private static double number(String text, String name, String allowed) {
        try {
            double number = Double.parseDouble(text.strip());
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException noNumber) {
            // Said below, with what would be one.
        }
        throw wrong(text, name, allowed);
    }

    private static UnusableInputException wrong(String text, String name, String allowed) {
        return new UnusableInputException("D-205", "‘%.20s’ is no %s. Give a number %s.".formatted(text.strip(), name, allowed));
    }
}
