package org.diopter.engine.graph;

import java.util.List;
import java.util.stream.LongStream;
import org.diopter.engine.arch.Linear;
import org.diopter.engine.arch.Outputs;
import org.diopter.model.checkpoint.TensorInfo;

/// How a block's graph differs from the plain one: which matrices it reads from inputs, so that they can be edited without another session, and of which
/// tokens it gives the state.
///
/// @param replaced matrices that are inputs, each once
/// @param gains whether what attention and MLP add to the stream is multiplied by an input, so that it can be left out
/// @param someRows whether only the tokens of [ModelGraphs#ROWS] ask and leave the block, while attention still looks at all
public record BlockVariant(List<Replaced> replaced, boolean gains, boolean someRows) {
    /// The block as the file has it.
    public static final BlockVariant PLAIN = new BlockVariant(List.of(), false, false);

    /// With which the names of all inputs of edits begin.
    public static final String PREFIX = "edit.";
    /// [], what the update of the attention is multiplied by.
    public static final String ATTENTION_GAIN = PREFIX + "attention.gain";
    /// [], what the update of the MLP is multiplied by.
    public static final String MLP_GAIN = PREFIX + "mlp.gain";

    public BlockVariant {
        replaced = List.copyOf(replaced);
    }

    /// The same block for some tokens only.
    public BlockVariant ofSomeRows() {
        return new BlockVariant(replaced, gains, true);
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
            return PREFIX + name + ".left";
        }

        /// [r, in].
        public String right() {
            return PREFIX + name + ".right";
        }

        /// [r], what each component is multiplied by.
        public String mask() {
            return PREFIX + name + ".mask";
        }

        /// [out, in].
        public String dense() {
            return PREFIX + name + ".dense";
        }

        /// Whether it is all of the stored matrix.
        public boolean isWhole() {
            return outputs.count() == stored.outputs();
        }

        /// Where each output of a stored matrix comes from, when the products with its replaced parts stand behind the product with itself.
        ///
        /// @param outputs of the stored matrix
        /// @param parts in the order in which they stand; they do not overlap
        public static long[] source(long outputs, List<Replaced> parts) {
            long[] source = LongStream.range(0, outputs).toArray();
            long next = outputs;
            for (Replaced part : parts) {
                for (long i = 0; i < part.outputs().count(); i++) {
                    source[Math.toIntExact(part.outputs().index(i))] = next++;
                }
            }
            return source;
        }
    }

    /// The replaced parts of a stored matrix.
    List<Replaced> partsOf(TensorInfo stored) {
        return replaced.stream().filter(part -> part.stored().weight().equals(stored)).toList();
    }
}
