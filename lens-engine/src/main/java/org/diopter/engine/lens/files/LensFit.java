package org.diopter.engine.lens.files;

import java.util.ArrayList;
import java.util.List;
import org.diopter.engine.lens.Lens;
import org.diopter.engine.lens.Translator;

/// Brings a lens and a model together.
public final class LensFit {
    private LensFit() {}

    /// The lens with one translator for each layer below a model's output.
    ///
    /// A tuned lens must have just these. A Jacobian lens's file does not say how many layers its model has: missing ones at the top are read as by
    /// the logit lens, and a matrix for the output, which is always read as the model does, is left out.
    ///
    /// @param layers L of the model
    /// @param width d of the model
    /// @throws org.diopter.model.UnusableInputException D-301 with both models' numbers if the lens does not fit
    public static Lens to(Lens lens, int layers, int width) {
        boolean reaches = lens.kind() == Lens.Kind.JACOBIAN ? lens.layers() <= layers + 1 : lens.layers() == layers;
        boolean sameWidth = lens.translators().stream().allMatch(translator -> translator.width() == width);
        if (!reaches || !sameWidth) {
            int lensWidth = lens.translators().isEmpty() ? 0 : lens.translators().getFirst().width();
            throw LensErrors.unfit("This lens has %d layers of width %d; the model has %d of width %d. Choose another lens or train one."
                    .formatted(lens.layers(), lensWidth, layers, width));
        }
        if (lens.layers() == layers) {
            return lens;
        }
        List<Translator> translators = new ArrayList<>(lens.translators().subList(0, Math.min(layers, lens.layers())));
        Translator identity = Translator.identity(width);
        while (translators.size() < layers) {
            translators.add(identity);
        }
        return new Lens(lens.kind(), lens.name(), lens.baseModel(), translators);
    }
}
