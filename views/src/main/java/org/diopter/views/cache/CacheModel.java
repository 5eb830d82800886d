package org.diopter.views.cache;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.diopter.engine.Study;
import org.diopter.engine.cache.CacheUse;
import org.diopter.engine.cache.EvictionRecord;
import org.diopter.engine.cache.HeadEvictions;
import org.diopter.engine.cache.PolicyOutcome;
import org.diopter.views.figure.ColorMap;
import org.diopter.views.figure.EvictionFigure;
import org.diopter.views.figure.Palette;
import org.diopter.views.figure.Provenance;
import org.diopter.views.figure.RangeMode;
import org.diopter.views.figure.Sheet;
import org.diopter.views.figure.ValueRange;
import org.diopter.views.figure.Viewport;
import org.diopter.views.kit.Findings;
import org.diopter.views.kit.Watch;
import org.jspecify.annotations.Nullable;

/// Which policies the cache view shows at which block, head and query, and what is known of them. The first policy is side 0, the one beside it side 1.
public final class CacheModel {
    static final Sheet ANY_SHEET = new Sheet(Palette.LIGHT, 1, 1);

    /// What policies kept of a study's text.
    ///
    /// @param asked the forms that asked for it
    /// @param uses the policies, one or two
    /// @param outcomes one a policy
    public record Known(Findings findings, List<PolicyForm> asked, List<CacheUse> uses, List<PolicyOutcome> outcomes) {
        public Known {
            asked = List.copyOf(asked);
            uses = List.copyOf(uses);
            outcomes = List.copyOf(outcomes);
        }

        public int tokens() {
            return findings.study().tokens().length();
        }

        /// Whether it is of a study, under whatever policy that runs itself.
        public boolean isOf(Study study) {
            return isSame(findings.study(), study);
        }

        /// Where a side's numbers come from.
        public Provenance provenance(int side) {
            return findings.provenance().under(uses.get(side).text());
        }
    }

    /// One head of it.
    ///
    /// @param seen one a policy
    public record Look(Known known, int block, int head, List<HeadEvictions> seen) {
        public Look {
            seen = List.copyOf(seen);
        }
    }

    private final List<ObjectProperty<PolicyForm>> forms =
            List.of(new SimpleObjectProperty<>(PolicyForm.INITIAL), new SimpleObjectProperty<>(PolicyForm.INITIAL.with(PolicyForm.Kind.H2O)));
    private final ObjectProperty<CachePage> page = new SimpleObjectProperty<>(CachePage.POLICIES);
    private final BooleanProperty beside = new SimpleBooleanProperty();
    private final BooleanProperty inStudy = new SimpleBooleanProperty();
    private final SweepModel sweep = new SweepModel();
    private final HeadChoiceModel heads = new HeadChoiceModel();
    private final BooleanProperty compares = new SimpleBooleanProperty(true);
    private final Computed<OtherPolicies> others = new Computed<>();
    private Runnable settled = () -> {};
    private final ObjectProperty<@Nullable Known> known = new SimpleObjectProperty<>();
    private final ObjectProperty<@Nullable Look> look = new SimpleObjectProperty<>();
    private final IntegerProperty tokens = new SimpleIntegerProperty();
    private final IntegerProperty block = new SimpleIntegerProperty();
    private final IntegerProperty head = new SimpleIntegerProperty();
    private final IntegerProperty query = new SimpleIntegerProperty();
    private final BooleanProperty playing = new SimpleBooleanProperty();
    private final BooleanProperty running = new SimpleBooleanProperty();
    private final StringProperty trouble = new SimpleStringProperty("");
    private final ObjectProperty<ColorMap> map = new SimpleObjectProperty<>(ColorMap.TIDE);
    private final BooleanProperty fit = new SimpleBooleanProperty();
    private final ObjectProperty<RangeMode> range = new SimpleObjectProperty<>(RangeMode.FIXED);
    private final ObjectProperty<Viewport> viewport = new SimpleObjectProperty<>(Viewport.WHOLE);
    private final List<ReadOnlyObjectWrapper<@Nullable EvictionFigure>> figures = List.of(new ReadOnlyObjectWrapper<>(), new ReadOnlyObjectWrapper<>());

    public CacheModel() {
        Watch.all(this::measure, look, fit);
        Watch.all(this::draw, look, range, map, viewport);
    }

    /// Whether two studies differ by their own policy at most: policies are compared on the model that keeps everything.
    public static boolean isSame(Study one, Study other) {
        return one.with(CacheUse.FULL).equals(other.with(CacheUse.FULL));
    }

    /// The policies gone over one of their settings.
    public SweepModel sweep() {
        return sweep;
    }

    /// Values for every head.
    public HeadChoiceModel heads() {
        return heads;
    }

    /// Whether the other policies are run behind those that are looked at.
    public BooleanProperty compares() {
        return compares;
    }

    /// The other policies, as far as they have been run; perhaps of an earlier result.
    public Computed<OtherPolicies> others() {
        return others;
    }

    /// The other policies at the budget of what is known, in their order; none while they are not compared with.
    public List<OtherPolicies.Other> comparedWith() {
        Known now = known.get();
        return now == null || !compares.get() ? List.of() : OtherPolicies.of(now, others.result().get());
    }

    /// Which page of the view is shown.
    public ObjectProperty<CachePage> page() {
        return page;
    }

