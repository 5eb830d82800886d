package org.diopter.engine.causal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.diopter.engine.forward.ForwardPass;
import org.diopter.engine.forward.Residuals;
import org.diopter.engine.lens.Translator;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.testing.Reference;
import org.diopter.engine.testing.Shared;
import org.diopter.engine.testing.TinyModel;
import org.diopter.model.tokenizer.TokenSequence;

/// A small trained model with a tuned lens, and what causal basis extraction gives there in float64. Its conventions are described beside the numbers.
record Oracle(TinyModel model, Reference lens, Reference numbers, Workers workers, ReadOutHead head) implements AutoCloseable {
    static final long BUDGET = 1L << 30;

    static Oracle open() {
        return open(2);
    }

    static Oracle open(int threads) {
        Reference numbers = Reference.read(Shared.file("oracles/methods/cbe/cbe.safetensors"));
        Reference lens = Reference.read(Shared.file("oracles/methods/tuned-lens/lens/params.safetensors"));
        TinyModel model = TinyModel.open(Shared.file("models/stories260K-hf"));
        Workers workers = new Workers(threads);
        ReadOutHead head = ReadOutHead.of(model.architecture(), model.checkpoint(), workers, new Cancellation());
        return new Oracle(model, lens, numbers, workers, head);
    }

    int width() {
        return model.architecture().width();
    }

    LayerHead tuned(int layer) {
        if (layer == model.architecture().layers()) {
            return logit();
        }
        return new LayerHead(head, Optional.of(new Translator(width(), floats(lens, layer + ".weight"), floats(lens, layer + ".bias"))));
    }

    LayerHead logit() {
        return new LayerHead(head, Optional.empty());
    }

    States states(int layer) {
        return new States(width(), floats(numbers, "layer" + layer + ".states"));
    }

    int[] donors() {
        return permutation("resample_permutation");
    }

    int[] permutation(String name) {
        double[] donors = numbers.numbers(name);
        int[] ids = new int[donors.length];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = (int) donors[i];
        }
        return ids;
    }

    Influence influence(int layer, Ablation ablation) {
        return Influence.of(tuned(layer), states(layer), ablation, donors(), BUDGET, new Cancellation());
    }

    /// Finished passes over the stored token sequences; the caller's to close.
    List<Residuals> texts() {
        double[] ids = numbers.numbers("input_ids");
        int sequences = 8;
        int length = ids.length / sequences;
        List<Residuals> texts = new ArrayList<>();
        for (int s = 0; s < sequences; s++) {
            int[] tokens = new int[length];
            for (int t = 0; t < length; t++) {
                tokens[t] = (int) ids[s * length + t];
            }
            texts.add(model.forward().run(TokenSequence.of(tokens), Optional.empty(), new Cancellation(), ForwardPass.Listener.NONE));
        }
        return texts;
    }

    /// The columns of a stored matrix [d, count].
    List<double[]> columns(String name) {
        double[] matrix = numbers.numbers(name);
        int count = matrix.length / width();
        List<double[]> columns = new ArrayList<>();
        for (int j = 0; j < count; j++) {
            double[] column = new double[width()];
            for (int k = 0; k < column.length; k++) {
                column[k] = matrix[k * count + j];
            }
            columns.add(column);
        }
        return columns;
    }

    /// The rows of a stored matrix [count, d].
    List<double[]> rows(String name) {
        double[] matrix = numbers.numbers(name);
        List<double[]> rows = new ArrayList<>();
        for (int from = 0; from < matrix.length; from += width()) {
            double[] row = new double[width()];
            System.arraycopy(matrix, from, row, 0, row.length);
            rows.add(row);
        }
        return rows;
    }

    static float[] floats(Reference reference, String name) {
        double[] numbers = reference.numbers(name);
        float[] floats = new float[numbers.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) numbers[i];
        }
        return floats;
    }

    @Override
    public void close() {
        head.close();
        workers.close();
        model.close();
    }
}
