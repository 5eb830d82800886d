@NullMarked
package org.diopter.app.window;

import org.jspecify.annotations.NullMarked;
