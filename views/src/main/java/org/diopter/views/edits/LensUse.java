package org.diopter.views.edits;

/// Through which lens a study is looked at, so that it can be found again. A value.
///
/// @param mode what is looked at of both lenses, by the name of its `LensMode`
/// @param name of the model's own lens, for people; empty while there is none
/// @param source where that lens lies: `bundled` or an absolute path; empty while there is none
/// @param sha256 of its translators; empty while there is none
public record LensUse(String mode, String name, String source, String sha256) {
    /// What the lens is called that comes with the program.
    public static final String BUNDLED = "bundled";
    /// The logit lens of a model that has no other.
    public static final LensUse NONE = new LensUse("LOGIT", "", "", "");

    /// Whether there is a lens beside the logit lens.
    public boolean hasLens() {
        return !sha256.isEmpty();
    }
}
