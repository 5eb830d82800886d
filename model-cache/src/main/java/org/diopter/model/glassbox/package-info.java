/// The glass box: a tiny language model whose weights are written by the code in this package, so that what every method must find in it is known.
/// [GlassBox] says what is planted where; read it first. Nothing here depends on how such a model is run.
@NullMarked
package org.diopter.model.glassbox;

import org.jspecify.annotations.NullMarked;
