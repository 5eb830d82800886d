/// What the parts of the model cache share: progress of long work and the one error for input that cannot be used.
@NullMarked
package org.diopter.model;

import org.jspecify.annotations.NullMarked;
