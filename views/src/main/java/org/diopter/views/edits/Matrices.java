package org.diopter.views.edits;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.diopter.engine.ModelCard;
import org.diopter.engine.edit.MatrixKind;

/// Which matrices of a model can be edited.
public final class Matrices {
    private Matrices() {}

    /// The kinds that a model's blocks have, in the order of tables. Of fused matrices each part is a kind of its own.
    public static List<MatrixKind> of(ModelCard card) {
        List<String> names = card.parts().stream().filter(part -> part.block() >= 0).flatMap(part -> parts(part.name())).distinct().toList();
        return Arrays.stream(MatrixKind.values()).filter(kind -> names.contains(kind.text())).toList();
    }

    /// The last matrix of the MLP, in which LASER found most; else the last of the kinds there are.
    public static MatrixKind usual(List<MatrixKind> kinds) {
        return kinds.contains(MatrixKind.MLP_DOWN) ? MatrixKind.MLP_DOWN : kinds.contains(MatrixKind.MLP_OUT) ? MatrixKind.MLP_OUT : kinds.getLast();
    }

    private static Stream<String> parts(String name) {
        return switch (name) {
            case "attn.qkv" -> Stream.of("attn.q", "attn.k", "attn.v");
            case "mlp.gate_up" -> Stream.of("mlp.gate", "mlp.up");
            default -> Stream.of(name);
        };
    }
}
