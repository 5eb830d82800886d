@NullMarked
package org.diopter.app.settings;

import org.jspecify.annotations.NullMarked;
