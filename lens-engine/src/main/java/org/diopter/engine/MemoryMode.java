package org.diopter.engine;

/// How much private memory a model may take for speed.
public enum MemoryMode {
    /// Matrices are copied into the layout that ONNX Runtime multiplies fastest.
    USUAL,
    /// Nothing is copied: the weights are used where they are mapped. Slower.
    LOW
}
