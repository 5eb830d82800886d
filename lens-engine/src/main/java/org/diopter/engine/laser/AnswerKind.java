package org.diopter.engine.laser;

import java.util.Locale;
import java.util.Set;

/// What sort of answer a model gave with one part of a matrix.
public enum AnswerKind {
    /// The first token of the right answer.
    RIGHT,
    /// A word that fits nearly anywhere, or a token without a letter or digit.
    GENERIC,
    /// Anything else; often an answer of the right type and the wrong one.
    OTHER;

    /// Articles, prepositions, conjunctions, pronouns, auxiliaries. Those that name nothing.
    private static final Set<String> WORDS = Set.of(
            "a", "an", "the", "this", "that", "these", "those", "it", "its", "he", "she", "his", "her", "him", "they", "their", "them", "we",
            "our", "you", "your", "i", "my", "me", "who", "which", "what", "there", "here", "one", "of", "to", "in", "on", "at", "by", "for",
            "from", "with", "as", "into", "about", "after", "and", "or", "but", "not", "no", "so", "than", "then", "also", "is", "are", "was",
            "were", "be", "been", "being", "has", "have", "had", "do", "does", "did", "will", "would", "can", "could", "may", "s", "t");

    /// @param said the token's text
    /// @param right whether it is the right answer's first token, whatever word that is
    public static AnswerKind of(String said, boolean right) {
        if (right) {
            return RIGHT;
        }
        boolean spoken = said.codePoints().anyMatch(Character::isLetterOrDigit);
        return !spoken || WORDS.contains(said.strip().toLowerCase(Locale.ROOT)) ? GENERIC : OTHER;
    }
}
