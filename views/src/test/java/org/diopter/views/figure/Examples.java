package org.diopter.views.figure;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.diopter.engine.BlockAttention;
import org.diopter.engine.lens.SyntheticTrajectories;
import org.diopter.engine.lens.Trajectory;
import org.diopter.model.tokenizer.TokenSequence;

/// Figures to look at and to test with.
final class Examples {
    private static final List<String> WORDS = List.of(
            "<|endoftext|>", "The", " capital", " of", " France", " is", " Paris", ".", " Italy", " Rome", " Milan", " the", " mother", " Germany",
            " language", " Japan", " a", " first", " located", " in", " Naples", " Florence", ",", "\n", "\n\n", "\t", " and", " was", "s", " 42");
    private static final List<String> SCRIPTS = List.of(
            "<|endoftext|>", "意大利", "的", "首都", "是", "罗马", "北京", "。", "こんにちは", "한국", "😀", " 🇮🇹", "Привет", " Ελλάδα", " مرحبا", "שלום", " हिन्दी",
            "\u202Eevil", "a\u0301\u0301\u0301\u0301\u0301", " a_very_long_identifier_name", "\u000B", "\u200B", "  ", " naïve", " →", "ﬁ");

    static final WordTokenizer TOKENIZER = WordTokenizer.of(WORDS);
    static final Provenance PROVENANCE = new Provenance(
            "0.1.0", "almanac-8m", "9f2c41d8aa", "logit lens", "", "The capital of France is Paris. The capital of Italy is", "77e1b2c300", 13, "none",
            "none", 42, "CPU, float32", Instant.parse("2026-11-25T12:00:00Z"), "{\"study\":1}");

    private Examples() {}

    static Trajectory capitals() {
        return SyntheticTrajectories.of(capitalTokens(), capitalFinals(), 8, WORDS.size(), 7);
    }

    static int[] capitalTokens() {
        return TOKENIZER.ids(
                "<|endoftext|>", "The", " capital", " of", " France", " is", " Paris", ".", " the", " capital", " of", " Italy", " is");
    }

    static int[] capitalFinals() {
        return TOKENIZER.ids(
                "The", " mother", " of", " Japan", " is", " Paris", ".", "<|endoftext|>", " capital", " of", " Germany", " is", " Rome");
    }

    static TrajectoryFigure capitals(Palette palette, double width, double height) {
        return figure(capitals(), TOKENIZER, palette, width, height);
    }

    static TrajectoryFigure figure(Trajectory trajectory, WordTokenizer tokenizer, Palette palette, double width, double height) {
        return new TrajectoryFigure(
                trajectory, TokenLabels.of(trajectory, Optional.of(tokenizer)), tokenizer.size(), List.of(), TrajectoryLook.standard(), Viewport.WHOLE,
                new Sheet(palette, width, height), PROVENANCE);
    }

    static List<Pin> pins() {
        List<Pin> pins = new ArrayList<>();
        for (String word : List.of(" Rome", " Paris", " Milan", " the")) {
            int id = TOKENIZER.id(word);
            pins.add(new Pin(id, TokenLabels.label(id, Optional.of(TOKENIZER)), pins.size()));
        }
        return pins;
    }

    /// 300 positions, 31 rows.
    static TrajectoryFigure large(Palette palette, double width, double height) {
        return large(300, 30, palette, width, height);
    }

    static TrajectoryFigure large(int positions, int layers, Palette palette, double width, double height) {
        Random random = new Random(3);
        int[] tokens = IntStream.range(0, positions).map(i -> random.nextInt(WORDS.size())).toArray();
        int[] finals = IntStream.range(0, positions).map(i -> i + 1 < positions ? tokens[i + 1] : 0).toArray();
        return figure(SyntheticTrajectories.of(tokens, finals, layers, WORDS.size(), 5), TOKENIZER, palette, width, height);
    }

    /// Scripts that no bundled font has, and characters that must not act.
    static TrajectoryFigure scripts(Palette palette, double width, double height) {
        WordTokenizer tokenizer = WordTokenizer.of(SCRIPTS);
        int[] tokens = IntStream.range(0, SCRIPTS.size()).toArray();
        int[] finals = IntStream.range(0, SCRIPTS.size()).map(i -> (i + 1) % SCRIPTS.size()).toArray();
        return figure(SyntheticTrajectories.of(tokens, finals, 8, SCRIPTS.size(), 11), tokenizer, palette, width, height);
    }

    static TokenCurvesFigure curves(Palette palette, double width, double height) {
        Trajectory trajectory = capitals();
        List<Pin> pins = new ArrayList<>();
        for (int id : trajectory.tracked(12)) {
            pins.add(new Pin(id, TokenLabels.label(id, Optional.of(TOKENIZER)), pins.size()));
        }
        return new TokenCurvesFigure(
                trajectory, 12, WORDS.size(), pins, CurvePanels.BOTH, OptionalInt.empty(), new Sheet(palette, width, height), PROVENANCE);
    }

    /// More curves than colours, most of them near zero at the end.
    static TokenCurvesFigure manyCurves(Palette palette, double width, double height) {
        int[] tokens = IntStream.range(0, 3).toArray();
        Trajectory trajectory = SyntheticTrajectories.tracking(12, tokens, new int[] {5, 6, 7}, 60, WORDS.size(), 3);
        List<Pin> pins = new ArrayList<>();
        for (int id = 0; id < 12; id++) {
            pins.add(new Pin(id, TokenLabels.label(id, Optional.of(TOKENIZER)), id));
        }
        return new TokenCurvesFigure(
                trajectory, 2, WORDS.size(), pins, CurvePanels.BOTH, OptionalInt.empty(),
                new Sheet(palette, width, height), PROVENANCE);
    }

    static AttentionFigure attention(Palette palette, double width, double height, int positions) {
        Random random = new Random(4);
        int[] ids = IntStream.range(0, positions).map(i -> i < 13 ? capitalTokens()[i] : random.nextInt(WORDS.size())).toArray();
        float[] probabilities = new float[2 * positions * positions];
        for (int head = 0; head < 2; head++) {
            for (int query = 0; query < positions; query++) {
                double sum = 0;
                double[] weights = new double[query + 1];
                for (int key = 0; key <= query; key++) {
                    weights[key] = Math.exp(3 * random.nextGaussian() * 0.4 + (key == 0 ? 2.5 : 0) + (query - key < 3 ? 1.5 : 0));
                    sum += weights[key];
                }
                for (int key = 0; key <= query; key++) {
                    probabilities[(head * positions + query) * positions + key] = (float) (weights[key] / sum);
                }
            }
        }
        TokenSequence tokens = TokenSequence.of(ids);
        return new AttentionFigure(
                new BlockAttention(tokens, 5, 2, probabilities), 1, TokenLabels.of(tokens, Optional.of(TOKENIZER)), RangeMode.FIXED, ColorMap.TIDE,
                Viewport.WHOLE, new Sheet(palette, width, height), PROVENANCE);
    }
}
