package org.diopter.app.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.diopter.engine.BlockAttention;
import org.diopter.engine.LensChoice;
import org.diopter.engine.OpenModel;
import org.diopter.engine.Reading;
import org.diopter.engine.Study;
import org.diopter.engine.lens.Trajectory;
import org.diopter.model.CancelledException;
import org.diopter.model.UnusableInputException;
import org.diopter.model.tokenizer.TokenSequence;
import org.diopter.views.figure.AttentionFigure;
import org.diopter.views.figure.CausalCone;
import org.diopter.views.figure.Comparison;
import org.diopter.views.figure.CurvePanels;
import org.diopter.views.figure.FigureText;
import org.diopter.views.figure.LensPair;
import org.diopter.views.figure.Numbers;
import org.diopter.views.figure.Orientation;
import org.diopter.views.figure.Pin;
import org.diopter.views.figure.Provenance;
import org.diopter.views.figure.Quantity;
import org.diopter.views.figure.RangeMode;
import org.diopter.views.figure.Sheet;
import org.diopter.views.figure.TokenCurvesFigure;
import org.diopter.views.figure.TokenLabels;
import org.diopter.views.figure.TokenStripFigure;
import org.diopter.views.figure.TrajectoryFigure;
import org.diopter.views.figure.TrajectoryLook;
import org.diopter.views.figure.Unit;
import org.diopter.views.figure.ValueRange;
import org.diopter.views.figure.Viewport;

/// Computes what pictures show.
///
/// @param provenance where their numbers come from
record Figures(CommandEngine engine, OpenModel model, Provenance provenance) {
    private static final int MOST_CURVES = 5;
    /// The export lays a figure out anew for its paper.
    private static final double ANY_SIZE = 800;

    TrajectoryFigure trajectory(TrajectoryFigureStudy study) {
        int last = study.input().tokens().size() - 1;
        Reading reading = new Reading(study.layers(), 1, study.track(), last);
        TokenSequence tokens = study.input().sequence();
        LensChoice lens = engine.lenses(model).choice(study.lens());
        Study shown = study.edits().study(model, tokens, lens);
        Optional<Study> compared = study.edits().baseline(model, tokens, lens);
        Trajectory trajectory = engine.read(shown, reading);
        Optional<Trajectory> baseline = compared.map(other -> engine.read(other, reading));
        int vocabulary = model.card().vocabulary();
        Unit unit = FigureWords.unit(study.unit());
        Quantity quantity = quantity(study);
        TrajectoryLook look = TrajectoryLook.standard()
                .withQuantity(quantity)
                .withUnit(unit)
                .withRange(range(study, quantity.fixedRange(vocabulary, unit)))
                .withMap(FigureWords.map(study.map(), study.difference()))
                .withStride(study.stride())
                .withOrientation(study.transpose() ? Orientation.LAYERS_ACROSS : Orientation.LAYERS_UP);
        TokenLabels labels = TokenLabels.of(trajectory, model.tokenizer());
        if (baseline.isPresent()) {
            labels = labels.with(TokenLabels.of(baseline.get(), model.tokenizer()));
        }
        Comparison comparison = new Comparison(cone(shown, compared), baseline, study.difference());
        return new TrajectoryFigure(trajectory, comparison, labels, vocabulary, pins(study.track()), look, Viewport.WHOLE, sheet(study), provenance);
    }

    private static CausalCone cone(Study shown, Optional<Study> compared) {
        return compared.map(other -> CausalCone.between(other, shown)).orElseGet(() -> CausalCone.of(shown));
    }

    private static RangeMode range(TrajectoryFigureStudy study, ValueRange usual) {
        return FigureWords.range(study.range(), study.difference() ? usual.differences() : usual);
    }

    private Quantity quantity(TrajectoryFigureStudy study) {
        StatisticName name = StatisticName.of(study.statistic());
        if (name.statistic().isPresent()) {
            return new Quantity.OfCell(name.statistic().get());
        }
        if (study.track().isEmpty()) {
            throw new UnusableInputException("D-208", "The probability of a token needs the token. Name it with --track.");
        }
        int id = study.track().getFirst();
        return new Quantity.OfToken(id, TokenLabels.label(id, model.tokenizer()));
    }

