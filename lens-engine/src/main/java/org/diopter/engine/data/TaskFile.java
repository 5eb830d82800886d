package org.diopter.engine.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.diopter.model.UnusableInputException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The records of a file of tasks: a JSON array, a JSON object with an array in it, or one JSON object a line. UTF-8; a byte-order mark is passed over.
///
/// @param header what else a JSON object holds; empty in the other forms
/// @param rows in the file's order
record TaskFile(Row header, List<Row> rows) {
    /// Errors in a task file.
    static final String CODE = "D-403";

    private static final int MAX_DEPTH = 50;
    private static final int MAX_STRING = 4 << 20;
    private static final TypeReference<Map<String, @Nullable Object>> OBJECT = new TypeReference<>() {};
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).maxStringLength(MAX_STRING).build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .build();

    /// The name of a file without its ending.
    static String stem(Path path) {
        String name = String.valueOf(path.getFileName());
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    /// Reads a file with one JSON object a line; empty lines are passed over.
    static TaskFile lines(Path path) {
        String name = String.valueOf(path.getFileName());
        List<Row> rows = new ArrayList<>();
        try (BufferedReader reader = open(path)) {
            int number = 1;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.isBlank()) {
                    String place = "%s, line %d".formatted(name, number);
                    try (JsonParser parser = MAPPER.createParser(line)) {
                        rows.add(row(parser, place));
                    } catch (JacksonException e) {
                        throw new UnusableInputException(CODE, "%s is not valid JSON: %.200s.".formatted(place, e.getOriginalMessage()), e);
                    }
                }
                number++;
            }
        } catch (IOException e) {
            throw unreadable(path, e);
        }
        return new TaskFile(new Row(name, Map.of()), rows);
    }

    /// Reads a JSON array of objects, or an object that has such an array.
    ///
    /// @param field where the array stands in the object
    static TaskFile json(Path path, String field) {
        String name = String.valueOf(path.getFileName());
        try (BufferedReader reader = open(path);
                JsonParser parser = MAPPER.createParser(reader)) {
            return switch (parser.nextToken()) {
                case START_ARRAY -> new TaskFile(new Row(name, Map.of()), array(parser, name));
                case START_OBJECT -> object(parser, name, field);
                case null, default -> throw new UnusableInputException(CODE, "%s must be a JSON array or object.".formatted(name));
            };
        } catch (IOException e) {
            throw unreadable(path, e);
        } catch (JacksonException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw new UnusableInputException(CODE, "%s, line %d is not valid JSON: %.200s.".formatted(name, line, e.getOriginalMessage()), e);
        }
    }

    /// Reads either form, told apart by the first character.
    static TaskFile any(Path path, String field) {
        return String.valueOf(path.getFileName()).endsWith(".jsonl") || !startsLikeOneValue(path) ? lines(path) : json(path, field);
    }

    /// Whether the file begins with an array, or with an object that does not end on its first line.
    private static boolean startsLikeOneValue(Path path) {
        try (BufferedReader reader = open(path)) {
            String line = reader.readLine();
            while (line != null && line.isBlank()) {
                line = reader.readLine();
            }
            return line == null || line.strip().startsWith("[") || !line.strip().endsWith("}") || reader.readLine() == null;
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    private static TaskFile object(JsonParser parser, String name, String field) {
        Map<String, @Nullable Object> header = new LinkedHashMap<>();
        List<Row> rows = new ArrayList<>();
        boolean found = false;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String property = parser.currentName();
            JsonToken value = parser.nextToken();
            if (property.equals(field) && value == JsonToken.START_ARRAY) {
                rows.addAll(array(parser, name));
                found = true;
            } else {
                header.put(property, parser.readValueAs(Object.class));
            }
        }
        if (!found) {
            throw new UnusableInputException(CODE, "%s has no list “%s”.".formatted(name, field));
        }
        return new TaskFile(new Row(name, header), rows);
    }

    private static List<Row> array(JsonParser parser, String name) {
        List<Row> rows = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            String place = "%s, line %d".formatted(name, parser.currentTokenLocation().getLineNr());
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw new UnusableInputException(CODE, "%s: an object in { } must stand here.".formatted(place));
            }
            rows.add(new Row(place, parser.readValueAs(OBJECT)));
        }
        return rows;
    }

    private static Row row(JsonParser parser, String place) {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new UnusableInputException(CODE, "%s: an object in { } must stand here.".formatted(place));
        }
        Row row = new Row(place, parser.readValueAs(OBJECT));
        if (parser.nextToken() != null) {
            throw new UnusableInputException(CODE, "%s: something follows the object.".formatted(place));
        }
        return row;
    }

    /// The text of a file, without a byte-order mark.
    static BufferedReader open(Path path) throws IOException {
        BufferedReader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8);
        reader.mark(1);
        if (reader.read() != '\uFEFF') {
            reader.reset();
        }
        return reader;
    }

    static UnusableInputException unreadable(Path path, IOException e) {
        String why = e instanceof CharacterCodingException ? "it is not UTF-8 text" : UnusableInputException.reason(e);
        return new UnusableInputException(CODE, "%s cannot be read: %s.".formatted(path, why), e);
    }
}
