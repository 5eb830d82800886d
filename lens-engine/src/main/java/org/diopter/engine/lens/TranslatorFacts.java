package org.diopter.engine.lens;

/// How strongly a translator changes the stream, for people.
///
/// @param weightNorm the Frobenius norm of W
/// @param biasNorm the length of b
/// @param distance the Frobenius norm of A − I relative to that of I, ‖W‖ / √d: 0 is the logit lens
public record TranslatorFacts(double weightNorm, double biasNorm, double distance) {

    public static TranslatorFacts of(Translator translator) {
        double weightNorm = norm(translator.weight());
        return new TranslatorFacts(weightNorm, norm(translator.bias()), weightNorm / Math.sqrt(translator.width()));
    }

    private static double norm(float[] values) {
        double squares = 0;
        for (float value : values) {
            squares += (double) value * value;
        }
        return Math.sqrt(squares);
    }
}