    TokenCurvesFigure curves(CurvesFigureStudy study) {
        int last = study.input().tokens().size() - 1;
        int position = study.position();
        if (position < 0 || position > last) {
            throw new UnusableInputException("D-205", "There is no position %d; the prompt has positions 0 to %d.".formatted(position, last));
        }
        TokenSequence tokens = study.input().sequence();
        LensChoice lens = engine.lenses(model).choice(study.lens());
        Study shown = study.edits().study(model, tokens, lens);
        Optional<Study> compared = study.edits().baseline(model, tokens, lens);
        Trajectory trajectory = engine.read(shown, new Reading(study.layers(), 1, study.track(), position));
        List<Integer> tracked = study.track().isEmpty()
                ? Arrays.stream(trajectory.tracked(position)).limit(MOST_CURVES).boxed().toList()
                : study.track();
        Optional<LensPair> beside = compared
                .map(other -> engine.read(other, new Reading(study.layers(), 1, tracked, position)))
                .map(other -> new LensPair(study.edits().comparedInWords(), other, Optional.empty()));
        return new TokenCurvesFigure(
                trajectory, position, model.card().vocabulary(), pins(tracked), CurvePanels.BOTH, OptionalInt.empty(), beside, cone(shown, compared),
                sheet(study), provenance);
    }

    TokenStripFigure depthStrip(DepthStripFigureStudy study) {
        TokenSequence tokens = study.input().sequence();
        int[] depths = engine.depths(model, tokens, study.lens());
        int layers = model.card().layers();
        List<String> words = Arrays.stream(depths).mapToObj(Integer::toString).toList();
        String caption = "Each token on the colour of the layer from which the prediction after it stays what it is at the output, read through the %s of %s;"
                + " in the mean %s of %d layers.";
        FigureText text = new FigureText(
                "Prediction depth",
                "the layer from which the predicted token stays the same",
                "prediction depth, layers, 0 to " + layers,
                caption.formatted(study.lens().name(), model.id().name(), Numbers.fixed(DepthJob.mean(depths), 2), layers));
        return new TokenStripFigure(
                text,
                TokenLabels.of(tokens, model.tokenizer()).inputs(),
                Arrays.stream(depths).asDoubleStream().toArray(),
                words,
                "prediction depth, layer",
                ValueRange.of(0, layers),
                study.values(),
                sheet(study),
                provenance);
    }

    AttentionFigure attention(AttentionFigureStudy study) {
        int heads = model.card().heads();
        if (study.head() < 0 || study.head() >= heads) {
            throw new UnusableInputException("D-205", "There is no head %d; heads go from 0 to %d.".formatted(study.head(), heads - 1));
        }
        BlockAttention attention = engine.attention(study.edits().study(model, study.input().sequence(), new LensChoice.Logit()), study.block());
        ValueRange usual = new ValueRange(0, 1, ValueRange.Scale.SQRT, false, false);
        return new AttentionFigure(
                attention,
                study.head(),
                TokenLabels.of(attention.tokens(), model.tokenizer()),
                FigureWords.range(study.range(), usual),
                FigureWords.map(study.map()),
                Viewport.WHOLE,
                sheet(study),
                provenance);
    }

    BasisFigures basis(BasisFigureStudy study) {
        return basis(study, study.basis());
    }

    BasisFigures basis(FidelityFigureStudy study) {
        return basis(study, study.basis());
    }

    private BasisFigures basis(FigureStudy study, BasisChoice choice) {
        BasisWork.Result result = new BasisWork(engine, model).find(choice, study.engine().seed());
        if (!result.found().isComplete()) {
            throw new CancelledException();
        }
        return new BasisFigures(result, sheet(study), provenance);
    }

    private List<Pin> pins(List<Integer> ids) {
        List<Pin> pins = new ArrayList<>();
        for (int id : ids) {
            pins.add(new Pin(id, TokenLabels.label(id, model.tokenizer()), pins.size()));
        }
        return pins;
    }

    /// The export lays a figure out anew for its paper.
    static Sheet sheet(FigureStudy study) {
        return new Sheet(FigureWords.theme(study.paper().theme()).palette(), ANY_SIZE, ANY_SIZE);
    }
}
