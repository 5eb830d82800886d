package org.diopter.engine.lens.training;

import java.util.List;
import java.util.Optional;
import org.diopter.engine.lens.Translator;

/// One layer's translator in training; layers do not depend on one another.
final class LayerTraining {
    private final int layer;
    private final Optional<Whitening> whitening;
    private final double scale;
    private final Parameters at;
    private final Gradient gradient;
    /// What an optimiser remembers, at most first and second moments.
    private final List<Gradient> moments;

    private final Parameters best;
    private double bestKl = Double.NaN;
    private double logitLensKl = Double.NaN;
    private boolean improved;

    /// @param whitening nothing if the features are the stream itself
    /// @param scale the length of steps that suit it, see [Muon]
    /// @param start where to begin. Copied.
    LayerTraining(int layer, int width, Optional<Whitening> whitening, double scale, Parameters start) {
        this.layer = layer;
        this.whitening = whitening;
        this.scale = scale;
        this.at = start.copy();
        this.best = start.copy();
        this.gradient = Gradient.zeros(width);
        this.moments = List.of(Gradient.zeros(width), Gradient.zeros(width));
    }

    int layer() {
        return layer;
    }

    /// How it is read at its present parameters.
    LayerReading reading() {
        return new LayerReading(layer, whitening, at);
    }

    Optional<Whitening> whitening() {
        return whitening;
    }

    double scale() {
        return scale;
    }

    Parameters at() {
        return at;
    }

    Gradient gradient() {
        return gradient;
    }

    List<Gradient> moments() {
        return moments;
    }

    Parameters best() {
        return best;
    }

    double bestKl() {
        return bestKl;
    }

    double logitLensKl() {
        return logitLensKl;
    }

    boolean improved() {
        return improved;
    }

    /// Before anything is learnt, the logit lens is the best.
    void begin(double klOfLogitLens) {
        logitLensKl = klOfLogitLens;
        bestKl = klOfLogitLens;
    }

    /// Remembers the parameters if they are the best so far.
    void measured(double kl) {
        if (kl < bestKl) {
            bestKl = kl;
            best.set(at);
            improved = true;
        }
    }

    /// What an earlier process had measured.
    void restore(double klOfLogitLens, double klOfBest, boolean betterThanLogitLens) {
        logitLensKl = klOfLogitLens;
        bestKl = klOfBest;
        improved = betterThanLogitLens;
    }

    /// The best translator so far; the identity if none was better than the logit lens.
    Translator translator() {
        int width = (int) at.bias().elements();
        if (!improved) {
            return Translator.identity(width);
        }
        return whitening
                .map(white -> white.translator(best))
                .orElseGet(() -> new Translator(width, best.weight().toArray(), best.bias().toArray()));
    }
}
