package org.diopter.engine.laser;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.diopter.engine.data.Task;
import org.diopter.engine.edit.MatrixId;
import org.diopter.engine.edit.MatrixKind;
import org.diopter.engine.edit.SvdMethod;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Cells of a search that other machines are to measure: a value that says all they need to know.
///
/// @param model where every machine finds the model
/// @param home where every machine keeps what it derives
/// @param provider what is to compute: `auto`, `cpu` or `cuda`
/// @param threads that a machine computes one cell with; rounding may depend on it
/// @param identity of the model and the task, as [EvaluateCell#identity] has it: a machine that finds another model there must not answer
/// @param task the questions, whole
/// @param cells what is to be measured
/// @param shardItems how many items are measured together at most
public record CellWork(String model, String home, String provider, int threads, String identity, Task task, List<Asked> cells, int shardItems) {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    public CellWork {
        cells = List.copyOf(cells);
        if (shardItems < 1) {
            throw new IllegalArgumentException(shardItems + " items together");
        }
    }

    /// One cell: reductions that are in force at once, on some items.
    ///
    /// @param items indices into the task's items
    public record Asked(List<Setting> settings, List<Integer> items) {
        public Asked {
            settings = List.copyOf(settings);
            items = List.copyOf(items);
        }

        public static Asked of(List<Reduction> reductions, int[] items) {
            return new Asked(reductions.stream().map(Setting::of).toList(), Arrays.stream(items).boxed().toList());
        }

        public List<Reduction> reductions() {
            return settings.stream().map(Setting::reduction).toList();
        }

        public int[] indices() {
            return items.stream().mapToInt(Integer::intValue).toArray();
        }
    }

    /// A reduction in words that a file can hold.
    ///
    /// @param seed of the randomised method, or null for the exact one
    public record Setting(String matrix, int block, String rho, @Nullable Long seed) {
        static Setting of(Reduction reduction) {
            Long seed = reduction.method() instanceof SvdMethod.Randomised(long drawn) ? Long.valueOf(drawn) : null;
            return new Setting(reduction.matrix().kind().text(), reduction.matrix().block(), reduction.rho().toPlainString(), seed);
        }

        Reduction reduction() {
            SvdMethod method = seed == null ? SvdMethod.EXACT : new SvdMethod.Randomised(seed);
            return new Reduction(new MatrixId(block, MatrixKind.of(matrix)), new BigDecimal(rho), method);
        }
    }

    /// As JSON.
    public String json() {
        return MAPPER.writeValueAsString(this);
    }

    /// Reads what [#json] wrote.
    public static CellWork of(String json) {
        return MAPPER.readValue(json, CellWork.class);
    }

    /// The items of a cell in pieces of at most [#shardItems], in order.
    public List<int[]> shards(Asked asked) {
        int[] items = asked.indices();
        List<int[]> shards = new ArrayList<>();
        for (int from = 0; from < items.length; from += shardItems) {
            shards.add(Arrays.copyOfRange(items, from, Math.min(items.length, from + shardItems)));
        }
        return shards;
    }
}
