package org.diopter.engine.imported;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

class StructureSizeTest {
    private static final int NUMBERS = 10_000;

    private static TensorProto tensor() {
        return TensorProto.newBuilder().setName("t").setRawData(ByteString.copyFrom(new byte[NUMBERS])).build();
    }

    private static MemorySegment file(GraphProto graph) {
        return MemorySegment.ofArray(ModelProto.newBuilder().setGraph(graph).build().toByteArray());
    }

    @Test
    void numbersOfWeightsAreNoStructureHoweverMany() {
        MemorySegment file = file(GraphProto.newBuilder().addInitializer(tensor()).build());
        assertEquals(file.byteSize() - NUMBERS, StructureSize.of(file, 0));
    }

    @Test
    void numbersOfConstantsAreStructureBeyondTheirLimitSinceTheParserCopiesThem() {
        NodeProto constant = NodeProto.newBuilder().addAttribute(AttributeProto.newBuilder().setName("value").setT(tensor())).build();
        MemorySegment file = file(GraphProto.newBuilder().addNode(constant).build());
        assertEquals(file.byteSize() - NUMBERS, StructureSize.of(file, NUMBERS));
        assertEquals(file.byteSize() - 100, StructureSize.of(file, 100));
        assertTrue(StructureSize.of(file) < 100);
    }
}
