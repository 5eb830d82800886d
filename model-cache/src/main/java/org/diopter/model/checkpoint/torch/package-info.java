/// PyTorch's zip files, read without running anything that is in them, and written so that `torch.load(weights_only=True)` takes them.
@NullMarked
package org.diopter.model.checkpoint.torch;

import org.jspecify.annotations.NullMarked;
