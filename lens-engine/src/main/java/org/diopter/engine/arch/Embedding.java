package org.diopter.engine.arch;

import java.util.Optional;
import org.diopter.model.checkpoint.TensorInfo;

/// How token ids become the stream that enters block 0.
///
/// @param tokens [vocabulary, width]
/// @param positions [context, width], added; absent where positions enter by rotation
public record Embedding(TensorInfo tokens, Optional<TensorInfo> positions) {}
