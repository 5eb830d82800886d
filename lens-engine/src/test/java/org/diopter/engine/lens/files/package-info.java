@NullMarked
package org.diopter.engine.lens.files;

import org.jspecify.annotations.NullMarked;
