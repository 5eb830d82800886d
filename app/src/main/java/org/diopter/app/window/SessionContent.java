package org.diopter.app.window;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.diopter.app.session.SavedPrompts;
import org.diopter.app.session.SavedSnapshot;
import org.diopter.app.session.SavedState;
import org.diopter.app.session.SavedStudy;
import org.diopter.app.session.Session;
import org.diopter.app.session.ViewSettings;
import org.diopter.app.version.ProgramVersion;
import org.diopter.engine.ModelId;
import org.diopter.engine.OpenModel;
import org.diopter.engine.Study;
import org.diopter.engine.lens.Statistic;
import org.diopter.model.hub.ModelFinder;
import org.diopter.model.tokenizer.TokenSequence;
import org.diopter.views.attention.AttentionModel;
import org.diopter.views.edits.Changes;
import org.diopter.views.edits.EditWords;
import org.diopter.views.edits.Show;
import org.diopter.views.edits.Snapshot;
import org.diopter.views.edits.Snapshots;
import org.diopter.views.edits.StudyHistory;
import org.diopter.views.edits.StudyState;
import org.diopter.views.figure.Cell;
import org.diopter.views.figure.ColorMap;
import org.diopter.views.figure.Orientation;
import org.diopter.views.figure.Pin;
import org.diopter.views.figure.Quantity;
import org.diopter.views.figure.RangeMode;
import org.diopter.views.figure.TrajectoryLook;
import org.diopter.views.figure.ValueRange;
import org.diopter.views.kit.Findings;
import org.diopter.views.prompt.Prompt;
import org.diopter.views.trajectory.TrajectoryModel;
import org.jspecify.annotations.Nullable;

/// What of the window a session holds: taken from it, and put back. FX thread only.
final class SessionContent {
    private final Workplace place;
    private final AttentionModel attention;
    private final Snapshots snapshots;
    private final Path glassBox;
    private final long seed;
    private Optional<SavedStudy> without = Optional.empty();
    private @Nullable ViewSettings wanted;

    /// @param glassBox the folder of the model whose weights are known
    /// @param seed of random choices
    SessionContent(Workplace place, AttentionModel attention, Snapshots snapshots, Path glassBox, long seed) {
        this.place = place;
        this.attention = attention;
        this.snapshots = snapshots;
        this.glassBox = glassBox;
        this.seed = seed;
        place.trajectory().findings().subscribe((_, found) -> {
            ViewSettings view = wanted;
            if (found != null && view != null) {
                wanted = null;
                select(view, found);
            }
        });
    }

    private StudyHistory history() {
        return place.stack().history();
    }

    /// Everything as it is now.
    ///
    /// @param file where it was saved last
    Session now(Optional<Path> file) {
        OpenModel open = place.models().model().get();
        StudyState state = history().now().get();
        Session.Facts facts = new Session.Facts(ProgramVersion.get(), Instant.now(), open == null ? 0 : open.card().layers(), file.map(Path::toString).orElse(null));
        Optional<SavedStudy> study = without.isPresent() ? without : study().map(runs -> saved(runs, state));
        return new Session(facts, study, SavedState.of(state), prompts(), view(), snapshots.all().stream()
                .map(snapshot -> new SavedSnapshot(snapshot.name(), snapshot.taken(), saved(snapshot.study(), snapshot.state()), SavedState.of(snapshot.state()))).toList());
    }

    /// All prompts, and which is chosen.
    SavedPrompts prompts() {
        return SavedPrompts.of(place.prompt().prompts(), place.prompt().current().get());
    }

    private SavedStudy saved(Study study, StudyState state) {
        List<Integer> track = place.trajectory().pins().chosen() ? pins() : List.of();
        return SavedStudy.of(study, source(study.model()), state, place.prompt().ids().get(), track, SavedStudy.Engine.usual(seed));
    }

    private List<Integer> pins() {
        return place.trajectory().pins().pinned().get().stream().map(Pin::id).toList();
    }

    /// What a model is called, here and on the command line.
    private String source(ModelId model) {
        if (model.folder().startsWith(place.bundled().folder())) {
            return "bundled";
        }
        return model.folder().startsWith(glassBox) ? ModelFinder.GLASS_BOX : model.folder().toAbsolutePath().toString();
    }

