/// What comes with the program beside its model.
@NullMarked
package org.diopter.app.bundled;

import org.jspecify.annotations.NullMarked;
