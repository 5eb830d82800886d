package org.diopter.views.figure;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.Optional;

/// A figure as a file shows it: with its title line, its legend and a key to its marks, as high as the content needs.
final class ExportPage {
    private static final double MARGIN = 8;
    private static final double TITLE_LINE = 22;
    private static final double BELOW_LEGEND = 6;
    private static final double KEY_LINE = 18;
    private static final double BETWEEN = 24;

    private final Figure figure;
    private final double width;
    private final double height;
    private final double bodyTop;
    private final double bodyHeight;
    private final Optional<LegendFigure> legend;
    private final boolean legendBesideTitle;
    private final TextLine title;
    private final TextLine subtitle;
    private final FigureKey key;
    private final String caption;

    /// With the figure's own caption.
    ExportPage(Figure shown, ExportOptions options) {
        this(shown, options, shown.caption());
    }

    /// @param caption goes into the file's description
    ExportPage(Figure shown, ExportOptions options, String caption) {
        this.caption = caption;
        width = options.width();
        double inner = width - 2 * MARGIN;
        Figure settled = shown.settled();
        Figure wide = settled.on(new Sheet(options.theme().palette(), inner, settled.sheet().height()));
        bodyHeight = bodyHeight(wide, inner);
        figure = wide.on(new Sheet(options.theme().palette(), inner, bodyHeight));
        legend = LegendFigure.forFigure(figure);
        title = TextLine.of(figure.title(), Face.SANS_SEMIBOLD, 12).cut(inner);
        subtitle = TextLine.of(figure.subtitle(), Face.SANS, 11).cut(inner - title.width() - 8);
        double legendWidth = legend.map(l -> l.sheet().width()).orElse(0.0);
        legendBesideTitle = title.width() + 8 + subtitle.width() + BETWEEN + legendWidth <= inner;
        double header = TITLE_LINE;
        if (legend.isPresent()) {
            header = LegendFigure.HEIGHT + BELOW_LEGEND + (legendBesideTitle ? 0 : TITLE_LINE);
        }
        bodyTop = MARGIN + header;
        key = FigureKey.of(figure, inner);
        height = Math.ceil(bodyTop + bodyHeight + key.lines() * KEY_LINE + MARGIN);
    }

    /// As high as the content needs, and a trajectory no higher than leaves room on the highest page for what stands around it.
    private static double bodyHeight(Figure wide, double inner) {
        double natural = wide.naturalHeight(inner);
        if (!(wide instanceof TrajectoryFigure)) {
            return natural;
        }
        int keyLines = FigureKey.of(wide.on(new Sheet(wide.sheet().palette(), inner, natural)), inner).lines();
        double around = 2 * MARGIN + TITLE_LINE + LegendFigure.HEIGHT + BELOW_LEGEND + keyLines * KEY_LINE;
        return Math.min(natural, Math.floor(ExportOptions.pixels(ExportOptions.MOST_HEIGHT) - around));
    }

    /// In logical pixels.
    double width() {
        return width;
    }

    /// In logical pixels.
    double height() {
        return height;
    }

    Figure figure() {
        return figure;
    }

    String caption() {
        return caption;
    }

    void paint(Graphics2D g, Device device) {
        FigurePainter.smooth(g);
        Palette palette = figure.sheet().palette();
        g.setColor(palette.panel());
        // One pixel more, so that the last device pixels are covered wholly.
        g.fill(new Rectangle2D.Double(0, 0, width + 1, height + 1));

        Graphics2D body = (Graphics2D) g.create();
        body.translate(MARGIN, bodyTop);
        new FigurePainter().paint(figure, body, device);
        key.paint(body, bodyHeight + 12, KEY_LINE);
        body.dispose();

        TextPen pen = new TextPen(g);
        pen.draw(title, MARGIN, MARGIN + 11, TextPen.Anchor.START, palette.text());
        pen.draw(subtitle, MARGIN + title.width() + 8, MARGIN + 11, TextPen.Anchor.START, palette.text3());
        legend.ifPresent(l -> {
            Graphics2D place = (Graphics2D) g.create();
            if (legendBesideTitle) {
                place.translate(width - MARGIN - l.sheet().width(), MARGIN - 2);
            } else {
                place.translate(MARGIN, MARGIN + TITLE_LINE - 2);
            }
            new FigurePainter().paint(l, place, device);
            place.dispose();
        });
    }
}
