package org.diopter.views.figure;

/// What a picture says: data, what is shown of it, colours and size. A value; [FigurePainter] draws it.
public sealed interface Figure permits TrajectoryFigure, TokenCurvesFigure, QueryKeyFigure, WordedFigure, LegendFigure {
    /// Its colours and size.
    Sheet sheet();

    /// The same figure with other colours or another size.
    Figure on(Sheet sheet);

    /// How high it best is at a width, by its content.
    double naturalHeight(double width);

    /// The same figure without what belongs to the screen alone (cross-lines, partly scrolled cells): what a file shows.
    Figure settled();

    /// Where its numbers come from.
    Provenance provenance();

    /// What it shows, as the header of its pane says it: `Trajectory`.
    String title();

    /// What its marks mean, beside the title: `top-1 token and its probability in %`.
    String subtitle();

    /// What numbers it shows, over which range, as provenance writes it: `KL to final, nats, 0 to 6`.
    String statistic();

    /// Two or three sentences for under the picture in a paper.
    String caption();

    /// Its data.
    FigureTable table();
}
