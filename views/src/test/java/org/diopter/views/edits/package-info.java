@NullMarked
package org.diopter.views.edits;

import org.jspecify.annotations.NullMarked;
