package org.diopter.views.cache;

import javafx.beans.property.ObjectProperty;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import org.controlsfx.control.RangeSlider;
import org.diopter.views.cache.PolicyForm.Part;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Texts;

/// How a budget of keys is divided: from the left to the first thumb sink, between the thumbs heavy, behind the second recent. Where a policy has no sink
/// or no heavy keys, the thumbs stay where they have to. The total does not change by it.
final class SplitSlider extends HBox {
    private static final Texts TEXTS = Texts.of(SplitSlider.class);

    private final ObjectProperty<PolicyForm> form;
    private final RangeSlider thumbs = new RangeSlider(0, 1, 0, 1);
    private final Label words = Parts.label("", "note");
    private boolean showing;

    /// @param settled hears the end of a drag
    SplitSlider(ObjectProperty<PolicyForm> form, Runnable settled) {
        this.form = form;
        getStyleClass().add("tight-row");
        thumbs.setAccessibleText(TEXTS.get("split"));
        thumbs.setTooltip(new Tooltip(TEXTS.get("split.help")));
        thumbs.setPrefWidth(130);
        thumbs.setBlockIncrement(1);
        thumbs.setMajorTickUnit(1);
        thumbs.setMinorTickCount(0);
        thumbs.setSnapToTicks(true);
        thumbs.lowValueProperty().subscribe((_, low) -> moved(low.doubleValue(), thumbs.getHighValue(), true));
        thumbs.highValueProperty().subscribe((_, high) -> moved(thumbs.getLowValue(), high.doubleValue(), false));
        settleAfter(thumbs.lowValueChangingProperty(), settled);
        settleAfter(thumbs.highValueChangingProperty(), settled);
        getChildren().addAll(thumbs, words);
        show();
    }

    private static void settleAfter(ObservableBooleanValue changing, Runnable settled) {
        changing.subscribe(now -> {
            if (!now) {
                settled.run();
            }
        });
    }

    /// Brings the thumbs to where the form has them.
    void show() {
        PolicyForm now = form.get();
        int sink = now.keys(Part.SINK);
        int heavy = now.keys(Part.HEAVY);
        int total = sink + heavy + now.keys(Part.RECENT);
        showing = true;
        thumbs.setMax(Math.max(1, total));
        thumbs.setLowValue(0);
        thumbs.setHighValue(sink + heavy);
        thumbs.setLowValue(sink);
        showing = false;
        words.setText(TEXTS.get("split.words", sink, heavy, total - sink - heavy));
    }

    private void moved(double low, double high, boolean first) {
        if (showing) {
            return;
        }
        PolicyForm now = form.get();
        int total = now.keys(Part.SINK) + now.keys(Part.HEAVY) + now.keys(Part.RECENT);
        int sink = now.kind().parts().contains(Part.SINK) ? (int) Math.round(low) : 0;
        int heavyEnd = (int) Math.round(high);
        if (!now.kind().parts().contains(Part.HEAVY)) {
            sink = first ? sink : heavyEnd;
            heavyEnd = sink;
        }
        PolicyForm divided = now.split(sink, heavyEnd - sink, total - heavyEnd);
        if (divided.equals(now)) {
            show();
        } else {
            form.set(divided);
        }
    }
}
