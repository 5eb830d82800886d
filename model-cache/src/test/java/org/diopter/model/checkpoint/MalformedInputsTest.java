package org.diopter.model.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import org.diopter.model.UnusableInputException;
import org.diopter.model.testing.SharedFiles;
import org.junit.jupiter.api.Test;

/// The broken folders that lie beside a checkout, each with one thing wrong.
class MalformedInputsTest {
    @Test
    void theValidFolderOpens() {
        try (Checkpoint checkpoint = open("valid")) {
            assertEquals(12, checkpoint.names().size());
            assertEquals(Optional.of("llama"), checkpoint.config().string("model_type"));
        }
    }

    @Test
    void aTruncatedFileIsRefused() {
        assertRefused("safetensors-truncated", "model.safetensors is incomplete: tensor ");
    }

    @Test
    void aHeaderPastTheEndIsRefused() {
        assertRefused("safetensors-header-past-end", "its header length, 50000000 bytes, is larger than the file");
    }

    @Test
    void overlappingTensorsAreRefused() {
        assertRefused("safetensors-overlap", "tensors model.layers.0.mlp.gate_proj.weight and model.layers.0.mlp.up_proj.weight overlap");
    }

    @Test
    void anUnknownTypeIsRefused() {
        assertRefused("safetensors-unknown-dtype", "tensor model.norm.weight has dtype F33, which cannot be read; readable are F64");
    }

    @Test
    void aMissingTensorIsNamed() {
        try (Checkpoint checkpoint = open("safetensors-missing-tensor")) {
            UnusableInputException refusal = assertThrows(UnusableInputException.class, () -> checkpoint.tensor("model.layers.0.mlp.up_proj.weight"));
            assertTrue(refusal.sentence().startsWith("model.safetensors has no tensor model.layers.0.mlp.up_proj.weight, which a llama model needs"),
                    refusal.sentence());
        }
    }

    @Test
    void aNotANumberIsReadAsItIs() {
        try (Checkpoint checkpoint = open("safetensors-nan")) {
            TensorInfo tensor = checkpoint.tensor("model.layers.0.self_attn.v_proj.weight");
            float[] value = new float[1];
            checkpoint.read(tensor, 3 * tensor.shape().get(1) + 5, value);
            assertTrue(Float.isNaN(value[0]));
        }
    }

    @Test
    void aNegativeSizeIsRefusedWhenItIsAskedFor() {
        try (Checkpoint checkpoint = open("config-negative-size")) {
            UnusableInputException refusal = assertThrows(UnusableInputException.class, () -> checkpoint.config().positive("intermediate_size"));
            assertEquals("config.json: intermediate_size is -24; it must be at least 1.", refusal.sentence());
        }
    }

    private static Checkpoint open(String name) {
        return Checkpoint.open(SharedFiles.require("oracles/malformed/" + name));
    }

    private static void assertRefused(String name, String complaint) {
        Path folder = SharedFiles.require("oracles/malformed/" + name);
        UnusableInputException refusal = assertThrows(UnusableInputException.class, () -> Checkpoint.open(folder).close());
        assertTrue(refusal.sentence().contains(complaint), refusal.sentence());
        assertEquals("D-103", refusal.code());
    }
}
