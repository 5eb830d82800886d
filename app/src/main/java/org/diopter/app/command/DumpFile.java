package org.diopter.app.command;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import org.diopter.engine.PassDump;
import org.diopter.model.checkpoint.SafetensorsWriter;
import org.diopter.model.checkpoint.TensorType;

/// Writes everything that a pass computed as safetensors: float32, and the tokens as `input_ids`, int64.
final class DumpFile {
    private DumpFile() {}

    static void write(PassDump dump, OutputFile file) {
        SafetensorsWriter writer = new SafetensorsWriter();
        long[] ids = Arrays.stream(dump.tokens().toArray()).asLongStream().toArray();
        writer.add("input_ids", TensorType.I64, List.of((long) ids.length), MemorySegment.ofArray(ids));
        dump.tensors().forEach((name, tensor) ->
                writer.add(name, TensorType.F32, Arrays.stream(tensor.shape()).boxed().toList(), tensor.segment()));
        file.write(writer::writeTo);
    }
}
