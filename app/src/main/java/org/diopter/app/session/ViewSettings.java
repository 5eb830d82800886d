package org.diopter.app.session;

import java.util.List;

/// How a study is looked at.
///
/// @param front name of the view in front
/// @param show which of the runs, by the name of its `Show`
/// @param statistic what colours mean, by the name of its `Statistic`; `TOKEN` for the probability of a token
/// @param token the id of that token; −1 if there is none
/// @param map of colours
/// @param range of colours: `fixed`, `fit` or `LOW:HIGH`
/// @param unit of logarithms: `nats` or `bits`
/// @param transpose whether positions go downward
/// @param stride every how many layers one is shown
/// @param values whether cells say their value
/// @param depthStrip whether the strip of depths is shown
/// @param pins ids of the pinned tokens; empty while the program chooses them
/// @param layer of the selected cell; −1 for the output
/// @param position of the selected cell; −1 for the last
/// @param block that attention is looked at of
/// @param head that attention is looked at of
public record ViewSettings(
        String front,
        String show,
        String statistic,
        int token,
        String map,
        String range,
        String unit,
        boolean transpose,
        int stride,
        boolean values,
        boolean depthStrip,
        List<Integer> pins,
        int layer,
        int position,
        int block,
        int head) {
    /// What colours mean where that is the probability of a token.
    public static final String TOKEN = "TOKEN";
    /// As on a first start.
    public static final ViewSettings STANDARD =
            new ViewSettings("trajectory", "EDITED", "MAX_PROBABILITY", -1, "tide", "fixed", "nats", false, 1, true, true, List.of(), -1, -1, 0, 0);

    public ViewSettings {
        for (String name : new String[] {front, show, statistic, map, range, unit}) {
            Limits.text("name", name, Limits.NAME);
        }
        Limits.range("token", token, -1, Integer.MAX_VALUE);
        Limits.range("stride", stride, 1, Limits.NAME);
        Limits.range("layer", layer, -1, Limits.TOKENS);
        Limits.range("position", position, -1, Limits.TOKENS);
        Limits.range("block", block, 0, Limits.TOKENS);
        Limits.range("head", head, 0, Limits.TOKENS);
        Limits.count("pins", pins, Limits.PINS);
        pins = List.copyOf(pins);
    }

    /// The same looked at from the same place: what is selected and in front is nobody's work.
    ViewSettings withoutPlace() {
        return new ViewSettings("", show, statistic, token, map, range, unit, transpose, stride, values, depthStrip, pins, -1, -1, 0, 0);
    }
}
