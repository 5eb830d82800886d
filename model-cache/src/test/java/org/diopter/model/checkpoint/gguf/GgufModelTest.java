package org.diopter.model.checkpoint.gguf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.diopter.model.UnusableInputException;
import org.diopter.model.testing.GgufWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a file is in the terms of Hugging Face: keys, names, and what conversion had changed.
class GgufModelTest {
    @Test
    void llamasKeysAreThoseOfItsConfiguration() {
        Map<String, Object> config = model(SmallGguf.llama()).config();

        assertEquals("llama", config.get("model_type"));
        assertEquals(8, config.get("hidden_size"));
        assertEquals(1, config.get("num_hidden_layers"));
        assertEquals(2, config.get("num_attention_heads"));
        assertEquals(1, config.get("num_key_value_heads"));
        assertEquals(4, config.get("head_dim"));
        assertEquals(6, config.get("intermediate_size"));
        assertEquals(64, config.get("max_position_embeddings"));
        assertEquals(5L, config.get("vocab_size"));
        assertEquals(1e-5, config.get("rms_norm_eps"));
        assertEquals(5000.0, config.get("rope_theta"));
        assertEquals(false, config.get("tie_word_embeddings"));
        assertEquals(false, config.get("attention_bias"));
        assertFalse(config.containsKey("rope_scaling"));
    }

    @Test
    void rotaryPairsGoBackToHalvesForQueriesAndKeysOfLlamaAlone() {
        GgufFile llama = read(SmallGguf.llama());
        assertArrayEquals(new float[] {0, 16, 8, 24, 32, 48, 40, 56}, firstColumn(llama, "model.layers.0.self_attn.q_proj.weight"));
        assertArrayEquals(new float[] {0, 16, 8, 24}, firstColumn(llama, "model.layers.0.self_attn.k_proj.weight"));
        assertArrayEquals(new float[] {0, 8, 16, 24}, firstColumn(llama, "model.layers.0.self_attn.v_proj.weight"));
        GgufFile qwen = read(small("qwen2"));
        assertArrayEquals(new float[] {0, 8, 16, 24}, firstColumn(qwen, "model.layers.0.self_attn.k_proj.weight"));
    }

    @Test
    void gemmasNormsLoseTheirOne() {
        GgufFile gemma = read(small("gemma"));
        assertArrayEquals(new float[] {-1, 0, 1, 2, 3, 4, 5, 6}, values(gemma, "model.layers.0.input_layernorm.weight"));
        assertArrayEquals(new float[] {-1, 0, 1, 2, 3, 4, 5, 6}, values(gemma, "model.norm.weight"));
        assertEquals(0, values(gemma, "model.layers.0.self_attn.v_proj.weight")[0]);
        assertEquals("gelu_pytorch_tanh", GgufModel.of(gemma).config().get("hidden_act"));
    }

    @Test
    void gpt2sMatricesAreTransposedAndItsVectorsNot() {
        GgufFile gpt2 = read(SmallGguf.sizes("gpt2")
                .floats("token_embd.weight", 1, 5, 8)
                .floats("position_embd.weight", 1, 64, 8)
                .floats("blk.0.attn_qkv.weight", 1, 24, 8)
                .floats("blk.0.attn_qkv.bias", 1, 24)
                .floats("output_norm.bias", 1, 8));

        List<ModelTensor> tensors = GgufModel.of(gpt2).tensors();
        assertEquals(List.of("transformer.wte.weight", "transformer.wpe.weight", "transformer.h.0.attn.c_attn.weight", "transformer.h.0.attn.c_attn.bias",
                "transformer.ln_f.bias"), tensors.stream().map(ModelTensor::name).toList());
        assertEquals(List.of(8L, 24L), tensors.get(2).shape());
        float[] values = values(gpt2, "transformer.h.0.attn.c_attn.weight");
        assertEquals(8, values[1]);
        assertEquals(1, values[24]);
        assertEquals(1, values(gpt2, "transformer.h.0.attn.c_attn.bias")[1]);
        assertEquals(8, GgufModel.of(gpt2).config().get("n_embd"));
    }

    @ParameterizedTest
    @CsvSource({"gptneox, gpt_neox.layers.0.attention.query_key_value", "bloom, transformer.h.0.self_attention.query_key_value"})
    void fusedRowsGoBackToHeadByHead(String architecture, String name) {
        GgufFile file = read(SmallGguf.sizes(architecture)
                .floats("token_embd.weight", 1, 5, 8)
                .floats("blk.0.attn_qkv.weight", 0.125f, 24, 8)
                .floats("blk.0.attn_qkv.bias", 1, 24));
        float[] expected = {0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23};

        assertArrayEquals(expected, values(file, name + ".bias"));
        assertArrayEquals(expected, firstColumn(file, name + ".weight"));
    }

