package org.diopter.engine.lens.files;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.diopter.engine.lens.Lens;
import org.diopter.engine.lens.Translator;
import org.diopter.model.checkpoint.torch.TorchFile;
import org.diopter.model.checkpoint.torch.TorchTensor;

/// Makes a lens of a Jacobian lens's file: `{"J": {block: [d, d]}, "n_prompts", "source_layers", "d_model"}`.
///
/// `J[b]` acts on the **output** of block b, which is layer b + 1: one more than the index. W = J − I, b = 0. Layers without a matrix are read as by
/// the logit lens; layer 0 always is. How many layers the model has is not in the file: there are as many as the matrices reach.
///
/// @param name for people
/// @param torch still open
record JacobianReader(String name, String file, TorchFile torch) {
    private static final int MAX_BLOCKS = 4096;

    /// Whether a saved value is such a lens.
    static boolean reads(TorchFile torch) {
        return torch.content() instanceof Map<?, ?> map && map.get("J") instanceof Map<?, ?>;
    }

    LensFile read() {
        Map<?, ?> content = (Map<?, ?>) torch.content();
        if (content == null || !(content.get("J") instanceof Map<?, ?> matrices) || matrices.isEmpty()) {
            throw LensErrors.unfit("%s holds no matrices under J.".formatted(file));
        }
        NavigableMap<Integer, TorchTensor> byBlock = byBlock(matrices);
        int width = width(content, byBlock);
        requireAnnounced(content, byBlock);
        TorchTensors tensors = new TorchTensors(file, torch, named(byBlock));
        Translator identity = Translator.identity(width);
        List<Translator> translators = new ArrayList<>(Collections.nCopies(byBlock.lastKey() + 2, identity));
        byBlock.keySet().forEach(block -> translators.set(block + 1, translator(tensors, block, width)));
        List<Integer> without = IntStream.range(1, translators.size()).filter(layer -> !byBlock.containsKey(layer - 1)).boxed().toList();
        List<String> notes = without.isEmpty()
                ? List.of()
                : List.of("%s has no matrix for layers %.200s, which are read as by the logit lens.".formatted(file, without));
        return new LensFile(new Lens(Lens.Kind.JACOBIAN, name, "", translators), notes);
    }

    private NavigableMap<Integer, TorchTensor> byBlock(Map<?, ?> matrices) {
        NavigableMap<Integer, TorchTensor> byBlock = new TreeMap<>();
        matrices.forEach((block, matrix) -> {
            if (!(block instanceof Long index) || index < 0 || index >= MAX_BLOCKS || !(matrix instanceof TorchTensor tensor)) {
                throw LensErrors.unfit("%s: J has an entry ‘%.80s’ that is no matrix of a block from 0 to %d."
                        .formatted(file, block, MAX_BLOCKS - 1));
            }
            byBlock.put(index.intValue(), tensor);
        });
        return byBlock;
    }

    private static Map<String, TorchTensor> named(NavigableMap<Integer, TorchTensor> byBlock) {
        Map<String, TorchTensor> named = new LinkedHashMap<>();
        byBlock.forEach((block, tensor) -> named.put(Integer.toString(block), tensor));
        return named;
    }

    private int width(Map<?, ?> content, NavigableMap<Integer, TorchTensor> byBlock) {
        List<Long> first = byBlock.firstEntry().getValue().shape();
        long width = first.isEmpty() ? 0 : first.getFirst();
        if (content.get("d_model") instanceof Long announced && announced != width) {
            throw LensErrors.unfit("%s: d_model is %d, its first matrix has shape %s.".formatted(file, announced, first));
        }
        if (width < 1 || width > LensTensors.MAX_WIDTH) {
            throw LensErrors.unfit("%s: the matrix of block %d has shape %s; it must be square.".formatted(file, byBlock.firstKey(), first));
        }
        byBlock.forEach((block, tensor) -> {
            if (!tensor.shape().equals(List.of(width, width))) {
                throw LensErrors.unfit("%s: the matrix of block %d has shape %s; it must be [%d, %d]."
                        .formatted(file, block, tensor.shape(), width, width));
            }
        });
        return (int) width;
    }

    private void requireAnnounced(Map<?, ?> content, NavigableMap<Integer, TorchTensor> byBlock) {
        if (content.get("source_layers") instanceof List<?> announced) {
            List<Long> blocks = byBlock.keySet().stream().map(Integer::longValue).toList();
            if (announced.size() != blocks.size() || !announced.containsAll(blocks)) {
                throw LensErrors.unfit("%s: source_layers says %.200s, the matrices are of blocks %.200s.".formatted(file, announced, blocks));
            }
        }
    }

    private static Translator translator(TorchTensors tensors, int block, int width) {
        float[] weight = tensors.finite(Integer.toString(block));
        for (int i = 0; i < width; i++) {
            weight[i * width + i] -= 1;
        }
        return new Translator(width, weight, new float[width]);
    }
}
