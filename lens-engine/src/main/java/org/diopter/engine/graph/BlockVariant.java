package org.diopter.engine.graph;

import java.util.List;
import org.diopter.engine.arch.Linear;
import org.diopter.engine.arch.Outputs;
import org.diopter.model.checkpoint.TensorInfo;

/// How a block's graph differs from the plain one: which matrices it reads from inputs, so that they can be edited without another session.
///
/// @param replaced matrices that are inputs, each once
/// @param gains whether what attention and MLP add to the stream is multiplied by an input, so that it can be left out
public record BlockVariant(List<Replaced> replaced, boolean gains) {
    /// The block as the file has it.
    public static final BlockVariant PLAIN = new BlockVariant(List.of(), false);

    /// [], what the update of the attention is multiplied by.
    public static final String ATTENTION_GAIN = "edit.attention.gain";
    /// [], what the update of the MLP is multiplied by.
    public static final String MLP_GAIN = "edit.mlp.gain";

    public BlockVariant {
        replaced = List.copyOf(replaced);
    }

    /// In which form a matrix W [out, in] is given.
    public enum Form {
        /// W = leftᵀ diag(mask) right, three inputs; their r is free from run to run.
        FACTORED,
        /// One input.
        DENSE
    }

    /// A matrix that is an input.
    ///
    /// @param name in the program's words, such as `attn.q`
    /// @param stored the matrix of which it is all or a part
    /// @param outputs which of the stored one's outputs are its own
    public record Replaced(String name, Linear stored, Outputs outputs, Form form) {
        /// [r, out], the transposed left factor.
        public String left() {
            return "edit." + name + ".left";
        }

        /// [r, in].
        public String right() {
            return "edit." + name + ".right";
        }

        /// [r], what each component is multiplied by.
        public String mask() {
            return "edit." + name + ".mask";
        }

        /// [out, in].
        public String dense() {
            return "edit." + name + ".dense";
        }

        boolean whole() {
            return outputs.count() == stored.outputs();
        }
    }

    /// The replaced parts of a stored matrix.
    List<Replaced> partsOf(TensorInfo stored) {
        return replaced.stream().filter(part -> part.stored().weight().equals(stored)).toList();
    }
}
