package org.diopter.app.command;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// All commands of the program with their options, as a page of the guide.
final class CommandReference {
    private static final String HEAD = """
            # Reference of the command line

            Every command with all its options, as `diopter COMMAND --help` says them. What they are for and how they go together is said in
            [The command line](command-line.md). This page is written from the program:
            `mvn -pl app -am test -Dtest=CommandReferenceTest -Dsurefire.failIfNoSpecifiedTests=false -Ddiopter.reference=write`.

            """;
    private static final List<String> EVERYWHERE = List.of("--help", "--version");

    private CommandReference() {}

    static String page(CommandLine program) {
        StringBuilder page = new StringBuilder(HEAD);
        page.append("Every command also takes `-h`, `--help` and `-V`, `--version`.\n\n");
        commands(program).forEach(command -> page.append("- [`%s`](#%s)\n".formatted(command.qualifiedName(), command.qualifiedName().replace(' ', '-'))));
        commands(program).forEach(command -> section(command, page));
        return page.toString();
    }

    /// The commands that do something, sorted by name.
    static List<CommandSpec> commands(CommandLine program) {
        return program.getSubcommands().values().stream()
                .flatMap(command -> command.getSubcommands().isEmpty() ? Stream.of(command.getCommandSpec()) : commands(command).stream())
                .sorted(Comparator.comparing(CommandSpec::qualifiedName))
                .toList();
    }

    /// What may be given to a command, first what has a place, then the options by name.
    static List<ArgSpec> arguments(CommandSpec command) {
        List<ArgSpec> arguments = new ArrayList<>(command.positionalParameters());
        command.options().stream()
                .filter(option -> !option.hidden() && EVERYWHERE.stream().noneMatch(List.of(option.names())::contains))
                .sorted(Comparator.comparing(OptionSpec::longestName))
                .forEach(arguments::add);
        return arguments;
    }

    static String description(ArgSpec argument) {
        return String.join(" ", Objects.requireNonNullElse(argument.renderedDescription(), new String[0]));
    }

    static String description(CommandSpec command) {
        return String.join(" ", command.usageMessage().description());
    }

    private static void section(CommandSpec command, StringBuilder page) {
        page.append("\n## ").append(command.qualifiedName()).append("\n\n").append(cell(description(command))).append("\n\n");
        page.append("| | |\n| --- | --- |\n");
        for (ArgSpec argument : arguments(command)) {
            page.append("| %s | %s%s |\n".formatted(cell(name(argument)), argument.required() ? "Needed. " : "", cell(description(argument))));
        }
    }

    private static String name(ArgSpec argument) {
        if (argument instanceof OptionSpec option) {
            String value = option.arity().max() == 0 ? "" : " " + option.paramLabel();
            return "`" + String.join("`, `", option.names()) + value + "`";
        }
        return "`" + argument.paramLabel() + "`";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ").replace("<", "&lt;");
    }
}
