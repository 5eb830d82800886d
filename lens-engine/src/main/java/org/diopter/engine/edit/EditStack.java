package org.diopter.engine.edit;

import java.util.ArrayList;
import java.util.List;

/// Edits in the order in which they act.
public record EditStack(List<Edit> edits) {
    /// No edits: the model as it is.
    public static final EditStack NONE = new EditStack(List.of());

    public EditStack {
        edits = List.copyOf(edits);
    }

    public static EditStack of(Edit... edits) {
        return new EditStack(List.of(edits));
    }

    /// Reads text forms, in order.
    ///
    /// @throws org.diopter.model.UnusableInputException if one cannot be read, with what is wrong in it
    public static EditStack parse(List<String> texts) {
        return new EditStack(texts.stream().map(EditText::parse).toList());
    }

    /// The text form of each.
    public List<String> texts() {
        return edits.stream().map(Edit::text).toList();
    }

    public boolean isEmpty() {
        return edits.isEmpty();
    }

    /// One more at the end.
    public EditStack with(Edit edit) {
        List<Edit> longer = new ArrayList<>(edits);
        longer.add(edit);
        return new EditStack(longer);
    }

    /// All but the one at a place.
    public EditStack without(int index) {
        List<Edit> fewer = new ArrayList<>(edits);
        fewer.remove(index);
        return new EditStack(fewer);
    }

    /// The one at a place, brought to another.
    public EditStack moved(int from, int to) {
        List<Edit> moved = new ArrayList<>(edits);
        moved.add(to, moved.remove(from));
        return new EditStack(moved);
    }

    /// The first layer whose stream can differ from the unedited model's.
    ///
    /// @param last L; the answer where nothing is edited is L + 1
    public int firstLayer(int last) {
        return edits.stream().mapToInt(Edit::firstLayer).min().orElse(last + 1);
    }

    /// The first block that has to run again on what is known of the unedited model.
    ///
    /// @param last L; the answer where nothing has to
    public int firstBlock(int last) {
        return edits.stream().mapToInt(Edit::firstBlock).min().orElse(last);
    }

    /// Whether any acts inside a block.
    public boolean hasBlockEdits() {
        return edits.stream().anyMatch(BlockEdit.class::isInstance);
    }

    /// The edits that decide the stream of a layer: those that can change it or one below.
    public EditStack below(int layer) {
        return new EditStack(edits.stream().filter(edit -> edit.firstLayer() <= layer).toList());
    }

    /// What this stack is compared with: the same kinds of edits on the same matrices, changing nothing. Skipped parts are not skipped, and directions stay:
    /// neither changes how the rest is computed.
    public EditStack neutral() {
        return new EditStack(edits.stream()
                .filter(MatrixEdit.class::isInstance)
                .map(edit -> (Edit) ((MatrixEdit) edit).neutral())
                .distinct()
                .toList());
    }

    /// This stack, followed by edits that change nothing and only make it run through the same kinds of sessions as another: two stacks, each made alike the
    /// other, differ by what they change and not by rounding.
    public EditStack alike(EditStack other) {
        List<Edit> all = new ArrayList<>(edits);
        other.neutral().edits().stream().filter(edit -> !neutral().edits().contains(edit)).forEach(all::add);
        return new EditStack(all);
    }

    /// The edits that change something: without those that only make a run comparable, see [#alike].
    public EditStack changing() {
        return new EditStack(edits.stream().filter(edit -> !(edit instanceof MatrixEdit matrix && matrix.neutral().equals(edit))).toList());
    }

    /// The edits of a block's matrices.
    public List<MatrixEdit> matrices(int block) {
        return edits.stream()
                .filter(MatrixEdit.class::isInstance)
                .map(MatrixEdit.class::cast)
                .filter(edit -> edit.block() == block)
                .toList();
    }

    /// What of a block is skipped.
    public List<SkipPart> skipped(int block) {
        return edits.stream()
                .filter(SkipPart.class::isInstance)
                .map(SkipPart.class::cast)
                .filter(edit -> edit.block() == block)
                .toList();
    }
}
