@NullMarked
package org.diopter.app.action;

import org.jspecify.annotations.NullMarked;
