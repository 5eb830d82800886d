package org.diopter.engine.edit;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.diopter.engine.causal.Ablation;
import org.diopter.engine.causal.BasisReference;
import org.diopter.engine.causal.Positions;
import org.diopter.engine.spec.SpecText;
import org.diopter.model.UnusableInputException;

/// Takes directions of a causal basis out of the stream at one layer, or pushes the stream along them: each as far as it is to be.
///
/// @param layer the state, from 0 (the embedding) to L (before the final norm)
/// @param changes one a direction, at least one; in the order of the directions, however given
/// @param mode what the component is replaced with
public record AblateDirections(int layer, BasisReference basis, List<DirectionChange> changes, Ablation mode, Positions at) implements Edit {
    /// @throws UnusableInputException D-205 if no direction is named, or one twice with different numbers
    public AblateDirections {
        if (changes.isEmpty()) {
            throw new UnusableInputException(EditText.CODE, "No direction is named. Write directions=0+2, for example.");
        }
        changes = changes.stream().distinct().sorted(Comparator.comparingInt(DirectionChange::direction)).toList();
        for (int i = 1; i < changes.size(); i++) {
            if (changes.get(i).direction() == changes.get(i - 1).direction()) {
                throw new UnusableInputException(EditText.CODE,
                        "Direction %d is named twice, with different numbers. Name it once.".formatted(changes.get(i).direction()));
            }
        }
    }

    /// Ablates at all positions.
    public static AblateDirections of(int layer, BasisReference basis, List<Integer> directions, Ablation mode) {
        return new AblateDirections(layer, basis, directions.stream().map(DirectionChange::ablated).toList(), mode, Positions.ALL);
    }

    /// What is done along a direction; nothing where the edit leaves it alone.
    public Optional<DirectionChange> change(int direction) {
        return changes.stream().filter(change -> change.direction() == direction).findFirst();
    }

    /// With other changes of the same kind.
    public AblateDirections with(List<DirectionChange> others) {
        return new AblateDirections(layer, basis, others, mode, at);
    }

    /// With another change along its direction, which is among those of the edit.
    public AblateDirections with(DirectionChange other) {
        return with(changes.stream().map(change -> change.direction() == other.direction() ? other : change).toList());
    }

    /// Indices into the basis, ascending.
    public List<Integer> directions() {
        return changes.stream().map(DirectionChange::direction).toList();
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
                + ",directions=" + changes.stream().map(change -> Integer.toString(change.direction())).collect(Collectors.joining("+"))
                + ",mode=" + mode.text()
                + numbers("strength", DirectionChange::strength, BigDecimal.ONE)
                + numbers("steer", DirectionChange::steer, BigDecimal.ZERO)
                + (at.equals(Positions.ALL) ? "" : ",positions=" + at.text());
    }

    /// One number for all directions where it is the same, else one a direction.
    ///
    /// @param usual which is not written
    private String numbers(String name, Function<DirectionChange, BigDecimal> number, BigDecimal usual) {
        List<BigDecimal> all = changes.stream().map(number).toList();
        List<BigDecimal> different = all.stream().distinct().toList();
        if (different.size() > 1) {
            return "," + name + "=" + all.stream().map(BigDecimal::toPlainString).collect(Collectors.joining("+"));
        }
        return different.getFirst().compareTo(usual) == 0 ? "" : "," + name + "=" + different.getFirst().toPlainString();
    }
}
