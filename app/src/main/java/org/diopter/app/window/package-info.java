/// The window: its regions, its menus, what happens when it opens, closes or is dropped on.
@NullMarked
package org.diopter.app.window;

import org.jspecify.annotations.NullMarked;
