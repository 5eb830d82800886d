package org.diopter.engine.graph;

import static org.diopter.engine.graph.OnnxGraph.integer;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.diopter.engine.arch.Architecture;
import org.diopter.engine.arch.Linear;
import org.diopter.engine.arch.Norm;

/// Writes the graphs of a lens and of its training. Translators are inputs, not weights: the same session serves every layer of every lens.
///
/// Training needs gradients, which ONNX Runtime does not give, so they are written out. For one row, with t = h + V x + c (x are the **features**: the
/// stream itself, or the whitened stream), n = norm(t), z = U n and a divergence whose gradient at the logits is dz:
///
/// dn = Uᵀ dz, a = γ ⊙ dn, t̂ = the normalised t, r = 1/√(variance + ε), and
/// dt = r (a − t̂ mean(a ⊙ t̂)) for RMS norms, dt = r (a − mean(a) − t̂ mean(a ⊙ t̂)) for layer norms; dV = Σ dt xᵀ, dc = Σ dt.
///
/// @param architecture whose norm and head read the translated stream
/// @param weightsFolder see [ModelGraphs#weightsFolder]
public record LensGraphs(Architecture architecture, Path weightsFolder) {
    /// [n, d], rows of the stream at one layer.
    public static final String STREAM = "stream";
    /// x, [n, d], what the translator's matrix is applied to.
    public static final String FEATURES = "features";
    /// W, [d, d], row = output.
    public static final String WEIGHT = "weight";
    /// b, [d].
    public static final String BIAS = "bias";
    /// t, [n, d].
    public static final String TRANSLATED = "translated";
    /// z, [n, V], or [n, m] for m chosen tokens.
    public static final String LOGITS = "logits";
    /// dz, of the same shape.
    public static final String LOGIT_GRADIENT = "logit_gradient";
    /// dt, [n, d].
    private static final String STREAM_GRADIENT = "stream_gradient";
    /// dV, [d, d].
    public static final String WEIGHT_GRADIENT = "weight_gradient";
    /// dc, [1, d].
    public static final String BIAS_GRADIENT = "bias_gradient";
    /// [m] int64, chosen tokens.
    public static final String TOKENS = "tokens";
    /// [m, d], the head's rows of chosen tokens.
    public static final String HEAD = "head";
    /// [m], the head's biases of chosen tokens; zeros where it has none.
    public static final String HEAD_BIAS = "head_bias";
    /// [n, d], rows that are multiplied from the left, transposed.
    public static final String LEFT = "left";
    /// [n, d], rows that are multiplied from the right.
    public static final String RIGHT = "right";
    /// [d, d], a result that is a matrix.
    public static final String PRODUCT = "product";

    private static final long FREE = -1;
    /// Newton–Schulz in five steps, as published with Muon: singular values of at most 1 come near 1.
    private static final int NEWTON_SCHULZ_STEPS = 5;

    private static final double[] NEWTON_SCHULZ = {3.4445, -4.7750, 2.0315};

    /// Rows of the stream to translated rows, t = h + W h + b.
    ///
    /// @param width d
    public static byte[] translate(int width) {
        OnnxGraph graph = new OnnxGraph("translate", Path.of(""));
        String stream = graph.input(STREAM, FREE, width);
        graph.op("Add", TRANSLATED, List.of(stream, affine(graph, stream, width)));
        graph.output(TRANSLATED, FREE, width);
        return graph.toBytes();
    }

    /// Rows through an affine map, [#TRANSLATED] = W h + b.
    public static byte[] affine(int width) {
        OnnxGraph graph = new OnnxGraph("affine", Path.of(""));
        String change = affine(graph, graph.input(STREAM, FREE, width), width);
        graph.op("Identity", TRANSLATED, List.of(change));
        graph.output(TRANSLATED, FREE, width);
        return graph.toBytes();
    }

