package org.diopter.views.figure;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.TextLayout;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// One line of text, laid out: runs of one font each, and their widths in logical pixels.
///
/// Text of bundled fonts is drawn as text; what needs a font of the system is drawn as its outline, so that a file looks the same elsewhere.
final class TextLine {
    private static final String ELLIPSIS = "…";

    private record Run(String text, Font font, boolean bundled, boolean faint, double width) {}

    private final List<Run> runs;
    private final double width;
    private final Face face;
    private final double size;

    private TextLine(List<Run> runs, Face face, double size) {
        this.runs = runs;
        this.face = face;
        this.size = size;
        this.width = runs.stream().mapToDouble(Run::width).sum();
    }

    static TextLine of(String text, Face face, double size) {
        List<Run> runs = new ArrayList<>();
        split(text, false, face, size, runs);
        return new TextLine(runs, face, size);
    }

    static TextLine of(TokenLabel label, Face face, double size) {
        List<Run> runs = new ArrayList<>();
        for (TokenLabel.Piece piece : label.pieces()) {
            split(piece.text(), piece.faint(), face, size, runs);
        }
        return new TextLine(runs, face, size);
    }

    /// The width of the widest of some labels, or `most` if one is wider.
    static double widest(List<TokenLabel> labels, Face face, double size, double most) {
        double widest = 0;
        for (TokenLabel label : labels) {
            // Hardly a character is wider than its font is high, so most labels need not be measured.
            if (widest < most && label.text().length() * size * 1.1 > widest) {
                widest = Math.max(widest, of(label, face, size).width());
            }
        }
        return Math.min(widest, most);
    }

    double width() {
        return width;
    }

    String text() {
        return runs.stream().map(Run::text).collect(Collectors.joining());
    }

    boolean isEmpty() {
        return runs.isEmpty();
    }

    /// This line if it is not wider, else its beginning with `…`; empty if not even that fits.
    TextLine cut(double most) {
        if (width <= most) {
            return this;
        }
        Run ellipsis = run(ELLIPSIS, face.font(size), true, false);
        double left = most - ellipsis.width;
        if (left < 0) {
            return new TextLine(List.of(), face, size);
        }
        List<Run> kept = new ArrayList<>();
        for (Run run : runs) {
            if (run.width > left) {
                beginning(run, left).ifPresent(kept::add);
                break;
            }
            kept.add(run);
            left -= run.width;
        }
        kept.add(ellipsis);
        return new TextLine(kept, face, size);
    }

    void draw(Graphics2D g, double x, double baseline, Color color) {
        double at = x;
        for (Run run : runs) {
            g.setColor(run.faint ? new Color(color.getRed(), color.getGreen(), color.getBlue(), color.getAlpha() / 2) : color);
            if (run.bundled) {
                g.setFont(run.font);
                g.drawString(run.text, (float) at, (float) baseline);
            } else {
                new TextLayout(run.text, run.font, FigureFonts.CONTEXT).draw(g, (float) at, (float) baseline);
            }
            at += run.width;
        }
    }

    /// As many whole characters, with their marks, as fit.
    private static Optional<Run> beginning(Run run, double most) {
        BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
        characters.setText(run.text);
        Run best = null;
        for (int end = characters.next(); end != BreakIterator.DONE; end = characters.next()) {
            Run candidate = run(run.text.substring(0, end), run.font, run.bundled, run.faint);
            if (candidate.width > most) {
                break;
            }
            best = candidate;
        }
        return Optional.ofNullable(best);
    }

    private static void split(String text, boolean faint, Face face, double size, List<Run> runs) {
        int from = 0;
        Font font = face.font(size);
        boolean bundled = true;
        StringBuilder current = new StringBuilder();
        while (from < text.length()) {
            int c = text.codePointAt(from);
            Optional<Face> own = FigureFonts.bundled(c, face);
            Optional<Font> system = own.isPresent() ? Optional.empty() : FigureFonts.system(c);
            // A character that nothing can show is written by its code, in the face asked for.
            Font next = own.orElse(face).font(size);
            if (system.isPresent()) {
                next = system.get().deriveFont((float) size);
            }
            if (!next.equals(font) && !current.isEmpty()) {
                runs.add(run(current.toString(), font, bundled, faint));
                current.setLength(0);
            }
            font = next;
            bundled = system.isEmpty();
            if (own.isPresent() || system.isPresent()) {
                current.appendCodePoint(c);
            } else {
                current.append(String.format("⟨U+%04X⟩", c));
            }
            from += Character.charCount(c);
        }
        if (!current.isEmpty()) {
            runs.add(run(current.toString(), font, bundled, faint));
        }
    }

    private static Run run(String text, Font font, boolean bundled, boolean faint) {
        double width = bundled
                ? font.getStringBounds(text, FigureFonts.CONTEXT).getWidth()
                : new TextLayout(text, font, FigureFonts.CONTEXT).getAdvance();
        return new Run(text, font, bundled, faint, width);
    }
}
