/// Which models there are on this machine: the bundled one, folders, a Hugging Face cache. Nothing here touches the network.
@NullMarked
package org.diopter.model.hub;

import org.jspecify.annotations.NullMarked;
