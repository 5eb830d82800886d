/// Writes ONNX graphs from an architecture: embedding, single blocks, read-out and the whole model, with weights referred to where they lie.
@NullMarked
package org.diopter.engine.graph;

import org.jspecify.annotations.NullMarked;
