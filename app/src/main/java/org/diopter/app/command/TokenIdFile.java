package org.diopter.app.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.diopter.app.input.TextFile;
import org.diopter.model.UnusableInputException;

/// A file of token ids, with commas or spaces between them: one sequence a line; empty lines are passed over.
record TokenIdFile(Path path) {
    private static final Pattern BETWEEN_IDS = Pattern.compile("[,\\s]+");

    /// All sequences, in order.
    ///
    /// @throws UnusableInputException D-206 if the file cannot be read, or something in it is no id
    List<List<Integer>> sequences() {
        return TextFile.read(path).lines().map(String::strip).filter(line -> !line.isEmpty()).map(this::ids).toList();
    }

    /// Its only sequence.
    List<Integer> only() {
        List<List<Integer>> sequences = sequences();
        if (sequences.size() != 1) {
            throw new UnusableInputException("D-206",
                    "%s has %d lines of token ids; this command reads one sequence. Leave one line, or use --token-ids."
                            .formatted(path, sequences.size()));
        }
        return sequences.getFirst();
    }

    private List<Integer> ids(String line) {
        List<Integer> ids = new ArrayList<>();
        for (String id : BETWEEN_IDS.splitAsStream(line).toList()) {
            try {
                ids.add(Integer.valueOf(id));
            } catch (NumberFormatException e) {
                throw new UnusableInputException("D-206",
                        "%s: ‘%.40s’, number %d of the line, is no token id. Write whole numbers with commas between them."
                                .formatted(path, id, ids.size() + 1), e);
            }
        }
        return ids;
    }
}
