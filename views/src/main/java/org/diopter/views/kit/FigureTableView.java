package org.diopter.views.kit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import org.diopter.views.figure.FigureTable;
import org.diopter.views.figure.FigureTable.Entry;
import org.diopter.views.figure.TableFormat;

/// A figure's data as a table: what a picture says, for screen readers and for copying. Ctrl C gives CSV, the menu of a right click each [TableFormat].
public final class FigureTableView extends TableView<List<Entry>> {
    private static final Texts TEXTS = Texts.of(FigureTableView.class);
    private static final KeyCombination COPY = new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);

    private List<String> headers = List.of();

    public FigureTableView() {
        getStyleClass().add("figure-table");
        getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        setContextMenu(menu(this::copy));
        setPlaceholder(Parts.label(TEXTS.get("table.empty"), "faint"));
        addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (COPY.match(event)) {
                copy(TableFormat.CSV);
                event.consume();
            }
        });
    }

    private static ContextMenu menu(Consumer<TableFormat> copy) {
        ContextMenu menu = new ContextMenu();
        for (TableFormat format : TableFormat.values()) {
            MenuItem item = new MenuItem(TEXTS.get("table.copy", format.name()));
            item.setOnAction(_ -> copy.accept(format));
            menu.getItems().add(item);
        }
        return menu;
    }

    /// Shows this table.
    public void show(FigureTable table) {
        if (!table.headers().equals(headers)) {
            headers = table.headers();
            getColumns().clear();
            for (int i = 0; i < headers.size(); i++) {
                boolean number = !table.rows().isEmpty() && table.rows().getFirst().get(i).number();
                getColumns().add(column(headers.get(i), i, number));
            }
        }
        setItems(FXCollections.observableList(table.rows()));
    }

    /// The selected rows, or all where none is.
    String written(TableFormat format) {
        List<List<Entry>> selected = new ArrayList<>(getSelectionModel().getSelectedItems());
        return format.write(new FigureTable(headers, selected.isEmpty() ? getItems() : selected));
    }

    private void copy(TableFormat format) {
        ClipboardContent content = new ClipboardContent();
        content.putString(written(format));
        Clipboard.getSystemClipboard().setContent(content);
    }

    private static TableColumn<List<Entry>, Entry> column(String header, int index, boolean number) {
        TableColumn<List<Entry>, Entry> column = new TableColumn<>(header);
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue().get(index)));
        column.setPrefWidth(Math.max(76, header.length() * 7 + 20));
        column.setMinWidth(header.length() * 6.5 + 14); // where there is little room, columns of short names leave it to those of long ones
        column.setSortable(false);
        if (number) {
            column.getStyleClass().add("number");
        }
        column.setCellFactory(_ -> new EntryCell());
        return column;
    }

    /// Writes an entry as a person reads it.
    private static final class EntryCell extends TableCell<List<Entry>, Entry> {
        @Override
        protected void updateItem(Entry entry, boolean empty) {
            super.updateItem(entry, empty);
            setText(empty ? null : entry.text());
        }
    }
}
