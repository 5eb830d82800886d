package org.diopter.engine.imported;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.diopter.model.UnusableInputException;

/// A graph of operations: from one vector of token ids to logits, with nothing else to be fed.
final class Graph {
    /// [T] int64, the only input.
    static final String TOKENS = "diopter:tokens";

    private final List<Node> nodes;
    private final Map<String, TensorData> constants;
    private final Map<String, Integer> producers = new HashMap<>();
    private final Map<String, List<Integer>> consumers = new HashMap<>();

    private Graph(List<Node> nodes, Map<String, TensorData> constants) {
        this.nodes = List.copyOf(nodes);
        this.constants = constants;
        for (int i = 0; i < nodes.size(); i++) {
            for (String output : nodes.get(i).outputs()) {
                producers.put(output, i);
            }
            for (String input : nodes.get(i).inputs()) {
                consumers.computeIfAbsent(input, _ -> new ArrayList<>()).add(i);
            }
        }
    }

    /// Puts nodes in an order in which they can run, leaving out those that no output needs.
    ///
    /// @param file for messages
    /// @param outputs that are needed
    /// @throws UnusableInputException if a tensor is made twice or never, or tensors wait for one another in a circle
    static Graph of(OnnxFile file, List<Node> nodes, Map<String, TensorData> constants, List<String> outputs) {
        Map<String, Integer> producers = new HashMap<>();
        for (int i = 0; i < nodes.size(); i++) {
            for (String output : nodes.get(i).outputs()) {
                if (!output.isEmpty() && (producers.putIfAbsent(output, i) != null || constants.containsKey(output) || output.equals(TOKENS))) {
                    throw file.unusable("makes the tensor ‘%.80s’ twice. Export it again.".formatted(output));
                }
            }
        }
        return new Graph(ordered(file, nodes, producers, constants, outputs), new LinkedHashMap<>(constants));
    }

    /// Depth first without recursion: a hostile graph may be a million nodes deep.
    private static List<Node> ordered(
            OnnxFile file, List<Node> nodes, Map<String, Integer> producers, Map<String, TensorData> constants, List<String> outputs) {
        byte[] state = new byte[nodes.size()];
        List<Node> ordered = new ArrayList<>();
        Deque<Integer> open = new ArrayDeque<>();
        outputs.forEach(output -> open.push(producer(file, output, producers)));
        while (!open.isEmpty()) {
            int node = open.peek();
            if (state[node] == 2) {
                open.pop();
            } else if (state[node] == 1) {
                state[node] = 2;
                ordered.add(nodes.get(open.pop()));
            } else {
                state[node] = 1;
                for (String input : nodes.get(node).inputs()) {
                    if (input.isEmpty() || constants.containsKey(input) || input.equals(TOKENS)) {
                        continue;
                    }
                    int before = producer(file, input, producers);
                    if (state[before] == 1) {
                        throw file.unusable("needs the tensor ‘%.80s’ to make it. Export it again.".formatted(input));
                    }
                    if (state[before] == 0) {
                        open.push(before);
                    }
                }
            }
        }
        return ordered;
    }

    private static int producer(OnnxFile file, String tensor, Map<String, Integer> producers) {
        Integer producer = producers.get(tensor);
        if (producer == null) {
            throw file.unusable("uses the tensor ‘%.80s’, which nothing makes. Export it again.".formatted(tensor));
        }
        return producer;
    }

    /// In an order in which they can run.
    List<Node> nodes() {
        return nodes;
    }

    Node node(int index) {
        return nodes.get(index);
    }

    Optional<TensorData> constant(String tensor) {
        return Optional.ofNullable(constants.get(tensor));
    }

    Map<String, TensorData> constants() {
        return constants;
    }

    /// The index of the node that makes a tensor; −1 for constants and the token ids.
    int producer(String tensor) {
        return producers.getOrDefault(tensor, -1);
    }

    /// The node that makes a tensor.
    Optional<Node> maker(String tensor) {
        int producer = producer(tensor);
        return producer < 0 ? Optional.empty() : Optional.of(nodes.get(producer));
    }

    /// Indices of the nodes that read a tensor.
    List<Integer> consumers(String tensor) {
        return consumers.getOrDefault(tensor, List.of());
    }

    /// All tensors that nodes make or read, and constants.
    boolean has(String tensor) {
        return producers.containsKey(tensor) || constants.containsKey(tensor) || tensor.equals(TOKENS);
    }

    /// The types of operators in it.
    Set<String> types() {
        return nodes.stream().map(Node::type).collect(Collectors.toSet());
    }
}
