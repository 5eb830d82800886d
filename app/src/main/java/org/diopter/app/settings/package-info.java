/// What the program remembers between two starts.
@NullMarked
package org.diopter.app.settings;

import org.jspecify.annotations.NullMarked;
