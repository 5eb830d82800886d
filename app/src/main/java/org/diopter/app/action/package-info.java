/// What the user can do, each thing once: the registry that feeds menus, tool bars, shortcuts, the command palette and the list of keys.
@NullMarked
package org.diopter.app.action;

import org.jspecify.annotations.NullMarked;
