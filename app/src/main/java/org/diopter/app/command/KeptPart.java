package org.diopter.app.command;

import java.util.BitSet;
import java.util.OptionalDouble;
import org.diopter.engine.edit.SvdMethod;
import org.diopter.engine.laser.Spectrum;

/// What a reduction keeps of a matrix.
///
/// @param method how the components were found
/// @param kept which stay
/// @param values their singular values, as the method finds them
@SuppressWarnings("ArrayRecordComponent")
record KeptPart(SvdMethod method, BitSet kept, double[] values) {
    int rank() {
        return kept.cardinality();
    }

    /// The share of a matrix's energy that is kept. What a random projection leaves is a projection of the matrix, so that its energy is the sum of its
    /// squares too.
    double energyKept(Spectrum spectrum) {
        return method instanceof SvdMethod.Exact ? spectrum.energyKept(kept) : spectrum.energyOf(values);
    }

    /// ‖W − W′‖ / ‖W‖, Frobenius.
    double relativeError(Spectrum spectrum) {
        return Math.sqrt(Math.max(0, 1 - energyKept(spectrum)));
    }

    /// ‖W − W′‖₂; not known of a random projection.
    OptionalDouble spectralError(Spectrum spectrum) {
        return method instanceof SvdMethod.Exact ? OptionalDouble.of(spectrum.spectralError(kept)) : OptionalDouble.empty();
    }
}
