/// What a user changes in a model, as values: each edit knows where it acts and how it is written. Nothing here runs a model.
@NullMarked
package org.diopter.engine.edit;

import org.jspecify.annotations.NullMarked;
