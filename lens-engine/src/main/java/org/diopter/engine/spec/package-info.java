/// Texts that say what is to be done to a model: a kind, a colon, and settings.
@NullMarked
package org.diopter.engine.spec;

import org.jspecify.annotations.NullMarked;
