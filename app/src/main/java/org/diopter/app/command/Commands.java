package org.diopter.app.command;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.Set;
import org.diopter.model.CancelledException;
import org.diopter.model.UnusableInputException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// The program with a command: reads the arguments, runs the command, and turns what went wrong into one sentence and an exit code.
@Command(
        name = "diopter",
        description = "Shows how a language model forms its predictions layer by layer. Without a command it opens the window.",
        versionProvider = VersionLine.class,
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:done",
            "2:wrong usage",
            "3:the input cannot be used; the message says which file and why",
            "4:the check failed",
            "130:cancelled"
        })
public final class Commands {
    private static final Logger LOG = LoggerFactory.getLogger(Commands.class);

    private Commands() {}

    /// Runs the command of this process.
    ///
    /// @return what the process ends with
    public static int run(String... args) {
        Console console = Console.ofProcess();
        Interruption interruption = new Interruption();
        Signals.lead(interruption, console);
        return run(new Invocation(console, interruption), args);
    }

    /// What the program's commands are called.
    public static Set<String> names() {
        return Set.copyOf(all(new Invocation(Console.ofProcess(), new Interruption())).getSubcommands().keySet());
    }

    static int run(Invocation invocation, String... args) {
        CommandLine line = all(invocation);
        // A prompt may begin with @: it is no file of arguments.
        line.setExpandAtFiles(false);
        line.setOut(writer(invocation.console().out()));
        line.setErr(writer(invocation.console().err()));
        line.setParameterExceptionHandler((problem, _) -> wrongUsage(problem));
        line.setExecutionExceptionHandler((problem, command, _) -> problem instanceof WrongUsageException wrong
                ? wrongUsage(new ParameterException(command, String.valueOf(wrong.getMessage())))
                : failed(invocation, problem));
        return delivered(invocation.console(), line.execute(args));
    }

    /// The program's commands with their options.
    static CommandLine all(Invocation invocation) {
        CommandLine line = new CommandLine(new Commands())
                .addSubcommand(new ModelsCommand(invocation))
                .addSubcommand(new PullCommand(invocation))
                .addSubcommand(new CheckCommand(invocation))
                .addSubcommand(new LensCommand(invocation))
                .addSubcommand(new CommandLine(new FigureCommand(invocation))
                        .addSubcommand(new TrajectoryFigureCommand(invocation))
                        .addSubcommand(new CurvesFigureCommand(invocation))
                        .addSubcommand(new DifferenceFigureCommand(invocation))
                        .addSubcommand(new AttentionFigureCommand(invocation))
                        .addSubcommand(new SpectrumFigureCommand(invocation))
                        .addSubcommand(new SearchFigureCommand(invocation))
                        .addSubcommand(new HeldFigureCommand(invocation))
                        .addSubcommand(new EvictionFigureCommand(invocation))
                        .addSubcommand(new RetainedMassFigureCommand(invocation))
                        .addSubcommand(new PolicyComparisonFigureCommand(invocation))
                        .addSubcommand(new HeadPoliciesFigureCommand(invocation))
                        .addSubcommand(new BasisFigureCommand(invocation))
                        .addSubcommand(new FidelityFigureCommand(invocation))
                        .addSubcommand(new AlignmentFigureCommand(invocation))
                        .addSubcommand(new LensTrainingFigureCommand(invocation))
                        .addSubcommand(new DepthStripFigureCommand(invocation)))
                .addSubcommand(new TrainLensCommand(invocation))
                .addSubcommand(new EvalLensCommand(invocation))
                .addSubcommand(new AnomalyCommand(invocation))
                .addSubcommand(new DepthCommand(invocation))
                .addSubcommand(new LaserCommand(invocation))
                .addSubcommand(new LaserSearchCommand(invocation))
                .addSubcommand(new HeldCommand(invocation))
                .addSubcommand(new BasisCommand(invocation))
                .addSubcommand(new AlignCommand(invocation))
                .addSubcommand(new GenerateCommand(invocation))
                .addSubcommand(new CacheCommand(invocation))
                .addSubcommand(new TrainLessCommand(invocation))
                .addSubcommand(new SweepCommand(invocation))
                .addSubcommand(new BenchCommand(invocation))
                .addSubcommand(new RunCommand(invocation));
        addHelp(line);
        return line;
    }

    /// What a command ends with, once it is known whether its output arrived. That its reader has enough, as `head` has, is no failure.
    private static int delivered(Console console, int exitCode) {
        Optional<IOException> failure = console.outputFailure().filter(problem -> !StandardOutput.isReaderGone(problem));
        if (exitCode == ExitCode.UNUSABLE_INPUT || failure.isEmpty()) {
            return exitCode;
        }
        console.err().println("D-501: Standard output could not be written: %s.".formatted(UnusableInputException.reason(failure.get())));
        return ExitCode.UNUSABLE_INPUT;
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, stream.charset());
    }

    private static void addHelp(CommandLine commands) {
        commands.getSubcommands().values().forEach(command -> {
            command.getCommandSpec().mixinStandardHelpOptions(true);
            addHelp(command);
        });
    }

    private static int wrongUsage(ParameterException problem) {
        CommandLine command = problem.getCommandLine();
        command.getErr().println(sentence(problem));
        command.getErr().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.WRONG_USAGE;
    }

    private static String sentence(ParameterException problem) {
        boolean hasCommands = !problem.getCommandLine().getSubcommands().isEmpty();
        return hasCommands && problem instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()
                ? "There is no command ‘%s’.".formatted(unmatched.getUnmatched().getFirst())
                : String.valueOf(problem.getMessage());
    }

    private static int failed(Invocation invocation, Exception problem) {
        Console console = invocation.console();
        return switch (problem) {
            case CancelledException _ -> {
                console.err().println("Cancelled.");
                yield invocation.interruption().exitCode();
            }
            case UnusableInputException unusable -> {
                console.err().println(unusable.code() + ": " + unusable.sentence());
                LOG.debug("{}", unusable.code(), unusable);
                yield ExitCode.UNUSABLE_INPUT;
            }
            default -> {
                console.err().println("Diopter failed: " + problem + ". Its log has the details (logs/diopter.log in its home folder).");
                LOG.error("a command failed", problem);
                yield ExitCode.FAULT;
            }
        };
    }
}
