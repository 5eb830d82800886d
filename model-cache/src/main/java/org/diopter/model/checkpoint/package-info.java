/// A model's folder on disk: `config.json` and its weights in safetensors, checked before anything is allocated and mapped, never copied.
@NullMarked
package org.diopter.model.checkpoint;

import org.jspecify.annotations.NullMarked;
