package org.diopter.engine.evaluation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Where the tokens of answers are predicted. A place that predicts tokens of several answers is one row.
final class AnswerRows {
    private final Map<Integer, List<Row>> byText = new HashMap<>();
    private final Map<Place, Row> rows = new LinkedHashMap<>();
    private final Map<Choice, List<Target>> targets = new HashMap<>();

    private record Place(int text, int position) {}

    private record Choice(int item, int choice) {}

    /// @param index of the row, from 0
    /// @param position in its text whose output is read
    /// @param tokens that are asked for there
    record Row(int index, int position, List<Integer> tokens) {}

    /// One token of an answer.
    ///
    /// @param row where it is predicted
    /// @param place of it among the row's tokens
    record Target(int row, int place) {}

    /// Adds an answer.
    ///
    /// @param item from 0
    /// @param choice which of the item's answers
    /// @param text which of all texts its input is
    void add(int item, int choice, int text, ItemTokens.Answer answer) {
        List<Target> ofAnswer = new ArrayList<>();
        for (int i = 0; i < answer.ids().length; i++) {
            int position = answer.firstRow() + i;
            Row row = rows.computeIfAbsent(new Place(text, position), place -> {
                Row fresh = new Row(rows.size(), position, new ArrayList<>());
                byText.computeIfAbsent(text, t -> new ArrayList<>()).add(fresh);
                return fresh;
            });
            ofAnswer.add(new Target(row.index(), row.tokens().size()));
            row.tokens().add(answer.ids()[i]);
        }
        targets.put(new Choice(item, choice), ofAnswer);
    }

    int count() {
        return rows.size();
    }

    List<Row> ofText(int text) {
        return byText.getOrDefault(text, List.of());
    }

    /// The tokens of an answer, in order.
    List<Target> targets(int item, int choice) {
        return targets.getOrDefault(new Choice(item, choice), List.of());
    }

    /// The tokens asked for, row by row.
    int[][] tokens() {
        return rows.values().stream().map(row -> row.tokens().stream().mapToInt(Integer::intValue).toArray()).toArray(int[][]::new);
    }
}
