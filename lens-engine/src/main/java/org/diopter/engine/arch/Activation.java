package org.diopter.engine.arch;

import java.util.Map;
import org.diopter.model.UnusableInputException;

/// The non-linearity of an MLP.
public enum Activation {
    /// x σ(x).
    SILU,
    /// ½x(1 + tanh(√(2/π)(x + 0.044715x³))).
    GELU_TANH,
    /// ½x(1 + erf(x/√2)).
    GELU_ERF,
    /// max(x, 0).
    RELU;

    private static final Map<String, Activation> NAMES = Map.of(
            "silu", SILU,
            "swish", SILU,
            "gelu_new", GELU_TANH,
            "gelu_fast", GELU_TANH,
            "gelu_pytorch_tanh", GELU_TANH,
            "gelu", GELU_ERF,
            "gelu_python", GELU_ERF,
            "relu", RELU);

    /// @param name as in `config.json`
    /// @throws UnusableInputException if it is not known
    public static Activation of(String name) {
        Activation activation = NAMES.get(name);
        if (activation == null) {
            throw new UnusableInputException("D-102", "config.json: the activation '" + name + "' is not known. Known are "
                    + String.join(", ", NAMES.keySet().stream().sorted().toList()) + ".");
        }
        return activation;
    }
}
