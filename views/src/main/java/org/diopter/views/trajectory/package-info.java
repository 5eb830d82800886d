/// The trajectory view: the grid of layers and positions, the curves of pinned tokens under it, the inspector of the selected cell.
@NullMarked
package org.diopter.views.trajectory;

import org.jspecify.annotations.NullMarked;
