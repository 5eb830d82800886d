package org.diopter.views.figure;

/// A figure of any subject: who makes it says in words what it shows.
public sealed interface WordedFigure extends Figure permits ChartFigure, MapFigure, TokenStripFigure {
    FigureText text();

    @Override
    default String title() {
        return text().title();
    }

    @Override
    default String subtitle() {
        return text().subtitle();
    }

    @Override
    default String statistic() {
        return text().statistic();
    }

    @Override
    default String caption() {
        return text().caption();
    }
}
