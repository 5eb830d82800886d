/// The lens view: a tuned lens in training, and how a lens does on text it has not seen.
@NullMarked
package org.diopter.views.training;

import org.jspecify.annotations.NullMarked;
