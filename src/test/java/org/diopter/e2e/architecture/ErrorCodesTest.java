package org.diopter.e2e.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The page of error codes in the guide against the codes that the program can say.
class ErrorCodesTest {
    private static final Path CHECKOUT = Path.of("..", "..");
    private static final List<String> MODULES = List.of("model-cache", "lens-engine", "views", "app");
    private static final Pattern CODE = Pattern.compile("\"(D-\\d{3})\\b");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (D-\\d{3}) \\|");

    @Test
    void everyCodeThatTheProgramSaysIsExplainedAndNoOther() {
        Set<String> said = MODULES.stream().flatMap(ErrorCodesTest::sources).flatMap(file -> matches(CODE, file)).collect(Collectors.toCollection(TreeSet::new));
        Set<String> explained = matches(ROW, CHECKOUT.resolve("docs/guide/errors.md")).collect(Collectors.toCollection(TreeSet::new));
        assertTrue(said.size() > 30, "the sources were found");
        assertEquals(said, explained);
    }

    private static Stream<Path> sources(String module) {
        try (Stream<Path> files = Files.walk(CHECKOUT.resolve(module).resolve("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> matches(Pattern pattern, Path file) {
        try {
            return pattern.matcher(Files.readString(file)).results().map((MatchResult found) -> found.group(1)).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
