package org.diopter.engine.arch;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.diopter.model.UnusableInputException;
import org.diopter.model.checkpoint.Checkpoint;
import org.diopter.model.checkpoint.TensorInfo;

/// Takes weights out of a checkpoint and holds their shapes against the configuration.
///
/// @param prefix before every name, such as `model.`; files saved from the bare model lack it
record Weights(Checkpoint checkpoint, String prefix) {
    /// A size with its source, so that an error can say where it comes from.
    ///
    /// @param source the configuration key, or what it was computed from
    record Size(String source, long value) {}

    /// The prefix under which a tensor exists: the first of the candidates that has it, or the first of all if none does.
    static Weights under(Checkpoint checkpoint, String tensor, String... prefixes) {
        for (String prefix : prefixes) {
            if (checkpoint.find(prefix + tensor).isPresent()) {
                return new Weights(checkpoint, prefix);
            }
        }
        return new Weights(checkpoint, prefixes[0]);
    }

    /// A tensor of a known shape.
    ///
    /// @throws UnusableInputException if it is missing, has another shape or is not of floating-point numbers
    TensorInfo tensor(String name, Size... shape) {
        return fitting(checkpoint.tensor(prefix + name), shape);
    }

    /// A matrix stored [out, in] under `name.weight`, with `name.bias` if there is to be one.
    Linear linear(String name, Size out, Size in, boolean biased) {
        Optional<TensorInfo> bias = biased ? Optional.of(tensor(name + ".bias", out)) : Optional.empty();
        return new Linear(tensor(name + ".weight", out, in), true, bias);
    }

    /// A matrix stored [in, out] under `name.weight`, with `name.bias`.
    Linear transposed(String name, Size in, Size out) {
        return new Linear(tensor(name + ".weight", in, out), false, Optional.of(tensor(name + ".bias", out)));
    }

    /// A norm with `name.weight`, and `name.bias` if the style has one.
    Norm norm(NormStyle style, String name, Size width) {
        Optional<TensorInfo> bias = style.biased() ? Optional.of(tensor(name + ".bias", width)) : Optional.empty();
        return new Norm(style.kind(), style.epsilon(), (int) width.value(), Optional.of(tensor(name + ".weight", width)), bias);
    }

    TensorInfo fitting(TensorInfo tensor, Size... shape) {
        if (!tensor.type().floating()) {
            throw new UnusableInputException("D-102", tensor.file().getFileName() + ": " + tensor.name() + " is of type " + tensor.type()
                    + "; weights are of floating-point numbers. Quantised folders cannot be opened.");
        }
        List<Long> expected = Arrays.stream(shape).map(Size::value).toList();
        if (!tensor.shape().equals(expected)) {
            throw new UnusableInputException("D-102", mismatch(tensor, shape));
        }
        return tensor;
    }

    private static String mismatch(TensorInfo tensor, Size... shape) {
        if (tensor.shape().size() == shape.length) {
            for (int axis = 0; axis < shape.length; axis++) {
                if (tensor.shape().get(axis) != shape[axis].value()) {
                    return "config.json says " + shape[axis].source() + " " + shape[axis].value() + ", but " + tensor.name() + " in "
                            + tensor.file().getFileName() + " has " + tensor.shape().get(axis) + " in that place (its shape is " + tensor.shape()
                            + "). The two files do not belong together.";
                }
            }
        }
        return tensor.name() + " in " + tensor.file().getFileName() + " has the shape " + tensor.shape() + ", which has " + tensor.shape().size()
                + " axes; " + shape.length + " are needed.";
    }
}
