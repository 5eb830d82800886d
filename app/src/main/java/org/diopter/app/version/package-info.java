/// Which version of the program this is.
@NullMarked
package org.diopter.app.version;

import org.jspecify.annotations.NullMarked;
