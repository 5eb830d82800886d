package org.diopter.engine.imported;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.diopter.engine.imported.AttentionCore.Link;

/// Where a graph holds queries, keys or values by head.
///
/// @param tensor with a head axis, a token axis and the head's own, in some order
/// @param order the axes [batch, head, token, width] in the tensor; batch is −1 if there is none
/// @param heads how many
/// @param width D
/// @param factors what the tensor has been multiplied with already, and is to be divided by
record Heads(String tensor, List<Integer> order, int heads, int width, List<Link> factors) {
    private static final List<Integer> NATURAL = List.of(0, 1, 2, 3);
    private static final List<Integer> NATURAL_WITHOUT_BATCH = List.of(-1, 0, 1, 2);

    Heads {
        order = List.copyOf(order);
        factors = List.copyOf(factors);
    }

    /// Chooses among the tensors on the way: in the natural order if any is, furthest back, hence before heads are repeated and numbers scaled.
    static Optional<Heads> of(List<Link> links, Measured measured) {
        List<Heads> found = new ArrayList<>();
        for (int i = 0; i < links.size(); i++) {
            Optional<Heads> heads = at(links.get(i).tensor(), measured);
            if (heads.isEmpty()) {
                continue;
            }
            List<Link> factors = links.subList(i + 1, links.size()).stream().filter(link -> !link.factor().isEmpty()).toList();
            if (factors.stream().allMatch(link -> measured.isScalar(link.factor()))) {
                Heads one = heads.get();
                found.add(new Heads(one.tensor, one.order, one.heads, one.width, factors));
            }
        }
        List<Heads> natural = found.stream().filter(Heads::isNatural).toList();
        List<Heads> candidates = natural.isEmpty() ? found : natural;
        int fewest = candidates.stream().mapToInt(Heads::heads).min().orElse(0);
        return candidates.stream().filter(heads -> heads.heads == fewest).reduce((first, last) -> last);
    }

    private boolean isNatural() {
        return order.equals(NATURAL) || order.equals(NATURAL_WITHOUT_BATCH);
    }

    private static Optional<Heads> at(String tensor, Measured measured) {
        List<Long> shape = measured.shape(tensor);
        boolean batched = shape.size() == 4 && shape.getFirst() == 1;
        boolean joined = shape.size() == 3 && shape.getFirst() > 1;
        if (!batched && !joined || shape.stream().filter(size -> size == Measured.TOKENS).count() != 1) {
            return Optional.empty();
        }
        int token = shape.indexOf(Measured.TOKENS);
        List<Integer> others = new ArrayList<>();
        for (int axis = batched ? 1 : 0; axis < shape.size(); axis++) {
            if (axis != token) {
                others.add(axis);
            }
        }
        others.sort(Comparator.naturalOrder());
        int head = others.get(0);
        int width = others.get(1);
        return Optional.of(new Heads(
                tensor, List.of(batched ? 0 : -1, head, token, width), (int) (long) shape.get(head), (int) (long) shape.get(width), List.of()));
    }

    /// What brings [head, token, width] into this order.
    List<Long> permutation() {
        return order.stream().filter(axis -> axis >= 0).map(Integer::longValue).toList();
    }

    boolean isBatched() {
        return order.getFirst() >= 0;
    }
}
