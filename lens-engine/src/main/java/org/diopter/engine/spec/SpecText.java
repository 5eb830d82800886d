package org.diopter.engine.spec;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.diopter.model.UnusableInputException;
import org.jspecify.annotations.Nullable;

/// The settings of a specification, such as `block=3,matrix=mlp.down,rho=0.1`: `name=value`, parted by commas, each name once.
public final class SpecText {
    private final String code;
    private final String subject;
    private final String text;
    private final Map<String, String> settings = new LinkedHashMap<>();

    private SpecText(String code, String subject, String text) {
        this.code = code;
        this.subject = subject;
        this.text = text;
    }

    /// A specification that sets nothing.
    ///
    /// @param code of the errors
    /// @param subject what is specified, in one word, for the errors
    /// @param text the whole specification, for the errors
    public static SpecText bare(String code, String subject, String text) {
        return new SpecText(code, subject, text);
    }

    /// @param code of the errors
    /// @param subject what is specified, in one word, for the errors
    /// @param text the whole specification, for the errors
    /// @param settings the part of it that is read
    /// @throws UnusableInputException if one is no setting or is set twice
    public static SpecText of(String code, String subject, String text, String settings) {
        SpecText spec = new SpecText(code, subject, text);
        for (String setting : settings.split(",", -1)) {
            spec.add(setting);
        }
        return spec;
    }

    private void add(String setting) {
        int equals = setting.indexOf('=');
        if (equals < 1) {
            throw problem("‘%s’ is no setting of the form name=value".formatted(setting.strip()));
        }
        String name = setting.substring(0, equals).strip();
        if (settings.put(name, setting.substring(equals + 1).strip()) != null) {
            throw problem("‘%s’ is set twice".formatted(name));
        }
    }

    /// The name of a file in which nothing parts settings.
    public static String escaped(String file) {
        return file.replace("%", "%25").replace(",", "%2C");
    }

    /// The name of a file that was written by [#escaped(String)].
    public String file(String name) {
        return value(name).replace("%2C", ",").replace("%25", "%");
    }

    public boolean has(String name) {
        return settings.containsKey(name);
    }

    /// @throws UnusableInputException if something else is set
    public void only(Set<String> allowed) {
        for (String name : settings.keySet()) {
            if (!allowed.contains(name)) {
                throw problem(allowed.isEmpty()
                        ? "it has no settings"
                        : "‘%s’ is no setting of it; settings are %s".formatted(name, String.join(", ", new TreeSet<>(allowed))));
            }
        }
    }

    /// @throws UnusableInputException if it is not set
    public String value(String name) {
        String value = settings.get(name);
        if (value == null || value.isEmpty()) {
            throw problem("‘%s’ is missing".formatted(name));
        }
        return value;
    }

    public String value(String name, String otherwise) {
        return settings.getOrDefault(name, otherwise);
    }

    /// A whole number from 0.
    ///
    /// @throws UnusableInputException if it is not set, or to something else
    public int natural(String name) {
        return natural(name, value(name));
    }

    /// One of the whole numbers of a setting.
    ///
    /// @throws UnusableInputException if it is none
    public int natural(String name, String value) {
        if (!value.matches("[0-9]{1,9}")) {
            throw problem("‘%s’ is no number for %s; a whole number from 0 is needed".formatted(value, name));
        }
        return Integer.parseInt(value);
    }

    /// Any whole number of 64 bits.
    ///
    /// @throws UnusableInputException if it is not set, or to something else
    public long whole(String name) {
        try {
            return Long.parseLong(value(name));
        } catch (NumberFormatException e) {
            throw problem("‘%s’ is no number for %s; a whole number is needed".formatted(value(name), name), e);
        }
    }

    /// @throws UnusableInputException if it is not set, or to something else
    public BigDecimal decimal(String name) {
        return decimal(name, value(name));
    }

    /// One of the numbers of a setting.
    ///
    /// @throws UnusableInputException if it is none
    public BigDecimal decimal(String name, String value) {
        if (!value.matches("-?[0-9]{0,9}(\\.[0-9]{0,30})?") || !value.matches(".*[0-9].*")) {
            throw problem("‘%s’ is no number for %s; write for example 0.1".formatted(value, name));
        }
        return new BigDecimal(value);
    }

    /// What is thrown where the specification says what cannot be.
    ///
    /// @param what without a full stop
    public UnusableInputException problem(String what) {
        return problem(what, null);
    }

    /// The same with what it comes from.
    public UnusableInputException problem(String what, @Nullable Throwable cause) {
        return new UnusableInputException(code, "The %s ‘%.100s’ cannot be read: %s.".formatted(subject, text, what), cause);
    }
}
