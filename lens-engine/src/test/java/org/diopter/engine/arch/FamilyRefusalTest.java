package org.diopter.engine.arch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.diopter.engine.testing.TinyModel;
import org.diopter.model.UnusableInputException;
import org.diopter.model.checkpoint.Checkpoint;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What each family refuses: mathematics it does not do, and weights that do not fit the configuration.
class FamilyRefusalTest {
    @TempDir
    private Path folder;

    static List<String> families() {
        return TinyModel.families();
    }

    @ParameterizedTest
    @MethodSource("families")
    void everyFamilyRefusesMathematicsItDoesNotDoByName(String family) throws IOException {
        assertTrue(refusal(family, "\"vocab_size\"", "\"clip_qkv\": 8.0, \"vocab_size\"").contains("clip_qkv"));
    }

    @ParameterizedTest
    @MethodSource("families")
    void everyFamilyRefusesExpertsByName(String family) throws IOException {
        assertTrue(refusal(family, "\"vocab_size\"", "\"num_local_experts\": 8, \"vocab_size\"").contains("num_local_experts"));
    }

    @ParameterizedTest
    @MethodSource("families")
    void everyFamilyRefusesAnEmbeddingOfAnotherSizeWithBothNumbers(String family) throws IOException {
        String vocabulary = family.equals("gpt2_bare") ? "101" : "112";
        String sentence = refusal(family, "\"vocab_size\": " + vocabulary, "\"vocab_size\": 120");
        assertTrue(sentence.contains("120") && sentence.contains(vocabulary), sentence);
    }

    @ParameterizedTest
    @CsvSource({
        "gpt2, '\"n_inner\": null', '\"n_inner\": 77', n_inner 77",
        "gpt_neo, '\"global\"', '\"sparse\"', sparse",
        "gpt_neo, '\"intermediate_size\": 80', '\"intermediate_size\": 81', intermediate_size 81",
        "gptj, '\"rotary_dim\": 8', '\"rotary_dim\": 7', 7 components",
        "gpt_neox, '\"rotary_pct\": 0.25', '\"rotary_pct\": 0.2', 3 components",
        "gpt_neox, '\"intermediate_size\": 80', '\"intermediate_size\": 81', intermediate_size 81",
        "opt, '\"ffn_dim\": 80', '\"ffn_dim\": 81', ffn_dim 81",
        "opt_post_norm, '\"word_embed_proj_dim\": 20', '\"word_embed_proj_dim\": 24', word_embed_proj_dim 24",
        "bloom, '\"apply_residual_connection_post_layernorm\": false', '\"apply_residual_connection_post_layernorm\": true', "
                + "apply_residual_connection_post_layernorm",
        "bloom, '\"n_head\": 4', '\"n_head\": 5', 5 heads",
        "llama, '\"vocab_size\"', '\"attention_multiplier\": 0.5, \"vocab_size\"', attention_multiplier",
        "mistral, '\"vocab_size\"', '\"layer_types\": [\"chunked_attention\"], \"vocab_size\"', chunked_attention",
        "mistral, '\"head_dim\": 12', '\"head_dim\": 10', num_attention_heads × head_dim 40",
        "qwen2_window, '\"vocab_size\"', '\"layer_types\": [\"full_attention\"], \"vocab_size\"', 1 entries for 3 blocks",
        "qwen3, '\"head_dim\": 16', '\"head_dim\": 8', num_attention_heads × head_dim 32",
        "gemma, '\"vocab_size\"', '\"use_bidirectional_attention\": true, \"vocab_size\"', use_bidirectional_attention",
        "gemma2, '\"full_attention\"', '\"linear_attention\"', linear_attention",
        "gemma3, '\"attn_logit_softcapping\": null', '\"attn_logit_softcapping\": 5.0', attn_logit_softcapping",
        "gemma3_multimodal, '\"use_bidirectional_attention\": false', '\"use_bidirectional_attention\": true', use_bidirectional_attention",
        "phi, '\"partial_rotary_factor\": 0.5', '\"partial_rotary_factor\": 0', 0 components",
        "phi3, '\"long_factor\"', '\"longer_factor\"', long_factor",
        "phi3, '\"partial_rotary_factor\": 0.75', '\"partial_rotary_factor\": 0.5', short_factor has 6 entries; 4",
        "phi3, '\"num_key_value_heads\": 1', '\"num_key_value_heads\": 2', 2 × num_key_value_heads",
        "olmo2, '\"num_key_value_heads\": 2', '\"num_key_value_heads\": 4', num_key_value_heads × head_dim 32",
        "starcoder2, '\"intermediate_size\": 72', '\"intermediate_size\": 73', intermediate_size 73",
        "stablelm_parallel, '\"num_key_value_heads\": 2', '\"num_key_value_heads\": 1', num_key_value_heads × head_dim 8",
        "granite, '\"vocab_size\"', '\"final_logit_softcapping\": 5.0, \"vocab_size\"', final_logit_softcapping",
        "qwen3, '\"head_dim\": 16', '\"head_dim\": 2000000000', a head of width 2000000000",
        "llama_yarn, '\"factor\"', '\"a_factor\"', 'needs factor'",
        "qwen2_window, '\"rope_type\": \"default\"', '\"full_attention\": {}', rope_parameters for each"
    })
    void whatAFamilyDoesNotUnderstandIsRefusedByName(String family, String before, String after, String named) throws IOException {
        String sentence = refusal(family, before, after);
        assertTrue(sentence.contains(named), sentence);
    }

    private String refusal(String family, String before, String after) throws IOException {
        Path original = TinyModel.folder(family);
        try (Stream<Path> files = Files.list(original)) {
            for (Path file : files.filter(path -> path.getFileName().toString().startsWith("model")).toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        boolean newer = !Files.readString(original.resolve("config.json")).contains(before);
        String config = Files.readString(original.resolve(newer ? "config.v5.json" : "config.json"));
        String changed = config.replace(before, after);
        assertNotEquals(config, changed, "nothing was changed");
        Files.writeString(folder.resolve("config.json"), changed);
        UnusableInputException problem = assertThrows(UnusableInputException.class, this::read);
        assertEquals("D-102", problem.code(), problem.sentence());
        return problem.sentence();
    }

    private void read() {
        try (Checkpoint checkpoint = Checkpoint.open(folder)) {
            Families.read(checkpoint);
        }
    }
}