    private static String affine(OnnxGraph graph, String rows, int width) {
        List<String> inputs = List.of(rows, graph.input(WEIGHT, width, width), graph.input(BIAS, width));
        return graph.op("Gemm", "change", inputs, integer("transB", 1));
    }

    /// [#PRODUCT] = [#LEFT]ᵀ [#RIGHT], summed over rows: second moments.
    public static byte[] moments(int width) {
        OnnxGraph graph = new OnnxGraph("moments", Path.of(""));
        List<String> inputs = List.of(graph.input(LEFT, FREE, width), graph.input(RIGHT, FREE, width));
        graph.op("Gemm", PRODUCT, inputs, integer("transA", 1));
        graph.output(PRODUCT, width, width);
        return graph.toBytes();
    }

    /// [#WEIGHT], of spectral norm at most 1, to the nearest orthogonal matrix, about: [#PRODUCT].
    public static byte[] orthogonalise(int width) {
        OnnxGraph graph = new OnnxGraph("orthogonalise", Path.of(""));
        String x = graph.input(WEIGHT, width, width);
        String first = graph.number("first", NEWTON_SCHULZ[0]);
        String second = graph.number("second", NEWTON_SCHULZ[1]);
        String third = graph.number("third", NEWTON_SCHULZ[2]);
        for (int step = 0; step < NEWTON_SCHULZ_STEPS; step++) {
            String at = step + ".";
            String gram = graph.op("Gemm", at + "gram", List.of(x, x), integer("transB", 1));
            String square = graph.op("MatMul", at + "square", List.of(gram, gram));
            String polynomial = graph.op("Add", at + "polynomial", List.of(
                    graph.op("Mul", at + "linear", List.of(gram, second)), graph.op("Mul", at + "quadratic", List.of(square, third))));
            String scaled = graph.op("Mul", at + "scaled", List.of(x, first));
            x = graph.op("Add", at + "x", List.of(scaled, graph.op("MatMul", at + "turned", List.of(polynomial, x))));
        }
        graph.op("Identity", PRODUCT, List.of(x));
        graph.output(PRODUCT, width, width);
        return graph.toBytes();
    }

    /// The head's rows (and biases) of chosen tokens.
    public byte[] headRows() {
        OnnxGraph graph = new OnnxGraph("head rows", weightsFolder);
        Linear head = architecture.unembedding().head();
        String tokens = graph.idInput(TOKENS, FREE);
        String gathered = graph.op(
                "Gather", "gathered", List.of(graph.storedWeight(head.weight()), tokens), integer("axis", head.outputFirst() ? 0 : 1));
        String rows = head.outputFirst() ? gathered : graph.op("Transpose", "rows", List.of(gathered));
        graph.toFloat(rows, HEAD);
        graph.output(HEAD, FREE, head.inputs());
        head.bias().ifPresent(bias -> {
            graph.toFloat(graph.op("Gather", "biases", List.of(graph.storedWeight(bias), tokens)), HEAD_BIAS);
            graph.output(HEAD_BIAS, FREE);
        });
        return graph.toBytes();
    }

    /// Stream and features through a translator, norm and head: [#TRANSLATED] and [#LOGITS].
    ///
    /// @param restricted whether the head's rows are inputs, of chosen tokens
    public byte[] logits(boolean restricted) {
        OnnxGraph graph = new OnnxGraph("lens logits", weightsFolder);
        int width = width();
        String stream = graph.input(STREAM, FREE, width);
        String translated = graph.op("Add", TRANSLATED, List.of(stream, affine(graph, graph.input(FEATURES, FREE, width), width)));
        graph.output(TRANSLATED, FREE, width);
        RowWriter rows = new RowWriter(graph);
        String normed = rows.norm(norm(), "normed", translated);
        String product = restricted
                ? graph.op("Gemm", "product", List.of(normed, graph.input(HEAD, FREE, width), graph.input(HEAD_BIAS, FREE)), integer("transB", 1))
                : rows.linear(architecture.unembedding().head(), "product", normed);
        String uncapped = rows.multiplied(architecture.unembedding().multiplier(), "uncapped", product);
        graph.op("Identity", LOGITS, List.of(rows.capped(softCap(), "capped", uncapped)));
        graph.output(LOGITS, FREE, restricted ? FREE : architecture.unembedding().head().outputs());
        return graph.toBytes();
    }

