package org.diopter.e2e.command;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A safetensors file read by its specification alone, without the program's own reader.
///
/// @param header the JSON at its start
/// @param data what follows
record Tensors(JsonNode header, ByteBuffer data) {

    static Tensors read(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        int length = Math.toIntExact(bytes.getLong(0));
        String header = new String(bytes.array(), Long.BYTES, length, StandardCharsets.UTF_8);
        int start = Long.BYTES + length;
        ByteBuffer data = bytes.slice(start, bytes.capacity() - start).order(ByteOrder.LITTLE_ENDIAN);
        return new Tensors(JsonMapper.builder().build().readTree(header), data);
    }

    List<String> names() {
        return header.propertyNames().stream().filter(name -> !name.equals("__metadata__")).toList();
    }

    List<Integer> shape(String name) {
        return StreamSupport.stream(entry(name).get("shape").spliterator(), false).map(JsonNode::asInt).toList();
    }

    /// All elements in double, row-major.
    DoubleStream numbers(String name) {
        int begin = entry(name).get("data_offsets").get(0).asInt();
        int end = entry(name).get("data_offsets").get(1).asInt();
        String type = entry(name).get("dtype").asString();
        return switch (type) {
            case "F32" -> IntStream.range(0, (end - begin) / 4).mapToDouble(i -> data.getFloat(begin + 4 * i));
            case "F64" -> IntStream.range(0, (end - begin) / 8).mapToDouble(i -> data.getDouble(begin + 8 * i));
            case "I64" -> IntStream.range(0, (end - begin) / 8).mapToDouble(i -> data.getLong(begin + 8 * i));
            default -> throw new IllegalArgumentException(name + " is of type " + type);
        };
    }

    private JsonNode entry(String name) {
        JsonNode entry = header.get(name);
        if (entry == null) {
            throw new AssertionError(name + " is not among " + names());
        }
        return entry;
    }
}
