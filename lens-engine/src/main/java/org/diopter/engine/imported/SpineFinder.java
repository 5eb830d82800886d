package org.diopter.engine.imported;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.diopter.engine.imported.SpineBlock.Step;
import org.diopter.engine.imported.SpineBlock.Update;

/// Finds the residual stream in a graph without looking at names.
///
/// What the logits know of the tokens comes through narrow places, where nothing goes past. The stream is made of those narrow places that are sums of a
/// tensor and of something made from that tensor alone: the first is carried on, the rest are updates.
final class SpineFinder {
    private final Graph graph;
    private final Flow flow;
    private final AttentionFinder attention;

    SpineFinder(Graph graph, Flow flow) {
        this.graph = graph;
        this.flow = flow;
        this.attention = new AttentionFinder(graph, flow);
    }

    /// @param logits the graph's output
    /// @throws UnclearGraph if there is no such stream, or it cannot be told from something else
    Spine find(String logits) {
        List<Node> narrows = flow.narrows(logits);
        List<Sum> sums = new ArrayList<>();
        for (Node node : narrows) {
            Optional<Sum> sum = node.is("Add") ? sum(node) : Optional.empty();
            if (sum.isPresent()) {
                sums.add(sum.get());
            } else if (!sums.isEmpty() && node.is("Add") && flow.carriedInputs(node).size() > 1) {
                throw new UnclearGraph("At ‘%.80s’ the residual stream cannot be told from what is added to it.".formatted(node.output(0)));
            }
        }
        if (sums.isEmpty()) {
            throw new UnclearGraph("The graph has no residual stream: nothing is added to a tensor that was made from it.");
        }
        return new Spine(blocks(sums), output(sums, narrows));
    }

    /// @param carry furthest back
    private record Sum(String carry, String result, List<String> updates) {}

    private Optional<Sum> sum(Node add) {
        List<String> operands = operands(add);
        for (String operand : operands) {
            List<String> others = operands.stream().filter(other -> !other.equals(operand)).toList();
            String origin = flow.origin(operand);
            if (!others.isEmpty() && others.stream().allMatch(other -> flow.throughAll(origin, other) && !flow.origin(other).equals(origin))) {
                return Optional.of(new Sum(origin, add.output(0), others));
            }
        }
        return Optional.empty();
    }

    /// The operands of a sum of sums, as far as nobody else reads the inner ones.
    private List<String> operands(Node add) {
        List<String> operands = new ArrayList<>();
        List<String> open = new ArrayList<>(add.inputs());
        while (!open.isEmpty()) {
            String operand = open.removeLast();
            if (!flow.carries(operand)) {
                continue;
            }
            Optional<Node> inner = graph.maker(operand)
                    .filter(maker -> maker.is("Add") && flow.carriedInputs(maker).size() == 2 && graph.consumers(operand).size() == 1);
            inner.ifPresentOrElse(sum -> open.addAll(sum.inputs()), () -> operands.add(operand));
        }
        return operands;
    }

    /// A block begins with every sum that attention adds to.
    private List<SpineBlock> blocks(List<Sum> sums) {
        List<SpineBlock> blocks = new ArrayList<>();
        List<Step> steps = new ArrayList<>();
        AttentionCore core = null;
        for (Sum sum : sums) {
            List<AttentionCore> cores = sum.updates().stream().flatMap(update -> attention.find(sum.carry(), update).stream()).toList();
            if (cores.size() > 1) {
                throw new UnclearGraph("What is added to the stream at ‘%.80s’ attends %d times; one attention a block is supported."
                        .formatted(sum.result(), cores.size()));
            }
            if (!cores.isEmpty() && core != null) {
                blocks.add(new SpineBlock(steps.getFirst().carry(), steps, core));
                steps.clear();
            }
            core = cores.isEmpty() ? core : cores.getFirst();
            if (core == null) {
                throw new UnclearGraph("The stream begins at ‘%.80s’ with something else than attention.".formatted(sum.carry()));
            }
            steps.add(new Step(sum.carry(), sum.result(), sum.updates().stream()
                    .map(update -> new Update(update, !attention.find(sum.carry(), update).isEmpty()))
                    .toList()));
        }
        blocks.add(new SpineBlock(steps.getFirst().carry(), steps, Objects.requireNonNull(core)));
        return blocks;
    }

    /// What leaves the last block: its sum, or where sums are normalised before they are carried on, what lies as far behind the last sum as everywhere else.
    private String output(List<Sum> sums, List<Node> narrows) {
        List<String> places = narrows.stream().map(node -> flow.origin(node.output(0))).distinct().toList();
        int gap = -1;
        for (int i = 1; i < sums.size(); i++) {
            int here = places.indexOf(sums.get(i).carry()) - places.indexOf(sums.get(i - 1).result());
            if (gap >= 0 && here != gap) {
                throw new UnclearGraph("Between ‘%.80s’ and ‘%.80s’ the stream passes through operations that other layers do not have."
                        .formatted(sums.get(i - 1).result(), sums.get(i).carry()));
            }
            gap = here;
        }
        int last = places.indexOf(sums.getLast().result()) + Math.max(0, gap);
        return Stream.of(places).filter(all -> last < all.size()).map(all -> all.get(last)).findFirst()
                .orElseThrow(() -> new UnclearGraph("The graph ends inside its last block."));
    }
}
