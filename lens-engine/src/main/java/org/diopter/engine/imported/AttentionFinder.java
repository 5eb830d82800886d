package org.diopter.engine.imported;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.diopter.engine.imported.AttentionCore.Fused;
import org.diopter.engine.imported.AttentionCore.Link;
import org.diopter.engine.imported.AttentionCore.Open;

/// Finds attention inside an update: a softmax whose result weights something else that was made from the stream.
final class AttentionFinder {
    private static final Set<String> FUSED = Set.of(
            "com.microsoft:GroupQueryAttention",
            "com.microsoft:MultiHeadAttention",
            "com.microsoft:Attention",
            "com.microsoft:PackedAttention",
            "com.microsoft:PackedMultiHeadAttention",
            "com.microsoft:PagedAttention",
            "com.microsoft:SparseAttention",
            "com.microsoft:LinearAttention",
            "com.microsoft:DecoderMaskedMultiHeadAttention",
            "com.microsoft:DecoderMaskedSelfAttention",
            "LinearAttention");
    /// Between the softmax and the product with the values.
    private static final String[] AFTER_SOFTMAX = {"Cast", "Where", "IsNaN", "Not", "Dropout", "Identity", "Mul", "Slice", "Reshape"};
    /// Between the product of queries and keys and the softmax.
    private static final String[] BEFORE_SOFTMAX = {
        "Cast", "Add", "Sub", "Where", "Div", "Mul", "Tanh", "Identity", "Reshape", "Slice", "Max", "Concat", "Squeeze", "Unsqueeze"
    };
    /// Between a projection with its rotation and the product.
    private static final String[] MOVES = {
        "Cast", "Identity", "Transpose", "Reshape", "Expand", "Unsqueeze", "Squeeze", "Tile", "Concat", "Mul", "Div", "Flatten"
    };

    private final Graph graph;
    private final Flow flow;
    private final Map<String, List<AttentionCore>> known = new LinkedHashMap<>();

    AttentionFinder(Graph graph, Flow flow) {
        this.graph = graph;
        this.flow = flow;
    }

    /// Every attention between the stream and an update.
    List<AttentionCore> find(String carry, String update) {
        return known.computeIfAbsent(update, u -> {
            List<AttentionCore> cores = new ArrayList<>();
            for (int index : new TreeSet<>(flow.between(carry, u))) {
                core(graph.node(index)).ifPresent(cores::add);
            }
            return cores;
        });
    }

    private Optional<AttentionCore> core(Node node) {
        if (FUSED.contains(node.type())) {
            int heads = (int) node.integer("num_heads", 0);
            return Optional.of(new Fused(node.proto().getOpType(), heads, (int) node.integer("kv_num_heads", heads)));
        }
        if (node.is("Attention")) {
            return Optional.of(standard(node));
        }
        return node.is("Softmax") ? written(node) : Optional.empty();
    }

    private AttentionCore standard(Node node) {
        if (node.inputs().stream().skip(4).anyMatch(input -> !input.isEmpty())) {
            return new Fused(node.proto().getOpType(), (int) node.integer("q_num_heads", 0), (int) node.integer("kv_num_heads", 0));
        }
        return new Open(node.output(OpenAttention.PROBABILITIES), moves(node.input(0)), moves(node.input(1)), moves(node.input(2)));
    }

    private Optional<AttentionCore> written(Node softmax) {
        Optional<Node> scores = product(softmax.input(0));
        return weighting(softmax.output(0)).filter(weighting -> scores.isPresent()).map(weighting -> new Open(
                weighting.input(0),
                moves(scores.orElseThrow().input(0)),
                moves(scores.orElseThrow().input(1)),
                moves(weighting.input(1))));
    }

    /// The product whose first operand is the softmax's result and whose second comes from the stream too.
    private Optional<Node> weighting(String softmax) {
        Deque<String> open = new ArrayDeque<>(List.of(softmax));
        Set<String> seen = new HashSet<>();
        while (!open.isEmpty()) {
            String tensor = open.pop();
            if (!seen.add(tensor)) {
                continue;
            }
            for (int consumer : graph.consumers(tensor)) {
                Node node = graph.node(consumer);
                if (isProduct(node) && node.input(0).equals(tensor) && flow.carries(node.input(1))) {
                    return Optional.of(node);
                }
                if (node.is(AFTER_SOFTMAX)) {
                    open.push(node.output(0));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isProduct(Node node) {
        return node.is("MatMul", "com.microsoft:FusedMatMul");
    }

    /// The product that makes the scores.
    private Optional<Node> product(String scores) {
        String tensor = scores;
        while (true) {
            Node maker = graph.maker(tensor).orElse(null);
            if (maker == null) {
                return Optional.empty();
            }
            List<String> carried = flow.carriedInputs(maker);
            if (isProduct(maker) && carried.size() == 2) {
                return Optional.of(maker);
            }
            if (!maker.is(BEFORE_SOFTMAX) || carried.size() != 1) {
                return Optional.empty();
            }
            tensor = carried.getFirst();
        }
    }

    /// From an operand of a product back to where more happens than moving numbers and scaling them.
    private List<Link> moves(String operand) {
        List<Link> links = new ArrayList<>(List.of(new Link(operand, "", false)));
        String tensor = operand;
        while (true) {
            Node maker = graph.maker(tensor).orElse(null);
            List<String> carried = maker == null ? List.of() : flow.carriedInputs(maker);
            if (maker == null || !maker.is(MOVES) || carried.size() != 1) {
                return links;
            }
            tensor = carried.getFirst();
            boolean scales = maker.is("Mul", "Div");
            String factor = scales ? maker.inputs().stream().filter(input -> !input.equals(carried.getFirst())).findFirst().orElse("") : "";
            if (scales && factor.isEmpty() || maker.is("Div") && !maker.input(0).equals(tensor)) {
                return links;
            }
            links.add(new Link(tensor, factor, maker.is("Div")));
        }
    }
}
