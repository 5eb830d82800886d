package org.diopter.engine.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.diopter.model.UnusableInputException;
import org.jspecify.annotations.Nullable;

/// A table of values parted by commas (RFC 4180): a value in quotation marks may hold commas, line ends and doubled quotation marks. The first line names
/// the columns.
final class CsvFile {
    private final String name;
    private final BufferedReader reader;
    private int line = 1;

    private CsvFile(String name, BufferedReader reader) {
        this.name = name;
        this.reader = reader;
    }

    static List<Row> read(Path path) {
        try (BufferedReader reader = TaskFile.open(path)) {
            return new CsvFile(String.valueOf(path.getFileName()), reader).rows();
        } catch (IOException e) {
            throw TaskFile.unreadable(path, e);
        }
    }

    private List<Row> rows() throws IOException {
        List<String> columns = values();
        List<Row> rows = new ArrayList<>();
        for (int start = line; ; start = line) {
            List<String> values = values();
            if (values.isEmpty()) {
                return rows;
            }
            if (values.size() != columns.size()) {
                throw new UnusableInputException(TaskFile.CODE, "%s, line %d has %d values; the first line names %d columns."
                        .formatted(name, start, values.size(), columns.size()));
            }
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            for (int i = 0; i < columns.size(); i++) {
                fields.put(columns.get(i), values.get(i));
            }
            rows.add(new Row("%s, line %d".formatted(name, start), fields));
        }
    }

    /// The values of the next record; none at the end of the file.
    private List<String> values() throws IOException {
        List<String> values = new ArrayList<>();
        StringBuilder value = new StringBuilder();
        boolean quoted = false;
        boolean any = false;
        int start = line;
        for (int c = reader.read(); c >= 0; c = reader.read()) {
            any = true;
            if (c == '\n') {
                line++;
            }
            if (c == '"') {
                if (quoted && peek() == '"') {
                    value.append((char) reader.read());
                } else {
                    quoted = !quoted;
                }
            } else if (quoted || (c != ',' && c != '\n' && c != '\r')) {
                value.append((char) c);
            } else if (c == ',') {
                values.add(value.toString());
                value.setLength(0);
            } else if (c == '\n') {
                values.add(value.toString());
                return values;
            }
        }
        if (quoted) {
            throw new UnusableInputException(TaskFile.CODE, "%s: a quotation mark opened in the record of line %d is not closed.".formatted(name, start));
        }
        if (any) {
            values.add(value.toString());
        }
        return values;
    }

    private int peek() throws IOException {
        reader.mark(1);
        int next = reader.read();
        reader.reset();
        return next;
    }
}
