package org.diopter.views.model;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeTableColumn;
import javafx.scene.control.TreeTableView;
import org.diopter.engine.ModelCard;
import org.diopter.engine.ModelCard.Part;
import org.diopter.views.figure.Numbers;
import org.diopter.views.kit.Texts;

/// The model's matrices as a tree: blocks, and what stands outside them.
final class Structure extends TreeTableView<Structure.Line> {
    private static final Texts TEXTS = Texts.of(Structure.class);

    private final ModelCard card;

    /// A line of the tree.
    record Line(String part, String fileName, String shape, String type, String size) {
        static Line of(Part part) {
            String shape = part.shape().stream().map(String::valueOf).collect(Collectors.joining(" × "));
            return new Line(part.name(), part.fileName(), shape, part.type().toLowerCase(Locale.ROOT), bytes(part.bytes()));
        }

        boolean holds(String wanted) {
            return (part + ' ' + fileName).toLowerCase(Locale.ROOT).contains(wanted);
        }
    }

    /// @param scale of text
    Structure(ModelCard card, double scale) {
        this.card = card;
        setAccessibleText(TEXTS.get("structure"));
        setShowRoot(false);
        setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        getColumns().add(column("part", scale * 150, Line::part, ""));
        getColumns().add(column("file-name", scale * 210, Line::fileName, "token-cell"));
        getColumns().add(column("shape", scale * 90, Line::shape, "number"));
        getColumns().add(column("type", scale * 44, Line::type, "faint-cell"));
        getColumns().add(column("size", scale * 70, Line::size, "number"));
        filter("");
    }

    /// Shows the lines whose name holds this text, and the blocks they stand in.
    void filter(String text) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        TreeItem<Line> root = new TreeItem<>();
        List<Part> before = card.parts().stream().filter(p -> p.block() < 0 && isInput(p)).toList();
        List<Part> after = card.parts().stream().filter(p -> p.block() < 0 && !isInput(p)).toList();
        add(root, before, wanted);
        for (int block = 0; block < card.layers(); block++) {
            int b = block;
            List<Part> parts = card.parts().stream().filter(p -> p.block() == b).toList();
            long bytes = parts.stream().mapToLong(Part::bytes).sum();
            TreeItem<Line> item = new TreeItem<>(new Line(
                    TEXTS.get("block", block), "", TEXTS.get("matrices", parts.size()), "", bytes(bytes)));
            add(item, parts, wanted);
            item.setExpanded(!wanted.isEmpty());
            if (!item.getChildren().isEmpty()) {
                root.getChildren().add(item);
            }
        }
        add(root, after, wanted);
        setRoot(root);
    }

    /// Tenths of a megabyte below ten.
    private static String bytes(long bytes) {
        return bytes >= 100_000 && bytes < 10_000_000 ? Numbers.fixed(bytes / 1e6, 1) + " MB" : Numbers.bytes(bytes);
    }

    private static boolean isInput(Part part) {
        return part.name().startsWith("embedding") || part.name().startsWith("position");
    }

    private static void add(TreeItem<Line> to, List<Part> parts, String wanted) {
        for (Part part : parts) {
            Line line = Line.of(part);
            if (line.holds(wanted)) {
                to.getChildren().add(new TreeItem<>(line));
            }
        }
    }

    private static TreeTableColumn<Line, String> column(String name, double width, Function<Line, String> text, String styleClass) {
        TreeTableColumn<Line, String> column = new TreeTableColumn<>(TEXTS.get("column." + name));
        column.setCellValueFactory(cell -> {
            Line line = cell.getValue().getValue();
            return new ReadOnlyStringWrapper(line == null ? "" : text.apply(line));
        });
        column.setPrefWidth(width);
        column.setSortable(false);
        column.setReorderable(false);
        if (!styleClass.isEmpty()) {
            column.getStyleClass().add(styleClass);
        }
        return column;
    }
}
