package org.diopter.engine.forward;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.diopter.engine.arch.Architecture;
import org.diopter.engine.arch.Rotary;
import org.diopter.engine.graph.ModelGraphs;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.runtime.IdTensor;
import org.diopter.engine.runtime.OnnxRuntime;
import org.diopter.engine.runtime.Session;
import org.diopter.engine.runtime.Tensor;
import org.diopter.engine.runtime.TensorMemory;
import org.diopter.model.tokenizer.TokenSequence;

/// A model as one graph, written from its architecture. Its matrices stay mapped, so that the proof does not double the model's memory; the
/// products then run in another order than those of the blocks, which makes it the stronger proof.
public final class NativeWholeModel implements WholeModel {
    private final Architecture architecture;
    private final Session session;

    public NativeWholeModel(Architecture architecture, ModelGraphs graphs, OnnxRuntime runtime) {
        this.architecture = architecture;
        this.session = runtime.session(graphs.wholeModel(), graphs.weightsFolder(), false);
    }

    @Override
    public Output run(TokenSequence tokens, TensorMemory memory, Cancellation cancellation) {
        int count = tokens.length();
        Span span = new Span(0, count, memory);
        Map<String, Tensor> inputs = new HashMap<>();
        List<Rotary> rotaries = architecture.rotaries();
        for (int i = 0; i < rotaries.size(); i++) {
            inputs.put(ModelGraphs.cos(i), span.angles(rotaries.get(i)).cos());
            inputs.put(ModelGraphs.sin(i), span.angles(rotaries.get(i)).sin());
        }
        inputs.put(ModelGraphs.INPUT_IDS, IdTensor.of(tokens.toArray()));
        if (architecture.embedding().positions().isPresent()) {
            int[] positions = new int[count];
            for (int i = 0; i < count; i++) {
                positions[i] = i;
            }
            inputs.put(ModelGraphs.POSITION_IDS, IdTensor.of(positions));
        }
        architecture.blocks().stream()
                .map(block -> block.attention().window())
                .distinct()
                .forEach(window -> inputs.put(ModelGraphs.mask(window), span.mask(window)));
        List<FloatTensor> layers = new ArrayList<>();
        Map<String, FloatTensor> outputs = new HashMap<>();
        for (int layer = 0; layer <= architecture.layers(); layer++) {
            FloatTensor stream = memory.zeros(count, architecture.width());
            layers.add(stream);
            outputs.put(ModelGraphs.residual(layer), stream);
        }
        FloatTensor logits = memory.zeros(count, architecture.vocabulary());
        outputs.put(ModelGraphs.LOGITS, logits);
        session.run(inputs, outputs, cancellation);
        return new Output(layers, logits);
    }

    @Override
    public void close() {
        session.close();
    }
}
