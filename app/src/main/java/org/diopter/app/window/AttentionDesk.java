package org.diopter.app.window;

import java.util.Optional;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.Node;
import org.diopter.views.attention.AttentionModel;
import org.diopter.views.attention.AttentionView;
import org.diopter.views.attention.QueryInspector;
import org.diopter.views.figure.Figure;
import org.diopter.views.kit.Icon;
import org.jspecify.annotations.Nullable;

/// Where the heads of a block look.
final class AttentionDesk implements Desk {
    private final Workplace place;
    private final AttentionModel model = new AttentionModel();
    private final AttentionSession session;
    private final ReadOnlyStringWrapper pointed = new ReadOnlyStringWrapper("");
    private @Nullable AttentionView view;

    AttentionDesk(Workplace place) {
        this.place = place;
        session = new AttentionSession(place.engine(), place.jobs(), place.models().model(), place.trajectory(), model, place.threads().timer(), place.fx(), place.failed());
        place.map().ifPresent(model.map()::set);
    }

    AttentionModel model() {
        return model;
    }

    @Override
    public String name() {
        return "attention";
    }

    @Override
    public Icon icon() {
        return Icon.ATTENTION;
    }

    @Override
    public boolean needsRun() {
        return true;
    }

    @Override
    public Node centre() {
        AttentionView made = new AttentionView(model, place.trajectory().selected(), place.context(), place::export);
        made.pointed().subscribe(pointed::set);
        view = made;
        return made;
    }

    @Override
    public Node inspector() {
        return new QueryInspector(model, place.trajectory().selected(), place.context());
    }

    @Override
    public void shown(boolean front) {
        session.shown().set(front);
    }

    @Override
    public Optional<Figure> figure() {
        return Optional.ofNullable(view).flatMap(made -> Optional.ofNullable(made.picture().shown().get()));
    }

    @Override
    public void toggleTable() {
        if (view != null) {
            view.asTable().setSelected(!view.asTable().isSelected());
        }
    }

    @Override
    public ReadOnlyStringProperty pointed() {
        return pointed.getReadOnlyProperty();
    }
}
