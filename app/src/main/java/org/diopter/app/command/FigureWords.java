package org.diopter.app.command;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.diopter.model.UnusableInputException;
import org.diopter.views.figure.ColorMap;
import org.diopter.views.figure.RangeMode;
import org.diopter.views.figure.Theme;
import org.diopter.views.figure.Unit;
import org.diopter.views.figure.ValueRange;

/// The words that options and studies use for the choices of a picture. A wrong one is an [IllegalArgumentException].
final class FigureWords {
    private static final String NUMBER = "(-?[0-9]+(?:\\.[0-9]+)?(?:[eE]-?[0-9]+)?)";
    private static final Pattern LOW_HIGH = Pattern.compile(NUMBER + ":" + NUMBER);

    private FigureWords() {}

    /// `tide`, `viridis`, `cividis` or `grey`: a map of two sides is for differences.
    static ColorMap map(String name) {
        return Arrays.stream(ColorMap.values())
                .filter(map -> !map.isTwoSided() && map.label().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + name + "' is none of tide, viridis, cividis, grey"));
    }

    /// The same; of a difference `shift`, the map of two sides.
    static ColorMap map(String name, boolean difference) {
        if (difference && !name.equals(ColorMap.SHIFT.label())) {
            throw new IllegalArgumentException("'" + name + "' is not shift, the map of differences");
        }
        return difference ? ColorMap.SHIFT : map(name);
    }

    /// `print`, `light` or `dark`.
    static Theme theme(String name) {
        return Arrays.stream(Theme.values())
                .filter(theme -> theme.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + name + "' is none of print, light, dark"));
    }

    /// `nats` or `bits`.
    static Unit unit(String name) {
        return Arrays.stream(Unit.values())
                .filter(unit -> unit.label().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + name + "' is none of nats, bits"));
    }

    /// Looks whether a range is `fixed`, `fit` or `LOW:HIGH`.
    static String range(String word) {
        Matcher ends = LOW_HIGH.matcher(word);
        boolean known = word.equals("fixed") || word.equals("fit");
        if (!known && !(ends.matches() && Double.parseDouble(ends.group(1)) < Double.parseDouble(ends.group(2)))) {
            throw new IllegalArgumentException("'" + word + "' is none of fixed, fit, LOW:HIGH with LOW less than HIGH");
        }
        return word;
    }

    /// What a range means for a quantity.
    ///
    /// @param usual the quantity's own range, whose scale holds
    /// @throws UnusableInputException if the ends have no place on that scale
    static RangeMode range(String word, ValueRange usual) {
        Matcher ends = LOW_HIGH.matcher(range(word));
        if (!ends.matches()) {
            return word.equals("fit") ? RangeMode.FIT : RangeMode.FIXED;
        }
        double low = Double.parseDouble(ends.group(1));
        double high = Double.parseDouble(ends.group(2));
        boolean fits = switch (usual.scale()) {
            case LINEAR -> true;
            case LOG -> low > 0;
            case SQRT -> low == 0;
        };
        if (!fits) {
            throw new UnusableInputException("D-208", "The range %s cannot be shown: this scale begins %s. Choose another --range."
                    .formatted(word, usual.scale() == ValueRange.Scale.LOG ? "above 0" : "at 0"));
        }
        return new RangeMode.Locked(new ValueRange(low, high, usual.scale(), true, true));
    }
}
