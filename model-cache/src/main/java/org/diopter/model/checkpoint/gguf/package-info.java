/// The GGUF format of llama.cpp: its header, its blocks, and what its names mean in the terms of a Hugging Face folder.
@NullMarked
package org.diopter.model.checkpoint.gguf;

import org.jspecify.annotations.NullMarked;
