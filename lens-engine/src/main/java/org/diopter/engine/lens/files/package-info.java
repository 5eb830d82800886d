/// Lenses as files: those of the tuned-lens package, Jacobian lenses, and safetensors; read with every size checked, written whole or not at all.
@NullMarked
package org.diopter.engine.lens.files;

import org.jspecify.annotations.NullMarked;
