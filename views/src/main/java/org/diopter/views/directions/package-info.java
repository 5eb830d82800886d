/// The directions view: which directions of the stream a prediction hangs on, and what becomes of it without them.
@NullMarked
package org.diopter.views.directions;

import org.jspecify.annotations.NullMarked;
