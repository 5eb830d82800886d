package org.diopter.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class CommandReferenceTest {
    private static final Path PAGE = Path.of("..", "docs", "guide", "command-line-reference.md");

    private final CommandLine program = Commands.all(
            new Invocation(Console.of(new ByteArrayOutputStream(), new ByteArrayOutputStream(), false), new Interruption()));

    /// `-Ddiopter.reference=write` writes the page anew.
    @Test
    void theGuidesReferenceSaysWhatTheProgramSays() throws IOException {
        String page = CommandReference.page(program);
        if ("write".equals(System.getProperty("diopter.reference"))) {
            Files.writeString(PAGE, page);
        }
        assertEquals(page, Files.readString(PAGE), "the reference is stale; its head says how it is written anew");
    }

    @Test
    void everyCommandAndEveryOptionIsDescribedInASentence() {
        List<String> silent = CommandReference.commands(program).stream()
                .flatMap(command -> Stream.concat(
                        Stream.of(command).filter(one -> !isSentence(CommandReference.description(one))).map(CommandSpec::qualifiedName),
                        CommandReference.arguments(command).stream()
                                .filter(argument -> !isSentence(CommandReference.description(argument)))
                                .map(argument -> command.qualifiedName() + " " + argument.paramLabel() + ": " + CommandReference.description(argument))))
                .toList();
        assertEquals(List.of(), silent);
    }

    private static boolean isSentence(String text) {
        return text.contains(" ") && text.endsWith(".");
    }
}
