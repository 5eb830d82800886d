package org.diopter.model.checkpoint.torch;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.diopter.model.checkpoint.TensorType;

/// What a pickle may refer to by name. A name stands for one of these or for nothing at all: there is no way from a name to code.
sealed interface Global {
    /// What makes a value.
    enum Function implements Global {
        ORDERED_DICT("collections.OrderedDict"),
        TENSOR("torch._utils._rebuild_tensor"),
        TENSOR_V2("torch._utils._rebuild_tensor_v2"),
        PARAMETER("torch._utils._rebuild_parameter");

        private static final Map<String, Function> BY_NAME =
                Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(function -> function.qualifiedName, function -> function));

        private final String qualifiedName;

        Function(String qualifiedName) {
            this.qualifiedName = qualifiedName;
        }
    }

    /// The element type of a storage.
    record StorageType(TensorType type) implements Global {
        private static final Map<String, TensorType> BY_NAME = Map.of(
                "torch.DoubleStorage", TensorType.F64,
                "torch.FloatStorage", TensorType.F32,
                "torch.HalfStorage", TensorType.F16,
                "torch.BFloat16Storage", TensorType.BF16,
                "torch.LongStorage", TensorType.I64,
                "torch.IntStorage", TensorType.I32,
                "torch.ShortStorage", TensorType.I16,
                "torch.CharStorage", TensorType.I8,
                "torch.ByteStorage", TensorType.U8,
                "torch.BoolStorage", TensorType.BOOL);
    }

    /// What a name stands for.
    ///
    /// @param name module and name, as in `torch.FloatStorage`
    static Optional<Global> of(String name) {
        return Optional.<Global>ofNullable(Function.BY_NAME.get(name))
                .or(() -> Optional.ofNullable(StorageType.BY_NAME.get(name)).map(StorageType::new));
    }
}
