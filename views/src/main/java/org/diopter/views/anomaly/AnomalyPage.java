package org.diopter.views.anomaly;

import javafx.beans.property.Property;
import org.diopter.views.kit.Segments;
import org.diopter.views.kit.Texts;

/// The two halves of the anomaly desk.
public enum AnomalyPage {
    /// Prompts that take another way.
    PROMPTS,
    /// Examples of a task, by how late their answers are decided.
    TASK;

    private static final Texts TEXTS = Texts.of(AnomalyPage.class);

    /// The switch between them.
    static Segments<AnomalyPage> choice(Property<AnomalyPage> page) {
        Segments<AnomalyPage> choice = new Segments<>(one -> TEXTS.get("page." + one), values());
        choice.value().bindBidirectional(page);
        choice.setMinWidth(Segments.USE_PREF_SIZE);
        return choice;
    }
}
