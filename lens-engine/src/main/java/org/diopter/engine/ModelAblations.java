package org.diopter.engine;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.diopter.engine.arch.ModelShape;
import org.diopter.engine.causal.BasisReference;
import org.diopter.engine.causal.CausalBasis;
import org.diopter.engine.causal.StreamAblation;
import org.diopter.engine.edit.AblateDirections;
import org.diopter.model.UnusableInputException;

/// Makes ablations of one model ready to run: the bases that they name are read once.
final class ModelAblations {
    private final ModelId model;
    private final ModelShape shape;
    private final TierRefusal refusal;
    private final Map<BasisReference, CausalBasis> bases = new ConcurrentHashMap<>();

    /// @param refusal for a model of which no layers can be seen
    ModelAblations(ModelId model, ModelShape shape, TierRefusal refusal) {
        this.model = model;
        this.shape = shape;
        this.refusal = refusal;
    }

    /// @throws UnusableInputException D-205 if no layers can be seen, the model has no such layer or the basis no such direction, D-305 if the basis is of
    ///     another model or layer
    StreamAblation of(AblateDirections edit) {
        if (shape.layers() == 0) {
            throw refusal.because("D-205", "Directions are ablated between layers, and this model has none to be seen.");
        }
        if (edit.layer() > shape.layers()) {
            throw new UnusableInputException("D-205", "There is no layer %d; layers go from 0 to %d.".formatted(edit.layer(), shape.layers()));
        }
        CausalBasis basis = basis(edit.basis());
        basis.requireFor(model.sha256(), model.name(), shape.width(), edit.layer());
        List<StreamAblation.Push> pushes = edit.changes().stream()
                .map(change -> new StreamAblation.Push(
                        vector(basis, change.direction(), edit.basis()), change.strength().doubleValue(), change.steer().doubleValue()))
                .toList();
        return new StreamAblation(pushes, edit.mode(), basis.mean(), edit.at(), basis.source().seed());
    }

    CausalBasis basis(BasisReference reference) {
        return bases.computeIfAbsent(reference, BasisReference::read);
    }

    private static float[] vector(CausalBasis basis, int index, BasisReference reference) {
        int count = basis.directions().size();
        if (index >= count) {
            throw new UnusableInputException("D-205", "There is no direction %d in ‘%s’; its directions go from 0 to %d."
                    .formatted(index, reference.file().getFileName(), count - 1));
        }
        return basis.directions().get(index).vector();
    }
}
