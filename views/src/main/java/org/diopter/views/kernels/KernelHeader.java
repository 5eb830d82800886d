package org.diopter.views.kernels;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.StackPane;
import org.diopter.views.figure.Numbers;
import org.diopter.views.kit.Texts;
import org.diopter.views.kit.Watch;
import org.diopter.views.kit.WorkHeader;
import org.diopter.views.kit.WorkHeader.Fact;

/// How far the training of kernels is, in figures; its pause and its end.
final class KernelHeader extends StackPane {
    private static final Texts TEXTS = Texts.of(KernelHeader.class);

    private final KernelModel model;
    private final KernelView.Acts acts;
    private final Button look = new Button(TEXTS.get("look"));
    private final Button use = new Button();
    private final WorkHeader header;

    KernelHeader(KernelModel model, KernelView.Acts acts) {
        this.model = model;
        this.acts = acts;
        look.setOnAction(_ -> acts.look());
        use.setId("use-kernels");
        use.setOnAction(_ -> acts.use());
        header = new WorkHeader(TEXTS.get("progress"), model.running(), acts::pause, acts::stop, use, look);
        getChildren().add(header);
        Watch.all(this::show, model.phase(), model.curves());
    }

    private void show() {
        header.problem(Optional.empty());
        look.setVisible(model.phase().get() instanceof KernelPhase.Ended ended && ended.taken().isPresent());
        offer();
        switch (model.phase().get()) {
            case KernelPhase.Idle _ -> header.say("", "");
            case KernelPhase.Running running -> running(running);
            case KernelPhase.Ended ended -> ended(ended);
            case KernelPhase.Failed failed -> header.failed(TEXTS.get("not-trained"), failed.sentence(), failed.code(), acts::start);
        }
    }

    /// What is ready and not a policy of the view yet.
    private void offer() {
        int ready = switch (model.phase().get()) {
            case KernelPhase.Ended ended when ended.taken().isEmpty() -> ended.blocks();
            case KernelPhase.Failed failed -> failed.finished();
            default -> 0;
        };
        use.setText(TEXTS.get("use", ready));
        use.setVisible(ready > 0);
    }

    private void running(KernelPhase.Running running) {
        KernelProgress progress = running.progress();
        header.running(running.paused(), running.ending());
        header.say(TEXTS.get("training", progress.block(), progress.done() + 1, progress.of()), remark(running));
        boolean begun = progress.share() > 0 || progress.within() >= 0;
        header.progress(begun ? progress.share() : ProgressBar.INDETERMINATE_PROGRESS);
        List<Fact> facts = new ArrayList<>(List.of(
                fact("done", Numbers.fixed(100 * progress.share(), 1) + " %", TEXTS.get("blocks-done", progress.done(), progress.of())),
                fact("epoch", TEXTS.get("epoch-of", Math.min(progress.epoch() + 1, progress.epochs()), progress.epochs()), TEXTS.get("of-block", progress.block())),
                fact("elapsed", WorkHeader.duration(progress.seconds()), TEXTS.get("started", running.started()))));
        if (Double.isFinite(progress.left())) {
            facts.add(fact("left", WorkHeader.duration(progress.left()), TEXTS.get("at-present-speed")));
        }
        addShare(facts);
        header.facts(facts);
    }

    private static String remark(KernelPhase.Running running) {
        if (running.ending() || running.paused()) {
            return TEXTS.get(running.ending() ? "ending" : "paused");
        }
        return TEXTS.get(running.progress().within() < 0 ? "reading" : "training-remark");
    }

    /// How much of the policy's error the best kernels leave, mean over blocks.
    private void addShare(List<Fact> facts) {
        List<BlockCurve> begun = model.curves().get().stream().filter(curve -> !curve.epochs().isEmpty()).toList();
        if (!begun.isEmpty()) {
            double less = begun.stream().mapToDouble(curve -> curve.relative(curve.best())).average().orElse(Double.NaN);
            double baseline = begun.stream().mapToDouble(curve -> curve.relative(curve.without().baselinePlus())).average().orElse(Double.NaN);
            facts.add(fact("mean-left", Numbers.fixed(100 * less, 1) + " %", TEXTS.get("baseline-share", Numbers.fixed(100 * baseline, 1))));
        }
    }

    private void ended(KernelPhase.Ended ended) {
        String name = String.valueOf(ended.folder().getFileName());
        String how = TEXTS.get(ended.complete() ? "end-complete" : "end-stopped", ended.blocks());
        header.say(TEXTS.get("ended", name), how + " " + TEXTS.get("end." + ended.taken().map(Enum::name).orElse("OFFERED")));
        header.progress(ended.complete() ? 1 : header.reached());
        List<Fact> facts = new ArrayList<>();
        addShare(facts);
        header.facts(facts);
    }

    private static Fact fact(String key, String value, String note) {
        return new Fact(TEXTS.get(key), value, note);
    }
}
