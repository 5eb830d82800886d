package org.diopter.app.session;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.diopter.views.edits.CardText;
import org.diopter.views.edits.LensUse;

/// Sessions to test with.
final class Sessions {
    private Sessions() {}

    static Session of(String prompt) {
        LensUse lens = new LensUse("BOTH", "almanac", "bundled", "cd34");
        List<CardText> cards = List.of(new CardText("skip:block=1,part=mlp", true, false), new CardText("rank:block=3,matrix=mlp.down,rho=0.1", false, true),
                new CardText("cache:prompt=0 local:recent=64", false, false));
        SavedState state = new SavedState(prompt, lens, cards);
        SavedStudy study = study(prompt, lens);
        SavedPrompts prompts = new SavedPrompts(
                List.of(new SavedPrompts.One("prompt 1", "another", List.of()), new SavedPrompts.One("by hand", prompt, List.of(0, 302, 692))), 1);
        ViewSettings view = new ViewSettings("attention", "BOTH", ViewSettings.TOKEN, 302, "viridis", "0.1:0.9", "bits", true, 2, false, true, List.of(302, 692), 3, 4,
                2, 5);
        SavedSnapshot snapshot = new SavedSnapshot("rank 51", Instant.parse("2026-11-26T12:00:00Z"), study, state);
        return new Session(new Session.Facts("0.3.0", Instant.parse("2026-11-26T14:03:00Z"), 8, null), Optional.of(study), state, prompts, view, List.of(snapshot));
    }

    private static SavedStudy study(String prompt, LensUse lens) {
        return new SavedStudy(
                "lens",
                new SavedStudy.Model("bundled", "almanac-8m", "ab12"),
                new SavedStudy.Input(prompt, List.of(0, 302, 692)),
                SavedLens.of(lens),
                new SavedStudy.Edits(List.of("rank:block=3,matrix=mlp.down,rho=0.1"), List.of(), new SavedStudy.Cache("local:recent=64", 0, null), SavedStudy.Cache.FULL),
                List.of(),
                10,
                List.of(),
                "nats",
                new SavedStudy.Engine("auto", 2, 0));
    }
}
