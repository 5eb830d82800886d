package org.diopter.engine.arch;

/// What the norms of one model have in common.
///
/// @param biased whether each has a bias
record NormStyle(Norm.Kind kind, double epsilon, boolean biased) {
    static NormStyle layer(double epsilon) {
        return new NormStyle(Norm.Kind.LAYER, epsilon, true);
    }

    static NormStyle rms(double epsilon) {
        return new NormStyle(Norm.Kind.RMS, epsilon, false);
    }

    static NormStyle rmsOnePlus(double epsilon) {
        return new NormStyle(Norm.Kind.RMS_ONE_PLUS, epsilon, false);
    }
}
