package org.diopter.engine.imported;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.diopter.engine.arch.Linear;
import org.diopter.engine.arch.StoredNumbers;
import org.diopter.engine.graph.ModelGraphs;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.runtime.Session;
import org.diopter.model.checkpoint.TensorInfo;

/// Finds the formula of a graph's read-out. What follows the product with the unembedding is read off the graph; the norm before it, which every exporter
/// writes otherwise, is measured: its answers to a few chosen states tell its parameters, and random states prove them.
final class HeadFinder {
    private static final String NORMED = "diopter:normed";
    /// So large that no ε counts, and so small that ε does.
    private static final double LARGE = 1024;
    private static final double SMALL = 1e-3;
    private static final double[] TRIED = {0.05, 1, 40};
    private static final double TOLERANCE = 2e-5;
    private static final int TRIED_TOKENS = 64;

    private final Structure structure;
    private final Measured measured;
    private final SplitGraphs graphs;
    private final Sessions sessions;
    private final StoredNumbers numbers;
    private final int width;

    HeadFinder(Structure structure, Measured measured, SplitGraphs graphs, Sessions sessions) {
        this.structure = structure;
        this.measured = measured;
        this.graphs = graphs;
        this.sessions = sessions;
        this.numbers = sessions.file().numbers();
        this.width = Math.toIntExact(measured.shape(structure.spine().output()).getLast());
    }

    /// @throws UnclearGraph if the read-out is of another form
    ImportedHead find() {
        Steps steps = steps();
        Linear head = head(steps.product());
        Norm norm = norm(steps.product().input(0));
        ImportedHead found = new ImportedHead(
                norm.centred, norm.epsilon, times(norm.scale, steps.multiplier), times(norm.shift, steps.multiplier), steps.bias(), steps.softCap(), head);
        prove(found);
        return found;
    }

    private static UnclearGraph unclear(String what) {
        return new UnclearGraph("Directions need a final norm right before the unembedding, in float32; %s.".formatted(what));
    }

    /// What happens between the product with the unembedding and the logits, the first first.
    private Steps steps() {
        Graph graph = structure.graph();
        List<Node> nodes = new ArrayList<>();
        String tensor = structure.regular().logits();
        while (true) {
            Node maker = graph.maker(tensor).orElseThrow(() -> unclear("this graph has no unembedding"));
            List<String> carried = structure.flow().carriedInputs(maker);
            if (carried.size() != 1) {
                throw unclear("in this graph %s makes the logits of several tensors".formatted(maker.type()));
            }
            if (LinearUse.of(graph, maker).isPresent()) {
                return new Steps(maker, nodes.reversed());
            }
            nodes.add(maker);
            tensor = carried.getFirst();
        }
    }

    /// z = cap(multiplier · y + bias), read off the operations one by one.
    private final class Steps {
        private final Node product;
        private float multiplier = 1;
        private float cap = 1;
        private boolean capped;
        private Optional<float[]> bias = Optional.empty();

        Steps(Node product, List<Node> after) {
            this.product = product;
            if (product.is("Gemm")) {
                scale(product.real("alpha", 1));
                Optional.of(product.input(2)).filter(name -> !name.isEmpty()).ifPresent(name -> add(times(constant(name), product.real("beta", 1))));
            }
            after.forEach(this::step);
        }

        private void step(Node node) {
            if (node.is("Cast", "Identity", "Reshape", "Squeeze", "Unsqueeze", "Flatten")) {
                return;
            }
            if (node.is("Tanh") && !capped) {
                capped = true;
            } else if (node.is("Mul", "Div") && (node.is("Mul") || structure.flow().carries(node.input(0)))) {
                float factor = constant(other(node))[0];
                scale(node.is("Mul") ? factor : 1 / factor);
            } else if (node.is("Add") && !capped) {
                add(constant(other(node)));
            } else {
                throw unclear("in this graph the logits pass through %s".formatted(node.type()));
            }
        }

        private String other(Node node) {
            return structure.flow().carries(node.input(0)) ? node.input(1) : node.input(0);
        }

        /// Behind the cap, c: what is inside has been divided by it.
        private void scale(float factor) {
            multiplier *= factor;
            bias = bias.map(old -> times(old, factor));
            cap = capped ? cap * factor : cap;
        }

        private void add(float[] more) {
            float[] sum = bias.map(float[]::clone).orElseGet(() -> new float[more.length]);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += more[i];
            }
            bias = Optional.of(sum);
        }

        Node product() {
            return product;
        }

        Optional<float[]> bias() {
            return bias;
        }

