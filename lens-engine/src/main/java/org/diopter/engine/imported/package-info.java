/// Models that come as ONNX graphs: reads a file it has never seen, finds the residual stream and the attention in it without trusting a name, and splits
/// it into blocks that run like those written from an architecture.
@NullMarked
package org.diopter.engine.imported;

import org.jspecify.annotations.NullMarked;
