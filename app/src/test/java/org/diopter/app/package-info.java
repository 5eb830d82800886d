/// How the program starts.
@NullMarked
package org.diopter.app;

import org.jspecify.annotations.NullMarked;
