package org.diopter.engine.forward;

import java.util.List;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.runtime.TensorMemory;
import org.diopter.model.tokenizer.TokenSequence;

/// The residual stream of some tokens at every layer, with the keys and values of every block: all that is needed to go on from any place.
///
/// Two of these that agree below a layer share the very tensors: what is below a change is the same object, hence the same to the last bit.
///
/// @param tokens T tokens
/// @param layers L + 1 tensors [T, d]: `layers[0]` is the embedding, `layers[l]` enters block l, `layers[L]` leaves the last block, before the final
///     norm. Not to be modified
/// @param cache L entries, one a block
/// @param memory in which the tensors lie, its own and what it shares; closing this lets go of all of it
public record Residuals(TokenSequence tokens, List<FloatTensor> layers, List<KeyValues> cache, List<TensorMemory> memory) implements AutoCloseable {
    public Residuals {
        layers = List.copyOf(layers);
        cache = List.copyOf(cache);
        memory = List.copyOf(memory);
    }

    /// The stream at a layer: [T, d].
    public FloatTensor layer(int layer) {
        return layers.get(layer);
    }

    /// L.
    public int lastLayer() {
        return layers.size() - 1;
    }

    /// What it holds in native memory; tensors shared with another are counted too.
    public long byteSize() {
        long bytes = 0;
        for (FloatTensor layer : layers) {
            bytes += layer.byteSize();
        }
        for (KeyValues block : cache) {
            bytes += block.keys().byteSize() + block.values().byteSize();
        }
        return bytes;
    }

    /// The same for another user, who closes it too.
    public Residuals share() {
        return new Residuals(tokens, layers, cache, memory.stream().map(TensorMemory::share).toList());
    }

    /// Lets go of the memory; the tensors are not to be used any more.
    @Override
    public void close() {
        memory.forEach(TensorMemory::close);
    }
}
