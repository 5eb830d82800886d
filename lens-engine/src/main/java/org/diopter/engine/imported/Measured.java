package org.diopter.engine.imported;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.diopter.engine.runtime.IdTensor;
import org.diopter.engine.runtime.Session;

/// Types and shapes of a graph's tensors, found by running it on two prompts of different length: a size that changes with the length is that of the
/// tokens, and one that does not although it should has been fixed when the graph was exported.
///
/// @param half tensors of float16
/// @param shapes by tensor; the number of tokens is [#TOKENS]
record Measured(Set<String> half, Map<String, List<Long>> shapes) {
    static final long TOKENS = -1;

    private static final int SHORT = 13;
    private static final int LONG = 17;
    private static final String SHAPE = ":shape";

    static Measured of(ImportedGraph regular, SplitGraphs graphs, Collection<String> tensors, Sessions sessions) {
        List<String> wanted = List.copyOf(new LinkedHashSet<>(tensors));
        GraphWriter writer = graphs.writer().input(Graph.TOKENS, DataType.INT64.getNumber(), -1);
        regular.graph().nodes().forEach(writer::node);
        for (String tensor : wanted) {
            writer.node(Node.of("Shape", tensor + SHAPE + ":int", List.of(tensor)));
            writer.node(Node.of("Cast", tensor + SHAPE, List.of(tensor + SHAPE + ":int"), Constants.integerAttribute("to", DataType.FLOAT.getNumber())));
            if (!regular.graph().constants().containsKey(tensor)) {
                writer.output(tensor);
            }
            writer.output(tensor + SHAPE);
        }
        writer.constantsOf(regular.graph());
        wanted.forEach(tensor -> regular.graph().constant(tensor).ifPresent(writer::constant));
        try (Session session = sessions.make(writer.toBytes(), false)) {
            Map<String, float[]> ofShort = run(sessions, session, wanted, SHORT);
            Map<String, float[]> ofLong = run(sessions, session, wanted, LONG);
            Map<String, List<Long>> shapes = new TreeMap<>();
            wanted.forEach(tensor -> shapes.put(tensor, shape(Objects.requireNonNull(ofShort.get(tensor + SHAPE)), Objects.requireNonNull(ofLong.get(tensor + SHAPE)))));
            return new Measured(session.halfOutputs(), shapes);
        }
    }

    private static float[] of(Map<String, float[]> shapes, String tensor) {
        return Objects.requireNonNull(shapes.get(tensor + SHAPE), tensor);
    }

    private static Map<String, float[]> run(Sessions sessions, Session session, List<String> tensors, int length) {
        return sessions.values(session, IdTensor.of(new int[length]), Graph.TOKENS, tensors.stream().map(tensor -> tensor + SHAPE).toList());
    }

    private static List<Long> shape(float[] ofShort, float[] ofLong) {
        Long[] shape = new Long[ofShort.length];
        for (int axis = 0; axis < shape.length; axis++) {
            shape[axis] = ofShort[axis] == SHORT && ofLong[axis] == LONG ? TOKENS : (long) ofLong[axis];
        }
        return Arrays.asList(shape);
    }

    List<Long> shape(String tensor) {
        return shapes.getOrDefault(tensor, List.of());
    }

    boolean isHalf(String tensor) {
        return half.contains(tensor);
    }

    /// Whether a tensor holds one number only.
    boolean isScalar(String tensor) {
        return shapes.containsKey(tensor) && shape(tensor).stream().allMatch(size -> size == 1);
    }
}
