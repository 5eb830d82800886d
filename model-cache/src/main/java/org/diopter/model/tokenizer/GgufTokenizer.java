package org.diopter.model.tokenizer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.diopter.model.UnusableInputException;
import org.diopter.model.checkpoint.gguf.GgufFile;
import org.diopter.model.json.JsonText;
import org.diopter.model.tokenizer.GgufVocabulary.Type;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Writes the `tokenizer.json` that a GGUF file's vocabulary would have had, so that one engine runs both.
final class GgufTokenizer {
    private static final String SPACE = "▁";

    /// Older files name no pre-tokenizer; these architectures only ever had one.
    private static final Map<String, String> USUAL = Map.of("gpt2", "gpt-2", "phi2", "phi-2", "gptneox", "gpt-neox", "bloom", "bloom");

    /// Marks of Phi-3 that do not swallow the spaces after them, as all its others do.
    private static final Set<String> PHI3_PLAIN_MARKS = Set.of("<unk>", "<s>", "<|endoftext|>");

    private final GgufVocabulary vocabulary;

    private GgufTokenizer(GgufVocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /// The tokenizer of a file, if it has one.
    ///
    /// @throws UnusableInputException if it is of a kind that is not known; the model can still be used with token ids
    static Optional<JsonText> json(GgufFile file) {
        return GgufVocabulary.of(file).map(vocabulary -> {
            Map<String, @Nullable Object> json = new GgufTokenizer(vocabulary).write();
            return new JsonText(vocabulary.source(), DjlTokenizer.CODE, JsonMapper.shared().writeValueAsString(json));
        });
    }

    private Map<String, @Nullable Object> write() {
        return switch (vocabulary.model()) {
            case "gpt2" -> bytePairs(preTokenizer());
            case "llama" -> sentencePiece();
            default -> throw vocabulary.unusable("is of the kind ‘%.40s’, which is not known; known ones are gpt2 and llama"
                    .formatted(vocabulary.model()));
        };
    }

    private PreTokenizer preTokenizer() {
        String name = vocabulary.preTokenizer()
                .or(() -> Optional.ofNullable(USUAL.get(vocabulary.architecture())))
                .orElseThrow(() -> vocabulary.unusable("does not say how it cuts a text (tokenizer.ggml.pre)"));
        return PreTokenizer.find(name).orElseThrow(() -> vocabulary.unusable(
                "cuts a text by the rules ‘%.40s’, which are not known; known ones are %s".formatted(name, PreTokenizer.list())));
    }

    private Map<String, @Nullable Object> bytePairs(PreTokenizer pre) {
        List<Object> cuts = new ArrayList<>();
        pre.patterns().forEach(pattern -> cuts.add(
                Map.of("type", "Split", "pattern", Map.of("Regex", pattern), "behavior", "Isolated", "invert", false)));
        Map<String, Object> bytes = Map.of("type", "ByteLevel", "add_prefix_space", false, "trim_offsets", true, "use_regex", false);
        cuts.add(bytes);
        Map<String, Integer> ids = vocabulary.ids();
        Map<String, @Nullable Object> model = model(ids, merges(ids));
        model.put("ignore_merges", pre.ignoresMerges());
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("version", "1.0");
        json.put("added_tokens", addedTokens());
        json.put("normalizer", pre.composes() ? Map.of("type", "NFC") : null);
        json.put("pre_tokenizer", Map.of("type", "Sequence", "pretokenizers", cuts));
        json.put("post_processor", template(pre.beginsText()));
        json.put("decoder", bytes);
        json.put("model", model);
        return json;
    }

    /// A merge with a part that is no entry can never happen; the library would refuse it.
    private List<List<String>> merges(Map<String, Integer> ids) {
        List<List<String>> merges = new ArrayList<>();
        for (String merge : vocabulary.merges()) {
            int space = merge.indexOf(' ', 1);
            if (space < 0) {
                throw vocabulary.unusable("has the merge ‘%.40s’, which joins nothing".formatted(merge));
            }
            String left = merge.substring(0, space);
            String right = merge.substring(space + 1);
            if (ids.containsKey(left) && ids.containsKey(right) && ids.containsKey(left + right)) {
                merges.add(List.of(left, right));
            }
        }
        return merges;
    }

    private Map<String, @Nullable Object> sentencePiece() {
        boolean leadingSpace = vocabulary.flag("add_space_prefix", true);
        Map<String, Integer> ids = vocabulary.ids();
        Map<String, Integer> pieces = new LinkedHashMap<>(ids);
        pieces.keySet().retainAll(vocabulary.pieces());
        Map<String, @Nullable Object> model = model(ids, PieceMerges.of(pieces, vocabulary.scores()));
        model.put("unk_token", vocabulary.role("unknown").map(vocabulary.tokens()::get).orElse(null));
        model.put("fuse_unk", true);
        model.put("byte_fallback", List.of(vocabulary.types()).contains(Type.BYTE));
        List<Object> normalizers = new ArrayList<>();
        List<Object> decoders = new ArrayList<>(List.of(
                replace(SPACE, " "), Map.of("type", "ByteFallback"), Map.of("type", "Fuse")));
        if (leadingSpace) {
            normalizers.add(Map.of("type", "Prepend", "prepend", SPACE));
            decoders.add(Map.of("type", "Strip", "content", " ", "start", 1, "stop", 0));
        }
        normalizers.add(replace(" ", SPACE));
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("version", "1.0");
        json.put("added_tokens", addedTokens());
        json.put("normalizer", Map.of("type", "Sequence", "normalizers", normalizers));
        json.put("pre_tokenizer", null);
        json.put("post_processor", template(true));
        json.put("decoder", Map.of("type", "Sequence", "decoders", decoders));
        json.put("model", model);
        return json;
    }

    private static Map<String, Object> replace(String text, String by) {
        return Map.of("type", "Replace", "pattern", Map.of("String", text), "content", by);
    }

    private static Map<String, @Nullable Object> model(Map<String, Integer> ids, List<List<String>> merges) {
        Map<String, @Nullable Object> model = new LinkedHashMap<>();
        model.put("type", "BPE");
        model.put("vocab", ids);
        model.put("merges", merges);
        return model;
    }

    /// Entries that are cut out of a text before anything else.
    private List<Object> addedTokens() {
        List<Object> added = new ArrayList<>();
        for (int id = 0; id < vocabulary.tokens().size(); id++) {
            Type type = vocabulary.types()[id];
            String content = vocabulary.tokens().get(id);
            if ((type == Type.CONTROL || type == Type.UNKNOWN || type == Type.USER_DEFINED) && !content.isEmpty()) {
                Map<String, Object> token = new LinkedHashMap<>();
                token.put("id", id);
                token.put("content", content);
                token.put("single_word", false);
                token.put("lstrip", false);
                token.put("rstrip", swallowsSpaces(content));
                token.put("normalized", false);
                token.put("special", type != Type.USER_DEFINED);
                added.add(token);
            }
        }
        return added;
    }

    private boolean swallowsSpaces(String mark) {
        return vocabulary.architecture().equals("phi3") && vocabulary.model().equals("llama") && !PHI3_PLAIN_MARKS.contains(mark);
    }

    /// What the tokenizer adds around a text by itself.
    private @Nullable Map<String, Object> template(boolean beginsText) {
        Optional<Integer> first = vocabulary.flag("add_bos_token", beginsText) ? vocabulary.role("bos") : Optional.empty();
        Optional<Integer> last = vocabulary.flag("add_eos_token", false) ? vocabulary.role("eos") : Optional.empty();
        if (first.isEmpty() && last.isEmpty()) {
            return null;
        }
        Map<String, Object> marks = new LinkedHashMap<>();
        List<Object> single = new ArrayList<>();
        first.ifPresent(id -> single.add(mark(id, marks)));
        single.add(text("A"));
        last.ifPresent(id -> single.add(mark(id, marks)));
        return Map.of("type", "TemplateProcessing", "single", single, "pair", List.of(text("A"), text("B")), "special_tokens", marks);
    }

    private Map<String, Object> mark(int id, Map<String, Object> marks) {
        String name = vocabulary.tokens().get(id);
        marks.put(name, Map.of("id", name, "ids", List.of(id), "tokens", List.of(name)));
        return Map.of("SpecialToken", Map.of("id", name, "type_id", 0));
    }

    private static Map<String, Object> text(String name) {
        return Map.of("Sequence", Map.of("id", name, "type_id", 0));
    }
}
