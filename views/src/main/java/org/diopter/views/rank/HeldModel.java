package org.diopter.views.rank;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.diopter.engine.laser.HeldAnswer;
import org.diopter.engine.laser.HeldAnswers;
import org.diopter.engine.laser.HeldAnswers.Group;
import org.diopter.engine.laser.MatrixPart;
import org.diopter.engine.laser.MatrixPart.Side;
import org.diopter.engine.laser.Reduction;
import org.diopter.views.kit.Watch;
import org.jspecify.annotations.Nullable;

/// What the components that the chosen setting removes held, as the Rank view shows it: for which items, and for which one of them in full.
public final class HeldModel {
    private final ReadOnlyObjectProperty<@Nullable Reduction> setting;
    private final ObjectProperty<HeldPhase> phase = new SimpleObjectProperty<>(HeldPhase.UNASKED);
    private final ObjectProperty<Boolean> corrected = new SimpleObjectProperty<>(false);
    private final IntegerProperty index = new SimpleIntegerProperty();

    /// What one share of the components answers alone.
    ///
    /// @param top with the largest components
    /// @param tail with the smallest
    public record Line(BigDecimal share, HeldAnswer top, HeldAnswer tail) {}

    /// @param setting that is looked at; null if none is
    HeldModel(ReadOnlyObjectProperty<@Nullable Reduction> setting) {
        this.setting = setting;
        Watch.all(() -> index.set(0), phase, corrected);
    }

    /// How far it is known, of whichever setting was asked about last.
    public ObjectProperty<HeldPhase> phase() {
        return phase;
    }

    /// Whether only items count that the setting corrects.
    public ObjectProperty<Boolean> corrected() {
        return corrected;
    }

    /// Which of the items that count is shown in full, from 0.
    public IntegerProperty index() {
        return index;
    }

    /// How far it is known of the setting that is looked at.
    public HeldPhase shown() {
        HeldPhase now = phase.get();
        return now.isAbout(setting.get()) ? now : HeldPhase.UNASKED;
    }

    /// The answers, once the setting that is looked at has been asked about.
    public Optional<HeldAnswers> answers() {
        return shown() instanceof HeldPhase.Answered answered ? Optional.of(answered.answers()) : Optional.empty();
    }

    /// Whether items count that are corrected and no others. A setting that corrects none shows all.
    public boolean onlyCorrected() {
        return corrected.get() && answers().filter(held -> held.members(Group.CORRECTED).length > 0).isPresent();
    }

    /// The places of the items that count, among those that were asked.
    public int[] places() {
        return answers().map(held -> onlyCorrected() ? held.members(Group.CORRECTED) : IntStream.range(0, held.items().length).toArray()).orElse(new int[0]);
    }

    /// The place of the item that is shown in full, among those that were asked.
    public Optional<Integer> place() {
        int[] places = places();
        return places.length == 0 ? Optional.empty() : Optional.of(places[Math.clamp(index.get(), 0, places.length - 1)]);
    }

    /// Shows the item so many further on, within those that count.
    public void step(int by) {
        index.set(Math.clamp((long) index.get() + by, 0, Math.max(0, places().length - 1)));
    }

    /// What the item that is shown in full is answered with, by shares, ascending.
    public List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        answers().ifPresent(held -> place().ifPresent(place -> {
            for (MatrixPart part : held.parts().keySet()) {
                if (part.side() == Side.TOP) {
                    lines.add(new Line(part.share(), at(held, part, place), at(held, new MatrixPart(Side.TAIL, part.share(), part.rank()), place)));
                }
            }
        }));
        return lines;
    }

    private static HeldAnswer at(HeldAnswers held, MatrixPart part, int place) {
        List<HeldAnswer> answers = held.parts().get(part);
        if (answers == null) {
            throw new IllegalArgumentException(part + " was not asked");
        }
        return answers.get(place);
    }
}
