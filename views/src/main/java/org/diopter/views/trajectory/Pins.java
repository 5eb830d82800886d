package org.diopter.views.trajectory;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.diopter.views.figure.Pin;
import org.diopter.views.figure.TokenLabel;

/// The tokens that are followed through the layers. Until the user pins one himself they are those that lead somewhere at the selected position.
///
/// A token keeps its colour for the whole session, unless another pinned token has it now.
public final class Pins {
    /// How many tokens are pinned by themselves.
    static final int FIRST = 5;

    private final ReadOnlyObjectWrapper<List<Pin>> pinned = new ReadOnlyObjectWrapper<>(List.of());
    private final Map<Integer, Integer> series = new HashMap<>();
    private boolean chosen;

    /// The pinned tokens, in the order they were pinned.
    public ReadOnlyObjectProperty<List<Pin>> pinned() {
        return pinned.getReadOnlyProperty();
    }

    /// Whether the user chose them, rather than the program.
    public boolean chosen() {
        return chosen;
    }

    public boolean isPinned(int id) {
        return pinned.get().stream().anyMatch(pin -> pin.id() == id);
    }

    /// Pins a token, or takes its pin away.
    public void toggle(int id, TokenLabel label) {
        chosen = true;
        List<Pin> pins = new ArrayList<>(pinned.get());
        if (!pins.removeIf(pin -> pin.id() == id)) {
            pins.add(new Pin(id, label, seriesOf(id, pins)));
        }
        pinned.set(List.copyOf(pins));
    }

    /// The tokens that lead at the selected position, by descending largest probability: pinned if the user has chosen none.
    void suggest(int[] leading, IntFunction<TokenLabel> label) {
        if (chosen) {
            return;
        }
        List<Pin> pins = new ArrayList<>();
        for (int i = 0; i < Math.min(FIRST, leading.length); i++) {
            pins.add(new Pin(leading[i], label.apply(leading[i]), seriesOf(leading[i], pins)));
        }
        pinned.set(List.copyOf(pins));
    }

    /// Takes every pin away and lets the program choose again.
    public void reset() {
        chosen = false;
        pinned.set(Collections.emptyList());
    }

    private int seriesOf(int id, List<Pin> others) {
        BitSet taken = new BitSet();
        others.forEach(pin -> taken.set(pin.series()));
        Integer before = series.get(id);
        int mine = before != null && !taken.get(before) ? before : taken.nextClearBit(0);
        series.putIfAbsent(id, mine);
        return mine;
    }
}
