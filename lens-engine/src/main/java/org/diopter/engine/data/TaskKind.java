package org.diopter.engine.data;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.diopter.model.UnusableInputException;

/// The forms of task files that are known, by the names of the command line.
public enum TaskKind {
    COUNTERFACT("counterfact"),
    KNOWN("known-1000"),
    RELATION("lre"),
    EPISTEMIC_REASONING("epistemic-reasoning"),
    BIG_BENCH("bigbench"),
    WIKIDATA("qa-wikidata"),
    TRUTHFUL_QA("truthfulqa"),
    FEVER("fever"),
    HOTPOT_QA("hotpotqa"),
    BIOS_GENDER("bios-gender"),
    BIOS_PROFESSION("bios-profession"),
    /// Any prompts with answers or choices.
    JSONL("jsonl");

    private final String text;

    TaskKind(String text) {
        this.text = text;
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
        return switch (this) {
            case COUNTERFACT -> FactTasks.counterFact(path);
            case KNOWN -> FactTasks.known(path);
            case RELATION -> FactTasks.relation(path);
            case EPISTEMIC_REASONING, BIG_BENCH -> QuestionTasks.bigBench(path);
            case WIKIDATA -> QuestionTasks.wikiData(path);
            case TRUTHFUL_QA -> ClaimTasks.truthfulQa(path);
            case FEVER -> ClaimTasks.fever(path);
            case HOTPOT_QA -> QuestionTasks.hotpotQa(path);
            case BIOS_GENDER -> ClaimTasks.biosGender(path);
            case BIOS_PROFESSION -> ClaimTasks.biosProfession(path);
            case JSONL -> QuestionTasks.plain(path);
        };
    }
}
