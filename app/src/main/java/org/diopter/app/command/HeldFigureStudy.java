package org.diopter.app.command;

/// The answers of parts of a matrix, as a picture.
///
/// @param group which items: a name of [GroupName]
/// @param view `cosine` or `kinds`
record HeldFigureStudy(ModelReference model, HeldChoice held, String group, String view, Paper paper, EngineChoice engine) implements FigureStudy {
    static final String COSINE = "cosine";
    static final String KINDS = "kinds";

    HeldFigureStudy {
        GroupName.of(group);
        requireView(view);
    }

    static void requireView(String view) {
        if (!view.equals(COSINE) && !view.equals(KINDS)) {
            throw new IllegalArgumentException("'" + view + "' is none of cosine, kinds");
        }
    }

    @Override
    public String changes() {
        return held.reduction();
    }

    @Override
    public FigureSource source() {
        return FigureSource.WEIGHTS;
    }

    @Override
    public HeldFigureStudy with(EngineChoice other) {
        return new HeldFigureStudy(model, held, group, view, paper, other);
    }
}
