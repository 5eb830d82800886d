@NullMarked
package org.diopter.views.cache;

import org.jspecify.annotations.NullMarked;
