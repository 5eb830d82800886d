/// The only door to ONNX Runtime: its environment, sessions, native tensors, providers and cancellation.
@NullMarked
package org.diopter.engine.runtime;

import org.jspecify.annotations.NullMarked;
