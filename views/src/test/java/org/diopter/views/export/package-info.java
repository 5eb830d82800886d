@NullMarked
package org.diopter.views.export;

import org.jspecify.annotations.NullMarked;