    /// What runs, as the prompt stands; empty before anything has run.
    private Optional<Study> study() {
        Findings shown = place.trajectory().runs().baseline().get();
        OpenModel open = place.models().model().get();
        if (shown == null || open == null || !shown.study().model().equals(open.id())) {
            return Optional.empty();
        }
        Changes changes = place.stack().changes().get();
        return Optional.of(new Study(open.id(), tokens(shown), shown.study().lens(), changes.edits(), changes.cache()));
    }

    /// Those of the prompt as they were counted last.
    private TokenSequence tokens(Findings shown) {
        TokenSequence byHand = place.prompt().tokens().get();
        if (byHand != null) {
            return byHand;
        }
        TokenSequence counted = place.prompt().sequence().get();
        return counted == null || place.prompt().text().get().equals(shown.provenance().prompt()) ? shown.study().tokens() : counted;
    }

    private ViewSettings view() {
        TrajectoryModel model = place.trajectory();
        TrajectoryLook look = model.look().get();
        Cell cell = model.selected().get();
        Findings shown = model.findings().get();
        boolean output = cell == null || shown == null || cell.row() >= shown.trajectory().rows() - 1;
        boolean last = cell == null || shown == null || cell.position() >= shown.trajectory().positions() - 1;
        return new ViewSettings(
                place.settings().view().get(),
                model.runs().wanted().get().name(),
                statistic(look.quantity()),
                look.quantity() instanceof Quantity.OfToken token ? token.id() : -1,
                look.map().label(),
                range(look.range()),
                look.unit().label(),
                look.orientation() == Orientation.LAYERS_ACROSS,
                look.stride(),
                look.values(),
                look.depthStrip(),
                model.pins().chosen() ? pins() : List.of(),
                output ? -1 : cell.row(),
                last ? -1 : cell.position(),
                attention.block().get(),
                Math.max(0, attention.head().get()));
    }

    private static String statistic(Quantity quantity) {
        return switch (quantity) {
            case Quantity.OfCell cell -> cell.statistic().name();
            case Quantity.OfToken _ -> ViewSettings.TOKEN;
            default -> ViewSettings.STANDARD.statistic();
        };
    }

    private static String range(RangeMode range) {
        return switch (range) {
            case RangeMode.Fixed _ -> "fixed";
            case RangeMode.Fit _ -> "fit";
            case RangeMode.Locked locked -> locked.range().low() + ":" + locked.range().high();
        };
    }

    /// Puts a session into the window, in place of what is there.
    ///
    /// @param name of the session
    /// @param prompts all of them; none leaves those that there are
    /// @param others its snapshots
    /// @param withoutModel its study, where its model is not open: it is kept as it was
    void show(String name, StudyState state, SavedPrompts prompts, ViewSettings view, List<Snapshot> others, Optional<SavedStudy> withoutModel) {
        without = withoutModel;
        if (!prompts.all().isEmpty()) {
            place.prompt().setAll(prompts.prompts(), prompts.current());
        }
        Prompt chosen = place.prompt().chosen().get();
        String text = state.prompt().text();
        history().begin(name, state.with(chosen.text().equals(text) ? chosen : chosen.with(text, Optional.empty())));
        List<Prompt> known = new ArrayList<>();
        snapshots.setAll(others.stream().map(each -> each.with(each.state().with(promptOf(each, known)))).toList());
        wanted = view;
        place.settings().bits().set(view.unit().equals("bits"));
        place.trajectory().change(look -> look(look, view));
        Arrays.stream(Show.values()).filter(show -> show.name().equals(view.show())).forEach(place.trajectory().runs().wanted()::set);
        attention.block().set(view.block());
        attention.head().set(view.head());
        place.show(view.front());
        place.study().runNow();
    }

