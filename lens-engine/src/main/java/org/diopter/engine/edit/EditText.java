package org.diopter.engine.edit;

import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.diopter.engine.causal.Ablation;
import org.diopter.engine.causal.BasisReference;
import org.diopter.engine.causal.Positions;
import org.diopter.model.UnusableInputException;

/// Reads the text form of an edit: its kind, a colon, and settings `name=value` parted by commas.
final class EditText {
    /// Errors in edits.
    static final String CODE = "D-205";

    private static final List<String> MASKS = List.of("rho", "keep", "tail", "drop");
    private static final String EXAMPLE = "rank:block=3,matrix=mlp.down,rho=0.1";

    private final String text;
    private final Map<String, String> settings = new LinkedHashMap<>();

    private EditText(String text, String settings) {
        this.text = text;
        for (String setting : settings.split(",", -1)) {
            int equals = setting.indexOf('=');
            if (equals < 1) {
                throw problem("‘%s’ is no setting of the form name=value".formatted(setting.strip()));
            }
            String name = setting.substring(0, equals).strip();
            if (this.settings.put(name, setting.substring(equals + 1).strip()) != null) {
                throw problem("‘%s’ is set twice".formatted(name));
            }
        }
    }

    static Edit parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new UnusableInputException(CODE, "The edit ‘%.100s’ has no kind. Write for example %s.".formatted(text, EXAMPLE));
        }
        EditText edit = new EditText(text, text.substring(colon + 1));
        return switch (text.substring(0, colon).strip()) {
            case "rank" -> edit.rank();
            case "zero" -> edit.zero();
            case "magnitude" -> edit.magnitude();
            case "skip" -> edit.skip();
            case "ablate" -> edit.ablate();
            default -> throw edit.problem("‘%s’ is no kind of edit; kinds are rank, zero, magnitude, skip and ablate".formatted(text.substring(0, colon).strip()));
        };
    }

    /// A file's name in which nothing parts settings.
    static String escaped(String file) {
        return file.replace("%", "%25").replace(",", "%2C");
    }

    private static String unescaped(String file) {
        return file.replace("%2C", ",").replace("%25", "%");
    }

    /// The part of the text form that names a matrix.
    static String place(MatrixId matrix) {
        return "block=" + matrix.block() + ",matrix=" + matrix.kind().text();
    }

    private Edit rank() {
        Set<String> allowed = new TreeSet<>(MASKS);
        allowed.addAll(List.of("block", "matrix", "zero"));
        only(allowed);
        List<String> given = MASKS.stream().filter(settings::containsKey).toList();
        if (given.size() != 1) {
            throw problem("exactly one of rho, keep, tail and drop says what is kept; here are %d".formatted(given.size()));
        }
        if (settings.containsKey("zero") && !given.getFirst().equals("rho")) {
            throw problem("zero goes with rho only");
        }
        return new ReduceRank(matrix(), mask(given.getFirst()));
    }

    private ComponentMask mask(String given) {
        return switch (given) {
            case "rho" -> new ComponentMask.Share(decimal("rho"), flag("zero"));
            case "keep" -> new ComponentMask.Top(natural("keep", value("keep")));
            case "tail" -> new ComponentMask.Tail(natural("tail", value("tail")));
            default -> new ComponentMask.Drop(indices("drop"));
        };
    }

    /// Whole numbers with `+` between them.
    private List<Integer> indices(String name) {
        List<Integer> indices = new ArrayList<>();
        for (String index : value(name).split("\\+", -1)) {
            indices.add(natural(name, index));
        }
        return indices;
    }

    private Edit zero() {
        only(Set.of("block", "matrix"));
        return new ZeroMatrix(matrix());
    }

    private Edit magnitude() {
        only(Set.of("block", "matrix", "drop"));
        return new PruneMagnitude(matrix(), decimal("drop"));
    }

    private Edit skip() {
        only(Set.of("block", "part"));
        return new SkipPart(natural("block", value("block")), SkipPart.Part.of(value("part")));
    }

    private Edit ablate() {
        only(Set.of("layer", "basis", "sha256", "directions", "mode", "strength", "steer", "positions"));
        return new AblateDirections(
                natural("layer", value("layer")),
                basis(),
                indices("directions"),
                Ablation.of(value("mode")),
                settings.containsKey("strength") ? decimal("strength") : BigDecimal.ONE,
                settings.containsKey("steer") ? decimal("steer") : BigDecimal.ZERO,
                Positions.of(settings.getOrDefault("positions", Positions.ALL.text())));
    }

    /// A file that is named without its hash is taken as it is now.
    private BasisReference basis() {
        Path file = path(unescaped(value("basis")));
        if (!settings.containsKey("sha256")) {
            return BasisReference.of(file);
        }
        String sha256 = value("sha256");
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw problem("‘%.70s’ is no sha256 of 64 hexadecimal digits".formatted(sha256));
        }
        return new BasisReference(file, sha256);
    }

    private Path path(String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new UnusableInputException(CODE, "The edit ‘%.100s’ cannot be read: ‘%s’ names no file.".formatted(text, name), e);
        }
    }

    private MatrixId matrix() {
        return new MatrixId(natural("block", value("block")), MatrixKind.of(value("matrix")));
    }

    private void only(Set<String> allowed) {
        for (String name : settings.keySet()) {
            if (!allowed.contains(name)) {
                throw problem("‘%s’ is no setting of it; settings are %s".formatted(name, String.join(", ", new TreeSet<>(allowed))));
            }
        }
    }

    private String value(String name) {
        String value = settings.get(name);
        if (value == null || value.isEmpty()) {
            throw problem("‘%s’ is missing".formatted(name));
        }
        return value;
    }

    private int natural(String name, String value) {
        if (!value.matches("[0-9]{1,9}")) {
            throw problem("‘%s’ is no number for %s; a whole number from 0 is needed".formatted(value, name));
        }
        return Integer.parseInt(value);
    }

    private BigDecimal decimal(String name) {
        String value = value(name);
        if (!value.matches("-?[0-9]{0,9}(\\.[0-9]{0,30})?") || !value.matches(".*[0-9].*")) {
            throw problem("‘%s’ is no number for %s; write for example 0.1".formatted(value, name));
        }
        return new BigDecimal(value);
    }

    private boolean flag(String name) {
        String value = settings.getOrDefault(name, "false");
        if (!value.equals("true") && !value.equals("false")) {
            throw problem("%s is true or false, not ‘%s’".formatted(name, value));
        }
        return value.equals("true");
    }

    private UnusableInputException problem(String what) {
        return new UnusableInputException(CODE, "The edit ‘%.100s’ cannot be read: %s.".formatted(text, what));
    }
}