        OptionalDouble softCap() {
            return capped ? OptionalDouble.of(cap) : OptionalDouble.empty();
        }
    }

    private float[] constant(String name) {
        Graph graph = structure.graph();
        String tensor = name;
        while (graph.constant(tensor).isEmpty()) {
            Node maker = graph.maker(tensor).filter(node -> node.is("Cast", "Identity")).orElseThrow(() -> unclear("in this graph ‘%.80s’ is computed".formatted(name)));
            tensor = maker.input(0);
        }
        TensorData data = graph.constant(tensor).orElseThrow();
        return data.inlineNumbers().orElseGet(() -> {
            TensorInfo info = data.info().orElseThrow(() -> unclear("in this graph ‘%.80s’ cannot be read".formatted(name)));
            float[] values = new float[Math.toIntExact(info.elements())];
            numbers.read(info, 0, values);
            return values;
        });
    }

    private Linear head(Node product) {
        LinearUse use = LinearUse.of(structure.graph(), product).orElseThrow();
        TensorInfo info = structure.graph().constant(use.weight()).flatMap(TensorData::info)
                .orElseThrow(() -> unclear("this graph's unembedding cannot be read"));
        Linear head = new Linear(info, !use.inputFirst(), Optional.empty());
        if (head.inputs() != width) {
            throw unclear("this model projects its states to %d numbers before".formatted(head.inputs()));
        }
        return head;
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Norm(boolean centred, double epsilon, float[] scale, float[] shift) {}

    private Norm norm(String normed) {
        if (measured.isHalf(structure.spine().output()) || width % 2 != 0) {
            throw unclear("this graph computes with %s".formatted(width % 2 == 0 ? "float16" : "an odd width"));
        }
        try (Session session = sessions.make(graphs.readOut(structure, measured, normed, NORMED, width), false)) {
            float[][] answers = rows(session, NORMED, width, new float[width], filled(1, 1), filled(LARGE, -LARGE), filled(SMALL, -SMALL));
            float[] shift = answers[0];
            float[] scale = new float[width];
            double constant = 0;
            double product = 0;
            double square = 0;
            for (int i = 0; i < width; i++) {
                int sign = i % 2 == 0 ? 1 : -1;
                scale[i] = (answers[2][i] - shift[i]) * sign;
                constant = Math.max(constant, Math.abs(answers[1][i] - shift[i]));
                product += (double) (answers[3][i] - shift[i]) * sign * scale[i];
                square += (double) scale[i] * scale[i];
            }
            double shrunk = product / square;
            double epsilon = Math.max(0, SMALL * SMALL * (1 / (shrunk * shrunk) - 1));
            return new Norm(constant < SMALL * Math.sqrt(square / width), epsilon, scale, shift);
        }
    }

    /// Even entries of one value, odd ones of another.
    private float[] filled(double even, double odd) {
        float[] row = new float[width];
        for (int i = 0; i < width; i++) {
            row[i] = (float) (i % 2 == 0 ? even : odd);
        }
        return row;
    }

    private float[][] rows(Session session, String output, int outputs, float[]... states) {
        FloatTensor stream = FloatTensor.zeros(states.length, width);
        for (int i = 0; i < states.length; i++) {
            stream.copyFrom(states[i], (long) i * width);
        }
        Map<String, float[]> values = sessions.values(session, stream, ModelGraphs.STREAM, List.of(output));
        float[] all = Objects.requireNonNull(values.get(output));
        float[][] rows = new float[states.length][];
        Arrays.setAll(rows, i -> Arrays.copyOfRange(all, i * outputs, (i + 1) * outputs));
        return rows;
    }

    private static float[] times(float[] values, float factor) {
        float[] product = values.clone();
        for (int i = 0; i < product.length; i++) {
            product[i] *= factor;
        }
        return product;
    }

    /// Compares the formula with the graph at random states, for some of the tokens.
    private void prove(ImportedHead found) {
        Random random = new Random(7);
        float[][] states = new float[TRIED.length][width];
        for (int row = 0; row < states.length; row++) {
            for (int i = 0; i < width; i++) {
                states[row][i] = (float) (TRIED[row] * (random.nextGaussian() + 0.5));
            }
        }
        int vocabulary = Math.toIntExact(found.head().outputs());
        try (Session session = sessions.make(graphs.epilogue(structure, measured), false)) {
            float[][] logits = rows(session, ModelGraphs.LOGITS, vocabulary, states);
            for (int row = 0; row < states.length; row++) {
                float[] normed = normed(found, states[row]);
                float[] given = logits[row];
                double largest = largest(given);
                for (int n = 0; n < Math.min(TRIED_TOKENS, vocabulary); n++) {
                    int token = (int) ((long) n * vocabulary / Math.min(TRIED_TOKENS, vocabulary));
                    double difference = Math.abs(logit(found, normed, token) - given[token]);
                    if (!(difference <= TOLERANCE * Math.max(1, largest))) {
                        throw unclear("the formula found for this graph differs from it by %.2g".formatted(difference));
                    }
                }
            }
        }
    }

    private static double largest(float[] values) {
        double largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    private static float[] normed(ImportedHead found, float[] state) {
        double mean = 0;
        for (float value : state) {
            mean += found.centred() ? value / (double) state.length : 0;
        }
        double square = 0;
        for (float value : state) {
            square += (value - mean) * (value - mean) / state.length;
        }
        float[] normed = new float[state.length];
        for (int i = 0; i < normed.length; i++) {
            normed[i] = (float) (found.scale()[i] * (state[i] - mean) / Math.sqrt(square + found.epsilon()) + found.shift()[i]);
        }
        return normed;
    }

    private double logit(ImportedHead found, float[] normed, int token) {
        Linear head = found.head();
        double sum = found.bias().map(bias -> (double) bias[token]).orElse(0.0);
        float[] row = new float[head.outputFirst() ? width : 1];
        if (head.outputFirst()) {
            numbers.read(head.weight(), (long) token * width, row);
        }
        for (int i = 0; i < width; i++) {
            if (!head.outputFirst()) {
                numbers.read(head.weight(), i * head.outputs() + token, row);
            }
            sum += (double) normed[i] * row[head.outputFirst() ? i : 0];
        }
        return found.softCap().isPresent() ? found.softCap().getAsDouble() * Math.tanh(sum / found.softCap().getAsDouble()) : sum;
    }
}
