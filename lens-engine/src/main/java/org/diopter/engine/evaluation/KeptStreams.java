package org.diopter.engine.evaluation;

import java.util.ArrayList;
import java.util.List;
import org.diopter.engine.forward.Edits;
import org.diopter.engine.forward.Pack;
import org.diopter.engine.forward.PackedPass;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.runtime.TensorMemory;
import org.diopter.model.Progress;

/// The streams of some packs, unedited, at as many layers as a byte budget allows: an edit of a block runs from the nearest one below, and not from the
/// embedding.
final class KeptStreams implements AutoCloseable {
    private final PackedPass pass;
    private final List<Pack> packs;
    private final int stride;
    private final List<List<FloatTensor>> layers = new ArrayList<>();
    private final TensorMemory memory = new TensorMemory();

    private KeptStreams(PackedPass pass, List<Pack> packs, int stride) {
        this.pass = pass;
        this.packs = packs;
        this.stride = stride;
    }

    /// Runs the packs once.
    ///
    /// @param width d
    /// @param maxBytes what the streams may hold; where those of layer 0 and L alone are more, none is kept
    static KeptStreams run(PackedPass pass, List<Pack> packs, int width, long maxBytes, Turns turns, Progress progress) {
        long layerBytes = packs.stream().mapToLong(Pack::tokens).sum() * width * Float.BYTES;
        long fitting = maxBytes / Math.max(1, layerBytes) - 1;
        if (fitting < 1) {
            return new KeptStreams(pass, packs, pass.lastLayer());
        }
        KeptStreams kept = new KeptStreams(pass, packs, (int) Math.ceilDiv((long) pass.lastLayer(), fitting));
        try {
            for (Pack pack : packs) {
                kept.layers.add(turns.take(progress, stop -> kept.layersOf(pack, stop)));
                progress.items(kept.layers.size(), packs.size());
            }
            return kept;
        } catch (RuntimeException e) {
            kept.close();
            throw e;
        }
    }

    /// At 0, stride, 2 stride, … below L, and at L.
    private List<FloatTensor> layersOf(Pack pack, Cancellation cancellation) {
        List<FloatTensor> streams = new ArrayList<>();
        FloatTensor stream = pass.embed(pack, memory, cancellation);
        streams.add(stream);
        for (int layer = 0; layer < pass.lastLayer(); layer += stride) {
            stream = pass.run(pack, stream, layer, Math.min(layer + stride, pass.lastLayer()), Edits.NONE, memory, cancellation);
            streams.add(stream);
        }
        return streams;
    }

    List<Pack> packs() {
        return packs;
    }

    /// How many streams of a pack are kept.
    int kept() {
        return layers.isEmpty() ? 0 : layers.getFirst().size();
    }

    /// The stream of a pack at a layer: [tokens, d]. It may be one that is kept: not to be modified.
    ///
    /// @param scratch in which it is made if it is not kept
    FloatTensor at(int pack, int layer, TensorMemory scratch, Cancellation cancellation) {
        if (layers.isEmpty()) {
            Pack whole = packs.get(pack);
            return pass.run(whole, pass.embed(whole, scratch, cancellation), 0, layer, Edits.NONE, scratch, cancellation);
        }
        if (layer == pass.lastLayer()) {
            return layers.get(pack).getLast();
        }
        int below = layer / stride;
        return pass.run(packs.get(pack), layers.get(pack).get(below), below * stride, layer, Edits.NONE, scratch, cancellation);
    }

    @Override
    public void close() {
        memory.close();
    }
}
