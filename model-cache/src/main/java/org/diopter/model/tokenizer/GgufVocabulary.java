package org.diopter.model.tokenizer;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.diopter.model.UnusableInputException;
import org.diopter.model.checkpoint.gguf.GgufFile;
import org.diopter.model.checkpoint.gguf.GgufMetadata;

/// The vocabulary inside a GGUF file.
///
/// @param source what errors call it
/// @param architecture whose model it is, such as `llama`
/// @param tokens by id
/// @param types by id
/// @param metadata the switches beside it
@SuppressWarnings("ArrayRecordComponent")
record GgufVocabulary(String source, String architecture, List<String> tokens, Type[] types, GgufMetadata metadata) {
    private static final String PREFIX = "tokenizer.ggml.";

    /// What an entry is, in the order of the numbers in a file.
    enum Type {
        UNDEFINED,
        NORMAL,
        UNKNOWN,
        CONTROL,
        USER_DEFINED,
        UNUSED,
        BYTE
    }

    /// The vocabulary of a file, if it has one.
    ///
    /// @throws UnusableInputException if its parts do not fit together
    static Optional<GgufVocabulary> of(GgufFile file) {
        GgufMetadata metadata = file.metadata();
        String source = "The tokenizer of " + file.name();
        Optional<List<String>> tokens = metadata.texts(PREFIX + "tokens");
        if (tokens.isEmpty() || model(metadata).equals("none")) {
            return Optional.empty();
        }
        Type[] types = types(source, metadata, tokens.get().size());
        String architecture = metadata.text("general.architecture").orElse("");
        return Optional.of(new GgufVocabulary(source, architecture, tokens.get(), types, metadata));
    }

    private static String model(GgufMetadata metadata) {
        return metadata.text(PREFIX + "model").orElse("none");
    }

    private static Type[] types(String source, GgufMetadata metadata, int size) {
        Type[] types = new Type[size];
        Optional<int[]> numbers = metadata.integers(PREFIX + "token_type");
        if (numbers.isPresent() && numbers.get().length != size) {
            throw unusable(source, "has %d tokens and %d types of them".formatted(size, numbers.get().length));
        }
        for (int id = 0; id < size; id++) {
            int number = numbers.isPresent() ? numbers.get()[id] : Type.NORMAL.ordinal();
            if (number < 0 || number >= Type.values().length) {
                throw unusable(source, "gives token %d the unknown type %d".formatted(id, number));
            }
            types[id] = Type.values()[number];
        }
        Stream.of("bos", "eos", "unknown", "padding").forEach(name -> mark(metadata, name, types));
        return types;
    }

    /// The tokens with a role are marks, also where a file says nothing of types.
    private static void mark(GgufMetadata metadata, String role, Type[] types) {
        long id = metadata.integer(PREFIX + role + "_token_id").orElse(-1);
        if (id >= 0 && id < types.length && types[(int) id] == Type.NORMAL) {
            types[(int) id] = Type.CONTROL;
        }
    }

    /// `gpt2` for byte pairs, `llama` for SentencePiece.
    String model() {
        return model(metadata);
    }

    /// The name of the pre-tokenizer, if the file has it.
    Optional<String> preTokenizer() {
        return metadata.text(PREFIX + "pre");
    }

    /// The token of a role (`bos`, `eos`, `unknown`), if there is one.
    Optional<Integer> role(String role) {
        long id = metadata.integer(PREFIX + role + "_token_id").orElse(-1);
        return id >= 0 && id < tokens.size() ? Optional.of((int) id) : Optional.empty();
    }

    /// A switch such as `add_bos_token`.
    boolean flag(String name, boolean otherwise) {
        return metadata.flag(PREFIX + name).orElse(otherwise);
    }

    List<String> merges() {
        return metadata.texts(PREFIX + "merges").orElseThrow(() -> unusable(source, "has no merges"));
    }

    /// By id.
    float[] scores() {
        float[] scores = metadata.numbers(PREFIX + "scores").orElseThrow(() -> unusable(source, "has no scores"));
        if (scores.length != tokens.size()) {
            throw unusable(source, "has %d tokens and %d scores of them".formatted(tokens.size(), scores.length));
        }
        return scores;
    }

    /// Ids by text; of a text that stands twice, the first.
    Map<String, Integer> ids() {
        Map<String, Integer> ids = new LinkedHashMap<>();
        for (int id = 0; id < tokens.size(); id++) {
            ids.putIfAbsent(tokens.get(id), id);
        }
        return ids;
    }

    /// The texts of entries that are met in a text as they are: no marks, no bytes by name.
    Set<String> pieces() {
        Set<String> pieces = new HashSet<>();
        for (int id = 0; id < tokens.size(); id++) {
            if (types[id] == Type.NORMAL) {
                pieces.add(tokens.get(id));
            }
        }
        return pieces;
    }

    UnusableInputException unusable(String what) {
        return unusable(source, what);
    }

    private static UnusableInputException unusable(String source, String what) {
        return new UnusableInputException(DjlTokenizer.CODE, "%s %s. Token ids can still be typed.".formatted(source, what));
    }
}
