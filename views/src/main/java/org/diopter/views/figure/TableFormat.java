package org.diopter.views.figure;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.diopter.views.figure.FigureTable.Entry;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The text forms of a figure's numbers. Numbers are in full, with a point.
public enum TableFormat {
    /// Comma-separated values as RFC 4180 has them, a header line first.
    CSV {
        @Override
        String write(FigureTable table, Optional<String> source) {
            return separated(table, source, ',');
        }
    },
    /// The same with tabs, as spreadsheets take it from the clipboard.
    TSV {
        @Override
        String write(FigureTable table, Optional<String> source) {
            return separated(table, source, '\t');
        }
    },
    /// `{"source": "…", "rows": [{"layer": 1, …}, …]}`; a number that is not known is `null`.
    JSON {
        @Override
        String write(FigureTable table, Optional<String> source) {
            ObjectNode root = MAPPER.createObjectNode();
            source.ifPresent(line -> root.put("source", line));
            ArrayNode rows = root.putArray("rows");
            table.rows().forEach(row -> entries(rows.addObject(), table.headers(), row));
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
        }
    };

    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final String LINE_END = "\r\n";

    /// The ending of its files, without a point.
    public String ending() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The format of files with an ending, whatever its case; none if it is of no table.
    public static Optional<TableFormat> of(String ending) {
        for (TableFormat format : values()) {
            if (format.ending().equals(ending.toLowerCase(Locale.ROOT))) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    /// Numbers alone.
    public String write(FigureTable table) {
        return write(table, Optional.empty());
    }

    /// Numbers after a line that says where they come from.
    public String write(FigureTable table, String source) {
        return write(table, Optional.of(source));
    }

    abstract String write(FigureTable table, Optional<String> source);

    private static String separated(FigureTable table, Optional<String> source, char separator) {
        StringBuilder text = new StringBuilder();
        source.ifPresent(line -> text.append("# ").append(line).append(LINE_END));
        text.append(line(table.headers(), separator));
        table.rows().forEach(row -> text.append(line(row.stream().map(Entry::exact).toList(), separator)));
        return text.toString();
    }

    private static String line(List<String> entries, char separator) {
        return entries.stream().map(entry -> quoted(entry, separator)).collect(Collectors.joining(String.valueOf(separator), "", LINE_END));
    }

    private static String quoted(String text, char separator) {
        boolean plain = text.chars().noneMatch(c -> c == separator || c == '"' || c == '\r' || c == '\n');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    private static void entries(ObjectNode row, List<String> headers, List<Entry> entries) {
        for (int i = 0; i < headers.size(); i++) {
            Entry entry = entries.get(i);
            if (entry.number()) {
                row.put(headers.get(i), number(entry.exact()));
            } else {
                row.put(headers.get(i), entry.exact());
            }
        }
    }

    /// JSON knows no infinity, and no number that is none.
    private static @Nullable BigDecimal number(String exact) {
        try {
            return new BigDecimal(exact);
        } catch (NumberFormatException none) {
            return null;
        }
    }
}
