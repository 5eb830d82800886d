/// What commands and the window both read of the user's files.
@NullMarked
package org.diopter.app.input;

import org.jspecify.annotations.NullMarked;
