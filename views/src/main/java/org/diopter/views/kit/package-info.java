/// What the views share: the picture of a figure on the screen, the theme, icons, small controls, texts.
@NullMarked
package org.diopter.views.kit;

import org.jspecify.annotations.NullMarked;
