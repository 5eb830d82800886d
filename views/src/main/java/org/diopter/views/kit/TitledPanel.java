package org.diopter.views.kit;

import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/// A pane of the centre: a framed box with a header of title, grey remark and, at its right end, legends and buttons.
public final class TitledPanel extends BorderPane {
    private final Label title = new Label();
    private final Label remark = Parts.label("", "remark");
    private final HBox tools = Parts.row("tools");
    private final HBox header;

    public TitledPanel(String name, Node content) {
        getStyleClass().add("panel");
        title.getStyleClass().add("title");
        title.setText(name);
        title.setMinWidth(Region.USE_PREF_SIZE);
        Parts.shrinking(remark);
        header = Parts.row("panel-header", title, remark, Parts.spring(), tools);
        tools.setMinWidth(Region.USE_PREF_SIZE);
        setTop(header);
        setCenter(content);
    }

    /// The header's title.
    public Label title() {
        return title;
    }

    /// The grey text beside the title.
    public Label remark() {
        return remark;
    }

    /// The nodes at the right end of the header.
    public HBox tools() {
        return tools;
    }

    /// The header, to be clicked.
    public HBox header() {
        return header;
    }
}
