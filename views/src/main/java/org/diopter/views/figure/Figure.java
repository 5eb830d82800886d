package org.diopter.views.figure;

/// What a picture says: data, what is shown of it, colours and size. A value; [FigurePainter] draws it.
public sealed interface Figure permits TrajectoryFigure {
    /// Its colours and size.
    Sheet sheet();

    /// The same figure with other colours or another size.
    Figure on(Sheet sheet);

    /// What it shows, as the header of its pane says it: `Trajectory`.
    String title();

    /// What its marks mean, beside the title: `top-1 token and its probability in %`.
    String subtitle();

    /// Two or three sentences for under the picture in a paper.
    String caption();

    /// Its data.
    FigureTable table();
}
