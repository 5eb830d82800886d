package org.diopter.model.json;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.diopter.model.UnusableInputException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// A JSON text that somebody else wrote and that may be hostile: UTF-8 only, of bounded size and depth, no name twice in one object, nothing
/// after the value. `NaN` and `Infinity` are let through, since Python writes them into configurations.
///
/// @param file what the user calls the text, such as `config.json`
/// @param code the short code of errors in it, such as `D-106`
/// @param text the JSON itself
public record JsonText(String file, String code, String text) {
    private static final int MAX_DEPTH = 100;
    private static final int MAX_STRING = 4 << 20;
    private static final int MAX_NAME = 4096;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxStringLength(MAX_STRING)
                            .maxNameLength(MAX_NAME)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .build())
            .build();

    /// Reads a file.
    ///
    /// @param maxBytes the size above which nothing is read
    /// @throws UnusableInputException if the file is missing, too large or no UTF-8
    public static JsonText read(Path path, String code, int maxBytes) {
        String file = String.valueOf(path.getFileName());
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw new UnusableInputException(code, "%s is not a file.".formatted(path)); // a pipe would never end
        }
        byte[] bytes;
        try (InputStream in = Files.newInputStream(path)) {
            bytes = in.readNBytes(maxBytes + 1);
        } catch (IOException e) {
            throw new UnusableInputException(code, "%s cannot be read: %s.".formatted(path, UnusableInputException.reason(e)), e);
        }
        if (bytes.length > maxBytes) {
            throw new UnusableInputException(code, "%s is larger than %d bytes, which no such file should be.".formatted(file, maxBytes));
        }
        return decode(file, code, ByteBuffer.wrap(bytes));
    }

    /// Takes a text out of its bytes.
    ///
    /// @throws UnusableInputException if they are no UTF-8
    public static JsonText decode(String file, String code, ByteBuffer utf8) {
        try {
            return new JsonText(file, code, StandardCharsets.UTF_8.newDecoder().decode(utf8).toString());
        } catch (CharacterCodingException e) {
            throw new UnusableInputException(code, "%s is not valid JSON: it is not UTF-8 text.".formatted(file), e);
        }
    }

    /// The whole text as maps, lists, strings, numbers and booleans; a `null` inside is a Java null.
    ///
    /// @throws UnusableInputException if the text is no JSON object
    public Map<String, @Nullable Object> object() {
        return stream(parser -> parser.readValueAs(new TypeReference<Map<String, @Nullable Object>>() {}));
    }

    /// Hands the object to a reader that takes what it needs, for texts too large to hold as a tree.
    ///
    /// @param reader starts at the object's `{` and leaves the parser at its `}`
    /// @throws UnusableInputException if the text is no JSON object
    public <T> T stream(Function<JsonParser, T> reader) {
        try (JsonParser parser = MAPPER.createParser(text)) {
            return stream(parser, reader);
        }
    }

    private <T> T stream(JsonParser parser, Function<JsonParser, T> reader) {
        try {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new UnusableInputException(code, "%s is not valid: it must be one JSON object, in { }.".formatted(file));
            }
            T value = reader.apply(parser);
            if (parser.nextToken() != null) {
                throw broken(parser, "something follows the end of the object", null);
            }
            return value;
        } catch (UnexpectedEndOfInputException e) {
            throw new UnusableInputException(code, "%s is not valid JSON (ends at character %d).".formatted(file, text.length()), e);
        } catch (JacksonException e) {
            throw broken(parser, e.getOriginalMessage(), e);
        }
    }

    private UnusableInputException broken(JsonParser parser, String what, @Nullable JacksonException cause) {
        TokenStreamLocation at = parser.currentLocation();
        return new UnusableInputException(code, "%s is not valid JSON (line %d, column %d: %.200s)."
                .formatted(file, at.getLineNr(), at.getColumnNr(), what), cause);
    }
}