    @Test
    void phi2sFusedRowsBecomeThreeMatrices() {
        GgufFile phi = read(SmallGguf.sizes("phi2")
                .key("phi2.rope.dimension_count", 2)
                .floats("token_embd.weight", 1, 5, 8)
                .floats("blk.0.attn_qkv.weight", 0.125f, 16, 8)
                .floats("blk.0.attn_qkv.bias", 1, 16)
                .floats("output.bias", 1, 5));

        assertArrayEquals(new float[] {8, 9, 10, 11}, firstColumn(phi, "model.layers.0.self_attn.k_proj.weight"));
        assertArrayEquals(new float[] {12, 13, 14, 15}, values(phi, "model.layers.0.self_attn.v_proj.bias"));
        assertArrayEquals(new float[] {0, 1, 2, 3, 4}, values(phi, "lm_head.bias"));
        assertEquals(0.5, GgufModel.of(phi).config().get("partial_rotary_factor"));
    }

    @Test
    void llama3sScalingIsRecognisedByTheDivisorsItLeadsTo() {
        double factor = 32;
        ByteBuffer divisors = ByteBuffer.allocate(4 * 32).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 32; i++) {
            double wavelength = 2 * Math.PI * Math.pow(500_000, i / 32.0);
            double smooth = (8192 / wavelength - 1) / 3;
            double divisor = wavelength < 8192 / 4.0 ? 1 : wavelength > 8192 ? factor : 1 / ((1 - smooth) / factor + smooth);
            divisors.putFloat((float) divisor);
        }
        GgufWriter writer = SmallGguf.llama()
                .key("llama.rope.freq_base", 500_000f)
                .key("llama.rope.dimension_count", 64)
                .tensor("rope_freqs.weight", 0, divisors.array(), 32);

