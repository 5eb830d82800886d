@NullMarked
package org.diopter.views.prompt;

import org.jspecify.annotations.NullMarked;
