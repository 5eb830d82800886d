@NullMarked
package org.diopter.app.job;

import org.jspecify.annotations.NullMarked;
