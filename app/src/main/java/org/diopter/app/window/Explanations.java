package org.diopter.app.window;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.diopter.views.figure.LensContrast;
import org.diopter.views.figure.Quantity;

/// What the views show and how they are read, in words.
final class Explanations {
    /// All texts, from the bundle `explanations`.
    static final ResourceBundle ALL = ResourceBundle.getBundle("org.diopter.app.window.explanations", Locale.ROOT);

    private Explanations() {}

    /// A heading and what stands under it.
    record Paragraph(String title, String text) {}

    /// The paragraphs of a view.
    ///
    /// @param view its name
    static List<Paragraph> of(String view) {
        List<Paragraph> paragraphs = new ArrayList<>();
        for (int i = 1; ALL.containsKey(view + "." + i); i++) {
            paragraphs.add(new Paragraph(ALL.getString(view + "." + i), ALL.getString(view + "." + i + ".text")));
        }
        return paragraphs;
    }

    /// What a quantity is.
    static Paragraph of(Quantity quantity) {
        return new Paragraph(quantity.title(), ALL.getString("statistic." + switch (quantity) {
            case Quantity.OfCell of -> of.statistic().name();
            case Quantity.OfToken _ -> "token";
            case LensContrast _ -> "lenses";
        }));
    }
}
