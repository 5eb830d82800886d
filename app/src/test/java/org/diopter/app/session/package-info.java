@NullMarked
package org.diopter.app.session;

import org.jspecify.annotations.NullMarked;
