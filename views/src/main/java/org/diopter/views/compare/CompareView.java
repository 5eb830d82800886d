package org.diopter.views.compare;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.diopter.engine.lens.LensDifference;
import org.diopter.views.figure.Figure;
import org.diopter.views.figure.Quantity;
import org.diopter.views.figure.TrajectoryFigure;
import org.diopter.views.figure.Unit;
import org.diopter.views.kit.EmptyState;
import org.diopter.views.kit.FigureTableView;
import org.diopter.views.kit.FigureView;
import org.diopter.views.kit.Findings;
import org.diopter.views.kit.Focus;
import org.diopter.views.kit.Icon;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Texts;
import org.diopter.views.kit.ViewContext;
import org.diopter.views.kit.Watch;
import org.jspecify.annotations.Nullable;

/// The compare view: A over B over B − A, with one cursor and one range, and the mean by layer at the right of each.
public final class CompareView extends BorderPane {
    private static final Texts TEXTS = Texts.of(CompareView.class);

    private final CompareModel model;
    private final ComparePanel first;
    private final ComparePanel second;
    private final ComparePanel difference;
    private final FigureTableView table = new FigureTableView();
    private final VBox grids = new VBox(10);
    private final Label matching = Parts.label("", "note");
    private final StackPane body = new StackPane();
    private final VBox banners = new VBox();
    private final EmptyState empty;
    private final Label computing = Parts.label(TEXTS.get("computing"), "secondary");

    /// What the view's buttons do that is not its own affair.
    public interface Acts {
        /// Keeps what is on the screen and makes it A.
        void pinAsA();

        /// Asks for a second model.
        void chooseModel();

        /// Adds an edit to the stack, so that there is something to compare.
        void addEdit();

        /// Opens the export dialog for the figure with the focus.
        void export();
    }

    /// @param menu entries for a right click on a grid
    public CompareView(CompareModel model, ViewContext context, ContextMenu menu, Acts acts) {
        this.model = model;
        getStyleClass().add("compare-view");
        first = new ComparePanel(model, model.figureA(), context, menu, "A", "mean-a");
        second = new ComparePanel(model, model.figureB(), context, menu, "B", "mean-b");
        difference = new ComparePanel(model, model.figureDifference(), context, menu, "", "mean-b");
        first.showLegend();
        second.panel().tools().getChildren().addAll(Parts.chip(TEXTS.get("differs"), "edit"), Parts.label(TEXTS.get("one-range"), "remark"));
        difference.showLegend();
        for (ComparePanel part : List.of(first, second, difference)) {
            part.showMeansTitle();
            VBox.setVgrow(part.panel(), Priority.ALWAYS);
            grids.getChildren().add(part.panel());
        }
        matching.setWrapText(true);
        grids.getChildren().add(matching);
        grids.getStyleClass().add("view-body");
        empty = new EmptyState(Icon.COMPARE, TEXTS.get("empty.title"), TEXTS.get("empty.sentence"), TEXTS.get("empty.step"), acts::addEdit);
        body.getChildren().setAll(grids, table, empty, computing);
        setTop(new VBox(new CompareToolBar(model, context, acts), banners));
        setCenter(body);
        Watch.all(this::describe, model.figureDifference(), model.asTable(), first.picture().shown(), second.picture().shown(),
                difference.picture().shown());
        Watch.all(this::describe, model.computing(), model.trouble());
        Watch.all(this::showBanners, model.trouble(), model.offer());
    }

    /// The figure that has the focus, else B − A.
    public Optional<Figure> focused() {
        Node owner = getScene() == null ? null : getScene().getFocusOwner();
        FigureView picture = Focus.isWithin(owner, first.panel()) ? first.picture()
                : Focus.isWithin(owner, second.panel()) ? second.picture() : difference.picture();
        return Optional.ofNullable(picture.shown().get());
    }

    private void describe() {
        ComparedPair pair = model.pair().get();
        boolean asTable = model.asTable().get();
        grids.setVisible(pair != null && !asTable);
        table.setVisible(pair != null && asTable);
        boolean waiting = model.computing().get();
        empty.setVisible(pair == null && !waiting && model.trouble().get().isEmpty());
        computing.setVisible(pair == null && waiting);
        TrajectoryFigure a = model.figureA().get();
        TrajectoryFigure b = model.figureB().get();
        TrajectoryFigure both = model.figureDifference().get();
        if (pair == null || a == null || b == null || both == null) {
            return;
        }
        double most = Stream.of(a, b).mapToDouble(LayerMeans::largest).filter(mean -> !Double.isNaN(mean)).max().orElse(1);
        String title = TEXTS.get("mean-of-positions") + suffix(a);
        first.describe(model.a().get().title(), facts(pair.a()), LayerMeans.of(title, a, most));
        second.describe(model.b().get().title(), facts(pair.b()), LayerMeans.of(title, b, most));
        String remark = difference.picture().shown().get() instanceof TrajectoryFigure shown ? shown.subtitle() : "";
        difference.describe(TEXTS.get("difference"), remark, pair.difference().map(known -> divergence(both, known)).orElse(null));
        showMatching(pair);
        if (asTable) {
            table.show(both.table());
        }
    }

    private static LayerMeans divergence(TrajectoryFigure figure, LensDifference known) {
        return LayerMeans.divergence(TEXTS.get("mean-js", figure.look().unit().label()), figure, known);
    }

    private static String suffix(TrajectoryFigure figure) {
        Quantity quantity = figure.look().quantity();
        Unit unit = figure.look().unit();
        return quantity.suffix(unit).isEmpty() ? "" : "," + quantity.suffix(unit);
    }

    /// Edits, lens, model.
    private static String facts(Findings run) {
        List<String> edits = ComparedPair.changing(run.study()).texts();
        return (edits.isEmpty() ? "" : String.join(" + ", edits) + " · ") + run.provenance().lens() + " · " + run.card().id().name();
    }

    private void showMatching(ComparedPair pair) {
        int different = pair.differentTokens();
        String tokens = different == 0 ? "" : TEXTS.get("matching", different, pair.b().trajectory().positions());
        String layers = pair.isByDepth() ? TEXTS.get("by-depth", pair.a().card().layers(), pair.b().card().layers()) : "";
        matching.setText((tokens + " " + layers).strip());
        matching.setVisible(!matching.getText().isEmpty());
        matching.setManaged(!matching.getText().isEmpty());
    }

    private void showBanners() {
        banners.getChildren().clear();
        if (!model.trouble().get().isEmpty()) {
            Label sentence = Parts.label(model.trouble().get(), "plain");
            sentence.setWrapText(true);
            banners.getChildren().add(Parts.row("banner", Icon.WARNING.node(14), sentence));
        }
        CompareModel.Offer offer = model.offer().get();
        if (offer != null) {
            banners.getChildren().add(banner(offer));
        }
    }

    private HBox banner(CompareModel.@Nullable Offer asked) {
        CompareModel.Offer offer = Objects.requireNonNull(asked);
        Label sentence = Parts.label(offer.sentence(), "plain");
        sentence.setWrapText(true);
        Button take = Parts.small(offer.step());
        take.setId("compare-open");
        take.setOnAction(_ -> answer(offer.take()));
        Button leave = Parts.small(TEXTS.get("leave"));
        leave.setOnAction(_ -> answer(offer.leave()));
        return Parts.row("banner", Icon.INFO.node(14), sentence, Parts.spring(), take, leave);
    }

    private void answer(Runnable act) {
        model.offer().set(null);
        act.run();
    }
}
