package org.diopter.views.trajectory;

import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.diopter.engine.LensChoice;
import org.diopter.engine.lens.LensDifference;
import org.diopter.views.kit.Findings;
import org.diopter.views.kit.HeldLens;
import org.diopter.views.kit.Watch;
import org.jspecify.annotations.Nullable;

/// Through which lens the stream is read, and what the logit lens reads where both are shown. The wish stays over models without a lens: it is followed
/// once there is one.
public final class LensSwitch {
    private static final LensChoice LOGIT = new LensChoice.Logit();

    private final ObjectProperty<LensMode> wanted = new SimpleObjectProperty<>(LensMode.TUNED);
    private final ObjectProperty<@Nullable HeldLens> held = new SimpleObjectProperty<>();
    private final ReadOnlyObjectWrapper<LensMode> mode = new ReadOnlyObjectWrapper<>(LensMode.LOGIT);
    private final ReadOnlyObjectWrapper<LensChoice> choice = new ReadOnlyObjectWrapper<>(LOGIT);
    private final ObjectProperty<@Nullable Findings> beside = new SimpleObjectProperty<>();
    private final ObjectProperty<@Nullable LensDifference> difference = new SimpleObjectProperty<>();

    LensSwitch() {
        Watch.all(this::decide, wanted, held);
    }

    /// What the user wants.
    public ObjectProperty<LensMode> wanted() {
        return wanted;
    }

    /// The lens that the open model holds; null if it holds none.
    public ObjectProperty<@Nullable HeldLens> held() {
        return held;
    }

    /// What is shown: the logit lens while there is no other.
    public ReadOnlyObjectProperty<LensMode> mode() {
        return mode.getReadOnlyProperty();
    }

    /// The lens of the grid; of the right one where there are two.
    public ReadOnlyObjectProperty<LensChoice> choice() {
        return choice.getReadOnlyProperty();
    }

    /// The lens of the grid; empty for the logit lens.
    public Optional<HeldLens> current() {
        return Optional.ofNullable(held.get()).filter(_ -> mode.get() != LensMode.LOGIT);
    }

    /// What the logit lens reads, for the grid at the left; null while it is not known.
    public ObjectProperty<@Nullable Findings> beside() {
        return beside;
    }

    /// How both lenses differ, the logit lens first; null while it is not known.
    public ObjectProperty<@Nullable LensDifference> difference() {
        return difference;
    }

    /// The next of the modes that can be shown.
    void next() {
        if (held.get() != null) {
            wanted.set(LensMode.values()[(mode.get().ordinal() + 1) % LensMode.values().length]);
        }
    }

    /// What is known beside is kept when the mode changes: it may be wanted again.
    private void decide() {
        HeldLens lens = held.get();
        mode.set(lens == null ? LensMode.LOGIT : wanted.get());
        choice.set(lens == null || mode.get() == LensMode.LOGIT ? LOGIT : lens.choice());
    }
}
