package org.diopter.model.checkpoint.gguf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.diopter.model.checkpoint.Safetensors;
import org.diopter.model.checkpoint.TensorInfo;
import org.diopter.model.store.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The reader against the Python package `gguf`, to the last bit.
class GgufOracleTest {
    private static JsonNode expected() throws Exception {
        return JsonMapper.shared().readTree(Files.readString(TinyGguf.resource("expected.json")));
    }

    static Stream<String> tensors() throws Exception {
        return expected().get("tensors").propertyStream().map(Map.Entry::getKey);
    }

    @ParameterizedTest
    @MethodSource("tensors")
    void everyTensorHasThePlaceAndTheBitsOfTheReference(String name) throws Exception {
        JsonNode reference = expected().get("tensors").get(name);
        try (GgufFile file = GgufFile.open(TinyGguf.path())) {
            GgufTensor tensor = Objects.requireNonNull(file.tensors().get(name));
            assertEquals(reference.get("type").stringValue(), tensor.type().name());
            assertEquals(longs(reference.get("ne")), tensor.shape().reversed());
            assertEquals(reference.get("data_offset_in_file").longValue(), tensor.offset());
            assertEquals(reference.get("stored_bytes").longValue(), tensor.length());
            float[] values = new float[(int) tensor.elements()];
            file.read(tensor, 0, values, 0, values.length);
            assertArrayEquals(floats(reference.get("first_values")), Arrays.copyOf(values, 64));
            assertArrayEquals(floats(reference.get("last_values")), Arrays.copyOfRange(values, values.length - 64, values.length));
            ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(values);
            assertEquals(reference.get("float32_le_sha256").stringValue(), new Sha256().add(bytes.array(), 0, bytes.capacity()).hex());
        }
    }

    @Test
    void theMetadataAreThoseOfTheReference() throws Exception {
        int compared = 0;
        try (GgufFile file = GgufFile.open(TinyGguf.path())) {
            assertEquals(21, file.tensors().size());
            assertEquals(23, file.metadata().keys().size());
            for (Map.Entry<String, JsonNode> entry : expected().get("metadata").properties()) {
                String key = entry.getKey();
                JsonNode value = entry.getValue();
                if (key.startsWith("GGUF.")) {
                    continue; // counts of the header
                }
                compared++;
                if (value.isString()) {
                    assertEquals(value.stringValue(), file.metadata().text(key).orElseThrow());
                } else if (value.isBoolean()) {
                    assertEquals(value.booleanValue(), file.metadata().flag(key).orElseThrow());
                } else if (value.isIntegralNumber()) {
                    assertEquals(value.longValue(), file.metadata().integer(key).orElseThrow());
                } else {
                    assertEquals((float) value.doubleValue(), (float) file.metadata().number(key).orElseThrow());
                }
            }
            assertEquals(20, compared);
            assertEquals(1e-4, file.metadata().number("llama.attention.layer_norm_rms_epsilon").orElseThrow());
        }
    }

    @ParameterizedTest
    @EnumSource(names = "F32", mode = EnumSource.Mode.EXCLUDE)
    void blocksWithArbitraryBytesDecodeToTheBitsOfTheReference(GgufType type) throws Exception {
        Safetensors blocks = Safetensors.read(TinyGguf.resource("blocks.safetensors"));
        byte[] raw = bytes(blocks, type + "/raw");
        ByteBuffer expected = ByteBuffer.wrap(bytes(blocks, type + "/expected")).order(ByteOrder.LITTLE_ENDIAN);
        int count = raw.length / type.blockBytes();
        float[] values = new float[count * type.blockValues() + 1];

        BlockCode.of(type).decode(raw, count, values, 1);

        assertTrue(count >= 6);
        assertEquals(expected.capacity() / 4, count * type.blockValues());
        for (int i = 0; i < expected.capacity() / 4; i++) {
            assertEquals(expected.getFloat(4 * i), values[1 + i], 0, "value " + i);
        }
    }

    private static byte[] bytes(Safetensors blocks, String name) throws Exception {
        TensorInfo tensor = Objects.requireNonNull(blocks.tensors().get(name));
        byte[] file = Files.readAllBytes(tensor.file());
        return Arrays.copyOfRange(file, (int) tensor.offset(), (int) (tensor.offset() + tensor.length()));
    }

    private static List<Long> longs(JsonNode node) {
        return node.valueStream().map(JsonNode::longValue).toList();
    }

    private static float[] floats(JsonNode node) {
        float[] floats = new float[node.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) node.get(i).doubleValue();
        }
        return floats;
    }
}
