package org.diopter.app.command;

import java.util.ArrayList;
import java.util.List;

/// Rows of text in columns for a terminal.
final class TextTable {
    private static final String GAP = "  ";

    private final List<Column> columns;
    private final List<List<String>> rows = new ArrayList<>();

    /// @param right whether entries stand at the right, as numbers do
    record Column(String head, boolean right) {
        static Column text(String head) {
            return new Column(head, false);
        }

        static Column number(String head) {
            return new Column(head, true);
        }
    }

    TextTable(Column... columns) {
        this.columns = List.of(columns);
        rows.add(this.columns.stream().map(Column::head).toList());
    }

    /// Adds a row of as many entries as there are columns.
    void row(String... entries) {
        rows.add(List.of(entries));
    }

    /// The lines, the head first; none ends in spaces.
    List<String> lines() {
        int[] widths = new int[columns.size()];
        for (List<String> row : rows) {
            for (int c = 0; c < widths.length; c++) {
                widths[c] = Math.max(widths[c], width(row.get(c)));
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int c = 0; c < widths.length; c++) {
            String space = " ".repeat(widths[c] - width(row.get(c)));
            line.append(c == 0 ? "" : GAP).append(columns.get(c).right() ? space + row.get(c) : row.get(c) + space);
        }
        return line.toString().stripTrailing();
    }

    /// How many places of a terminal a text takes: two for East Asian characters and pictographs.
    static int width(String text) {
        return text.codePoints().map(TextTable::width).sum();
    }

    private static int width(int character) {
        int type = Character.getType(character);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        boolean wide = Character.isIdeographic(character)
                || (character >= 0x1100 && character <= 0x115F)
                || (character >= 0x3000 && character <= 0x30FF)
                || (character >= 0xAC00 && character <= 0xD7A3)
                || (character >= 0xFF01 && character <= 0xFF60)
                || Character.isEmojiPresentation(character);
        return wide ? 2 : 1;
    }
}
