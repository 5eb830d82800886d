package org.diopter.engine.imported;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.diopter.engine.imported.AttentionCore.Link;
import org.diopter.engine.imported.AttentionCore.Open;

/// Which weight of a block is which, told by what flows into it and out of it.
///
/// @param named matrices that have a constant of their own, by the program's names
/// @param fused the matrix that makes queries, keys and values together
/// @param gateUp the matrix that makes gate and up of a gated MLP together
record BlockLinears(Map<String, LinearUse> named, Optional<LinearUse> fused, Optional<LinearUse> gateUp) {
    private static final String QKV = "attn.qkv";
    private static final String GATE_UP = "mlp.gate_up";
    private static final List<String> PROJECTIONS = List.of("attn.q", "attn.k", "attn.v");
    private static final List<Set<String>> MLPS =
            List.of(Set.of("mlp.in", "mlp.out"), Set.of("mlp.gate", "mlp.up", "mlp.down"), Set.of(GATE_UP, "mlp.down"));

    static BlockLinears of(Graph graph, Flow flow, SpineBlock block) {
        Map<String, List<LinearUse>> found = new LinkedHashMap<>();
        if (block.core() instanceof Open open) {
            for (SpineBlock.Step step : block.steps()) {
                for (SpineBlock.Update update : step.updates()) {
                    List<LinearUse> linears = linears(graph, flow, flow.between(step.carry(), update.tensor()));
                    Map<String, LinearUse> part = update.attends() ? Map.of() : mlp(graph, linears);
                    part.forEach((name, linear) -> add(found, name, linear));
                    if (update.attends()) {
                        linears.forEach(linear -> add(found, attention(flow, open, step.carry(), linear), linear));
                    }
                }
            }
        }
        Map<String, LinearUse> once = new LinkedHashMap<>();
        // Two of one name are two guesses, of which one is wrong.
        found.forEach((name, uses) -> uses.stream().filter(_ -> uses.size() == 1).forEach(use -> once.put(name, use)));
        Optional<LinearUse> fused = Optional.ofNullable(once.remove(QKV));
        return new BlockLinears(once, fused, Optional.ofNullable(once.remove(GATE_UP)));
    }

    private static void add(Map<String, List<LinearUse>> found, String name, LinearUse use) {
        found.computeIfAbsent(name, _ -> new ArrayList<>()).add(use);
    }

    /// Whether every matrix of the block is known and of the size that its place asks for.
    ///
    /// @param width d
    boolean isComplete(Graph graph, long width) {
        boolean separate = named.keySet().containsAll(PROJECTIONS);
        boolean none = PROJECTIONS.stream().noneMatch(named::containsKey);
        boolean projections = fused.isPresent() ? none : separate;
        Set<String> mlp = new TreeSet<>(named.keySet());
        mlp.removeIf(name -> !name.startsWith("mlp."));
        gateUp.ifPresent(_ -> mlp.add(GATE_UP));
        return projections && named.containsKey("attn.o") && MLPS.contains(Set.copyOf(mlp)) && fits(graph, width);
    }

    private boolean fits(Graph graph, long width) {
        long inner = of("mlp.out", "mlp.down").mapToLong(last -> last.inputs(graph)).findFirst().orElse(0);
        Stream<LinearUse> together = Stream.of(fused, gateUp).flatMap(Optional::stream);
        return Stream.concat(together, of("attn.q", "attn.k", "attn.v", "mlp.in", "mlp.gate", "mlp.up")).allMatch(reader -> reader.inputs(graph) == width)
                && of("attn.o", "mlp.out", "mlp.down").allMatch(writer -> writer.outputs(graph) == width)
                && of("mlp.in", "mlp.gate", "mlp.up").allMatch(first -> first.outputs(graph) == inner);
    }

    private Stream<LinearUse> of(String... names) {
        return Stream.of(names).filter(named::containsKey).map(named::get);
    }

    private static String attention(Flow flow, Open open, String carry, LinearUse linear) {
        Map<String, Set<Integer>> ways = Map.of(
                "attn.q", way(flow, carry, open.queries()), "attn.k", way(flow, carry, open.keys()), "attn.v", way(flow, carry, open.values()));
        List<String> feeds = ways.entrySet().stream().filter(way -> way.getValue().contains(flow.producer(linear.output()))).map(Map.Entry::getKey).toList();
        return switch (feeds.size()) {
            case 0 -> "attn.o";
            case 1 -> feeds.getFirst();
            default -> QKV;
        };
    }

    private static Set<Integer> way(Flow flow, String carry, List<Link> links) {
        return flow.between(carry, links.getFirst().tensor());
    }

    /// Of two, the first makes gate and up together if it has twice as many outputs as the second has inputs. Of three, the last is `down`; of the other two
    /// `up` is the one whose product goes nowhere but into one multiplication.
    private static Map<String, LinearUse> mlp(Graph graph, List<LinearUse> linears) {
        if (linears.size() == 2) {
            boolean gated = linears.getFirst().outputs(graph) == 2 * linears.getLast().inputs(graph);
            return Map.of(gated ? GATE_UP : "mlp.in", linears.getFirst(), gated ? "mlp.down" : "mlp.out", linears.getLast());
        }
        if (linears.size() != 3) {
            return Map.of();
        }
        boolean firstIsUp = isOnlyMultiplied(graph, linears.get(0).output());
        if (firstIsUp == isOnlyMultiplied(graph, linears.get(1).output())) {
            return Map.of();
        }
        return Map.of("mlp.gate", linears.get(firstIsUp ? 1 : 0), "mlp.up", linears.get(firstIsUp ? 0 : 1), "mlp.down", linears.get(2));
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
            if (flow.carries(node.input(0))) {
                LinearUse.of(graph, node).map(use -> use.giving(withBias(graph, flow, use.output()))).ifPresent(linears::add);
            }
        }
        return linears;
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
