package org.diopter.engine.imported;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.diopter.engine.imported.AttentionCore.Link;
import org.diopter.engine.imported.AttentionCore.Open;

/// Which weight of a block is which, told by what flows into it and out of it.
///
/// @param named matrices that have a constant of their own, by the program's names
/// @param fused the matrix that makes queries, keys and values together
record BlockLinears(Map<String, LinearUse> named, Optional<LinearUse> fused) {
    private static final Set<String> PLAIN = Set.of("attn.o", "mlp.in", "mlp.out");
    private static final Set<String> GATED = Set.of("attn.o", "mlp.gate", "mlp.up", "mlp.down");
    private static final Set<String> PROJECTIONS = Set.of("attn.q", "attn.k", "attn.v");

    static BlockLinears of(Graph graph, Flow flow, SpineBlock block) {
        Map<String, LinearUse> named = new LinkedHashMap<>();
        List<LinearUse> together = new ArrayList<>();
        if (block.core() instanceof Open open) {
            for (SpineBlock.Step step : block.steps()) {
                for (SpineBlock.Update update : step.updates()) {
                    List<LinearUse> linears = linears(graph, flow, flow.between(step.carry(), update.tensor()));
                    if (update.attends()) {
                        attention(flow, open, step.carry(), linears, named, together);
                    } else {
                        mlp(graph, linears, named);
                    }
                }
            }
        }
        return new BlockLinears(named, together.size() == 1 ? Optional.of(together.getFirst()) : Optional.empty());
    }

    /// Whether every matrix of the block is known.
    boolean isComplete() {
        boolean projections = fused.isPresent() || named.keySet().containsAll(PROJECTIONS);
        return projections && (named.keySet().containsAll(PLAIN) || named.keySet().containsAll(GATED));
    }

    private static void attention(
            Flow flow, Open open, String carry, List<LinearUse> linears, Map<String, LinearUse> named, List<LinearUse> together) {
        Map<String, Set<Integer>> ways = Map.of(
                "attn.q", way(flow, carry, open.queries()), "attn.k", way(flow, carry, open.keys()), "attn.v", way(flow, carry, open.values()));
        for (LinearUse linear : linears) {
            List<String> feeds = ways.entrySet().stream().filter(way -> way.getValue().contains(flow.producer(linear.output()))).map(Map.Entry::getKey).toList();
            switch (feeds.size()) {
                case 0 -> named.put("attn.o", linear);
                case 1 -> named.put(feeds.getFirst(), linear);
                default -> together.add(linear);
            }
        }
    }

    private static Set<Integer> way(Flow flow, String carry, List<Link> links) {
        return flow.between(carry, links.getFirst().tensor());
    }

    /// Of three, the last is `down`; of the other two `up` is the one whose product goes nowhere but into one multiplication.
    private static void mlp(Graph graph, List<LinearUse> linears, Map<String, LinearUse> named) {
        if (linears.size() == 2) {
            named.put("mlp.in", linears.getFirst());
            named.put("mlp.out", linears.getLast());
        } else if (linears.size() == 3) {
            boolean firstIsUp = isOnlyMultiplied(graph, linears.get(0).output());
            boolean secondIsUp = isOnlyMultiplied(graph, linears.get(1).output());
            if (firstIsUp != secondIsUp) {
                named.put("mlp.gate", linears.get(firstIsUp ? 1 : 0));
                named.put("mlp.up", linears.get(firstIsUp ? 0 : 1));
                named.put("mlp.down", linears.get(2));
            }
        }
    }

    private static boolean isOnlyMultiplied(Graph graph, String tensor) {
        List<Integer> consumers = graph.consumers(tensor).stream().filter(consumer -> !graph.node(consumer).is("Shape")).toList();
        if (consumers.size() != 1) {
            return false;
        }
        Node consumer = graph.node(consumers.getFirst());
        return consumer.is("Cast", "Reshape", "Identity") ? isOnlyMultiplied(graph, consumer.output(0)) : consumer.is("Mul");
    }

    /// The products with weights among some nodes, in the order in which they run.
    private static List<LinearUse> linears(Graph graph, Flow flow, Set<Integer> nodes) {
        List<LinearUse> linears = new ArrayList<>();
        for (int index : new TreeSet<>(nodes)) {
            Node node = graph.node(index);
            if (node.is("MatMul", "Gemm") && flow.carries(node.input(0))) {
                weight(graph, node).map(use -> new LinearUse(use.weight(), use.inputFirst(), withBias(graph, flow, node.output(0)))).ifPresent(linears::add);
            }
        }
        return linears;
    }

    private static Optional<LinearUse> weight(Graph graph, Node product) {
        boolean inputFirst = product.integer("transB", 0) == 0;
        String weight = product.input(1);
        while (graph.constant(weight).isEmpty()) {
            Node maker = graph.maker(weight).orElse(null);
            if (maker == null || !maker.is("Transpose", "Cast", "Identity")) {
                return Optional.empty();
            }
            inputFirst ^= maker.is("Transpose");
            weight = maker.input(0);
        }
        boolean matrix = graph.constant(weight).filter(data -> data.isFloat() && data.shape().size() == 2).isPresent();
        return matrix && product.integer("transA", 0) == 0 ? Optional.of(new LinearUse(weight, inputFirst, product.output(0))) : Optional.empty();
    }

    private static String withBias(Graph graph, Flow flow, String product) {
        String tensor = product;
        while (graph.consumers(tensor).size() == 1) {
            Node consumer = graph.node(graph.consumers(tensor).getFirst());
            if (!consumer.is("Add") || flow.carriedInputs(consumer).size() != 1) {
                return tensor;
            }
            tensor = consumer.output(0);
        }
        return tensor;
    }
}
