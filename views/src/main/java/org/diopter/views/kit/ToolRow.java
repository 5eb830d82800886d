package org.diopter.views.kit;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/// A tool bar that cuts nothing: what finds no room goes onto a line of its own, a name together with the control behind it. What has a least width in points
/// shrinks to it before a line breaks; a spring takes what is left of its line.
public class ToolRow extends Region {
    private static final double GAP = 8;
    private static final double MARGIN = 4;
    private static final double LEAST_LINE = 34;

    public ToolRow(Node... nodes) {
        getStyleClass().add("tool-bar-row");
        getChildren().addAll(nodes);
    }

    /// Whether the row ends with a button, as that of a whole view does with its export.
    public boolean endsWithButton() {
        return !getChildren().isEmpty() && getChildren().getLast() instanceof Button;
    }

    /// Puts other nodes into the row.
    public void setAll(List<? extends Node> nodes) {
        getChildren().setAll(nodes);
    }

    /// Puts something before the last of the row.
    public void addBeforeLast(Node node) {
        getChildren().add(getChildren().size() - 1, node);
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected double computeMinWidth(double height) {
        return sides();
    }

    @Override
    protected double computePrefWidth(double height) {
        List<Node> all = getManagedChildren();
        return sides() + all.stream().mapToDouble(ToolRow::wanted).sum() + GAP * Math.max(0, all.size() - 1);
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected double computePrefHeight(double width) {
        double room = width < 0 ? Double.MAX_VALUE : width - sides();
        return snapSpaceY(snappedTopInset() + snappedBottomInset() + lines(room).stream().mapToDouble(ToolRow::height).sum());
    }

    private double sides() {
        return snappedLeftInset() + snappedRightInset();
    }

    @Override
    protected void layoutChildren() {
        double room = getWidth() - sides();
        List<List<Node>> lines = lines(room);
        double spare = getHeight() - lines.stream().mapToDouble(ToolRow::height).sum();
        double top = Math.max(0, spare) / 2;
        for (List<Node> line : lines) {
            place(line, snappedLeftInset(), top, room);
            top += height(line);
        }
    }

    private void place(List<Node> line, double left, double top, double room) {
        double least = line.stream().mapToDouble(ToolRow::least).sum() + GAP * (line.size() - 1);
        double shrunk = line.stream().mapToDouble(node -> wanted(node) - least(node)).sum();
        double given = shrunk == 0 ? 0 : Math.clamp((room - least) / shrunk, 0, 1);
        double spare = Math.max(0, room - least - given * shrunk);
        long springs = line.stream().filter(ToolRow::isSpring).count();
        double x = left;
        for (Node node : line) {
            double width = isSpring(node) ? spare / springs : Math.min(room, least(node) + given * (wanted(node) - least(node)));
            boolean atEdge = isDivider(node) && (node == line.getFirst() || node == line.getLast());
            double height = isSpring(node) || atEdge ? 0 : tall(node);
            node.resizeRelocate(snapPositionX(x), snapPositionY(top + (height(line) - height) / 2), snapSizeX(atEdge ? 0 : width), height);
            x += atEdge ? 0 : width + GAP;
        }
    }

    private List<List<Node>> lines(double room) {
        List<List<Node>> lines = new ArrayList<>();
        List<Node> line = new ArrayList<>();
        double used = 0;
        for (List<Node> group : groups()) {
            double width = group.stream().mapToDouble(node -> least(node) + GAP).sum();
            if (!line.isEmpty() && used + width - GAP > room + 0.5) {
                lines.add(line);
                line = new ArrayList<>();
                used = 0;
            }
            line.addAll(group);
            used += width;
        }
        if (!line.isEmpty()) {
            lines.add(line);
        }
        return lines;
    }

    /// What stays together: names with what they name, and everything behind a spring with it.
    private List<List<Node>> groups() {
        List<List<Node>> groups = new ArrayList<>();
        boolean open = false;
        boolean sprung = false;
        for (Node node : getManagedChildren()) {
            if (!open) {
                groups.add(new ArrayList<>());
            }
            groups.getLast().add(node);
            sprung = sprung || isSpring(node);
            open = sprung || isName(node);
        }
        return groups;
    }

    private static boolean isName(Node node) {
        return node instanceof Label && !node.getStyleClass().contains("chip");
    }

    private static boolean isSpring(Node node) {
        return HBox.getHgrow(node) == Priority.ALWAYS;
    }

    private static boolean isDivider(Node node) {
        return node.getStyleClass().contains("divider");
    }

    private static double wanted(Node node) {
        return isSpring(node) ? 0 : Math.ceil(Math.max(node.minWidth(-1), Math.min(node.prefWidth(-1), node.maxWidth(-1))));
    }

    private static double least(Node node) {
        boolean shrinks = node instanceof Region region && region.getMinWidth() >= 0 && !isDivider(node);
        return shrinks ? Math.min(wanted(node), node.minWidth(-1)) : wanted(node);
    }

    private static double tall(Node node) {
        return Math.ceil(Math.max(node.minHeight(-1), Math.min(node.prefHeight(-1), node.maxHeight(-1))));
    }

    private static double height(List<Node> line) {
        return Math.max(LEAST_LINE, line.stream().filter(node -> !isSpring(node)).mapToDouble(ToolRow::tall).max().orElse(0) + 2 * MARGIN);
    }
}
