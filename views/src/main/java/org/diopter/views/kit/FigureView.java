package org.diopter.views.kit;

import java.nio.IntBuffer;
import java.util.concurrent.RejectedExecutionException;
import javafx.application.Platform;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Point2D;
import javafx.scene.Scene;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.transform.Scale;
import javafx.stage.Window;
import org.diopter.views.figure.Figure;
import org.diopter.views.figure.PixelPicture;
import org.diopter.views.figure.Sheet;
import org.jspecify.annotations.Nullable;

/// The picture of a figure, as large as its place allows, in the theme's colours and at the screen's own resolution.
///
/// The picture is painted off the FX thread, once for all changes of a pulse. One picture is under way at a time, and it is always shown, so that a figure
/// that changes faster than it is painted still moves; after it, the latest of those that were asked for meanwhile is painted. Marks of pointer, selection
/// and focus are nodes of the [overlay][#overlay], which measures in the figure's own pixels and never repaints the picture.
public final class FigureView extends Region {
    private final ViewContext context;
    private final ObjectProperty<@Nullable Figure> figure = new SimpleObjectProperty<>();
    private final ReadOnlyObjectWrapper<@Nullable Figure> shown = new ReadOnlyObjectWrapper<>();
    private final ImageView picture = new ImageView();
    private final Pane overlay = new Pane();
    private final Scale scale = new Scale();
    /// Written by the FX thread, read by the painting thread too.
    private volatile @Nullable Request latest;
    private boolean underWay;
    /// Whether what is under way is of a figure that was taken away.
    private boolean outdated;

    /// What is painted: a figure on its sheet, at a number of device pixels a figure pixel.
    private record Request(Figure figure, double pixels) {}

    public FigureView(ViewContext context) {
        this.context = context;
        getStyleClass().add("figure-view");
        picture.setSmooth(false);
        picture.setMouseTransparent(true);
        picture.setManaged(false);
        overlay.setMouseTransparent(true);
        overlay.setManaged(false);
        overlay.getTransforms().add(scale);
        getChildren().addAll(picture, overlay);
        setMinSize(0, 0);
        // The size of a view does not depend on its figure: those around it need not be laid out again.
        Watch.all(() -> setNeedsLayout(true), figure, context.theme(), context.textScale(),
                sceneProperty().flatMap(Scene::windowProperty).flatMap(Window::outputScaleXProperty));
    }

    /// What to show; its own sheet is replaced by this view's. Null shows nothing.
    public ObjectProperty<@Nullable Figure> figure() {
        return figure;
    }

    /// The figure that is seen, on this view's sheet: what the overlay measures with.
    public ReadOnlyObjectProperty<@Nullable Figure> shown() {
        return shown.getReadOnlyProperty();
    }

    /// Nodes over the picture, in the figure's pixels. They are clipped to the view and get no events.
    public Pane overlay() {
        return overlay;
    }

    /// Where a point of this view lies in the figure.
    public Point2D inFigure(double x, double y) {
        return new Point2D(x / context.textScale().get(), y / context.textScale().get());
    }

    /// Whether what is seen is what was asked for.
    public boolean isSettled() {
        return !isNeedsLayout() && !underWay;
    }

    @Override
    protected void layoutChildren() {
        double zoom = context.textScale().get();
        scale.setX(zoom);
        scale.setY(zoom);
        overlay.resizeRelocate(0, 0, getWidth() / zoom, getHeight() / zoom);
        Figure wanted = figure.get();
        if (wanted == null || getWidth() < 1 || getHeight() < 1) {
            latest = null;
            outdated = underWay;
            picture.setImage(null);
            shown.set(null);
            return;
        }
        Sheet sheet = new Sheet(context.theme().get().palette(), getWidth() / zoom, getHeight() / zoom);
        Request request = new Request(wanted.on(sheet), zoom * outputScale());
        if (!request.equals(latest)) {
            latest = request;
            paintLatest();
        }
    }

    private double outputScale() {
        Window window = getScene() == null ? null : getScene().getWindow();
        return window == null ? 1 : window.getOutputScaleX();
    }

    private void paintLatest() {
        if (!underWay) {
            underWay = true;
            try {
                context.painting().execute(this::paint);
            } catch (RejectedExecutionException _) {
                underWay = false; // the window closes, and nobody will see it
            }
        }
    }

    /// Called on the painting thread.
    private void paint() {
        Request request = latest;
        try {
            PixelPicture pixels = request == null ? null : PixelPicture.of(request.figure(), request.pixels());
            Platform.runLater(() -> painted(request, pixels));
        } catch (RuntimeException | Error problem) {
            Platform.runLater(() -> underWay = false);
            throw problem;
        }
    }

    private void painted(@Nullable Request request, @Nullable PixelPicture pixels) {
        underWay = false;
        if (request != null && pixels != null && !outdated) {
            show(request, pixels);
        }
        outdated = false;
        Request next = latest;
        if (next != null && !next.equals(request)) {
            paintLatest();
        }
    }

    private void show(Request request, PixelPicture pixels) {
        IntBuffer buffer = IntBuffer.wrap(pixels.pixels());
        picture.setImage(new WritableImage(new PixelBuffer<>(pixels.width(), pixels.height(), buffer, PixelFormat.getIntArgbPreInstance())));
        picture.setFitWidth(pixels.width() / outputScale());
        picture.setFitHeight(pixels.height() / outputScale());
        shown.set(request.figure());
    }
}
