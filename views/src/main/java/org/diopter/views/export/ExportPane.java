package org.diopter.views.export;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.Screen;
import org.diopter.views.figure.ColorVision;
import org.diopter.views.figure.ExportOptions;
import org.diopter.views.figure.Figure;
import org.diopter.views.figure.FigureExport;
import org.diopter.views.figure.Numbers;
import org.diopter.views.figure.Sheet;
import org.diopter.views.figure.TableFormat;
import org.diopter.views.figure.Theme;
import org.diopter.views.kit.Focus;
import org.diopter.views.kit.NumberField;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Segments;
import org.diopter.views.kit.Texts;
import org.diopter.views.kit.ViewContext;
import org.diopter.views.kit.Watch;
import org.diopter.views.kit.WindowTheme;

/// The export dialog: at the left the page as it will be, at the right what can be chosen.
public final class ExportPane extends BorderPane {
    private static final Texts TEXTS = Texts.of(ExportPane.class);
    private static final int MOST_PIXELS = 20_000;
    private static final double FORM = 424;
    private static final double HEAD = 28;
    private static final double LEAST_PAGE = 200;
    /// Of the controls beside their names.
    private static final double CONTROLS = 284;
    /// What a screen has that does not say how many it has.
    private static final double USUAL_DPI = 96;
    private static final double MM_PER_INCH = 25.4;

    private final Figure figure;
    private final ViewContext context;
    private final Acts acts;
    private final ChecksPane checks = new ChecksPane();
    private final Preview preview;
    private final VBox side = new VBox();
    private final ComboBox<ColorVision> vision = new ComboBox<>();
    private final Segments<Boolean> zoom = new Segments<>(whole -> TEXTS.get(whole ? "fit" : "full-size"), true, false);
    private final Label size = Parts.label("", "faint");
    private final Segments<String> format = new Segments<>(f -> f.toUpperCase(Locale.ROOT), "svg", "pdf", "png");
    private final ComboBox<PaperWidth> paper = new ComboBox<>();
    private final NumberField width = new NumberField(TEXTS.get("width"), 20, 2_000, 180);
    private final Segments<Boolean> colors = new Segments<>(screen -> TEXTS.get(screen ? "screen" : "print"), false, true);
    private final NumberField dpi = new NumberField(TEXTS.get("resolution"), 150, 1_200, 300);
    private final Label pixels = Parts.label("", "note");
    private final CheckBox reproducible = new CheckBox(TEXTS.get("reproducible"));
    private final TextArea caption = new TextArea();
    private final CheckBox captionFile = new CheckBox(TEXTS.get("caption-file"));
    private final CheckBox numbers = new CheckBox(TEXTS.get("numbers"));
    private final Segments<TableFormat> table = new Segments<>(TableFormat::name, TableFormat.values());
    private final Label provenance = Parts.label("", "provenance");
    private final TextField name = new TextField();
    private final Label ending = Parts.label("", "secondary");
    private final Label warning = Parts.label("", "warn-text");
    private final Button export = Parts.primary("");
    private Path folder;
    private boolean replacing;

    /// Widths of journals and slides.
    private enum PaperWidth {
        SINGLE(ExportOptions.SINGLE_COLUMN),
        ONE_AND_A_HALF(ExportOptions.ONE_AND_A_HALF_COLUMNS),
        DOUBLE(ExportOptions.DOUBLE_COLUMN),
        SLIDE(ExportOptions.SLIDE),
        OWN(0);

        private final double mm;

        PaperWidth(double mm) {
            this.mm = mm;
        }
    }

    /// What the dialog's buttons do.
    public interface Acts {
        /// Writes the files.
        void write(ExportRequest request);

        /// Puts the figure on the clipboard as a picture.
        void copy(Figure figure);

        /// Puts its numbers on the clipboard.
        void copyNumbers(Figure figure, TableFormat format);

        /// Asks for another folder.
        Optional<Path> chooseFolder();

        void close();
    }

    /// @param figure what is exported; hover and the cross-line are left out
    /// @param proposed the file's proposed name, without an ending
    /// @param folder where it goes if the user does not say otherwise
    public ExportPane(Figure figure, String proposed, Path folder, ViewContext context, Acts acts) {
        this.figure = figure.settled();
        this.folder = folder;
        this.context = context;
        this.acts = acts;
        preview = new Preview(context.workers(), context.textScale().get(), found -> checks.show(found, width.value().get()));
        name.setText(proposed);
        caption.setText(figure.caption());
        setTop(Parts.row("dialog-head", Parts.label(TEXTS.get("title"), "title")));
        setCenter(left());
        setRight(form());
        setBottom(foot());
        setPrefSize(1180, 740);
        Watch.all(this::show, format.value(), width.value(), colors.value(), dpi.value(), reproducible.selectedProperty(), vision.valueProperty(), zoom.value(),
                side.widthProperty(), side.heightProperty(), checks.heightProperty());
        Watch.all(this::forgetReplacing, format.value(), name.textProperty(), captionFile.selectedProperty(), numbers.selectedProperty(), table.value());
    }

