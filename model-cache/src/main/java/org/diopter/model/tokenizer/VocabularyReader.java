package org.diopter.model.tokenizer;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.diopter.model.UnusableInputException;
import org.diopter.model.json.JsonText;
import org.diopter.model.tokenizer.Vocabulary.AddedToken;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Takes the vocabulary out of a `tokenizer.json`, token by token, and skips the merges.
final class VocabularyReader {
    private static final int MAX_SIZE = 1 << 22;

    private final String file;
    private final String code;
    private final NavigableMap<Integer, String> glyphs = new TreeMap<>();
    private final NavigableMap<Integer, AddedToken> added = new TreeMap<>();
    private final Set<String> marks = new HashSet<>();

    private VocabularyReader(JsonText json) {
        this.file = json.file();
        this.code = json.code();
    }

    /// Reads a whole file.
    ///
    /// @throws UnusableInputException if it holds no vocabulary, or ids that cannot be
    static Vocabulary read(JsonText json) {
        return json.stream(parser -> new VocabularyReader(json).read(parser));
    }

    private Vocabulary read(JsonParser parser) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "added_tokens" -> addedTokens(parser);
                case "model" -> model(parser);
                case "pre_tokenizer", "decoder" -> collectMarks(parser.readValueAs(Object.class));
                default -> parser.skipChildren();
            }
        }
        if (glyphs.isEmpty()) {
            throw unusable("has no vocabulary");
        }
        return new Vocabulary(glyphs, added, glyphCode());
    }

    private void addedTokens(JsonParser parser) {
        if (parser.readValueAs(Object.class) instanceof List<?> tokens) {
            for (Object token : tokens) {
                if (!(token instanceof Map<?, ?> entry)
                        || !(entry.get("content") instanceof String content)
                        || !(entry.get("id") instanceof Integer id)) {
                    throw unusable("has an added token without its id or content");
                }
                added.put(checked(id, content), new AddedToken(content, Boolean.TRUE.equals(entry.get("special"))));
            }
        }
    }

    private void model(JsonParser parser) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw unusable("has no object model");
        }
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            if (field.equals("vocab") && value == JsonToken.START_OBJECT) {
                idsByGlyph(parser);
            } else if (field.equals("vocab") && value == JsonToken.START_ARRAY) {
                glyphsInOrder(parser);
            } else if (field.equals("byte_fallback") && value == JsonToken.VALUE_TRUE) {
                marks.add("ByteFallback");
            } else {
                parser.skipChildren();
            }
        }
    }

    /// `{"the": 5, …}`
    private void idsByGlyph(JsonParser parser) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String glyph = parser.currentName();
            if (parser.nextToken() != JsonToken.VALUE_NUMBER_INT) {
                throw unusable("gives ‘%.40s’ no number".formatted(glyph));
            }
            glyphs.put(checked(parser.getIntValue(), glyph), glyph);
        }
    }

    /// `[["the", -3.1], …]`, as unigram models have it
    private void glyphsInOrder(JsonParser parser) {
        while (parser.nextToken() == JsonToken.START_ARRAY) {
            if (parser.nextToken() != JsonToken.VALUE_STRING) {
                throw unusable("has an entry without its text");
            }
            String glyph = parser.getString();
            glyphs.put(checked(glyphs.size(), glyph), glyph);
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                parser.skipChildren();
            }
        }
    }

    private int checked(int id, String glyph) {
        if (id < 0 || id >= MAX_SIZE) {
            throw unusable("gives ‘%.40s’ the id %d; ids are from 0 to %d".formatted(glyph, id, MAX_SIZE - 1));
        }
        return id;
    }

    private GlyphCode glyphCode() {
        if (marks.contains("ByteLevel")) {
            return GlyphCode.BYTE_LEVEL;
        }
        return marks.contains("ByteFallback") || marks.contains("Metaspace") || marks.contains("▁") ? GlyphCode.SENTENCE_PIECE : GlyphCode.PLAIN;
    }

    /// Every type and text in a tree of pre-tokenizers or decoders.
    private void collectMarks(@Nullable Object tree) {
        switch (tree) {
            case Map<?, ?> map -> map.values().forEach(this::collectMarks);
            case List<?> list -> list.forEach(this::collectMarks);
            case String text -> marks.add(text);
            case null, default -> {}
        }
    }

    private UnusableInputException unusable(String what) {
        return new UnusableInputException(code, "%s %s. Token ids can still be typed.".formatted(file, what));
    }
}
