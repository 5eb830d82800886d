package org.diopter.views.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Compares the keys of text bundles with the sources that use them.
public final class TextKeys {
    private static final Pattern ASKED = Pattern.compile("(?:TEXTS|WindowTexts\\.ALL)\\.get\\(\\s*\"([^\"]+)\"\\s*[,)]");

    private TextKeys() {}

    /// Each folder of resources with a `texts.properties` is compared with the sources of the same package. A key counts as used if it, or the
    /// part up to its
    /// last dot, stands in a source as a string.
    public static void check(Path sources, Path resources) {
        for (Path bundle : find(resources, "texts.properties")) {
            Path folder = sources.resolve(String.valueOf(resources.relativize(bundle.getParent())));
            String code = find(folder, ".java").stream().map(TextKeys::read).collect(Collectors.joining());
            Set<String> unused = keys(bundle).stream().filter(key -> !isUsed(code, key)).collect(Collectors.toCollection(TreeSet::new));
            assertEquals(Set.of(), unused, "not asked for, in " + bundle);
            Set<String> missing = new TreeSet<>();
            Matcher asked = ASKED.matcher(code);
            while (asked.find()) {
                missing.add(asked.group(1));
            }
            missing.removeAll(keys(bundle));
            assertEquals(Set.of(), missing, "asked for and not in " + bundle);
        }
    }

    private static boolean isUsed(String code, String key) {
        boolean whole = code.contains('"' + key + '"');
        boolean beginning = key.contains(".") && code.contains('"' + key.substring(0, key.lastIndexOf('.') + 1) + '"');
        boolean suffix = key.matches(".*\\.(help|what|text|about|edit)") && isUsed(code, key.substring(0, key.lastIndexOf('.')));
        return whole || beginning || suffix;
    }

    private static Set<String> keys(Path bundle) {
        Properties properties = new Properties();
        try (var in = Files.newBufferedReader(bundle)) {
            properties.load(in);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
        return properties.stringPropertyNames();
    }

    private static java.util.List<Path> find(Path folder, String ending) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> String.valueOf(file).endsWith(ending)).toList();
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }
}