        assertEquals(
                Map.of("rope_type", "llama3", "factor", 32.0, "low_freq_factor", 1.0, "high_freq_factor", 4.0, "original_max_position_embeddings", 8192),
                model(writer).config().get("rope_scaling"));
    }

    @Test
    void anyOtherDivisorsAreSaidAsTheyAre() {
        assertEquals(
                Map.of("rope_type", "longrope", "long_factor", List.of(0.0, 2.0), "short_factor", List.of(0.0, 2.0), "attention_factor", 1.0,
                        "original_max_position_embeddings", 64),
                model(SmallGguf.llama().floats("rope_freqs.weight", 2, 2)).config().get("rope_scaling"));
    }

    @Test
    void namedScalingsAreTakenOverAndUnknownOnesRefused() {
        GgufWriter linear = SmallGguf.llama().key("llama.rope.scaling.type", "linear").key("llama.rope.scaling.factor", 4f);
        assertEquals(Map.of("rope_type", "linear", "factor", 4.0), model(linear).config().get("rope_scaling"));
        GgufWriter yarn = SmallGguf.llama().key("llama.rope.scaling.type", "yarn").key("llama.rope.scaling.factor", 2f)
                .key("llama.rope.scaling.original_context_length", 32);
        assertEquals(Map.of("rope_type", "yarn", "factor", 2.0, "original_max_position_embeddings", 32), model(yarn).config().get("rope_scaling"));
        assertTrue(refusal(SmallGguf.llama().key("llama.rope.scaling.type", "spiral")).contains("‘spiral’, which is not supported"));
    }

    @Test
    void aWindowMakesAMistral() {
        Map<String, Object> config = model(SmallGguf.llama().key("llama.attention.sliding_window", 16)).config();
        assertEquals("mistral", config.get("model_type"));
        assertEquals(16, config.get("sliding_window"));
        assertEquals("llama", model(SmallGguf.llama().key("llama.attention.sliding_window", 0)).config().get("model_type"));
    }

    @ParameterizedTest
    @CsvSource({
        "granite, granite", "qwen2, qwen2", "qwen3, qwen3", "gemma, gemma", "gemma2, gemma2", "gemma3, gemma3_text", "olmo2, olmo2", "stablelm, stablelm",
        "phi2, phi", "phi3, phi3", "starcoder2, starcoder2", "gpt2, gpt2", "gptneox, gpt_neox", "bloom, bloom"
    })
    void everyArchitectureHasItsModelType(String architecture, String modelType) {
        GgufWriter writer = SmallGguf.sizes(architecture).key(architecture + ".attention.sliding_window", 16).floats("token_embd.weight", 1, 5, 8);
        Map<String, Object> config = model(writer).config();
        assertEquals(modelType, config.get("model_type"));
        assertEquals(true, config.get("tie_word_embeddings"));
    }

    @Test
    void gemma2sCapsAndScaleAreItsOwn() {
        Map<String, Object> config = model(SmallGguf.sizes("gemma2")
                .key("gemma2.attn_logit_softcapping", 50f)
                .key("gemma2.final_logit_softcapping", 30f)
                .key("gemma2.attention.key_length", 6)
                .floats("token_embd.weight", 1, 5, 8)).config();
        assertEquals(50.0, config.get("attn_logit_softcapping"));
        assertEquals(30.0, config.get("final_logit_softcapping"));
        assertEquals(6, config.get("query_pre_attn_scalar"));
        assertEquals(6, config.get("head_dim"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"falcon", "gptj", "mamba", "llama4"})
    void anUnknownArchitectureIsRefusedWithTheKnownOnes(String architecture) {
        assertTrue(refusal(GgufWriter.of(architecture)).contains("is of the architecture ‘" + architecture
                + "’, which is not known. Known ones are bloom, gemma, gemma2, gemma3, gpt2, gptneox, granite, llama, olmo2, phi2, phi3, qwen2, qwen3, "));
    }

    @Test
    void whatWouldChangeTheMathematicsIsRefusedByName() {
        assertTrue(refusal(SmallGguf.llama().key("llama.expert_count", 8)).contains("asks for llama.expert_count"));
        assertTrue(refusal(SmallGguf.llama().key("llama.attention.clamp_kqv", 8f)).contains("asks for llama.attention.clamp_kqv"));
        assertTrue(refusal(SmallGguf.llama().floats("blk.0.attn_sinks.weight", 1, 2)).contains("has a tensor blk.0.attn_sinks.weight, which no llama model"));
        assertTrue(refusal(SmallGguf.llama().floats("blk.0.attn_q.scale", 1, 2)).contains("blk.0.attn_q.scale"));
        assertEquals(12, model(SmallGguf.llama().key("llama.expert_count", 0)).tensors().size());
    }

    @Test
    void whatIsNoWholeModelIsRefused() {
        assertTrue(refusal(SmallGguf.llama().key("split.count", 3).key("split.no", 1)).contains("is part 2 of 3"));
        assertTrue(refusal(SmallGguf.llama().key("general.type", "adapter")).contains("‘adapter’"));
        assertTrue(refusal(SmallGguf.llama().without("general.architecture")).contains("general.architecture is missing"));
        assertTrue(refusal(SmallGguf.llama().without("llama.block_count")).contains("llama.block_count is missing"));
    }

    @Test
    void sizesThatCannotBeAreRefused() {
        assertTrue(refusal(SmallGguf.llama().key("llama.block_count", 0)).contains("llama.block_count is 0; it must be from 1"));
        assertTrue(refusal(SmallGguf.llama().key("llama.block_count", "many")).contains("llama.block_count is a text of 4 bytes; it must be an integer"));
        assertTrue(refusal(SmallGguf.llama().key("llama.attention.head_count", new int[] {2, 4})).contains("another llama.attention.head_count in each block"));
        assertEquals(2, model(SmallGguf.llama().key("llama.attention.head_count", new int[] {2, 2})).config().get("num_attention_heads"));
        assertTrue(refusal(SmallGguf.llama().key("llama.attention.head_count", 4)).contains("tensor blk.0.attn_k.weight of type F32 has the shape [4, 8]"));
    }

    private static GgufWriter small(String architecture) {
        return SmallGguf.block(SmallGguf.sizes(architecture)).floats("token_embd.weight", 1, 5, 8).floats("output_norm.weight", 1, 8);
    }

    private static GgufFile read(GgufWriter writer) {
        return GgufFile.read(Path.of("x.gguf"), MemorySegment.ofArray(writer.bytes()), Arena.global());
    }

    private static GgufModel model(GgufWriter writer) {
        return GgufModel.of(read(writer));
    }

    private static String refusal(GgufWriter writer) {
        return assertThrows(UnusableInputException.class, () -> model(writer)).sentence();
    }

    private static ModelTensor tensor(GgufFile file, String name) {
        return GgufModel.of(file).tensors().stream().filter(tensor -> tensor.name().equals(name)).findFirst().orElseThrow();
    }

    private static float[] values(GgufFile file, String name) {
        ModelTensor tensor = tensor(file, name);
        assertEquals(1, tensor.chunks());
        ByteBuffer bytes = ByteBuffer.wrap(tensor.chunk(file, 0)).order(ByteOrder.LITTLE_ENDIAN);
        float[] values = new float[bytes.capacity() / 4];
        bytes.asFloatBuffer().get(values);
        return values;
    }

    private static float[] firstColumn(GgufFile file, String name) {
        float[] values = values(file, name);
        int columns = tensor(file, name).shape().getLast().intValue();
        float[] first = new float[values.length / columns];
        for (int row = 0; row < first.length; row++) {
            first[row] = values[row * columns];
        }
        return first;
    }
}
