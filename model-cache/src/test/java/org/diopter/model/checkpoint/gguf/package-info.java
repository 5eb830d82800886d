/// Tests of the GGUF format.
@NullMarked
package org.diopter.model.checkpoint.gguf;

import org.jspecify.annotations.NullMarked;
