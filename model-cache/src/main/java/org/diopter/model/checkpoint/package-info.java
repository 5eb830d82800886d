/// A model on disk, a folder with `config.json` and safetensors or a GGUF file: checked before anything is allocated, and mapped.
@NullMarked
package org.diopter.model.checkpoint;

import org.jspecify.annotations.NullMarked;
