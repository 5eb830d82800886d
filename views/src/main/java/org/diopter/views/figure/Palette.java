package org.diopter.views.figure;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.List;
import java.util.stream.Stream;

/// The colours of a theme, by use (UI guide §8). Painters and style sheets have them from here.
///
/// @param dark whether light text stands on a dark ground
/// @param background the window
/// @param panel panes, and the ground of a picture
/// @param panel2 rail, status bar, cells that are not computed
/// @param line borders of panes
/// @param line2 inner lines, tracks of bars
/// @param fieldLine borders of inputs
/// @param text text
/// @param text2 secondary text, axis titles
/// @param text3 labels, ticks
/// @param accent selection, focus, primary button
/// @param accentBackground ground of what is selected
/// @param edit edits, B, causal cone
/// @param editBackground ground of what belongs to edits
/// @param positive signed text and bars above zero
/// @param negative signed text and bars below zero
/// @param series colours of lines, in order
/// @param evicted evicted keys
/// @param ink frames on cells
/// @param halo the outer line of marks on cells
public record Palette(
        boolean dark,
        Color background,
        Color panel,
        Color panel2,
        Color line,
        Color line2,
        Color fieldLine,
        Color text,
        Color text2,
        Color text3,
        Color accent,
        Color accentBackground,
        Color edit,
        Color editBackground,
        Color ok,
        Color okBackground,
        Color warning,
        Color warningBackground,
        Color error,
        Color errorBackground,
        Color positive,
        Color negative,
        List<Color> series,
        Color evicted,
        Color ink,
        Color halo) {

    public static final Palette LIGHT = of(false, """
            F3F4F6 FFFFFF F8F9FA D9DDE2 E9ECEF 838C96 1A1D21 4E5762 66707B 1D5FD1 E7EFFC B93C07 FDF0E8
            19764A E5F4EC 8A5A00 FCF3DA BE1E2B FCEBEC A5301F 1E4CA6 1F6FB4 B0306F 157A55 7A4CC2 8C6200 C3C9D1 14171A FFFFFF""");

    public static final Palette DARK = of(true, """
            16181B 1E2124 23262A 363B41 2A2E33 717B86 E8EBEE B3BBC4 939DA8 73A9FF 1D3252 FF9D63 3A261A
            52C68F 183327 E3B350 382D14 FF7E78 3F2022 FF9C66 6FC3FF 6CB4F5 F088BE 5CCB9C B59AF5 DDB24C 4A5159 FFFFFF 101214""");

    /// Light, on white paper.
    public static final Palette PRINT = of(false, """
            FFFFFF FFFFFF F8F9FA D9DDE2 E9ECEF 838C96 1A1D21 4E5762 66707B 1D5FD1 E7EFFC B93C07 FDF0E8
            19764A E5F4EC 8A5A00 FCF3DA BE1E2B FCEBEC A5301F 1E4CA6 1F6FB4 B0306F 157A55 7A4CC2 8C6200 C3C9D1 14171A FFFFFF""");

    private static final int SERIES = 5;
    private static final float[][] DASHES = {{}, {6, 3}, {2, 2}, {8, 3, 2, 3}};

    public Palette {
        series = List.copyOf(series);
    }

    /// The colour of a line, a bar or a token of this index in the series. Colours come round again after the last; the [stroke][#stroke] then differs.
    public Color series(int index) {
        return series.get(index % series.size());
    }

    /// The stroke of a line of this index in the series: solid for the first round of colours, then a dash pattern a round.
    public BasicStroke stroke(int index, float width) {
        float[] dash = DASHES[index / series.size() % DASHES.length];
        return dash.length == 0
                ? new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND)
                : new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dash, 0);
    }

    /// The colour as a style sheet writes it: `#1D5FD1`.
    public static String css(Color color) {
        return String.format("#%06X", color.getRGB() & 0xFFFFFF);
    }

    private static Palette of(boolean dark, String hex) {
        List<Color> c = Stream.of(hex.split("\\s+")).map(s -> new Color(Integer.parseInt(s, 16))).toList();
        int s = 21;
        int e = s + SERIES;
        return new Palette(
                dark, c.get(0), c.get(1), c.get(2), c.get(3), c.get(4), c.get(5), c.get(6), c.get(7), c.get(8), c.get(9), c.get(10), c.get(11),
                c.get(12), c.get(13), c.get(14), c.get(15), c.get(16), c.get(17), c.get(18), c.get(19), c.get(20), c.subList(s, e), c.get(e),
                c.get(e + 1), c.get(e + 2));
    }
}
