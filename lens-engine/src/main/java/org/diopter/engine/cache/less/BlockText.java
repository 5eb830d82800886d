package org.diopter.engine.cache.less;

import org.diopter.engine.runtime.FloatTensor;
import org.diopter.model.tokenizer.TokenSequence;

/// A text to train kernels of one block on.
///
/// @param stream [T, d], what enters the block with everything kept, for as long as training lasts. Not modified
public record BlockText(TokenSequence tokens, FloatTensor stream) {}
