package org.diopter.views.figure;

import java.util.List;

/// A figure's data as a table: what "show as table", a screen reader and the files of a [TableFormat] get.
///
/// @param headers names of the columns
/// @param rows as many entries each as there are headers
public record FigureTable(List<String> headers, List<List<Entry>> rows) {
    public FigureTable {
        headers = List.copyOf(headers);
        rows = List.copyOf(rows);
    }

    /// One entry.
    ///
    /// @param text as a person reads it
    /// @param exact as a program reads it: a number in full, or the text
    public record Entry(String text, String exact, boolean number) {
        public static Entry of(String text) {
            return new Entry(text, text, false);
        }

        public static Entry of(long value) {
            return new Entry(Long.toString(value), Long.toString(value), true);
        }

        /// @param value NaN becomes an empty entry
        public static Entry of(double value, String text) {
            return Double.isNaN(value) ? new Entry("", "", true) : new Entry(text, Double.toString(value), true);
        }
    }
}
