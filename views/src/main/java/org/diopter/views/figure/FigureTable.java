package org.diopter.views.figure;

import java.util.List;
import java.util.stream.Collectors;

/// A figure's data as a table: what "show as table", a screen reader and CSV get.
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

    /// Comma-separated values as RFC 4180 has them, a header line first; numbers in full, with a point.
    public String toCsv() {
        String head = headers.stream().map(FigureTable::quoted).collect(Collectors.joining(","));
        return rows.stream()
                .map(row -> row.stream().map(Entry::exact).map(FigureTable::quoted).collect(Collectors.joining(",")))
                .collect(Collectors.joining("\r\n", head + "\r\n", rows.isEmpty() ? "" : "\r\n"));
    }

    private static String quoted(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
