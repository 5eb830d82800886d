package org.diopter.engine.evaluation;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.diopter.engine.arch.StoredNumbers;
import org.diopter.engine.data.Task;
import org.diopter.engine.edit.EditStack;
import org.diopter.engine.forward.CheckpointSearch;
import org.diopter.engine.forward.NotFinite;
import org.diopter.engine.forward.PackedPass;
import org.diopter.engine.forward.Residuals;
import org.diopter.engine.graph.ModelGraphs;
import org.diopter.engine.laser.TokenRows;
import org.diopter.engine.laser.WeightMatrices;
import org.diopter.engine.lens.ReadOut;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.testing.EditedModel;
import org.diopter.engine.testing.NumberTokenizer;
import org.diopter.engine.testing.TinyModel;
import org.diopter.model.Progress;
import org.diopter.model.tokenizer.TokenSequence;

/// A model, its read-out, and an evaluator on it.
final class EvaluationBench implements AutoCloseable {
    private final EditedModel model;
    private final ReadOut readOut;
    private final NumberTokenizer tokenizer;

    /// @param store for decompositions
    /// @param family of the tiny models
    EvaluationBench(Path store, String family) {
        this(store, TinyModel.family(family));
    }

    /// @param tiny closed with this
    EvaluationBench(Path store, TinyModel tiny) {
        this(store, tiny, tiny.architecture().vocabulary());
    }

    /// @param tiny closed with this
    /// @param words how many of the model's ids have a text
    EvaluationBench(Path store, TinyModel tiny, int words) {
        model = EditedModel.of(tiny, store);
        readOut = new ReadOut(tiny.architecture(), new ModelGraphs(tiny.architecture()), tiny.runtime(), true);
        tokenizer = new NumberTokenizer(words);
    }

    TextLoss textLoss(List<TokenSequence> sequences) {
        TinyModel tiny = model.model();
        PackedPass pass = new PackedPass(tiny.blocks(), new NotFinite(new CheckpointSearch(tiny.checkpoint(), tiny.architecture())));
        return new TextLoss(new TextLoss.Parts(tiny.architecture().shape(), pass, readOut, model.matrices()), sequences, 1 << 20, Turns.AT_ONCE, Progress.NONE);
    }

    int layers() {
        return model.model().architecture().layers();
    }

    ModelEvaluator evaluator(Task task, long bytes) {
        TinyModel tiny = model.model();
        PackedPass pass = new PackedPass(tiny.blocks(), new NotFinite(new CheckpointSearch(tiny.checkpoint(), tiny.architecture())));
        return new ModelEvaluator(
                new ModelEvaluator.Parts("hash", tiny.architecture().shape(), new WeightMatrices(tiny.architecture()), tokenizer, pass, readOut, model.matrices(),
                        new TokenRows(StoredNumbers.of(tiny.checkpoint()), tiny.architecture().unembedding()::head)), task, bytes, Turns.AT_ONCE);
    }

    /// The logits of a text alone: [T, V].
    double[][] logits(String text, EditStack edits) {
        TokenSequence tokens = tokenizer.encode(text).tokens();
        try (Residuals base = model.run(tokens);
                Residuals edited = edits.isEmpty() ? model.run(tokens) : model.edited(base, edits)) {
            FloatTensor logits = readOut.logits(edited.layer(edited.lastLayer()), new Cancellation());
            double[][] rows = new double[tokens.length()][(int) logits.rowLength()];
            for (int row = 0; row < rows.length; row++) {
                for (int id = 0; id < rows[row].length; id++) {
                    rows[row][id] = logits.get((long) row * rows[row].length + id);
                }
            }
            return rows;
        }
    }

    /// Σ log p of a continuation's tokens.
    double logProbability(String prompt, String continuation, EditStack edits) {
        double[][] logits = logits(prompt + continuation, edits);
        int[] ids = tokenizer.encode(prompt + continuation).tokens().toArray();
        double sum = 0;
        for (int i = tokenizer.encode(prompt).tokens().length(); i < ids.length; i++) {
            double[] row = logits[i - 1];
            sum += row[ids[i]] - Math.log(Arrays.stream(row).map(Math::exp).sum());
        }
        return sum;
    }

    /// The cosine of two tokens' rows of the unembedding, computed here.
    double cosine(int first, int second) {
        TinyModel tiny = model.model();
        int width = tiny.architecture().width();
        float[] a = new float[width];
        float[] b = new float[width];
        tiny.checkpoint().read(tiny.architecture().unembedding().head().weight(), (long) first * width, a);
        tiny.checkpoint().read(tiny.architecture().unembedding().head().weight(), (long) second * width, b);
        double product = IntStream.range(0, width).mapToDouble(i -> (double) a[i] * b[i]).sum();
        double squares = IntStream.range(0, width).mapToDouble(i -> (double) a[i] * a[i]).sum();
        double others = IntStream.range(0, width).mapToDouble(i -> (double) b[i] * b[i]).sum();
        return product / Math.sqrt(squares * others);
    }

    String greedy(String prompt, int tokens, EditStack edits) {
        String text = prompt;
        for (int i = 0; i < tokens; i++) {
            double[] last = Arrays.stream(logits(text, edits)).reduce((a, b) -> b).orElseThrow();
            int best = IntStream.range(0, last.length).reduce(0, (a, b) -> last[b] > last[a] ? b : a);
            text += " " + best;
        }
        return text.substring(prompt.length());
    }

    @Override
    public void close() {
        readOut.close();
        model.close();
    }
}
