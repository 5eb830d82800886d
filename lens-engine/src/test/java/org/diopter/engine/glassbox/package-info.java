/// Every method on the glass box, the model of which it is known what they must find.
@NullMarked
package org.diopter.engine.glassbox;

import org.jspecify.annotations.NullMarked;
