package org.diopter.views.rank;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.diopter.engine.ModelCard;
import org.diopter.engine.edit.MatrixId;
import org.diopter.engine.edit.MatrixKind;
import org.diopter.engine.laser.Reduction;
import org.diopter.views.edits.EditedRun;
import org.diopter.views.figure.Cell;
import org.diopter.views.figure.Figure;
import org.diopter.views.figure.Provenance;
import org.diopter.views.figure.TrajectoryLook;
import org.diopter.views.kit.FigureTableView;
import org.diopter.views.kit.FigureView;
import org.diopter.views.kit.Focus;
import org.diopter.views.kit.Icon;
import org.diopter.views.kit.NumberField;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Segments;
import org.diopter.views.kit.Texts;
import org.diopter.views.kit.ToolRow;
import org.diopter.views.kit.ViewContext;
import org.diopter.views.kit.Watch;
import org.jspecify.annotations.Nullable;

/// The Rank view: which matrix, its spectrum and what is kept of it, what that does to the prompt, and the search over blocks and ranks.
public final class RankView extends BorderPane {
    private static final Texts TEXTS = Texts.of(RankView.class);
    /// More blocks than these are chosen by number.
    private static final int MOST_BUTTONS = 12;
    /// In a lower window the panes scroll.
    private static final double LEAST_HEIGHT = 740;

    private final RankModel model;
    private final SpectrumPane spectrum;
    private final EffectPane effect;
    private final SearchPane search;
    private final HBox blocks = Parts.row("tight-row");
    private final HBox kinds = Parts.row("tight-row");
    private final FigureTableView table = new FigureTableView();
    private final BooleanProperty asTable = new SimpleBooleanProperty();
    private final Button export = new Button(TEXTS.get("export"), Icon.EXPORT.node(14));

    /// What the view's buttons do that is not its own affair.
    public interface Acts {
        /// Asks what to search, and begins.
        void search();

        /// Stops the search; what is finished stays, and a later search goes on with it.
        void stop();

        /// Asks the task's items with parts of a setting's matrix alone.
        void ask(Reduction reduction);

        /// Stops asking them.
        void stopAsking();

        /// Adds settings of the search to the edit stack.
        void add(List<Reduction> reductions);

        /// Opens the export dialog for a figure of this view.
        void export(Figure figure);
    }

    /// @param run what the edit that is looked at does alone; null while there is none
    /// @param look how grids are shown
    /// @param selected the cell that is looked at in all views
    /// @param provenance of figures about something of the open model
    public RankView(RankModel model, SearchModel searched, ReadOnlyObjectProperty<@Nullable EditedRun> run, ReadOnlyObjectProperty<TrajectoryLook> look,
            ObjectProperty<@Nullable Cell> selected, Function<String, Provenance> provenance, ViewContext context, Acts acts) {
        this.model = model;
        getStyleClass().add("rank-view");
        spectrum = new SpectrumPane(model, provenance, context);
        effect = new EffectPane(run, look, selected, context);
        search = new SearchPane(searched, context, acts);
        setTop(new ToolRow(Parts.label(TEXTS.get("block"), "secondary"), blocks, Parts.divider(), Parts.label(TEXTS.get("matrix"), "secondary"),
                kinds, Parts.spring(), export));
        export.setMinWidth(USE_PREF_SIZE);
        HBox upper = new HBox(12, spectrum, effect);
        for (Region part : List.of(spectrum, effect)) {
            HBox.setHgrow(part, Priority.ALWAYS);
            part.setPrefWidth(100);
        }
        SplitPane split = new SplitPane(upper, search);
        split.setOrientation(Orientation.VERTICAL);
        split.setDividerPositions(0.54);
        split.minHeightProperty().bind(context.textScale().multiply(LEAST_HEIGHT));
        ScrollPane scroll = new ScrollPane(split);
        scroll.setFitToWidth(true);
        scroll.setFitToHeight(true);
        scroll.setFocusTraversable(false);
        scroll.visibleProperty().bind(asTable.not());
        table.visibleProperty().bind(asTable);
        StackPane body = new StackPane(scroll, table);
        body.getStyleClass().add("view-body");
        setCenter(body);
        export.setOnAction(_ -> focused().ifPresent(acts::export));
        Watch.all(this::pickers, model.card(), model.matrix());
        Watch.all(() -> focused().filter(_ -> asTable.get()).ifPresent(figure -> table.show(figure.table())), asTable, model.setting(), searched.state(),
                searched.held().phase(), searched.held().corrected());
    }

    /// Whether the figure with the focus is shown as a table.
    public BooleanProperty asTable() {
        return asTable;
    }

    /// The figure that has the focus, else the spectrum.
    public Optional<Figure> focused() {
        Node owner = getScene() == null ? null : getScene().getFocusOwner();
        FigureView picture = Focus.isWithin(owner, search) ? search.picture() : Focus.isWithin(owner, effect) ? effect.picture() : spectrum.chart().picture();
        return Optional.ofNullable(picture.shown().get());
    }

    /// The spectrum, to be focused.
    public Node spectrum() {
        return spectrum.chart();
    }

    private void pickers() {
        ModelCard card = model.card().get();
        MatrixId matrix = model.matrix().get();
        blocks.getChildren().clear();
        kinds.getChildren().clear();
        if (card != null && matrix != null) {
            blocks.getChildren().add(blockPicker(card.layers(), matrix));
            List<MatrixKind> all = new ArrayList<>(model.kinds());
            Segments<MatrixKind> picker = new Segments<>(kind -> kind.text().substring(kind.text().indexOf('.') + 1), all.toArray(MatrixKind[]::new));
            picker.value().set(matrix.kind());
            picker.setAccessibleText(TEXTS.get("matrix"));
            picker.setMinWidth(USE_PREF_SIZE);
            picker.value().subscribe((_, kind) -> model.look(new MatrixId(matrix.block(), kind)));
            kinds.getChildren().add(picker);
        }
    }

    private Node blockPicker(int count, MatrixId matrix) {
        if (count <= MOST_BUTTONS) {
            Segments<Integer> picker = new Segments<>(String::valueOf, IntStream.range(0, count).boxed().toArray(Integer[]::new));
            picker.value().set(matrix.block());
            picker.setAccessibleText(TEXTS.get("block"));
            picker.setMinWidth(USE_PREF_SIZE);
            picker.value().subscribe((_, block) -> model.look(new MatrixId(block, matrix.kind())));
            return picker;
        }
        NumberField field = new NumberField(TEXTS.get("block"), 0, count - 1, matrix.block());
        field.setPrefWidth(56);
        field.value().subscribe((_, block) -> model.look(new MatrixId(block.intValue(), matrix.kind())));
        return field;
    }
}