    /// What is asked for of a side.
    public ObjectProperty<PolicyForm> form(int side) {
        return forms.get(side);
    }

    /// The forms that count: both only where a second policy is shown.
    public List<PolicyForm> asked() {
        List<PolicyForm> asked = new ArrayList<>(List.of(forms.getFirst().get()));
        if (beside.get()) {
            asked.add(forms.getLast().get());
        }
        return asked;
    }

    /// Whether a second policy is shown beside the first.
    public BooleanProperty beside() {
        return beside;
    }

    /// Whether the first policy is that of the study, so that all views show what it changes.
    public BooleanProperty inStudy() {
        return inStudy;
    }

    /// Hears that what was being dragged or typed is left.
    public void onSettled(Runnable act) {
        settled = act;
    }

    /// What was being dragged or typed is left, or has been set from elsewhere.
    public void settle() {
        settled.run();
    }

    /// What has been computed last; null before the first.
    public ObjectProperty<@Nullable Known> known() {
        return known;
    }

    /// The head of it that has been computed last.
    public ObjectProperty<@Nullable Look> look() {
        return look;
    }

    /// Of the text that is on the screen; 0 for none.
    public IntegerProperty tokens() {
        return tokens;
    }

    /// The block that is looked at, from 0.
    public IntegerProperty block() {
        return block;
    }

    /// The query head that is looked at, from 0.
    public IntegerProperty head() {
        return head;
    }

    /// The step: the position whose query is being answered.
    public IntegerProperty query() {
        return query;
    }

    /// Whether the steps go by by themselves.
    public BooleanProperty playing() {
        return playing;
    }

    /// Whether policies are being run.
    public BooleanProperty running() {
        return running;
    }

    /// Why they could not be run; empty if they could.
    public StringProperty trouble() {
        return trouble;
    }

    public ObjectProperty<ColorMap> map() {
        return map;
    }

    /// Whether the colours go over what a head's values are, else over 0–0.4.
    public BooleanProperty fit() {
        return fit;
    }

    /// Which part of the large maps is seen.
    public ObjectProperty<Viewport> viewport() {
        return viewport;
    }

    /// A side's large map, on no particular sheet; null before the first.
    public ReadOnlyObjectProperty<@Nullable EvictionFigure> figure(int side) {
        return figures.get(side).getReadOnlyProperty();
    }

    /// How many steps there are; 0 before the first result.
    public int steps() {
        Known now = known.get();
        return now == null ? 0 : now.tokens();
    }

    /// What a side kept, one record a block; empty before the first result.
    public List<EvictionRecord> records(int side) {
        Known now = known.get();
        return now == null || side >= now.outcomes().size() ? List.of() : now.outcomes().get(side).blocks();
    }

    /// The numbers of the block that is looked at, of a side.
    public Optional<EvictionRecord> record(int side) {
        List<EvictionRecord> all = records(side);
        return block.get() < all.size() ? Optional.of(all.get(block.get())) : Optional.empty();
    }

    /// Goes to a step; beyond the ends, to the end.
    public void goTo(int step) {
        query.set(Math.clamp(step, 0, Math.max(0, steps() - 1)));
    }

    /// Goes to the next head, over the ends of a block to the next one.
    public void stepHead(int by) {
        List<EvictionRecord> all = records(0);
        if (!all.isEmpty()) {
            int heads = all.getFirst().heads();
            int place = Math.clamp(block.get() * heads + head.get() + by, 0, all.size() * heads - 1);
            lookAt(place / heads, place % heads);
        }
    }

    /// Looks at a head; beyond the ends, at the last.
    public void lookAt(int anyBlock, int anyHead) {
        List<EvictionRecord> all = records(0);
        if (!all.isEmpty()) {
            block.set(Math.clamp(anyBlock, 0, all.size() - 1));
            head.set(Math.clamp(anyHead, 0, all.getFirst().heads() - 1));
        }
    }

    /// Nothing is known any more.
    public void clear() {
        playing.set(false);
        look.set(null);
        known.set(null);
        trouble.set("");
        sweep.computed().clear();
        heads.computed().clear();
        others.clear();
    }

    /// Both sides share the ends of their colours, which are sought once a head, not with every part of the maps that is looked at.
    private void measure() {
        Look now = look.get();
        range.set(fit.get() && now != null ? new RangeMode.Locked(fitted(now)) : RangeMode.FIXED);
    }

    private ValueRange fitted(Look now) {
        double[] shares = IntStream.range(0, now.seen().size())
                .mapToObj(side -> figure(now, side, RangeMode.FIXED).shares())
                .flatMapToDouble(Arrays::stream)
                .toArray();
        return ValueRange.fit(shares, ValueRange.Scale.SQRT);
    }

    private void draw() {
        for (int side = 0; side < figures.size(); side++) {
            Look now = look.get();
            figures.get(side).set(now == null || side >= now.seen().size() ? null : figure(now, side, range.get()));
        }
    }

    private EvictionFigure figure(Look now, int side, RangeMode mode) {
        return new EvictionFigure(now.seen().get(side), new EvictionFigure.Place(now.block(), now.head()), now.known().uses().get(side).text(),
                now.known().findings().labels(), mode, map.get(), viewport.get(), ANY_SHEET, now.known().provenance(side));
    }
}
