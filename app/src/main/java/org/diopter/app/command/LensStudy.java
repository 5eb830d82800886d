package org.diopter.app.command;

import java.util.List;
import org.diopter.engine.Reading;

/// The trajectory of a prompt.
///
/// @param lens through which the stream is read
/// @param edits what is changed in the model, and what that is compared with
/// @param layers the layers that are read; empty for all
/// @param topK how many top tokens of each cell are kept
/// @param track ids that are followed beside those that win somewhere in their column
/// @param unit of logarithms: `nats` or `bits`
record LensStudy(
        ModelReference model,
        Input input,
        LensReference lens,
        EditChoice edits,
        List<Integer> layers,
        int topK,
        List<Integer> track,
        String unit,
        EngineChoice engine)
        implements RecordedStudy {
    LensStudy {
        FigureWords.unit(unit);
        layers = List.copyOf(layers);
        track = List.copyOf(track);
        if (topK < 1) {
            throw new IllegalArgumentException("a top-k of " + topK);
        }
    }

    Reading reading() {
        return new Reading(layers, topK, track, input.tokens().size() - 1);
    }

    @Override
    public LensStudy with(EngineChoice other) {
        return new LensStudy(model, input, lens, edits, layers, topK, track, unit, other);
    }
}
