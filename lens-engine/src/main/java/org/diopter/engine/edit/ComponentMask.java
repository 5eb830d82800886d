package org.diopter.engine.edit;

import java.math.BigDecimal;
import java.util.BitSet;
import java.util.List;
import org.diopter.model.UnusableInputException;

/// Which components of a matrix are kept. Components count from 0, the largest first.
public sealed interface ComponentMask {
    /// The components that stay.
    ///
    /// @param components how many the matrix has, r
    /// @throws UnusableInputException if the mask does not fit so many, or keeps none without saying that it means to
    BitSet kept(int components);

    /// What stays after several masks in turn, each applied to the matrix that the one before left: its components are those that stayed, the largest
    /// first, and then zeros.
    ///
    /// @throws UnusableInputException as [#kept(int)]
    static BitSet kept(List<ComponentMask> masks, int components) {
        BitSet kept = range(0, components);
        for (ComponentMask mask : masks) {
            int[] inOrder = kept.stream().toArray();
            BitSet next = new BitSet();
            mask.kept(components).stream().filter(i -> i < inOrder.length).forEach(i -> next.set(inOrder[i]));
            kept = next;
        }
        return kept;
    }

    /// The largest floor(ρ r): LASER's reduction.
    ///
    /// @param rho the share that is kept, from 0 to 1
    /// @param zero whether keeping none is meant, which makes the matrix zero
    record Share(BigDecimal rho, boolean zero) implements ComponentMask {
        public Share {
            RankRule.requireShare(rho);
            rho = rho.stripTrailingZeros();
        }

        public static Share of(String rho) {
            return new Share(new BigDecimal(rho), false);
        }

        @Override
        public BitSet kept(int components) {
            int rank = RankRule.rank(rho, components);
            if (rank == 0 && !zero) {
                throw new UnusableInputException("D-205",
                        "rho %s of %d components keeps none, which makes the matrix zero. Take a larger rho, or add zero=true (--zero of laser) if that is meant."
                        .formatted(rho.toPlainString(), components));
            }
            return range(0, rank);
        }
    }

    /// The largest ones.
    ///
    /// @param count how many, at least 1
    record Top(int count) implements ComponentMask {
        public Top {
            requirePositive(count);
        }

        @Override
        public BitSet kept(int components) {
            requireAtMost(count, components);
            return range(0, count);
        }
    }

    /// Only the smallest ones.
    ///
    /// @param count how many, at least 1
    record Tail(int count) implements ComponentMask {
        public Tail {
            requirePositive(count);
        }

        @Override
        public BitSet kept(int components) {
            requireAtMost(count, components);
            return range(components - count, components);
        }
    }

    /// All but some.
    ///
    /// @param dropped their indices, at least one; ascending and each once, however given
    record Drop(List<Integer> dropped) implements ComponentMask {
        public Drop {
            if (dropped.isEmpty()) {
                throw new UnusableInputException("D-205", "No component to drop is named. Write drop=0+3, for example.");
            }
            dropped = dropped.stream().distinct().sorted().toList();
        }

        @Override
        public BitSet kept(int components) {
            BitSet kept = range(0, components);
            for (int component : dropped) {
                if (component < 0 || component >= components) {
                    throw new UnusableInputException("D-205",
                            "There is no component %d to drop; they go from 0 to %d.".formatted(component, components - 1));
                }
                kept.clear(component);
            }
            return kept;
        }
    }

    private static BitSet range(int from, int to) {
        BitSet bits = new BitSet();
        bits.set(from, to);
        return bits;
    }

    private static void requirePositive(int count) {
        if (count < 1) {
            throw new UnusableInputException("D-205", "%d components cannot be kept; keep at least 1.".formatted(count));
        }
    }

    private static void requireAtMost(int count, int components) {
        if (count > components) {
            throw new UnusableInputException("D-205", "%d components cannot be kept; the matrix has %d.".formatted(count, components));
        }
    }
}