    private Node left() {
        vision.getItems().setAll(ColorVision.values());
        vision.setCellFactory(_ -> new VisionCell());
        vision.setButtonCell(new VisionCell());
        vision.setValue(ColorVision.NORMAL);
        vision.setPrefWidth(scaled(132));
        vision.setAccessibleText(TEXTS.get("see-as"));
        zoom.getStyleClass().add("small-segments");
        HBox head = Parts.row("plain-row", Parts.label(TEXTS.get("preview"), "title"), size, Parts.spring(),
                Parts.label(TEXTS.get("see-as"), "secondary"), vision, zoom);
        side.getChildren().setAll(head, preview, checks);
        side.getStyleClass().add("preview-side");
        return side;
    }

    private Node form() {
        paper.getItems().setAll(PaperWidth.values());
        paper.setCellFactory(_ -> new WidthCell());
        paper.setButtonCell(new WidthCell());
        paper.setPrefWidth(scaled(176));
        paper.setAccessibleText(TEXTS.get("width"));
        paper.valueProperty().subscribe(chosen -> {
            if (chosen != null && chosen != PaperWidth.OWN) {
                width.value().set((int) chosen.mm);
            }
        });
        width.setPrefWidth(scaled(58));
        width.value().subscribe(mm -> paper.setValue(named(mm.intValue())));
        dpi.setPrefWidth(scaled(58));
        dpi.disableProperty().bind(format.value().isNotEqualTo("png"));
        caption.setWrapText(true);
        caption.setPrefRowCount(7);
        caption.setAccessibleText(TEXTS.get("caption"));
        Focus.leaveByTab(caption);
        Hyperlink automatic = new Hyperlink(TEXTS.get("automatic"));
        automatic.setOnAction(_ -> caption.setText(figure.caption()));
        provenance.setWrapText(true);
        provenance.setMaxWidth(Double.MAX_VALUE);
        spread(format);
        spread(colors);
        VBox form = new VBox(row("format", format), row("width", paper, width, Parts.label("mm", "faint")), row("colours", colors),
                row("resolution", dpi, Parts.label("dpi", "faint"), pixels), rule(),
                Parts.row("plain-row", Parts.label(TEXTS.get("caption"), "secondary"), Parts.spring(), automatic), caption, captionFile, rule(),
                Parts.label(TEXTS.get("provenance"), "secondary"), provenance, reproducible, Parts.row("plain-row", numbers, table));
        table.getStyleClass().add("small-segments");
        table.disableProperty().bind(numbers.selectedProperty().not());
        form.getStyleClass().add("dialog-body");
        form.setSpacing(4);
        ScrollPane scroll = new ScrollPane(form);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setPrefWidth(scaled(FORM));
        return scroll;
    }

    /// As wide as the other controls.
    private void spread(Segments<?> segments) {
        segments.getButtons().forEach(button -> button.setMinWidth(scaled(CONTROLS / segments.getButtons().size())));
    }

    /// A length that grows with the text.
    private double scaled(double length) {
        return context.textScale().get() * length;
    }

    private Node foot() {
        ending.textProperty().bind(format.value().map(chosen -> "." + chosen));
        ending.setMinWidth(Region.USE_PREF_SIZE);
        name.setPrefWidth(scaled(260));
        name.setAccessibleText(TEXTS.get("file"));
        Button choose = new Button(TEXTS.get("choose"));
        choose.setOnAction(_ -> acts.chooseFolder().ifPresent(chosen -> {
            folder = chosen;
            showFolder(choose);
            forgetReplacing();
        }));
        showFolder(choose);
        warning.setMinWidth(0);
        Button copy = new Button(TEXTS.get("copy"));
        copy.setOnAction(_ -> acts.copy(figure.on(new Sheet(theme().palette(), figure.sheet().width(), figure.sheet().height()))));
        Button cancel = new Button(TEXTS.get("cancel"));
        cancel.setOnAction(_ -> acts.close());
        export.setOnAction(_ -> write());
        MenuButton numbersAs = copyNumbers();
        for (ButtonBase button : List.of(choose, copy, numbersAs, cancel, export)) {
            button.setMinWidth(Region.USE_PREF_SIZE);
        }
        HBox file = Parts.row("tight-row", name, ending);
        return Parts.row("dialog-foot", file, choose, warning, Parts.spring(), copy, numbersAs, cancel, export);
    }

    private MenuButton copyNumbers() {
        MenuButton numbersAs = new MenuButton(TEXTS.get("copy-numbers"));
        for (TableFormat each : TableFormat.values()) {
            MenuItem item = new MenuItem(each.name());
            item.setOnAction(_ -> acts.copyNumbers(figure, each));
            numbersAs.getItems().add(item);
        }
        return numbersAs;
    }

