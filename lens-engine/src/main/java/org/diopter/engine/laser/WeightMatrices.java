package org.diopter.engine.laser;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.diopter.engine.arch.Architecture;
import org.diopter.engine.arch.Block;
import org.diopter.engine.arch.Linear;
import org.diopter.engine.arch.Mlp;
import org.diopter.engine.arch.Projections;
import org.diopter.model.UnusableInputException;

/// Which matrices a model has and where each of them lies. Of a fused matrix (GPT-2's queries, keys and values) each part is one of its own.
public final class WeightMatrices {
    private final Architecture architecture;

    public WeightMatrices(Architecture architecture) {
        this.architecture = architecture;
    }

    /// A matrix as part of a stored one.
    ///
    /// @param linear the stored matrix
    /// @param firstOutput where its outputs begin among those of the stored matrix
    /// @param outputs how many they are
    public record Place(Linear linear, int firstOutput, int outputs) {
        static Place whole(Linear linear) {
            return new Place(linear, 0, Math.toIntExact(linear.outputs()));
        }

        public int inputs() {
            return Math.toIntExact(linear.inputs());
        }

        /// min(m, n).
        public int components() {
            return Math.min(outputs, inputs());
        }
    }

    /// All of them, block by block, under the names of the model's own layout.
    public List<MatrixId> all() {
        List<MatrixId> all = new ArrayList<>();
        for (Block block : architecture.blocks()) {
            kinds(block).forEach(kind -> all.add(new MatrixId(block.index(), kind)));
        }
        return List.copyOf(all);
    }

    private static List<MatrixKind> kinds(Block block) {
        List<MatrixKind> kinds =
                new ArrayList<>(List.of(MatrixKind.QUERY, MatrixKind.KEY, MatrixKind.VALUE, MatrixKind.OUTPUT));
        kinds.addAll(switch (block.mlp()) {
            case Mlp.Plain _ -> List.of(MatrixKind.MLP_IN, MatrixKind.MLP_OUT);
            case Mlp.Gated _ -> List.of(MatrixKind.MLP_GATE, MatrixKind.MLP_UP, MatrixKind.MLP_DOWN);
        });
        return kinds;
    }

    /// The matrix under the name of the model's own layout: `mlp.in` of a gated MLP is `mlp.gate`, `mlp.out` is `mlp.down`.
    ///
    /// @throws UnusableInputException if the model has no such matrix
    public MatrixId canonical(MatrixId id) {
        MatrixKind kind = switch (block(id).mlp()) {
            case Mlp.Plain _ -> id.kind();
            case Mlp.Gated _ -> switch (id.kind()) {
                case MLP_IN -> MatrixKind.MLP_GATE;
                case MLP_OUT -> MatrixKind.MLP_DOWN;
                default -> id.kind();
            };
        };
        MatrixId canonical = new MatrixId(id.block(), kind);
        if (find(canonical).isEmpty()) {
            throw new UnusableInputException("D-205", "This model has no %s. Its blocks have %s."
                    .formatted(id.kind().text(), String.join(", ", kinds(block(id)).stream().map(MatrixKind::text).toList())));
        }
        return canonical;
    }

    /// Where a matrix lies.
    ///
    /// @throws UnusableInputException if the model has no such matrix
    public Place place(MatrixId id) {
        return find(canonical(id)).orElseThrow();
    }

    /// @throws UnusableInputException if the model has no such block
    public void requireBlock(int block) {
        if (block < 0 || block >= architecture.layers()) {
            throw new UnusableInputException("D-205", "There is no block %d; blocks go from 0 to %d.".formatted(block, architecture.layers() - 1));
        }
    }

    private Block block(MatrixId id) {
        requireBlock(id.block());
        return architecture.blocks().get(id.block());
    }

    private Optional<Place> find(MatrixId id) {
        Block block = block(id);
        Projections projections = block.attention().projections();
        return switch (id.kind()) {
            case QUERY -> Optional.of(projected(projections, 0));
            case KEY -> Optional.of(projected(projections, 1));
            case VALUE -> Optional.of(projected(projections, 2));
            case OUTPUT -> Optional.of(Place.whole(block.attention().output()));
            case MLP_IN, MLP_OUT, MLP_GATE, MLP_UP, MLP_DOWN -> inMlp(block.mlp(), id.kind()).map(Place::whole);
        };
    }

    private static Place projected(Projections projections, int part) {
        return switch (projections) {
            case Projections.Separate(Linear query, Linear key, Linear value) -> Place.whole(List.of(query, key, value).get(part));
            case Projections.Fused(Linear fused) -> {
                int width = Math.toIntExact(fused.outputs() / 3);
                yield new Place(fused, part * width, width);
            }
        };
    }

    private static Optional<Linear> inMlp(Mlp mlp, MatrixKind kind) {
        return switch (mlp) {
            case Mlp.Plain plain -> switch (kind) {
                case MLP_IN -> Optional.of(plain.in());
                case MLP_OUT -> Optional.of(plain.out());
                default -> Optional.empty();
            };
            case Mlp.Gated gated -> switch (kind) {
                case MLP_GATE -> Optional.of(gated.gate());
                case MLP_UP -> Optional.of(gated.up());
                case MLP_DOWN -> Optional.of(gated.down());
                default -> Optional.empty();
            };
        };
    }
}
