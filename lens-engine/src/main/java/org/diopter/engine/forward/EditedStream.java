package org.diopter.engine.forward;

import java.util.List;
import org.diopter.engine.runtime.FloatTensor;
import org.diopter.engine.runtime.TensorMemory;

/// The stream of a layer after its edits.
public final class EditedStream {
    private EditedStream() {}

    /// @param stream [T, d], texts after one another. Not modified.
    /// @param lengths of the texts
    /// @param memory in which the result is made
    /// @return `stream` itself if nothing changes it
    public static FloatTensor of(FloatTensor stream, List<StreamEdit> edits, List<Integer> lengths, TensorMemory memory) {
        FloatTensor edited = stream;
        for (StreamEdit edit : edits) {
            if (!edit.changesNothing()) {
                FloatTensor next = memory.zeros(stream.size(0), stream.rowLength());
                long from = 0;
                for (int length : lengths) {
                    edit.apply(edited.rows(from, length), next.rows(from, length));
                    from += length;
                }
                edited = next;
            }
        }
        return edited;
    }

    /// The last rows of a text after local edits.
    ///
    /// @param first the position of the first row
    /// @param rows [n, d]. Not modified.
    /// @return `rows` itself if nothing changes them
    static FloatTensor from(int first, FloatTensor rows, List<StreamEdit> edits, TensorMemory memory) {
        FloatTensor edited = rows;
        for (StreamEdit edit : edits) {
            if (!edit.changesNothing()) {
                FloatTensor next = memory.zeros(rows.size(0), rows.rowLength());
                edit.applyFrom(first, edited, next);
                edited = next;
            }
        }
        return edited;
    }
}
