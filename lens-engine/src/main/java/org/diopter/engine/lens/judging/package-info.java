/// Judging lenses over a text: what each layer predicts, how far that is from the output, and how translators carry over to other layers.
@NullMarked
package org.diopter.engine.lens.judging;

import org.jspecify.annotations.NullMarked;
