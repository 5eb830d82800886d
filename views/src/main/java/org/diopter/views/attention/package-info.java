/// The attention view: where the queries of a block's heads look.
@NullMarked
package org.diopter.views.attention;

import org.jspecify.annotations.NullMarked;
