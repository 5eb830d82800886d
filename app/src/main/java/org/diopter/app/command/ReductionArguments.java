package org.diopter.app.command;

import org.diopter.engine.edit.ReduceRank;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/// The options that name one matrix and say what of it is kept.
@SuppressWarnings("NullAway.Init") // picocli fills in what is required
final class ReductionArguments {
    @Option(names = "--matrix", paramLabel = "NAME", required = true,
            description = "attn.q, attn.k, attn.v, attn.o, mlp.in, mlp.out; of a gated MLP also mlp.gate, mlp.up, mlp.down.")
    private String matrix;

    @Option(names = "--block", paramLabel = "B", required = true, description = "The block, from 0.")
    private String block;

    @ArgGroup
    private @Nullable Kept kept;

    @Option(names = "--method", paramLabel = "exact|randomised", description = MethodWords.HELP)
    private String method = MethodWords.EXACT;

    @Option(names = "--zero", description = "A --rho that keeps no component is meant, and makes the matrix zero.")
    private boolean zero;

    /// What is kept: at most one of them is given.
    static final class Kept {
        @Option(names = "--rho", paramLabel = "R", description = "Keep the largest floor(R · min(m, n)) components; R from 0 to 1.")
        private @Nullable String rho;

        @Option(names = "--keep", paramLabel = "K", description = "Keep the K largest components.")
        private @Nullable String keep;

        @Option(names = "--tail", paramLabel = "K", description = "Keep only the K smallest components.")
        private @Nullable String tail;

        @Option(names = "--drop", paramLabel = "0+3", description = "Keep all components but these, counted from 0.")
        private @Nullable String drop;

        private String text() {
            if (keep != null) {
                return "keep=" + keep;
            }
            if (tail != null) {
                return "tail=" + tail;
            }
            return drop == null ? "rho=" + rho : "drop=" + drop;
        }
    }

    /// The reduction; all components are kept if nothing else is said.
    ///
    /// @param seed of the randomised method
    /// @throws org.diopter.model.UnusableInputException D-205 if there is no such matrix or method, or a number is none
    ReduceRank reduction(long seed) {
        String mask = kept == null ? "rho=1" : kept.text();
        ReduceRank exact = ReductionText.parse("rank:block=" + block + ",matrix=" + matrix + "," + mask + (zero ? ",zero=true" : ""));
        return new ReduceRank(exact.matrix(), exact.kept(), MethodWords.method(method, seed));
    }
}
