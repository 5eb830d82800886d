package org.diopter.engine.lens.training;

import java.util.Optional;

/// How one layer is read.
///
/// @param whitening nothing if the features are the stream itself
record LayerReading(int layer, Optional<Whitening> whitening, Parameters at) {}
