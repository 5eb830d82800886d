package org.diopter.model.glassbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import tools.jackson.databind.json.JsonMapper;

/// The glass box as files: a Hugging Face folder, with its texts and questions. The same bytes every time, on every machine.
public final class GlassBoxFiles {
    /// The model's name.
    public static final String NAME = "glassbox";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private GlassBoxFiles() {}

    /// All files, by name.
    public static SequencedMap<String, byte[]> all() {
        SequencedMap<String, byte[]> files = new LinkedHashMap<>();
        files.put("config.json", utf8(config()));
        files.put("tokenizer.json", utf8(tokenizer()));
        files.put("tokenizer_config.json", utf8(tokenizerConfig()));
        files.put("sample-text.txt", utf8(Texts.facts(0, 480)));
        files.put("evaluation-text.txt", utf8(Texts.facts(480, 120)));
        files.put("long-text.txt", utf8(Texts.longText()));
        files.put("questions.jsonl", utf8(Texts.questions()));
        files.put("README.md", utf8(Card.TEXT));
        files.put("model.safetensors", weights());
        return files;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] weights() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            GlassBox.weights().writeTo(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static String config() {
        return """
                {
                  "architectures": ["LlamaForCausalLM"],
                  "model_type": "llama",
                  "hidden_size": %d,
                  "intermediate_size": %d,
                  "num_hidden_layers": %d,
                  "num_attention_heads": %d,
                  "num_key_value_heads": %d,
                  "head_dim": %d,
                  "vocab_size": %d,
                  "max_position_embeddings": 1024,
                  "rms_norm_eps": 1e-06,
                  "rope_theta": %s,
                  "hidden_act": "silu",
                  "tie_word_embeddings": false,
                  "attention_bias": false,
                  "mlp_bias": false,
                  "bos_token_id": 0,
                  "eos_token_id": 0,
                  "torch_dtype": "float32"
                }
                """.formatted(Stream.WIDTH, Neuron.NEURONS, GlassBox.BLOCKS, Head.HEADS, Head.HEADS, Head.WIDTH, Words.ALL.size(), GlassBox.ROTARY_BASE);
    }

    /// Whole words between spaces and punctuation, with the mark of a beginning before every text.
    private static String tokenizer() {
        Map<String, Integer> vocabulary = new LinkedHashMap<>();
        Words.ALL.forEach(word -> vocabulary.put(word, Words.id(word)));
        return """
                {
                  "version": "1.0",
                  "truncation": null,
                  "padding": null,
                  "added_tokens": [%s, %s],
                  "normalizer": null,
                  "pre_tokenizer": {"type": "Whitespace"},
                  "post_processor": {
                    "type": "TemplateProcessing",
                    "single": [{"SpecialToken": {"id": "<s>", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}],
                    "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 1}}],
                    "special_tokens": {"<s>": {"id": "<s>", "ids": [0], "tokens": ["<s>"]}}
                  },
                  "decoder": null,
                  "model": {"type": "WordLevel", "vocab": %s, "unk_token": "<unk>"}
                }
                """.formatted(special(Words.BEGIN), special(Words.UNKNOWN), JSON.writeValueAsString(vocabulary));
    }

    private static String special(String word) {
        return """
                {"id": %d, "content": "%s", "single_word": false, "lstrip": false, "rstrip": false, "normalized": false, "special": true}"""
                .formatted(Words.id(word), word);
    }

    private static String tokenizerConfig() {
        return """
                {
                  "tokenizer_class": "PreTrainedTokenizerFast",
                  "bos_token": "<s>",
                  "eos_token": "<s>",
                  "unk_token": "<unk>",
                  "model_max_length": 1024,
                  "clean_up_tokenization_spaces": false
                }
                """;
    }
}