    /// The prompt that a snapshot was taken of: one of the study, or one that will come back with it. Tokens that its text does not give were set by hand.
    ///
    /// @param known of the snapshots before. Modified: the prompt is added.
    private Prompt promptOf(Snapshot snapshot, List<Prompt> known) {
        String text = snapshot.state().prompt().text();
        TokenSequence ran = snapshot.study().tokens();
        Optional<TokenSequence> byHand = place.prompt().tokenizer().get().filter(words -> !words.encode(text).tokens().equals(ran)).map(_ -> ran);
        return known.stream().filter(prompt -> prompt.text().equals(text) && prompt.tokens().equals(byHand)).findFirst().orElseGet(() -> {
            Prompt found = place.prompt().like(Prompt.of(text).with(text, byHand));
            known.add(found);
            return found;
        });
    }

    /// Whether the session that was put into the window last has been seen: how it is looked at is known only then.
    boolean isSeen() {
        return wanted == null;
    }

    /// The model of the session is open by now.
    void complete() {
        without = Optional.empty();
    }

    private TrajectoryLook look(TrajectoryLook look, ViewSettings view) {
        ColorMap map = Arrays.stream(ColorMap.values()).filter(each -> !each.isTwoSided() && each.label().equals(view.map())).findFirst().orElse(look.map());
        Quantity quantity = Arrays.stream(Statistic.values()).filter(each -> each.name().equals(view.statistic())).findFirst()
                .<Quantity>map(Quantity.OfCell::new).orElse(TrajectoryLook.standard().quantity());
        return look.withQuantity(quantity).withMap(map).withRange(range(view.range(), quantity)).withStride(view.stride()).withValues(view.values())
                .withDepthStrip(view.depthStrip()).withOrientation(view.transpose() ? Orientation.LAYERS_ACROSS : Orientation.LAYERS_UP);
    }

    private RangeMode range(String word, Quantity quantity) {
        int colon = word.indexOf(':');
        if (colon < 0) {
            return word.equals("fit") ? RangeMode.FIT : RangeMode.FIXED;
        }
        try {
            ValueRange.Scale scale = quantity.fixedRange(2, place.context().unit().get()).scale();
            return new RangeMode.Locked(new ValueRange(Double.parseDouble(word.substring(0, colon)), Double.parseDouble(word.substring(colon + 1)), scale, true, true));
        } catch (IllegalArgumentException noRange) {
            return RangeMode.FIXED;
        }
    }

    /// What needs to know the tokens: pins, the token that colours the grid, the selected cell.
    private void select(ViewSettings view, Findings found) {
        TrajectoryModel model = place.trajectory();
        int vocabulary = found.card().vocabulary();
        model.pins().reset();
        view.pins().stream().filter(id -> id >= 0 && id < vocabulary).forEach(model::togglePin);
        if (view.statistic().equals(ViewSettings.TOKEN) && view.token() >= 0 && view.token() < vocabulary) {
            model.change(look -> look.withQuantity(new Quantity.OfToken(view.token(), model.label(view.token()))));
        }
        int output = found.trajectory().rows() - 1;
        int last = found.trajectory().positions() - 1;
        model.selected().set(new Cell(view.layer() < 0 ? output : Math.min(view.layer(), output), view.position() < 0 ? last : Math.min(view.position(), last)));
        if (view.pins().isEmpty()) {
            model.unpinAll();
        }
    }

    /// Keeps the study as it is under a name made of what it changes; nothing before anything has run.
    Optional<Snapshot> snapshot() {
        return study().map(study -> {
            String edits = study.edits().edits().stream().map(EditWords::of).map(words -> words.title() + ", " + words.place()).collect(Collectors.joining(" + "));
            String cache = study.cache().isFull() ? "" : study.cache().text();
            String name = edits.isEmpty() && cache.isEmpty() ? WindowTexts.ALL.get("snapshot.baseline") : edits + (edits.isEmpty() || cache.isEmpty() ? "" : " + ") + cache;
            return snapshots.add(new Snapshot(name, Instant.now(), study, history().now().get()));
        });
    }

    /// Goes back to a snapshot, as a step of the history.
    void goTo(Snapshot snapshot) {
        Prompt then = snapshot.state().prompt();
        boolean isChosen = then.number() == place.prompt().chosen().get().number();
        history().change(isChosen ? snapshot.state() : snapshot.state().with(place.prompt().like(then)));
    }

    /// The time of day of an instant: `14:03`.
    static String clock(Instant at) {
        return at.atZone(ZoneId.systemDefault()).toLocalTime().withSecond(0).withNano(0).toString();
    }
}
