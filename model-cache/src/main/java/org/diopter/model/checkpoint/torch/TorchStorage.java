package org.diopter.model.checkpoint.torch;

import org.diopter.model.checkpoint.TensorType;

/// Numbers in a PyTorch file, little-endian; one or several tensors are views of them.
///
/// @param name of the entry they lie in
/// @param type of an element
/// @param elements how many there are
public record TorchStorage(String name, TensorType type, long elements) {}
