package org.diopter.engine.edit;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.diopter.model.UnusableInputException;

/// The matrices of a block, under the names of the command line.
public enum MatrixKind {
    QUERY("attn.q"),
    KEY("attn.k"),
    VALUE("attn.v"),
    OUTPUT("attn.o"),
    /// The first matrix of a plain MLP. In a gated one this name means the gate, as in the LASER paper.
    MLP_IN("mlp.in"),
    /// The last matrix of a plain MLP. In a gated one this name means `mlp.down`.
    MLP_OUT("mlp.out"),
    MLP_GATE("mlp.gate"),
    MLP_UP("mlp.up"),
    MLP_DOWN("mlp.down");

    private final String text;

    MatrixKind(String text) {
        this.text = text;
    }

    /// The kind of a name such as `mlp.down`.
    ///
    /// @throws UnusableInputException if there is none of this name
    public static MatrixKind of(String text) {
        return Arrays.stream(values())
                .filter(kind -> kind.text.equals(text))
                .findFirst()
                .orElseThrow(() -> new UnusableInputException("D-205", "There is no matrix ‘%.40s’. Matrices are %s."
                        .formatted(text, Arrays.stream(values()).map(MatrixKind::text).collect(Collectors.joining(", ")))));
    }

    /// Its name, such as `mlp.down`.
    public String text() {
        return text;
    }
}
