@NullMarked
package org.diopter.e2e.architecture;

import org.jspecify.annotations.NullMarked;
