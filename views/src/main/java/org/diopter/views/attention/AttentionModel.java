package org.diopter.views.attention;

import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.diopter.engine.BlockAttention;
import org.diopter.views.figure.AttentionFigure;
import org.diopter.views.figure.ColorMap;
import org.diopter.views.figure.Palette;
import org.diopter.views.figure.RangeMode;
import org.diopter.views.figure.Sheet;
import org.diopter.views.figure.Viewport;
import org.diopter.views.kit.Findings;
import org.diopter.views.kit.Watch;
import org.jspecify.annotations.Nullable;

/// Which block and head the attention view shows, and what is known of them.
public final class AttentionModel {
    private static final Sheet ANY_SHEET = new Sheet(Palette.LIGHT, 1, 1);

    /// The attention of one block, and the findings whose study it belongs to.
    public record Known(Findings findings, BlockAttention attention) {}

    private final ObjectProperty<@Nullable Known> known = new SimpleObjectProperty<>();
    private final IntegerProperty block = new SimpleIntegerProperty();
    private final IntegerProperty head = new SimpleIntegerProperty();
    private final ObjectProperty<ColorMap> map = new SimpleObjectProperty<>(ColorMap.TIDE);
    private final BooleanProperty fit = new SimpleBooleanProperty();
    private final ObjectProperty<Viewport> viewport = new SimpleObjectProperty<>(Viewport.WHOLE);
    private final ReadOnlyObjectWrapper<@Nullable AttentionFigure> figure = new ReadOnlyObjectWrapper<>();

    public AttentionModel() {
        Watch.all(() -> figure.set(figure(head.get(), viewport.get()).orElse(null)), known, head, map, fit, viewport);
    }

    /// What has been computed last; null before the first.
    public ObjectProperty<@Nullable Known> known() {
        return known;
    }

    /// The block that is asked for, from 0.
    public IntegerProperty block() {
        return block;
    }

    /// The head that is shown large, from 0.
    public IntegerProperty head() {
        return head;
    }

    public ObjectProperty<ColorMap> map() {
        return map;
    }

    /// Whether the colours go over what the head's values are, else over 0–0.4.
    public BooleanProperty fit() {
        return fit;
    }

    /// Which part of the large map is seen.
    public ObjectProperty<Viewport> viewport() {
        return viewport;
    }

    /// The figure of the head shown large, on no particular sheet; null before the first.
    public ReadOnlyObjectProperty<@Nullable AttentionFigure> figure() {
        return figure.getReadOnlyProperty();
    }

    /// The whole map of any head.
    public Optional<AttentionFigure> figure(int anyHead) {
        return figure(anyHead, Viewport.WHOLE);
    }

    /// How many heads there are; 0 before the first result.
    public int heads() {
        Known now = known.get();
        return now == null ? 0 : now.attention().heads();
    }

    private Optional<AttentionFigure> figure(int anyHead, Viewport part) {
        Known now = known.get();
        if (now == null) {
            return Optional.empty();
        }
        RangeMode mode = fit.get() ? RangeMode.FIT : RangeMode.FIXED;
        return Optional.of(new AttentionFigure(now.attention(), Math.clamp(anyHead, 0, heads() - 1), now.findings().labels(), mode, map.get(), part,
                ANY_SHEET, now.findings().provenance()));
    }
}
