/// Tests of the pictures.
@NullMarked
package org.diopter.views.figure;

import org.jspecify.annotations.NullMarked;
