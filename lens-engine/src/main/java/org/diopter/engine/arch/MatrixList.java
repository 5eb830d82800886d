package org.diopter.engine.arch;

import java.util.stream.Stream;

/// Lists the matrices of a block under the names of the command line.
final class MatrixList {
    private MatrixList() {}

    static Stream<Matrix> of(Block block) {
        int b = block.index();
        Stream<Matrix> projections = switch (block.attention().projections()) {
            case Projections.Separate(Linear query, Linear key, Linear value) ->
                Stream.of(whole(b, "attn.q", query), whole(b, "attn.k", key), whole(b, "attn.v", value));
            case Projections.Fused(Linear all, Outputs query, Outputs key, Outputs value) ->
                Stream.of(new Matrix(b, "attn.q", all, query), new Matrix(b, "attn.k", all, key), new Matrix(b, "attn.v", all, value));
        };
        Stream<Matrix> mlp = switch (block.mlp()) {
            case Mlp.Plain plain -> Stream.of(whole(b, "mlp.in", plain.in()), whole(b, "mlp.out", plain.out()));
            case Mlp.Gated gated -> Stream.of(whole(b, "mlp.gate", gated.gate()), whole(b, "mlp.up", gated.up()), whole(b, "mlp.down", gated.down()));
            case Mlp.FusedGated fused ->
                Stream.of(
                        new Matrix(b, "mlp.gate", fused.gateUp(), fused.gate()),
                        new Matrix(b, "mlp.up", fused.gateUp(), fused.up()),
                        whole(b, "mlp.down", fused.down()));
        };
        return Stream.of(projections, Stream.of(whole(b, "attn.o", block.attention().output())), mlp).flatMap(part -> part);
    }

    private static Matrix whole(int block, String name, Linear linear) {
        return new Matrix(block, name, linear, Outputs.all(linear));
    }
}
