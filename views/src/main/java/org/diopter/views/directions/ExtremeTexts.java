package org.diopter.views.directions;

import java.util.List;

/// Where the text has most of the selected direction, as far as it has been read.
///
/// @param places the highest first
/// @param read sequences so far
/// @param of all that are to be read; 0 while that is not known
/// @param stopped whether the reading was ended before all was read
public record ExtremeTexts(List<ExtremeText> places, int read, int of, boolean stopped) {
    /// Nothing has been read, and nothing is being read.
    public static final ExtremeTexts NONE = new ExtremeTexts(List.of(), 0, 0, false);

    /// The text is being read, and it is not known yet how long it is.
    public static final ExtremeTexts BEGUN = new ExtremeTexts(List.of(), 0, 1, false);

    public ExtremeTexts {
        places = List.copyOf(places);
    }

    /// The same when the reading has been ended.
    public ExtremeTexts ended() {
        return new ExtremeTexts(places, read, of, true);
    }

    /// Whether it is being read.
    boolean isReading() {
        return read < of && !stopped;
    }
}
