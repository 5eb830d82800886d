@NullMarked
package org.diopter.views.model;

import org.jspecify.annotations.NullMarked;
