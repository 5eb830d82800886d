/// The export dialog: format, width, colours, preview, caption.
@NullMarked
package org.diopter.views.export;

import org.jspecify.annotations.NullMarked;
