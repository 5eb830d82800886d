/// JSON from files of unknown origin, read within limits.
@NullMarked
package org.diopter.model.json;

import org.jspecify.annotations.NullMarked;
