package org.diopter.views.kit;

import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.Node;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;

/// A column whose cells are nodes made from the row. It is neither sorted nor moved: the order of rows and columns is the table's own.
///
/// @param <T> a row
public final class NodeColumn<T> extends TableColumn<T, T> {
    /// @param title empty for none
    /// @param width what it takes where there is room
    public NodeColumn(String title, double width, Function<? super T, ? extends Node> content) {
        super(title);
        setPrefWidth(width);
        setSortable(false);
        setReorderable(false);
        setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
        setCellFactory(_ -> new TableCell<>() {
            @Override
            protected void updateItem(T row, boolean empty) {
                super.updateItem(row, empty);
                setGraphic(empty || row == null ? null : content.apply(row));
            }
        });
    }

    /// The same for numbers, which stand at the right.
    public NodeColumn<T> ofNumbers() {
        getStyleClass().add("number");
        return this;
    }
}
