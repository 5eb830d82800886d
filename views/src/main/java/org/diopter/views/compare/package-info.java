/// The compare view: two studies, A and B, side by side, and what differs between them.
@NullMarked
package org.diopter.views.compare;

import org.jspecify.annotations.NullMarked;
