package org.diopter.model.tokenizer;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// How a text is cut before byte pairs are merged, by the name that llama.cpp gives to it (`tokenizer.ggml.pre`). Where llama.cpp rewrote a
/// tokenizer's own expression for its engine, the tokenizer's own stands here.
///
/// @param patterns regular expressions, each applied to the pieces of the one before; what one matches is a piece, what lies between matches too
/// @param ignoresMerges whether a piece that is an entry as a whole is taken without merging
/// @param beginsText whether a text begins with a special token unless the file says otherwise
/// @param composes whether characters are composed first (NFC)
record PreTokenizer(List<String> patterns, boolean ignoresMerges, boolean beginsText, boolean composes) {
    private static final String GPT2 = "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+";
    private static final String LLAMA3 = words("\\p{N}{1,3}");
    private static final String QWEN2 = words("\\p{N}");
    private static final String CONTRACTIONS = "(?i:'s|'t|'re|'ve|'m|'ll|'d)";
    private static final String BLOOM = " ?[^(\\s|[.,!?…。，、।۔،])]+";
    private static final String DIGIT = "\\p{N}";

    private static final Map<String, PreTokenizer> BY_NAME = byName();

    /// The pre-tokenizer of a name, if it is known.
    static Optional<PreTokenizer> find(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /// All names, for people.
    static String list() {
        return String.join(", ", BY_NAME.keySet());
    }

    private static Map<String, PreTokenizer> byName() {
        Map<String, PreTokenizer> all = new TreeMap<>();
        PreTokenizer llama3 = new PreTokenizer(List.of(LLAMA3), true, true, false);
        List.of("llama3", "llama-v3", "llama-bpe", "falcon3", "pixtral").forEach(name -> all.put(name, llama3));
        List.of("gpt-2", "phi-2", "jais", "trillion").forEach(name -> all.put(name, of(GPT2)));
        List.of("olmo", "gpt-neox", "mpt").forEach(name -> all.put(name, of(GPT2).composing()));
        List.of("smollm", "starcoder", "refact", "command-r", "codeshell", "exaone", "minerva-7b").forEach(name -> all.put(name, of(DIGIT, GPT2)));
        all.put("qwen2", of(QWEN2).composing());
        List.of("deepseek-r1-qwen", "stablelm2").forEach(name -> all.put(name, of(QWEN2)));
        List.of("dbrx", "smaug-bpe", "chatglm-bpe").forEach(name -> all.put(name, of(LLAMA3)));
        List.of("bloom", "poro-chat", "gpt3-finnish").forEach(name -> all.put(name, of(BLOOM)));
        all.put("viking", of(BLOOM, DIGIT));
        all.put("falcon", of("[\\p{P}\\$\\+<=>\\^~\\|`]+", GPT2, "[0-9][0-9][0-9]"));
        all.put("default", of("[\\p{P}\\$\\+<=>\\^~\\|]+", GPT2, "\\p{N}+", "[0-9][0-9][0-9]"));
        all.put("deepseek-coder", of("[\r\n]", "\\s?\\p{L}+", "\\s?\\p{P}+", "[一-龥ࠀ-一가-퟿]+", DIGIT));
        all.put("deepseek-v3", of("\\p{N}{1,3}", "[一-龥\u3040-ゟ゠-ヿ]+",
                "[!\"#$%&'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~][A-Za-z]+|[^\r\n\\p{L}\\p{P}\\p{S}]?[\\p{L}\\p{M}]+| ?[\\p{P}\\p{S}]+[\r\n]*"
                        + "|\\s*[\r\n]+|\\s+(?!\\S)|\\s+"));
        all.put("tekken", new PreTokenizer(List.of(casedWords("", DIGIT)), true, true, false));
        List.of("gpt-4o", "llama4").forEach(name -> all.put(name, of(casedWords(CONTRACTIONS + "?", "\\p{N}{1,3}"))));
        return all;
    }

    private static PreTokenizer of(String... patterns) {
        return new PreTokenizer(List.of(patterns), false, false, false);
    }

    private PreTokenizer composing() {
        return new PreTokenizer(patterns, ignoresMerges, beginsText, true);
    }

    /// @param numbers what makes one piece of digits
    private static String words(String numbers) {
        return "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|" + numbers
                + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
    }

    /// Words that end where upper case begins.
    private static String casedWords(String contraction, String numbers) {
        String upper = "[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]";
        String lower = "[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]";
        return "[^\\r\\n\\p{L}\\p{N}]?" + upper + "*" + lower + "+" + contraction + "|[^\\r\\n\\p{L}\\p{N}]?" + upper + "+" + lower + "*" + contraction
                + "|" + numbers + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
    }
}
