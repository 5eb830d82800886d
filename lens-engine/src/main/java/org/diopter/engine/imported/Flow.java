package org.diopter.engine.imported;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// How the values of the tokens flow through a graph. Masks and positions do not count: they depend on the number of tokens only, which is read off shapes.
final class Flow {
    private static final int TOKENS_VERTEX = 0;

    private final Graph graph;
    private final BitSet carried = new BitSet();
    private final int[] depth;
    /// `up[k][v]`: what is 2ᵏ steps above v in the tree of immediate dominators; vertex n + 1 is node n.
    private final int[][] up;

    private Flow(Graph graph) {
        this.graph = graph;
        int vertices = graph.nodes().size() + 1;
        depth = new int[vertices];
        up = new int[Math.max(1, 32 - Integer.numberOfLeadingZeros(vertices))][vertices];
    }

    /// Follows the tokens through a graph.
    static Flow of(Graph graph) {
        Flow flow = new Flow(graph);
        for (int node = 0; node < graph.nodes().size(); node++) {
            flow.reach(node);
        }
        return flow;
    }

    private void reach(int node) {
        int dominator = -1;
        for (String input : values(graph.node(node))) {
            if (carries(input)) {
                dominator = dominator < 0 ? vertex(input) : common(dominator, vertex(input));
            }
        }
        if (dominator < 0) {
            return;
        }
        carried.set(node);
        int vertex = node + 1;
        depth[vertex] = depth[dominator] + 1;
        up[0][vertex] = dominator;
        for (int k = 1; k < up.length; k++) {
            up[k][vertex] = up[k - 1][up[k - 1][vertex]];
        }
    }

    /// The inputs whose values a node reads; of some only the shape matters.
    static List<String> values(Node node) {
        return node.is("Shape", "Size") ? List.of() : node.inputs();
    }

    /// Whether a tensor depends on which tokens there are, and not only on how many.
    boolean carries(String tensor) {
        int producer = graph.producer(tensor);
        return tensor.equals(Graph.TOKENS) || producer >= 0 && carried.get(producer);
    }

    /// The index of the node that makes a tensor.
    int producer(String tensor) {
        return graph.producer(tensor);
    }

    private int vertex(String tensor) {
        return tensor.equals(Graph.TOKENS) ? TOKENS_VERTEX : graph.producer(tensor) + 1;
    }

    private int common(int a, int b) {
        int high = depth[a] < depth[b] ? a : b;
        int low = high == a ? b : a;
        for (int k = up.length - 1; k >= 0; k--) {
            if (depth[low] - (1 << k) >= depth[high]) {
                low = up[k][low];
            }
        }
        if (low == high) {
            return low;
        }
        for (int k = up.length - 1; k >= 0; k--) {
            if (up[k][low] != up[k][high]) {
                low = up[k][low];
                high = up[k][high];
            }
        }
        return up[0][low];
    }

    /// Whether everything that a tensor knows of the tokens has come through another one.
    boolean throughAll(String narrow, String tensor) {
        return carries(narrow) && carries(tensor) && common(vertex(narrow), vertex(tensor)) == vertex(narrow);
    }

    /// The nodes through which all goes that a tensor knows of the tokens, the first first.
    List<Node> narrows(String tensor) {
        List<Node> narrows = new ArrayList<>();
        for (int vertex = vertex(tensor); vertex != TOKENS_VERTEX; vertex = up[0][vertex]) {
            narrows.add(graph.node(vertex - 1));
        }
        Collections.reverse(narrows);
        return narrows;
    }

    /// The tensor that holds the same numbers, perhaps in another shape or type, furthest back.
    String origin(String tensor) {
        String origin = tensor;
        while (true) {
            Node maker = graph.maker(origin).orElse(null);
            if (maker == null || !maker.is("Identity", "Cast", "Dropout", "Reshape", "Squeeze", "Unsqueeze", "Flatten") || !carries(maker.input(0))
                    || maker.input(0).equals(Graph.TOKENS)) {
                return origin;
            }
            origin = maker.input(0);
        }
    }

    /// The inputs of a node that carry values of tokens, each once.
    List<String> carriedInputs(Node node) {
        return values(node).stream().filter(input -> !input.isEmpty() && carries(input)).distinct().toList();
    }

    /// Indices of the nodes on the way from one tensor to another.
    Set<Integer> between(String from, String to) {
        Set<Integer> nodes = new HashSet<>();
        List<String> open = new ArrayList<>(List.of(to));
        while (!open.isEmpty()) {
            String tensor = open.removeLast();
            int producer = graph.producer(tensor);
            if (tensor.equals(from) || producer < 0 || producer == graph.producer(from) || !nodes.add(producer)) {
                continue;
            }
            open.addAll(carriedInputs(graph.node(producer)));
        }
        return nodes;
    }
}
