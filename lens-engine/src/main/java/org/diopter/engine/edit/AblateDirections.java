package org.diopter.engine.edit;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import org.diopter.engine.causal.Ablation;
import org.diopter.engine.causal.BasisReference;
import org.diopter.engine.causal.Positions;
import org.diopter.engine.spec.SpecText;
import org.diopter.model.UnusableInputException;

/// Takes directions of a causal basis out of the stream at one layer, or pushes the stream along them.
///
/// @param layer the state, from 0 (the embedding) to L (before the final norm)
/// @param directions indices into the basis, at least one; ascending and each once, however given
/// @param mode what the component is replaced with
/// @param strength 0 takes nothing out, 1 ablates, more goes beyond
/// @param steer how far the stream is pushed along each of the directions, in units of the stream
public record AblateDirections(
        int layer, BasisReference basis, List<Integer> directions, Ablation mode, BigDecimal strength, BigDecimal steer, Positions at)
        implements Edit {
    /// @throws UnusableInputException D-205 if no direction is named
    public AblateDirections {
        if (directions.isEmpty()) {
            throw new UnusableInputException(EditText.CODE, "No direction is named. Write directions=0+2, for example.");
        }
        directions = directions.stream().distinct().sorted().toList();
        strength = strength.stripTrailingZeros();
        steer = steer.stripTrailingZeros();
    }

    /// Ablates at all positions.
    public static AblateDirections of(int layer, BasisReference basis, List<Integer> directions, Ablation mode) {
        return new AblateDirections(layer, basis, directions, mode, BigDecimal.ONE, BigDecimal.ZERO, Positions.ALL);
    }

    @Override
    public int firstLayer() {
        return layer;
    }

    @Override
    public int firstBlock() {
        return layer;
    }

    @Override
    public int firstPosition(int positions) {
        return at.first(positions);
    }

    @Override
    public String text() {
        return "ablate:layer=" + layer
                + ",basis=" + SpecText.escaped(basis.file().toString())
                + ",sha256=" + basis.sha256()
                + ",directions=" + directions.stream().map(String::valueOf).collect(Collectors.joining("+"))
                + ",mode=" + mode.text()
                + (strength.compareTo(BigDecimal.ONE) == 0 ? "" : ",strength=" + strength.toPlainString())
                + (steer.signum() == 0 ? "" : ",steer=" + steer.toPlainString())
                + (at.equals(Positions.ALL) ? "" : ",positions=" + at.text());
    }
}