    /// The gradient at the (uncapped) logits back to the translator: [#WEIGHT_GRADIENT] and [#BIAS_GRADIENT].
    ///
    /// @param restricted whether the head's rows are inputs, of chosen tokens
    public byte[] gradient(boolean restricted) {
        OnnxGraph graph = new OnnxGraph("lens gradient", weightsFolder);
        int width = width();
        Linear head = architecture.unembedding().head();
        String dz = graph.input(LOGIT_GRADIENT, FREE, restricted ? FREE : head.outputs());
        String rows = restricted ? graph.input(HEAD, FREE, width) : graph.weight(head.weight());
        boolean rowsAreTokens = restricted || head.outputFirst();
        String dn = graph.op("Gemm", "dn", List.of(dz, rows), integer("transB", rowsAreTokens ? 0 : 1));
        RowWriter writer = new RowWriter(graph);
        String multiplied = writer.multiplied(architecture.unembedding().multiplier(), "dn.multiplied", dn);
        String dt = normGradient(graph, writer, graph.input(TRANSLATED, FREE, width), multiplied);
        graph.op("Gemm", WEIGHT_GRADIENT, List.of(dt, graph.input(FEATURES, FREE, width)), integer("transA", 1));
        graph.output(WEIGHT_GRADIENT, width, width);
        graph.op("ReduceSum", BIAS_GRADIENT, List.of(dt, graph.integers("rows", 0)), integer("keepdims", 1));
        graph.output(BIAS_GRADIENT, 1, width);
        return graph.toBytes();
    }

    /// @param t [n, d], what the norm reads
    /// @param dn [n, d], the gradient at what it gives
    private String normGradient(OnnxGraph graph, RowWriter writer, String t, String dn) {
        Norm norm = norm();
        boolean centred = norm.kind() == Norm.Kind.LAYER;
        String last = graph.integers("last", -1);
        String centre = centred ? graph.op("Sub", "centre", List.of(t, mean(graph, "mean", t, last))) : t;
        String variance = mean(graph, "variance", graph.op("Mul", "squares", List.of(centre, centre)), last);
        String stable = graph.op("Add", "stable", List.of(variance, graph.number("epsilon", norm.epsilon())));
        String scale = graph.op("Reciprocal", "scale", List.of(graph.op("Sqrt", "deviation", List.of(stable))));
        String unit = graph.op("Mul", "unit", List.of(centre, scale));
        String a = graph.op("Mul", "a", List.of(dn, writer.scale(norm, "norm")));
        String along = mean(graph, "along", graph.op("Mul", "a.unit", List.of(a, unit)), last);
        String across = graph.op("Sub", "across", List.of(a, graph.op("Mul", "unit.along", List.of(unit, along))));
        String free = centred ? graph.op("Sub", "free", List.of(across, mean(graph, "a.mean", a, last))) : across;
        return graph.op("Mul", STREAM_GRADIENT, List.of(free, scale));
    }

    private static String mean(OnnxGraph graph, String output, String rows, String axes) {
        return graph.op("ReduceMean", output, List.of(rows, axes), integer("keepdims", 1));
    }

    /// c of z = c tanh(z₀ / c), or nothing.
    public OptionalDouble softCap() {
        return architecture.unembedding().softcap();
    }

    private Norm norm() {
        return architecture.unembedding().norm().orElseThrow(() -> new IllegalStateException("no final norm"));
    }

    private int width() {
        return Math.toIntExact(architecture.unembedding().head().inputs());
    }

    /// Whether the head has biases, so that [#headRows] gives [#HEAD_BIAS].
    public boolean biased() {
        return architecture.unembedding().head().bias().isPresent();
    }
}
