/// What a model is: the architecture read from its configuration and the weights that fill it. One family specification a layout; no code that runs.
@NullMarked
package org.diopter.engine.arch;

import org.jspecify.annotations.NullMarked;
