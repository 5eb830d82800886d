package org.diopter.app.window;

import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.diopter.app.job.Job;
import org.diopter.app.job.JobBox;
import org.diopter.engine.OpenModel;
import org.diopter.views.edits.EditStackPane;
import org.diopter.views.edits.NetEffectPane;
import org.diopter.views.kit.HeldLens;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Watch;
import org.diopter.views.model.ModelFacts;
import org.diopter.views.model.ModelPane;
import org.diopter.views.model.StartPane;
import org.diopter.views.prompt.PromptPane;
import org.diopter.views.prompt.WritingPane;
import org.diopter.views.trajectory.TrajectoryModel;

/// The window's left pane: model, prompt and edit stack, or what a first start shows there.
final class LeftPane extends StackPane {
    private final ModelSession models;
    private final TrajectoryModel trajectory;
    private final ModelPane model;
    private final PromptPane prompt;
    private final BooleanProperty welcome;

    /// @param writing the section that goes on with the prompt
    /// @param stack the edit stack's section
    /// @param effect what its edits do, at the foot
    /// @param welcome whether the first start's content is shown
    LeftPane(ModelSession models, TrajectoryModel trajectory, ModelPane model, PromptPane prompt, WritingPane writing, EditStackPane stack, NetEffectPane effect,
            StartPane start, BooleanProperty welcome) {
        this.models = models;
        this.trajectory = trajectory;
        this.model = model;
        this.prompt = prompt;
        this.welcome = welcome;
        getStyleClass().add("left-pane");
        ScrollPane sections = new ScrollPane(new VBox(model, prompt, writing, stack));
        sections.setFitToWidth(true);
        sections.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        VBox.setVgrow(sections, Priority.ALWAYS);
        VBox usual = new VBox(sections, effect);
        usual.visibleProperty().bind(welcome.not());
        start.visibleProperty().bind(welcome);
        getChildren().addAll(usual, start);
        Watch.all(this::showModel, models.model(), models.check(), trajectory.lenses().held());
        Watch.all(this::showOpening, models.opening());
    }

    /// The prompt, or nothing while the first start's content is shown.
    Optional<PromptPane> prompt() {
        return welcome.get() ? Optional.empty() : Optional.of(prompt);
    }

    private void showModel() {
        OpenModel open = models.model().get();
        if (open == null) {
            model.showNone();
        } else {
            model.show(facts(open));
        }
    }

    /// What is known of the open model.
    ModelFacts facts(OpenModel open) {
        return ModelFacts.of(open, Optional.ofNullable(models.check().get()), lens());
    }

    private String lens() {
        HeldLens held = trajectory.lenses().held().get();
        return held == null ? WindowTexts.ALL.get("lens.logit") : Parts.capital(held.title());
    }

    private void showOpening() {
        Job job = models.opening().get();
        if (job == null) {
            model.hideOpening();
        } else {
            model.showOpening(new JobBox(job));
        }
    }
}
