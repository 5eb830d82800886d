package org.diopter.engine.edit;

import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.diopter.engine.causal.Ablation;
import org.diopter.engine.causal.BasisReference;
import org.diopter.engine.causal.Positions;
import org.diopter.engine.spec.SpecText;
import org.diopter.model.UnusableInputException;

/// Reads the text form of an edit: its kind, a colon, and settings `name=value` parted by commas.
final class EditText {
    /// Errors in edits.
    static final String CODE = "D-205";

    private static final String STRENGTH = "strength";
    private static final List<String> MASKS = List.of("rho", "keep", "tail", "drop");
    private static final String EXAMPLE = "rank:block=3,matrix=mlp.down,rho=0.1";

    private final SpecText spec;

    private EditText(SpecText spec) {
        this.spec = spec;
    }

    static Edit parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new UnusableInputException(CODE, "The edit ‘%.100s’ has no kind. Write for example %s.".formatted(text, EXAMPLE));
        }
        EditText edit = new EditText(SpecText.of(CODE, "edit", text, text.substring(colon + 1)));
        return switch (text.substring(0, colon).strip()) {
            case "rank" -> edit.rank();
            case "zero" -> edit.zero();
            case "magnitude" -> edit.magnitude();
            case "skip" -> edit.skip();
            case "ablate" -> edit.ablate();
            default -> throw edit.spec.problem("‘%s’ is no kind of edit; kinds are rank, zero, magnitude, skip and ablate".formatted(text.substring(0, colon).strip()));
        };
    }

    /// The part of the text form that names a matrix.
    static String place(MatrixId matrix) {
        return "block=" + matrix.block() + ",matrix=" + matrix.kind().text();
    }

    private Edit rank() {
        Set<String> allowed = new TreeSet<>(MASKS);
        allowed.addAll(List.of("block", "matrix", "zero", "method", "seed", STRENGTH));
        spec.only(allowed);
        List<String> given = MASKS.stream().filter(spec::has).toList();
        if (given.size() != 1) {
            throw spec.problem("exactly one of rho, keep, tail and drop says what is kept; here are %d".formatted(given.size()));
        }
        if (spec.has("zero") && !given.getFirst().equals("rho")) {
            throw spec.problem("zero goes with rho only");
        }
        return new ReduceRank(matrix(), mask(given.getFirst()), method(), strength());
    }

    private SvdMethod method() {
        String method = spec.value("method", "exact");
        boolean randomised = method.equals("randomised");
        if (!randomised && !method.equals("exact")) {
            throw spec.problem("method is exact or randomised, not ‘%s’".formatted(method));
        }
        if (!randomised && spec.has("seed")) {
            throw spec.problem("seed goes with method=randomised only");
        }
        return randomised ? new SvdMethod.Randomised(seed()) : SvdMethod.EXACT;
    }

    private long seed() {
        String seed = spec.value("seed", "0");
        if (!seed.matches("-?[0-9]{1,18}")) {
            throw spec.problem("‘%s’ is no whole number for seed".formatted(seed));
        }
        return Long.parseLong(seed);
    }

    private ComponentMask mask(String given) {
        return switch (given) {
            case "rho" -> new ComponentMask.Share(spec.decimal("rho"), flag("zero"));
            case "keep" -> new ComponentMask.Top(spec.natural("keep"));
            case "tail" -> new ComponentMask.Tail(spec.natural("tail"));
            default -> new ComponentMask.Drop(indices("drop"));
        };
    }

    /// Whole numbers with `+` between them.
    private List<Integer> indices(String name) {
        List<Integer> indices = new ArrayList<>();
        for (String index : spec.value(name).split("\\+", -1)) {
            indices.add(spec.natural(name, index));
        }
        return indices;
    }

    private Edit zero() {
        spec.only(Set.of("block", "matrix", STRENGTH));
        return new ZeroMatrix(matrix(), strength());
    }

    private Edit magnitude() {
        spec.only(Set.of("block", "matrix", "drop", STRENGTH));
        return new PruneMagnitude(matrix(), spec.decimal("drop"), strength());
    }

    private Edit skip() {
        spec.only(Set.of("block", "part", STRENGTH));
        return new SkipPart(spec.natural("block"), SkipPart.Part.of(spec.value("part")), strength());
    }

    private BigDecimal strength() {
        return spec.has(STRENGTH) ? spec.decimal(STRENGTH) : Strength.WHOLE;
    }

    private Edit ablate() {
        spec.only(Set.of("layer", "basis", "sha256", "directions", "mode", STRENGTH, "steer", "positions"));
        List<Integer> directions = indices("directions");
        List<BigDecimal> strengths = numbers(STRENGTH, directions.size(), BigDecimal.ONE);
        List<BigDecimal> steers = numbers("steer", directions.size(), BigDecimal.ZERO);
        List<DirectionChange> changes = IntStream.range(0, directions.size())
                .mapToObj(i -> new DirectionChange(directions.get(i), strengths.get(i), steers.get(i)))
                .toList();
        return new AblateDirections(spec.natural("layer"), basis(), changes, Ablation.of(spec.value("mode")),
                Positions.of(spec.value("positions", Positions.ALL.text())));
    }

    /// A number for each direction: one for all, or as many with `+` between them, in the order in which directions are named.
    ///
    /// @param usual where none is given
    private List<BigDecimal> numbers(String name, int directions, BigDecimal usual) {
        if (!spec.has(name)) {
            return Collections.nCopies(directions, usual);
        }
        List<BigDecimal> numbers = Arrays.stream(spec.value(name).split("\\+", -1)).map(number -> spec.decimal(name, number)).toList();
        if (numbers.size() == 1) {
            return Collections.nCopies(directions, numbers.getFirst());
        }
        if (numbers.size() != directions) {
            throw spec.problem("%s gives %d numbers for %d directions; give one for all, or one each".formatted(name, numbers.size(), directions));
        }
        return numbers;
    }

    /// A file that is named without its hash is taken as it is now.
    private BasisReference basis() {
        Path file = path(spec.file("basis"));
        if (!spec.has("sha256")) {
            return BasisReference.of(file);
        }
        String sha256 = spec.value("sha256");
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw spec.problem("‘%.70s’ is no sha256 of 64 hexadecimal digits".formatted(sha256));
        }
        return new BasisReference(file, sha256);
    }

    private Path path(String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw spec.problem("‘%s’ names no file".formatted(name), e);
        }
    }

    private MatrixId matrix() {
        return new MatrixId(spec.natural("block"), MatrixKind.of(spec.value("matrix")));
    }

    private boolean flag(String name) {
        String value = spec.value(name, "false");
        if (!value.equals("true") && !value.equals("false")) {
            throw spec.problem("%s is true or false, not ‘%s’".formatted(name, value));
        }
        return value.equals("true");
    }
}