    private void showFolder(Button choose) {
        choose.setTooltip(new Tooltip(folder.toString()));
    }

    private static HBox row(String key, Node... nodes) {
        HBox row = Parts.row("form-row", Parts.label(TEXTS.get(key), "form-label"));
        row.getChildren().addAll(nodes);
        return row;
    }

    private static Region rule() {
        Region rule = new Region();
        rule.getStyleClass().add("rule");
        return rule;
    }

    private static PaperWidth named(int mm) {
        for (PaperWidth named : PaperWidth.values()) {
            if (named.mm == mm) {
                return named;
            }
        }
        return PaperWidth.OWN;
    }

    private Theme theme() {
        if (!colors.value().get()) {
            return Theme.PRINT;
        }
        return context.theme().get() == WindowTheme.DARK ? Theme.DARK : Theme.LIGHT;
    }

    private ExportOptions options() {
        return new ExportOptions(width.value().get(), dpi.value().get(), theme(), reproducible.isSelected());
    }

    private void show() {
        ExportOptions options = options();
        Sheet inPixels = FigureExport.pixels(figure, options);
        boolean png = format.value().get().equals("png");
        double heightMm = options.widthMm() * inPixels.height() / inPixels.width();
        size.setText(TEXTS.get("size", Numbers.fixed(options.widthMm(), 0), Numbers.fixed(heightMm, 0)));
        String wide = Numbers.count((long) inPixels.width());
        String high = Numbers.count((long) inPixels.height());
        pixels.setText(png ? TEXTS.get("pixels", wide, high) : TEXTS.get("only-png"));
        boolean large = png && Math.max(inPixels.width(), inPixels.height()) > MOST_PIXELS;
        warning.setText(large ? TEXTS.get("too-large", FigureExport.largestDpi(figure, options)) : "");
        export.setDisable(large);
        provenance.setText(figure.provenance().line(figure.statistic(), reproducible.isSelected()).replace("; ", " · "));
        if (side.getWidth() > 0 && side.getHeight() > 0) {
            double page = zoom.value().get() ? fitting(heightMm / options.widthMm()) : options.widthMm() / MM_PER_INCH * screenDpi();
            preview.show(figure, options, new Preview.View(page, vision.getValue()));
        }
    }

    /// Of the screen that the dialog is on, as far as it says so.
    private double screenDpi() {
        Bounds here = localToScreen(getBoundsInLocal());
        double dpi = here == null ? 0
                : Screen.getScreensForRectangle(here.getMinX(), here.getMinY(), here.getWidth(), here.getHeight()).stream()
                        .mapToDouble(Screen::getDpi).findFirst().orElse(0);
        return dpi > 0 ? dpi : USUAL_DPI;
    }

    /// The width at which a page is seen whole.
    ///
    /// @param shape its height as a part of its width
    private double fitting(double shape) {
        double taken = side.snappedTopInset() + side.snappedBottomInset() + 2 * side.getSpacing() + scaled(HEAD) + checks.getHeight() + preview.around();
        double wide = side.getWidth() - side.snappedLeftInset() - side.snappedRightInset() - preview.beside();
        return Math.clamp((side.getHeight() - taken) / shape, LEAST_PAGE, Math.max(LEAST_PAGE, wide));
    }

    private void forgetReplacing() {
        replacing = false;
        export.setText(TEXTS.get("export", format.value().get().toUpperCase(Locale.ROOT)));
    }

    private void write() {
        String base = name.getText().strip().replaceAll("\\.(svg|pdf|png)$", "");
        if (base.isEmpty() || base.contains("/") || base.contains("\\")) {
            warning.setText(TEXTS.get("no-name"));
            return;
        }
        ExportRequest request = new ExportRequest(figure, folder.resolve(base + "." + format.value().get()), options(), caption.getText(),
                captionFile.isSelected(), numbers.isSelected() ? Optional.of(table.value().get()) : Optional.empty());
        List<Path> present = request.present();
        if (!present.isEmpty() && !replacing) {
            replacing = true;
            warning.setText(TEXTS.get("there-already", String.valueOf(present.getFirst().getFileName())));
            export.setText(TEXTS.get("replace"));
            return;
        }
        acts.close();
        acts.write(request);
    }

    /// Names a way of seeing.
    private static final class VisionCell extends ListCell<ColorVision> {
        @Override
        protected void updateItem(ColorVision item, boolean empty) {
            super.updateItem(item, empty);
            setText(empty || item == null ? null : TEXTS.get("vision." + item));
        }
    }

    /// Names a width.
    private static final class WidthCell extends ListCell<PaperWidth> {
        @Override
        protected void updateItem(PaperWidth item, boolean empty) {
            super.updateItem(item, empty);
            setText(empty || item == null ? null : TEXTS.get("width." + item));
        }
    }
}
