package org.diopter.views.cache;

import java.util.Arrays;
import java.util.List;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Region;
import org.diopter.views.figure.TokenLabel;
import org.diopter.views.figure.TokenStripFigure;
import org.diopter.views.kit.FigureView;
import org.diopter.views.kit.ViewContext;
import org.diopter.views.kit.Watch;

/// The tokens that have been read up to the query, those that are evicted without a colour. Lines are laid out once a text and width, and only those that are
/// seen are drawn, so that a step costs the same in a text of any length. The query's line is kept in sight.
final class KeptText extends ScrollPane {
    private final CacheModel model;
    private final ViewContext context;
    private final FigureView picture;
    private final Region content;
    private List<TokenLabel> tokens = List.of();
    private double laidOutAt = -1;
    private int[] lines = {};

    KeptText(CacheModel model, ViewContext context) {
        this.model = model;
        this.context = context;
        picture = new FigureView(context);
        picture.setId("kept-text");
        content = new Content();
        setContent(content);
        setFitToWidth(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        setMinHeight(0);
        Watch.all(this::step, model.look(), model.query(), context.textScale(), viewportBoundsProperty());
        Watch.all(this::draw, vvalueProperty());
    }

    /// As high as what has been read.
    private final class Content extends Region {
        Content() {
            getChildren().add(picture);
        }

        @Override
        protected void layoutChildren() {
            picture.resizeRelocate(0, first() * pitch(), getWidth(), TokenStripFigure.heightOf(seen()) * zoom());
        }
    }

    private double zoom() {
        return context.textScale().get();
    }

    private double pitch() {
        return TokenStripFigure.LINE * zoom();
    }

    /// The line in which a token stands.
    private int line(int token) {
        int found = Arrays.binarySearch(lines, token);
        return found >= 0 ? found : -found - 2;
    }

    /// How many lines have been read.
    private int read() {
        return model.look().get() == null ? 0 : line(Math.min(model.query().get(), tokens.size() - 1)) + 1;
    }

    private double offset() {
        return getVvalue() * Math.max(0, content.getMinHeight() - getViewportBounds().getHeight());
    }

    /// The first line that is seen.
    private int first() {
        return Math.clamp((int) (offset() / pitch()), 0, Math.max(0, read() - 1));
    }

    /// How many lines are seen, wholly or partly.
    private int seen() {
        return Math.min(read() - first(), (int) Math.ceil(getViewportBounds().getHeight() / pitch()) + 1);
    }

    private void step() {
        CacheModel.Look look = model.look().get();
        layOut(look == null ? List.of() : look.known().findings().labels().inputs(), getViewportBounds().getWidth() / zoom());
        double height = Math.ceil(TokenStripFigure.heightOf(read()) * zoom());
        double free = Math.max(0, height - getViewportBounds().getHeight());
        double before = offset();
        content.setMinHeight(height);
        content.setPrefHeight(height);
        double foot = read() * pitch();
        double wanted = Math.clamp(before, Math.min(free, Math.max(0, foot + pitch() / 2 - getViewportBounds().getHeight())), free);
        setVvalue(free == 0 ? 0 : Math.min(wanted, foot - pitch()) / free);
        draw();
    }

    private void layOut(List<TokenLabel> now, double width) {
        if (now != tokens || width != laidOutAt) {
            tokens = now;
            laidOutAt = width;
            lines = width < 1 ? new int[] {} : TokenStripFigure.lines(tokens, width);
        }
    }

    private void draw() {
        CacheModel.Look look = model.look().get();
        if (look == null || lines.length == 0) {
            picture.figure().set(null);
            return;
        }
        int last = first() + seen();
        int end = last < lines.length ? lines[last] : tokens.size();
        picture.figure().set(new CacheFigures(look).text(lines[first()], Math.min(end, model.query().get() + 1), model.query().get()));
        content.requestLayout();
    }
}
