package org.diopter.engine.data;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.diopter.model.UnusableInputException;

/// The forms of task files that are known, by the names of the command line.
public enum TaskKind {
    COUNTERFACT("counterfact", FactTasks::counterFact),
    KNOWN("known-1000", FactTasks::known),
    RELATION("lre", FactTasks::relation),
    EPISTEMIC_REASONING("epistemic-reasoning", QuestionTasks::bigBench),
    BIG_BENCH("bigbench", QuestionTasks::bigBench),
    WIKIDATA("qa-wikidata", QuestionTasks::wikiData),
    TRUTHFUL_QA("truthfulqa", ClaimTasks::truthfulQa),
    FEVER("fever", ClaimTasks::fever),
    HOTPOT_QA("hotpotqa", QuestionTasks::hotpotQa),
    BIOS_GENDER("bios-gender", ClaimTasks::biosGender),
    BIOS_PROFESSION("bios-profession", ClaimTasks::biosProfession),
    /// Any prompts with answers or choices.
    JSONL("jsonl", QuestionTasks::plain);

    private final String text;
    private final Function<Path, Task> reader;

    TaskKind(String text, Function<Path, Task> reader) {
        this.text = text;
        this.reader = reader;
    }

    /// The kind of a name such as `counterfact`.
    ///
    /// @throws UnusableInputException if there is none of this name
    public static TaskKind of(String text) {
        return Arrays.stream(values())
                .filter(kind -> kind.text.equals(text))
                .findFirst()
                .orElseThrow(() -> new UnusableInputException(TaskFile.CODE, "There is no task ‘%.40s’. Tasks are %s."
                        .formatted(text, Arrays.stream(values()).map(TaskKind::text).collect(Collectors.joining(", ")))));
    }

    /// Its name on the command line.
    public String text() {
        return text;
    }

    /// Reads a file of this kind; the same file gives the same items in the same order.
    ///
    /// @throws UnusableInputException if it cannot be used, naming the file and, where one is to blame, the line
    public Task read(Path path) {
        return reader.apply(path);
    }
}
