package org.diopter.views.cache;

import java.util.Arrays;
import java.util.List;
import javafx.application.Platform;
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
        content.heightProperty().subscribe((_, _) -> Platform.runLater(this::step)); // a scroll pane moves what it shows when that becomes higher
    }

    /// As high as the whole text.
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

    private double offset() {
        return getVvalue() * free();
    }

    /// How much of the text is not seen.
    private double free() {
        return Math.max(0, content.getMinHeight() - getViewportBounds().getHeight());
    }

    /// The first line that is seen.
    private int first() {
        return Math.clamp((int) (offset() / pitch()), 0, Math.max(0, lines.length - 1));
    }

    /// How many lines are seen, wholly or partly.
    private int seen() {
        return Math.min(lines.length - first(), (int) Math.ceil(getViewportBounds().getHeight() / pitch()) + 1);
    }

    private void step() {
        CacheModel.Look look = model.look().get();
        layOut(look == null ? List.of() : look.known().findings().labels().inputs(), getViewportBounds().getWidth() / zoom());
        double height = Math.ceil(TokenStripFigure.heightOf(lines.length) * zoom());
        content.setMinHeight(height);
        content.setPrefHeight(height);
        if (look != null && lines.length > 0) {
            follow(line(Math.min(model.query().get(), tokens.size() - 1)));
        }
        draw();
    }

    /// Scrolls no further than a line needs to be wholly seen.
    private void follow(int line) {
        double highest = line * pitch();
        double lowest = Math.max(0, highest + 1.5 * pitch() - getViewportBounds().getHeight());
        setVvalue(free() == 0 ? 0 : Math.min(free(), Math.clamp(offset(), Math.min(lowest, highest), highest)) / free());
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
        int from = lines[first()];
        int last = first() + seen();
        int to = Math.min(last < lines.length ? lines[last] : tokens.size(), model.query().get() + 1);
        if (from >= to) {
            picture.figure().set(null); // scrolled to what has not been read
            return;
        }
        TokenStripFigure strip = new CacheFigures(look).text(from, to, model.query().get());
        picture.figure().set(strip);
        picture.setAccessibleText(strip.caption());
        content.requestLayout();
    }
}
