package org.diopter.app.command;

import java.util.List;
import java.util.Optional;
import org.diopter.engine.OpenModel;
import org.diopter.engine.sweep.SweepPoint;
import org.diopter.engine.sweep.SweepRow;
import org.diopter.views.figure.TokenLabels;
import org.diopter.views.figure.Unit;

/// What a sweep measured.
///
/// @param provider what computed it
/// @param rows study by study
record SweepFindings(OpenModel model, String provider, SweepStudy study, List<Row> rows) {
    /// A row with the study that it belongs to.
    record Row(SweepPoint point, SweepRow measured) {}

    SweepFindings {
        rows = List.copyOf(rows);
    }

    private SweepChoice sweep() {
        return study.sweep();
    }

    Unit unit() {
        return FigureWords.unit(study.unit());
    }

    /// Which of its kind a row's data is: prompt 2, text 0.
    int number(Row row) {
        int data = row.point().data();
        return switch (row.measured()) {
            case SweepRow.AtLayer _ -> data;
            case SweepRow.OnText _ -> data - sweep().prompts().size();
            case SweepRow.OnTask _ -> data - sweep().prompts().size() - sweep().texts().size();
        };
    }

    /// What a row's data is called: a prompt by its text or, without one, its ids, anything else by its file.
    String name(Row row) {
        int number = number(row);
        return switch (row.measured()) {
            case SweepRow.AtLayer _ -> name(sweep().prompts().get(number));
            case SweepRow.OnText _ -> sweep().texts().get(number).files().getFirst().path();
            case SweepRow.OnTask _ -> sweep().tasks().get(number).data();
        };
    }

    private static String name(Input prompt) {
        String text = prompt.prompt();
        return text == null ? prompt.tokens().toString() : text;
    }

    List<String> edits(Row row) {
        return sweep().edits().get(row.point().edits());
    }

    CacheChoice policy(Row row) {
        return sweep().policies().get(row.point().cache());
    }

    /// The lens of a prompt's row.
    Optional<LensReference> lens(Row row) {
        return row.measured() instanceof SweepRow.AtLayer ? Optional.of(sweep().lenses().get(row.point().lens())) : Optional.empty();
    }

    /// Whether a prompt's row is of another layer than the output, which is no divergence from itself.
    boolean isReadBelowTheOutput() {
        return sweep().layers().getFirst() < model.card().layers();
    }

    /// A token for people.
    String label(int id) {
        return TokenLabels.label(id, model.tokenizer()).text();
    }
}
