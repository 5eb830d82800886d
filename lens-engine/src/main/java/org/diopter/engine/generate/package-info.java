/// Letting a model go on with a text: what the next token is drawn from, how, and when it ends.
@NullMarked
package org.diopter.engine.generate;

import org.jspecify.annotations.NullMarked;
